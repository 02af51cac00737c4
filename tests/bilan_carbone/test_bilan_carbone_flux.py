"""La table des flux : le calcul de chacun, et ce qui l'empêche."""

from __future__ import annotations

import polars as pl
import pytest
from fabrique_bilan_carbone_vues import VILLE, etat, ligne, propre, table

from core.figures.bilan_carbone.flux import mesures, tableau_flux, vue_flux
from core.figures.bilan_carbone.lecture import lire
from core.methodes import bilan_carbone
from tests.bilan_carbone.fabrique_bilan_carbone import bilan
from tests.bilan_carbone.fabrique_bilan_carbone import flux as demander

DETAIL = {
    "flux_id": pl.UInt32,
    "activite": pl.String,
    "flux": pl.String,
    "part": pl.String,
    "poste": pl.String,
    "quantite": pl.Float64,
    "unite": pl.String,
    "unite_facteur": pl.String,
    "valeur_facteur": pl.Float64,
    "duree_amortissement": pl.Int64,
    "emissions_tco2e": pl.Float64,
    "borne_basse": pl.Float64,
    "borne_haute": pl.Float64,
    "note": pl.Int64,
    "sort": pl.String,
    "motif": pl.String,
    "source": pl.String,
    "version": pl.String,
    "biogenique": pl.Boolean,
}


def flux(*lignes: dict[str, object]) -> pl.DataFrame:
    defaut = dict.fromkeys(DETAIL) | {
        "part": "total",
        "sort": "comptee",
        "biogenique": False,
        "unite": "kWh",
        "note": 4,
        "version": "V23",
        "unite_facteur": "kWh",
    }
    return pl.DataFrame([defaut | {"flux_id": rang} | ligne for rang, ligne in enumerate(lignes)], schema=DETAIL)


FLUX = flux(
    {
        "activite": "Écoles",
        "flux": "Gaz",
        "part": "combustion",
        "quantite": 1_840_000.0,
        "valeur_facteur": 0.205,
        "emissions_tco2e": 377.2,
        "borne_basse": 350.0,
        "borne_haute": 406.0,
        "poste": "1.1 Sources fixes de combustion",
    },
    {
        "activite": "Écoles",
        "flux": "Gaz",
        "part": "amont",
        "quantite": 1_840_000.0,
        "valeur_facteur": 0.038,
        "emissions_tco2e": 69.9,
        "poste": "4.1 Achats de biens",
    },
    {"activite": "Écoles", "flux": "Granulés", "part": "biogenique", "emissions_tco2e": 900.0, "biogenique": True},
    {
        "activite": "Sports",
        "flux": "Pelouse",
        "sort": "sans_facteur",
        "motif": "Aucun facteur n'est nommé.",
        "note": None,
    },
    {
        "activite": "Bâti",
        "flux": "École",
        "quantite": 400.0,
        "unite": "m²",
        "unite_facteur": "m²",
        "valeur_facteur": 440.0,
        "duree_amortissement": 50,
        "emissions_tco2e": 3.52,
    },
)


CHIFFRES = table(
    [
        ligne("emissions_par_flux", None, tonnes, activite=activite, flux=nom)
        for activite, nom, tonnes in (("Bâti", "École", 3.52), ("Écoles", "Gaz", 447.1))
    ]
)


def test_un_flux_reunit_ses_parts_sans_le_biogenique() -> None:
    parts = [
        {"code": "bois", "part": part, "valeur": valeur, "unite": "kg", "poste": "1.1"}
        for part, valeur in (("combustion", 2.0), ("amont", 1.0), ("biogenique", 90.0))
    ]
    tables = bilan(demander("Bois", "bois", 1000.0, "kg"), facteurs=parts)
    assert [(une.nom, une.valeur) for une in mesures(bilan_carbone.flux_par_flux(tables, 2024))] == [
        ("Bois, Écoles", pytest.approx(3.0))
    ]
    assert [(une.nom, une.valeur) for une in mesures(CHIFFRES)] == [("Gaz, Écoles", 447.1), ("École, Bâti", 3.52)]


def test_la_table_des_flux_montre_le_calcul_et_ce_qui_l_empeche() -> None:
    lignes = {
        ligne["Flux"]: {nom: propre(valeur) for nom, valeur in ligne.items()}
        for ligne in tableau_flux(FLUX).iter_rows(named=True)
    }
    gaz = lignes["Gaz (combustion)"]
    assert (gaz["Quantité"], gaz["Facteur"], gaz["Émissions"]) == ("1 840 000 kWh", "0,205 kgCO₂e/kWh", "≈ 377 tCO₂e")
    assert lignes["École"]["Quantité"] == "400 m² ÷ 50 ans"
    assert lignes["Pelouse"]["Quantité"] == "non renseigné" and lignes["Pelouse"]["Émissions"] == ""
    assert lignes["Pelouse"]["État"] == "Sans facteur : Aucun facteur n'est nommé."
    assert lignes["Granulés (co2 biogénique)"]["État"].startswith("À part")


def test_la_vue_des_flux_compte_ceux_qui_font_la_moitie() -> None:
    lue = lire(table(etat({"1.1": 377.2, "4.1": 73.4}, manques=1)), 2024, "realise", "lognormale", 0.6)
    vue = vue_flux(FLUX, lue, CHIFFRES, VILLE)
    assert propre(vue.message) == "Un seul flux sur 2 fait 99 % du bilan ; 1 autre reste à compléter"
