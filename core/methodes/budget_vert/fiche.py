"""La fiche du budget vert, et les indicateurs que la méthode rend."""

from __future__ import annotations

from core.modele import Fiche, Maturite
from core.resultat import Indicateur

FICHE = Fiche(
    cle="budget_vert",
    titre="Budget vert",
    question=(
        "Quelle part de nos dépenses sert la transition écologique, quelle part la contrarie, et qu'ignorons-nous ?"
    ),
    origine=(
        "Annexe « Impact du budget pour la transition écologique » (article 191 de la loi de finances pour 2024, "
        "décret du 16 juillet 2024) et évaluation climat d'I4CE, lues dans les mêmes cotations. Chaque ligne est dite, "
        "axe par axe, favorable (ou très favorable), neutre, défavorable ou non cotée ; elle peut être partagée. "
        "Réunir les axes : favorable à l'un et défavorable à l'autre fait « mixte » (notre lecture, à vérifier). Part "
        "d'une classe = classe ÷ montants cotés ; couverture = cotés ÷ total. Une ligne inconnue est non cotée, jamais "
        "neutre. Une cotation est reprise l'année suivante pour la même ligne ; deux avis qui diffèrent restent tous "
        "deux visibles et ne comptent pas tant que personne ne tranche."
    ),
    masque=(
        "Un euro économisé disparaît : la sobriété fait baisser la part verte. Une part ne compare pas deux "
        "collectivités, dont les périmètres et les usages diffèrent. La cotation dit le sens de l'effet, pas sa "
        "taille : une tonne de CO2 n'y pèse rien. L'annexe ignore le fonctionnement ; la lecture entière laisse de "
        "côté la dette et les reversements de fiscalité. Les règles livrées proposent, de mémoire pour la plupart : "
        "une personne cote. Deux des dix-sept comptes de 2024, et les six axes de 2027, restent à vérifier. Les effets "
        "sociaux n'y sont pas."
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

_LUE = ("perimetre", "lecture", "axe", "classe")
"""Ce que porte un montant ; un axe nul réunit ceux du périmètre : les axes de l'annexe, ou les six pour le budget
entier."""

INDICATEURS = (
    Indicateur("depenses", "Dépenses du périmètre", "€", "tout ce que le périmètre compte", axes=("perimetre",)),
    Indicateur(
        "depenses_par_budget",
        "Dépenses par budget",
        "€",
        "ce qu'un budget apporte à l'annexe",
        "budget",
        ("perimetre",),
    ),
    Indicateur(
        "depenses_par_politique",
        "Dépenses par politique",
        "€",
        "tout ce qu'une politique compte",
        "politique",
        ("perimetre",),
    ),
    Indicateur("montant", "Montant par classe", "€", "les dépenses de cette classe", axes=_LUE),
    Indicateur(
        "montant_par_politique",
        "Montant par politique et par classe",
        "€",
        "les dépenses de cette classe dans une politique",
        "politique",
        _LUE,
    ),
    Indicateur("part", "Part de ce qui est coté", "part", "une classe rapportée aux montants cotés", axes=_LUE),
    Indicateur(
        "part_examinee",
        "Part de ce qui est examiné",
        "part",
        "une classe rapportée aux montants cotés ou indéfinis",
        axes=_LUE,
    ),
    Indicateur("couverture", "Part cotée", "part", "les montants cotés rapportés au total", axes=("perimetre", "axe")),
    Indicateur(
        "indefini",
        "Part indéfinie",
        "part",
        "ce qui a été examiné sans conclure, rapporté à ce qui a été examiné",
        axes=("perimetre", "axe"),
    ),
    Indicateur(
        "desaccord",
        "En désaccord",
        "€",
        "les dépenses dont les avis diffèrent, sans que personne ne tranche",
        axes=("perimetre", "axe"),
    ),
    Indicateur(
        "desaccord_six_axes",
        "En désaccord sous un axe au moins",
        "€",
        "les mêmes, sous l'un des six axes",
        axes=("perimetre",),
    ),
    Indicateur(
        "hors_perimetre", "Hors du budget lu", "€", "la dette et les reversements, que le budget entier laisse de côté"
    ),
    Indicateur(
        "comptes_imprecis",
        "Compté, compte trop court",
        "€",
        "ce que le budget entier compte sans savoir s'il y est de la dette ou des reversements",
    ),
    Indicateur(
        "investissement", "Investissement réel", "€", "toutes les dépenses réelles d'investissement, tous budgets"
    ),
    Indicateur(
        "sans_nomenclature",
        "Laissé de côté faute de nomenclature",
        "€",
        "les dépenses de l'annexe si l'on savait la nomenclature de leur budget",
        "budget",
    ),
    Indicateur(
        "lignes_sans_nomenclature",
        "Lignes laissées de côté faute de nomenclature",
        "lignes",
        "le nombre de ces dépenses",
        "budget",
    ),
    Indicateur(
        "lignes_de_nomenclature_inconnue",
        "Lignes dont la nomenclature n'est pas reconnue",
        "lignes",
        "celles de ces dépenses dont la nomenclature est écrite, texte par texte",
        "nomenclature écrite",
        ("budget",),
    ),
    Indicateur(
        "comptes_trop_courts",
        "Laissé de côté, compte trop court",
        "€",
        "les dépenses dont le compte est trop court pour savoir si l'annexe les regarde",
        "budget",
    ),
    Indicateur(
        "lignes_trop_courtes",
        "Lignes laissées de côté, compte trop court",
        "lignes",
        "le nombre de ces dépenses",
        "budget",
    ),
    Indicateur(
        "lignes_de_compte_trop_court",
        "Lignes au compte trop court",
        "lignes",
        "le nombre de ces dépenses, compte par compte",
        "compte",
        ("budget",),
    ),
)
