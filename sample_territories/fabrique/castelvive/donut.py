"""Le Donut inventé de Castelvive : une métropole qui progresse vite sur l'air et le vélo, pas sur le logement."""

from __future__ import annotations

from sample_territories.fabrique.outils.donut import ADEME, DIAG360, LE, LS, MS, Indicateur, serie
from sample_territories.fabrique.outils.donut_commun import EMPREINTES

CONSEIL = ("Conseil métropolitain de Castelvive", "Portrait de territoire, délibération du 30 janvier 2023 (fictive)")
CLIMAT = ("Conseil métropolitain de Castelvive", "PCAET, délibération du 24 octobre 2022 (fictive)")

SOCIAUX = (
    Indicateur("cantine_bio", "Part de bio dans la restauration collective", "Alimentation", LS, "%", "hausse", 40, ADEME,
               serie(12, 27, "Projet alimentaire", sans=(2020,), couverture=0.83), annee_cible=2030),
    Indicateur("generalistes", "Accès à un médecin généraliste de 65 ans ou moins", "Santé", LS, "consult./an/hab.",
               "hausse", 4, DIAG360, serie(4.3, 4.1, "DREES, accessibilité potentielle localisée", "modelise", 2,
                                           sans=(2020,)), pire=2.5),
    Indicateur("logement_attente", "Demandes de logement social en attente depuis plus de deux ans", "Logement", LS,
               "ménages", "baisse", 0, CONSEIL, serie(6900, 9850, "SNE, extraction de janvier", decimales=0), pire=20000,
               annee_cible=2032),
    Indicateur("sans_abri", "Personnes sans abri pour 100 000 habitants", "Logement", LS, "pour 100 000", "baisse", 0,
               DIAG360, serie(214, 302, "Nuit de la solidarité", "estime", 0, sans=(2018, 2020, 2021)), pire=882),
    Indicateur("suroccupation", "Logements suroccupés", "Logement", LS, "%", "baisse", 0, DIAG360,
               serie(5.1, 5.4, "Insee, recensement", "mesure", sans=(2020,)), pire=7.5),
    Indicateur("precarite_energetique", "Ménages en précarité énergétique dans leur logement", "Énergie", LS, "%",
               "baisse", 0, DIAG360, serie(12.9, 11.8, "ONPE, Geodip", "modelise", sans=(2018, 2020)), pire=24,
               annee_cible=2030),
    Indicateur("part_voiture", "Part de la voiture dans les déplacements", "Réseaux et mobilité", LS, "%", "baisse", 40,
               ADEME, serie(56, 49.5, "Enquête mobilité", "estime", sans=(2018, 2020, 2022)), pire=65, annee_cible=2030),
    Indicateur("voyages_bus", "Voyages en transports publics par habitant", "Réseaux et mobilité", LS, "voyages/hab.",
               "hausse", 160, ADEME, serie(104, 121, "Autorité des mobilités", "mesure", 0, remous=0.6), pire=64,
               annee_cible=2030),
    Indicateur("petite_enfance", "Places d'accueil pour 100 enfants de moins de trois ans", "Éducation", LS, "places",
               "hausse", 70, DIAG360, serie(59, 61.2, "CAF"), pire=50),
    Indicateur("pauvrete", "Taux de pauvreté au seuil de 60 %", "Revenu et travail", LS, "%", "baisse", 0, DIAG360,
               serie(18.9, 18.1, "Insee, Filosofi", "mesure", sans=(2022,)), pire=26),
    Indicateur("inegalites", "Rapport entre les 10 % les plus riches et les 10 % les plus pauvres", "Revenu et travail", LS,
               "rapport", "baisse", 2.2, DIAG360, serie(3.9, 4.2, "Insee, Filosofi", "mesure", sans=(2022,)), pire=7.2),
    Indicateur("emplois_ess", "Emplois de l'économie sociale et solidaire", "Revenu et travail", LS, "%", "hausse", 14.5,
               DIAG360, serie(11.2, 12.1, "Insee, Flores", "mesure", sans=(2020,)), pire=8.2),
    Indicateur("ecart_emploi", "Écart de taux d'emploi entre femmes et hommes", "Égalité femmes-hommes", LS, "points",
               "hausse", 0, DIAG360, serie(-5.8, -4.1, "Insee, recensement", "mesure", sans=(2020,)), pire=-11,
               annee_cible=2035),
    Indicateur("convention_citoyenne", "Propositions citoyennes mises en œuvre", "Voix politique", LS, "%", "hausse", 80,
               CONSEIL, serie(12, 41, "Direction de la participation", decimales=0, sans=(2017, 2018, 2020)),
               annee_cible=2030),
    Indicateur("mediatheques", "Habitants inscrits dans une médiathèque", "Culture et lien social", LS, "%", "hausse", 30,
               CONSEIL, serie(21.5, 23.9, "Réseau des médiathèques", "mesure", sans=(2020,))),
    Indicateur("marches_droits", "Marchés publics portant une clause de droits humains", "Travail décent ailleurs", MS,
               "%", "hausse", 100, CONSEIL, serie(8, 46, "Commande publique", decimales=0, sans=(2017,)),
               annee_cible=2028),
    Indicateur("cooperation", "Coopération internationale par habitant", "Solidarité internationale", MS, "€/hab.",
               "hausse", 2, CONSEIL, serie(1.9, 2.05, "Compte administratif, fonction 048", "mesure", 2)),
)

