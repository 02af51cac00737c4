"""Une dépense affectée à une politique : elle y va tout entière, ou selon ses parts, et l'euro n'est compté qu'une
fois."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from core.communs.affectations import signature
from core.methodes.execution import calculer, detail
from core.modele import PROVENANCE, Donnees
from core.tables.affectations import AFFECTATIONS, IDENTITE
from tests.execution.fabrique_execution import donnees, ligne

AUTEUR = {"auteur": "Finances", "date_affectation": str(date(2024, 3, 1)), "tranche": "non"}


def affecter(tables: Donnees, *dites: tuple[str, str, float]) -> Donnees:
    """Ajoute des affectations de politique : (libellé de la ligne, politique, part)."""
    lignes = tables["lignes_budgetaires"]
    rangees = []
    for rang, (libelle, politique, part) in enumerate(dites, 1):
        visee = lignes.filter(pl.col("libelle") == libelle).row(0, named=True)
        rangees.append(
            {nom: visee[nom] for nom in IDENTITE}
            | AUTEUR
            | {
                "exercice": visee["exercice"],
                "lentille": "politique",
                "poste": politique,
                "quote_part": part,
                "morceau": rang,
                "territoire": "essai",
                "import_id": 2,
                "fichier": "cotation.xlsx",
                "feuille": "affectations",
                "ligne": rang,
            }
        )
    return {**tables, "affectations": pl.DataFrame(rangees, schema=AFFECTATIONS.schema() | PROVENANCE)}


@pytest.fixture
def tables() -> Donnees:
    return donnees(
        [
            ligne("depense", "60623", "1000.01", fonction="281", libelle="Repas", politique="Éducation"),
            ligne("depense", "60623", "300.00", fonction="281", libelle="Goûters", politique="Éducation"),
            ligne("recette", "70848", "90.00", fonction="281", libelle="Repas", politique="Éducation"),
        ]
    )


def par_politique(tables: Donnees) -> dict[str, float]:
    lus = calculer(tables, 2024).filter(
        (pl.col("indicateur") == "depenses_par_politique") & (pl.col("nature") == "realise")
    )
    return dict(lus.select("poste", "valeur").iter_rows())


def test_une_ligne_affectee_change_de_politique_et_ses_voisines_non(tables: Donnees) -> None:
    assert par_politique(tables) == {"Éducation": 1300.01}
    assert par_politique(affecter(tables, ("Repas", "Alimentation", 1.0))) == {
        "Alimentation": 1000.01,
        "Éducation": 300.0,
    }


def test_une_ligne_partagee_se_coupe_au_centime(tables: Donnees) -> None:
    """1 000,01 € à 40 % : 400,00 € (400,004 arrondi), et le reste, 600,01 €."""
    parts = (("Repas", "Alimentation", 0.4), ("Repas", "Éducation", 0.6))
    assert par_politique(affecter(tables, *parts)) == {"Alimentation": 400.0, "Éducation": 900.01}
    segments = detail(affecter(tables, *parts), 2024).filter(pl.col("libelle") == "Repas", pl.col("sens") == "depense")
    assert segments["realise_eur"].cast(pl.String).to_list() == ["400.00", "600.01"]


def test_les_recettes_et_les_totaux_ne_bougent_pas(tables: Donnees) -> None:
    avant, apres = (
        calculer(t, 2024).filter(~pl.col("indicateur").str.contains("par_politique"))
        for t in (tables, affecter(tables, ("Repas", "Alimentation", 1.0)))
    )
    assert apres.equals(avant)


def test_l_adresse_d_une_politique_ne_retrouve_que_ses_lignes(tables: Donnees) -> None:
    lus = calculer(affecter(tables, ("Repas", "Alimentation", 1.0)), 2024)
    adresse = lus.filter(
        pl.col("indicateur") == "depenses_par_politique",
        pl.col("poste") == "Alimentation",
        pl.col("nature") == "realise",
    )["origine"][0]
    assert '"libelle": "Repas"' in adresse
    assert "Goûters" not in adresse


def test_une_signature_ignore_casse_et_accents() -> None:
    frame = pl.DataFrame(
        [
            {nom: "École " if nom == "libelle" else None for nom in IDENTITE},
            {nom: "ecole" if nom == "libelle" else "" for nom in IDENTITE},
        ],
        schema=dict.fromkeys(IDENTITE, pl.String),
    )
    assert frame.select(signature())["signature"].n_unique() == 1
