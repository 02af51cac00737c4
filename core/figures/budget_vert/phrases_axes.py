"""Les mots d'un axe de la transition écologique."""

from __future__ import annotations

from core.tables.affectations import NOMS_COURTS

BUDGET_LU = "Budget hors dette et reversements"
"""Le nom du périmètre qui lit le fonctionnement aussi : ni la dette, ni ses intérêts, ni les reversements n'y sont."""


def axe_seul(nom: str, exercice: int, *, legale: bool) -> str:
    """« axe 1, seul demandé en 2024 », ou « lu » quand aucune annexe n'est demandée."""
    return f"{nom}, seul {'demandé' if legale else 'lu'} en {exercice}"


def axe_nomme(axe: str) -> str:
    """« axe 1, atténuation du climat »."""
    nom = NOMS_COURTS[axe]
    return f"axe {axe.removeprefix('axe_')}, {nom[0].lower()}{nom[1:]}"
