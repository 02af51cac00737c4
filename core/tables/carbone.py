"""Le carbone : émissions observées, objectifs et actions. Organisation et territoire ne se mêlent jamais."""

from __future__ import annotations

import polars as pl

from core.tables.declaration import Annee, Choix, Code, Colonne, Montant, Nombre, Part, Regle, Table, Texte
from core.tables.indicateurs import QUALITES

PERIMETRES = {"organisation": "Organisation (patrimoine et compétences)", "territoire": "Territoire"}
FORMES_TRAJECTOIRE = {
    "points": "Points libres reliés",
    "lineaire": "Linéaire (en % de la base)",
    "composee": "Composée (en % de l'année précédente)",
    "snbc": "Proportionnelle à la SNBC",
    "sbti": "SBTi avec compensation du dépassement",
}
BASES_DU_TAUX = {"reference": "De l'année de référence", "segment": "De la valeur au début du segment (règle ABC)"}
"""De quoi le taux d'une baisse linéaire est une part : les deux lectures d'un même chiffre."""
STATUTS_ACTION = {
    "identifiee": "Identifiée",
    "decidee": "Décidée",
    "engagee": "Engagée",
    "achevee": "Achevée",
    "abandonnee": "Abandonnée",
}

EMISSIONS = Table(
    nom="emissions",
    titre="Émissions de gaz à effet de serre",
    question="Combien émettons-nous, par secteur et par an ?",
    exercice_de="exercice",
    exercice_a_defaut=True,
    valeurs=("emissions_tco2e",),
    colonnes=(
        Colonne("perimetre", Choix(PERIMETRES), "Périmètre compté", cle=True, exemple="territoire"),
        Colonne("exercice", Annee(), "Année des émissions", cle=True, exemple="2024"),
        Colonne("secteur", Texte(), "Secteur ou poste", cle=True, exemple="transport routier"),
        Colonne(
            "emissions_tco2e",
            Nombre(),
            "Émissions ; vide : donnée absente",
            requis=False,
            unite="tCO2e",
            exemple="72000",
            synonymes=("emissions ges", "emissions de ges", "emissions annuelles", "ges", "emissions totales"),
        ),
        Colonne("incertitude", Part(), "Incertitude relative (± à 95 %)", requis=False, exemple="15 %"),
        Colonne("qualite", Choix(QUALITES), "Comment la valeur est connue", requis=False, exemple="modelise"),
        Colonne("source", Texte(), "Qui a produit la valeur", requis=False, exemple="Observatoire régional"),
    ),
)

OBJECTIFS_EMISSIONS = Table(
    nom="objectifs_emissions",
    titre="Objectifs d'émissions",
    question="Quelle trajectoire avons-nous promise, et qui l'a fixée ?",
    annee_visee=True,
    valeurs=("emissions_tco2e", "taux"),
    colonnes=(
        Colonne("perimetre", Choix(PERIMETRES), "Périmètre visé", cle=True, exemple="territoire"),
        Colonne("trajectoire", Texte(), "Nom de la trajectoire", cle=True, exemple="PCAET 2023"),
        Colonne("annee", Annee(), "Année visée", cle=True, exemple="2030"),
        Colonne("forme", Choix(FORMES_TRAJECTOIRE), "Forme du chemin jusqu'à l'objectif", exemple="points"),
        Colonne("annee_reference", Annee(), "Année de référence", exemple="2015"),
        Colonne(
            "emissions_tco2e",
            Nombre(0),
            "Émissions visées (vide pour SNBC et SBTi : elles se calculent)",
            requis=False,
            unite="tCO2e",
            exemple="139000",
        ),
        Colonne(
            "taux",
            Part(),
            "Baisse par an (de sa base si linéaire, de la référence si SBTi, de l'année précédente si composée)",
            requis=False,
            exemple="4,2 %",
        ),
        Colonne(
            "base_du_taux",
            Choix(BASES_DU_TAUX),
            "De quoi ce taux est une part, si la baisse est linéaire ; vide : de l'année de référence",
            requis=False,
            exemple="reference",
        ),
        Colonne("origine", Texte(), "Qui a fixé l'objectif, quand", requis=False, exemple="PCAET, 3 juillet 2023"),
    ),
)

ACTIONS_CLIMAT = Table(
    nom="actions_climat",
    titre="Actions climat",
    question="Que faisons-nous, et combien de tonnes cela évite-t-il ?",
    colonnes=(
        Colonne("code", Code(), "Code court et stable", cle=True, exemple="reno_ecoles"),
        Colonne("perimetre", Choix(PERIMETRES), "Périmètre où l'effet se compte", exemple="territoire"),
        Colonne("intitule", Texte(), "Intitulé de l'action", exemple="Rénovation de douze écoles"),
        Colonne("secteur", Texte(), "Secteur ou poste touché", requis=False, exemple="tertiaire"),
        Colonne(
            "gain_tco2e_par_an",
            Nombre(),
            "Émissions évitées par an une fois l'action achevée ; vide : effet non chiffré",
            requis=False,
            unite="tCO2e/an",
            exemple="850",
        ),
        Colonne("debut", Annee(), "Première année d'effet", exemple="2025"),
        Colonne("fin", Annee(), "Année où l'effet est complet", exemple="2029"),
        Colonne("cout_eur", Montant(), "Coût total d'investissement", requis=False, unite="€", exemple="9 600 000,00"),
        Colonne(
            "fonctionnement_eur_par_an",
            Montant(),
            "Dépenses de fonctionnement ajoutées chaque année",
            requis=False,
            unite="€",
            exemple="12 000,00",
        ),
        Colonne(
            "economies_eur_par_an",
            Montant(),
            "Économies de chaque année",
            requis=False,
            unite="€",
            exemple="310 000,00",
        ),
        Colonne("duree_vie_ans", Nombre(1), "Durée de vie de ce qui est fait", requis=False, unite="ans", exemple="30"),
        Colonne(
            "potentiel_tco2e_par_an",
            Nombre(0),
            "Émissions que l'on éviterait en généralisant l'action",
            requis=False,
            unite="tCO2e/an",
            exemple="2600",
        ),
        Colonne("nature", Code(), "Compte de la ligne budgétaire qui la porte", requis=False, exemple="21312"),
        Colonne("fonction", Code(), "Fonction de cette ligne", requis=False, exemple="213"),
        Colonne("service", Texte(), "Service responsable", requis=False, exemple="Patrimoine bâti"),
        Colonne("statut", Choix(STATUTS_ACTION), "Avancement", exemple="engagee"),
    ),
    regles=(
        Regle(
            "fin_avant_debut",
            "L'action finit avant d'avoir commencé : l'année de fin doit être celle du début, ou une année suivante.",
            lambda: pl.col("fin") < pl.col("debut"),
            "fin",
        ),
    ),
)
