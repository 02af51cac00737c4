"""Les phrases du Donut : le titre-message, ce que dit chaque secteur, la tendance ; accordées dans tous les cas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import floor, log10
from typing import Any

from core.format_fr import (
    ABSENT,
    INSECABLE,
    avec_unite,
    en_lettres,
    euros_court,
    majuscule,
    nombre,
    part_ecrite,
    pourcent,
)
from core.tables.indicateurs import QUALITES

type_ligne = Mapping[str, Any]

LETTRES_JUSQU_A = 16
"""Au-delà, la phrase s'écrit toute en chiffres : jamais « seize sur les 19 »."""

ANNEAUX = {"social": "Plancher social", "ecologique": "Plafond écologique"}
STATUTS = {
    "atteint": "Plancher atteint",
    "non_atteint": "Plancher non atteint",
    "respecte": "Plafond respecté",
    "franchi": "Plafond franchi",
    "donnee_absente": "Donnée absente",
    "sans_seuil": "Sans seuil",
    "sans_echelle": "Sans échelle",
    "incoherent": "Refusé",
}
CE_QUE_LE_BUDGET_Y_CONSACRE = "Ce que le budget y consacre, dépenses affectées à cette dimension"
CONSACRES = {"realise": "réalisé", "prevu": "prévu"}
TENDANCES = {
    "atteint": "Atteint",
    "s_eloigne": "S'éloigne",
    "stable": "Stable",
    "trop_lent": "Trop lent",
    "conforme": "Conforme",
    "se_rapproche": "Se rapproche",
}


def message(comptes: Mapping[str, int], exercice: int, *, un_par_dimension: bool) -> str:
    """La phrase-titre : plafonds franchis, puis besoins couverts, parmi ceux qui sont mesurés.

    `comptes` vient des lignes de suffisance. Quand une dimension porte plusieurs indicateurs, on parle de planchers
    plutôt que de besoins, pour ne pas compter un besoin deux fois.
    """
    suivis = comptes["indicateurs_suivis"]
    if not suivis:
        return "Aucun indicateur suivi ne porte encore de seuil"
    if not comptes["indicateurs_renseignes"]:
        if suivis == 1:
            return f"Le seul indicateur suivi n'est pas renseigné pour {exercice}"
        return f"Aucun des {en_lettres(suivis)} indicateurs suivis n'est renseigné pour {exercice}"
    plafonds = ("plafond", "franchi", "franchis")
    besoins = ("besoin", "couvert pour tous", "couverts pour tous")
    planchers = besoins if un_par_dimension else ("plancher", "atteint", "atteints")
    totaux = (comptes["plafonds_renseignes"], comptes["planchers_renseignes"])
    ecrire = en_lettres if max(totaux) <= LETTRES_JUSQU_A else nombre
    propositions = [
        _proposition(comptes["plafonds_franchis"], totaux[0], plafonds, ecrire) if comptes["plafonds_suivis"] else "",
        _proposition(comptes["planchers_atteints"], totaux[1], planchers, ecrire)
        if comptes["planchers_suivis"]
        else "",
    ]
    return majuscule(f"{INSECABLE}; ".join(proposition for proposition in propositions if proposition))


def _proposition(compte: int, renseignes: int, mots: tuple[str, str, str], ecrire: Callable[[int], str]) -> str:
    """« six plafonds sur les huit mesurés sont franchis », accordée ; `mots` : le nom, l'état au singulier, au
    pluriel."""
    nom, singulier, pluriel = mots
    total = ecrire(renseignes)
    if not renseignes:
        phrase = f"aucun {nom} n'est mesuré"
    elif renseignes == 1:
        verbe = "est" if compte else "n'est pas"
        phrase = f"le seul {nom} mesuré {verbe} {singulier}"
    elif compte == 0:
        phrase = f"aucun des {total} {nom}s mesurés n'est {singulier}"
    elif compte == renseignes:
        phrase = f"les {total} {nom}s mesurés sont {pluriel}"
    elif compte == 1:
        phrase = f"un {nom} sur les {total} mesurés est {singulier}"
    else:
        phrase = f"{ecrire(compte)} {nom}s sur les {total} mesurés sont {pluriel}"
    return phrase


def grandeur(valeur: float | None, unite: str, *, signe: bool = False) -> str:
    """Une valeur à trois chiffres significatifs (les entiers restent entiers), avec son unité."""
    if valeur is None:
        return ABSENT
    decimales = 0 if valeur == 0 else min(max(2 - floor(log10(abs(valeur))), 0), 6)
    while decimales and round(valeur, decimales) == round(valeur, decimales - 1):
        decimales -= 1
    return avec_unite(valeur, unite, decimales, signe=signe)


