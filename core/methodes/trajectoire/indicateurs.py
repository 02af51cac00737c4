"""Les indicateurs de la trajectoire, périmètre par périmètre, dans la table de résultats commune."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from core.communs.climat.actions import STATUTS_COMPTES, Action, Effets, effets, lire
from core.communs.climat.observees import Emission, Observees, bornes, observer
from core.methodes.trajectoire.chemins import Objectif, objectifs
from core.methodes.trajectoire.fiche import INDICATEURS
from core.methodes.trajectoire.nationale import indicateurs_nationaux
from core.methodes.trajectoire.perimetre import Ligne, Perimetre
from core.methodes.trajectoire.promesses import indicateurs_objectif
from core.methodes.trajectoire.reperes import reperes
from core.modele import Donnees, Nature, Qualite, origine, table_requise
from core.resultat import resultat
from core.tables import Table
from core.tables.carbone import ACTIONS_CLIMAT, EMISSIONS, OBJECTIFS_EMISSIONS


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Émissions, objectifs, scénario, écarts, budgets et efforts requis, vus depuis `exercice` ; en tCO2e sauf mention.

    `perimetre` vaut organisation ou territoire, jamais mêlés ; `poste` est le secteur, le code d'action ou le nom de la
    trajectoire, nul pour tout le périmètre. `exercice` est l'année dont parle la ligne : le passé pour les émissions,
    l'avenir pour l'objectif et le scénario. Une valeur nulle est une donnée absente. Lève `TableManquante` sans
    émissions.
    """
    emissions = table_requise(donnees, EMISSIONS.nom, EMISSIONS.titre)
    actions = lire(_ou_vide(donnees, ACTIONS_CLIMAT))
    promesses = objectifs(_ou_vide(donnees, OBJECTIFS_EMISSIONS))
    nation = reperes(donnees)
    lignes: list[Ligne] = []
    for nom, observees in sorted(observer(emissions, exercice, donnees).items()):
        siennes = promesses.get(nom, [])
        effet = _effet(observees, actions.get(nom, []), siennes)
        lignes += _lignes_du_perimetre(Perimetre(nom, exercice, observees, effet, nation), siennes)
    lignes += indicateurs_nationaux(emissions, donnees, exercice, nation)
    return resultat("trajectoire", INDICATEURS, lignes, territoire=emissions["territoire"].first())


def _ou_vide(donnees: Donnees, table: Table) -> pl.DataFrame:
    frame = donnees.get(table.nom)
    return pl.DataFrame(schema=table.schema()) if frame is None else frame


def _effet(observees: Observees, actions: Sequence[Action], promesses: Sequence[Objectif]) -> Effets | None:
    """L'effet des actions depuis le niveau présent, jusqu'au dernier terme visé ; nul sans niveau présent."""
    depart = observees.depart
    if depart is None:
        return None
    horizon = max([depart, *(action.fin for action in actions), *(objectif.horizon for objectif in promesses)])
    return effets(actions, depart, observees.completes[depart], horizon)


def _lignes_du_perimetre(lieu: Perimetre, promesses: Sequence[Objectif]) -> list[Ligne]:
    lues = [lue for emissions in lieu.observees.secteurs.values() for lue in emissions]
    symetrique = lieu.nation.constantes["incertitude_symetrique_max"]
    lignes = [*_totaux(lieu), *_secteurs(lieu.nom, lues, symetrique), *_puits(lieu)]
    depart = lieu.observees.depart
    if lieu.effet is not None and depart is not None:
        lignes += _scenario(lieu, lieu.effet, depart)
        lignes += _actions(lieu.nom, lieu.effet, depart)
        lignes += _comptes(lieu, lieu.effet)
    for objectif in promesses:
        lignes += indicateurs_objectif(objectif, lieu)
    return lignes


def _totaux(lieu: Perimetre) -> list[Ligne]:
    return [
        {
            "exercice": annee,
            "indicateur": "emissions",
            "perimetre": lieu.nom,
            "nature": str(Nature.REALISE),
            "valeur": total.valeur,
            "borne_basse": total.basse,
            "borne_haute": total.haute,
            "qualite": total.qualite,
            "couverture": total.couverture,
            "origine": origine(
                EMISSIONS.nom, perimetre=lieu.nom, exercice=annee, secteur=lieu.observees.secteurs_de(annee)
            ),
        }
        for annee, total in lieu.observees.totaux.items()
    ]


