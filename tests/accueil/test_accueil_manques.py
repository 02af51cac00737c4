"""Ce qui manque à l'accueil : court, rangé par méthode, chaque table citée une seule fois."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from core.figures.accueil.manques import par_methode, phrase, tables_vides
from core.figures.accueil.phrases import AILLEURS
from core.methodes import METHODES
from core.modele import Fiche, Maturite
from core.tables import TABLES

FICHES = [methode.FICHE for methode in METHODES]
IMPORTABLES = [nom for nom, table in TABLES.items() if table.importable]


def fiche(titre: str, requises: tuple[str, ...], optionnelles: tuple[str, ...] = ()) -> Fiche:
    return Fiche(
        cle=titre,
        titre=titre,
        question="",
        origine="",
        masque="",
        maturite=Maturite.PILOTAGE,
        requises=requises,
        optionnelles=optionnelles,
    )


def test_les_tables_vides_sont_celles_que_l_on_importe() -> None:
    tables = {nom: pl.DataFrame({"x": [1]} if nom == "capitaux" else {"x": []}) for nom in TABLES}
    vides = tables_vides(tables)
    assert "capitaux" not in vides and "territoires" not in vides
    assert vides == [nom for nom in IMPORTABLES if nom != "capitaux"]


@given(st.sets(st.sampled_from(IMPORTABLES)))
def test_chaque_table_vide_est_citee_une_fois_et_une_seule(vides: set[str]) -> None:
    cites = [titre for _, requises, utiles in par_methode(sorted(vides), FICHES) for titre in (*requises, *utiles)]
    assert sorted(cites) == sorted(TABLES[nom].titre.lower() for nom in vides)


def test_une_table_requise_l_emporte_sur_une_table_utile() -> None:
    fiches = [fiche("A", ("capitaux",), ("emissions",)), fiche("B", ("emissions",))]
    assert par_methode(["emissions", "scenarios"], fiches) == [
        ("B", [TABLES["emissions"].titre.lower()], []),
        (AILLEURS, [], [TABLES["scenarios"].titre.lower()]),
    ]


def test_trois_tables_se_nomment_dix_se_comptent() -> None:
    assert phrase([], FICHES) == ""
    assert phrase(["emissions"], FICHES) == f"Il manque une table : {TABLES['emissions'].titre.lower()}."
    longue = phrase(IMPORTABLES, FICHES)
    assert longue.startswith("Il manque") and "manquent" not in longue
    assert len(longue) < 260 and TABLES["donnees_activite"].titre.lower() not in longue
    assert f"{FICHES[0].titre}" in longue
