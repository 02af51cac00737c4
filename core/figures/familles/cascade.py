"""Une cascade de marches, lue de haut en bas : des totaux partent de zéro, les autres s'accrochent à la précédente."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from core.figures import theme
from core.figures.familles.rangs import MUET, Planche, barre, intitule, trait
from core.figures.habits import bande, contour, hachure, type_habit
from core.figures.textes import annotation

RANG = 56
ETIQUETTE, BARRE = 0.20, 0.67
"""Dans un rang de hauteur 1 : le milieu du texte, et celui de la barre."""


@dataclass(frozen=True)
class Marche:
    """Un rang : son nom, son montant écrit, d'où et jusqu'où va sa barre, et son habit (clé de `HABITS`).

    Sans `debut` ni `fin`, la longueur est inconnue : une bande grise de largeur fixe le dit. `niveau` est la hauteur
    d'où part la marche suivante ; nul, la cascade s'interrompt. `certaine` : d'où, jusqu'où et dans quel habit la
    barre est acquise, quand seul son bout est inconnu.
    """

    nom: str
    ecrit: str
    debut: float | None
    fin: float | None
    habit: str
    niveau: float | None = None
    certaine: tuple[float, float, str] | None = None


HABITS: dict[str, type_habit] = {
    "realise": {"color": theme.REALISE},
    "prevu": contour(theme.REALISE),
    "deficit": {"color": theme.PLANCHER_DEFICIT},
    "deficit_prevu": contour(theme.PLANCHER_DEFICIT),
    "dette": {"color": theme.PLAFOND_DEPASSE},
    "avance": contour(theme.ESPACE_SUR_CONTOUR, theme.ESPACE_SUR),
    "objectif": contour(theme.OBJECTIF),
    "methode": {
        "color": theme.PAPIER,
        "line": {"color": theme.ENCRE_DOUCE, "width": 1.5},
        "pattern": {"shape": "+", "fgcolor": theme.ENCRE_DOUCE, "size": 6, "solidity": 0.2},
    },
    "absent": hachure(),
}
"""L'habit de chaque sens, le même dans toutes les cascades."""


def dessiner(marches: Sequence[Marche]) -> go.Figure:
    """La figure : une échelle commune, zéro marqué, chaque marche nommée et chiffrée au-dessus de sa barre."""
    planche = Planche()
    for rang, marche in enumerate(marches):
        milieu = rang + BARRE
        _barre(planche, marche, milieu)
        planche.textes.append(annotation(intitule(marche.nom, marche.ecrit), rang + ETIQUETTE, bgcolor=theme.PAPIER))
        if 0.0 in (marche.debut, marche.fin, *(marche.certaine or ())[:2]):
            planche.traits.append(trait(0, milieu, 0.25, {"color": theme.ENCRE_DOUCE, "width": 1.5}))
        if rang + 1 < len(marches) and marche.niveau is not None:
            pointille = {"color": theme.REFERENCE, "width": 1, "dash": "dot"}
            planche.traits.append(trait(marche.niveau, milieu + 0.5, 0.5, pointille, layer="below"))
    return planche.figure(len(marches), RANG * max(1, len(marches)) + 16, MUET | {"range": _etendue(marches)})


def _barre(planche: Planche, marche: Marche, milieu: float) -> None:
    if marche.debut is None or marche.fin is None:
        planche.traits.append(bande(milieu, 0.19))
        return
    for debut, fin, habit in (
        (marche.debut, marche.fin, marche.habit),
        *((marche.certaine,) if marche.certaine else ()),
    ):
        planche.traces.append(
            barre(fin - debut, milieu, 0.38, HABITS[habit], marche.ecrit, base=[debut], name=marche.nom)
        )


def _etendue(marches: Sequence[Marche]) -> list[float]:
    bouts = [0.0, *(bout for marche in marches for bout in (marche.debut, marche.fin) if bout is not None)]
    marge = ((max(bouts) - min(bouts)) or 1.0) * 0.02
    return [min(bouts) - (marge if min(bouts) < 0 else 0.0), max(bouts) + marge]
