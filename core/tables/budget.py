"""Les euros : lignes budgétaires et agrégats financiers."""

from __future__ import annotations

from core.tables.declaration import Annee, Choix, Code, Colonne, Montant, Table, Texte

ETAPES = {
    "BP": "Budget primitif",
    "BS": "Budget supplémentaire",
    "DM": "Décision modificative",
    "CA": "Compte administratif",
    "CFU": "Compte financier unique",
}
SECTIONS = {"fonctionnement": "Fonctionnement", "investissement": "Investissement"}
SENS = {"depense": "Dépense", "recette": "Recette"}
MOUVEMENTS = {"reel": "Réel", "ordre": "Ordre"}

LIGNES_BUDGETAIRES = Table(
    nom="lignes_budgetaires",
    titre="Lignes budgétaires",
    question="Combien avons-nous voté, ouvert, engagé et réalisé, ligne par ligne ?",
    par_rang=True,
    colonnes=(
        Colonne("exercice", Annee(), "Exercice budgétaire", cle=True, exemple="2024"),
        Colonne("etape", Choix(ETAPES), "Étape budgétaire dont vient la ligne", cle=True, exemple="CA"),
        Colonne("budget", Texte(), "Budget principal ou nom du budget annexe", cle=True, exemple="principal"),
        Colonne("section", Choix(SECTIONS), "Section", cle=True, exemple="fonctionnement"),
        Colonne("sens", Choix(SENS), "Dépense ou recette", cle=True, exemple="depense"),
        Colonne("mouvement", Choix(MOUVEMENTS), "Opération réelle ou d'ordre", cle=True, exemple="reel"),
        Colonne("chapitre", Code(), "Chapitre", cle=True, requis=False, exemple="011"),
        Colonne("nature", Code(), "Compte par nature", cle=True, exemple="60612"),
        Colonne("fonction", Code(), "Fonction", cle=True, requis=False, exemple="020"),
        Colonne("operation", Code(), "Opération d'équipement", cle=True, requis=False),
        Colonne("service", Texte(), "Service gestionnaire", cle=True, requis=False, exemple="Bâtiments"),
        Colonne("politique", Texte(), "Politique publique (12 à 20 suffisent)", requis=False, exemple="Énergie"),
        Colonne("libelle", Texte(), "Libellé de la ligne", requis=False, exemple="Électricité des écoles"),
        Colonne("nomenclature", Code(), "Nomenclature comptable de l'exercice", requis=False, exemple="M57"),
        Colonne("vote_eur", Montant(), "Montant voté à cette étape", requis=False, unite="€", exemple="120 000,00"),
        Colonne("credits_ouverts_eur", Montant(), "Crédits ouverts (BP + BS + DM)", requis=False, unite="€",
                exemple="125 000,00"),
        Colonne("engage_eur", Montant(), "Montant engagé", requis=False, unite="€", exemple="124 100,00"),
        Colonne("realise_eur", Montant(), "Mandats ou titres émis", requis=False, unite="€", exemple="118 432,17"),
        Colonne("rar_eur", Montant(), "Restes à réaliser au 31 décembre", requis=False, unite="€", exemple="0,00"),
    ),
)

AGREGATS_FINANCIERS = Table(
    nom="agregats_financiers",
    titre="Agrégats financiers",
    question="Que disent les documents officiels qui ne se lit pas ligne à ligne (dette, agrégats OFGL) ?",
    colonnes=(
        Colonne("exercice", Annee(), "Exercice budgétaire", cle=True, exemple="2024"),
        Colonne("budget", Texte(), "Budget principal, nom du budget annexe, ou « consolide »", cle=True,
                exemple="principal"),
        Colonne("agregat", Texte(), "Nom de l'agrégat", cle=True, exemple="Encours de dette"),
        Colonne("montant_eur", Montant(), "Montant au 31 décembre", unite="€", exemple="18 200 000,00"),
        Colonne("source_agregat", Texte(), "Document ou jeu de données d'où vient l'agrégat", requis=False,
                exemple="État de la dette annexé au CFU"),
    ),
)
