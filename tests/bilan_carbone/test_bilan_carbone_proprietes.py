"""Ce qui reste vrai de tout bilan : l'ordre, l'échelle, les trous, le biogénique, la partition."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.methodes import bilan_carbone
from core.methodes.bilan_carbone.bareme import bareme
from tests.bilan_carbone.fabrique_bilan_carbone import bilan, flux, indicateur, table

FACTEURS = bareme({}).livres.select("code", "unite").unique().sort("code", "unite").rows()


@st.composite
def flux_quelconques(tirage: st.DrawFn) -> list[dict[str, Any]]:
    lignes = []
    for rang in range(tirage(st.integers(1, 12))):
        code, unite = tirage(st.sampled_from(FACTEURS))
        lignes.append(
            flux(
                f"Flux {rang}",
                code,
                tirage(st.none() | st.floats(0, 1e6)),
                unite,
                activite=tirage(st.sampled_from("ABC")),
                service=tirage(st.sampled_from([None, "Bâti", "Mobilités"])),
                fiabilite=tirage(st.none() | st.integers(1, 5)),
                duree_amortissement=tirage(st.none() | st.integers(1, 50)),
            )
        )
    return lignes


def total(tables: dict[str, pl.DataFrame]) -> dict[str, Any]:
    return indicateur(bilan_carbone.calculer(tables, 2024), "emissions")


@settings(max_examples=40, deadline=None)
@given(flux_quelconques())
def test_l_ordre_des_lignes_est_sans_effet(lignes: list[dict[str, Any]]) -> None:
    droit = bilan(*lignes)
    envers = {**droit, "donnees_activite": droit["donnees_activite"].reverse()}
    calculs = [bilan_carbone.calculer(tables, 2024).drop("origine") for tables in (droit, envers)]
    assert calculs[0].equals(calculs[1])


@settings(max_examples=40, deadline=None)
@given(flux_quelconques())
def test_le_total_se_partage_en_postes_categories_services_et_activites(lignes: list[dict[str, Any]]) -> None:
    calcul = bilan_carbone.calculer(bilan(*lignes), 2024)
    ensemble = indicateur(calcul, "emissions")["valeur"] or 0.0
    for nom in ("emissions", "emissions_par_categorie", "emissions_par_service", "emissions_par_activite"):
        parts = calcul.filter((pl.col("indicateur") == nom) & pl.col("poste").is_not_null())["valeur"].sum()
        assert parts == pytest.approx(ensemble, rel=1e-9, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(flux_quelconques())
def test_doubler_les_quantites_double_le_total_et_garde_l_incertitude(lignes: list[dict[str, Any]]) -> None:
    doubles = [une | {"quantite": None if une["quantite"] is None else 2 * une["quantite"]} for une in lignes]
    simple, double = total(bilan(*lignes)), total(bilan(*doubles))
    if simple["valeur"] is None:
        assert double["valeur"] is None
        return
    for nom in ("valeur", "borne_basse", "borne_haute"):
        if simple[nom] is not None:
            assert double[nom] == pytest.approx(2 * simple[nom])


@settings(max_examples=40, deadline=None)
@given(
    flux_quelconques(),
    st.sampled_from(
        [
            flux("Trou", "gaz_nat_kwh", None, "kWh"),
            flux("Trou", None, 3.0, "kg"),
            flux("Trou", "gaz_nat_kwh", 3.0, "kg"),
        ]
    ),
)
def test_un_trou_de_plus_baisse_la_couverture_et_ne_change_aucun_total(
    lignes: list[dict[str, Any]], trou: dict[str, Any]
) -> None:
    avant, apres = total(bilan(*lignes)), total(bilan(*lignes, trou))
    assert (apres["valeur"] is None) == (avant["valeur"] is None)
    assert (apres["valeur"] or 0.0) == pytest.approx(avant["valeur"] or 0.0, rel=1e-12)
    assert apres["couverture"] <= avant["couverture"]
    assert apres["couverture"] < 1


@settings(max_examples=40, deadline=None)
@given(flux_quelconques())
def test_les_bornes_encadrent_la_valeur(lignes: list[dict[str, Any]]) -> None:
    bornees = bilan_carbone.calculer(bilan(*lignes), 2024).drop_nulls("borne_basse")
    assert (bornees["borne_basse"] <= bornees["valeur"]).all()
    assert (bornees["valeur"] <= bornees["borne_haute"]).all()


@given(st.floats(0, 1e5), st.floats(0.02, 2.0))
@settings(max_examples=30, deadline=None)
def test_le_biogenique_n_entre_jamais_dans_le_total(quantite: float, biogenique: float) -> None:
    facteurs = [
        {"code": "bois", "part": part, "valeur": valeur, "unite": "kg", "categorie": "combustibles"}
        for part, valeur in (("total", 0.05), ("biogenique", biogenique))
    ]
    calcul = bilan_carbone.calculer(bilan(flux("Bois", "bois", quantite, "kg"), facteurs=facteurs), 2024)
    assert indicateur(calcul, "emissions")["valeur"] == pytest.approx(quantite * 0.05 / 1000)
    assert indicateur(calcul, "emissions_biogeniques")["valeur"] == pytest.approx(quantite * biogenique / 1000)


def test_chaque_origine_retrouve_les_lignes_de_son_poste() -> None:
    """Les lignes que l'adresse d'un poste désigne, comptées seules, refont le chiffre du poste."""
    import json  # noqa: PLC0415

    tables = bilan(
        flux("Gaz", "gaz_nat_kwh", 1000.0, "kWh"),
        flux("Gaz loué", "gaz_nat_kwh", 500.0, "kWh", controle="location"),
        flux("Élec", "elec_fr_2022", 1000.0, "kWh"),
        flux("Km", "voit_gazole", 10.0, "véhicule.km", poste="3.5"),
    )
    calcul = bilan_carbone.calculer(tables, 2024)
    postes = calcul.filter((pl.col("indicateur") == "emissions") & pl.col("poste").is_not_null()).drop_nulls("valeur")
    assert postes.height == 4
    for ligne in postes.iter_rows(named=True):
        filtre = json.loads(ligne["origine"])["filtre"]
        conditions = [
            pl.col(nom).is_in(valeur, nulls_equal=True)
            if isinstance(valeur, list)
            else pl.col(nom).eq_missing(pl.lit(valeur))
            for nom, valeur in filtre.items()
        ]
        seules = {**tables, "donnees_activite": tables["donnees_activite"].filter(conditions)}
        assert indicateur(bilan_carbone.calculer(seules, 2024), "emissions", ligne["poste"])["valeur"] == pytest.approx(
            ligne["valeur"]
        )


def test_la_table_des_flux_suffit() -> None:
    seule = {"donnees_activite": table("donnees_activite", [flux("Gaz", "gaz_nat_kwh", 1000.0, "kWh")])}
    assert total(seule)["valeur"] == pytest.approx(0.243)
