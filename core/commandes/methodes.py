"""La commande qui calcule une méthode sur les chiffres en vigueur."""

from __future__ import annotations

import argparse

import polars as pl

from core.acces import ACCES_LOCAL
from core.commandes.base import entrepot_ouvert
from core.commandes.resultat import Resultat
from core.documents.tableaux import neutraliser
from core.donnees.textes import transcrire
from core.erreurs import DonneesIncoherentes
from core.methodes import METHODES


def calculer(options: argparse.Namespace) -> Resultat:
    """Calcule une méthode sur les chiffres en vigueur et rend la table des indicateurs."""
    methode = next((module for module in METHODES if module.FICHE.cle == options.methode), None)
    if methode is None:
        raise DonneesIncoherentes(
            f"La méthode « {options.methode} » n'existe pas.",
            "",
            f"Choisissez parmi : {', '.join(module.FICHE.cle for module in METHODES)}.",
        )
    with entrepot_ouvert(options) as entrepot:
        donnees = entrepot.donnees(ACCES_LOCAL, options.territoire)
    table: pl.DataFrame = methode.calculer(donnees, options.exercice)
    objet = {
        "statut": "calcule",
        "methode": options.methode,
        "territoire": options.territoire,
        "exercice": options.exercice,
        "indicateurs": table.to_dicts(),
    }
    if options.csv:
        textes = [transcrire(table[nom], neutraliser) for nom, sorte in table.schema.items() if sorte == pl.String]
        return Resultat(objet, table.with_columns(textes).write_csv().rstrip("\n"))
    lisible = table.drop("territoire", "methode", "origine").with_columns(pl.col("exercice").cast(pl.String))
    with pl.Config(
        tbl_rows=-1,
        tbl_cols=-1,
        tbl_width_chars=200,
        fmt_str_lengths=60,
        tbl_hide_dataframe_shape=True,
        tbl_hide_column_data_types=True,
        tbl_hide_dtype_separator=True,
        thousands_separator=" ",
        decimal_separator=",",
        float_precision=2,
        tbl_cell_numeric_alignment="RIGHT",
    ):
        return Resultat(objet, str(lisible))
