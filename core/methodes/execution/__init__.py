"""Exécution budgétaire : ce qui était prévu, ce qui a été fait, ce qu'il reste pour agir."""

from __future__ import annotations

from core.methodes.execution.calcul import calculer
from core.methodes.execution.lignes import detail
from core.modele import Fiche, Maturite

FICHE = Fiche(
    cle="execution",
    titre="Exécution budgétaire",
    question="Que dépensons-nous et pour quoi, qu'avons-nous réalisé de ce qui était prévu, et que reste-t-il pour agir ?",
    origine=(
        "Ratios usuels de l'analyse financière locale, recalculés ligne à ligne. Recettes réelles de fonctionnement : "
        "sans le résultat reporté (002) ni les cessions (775). Épargne brute = recettes − dépenses réelles de "
        "fonctionnement ; épargne de gestion = épargne brute + intérêts (66111, 66112) ; épargne nette = épargne brute "
        "− capital remboursé (compte 16 sans 166, 16449 et 1645) ; capacité de désendettement = encours de dette ÷ "
        "épargne brute ; marge d'autofinancement = (dépenses réelles de fonctionnement + capital) ÷ recettes ; "
        "dépenses d'équipement = comptes 20, 21 et 23 sans 204. Le réalisé vient du compte financier unique, sinon du "
        "compte administratif ; le prévu, des crédits ouverts de ce document, sinon des votes BP + BS + DM."
    ),
    masque=(
        "Un taux d'exécution élevé ne dit pas si la dépense était utile, ni ce qu'elle fait au climat ou aux personnes. "
        "Seul le budget principal est compté : additionner ses budgets annexes compterait deux fois les flux entre eux. "
        "Les opérations d'ordre, les résultats reportés, le compte 1068 et les cessions (775) sont laissés de côté ; les "
        "subdivisions 7751 et 7752 restent dans les recettes, comme dans les ratios des documents publiés : "
        "l'indicateur « cessions comprises » en dit le montant. Un taux d'exécution rapporte le réalisé connu au prévu "
        "connu : sa couverture dit la part des lignes renseignées."
    ),
    maturite=Maturite.COMPTABILITE,
    requises=("lignes_budgetaires",),
    optionnelles=("agregats_financiers", "affectations"),
    sources=("dgcl_ratios", "dgcl_plan_m57_2024", "dgcl_plan_m14_2023", "comptes_communs_politiques"),
    mene_a=("care", "trajectoire"),
)

__all__ = ["FICHE", "calculer", "detail"]
