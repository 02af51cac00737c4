"""Les vues du budget : par politique ou par chapitre, et l'épargne d'un exercice à l'autre."""

from __future__ import annotations

from typing import Literal

import polars as pl

from core.communs.calculs import quotient
from core.dossier import Dossier
from core.figures import adresse
from core.figures.execution import phrases
from core.figures.execution.barres import barres
from core.figures.execution.epargne import vue_epargne
from core.figures.execution.lecture import Perimetre, Ventilation, ventiler
from core.figures.vue import Vue
from core.methodes.execution.ventilation import reunir
from core.references import seuils_financiers
from core.resultat import lire

__all__ = [
    "SENS",
    "UNITES",
    "VUES",
    "Adresse",
    "Perimetre",
    "composer",
    "perimetre_de",
    "sections",
    "selection",
    "vue_epargne",
    "vue_postes",
]

VUES = {"politiques": "Par politique", "chapitres": "Par chapitre", "epargne": "Épargne et dette"}
SENS = {"depense": "Dépenses", "recette": "Recettes"}
SECTIONS = {"toutes": "Toutes", "fonctionnement": "Fonctionnement", "investissement": "Investissement"}
UNITES = {"euros": "€", "habitant": "€/hab."}
_LENTILLES = {"politiques": "politique", "chapitres": "chapitre"}
PARTS = ("Réalisé / prévu (%)", "Part du total (%)")
MAXIMUM, MAXIMUM_PROJETE = 20, 8
"""Barres d'une figure, « Autres » compris ; en projection, ce qui se lit du dernier rang."""


class Adresse(adresse.Adresse):
    """Les choix de l'onglet : la vue, ce qu'elle compte, dans quelle unité, et le poste choisi sur la figure."""

    vue: Literal["politiques", "chapitres", "epargne"] = "politiques"
    sens: Literal["depense", "recette"] = "depense"
    section: Literal["toutes", "fonctionnement", "investissement"] = "toutes"
    unite: Literal["euros", "habitant"] = "euros"
    selection: adresse.Texte = ""

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """Le poste que cet exercice n'a dans aucune ventilation."""
        return self.hors(selection=dossier.indicateurs("execution")["poste"].drop_nulls().to_list())


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """La vue demandée, faite des indicateurs d'exécution ; lève `TableManquante` sans lignes budgétaires."""
    indicateurs = dossier.indicateurs("execution")
    if demande.vue == "epargne":
        seuils = seuils_financiers(dossier.tables, dossier.territoire.type, dossier.jour)
        return vue_epargne(_tous_les_exercices(dossier), dossier.exercice, seuils)
    return vue_postes(
        indicateurs,
        perimetre_de(demande, dossier.exercice),
        population=dossier.territoire.population if demande.unite == "habitant" else None,
        selection=selection(demande, dossier),
        maximum=MAXIMUM_PROJETE if demande.projetee else MAXIMUM,
    )


def sections(vue: str) -> dict[str, str]:
    """Un chapitre appartient à une section : « toutes » n'a de sens que par politique."""
    return SECTIONS if vue == "politiques" else {cle: nom for cle, nom in SECTIONS.items() if cle != "toutes"}


def perimetre_de(demande: Adresse, exercice: int) -> Perimetre:
    """Ce que l'adresse demande d'une ventilation."""
    section = demande.choix("section", sections(demande.vue))
    return Perimetre(_LENTILLES[demande.vue], demande.sens, None if section == "toutes" else section, exercice)


def selection(demande: Adresse, dossier: Dossier) -> str | None:
    """Le poste choisi s'il existe dans cette ventilation ; nul sinon, et pour l'épargne, qui n'en a pas."""
    if demande.vue == "epargne" or not demande.selection:
        return None
    nom = perimetre_de(demande, dossier.exercice).indicateur
    trouves = lire(dossier.indicateurs("execution"), nom, poste=demande.selection)
    return None if trouves.is_empty() else demande.selection


def _tous_les_exercices(dossier: Dossier) -> pl.DataFrame:
    annees = {*dossier.tables["lignes_budgetaires"]["exercice"].unique().to_list(), dossier.exercice}
    return pl.concat([dossier.indicateurs("execution", annee) for annee in sorted(annees)])


def vue_postes(
    indicateurs: pl.DataFrame,
    perimetre: Perimetre,
    *,
    population: int | None = None,
    selection: str | None = None,
    maximum: int = MAXIMUM,
) -> Vue:
    """Une barre par politique ou par chapitre, de la plus grande à la plus petite, prévu et réalisé.

    `population` donnée : tout est rapporté à l'habitant. `selection` : le poste mis en avant. Les postes à 0 € sont
    tus ; au-delà de `maximum`, les plus petits sont réunis sous « Autres ».
    """
    ventilation = ventiler(indicateurs, perimetre)
    lignes = lire(indicateurs, perimetre.indicateur)
    noms = [poste.nom for poste in ventilation.postes]
    return Vue(
        cle=f"budget_{perimetre.indicateur}",
        message=phrases.message_postes(ventilation, population),
        sous_titre=phrases.sous_titre_postes(
            ventilation, quotient(ventilation.realise, ventilation.prevu), _couverture(lignes, ventilation)
        ),
        figure=barres(reunir(ventilation.postes, maximum), population, selection),
        lire=phrases.lire_postes(perimetre),
        masque=phrases.masque_postes(perimetre),
        tableau=_tableau(ventilation, population),
        derivees=(*(_montants("€/hab.") if population else ()), *PARTS),
        indicateurs=lignes.filter(pl.col("poste").is_in(noms) & pl.col("valeur").is_not_null()),
        alt=phrases.alternative_postes(ventilation, population),
    )


def _couverture(lignes: pl.DataFrame, ventilation: Ventilation) -> float | None:
    """La part la plus faible des lignes renseignées parmi les postes."""
    connues = lignes.filter(pl.col("nature") == str(ventilation.nature))["couverture"].drop_nulls()
    return float(connues.min()) if len(connues) else None  # type: ignore[arg-type]


def _montants(unite: str) -> tuple[str, str]:
    return f"Prévu ({unite})", f"Réalisé ({unite})"


def _tableau(ventilation: Ventilation, population: int | None) -> pl.DataFrame:
    unite = "€/hab." if population else "€"
    diviseur = population or 1
    titre = "Politique" if ventilation.perimetre.lentille == "politique" else "Chapitre"
    return pl.DataFrame(
        [
            (
                poste.nom,
                quotient(poste.prevu, diviseur),
                quotient(poste.realise, diviseur),
                None if poste.taux is None else poste.taux * 100,
                None if poste.part is None else poste.part * 100,
            )
            for poste in ventilation.postes
        ],
        schema={titre: pl.String} | dict.fromkeys((*_montants(unite), *PARTS), pl.Float64),
        orient="row",
    )
