"""Les cotations inventées du festival : dix lignes, toutes dites, deux partagées, un désaccord resté ouvert."""

from __future__ import annotations

from sample_territories.fabrique.orsevaux.budget import FESTIVAL, festival
from sample_territories.fabrique.outils.cotation import Avis, Equipe, coter
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne
from sample_territories.fabrique.outils.profil import EXERCICES

_AVIS = (
    Avis("axe_1", "neutre", "611;64131;6282;6184;6232;61358", justification="Plateau, équipes et accueil", regle="A1-30"),
    Avis("axe_1", "favorable:0.8;neutre:0.2", "60612", justification="Raccordé au réseau, sans groupe électrogène : 80 %",
         regle="A1-04"),
    Avis("axe_1", "defavorable", "6236", justification="Papier neuf, distribution en voiture", confiance="faible"),
    Avis("axe_1", "tres_favorable", "6245", justification="Navettes depuis la gare", regle="A1-08", confiance="forte"),
    Avis("axe_1", "favorable:0.44;neutre:0.56", "60623", justification="44 % de repas végétariens", regle="A1-07"),
    Avis("axe_4", "favorable", "60623;61358", justification="Vaisselle lavable, scènes louées"),
    Avis("axe_6", "non_cote", "61358;6282", justification="Effet sur la prairie du site à mesurer", confiance="faible"),
    Avis("genre", "favorable", "6184", justification="Prévention des violences sexistes et sexuelles", confiance="forte"),
    Avis("genre", "genrable", "611;64131;6245", justification="Plateau, techniques et retours de nuit"),
    Avis("genre", "neutre", "60612;6236;61358", justification="Sans public identifiable"),
    Avis("capital", "climat", "6245", confiance=None), Avis("capital", "equipes", "60623;6184", confiance=None),
    Avis("donut", "Mobilité", "6245", confiance=None), Avis("donut", "Alimentation", "60623;6232", confiance=None),
    Avis("activite", "Site du festival", "60612;61358;6282", confiance=None),
    Avis("activite", "Plateau artistique", "611;6232", confiance=None), Avis("activite", "Bénévoles", "60623", confiance=None),
    Avis("activite", "Techniciens", "64131", confiance=None),
)
_CONTRAIRE = (Avis("axe_1", "favorable", "60612", justification="Contrat d'origine renouvelable", confiance="faible"),)


def lignes_du_festival(budget: str) -> list[Ligne]:
    """Les lignes du festival, tous exercices, montants en centimes et crédits ouverts comme dans son gabarit."""
    return [
        Ligne(exercice, budget, "M57", "fonctionnement", "reel", "", poste, realise=round(montant * 100),
              credits=round(round(montant, -3) + 1000) * 100)
        for poste in festival() if poste.montants
        for exercice, montant in zip(EXERCICES, poste.montants, strict=True) if montant is not None
    ]


def affectations(budget: str) -> list[type_ligne]:
    """Les affectations 2024 du festival ; l'assemblée conteste une cotation de l'équipe."""
    lignes = lignes_du_festival(budget)
    return [
        *coter(lignes, _AVIS, Equipe(2024, FESTIVAL, ("2025-01-14",))),
        *coter(lignes, _CONTRAIRE, Equipe(2024, "Assemblée du festival", ("2025-01-21",))),
    ]
