"""Le bilan par les comptes : un ordre de grandeur, remplacé dès qu'un flux documente, jamais compté deux fois."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from core.communs.depenses import depenses_reelles
from core.methodes import bilan_carbone
from core.plan_de_comptes import plan_de_comptes, plus_long_prefixe
from core.references import reference
from tests.bilan_carbone.fabrique_bilan_carbone import bilan, compte, donnees, flux, indicateur

INVESTISSEMENT = {"section": "investissement"}
COMPTES = [
    compte("6156", 100_000, fonction="020"),
    compte("6156", 50_000, fonction="311"),
    compte("6262", 20_000, fonction="020"),
    compte("60612", 300_000, fonction="020"),
    compte("64111", 5_000_000, fonction="020"),
    compte("65748", 40_000, fonction="311"),
    compte("2183", 70_000, fonction="020", **INVESTISSEMENT),
    compte("1641", 500_000, fonction="01", **INVESTISSEMENT),
]


def sorts(tables: dict[str, pl.DataFrame]) -> dict[tuple[str, str], str]:
    frame = bilan_carbone.flash(tables, 2024)
    return {
        (nature, fonction): sort for nature, fonction, sort in frame.select("nature", "fonction", "sort").iter_rows()
    }


def test_chaque_compte_a_un_sort_et_un_euro_converti_une_fois() -> None:
    frame = bilan_carbone.flash(donnees({"lignes_budgetaires": COMPTES}), 2024)
    assert frame.height == len(COMPTES)
    par_compte = {(ligne["nature"], ligne["fonction"]): ligne for ligne in frame.iter_rows(named=True)}
    maintenance = par_compte["6156", "020"]
    assert (maintenance["ratio"], maintenance["poste"]) == ("m_reparation", "4.5 Achats de services")
    assert maintenance["emissions_tco2e"] == pytest.approx(100 * 195 / 1000)
    assert par_compte["2183", "020"]["emissions_tco2e"] == pytest.approx(70 * 273 / 1000)
    assert par_compte["60612", "020"]["sort"] == par_compte["65748", "311"]["sort"] == "sans_ratio"
    assert par_compte["64111", "020"]["sort"] == par_compte["1641", "01"]["sort"] == "hors_champ"
    assert all(ligne["motif"] for ligne in par_compte.values())


def test_les_comptes_et_leurs_euros_se_reunissent_par_sort() -> None:
    par_sort = bilan_carbone.par_sort(bilan_carbone.flash(donnees({"lignes_budgetaires": COMPTES}), 2024))
    # 6156 en deux fonctions n'est qu'un compte : 100 000 + 50 000 + 20 000 + 70 000
    assert par_sort["comptee"] == (3, Decimal(240_000))
    assert par_sort["sans_ratio"] == (2, Decimal(340_000))
    assert par_sort["hors_champ"] == (2, Decimal(5_500_000))
    assert "remplacee" not in par_sort


def test_un_flux_qui_cite_un_compte_remplace_ce_compte_seul() -> None:
    tables = bilan(
        flux("Photocopieurs", "m_reparation", 40.0, "k€", nature="6156", fonction="311"), lignes_budgetaires=COMPTES
    )
    rendus = sorts(tables)
    assert rendus["6156", "311"] == "remplacee"
    assert rendus["6156", "020"] == rendus["6262", "020"] == "comptee"


def test_un_flux_sans_compte_remplace_tout_son_poste() -> None:
    rendus = sorts(bilan(flux("Services", "m_it", 10.0, "k€"), lignes_budgetaires=COMPTES))
    assert rendus["6156", "020"] == rendus["6156", "311"] == rendus["6262", "020"] == "remplacee"
    assert rendus["2183", "020"] == "comptee"


def test_la_part_amont_d_un_carburant_ne_remplace_pas_les_achats() -> None:
    achats = [compte("6064", 10_000, fonction="020"), compte("60622", 30_000, fonction="020")]
    rendus = sorts(bilan(flux("Gazole", "gazole_l", 1000.0, "L"), lignes_budgetaires=achats))
    assert rendus == {("6064", "020"): "comptee", ("60622", "020"): "remplacee"}


@pytest.mark.parametrize(
    "trou",
    [
        flux("Services", "m_it", None, "k€"),
        flux("Services", "m_it", 10.0, "kg"),
        flux("Services", "m_it", 10.0, "k€", etat="prevu"),
    ],
)
def test_un_flux_non_compte_ne_remplace_rien(trou: dict[str, Any]) -> None:
    assert sorts(bilan(trou, lignes_budgetaires=COMPTES))["6156", "020"] == "comptee"


def test_les_indicateurs_des_comptes_sont_des_estimations_et_ne_doublent_rien() -> None:
    tables = bilan(flux("Services", "m_it", 100.0, "k€"), lignes_budgetaires=COMPTES)
    calcul = bilan_carbone.calculer(tables, 2024)
    reste, ensemble, flux_seuls = (
        indicateur(calcul, nom) for nom in ("emissions_flash", "emissions_completees", "emissions")
    )
    assert reste["valeur"] == pytest.approx(70 * 273 / 1000)
    assert ensemble["valeur"] == pytest.approx(reste["valeur"] + flux_seuls["valeur"])
    assert reste["qualite"] == ensemble["qualite"] == "estime"
    assert reste["borne_basse"] < reste["valeur"] < reste["borne_haute"]
    assert indicateur(calcul, "part_indirectes_documentees")["valeur"] == pytest.approx(7.5 / (31.97 + 19.11))


def test_un_petit_flux_ne_fait_pas_croire_que_tout_son_poste_est_documente() -> None:
    """150 k€ d'entretien (29,25 t) et 20 k€ de télécommunications (2,72 t) : 10 k€ de logiciels (0,75 t) n'en disent
    rien."""
    tables = bilan(flux("Logiciels", "m_it", 10.0, "k€"), lignes_budgetaires=COMPTES[:3])
    services = bilan_carbone.couverture_indirectes(tables, 2024).row(0, named=True)
    assert services["poste"] == "4.5 Achats de services"
    assert (services["documente_tco2e"], services["flash_tco2e"]) == pytest.approx((0.75, 29.25 + 2.72 - 0.75))
    calcul = bilan_carbone.calculer(tables, 2024)
    assert indicateur(calcul, "part_indirectes_documentees")["valeur"] == pytest.approx(0.75 / 31.97)
    assert indicateur(calcul, "emissions_completees")["valeur"] == pytest.approx(0.75)


def test_les_comptes_sont_les_depenses_reelles_de_l_execution() -> None:
    annexes = [
        compte("6156", 7_000, budget="Eau"),
        compte("6811", 9_000, mouvement="ordre"),
        compte("6156", 3_000, etape="BP"),
        compte("7021", 99_000, sens="recette"),
    ]
    tables = donnees({"lignes_budgetaires": [*COMPTES, *annexes]})
    reelles = depenses_reelles(tables, 2024)
    assert bilan_carbone.flash(tables, 2024)["montant_eur"].sum() == reelles["montant_eur"].sum()


def test_sans_comptes_rien_n_est_devine() -> None:
    calcul = bilan_carbone.calculer(bilan(flux("Gaz", "gaz_nat_kwh", 1.0, "kWh")), 2024)
    assert not {"emissions_flash", "emissions_completees", "part_indirectes_documentees"} & set(calcul["indicateur"])


def test_un_budget_seulement_vote_ne_donne_pas_de_bilan_realise() -> None:
    votes = [{"nature": "6156", "vote_eur": 1000, "etape": "BP"}]
    calcul = bilan_carbone.calculer(bilan(flux("Gaz", "gaz_nat_kwh", 1.0, "kWh"), lignes_budgetaires=votes), 2024)
    assert "emissions_flash" not in set(calcul["indicateur"])


def test_les_postes_significatifs_font_plus_de_quatre_vingts_pour_cent() -> None:
    tables = bilan(
        flux("Élec", "elec_fr_2022", 1_000_000.0, "kWh"),
        flux("Gaz", "gaz_nat_kwh", 9e6, "kWh"),
        lignes_budgetaires=[
            compte("2313", 4_000_000, **INVESTISSEMENT),
            compte("6156", 100_000),
            compte("6064", 10_000),
        ],
    )
    frame = bilan_carbone.couverture_indirectes(tables, 2024)
    assert frame.height == 17
    assert frame["poste"].to_list()[:3] == ["4.2 Immobilisations de biens", "2.1 Électricité", "4.5 Achats de services"]
    assert frame.filter("significatif")["poste"].to_list() == ["4.2 Immobilisations de biens"]
    assert frame.filter("documente")["poste"].to_list() == ["2.1 Électricité"]
    assert frame["part"].sum() == pytest.approx(1.0)
    assert frame["documente_tco2e"].sum() == pytest.approx(52.0)


def test_chaque_ratio_cite_existe_et_chaque_compte_du_plan_a_une_regle() -> None:
    regles = reference("ratios_monetaires")
    connus = set(reference("facteurs_emission").filter(pl.col("categorie") == "ratio_monetaire")["code"])
    assert set(regles["ratio"].drop_nulls()) <= connus
    assert set(regles["sort"]) == {"comptee", "sans_ratio", "hors_champ"}
    assert regles.filter(
        (pl.col("sort") == "comptee") & (pl.col("ratio").is_null() | pl.col("poste").is_null())
    ).is_empty()
    for plan in ("M57_D", "M57_A", "M14"):
        comptes = plan_de_comptes(plan).filter(pl.col("code").str.contains("^[1-6]"))["code"]
        assert plus_long_prefixe(comptes, regles["prefixe"]).null_count() == 0
