"""L'épargne et la dette d'un exercice à l'autre : trois bandes, depuis zéro, leurs seuils d'usage en pointillé."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from core.figures.execution.phrases import (
    LIRE_EPARGNE,
    MASQUE_EPARGNE,
    SOUS_TITRE_EPARGNE,
    accorder_participe,
    alternative_epargne,
    duree,
    message_epargne,
)
from core.figures.theme import ENCRE, ENCRE_DOUCE, PAPIER, PLANCHER_DEFICIT, REALISE, habiller
from core.figures.vue import Vue
from core.format_fr import euros_court, pourcent
from core.modele import Nature

CLE = "budget_epargne"
BANDES = {
    "epargne_brute": "Épargne brute",
    "taux_epargne_brute": "Taux d'épargne brute",
    "capacite_desendettement": "Désendettement en années",
}
COLONNES = {
    "epargne_gestion": "Épargne de gestion (€)",
    "epargne_brute": "Épargne brute (€)",
    "taux_epargne_brute": "Taux d'épargne brute (%)",
    "capital_rembourse": "Capital remboursé (€)",
    "epargne_nette": "Épargne nette (€)",
    "encours_dette": "Encours de dette (€)",
    "capacite_desendettement": "Capacité de désendettement (ans)",
    "marge_autofinancement": "Marge d'autofinancement (%)",
    "depenses_equipement": "Dépenses d'équipement (€)",
}
MARGE = 106
"""À droite, la place du nom des repères, même agrandis en projection."""

_ECRIRE: dict[str, Callable[[float], str]] = {
    "epargne_brute": euros_court,
    "taux_epargne_brute": lambda part: pourcent(part, 1),
    "capacite_desendettement": duree,
}


@dataclass(frozen=True)
class Chronique:
    """Les valeurs d'une suite d'exercices, par (indicateur, exercice, nature) ; `exercice` est celui que l'on
    regarde."""

    valeurs: dict[tuple[str, int, str], float | None]
    exercice: int

    @property
    def annees(self) -> list[int]:
        """Les exercices connus, croissants."""
        return sorted({annee for _, annee, _ in self.valeurs})

    def serie(self, indicateur: str, nature: Nature = Nature.REALISE) -> list[float | None]:
        """Une valeur par exercice ; nulle = donnée absente."""
        return [self.valeurs.get((indicateur, annee, str(nature))) for annee in self.annees]

    def valeur(self, indicateur: str, exercice: int) -> float | None:
        """La valeur réalisée d'un exercice."""
        return self.valeurs.get((indicateur, exercice, str(Nature.REALISE)))


def vue_epargne(indicateurs: pl.DataFrame, exercice: int, seuils: pl.DataFrame) -> Vue:
    """Épargne brute, son taux et la capacité de désendettement, exercice par exercice.

    `indicateurs` porte tous les exercices ; `seuils` les repères à tracer (indicateur, valeur, libelle, à vérifier).
    Un exercice sans réalisé garde sa place, avec son épargne prévue en contour, ou « absent ».
    """
    choisis = indicateurs.filter(pl.col("indicateur").is_in(list(COLONNES)) & pl.col("poste").is_null())
    chronique = Chronique(
        {
            (ligne["indicateur"], ligne["exercice"], ligne["nature"]): ligne["valeur"]
            for ligne in choisis.iter_rows(named=True)
        },
        exercice,
    )
    message = message_epargne(
        {nom: chronique.valeur(nom, exercice) for nom in COLONNES},
        chronique.valeur("epargne_brute", exercice - 1),
        exercice,
    )
    return Vue(
        cle=CLE,
        message=message,
        sous_titre=SOUS_TITRE_EPARGNE,
        figure=_figure(chronique, seuils),
        lire=LIRE_EPARGNE,
        masque=MASQUE_EPARGNE,
        tableau=_tableau(chronique),
        derivees=tuple(titre for titre in COLONNES.values() if titre.endswith("(%)")),
        indicateurs=_montres(choisis, exercice),
        alt=alternative_epargne(message, dict(zip(chronique.annees, chronique.serie("epargne_brute"), strict=True))),
    )


def _montres(choisis: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Les chiffres dessinés : le réalisé de chaque exercice, et le prévu d'une bande là où il remplace un réalisé
    absent.

    Ceux de l'exercice regardé d'abord, puis du plus récent au plus ancien.
    """
    realise = pl.col("nature") == str(Nature.REALISE)
    seul = (realise & pl.col("valeur").is_not_null()).any().over("indicateur", "exercice").not_()
    return choisis.filter(
        pl.col("valeur").is_not_null() & (realise | (seul & pl.col("indicateur").is_in(list(BANDES))))
    ).sort(pl.col("exercice") != exercice, "exercice", descending=[False, True], maintain_order=True)


def _figure(chronique: Chronique, seuils: pl.DataFrame) -> go.Figure:
    figure = make_subplots(rows=3, cols=1, shared_xaxes=True, vertical_spacing=0.14, row_heights=[0.38, 0.31, 0.31])
    for bande, indicateur in enumerate(BANDES, start=1):
        de_la_bande = seuils.filter(pl.col("indicateur") == indicateur).sort("valeur")
        _tracer(figure, bande, indicateur, chronique)
        for seuil in de_la_bande.iter_rows(named=True):
            _seuil(figure, bande, seuil)
        _intituler(figure, bande, BANDES[indicateur], de_la_bande)
    habiller(figure, 490)
    figure.update_layout(
        margin={"l": 4, "r": MARGE if len(seuils) else 4, "t": 36, "b": 24}, barmode="overlay", dragmode=False
    )
    figure.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=[str(annee) for annee in chronique.annees],
        range=[-0.6, len(chronique.annees) - 0.4],
        fixedrange=True,
        showgrid=False,
        tickfont={"size": 14},
    )
    figure.update_yaxes(fixedrange=True, showticklabels=False, showgrid=False, zeroline=True)
    return figure


def _intituler(figure: go.Figure, bande: int, titre: str, seuils: pl.DataFrame) -> None:
    """Le nom de la bande, à gauche au-dessus d'elle ; il dit si ses repères restent à vérifier."""
    douteux = bool(seuils["a_verifier"].any()) if seuils.height else False
    suffixe = (" · repères à vérifier" if seuils.height > 1 else " · repère à vérifier") if douteux else ""
    domaine = figure.layout[f"yaxis{bande if bande > 1 else ''}"].domain
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=domaine[1],
        yref="paper",
        yanchor="bottom",
        yshift=4,
        text=f"{titre}{suffixe}",
        showarrow=False,
        font={"size": 14, "color": ENCRE_DOUCE},
    )


