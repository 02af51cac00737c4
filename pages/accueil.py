"""Accueil : le territoire en un coup d'œil — où en sommes-nous, que manque-t-il ?"""

from __future__ import annotations

from pages import _commun as commun
from pages._coup_d_oeil import montrer

contexte = commun.contexte()
with commun.ecran(contexte):
    montrer(contexte)
