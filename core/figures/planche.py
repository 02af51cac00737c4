"""Une figure que l'on remplit en listes et que l'on ne compose qu'une fois : plotly relit tout à chaque ajout."""

from __future__ import annotations

from dataclasses import dataclass, field

import plotly.graph_objects as go


@dataclass(frozen=True)
class Planche:
    """Les barres, les textes et les traits à dessiner, dans l'ordre où ils se posent."""

    barres: list[go.Bar] = field(default_factory=list)
    textes: list[dict[str, object]] = field(default_factory=list)
    traits: list[dict[str, object]] = field(default_factory=list)

    def figure(self) -> go.Figure:
        """La figure, pas encore habillée."""
        return go.Figure(self.barres, {"annotations": self.textes, "shapes": self.traits})
