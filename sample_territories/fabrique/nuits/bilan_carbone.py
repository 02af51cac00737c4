"""Le bilan carbone inventé du festival : le public d'abord, puis l'assiette, les tournées et la scène."""

from __future__ import annotations

from sample_territories.fabrique.orsevaux.budget import FESTIVAL
from sample_territories.fabrique.outils.bilan_carbone import Flux, lignes_donnees
from sample_territories.fabrique.outils.bilan_carbone_postes import attendu, sans_objet
from sample_territories.fabrique.outils.gabarits import type_ligne

_PUBLIC = "Enquête du public, 38 % de réponses en 2024 (2022 : reprise de 2023)"
FLUX = (
    Flux("Public", "Voiture", "voit_gazole", "véhicule.km", (228000.0, 240000.0, 217000.0), FESTIVAL, None, None, "23433",
         _PUBLIC, "3.4"),
    Flux("Public", "Train régional", "ter", "passager.km", (232000.0, 252000.0, 275000.0), FESTIVAL, None, None, "23433",
         _PUBLIC, "3.4"),
    Flux("Public", "Navettes", "autocar", "passager.km", (0.0, 0.0, 24000.0), FESTIVAL, "6245", "311", "55555",
         "Billets de navette", "3.4"),
    Flux("Buvette", "Repas végétariens", "repas_vege", "repas", (1150.0, 1720.0, 2600.0), FESTIVAL, None, None, "54555",
         "Caisse", "4.1"),
    Flux("Buvette", "Repas au porc ou au poulet", "repas_porc", "repas", (3050.0, 2850.0, 2200.0), FESTIVAL, None, None,
         "54555", "Caisse", "4.1"),
    Flux("Buvette", "Repas au bœuf", "repas_boeuf", "repas", (1010.0, 960.0, 650.0), FESTIVAL, None, None, "54555", "Caisse",
         "4.1"),
    Flux("Buvette", "Boissons", "m_resto", "k€", (12.0, 14.5, 15.6), FESTIVAL, None, None, "32424", "Achats hors taxes",
         "4.1"),
    Flux("Artistes", "Avion", "avion_cc_2018", "passager.km", (11000.0, 12500.0, 9000.0), FESTIVAL, None, None, "54555",
         "Billets", "3.5"),
    Flux("Artistes", "Train", "train_gl_2019", "passager.km", (52000.0, 57000.0, 64000.0), FESTIVAL, None, None, "54555",
         "Billets", "3.5"),
    Flux("Artistes", "Camionnettes", "voit_gazole", "véhicule.km", (20500.0, 21500.0, 18500.0), FESTIVAL, None, None,
         "33434", "Feuilles de route", "3.5"),
    Flux("Artistes", "Nuits d'hôtel", "nuit_hotel", "nuit", (445.0, 460.0, 470.0), FESTIVAL, "6232", "311", "55555",
         "Factures", "3.5"),
    Flux("Site", "Électricité", "elec_fr_2022", "kWh", (12300.0, 9300.0, 8500.0), FESTIVAL, "60612", "311", "55555",
         "Compteur de chantier"),
    Flux("Site", "Groupe électrogène", "gazole_l_gnr", "L", (400.0, 385.0, 240.0), FESTIVAL, None, None, "55545",
         "Bons de livraison", "1.1"),
    Flux("Site", "Scènes, son et lumière loués", "m_machines", "k€", (10.9, 11.7, 12.1), FESTIVAL, "61358", "311", "32324",
         "Factures hors taxes", "4.4"),
    Flux("Site", "Décors", "m_manuf", "k€", (7.4, 7.6, 7.0), FESTIVAL, None, None, "32324", "Factures hors taxes", "4.1"),
    Flux("Site", "Tee-shirts des bénévoles", "tshirt", "unité", (170.0, 175.0, 180.0), FESTIVAL, None, None, "54545",
         "Bon de commande", "4.1"),
    Flux("Communication", "Prospectus", "flyer", "unité", (48000.0, 44000.0, 40000.0), FESTIVAL, "6236", "311", "54555",
         "Bons à tirer", "4.1"),
    Flux("Communication", "Affiches", "affiche_4060", "unité", (1800.0, 1600.0, 1500.0), FESTIVAL, "6236", "311", "54555",
         "Bons à tirer", "4.1"),
    Flux("Déchets", "Ordures", "om", "t", (3.6, None, 3.1), FESTIVAL, None, None, "54545", "Pesées du prestataire", "4.3"),
    Flux("Déchets", "Emballages triés", "dec_jaune", "t", (1.6, None, 2.2), FESTIVAL, None, None, "54545",
         "Pesées du prestataire", "4.3"),
    Flux("Déchets", "Biodéchets", "dec_bio", "t", (1.5, None, 1.2), FESTIVAL, None, None, "54545", "Pesées du prestataire",
         "4.3"),
    Flux("Artistes", "Retours des techniciens", None, "véhicule.km", (None, None, None), FESTIVAL, None, None, "",
         "Personne ne les relève", "3.3"),
    attendu("Site", "Fluides des groupes froids loués", "kg", "1.4", FESTIVAL, "Le loueur ne les relève pas", "r410a"),
    attendu("Site", "Camions des scènes et du son", "t.km", "3.1", FESTIVAL, "Demandé aux prestataires pour 2025", "fret_artic"),
    attendu("Plateau", "Cachets, gardiennage et formation", "k€", "4.5", FESTIVAL,
            "À reprendre des comptes : le bilan flash en donne l'ordre de grandeur", "m_spectacle"),
    *sans_objet(FESTIVAL, {
        "1.2": "aucun véhicule propre, ceux de la Ville sont dans son bilan", "1.3": "aucun procédé",
        "1.5": "le site reste une prairie", "2.2": "aucun réseau de chaleur ni de froid",
        "3.2": "aucun bien livré", "4.2": "tout est loué", "5.1": "aucun appareil vendu", "5.2": "rien n'est donné en location",
        "5.3": "les gobelets sont consignés, le reste est dans les déchets du site", "5.4": "aucune participation",
        "6.1": "aucune autre source connue",
    }),
)


def tables() -> dict[str, list[type_ligne]]:
    """La table des flux du festival."""
    return {"donnees_activite": lignes_donnees(FLUX)}
