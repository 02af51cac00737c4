"""L'année où le budget carbone s'épuise si les actions ont lieu, à la fraction près : un cran d'arbitrage la déplace de
jours."""

from __future__ import annotations

import polars as pl

from core.methodes.trajectoire.budgets import epuisement_du_scenario
from core.resultat import lire, valeur


def budget_connu(indicateurs: pl.DataFrame, perimetre: str, nom: str, exercice: int) -> bool:
    """Vrai si cette trajectoire d'un périmètre a un budget carbone à l'exercice."""
    return valeur(indicateurs, "budget_restant", perimetre=perimetre, poste=nom, exercice=exercice) is not None


def annee_epuisement(indicateurs: pl.DataFrame, perimetre: str, nom: str, exercice: int) -> float | None:
    """L'instant (année et fraction) où le scénario avec actions épuise le budget de cette trajectoire, selon la
    méthode.

    Nul si la trajectoire n'a pas de budget, ou s'il ne s'épuise jamais. Un budget déjà dépassé rend l'année passée que
    donne la méthode.
    """
    promise = {"perimetre": perimetre, "poste": nom, "exercice": exercice}
    restant = valeur(indicateurs, "budget_restant", **promise)
    scenario: dict[int, float] = dict(
        lire(indicateurs, "emissions_scenario", perimetre=perimetre, poste=None)
        .select("exercice", "valeur")
        .iter_rows()
    )
    if restant is None or not scenario:
        return None
    if restant <= 0:
        return valeur(indicateurs, "annee_epuisement", **promise)
    return epuisement_du_scenario(restant, scenario, min(scenario))
