"""La fiche du budget sensible au genre, et les indicateurs que la méthode rend."""

from __future__ import annotations

from core.modele import Fiche, Maturite
from core.resultat import Indicateur

FICHE = Fiche(
    cle="budget_genre",
    titre="Budget et égalité",
    question="À qui profitent nos dépenses, femmes et hommes comptés à part, et lesquelles font avancer l'égalité ?",
    origine=(
        "Budgétisation sensible au genre, en trois catégories dites par leur nom : neutre, susceptible d'avoir un "
        "impact (« genrable »), favorable à l'égalité (Lyon, Strasbourg). Bénéfice d'un sexe = montant × sa part parmi "
        "les usagers ; écart à la parité = part des femmes dans le bénéfice − part des femmes dans le public visé ; "
        "taux de documentation = euros « genrables » dont l'activité compte femmes et hommes ÷ euros « genrables ». "
        "Une ligne va à l'activité dite, sinon à celle dont les critères la reconnaissent le mieux ; à égalité, elle "
        "reste à départager."
    ),
    masque=(
        "Fréquenter n'est pas choisir : la part des usagers ne dit ni la qualité du service, ni qui renonce à venir. "
        "Les euros par usager d'une activité sont les mêmes pour les deux sexes ; ceux par personne visée les "
        "distinguent. Un groupe de moins de onze personnes ne se montre pas, et ses euros sortent des totaux par sexe. "
        "Une même personne peut compter dans plusieurs activités. Le sexe déclaré ne dit pas toutes les situations, ni "
        "l'âge, le revenu ou le handicap."
    ),
    maturite=Maturite.PILOTAGE,
    requises=("lignes_budgetaires",),
    optionnelles=("affectations", "publics"),
    sources=("lyon_budget_genre", "strasbourg_budget_genre"),
    mene_a=("donut", "budget_vert"),
)

PERSONNE = "€/personne"
INDICATEURS = (
    Indicateur("montant", "Montant par classe", "€", "les dépenses de cette classe", axes=("classe",)),
    Indicateur("part", "Part de ce qui est coté", "part", "une classe rapportée aux montants cotés", axes=("classe",)),
    Indicateur("couverture_cotation", "Part cotée", "part", "les montants cotés rapportés au total"),
    Indicateur("desaccord", "En désaccord", "€", "les dépenses dont les avis diffèrent, sans que personne ne tranche"),
    Indicateur(
        "taux_documentation",
        "Taux de documentation",
        "part",
        "ce dont le public est compté par sexe, parmi les dépenses susceptibles d'avoir un impact",
    ),
    Indicateur("a_departager", "À départager", "€", "les dépenses que plusieurs activités réclament"),
    Indicateur("masque", "Activités cachées", "€", "les dépenses dont un groupe compte moins de onze personnes"),
    Indicateur("montant_activite", "Montant d'une activité", "€", "les dépenses qui lui sont rattachées", "activité"),
    Indicateur("usagers", "Personnes touchées", "personnes", "les usagères ou les usagers", "activité", ("sexe",)),
    Indicateur("benefice", "Bénéfice d'un sexe", "€", "le montant, au prorata de ses usagers", "activité", ("sexe",)),
    Indicateur(
        "part_femmes_benefice",
        "Part des femmes dans le bénéfice",
        "part",
        "les euros qui reviennent aux femmes",
        "activité",
    ),
    Indicateur(
        "part_femmes_visees",
        "Part des femmes dans le public visé",
        "part",
        "les femmes parmi les personnes visées",
        "activité",
    ),
    Indicateur(
        "ecart_parite", "Écart à la parité", "part", "la part du bénéfice, moins la part du public visé", "activité"
    ),
    Indicateur(
        "eur_par_usager", "Euros par personne touchée", PERSONNE, "le montant par usager", "activité", ("sexe",)
    ),
    Indicateur(
        "eur_par_personne_visee",
        "Euros par personne visée",
        PERSONNE,
        "le bénéfice d'un sexe par personne visée de ce sexe",
        "activité",
        ("sexe",),
    ),
)
