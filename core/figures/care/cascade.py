"""Du résultat classique au résultat CARE : une marche par capital, sur une seule échelle."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from core.figures.familles.cascade import Marche, dessiner
from core.format_fr import ABSENT, euros_court


def cascade(etapes: pl.DataFrame) -> go.Figure:
    """Une marche par étape, en euros ; une étape inconnue est hachurée entre ses bornes quand elles existent."""
    return dessiner([_marche(etape) for etape in etapes.sort("rang").iter_rows(named=True)])


def _marche(etape: dict[str, object]) -> Marche:
    montant, depart, basse, haute = (
        _flottant(etape[nom]) for nom in ("montant_eur", "depart_eur", "bas_eur", "haut_eur")
    )
    debut = 0.0 if etape["sorte"] == "total" or depart is None else depart
    if montant is None:
        if basse is None or haute is None:
            return Marche(str(etape["libelle"]), ABSENT, None, None, "absent")
        ecrit = f"{euros_court(basse, signe=True)} à {euros_court(haute, signe=True)}"
        sur = _certain(basse, haute)
        return Marche(
            str(etape["libelle"]),
            ecrit,
            debut + basse,
            debut + haute,
            "absent",
            certaine=None if sur is None else (debut, debut + sur, _habit(etape, sur)),
        )
    return Marche(
        str(etape["libelle"]),
        euros_court(montant, signe=True),
        debut,
        debut + montant,
        _habit(etape, montant),
        _flottant(etape["arrivee_eur"]),
    )


def _certain(basse: float, haute: float) -> float | None:
    """La part de la marche acquise quelle que soit la vraie valeur ; nulle si ses bornes encadrent zéro."""
    if basse > 0:
        return basse
    return None if haute >= 0 else haute


def _habit(etape: dict[str, object], montant: float) -> str:
    """Un total en plein (en contour s'il n'est que voté), un effort non payé en prune, une avance en vert pâle."""
    if etape["sorte"] == "capital":
        return "avance" if montant > 0 else "dette"
    base = "realise" if montant >= 0 else "deficit"
    if etape["nature"] != "prevu":
        return base
    return "prevu" if base == "realise" else "deficit_prevu"


def _flottant(valeur: object) -> float | None:
    return float(valeur) if isinstance(valeur, int | float) else None