ECOLOGIQUES = (
    Indicateur("no2", "Dioxyde d'azote, moyenne des stations de fond", "Air et chaleur", LE, "µg/m³", "baisse", 12, CLIMAT,
               serie(24.5, 13.6, "Association agréée de surveillance de l'air", "mesure"), annee_cible=2028),
    Indicateur("bruit", "Habitants exposés à un bruit routier excessif", "Air et chaleur", LE, "%", "baisse", 10, CLIMAT,
               serie(21, 17.5, "Carte stratégique de bruit", "modelise", sans=(2018, 2019, 2020, 2021, 2023))),
    Indicateur("chaleur", "Habitants en îlot de chaleur fort", "Air et chaleur", LE, "%", "baisse", 15, CLIMAT,
               serie(33, 38.5, "Thermographie d'été", "modelise", sans=(2018, 2020, 2023)), annee_cible=2035),
    Indicateur("rendement_eau", "Rendement des réseaux d'eau potable", "Eau douce", LE, "%", "hausse", 90, ADEME,
               serie(86.9, 90.6, "SISPEA"), base=100),
    Indicateur("eau_domestique", "Eau potable consommée par habitant", "Eau douce", LE, "m³/hab./an", "baisse", 50, CLIMAT,
               serie(53.2, 49.1, "Régie de l'eau", "mesure")),
    Indicateur("artificialisation", "Surface artificialisée dans l'année", "Sols", LE, "ha/an", "baisse", 28, CONSEIL,
               serie(71, 36, "Observatoire de l'artificialisation", "mesure", 0), annee_cible=2031),
    Indicateur("prairies_humides", "Prairies humides de la Vive en bon état", "Biodiversité", LE, "ha", "hausse", 620,
               CONSEIL, serie(412, 389, "Conservatoire d'espaces naturels", "estime", 0, sans=(2018, 2020, 2021)),
               base=840, annee_cible=2040),
    Indicateur("micropolluants", "Micropolluants dépassant la norme dans la Vive", "Pollution chimique", LE,
               "molécules", "baisse", 5, CONSEIL, serie(19, 22, "Agence de l'eau, réseau de suivi", "mesure", 0,
                                                        sans=(2017, 2018, 2020)), annee_cible=2035),
    Indicateur("omr", "Ordures résiduelles par habitant", "Matières et déchets", LE, "kg/hab.", "baisse", 114, ADEME,
               serie(248, 203, "Direction des déchets", "mesure", 0), annee_cible=2030),
    Indicateur("recyclage", "Déchets recyclés", "Matières et déchets", LE, "%", "hausse", None, None,
               serie(39, 47.5, "Direction des déchets", "mesure")),
    Indicateur("plastiques", "Microplastiques rejetés à la Vive", "Plastiques", LE, "t/an", "baisse", 2, CONSEIL, None),
)

INDICATEURS = (*SOCIAUX, *ECOLOGIQUES, *EMPREINTES)
