"""Le bilan carbone inventé du Val de Lorvanne : l'eau, les bennes, et un syndicat qui ne donne pas ses tonnages."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.outils.bilan_carbone import (
    Famille,
    Flux,
    au_prix,
    en_milliers_hors_taxes,
    lignes_donnees,
    payes,
)
from sample_territories.fabrique.outils.bilan_carbone_commun import (
    ELECTRICITE,
    achats,
    carburants,
    deplacements,
    eau,
    energie,
    subventions,
    type_parts,
)
from sample_territories.fabrique.outils.bilan_carbone_postes import attendu, loues, sans_objet
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

SIEGE, EAU, ASSAINISSEMENT, COLLECTE = ("Direction générale", "Service de l'eau", "Service assainissement",
                                        "Collecte des déchets")
ANNEXE = "Eau et assainissement"
FAMILLES = (
    Famille("Siège communautaire", "0*", SIEGE), Famille("Crèche et centres de loisirs", "33*;42*", "Enfance et jeunesse"),
    Famille("Piscine de Bréval", "323", "Piscine intercommunale"), Famille("Médiathèques", "31*", "Lecture publique"),
)
_PARTS: type_parts = {"Siège communautaire": ((1, 1, 1), (0, 0, 0), (0.5, 0.45, 0.4))}
_INVENTAIRE = "Inventaire comptable"
_SUIVIS = (
    Flux("Trajets des agents", "Voiture gazole", "voit_gazole", "véhicule.km", (None, None, 402000.0), SIEGE, None, None,
         "32423", "Première enquête, 31 % de réponses", "3.3"),
    Flux("Trajets des agents", "Voiture essence", "voit_essence", "véhicule.km", (None, None, 268000.0), SIEGE, None, None,
         "32423", "Première enquête, 31 % de réponses", "3.3"),
    Flux("Déchets", "Ordures traitées par le syndicat", "om", "t", (None, None, None), COLLECTE, "65568", "7213", "",
         "Demandé au syndicat", "4.3", "tiers"),
    Flux("Déchets", "Déchets verts des déchèteries", "dec_verts", "t", (1210.0, None, 1265.0), COLLECTE, None, None, "54555",
         "Pont-bascule", "4.3"),
    Flux("Station d'épuration", "Protoxyde d'azote des bassins", "n2o", "kg", (610.0, 640.0, 650.0), ASSAINISSEMENT, None, None,
         "22234", "Charge traitée, méthode simplifiée", "1.3"),
    Flux("Immobilisations", "Réseaux d'eau, coût de remplacement", "m_travaux", "k€", (37200.0, 37900.0, 38600.0), EAU, "2153",
         None, "22233", "Schéma directeur, hors taxes", "4.2", "detenu", 50),
    Flux("Immobilisations", "Station d'épuration de Bréval, travaux cumulés", "m_travaux", "k€", (None, None, 3910.0),
         ASSAINISSEMENT, "2313", None, "43444", "Mandats depuis 2021, hors taxes", "4.2", "detenu", 40),
    Flux("Immobilisations", "Matériel, pompes et bornes, coût de remplacement", "m_machines", "k€", (None, None, 1900.0), SIEGE,
         None, None, "22233", "Premier inventaire du matériel, hors taxes", "4.2", "detenu", 10),
    Flux("Immobilisations", "Bâtiments", "bat_tertiaire", "m²", (9800.0, 9800.0, 10400.0), SIEGE, None, None, "33244",
         _INVENTAIRE, "4.2", "detenu", 50),
    Flux("Immobilisations", "Voiries communautaires refaites", "infra", "m²", (61000.0, 62500.0, 64000.0),
         "Voirie communautaire", None, None, "33233", _INVENTAIRE, "4.2", "detenu", 30),
    Flux("Immobilisations", "Bennes et véhicules", "veh_fabrication", "t", (196.0, 196.0, 204.0), COLLECTE, None, None,
         "54344", "Cartes grises", "4.2", "detenu", 8),
    Flux("Immobilisations", "Ordinateurs portables", "pc_portable", "unité", (74.0, 82.0, 91.0), SIEGE, None, None, "55545",
         "Parc informatique", "4.2", "detenu", 5),
)

_AUTRES_POSTES = (
    attendu("Piscine de Bréval", "Fluide frigorigène R410A", "kg", "1.4", "Piscine intercommunale",
            "Fiches d'intervention jamais remises", "r410a"),
    attendu("Sols", "Sols artificialisés par les zones d'activités", "m²", "1.5", "Développement économique",
            "Surfaces non relevées"),
    attendu("Visiteurs", "Voitures des usagers des déchèteries et de la piscine", "passager.km", "3.4", SIEGE,
            "Aucune enquête", "voit_ld_pass"),
    loues("Hôtel d'entreprises", (331000.0, 318000.0, 310000.0), "Développement économique",
          "Estimation : surface louée, 110 kWh par m²"),
    *sans_objet("Finances et administration", {
        "3.2": "l'eau vendue arrive par les réseaux, déjà comptés",
        "5.1": "l'eau vendue ne dégage rien ; la chauffer relève de qui la chauffe",
        "5.3": "la fin de vie de l'eau est l'assainissement, déjà compté", "5.4": "aucune participation",
        "6.1": "aucune autre source connue",
    }),
)


def tables(lignes: Sequence[Ligne]) -> dict[str, list[type_ligne]]:
    """Les flux du budget principal et du budget annexe."""
    return {"donnees_activite": lignes_donnees([
        *energie(lignes, FAMILLES, "rcu_moyen", _PARTS), *carburants(lignes, COLLECTE, 0.05, "72*", "Bennes de collecte"),
        *carburants(lignes, SIEGE, 0.3, "0*;3*;4*;5*;6*;7[3-9]*;8*", "Autres véhicules"), *_eau(lignes),
        *deplacements(lignes, SIEGE), *eau(lignes, SIEGE), *achats(lignes, "Finances et administration"),
        *subventions(lignes, "Développement économique"), *_SUIVIS,
        *_AUTRES_POSTES,
    ])}


def _eau(lignes: Sequence[Ligne]) -> list[Flux]:
    """Pompes, stations et réactifs du budget annexe ; 6061 n'y paie que de l'électricité."""
    flux = []
    for service, activite in ((EAU, "Eau potable"), (ASSAINISSEMENT, "Assainissement")):
        def k_euros(natures: str, gere: str = service) -> tuple[float | None, float | None, float | None]:
            return en_milliers_hors_taxes(payes(lignes, natures, services=gere, budget=ANNEXE))

        courant = au_prix(payes(lignes, "6061", services=service, budget=ANNEXE), ELECTRICITE)
        flux += [
            Flux(activite, "Électricité", "elec_fr_2022", "kWh", courant, service, "6061", None, "55555", "Factures"),
            Flux(activite, "Réactifs", "m_chimie", "k€", k_euros("6062"), service, "6062", None, "32424", "Hors taxes", "4.1"),
            Flux(activite, "Fournitures et petit matériel", "m_fournitures", "k€", k_euros("6063;6068;605"), service, None, None,
                 "32424", "Hors taxes", "4.1"),
            Flux(activite, "Prestations", "m_services", "k€", k_euros("611;617;6226"), service, None, None, "32324", "Hors taxes",
                 "4.5"),
            Flux(activite, "Entretien des réseaux et matériels", "m_reparation", "k€", k_euros("61523;61528;61551;6156"),
                 service, None, None, "32324", "Hors taxes", "4.5"),
        ]
    return flux
