"""La fiche de la trajectoire carbone, et les indicateurs que la méthode rend."""

from __future__ import annotations

from core.modele import Fiche, Maturite
from core.resultat import Indicateur

FICHE = Fiche(
    cle="trajectoire",
    titre="Trajectoire carbone",
    question="Où en sommes-nous de la trajectoire promise, et que couvrent nos actions chiffrées ?",
    origine=(
        "Émissions observées par secteur, chemin vers l'objectif (points reliés, baisse linéaire en % de la base, "
        "baisse composée en % de l'année précédente, proportionnelle à la SNBC, SBTi avec compensation du "
        "dépassement ; et, secteur par secteur, l'indice national appliqué à l'année observée), effet des actions en "
        "rampe annuelle, budget cumulé par la méthode des trapèzes. L'écart entre le plafond et ce que les actions "
        "couvrent est le chiffre principal, comme dans le budget climat d'Oslo."
    ),
    masque=(
        "Le scénario part du dernier niveau observé et n'y retranche que les actions chiffrées : il ignore les "
        "évolutions extérieures et additionne des effets qui peuvent se recouvrir. Toute action non abandonnée y "
        "compte, même seulement identifiée. La population ne module ni le trafic ni l'industrie. La séquestration "
        "n'est jamais déduite des émissions ; organisation et territoire ne se mêlent jamais."
    ),
    maturite=Maturite.PILOTAGE,
    requises=("emissions",),
    optionnelles=("objectifs_emissions", "actions_climat", "populations"),
    sources=(
        "abc_bilan_carbone_plus",
        "ademe_trajectoire_snbc_2024",
        "citepa_secten_2025",
        "decret_2020_457",
        "oslo_klimabudsjett_2023",
    ),
    mene_a=("donut", "care"),
)

_LIEU = ("perimetre",)
_PERIODE = ("perimetre", "periode")
_SECTEUR, _ACTION, _PROMESSE = "secteur", "action", "trajectoire promise"
_PART_DU_NIVEAU = "part du niveau présent par an"

INDICATEURS = (
    Indicateur("emissions", "Émissions observées", "tCO2e", "ce qui est émis une année, puits à part", _SECTEUR, _LIEU),
    Indicateur("sequestration", "Séquestration", "tCO2e", "ce qu'un puits absorbe, jamais déduit", _SECTEUR, _LIEU),
    Indicateur(
        "emissions_niveau_present",
        "Niveau présent prolongé",
        "tCO2e",
        "le dernier niveau observé, sans effort",
        axes=_LIEU,
    ),
    Indicateur(
        "emissions_scenario",
        "Avec les actions chiffrées",
        "tCO2e",
        "le niveau présent, moins l'effet des actions chiffrées",
        axes=_LIEU,
    ),
    Indicateur("effet_action", "Effet d'une action", "tCO2e", "ce qu'elle évite une année", _ACTION, _LIEU),
    Indicateur("actions_chiffrees", "Actions chiffrées", "action", "celles dont le gain est connu", axes=_LIEU),
    Indicateur(
        "actions_non_chiffrees", "Actions non chiffrées", "action", "celles dont le gain n'est pas connu", axes=_LIEU
    ),
    Indicateur("emissions_objectif", "Objectif", "tCO2e", "ce que vise une année la trajectoire", _PROMESSE, _LIEU),
    Indicateur(
        "ecart_objectif",
        "Écart à l'objectif",
        "tCO2e",
        "ce qui dépasse l'objectif, observé puis prévu",
        _PROMESSE,
        _LIEU,
    ),
    Indicateur(
        "effort_requis", "Effort requis", "tCO2e", "du niveau présent à l'objectif de l'échéance", _PROMESSE, _LIEU
    ),
    Indicateur(
        "effet_actions", "Effet des actions à l'échéance", "tCO2e", "ce qu'évitent alors les actions", _PROMESSE, _LIEU
    ),
    Indicateur(
        "couverture_actions", "Part de l'effort couverte", "part", "l'effet des actions sur l'effort", _PROMESSE, _LIEU
    ),
    Indicateur(
        "taux_requis_lineaire",
        "Baisse linéaire requise",
        _PART_DU_NIVEAU,
        "la même baisse chaque année",
        _PROMESSE,
        _LIEU,
    ),
    Indicateur(
        "taux_requis_compose",
        "Baisse composée requise",
        "part de l'année précédente par an",
        "la même part de l'année précédente, chaque année",
        _PROMESSE,
        _LIEU,
    ),
    Indicateur(
        "taux_compense",
        "Baisse SBTi compensée",
        "part par an",
        "celle qui rend ce qui a été émis en trop",
        _PROMESSE,
        _LIEU,
    ),
    Indicateur(
        "depassement_passe", "Émis en trop", "tCO2e", "ce que l'observé a émis au-delà du chemin SBTi", _PROMESSE, _LIEU
    ),
    Indicateur("budget_total", "Budget carbone", "tCO2e", "la surface sous l'objectif", _PROMESSE, _LIEU),
    Indicateur("budget_consomme", "Budget consommé", "tCO2e", "ce qui en est déjà émis", _PROMESSE, _LIEU),
    Indicateur("budget_restant", "Budget restant", "tCO2e", "ce qui reste à émettre", _PROMESSE, _LIEU),
    Indicateur(
        "annee_debut_budget", "Début du budget", "année", "la première à la fois visée et observée", _PROMESSE, _LIEU
    ),
    Indicateur(
        "annee_epuisement", "Épuisement au rythme actuel", "année", "quand le cumul atteint le budget", _PROMESSE, _LIEU
    ),
    Indicateur(
        "annee_epuisement_scenario",
        "Épuisement avec les actions chiffrées",
        "année",
        "quand le cumul du scénario atteint le budget",
        _PROMESSE,
        _LIEU,
    ),
    Indicateur(
        "taux_requis_budget",
        "Baisse requise après attente",
        _PART_DU_NIVEAU,
        "celle qui tient le même budget, partie de cette année-là",
        _PROMESSE,
        _LIEU,
    ),
    Indicateur(
        "budget_periode",
        "Budget d'une période nationale",
        "tCO2e",
        "le budget de la SNBC, ramené au territoire",
        _PROMESSE,
        _PERIODE,
    ),
    Indicateur(
        "emissions_periode", "Émissions d'une période", "tCO2e", "la somme des années observées", _PROMESSE, _PERIODE
    ),
    Indicateur(
        "emissions_snbc",
        "SNBC, secteur par secteur",
        "tCO2e",
        "l'indice national appliqué à l'année de référence",
        _SECTEUR,
        _LIEU,
    ),
    Indicateur(
        "emissions_snbc_demographie",
        "SNBC par secteur, avec la population",
        "tCO2e",
        "le même, modulé par la population du territoire",
        _SECTEUR,
        _LIEU,
    ),
    Indicateur(
        "secteurs_pcaet_renseignes",
        "Secteurs du plan climat renseignés",
        "secteur",
        "sur les huit du cadre",
        axes=_LIEU,
    ),
)
