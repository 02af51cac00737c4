"""Budget climat : nos mesures tiennent-elles le plafond de l'exercice, à quel prix, et où en sont-elles ?"""

from __future__ import annotations

from pages._budget_climat import ecran
from pages._budget_climat.panneau import panneau
from pages._outils import commun, composants

contexte = commun.contexte()
with commun.ecran(contexte):
    commun.montrer(
        "climat",
        contexte,
        dessin=lambda vue, demande: composants.figure_choisie(vue, contexte, "mesure"),
        panneau=lambda demande: panneau(demande, contexte),
        commandes=lambda demande: ecran.commandes(demande, contexte),
    )
