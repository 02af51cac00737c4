"""Chaque cas de référence du bilan carbone, tel qu'il est écrit dans son fichier, et la somme quadratique publiée."""

from __future__ import annotations

import polars as pl
import pytest

from core.methodes import bilan_carbone
from core.methodes.bilan_carbone.bareme import bareme
from core.methodes.bilan_carbone.incertitude import agreger, note, pire_gsd2
from tests.bilan_carbone.fabrique_bilan_carbone import donnees, indicateur
from tests.cas_de_reference import cas_de_reference, comparer, type_cas

LIVRE = bareme({})
CAS = cas_de_reference("bilan_carbone")


@pytest.mark.parametrize("cas", CAS)
def test_cas_de_reference(cas: type_cas) -> None:
    obtenus = bilan_carbone.calculer(donnees(cas), cas["exercice"])
    assert cas["attendu"]
    for attendu in cas["attendu"]:
        if attendu.get("inexistant"):
            postes = obtenus.filter(pl.col("indicateur") == attendu["indicateur"])["poste"].drop_nulls()
            assert len(postes) and not postes.str.starts_with(f"{attendu['poste']} ").any(), attendu
            continue
        comparer(attendu, indicateur(obtenus, attendu["indicateur"], attendu.get("poste")))


@pytest.mark.parametrize("cas", CAS)
def test_le_tableau_reglementaire_dit_les_memes_postes(cas: type_cas) -> None:
    tables = donnees(cas)
    obtenus, tableau = (
        fonction(tables, cas["exercice"]) for fonction in (bilan_carbone.calculer, bilan_carbone.tableau_beges)
    )
    for indicateur_lu, colonne in (("emissions", "total_tco2e"), ("emissions_biogeniques", "biogenique_tco2e")):
        lus = obtenus.filter((pl.col("indicateur") == indicateur_lu) & pl.col("poste").is_not_null()).drop_nulls(
            "valeur"
        )
        dits = tableau.drop_nulls(colonne).select(pl.col("code"), colonne)
        assert dict(dits.iter_rows()) == pytest.approx(
            {poste.split(" ")[0]: valeur for poste, valeur in lus.select("poste", "valeur").iter_rows()}
        )


@pytest.mark.parametrize("cas", cas_de_reference("bilan_carbone", "comparaison"))
def test_les_deux_effets_de_chaque_flux_et_leur_somme(cas: type_cas) -> None:
    effets = bilan_carbone.effets(donnees(cas), **cas["comparaison"])
    assert effets.height == len(cas["attendu_effets"])
    for attendu in cas["attendu_effets"]:
        ligne = effets.filter(pl.col("flux") == attendu["flux"]).row(0, named=True)
        for nom in ("avant_tco2e", "apres_tco2e", "effet_activite", "effet_methode", "comparable"):
            assert ligne[nom] == (pytest.approx(attendu[nom], abs=1e-9) if nom in attendu else None), (attendu, nom)
    ecart = effets["apres_tco2e"].sum() - effets["avant_tco2e"].sum()
    assert effets["effet_activite"].sum() + effets["effet_methode"].sum() == pytest.approx(ecart, abs=1e-9)


def _sources(lignes: list[tuple[float, float, float]]) -> pl.DataFrame:
    """Des postes indépendants : émissions, ± de la donnée, ± du facteur."""
    return pl.DataFrame(
        [
            {
                "poste": f"p{rang}",
                "emissions_tco2e": e,
                "flux_id": f"f{rang}",
                "facteur_id": f"c{rang}",
                "u_donnee": d,
                "u_facteur": f,
                "gsd2_donnee": 1 + d,
                "gsd2_facteur": 1 + f,
            }
            for rang, (e, d, f) in enumerate(lignes)
        ]
    )


def test_la_somme_quadratique_publiee() -> None:
    """GHG Protocol : 100 t (5 %, 10 %), 200 t (5, 5), 700 t (5, 80) → 11,18 %, 7,07 %, 80,16 % ; total 56,14 %."""
    sources = _sources([(100.0, 0.05, 0.10), (200.0, 0.05, 0.05), (700.0, 0.05, 0.80)])
    par_poste = agreger(sources, ["poste"], LIVRE)
    assert par_poste["incertitude"].to_list() == pytest.approx([0.1118, 0.0707, 0.8016], abs=0.0001)
    assert agreger(sources, [], LIVRE)["incertitude"].item() == pytest.approx(0.5614, abs=0.0001)


def test_le_pire_gsd2_est_celui_de_la_methode() -> None:
    assert pire_gsd2(LIVRE) == pytest.approx(2.5163566012590954, abs=1e-12)


@pytest.mark.parametrize(
    ("gsd2", "attendue"),
    [(1.0, 5), (1.1198, 5), (1.1199, 4), (1.2620, 4), (1.2621, 3), (1.6361, 2), (2.5162, 2), (2.5163, 1), (None, None)],
)
def test_la_note_suit_les_seuils_publies(gsd2: float | None, attendue: int | None) -> None:
    frame = pl.DataFrame({"g": [gsd2]}, schema={"g": pl.Float64})
    assert frame.select(note(pl.col("g"), LIVRE)).item() == attendue
