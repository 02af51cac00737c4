"""Les indicateurs de la trajectoire, périmètre par périmètre, dans la table de résultats commune."""

from __future__ import annotations

import polars as pl

from core.methodes.trajectoire.actions import STATUTS_COMPTES, Effets, effets
from core.methodes.trajectoire.chemins import objectifs
from core.methodes.trajectoire.observees import Observees, bornes, observer
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
    actions, promesses = (_ou_vide(donnees, table) for table in (ACTIONS_CLIMAT, OBJECTIFS_EMISSIONS))
    lignes: list[Ligne] = []
    for perimetre in sorted(emissions["perimetre"].unique().to_list()):
        de_lui = pl.col("perimetre") == perimetre
        lignes += _perimetre(
            perimetre, exercice, emissions.filter(de_lui), actions.filter(de_lui), promesses.filter(de_lui)
        )
    brut = pl.DataFrame(lignes, schema={nom: SCHEMA_INDICATEURS[nom] for nom in SCHEMA_INDICATEURS})
    return en_indicateurs(brut.with_columns(
        territoire=pl.lit(emissions["territoire"].first()), methode=pl.lit("trajectoire")
    ))


def _ou_vide(donnees: Donnees, table: Table) -> pl.DataFrame:
    frame = donnees.get(table.nom)
    return pl.DataFrame(schema=table.schema()) if frame is None else frame


def _perimetre(
    perimetre: str, exercice: int, emissions: pl.DataFrame, actions: pl.DataFrame, promesses: pl.DataFrame
) -> list[Ligne]:
    observees = observer(emissions, exercice)
    lignes = _emissions(perimetre, observees) + _puits(perimetre, emissions.filter(pl.col("exercice") <= exercice))
    liste = objectifs(promesses)
    depart = observees.depart
    effet = None
    if depart is not None:
        fins = actions.select(pl.col("fin").max()).item()
        horizon = max([depart, fins or depart, *(objectif.horizon for objectif in liste)])
        effet = effets(actions, depart, observees.completes[depart], horizon)
        lignes += _scenario(perimetre, exercice, depart, effet, observees.secteurs_de(depart))
    for objectif in liste:
        lignes += indicateurs_objectif(perimetre, exercice, objectif, observees, effet)
    return lignes


def _emissions(perimetre: str, observees: Observees) -> list[Ligne]:
    lignes: list[Ligne] = []
    realise = str(Nature.REALISE)
    for annee, total in observees.totaux.items():
        lignes.append({
            "exercice": annee, "indicateur": "emissions", "poste": perimetre, "nature": realise, "unite": "tCO2e",
            "valeur": total.valeur, "borne_basse": total.basse, "borne_haute": total.haute, "qualite": total.qualite,
            "couverture": total.couverture,
            "origine": origine(EMISSIONS.nom, perimetre=perimetre, exercice=annee, secteur=observees.secteurs_de(annee)),
        })
    for ligne in observees.secteurs.iter_rows(named=True):
        valeur, annee, secteur = ligne["emissions_tco2e"], ligne["exercice"], ligne["secteur"]
        basse, haute = bornes(valeur, ligne["incertitude"])
        connue = ligne["qualite"] or str(Qualite.DECLARE)
        lignes.append({
            "exercice": annee, "indicateur": "emissions", "poste": f"{perimetre}/{secteur}", "nature": realise,
            "unite": "tCO2e", "valeur": valeur, "borne_basse": basse, "borne_haute": haute,
            "qualite": str(Qualite.MANQUANT) if valeur is None else connue,
            "couverture": 0.0 if valeur is None else 1.0,
            "origine": origine(EMISSIONS.nom, perimetre=perimetre, exercice=annee, secteur=secteur),
        })
    return lignes


def _puits(perimetre: str, emissions: pl.DataFrame) -> list[Ligne]:
    """La séquestration, montrée à part : elle ne se déduit d'aucune émission."""
    return [
        {"exercice": annee, "indicateur": "sequestration", "poste": f"{perimetre}/{secteur}",
         "nature": str(Nature.REALISE), "unite": "tCO2e", "valeur": valeur, "qualite": qualite or str(Qualite.DECLARE),
         "origine": origine(EMISSIONS.nom, perimetre=perimetre, exercice=annee, secteur=secteur)}
        for annee, secteur, valeur, qualite in emissions.filter(pl.col("emissions_tco2e") < 0)
        .select("exercice", "secteur", "emissions_tco2e", "qualite").iter_rows()
    ]


def _scenario(perimetre: str, exercice: int, depart: int, effet: Effets, secteurs: list[type_cellule]) -> list[Ligne]:
    """Le niveau présent prolongé, le scénario des actions chiffrées, et l'effet de chacune."""
    commun = {"unite": "tCO2e", "qualite": str(Qualite.ESTIME), "nature": str(Nature.PREVU)}
    toutes = origine(ACTIONS_CLIMAT.nom, perimetre=perimetre, statut=STATUTS_COMPTES)
    presentes = origine(EMISSIONS.nom, perimetre=perimetre, exercice=depart, secteur=secteurs)
    lignes: list[Ligne] = []
    for annee, valeur in effet.scenario.items():
        lignes += [
            {**commun, "exercice": annee, "indicateur": "emissions_scenario", "poste": perimetre, "valeur": valeur,
             "origine": toutes},
            {**commun, "exercice": annee, "indicateur": "emissions_niveau_present", "poste": perimetre,
             "nature": str(Nature.REFERENCE), "valeur": effet.scenario[depart], "origine": presentes},
        ]
    lignes += [
        {**commun, "exercice": annee, "indicateur": "effet_action", "poste": f"{perimetre}/{code}", "valeur": valeur,
         "couverture": effet.part_retenue[annee],
         "origine": origine(ACTIONS_CLIMAT.nom, perimetre=perimetre, code=code)}
        for code, valeurs in effet.par_action.items() for annee, valeur in valeurs.items() if annee > depart
    ]
    comptes = {"actions_chiffrees": effet.chiffrees, "actions_non_chiffrees": effet.non_chiffrees}
    lignes += [
        {"exercice": exercice, "indicateur": nom, "poste": perimetre, "nature": str(Nature.PREVU), "unite": "action",
         "qualite": str(Qualite.DECLARE), "valeur": float(compte), "origine": toutes}
        for nom, compte in comptes.items()
    ]
    return lignes
