"""Les phrases du journal, en markdown : ce qui est entré, ce qui attend, ce que publier ou annuler veut dire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.donnees.laissees import refusees_en_bref, relire
from core.donnees.saisie import FORMAT
from core.format_fr import accorder, date_longue, en_lettres
from pages._outils.textes import echapper

RIEN_NE_S_EFFACE = "Rien ne s’efface : un import annulé reste au journal, et ses lignes d’avant reviennent."
AUCUN_IMPORT = "Aucun import pour ce territoire."
CHANGEMENTS = "Journal des changements du territoire, du plus récent au plus ancien"
ENCHAINEES = "Chaque entrée porte l’empreinte de la précédente : une ligne retirée ou modifiée se verrait."
_STATUTS = {"brouillon": ":orange-badge[Provisoire]", "valide": ":green-badge[Publié]", "annule": ":gray-badge[Annulé]"}


def quand(instant: datetime) -> str:
    """« 23 novembre 2026 à 7 h 53 »."""
    return f"{date_longue(instant)} à {instant.hour} h {instant.minute:02}"


def titre(territoire: str, actifs: int, attente: int, annules: int, *, saisies: bool) -> str:
    """Combien d'imports en vigueur, et combien attendent d'être publiés ; tous annulés, cela se dit."""
    nom = echapper(territoire)
    if not actifs and annules:
        quoi = "son seul import est annulé" if annules == 1 else f"ses {en_lettres(annules)} imports sont annulés"
        return f"{nom} : {quoi}, aucune donnée n’est en vigueur"
    if not actifs:
        return f"{nom} : rien n’a encore été importé"
    chiffres = f"{nom} : {en_lettres(actifs)} import{'s' if actifs > 1 else ''}{' et saisies' if saisies else ''}"
    if not attente:
        return f"{chiffres}, tous publiés" if actifs > 1 else f"{chiffres}, publié"
    verbe = "attend" if attente == 1 else "attendent"
    return f"{chiffres}, dont {en_lettres(attente)} {verbe} d’être publié{'s' if attente > 1 else ''}"


def derniere_ecriture(ligne: Mapping[str, Any]) -> str:
    """« Dernier import : fichier, quand, par qui »."""
    quoi = "Dernière écriture" if ligne["format"] == FORMAT else "Dernier import"
    return f"{quoi} : « {echapper(ligne['fichier'])} », {quand(ligne['date'])}, par {echapper(ligne['identite'])}."


def les_plus_recents(montres: int, total: int) -> str:
    """On ne montre pas tous les imports."""
    return f"Les {montres} plus récents sont montrés, sur {total}."


def publier_ensemble(imports: int, lignes: int) -> str:
    """Ce que fait la publication de tout ce qui attend."""
    return f"{accorder(imports, 'import')}, {accorder(lignes, 'ligne')} : ces chiffres deviennent visibles de tous."


def entree(ligne: Mapping[str, Any]) -> str:
    """Un import du registre : son fichier et son état, puis quand, qui et combien de lignes."""
    return (
        f"**{echapper(ligne['fichier'])}** {_STATUTS[ligne['statut']]}  \n"
        f":gray[N° {ligne['id']} · {quand(ligne['date'])} · {echapper(ligne['identite'])} · {_comptes(ligne)}]"
    )


def _comptes(ligne: Mapping[str, Any]) -> str:
    """« 3 lignes créées · 1 remplacée · 2 refusées » ; une saisie n'a pas de refus, elle peut retirer des lignes."""
    comptes = [accorder(ligne["creees"], "ligne créée", "lignes créées"), accorder(ligne["remplacees"], "remplacée")]
    if ligne["format"] != FORMAT:
        montants = refusees_en_bref(relire(ligne["laissees"]))
        comptes.append(accorder(ligne["rejetees"], "refusée") + (f", portant {montants}" if montants else ""))
    elif ligne["retirees"]:
        comptes.append(accorder(ligne["retirees"], "retirée"))
    return " · ".join(comptes)


def annuler(*, saisie: bool) -> str:
    """Le geste qui défait."""
    return f"Annuler {_cet(saisie)}"


def effet_d_annuler(*, saisie: bool) -> str:
    """Ce que fait l'annulation."""
    return f"Le territoire revient à son état d’avant {_cet(saisie)}, qui reste au journal."


def _cet(saisie: bool) -> str:
    return "cette saisie" if saisie else "cet import"
