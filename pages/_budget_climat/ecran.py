"""Les commandes de l'écran Budget climat."""

from __future__ import annotations

from core.figures.budget_climat.vues import VUES, Adresse, lu, taux_par_defaut, taux_proposes
from pages._outils import commun
from pages._outils.contexte import Contexte


def commandes(demande: Adresse, contexte: Contexte) -> None:
    """La vue, le périmètre, et selon la vue le plafond regardé ou le taux d'actualisation ; un choix unique ne se
    montre pas."""
    tout = commun.garder(lu, contexte, demande)
    commun.choisir("vue", "Vue", VUES)
    if len(tout.perimetres) > 1:
        commun.choisir("perimetre", "Périmètre", tout.perimetres)
    if demande.vue in {"plafond", "mesures"} and len(tout.plafonds) > 1:
        commun.choisir("plafond", "Plafond regardé", tout.plafonds)
    if demande.vue == "couts":
        tables = commun.donnees(contexte)
        commun.choisir("taux", "Taux d’actualisation", taux_proposes(tables), taux_par_defaut(tables))
