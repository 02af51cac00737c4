"""Qui bénéficie des dépenses : le public de chaque activité, femmes et hommes comptés à part."""

from __future__ import annotations

import polars as pl

from core.tables.declaration import Annee, Code, Colonne, Entier, Regle, Table, Texte

PUBLICS = Table(
    nom="publics",
    titre="Publics par sexe",
    question="Qui fréquente ou reçoit ce que nous finançons, femmes et hommes comptés à part ?",
    valeurs=("femmes", "hommes"),
    colonnes=(
        Colonne("exercice", Annee(), "Exercice", cle=True, exemple="2024"),
        Colonne("activite", Texte(), "Activité ou équipement", cle=True, exemple="Écoles de musique"),
        Colonne(
            "fonction", Code(), "Fonction des lignes qui la financent (vide : toutes)", requis=False, exemple="311"
        ),
        Colonne("service", Texte(), "Service des lignes qui la financent (vide : tous)", requis=False),
        Colonne("operation", Code(), "Opération des lignes qui la financent (vide : toutes)", requis=False),
        Colonne("nature", Code(), "Compte des lignes qui la financent (vide : tous)", requis=False),
        Colonne(
            "femmes",
            Entier(0),
            "Femmes et filles ; vide : donnée absente",
            requis=False,
            unite="personnes",
            exemple="412",
        ),
        Colonne(
            "hommes",
            Entier(0),
            "Hommes et garçons ; vide : donnée absente",
            requis=False,
            unite="personnes",
            exemple="268",
        ),
        Colonne(
            "femmes_visees",
            Entier(0),
            "Femmes et filles dans le public visé",
            requis=False,
            unite="personnes",
            exemple="5100",
        ),
        Colonne(
            "hommes_vises",
            Entier(0),
            "Hommes et garçons dans le public visé",
            requis=False,
            unite="personnes",
            exemple="5240",
        ),
        Colonne("source", Texte(), "D'où vient le compte", requis=False, exemple="Inscriptions 2024"),
    ),
    regles=(
        Regle(
            "sans_critere",
            "L'activité ne désigne aucune ligne : donnez au moins une fonction, un service, une opération "
            "ou un compte.",
            lambda: pl.all_horizontal(pl.col("fonction", "service", "operation", "nature").is_null()),
            "fonction",
        ),
    ),
)
