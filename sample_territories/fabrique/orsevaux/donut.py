"""Le Donut inventé d'Orsevaux : aucun besoin n'est couvert pour tous, six plafonds sur huit sont franchis."""

from __future__ import annotations

from sample_territories.fabrique.outils.donut import ADEME, DIAG360, LE, LS, MS, Indicateur, serie
from sample_territories.fabrique.outils.donut_commun import EMPREINTES

CONSEIL_2023 = ("Conseil municipal d'Orsevaux", "Délibération du 12 mars 2023 (fictive)")
CONSEIL_2022 = ("Conseil municipal d'Orsevaux", "Plan de sobriété en eau, délibération du 8 juin 2022 (fictive)")
ACHATS = ("Conseil municipal d'Orsevaux", "Schéma des achats responsables, 14 décembre 2022 (fictif)")

SOCIAUX = (
    Indicateur("cantine_bio", "Part de bio dans les repas des cantines", "Alimentation", LS, "%", "hausse", 40, ADEME,
               serie(14, 31, "Restauration scolaire, bilan annuel", sans=(2020,)), annee_cible=2030),
    Indicateur("generalistes", "Accès à un médecin généraliste de 65 ans ou moins", "Santé", LS, "consult./an/hab.",
               "hausse", 4, DIAG360, serie(3.6, 3.1, "DREES, accessibilité potentielle localisée", "modelise", 2,
                                           sans=(2020,)), pire=2.5, annee_cible=2032),
    Indicateur("eloignes_soins", "Population éloignée des soins de proximité", "Santé", LS, "pour 1 000 hab.", "baisse", 0,
               DIAG360, serie(9.2, 7.1, "Observatoire régional de santé", "modelise", 1, sans=(2018, 2019)), pire=15.8,
               annee_cible=2032),
    Indicateur("logement_attente", "Demandes de logement social en attente depuis plus de deux ans", "Logement", LS,
               "ménages", "baisse", 0, CONSEIL_2023, serie(974, 1240, "SNE, extraction de janvier", decimales=0),
               pire=3000, cible=0, annee_cible=2030),
    Indicateur("passoires", "Logements classés F ou G", "Logement", LS, "%", "baisse", 0, DIAG360,
               serie(21.4, 16.5, "Observatoire DPE", "estime", sans=(2017, 2018, 2019), couverture=0.46), pire=45.2,
               annee_cible=2034),
    Indicateur("precarite_energetique", "Ménages en précarité énergétique dans leur logement", "Énergie", LS, "%",
               "baisse", 0, DIAG360, serie(14.2, 15.1, "ONPE, Geodip", "modelise", sans=(2018, 2020, 2023), vides=(2024,)),
               pire=24, annee_cible=2030),
    Indicateur("voiture_travail", "Déplacements domicile-travail en voiture", "Réseaux et mobilité", LS, "%", "baisse", 65,
               DIAG360, serie(71.2, 68.4, "Insee, recensement", "mesure", sans=(2020,)), pire=88.5, annee_cible=2030),
    Indicateur("voiries_cyclables", "Part des voies aménagées pour le vélo", "Réseaux et mobilité", LS, "%", "hausse", 50,
               ADEME, serie(22, 31, "Service mobilités, relevé de terrain", "mesure"), annee_cible=2030),
    Indicateur("petite_enfance", "Places d'accueil pour 100 enfants de moins de trois ans", "Éducation", LS, "places",
               "hausse", 70, DIAG360, serie(54, 57.5, "CAF"), pire=50, annee_cible=2030),
    Indicateur("pauvrete", "Taux de pauvreté au seuil de 60 %", "Revenu et travail", LS, "%", "baisse", 0, DIAG360,
               serie(16.8, 17.4, "Insee, Filosofi", "mesure", sans=(2022,)), pire=26),
    Indicateur("jeunes_non_inseres", "Jeunes de 15 à 24 ans ni en emploi ni en formation", "Revenu et travail", LS, "%",
               "baisse", 10.5, DIAG360, serie(17.2, 15.9, "Insee, recensement", "mesure", sans=(2020,)), pire=20.8,
               annee_cible=2030),
    Indicateur("ecart_emploi", "Écart de taux d'emploi entre femmes et hommes", "Égalité femmes-hommes", LS, "points",
               "hausse", 0, DIAG360, serie(-6.4, -4.9, "Insee, recensement", "mesure", sans=(2020,)), pire=-11,
               annee_cible=2035),
    Indicateur("budget_participatif", "Votants au budget participatif parmi les 16 ans et plus", "Voix politique", LS, "%",
               "hausse", 15, CONSEIL_2023, serie(2.1, 6.8, "Service citoyenneté", sans=(2017, 2018, 2020)),
               annee_cible=2030),
    Indicateur("associations", "Associations actives pour 1 000 habitants", "Culture et lien social", LS,
               "pour 1 000 hab.", "hausse", 40.9, DIAG360, serie(33.2, 35.8, "Maison des associations", "estime"), pire=25,
               annee_cible=2030),
    Indicateur("mediatheques", "Entrées dans les médiathèques par habitant", "Culture et lien social", LS, "entrées/hab.",
               "hausse", None, None, serie(4.9, 4.4, "Compteurs des médiathèques", "mesure", sans=(2020,))),
    Indicateur("marches_droits", "Marchés publics portant une clause de droits humains", "Travail décent ailleurs", MS,
               "%", "hausse", 100, ACHATS, serie(3, 22, "Commande publique", decimales=0, sans=(2017, 2018)),
               annee_cible=2030),
    Indicateur("cooperation", "Coopération internationale par habitant", "Solidarité internationale", MS, "€/hab.",
               "hausse", 1, ACHATS, serie(0.42, 0.66, "Compte administratif, fonction 04", "mesure", 2)),
)

