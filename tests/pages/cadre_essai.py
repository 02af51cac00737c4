"""Le cadre seul, à un endroit sans dossier `pages` voisin : AppTest y suit la navigation de l'application."""

from __future__ import annotations

from pages._cadre import cadre

cadre()
