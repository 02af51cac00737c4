"""Le dessin des dettes dans le temps : un petit graphique par capital, tous à la même échelle, à partir de zéro."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from core.figures import theme
from core.figures.care.lecture import Capital
from core.figures.care.phrases_montants import fin_d_annee, fin_entre_bornes
from core.figures.textes import TAILLE, TAILLE_DOUCE, gras
from core.format_fr import euros_court

RANG, SERRE, NOMBREUX = 104, 78, 5
"""Hauteurs d'un petit graphique, en pixels : au large, ou serré dès qu'il y en a cinq."""


def courbes(capitaux: Sequence[Capital], historique: pl.DataFrame, exercice: int) -> go.Figure:
    """La dette de clôture de chaque capital, exercice par exercice, en euros ; l'ouverture est le premier point, creux.

    Une clôture inconnue interrompt la courbe ; si elle est bornée, un trait hachuré va d'une borne à l'autre.
    """
    rangs = max(1, len(capitaux))
    figure = make_subplots(rows=rangs, cols=1, shared_xaxes=True, vertical_spacing=0.48 / rangs)
    for rang, capital in enumerate(capitaux, start=1):
        _courbe(figure, _serie(historique, capital.code), rang)
        axe = "" if rang == 1 else str(rang)
        figure.add_annotation(
            x=0,
            xref="paper",
            y=1,
            yref=f"y{axe} domain",
            yshift=4,
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            text=f"{gras(capital.entite)}  {capital.dette}",
            font={"size": TAILLE, "color": theme.ENCRE},
        )
    theme.habiller(figure, (SERRE if rangs >= NOMBREUX else RANG) * rangs + 40)
    bornes = _etendue(historique)
    figure.update_yaxes(range=bornes, showgrid=False, showticklabels=False, zeroline=True, fixedrange=True)
    annees = sorted({*historique["exercice"].to_list(), exercice})
    figure.update_xaxes(
        range=[annees[0] - 1.25, annees[-1] + 0.45],
        showgrid=False,
        fixedrange=True,
        zeroline=False,
        tickvals=[annees[0] - 1, *annees],
        ticktext=[f"fin {annee}" for annee in (annees[0] - 1, *annees)],
        tickfont={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
    )
    figure.update_layout(margin={"l": 4, "r": 4, "t": 30, "b": 8})
    return figure


def _serie(historique: pl.DataFrame, code: str) -> list[dict[str, float | int | None]]:
    """Les points d'un capital : son ouverture à la fin de l'année d'avant, puis chaque clôture."""
    lignes = historique.filter(pl.col("poste") == code).sort("exercice")
    ouvertures = lignes.filter(pl.col("indicateur") == "dette_ouverture").head(1)
    closes = lignes.filter(pl.col("indicateur") == "dette_cloture")
    champs = ("valeur", "borne_basse", "borne_haute")
    points = [
        {"annee": ligne["exercice"] - 1} | {champ: ligne[champ] for champ in champs}
        for ligne in ouvertures.iter_rows(named=True)
    ]
    return points + [
        {"annee": ligne["exercice"]} | {champ: ligne[champ] for champ in champs}
        for ligne in closes.iter_rows(named=True)
    ]


def _courbe(figure: go.Figure, points: list[dict[str, float | int | None]], rang: int) -> None:
    annees = [point["annee"] for point in points]
    valeurs = [point["valeur"] for point in points]
    creux = [theme.PAPIER if indice == 0 else theme.PLAFOND_DEPASSE for indice in range(len(points))]
    figure.add_trace(
        go.Scatter(
            x=annees,
            y=valeurs,
            mode="lines+markers+text",
            connectgaps=False,
            fill="tozeroy",
            fillcolor="rgba(107, 45, 92, 0.10)",
            line={"color": theme.PLAFOND_DEPASSE, "width": 2.5},
            marker={"color": creux, "size": 9, "line": {"color": theme.PLAFOND_DEPASSE, "width": 2}},
            text=["" if valeur is None else euros_court(valeur) for valeur in valeurs],
            textposition=["bottom center" if valeur is not None and valeur < 0 else "top center" for valeur in valeurs],
            textfont={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
            cliponaxis=False,
            name="dette",
            hovertemplate=[f"{fin_d_annee('%{x}', valeur)}<extra></extra>" for valeur in valeurs],
        ),
        row=rang,
        col=1,
    )
    for point in points:
        if point["valeur"] is None:
            _absence(figure, point, rang)


def _absence(figure: go.Figure, point: dict[str, float | int | None], rang: int) -> None:
    """Une clôture inconnue : l'intervalle entre ses bornes, ou les mots « donnée absente »."""
    basse, haute, annee = point["borne_basse"], point["borne_haute"], point["annee"]
    if basse is None or haute is None:
        figure.add_annotation(
            x=annee,
            y=0,
            text="donnée<br>absente",
            showarrow=False,
            yanchor="bottom",
            row=rang,
            col=1,
            font={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
        )
        return
    figure.add_trace(
        go.Scatter(
            x=[annee, annee],
            y=[basse, haute],
            mode="lines+markers",
            name="entre deux bornes",
            line={"color": theme.MANQUANT_HACHURE, "width": 3, "dash": "dot"},
            marker={"symbol": "line-ew-open", "size": 14, "color": theme.MANQUANT_HACHURE},
            hovertemplate=f"{fin_entre_bornes(annee, basse, haute)}<extra></extra>",
        ),
        row=rang,
        col=1,
    )


def _etendue(historique: pl.DataFrame) -> list[float]:
    dettes = historique.filter(pl.col("indicateur").is_in(["dette_ouverture", "dette_cloture"]))
    bouts = [0.0]
    for champ in ("valeur", "borne_basse", "borne_haute"):
        bouts += dettes[champ].drop_nulls().to_list()
    etendue = (max(bouts) - min(bouts)) or 1.0
    return [min(bouts) - etendue * (0.3 if min(bouts) < 0 else 0.06), max(bouts) + etendue * 0.42]
