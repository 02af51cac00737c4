"""Fabrique les territoires d'exemple : `python -m sample_territories.fabriquer [dossier]`.

Tout y est inventé, et tout se refabrique à l'identique : aucun tirage ne dépend de l'heure ni de l'ordre.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from sample_territories.fabrique.castelvive import arbitrage as castelvive_arbitrage
from sample_territories.fabrique.castelvive import bilan_carbone as castelvive_bilan
from sample_territories.fabrique.castelvive import budget as castelvive_budget
from sample_territories.fabrique.castelvive import budget_climat as castelvive_climat
from sample_territories.fabrique.castelvive import budget_genre as castelvive_publics
from sample_territories.fabrique.castelvive import care as castelvive_capitaux
from sample_territories.fabrique.castelvive import cotation as castelvive_cotation
from sample_territories.fabrique.castelvive import donut as castelvive_donut
from sample_territories.fabrique.lorvanne import arbitrage as lorvanne_arbitrage
from sample_territories.fabrique.lorvanne import bilan_carbone as lorvanne_bilan
from sample_territories.fabrique.lorvanne import budget as lorvanne_budget
from sample_territories.fabrique.lorvanne import budget_climat as lorvanne_climat
from sample_territories.fabrique.lorvanne import budget_genre as lorvanne_publics
from sample_territories.fabrique.lorvanne import care as lorvanne_capitaux
from sample_territories.fabrique.lorvanne import cotation as lorvanne_cotation
from sample_territories.fabrique.lorvanne import donut as lorvanne_donut
from sample_territories.fabrique.nuits import territoire as nuits
from sample_territories.fabrique.orsevaux import arbitrage as orsevaux_arbitrage
from sample_territories.fabrique.orsevaux import bilan_carbone as orsevaux_bilan
from sample_territories.fabrique.orsevaux import budget as orsevaux_budget
from sample_territories.fabrique.orsevaux import budget_climat as orsevaux_climat
from sample_territories.fabrique.orsevaux import budget_genre as orsevaux_publics
from sample_territories.fabrique.orsevaux import care as orsevaux_capitaux
from sample_territories.fabrique.orsevaux import cotation as orsevaux_cotation
from sample_territories.fabrique.orsevaux import donut as orsevaux_donut
from sample_territories.fabrique.outils.cotation_export import style_cotation
from sample_territories.fabrique.outils.donut import Indicateur, lignes_indicateurs, lignes_mesures
from sample_territories.fabrique.outils.exercices import BudgetDeroule, derouler
from sample_territories.fabrique.outils.exports import csv_budget, csv_mesures, style_astre, style_ciril, style_sedit
from sample_territories.fabrique.outils.gabarits import remplir, type_ligne
from sample_territories.fabrique.outils.hasard import tirage
from sample_territories.fabrique.outils.lignes import Ligne, euros

DOSSIER = Path(__file__).resolve().parent


def fabriquer(dossier: Path = DOSSIER) -> None:
    """Écrit tous les fichiers des quatre dossiers d'exemple sous `dossier`."""
    orsevaux(dossier / "ville-orsevaux")
    festival(dossier / "nuits-orsevaux")
    lorvanne(dossier / "cc-val-de-lorvanne")
    castelvive(dossier / "metropole-castelvive")


def orsevaux(dossier: Path) -> None:
    """Ville d'Orsevaux : un export de quatre exercices, le budget primitif 2024 en CSV, le gabarit rempli."""
    dossier.mkdir(parents=True, exist_ok=True)
    budget = derouler(orsevaux_budget.PROFIL, orsevaux_budget.postes())
    style_astre(
        dossier / "export_astre_ca_2021_2024.xlsx",
        budget.lignes,
        "VILLE D'ORSEVAUX (territoire fictif) - Direction des finances",
    )
    csv_budget(dossier / "bp_2024.csv", [x for x in budget.lignes if x.exercice == 2024 and x.bp is not None])
    deja = orsevaux_cotation.de_2023(budget.lignes)
    style_cotation(
        dossier / "cotation_2024.xlsx",
        orsevaux_cotation.de_2024(budget.lignes, deja),
        "VILLE D'ORSEVAUX (territoire fictif) - Cotation du compte administratif 2024",
    )
    remplir(
        dossier / "gabarit_rempli.xlsx",
        {
            "agregats_financiers": agregats("principal", budget, "État de la dette annexé au compte administratif"),
            "affectations": deja,
            **_donut("ville-orsevaux", orsevaux_donut.INDICATEURS),
            **orsevaux_capitaux.tables(),
            **orsevaux_climat.tables(budget.lignes),
            **orsevaux_publics.tables(),
            **orsevaux_bilan.tables(budget.lignes),
            **orsevaux_arbitrage.tables(),
        },
    )


def festival(dossier: Path) -> None:
    """Les Nuits d'Orsevaux : tout tient dans un seul gabarit."""
    dossier.mkdir(parents=True, exist_ok=True)
    remplir(dossier / "gabarit_rempli.xlsx", nuits.tables())


