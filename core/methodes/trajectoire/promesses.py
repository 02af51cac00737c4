"""Ce que chaque trajectoire promise demande : l'écart, l'effort, le budget, et les taux requis."""

from __future__ import annotations

from math import floor

from core.communs.climat.actions import Effets
from core.communs.climat.observees import Observees
from core.methodes.trajectoire.budgets import Budget, budget, epuisement_du_scenario, taux_apres_attente
from core.methodes.trajectoire.chemins import Chemin, Objectif, niveau_de_reference, taux_requis, tracer
from core.methodes.trajectoire.perimetre import Ligne, Perimetre
from core.methodes.trajectoire.reperes import Periode
from core.modele import Nature, Qualite, origine
from core.tables.carbone import OBJECTIFS_EMISSIONS

ATTENTES = (0, 3, 5)


def indicateurs_objectif(objectif: Objectif, lieu: Perimetre) -> list[Ligne]:
    """Les lignes d'une trajectoire : chemin visé, écart, effort à la prochaine échéance, budget, taux requis.

    Sans référence calculable, le chemin est absent : une seule ligne `emissions_objectif` nulle le dit.
    """
    chemin = tracer(objectif, lieu.observees, lieu.nation)
    commun: Ligne = {
        "perimetre": lieu.nom,
        "poste": objectif.nom,
        "qualite": str(Qualite.ESTIME),
        "origine": origine(OBJECTIFS_EMISSIONS.nom, perimetre=lieu.nom, trajectoire=objectif.nom),
    }
    vise = commun | {"indicateur": "emissions_objectif", "nature": str(Nature.OBJECTIF)}
    if not chemin.valeurs:
        return [vise | {"exercice": objectif.horizon, "valeur": None, "couverture": 0.0}]
    declare = vise | {"qualite": str(Qualite.DECLARE)}
    lignes = [declare | {"exercice": annee, "valeur": valeur} for annee, valeur in chemin.valeurs.items()]
    lignes += _compensation(chemin, commun | {"exercice": lieu.exercice})
    if objectif.forme == "snbc":
        lignes += _periodes(objectif, lieu, commun)
    depart = lieu.observees.depart
    if lieu.effet is None or depart is None:
        return lignes
    lignes += _ecarts(chemin, lieu.observees, lieu.effet, commun)
    lignes += _efforts(chemin, objectif.echeance(max(lieu.exercice, depart)), lieu.observees, lieu.effet, commun)
    return lignes + _budget(chemin, lieu.exercice, lieu.observees, lieu.effet, commun)


def _compensation(chemin: Chemin, present: Ligne) -> list[Ligne]:
    """La baisse qui rend le dépassement passé, et ce dépassement ; SBTi seulement."""
    lignes: list[Ligne] = []
    if chemin.taux_compense is not None:
        lignes.append(
            present | {"indicateur": "taux_compense", "nature": str(Nature.OBJECTIF), "valeur": chemin.taux_compense}
        )
    if chemin.depassement is not None:
        lignes.append(
            present | {"indicateur": "depassement_passe", "nature": str(Nature.REALISE), "valeur": chemin.depassement}
        )
    return lignes


def _ecarts(chemin: Chemin, observees: Observees, effet: Effets, commun: Ligne) -> list[Ligne]:
    """Ce qui dépasse l'objectif (positif) : l'observé jusqu'au départ, le scénario ensuite."""
    vus = {annee: (valeur, Nature.REALISE) for annee, valeur in observees.completes.items()}
    depart = max(vus)
    vus |= {annee: (valeur, Nature.PREVU) for annee, valeur in effet.scenario.items() if annee > depart}
    return [
        commun
        | {
            "exercice": annee,
            "indicateur": "ecart_objectif",
            "nature": str(nature),
            "valeur": valeur - chemin.valeurs[annee],
        }
        for annee, (valeur, nature) in vus.items()
        if annee in chemin.valeurs
    ]


