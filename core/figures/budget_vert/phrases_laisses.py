"""Les phrases de ce que l'annexe laisse de côté, faute de savoir la nomenclature d'un budget ou le compte d'une
dépense : combien, pourquoi, que faire."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from core.figures.budget_vert.lecture import Laisse, Raison
from core.format_fr import accorder, enumerer, euros, euros_court, nombre
from core.modele import Nature

QUE_FAIRE = (
    "Déclarez la nomenclature de ce budget (M57, M4…) dans le fichier de ses lignes, puis importez-le à nouveau."
)
"""Ce qui fait entrer dans l'annexe, ou en sortir pour de bon, un budget dont on ne sait pas la nomenclature."""
COMPTE_ENTIER = (
    "Donnez le compte entier de ces dépenses (21312 plutôt que 213) dans le fichier de leurs lignes, puis importez-le "
    "à nouveau."
)
"""Ce qui fait entrer dans l'annexe, ou en sortir pour de bon, une dépense dont le compte est trop court."""
INCONNUE = "on ne sait pas ce qui y entre"
"""Ce que dit une barre que l'on ne peut pas dessiner : tout ce qui pourrait y entrer est laissé de côté."""
NOMMES = 3
"""Budgets, ou comptes, nommés dans un titre ; le sous-titre nomme tous les budgets."""
_POURQUOI = {
    Raison.MUETTE: "nomenclature non déclarée",
    Raison.ILLISIBLE: "nomenclature non reconnue",
    Raison.COURTE: "compte trop court pour savoir",
}


def de_cote(laisses: Sequence[Laisse]) -> list[str]:
    """« laissé de côté, nomenclature non déclarée : Eau, 2,2 M€ en 3 lignes », et de même pour chaque raison ; vide si
    tout est rangé."""
    return dire_de_cote({raison: [_laisse(un) for un in _de(laisses, raison)] for raison in Raison})


def dire_de_cote(dits: Mapping[Raison, Sequence[str]]) -> list[str]:
    """Ce qui est laissé de côté, nommé avec ses euros, raison par raison."""
    return [
        f"{'laissé' if len(dits[raison]) == 1 else 'laissés'} de côté, {pourquoi} : {enumerer(list(dits[raison]))}"
        for raison, pourquoi in _POURQUOI.items()
        if dits.get(raison)
    ]


def nommer(un: Laisse) -> str:
    """« Eau » ; « Eau, « plan de l'eau » » si l'on n'y reconnaît aucune nomenclature ; « Eau, compte 213 »."""
    precision = _ecrits(un) if un.ecrits else _comptes(un) if un.raison is Raison.COURTE else ""
    return ", ".join([un.budget, *([precision] if precision else [])])


def somme(un: Laisse, ecrire: Callable[[float], str] = euros_court) -> str:
    """Ses euros : « 2,2 M€ », « 400 € prévus » s'ils ne sont pas exécutés, « montant inconnu » si aucun n'est connu."""
    if un.montant is None:
        return "montant inconnu"
    return f"{ecrire(un.montant)}{' prévus' if un.nature is Nature.PREVU else ''}"


def inconnu(laisses: Sequence[Laisse], exercice: int) -> str:
    """Le titre d'une annexe dont on ne sait rien : quels euros y entreraient peut-être, et pourquoi on l'ignore."""
    courts = _de(laisses, Raison.COURTE)
    sans = [un for un in laisses if un not in courts]
    raisons = [raison for raison, un in (("déclarée", Raison.MUETTE), ("reconnue", Raison.ILLISIBLE)) if _de(sans, un)]
    dits = [
        *([f"nomenclature non {' ou non '.join(raisons)} pour {_premiers(sans)}"] if sans else []),
        *([f"comptes trop courts pour {_premiers(courts)}"] if courts else []),
    ]
    return f"On ne sait pas ce qui entre dans l'annexe {exercice} : {' ; '.join(dits)}"


def reparer(laisses: Sequence[Laisse]) -> str:
    """Ce qu'il faut corriger dans les fichiers pour que rien ne soit laissé de côté."""
    courts = _de(laisses, Raison.COURTE)
    gestes = [*([QUE_FAIRE] if len(courts) < len(laisses) else []), *([COMPTE_ENTIER] if courts else [])]
    return " ".join(gestes)


