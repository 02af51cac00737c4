"""Budget vert : ce que chaque dépense fait à la transition écologique, dit ligne à ligne par les services."""

from __future__ import annotations

from core.methodes.budget_vert.annexe import annexe, controles_annexe, synthese_annexe
from core.methodes.budget_vert.classes import CLASSES_I4CE, CLASSES_LEGALES
from core.methodes.budget_vert.detail import detail
from core.methodes.budget_vert.indicateurs import calculer
from core.methodes.budget_vert.perimetres import PerimetreAnnexe, perimetre_annexe
from core.methodes.budget_vert.vues import axe_par_classe, par_politique
from core.modele import Fiche, Maturite

FICHE = Fiche(
    cle="budget_vert",
    titre="Budget vert",
    question="Quelle part de nos dépenses sert la transition écologique, quelle part la contrarie, et qu'ignorons-nous ?",
    origine=(
        "Annexe « Impact du budget pour la transition écologique » (article 191 de la loi de finances pour 2024, décret du "
        "16 juillet 2024) et évaluation climat d'I4CE, lues dans les mêmes cotations. Chaque ligne est dite, axe par axe, "
        "favorable (ou très favorable), neutre, défavorable ou non cotée ; elle peut être partagée. Réunir les axes : "
        "favorable à l'un et défavorable à l'autre fait « mixte » (notre lecture, à vérifier). Part d'une classe = "
        "classe ÷ montants cotés ; couverture = cotés ÷ total. Une ligne inconnue est non cotée, jamais neutre. Une cotation "
        "est reprise l'année suivante pour la même ligne ; deux avis qui diffèrent restent tous deux visibles et ne comptent "
        "pas tant que personne ne tranche."
    ),
    masque=(
        "Un euro économisé disparaît : la sobriété fait baisser la part verte. Une part ne compare pas deux collectivités, dont "
        "les périmètres et les usages diffèrent. La cotation dit le sens de l'effet, pas sa taille : une tonne de CO2 n'y pèse "
        "rien. L'annexe ignore le fonctionnement ; la lecture entière laisse de côté la dette et les reversements de fiscalité. "
        "Les règles livrées proposent, de mémoire pour la plupart : une personne cote. Deux des dix-sept comptes de 2024, et "
        "les six axes de 2027, restent à vérifier. Les effets sociaux n'y sont pas."
    ),
    maturite=Maturite.COMPTABILITE,
    requises=("lignes_budgetaires",),
    optionnelles=("affectations",),
    sources=(
        "decret_2024_711",
        "atd31_annexe_verte",
        "landot_annexe_verte",
        "i4ce_budget_climat",
        "comptes_communs_regles_cotation",
        "comptes_communs_perimetre_vert",
    ),
    mene_a=("trajectoire", "donut", "budget_genre"),
)

__all__ = [
    "CLASSES_I4CE",
    "CLASSES_LEGALES",
    "FICHE",
    "PerimetreAnnexe",
    "annexe",
    "axe_par_classe",
    "calculer",
    "controles_annexe",
    "detail",
    "par_politique",
    "perimetre_annexe",
    "synthese_annexe",
]
