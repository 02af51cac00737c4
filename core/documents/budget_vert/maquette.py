"""La maquette de l'annexe verte : feuilles, colonnes et titres sont des données, car les cases officielles restent à
vérifier."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.references import reference


@dataclass(frozen=True)
class ColonneMaquette:
    """Une colonne : la clé de ce qu'elle montre, son titre, sa largeur en caractères."""

    cle: str
    titre: str
    largeur: float


@dataclass(frozen=True)
class FeuilleMaquette:
    """Une feuille : son onglet, son titre, ses colonnes et ses rangs (clé → modèle de texte), dans l'ordre voulu."""

    onglet: str
    titre: str
    colonnes: tuple[ColonneMaquette, ...]
    lignes: dict[str, str]


def feuilles() -> list[str]:
    """Les feuilles de la maquette, dans l'ordre des onglets."""
    return _element("onglet")["feuille"].to_list()


def feuille(cle: str) -> FeuilleMaquette:
    """La feuille de ce nom ; lève `KeyError` si la maquette ne la décrit pas."""
    onglets = dict(_element("onglet").select("feuille", "titre").iter_rows())
    titres = dict(_element("titre").select("feuille", "titre").iter_rows())
    colonnes = _element("colonne").filter(pl.col("feuille") == cle)
    lignes = _element("ligne").filter(pl.col("feuille") == cle)
    return FeuilleMaquette(
        onglet=onglets[cle],
        titre=titres[cle],
        colonnes=tuple(
            ColonneMaquette(une["cle"], une["titre"], float(une["largeur"])) for une in colonnes.iter_rows(named=True)
        ),
        lignes={une["cle"]: une["titre"] or "" for une in lignes.iter_rows(named=True)},
    )


def _element(nom: str) -> pl.DataFrame:
    return reference("maquette_annexe").filter(pl.col("element") == nom).sort(pl.col("rang").cast(pl.Int32))
