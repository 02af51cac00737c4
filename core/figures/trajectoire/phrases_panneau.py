"""Les phrases du panneau carbone : le niveau, l'effort, le budget, l'attente, les périodes de la SNBC."""

from __future__ import annotations

from core.figures.trajectoire.budget import tonnage
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases_figures import baisse_annuelle, quand
from core.format_fr import accorder, enumerer, intervalle, pourcent, tonnes

AUTEUR, BUDGET_RESTANT = "Qui a fixé l'objectif", "Budget carbone restant"
NIVEAU, SI_L_ON_ATTEND = "Niveau présent", "Si l'on attend"
COMPENSATION, SEQUESTRATION = "Compensation du dépassement (SBTi)", "Séquestration, jamais déduite"
PERIODES, A_VERIFIER = "Périodes de la SNBC, ramenées au territoire", "Données nationales à vérifier"
POPULATION_ABSENTE = "la table des populations ne couvre pas la référence : lecture sans elle"


def pour_tenir(echeance: int | None) -> str:
    """« Pour tenir 2030 »."""
    return f"Pour tenir {echeance}"


def niveau(lecture: Lecture) -> str:
    """Le niveau présent et son incertitude."""
    if lecture.depart is None or lecture.niveau is None:
        return "aucune année n'a tous ses secteurs renseignés"
    une = next((une for une in lecture.observees if une.annee == lecture.depart), None)
    bornes = "" if une is None else intervalle(une.basse, une.haute, "tCO₂e")
    return f"{tonnes(lecture.niveau)} en {lecture.depart}{', ' if bornes else ''}{bornes}"


def effort(lecture: Lecture) -> str:
    """L'effort de l'échéance, en baisse linéaire puis composée ; vide s'il n'y en a pas."""
    effort, lineaire = lecture.chiffres.get("effort_requis"), lecture.chiffres.get("taux_requis_lineaire")
    compose = lecture.chiffres.get("taux_requis_compose")
    if effort is None or lineaire is None or effort <= 0:
        return ""
    debut = (
        f"{tonnes(effort)} de moins qu'en {lecture.depart}, soit {pourcent(lineaire, 1)} du niveau de "
        f"{lecture.depart} chaque année (baisse linéaire)"
    )
    if compose is None:
        return f"{debut} ; aucune baisse composée n'atteint zéro"
    return f"{debut}, ou {pourcent(compose, 1)} de l'année précédente chaque année (baisse composée)"


def budget(lecture: Lecture) -> str:
    """Ce qui reste du budget carbone, et quand il s'épuise ; vide s'il ne se calcule pas."""
    if lecture.restant is None or lecture.horizon is None:
        return ""
    epuisement = lecture.chiffres.get("annee_epuisement")
    if lecture.restant <= 0:
        return f"dépassé de {tonnage(-lecture.restant)}CO₂e" + (
            f", depuis {epuisement:.0f}" if epuisement is not None else ""
        )
    fin = f"{tonnage(lecture.restant)}CO₂e jusqu'en {lecture.horizon}"
    if epuisement is None or epuisement >= lecture.horizon:
        return f"{fin} ; il suffit, au rythme actuel"
    avec = lecture.chiffres.get("annee_epuisement_scenario")
    suite = (
        ""
        if not lecture.chiffrees or avec == epuisement
        else (
            " ; il suffit avec nos actions chiffrées"
            if avec is None or avec >= lecture.horizon
            else f", en {avec:.0f} avec nos actions chiffrées"
        )
    )
    return f"{fin} ; épuisé en {epuisement:.0f} au rythme actuel{suite}"


def attente(lecture: Lecture) -> str:
    """« 5,0 % par an dès maintenant, 7,1 % dans trois ans » ; dit quand il sera trop tard."""
    if lecture.depart is None or not lecture.attentes or not lecture.restant or lecture.restant <= 0:
        return ""
    morceaux = []
    for annee, taux in lecture.attentes.items():
        possible = None if taux is None or taux >= 1 else taux
        morceaux.append(f"{baisse_annuelle(possible)} {quand(annee - lecture.depart)}")
    return f"{enumerer(morceaux)}, en part du niveau de {lecture.depart}, pour tenir le même budget"


def compense(lecture: Lecture) -> str:
    """Ce que le dépassement passé oblige à rendre ; vide hors SBTi."""
    depassement, taux = lecture.chiffres.get("depassement_passe"), lecture.chiffres.get("taux_compense")
    if depassement is None:
        return ""
    debut = f"{tonnage(depassement)}CO₂e émises en trop sont à rendre"
    if taux is None:
        return f"{debut} ; il ne reste plus rien à émettre"
    return f"{debut} : la baisse passe à {pourcent(taux, 2)} du niveau de {lecture.depart} chaque année"


def periode(nom: str, emis: float, budget: float | None, couverture: float) -> str:
    """Un budget de période est une moyenne de cinq années civiles : il se lit à part du budget cumulé."""
    debut, fin = (int(annee) for annee in nom.rsplit(" ", maxsplit=1)[-1].split("-"))
    annees = fin - debut + 1
    vues = round(couverture * annees)
    return (
        f"{nom} : {tonnage(emis)} sur {tonnage(budget)}CO₂e "
        f"({vues} {'année observée' if vues == 1 else 'années observées'} sur {annees})"
    )


def puits(secteur: str, valeur: float | None, annee: int) -> str:
    """« forêts : −300 tCO₂e en 2024 »."""
    return f"{secteur} : {tonnes(valeur)} en {annee}"


def compte(lecture: Lecture) -> str:
    """« 9 actions chiffrées, 6 non chiffrées »."""
    chiffrees = accorder(lecture.chiffrees, "action chiffrée", "actions chiffrées")
    if not lecture.non_chiffrees:
        return chiffrees
    return f"{chiffrees}, {accorder(lecture.non_chiffrees, 'non chiffrée', 'non chiffrées')}"
