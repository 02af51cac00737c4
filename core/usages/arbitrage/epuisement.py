"""L'année où le budget carbone s'épuise si les actions ont lieu, à la fraction près : un cran d'arbitrage la déplace de jours."""

from __future__ import annotations

import polars as pl

from core.methodes.trajectoire.budgets import epuisement_du_scenario


def budget_connu(indicateurs: pl.DataFrame, poste: str, exercice: int) -> bool:
    """Vrai si cette trajectoire a un budget carbone à l'exercice."""
    return _valeur(indicateurs, "budget_restant", poste, exercice) is not None


def annee_epuisement(indicateurs: pl.DataFrame, poste: str, exercice: int) -> float | None:
    """L'instant (année et fraction) où le scénario avec actions épuise le budget de cette trajectoire, selon la méthode.

    Nul si la trajectoire n'a pas de budget, ou s'il ne s'épuise jamais. Un budget déjà dépassé rend l'année passée que
    donne la méthode.
    """
    restant = _valeur(indicateurs, "budget_restant", poste, exercice)
    scenario: dict[int, float] = dict(
        indicateurs.filter(
            (pl.col("indicateur") == "emissions_scenario") & (pl.col("poste") == poste.partition("/")[0])
        )
        .select("exercice", "valeur")
        .iter_rows()
    )
    if restant is None or not scenario:
        return None
    if restant <= 0:
        return _valeur(indicateurs, "annee_epuisement", poste, exercice)
    return epuisement_du_scenario(restant, scenario, min(scenario))


def _valeur(indicateurs: pl.DataFrame, nom: str, poste: str, exercice: int) -> float | None:
    trouvees = indicateurs.filter(
        (pl.col("indicateur") == nom) & (pl.col("poste") == poste) & (pl.col("exercice") == exercice)
    )["valeur"]
    valeurs: list[float | None] = trouvees.to_list()
    return valeurs[0] if valeurs else None
