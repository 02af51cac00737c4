"""Les versions de facteurs : laquelle s'applique, et ce qu'un changement de version fait au résultat."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.methodes import bilan_carbone
from core.methodes.bilan_carbone.bareme import bareme
from core.methodes.bilan_carbone.facteurs import parts
from core.methodes.bilan_carbone.versions import LIVREE, LIVREE_2016
from core.references import reference, valeurs
from core.tables.bilan import DONNEES_ACTIVITE, FACTEURS_EMISSION
from core.unites import unites
from tests.bilan_carbone.fabrique_bilan_carbone import bilan, donnees, flux, table

V6, V10 = "Base Carbone V23.6", "Base Carbone V23.10"


def importe(version: str, code: str, valeur: float, unite: str = "kWh", **champs: object) -> dict[str, Any]:
    return {
        "version": version,
        "code": code,
        "valeur": valeur,
        "unite": unite,
        "id_base_empreinte": code,
        "categorie": "combustibles",
    } | champs


def test_les_versions_se_rangent_par_leurs_nombres() -> None:
    tables = bilan(facteurs=[importe(V6, "1", 0.2), importe(V10, "1", 0.2)])
    assert bilan_carbone.versions(tables) == (V10, V6, LIVREE, LIVREE_2016)


def test_la_plus_recente_s_applique_par_defaut_et_une_nommee_passe_devant() -> None:
    tables = bilan(
        flux("Gaz", "gaz_nat_kwh", 1000.0, "kWh"), facteurs=[importe(V6, "13515", 0.25), importe(V10, "13515", 0.26)]
    )
    for version, attendue, valeur in (
        (None, V10, 0.26),
        (V6, V6, 0.25),
        (LIVREE, LIVREE, 0.243),
        (LIVREE_2016, V10, 0.26),
    ):
        ligne = bilan_carbone.detail(tables, 2024, version).row(0, named=True)
        assert (ligne["version"], ligne["valeur_facteur"]) == (attendue, valeur)


def test_un_facteur_se_nomme_par_son_identifiant() -> None:
    assert bilan_carbone.detail(bilan(flux("Élec", "42513", 1.0, "kWh")), 2024)["code"].item() == "elec_fr_2022"


def test_un_identifiant_que_deux_facteurs_portent_ne_choisit_pas() -> None:
    """Le verre vaut 41 ou 496 kgCO2e par tonne sous le même identifiant, selon le calculateur."""
    ligne = bilan_carbone.detail(bilan(flux("Verre", "34478", 1.0, "t")), 2024).row(0, named=True)
    assert (ligne["sort"], ligne["emissions_tco2e"]) == ("sans_facteur", None)


def test_un_meme_identifiant_dans_une_autre_unite_ne_remplace_pas() -> None:
    tables = bilan(flux("Granulés", "granules_kg", 1000.0, "kg"), facteurs=[importe(V10, "34942", 0.012)])
    assert bilan_carbone.detail(tables, 2024)["version"].item() == LIVREE


def test_machines_de_700_a_273_est_un_effet_de_methode() -> None:
    tables = bilan(
        flux("Machines", "m_machines", 100.0, "k€", exercice=2023), flux("Machines", "m_machines", 150.0, "k€")
    )
    ligne = bilan_carbone.effets(tables, 2023, 2024, LIVREE_2016, LIVREE).row(0, named=True)
    assert (ligne["avant_tco2e"], ligne["apres_tco2e"]) == pytest.approx((70.0, 40.95))
    assert (ligne["effet_activite"], ligne["effet_methode"]) == pytest.approx((35.0, -64.05))
    assert ligne["comparable"]


@st.composite
def deux_annees(tirage: st.DrawFn) -> list[dict[str, Any]]:
    codes = ["m_machines", "m_meubles", "m_chimie", "gaz_nat_kwh", "m_asso"]
    return [
        flux(
            code, code, tirage(st.none() | st.floats(0, 1e5)), "kWh" if code == "gaz_nat_kwh" else "k€", exercice=annee
        )
        for code in codes
        for annee in (2023, 2024)
        if tirage(st.booleans())
    ]


@settings(max_examples=40, deadline=None)
@given(deux_annees())
def test_les_deux_effets_font_exactement_la_variation(lignes: list[dict[str, Any]]) -> None:
    if not lignes:
        return
    tables = bilan(*lignes)
    effets = bilan_carbone.effets(tables, 2023, 2024, LIVREE_2016, LIVREE)
    variation = (effets["apres_tco2e"].sum() or 0) - (effets["avant_tco2e"].sum() or 0)
    assert effets["effet_activite"].sum() + effets["effet_methode"].sum() == pytest.approx(variation, abs=1e-9)
    for version, exercice, colonne in ((LIVREE_2016, 2023, "avant_tco2e"), (LIVREE, 2024, "apres_tco2e")):
        total = bilan_carbone.detail(tables, exercice, version)["emissions_tco2e"].sum()
        assert (effets[colonne].sum() or 0) == pytest.approx(total, abs=1e-9)


def test_les_facteurs_livres_sont_complets_et_dans_leurs_bornes() -> None:
    frame = bareme({}).livres
    assert frame.height >= 178
    assert frame.select("version", "code", "part").is_unique().all()
    assert (
        frame.select("valeur", "unite", "minimum", "maximum", "source", "statut", "categorie").null_count().row(0)
        == (0,) * 7
    )
    assert frame.filter((pl.col("valeur") < pl.col("minimum")) | (pl.col("valeur") > pl.col("maximum"))).is_empty()
    assert set(frame["unite"]) <= set(unites())
    assert set(frame["statut"]) == {"A", "B", "C", "D"}


def test_chaque_facteur_livre_tient_dans_l_etendue_de_sa_famille() -> None:
    familles = reference("bornes_facteurs").with_columns(pl.col("minimum", "maximum").cast(pl.Float64))
    entiers = bareme({}).livres.filter(pl.col("part") == "total").select("code", "categorie", "unite", "valeur")
    jointes = entiers.join(familles, on=("categorie", "unite"), how="left")
    assert jointes["maximum"].null_count() == 0
    assert jointes.filter((pl.col("valeur") < pl.col("minimum")) | (pl.col("valeur") > pl.col("maximum"))).is_empty()


def test_chaque_facteur_livre_donne_un_poste_et_s_applique() -> None:
    frame = bareme({}).livres
    demandes = [
        flux(code, code, 1.0, unite) for code, unite in frame.select("code", "unite").unique().sort("code").rows()
    ]
    assert set(bilan_carbone.detail(bilan(*demandes), 2024)["sort"]) == {"comptee"}


def test_l_incertitude_d_une_famille_est_la_plus_forte_publiee() -> None:
    publiees = bareme({}).livres.filter(pl.col("statut") == "A").group_by("categorie").agg(pl.col("incertitude").max())
    attendues = dict(publiees.drop_nulls().iter_rows())
    for ligne in valeurs("incertitudes_familles").iter_rows(named=True):
        modele = "combustibles" if ligne["categorie"] == "carburants" else ligne["categorie"]
        assert ligne["valeur"] == attendues[modele]


def test_un_facteur_importe_sans_bornes_prend_celles_du_meme_facteur_livre() -> None:
    tables = bilan(facteurs=[importe(V10, "13515", 0.25)])
    ligne = parts(tables, bilan_carbone.versions(tables)).filter(pl.col("version") == V10).row(0, named=True)
    assert (ligne["minimum"], ligne["maximum"]) == pytest.approx((0.0607, 0.6), abs=0.0001)


def test_les_tables_vides_valent_absentes() -> None:
    assert bilan_carbone.versions(donnees({})) == (LIVREE, LIVREE_2016)
    assert bilan_carbone.versions({}) == (LIVREE, LIVREE_2016)
    assert DONNEES_ACTIVITE.schema().keys() <= set(table("donnees_activite", []).columns)
    assert FACTEURS_EMISSION.cle == ("version", "code", "part")