def rythme(pente: float, unite: str) -> str:
    """Une variation annuelle signée ; celle d'un pourcentage se dit en points."""
    if unite.strip().startswith("%"):
        unite = "point" if abs(pente) < 2 else "points"
    return f"{grandeur(pente, unite, signe=True)} par an"


def multiple(rapport: float) -> str:
    """Le nombre de fois le plafond : « × 1,04 », « × 4,2 », « × 33 »."""
    decimales = 2 if rapport < 1.095 else 1 if rapport < 9.95 else 0
    return f"×{INSECABLE}{nombre(rapport, decimales)}"


def lire_ecart(ligne: type_ligne) -> str:
    """Ce que dit un secteur, en quelques mots : « manque de 41 % », « plafond franchi, × 1,7 »…"""
    lectures: dict[str, Callable[[type_ligne], str]] = {
        "non_atteint": lambda lu: f"manque de {part_lisible(lu['manque'])}",
        "franchi": lambda lu: f"plafond franchi, {multiple(lu['depassement'] + 1)}",
        "respecte": lambda lu: f"plafond respecté, à {part_lisible(max(lu['depassement'] + 1, 0))} de la limite",
        "donnee_absente": lambda lu: f"donnée absente en {lu['exercice']}{_derniere_connue(lu)}",
        "sans_echelle": lambda lu: f"{'seuil tenu' if lu['seuil_tenu'] else 'seuil non tenu'}, écart sans échelle",
    }
    lire = lectures.get(ligne["statut"])
    return lire(ligne) if lire else STATUTS[ligne["statut"]].lower()


def bref(ligne: type_ligne) -> str:
    """L'écart en un ou deux mots, pour une clé ou un bout de barre : « 41 % », « × 1,7 », « couvert »…"""
    if ligne["manque"]:
        return part_lisible(ligne["manque"])
    if ligne["depassement"] is not None:
        return multiple(max(ligne["depassement"] + 1, 0.0))
    return "couvert" if ligne["statut"] == "atteint" else STATUTS[ligne["statut"]].lower()


def part_lisible(part: float) -> str:
    """Une part en pourcentage entier ; une décimale sous 1 %, et jamais « 100 % » ni « 0 % » pour presque."""
    if 0 < part < 0.01:
        return pourcent(part, 1) if part >= 0.0005 else f"moins de {pourcent(0.001, 1)}"
    return pourcent(part, 1) if 0.995 <= part < 1 else pourcent(part)


def _derniere_connue(ligne: type_ligne) -> str:
    if ligne["derniere_annee"] is None:
        return ", jamais mesurée"
    valeur = grandeur(ligne["derniere_valeur"], ligne["unite"])
    return f" (dernière valeur connue{INSECABLE}: {valeur} en {ligne['derniere_annee']})"


def titre_secteur(ligne: type_ligne) -> str:
    """Le nom accessible d'un secteur : dimension, indicateur, anneau et écart."""
    return f"{ligne['dimension']}{INSECABLE}: {ligne['intitule']}. {ANNEAUX[ligne['anneau']]}, {lire_ecart(ligne)}."


def resume(ligne: type_ligne) -> str:
    """La phrase en grand du panneau : « Manque de 41 % », « 1,7 fois le plafond »…"""
    if ligne["statut"] == "franchi":
        rapport = ligne["depassement"] + 1
        fois = multiple(rapport).removeprefix(f"×{INSECABLE}")
        repere = "l'écart permis" if ligne["valeur_preindustrielle"] is not None else "le plafond"
        return f"{fois} fois {repere}"
    return majuscule(lire_ecart(ligne))


def tendance(ligne: type_ligne) -> str:
    """« S'éloigne : +38 ménages par an de 2017 à 2024 ; il faudrait −207 ménages par an jusqu'en 2030. »

    Le mot de tendance n'est écrit que s'il est soutenu ; sous trois observations, la phrase le dit.
    """
    if ligne["tendance"] == "atteint":
        return f"L'objectif est atteint{_depuis(ligne)}."
    if ligne["observations"] is None or ligne["pente"] is None or ligne["observations"] < 3:
        compte = en_lettres(ligne["observations"] or 0)
        pluriel = "s" if (ligne["observations"] or 0) > 1 else ""
        observe = f"Tendance inconnue{INSECABLE}: {compte} année{pluriel} observée{pluriel}, il en faut trois"
        return (
            f"{observe.replace(' aucun année', ' aucune année').replace(' un année', ' une année')}{_requise(ligne)}."
        )
    mot = f"{TENDANCES[ligne['tendance']]}{INSECABLE}: " if ligne["tendance"] else ""
    pente = rythme(ligne["pente"], ligne["unite"])
    periode = f"de {ligne['premiere_annee']} à {ligne['derniere_annee']}"
    incertain = ", sans direction nette" if ligne["tendance"] == "stable" else ""
    peu = f" ({en_lettres(ligne['observations'])} années observées)" if ligne["observations"] < 6 else ""
    return f"{mot}{pente} {periode}{peu}{incertain}{_requise(ligne)}."


