"""Bilan carbone : des flux, des facteurs, vingt-deux postes, et l'incertitude de chacun."""

from __future__ import annotations

from core.methodes.bilan_carbone.comptes import couverture_indirectes, flash
from core.methodes.bilan_carbone.effets import effets
from core.methodes.bilan_carbone.equivalents import equivalents
from core.methodes.bilan_carbone.facteurs import versions
from core.methodes.bilan_carbone.indicateurs import calculer
from core.methodes.bilan_carbone.lignes import detail, immobilisations_entieres
from core.methodes.bilan_carbone.tableau import tableau_beges
from core.modele import Fiche, Maturite

FICHE = Fiche(
    cle="bilan_carbone",
    titre="Bilan carbone",
    question="Combien d'émissions nos activités et nos achats causent-ils, poste par poste, et que sait-on vraiment ?",
    origine=(
        "Bilan d'émissions réglementaire, version 5 : chaque flux × son facteur, réparti par part (combustion, amont…) et "
        "par contrôle entre vingt-deux postes. Une immobilisation est divisée par sa durée d'amortissement. Le CO2 "
        "biogénique est compté à part, jamais dans le total. L'incertitude est lognormale : les cinq notes de qualité de "
        "la donnée et l'incertitude du facteur ; les flux qui partagent un facteur s'additionnent avant d'être combinés. "
        "Le bilan par les comptes applique un ratio monétaire aux comptes qu'aucun flux ne documente."
    ),
    masque=(
        "Un facteur est une moyenne : deux repas, deux chantiers réels s'en écartent. Un flux sans quantité ou sans facteur "
        "n'est pas compté, il n'est pas nul : la couverture le dit. Les kWh de combustible sont des kWh PCI. Le bilan par "
        "les comptes est un ordre de grandeur : il suit les prix, ignore la paie et les subventions, et compte une dépense "
        "d'investissement entière l'année où elle est payée. Ce bilan est celui de l'organisation ; il ne s'ajoute jamais "
        "aux émissions du territoire."
    ),
    maturite=Maturite.COMPTABILITE,
    requises=("donnees_activite",),
    optionnelles=("facteurs_emission", "lignes_budgetaires", "populations", "territoires"),
    sources=("beges_v5_2022", "decret_2022_982", "abc_methode_v9", "abc_beges_postes"),
    mene_a=("trajectoire", "budget_vert", "budget_climat"),
)

__all__ = [
    "FICHE",
    "calculer",
    "couverture_indirectes",
    "detail",
    "effets",
    "equivalents",
    "flash",
    "immobilisations_entieres",
    "tableau_beges",
    "versions",
]
