"""L'arbitrage : ce qu'un euro déplacé change, ce qui ne peut pas bouger, et les scénarios gardés."""

from __future__ import annotations

import polars as pl

from core.tables.declaration import TEXTE_LONG, Annee, Choix, Code, Colonne, Montant, Nombre, Regle, Table, Texte

OBJETS = {
    "ligne": "Ligne budgétaire",
    "politique": "Politique publique",
    "operation": "Opération d'équipement",
    "action_climat": "Action climat",
    "action_preservation": "Action de préservation",
}
CONTRAINTES = {
    "obligatoire": "Dépense obligatoire : ne bouge pas",
    "service_minimum": "Service minimum : ne descend pas sous un montant",
    "ap_cp": "AP/CP : crédits de paiement déjà autorisés",
}

EFFETS_ACTIONS = Table(
    nom="effets_actions",
    titre="Effets des actions sur le Donut",
    question="Que change une action, faite en entier, à un indicateur du Donut ?",
    colonnes=(
        Colonne("action", Code(), "Code de l'action climat ou de préservation", cle=True, exemple="reno_ecoles"),
        Colonne("indicateur", Code("indicateurs.code"), "Indicateur touché", cle=True, exemple="precarite_energetique"),
        Colonne(
            "effet",
            Nombre(),
            "Variation de l'indicateur si l'action est faite en entier, dans son unité ; vide : effet non chiffré",
            requis=False,
            exemple="-120",
        ),
        Colonne("source", Texte(), "Qui l'estime", requis=False, exemple="Étude énergie 2023"),
    ),
)

CONTRAINTES_BUDGET = Table(
    nom="contraintes_budget",
    titre="Contraintes d'arbitrage",
    question="Qu'est-ce qui ne peut pas bouger, et pourquoi ?",
    colonnes=(
        Colonne("code", Code(), "Code court et stable", cle=True, exemple="sdis"),
        Colonne("type", Choix(CONTRAINTES), "Sorte de contrainte", exemple="obligatoire"),
        Colonne("intitule", Texte(), "Ce qui est contraint", exemple="Contribution au SDIS"),
        Colonne(
            "nature",
            Code(),
            "Compte des lignes contraintes, ses subdivisions comprises (vide : tous)",
            requis=False,
            exemple="6553",
        ),
        Colonne(
            "fonction",
            Code(),
            "Fonction des lignes contraintes, ses subdivisions comprises (vide : toutes)",
            requis=False,
        ),
        Colonne("operation", Code(), "Opération des lignes contraintes (vide : toutes)", requis=False),
        Colonne("service", Texte(), "Service des lignes contraintes (vide : tous)", requis=False),
        Colonne(
            "minimum_eur",
            Montant(),
            "Montant sous lequel on ne descend pas (service minimum, AP/CP)",
            requis=False,
            unite="€",
        ),
        Colonne("motif", Texte(TEXTE_LONG), "Pourquoi : texte, marché, délibération", requis=False),
    ),
    regles=(
        Regle(
            "sans_critere",
            "La contrainte ne désigne aucune ligne : donnez au moins un compte, une fonction, une opération "
            "ou un service.",
            lambda: pl.all_horizontal(pl.col("nature", "fonction", "operation", "service").is_null()),
            "nature",
        ),
        Regle(
            "sans_minimum",
            "Un service minimum ou une AP/CP demande son montant.",
            lambda: (pl.col("type") != "obligatoire") & pl.col("minimum_eur").is_null(),
            "minimum_eur",
        ),
    ),
)

SCENARIOS = Table(
    nom="scenarios",
    titre="Scénarios d'arbitrage",
    question="Quels arbitrages avons-nous essayés, qui les a posés, et quand ?",
    colonnes=(
        Colonne("exercice", Annee(), "Exercice arbitré", cle=True, exemple="2024"),
        Colonne("scenario", Code(), "Code court et stable", cle=True, exemple="sobriete"),
        Colonne("objet", Choix(OBJETS), "Ce qui bouge", cle=True, exemple="action_climat"),
        Colonne(
            "cible",
            Texte(TEXTE_LONG),
            "Code de l'action, politique, opération, ou signature de la ligne",
            cle=True,
            exemple="reno_ecoles",
        ),
        Colonne("nom", Texte(), "Nom du scénario", exemple="Sobriété d'abord"),
        Colonne(
            "variation_eur", Montant(), "Euros ajoutés (positif) ou retirés (négatif)", unite="€", exemple="150 000,00"
        ),
        Colonne("auteur", Texte(), "Qui l'a posé", exemple="Commission des finances"),
        Colonne("date_scenario", Texte(), "Quand (AAAA-MM-JJ)", requis=False, exemple="2024-11-14"),
        Colonne("note", Texte(TEXTE_LONG), "Ce qu'il cherche à montrer", requis=False),
        Colonne(
            "seance",
            Texte(),
            "Séance à laquelle il est envoyé (vide : pas encore) ; il ne se modifie plus",
            requis=False,
            exemple="Conseil municipal du 12 décembre 2024",
        ),
        Colonne("date_envoi", Texte(), "Quand il y a été envoyé (AAAA-MM-JJ)", requis=False, exemple="2024-11-28"),
    ),
)
