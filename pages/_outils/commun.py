"""Ce que partagent les écrans : contexte, chargement, état dans l'adresse, présentation d'une vue.

Un écran choisit, appelle, montre : `contexte()`, `indicateurs(...)`, `afficher(...)`, dans `with ecran(contexte)`.
"""

from __future__ import annotations

from pages._outils.contexte import Contexte, contexte, detail, donnees, ecran, indicateurs, lien, montrer_erreur
from pages._outils.etat import choisir, choix, ecrire_parametre, parametre, refuser
from pages._outils.memoire import garder
from pages._outils.pied import table_entiere, tableau
from pages._outils.textes import echapper
from pages._outils.vue import afficher, figure, montrer

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
    "garder",
    "indicateurs",
    "lien",
    "montrer",
    "montrer_erreur",
    "parametre",
    "refuser",
    "table_entiere",
    "tableau",
]
