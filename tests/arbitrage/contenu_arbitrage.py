"""Un petit territoire écrit à la main pour arbitrer : sept lignes, deux actions climat, deux de préservation, un
Donut."""

from __future__ import annotations

from typing import Any

EXERCICE = 2024
_LIGNE = {"exercice": EXERCICE, "etape": "CA", "budget": "principal", "mouvement": "reel", "nomenclature": "M57"}


def depense(nature: str, fonction: str, politique: str, montant: object, **autres: object) -> dict[str, Any]:
    section = "fonctionnement" if nature[0] == "6" else "investissement"
    return (
        _LIGNE
        | {
            "sens": "depense",
            "section": section,
            "nature": nature,
            "fonction": fonction,
            "politique": politique,
            "credits_ouverts_eur": montant,
            "realise_eur": montant,
            "libelle": f"{politique} {nature}",
        }
        | autres
    )


LIGNES: list[dict[str, Any]] = [
    depense("2315", "844", "Mobilités", "1000000.00", libelle="Piste cyclable", operation="OP1"),
    depense("2315", "845", "Mobilités", "500000.00", libelle="Giratoire", operation="OP1"),
    depense("6042", "311", "Culture", "300000.00", libelle="Spectacles"),
    depense("65748", "311", "Culture", "100000.00", libelle="Associations"),
    depense("6553", "12", "Sécurité", "200000.00", libelle="SDIS"),
    depense("1641", "01", "Opérations financières", "400000.00", libelle="Capital"),
    depense("2128", "511", "Nature", "80000.00", libelle="Haies"),
    _LIGNE
    | {
        "sens": "recette",
        "section": "fonctionnement",
        "nature": "73111",
        "fonction": "01",
        "credits_ouverts_eur": "2000000.00",
        "realise_eur": "1900000.00",
        "libelle": "Impôts",
    },
]
CONTENU: dict[str, list[dict[str, Any]]] = {
    "lignes_budgetaires": LIGNES,
    "affectations": [
        {
            "exercice": EXERCICE,
            "lentille": "axe_1",
            "budget": "principal",
            "nature": "2315",
            "fonction": "844",
            "operation": "OP1",
            "libelle": "Piste cyclable",
            "auteur": "DAF",
            "morceau": 1,
            "poste": "favorable",
            "quote_part": 1.0,
        },
        {
            "exercice": EXERCICE,
            "lentille": "axe_1",
            "budget": "principal",
            "nature": "2315",
            "fonction": "845",
            "operation": "OP1",
            "libelle": "Giratoire",
            "auteur": "DAF",
            "morceau": 1,
            "poste": "defavorable",
            "quote_part": 1.0,
        },
        {
            "exercice": EXERCICE,
            "lentille": "genre",
            "budget": "principal",
            "nature": "6042",
            "fonction": "311",
            "libelle": "Spectacles",
            "auteur": "DAF",
            "morceau": 1,
            "poste": "favorable",
            "quote_part": 0.4,
        },
        {
            "exercice": EXERCICE,
            "lentille": "genre",
            "budget": "principal",
            "nature": "6042",
            "fonction": "311",
            "libelle": "Spectacles",
            "auteur": "DAF",
            "morceau": 2,
            "poste": "neutre",
            "quote_part": 0.6,
        },
    ],
    "actions_climat": [
        {
            "code": "velo",
            "perimetre": "territoire",
            "intitule": "Réseau vélo",
            "gain_tco2e_par_an": 100.0,
            "debut": 2025,
            "fin": 2029,
            "cout_eur": "5000000.00",
            "nature": "2315",
            "fonction": "844",
            "statut": "engagee",
        },
        {
            "code": "isoler",
            "perimetre": "territoire",
            "intitule": "Isoler les écoles",
            "gain_tco2e_par_an": 40.0,
            "debut": 2025,
            "fin": 2028,
            "cout_eur": "1000000.00",
            "nature": "2128",
            "fonction": "511",
            "potentiel_tco2e_par_an": 45.0,
            "statut": "decidee",
        },
        {
            "code": "sobre",
            "perimetre": "territoire",
            "intitule": "Campagne sobriété",
            "debut": 2025,
            "fin": 2028,
            "cout_eur": "100000.00",
            "nature": "6042",
            "fonction": "311",
            "statut": "decidee",
        },
        {
            "code": "cars",
            "perimetre": "territoire",
            "intitule": "Cars régionaux",
            "gain_tco2e_par_an": 20.0,
            "debut": 2025,
            "fin": 2028,
            "cout_eur": "400000.00",
            "statut": "decidee",
        },
        {
            "code": "finie",
            "perimetre": "territoire",
            "intitule": "Éclairage",
            "gain_tco2e_par_an": 5.0,
            "debut": 2020,
            "fin": 2022,
            "cout_eur": "100000.00",
            "statut": "achevee",
        },
    ],
    "emissions": [
        {"perimetre": "territoire", "exercice": annee, "secteur": "total", "emissions_tco2e": valeur}
        for annee, valeur in ((2020, 1100.0), (2021, 1080.0), (2022, 1060.0), (2023, 1030.0), (2024, 1000.0))
    ],
    "objectifs_emissions": [
        {
            "perimetre": "territoire",
            "trajectoire": "PCAET",
            "annee": 2030,
            "forme": "points",
            "annee_reference": 2020,
            "emissions_tco2e": 700.0,
        },
        {
            "perimetre": "territoire",
            "trajectoire": "PCAET",
            "annee": 2050,
            "forme": "points",
            "annee_reference": 2020,
            "emissions_tco2e": 100.0,
        },
    ],
    "capitaux": [
        {
            "code": "climat",
            "entite": "Climat",
            "famille": "naturel",
            "exercice_ouverture": 2024,
            "dette_ouverture_eur": "50000.00",
        },
        {
            "code": "haies",
            "entite": "Haies",
            "famille": "naturel",
            "exercice_ouverture": 2024,
            "dette_ouverture_eur": "0.00",
        },
        {
            "code": "nappe",
            "entite": "Nappe",
            "famille": "naturel",
            "exercice_ouverture": 2024,
            "dette_ouverture_eur": "0.00",
        },
    ],
    "actions_preservation": [
        {
            "exercice": EXERCICE,
            "capital": "climat",
            "action": "velo",
            "intitule": "Réseau vélo",
            "type": "evitement",
            "quantite": 10.0,
            "cout_unitaire_eur": "90000.00",
        },
        {
            "exercice": EXERCICE,
            "capital": "haies",
            "action": "planter",
            "intitule": "Planter des haies",
            "type": "restauration",
            "quantite": 4.0,
            "cout_unitaire_eur": "30000.00",
        },
        {
            "exercice": EXERCICE,
            "capital": "nappe",
            "action": "suivre",
            "intitule": "Suivre la nappe",
            "type": "preservation",
            "quantite": 1.0,
            "cout_unitaire_eur": "10000.00",
        },
    ],
    "depenses_preservation": [
        {
            "exercice": EXERCICE,
            "capital": "climat",
            "action": "velo",
            "montant_eur": "800000.00",
            "section": "investissement",
            "nature": "2315",
            "fonction": "844",
        },
        {
            "exercice": EXERCICE,
            "capital": "haies",
            "action": "planter",
            "montant_eur": "60000.00",
            "section": "investissement",
            "nature": "2128",
            "fonction": "511",
        },
    ],
    "indicateurs": [
        {
            "code": "air",
            "intitule": "Dioxyde d'azote",
            "dimension": "Air",
            "lentille": "locale_ecologique",
            "unite": "µg/m³",
            "sens": "baisse",
            "plafond": 10.0,
        },
        {
            "code": "sport",
            "intitule": "Pratique du vélo",
            "dimension": "Santé",
            "lentille": "locale_sociale",
            "unite": "%",
            "sens": "hausse",
            "plancher": 40.0,
        },
    ],
    "mesures": [
        {"indicateur": "air", "annee": 2024, "valeur": 15.0},
        {"indicateur": "sport", "annee": 2024, "valeur": 20.0},
    ],
    "effets_actions": [
        {"action": "velo", "indicateur": "air", "effet": -2.0},
        {"action": "velo", "indicateur": "sport", "effet": None},
        {"action": "planter", "indicateur": "air", "effet": -0.5},
    ],
    "contraintes_budget": [
        {"code": "sdis", "type": "obligatoire", "intitule": "Contribution au SDIS", "nature": "6553"},
        {
            "code": "asso",
            "type": "service_minimum",
            "intitule": "Soutien aux associations",
            "nature": "6574",
            "minimum_eur": "80000.00",
            "motif": "conventions signées",
        },
    ],
}
