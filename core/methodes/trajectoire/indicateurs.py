"""Les indicateurs de la trajectoire, périmètre par périmètre, dans la table de résultats commune."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.communs.climat.actions import STATUTS_COMPTES, Action, Effets, effets, lire
from core.communs.climat.observees import Observees, bornes, observer
from core.methodes.trajectoire.chemins import Objectif, objectifs
from core.methodes.trajectoire.nationale import indicateurs_nationaux
from core.methodes.trajectoire.promesses import Ligne, indicateurs_objectif
from core.modele import (
    SCHEMA_INDICATEURS,
    Donnees,
    Nature,
    Qualite,
    en_indicateurs,
    origine,
    table_requise,
    type_cellule,
)
from core.tables import Table
from core.tables.carbone import ACTIONS_CLIMAT, EMISSIONS, OBJECTIFS_EMISSIONS


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Émissions, objectifs, scénario, écarts, budgets et efforts requis, vus depuis `exercice` ; en tCO2e sauf mention.

    `poste` commence par le périmètre (organisation ou territoire, jamais mêlés), puis « /secteur », « /code d'action »
    ou « /nom de trajectoire ». `exercice` est l'année dont parle la ligne : le passé pour les émissions, l'avenir pour
    l'objectif et le scénario. Une valeur nulle est une donnée absente. Lève `TableManquante` sans émissions.
    """
    emissions = table_requise(donnees, EMISSIONS.nom, EMISSIONS.titre)
    actions = lire(_ou_vide(donnees, ACTIONS_CLIMAT))
    promesses = objectifs(_ou_vide(donnees, OBJECTIFS_EMISSIONS))
    lignes: list[Ligne] = []
    for perimetre, observees in sorted(observer(emissions, exercice).items()):
        lignes += _perimetre(perimetre, exercice, observees, actions.get(perimetre, []), promesses.get(perimetre, []))
    lignes += indicateurs_nationaux(emissions, donnees, exercice)
    brut = pl.DataFrame(lignes, schema={nom: SCHEMA_INDICATEURS[nom] for nom in SCHEMA_INDICATEURS})
    return en_indicateurs(
        brut.with_columns(territoire=pl.lit(emissions["territoire"].first()), methode=pl.lit("trajectoire"))
    )


def _ou_vide(donnees: Donnees, table: Table) -> pl.DataFrame:
    frame = donnees.get(table.nom)
    return pl.DataFrame(schema=table.schema()) if frame is None else frame


def _perimetre(
    perimetre: str, exercice: int, observees: Observees, actions: Sequence[Action], promesses: Sequence[Objectif]
) -> list[Ligne]:
    lignes = _emissions(perimetre, observees) + _puits(perimetre, observees)
    depart = observees.depart
    effet = None
    if depart is not None:
        fins = (action.fin for action in actions)
        horizon = max([depart, *fins, *(objectif.horizon for objectif in promesses)])
        effet = effets(actions, depart, observees.completes[depart], horizon)
        lignes += _scenario(perimetre, exercice, depart, effet, observees.secteurs_de(depart))
    for objectif in promesses:
        lignes += indicateurs_objectif(perimetre, exercice, objectif, observees, effet)
    return lignes


def _emissions(perimetre: str, observees: Observees) -> list[Ligne]:
    lignes: list[Ligne] = []
    realise = str(Nature.REALISE)
    for annee, total in observees.totaux.items():
        lignes.append(
            {
                "exercice": annee,
                "indicateur": "emissions",
                "poste": perimetre,
                "nature": realise,
                "unite": "tCO2e",
                "valeur": total.valeur,
                "borne_basse": total.basse,
                "borne_haute": total.haute,
                "qualite": total.qualite,
                "couverture": total.couverture,
                "origine": origine(
                    EMISSIONS.nom, perimetre=perimetre, exercice=annee, secteur=observees.secteurs_de(annee)
                ),
            }
        )
    for lue in (lue for emissions in observees.secteurs.values() for lue in emissions):
        basse, haute = bornes(lue.valeur, lue.incertitude)
        lignes.append(
            {
                "exercice": lue.exercice,
                "indicateur": "emissions",
                "poste": f"{perimetre}/{lue.secteur}",
                "nature": realise,
                "unite": "tCO2e",
                "valeur": lue.valeur,
                "borne_basse": basse,
                "borne_haute": haute,
                "qualite": lue.qualite or str(Qualite.DECLARE),
                "couverture": 0.0 if lue.valeur is None else 1.0,
                "origine": origine(EMISSIONS.nom, perimetre=perimetre, exercice=lue.exercice, secteur=lue.secteur),
            }
        )
    return lignes


def _puits(perimetre: str, observees: Observees) -> list[Ligne]:
    """La séquestration, montrée à part : elle ne se déduit d'aucune émission."""
    return [
        {
            "exercice": lue.exercice,
            "indicateur": "sequestration",
            "poste": f"{perimetre}/{lue.secteur}",
            "nature": str(Nature.REALISE),
            "unite": "tCO2e",
            "valeur": lue.valeur,
            "qualite": lue.qualite or str(Qualite.DECLARE),
            "origine": origine(EMISSIONS.nom, perimetre=perimetre, exercice=lue.exercice, secteur=lue.secteur),
        }
        for lue in observees.puits
    ]


def _scenario(perimetre: str, exercice: int, depart: int, effet: Effets, secteurs: list[type_cellule]) -> list[Ligne]:
    """Le niveau présent prolongé, le scénario des actions chiffrées, et l'effet de chacune."""
    commun = {"unite": "tCO2e", "qualite": str(Qualite.ESTIME), "nature": str(Nature.PREVU)}
    toutes = origine(ACTIONS_CLIMAT.nom, perimetre=perimetre, statut=STATUTS_COMPTES)
    presentes = origine(EMISSIONS.nom, perimetre=perimetre, exercice=depart, secteur=secteurs)
    lignes: list[Ligne] = []
    for annee, valeur in effet.scenario.items():
        lignes += [
            {
                **commun,
                "exercice": annee,
                "indicateur": "emissions_scenario",
                "poste": perimetre,
                "valeur": valeur,
                "origine": toutes,
            },
            {
                **commun,
                "exercice": annee,
                "indicateur": "emissions_niveau_present",
                "poste": perimetre,
                "nature": str(Nature.REFERENCE),
                "valeur": effet.scenario[depart],
                "origine": presentes,
            },
        ]
    for code, valeurs in effet.par_action.items():
        sienne = commun | {
            "poste": f"{perimetre}/{code}",
            "origine": origine(ACTIONS_CLIMAT.nom, perimetre=perimetre, code=code),
        }
        lignes += [
            {
                **sienne,
                "exercice": annee,
                "indicateur": "effet_action",
                "valeur": valeur,
                "couverture": effet.part_retenue[annee],
            }
            for annee, valeur in valeurs.items()
            if annee > depart
        ]
    comptes = {"actions_chiffrees": effet.chiffrees, "actions_non_chiffrees": effet.non_chiffrees}
    lignes += [
        {
            "exercice": exercice,
            "indicateur": nom,
            "poste": perimetre,
            "nature": str(Nature.PREVU),
            "unite": "action",
            "qualite": str(Qualite.DECLARE),
            "valeur": float(compte),
            "origine": toutes,
        }
        for nom, compte in comptes.items()
    ]
    return lignes
