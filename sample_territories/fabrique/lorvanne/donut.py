"""Le Donut inventé du Val de Lorvanne : l'eau et les sols se dégradent, deux besoins seulement sont couverts."""

from __future__ import annotations

from sample_territories.fabrique.outils.donut import ADEME, DIAG360, LE, LS, MS, Indicateur, serie
from sample_territories.fabrique.outils.donut_commun import EMPREINTES

CONSEIL = ("Conseil communautaire du Val de Lorvanne", "Projet de territoire, 29 juin 2021 (fictif)")
NAPPE = ("Commission locale de l'eau de la Lorvanne", "Contrat de nappe, 17 mai 2022 (fictif)")
SOLS = ("Conseil communautaire du Val de Lorvanne", "Charte des sols vivants, 6 avril 2023 (fictive)")

SOCIAUX = (
    Indicateur("eau_conformite", "Conformité physico-chimique de l'eau distribuée", "Eau potable", LS, "%", "hausse", 100,
               DIAG360, serie(97.9, 95.6, "ARS, bilan annuel", "mesure"), pire=92.8, annee_cible=2027),
    Indicateur("eau_interruptions", "Interruptions de service non programmées pour 1 000 abonnés", "Eau potable", LS,
               "pour 1 000", "baisse", 0, DIAG360, serie(2.4, 2.9, "SISPEA", sans=(2019,)), pire=5.5),
    Indicateur("cantines_durables", "Produits durables et de qualité dans les cantines", "Alimentation", LS, "%", "hausse",
               100, ADEME, serie(31, 47, "Projet alimentaire territorial", sans=(2020,), couverture=0.71), pire=0,
               annee_cible=2030),
    Indicateur("generalistes", "Accès à un médecin généraliste de 65 ans ou moins", "Santé", LS, "consult./an/hab.",
               "hausse", 4, DIAG360, serie(3.1, 2.6, "DREES, accessibilité potentielle localisée", "modelise", 2,
                                           sans=(2020,)), pire=2.5, annee_cible=2032),
    Indicateur("logement_vacant", "Logements vacants", "Logement", LS, "%", "baisse", 0, DIAG360,
               serie(8.9, 9.4, "Insee, recensement", "mesure", sans=(2020,)), pire=13),
    Indicateur("chauffage_fossile", "Logements chauffés au gaz ou au fioul", "Énergie", LS, "%", "baisse", 0, DIAG360,
               serie(47, 38.5, "Insee, recensement", "mesure", sans=(2020,)), pire=59, annee_cible=2040),
    Indicateur("voiture_travail", "Déplacements domicile-travail en voiture", "Réseaux et mobilité", LS, "%", "baisse", 65,
               DIAG360, serie(86.2, 84.9, "Insee, recensement", "mesure", sans=(2020,)), pire=88.5, annee_cible=2030),
    Indicateur("eloignes_equipements", "Habitants à plus de sept minutes des équipements du quotidien",
               "Réseaux et mobilité", LS, "%", "baisse", 2.9, DIAG360,
               serie(19.8, 21.2, "Insee, base permanente des équipements", "estime", sans=(2017, 2019)), pire=32.3),
    Indicateur("petite_enfance", "Places d'accueil pour 100 enfants de moins de trois ans", "Éducation", LS, "places",
               "hausse", 70, DIAG360, serie(66, 72.4, "CAF"), pire=50),
    Indicateur("pauvrete", "Taux de pauvreté au seuil de 60 %", "Revenu et travail", LS, "%", "baisse", 0, DIAG360,
               serie(11.9, 12.3, "Insee, Filosofi", "mesure", sans=(2022,)), pire=26),
    Indicateur("femmes_executif", "Femmes parmi les vice-présidences", "Égalité femmes-hommes", LS, "%", "hausse", 50,
               DIAG360, serie(22, 36.4, "Direction générale", "mesure", 1, remous=0.0), annee_cible=2026),
    Indicateur("conseil_developpement", "Avis citoyens suivis d'une décision motivée", "Voix politique", LS, "%", "hausse",
               100, CONSEIL, serie(30, 55, "Conseil de développement", decimales=0, sans=(2017, 2018, 2019))),
    Indicateur("associations", "Associations actives pour 1 000 habitants", "Culture et lien social", LS,
               "pour 1 000 hab.", "hausse", 40.9, DIAG360, serie(39.4, 43.1, "Recensement communautaire", "estime"),
               pire=25),
    Indicateur("marches_droits", "Marchés publics portant une clause de droits humains", "Travail décent ailleurs", MS,
               "%", "hausse", 100, CONSEIL, None, annee_cible=2030),
)

ECOLOGIQUES = (
    Indicateur("nitrates", "Nitrates dans la nappe de la Lorvanne", "Eau douce", LE, "mg/l", "baisse", 25, NAPPE,
               serie(42.1, 47.6, "Réseau de suivi des captages", "mesure"), cible=25, annee_cible=2032),
    Indicateur("rendement_eau", "Rendement des réseaux d'eau potable", "Eau douce", LE, "%", "hausse", 90, ADEME,
               serie(76.4, 79.1, "Service de l'eau, SISPEA"), base=100, annee_cible=2030),
    Indicateur("prelevements", "Eau prélevée dans la nappe", "Eau douce", LE, "Mm³/an", "baisse", 3.1, NAPPE,
               serie(3.34, 3.52, "Agence de l'eau", "mesure", 2, sans=(2018,)), annee_cible=2030),
    Indicateur("matiere_organique", "Matière organique des sols cultivés", "Sols", LE, "%", "hausse", 2.5, SOLS,
               serie(2.02, 1.88, "Réseau d'analyses de sols", "mesure", 2, sans=(2018, 2020, 2022), couverture=0.34),
               base=4.0, annee_cible=2035),
    Indicateur("erosion", "Terre perdue par érosion", "Sols", LE, "t/ha/an", "baisse", 2, SOLS,
               serie(3.9, 3.6, "Modèle d'érosion régional", "modelise", sans=(2017, 2019)), annee_cible=2035),
    Indicateur("artificialisation", "Surface artificialisée dans l'année", "Sols", LE, "ha/an", "baisse", 7.5, CONSEIL,
               serie(18.4, 11.6, "Observatoire de l'artificialisation", "mesure"), annee_cible=2031),
    Indicateur("haies", "Linéaire de haies", "Biodiversité", LE, "m/ha", "hausse", 60, SOLS,
               serie(43.5, 41.8, "Inventaire du bocage", "estime", sans=(2018, 2019, 2021, 2022)), base=120,
               annee_cible=2035),
    Indicateur("phyto", "Produits phytosanitaires vendus par hectare cultivé", "Pollution chimique", LE, "kg/ha", "baisse",
               0.7, SOLS, serie(3.34, 3.08, "Banque nationale des ventes", "declare", 2), annee_cible=2030),
    Indicateur("ammoniac", "Émissions d'ammoniac", "Air", LE, "kg/ha", "baisse", 12, CONSEIL, None),
    Indicateur("dma", "Déchets ménagers et assimilés par habitant", "Matières et déchets", LE, "kg/hab.", "baisse", 480,
               ADEME, serie(602, 571, "Service déchets", "mesure", 0), annee_cible=2030),
    Indicateur("debit_etiage", "Jours sous le débit d'alerte de la Lorvanne", "Eau douce", LE, "jours/an", "baisse", None,
               None, serie(24, 51, "Hydro, station de Bréval", "mesure", 0, remous=0.5)),
)

INDICATEURS = (*SOCIAUX, *ECOLOGIQUES, *EMPREINTES)
