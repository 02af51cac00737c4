"""Ce que chaque trajectoire promise demande : l'écart, l'effort, le budget, et les taux requis."""

from __future__ import annotations

from math import floor
from operator import itemgetter

from core import references
from core.communs.climat.actions import Effets
from core.communs.climat.observees import Observees
from core.methodes.trajectoire.budgets import budget, epuisement_du_scenario, taux_apres_attente
from core.methodes.trajectoire.chemins import (
    Chemin,
    Objectif,
    emissions_nationales,
    niveau_de_reference,
    taux_requis,
    tracer,
)
from core.modele import Nature, Qualite, origine
from core.tables.carbone import OBJECTIFS_EMISSIONS

Ligne = dict[str, str | int | float | None]
ATTENTES = (0, 3, 5)


def indicateurs_objectif(
    perimetre: str, exercice: int, objectif: Objectif, observees: Observees, effet: Effets | None
) -> list[Ligne]:
    """Les lignes d'une trajectoire : chemin visé, écart, effort à la prochaine échéance, budget, taux requis.

    Sans référence calculable, le chemin est absent : une seule ligne `emissions_objectif` nulle le dit.
    """
    chemin = tracer(objectif, observees)
    commun: Ligne = {
        "poste": f"{perimetre}/{objectif.nom}",
        "unite": "tCO2e",
        "qualite": str(Qualite.ESTIME),
        "origine": origine(OBJECTIFS_EMISSIONS.nom, perimetre=perimetre, trajectoire=objectif.nom),
    }
    if not chemin.valeurs:
        return [
            commun
            | {
                "exercice": objectif.horizon,
                "indicateur": "emissions_objectif",
                "valeur": None,
                "nature": str(Nature.OBJECTIF),
                "qualite": str(Qualite.MANQUANT),
                "couverture": 0.0,
            }
        ]
    lignes = [
        commun
        | {
            "exercice": annee,
            "indicateur": "emissions_objectif",
            "nature": str(Nature.OBJECTIF),
            "qualite": str(Qualite.DECLARE),
            "valeur": valeur,
        }
        for annee, valeur in chemin.valeurs.items()
    ]
    if chemin.taux_compense is not None:
        lignes.append(
            commun
            | {
                "exercice": exercice,
                "indicateur": "taux_compense",
                "unite": "part par an",
                "nature": str(Nature.OBJECTIF),
                "valeur": chemin.taux_compense,
            }
        )
    if chemin.depassement is not None:
        lignes.append(
            commun
            | {
                "exercice": exercice,
                "indicateur": "depassement_passe",
                "valeur": chemin.depassement,
                "nature": str(Nature.REALISE),
            }
        )
    if objectif.forme == "snbc":
        lignes += _periodes(perimetre, objectif, observees, commun)
    if effet is None or observees.depart is None:
        return lignes
    lignes += _ecarts(chemin, observees, effet, commun)
    lignes += _efforts(chemin, objectif.echeance(max(exercice, observees.depart)), observees, effet, commun)
    return lignes + _budget(chemin, exercice, observees, effet, commun)


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
        prevu | {"indicateur": "couverture_actions", "valeur": evite / effort if effort > 0 else None, "unite": "part"},
        prevu | {"indicateur": "taux_requis_lineaire", "valeur": lineaire, "unite": "part du niveau présent par an"},
        prevu | {"indicateur": "taux_requis_compose", "valeur": compose, "unite": "part de l'année précédente par an"},
    ]


def _budget(chemin: Chemin, exercice: int, observees: Observees, effet: Effets, commun: Ligne) -> list[Ligne]:
    depart = max(observees.completes)
    compte = budget(chemin.valeurs, observees.completes, depart)
    if compte is None:
        return []
    annees = range(compte.debut, depart + 1)
    connues = sum(annee in observees.completes for annee in annees) / len(annees)
    present = commun | {"exercice": exercice, "couverture": connues}
    plafond, realise, prevu = str(Nature.PLAFOND), str(Nature.REALISE), str(Nature.PREVU)
    instant = (
        compte.epuisement if compte.restant <= 0 else epuisement_du_scenario(compte.restant, effet.scenario, depart)
    )
    avec = None if instant is None else floor(instant)
    lignes = [
        present | {"indicateur": "budget_total", "nature": plafond, "valeur": compte.total},
        present | {"indicateur": "budget_consomme", "nature": realise, "valeur": compte.consomme},
        present | {"indicateur": "budget_restant", "nature": plafond, "valeur": compte.restant},
        present
        | {"indicateur": "annee_debut_budget", "nature": plafond, "valeur": float(compte.debut), "unite": "année"},
        present
        | {
            "indicateur": "annee_epuisement",
            "nature": prevu,
            "unite": "année",
            "valeur": None if compte.epuisement is None else float(compte.epuisement),
        },
        present
        | {
            "indicateur": "annee_epuisement_scenario",
            "nature": prevu,
            "unite": "année",
            "valeur": None if avec is None else float(avec),
        },
    ]
    niveau = observees.completes[depart]
    return lignes + [
        commun
        | {
            "exercice": depart + attente,
            "indicateur": "taux_requis_budget",
            "nature": prevu,
            "unite": "part du niveau présent par an",
            "valeur": taux_apres_attente(compte.restant, niveau, attente, max(chemin.valeurs) - depart),
        }
        for attente in ATTENTES
    ]


def _periodes(perimetre: str, objectif: Objectif, observees: Observees, commun: Ligne) -> list[Ligne]:
    """Les budgets quinquennaux de la SNBC ramenés au territoire : des moyennes annuelles, donc des rectangles.

    Ils se comparent à la somme des années civiles observées, jamais au cumul par trapèzes. Seules les stratégies dont
    la source est vérifiée servent ; pour une même période, la plus récente.
    """
    national = emissions_nationales()
    reference = niveau_de_reference(objectif, observees)
    if reference is None or objectif.annee_reference not in national:
        return []
    rapport_local = reference / (national[objectif.annee_reference] / 1000)
    verifies = [
        ligne
        for ligne in references.valeurs("snbc_budgets").iter_rows(named=True)
        if ligne["secteur"] == "total" and references.source(ligne["source"]).verifiee
    ]
    lignes: list[Ligne] = []
    for periode in {ligne["debut"]: ligne for ligne in sorted(verifies, key=itemgetter("strategie"))}.values():
        annees = range(int(periode["debut"]), int(periode["fin"]) + 1)
        vues = [observees.completes[annee] for annee in annees if annee in observees.completes]
        if annees[-1] < objectif.annee_reference:
            continue
        nom: Ligne = commun | {
            "exercice": annees[-1],
            "poste": f"{commun['poste']}/{periode['strategie']} {annees[0]}-{annees[-1]}",
        }
        lignes += [
            nom
            | {
                "indicateur": "budget_periode",
                "nature": str(Nature.PLAFOND),
                "valeur": periode["valeur"] * rapport_local * len(annees),
            },
            nom
            | {
                "indicateur": "emissions_periode",
                "nature": str(Nature.REALISE),
                "valeur": sum(vues) if vues else None,
                "couverture": len(vues) / len(annees),
            },
        ]
    return lignes