ECOLOGIQUES = (
    Indicateur("pm25", "Particules fines PM2,5, moyenne annuelle", "Air", LE, "µg/m³", "baisse", 8,
               ("Conseil municipal d'Orsevaux", "Plan air-santé, 14 novembre 2022 (fictif)"),
               serie(12.4, 9.1, "Association agréée de surveillance de l'air", "mesure"), annee_cible=2030),
    Indicateur("eau_domestique", "Eau potable consommée par habitant", "Eau douce", LE, "m³/hab./an", "baisse", 50,
               CONSEIL_2022, serie(58.1, 54.6, "Délégataire, rapport annuel", "mesure"), annee_cible=2030),
    Indicateur("rendement_eau", "Rendement du réseau d'eau potable", "Eau douce", LE, "%", "hausse", 90, ADEME,
               serie(79.8, 83.5, "SISPEA", sans=(2019,)), base=100, annee_cible=2030),
    Indicateur("artificialisation", "Surface artificialisée dans l'année", "Sols", LE, "ha/an", "baisse", 3.2,
               CONSEIL_2023, serie(6.1, 2.9, "Observatoire de l'artificialisation", "mesure"), annee_cible=2031),
    Indicateur("trame_verte", "Trame verte imperméabilisée", "Biodiversité", LE, "% de la trame", "baisse", 5,
               CONSEIL_2023, serie(19.6, 21.0, "Service espaces verts, orthophotographie", "estime",
                                   sans=(2018, 2020, 2022)), annee_cible=2035),
    Indicateur("phyto", "Produits phytosanitaires vendus", "Pollution chimique", LE, "kg/ha", "baisse", 0.5,
               CONSEIL_2023, None, annee_cible=2030),
    Indicateur("dma", "Déchets ménagers et assimilés par habitant", "Matières et déchets", LE, "kg/hab.", "baisse", 480,
               ADEME, serie(561, 512, "Rapport annuel du service déchets", "mesure", 0), annee_cible=2030),
    Indicateur("omr", "Ordures résiduelles par habitant", "Matières et déchets", LE, "kg/hab.", "baisse", 114, ADEME,
               serie(231, 198, "Rapport annuel du service déchets", "mesure", 0), annee_cible=2035),
)

INDICATEURS = (*SOCIAUX, *ECOLOGIQUES, *EMPREINTES)