def _efforts(chemin: Chemin, echeance: int, observees: Observees, effet: Effets, commun: Ligne) -> list[Ligne]:
    """L'effort entre le niveau présent et l'objectif de l'échéance, ce que les actions en couvrent, les deux taux."""
    depart = max(observees.completes)
    niveau, cible = observees.completes[depart], chemin.valeurs.get(echeance)
    if cible is None or echeance <= depart:
        return []
    effort = niveau - cible
    evite = niveau - effet.scenario[echeance]
    lineaire, compose = taux_requis(niveau, cible, echeance - depart)
    prevu = commun | {"exercice": echeance, "nature": str(Nature.PREVU)}
    return [
        prevu | {"indicateur": "effort_requis", "valeur": effort},
        prevu | {"indicateur": "effet_actions", "valeur": evite},
        prevu | {"indicateur": "couverture_actions", "valeur": evite / effort if effort > 0 else None},
        prevu | {"indicateur": "taux_requis_lineaire", "valeur": lineaire},
        prevu | {"indicateur": "taux_requis_compose", "valeur": compose},
    ]


def _budget(chemin: Chemin, exercice: int, observees: Observees, effet: Effets, commun: Ligne) -> list[Ligne]:
    """Le budget de la trajectoire, ce qui en est consommé, quand il s'épuise, et la baisse qui le tient si l'on
    attend."""
    depart = max(observees.completes)
    compte = budget(chemin.valeurs, observees.completes, depart)
    if compte is None:
        return []
    annees = range(compte.debut, depart + 1)
    connues = sum(annee in observees.completes for annee in annees) / len(annees)
    present = commun | {"exercice": exercice, "couverture": connues}
    niveau, terme = observees.completes[depart], max(chemin.valeurs) - depart
    attentes = [
        commun
        | {
            "exercice": depart + attente,
            "indicateur": "taux_requis_budget",
            "nature": str(Nature.PREVU),
            "valeur": taux_apres_attente(compte.restant, niveau, attente, terme),
        }
        for attente in ATTENTES
    ]
    return [
        *(
            present | {"indicateur": nom, "nature": str(nature), "valeur": valeur}
            for nom, nature, valeur in _grandeurs(compte, effet, depart)
        ),
        *attentes,
    ]


def _grandeurs(compte: Budget, effet: Effets, depart: int) -> list[tuple[str, Nature, float | None]]:
    instant: float | None = compte.epuisement
    if compte.restant > 0:
        instant = epuisement_du_scenario(compte.restant, effet.scenario, depart)
    return [
        ("budget_total", Nature.PLAFOND, compte.total),
        ("budget_consomme", Nature.REALISE, compte.consomme),
        ("budget_restant", Nature.PLAFOND, compte.restant),
        ("annee_debut_budget", Nature.PLAFOND, float(compte.debut)),
        ("annee_epuisement", Nature.PREVU, None if compte.epuisement is None else float(compte.epuisement)),
        ("annee_epuisement_scenario", Nature.PREVU, None if instant is None else float(floor(instant))),
    ]


def _periodes(objectif: Objectif, lieu: Perimetre, commun: Ligne) -> list[Ligne]:
    """Les budgets quinquennaux de la SNBC ramenés au territoire : des moyennes annuelles, donc des rectangles.

    Ils se comparent à la somme des années civiles observées, jamais au cumul par trapèzes. Une période achevée avant
    l'année de référence n'en est pas.
    """
    reference = niveau_de_reference(objectif, lieu.observees)
    nationale = lieu.nation.niveau(objectif.annee_reference)
    if reference is None or nationale is None:
        return []
    rapport_local = reference / (nationale / 1000)
    return [
        ligne
        for periode in lieu.nation.periodes
        if periode.fin >= objectif.annee_reference
        for ligne in _periode(periode, rapport_local, lieu.observees, commun)
    ]


def _periode(periode: Periode, rapport_local: float, observees: Observees, commun: Ligne) -> list[Ligne]:
    annees = range(periode.debut, periode.fin + 1)
    vues = [observees.completes[annee] for annee in annees if annee in observees.completes]
    sienne = commun | {"exercice": periode.fin, "periode": f"{periode.strategie} {periode.debut}-{periode.fin}"}
    return [
        sienne
        | {
            "indicateur": "budget_periode",
            "nature": str(Nature.PLAFOND),
            "valeur": periode.moyenne * rapport_local * len(annees),
        },
        sienne
        | {
            "indicateur": "emissions_periode",
            "nature": str(Nature.REALISE),
            "valeur": sum(vues) if vues else None,
            "couverture": len(vues) / len(annees),
        },
    ]
