"""Budget climat : un plafond d'émissions se tient comme un plafond de dépenses ; l'écart avec les mesures est le titre."""

from __future__ import annotations

from core.methodes.budget_climat.abattement import abattement, taux_par_defaut, valeurs_tutelaires
from core.methodes.budget_climat.detail import detail
from core.methodes.budget_climat.indicateurs import calculer, coins, couts
from core.methodes.budget_climat.operations import execution
from core.modele import Fiche, Maturite

FICHE = Fiche(
    cle="budget_climat",
    titre="Budget climat",
    question="Nos mesures décidées et chiffrées tiennent-elles le plafond d'émissions de chaque exercice, et à quel prix ?",
    origine=(
        "Comme à Oslo : un plafond d'émissions par exercice, des mesures avec leur service, leur effet annuel, leur "
        "coût et leur avancement, un tableau d'opérations sur quatre ans, trois points par an à côté de l'exécution "
        "budgétaire. L'écart au plafond est le niveau observé, moins les mesures décidées et chiffrées, moins le "
        "plafond. Le coût d'abattement étale l'investissement en annuités sur la durée de vie. En France, « budget "
        "climat » désigne souvent une cotation des dépenses : c'est ici un autre objet, en tonnes."
    ),
    masque=(
        "Le calcul part du dernier niveau observé et ignore les évolutions extérieures. Une mesure sans effet chiffré "
        "n'est pas une mesure sans effet : elle est comptée à part. Des effets qui se recouvrent s'additionnent trop : la "
        "lecture multiplicative le montre. Un coût à la tonne ne dit ni la lenteur, ni le potentiel, ni les autres bienfaits "
        "d'une mesure : il ne fait pas un classement."
    ),
    maturite=Maturite.PILOTAGE,
    requises=("plafonds_emissions",),
    optionnelles=("actions_climat", "emissions", "operations_climat", "suivis_climat", "lignes_budgetaires"),
    sources=("oslo_klimabudsjett_2023", "quinet_2019", "comptes_communs_abattement"),
    mene_a=("trajectoire", "execution"),
)

__all__ = [
    "FICHE",
    "abattement",
    "calculer",
    "coins",
    "couts",
    "detail",
    "execution",
    "taux_par_defaut",
    "valeurs_tutelaires",
]
