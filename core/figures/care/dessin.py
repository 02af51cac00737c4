"""Le dessin de la préservation : à gauche le prévu en contour et le réalisé en plein, à droite la dette, même rang."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures import theme
from core.figures.care.lecture import Capital
from core.figures.care.phrases_dessin import ENTRE_BORNES, PREVU_ET_REALISE
from core.figures.familles.rangs import MUET, Planche, barre, marges, trait
from core.figures.habits import bande, contour, hachure
from core.figures.textes import TAILLE_DOUCE, annotation, gras, titre
from core.format_fr import ABSENT, euros, typographier

RANGS, HAUTEUR, TETE = (80, 112), 460, 34
"""Hauteurs en pixels : celles d'un rang, au plus serré et au plus large, celle visée pour tous, celle de l'en-tête."""

NOM, BARRE, MONTANT = 0.13, 0.47, 0.81
"""Dans un rang de hauteur 1, de haut en bas : le nom, la barre, et ce qu'elle vaut. Rien ne s'y chevauche, même
étroit."""

GAUCHE, DROITE = (0.0, 0.60), (0.66, 1.0)
DEMI = 0.15
"""La demi-épaisseur d'une barre."""


def barres(capitaux: Sequence[Capital], exercice: int) -> go.Figure:
    """Un rang par capital ; deux axes à zéro, en euros, chacun à son échelle ; les montants sont écrits."""
    planche = Planche()
    for rang, capital in enumerate(capitaux):
        milieu = rang + BARRE
        _prevu(planche, capital, milieu)
        _realise(planche, capital, milieu)
        _dette(planche, capital, milieu)
        planche.traits.extend(
            trait(0, milieu, 0.20, {"color": theme.ENCRE_DOUCE, "width": 1.5}, xref=axe, yref="y")
            for axe in ("x", "x2")
        )
        planche.textes.append(annotation(gras(capital.entite), rang + NOM))
        planche.textes.append(annotation(capital.taux, rang + MONTANT, taille=TAILLE_DOUCE))
        planche.textes.append(annotation(capital.dette, rang + MONTANT, gauche=DROITE[0], taille=TAILLE_DOUCE))
    planche.textes.append(titre(PREVU_ET_REALISE))
    planche.textes.append(titre(f"dette fin {exercice}", gauche=DROITE[0]))
    rangs = max(1, len(capitaux))
    hauteur = TETE + min(max(HAUTEUR // rangs, RANGS[0]), RANGS[1]) * rangs + 12
    axe, axe_dettes = _axes(capitaux)
    return planche.figure(rangs, hauteur, axe, xaxis2=axe_dettes, margin=marges(TETE))


def _prevu(planche: Planche, capital: Capital, milieu: float) -> None:
    if capital.cout is None:
        planche.traits.append(bande(milieu, DEMI))
        return
    habit = contour(theme.REALISE, "rgba(0,0,0,0)")
    planche.traces.append(barre(capital.cout, milieu, 2 * DEMI, habit, f"prévu : {euros(capital.cout)}", name="prévu"))


def _realise(planche: Planche, capital: Capital, milieu: float) -> None:
    connu = capital.realise if capital.realise is not None else capital.realise_connu
    if connu:
        plein, survol = {"color": theme.REALISE}, f"réalisé : {euros(connu)}"
        planche.traces.append(barre(connu, milieu, 0.18, plein, survol, name="réalisé"))
    haut = capital.realise_haut if capital.realise_haut is not None else capital.cout
    if capital.realise is None and haut is not None:
        reste, propre = max(0.0, haut - (connu or 0.0)), {"base": [connu or 0.0], "name": ABSENT}
        planche.traces.append(barre(reste, milieu, 0.18, hachure(), f"réalisé : {ABSENT}", **propre))


def _dette(planche: Planche, capital: Capital, milieu: float) -> None:
    if capital.cloture is not None:
        couleur = theme.PLAFOND_DEPASSE if capital.cloture >= 0 else theme.ESPACE_SUR_CONTOUR
        planche.traces.append(
            {
                "type": "scatter",
                "x": [0, capital.cloture],
                "y": [milieu, milieu],
                "xaxis": "x2",
                "mode": "lines+markers",
                "name": "dette",
                "line": {"color": couleur, "width": 3},
                "marker": {"color": couleur, "size": [0, 12], "opacity": 1},
                "hovertemplate": f"{typographier(f'dette : {euros(capital.cloture)}')}<extra></extra>",
            }
        )
    elif capital.cloture_basse is not None and capital.cloture_haute is not None:
        planche.traces.append(
            barre(
                capital.cloture_haute - capital.cloture_basse,
                milieu,
                0.16,
                hachure(),
                f"dette : {capital.dette}",
                base=[capital.cloture_basse],
                xaxis="x2",
                name=ENTRE_BORNES,
            )
        )


def _axes(capitaux: Sequence[Capital]) -> tuple[dict[str, object], dict[str, object]]:
    """L'axe des dépenses, et celui des dettes."""
    longueurs = [valeur for un in capitaux for valeur in (un.cout, un.realise, un.realise_connu) if valeur]
    dettes = [
        valeur
        for un in capitaux
        for valeur in (un.cloture, un.cloture_basse, un.cloture_haute, 0.0)
        if valeur is not None
    ]
    bas, haut = min(dettes, default=0.0), max(dettes, default=0.0)
    etendue = (haut - bas) or 1.0
    bouts = [bas - (etendue * 0.06 if bas < 0 else 0.0), haut + etendue * 0.08]
    return (
        MUET | {"domain": GAUCHE, "range": [0, (max(longueurs, default=1.0)) * 1.01], "anchor": "y"},
        MUET | {"domain": DROITE, "range": bouts, "anchor": "y"},
    )
