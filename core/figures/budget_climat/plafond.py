"""Le plafond en trait, l'observé en plein, les mesures empilées sous le niveau présent, et en hachures ce qui
manque."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from core.communs.climat.reunies import effets_reunis
from core.figures import theme
from core.figures.budget_climat.lecture import Lecture, Mesure
from core.figures.budget_climat.phrases_vues import (
    MANQUE,
    MANQUE_IDENTIFIE,
    OBSERVE,
    OBSERVE_AU_DESSUS,
    SOUS_LE_PLAFOND,
    autres_mesures,
    etiquette_plafond,
    survol_couche,
    survol_mesure,
)
from core.figures.habits import IDENTIFIE
from core.figures.textes import TAILLE, TAILLE_DOUCE, en_tete, gras, sans_html
from core.format_fr import arrondi_significatif, typographier

HAUTEUR, LARGEUR = 440, 0.72
VERTS = ("#6FA98A", "#A9CDB8")
"""Deux verts en alternance : les mesures se distinguent par leur nom au survol et au choix, pas par la teinte."""

SEPAREES = 6
HABITS: dict[str, dict[str, object]] = {
    OBSERVE: {"color": theme.REALISE},
    OBSERVE_AU_DESSUS: {
        "color": theme.PLAFOND_DEPASSE,
        "line": {"color": theme.PLAFOND_DEPASSE, "width": 1.2},
        "pattern": {
            "shape": "x",
            "fgcolor": theme.PAPIER,
            "bgcolor": theme.PLAFOND_DEPASSE,
            "size": 6,
            "solidity": 0.25,
        },
    },
    SOUS_LE_PLAFOND: {"color": "#E9EFF3", "line": {"color": theme.REALISE, "width": 1.2}},
    MANQUE: {
        "color": theme.PAPIER,
        "line": {"color": theme.PLAFOND_DEPASSE, "width": 1.2},
        "pattern": {"shape": "/", "fgcolor": theme.PLAFOND_DEPASSE, "size": 7, "solidity": 0.35},
    },
    MANQUE_IDENTIFIE: IDENTIFIE,
}
"""L'habit de chaque couche, le même quelle que soit l'année ; le nom est celui de la légende, le motif la dit sans la
couleur."""

PASSEES = 2
"""Années observées sans plafond montrées pour dire d'où l'on vient."""


def colonnes(lecture: Lecture, annee: int | None = None, choisie: str | None = None) -> go.Figure:
    """Une colonne par année ; l'axe part de zéro, en ktCO2e dès 10 000 t. Chaque mesure porte son code en
    `customdata`."""
    figure = theme.habiller(go.Figure(), HAUTEUR)
    annees = annees_montrees(lecture)
    sommet = max(
        [
            *lecture.plafonds.values(),
            *(lecture.observees[a] for a in annees if a in lecture.observees),
            lecture.niveau or 0.0,
            1.0,
        ]
    )
    echelle, unite = (1000.0, "ktCO₂e") if sommet >= 10_000 else (1.0, "tCO₂e")
    _observe(figure, lecture, annees, echelle)
    if lecture.niveau is not None:
        _reste(figure, lecture, echelle)
        _mesures(figure, lecture, echelle, choisie)
    _plafond(figure, lecture, annees, echelle)
    _ecart(figure, lecture, annee, echelle, unite)
    en_tete(figure, f"{unite} par an", decalage=2)
    return _habiller(figure, annees, sommet / echelle)


def _habiller(figure: go.Figure, annees: Sequence[int], sommet: float) -> go.Figure:
    """Les marges, la légende et les axes ; `sommet` est dans l'unité de la figure."""
    figure.update_layout(
        barmode="overlay",
        showlegend=True,
        dragmode=False,
        clickmode="event+select",
        bargap=0,
        margin={"l": 44, "r": 8, "t": 26, "b": 8},
        legend=theme.LEGENDE | {"y": -0.1, "yanchor": "top"},
    )
    petit = {"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE}
    figure.update_yaxes(
        range=[0, sommet * 1.2], fixedrange=True, nticks=5, automargin=False, tickformat=",~r", tickfont=petit
    )
    figure.update_xaxes(
        tickvals=_reperes(annees), fixedrange=True, showgrid=False, zeroline=False, tickfont=petit, ticklabelstandoff=3
    )
    return figure


def annees_montrees(lecture: Lecture) -> list[int]:
    """Les années plafonnées, et les dernières observées qui disent d'où l'on vient."""
    passees = sorted(annee for annee in lecture.observees if annee not in lecture.plafonds)[-PASSEES:]
    return sorted({*passees, *lecture.plafonds})


def _reperes(annees: Sequence[int]) -> list[int]:
    """Au plus huit années écrites, dont la dernière."""
    pas = max(1, -(-len(annees) // 8))
    return list(annees[::-1][::pas])


def _observe(figure: go.Figure, lecture: Lecture, annees: Sequence[int], echelle: float) -> None:
    """L'observé en plein ; ce qui dépassait le plafond de l'année est prune quadrillé."""
    vues = {annee: lecture.observees[annee] for annee in annees if annee in lecture.observees}
    permis = {annee: min(valeur, lecture.plafonds.get(annee, valeur)) for annee, valeur in vues.items()}
    _barres(figure, OBSERVE, dict.fromkeys(permis, 0.0), permis, echelle)
    _barres(figure, OBSERVE_AU_DESSUS, permis, vues, echelle)


def _reste(figure: go.Figure, lecture: Lecture, echelle: float) -> None:
    """Sous le plafond, ce qui reste permis (contour) ; au-dessus, ce qui manque, hachuré, décidable ou non."""
    plafonds, decidees = lecture.plafonds, lecture.decidees
    permis = {annee: min(valeur, plafonds[annee]) for annee, valeur in decidees.items()}
    seuil = {
        annee: min(max(plafonds[annee], lecture.identifiees[annee]), max(plafonds[annee], valeur))
        for annee, valeur in decidees.items()
    }
    _barres(figure, SOUS_LE_PLAFOND, dict.fromkeys(permis, 0.0), permis, echelle)
    _barres(figure, MANQUE, plafonds, seuil, echelle)
    _barres(figure, MANQUE_IDENTIFIE, seuil, decidees, echelle)


def _barres(figure: go.Figure, nom: str, bas: Mapping[int, float], hauts: Mapping[int, float], echelle: float) -> None:
    """Une couche des colonnes, entre deux séries en tCO2e ; rien là où elle serait vide."""
    visibles = {annee: haut for annee, haut in hauts.items() if haut > bas[annee]}
    if not visibles:
        return
    figure.add_bar(
        x=list(visibles),
        base=[bas[annee] / echelle for annee in visibles],
        width=LARGEUR,
        name=nom,
        marker=HABITS[nom],
        y=[(haut - bas[annee]) / echelle for annee, haut in visibles.items()],
        customdata=[""] * len(visibles),
        hovertemplate=[
            typographier(f"{survol_couche(annee, haut - bas[annee], nom)}<extra></extra>")
            for annee, haut in visibles.items()
        ],
    )


def _mesures(figure: go.Figure, lecture: Lecture, echelle: float, choisie: str | None) -> None:
    """Les mesures décidées, empilées sous le niveau présent : la plus forte en haut ; les petites sont réunies."""
    niveau = lecture.niveau or 0.0
    dessus = dict.fromkeys(lecture.decidees, niveau)
    toutes = lecture.par_effet("decidee")
    gardees = toutes if len(toutes) <= SEPAREES + 1 else toutes[:SEPAREES]
    if choisie and choisie not in {mesure.code for mesure in gardees}:
        gardees = gardees[:-1] + [mesure for mesure in toutes if mesure.code == choisie]
    premiere = True
    for rang, (nom, code, effets) in enumerate(_groupes(toutes, gardees)):
        visibles = {annee: dessus[annee] for annee in dessus if effets.get(annee, 0.0) > 0}
        bas = {annee: max(0.0, haut - effets[annee]) for annee, haut in visibles.items()}
        figure.add_bar(
            x=list(visibles),
            base=[bas[annee] / echelle for annee in visibles],
            width=LARGEUR,
            y=[(haut - bas[annee]) / echelle for annee, haut in visibles.items()],
            name="mesures décidées",
            showlegend=premiere and bool(visibles),
            customdata=[code] * len(visibles),
            marker={
                "color": theme.ESPACE_SUR_CONTOUR if code and code == choisie else VERTS[rang % 2],
                "line": {"width": 0},
            },
            hovertemplate=[
                typographier(f"<b>{sans_html(nom)}</b><br>{survol_mesure(annee, effets[annee])}<extra></extra>")
                for annee in visibles
            ],
        )
        premiere = premiere and not visibles
        dessus |= bas


def _groupes(toutes: Sequence[Mesure], gardees: Sequence[Mesure]) -> list[tuple[str, str, Mapping[int, float]]]:
    codes = {mesure.code for mesure in gardees}
    reste = [mesure for mesure in toutes if mesure.code not in codes]
    groupes = [(mesure.intitule, mesure.code, mesure.effets) for mesure in gardees]
    if reste:
        groupes.append((autres_mesures(len(reste)), "", effets_reunis([mesure.effets for mesure in reste])))
    return groupes


def _plafond(figure: go.Figure, lecture: Lecture, annees: Sequence[int], echelle: float) -> None:
    """Un trait épais par année, large comme sa colonne : un plafond ne s'interpole pas."""
    abscisses: list[float | None] = []
    hauteurs: list[float | None] = []
    for annee in annees:
        if annee in lecture.plafonds:
            abscisses += [annee - LARGEUR * 0.62, annee + LARGEUR * 0.62, None]
            hauteurs += [lecture.plafonds[annee] / echelle] * 2 + [None]
    figure.add_scatter(
        x=abscisses,
        y=hauteurs,
        mode="lines",
        name="plafond",
        connectgaps=False,
        hoverinfo="skip",
        line={"color": theme.ENCRE, "width": 4},
    )


def _ecart(figure: go.Figure, lecture: Lecture, annee: int | None, echelle: float, unite: str) -> None:
    """L'écart du plafond regardé, écrit au-dessus de toutes les colonnes, relié à la sienne."""
    ecart = None if annee is None else lecture.ecart(annee)
    if annee is None or ecart is None or lecture.niveau is None:
        return
    grandeur = arrondi_significatif(abs(ecart) / echelle)
    decimales = 1 if echelle > 1 and grandeur < 100 else 0
    texte = etiquette_plafond(annee, grandeur if ecart > 0 else 0.0, unite, decimales)
    cote = (annee - min(lecture.plafonds)) / max(1, max(lecture.plafonds) - min(lecture.plafonds))
    figure.add_annotation(
        x=annee,
        y=max(lecture.niveau, lecture.plafonds[annee]) / echelle,
        text=gras(typographier(texte)),
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=theme.ENCRE_DOUCE,
        ax=0,
        ay=-34,
        standoff=2,
        bgcolor=theme.PAPIER,
        borderpad=1,
        xanchor="left" if cote < 0.35 else "right" if cote > 0.65 else "center",
        font={"size": TAILLE, "color": theme.PLAFOND_DEPASSE if ecart > 0 else theme.ESPACE_SUR_CONTOUR},
    )
