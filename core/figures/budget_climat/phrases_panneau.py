"""Les phrases du panneau du budget climat : ce que demande un plafond, la fiche d'une mesure, les coûts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.figures.budget_climat.lecture import DECISIONS, Lecture, Mesure
from core.figures.budget_climat.phrases import liste
from core.figures.budget_climat.points import Point
from core.format_fr import accorder, enumerer, euros_court, nombre, tonnes
from core.tables.climat import RAPPORTS

ALTS = {
    "mesures": "Les mesures, leur service, leurs tonnes par an et leur coût",
    "operations": "Les opérations, en milliers d’euros, exercice par exercice",
    "points": "Dépensé à chacun des trois points, et réalisé de la ligne budgétaire",
}
NOTES = {
    "operations": "En milliers d’euros",
    "points": (
        "Dépensé depuis le début de l’exercice à chaque point, puis réalisé en tout de la ligne budgétaire qui porte "
        "la mesure, en milliers d’euros"
    ),
}
"""Ce que dit le panneau au-dessus de sa table, et son équivalent textuel."""
PAS_UN_CLASSEMENT = (
    "Les mesures se suivent dans l'ordre où elles commencent. Commencer par la moins chère fait perdre du temps sur "
    "celles qui sont lentes et peuvent beaucoup : elles doivent partir tôt, même chères. Une mesure qui rapporte se "
    "lit en euros par an : à économie égale, plus de tonnes la feraient paraître moins bonne."
)
POURQUOI = "Pourquoi ce n'est pas un classement"
EVITE, IDENTIFIE = "Ce que nos mesures décidées évitent", "Identifié, pas décidé"
RECOUVREMENT, SANS_EFFET = "Si les effets se recouvrent", "Sans effet chiffré"
A_VERIFIER = "Gain au-delà de son potentiel ou des émissions : à vérifier"
VALEUR_DE_L_ACTION = "Valeur de l'action pour le climat"
COUT_PARTIEL, SANS_COUT = "Coût partiel", "Sans coût à la tonne"
SANS_SERVICE = "aucun service n'est désigné"
_COUTS = (
    ("cout_eur", "d'investissement"),
    ("fonctionnement_eur_par_an", "de fonctionnement par an"),
    ("economies_eur_par_an", "d'économies par an"),
)


def ce_que_demande(annee: int) -> str:
    """« Ce que demande le plafond de 2030 »."""
    return f"Ce que demande le plafond de {annee}"


def demande(lecture: Lecture, effort: float) -> str:
    """L'effort que demande un plafond depuis le niveau présent (tCO2e)."""
    if effort <= 0:
        return f"rien de plus : le niveau de {lecture.depart} est déjà sous ce plafond"
    return f"{tonnes(effort)} de moins qu'en {lecture.depart}"


def identifie(mesures: Sequence[Mesure], apport: float) -> str:
    """Ce qu'ajouteraient les mesures identifiées (tCO2e), et lesquelles."""
    if not mesures:
        return "aucune mesure chiffrée n'attend une décision"
    compte = accorder(len(mesures), "mesure")
    if apport < 0.5:
        return f"{compte}, sans effet d'ici là : {liste(mesures)}"
    return f"{compte}, {tonnes(apport)} : {liste(mesures)}"


def recouvrement(recouvert: float) -> str:
    """Ce que les recouvrements font perdre (tCO2e) ; vide si c'est moins d'une demi-tonne."""
    if recouvert < 0.5:
        return ""
    return (
        f"{tonnes(recouvert)} de plus à trouver : chaque mesure s'applique à ce que les autres du même secteur laissent"
    )


def mesures_nommees(mesures: Sequence[Mesure]) -> str:
    """« 3 mesures : « A », « B » et « C » » ; vide s'il n'y en a pas."""
    return f"{accorder(len(mesures), 'mesure')} : {liste(mesures)}" if mesures else ""


