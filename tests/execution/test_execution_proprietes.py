"""Ce qui reste vrai quelles que soient les lignes : chaque euro une fois par lentille, aucun ordre, aucun faux zéro."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
import pytest
from fabrique_execution import document_reel, donnees, ligne
from hypothesis import given, settings
from hypothesis import strategies as st

from core.methodes import execution

COMPTES = (
    "60612",
    "64111",
    "66111",
    "65748",
    "73111",
    "74111",
    "775",
    "002",
    "1641",
    "16449",
    "166",
    "2031",
    "204182",
    "2313",
    "21838",
    "1068",
    "10222",
    "6811",
    "4581",
    "99",
)
MASSES = [
    (f"{sens}_reelles_{section}", f"{sens}_{section}_par_{lentille}")
    for sens in ("depenses", "recettes")
    for section in ("fonctionnement", "investissement")
    for lentille in ("chapitre", "politique")
]
montants = st.one_of(st.none(), st.decimals(-50_000, 90_000_000, places=2))


@st.composite
def lignes_quelconques(tirer: st.DrawFn) -> list[dict[str, Any]]:
    une = st.builds(
        ligne,
        st.sampled_from(["depense", "recette"]),
        st.sampled_from(COMPTES),
        montants,
        montants,
        mouvement=st.sampled_from(["reel", "reel", "reel", "ordre"]),
        etape=st.sampled_from(["CA", "CA", "BP", "CFU"]),
        budget=st.sampled_from(["principal", "principal", "Eau"]),
        chapitre=st.sampled_from([None, "011", "930", "2113"]),
        fonction=st.sampled_from([None, "020", "211", "93845", "777"]),
        vote_eur=montants,
        politique=st.sampled_from([None, None, "Culture", "Mobilités"]),
        nomenclature=st.sampled_from(["M57", None, "M14-M14_COM_SUP3500", "M4"]),
    )
    return tirer(st.lists(une, min_size=1, max_size=25))


def somme(indicateurs: pl.DataFrame, nom: str, nature: str) -> Decimal | None:
    valeurs = indicateurs.filter((pl.col("indicateur") == nom) & (pl.col("nature") == nature))["valeur"].drop_nulls()
    return sum((Decimal(str(round(un, 2))) for un in valeurs), Decimal(0)) if len(valeurs) else None


def valeurs(indicateurs: pl.DataFrame) -> dict[tuple[str, str | None, str], float | None]:
    return {(un["indicateur"], un["poste"], un["nature"]): un["valeur"] for un in indicateurs.iter_rows(named=True)}


@settings(max_examples=60, deadline=None)
@given(lignes_quelconques())
def test_chaque_euro_compte_une_fois_par_lentille(lignes: list[dict[str, Any]]) -> None:
    indicateurs = execution.calculer(donnees(lignes), 2024)
    for nature in ("prevu", "realise"):
        for masse, ventilation in MASSES:
            assert somme(indicateurs, masse, nature) == somme(indicateurs, ventilation, nature), (masse, ventilation)
        for sens in ("depenses", "recettes"):
            sections = [
                somme(indicateurs, f"{sens}_reelles_{section}", nature)
                for section in ("fonctionnement", "investissement")
            ]
            connues = [une for une in sections if une is not None]
            assert somme(indicateurs, f"{sens}_par_politique", nature) == (sum(connues) if connues else None)


@settings(max_examples=40, deadline=None)
@given(lignes_quelconques())
def test_les_indicateurs_sont_la_somme_du_detail(lignes: list[dict[str, Any]]) -> None:
    tables = donnees(lignes)
    detail = execution.detail(tables, 2024)
    indicateurs = execution.calculer(tables, 2024)
    compte = detail.filter(pl.col("exclusion").is_null() & pl.col("principal"))
    for sens, nom in (("depense", "depenses"), ("recette", "recettes")):
        for section in ("fonctionnement", "investissement"):
            choisies = compte.filter((pl.col("sens") == sens) & (pl.col("section") == section))
            for nature in ("prevu", "realise"):
                connues = choisies[f"{nature}_eur"].drop_nulls()
                attendue = connues.sum() if len(connues) else None
                assert somme(indicateurs, f"{nom}_reelles_{section}", nature) == attendue
    assert detail.height == len({(un["fichier"], un["ligne"]) for un in detail.iter_rows(named=True)})


@settings(max_examples=30, deadline=None)
@given(lignes_quelconques(), st.randoms())
def test_l_ordre_des_lignes_ne_change_rien(lignes: list[dict[str, Any]], hasard: Random) -> None:
    melangees = list(lignes)
    hasard.shuffle(melangees)
    assert execution.calculer(donnees(lignes), 2024).equals(execution.calculer(donnees(melangees), 2024))


@settings(max_examples=30, deadline=None)
@given(lignes_quelconques())
def test_doubler_les_montants_double_les_euros_et_garde_les_parts(lignes: list[dict[str, Any]]) -> None:
    doubles = [
        une
        | {
            nom: None if une.get(nom) is None else une[nom] * 2
            for nom in ("realise_eur", "credits_ouverts_eur", "vote_eur")
        }
        for une in lignes
    ]
    simples, multiples = (valeurs(execution.calculer(donnees(une), 2024)) for une in (lignes, doubles))
    assert simples.keys() == multiples.keys()
    for cle, simple in simples.items():
        if simple is None:
            assert multiples[cle] is None, cle
        else:
            facteur = 1 if cle[0].startswith(("taux", "marge")) else 2
            assert multiples[cle] == pytest.approx(simple * facteur, rel=1e-9, abs=1e-9), cle


def test_une_valeur_de_plus_inconnue_ne_change_aucun_total_mais_baisse_la_couverture() -> None:
    connues = [ligne("depense", "60612", 100, 120, chapitre="011"), ligne("recette", "73111", 300, 300, chapitre="731")]
    inconnue = ligne("depense", "60611", None, None, chapitre="011")
    avant, apres = (execution.calculer(donnees(lignes), 2024) for lignes in (connues, [*connues, inconnue]))
    anciennes, nouvelles = valeurs(avant), valeurs(apres)
    assert anciennes.items() <= nouvelles.items()
    choix = (pl.col("indicateur") == "depenses_reelles_fonctionnement") & (pl.col("nature") == "realise")
    assert avant.filter(choix)["couverture"].item() == 1.0
    assert apres.filter(choix)["couverture"].item() == 0.5


def test_les_politiques_et_les_chapitres_d_un_document_reel_retombent_sur_le_meme_total() -> None:
    tables = document_reel("montreuil_CA_2022.xml")
    indicateurs = execution.calculer(tables, 2022)
    for masse, ventilation in MASSES:
        for nature in ("prevu", "realise"):
            assert somme(indicateurs, masse, nature) == somme(indicateurs, ventilation, nature)
    postes = indicateurs.filter(pl.col("indicateur") == "depenses_par_politique")["poste"].unique()
    assert 12 <= len(postes) <= 20
    assert "Politique non renseignée" not in postes.to_list()
