"""La même dépense se reconnaît d'un exercice à l'autre, et deux dépenses différentes ne se confondent pas."""

from __future__ import annotations

import polars as pl
import pytest
from fabrique_affectations import depense, table
from hypothesis import given
from hypothesis import strategies as st

from core.communs.affectations import normaliser, signature, signer


def adresse(**champs: object) -> str:
    frame = table("lignes_budgetaires", [depense("x") | champs])
    return str(signer(frame)["signature"].item())


def test_une_signature_se_lit_et_sert_d_adresse() -> None:
    assert adresse(libelle="Isolation de l’École  PRÉVERT", fonction="213", service="Bâtiments") == (
        "principal|21312|213||batiments|isolation de l'ecole prevert"
    )


@pytest.mark.parametrize(
    "autre",
    ["ISOLATION DE L'ECOLE", "Isolation  de l’école ", "isolation\u00a0de l'e\u0301cole", "\tIsolation de\nl'école"],
)
def test_casse_accents_apostrophes_et_espaces_ne_comptent_pas(autre: str) -> None:
    assert adresse(libelle=autre) == adresse(libelle="Isolation de l'école")


def test_une_case_vide_vaut_une_case_absente() -> None:
    assert adresse(service="", operation=None) == adresse(service=None, operation="")


@pytest.mark.parametrize(
    "champs",
    [
        {"nature": "2151"},
        {"fonction": "213"},
        {"operation": "OP1"},
        {"service": "Voirie"},
        {"budget": "eau"},
        {"libelle": "y"},
    ],
)
def test_chaque_colonne_d_identite_distingue(champs: dict[str, object]) -> None:
    assert adresse(**champs) != adresse()


def test_une_barre_dans_un_libelle_ne_decale_pas_les_colonnes() -> None:
    assert adresse(service="a|b", libelle="c") != adresse(service="a", libelle="b|c")
    assert adresse(libelle="a | b").count("|") == 5


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6))
def test_normaliser_une_fois_suffit_et_ne_depend_pas_des_voisins(textes: list[str]) -> None:
    frame = pl.DataFrame({"t": textes}, schema={"t": pl.String})
    une = frame.select(normaliser(pl.col("t")))["t"]
    seules = [pl.DataFrame({"t": [texte]}).select(normaliser(pl.col("t")))["t"].item() for texte in textes]
    assert une.to_list() == seules
    assert not any("  " in texte or texte != texte.strip(" \t\n") for texte in une)


def test_signer_est_sans_effet_sur_une_frame_deja_signee_et_suit_l_expression() -> None:
    frame = table("lignes_budgetaires", [depense("École"), depense("Voirie"), depense("École")])
    signee = signer(frame)
    assert signer(signee) is signee
    assert signee["signature"].equals(frame.select(signature())["signature"])
    assert signer(frame.clear()).height == 0
