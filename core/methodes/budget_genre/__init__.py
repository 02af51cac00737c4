"""Budget sensible au genre : qui bénéficie de la dépense, et ce qu'elle fait à l'égalité."""

from __future__ import annotations

from core.methodes.budget_genre.detail import activites, detail
from core.methodes.budget_genre.indicateurs import calculer
from core.methodes.budget_genre.publics import SEUIL_SECRET
from core.modele import Fiche, Maturite

FICHE = Fiche(
    cle="budget_genre",
    titre="Budget et égalité",
    question="À qui profitent nos dépenses, femmes et hommes comptés à part, et lesquelles font avancer l'égalité ?",
    origine=(
        "Budgétisation sensible au genre, en trois catégories dites par leur nom : neutre, susceptible d'avoir un impact "
        "(« genrable »), favorable à l'égalité (Lyon, Strasbourg). Bénéfice d'un sexe = montant × sa part parmi les usagers ; "
        "écart à la parité = part des femmes dans le bénéfice − part des femmes dans le public visé ; taux de documentation = "
        "euros « genrables » dont l'activité compte femmes et hommes ÷ euros « genrables ». Une ligne va à l'activité dite, "
        "sinon à celle dont les critères la reconnaissent le mieux ; à égalité, elle reste à départager."
    ),
    masque=(
        "Fréquenter n'est pas choisir : la part des usagers ne dit ni la qualité du service, ni qui renonce à venir. Les euros par "
        "usager d'une activité sont les mêmes pour les deux sexes ; ceux par personne visée les distinguent. Un groupe de "
        "moins de onze personnes ne se montre pas, et ses euros sortent des totaux par sexe. Une même personne peut compter "
        "dans plusieurs activités. Le sexe déclaré ne dit pas toutes les situations, ni l'âge, le revenu ou le handicap."
    ),
    maturite=Maturite.PILOTAGE,
    requises=("lignes_budgetaires",),
    optionnelles=("affectations", "publics"),
    sources=("lyon_budget_genre", "strasbourg_budget_genre"),
    mene_a=("donut", "budget_vert"),
)

__all__ = ["FICHE", "SEUIL_SECRET", "activites", "calculer", "detail"]
