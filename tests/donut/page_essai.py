"""Le cadre de l'application, tel que la page l'habite, pour les tests qui ne passent pas par `app.py`."""

from __future__ import annotations

from pages._cadre import cadre

cadre()
