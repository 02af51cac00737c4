"""Ce que dit le panneau d'un capital : son bon état, qui parle pour lui, sa dette, et ses actions prévues et payées."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.dossier import Dossier
from core.figures.care import phrases_vues as phrases
from core.figures.care.lecture import Capital, capitaux_de
from core.tables.capitaux import TYPES_ACTION


@dataclass(frozen=True)
class FicheCapital:
    """Ce que le panneau montre d'un capital ; `manques` est vide quand rien ne manque."""

    entite: str
    rubriques: tuple[tuple[str, str], ...]
    actions: pl.DataFrame
    manques: str


def fiches(dossier: Dossier) -> dict[str, FicheCapital]:
    """La fiche de chaque capital tenu cet exercice, par code, de la plus lourde dette à la plus légère."""
    detail, capitaux = dossier.detail("care"), dossier.tables["capitaux"]
    declares = {ligne["code"]: ligne for ligne in capitaux.iter_rows(named=True)}
    return {
        un.code: FicheCapital(
            un.entite,
            tuple(rubriques(un, declares.get(un.code, {}), dossier.exercice)),
            actions(detail, un.code),
            manques(detail, un.code),
        )
        for un in capitaux_de(dossier.indicateurs("care"), capitaux, dossier.exercice)
    }


def rubriques(capital: Capital, fiche: Mapping[str, object], exercice: int) -> list[tuple[str, str]]:
    """Les rubriques d'un capital, titre et texte ; ce qui n'est pas renseigné est dit tel."""
    return [
        (phrases.BON_ETAT, str(fiche.get("bon_etat") or phrases.BON_ETAT_ABSENT)),
        (phrases.PORTE_PAROLE, str(fiche.get("porte_parole") or phrases.PORTE_PAROLE_ABSENT)),
        (phrases.titre_dette(exercice), phrases.mouvement_de_dette(capital)),
        (phrases.titre_paye(exercice), phrases.paye(capital)),
    ]


def actions(detail: pl.DataFrame, code: str) -> pl.DataFrame:
    """Les actions d'un capital, prévues et payées, dans l'ordre de leur coût ; une case vide est une donnée absente."""
    return (
        detail.filter(pl.col("capital") == code)
        .sort("prevu_eur", "action", descending=[True, False])
        .select(
            pl.coalesce("intitule", "action").alias("Action"),
            pl.col("type").replace_strict(TYPES_ACTION, default="hors budget", return_dtype=pl.String).alias("Type"),
            pl.col("prevu_eur").cast(pl.Float64).alias("Prévu (€)"),
            pl.col("realise_eur").cast(pl.Float64).alias("Réalisé (€)"),
        )
    )


def manques(detail: pl.DataFrame, code: str) -> str:
    """Ce qu'il faudrait saisir pour ce capital ; vide si rien ne manque."""
    lignes = detail.filter(pl.col("capital") == code)
    sans_cout = int(lignes.filter(pl.col("planifiee") & pl.col("prevu_eur").is_null()).height)
    sans_depense = int(lignes.filter(pl.col("realise_eur").is_null()).height)
    return phrases.manques(sans_cout, sans_depense)
