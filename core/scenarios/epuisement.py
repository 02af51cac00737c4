"""L'année où le budget carbone s'épuise si les actions ont lieu : le cumul du scénario, par trapèzes, contre ce qui reste."""

from __future__ import annotations

from itertools import pairwise

import polars as pl


def budget_connu(indicateurs: pl.DataFrame, poste: str, exercice: int) -> bool:
    """Vrai si cette trajectoire a un budget carbone à l'exercice."""
    return _valeur(indicateurs, "budget_restant", poste, exercice) is not None


def annee_epuisement(indicateurs: pl.DataFrame, poste: str, exercice: int) -> float | None:
    """L'instant (année et fraction) où le scénario avec actions épuise le budget de cette trajectoire.

    Nul si la trajectoire n'a pas de budget, ou si le scénario tient jusqu'au terme sans l'épuiser. Un budget déjà
    dépassé rend l'année passée que donne la méthode. Au-delà du scénario, rien n'est prolongé.
    """
    restant = _valeur(indicateurs, "budget_restant", poste, exercice)
    if restant is None:
        return None
    if restant <= 0:
        return _valeur(indicateurs, "annee_epuisement", poste, exercice)
    scenario = indicateurs.filter(
        (pl.col("indicateur") == "emissions_scenario") & (pl.col("poste") == poste.partition("/")[0])).sort("exercice")
    points: list[tuple[int, float]] = scenario.select("exercice", "valeur").rows()
    for (annee, avant), (suivante, apres) in pairwise(points):
        surface = (avant + apres) / 2 * (suivante - annee)
        if surface >= restant:
            return float(annee) + (suivante - annee) * restant / surface
        restant -= surface
    return None


def _valeur(indicateurs: pl.DataFrame, nom: str, poste: str, exercice: int) -> float | None:
    trouvees = indicateurs.filter(
        (pl.col("indicateur") == nom) & (pl.col("poste") == poste) & (pl.col("exercice") == exercice))["valeur"]
    valeurs: list[float | None] = trouvees.to_list()
    return valeurs[0] if valeurs else None
