"""Arbitrer : examiner les mouvements, modifier les tables, recalculer ce qui est touché, comparer avant et après."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from core.modele import SCHEMA_INDICATEURS, Donnees
from core.usages.arbitrage.appliquer import appliquer
from core.usages.arbitrage.chiffrage import non_chiffres
from core.usages.arbitrage.lectures import COLONNES
from core.usages.arbitrage.lentilles import LENTILLES, METHODES_LUES
from core.usages.arbitrage.modele import Arbitrage, Depart, Mouvement
from core.usages.arbitrage.ventilation import examiner


def arbitrer(depart: Depart, mouvements: Iterable[Mouvement]) -> Arbitrage:
    """Ce que changent des mouvements : chaque méthode touchée est recalculée sur les tables modifiées.

    Une méthode dont aucune table suivie n'a changé garde ses résultats d'avant. Les mouvements refusés ne sont pas
    appliqués ; ceux dont l'effet n'est pas connu sont comptés dans `non_chiffres`.
    """
    retenus, refus = examiner(depart, mouvements)
    donnees = appliquer(depart, retenus)
    changees = {nom for nom, table in donnees.items() if table is not depart.donnees[nom]}
    touchees = {lentille.methode for lentille in LENTILLES if changees & set(lentille.tables)} & set(depart.avant)
    recalcules = recalculer(donnees, depart.exercice, touchees)
    effets = comparer(depart, donnees, recalcules)
    return Arbitrage(retenus, refus, donnees, effets, non_chiffres(depart, retenus), tuple(sorted(recalcules)))


def recalculer(donnees: Donnees, exercice: int, cles: Collection[str]) -> dict[str, pl.DataFrame]:
    """Les indicateurs des méthodes nommées, calculés deux à la fois : chacune ne lit que les tables, aucune ne les change."""
    with ThreadPoolExecutor(max_workers=2) as fils:
        calculs = {
            methode.FICHE.cle: fils.submit(methode.calculer, donnees, exercice)
            for methode in METHODES_LUES
            if methode.FICHE.cle in cles
        }
    return {cle: calcul.result() for cle, calcul in calculs.items()}


def comparer(depart: Depart, donnees: Donnees, recalcules: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Les chiffres suivis, lentille par lentille, avant et après ; une valeur nulle est une donnée absente."""
    lignes = []
    for lentille in LENTILLES:
        if lentille.methode not in depart.avant:
            continue
        indicateurs = recalcules.get(lentille.methode)
        lus = (
            depart.lectures[lentille.cle]
            if indicateurs is None
            else lentille.lire(donnees, indicateurs, depart.exercice)
        )
        apres = dict(zip(lus["cle"], lus["valeur"], strict=True))
        lignes += [
            (lentille.cle, lentille.titre, *dite, avant, apres.get(dite[0]))
            for *dite, avant in depart.lectures[lentille.cle].iter_rows()
        ]
    dites = {nom: dtype for nom, dtype in COLONNES.items() if nom != "valeur"}
    schema = {"lentille": pl.String, "titre": pl.String, **dites, "avant": pl.Float64, "apres": pl.Float64}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def chiffres_de_depart(depart: Depart) -> pl.DataFrame:
    """Les indicateurs de départ dont partent les chiffres suivis, avec leur origine, lentille après lentille."""
    retenus = [
        depart.avant[lentille.methode].filter(
            pl.col("indicateur").is_in(lentille.indicateurs) & pl.col("origine").is_not_null()
        )
        for lentille in LENTILLES
        if lentille.methode in depart.avant
    ]
    return pl.concat(retenus, how="diagonal") if retenus else pl.DataFrame(schema=SCHEMA_INDICATEURS)
