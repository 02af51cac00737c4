"""Le bilan carbone inventé d'Orsevaux : les factures du budget, les cantines, les trajets, et ce que personne ne pèse."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.outils.bilan_carbone import EXERCICES, Famille, Flux, au_prix, lignes_donnees, payes
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

BATI, RH, REPAS, SI = ("Patrimoine bâti", "Direction des ressources humaines", "Restauration scolaire",
                       "Systèmes d'information")
RESEAU = "rcu_orsevaux"
FAMILLES = (
    Famille("Écoles", "21*", BATI), Famille("Restauration scolaire", "28*", BATI), Famille("Petite enfance", "42*", BATI),
    Famille("Lieux de culture", "31*", BATI), Famille("Équipements sportifs", "32*", BATI),
    Famille("Bâtiments administratifs", "0*;1*;33*;34*;55*", BATI), Famille("Éclairage public", "512", "Éclairage public"),
)
_PARTS: type_parts = {
    "Écoles": ((1, 1, 1), (0.06, 0.14, 0.22), (0, 0, 0)),
    "Équipements sportifs": ((1, 1, 1), (0, 0, 0.12), (0, 0, 0)),
    "Bâtiments administratifs": ((1, 1, 1), (0, 0, 0), (0.24, 0.2, 0.15)),
}
_REPAS = dict(zip(EXERCICES, (3.35, 3.65, 3.85), strict=True))
_MENUS = (
    ("Repas végétariens", "repas_vege", (0.19, 0.23, 0.31)), ("Repas au poulet", "repas_poulet", (0.27, 0.27, 0.26)),
    ("Repas au porc", "repas_porc", (0.18, 0.17, 0.15)), ("Repas au poisson", "repas_cabillaud", (0.19, 0.19, 0.17)),
    ("Repas au bœuf", "repas_boeuf", (0.17, 0.14, 0.11)),
)
_ENQUETE = "Enquête auprès des agents, 46 % de réponses"
_INVENTAIRE = "Inventaire comptable des immobilisations"
_SUIVIS = (
    Flux("Bâtiments", "Fluide frigorigène R410A", "r410a", "kg", (14.0, None, 11.5), BATI, None, None, "44545",
         "Fiches d'intervention"),
    Flux("Écoles", "Solaire autoconsommé", "pv_autoconso", "kWh", (None, 41000.0, 64000.0), BATI, None, None, "55555",
         "Onduleurs", "2.1"),
    Flux("Trajets des agents", "Voiture gazole", "voit_gazole", "véhicule.km", (1180000.0, None, 1090000.0), RH, None, None,
         "33434", _ENQUETE, "3.3"),
    Flux("Trajets des agents", "Voiture essence", "voit_essence", "véhicule.km", (980000.0, None, 940000.0), RH, None, None,
         "33434", _ENQUETE, "3.3"),
    Flux("Trajets des agents", "Bus", "bus", "passager.km", (395000.0, None, 430000.0), RH, None, None, "33434", _ENQUETE,
         "3.3"),
    Flux("Trajets des agents", "Vélo électrique", "vae", "km", (118000.0, None, 190000.0), RH, None, None, "33434", _ENQUETE,
         "3.3"),
    Flux("Visiteurs des équipements", "Voiture", "voit_ld_pass", "passager.km", (None, None, None), "Sports", None, None, "",
         "Aucune enquête", "3.4"),
    Flux("Déchets", "Ordures des équipements", "om", "t", (212.0, 197.0, 188.0), "Propreté urbaine", None, None, "43555",
         "Pesées du prestataire", "4.3"),
    Flux("Déchets", "Emballages triés", "dec_jaune", "t", (39.0, 43.0, 46.0), "Propreté urbaine", None, None, "43555",
         "Pesées du prestataire", "4.3"),
    Flux("Déchets", "Biodéchets des cantines", "dec_bio", "t", (None, 63.0, 58.0), REPAS, None, None, "54555",
         "Pesées en cuisine", "4.3"),
    Flux("Déchets", "Déchets verts", "dec_verts", "t", (655.0, 640.0, 622.0), "Espaces verts", None, None, "43545",
         "Tonnages de la plateforme", "4.3"),
    Flux("Numérique", "Stockage en nuage", "cloud_go", "Go.an", (36000.0, 42000.0, 51000.0), SI, "65811", None, "43424",
         "Consoles des hébergeurs", "4.5"),
    Flux("Immobilisations", "Écoles construites", "bat_scolaire", "m²", (38000.0, 38000.0, 39400.0), BATI, None, None, "43344",
         _INVENTAIRE, "4.2", "detenu", 50),
    Flux("Immobilisations", "Écoles rénovées", "renov_scolaire", "m²", (5200.0, 7400.0, 9300.0), BATI, None, None, "43344",
         _INVENTAIRE, "4.2", "detenu", 20),
    Flux("Immobilisations", "Autres bâtiments", "bat_tertiaire", "m²", (29500.0, 29500.0, 29500.0), BATI, None, None, "33244",
         _INVENTAIRE, "4.2", "detenu", 50),
    Flux("Immobilisations", "Voiries refaites depuis trente ans", "infra", "m²", (141000.0, 144000.0, 147000.0), "Voirie",
         None, None, "33233", _INVENTAIRE, "4.2", "detenu", 30),
    Flux("Immobilisations", "Véhicules", "veh_fabrication", "t", (158.0, 155.0, 151.0), "Propreté urbaine", None, None,
         "54344", "Cartes grises", "4.2", "detenu", 8),
    Flux("Immobilisations", "Ordinateurs portables", "pc_portable", "unité", (455.0, 490.0, 525.0), SI, None, None, "55545",
         "Parc informatique", "4.2", "detenu", 5),
    Flux("Immobilisations", "Écrans", "ecran", "unité", (690.0, 700.0, 715.0), SI, None, None, "55545", "Parc informatique",
         "4.2", "detenu", 6),
    Flux("Immobilisations", "Tablettes des écoles", "tablette", "unité", (780.0, 860.0, 900.0), SI, None, None, "55545",
         "Parc informatique", "4.2", "detenu", 5),
    Flux("Immobilisations", "Serveurs", "serveur", "unité", (26.0, 24.0, 22.0), SI, None, None, "55545", "Parc informatique",
         "4.2", "detenu", 5),
)
_AUTRES_POSTES = (
    attendu("Sols", "Sols artificialisés par nos chantiers", "m²", "1.5", "Voirie", "Surfaces non relevées"),
    loues("Logements communaux", (1610000.0, 1565000.0, 1530000.0), BATI, "Estimation : 180 logements, 8 500 kWh chacun"),
    attendu("Participations", "Société d'aménagement", "k€", "5.4", "Direction des finances",
            "La société n'a pas encore fait son bilan"),
    *sans_objet("Direction des finances", {
        "1.3": "ni usine, ni station d'épuration en régie", "3.2": "la Ville ne livre aucun bien",
        "5.1": "la Ville ne vend aucun appareil", "5.3": "rien de ce qu'elle vend ne devient un déchet compté ailleurs",
        "6.1": "aucune autre source connue",
    }),
)
_FACTEURS = (
    ("Réseau d'Orsevaux, relevé 2023", "total", 0.094, 0.20, "2022"), ("Réseau d'Orsevaux, relevé 2023", "biogenique", 0.148,
                                                                        0.30, "2022"),
    ("Réseau d'Orsevaux, relevé 2025", "total", 0.081, 0.15, "2024"), ("Réseau d'Orsevaux, relevé 2025", "biogenique", 0.171,
                                                                        0.30, "2024"),
)


def tables(lignes: Sequence[Ligne]) -> dict[str, list[type_ligne]]:
    """Les flux et les deux versions du facteur du réseau de chaleur : leur écart est un effet de méthode."""
    return {"donnees_activite": lignes_donnees(_flux(lignes)), "facteurs_emission": [
        {"version": version, "code": RESEAU, "part": part, "libelle": "Réseau de chaleur d'Orsevaux (fictif)", "poste": "2.2",
         "categorie": "energie", "valeur": valeur, "unite": "kWh", "incertitude": incertitude, "minimum": 0.0,
         "maximum": 0.6, "millesime": millesime, "source": "Exploitant du réseau (valeur d'exemple)", "statut": "C"}
        for version, part, valeur, incertitude, millesime in _FACTEURS
    ]}


def _flux(lignes: Sequence[Ligne]) -> list[Flux]:
    return [
        *energie(lignes, FAMILLES, RESEAU, _PARTS), *carburants(lignes, "Propreté urbaine", 0.18), *_SUIVIS[:6],
        *deplacements(lignes, RH), _SUIVIS[6], *_repas(lignes), *eau(lignes, BATI),
        *achats(lignes, "Direction des finances"), *subventions(lignes, "Vie associative"), *_SUIVIS[7:], *_AUTRES_POSTES,
    ]


def _repas(lignes: Sequence[Ligne]) -> list[Flux]:
    euros = payes(lignes, "60623", "281")
    autres = au_prix(payes(lignes, "60623", "42*;33*"), dict.fromkeys(EXERCICES, 3.4))
    return [
        *(Flux("Restauration scolaire", nom, code, "repas", au_prix(euros, _REPAS, parts), REPAS, "60623", "281", "54555",
               "Production de la cuisine centrale", "4.1") for nom, code, parts in _MENUS),
        Flux("Crèches et centres de loisirs", "Repas", "repas_moyen", "repas", autres, REPAS, "60623", None, "43454",
             "Effectifs présents", "4.1"),
    ]
