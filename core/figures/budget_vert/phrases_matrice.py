"""Les phrases de la matrice axe × classe : son titre, sa lecture, ce qu'en dit chaque case."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.budget_vert.lecture import Repartition, nommer_axes
from core.figures.budget_vert.phrases import vide
from core.format_fr import en_lettres, enumerer, euros_court, majuscule
from core.tables.affectations import AXES, NOMS_COURTS

LIRE_AXES = (
    "Une ligne par axe, une colonne par classe ; la longueur dit les euros, à la même échelle partout. Un "
    "rang hachuré n'a été coté par personne. Les axes ne s'additionnent pas : un euro compte une fois dans "
    "chacun."
)
MEME_ECHELLE = "la même échelle d'euros dans toutes les cases"


def message_axes(lus: Sequence[Repartition]) -> str:
    """Combien d'axes sont cotés, et celui qui porte le plus d'euros favorables."""
    exercice = lus[0].sujet.exercice
    if not any(une.total for une in lus):
        return vide(lus[0])
    cotes = [une for une in lus if une.cote]
    if not cotes:
        return f"Aucun des six axes n'est encore coté en {exercice}"
    premier = max(cotes, key=lambda une: une.favorable)
    compte = (
        "Les six axes ont des cotations"
        if len(cotes) == len(lus)
        else (
            f"{majuscule(en_lettres(len(cotes)))} axe{'s' if len(cotes) > 1 else ''} sur six "
            f"{'ont' if len(cotes) > 1 else 'a'} des cotations"
        )
    )
    if not premier.favorable:
        return f"{compte} en {exercice} ; aucun ne porte d'euros favorables"
    nom = NOMS_COURTS[str(premier.sujet.axe)]
    return f"{compte} en {exercice} ; {nom} porte le plus d'euros favorables : {euros_court(premier.favorable)}"


def de_l_annexe(axes: Sequence[str], legale: bool) -> str:
    """« axe 1, obligatoire », ou « axes 1 et 6, lus à blanc » quand aucune annexe n'est demandée pour l'exercice."""
    if not axes:
        return "aucun axe"
    s = "s" if len(axes) > 1 else ""
    return f"{nommer_axes(axes)}, {f'obligatoire{s}' if legale else f'lu{s} à blanc'}"


def axe_entier(axe: str) -> str:
    """Le rang et le nom d'un axe, dans la table."""
    return f"Axe {axe.removeprefix('axe_')} : {AXES[axe]}"


def non_cote(une: Repartition) -> str:
    """Un axe que personne n'a coté."""
    return f"{majuscule(une.sujet.nom_axe)} : non coté"


def survol_case(une: Repartition, classe: str, montant: str, part: str) -> str:
    """Au survol d'une case : l'axe, la classe, ses euros et leur part."""
    return f"<b>{majuscule(une.sujet.nom_axe)}</b><br>{classe} : {montant} · {part}"


def phrase(une: Repartition) -> str:
    """Les euros d'un axe par classe, pour qui ne voit pas la figure."""
    nom = majuscule(une.sujet.nom_axe)
    if not une.cote:
        return f"{non_cote(une)}."
    return (
        f"{nom} : {enumerer([f'{part.classe.nom} {euros_court(part.montant)}' for part in une.parts if part.montant])}."
    )
