"""La fiche de CARE, et les indicateurs que la méthode rend."""

from __future__ import annotations

from core.modele import Fiche, Maturite
from core.resultat import Indicateur

FICHE = Fiche(
    cle="care",
    titre="Comptabilité CARE",
    question="Que devons-nous encore à chaque capital, et que reste-t-il de notre résultat une fois tous préservés ?",
    origine=(
        "Méthode d'Alexandre Rambaud et Jacques Richard : chaque entité naturelle ou humaine est un capital à garder "
        "en bon état, à son coût de préservation, sans compensation entre capitaux. Écriture retenue ici, en version "
        "« dette » : dette de clôture = dette "
        "d'ouverture + coût de préservation − dépense de préservation. Résultat CARE = résultat classique − Σ (coût − "
        "dépense payée en fonctionnement). Le résultat classique est l'épargne brute de tous les budgets ensemble : "
        "recettes réelles de fonctionnement (sans le résultat reporté 002 ni les cessions 775) moins dépenses réelles "
        "de fonctionnement."
    ),
    masque=(
        "Le coût de préservation dépend des actions retenues : il ne dit ni la valeur de la nature, ni si les actions "
        "prévues suffisent au bon état. Un capital que personne n'a inscrit n'a pas de dette ici. Les budgets annexes "
        "comptent dans le résultat classique, à la différence de l'épargne brute de l'exécution budgétaire. Une ligne "
        "budgétaire affectée à un capital vaut dépense de préservation tant que la table des dépenses ne la déclare "
        "pas. Sans compte exécuté, le résultat part du budget voté et suppose que la préservation payée y était "
        "inscrite."
    ),
    maturite=Maturite.COMPTABILITE,
    requises=("capitaux", "actions_preservation"),
    optionnelles=("depenses_preservation", "affectations", "lignes_budgetaires"),
    sources=("cerces_care", "chaire_comptabilite_ecologique"),
    mene_a=("trajectoire", "donut"),
)

INDICATEURS = (
    Indicateur(
        "cout_preservation", "Coût de préservation", "€", "ce que coûtent les actions prévues de l'exercice", "capital"
    ),
    Indicateur(
        "preservation", "Dépense de préservation", "€", "ce qui a été payé dans l'exercice pour ce capital", "capital"
    ),
    Indicateur("couverture", "Couverture du coût", "part", "la dépense rapportée au coût de l'exercice", "capital"),
    Indicateur(
        "dette_ouverture", "Dette à l'ouverture", "€", "ce que l'on devait au capital le 1er janvier", "capital"
    ),
    Indicateur("dette_cloture", "Dette à la clôture", "€", "ce que l'on doit au capital le 31 décembre", "capital"),
    Indicateur(
        "effet_resultat",
        "Ce que le capital retire au résultat",
        "€",
        "ce qui reste à payer, en moins du résultat",
        "capital",
    ),
    Indicateur("resultat_classique", "Résultat classique", "€", "l'épargne brute de tous les budgets ensemble"),
    Indicateur("resultat_care", "Résultat CARE", "€", "le résultat classique, chaque capital une fois préservé"),
)
