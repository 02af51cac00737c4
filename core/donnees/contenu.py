"""Ce que les valeurs d'une colonne disent d'elle : des montants ne sont pas un nom, « Dépense » et « Recette » sont un
sens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.donnees.apercu import JAUNE, Question
from core.donnees.choix import choix_lu
from core.donnees.departage import Candidat
from core.donnees.lecture.modele import Feuille
from core.tables import Table
from core.tables.declaration import Choix, Texte

_EXAMINEES = 2_000
_PEU = 12
_NOMBRE = r"^[-+(]?\d[\d\s\x{00a0}\x{202f}]*(?:[.,]\d+)?\s*[)€-]?$"
_PRECIS = r"[.,]\d{1,2}\s*[)€-]?$|^[-(]|\d[\s\x{00a0}\x{202f}]\d{3}\b|€"
_BUDGET = "budget"


def sans_les_montants(
    feuille: Feuille, table: Table, candidats: list[Candidat], reponses: Mapping[str, str]
) -> tuple[list[Candidat], list[Question]]:
    """Les candidats sans ceux qui prendraient une colonne de montants pour un nom ; une colonne « Budget » de nombres
    demande si elle nomme le budget ou dit le prévu."""
    gardes: list[Candidat] = []
    questions: list[Question] = []
    textes = {colonne.nom for colonne in table.colonnes if isinstance(colonne.type, Texte | Choix)}
    for candidat in candidats:
        if candidat.preference < 0 or candidat.cible not in textes:
            gardes.append(candidat)
            continue
        valeurs = feuille.lignes[f"c{candidat.rang}"].head(_EXAMINEES).drop_nulls().unique()
        nombres = bool(len(valeurs)) and bool(valeurs.str.contains(_NOMBRE).all())
        precis = nombres and bool(valeurs.str.contains(_PRECIS).any())
        if (
            candidat.cible == _BUDGET
            and table.montants_selon_etape
            and nombres
            and (precis or _disperses(feuille, candidat))
        ):
            choisi, question = _est_ce_le_prevu(feuille, table, candidat, reponses, precis=precis)
            gardes += choisi
            questions += question
        elif not precis:
            gardes.append(candidat)
    return gardes, questions


def _disperses(feuille: Feuille, candidat: Candidat) -> bool:
    """Vrai si presque chaque ligne a son nombre : un numéro de budget se répète."""
    valeurs = feuille.lignes[f"c{candidat.rang}"].drop_nulls()
    return valeurs.n_unique() > 1 and valeurs.n_unique() * 2 > len(valeurs)


def _est_ce_le_prevu(
    feuille: Feuille, table: Table, candidat: Candidat, reponses: Mapping[str, str], *, precis: bool
) -> tuple[list[Candidat], list[Question]]:
    lettre, entete = feuille.lettres[candidat.rang], feuille.entetes[candidat.rang]
    cle = f"colonne:{_BUDGET}:{lettre}"
    choix = {nom: table.colonne(nom).sens for nom in ("vote_eur", "credits_ouverts_eur")}
    if not precis:
        choix[_BUDGET] = table.colonne(_BUDGET).sens
    choix["aucune"] = "Laisser cette colonne de côté"
    reponse = reponses.get(cle)
    if reponse == "aucune":
        return [], []
    if reponse in choix:
        return [replace(candidat, cible=str(reponse), preference=-1)], []
    exemples = ", ".join(feuille.lignes[f"c{candidat.rang}"].drop_nulls().unique(maintain_order=True).head(3))
    texte = f"Feuille « {feuille.nom} » : « {entete} » porte des nombres ({exemples}…). Que disent-ils ?"
    return [], [Question(cle, texte, choix, f"--reponse {cle}=")]


def au_contenu(feuille: Feuille, table: Table, retenus: list[Candidat], ecartees: set[int]) -> list[Candidat]:
    """Une colonne au titre inconnu dont tous les mots sont ceux d'une seule liste close (« Dépense », « Recette »), que
    rien d'autre ne remplit : proposée, à vérifier."""
    prises = {candidat.cible for candidat in retenus} | {"sens" for candidat in retenus if "@" in candidat.cible}
    rangs = {candidat.rang for candidat in retenus} | ecartees
    listes = {c.nom: c.type for c in table.colonnes if isinstance(c.type, Choix) and table.imputee}
    proposes: dict[str, list[Candidat]] = {}
    for rang in (rang for rang in range(len(feuille.entetes)) if rang not in rangs):
        mots = feuille.lignes[f"c{rang}"].head(_EXAMINEES).drop_nulls().unique()
        if not 0 < len(mots) <= _PEU or (len(mots) == 1 and len(mots[0]) == 1):
            continue
        tous = mots if feuille.lignes.height <= _EXAMINEES else feuille.lignes[f"c{rang}"].drop_nulls().unique()
        possibles = [nom for nom, liste in listes.items() if all(choix_lu(mot, liste) is not None for mot in tous)]
        if len(possibles) == 1 and possibles[0] not in prises:
            proposes.setdefault(possibles[0], []).append(Candidat(rang, possibles[0], JAUNE, 100))
    return [candidats[0] for candidats in proposes.values() if len(candidats) == 1]
