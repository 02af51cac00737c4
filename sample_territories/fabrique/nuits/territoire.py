"""Le festival Les Nuits d'Orsevaux : un petit compte, trois capitaux, et des tonnes à côté des euros.

Son exercice 2024 est un cas d'école complet : 10 000 € de résultat classique, − 9 000 € de résultat CARE.
"""

from __future__ import annotations

from sample_territories.fabrique.nuits.bilan_carbone import tables as bilan
from sample_territories.fabrique.nuits.cotation import affectations, lignes_du_festival
from sample_territories.fabrique.nuits.decisions import tables as decisions
from sample_territories.fabrique.orsevaux.budget import FESTIVAL, festival
from sample_territories.fabrique.outils import comptes
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.profil import EXERCICES
from sample_territories.fabrique.outils.trajectoire import lignes_actions, objectif

BUDGET = "Les Nuits d'Orsevaux"
DOTATION = (None, 16300.0, 13800.0, 15000.0)
_POSTES = {
    "déplacements du public": (0.45, (61.0, 63.5, 58.0)),
    "repas et boissons": (0.30, (14.2, 14.9, 12.6)),
    "déplacements des artistes": (0.35, (9.8, 10.4, 8.9)),
    "énergie du site": (0.10, (1.9, 1.7, 1.2)),
    "matériel et décors": (0.50, (6.4, 6.8, 6.5)),
    "déchets": (0.30, (2.1, None, 1.8)),
}


def _budget() -> list[type_ligne]:
    lignes: list[type_ligne] = []
    for rang, exercice in enumerate(EXERCICES):
        for poste in festival():
            montant = poste.montants[rang] if poste.montants else None
            if montant is not None:
                lignes.append(_ligne(exercice, poste.sens, poste.nature, poste.libelle, montant))
        dotation = DOTATION[rang]
        if dotation is not None:
            lignes.append(_ligne(exercice, "recette", "74888", "Festival - Dotation interne de la Ville", dotation))
    return lignes


def _ligne(exercice: int, sens: str, nature: str, libelle: str, montant: float) -> type_ligne:
    return {
        "exercice": exercice, "etape": "CA", "budget": BUDGET, "section": "fonctionnement", "sens": sens,
        "mouvement": "reel", "chapitre": comptes.chapitre(nature, sens, "reel"), "nature": nature, "fonction": "311",
        "service": FESTIVAL, "politique": "Culture", "libelle": libelle, "nomenclature": "M57",
        "credits_ouverts_eur": round(montant, -3) + 1000 if sens == "depense" else round(montant, -3),
        "realise_eur": montant,
    }


def _capitaux() -> dict[str, list[type_ligne]]:
    capitaux = (
        ("climat", "Climat", "naturel", "80 tCO2e pour quatre soirs", "Conseil local du climat"),
        ("biodiversite", "Biodiversité du site", "naturel", "Autant d'espèces en automne qu'au printemps",
         "Naturalistes de l'Orse"),
        ("equipes", "Équipes et bénévoles", "humain", "Personne ne finit le festival épuisé",
         "Collectif des bénévoles"),
    )
    actions = (
        ("climat", "navettes", "Navettes depuis la gare", "evitement", 40, "navettes", 300, "Mobilités"),
        ("biodiversite", "prairie", "Mettre en défens la prairie et la laisser reposer", "preservation", 1500, "m²", 4,
         "Espaces verts"),
        ("equipes", "repas", "Repas et repos des bénévoles", "preservation", 600, "repas", 10, FESTIVAL),
        ("equipes", "prevention", "Prévention des violences, temps de récupération", "evitement", 20, "journées", 150,
         FESTIVAL),
    )
    depenses = (
        ("climat", "navettes", 3000, "6245"), ("biodiversite", "prairie", 0, None), ("equipes", "repas", 3000, "60623"),
        ("equipes", "prevention", 2000, "6184"),
    )
    return {
        "capitaux": [
            {"code": code, "entite": entite, "famille": famille, "bon_etat": etat, "porte_parole": voix,
             "exercice_ouverture": 2024, "dette_ouverture_eur": 0}
            for code, entite, famille, etat, voix in capitaux
        ],
        "actions_preservation": [
            {"exercice": 2024, "capital": capital, "action": code, "intitule": texte, "type": sorte,
             "quantite": quantite, "unite": unite, "cout_unitaire_eur": cout, "service": service}
            for capital, code, texte, sorte, quantite, unite, cout, service in actions
        ],
        "depenses_preservation": [
            {"exercice": 2024, "capital": capital, "action": code, "montant_eur": montant, "section": "fonctionnement",
             "nature": nature, "fonction": "311" if nature else None}
            for capital, code, montant, nature in depenses
        ],
    }


