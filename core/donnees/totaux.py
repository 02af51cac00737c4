"""Les totaux d'un fichier : les nôtres par sens et par étape, ceux qu'il annonce, et les écarts entre les deux."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import polars as pl

from core.donnees import nombres
from core.donnees.apercu import type_totaux
from core.donnees.correspondance import BUDGET, Correspondance
from core.donnees.lecture.modele import Feuille
from core.format_fr import accorder, nombre
from core.tables import Table

_MONTRES = 3
_ANNONCES: dict[str, pl.DataType] = {
    "ligne": pl.Int32(), "libelle": pl.String(), "colonne": pl.String(), "cote": pl.String(),
    "montant": pl.Decimal(18, 2),
}


def totaux(lignes: pl.DataFrame, table: Table) -> type_totaux:
    """{colonne: {depense, recette}} pour le budget, {colonne: {total}} ailleurs ; une colonne vide n'y est pas."""
    rendus: type_totaux = {}
    for nom in table.montants:
        connues = lignes.filter(pl.col(nom).is_not_null())
        if connues.is_empty():
            continue
        if table.nom == BUDGET:
            par_sens = connues.group_by("sens").agg(pl.col(nom).sum()).drop_nulls("sens").sort("sens")
            rendus[nom] = dict(par_sens.iter_rows())
        else:
            rendus[nom] = {"total": connues[nom].sum()}  # type: ignore[dict-item]
    return rendus


def totaux_etapes(lignes: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Le détail des totaux par exercice, étape et sens (par exercice seul hors du budget), en euros."""
    groupes = [nom for nom in ("exercice", "etape", "sens") if nom in table.cle]
    if not groupes or not table.montants:
        return pl.DataFrame()
    sommes = [pl.when(pl.col(nom).count() > 0).then(pl.col(nom).sum()).alias(nom) for nom in table.montants]
    return lignes.group_by(groupes).agg(pl.len().alias("lignes"), *sommes).sort(groupes)


def annonces(feuille: Feuille, correspondance: Correspondance, unite: str | None) -> pl.DataFrame:
    """Les totaux écrits dans la feuille : `ligne`, `libelle`, `colonne`, `cote`, `montant` (euros)."""
    lignes = feuille.ecartees.filter(pl.col("motif") == "total")
    morceaux = []
    for cible, rang in correspondance.cibles.items():
        colonne, _, cote = cible.partition("@")
        if f"c{rang}" not in lignes.columns or not colonne.endswith("_eur"):
            continue
        lus, _ = nombres.montants(lignes[f"c{rang}"])
        if unite == "keur":
            lus = (lus.cast(pl.Decimal(38, 2)) * 1000).cast(pl.Decimal(18, 2))
        morceaux.append(
            lignes.select(pl.col("ligne").cast(pl.Int32), libelle=pl.col("texte").fill_null("Total").str.split(" · ").list.first(), colonne=pl.lit(colonne),
                          cote=pl.lit(cote)).with_columns(montant=lus)
        )
    tout = pl.concat([pl.DataFrame(schema=_ANNONCES), *morceaux])
    return tout.drop_nulls("montant").sort("ligne", "colonne", "cote")


def en_totaux(annoncees: pl.DataFrame) -> type_totaux:
    """Les totaux annoncés, prêts à être montrés à côté des nôtres."""
    rendus: dict[str, dict[str, Decimal]] = {}
    for ligne in annoncees.iter_rows(named=True):
        cote = f", {ligne['cote']}s" if ligne["cote"] else ""
        rendus.setdefault(ligne["colonne"], {})[f"{ligne['libelle']} (ligne {ligne['ligne']}{cote})"] = ligne["montant"]
    return rendus


def ecarts(annoncees: pl.DataFrame, lignes: pl.DataFrame, feuille: Feuille, table: Table) -> list[str]:
    """Une phrase par colonne dont des totaux annoncés ne se retrouvent dans aucune somme de nos lignes.

    Sont essayées : le tout, chaque groupe (sens, section, chapitre, service…) et la suite de lignes qui précède le
    total depuis le total d'avant.
    """
    phrases = []
    for (colonne, cote), groupe in annoncees.group_by("colonne", "cote", maintain_order=True):
        nom = str(colonne)
        lues = lignes.filter((pl.col("feuille") == feuille.nom) & pl.col(nom).is_not_null())
        lues = lues.filter(pl.col("cote") == cote) if cote else lues
        sommes = _sommes_possibles(lues, nom, table) | _suites(lues, groupe, nom)
        manques = groupe.filter(~pl.col("montant").is_in(list(sommes)))
        if manques.is_empty():
            continue
        exemples = "; ".join(
            f"ligne {ligne['ligne']} : {nombre(ligne['montant'], 2)} €"
            for ligne in manques.head(_MONTRES).iter_rows(named=True)
        ).replace(";", " ;")
        notre = nombre(lues[nom].sum(), 2) if lues.height else "aucune valeur"
        phrases.append(
            f"Feuille « {feuille.nom} », {table.colonne(nom).sens.lower()} : "
            f"{accorder(manques.height, 'total du fichier ne se retrouve', 'totaux du fichier ne se retrouvent')} pas "
            f"dans nos lignes ({exemples}) ; nous lisons {notre} € au total. Vérifiez avant d'importer."
        )
    return phrases


def _sommes_possibles(lues: pl.DataFrame, nom: str, table: Table) -> set[Decimal]:
    sommes: set[Decimal] = {lues[nom].sum()} if lues.height else set()  # type: ignore[arg-type]
    if table.nom == BUDGET and lues.height:
        for cles in (["sens"], ["section"], ["sens", "section"], ["sens", "mouvement"], ["section", "sens", "mouvement"],
                     ["chapitre"], ["chapitre", "sens"], ["service"], ["fonction"], ["politique"], ["budget"], ["etape"]):
            sommes |= set(lues.group_by(cles).agg(pl.col(nom).sum())[nom].to_list())
        for cles in (["section"], ["budget"]):
            solde = pl.when(pl.col("sens") == "depense").then(-pl.col(nom)).otherwise(pl.col(nom)).sum()
            sommes |= set(lues.group_by(cles).agg(solde.alias(nom))[nom].to_list())
    return sommes


def _suites(lues: pl.DataFrame, groupe: pl.DataFrame, nom: str) -> set[Decimal]:
    bornes = groupe["ligne"].to_list()
    sommes: set[Decimal] = set()
    cumul = lues.sort("ligne").select("ligne", cumul=pl.col(nom).cast(pl.Decimal(38, 2)).cum_sum())
    par_borne = (
        pl.DataFrame({"ligne": [0, *bornes]}, schema={"ligne": pl.Int32})
        .join_asof(cumul, on="ligne", strategy="backward")
        .with_columns(pl.col("cumul").fill_null(Decimal(0)))
    )
    cumuls = par_borne["cumul"].to_list()
    for avant, apres in pairwise(cumuls):
        sommes |= {apres - avant, apres}
    return sommes


