"""Arbitrer : examiner les mouvements, les appliquer, refaire ce qui est touché et rien d'autre, comparer avant et
après."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from core.modele import Donnees
from core.resultat import SCHEMA_INDICATEURS
from core.usages.arbitrage.appliquer import appliquer, deplacer
from core.usages.arbitrage.chiffrage import non_chiffres
from core.usages.arbitrage.lectures import COLONNES
from core.usages.arbitrage.lentilles import LENTILLES, METHODES_LUES, Lentille
from core.usages.arbitrage.modele import Arbitrage, Depart, Mouvement
from core.usages.arbitrage.sommes import glissements, type_glissements
from core.usages.arbitrage.ventilation import examiner


def arbitrer(depart: Depart, mouvements: Iterable[Mouvement]) -> Arbitrage:
    """Ce que changent des mouvements : seul ce qu'ils touchent est refait, avec les mêmes chiffres que tout recalculer.

    Une lentille faite de sommes de lignes glisse de ce que gagnent ou perdent ses lignes ; une méthode dont une table
    suivie a changé est recalculée ; les autres gardent leurs résultats d'avant. Les mouvements refusés ne sont pas
    appliqués ; ceux dont l'effet n'est pas connu sont comptés dans `non_chiffres`.
    """
    retenus, refus = examiner(depart, mouvements)
    deplacement = deplacer(depart, retenus)
    donnees = appliquer(depart, deplacement)
    changees = {nom for nom, table in donnees.items() if table is not depart.donnees[nom]}
    touchees = {lentille.methode for lentille in LENTILLES if changees & set(lentille.tables)} & set(depart.avant)
    recalcules = {
        methode.FICHE.cle: methode.calculer(donnees, depart.exercice)
        for methode in METHODES_LUES
        if methode.FICHE.cle in touchees
    }
    glissent = glissements(depart.postes, deplacement.lignes)
    lus = {lentille.cle: _apres(depart, lentille, donnees, recalcules, glissent) for lentille in _calculees(depart)}
    return Arbitrage(retenus, refus, comparer(depart, lus), non_chiffres(depart, retenus), tuple(sorted(recalcules)))


def _calculees(depart: Depart) -> list[Lentille]:
    return [lentille for lentille in LENTILLES if lentille.methode in depart.avant]


def _apres(
    depart: Depart,
    lentille: Lentille,
    donnees: Donnees,
    recalcules: Mapping[str, pl.DataFrame],
    glissent: Mapping[str, type_glissements],
) -> dict[str, float | None]:
    """Les chiffres d'une lentille après un déplacement, par clé."""
    avant = depart.lectures[lentille.cle]
    if lentille.resommer is not None:
        lus = dict(zip(avant["cle"], avant["valeur"], strict=True))
        return lentille.resommer(depart.avant[lentille.methode], lus, glissent.get(lentille.cle, {}))
    indicateurs = recalcules.get(lentille.methode)
    apres = avant if indicateurs is None else lentille.lire(donnees, indicateurs, depart.exercice)
    return dict(zip(apres["cle"], apres["valeur"], strict=True))


def comparer(depart: Depart, apres: Mapping[str, Mapping[str, float | None]]) -> pl.DataFrame:
    """Les chiffres suivis, lentille par lentille, avant et après ; une valeur nulle est une donnée absente."""
    lignes = [
        (lentille.cle, lentille.titre, *dite, avant, apres[lentille.cle].get(dite[0]))
        for lentille in _calculees(depart)
        for *dite, avant in depart.lectures[lentille.cle].iter_rows()
    ]
    dites = {nom: dtype for nom, dtype in COLONNES.items() if nom != "valeur"}
    schema = {"lentille": pl.String, "titre": pl.String, **dites, "avant": pl.Float64, "apres": pl.Float64}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def chiffres_de_depart(depart: Depart) -> pl.DataFrame:
    """Les indicateurs de départ dont partent les chiffres suivis, avec leur origine, lentille après lentille."""
    retenus = [
        depart.avant[lentille.methode].filter(
            pl.col("indicateur").is_in(lentille.indicateurs)
            & pl.col("origine").is_not_null()
            & (pl.lit(lentille.perimetre is None) | pl.col("perimetre").eq_missing(pl.lit(lentille.perimetre)))
        )
        for lentille in LENTILLES
        if lentille.methode in depart.avant
    ]
    return pl.concat(retenus, how="diagonal") if retenus else pl.DataFrame(schema=SCHEMA_INDICATEURS)
