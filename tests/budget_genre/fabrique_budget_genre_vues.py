"""Un petit budget, ses publics comptés par sexe, et les trois vues de l'égalité qu'ils donnent."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.figures.budget_genre import vues as genre
from core.figures.budget_genre.lecture import activites_de, lire
from core.figures.vue import Vue
from core.methodes import budget_genre
from core.modele import Donnees
from tests import fabrique

Public = tuple[str, int | None, int | None, int | None, int | None]
"""L'activité (dont le nom est aussi le service qui la finance), usagères, usagers, femmes et hommes visés."""


def donnees(montants: dict[str, str], publics: Sequence[Public], classes: dict[str, str] | None = None) -> Donnees:
    """Une dépense par service (`montants`), le public de chacun, et la classe que dit une personne (« genrable »
    sinon)."""
    lignes: list[dict[str, object]] = [
        {
            "exercice": 2024,
            "etape": "CA",
            "budget": "principal",
            "section": "fonctionnement",
            "sens": "depense",
            "mouvement": "reel",
            "nomenclature": "M57",
            "chapitre": "011",
            "nature": "6188",
            "service": service,
            "libelle": service,
            "realise_eur": Decimal(montant),
        }
        for service, montant in montants.items()
    ]
    dites: list[dict[str, object]] = [
        {
            "exercice": 2024,
            "lentille": "genre",
            "budget": "principal",
            "nature": "6188",
            "service": service,
            "libelle": service,
            "auteur": "mission égalité",
            "morceau": 1,
            "quote_part": 1.0,
            "poste": (classes or {}).get(service, "genrable"),
        }
        for service in montants
        if (classes or {}).get(service) != "non_cote"
    ]
    comptes: list[dict[str, object]] = [
        {
            "exercice": 2024,
            "activite": nom,
            "service": nom,
            "femmes": femmes,
            "hommes": hommes,
            "femmes_visees": visees,
            "hommes_vises": vises,
            "source": "inscriptions",
        }
        for nom, femmes, hommes, visees, vises in publics
    ]
    contenus = {"lignes_budgetaires": lignes, "affectations": dites, "publics": comptes}
    return fabrique.tables(contenus)


def vues(tables: Donnees) -> dict[str, Vue]:
    """Les trois vues de l'écran, telles qu'il les compose."""
    indicateurs = budget_genre.calculer(tables, 2024)
    lue, activites = lire(indicateurs, 2024), activites_de(budget_genre.activites(tables, 2024))
    return {
        "classes": genre.vue_classes(lue, indicateurs),
        "benefice": genre.vue_benefice(activites, lue, indicateurs),
        "personne": genre.vue_personne(activites, lue, indicateurs),
    }


def ecrit(vue: Vue) -> str:
    """Tout ce qu'une vue montre, cache au survol ou fait télécharger, en un texte à comparer."""
    figure = vue.figure if isinstance(vue.figure, str) else vue.figure.to_json()
    textes = f"{vue.message}\n{vue.sous_titre}\n{vue.lire}\n{vue.masque}\n{vue.alt}"
    return f"{textes}\n{figure}\n{vue.tableau.write_json()}\n{vue.indicateurs.write_json()}"
