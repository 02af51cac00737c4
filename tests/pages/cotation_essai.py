"""Ouvrir la cotation comme un visiteur, y taper, et relire dans la base ce qui y est écrit."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button, Selectbox

from core.acces import ACCES_LOCAL
from core.communs.affectations import en_vigueur
from core.communs.depenses import depenses_reelles
from core.donnees.saisie import enregistrer
from core.tables.affectations import IDENTITE
from core.usages.cotation.travail import file_a_coter
from pages._outils import chargement
from tests.pages.visite import Ouvrir, textes

VILLE, ANNEE = "ville-orsevaux", 2024
MOI = "poste local"


def lu(page: AppTest) -> str:
    """Ce qui se lit, sans échappements, les espaces toutes pareilles."""
    return textes(page).replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ")


def etat(lentille: str = "axe_1", territoire: str = VILLE) -> pl.DataFrame:
    """La file de travail relue dans la base ; à garder quand on y lit plusieurs dépenses."""
    donnees = chargement.entrepot().donnees(ACCES_LOCAL, territoire, ["lignes_budgetaires", "affectations"])
    return file_a_coter(depenses_reelles(donnees, ANNEE), en_vigueur(donnees["affectations"], ANNEE), lentille)


def statuts(*signatures: str) -> list[tuple[str, str | None, str | None]]:
    """Le statut de chaque dépense, sa classe, et qui la dit, en une lecture."""
    lues = {ligne["signature"]: ligne for ligne in etat().iter_rows(named=True)}
    return [(lues[une]["statut"], lues[une]["poste_dit"], lues[une]["auteurs"]) for une in signatures]


def statut(signature: str) -> tuple[str, str | None, str | None]:
    """Le statut d'une dépense, sa classe, et qui la dit."""
    return statuts(signature)[0]


def a_coter(lentille: str = "axe_1", territoire: str = VILLE) -> pl.DataFrame:
    """Les dépenses à coter, de la plus grande à la plus petite."""
    return etat(lentille, territoire).filter((pl.col("statut") == "a_faire") & (pl.col("poids_eur") > 0))


def miennes() -> pl.DataFrame:
    """Les affectations écrites par ce poste."""
    lues = chargement.entrepot().donnees(ACCES_LOCAL, VILLE, ["affectations"])["affectations"]
    return lues.filter(pl.col("auteur") == MOI)


def version() -> int:
    """La version des données de la ville."""
    return chargement.entrepot().version(ACCES_LOCAL, VILLE)


def ouvrir_la_ville(ouvrir: Ouvrir, **adresse: str) -> AppTest:
    """La cotation de la ville, exercice 2024."""
    return ouvrir("cotation", territoire=VILLE, exercice=str(ANNEE), **adresse)


def taper(page: AppTest, saisies: Mapping[str, Mapping[str, str | bool]], lentille: str = "axe_1") -> AppTest:
    """Ce que la grille range à chaque cellule remplie ; les frappes elles-mêmes sont essayées dans un navigateur."""
    page.session_state["cotations_tapees"] = {
        (VILLE, ANNEE, lentille): {signature: dict(saisie) for signature, saisie in saisies.items()}
    }
    return page.run()


def bouton(page: AppTest, debut: str) -> Button:
    """Le bouton dont le libellé, ou la clé, commence ainsi."""
    return next(un for un in page.button if un.label.startswith(debut) or str(un.key).startswith(debut))


def liste(page: AppTest, debut: str) -> Selectbox:
    """La liste déroulante dont la clé commence ainsi."""
    return next(un for un in page.selectbox if str(un.key).startswith(debut))


def ecrire_ailleurs(signature: str, poste: str, auteur: str = MOI) -> None:
    """Un autre onglet cote la même dépense."""
    ligne = (
        etat()
        .filter(pl.col("signature") == signature)
        .select(IDENTITE)
        .with_columns(
            exercice=pl.lit(ANNEE),
            lentille=pl.lit("axe_1"),
            auteur=pl.lit(auteur),
            morceau=pl.lit(1),
            poste=pl.lit(poste),
            quote_part=pl.lit(1.0),
        )
    )
    enregistrer(chargement.entrepot(), ACCES_LOCAL, VILLE, "affectations", ligne, "Cotation")