def _tracer(figure: go.Figure, bande: int, indicateur: str, chronique: Chronique) -> None:
    realises, prevus = chronique.serie(indicateur), chronique.serie(indicateur, Nature.PREVU)
    seuls = [prevu if realise is None else None for prevu, realise in zip(prevus, realises, strict=True)]
    largeur = {1: 0.25, 2: 0.36}.get(len(realises), 0.52)
    ecrire, abscisses = _ECRIRE[indicateur], [str(annee) for annee in chronique.annees]
    for nom, serie, marque in (
        ("Réalisé", realises, {"color": REALISE}),
        ("Prévu", seuls, {"color": PAPIER, "line": {"color": REALISE, "width": 1.5}}),
    ):
        textes = ["" if valeur is None else ecrire(valeur) for valeur in serie]
        figure.add_bar(
            x=abscisses,
            y=serie,
            name=nom,
            customdata=textes,
            width=largeur,
            marker=marque,
            row=bande,
            col=1,
            hovertemplate="%{x}\u00a0: %{customdata}<extra>" + nom + "</extra>",
        )
    montres = [prevu if realise is None else realise for prevu, realise in zip(seuls, realises, strict=True)]
    for rang, (annee, valeur, prevu) in enumerate(zip(chronique.annees, montres, seuls, strict=True)):
        texte = "absent" if valeur is None else ecrire(valeur)
        if prevu is not None:
            texte += f" {accorder_participe('prévu', prevu)}" if indicateur == "epargne_brute" else " prévu"
        _chiffrer(figure, (bande, rang), valeur, f"<b>{texte}</b>" if annee == chronique.exercice else texte)
    connues = [valeur for valeur in montres if valeur is not None]
    if connues:
        haut, bas = max(0.0, *connues), min(0.0, *connues)
        figure.update_yaxes(range=[bas * 1.4, haut * 1.4 if haut else (1 if not bas else 0)], row=bande, col=1)


def _chiffrer(figure: go.Figure, ou: tuple[int, int], valeur: float | None, texte: str) -> None:
    """Le chiffre au bout de sa barre, sur fond de papier : un pointillé qui passe là ne le raye pas.

    `ou` : la bande, et le rang de l'exercice sur l'axe des exercices.
    """
    bande, rang = ou
    figure.add_annotation(
        x=rang,
        y=valeur or 0,
        xref=f"x{bande if bande > 1 else ''}",
        yref=f"y{bande if bande > 1 else ''}",
        text=texte,
        showarrow=False,
        bgcolor=PAPIER,
        borderpad=1,
        yanchor="top" if valeur is not None and valeur < 0 else "bottom",
        yshift=2,
        font={"size": 14, "color": ENCRE if valeur is not None else ENCRE_DOUCE},
    )


def _seuil(figure: go.Figure, bande: int, seuil: dict[str, Any]) -> None:
    """Un repère en pointillé, nommé dans la marge ; la bande s'étend pour le contenir."""
    couleur = PLANCHER_DEFICIT if seuil["role"] == "alerte" else ENCRE_DOUCE
    rang = bande if bande > 1 else ""
    figure.add_hline(
        y=seuil["valeur"], row=bande, col=1, layer="below", line={"color": couleur, "width": 1.2, "dash": "dash"}
    )
    figure.add_annotation(
        x=1,
        xref="paper",
        xanchor="left",
        xshift=4,
        y=seuil["valeur"],
        yref=f"y{rang}",
        yanchor="middle",
        text=seuil["libelle"],
        showarrow=False,
        font={"size": 13, "color": couleur},
    )
    axe = figure.layout[f"yaxis{rang}"]
    bas, haut = axe.range or (0, 0)
    axe.range = [bas, max(haut, seuil["valeur"] * 1.2)]


def _tableau(chronique: Chronique) -> pl.DataFrame:
    colonnes = {titre: [_pour_cent(nom, valeur) for valeur in chronique.serie(nom)] for nom, titre in COLONNES.items()}
    return pl.DataFrame(
        {"Exercice": chronique.annees, **colonnes},
        schema={"Exercice": pl.Int64} | dict.fromkeys(COLONNES.values(), pl.Float64),
    )


def _pour_cent(indicateur: str, valeur: float | None) -> float | None:
    return valeur * 100 if valeur is not None and COLONNES[indicateur].endswith("(%)") else valeur
