"""Ce qui s'écrit dans la figure de la préservation."""

from __future__ import annotations

PREVU_ET_REALISE = "prévu (contour), réalisé (plein)"
ENTRE_BORNES = "dette, entre deux bornes"
