"""D'une année à l'autre : ce que notre activité a changé, et ce qui ne tient qu'à des facteurs révisés."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import polars as pl

from core.communs.cumuls import paliers
from core.figures.bilan_carbone.nombres import UNITE, ecrire, pas
from core.figures.bilan_carbone.phrases_annees import (
    CONFIANCE,
    LIRE_ANNEES,
    MASQUE_ANNEES,
    RUBRIQUES_DES_EFFETS,
    ecart_incertain,
    etape_activite,
    etape_autres,
    etape_methode,
    facteurs_compares,
    message_annees,
    sous_titre_annees,
    une_seule_annee,
)
from core.figures.familles.cascade import Marche, dessiner
from core.figures.vue import Vue
from core.format_fr import INSECABLE
from core.methodes.bilan_carbone.effets import Evolution

SEPARES = 4
"""Postes montrés un à un ; les autres sont réunis."""


def vue_annees(evolution: Evolution, indicateurs: pl.DataFrame, effets: pl.DataFrame, nom: str) -> Vue:
    """La cascade : le bilan d'avant, l'effet de l'activité poste par poste, l'effet de la méthode, le bilan d'après.

    `indicateurs` : ce que la méthode dit des mêmes effets (`indicateurs_effets`).
    """
    message = message_annees(evolution)
    return Vue(
        cle="bilan_annees",
        message=message,
        sous_titre=sous_titre_annees(nom, evolution),
        figure=cascade(evolution),
        lire=LIRE_ANNEES,
        masque=MASQUE_ANNEES,
        tableau=tableau_annees(effets, evolution.annees),
        indicateurs=indicateurs,
        alt=f"{message}.",
    )


def rubriques_annees(evolution: Evolution, bornes: tuple[float, float] | None) -> list[tuple[str, str]]:
    """Ce que veulent dire les deux effets, et si l'écart dépasse ce que l'on ignore du bilan."""
    textes = [*RUBRIQUES_DES_EFFETS]
    if compares := facteurs_compares(evolution):
        textes.append(("Facteurs comparés", compares))
    if evolution.ecart is None or bornes is None:
        return textes
    doute = (bornes[1] - bornes[0]) / 2
    if evolution.ecart < doute:
        textes.append((CONFIANCE, ecart_incertain(evolution.ecart, doute)))
    return textes


def cascade(evolution: Evolution) -> go.Figure:
    """Les marches, sur une échelle commune ; vide si l'un des deux bilans manque."""
    if evolution.avant is None or evolution.apres is None:
        return dessiner([])
    debut, fin = evolution.annees
    etapes, avant = _etapes(evolution), evolution.avant
    rangs = [Marche(f"Bilan {debut}", _tonnes(avant), 0.0, avant, "realise", avant)]
    niveaux = pairwise(paliers(avant, [effet for _, effet, _ in etapes]))
    for (nom, effet, habit), (niveau, suivant) in zip(etapes, niveaux, strict=True):
        rangs.append(Marche(nom, _tonnes(effet, signe=True), niveau, suivant, habit, suivant))
    return dessiner([*rangs, Marche(f"Bilan {fin}", _tonnes(evolution.apres), 0.0, evolution.apres, "realise")])


def _etapes(evolution: Evolution) -> list[tuple[str, float, str]]:
    """Les effets, de l'activité d'abord (du plus grand au plus petit), puis des flux isolés, puis de la méthode."""
    postes, restants, reste = evolution.les_plus_grands(SEPARES)
    montres = [(etape_activite(nom), effet) for nom, effet in postes]
    if restants:
        montres.append((etape_autres(restants), reste))
    etapes = [(nom, effet, "dette" if effet > 0 else "avance") for nom, effet in montres if abs(effet) >= 0.05]
    if evolution.flux_seuls:
        etapes.append((une_seule_annee(evolution.flux_seuls), evolution.une_seule or 0.0, "objectif"))
    return [*etapes, (etape_methode(evolution.memes_facteurs), evolution.methode or 0.0, "methode")]


def tableau_annees(effets: pl.DataFrame, annees: tuple[int, int]) -> pl.DataFrame:
    """Un flux par ligne, ses deux bilans et ses deux effets, en tCO2e ; une case vide est une donnée absente."""
    return effets.sort("poste", "activite", "flux").select(
        pl.col("poste").alias("Poste"),
        pl.col("activite").alias("Activité"),
        pl.col("flux").alias("Flux"),
        pl.col("avant_tco2e").alias(f"{annees[0]} (tCO₂e)"),
        pl.col("apres_tco2e").alias(f"{annees[1]} (tCO₂e)"),
        pl.col("effet_activite").alias("Effet activité (tCO₂e)"),
        pl.col("effet_methode").alias("Effet méthode (tCO₂e)"),
    )


def _tonnes(valeur: float, *, signe: bool = False) -> str:
    """Trois chiffres pour un bilan, deux pour un effet : un écart se sait moins bien qu'un total.

    Un effet s'écrit « t » : son nom, plus long, doit tenir avec lui sur un téléphone.
    """
    unite = "t" if signe else UNITE
    if abs(valeur) < 0.05:
        return f"0{INSECABLE}{unite}"
    marche = pas(valeur, None) / (1 if signe else 10)
    return f"≈{INSECABLE}{'+' if signe and valeur > 0 else ''}{ecrire(valeur, marche)}{INSECABLE}{unite}"
