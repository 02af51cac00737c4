"""Les noms de ce par quoi l'on resserre la file d'une cotation, quand une colonne ne les dit pas d'un mot."""

from __future__ import annotations

PROPOSITION = "Proposition de la règle"
APPUI = "Appui de la règle"
CONFIANCE = "Confiance de la cotation"
