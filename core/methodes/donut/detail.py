"""Le Donut indicateur par indicateur : seuil, valeur de l'année, écart, statut, tendance."""

from __future__ import annotations

import polars as pl

from core.erreurs import DonneesIncoherentes
from core.methodes.donut import phrases
from core.methodes.donut.ecarts import mesurer_ecarts, qualifier
from core.methodes.donut.tendance import juger, pentes
from core.modele import Donnees, Qualite, table_requise
from core.tables.indicateurs import INDICATEURS, LENTILLES, MESURES


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Une ligne par indicateur déclaré : seuil, valeur de l'année, écart, statut, tendance et ligne de source.

    `valeur` est celle de l'exercice exact, dans l'unité de l'indicateur ; nulle = donnée absente, la dernière connue
    restant dans `derniere_valeur` et `derniere_annee`. Dimensions dans l'ordre du fichier, lentille par lentille.
    Lève `TableManquante`, ou `DonneesIncoherentes` quand aucun indicateur n'est cohérent.
    """
    indicateurs = table_requise(donnees, "indicateurs", INDICATEURS.titre)
    mesures = table_requise(donnees, "mesures", MESURES.titre)
    qualifies = qualifier(indicateurs)
    _exiger_un_indicateur_coherent(qualifies)
    annee = mesures.filter(pl.col("annee") == exercice).select(
        pl.col("indicateur").alias("code"),
        "valeur",
        "qualite",
        "couverture",
        "source",
        pl.col("fichier").alias("fichier_mesure"),
        pl.col("feuille").alias("feuille_mesure"),
        pl.col("ligne").alias("ligne_mesure"),
    )
    complet = qualifies.join(annee, on="code", how="left").join(pentes(mesures, exercice), on="code", how="left")
    absente = pl.col("valeur").is_null()
    complet = juger(mesurer_ecarts(complet)).with_columns(
        exercice=pl.lit(exercice, dtype=pl.Int32),
        qualite=pl.when(absente).then(pl.lit(str(Qualite.MANQUANT))).otherwise(pl.col("qualite")),
        couverture=pl.when(absente).then(0.0).otherwise(pl.col("couverture")),
        rang_lentille=pl.col("lentille").replace_strict(list(LENTILLES), range(len(LENTILLES)), default=len(LENTILLES)),
        rang_dimension=pl.col("ligne").min().over("lentille", "dimension"),
    )
    return complet.sort("rang_lentille", "rang_dimension", "dimension", "ligne", "code", nulls_last=True)


def refus(detail_donut: pl.DataFrame) -> pl.DataFrame:
    """Les indicateurs refusés parce qu'ils se contredisent : `code, intitule, raison` ; vide si tout se tient."""
    return detail_donut.filter(pl.col("statut") == "incoherent").select("code", "intitule", "raison")


def _exiger_un_indicateur_coherent(qualifies: pl.DataFrame) -> None:
    """Lève `DonneesIncoherentes`, raisons à l'appui, si aucun indicateur ne peut être lu."""
    if qualifies["motif_refus"].null_count():
        return
    raisons = [f"« {code} » : {motif}" for code, motif in qualifies.select("code", "motif_refus").sort("code").rows()]
    raise DonneesIncoherentes(" ".join(raisons), phrases.FEUILLE, phrases.CORRIGER)