def lorvanne(dossier: Path) -> None:
    """Val de Lorvanne : deux budgets dans un export, les mesures d'eau et de sols en CSV, le gabarit rempli."""
    dossier.mkdir(parents=True, exist_ok=True)
    identifiant = "cc-val-de-lorvanne"
    principal = derouler(lorvanne_budget.PRINCIPAL, lorvanne_budget.postes_principal())
    annexe = derouler(lorvanne_budget.ANNEXE, lorvanne_budget.postes_annexe())
    style_ciril(
        dossier / "export_ciril_ca_2021_2024.xlsx",
        [*map(_sans_politique, principal.lignes), *annexe.lignes],
        "CC DU VAL DE LORVANNE (territoire fictif) - Exécution budgétaire 2021-2024",
    )
    csv_mesures(dossier / "mesures_eau_et_sols.csv", lignes_mesures(identifiant, lorvanne_donut.ECOLOGIQUES))
    dettes = agregats("principal", principal, "État de la dette") + [
        ligne for ligne in agregats("Eau et assainissement", annexe, "État de la dette") if ligne["exercice"] != 2021
    ]
    tables = _donut(identifiant, lorvanne_donut.INDICATEURS)
    dans_le_csv = {x.code for x in lorvanne_donut.ECOLOGIQUES}
    tables["mesures"] = [ligne for ligne in tables["mesures"] if ligne["indicateur"] not in dans_le_csv]
    lignes = [*principal.lignes, *annexe.lignes]
    deja = lorvanne_cotation.de_2023(lignes)
    style_cotation(
        dossier / "cotation_2024.xlsx",
        lorvanne_cotation.de_2024(lignes, deja),
        "CC DU VAL DE LORVANNE (territoire fictif) - Cotation du compte administratif 2024",
    )
    remplir(
        dossier / "gabarit_rempli.xlsx",
        {
            "agregats_financiers": dettes,
            "affectations": deja,
            **tables,
            **lorvanne_capitaux.tables(),
            **lorvanne_climat.tables(lignes),
            **lorvanne_publics.tables(),
            **lorvanne_bilan.tables(lignes),
            **lorvanne_arbitrage.tables(),
        },
    )


def castelvive(dossier: Path) -> None:
    """Métropole de Castelvive : un export par exercice (environ 8 000 lignes), le budget primitif 2024, le gabarit."""
    dossier.mkdir(parents=True, exist_ok=True)
    budget = derouler(castelvive_budget.PROFIL, castelvive_budget.postes())
    for exercice in sorted({ligne.exercice for ligne in budget.lignes}):
        lignes = [ligne for ligne in budget.lignes if ligne.exercice == exercice]
        if exercice == 2021:
            lignes = [replace(ligne, engage=None) for ligne in lignes]
        style_sedit(
            dossier / f"export_sedit_ca_{exercice}.xlsx",
            lignes,
            "MÉTROPOLE DE CASTELVIVE (territoire fictif) - Direction des finances",
            exercice,
        )
    csv_budget(dossier / "bp_2024.csv", _par_service([x for x in budget.lignes if x.exercice == 2024 and x.bp]))
    deja = castelvive_cotation.de_2023(budget.lignes)
    style_cotation(
        dossier / "cotation_2024.xlsx",
        castelvive_cotation.de_2024(budget.lignes, deja),
        "MÉTROPOLE DE CASTELVIVE (territoire fictif) - Cotation du compte administratif 2024",
    )
    remplir(
        dossier / "gabarit_rempli.xlsx",
        {
            "agregats_financiers": agregats("principal", budget, "État de la dette annexé au compte administratif"),
            "affectations": deja,
            **_donut("metropole-castelvive", castelvive_donut.INDICATEURS),
            **castelvive_capitaux.tables(),
            **castelvive_climat.tables(budget.lignes),
            **castelvive_publics.tables(),
            **castelvive_bilan.tables(budget.lignes),
            **castelvive_arbitrage.tables(),
        },
    )


def agregats(nom: str, budget: BudgetDeroule, source: str) -> list[type_ligne]:
    """L'encours de dette au 31 décembre de chaque exercice."""
    return [
        {
            "exercice": exercice,
            "budget": nom,
            "agregat": "Encours de dette",
            "montant_eur": float(euros(centimes) or 0),
            "source_agregat": source,
        }
        for exercice, centimes in budget.encours.items()
    ]


def _donut(territoire: str, indicateurs: tuple[Indicateur, ...]) -> dict[str, list[type_ligne]]:
    return {"indicateurs": lignes_indicateurs(indicateurs), "mesures": lignes_mesures(territoire, indicateurs)}


def _sans_politique(ligne: Ligne) -> Ligne:
    """Une ligne sur vingt-cinq n'a pas de politique : personne ne l'a encore codée."""
    if tirage("sans politique", *ligne.poste.cle) > 0.04:
        return ligne
    return replace(ligne, poste=replace(ligne.poste, politique=""))


def _par_service(lignes: list[Ligne]) -> list[Ligne]:
    """Un budget primitif se vote moins finement qu'il ne s'exécute : les lieux d'un service sont réunis."""
    reunies: dict[tuple[str, ...], Ligne] = {}
    for ligne in lignes:
        p = ligne.poste
        cle = (ligne.section, p.sens, ligne.mouvement, ligne.chapitre, p.nature, p.fonction, p.service)
        if cle not in reunies:
            reunies[cle] = replace(ligne, bp=0, poste=replace(p, libelle="", operation=""))
        reunies[cle].bp = (reunies[cle].bp or 0) + (ligne.bp or 0)
    return list(reunies.values())


if __name__ == "__main__":
    lecteur = argparse.ArgumentParser(
        prog="python -m sample_territories.fabriquer", description="Fabrique les fichiers des territoires d'exemple."
    )
    lecteur.add_argument(
        "dossier", nargs="?", type=Path, default=DOSSIER, help="où les écrire (celui de la livraison par défaut)"
    )
    fabriquer(lecteur.parse_args().dossier)
