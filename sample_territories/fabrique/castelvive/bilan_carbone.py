"""Le bilan carbone inventé de Castelvive : les tonnages brûlés, la voirie, les fluides de soixante services."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.outils.bilan_carbone import Famille, Flux, lignes_donnees
from sample_territories.fabrique.outils.bilan_carbone_commun import (
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

BATIMENTS, ENERGIE, RH = ("Patrimoine - Bâtiments administratifs", "Patrimoine - Énergie des bâtiments",
                          "Ressources humaines - Gestion des carrières")
COLLECTE, TRAITEMENT, NUMERIQUE = "Déchets - Collecte", "Déchets - Traitement", "Numérique - Infrastructures"
FAMILLES = (
    Famille("Bâtiments administratifs", "0*;1*;6*", BATIMENTS), Famille("Campus", "2*", ENERGIE),
    Famille("Médiathèques, musées, opéra", "31*", ENERGIE), Famille("Piscines et stades", "32*", ENERGIE),
    Famille("Aires et logements", "34*;4*;55*;58*", ENERGIE), Famille("Éclairage public", "512", "Voirie - Éclairage et signalisation"),
    Famille("Stationnement et feux", "84*;57*;51[03-9]*", "Mobilités - Stationnement"),
    Famille("Énergie, eau et milieux", "7*", ENERGIE),
)
_PARTS: type_parts = {
    "Bâtiments administratifs": ((1, 1, 1), (0, 0, 0), (0.2, 0.17, 0.14)),
    "Piscines et stades": ((1, 1, 1), (0.05, 0.08, 0.1), (0, 0, 0)),
}
_ENQUETE, _INVENTAIRE = "Plan de mobilité, 52 % de réponses", "Inventaire comptable des immobilisations"
_SUIVIS = (
    Flux("Bâtiments", "Fluide frigorigène R410A", "r410a", "kg", (96.0, None, 84.0), ENERGIE, None, None, "44545",
         "Fiches d'intervention"),
    Flux("Bâtiments", "Fluide frigorigène R134a", "r134a", "kg", (61.0, 55.0, 58.0), ENERGIE, None, None, "44545",
         "Fiches d'intervention"),
    Flux("Trajets des agents", "Voiture gazole", "voit_gazole", "véhicule.km", (3150000.0, None, 2890000.0), RH, None, None,
         "44444", _ENQUETE, "3.3"),
    Flux("Trajets des agents", "Voiture essence", "voit_essence", "véhicule.km", (2480000.0, None, 2360000.0), RH, None, None,
         "44444", _ENQUETE, "3.3"),
    Flux("Trajets des agents", "Tramway et métro", "metro_tram", "passager.km", (2950000.0, None, 3240000.0), RH, None, None,
         "44444", _ENQUETE, "3.3"),
    Flux("Trajets des agents", "Bus", "bus", "passager.km", (1410000.0, None, 1460000.0), RH, None, None, "44444", _ENQUETE,
         "3.3"),
    Flux("Visiteurs des équipements", "Voiture", "voit_ld_pass", "passager.km", (None, None, 9400000.0), "Culture - Musées",
         None, None, "23323", "Enquête de public 2024", "3.4"),
    Flux("Déchets ménagers", "Ordures résiduelles incinérées", "om", "t", (49500.0, 48100.0, 46700.0), TRAITEMENT, None, None,
         "55555", "Pesées à l'entrée du four", "4.3"),
    Flux("Déchets ménagers", "Emballages triés", "dec_jaune", "t", (11200.0, 11900.0, 12600.0), TRAITEMENT, None, None, "55555",
         "Pesées du centre de tri", "4.3"),
    Flux("Déchets ménagers", "Biodéchets", "dec_bio_clickson", "t", (None, 1850.0, 3400.0), COLLECTE, None, None, "54545",
         "Bons de pesée", "4.3"),
    Flux("Déchets ménagers", "Déchets verts", "dec_verts", "t", (13800.0, 14100.0, 13950.0), "Déchets - Déchèteries", None, None,
         "55555", "Ponts-bascules", "4.3"),
    Flux("Numérique", "Stockage en nuage", "cloud_go", "Go.an", (410000.0, 520000.0, 640000.0), NUMERIQUE, None, None, "43424",
         "Consoles des hébergeurs", "4.5"),
    Flux("Immobilisations", "Bâtiments", "bat_tertiaire", "m²", (196000.0, 197500.0, 199000.0), BATIMENTS, None, None, "43244",
         _INVENTAIRE, "4.2", "detenu", 50),
    Flux("Immobilisations", "Campus", "bat_scolaire", "m²", (88000.0, 88000.0, 90500.0), BATIMENTS, None, None, "43244",
         _INVENTAIRE, "4.2", "detenu", 50),
    Flux("Immobilisations", "Voiries refaites depuis trente ans", "infra", "m²", (3540000.0, 3570000.0, 3600000.0),
         "Voirie - Exploitation de la voirie", None, None, "33233", _INVENTAIRE, "4.2", "detenu", 30),
    Flux("Immobilisations", "Parcs en ouvrage", "parking_silo", "m²", (74000.0, 74000.0, 74000.0), "Mobilités - Stationnement",
         None, None, "44344", _INVENTAIRE, "4.2", "detenu", 50),
    Flux("Immobilisations", "Bennes, bus et véhicules", "veh_fabrication", "t", (2960.0, 3010.0, 3050.0),
         "Patrimoine - Flotte et ateliers", None, None, "54344", "Cartes grises", "4.2", "detenu", 8),
    Flux("Immobilisations", "Ordinateurs portables", "pc_portable", "unité", (2150.0, 2320.0, 2480.0), NUMERIQUE, None, None,
         "55545", "Parc informatique", "4.2", "detenu", 5),
    Flux("Immobilisations", "Écrans", "ecran", "unité", (3300.0, 3350.0, 3420.0), NUMERIQUE, None, None, "55545",
         "Parc informatique", "4.2", "detenu", 6),
    Flux("Immobilisations", "Serveurs", "serveur", "unité", (118.0, 112.0, 105.0), NUMERIQUE, None, None, "55545",
         "Parc informatique", "4.2", "detenu", 5),
    Flux("Transports publics", "Carburant des bus du syndicat", None, "L", (None, None, None), "Mobilités - Transports publics",
         "65568", "821", "", "Compétence du syndicat mixte : demandé", None, "tiers"),
)

_AUTRES_POSTES = (
    attendu("Sols", "Sols des opérations d'aménagement", "m²", "1.5", "Voirie - Exploitation de la voirie",
            "Surfaces suivies à la parcelle, jamais additionnées"),
    loues("Locaux loués à des tiers", (4050000.0, 3900000.0, 3800000.0), BATIMENTS, "Estimation : surface louée, 95 kWh par m²"),
    attendu("Participations", "Sociétés d'économie mixte", "k€", "5.4", "Finances - Commande publique",
            "Deux sociétés sur sept ont fait leur bilan"),
    *sans_objet("Finances - Commande publique", {
        "1.3": "l'assainissement est au bilan de sa régie", "3.2": "la Métropole ne livre aucun bien",
        "5.1": "elle ne vend aucun appareil", "5.3": "elle ne vend aucun bien qui devienne un déchet",
        "6.1": "aucune autre source connue",
    }),
)


def tables(lignes: Sequence[Ligne]) -> dict[str, list[type_ligne]]:
    """Les flux de la Métropole."""
    return {"donnees_activite": lignes_donnees([
        *energie(lignes, FAMILLES, "rcu_moyen", _PARTS), *carburants(lignes, "Patrimoine - Flotte et ateliers", 0.06, "72*", "Bennes"),
        *carburants(lignes, "Patrimoine - Flotte et ateliers", 0.22, "0*;1*;2*;3*;4*;5*;6*;7[13-9]*;8*", "Autres véhicules"),
        *_SUIVIS[:6], *deplacements(lignes, RH), _SUIVIS[6], *eau(lignes, BATIMENTS),
        *achats(lignes, "Finances - Commande publique"), *subventions(lignes, "Vie associative - Jeunesse et associations"),
        *_SUIVIS[7:], *_AUTRES_POSTES,
    ])}
