"""Lire les agrégats de l'OFGL : une ligne par collectivité, année et agrégat, en-têtes longs ou identifiants d'API."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from core.donnees.lecture.collectivites import Reperes, en_feuille, lettre_de, reperer, retenir, texte
from core.donnees.lecture.entetes import normaliser
from core.donnees.lecture.modele import Feuille, Lecture

_SIREN = ("code siren collectivite", "siren", "code siren * epci", "epci_code")
_INSEE = (
    "code insee collectivite",
    "insee",
    "code insee * commune",
    "com_code",
    "code insee * departement",
    "code insee * region",
)
_NOM = (
    "nom * commune",
    "com_name",
    "nom * epci",
    "epci_name",
    "nom * departement",
    "dep_name",
    "nom * region",
    "reg_name",
    "libelle budget",
    "lbudg",
)


def reconnaitre(feuille: Feuille) -> bool:
    """Vrai si les en-têtes sont ceux d'un jeu d'agrégats de l'OFGL."""
    entetes = {normaliser(entete) for entete in feuille.entetes}
    return (
        {"agregat", "montant"} <= entetes
        and bool(entetes & {"exercice", "exer"})
        and (reperer(feuille, *_SIREN) is not None or reperer(feuille, *_INSEE) is not None)
    )


def lire_ofgl(feuille: Feuille, indications: Mapping[str, str], ou: str) -> Lecture:
    """Rend une feuille `agregats_financiers` ; budget « consolide » quand le jeu réunit principal et annexes.

    Lève `QuestionOuverte` si le fichier porte plusieurs collectivités et qu'aucune indication n'en retient une.
    """
    siren, insee = texte(feuille, *_SIREN), texte(feuille, *_INSEE)
    lignes, qui = retenir(feuille, Reperes(siren, insee, texte(feuille, *_NOM)), indications, ou)
    consolide = reperer(feuille, "type_de_budget", "type de budget") is None
    colonnes = {
        "exercice": texte(feuille, "exercice", "exer").str.extract(r"(\d{4})"),
        "budget": pl.lit("consolide") if consolide else _budget(feuille),
        "agregat": texte(feuille, "agregat"),
        "montant_eur": texte(feuille, "montant"),
        "source_agregat": pl.lit("OFGL, comptes consolidés" if consolide else "OFGL, comptes par budget"),
    }
    lettres = {
        "exercice": lettre_de(feuille, "exercice", "exer"),
        "agregat": lettre_de(feuille, "agregat"),
        "montant_eur": lettre_de(feuille, "montant"),
        "budget": lettre_de(feuille, "type_de_budget", "type de budget", "libelle budget", "lbudg"),
    }
    prete = en_feuille(feuille, "agregats_financiers", colonnes, {c: v for c, v in lettres.items() if v}, lignes)
    return Lecture("ofgl", (prete,), qui, "", ())


def _budget(feuille: Feuille) -> pl.Expr:
    genre = texte(feuille, "type_de_budget", "type de budget")
    principal = genre.str.to_lowercase().str.contains("principal")
    return (
        pl.when(principal)
        .then(pl.lit("principal"))
        .otherwise(pl.coalesce(texte(feuille, "libelle budget", "lbudg"), genre))
    )