def _secteurs(perimetre: str, lues: Iterable[Emission], symetrique: float) -> list[Ligne]:
    lignes = []
    for lue in lues:
        basse, haute = bornes(lue.valeur, lue.incertitude, symetrique)
        lignes.append(
            _secteur(perimetre, lue)
            | {
                "indicateur": "emissions",
                "borne_basse": basse,
                "borne_haute": haute,
                "couverture": 0.0 if lue.valeur is None else 1.0,
            }
        )
    return lignes


def _puits(lieu: Perimetre) -> list[Ligne]:
    """La séquestration, montrée à part : elle ne se déduit d'aucune émission."""
    return [_secteur(lieu.nom, lue) | {"indicateur": "sequestration"} for lue in lieu.observees.puits]


def _secteur(perimetre: str, lue: Emission) -> Ligne:
    return {
        "exercice": lue.exercice,
        "perimetre": perimetre,
        "poste": lue.secteur,
        "nature": str(Nature.REALISE),
        "valeur": lue.valeur,
        "qualite": lue.qualite or str(Qualite.DECLARE),
        "origine": origine(EMISSIONS.nom, perimetre=perimetre, exercice=lue.exercice, secteur=lue.secteur),
    }


def _scenario(lieu: Perimetre, effet: Effets, depart: int) -> list[Ligne]:
    """Le niveau présent prolongé, et le scénario des actions chiffrées."""
    commun: Ligne = {"perimetre": lieu.nom, "qualite": str(Qualite.ESTIME)}
    observees = origine(EMISSIONS.nom, perimetre=lieu.nom, exercice=depart, secteur=lieu.observees.secteurs_de(depart))
    prevu = commun | {
        "indicateur": "emissions_scenario",
        "nature": str(Nature.PREVU),
        "origine": _actions_comptees(lieu.nom, effet) or observees,
    }
    present = commun | {
        "indicateur": "emissions_niveau_present",
        "nature": str(Nature.REFERENCE),
        "valeur": effet.scenario[depart],
        "origine": observees,
    }
    return [
        ligne
        for annee, valeur in effet.scenario.items()
        for ligne in (prevu | {"exercice": annee, "valeur": valeur}, present | {"exercice": annee})
    ]


def _actions(perimetre: str, effet: Effets, depart: int) -> list[Ligne]:
    """L'effet de chaque action chiffrée, année par année après le départ."""
    lignes: list[Ligne] = []
    for code, valeurs in effet.par_action.items():
        sienne: Ligne = {
            "indicateur": "effet_action",
            "perimetre": perimetre,
            "poste": code,
            "nature": str(Nature.PREVU),
            "qualite": str(Qualite.ESTIME),
            "origine": origine(ACTIONS_CLIMAT.nom, perimetre=perimetre, code=code),
        }
        lignes += [
            sienne | {"exercice": annee, "valeur": valeur, "couverture": effet.part_retenue[annee]}
            for annee, valeur in valeurs.items()
            if annee > depart
        ]
    return lignes


def _comptes(lieu: Perimetre, effet: Effets) -> list[Ligne]:
    """Combien d'actions sont chiffrées, et combien ne le sont pas."""
    commun: Ligne = {
        "exercice": lieu.exercice,
        "perimetre": lieu.nom,
        "nature": str(Nature.PREVU),
        "qualite": str(Qualite.DECLARE),
        "origine": _actions_comptees(lieu.nom, effet),
    }
    return [
        commun | {"indicateur": "actions_chiffrees", "valeur": float(effet.chiffrees)},
        commun | {"indicateur": "actions_non_chiffrees", "valeur": float(effet.non_chiffrees)},
    ]


def _actions_comptees(perimetre: str, effet: Effets) -> str | None:
    """L'adresse des actions qui comptent ; nulle quand il n'y en a aucune : le scénario est le niveau observé."""
    if not effet.chiffrees + effet.non_chiffrees:
        return None
    return origine(ACTIONS_CLIMAT.nom, perimetre=perimetre, statut=STATUTS_COMPTES)
