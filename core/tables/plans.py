"""Les plans de comptes : ceux d'une autre année, ou d'une nomenclature qui n'est pas livrée, que l'on importe."""

from __future__ import annotations

from core.tables.declaration import Annee, Choix, Code, Colonne, Table, Texte
from core.tables.imputation import MOUVEMENTS, SECTIONS

SORTES = {
    "compte": "Compte par nature",
    "chapitre": "Chapitre du vote par nature",
    "chapitre_fonction": "Chapitre du vote par fonction",
    "fonction": "Fonction",
}
OUI_NON = {"oui": "Oui", "non": "Non"}
CHAPITRES = {
    "depense_reelle": "Chapitre en dépense réelle (« plusieurs » : à préciser)",
    "recette_reelle": "Chapitre en recette réelle",
    "depense_ordre_entre_sections": "Chapitre en dépense d'ordre entre sections",
    "recette_ordre_entre_sections": "Chapitre en recette d'ordre entre sections",
    "depense_ordre_interne": "Chapitre en dépense d'ordre à l'intérieur d'une section",
    "recette_ordre_interne": "Chapitre en recette d'ordre à l'intérieur d'une section",
}
"""Le chapitre d'un compte selon son sens et son mouvement ; vide : impossible."""

PLANS_DE_COMPTES = Table(
    nom="plans_de_comptes",
    titre="Plans de comptes",
    question="Quels comptes, chapitres et fonctions une nomenclature avait-elle cette année-là ?",
    annee_visee=True,
    plan=True,
    colonnes=(
        Colonne("nomenclature", Code(), "Nomenclature (M57_D, M57_A, M14, M4, M52…)", cle=True, exemple="M4"),
        Colonne("annee", Annee(), "Exercice du plan", cle=True, exemple="2025"),
        Colonne("sorte", Choix(SORTES), "Ce que nomme la ligne", cle=True, exemple="compte"),
        Colonne("code", Code(), "Code du compte, du chapitre ou de la fonction", cle=True, exemple="6061"),
        Colonne("libelle", Texte(), "Son libellé officiel", exemple="Fournitures non stockables"),
        Colonne("section", Choix(SECTIONS), "Section d'un chapitre", requis=False),
        Colonne("mouvement", Choix(MOUVEMENTS), "Réel ou ordre, d'un chapitre", requis=False),
        *(Colonne(nom, Code(), sens, requis=False) for nom, sens in CHAPITRES.items()),
        Colonne("equipement", Choix(OUI_NON), "Si le compte est d'équipement", requis=False),
        Colonne("ferme", Choix(OUI_NON), "Si le compte est fermé", requis=False),
    ),
)