def _carbone() -> dict[str, list[type_ligne]]:
    emissions: list[type_ligne] = [
        {"perimetre": "organisation", "exercice": exercice, "secteur": secteur, "emissions_tco2e": valeurs[rang],
         "incertitude": incertitude if valeurs[rang] is not None else None,
         "qualite": "estime" if valeurs[rang] is not None else None,
         "source": "Enquête du public et factures du festival (valeurs d'exemple)"}
        for rang, exercice in enumerate((2022, 2023, 2024))
        for secteur, (incertitude, valeurs) in _POSTES.items()
    ]
    return {
        "emissions": emissions,
        "objectifs_emissions": objectif("organisation", "Charte du festival", "points", 2022,
                                        "Charte signée avec la Ville, 4 mars 2024 (fictive)", {2026: 80, 2030: 55}),
        "actions_climat": lignes_actions("organisation", (
            ("navettes", "Navettes depuis la gare", "déplacements du public", 6.5, 2025, 2026, 24000, "Mobilités", "decidee"),
            ("menus", "Buvette végétale", "repas et boissons", 4.0, 2025, 2025, 1500, FESTIVAL, "decidee"),
            ("artistes", "Tournées mutualisées avec deux salles voisines", "déplacements des artistes", None, 2025, 2027,
             None, FESTIVAL, "identifiee"),
        )),
    }


def _physique() -> dict[str, list[type_ligne]]:
    """Ce que les euros ne disent pas : un indicateur de fréquentation et deux de milieu, sans seuil pour l'un."""
    def indicateur(code: str, intitule: str, dimension: str, lentille: str, unite: str, sens: str,
                   **seuils: float | str | None) -> type_ligne:
        return {"code": code, "intitule": intitule, "dimension": dimension, "lentille": lentille, "unite": unite,
                "sens": sens, **seuils}

    charte: dict[str, float | str | None] = {
        "auteur_seuil": "Assemblée du festival", "source_seuil": "Charte du 4 mars 2024 (fictive)"}
    series = {
        "spectateurs_voiture": (None, 58.0, 51.0), "repas_vegetariens": (22.0, 31.0, 44.0),
        "benevoles_repos": (61.0, 66.0, 72.0), "oiseaux": (17, 15, 14), "spectateurs": (3480, 3720, 3910),
    }
    return {
        "indicateurs": [
            indicateur("spectateurs_voiture", "Spectateurs venus en voiture", "Mobilité", "locale_sociale", "%", "baisse",
                       plancher=25, pire_valeur=85, annee_cible=2028, **charte),
            indicateur("repas_vegetariens", "Repas végétariens servis", "Alimentation", "locale_sociale", "%", "hausse",
                       plancher=60, annee_cible=2027, **charte),
            indicateur("benevoles_repos", "Bénévoles ayant eu onze heures de repos", "Équipes", "locale_sociale", "%",
                       "hausse", plancher=100, annee_cible=2026, **charte),
            indicateur("oiseaux", "Espèces d'oiseaux sur le site après le festival", "Biodiversité", "locale_ecologique",
                       "espèces", "hausse", plafond=18, valeur_preindustrielle=24, **charte),
            indicateur("spectateurs", "Spectateurs", "Fréquentation", "locale_sociale", "personnes", "hausse"),
        ],
        "mesures": [
            {"indicateur": code, "annee": annee, "valeur": valeur, "qualite": "declare" if valeur is not None else None,
             "couverture": 0.38 if code == "spectateurs_voiture" and valeur is not None else None,
             "source": "Enquête et comptages du festival"}
            for code, valeurs in series.items() for annee, valeur in zip((2022, 2023, 2024), valeurs, strict=True)
        ],
    }


def tables() -> dict[str, list[type_ligne]]:
    """Toutes les tables du festival."""
    return {"lignes_budgetaires": _budget(), "affectations": affectations(BUDGET), **_physique(), **_capitaux(),
            **bilan(), **decisions(_carbone(), lignes_du_festival(BUDGET))}
