"""Qui signe : l'identité reconnue, ou sur un poste local un nom déclaré une fois, qui se dit déclaré."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import polars as pl
import pytest

from core.acces import ACCES_LOCAL, Acces, Role
from pages._cotation.grille import relever, type_tapees
from pages._outils import auteur as signature
from pages._outils.auteur import LETTRES, a_declarer, auteur, declarer
from pages._outils.composants import frappes
from pages._outils.contexte import Contexte


def regarde(acces: Acces) -> Contexte:
    """Ce que la signature lit d'un contexte : qui regarde."""
    return cast("Contexte", SimpleNamespace(acces=acces))


LOCAL = regarde(ACCES_LOCAL)
RECONNUE = regarde(Acces("camille@exemple.fr", Role.AGENT, None))


@pytest.fixture(autouse=True)
def _visite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signature, "st", SimpleNamespace(session_state={}))


def test_une_identite_reconnue_signe_quoi_qu_on_declare() -> None:
    declarer(RECONNUE, "Le Maire")
    assert auteur(RECONNUE) == "camille@exemple.fr"
    assert not a_declarer(RECONNUE)


def test_sur_un_poste_local_le_premier_nom_vaut_pour_la_visite_et_se_dit_declare() -> None:
    assert auteur(LOCAL) == "poste local"
    for nom in ("   ", "poste local"):
        declarer(LOCAL, nom)
        assert a_declarer(LOCAL), "rien n'est encore dit"
    declarer(LOCAL, " Camille  Roux\n")
    declarer(LOCAL, "Le Maire")
    assert auteur(LOCAL) == "Camille Roux (nom déclaré)"
    assert not a_declarer(LOCAL)


def test_un_nom_forge_est_borne() -> None:
    declarer(LOCAL, "x" * 2_000_000)
    assert len(auteur(LOCAL)) < LETTRES + 20


@pytest.mark.parametrize("rang", [-1, -50, 2, 10**9, "-1", "x", "1.5", ""])
def test_un_rang_forge_n_ecrit_nulle_part(rang: object) -> None:
    assert frappes({rang: {"Pourquoi": "forgé"}}, 2) == {}
    tapees: type_tapees = {}
    montree = pl.DataFrame({"signature": ["une", "deux"]})
    relever(montree, {}, tapees, {rang: {"Pourquoi": "forgé"}, 1: {"Pourquoi": "tapé"}})  # type: ignore[dict-item]
    assert tapees == {"deux": {"justification": "tapé"}}


def test_un_vrai_rang_s_ecrit_qu_il_soit_texte_ou_nombre() -> None:
    assert frappes({"0": {"a": 1}, 1: {"a": 2}}, 2) == {0: {"a": 1}, 1: {"a": 2}}