def _depuis(ligne: type_ligne) -> str:
    return f" ({grandeur(ligne['derniere_valeur'], ligne['unite'])} en {ligne['derniere_annee']})"


def _requise(ligne: type_ligne) -> str:
    if ligne["pente_requise"] is not None:
        requis = rythme(ligne["pente_requise"], ligne["unite"])
        return f"{INSECABLE}; il faudrait {requis} jusqu'en {ligne['annee_cible']}"
    if ligne["objectif"] is None or ligne["derniere_annee"] is None:
        return ""
    if ligne["annee_cible"] is None:
        return f"{INSECABLE}; aucune échéance n'est fixée"
    return f"{INSECABLE}; l'échéance de {ligne['annee_cible']} est passée"


def seuil(ligne: type_ligne) -> str:
    """« plancher : 0 % ; cible : 10 % en 2030 » ; « aucun seuil fixé » si rien ne l'est."""
    if ligne["seuil"] is None:
        return "aucun seuil fixé"
    nom = "plancher" if ligne["anneau"] == "social" else "plafond"
    texte = f"{nom}{INSECABLE}: {grandeur(ligne['seuil'], ligne['unite'])}"
    echeance = f" en {ligne['annee_cible']}" if ligne["annee_cible"] is not None else ""
    if ligne["cible"] is not None and ligne["cible"] != ligne["seuil"]:
        cible = f"{INSECABLE}; cible{INSECABLE}: {grandeur(ligne['cible'], ligne['unite'])}{echeance}"
        return f"{texte}{_echelle(ligne)}{cible}"
    return f"{texte}{echeance}{_echelle(ligne)}"


def _echelle(ligne: type_ligne) -> str:
    """D'où se compte l'écart quand ce n'est pas évident : pire valeur saisie, ou valeur préindustrielle."""
    if ligne["pire_valeur"] is not None:
        return f" (manque total à {grandeur(ligne['pire_valeur'], ligne['unite'])})"
    if ligne["valeur_preindustrielle"] is not None:
        return f" (écart compté depuis {grandeur(ligne['valeur_preindustrielle'], ligne['unite'])})"
    return ""


def auteur_seuil(ligne: type_ligne) -> str:
    """Qui a fixé le seuil et dans quel texte ; le dit quand personne ne signe."""
    morceaux = [ligne[nom] for nom in ("auteur_seuil", "source_seuil") if ligne[nom]]
    return ", ".join(morceaux) if morceaux else "auteur non renseigné"


def valeur_et_seuil(ligne: type_ligne) -> str:
    """« 1 240 ménages · plancher : 900 ménages · Conseil municipal, PLH 2022 »."""
    return f"{grandeur(ligne['valeur'], ligne['unite'])} · {seuil(ligne)} · {auteur_seuil(ligne)}"


def qualite(ligne: type_ligne) -> str:
    """« mesure, couverture 92 % · Système national d'enregistrement »."""
    if ligne["valeur"] is None:
        return "donnée absente pour cette année"
    dite = QUALITES.get(ligne["qualite"], "qualité non renseignée").lower()
    couverture = f", couverture {pourcent(ligne['couverture'])}" if ligne["couverture"] is not None else ""
    return f"{dite}{couverture} · {ligne['source'] or 'source non renseignée'}"


def suffisance(comptes: Mapping[str, int]) -> str:
    """« 19 indicateurs renseignés sur 21 »."""
    renseignes, suivis = comptes["indicateurs_renseignes"], comptes["indicateurs_suivis"]
    pluriel = "s" if renseignes > 1 else ""
    return f"{nombre(renseignes)}{INSECABLE}indicateur{pluriel} renseigné{pluriel} sur {suivis}"


def consacre(depenses: Sequence[type_ligne]) -> str:
    """« 4,2 M€ réalisés en 2024 (37 % du budget réalisé est affecté) ».

    `depenses` : les lignes `depense_affectee` de la dimension, une par nature ; vide si le budget n'y affecte rien.
    """
    return f"{INSECABLE}; ".join(_consacre(depense) for depense in depenses)


def _consacre(depense: type_ligne) -> str:
    mot, valeur, couverture = CONSACRES[depense["nature"]], depense["valeur"], depense["couverture"]
    annee = f"en {depense['exercice']}"
    if valeur is None:
        return f"montant {mot} absent {annee}"
    part = f" ({part_ecrite(couverture, en_mots=True)} du budget {mot} est affecté)" if couverture is not None else ""
    return f"{euros_court(valeur)} {mot}{'s' if abs(valeur) >= 2 else ''} {annee}{part}"