def sans_savoir(laisses: Sequence[Laisse]) -> str:
    """À la place du classeur, quand tout ce qui pourrait y entrer est laissé de côté."""
    return f"On ne sait pas s'il y a quelque chose à annexer cet exercice. {reparer(laisses)}"


def que_faire(laisses: Sequence[Laisse]) -> str:
    """Ce qu'il faut faire de ce qui est laissé de côté ; vide s'il n'y en a pas."""
    if not laisses:
        return ""
    courts = _de(laisses, Raison.COURTE)
    suites = [
        *(["Ce qui y est écrit ne nomme aucune nomenclature connue."] if _de(laisses, Raison.ILLISIBLE) else []),
        *([_NOMENCLATURES] if len(courts) < len(laisses) else []),
        *([_AU_COMPTE] if courts else []),
    ]
    return f"{enumerer([_laisse(un) for un in laisses])}. {' '.join([reparer(laisses), *suites])}"


_NOMENCLATURES = (
    "L'annexe d'un exercice ne regarde que certaines nomenclatures, et celle d'un budget annexe ne se devine pas."
)
_AU_COMPTE = "Le périmètre de l'annexe se lit au compte : plus court, on ne sait pas si la dépense en est."


def note_laissee(un: Laisse) -> str:
    """La note de l'annexe sur ce qui est laissé de côté dans un budget : combien, pourquoi, et que faire."""
    debut = f"{un.budget} ({somme(un, euros)}, {accorder(un.lignes, 'ligne')}) :"
    if un.raison is Raison.COURTE:
        return f"{debut} {_courts(un)}, on ne sait donc pas si la dépense entre dans l'annexe. {COMPTE_ENTIER}"
    dite = f", {_ecrits(un)}, n'est pas reconnue" if un.ecrits else " n'est pas déclarée"
    return f"{debut} sa nomenclature{dite}, on ne sait donc pas s'il entre dans l'annexe. {QUE_FAIRE}"


def controle_laisse(un: Laisse) -> str:
    """Le constat des contrôles sur ce qui est laissé de côté dans un budget."""
    pourquoi = {
        Raison.MUETTE: "sans nomenclature",
        Raison.ILLISIBLE: f"de nomenclature non reconnue, {_ecrits(un)}",
        Raison.COURTE: _courts(un),
    }[un.raison]
    prevus = f", {somme(un)}" if un.nature is Nature.PREVU else ""
    return f"{accorder(un.lignes, 'ligne')} {pourquoi}{prevus} : rien n'est contrôlé. {reparer((un,))}"


def _de(laisses: Sequence[Laisse], raison: Raison) -> list[Laisse]:
    return [un for un in laisses if un.raison is raison]


def _premiers(laisses: Sequence[Laisse]) -> str:
    """Les premiers budgets, avec leurs euros, et combien il y en a d'autres."""
    nommes = [f"{un.budget} ({somme(un)})" for un in laisses[:NOMMES]]
    reste = len(laisses) - len(nommes)
    return enumerer(
        [*nommes, *([f"{nombre(reste)} {'autre budget' if reste == 1 else 'autres budgets'}"] * bool(reste))]
    )


def _laisse(un: Laisse) -> str:
    return f"{nommer(un)}, {somme(un)} en {accorder(un.lignes, 'ligne')}"


def _ecrits(un: Laisse) -> str:
    return enumerer([f"« {ecrit} »" for ecrit in un.ecrits])


def _courts(un: Laisse) -> str:
    return f"{_comptes(un)}{', trop court' if un.comptes else ''}"


def _comptes(un: Laisse) -> str:
    """« compte 213 », « comptes 20, 213, 23 et 4 autres » ; une dépense sans compte le dit."""
    dits, reste = un.comptes[:NOMMES], len(un.comptes) - NOMMES
    noms = [*dits, *([f"{nombre(reste)} {'autre' if reste == 1 else 'autres'}"] if reste > 0 else [])]
    return f"{'compte' if len(un.comptes) == 1 else 'comptes'} {enumerer(noms)}" if noms else "sans compte"
