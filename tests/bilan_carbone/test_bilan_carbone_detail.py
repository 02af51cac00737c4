"""Ligne par ligne : ce qui est compté, ce qui est refusé et pourquoi, où va chaque part."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from core.erreurs import DonneesIncoherentes, TableManquante
from core.methodes import bilan_carbone
from tests.bilan_carbone.fabrique_bilan_carbone import bilan, donnees, flux


def une(*lignes: dict[str, Any], **options: object) -> dict[str, Any]:
    return bilan_carbone.detail(bilan(*lignes, **options), 2024).row(0, named=True)


@pytest.mark.parametrize(
    ("facteur", "unite", "valeur", "unite_facteur", "mot"),
    [
        ("granules_kg", "kg", 0.5198, "kg", "au-dessus"),
        ("granules_kg", "kg", 0.0113, "kg", "sous"),
        ("gaz_nat_kwh", "kWh", 2.32, "kWh", "au-dessus"),
        ("nuit_hotel", "nuit", 0.03, "nuit", "sous"),
        ("m_it", "k€", 0.075, "k€", "sous"),
    ],
)
def test_les_erreurs_trouvees_dans_de_vrais_calculateurs_sont_refusees(
    facteur: str, unite: str, valeur: float, unite_facteur: str, mot: str
) -> None:
    """Granulés dix fois trop hauts ou par kg au lieu de par kWh, gaz par m³ dit par kWh, hôtel, ratio divisé par
    mille."""
    ligne = une(
        flux("F", facteur, 10.0, unite),
        facteurs=[{"code": facteur, "valeur": valeur, "unite": unite_facteur, "categorie": "achats"}],
    )
    assert (ligne["sort"], ligne["emissions_tco2e"]) == ("refusee", None)
    assert mot in ligne["motif"]
    assert facteur in ligne["motif"]


@pytest.mark.parametrize(
    ("facteur", "unite", "extrait"),
    [
        ("gaz_nat_kwh", "m³", "ne se convertit pas"),
        ("gaz_nat_m3", "kWh", "ne se convertit pas"),
        ("gaz_nat_kwh", "kWh PCS", "pouvoir calorifique supérieur"),
        ("voit_gazole", "km", "ne se convertit pas"),
        ("repas_vege", "assiettes", "n'est pas connue"),
    ],
)
def test_une_unite_incompatible_refuse_la_ligne_avec_sa_raison(facteur: str, unite: str, extrait: str) -> None:
    ligne = une(flux("F", facteur, 10.0, unite))
    assert (ligne["sort"], ligne["emissions_tco2e"]) == ("refusee", None)
    assert extrait in ligne["motif"]


def test_les_unites_se_convertissent() -> None:
    ligne = une(flux("Gaz", "gaz_nat_kwh", 2.0, "MWh PCI".removesuffix(" PCI")))
    assert (ligne["quantite_convertie"], ligne["unite_facteur"]) == (2000.0, "kWh")
    assert ligne["emissions_tco2e"] == pytest.approx(0.486)


@pytest.mark.parametrize(
    ("controle", "poste"),
    [
        (None, "1.1"),
        ("exploite", "1.1"),
        ("detenu", "1.1"),
        ("non_exploite", "6.1"),
        ("location", "4.4"),
        ("tiers", "6.1"),
    ],
)
def test_le_controle_decide_du_poste(controle: str | None, poste: str) -> None:
    assert une(flux("Gaz", "gaz_nat_kwh", 1.0, "kWh", controle=controle))["poste"].startswith(poste)


def test_un_poste_ecrit_emporte_le_flux_entier() -> None:
    lignes = bilan_carbone.detail(bilan(flux("Gazole", "gazole_l", 1.0, "L", poste="3.5")), 2024)
    assert lignes["poste"].unique().to_list() == ["3.5 Déplacements professionnels"]
    assert lignes["part"].to_list() == ["amont", "combustion"]


def test_un_poste_inconnu_ou_introuvable_est_refuse() -> None:
    assert "vingt-deux postes" in une(flux("F", "gaz_nat_kwh", 1.0, "kWh", poste="9.9"))["motif"]
    sans = [{"code": "x", "valeur": 1.0, "unite": "kg", "categorie": "deplacements"}]
    assert "écrivez-le" in une(flux("F", "x", 1.0, "kg"), facteurs=sans)["motif"]


def test_une_part_refusee_refuse_tout_le_flux() -> None:
    parts = [
        {"code": "x", "part": part, "valeur": valeur, "unite": "L", "categorie": "carburants"}
        for part, valeur in (("combustion", 2.5), ("amont", 60.0))
    ]
    lignes = bilan_carbone.detail(bilan(flux("F", "x", 1.0, "L"), facteurs=parts), 2024)
    assert lignes["sort"].to_list() == ["refusee", "refusee"]
    assert lignes["emissions_tco2e"].null_count() == 2


def test_un_facteur_ou_une_quantite_negative_ne_se_retranche_pas() -> None:
    evite = [{"code": "evite", "valeur": -5.0, "unite": "kg", "poste": "4.1"}]
    assert "négatif" in une(flux("F", "evite", 1.0, "kg"), facteurs=evite)["motif"]
    assert "négative" in une(flux("F", "gaz_nat_kwh", -1.0, "kWh"))["motif"]


def test_un_facteur_decompose_ne_compte_pas_aussi_son_total() -> None:
    parts = [
        {"code": "x", "part": part, "valeur": valeur, "unite": "L", "categorie": "carburants"}
        for part, valeur in (("total", 3.1), ("combustion", 2.49), ("amont", 0.61))
    ]
    lignes = bilan_carbone.detail(bilan(flux("F", "x", 1000.0, "L"), facteurs=parts), 2024)
    assert lignes["emissions_tco2e"].sum() == pytest.approx(3.1)


def test_chaque_ligne_dit_son_fichier_et_sa_version() -> None:
    ligne = une(flux("Gaz", "gaz_nat_kwh", 1.0, "kWh"))
    assert (ligne["fichier"], ligne["feuille"], ligne["ligne"]) == ("essai.xlsx", "donnees_activite", 5)
    assert ligne["version"] == "Livrée avec l'application, 2026"


def test_sans_donnees_la_table_manque_et_la_version_inconnue_le_dit() -> None:
    with pytest.raises(TableManquante):
        bilan_carbone.calculer(donnees({}), 2024)
    with pytest.raises(DonneesIncoherentes, match="n'existe pas"):
        bilan_carbone.detail(bilan(flux("F", "gaz_nat_kwh", 1.0, "kWh")), 2024, "Version rêvée")


def test_un_exercice_sans_flux_rend_une_table_vide() -> None:
    tables = bilan(flux("F", "gaz_nat_kwh", 1.0, "kWh"))
    assert bilan_carbone.detail(tables, 1999).is_empty()
    assert bilan_carbone.calculer(tables, 1999).is_empty()
    assert bilan_carbone.tableau_beges(tables, 1999)["total_tco2e"].null_count() == 22


def test_prevu_et_realise_ne_se_melent_jamais() -> None:
    tables = bilan(flux("F", "gaz_nat_kwh", 1000.0, "kWh"), flux("F", "gaz_nat_kwh", 3000.0, "kWh", etat="prevu"))
    totaux = bilan_carbone.calculer(tables, 2024).filter(
        (pl.col("indicateur") == "emissions") & pl.col("poste").is_null()
    )
    assert dict(totaux.select("nature", "valeur").iter_rows()) == pytest.approx({"prevu": 0.729, "realise": 0.243})


def test_les_gaz_inconnus_restent_non_renseignes() -> None:
    tables = bilan(flux("Fuite", "r410a", 2.0, "kg"), flux("Gaz", "gaz_nat_kwh", 1000.0, "kWh"))
    tableau = bilan_carbone.tableau_beges(tables, 2024)
    fuites = tableau.filter(pl.col("code") == "1.4").row(0, named=True)
    assert (fuites["co2_tco2e"], fuites["autres_tco2e"], fuites["total_tco2e"]) == pytest.approx((0.0, 4.512, 4.512))
    gaz = tableau.filter(pl.col("code") == "1.1").row(0, named=True)
    assert (gaz["co2_tco2e"], gaz["ch4_tco2e"], gaz["total_tco2e"]) == (None, None, pytest.approx(0.243))
    assert tableau.height == 22
    assert tableau.filter(pl.col("code") == "2.1")["total_tco2e"].item() is None


def test_les_equivalents_aident_a_lire() -> None:
    repas = bilan_carbone.equivalents({}, 4.97).row(0, named=True)
    assert (repas["libelle"], repas["nombre"]) == ("repas avec du bœuf", pytest.approx(1000.0))
