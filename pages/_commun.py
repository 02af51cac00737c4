"""Ce que partagent les écrans : contexte, chargement, état dans l'adresse, présentation d'une vue.

Un écran choisit, appelle, montre : `contexte()`, `indicateurs(...)`, `afficher(...)`, dans `with ecran(contexte)`.
"""

from __future__ import annotations

from pages._contexte import Contexte, contexte, detail, donnees, ecran, indicateurs, lien, montrer_erreur
from pages._etat import choisir, choix, ecrire_parametre, parametre
from pages._pied import table_entiere, tableau
from pages._textes import echapper
from pages._vue import afficher, figure

__all__ = [
    "Contexte",
    "afficher",
    "choisir",
    "choix",
    "contexte",
    "detail",
    "donnees",
    "echapper",
    "ecran",
    "ecrire_parametre",
    "figure",
    "indicateurs",
    "lien",
    "montrer_erreur",
    "parametre",
    "table_entiere",
    "tableau",
]
