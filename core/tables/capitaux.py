"""Les capitaux à préserver, ce qu'il faut faire pour eux, et ce qui a été fait."""

from __future__ import annotations

from core.tables.declaration import Annee, Choix, Code, Colonne, Montant, Nombre, Table, Texte
from core.tables.imputation import SECTIONS

FAMILLES = {"naturel": "Naturel", "humain": "Humain", "social": "Social", "patrimonial": "Patrimonial"}
TYPES_ACTION = {"evitement": "Évitement", "preservation": "Préservation", "restauration": "Restauration"}

CAPITAUX = Table(
    nom="capitaux",
    titre="Capitaux",
    question="Quelles entités voulons-nous garder en bon état, et qui parle pour elles ?",
    colonnes=(
        Colonne("code", Code(), "Code court et stable", cle=True, exemple="climat"),
        Colonne("entite", Texte(), "Entité capitale", exemple="Climat"),
        Colonne("famille", Choix(FAMILLES), "Famille de capital", exemple="naturel"),
        Colonne(
            "bon_etat",
            Texte(),
            "Bon état de préservation convenu",
            requis=False,
            exemple="Émissions dans le budget carbone voté",
        ),
        Colonne("porte_parole", Texte(), "Qui parle pour cette entité", requis=False, exemple="Conseil climat"),
        Colonne("exercice_ouverture", Annee(), "Premier exercice tenu", requis=False, exemple="2022"),
        Colonne(
            "dette_ouverture_eur",
            Montant(),
            "Dette de préservation à l'ouverture de ce premier exercice",
            requis=False,
            unite="€",
            exemple="0,00",
        ),
    ),
)

ACTIONS_PRESERVATION = Table(
    nom="actions_preservation",
    titre="Actions de préservation prévues",
    question="Que faut-il faire chaque année pour garder chaque capital en bon état, et à quel coût ?",
    exercice_de="exercice",
    colonnes=(
        Colonne("exercice", Annee(), "Exercice budgétaire", cle=True, exemple="2024"),
        Colonne("capital", Code("capitaux.code"), "Capital préservé", cle=True, exemple="climat"),
        Colonne("action", Code(), "Code de l'action", cle=True, exemple="navettes"),
        Colonne("intitule", Texte(), "Ce qu'il y a à faire", exemple="Navettes depuis la gare"),
        Colonne("type", Choix(TYPES_ACTION), "Évitement, préservation ou restauration", exemple="evitement"),
        Colonne("quantite", Nombre(0), "Quantité prévue", requis=False, exemple="40"),
        Colonne("unite", Texte(), "Unité de la quantité", requis=False, exemple="navettes"),
        Colonne("cout_unitaire_eur", Montant(), "Coût d'une unité", requis=False, unite="€", exemple="300,00"),
        Colonne("service", Texte(), "Service responsable", requis=False, exemple="Mobilités"),
    ),
)

DEPENSES_PRESERVATION = Table(
    nom="depenses_preservation",
    titre="Dépenses de préservation réalisées",
    question="Qu'avons-nous réellement dépensé pour garder chaque capital en bon état ?",
    exercice_de="exercice",
    valeurs=("montant_eur",),
    colonnes=(
        Colonne("exercice", Annee(), "Exercice budgétaire", cle=True, exemple="2024"),
        Colonne("capital", Code("capitaux.code"), "Capital préservé", cle=True, exemple="climat"),
        Colonne("action", Code(), "Code de l'action menée", cle=True, exemple="navettes"),
        Colonne(
            "montant_eur",
            Montant(),
            "Montant mandaté TTC ; vide : donnée absente",
            requis=False,
            unite="€",
            exemple="3 000,00",
        ),
        Colonne(
            "section",
            Choix(SECTIONS),
            "Section qui porte la dépense (vide : fonctionnement)",
            requis=False,
            exemple="fonctionnement",
        ),
        Colonne("nature", Code(), "Compte de la ligne budgétaire qui porte la dépense", requis=False, exemple="6247"),
        Colonne("fonction", Code(), "Fonction de cette ligne", requis=False, exemple="311"),
    ),
)
