"""Les phrases des budgets que l'annexe laisse de côté, faute de savoir leur nomenclature : combien, pourquoi, que
faire."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.figures.budget_vert.lecture import Laisse
from core.format_fr import accorder, enumerer, euros, euros_court, nombre
from core.modele import Nature

QUE_FAIRE = (
    "Déclarez la nomenclature de ce budget (M57, M4…) dans le fichier de ses lignes, puis importez-le à nouveau."
)
"""Ce qui fait entrer dans l'annexe, ou en sortir pour de bon, un budget dont on ne sait pas la nomenclature."""
INCONNUE = "on ne sait pas ce qui y entre"
"""Ce que dit une barre que l'on ne peut pas dessiner, faute de savoir la nomenclature des budgets."""
NOMMES = 3
"""Budgets nommés dans un titre ; le sous-titre les nomme tous."""


def de_cote(laisses: Sequence[Laisse]) -> list[str]:
    """« laissé de côté, nomenclature non déclarée : Eau, 2,2 M€ en 3 lignes », et de même ceux dont on ne reconnaît pas
    ce qui est écrit ; vide si tous sont rangés."""
    dits = [(bool(un.ecrits), _laisse(un)) for un in laisses]
    return dire_de_cote(*([dit for illisible, dit in dits if illisible is voulu] for voulu in (False, True)))


def dire_de_cote(muets: Sequence[str], illisibles: Sequence[str]) -> list[str]:
    """Les budgets laissés de côté, nommés avec leurs euros : ceux qui ne disent rien, puis ceux que l'on ne comprend
    pas."""
    return [
        f"{'laissé' if len(dits) == 1 else 'laissés'} de côté, nomenclature non {raison} : {enumerer(list(dits))}"
        for raison, dits in (("déclarée", muets), ("reconnue", illisibles))
        if dits
    ]


def nommer(un: Laisse) -> str:
    """« Eau », ou « Eau, « plan de l'eau » » quand une nomenclature y est écrite sans être reconnue."""
    return ", ".join([un.budget, *([_ecrits(un)] if un.ecrits else [])])


def somme(un: Laisse, ecrire: Callable[[float], str] = euros_court) -> str:
    """Ses euros : « 2,2 M€ », « 400 € prévus » s'ils ne sont pas exécutés, « montant inconnu » si aucun n'est connu."""
    if un.montant is None:
        return "montant inconnu"
    return f"{ecrire(un.montant)}{' prévus' if un.nature is Nature.PREVU else ''}"


def inconnu(laisses: Sequence[Laisse], exercice: int) -> str:
    """Le titre d'une annexe dont on ne sait rien : quels euros y entreraient peut-être, et pourquoi on l'ignore."""
    nommes = [f"{un.budget} ({somme(un)})" for un in laisses[:NOMMES]]
    reste = len(laisses) - len(nommes)
    autres = [f"{nombre(reste)} {'autre budget' if reste == 1 else 'autres budgets'}"] if reste else []
    raisons = [raison for raison, illisible in (("déclarée", False), ("reconnue", True)) if _un_tel(laisses, illisible)]
    return (
        f"On ne sait pas ce qui entre dans l'annexe {exercice} : nomenclature non {' ou non '.join(raisons)} pour "
        f"{enumerer([*nommes, *autres])}"
    )


def que_faire(laisses: Sequence[Laisse]) -> str:
    """Ce qu'il faut faire des budgets laissés de côté ; vide s'il n'y en a pas."""
    if not laisses:
        return ""
    illisible = " Ce qui y est écrit ne nomme aucune nomenclature connue." if _un_tel(laisses, illisible=True) else ""
    return (
        f"{enumerer([_laisse(un) for un in laisses])}. {QUE_FAIRE}{illisible} L'annexe d'un exercice ne regarde que "
        "certaines nomenclatures, et celle d'un budget annexe ne se devine pas."
    )


def note_laissee(un: Laisse) -> str:
    """La note de l'annexe sur un budget laissé de côté : combien, pourquoi, et que faire."""
    dite = f", {_ecrits(un)}, n'est pas reconnue" if un.ecrits else " n'est pas déclarée"
    return (
        f"{un.budget} ({somme(un, euros)}, {accorder(un.lignes, 'ligne')}) : sa nomenclature{dite}, on ne sait donc "
        f"pas s'il entre dans l'annexe. {QUE_FAIRE}"
    )


def controle_laisse(un: Laisse) -> str:
    """Le constat des contrôles sur un budget laissé de côté."""
    sans = f"de nomenclature non reconnue, {_ecrits(un)}" if un.ecrits else "sans nomenclature"
    prevus = f", {somme(un)}" if un.nature is Nature.PREVU else ""
    return f"{accorder(un.lignes, 'ligne')} {sans}{prevus} : rien n'est contrôlé. {QUE_FAIRE}"


def _un_tel(laisses: Sequence[Laisse], illisible: bool) -> bool:
    return any(bool(un.ecrits) is illisible for un in laisses)


def _laisse(un: Laisse) -> str:
    return f"{nommer(un)}, {somme(un)} en {accorder(un.lignes, 'ligne')}"


def _ecrits(un: Laisse) -> str:
    return enumerer([f"« {ecrit} »" for ecrit in un.ecrits])
