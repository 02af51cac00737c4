"""Les classes d'une cotation : un nom, une couleur, un motif et un symbole pour chacune, les mêmes partout.

Le motif et le symbole disent la classe à qui ne voit pas la couleur, ou imprime en gris.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.figures import theme
from core.figures.familles.phrases_classes import SUSCEPTIBLE
from core.figures.habits import hachure

NON_COTEE, INDEFINIE = "non_cote", "indefini"
"""Ce que personne n'a coté, et ce que l'on a examiné sans pouvoir conclure : jamais des appréciations."""


@dataclass(frozen=True)
class Classe:
    """Une classe : son nom au singulier, sa couleur, son motif plotly (vide : plein), son symbole et sa marque
    écrite."""

    cle: str
    nom: str
    couleur: str
    motif: str
    symbole: str
    marque: str

    @property
    def cotee(self) -> bool:
        """Vrai si la classe est une appréciation."""
        return self.cle not in (NON_COTEE, INDEFINIE)

    @property
    def remplissage(self) -> dict[str, Any]:
        """L'habit d'une barre plotly : couleur et motif, bordée de papier pour se détacher de sa voisine."""
        if not self.cotee:
            return hachure(self.motif)
        habit: dict[str, Any] = {"color": self.couleur, "line": {"color": theme.PAPIER, "width": 1}}
        if self.motif:
            habit["pattern"] = {
                "shape": self.motif,
                "fgcolor": theme.PAPIER,
                "size": 7,
                "solidity": 0.2,
                "fillmode": "overlay",
            }
        return habit


@dataclass(frozen=True)
class Part:
    """Une classe, en euros, et sa part du total montré (nulle si le total est nul)."""

    classe: Classe
    montant: float
    part: float | None


def partager(montants: Mapping[str, float], classes: Sequence[Classe], total: float | None) -> tuple[Part, ...]:
    """Chaque classe, dans l'ordre, et ses euros : 0 quand aucun n'y tombe ; aucune si rien n'est renseigné (`total`
    nul)."""
    if total is None:
        return ()
    return tuple(
        Part(classe, montants.get(classe.cle, 0.0), montants.get(classe.cle, 0.0) / total if total else None)
        for classe in classes
    )


TRES_FAVORABLE = Classe("tres_favorable", "Très favorable", theme.TRES_FAVORABLE, "+", "star", "★")
FAVORABLE = Classe("favorable", "Favorable", theme.FAVORABLE, "", "triangle-up", "▲")
MIXTE = Classe("mixte", "Mixte", theme.MIXTE, "x", "diamond", "◆")
NEUTRE = Classe("neutre", "Neutre", theme.NEUTRE, ".", "square", "■")
DEFAVORABLE = Classe("defavorable", "Défavorable", theme.DEFAVORABLE, "|", "triangle-down", "▼")
NON_COTE = Classe(NON_COTEE, "Non coté", theme.NON_COTE, "/", "circle-open", "○")
INDEFINI = Classe(INDEFINIE, "Indéfini", theme.NON_COTE, "\\", "x-thin-open", "×")
NON_EXAMINE = Classe(NON_COTEE, "Non examiné", theme.NON_COTE, "/", "circle-open", "○")
GENRABLE = Classe("genrable", SUSCEPTIBLE, theme.GENRABLE, "x", "diamond", "◆")
EGALITE = Classe("favorable", "Favorable à l'égalité", theme.FAVORABLE, "", "triangle-up", "▲")

LEGALES: tuple[Classe, ...] = (FAVORABLE, MIXTE, NEUTRE, DEFAVORABLE, NON_COTE)
"""La lecture de l'annexe ; « mixte » n'existe que pour l'ensemble des axes."""
D_UN_AXE: tuple[Classe, ...] = (FAVORABLE, NEUTRE, DEFAVORABLE, NON_COTE)
I4CE: tuple[Classe, ...] = (TRES_FAVORABLE, FAVORABLE, NEUTRE, DEFAVORABLE, INDEFINI, NON_EXAMINE)
"""La seconde lecture des mêmes cotations, plus fine vers le haut, où l'indéfini se distingue du non examiné."""
GENRE: tuple[Classe, ...] = (EGALITE, GENRABLE, NEUTRE, NON_COTE)
