"""Ce que coûtent les opérations climat : une colonne par exercice, quatre exercices, et la table en milliers
d'euros."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from core.figures import theme
from core.figures.budget_climat.lecture import Lecture
from core.figures.budget_climat.phrases_vues import AXE_OPERATIONS, survol_operations
from core.figures.textes import TAILLE, en_tete, gras, sans_html
from core.format_fr import euros_court, typographier
from core.methodes.budget_climat import par_mesure
from core.resultat import lire

HAUTEUR, LARGEUR = 440, 0.84
TEINTES = ("#DCE7EE", "#BFD3DF")
NOMMABLE = 0.09
"""Part du plus grand total à partir de laquelle le nom d'une mesure tient dans sa colonne."""


@dataclass(frozen=True)
class Operation:
    """Une opération : sa mesure, et son montant prévu par exercice, en euros (`None` : donnée absente)."""

    mesure: str
    nom: str
    montants: Mapping[int, float | None]


@dataclass(frozen=True)
class Plan:
    """Les opérations d'un périmètre sur quatre exercices, leur total (euros, nul si rien n'est connu) et sa
    couverture."""

    operations: tuple[Operation, ...]
    totaux: dict[int, float | None]
    couvertures: dict[int, float]


def lire_plan(indicateurs: pl.DataFrame, lecture: Lecture) -> Plan:
    """Met en lignes les indicateurs d'opérations d'un périmètre, triées par mesure puis par nom ; rien n'est sommé
    ici."""
    montants: dict[tuple[str, str], dict[int, float | None]] = {}
    lues = lire(indicateurs, "operation", perimetre=lecture.perimetre).sort("poste", "operation", "exercice")
    for code, nom, annee, valeur in lues.select("poste", "operation", "exercice", "valeur").iter_rows():
        montants.setdefault((code, nom), {})[annee] = valeur
    totaux = lire(indicateurs, "operations_total", perimetre=lecture.perimetre).sort("exercice")
    return Plan(
        tuple(Operation(code, nom, series) for (code, nom), series in montants.items()),
        dict(totaux.select("exercice", "valeur").iter_rows()),
        dict(totaux.select("exercice", "couverture").iter_rows()),
    )


def colonnes(plan: Plan, lecture: Lecture, choisie: str | None = None) -> go.Figure:
    """Le prévu de chaque exercice, en contour, une mesure par tranche ; le total est écrit au-dessus."""
    figure = theme.habiller(go.Figure(), HAUTEUR)
    plus_grand = max((total for total in plan.totaux.values() if total), default=0.0) or 1.0
    bas = dict.fromkeys(plan.totaux, 0.0)
    for rang, (code, sommes) in enumerate(par_mesure((une.mesure, une.montants) for une in plan.operations).items()):
        nom = lecture.mesures[code].intitule if code in lecture.mesures else code
        teinte = theme.REALISE if code == choisie else TEINTES[rang % 2]
        figure.add_bar(
            x=list(sommes),
            y=list(sommes.values()),
            base=[bas[annee] for annee in sommes],
            customdata=[code] * len(sommes),
            text=[_dedans(nom, valeur, plus_grand) for valeur in sommes.values()],
            textfont={"size": 12, "color": theme.PAPIER if code == choisie else theme.ENCRE},
            **_tranche(nom, sommes, teinte),
        )
        bas |= {annee: bas[annee] + valeur for annee, valeur in sommes.items()}
    _totaux(figure, plan)
    en_tete(figure, typographier(AXE_OPERATIONS), decalage=2)
    figure.update_layout(
        uniformtext={"minsize": 12, "mode": "hide"},
        barmode="overlay",
        bargap=0,
        dragmode=False,
        clickmode="event+select",
        margin={"l": 4, "r": 4, "t": 26, "b": 8},
    )
    figure.update_xaxes(tickvals=list(plan.totaux), fixedrange=True, showgrid=False, tickfont={"size": TAILLE})
    figure.update_yaxes(range=[0, plus_grand * 1.2], visible=False, fixedrange=True)
    return figure


def _tranche(nom: str, sommes: Mapping[int, float], teinte: str) -> dict[str, object]:
    """L'habit des tranches d'une mesure, et ce qu'elles disent au survol."""
    return {
        "width": LARGEUR,
        "name": nom,
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "marker": {"color": teinte, "line": {"color": theme.REALISE, "width": 1}},
        "hovertemplate": [
            typographier(f"<b>{sans_html(nom)}</b><br>{survol_operations(annee, valeur)}<extra></extra>")
            for annee, valeur in sommes.items()
        ],
    }


def _totaux(figure: go.Figure, plan: Plan) -> None:
    """Le total de chaque exercice, au-dessus de sa colonne ; « au moins » quand un montant manque."""
    for annee, total in plan.totaux.items():
        partiel = total is not None and plan.couvertures[annee] < 1
        figure.add_annotation(
            x=annee,
            y=total or 0.0,
            yanchor="bottom",
            yshift=1,
            showarrow=False,
            align="center",
            font={"size": TAILLE, "color": theme.ENCRE},
            text=typographier(("au moins<br>" if partiel else "") + gras(euros_court(total))),
        )


def _dedans(nom: str, valeur: float, plus_grand: float) -> str:
    if valeur < plus_grand * NOMMABLE:
        return ""
    court = nom if len(nom) <= 18 else f"{nom[:17].rstrip()}…"
    return f"{sans_html(court)}<br>{euros_court(valeur)}"


def table_courte(plan: Plan) -> pl.DataFrame:
    """Pour le panneau : le total d'abord, puis une opération par ligne, en milliers d'euros, une colonne par
    exercice."""
    annees = list(plan.totaux)
    lignes = [(une.nom, *(_milliers(une.montants.get(annee, 0.0)) for annee in annees)) for une in plan.operations]
    total = [("Total", *(_milliers(plan.totaux[annee]) for annee in annees))] if lignes else []
    schema = {"Opération": pl.String} | {str(annee): pl.Float64 for annee in annees}
    return pl.DataFrame(total + lignes, schema=schema, orient="row").with_columns(pl.col(pl.Float64).round(0))


def table(plan: Plan, lecture: Lecture) -> pl.DataFrame:
    """Une opération par ligne, en milliers d'euros, puis le total ; nul : donnée absente ; 0 : rien de prévu cette
    année-là."""
    annees = list(plan.totaux)
    lignes = [
        (
            lecture.mesures[une.mesure].intitule if une.mesure in lecture.mesures else une.mesure,
            une.nom,
            *(_milliers(une.montants.get(annee, 0.0)) for annee in annees),
        )
        for une in plan.operations
    ]
    if lignes:
        lignes.append(("Total", "", *(_milliers(plan.totaux[annee]) for annee in annees)))
    schema = {"Mesure": pl.String, "Opération": pl.String} | {f"{annee} (k€)": pl.Float64 for annee in annees}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _milliers(montant: float | None) -> float | None:
    return None if montant is None else montant / 1000