def sans_cout(mesures: Sequence[Mesure]) -> str:
    """Les mesures dont le coût à la tonne ne se calcule pas, et pourquoi ; vide s'il n'y en a pas."""
    if not mesures:
        return ""
    return f"{mesures_nommees(mesures)}. Il manque le gain, le coût ou la durée de vie."


def avancement(mesure: Mesure) -> str:
    """Son statut ; une mesure seulement identifiée le dit."""
    if mesure.decision != "identifiee":
        return mesure.statut
    return f"{mesure.statut}, {DECISIONS[mesure.decision].lower()}"


def effet(mesure: Mesure, fin: int | None) -> str:
    """Ce qu'elle évite une fois achevée, puis au dernier plafond (`fin`), et ce qui en reste sans recouvrement."""
    gain = mesure.nombre("gain_tco2e_par_an")
    if gain is None:
        return f"non chiffré ; de {mesure.annees}"
    ajoute, reduit = (None, None) if fin is None else (mesure.effets.get(fin), mesure.reduits.get(fin))
    suite = "" if ajoute is None else f" ; {tonnes(ajoute)} évitées de plus qu'aujourd'hui en {fin}"
    reste = "" if reduit is None or tonnes(reduit) == tonnes(ajoute) else f", {tonnes(reduit)} sans les recouvrements"
    return f"{tonnes(gain)} par an une fois achevée ({mesure.annees}){suite}{reste}"


def au_dela(mesure: Mesure) -> str:
    """De combien son gain passe ce que le périmètre émet, ou ce qu'elle peut ; vide sinon."""
    if mesure.au_dela_emissions is not None:
        return f"gain au-delà de tout ce que le périmètre émet, de {tonnes(mesure.au_dela_emissions)} par an"
    if mesure.au_dela_potentiel is not None:
        return f"gain au-delà de son potentiel, de {tonnes(mesure.au_dela_potentiel)} par an"
    return ""


def cout(mesure: Mesure) -> str:
    """« 9,6 M€ d'investissement et 120 k€ d'économies par an »."""
    dits = [f"{euros_court(valeur)} {nom}" for colonne, nom in _COUTS if (valeur := mesure.nombre(colonne)) is not None]
    return enumerer(dits) or "non renseigné"


def operations(noms: Sequence[str], maximum: int = 3) -> str:
    """Les premières opérations d'une mesure, puis combien d'autres."""
    dits = [f"« {nom} »" for nom in noms[:maximum]]
    reste = len(noms) - len(dits)
    return enumerer([*dits, accorder(reste, "autre")] if reste else dits)


def dernier_point(point: Point) -> str:
    """Ce que dit le dernier rapport : le gain, la dépense, la ligne budgétaire qui la porte, le commentaire."""
    gain = "gain pas encore mesuré" if point.gain is None else f"{nombre(point.gain)} tCO₂e par an constatées"
    depense = "dépense absente" if point.depense is None else f"{euros_court(point.depense)} dépensés"
    ligne = (
        ""
        if point.ligne_realisee is None
        else f" ; sa ligne budgétaire : {euros_court(point.ligne_realisee)} réalisés en tout"
    )
    dit = "" if point.commentaire is None else f". « {point.commentaire} »"
    return f"{RAPPORTS[point.dernier]} : {gain}, {depense}{ligne}{dit}"


def valeur_tutelaire(valeur: Mapping[str, object]) -> str:
    """« Quinet 2019 : 256 €/tCO₂e (interpolée) »."""
    notes = [nom for nom, vrai in (("interpolée", valeur["interpolee"]), ("à vérifier", valeur["a_verifier"])) if vrai]
    suite = f" ({', '.join(notes)})" if notes else ""
    unite = str(valeur["unite"]).replace("tCO2e", "tCO₂e")
    return f"{valeur['edition']} : {nombre(float(str(valeur['valeur'])))} {unite}{suite}"
