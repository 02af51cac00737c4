"""Les indicateurs du Donut et leurs mesures : une cible est un énoncé politique, une mesure est une série."""

from __future__ import annotations

from core.modele import Qualite
from core.tables.coherence import REGLES_INDICATEURS
from core.tables.declaration import Annee, Choix, Code, Colonne, Nombre, Part, Table, Texte

LENTILLES = {
    "locale_sociale": "Locale sociale",
    "locale_ecologique": "Locale écologique",
    "mondiale_sociale": "Mondiale sociale",
    "mondiale_ecologique": "Mondiale écologique",
}
SENS_INDICATEUR = {"hausse": "Plus, c'est mieux", "baisse": "Moins, c'est mieux"}
QUALITES = {
    str(Qualite.MESURE): "Mesuré",
    str(Qualite.DECLARE): "Déclaré",
    str(Qualite.ESTIME): "Estimé",
    str(Qualite.MODELISE): "Modélisé",
}

INDICATEURS = Table(
    nom="indicateurs",
    titre="Indicateurs et seuils",
    question="Quels besoins et quelles limites suivons-nous, et qui en a fixé le seuil ?",
    colonnes=(
        Colonne("code", Code(), "Code court et stable", cle=True, exemple="logement_attente"),
        Colonne("intitule", Texte(), "Intitulé complet", exemple="Demandes de logement social de plus de deux ans"),
        Colonne("dimension", Texte(), "Dimension du Donut", exemple="Logement"),
        Colonne("lentille", Choix(LENTILLES), "Une des quatre lentilles", exemple="locale_sociale"),
        Colonne("unite", Texte(), "Unité de la valeur", exemple="ménages"),
        Colonne("sens", Choix(SENS_INDICATEUR), "Dans quel sens la situation s'améliore", exemple="baisse"),
        Colonne(
            "plancher", Nombre(), "Seuil social : ce que personne ne devrait ne pas avoir", requis=False, exemple="0"
        ),
        Colonne("plafond", Nombre(), "Seuil écologique : ce qu'il ne faut pas dépasser", requis=False),
        Colonne(
            "pire_valeur", Nombre(), "Valeur où le manque est total (plancher seulement)", requis=False, exemple="3000"
        ),
        Colonne(
            "valeur_preindustrielle", Nombre(), "Valeur de référence préindustrielle (plafond seulement)", requis=False
        ),
        Colonne(
            "cible", Nombre(), "Valeur visée à l'année cible (vide : le seuil lui-même)", requis=False, exemple="0"
        ),
        Colonne("annee_cible", Annee(), "Année où la cible doit être atteinte", requis=False, exemple="2030"),
        Colonne("auteur_seuil", Texte(), "Qui a fixé le seuil", requis=False, exemple="Conseil municipal"),
        Colonne("source_seuil", Texte(), "Texte ou délibération", requis=False, exemple="Délibération, 12 mars 2023"),
    ),
    regles=REGLES_INDICATEURS,
)

MESURES = Table(
    nom="mesures",
    titre="Mesures des indicateurs",
    question="Où en est chaque indicateur, année après année ?",
    exercice_de="annee",
    seuils="indicateurs",
    valeurs=("valeur",),
    colonnes=(
        Colonne("indicateur", Code("indicateurs.code"), "Code de l'indicateur", cle=True, exemple="logement_attente"),
        Colonne("annee", Annee(), "Année de la mesure", cle=True, exemple="2024"),
        Colonne(
            "valeur",
            Nombre(),
            "Valeur, dans l'unité de l'indicateur ; vide : donnée absente",
            requis=False,
            exemple="1240",
        ),
        Colonne("qualite", Choix(QUALITES), "Comment la valeur est connue", requis=False, exemple="declare"),
        Colonne("couverture", Part(), "Part de la population ou du territoire couverte", requis=False, exemple="100 %"),
        Colonne("source", Texte(), "Qui a produit la valeur", requis=False, exemple="SNE, extraction de janvier"),
    ),
)
