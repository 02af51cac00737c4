"""Les indicateurs du Donut, dans la table de résultats commune."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from core.methodes.donut.depenses import depenses_affectees
from core.methodes.donut.detail import detail
from core.methodes.donut.fiche import INDICATEURS
from core.methodes.donut.tendance import QUANTILE_NORMAL_95
from core.modele import Donnees, Nature, origine
from core.resultat import resultat

SERIES = (
    ("valeur", "valeur", Nature.REALISE),
    ("manque", "manque", Nature.REALISE),
    ("depassement", "depassement", Nature.REALISE),
    ("pente", "pente", Nature.REALISE),
    ("pente_requise", "pente_requise", Nature.OBJECTIF),
    ("cible", "cible", Nature.OBJECTIF),
    ("seuil", "plancher", Nature.PLANCHER),
    ("seuil", "plafond", Nature.PLAFOND),
)


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Indicateurs du Donut à l'exercice : `valeur`, `manque`, `depassement`, seuils, pentes, comptes de suffisance,
    dépenses.

    `poste` est le code de l'indicateur, la lentille pour les comptes (nul : les quatre), la dimension pour les euros
    que le budget y consacre (`depense_affectee`). Manques et dépassements sont des parts (0,35 ; 1,2), les pentes en
    unité par an avec leur intervalle à 95 %. Un compte porte la part renseignée en `couverture`. Lève comme `detail`.
    """
    lignes = detail(donnees, exercice)
    blocs = [_par_indicateur(lignes), _suffisance(lignes), depenses_affectees(donnees, exercice)]
    return resultat("donut", INDICATEURS, pl.concat(blocs, how="diagonal_relaxed"))


def _par_indicateur(lignes: pl.DataFrame) -> pl.DataFrame:
    """Les séries de chaque indicateur, au long ; un manque n'existe que pour un besoin, un seuil que s'il est fixé."""
    blocs = []
    for colonne, nom, nature in SERIES:
        social = pl.col("anneau") == "social"
        dans_l_anneau = {"manque": social, "plancher": social, "depassement": ~social, "plafond": ~social}
        retenues = lignes.filter(dans_l_anneau.get(nom, pl.lit(True)), pl.col("statut") != "incoherent")
        if nom not in {"valeur", "manque", "depassement"}:
            retenues = retenues.filter(pl.col(colonne).is_not_null())
        table = "mesures" if nature == Nature.REALISE else "indicateurs"
        blocs.append(
            retenues.select(
                "territoire",
                "exercice",
                indicateur=pl.lit(nom),
                poste="code",
                nature=pl.lit(str(nature)),
                valeur=colonne,
                unite=_unite(nom),
                borne_basse=_borne(nom, -1),
                borne_haute=_borne(nom, 1),
                qualite=pl.col("qualite") if table == "mesures" else None,
                couverture=pl.col("couverture") if table == "mesures" else None,
                origine=pl.Series(
                    [_adresse(ligne, nom, table) for ligne in retenues.iter_rows(named=True)], dtype=pl.String
                ),
            )
        )
    return pl.concat(blocs, how="diagonal_relaxed")


def _unite(nom: str) -> pl.Expr:
    return pl.concat_str("unite", pl.lit(" par an")) if nom.startswith("pente") else pl.col("unite")


def _borne(nom: str, cote: int) -> pl.Expr:
    if nom != "pente":
        return pl.lit(None, dtype=pl.Float64)
    return pl.col("pente") + cote * QUANTILE_NORMAL_95 * pl.col("erreur_type")


def _adresse(ligne: Mapping[str, Any], nom: str, table: str) -> str:
    """L'adresse du seuil, de la mesure de l'année, ou de toutes les mesures dont vient la pente."""
    if table == "indicateurs":
        return origine(table, code=ligne["code"])
    if nom == "pente":
        annees = [] if ligne["premiere_annee"] is None else range(ligne["premiere_annee"], ligne["derniere_annee"] + 1)
        return origine(table, indicateur=ligne["code"], annee=list(annees))
    return origine(table, indicateur=ligne["code"], annee=ligne["exercice"])


def _suffisance(lignes: pl.DataFrame) -> pl.DataFrame:
    """Refusés, suivis, renseignés, planchers atteints, plafonds franchis : le territoire, puis chaque lentille."""
    besoin = pl.col("anneau") == "social"
    tenu = pl.col("seuil_tenu")
    refuse = pl.col("statut") == "incoherent"
    suivi = pl.col("seuil").is_not_null() & ~refuse
    comptes = {
        "indicateurs_refuses": refuse.sum(),
        "indicateurs_suivis": suivi.sum(),
        "indicateurs_renseignes": tenu.is_not_null().sum(),
        "planchers_suivis": (suivi & besoin).sum(),
        "planchers_renseignes": (besoin & tenu.is_not_null()).sum(),
        "planchers_atteints": (besoin & tenu).sum(),
        "plafonds_suivis": (suivi & ~besoin).sum(),
        "plafonds_renseignes": (~besoin & tenu.is_not_null()).sum(),
        "plafonds_franchis": (~besoin & ~tenu).sum(),
    }
    ensemble = lignes.select(**comptes).with_columns(poste=pl.lit(None, dtype=pl.String))
    par_lentille = lignes.group_by(pl.col("lentille").alias("poste")).agg(**comptes)
    large = pl.concat([ensemble, par_lentille], how="diagonal_relaxed")
    couverture = pl.when(pl.col("indicateurs_suivis") > 0).then(
        pl.col("indicateurs_renseignes") / pl.col("indicateurs_suivis")
    )
    return (
        large.with_columns(couverture=couverture)
        .unpivot(on=list(comptes), index=["poste", "couverture"], variable_name="indicateur", value_name="valeur")
        .with_columns(
            territoire=pl.lit(lignes["territoire"][0]),
            exercice=pl.lit(lignes["exercice"][0]),
            nature=pl.lit(str(Nature.REALISE)),
            origine=pl.lit(origine("indicateurs")),
        )
    )
