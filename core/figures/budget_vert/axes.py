"""La matrice axe × classe : six axes, la même échelle d'euros partout ; un axe que personne n'a coté est hachuré."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go
import polars as pl

from core.figures.budget_vert.lecture import Laisse, Repartition, Sujet, repartir
from core.figures.budget_vert.phrases import MASQUE, cadre, en_debat
from core.figures.budget_vert.phrases_laisses import de_cote
from core.figures.budget_vert.phrases_matrice import (
    LIRE_AXES,
    MEME_ECHELLE,
    axe_entier,
    de_l_annexe,
    message_axes,
    non_cote,
    phrase,
    survol_case,
)
from core.figures.familles.classes import Classe
from core.figures.familles.rangs import CLIC, Planche, barre, intitule, marges, trait
from core.figures.habits import hachure
from core.figures.textes import TAILLE_DOUCE, annotation, sans_html, titre
from core.figures.theme import ENCRE_DOUCE, FILET, LEGENDE
from core.figures.vue import Vue
from core.format_fr import euros_court, part_ecrite
from core.tables.affectations import AXES, NOMS_COURTS

RANG, TETE, SOUS = 78, 30, 64
_NOM, _BARRE, _CHIFFRE, _EPAISSEUR = 0.16, 0.42, 0.76, 0.22
"""Dans un rang de hauteur 1, de haut en bas : le nom de l'axe, ses barres, leurs chiffres ; l'épaisseur d'une barre."""
_LARGEUR = 0.94
"""La part de sa colonne que prend la plus longue barre."""


@dataclass(frozen=True)
class Autour:
    """Ce que le sous-titre dit de l'exercice : les axes de l'annexe, ce qu'elle fait entrer ou laisse, les euros en
    débat."""

    axes: tuple[str, ...] = ()
    precision: str = ""
    desaccord: float = 0.0
    laisses: tuple[Laisse, ...] = ()


def vue_axes(
    montants: pl.DataFrame,
    sujet: Sujet,
    indicateurs: pl.DataFrame,
    autour: Autour | None = None,
    *,
    serre: bool = False,
) -> Vue:
    """Une ligne par axe, une colonne par classe ; `montants` : des indicateurs par axe et par classe.

    Un axe sans aucune cotation est dit « non coté » et hachuré : il n'est ni
    neutre ni nul. `serre` : les chiffres sur une ligne, pour une figure large et basse.
    """
    autour = autour or Autour()
    lus = [
        repartir(montants.filter(pl.col("axe") == axe), replace(sujet, axe=axe), laisses=autour.laisses) for axe in AXES
    ]
    message = message_axes(lus)
    premier = next((une for une in lus if une.total), lus[0])
    propre = [f"annexe : {de_l_annexe(autour.axes, sujet.legale)}", MEME_ECHELLE]
    return Vue(
        cle=f"vert_axes_{sujet.perimetre}_{sujet.lecture}",
        message=message,
        sous_titre=" · ".join(
            [*cadre(premier, autour.precision), *propre, *en_debat(autour.desaccord), *de_cote(autour.laisses)]
        ),
        figure=_matrice(lus, serre),
        lire=LIRE_AXES,
        masque=MASQUE,
        tableau=_tableau(lus if any(une.total is not None for une in lus) else lus[:0], lus[0].sujet.classes),
        derivees=("Coté (%)",),
        indicateurs=indicateurs,
        alt=f"{message}. {' '.join(phrase(une) for une in lus)}",
    )


def _matrice(lus: Sequence[Repartition], serre: bool) -> go.Figure:
    planche, classes = Planche(), lus[0].sujet.classes
    plus_grand = max((part.montant for une in lus for part in une.parts), default=0.0) or 1.0
    for rang, une in enumerate(lus):
        _nommer(planche, une, rang)
        if not une.cote:
            survol, propre = non_cote(une), {"base": [0], "name": "Non coté"}
            large = len(classes) - 0.06
            planche.traces.append(barre(large, rang + 0.6, 0.5, hachure(), survol, showlegend=False, **propre))
            continue
        for colonne, part in enumerate(une.parts):
            _case(planche, (colonne, rang), part.montant / plus_grand * _LARGEUR, une)
            if part.montant:
                entre = "\u00a0 " if serre else "<br>"
                ecrit = f"{euros_court(part.montant)}{entre}{_part(part.part)}"
                planche.textes.append(annotation(ecrit, rang + _CHIFFRE, gauche=colonne, taille=TAILLE_DOUCE, xref="x"))
    etroites = len(classes) > 5
    for colonne, classe in enumerate(classes):
        nom = classe.marque if etroites else f"{classe.marque} {classe.nom}"
        planche.textes.append(titre(nom, gauche=colonne, decalage=4, xref="x", align="left"))
    hauteur, axe = RANG * len(lus) + TETE + 12, {"visible": False, "range": [0, len(classes)], "fixedrange": True}
    if not etroites:
        return planche.figure(len(lus), hauteur, axe, margin=marges(TETE), **CLIC)
    planche.traces.extend(_nommee(classe) for classe in classes)
    dessous = {"showlegend": True, "legend": LEGENDE | {"y": 0, "yanchor": "top"}, "margin": marges(TETE, bas=SOUS)}
    return planche.figure(len(lus), hauteur + SOUS, axe, **dessous, **CLIC)


def _nommee(classe: Classe) -> dict[str, object]:
    """Une colonne trop étroite pour son nom ne porte que sa marque : un tracé vide la nomme dans la légende."""
    vide: dict[str, object] = {"x": [None], "y": [None], "orientation": "h", "type": "bar", "showlegend": True}
    return vide | {"name": f"{classe.marque} {classe.nom}", "marker": classe.remplissage}


def _case(planche: Planche, ou: tuple[int, int], longueur: float, une: Repartition) -> None:
    colonne, rang = ou
    part = une.parts[colonne]
    classe, ecrit = part.classe, euros_court(part.montant)
    planche.traces.append(
        barre(
            longueur,
            rang + _BARRE,
            _EPAISSEUR,
            classe.remplissage,
            survol_case(une, sans_html(classe.nom), ecrit, _part(part.part)),
            base=[colonne],
            name=classe.nom,
            showlegend=False,
            customdata=[[f"{une.sujet.axe}/{classe.cle}"]],
        )
    )
    planche.traits.append(trait(colonne, rang + _BARRE, 0.16, {"color": ENCRE_DOUCE, "width": 1}))


def _part(part: float | None) -> str:
    return "" if part is None else part_ecrite(part)


def _nommer(planche: Planche, une: Repartition, rang: int) -> None:
    axe = str(une.sujet.axe)
    couverture = "non coté" if not une.cote else f"coté à {_part(une.couverture)}"
    nom = f"{axe.removeprefix('axe_')}. {NOMS_COURTS[axe]}"
    planche.textes.append(annotation(intitule(nom, couverture), rang + _NOM, xref="x"))
    if rang:
        filet = {"color": FILET, "width": 1}
        planche.traits.append({"type": "line", "x0": 0, "x1": len(une.parts), "y0": rang, "y1": rang, "line": filet})


def _tableau(lus: Sequence[Repartition], classes: Sequence[Classe]) -> pl.DataFrame:
    lignes = [
        (
            axe_entier(str(une.sujet.axe)),
            *(part.montant if une.cote else None for part in une.parts),
            None if une.couverture is None else une.couverture * 100,
        )
        for une in lus
    ]
    return pl.DataFrame(
        lignes,
        orient="row",
        schema={"Axe": pl.String} | {f"{c.nom} (€)": pl.Float64 for c in classes} | {"Coté (%)": pl.Float64},
    )
