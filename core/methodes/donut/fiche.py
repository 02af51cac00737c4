"""La fiche du Donut, et les indicateurs que la méthode rend."""

from __future__ import annotations

from core.modele import Fiche, Maturite
from core.resultat import Indicateur

FICHE = Fiche(
    cle="donut",
    titre="Donut",
    question="Quels besoins ne sont pas couverts, quelles limites sont franchies, ici et ailleurs par nos actes ?",
    origine="Kate Raworth, « théorie du donut » ; calcul de Fanning et Raworth (2025) ; quatre lentilles du "
    "« portrait » de territoire du Doughnut Economics Action Lab. Manque = (plancher − valeur) ÷ (plancher − pire "
    "valeur), entre 0 et 1 ; sans pire valeur saisie, elle vaut 0 si plus, c'est mieux, et 100 pour un pourcentage à "
    "réduire. Dépassement = (valeur − valeur préindustrielle, à défaut 0) ÷ (plafond − celle-ci) − 1. La pente va de "
    "la première à la dernière année observée, dans l'unité de l'indicateur.",
    masque="Le Donut ne dit pas qui est concerné ni où : une moyenne de territoire cache ses écarts. Les seuils sont "
    "des choix, datés et signés ; rien n'est compensé d'un secteur à l'autre. Une dépense affectée à une dimension "
    "dit une intention : elle ne dit pas ce que la dépense y change.",
    maturite=Maturite.PILOTAGE,
    requises=("indicateurs", "mesures"),
    optionnelles=("affectations", "lignes_budgetaires"),
    sources=("fanning_raworth_2025", "deal_portrait_2024", "mahecha_2024"),
    mene_a=("care", "trajectoire"),
)

COMPTES = (
    Indicateur("indicateurs_refuses", "Indicateurs refusés", "indicateurs", "ceux qui se contredisent", "lentille"),
    Indicateur("indicateurs_suivis", "Indicateurs suivis", "indicateurs", "ceux qui ont un seuil", "lentille"),
    Indicateur(
        "indicateurs_renseignes", "Indicateurs renseignés", "indicateurs", "ceux que l'année mesure", "lentille"
    ),
    Indicateur("planchers_suivis", "Planchers suivis", "indicateurs", "les besoins qui ont un seuil", "lentille"),
    Indicateur("planchers_renseignes", "Planchers renseignés", "indicateurs", "les besoins mesurés", "lentille"),
    Indicateur("planchers_atteints", "Planchers atteints", "indicateurs", "les besoins couverts pour tous", "lentille"),
    Indicateur("plafonds_suivis", "Plafonds suivis", "indicateurs", "les limites qui ont un seuil", "lentille"),
    Indicateur("plafonds_renseignes", "Plafonds renseignés", "indicateurs", "les limites mesurées", "lentille"),
    Indicateur("plafonds_franchis", "Plafonds franchis", "indicateurs", "les limites dépassées", "lentille"),
)
"""La suffisance : le territoire (sans poste), puis chaque lentille."""

INDICATEURS = (
    Indicateur("valeur", "Valeur mesurée", None, "la mesure de l'année, dans l'unité de l'indicateur", "indicateur"),
    Indicateur("manque", "Manque", "part", "ce qui sépare la valeur du plancher, de 0 à 1", "indicateur"),
    Indicateur("depassement", "Dépassement", "part", "combien de fois le plafond est dépassé, moins un", "indicateur"),
    Indicateur(
        "pente", "Pente observée", None, "la variation par an, de la première à la dernière année", "indicateur"
    ),
    Indicateur("pente_requise", "Pente requise", None, "la variation par an qui mène à l'objectif", "indicateur"),
    Indicateur("cible", "Cible", None, "la valeur que l'on s'est promise", "indicateur"),
    Indicateur("plancher", "Plancher", None, "le seuil d'un besoin, que l'on veut atteindre", "indicateur"),
    Indicateur("plafond", "Plafond", None, "le seuil d'une limite, que l'on veut ne pas franchir", "indicateur"),
    Indicateur("depense_affectee", "Dépense affectée", "€", "ce que le budget consacre à la dimension", "dimension"),
    *COMPTES,
)
