"""Les phrases du budget vert d'un exercice à l'autre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.figures.budget_vert.lecture import LECTURES, PERIMETRES, Raison, Repartition
from core.figures.budget_vert.phrases_laisses import dire_de_cote, nommer, somme
from core.format_fr import enumerer, euros_court, majuscule, part_ecrite, pourcent

LIRE = (
    "Une barre par exercice, en euros courants depuis zéro. Au-dessus : la part favorable de ce qui est coté, puis la "
    "part cotée ; une hausse peut venir d'une cotation plus complète, et non d'une dépense nouvelle."
)


def axes_changent(suite: Sequence[Repartition]) -> bool:
    """Vrai si les axes réunis ne sont pas les mêmes d'un exercice à l'autre."""
    return len({une.sujet.axes for une in suite}) > 1


def sous_titre_evolution(suite: Sequence[Repartition], otes: Mapping[int, str], *, changement: bool) -> str:
    """Le périmètre, ce qu'il ôte, la lecture, les axes, ce dont on débat et ce qui est laissé, année par année."""
    sujet = suite[-1].sujet
    nom = "axes demandés chaque année" if axes_changent(suite) else sujet.nom_axe
    debats = [f"{euros_court(une.desaccord)} en {une.sujet.exercice}" for une in suite if une.desaccord]
    morceaux = [
        PERIMETRES[sujet.perimetre],
        enumerer([f"{ote} en {annee}" for annee, ote in otes.items() if ote]),
        LECTURES[sujet.lecture],
        f"{majuscule(nom)}, d'un exercice à l'autre",
        "le périmètre change d'un exercice à l'autre" if changement else "",
        f"en désaccord : {enumerer(debats)}" if debats else "",
        *_laisses(suite),
    ]
    return " · ".join(morceau for morceau in morceaux if morceau)


def _laisses(suite: Sequence[Repartition]) -> list[str]:
    """Ce qui est laissé de côté dans chaque budget, année par année et raison par raison : « Eau (2,2 M€ en 2024) »."""
    par_budget: dict[Raison, dict[str, list[str]]] = {raison: {} for raison in Raison}
    for une in suite:
        for laisse in une.laisses:
            dit = f"{somme(laisse)} en {une.sujet.exercice}"
            par_budget[laisse.raison].setdefault(nommer(laisse), []).append(dit)
    return dire_de_cote(
        {raison: [f"{nom} ({enumerer(dits)})" for nom, dits in lus.items()] for raison, lus in par_budget.items()}
    )


def message_evolution(suite: Sequence[Repartition], changement: bool = False) -> str:
    """De quelle part favorable à quelle part, entre le premier et le dernier exercice cotés, avec leur couverture."""
    cotes = [une for une in suite if une.cote]
    if not cotes:
        sous = " sous les axes demandés chaque année" if axes_changent(suite) else suite[-1].sujet.sous
        return f"Aucun exercice n'est encore coté{sous}"
    if len(cotes) == 1:
        seul = cotes[0]
        return (
            f"Un seul exercice est coté, {seul.sujet.exercice} : {part_favorable(seul)} de favorable dans ce qui est "
            f"coté (coté à {couverture(seul)})"
        )
    debut, fin = (
        f"{part_favorable(une)} en {une.sujet.exercice} (coté à {couverture(une)})" for une in (cotes[0], cotes[-1])
    )
    ont_change = {
        (True, True): " ; le périmètre et les axes ont changé",
        (False, True): " ; les axes ont changé",
        (True, False): " ; le périmètre a changé",
        (False, False): "",
    }[changement, axes_changent([cotes[0], cotes[-1]])]
    return f"Part favorable de ce qui est coté : {debut}, {fin}{ont_change}"


def ecrit(une: Repartition) -> str:
    """« 34 % favorable, coté à 62 % », « rien de coté », « absent » ou « inconnu »."""
    if not une.total:
        return sans_depense(une)
    if not une.cote:
        return "rien de coté"
    return f"{part_favorable(une)} favorable, coté à {couverture(une)}"


def sans_depense(une: Repartition) -> str:
    """D'un exercice sans dépense : il n'y en a pas, ou l'on ne sait pas lesquelles en sont."""
    return "inconnu" if une.inconnue else "absent"


def couverture(une: Repartition) -> str:
    """La part cotée du total, écrite."""
    return part_ecrite(une.couverture or 0.0)


def part_favorable(une: Repartition) -> str:
    """La part favorable de ce qui est coté, écrite."""
    return pourcent(une.part_des_cotees(une.favorable))


def alternative_evolution(message: str, suite: Sequence[Repartition]) -> str:
    """Chaque exercice en quelques mots, pour qui ne voit pas la figure."""
    return f"{message}. {enumerer([f'{une.sujet.exercice} : {ecrit(une)}' for une in suite])}."
