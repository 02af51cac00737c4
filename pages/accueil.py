"""Accueil : le territoire en un coup d'œil — où en sommes-nous, que manque-t-il ?"""

from __future__ import annotations

from pages._accueil.ecran import montrer
from pages._outils import commun

contexte = commun.contexte()
with commun.ecran(contexte):
    montrer(contexte)
