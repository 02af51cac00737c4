"""Le bilan flash, deviné des comptes : à part des flux, jamais compté deux fois."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from fabrique_bilan_carbone_vues import ENTIER, VILLE, barres, etat, indicateurs, lecture, propre, table

from core.figures.bilan_carbone.barres import COMPTES
from core.figures.bilan_carbone.flash import rubriques_flash, surplus_des_comptes, vue_flash
from core.figures.bilan_carbone.lecture import Regard, lire

FLASH = {
    "budget": pl.String,
    "nature": pl.String,
    "libelle": pl.String,
    "fonction": pl.String,
    "montant_eur": pl.Decimal(18, 2),
    "libelle_ratio": pl.String,
    "valeur_facteur": pl.Float64,
    "version": pl.String,
    "poste": pl.String,
    "emissions_tco2e": pl.Float64,
    "sort": pl.String,
}


def flash(lignes: list[tuple[str, str | None, float | None, str]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            ("principal", nature, "Compte", None, Decimal("100000.00"), "Services", 67.0, "V1", poste, tonnes, sort)
            for nature, poste, tonnes, sort in lignes
        ],
        schema=FLASH,
        orient="row",
    )


COMPTES_DE_2024 = flash(
    [
        ("6226", "4.5 Achats de services", 340.0, "comptee"),
        ("6156", "4.5 Achats de services", 160.0, "comptee"),
        ("60621", "1.1 Sources fixes de combustion", None, "remplacee"),
        ("2188", None, None, "sans_ratio"),
        ("64111", None, None, "hors_champ"),
    ]
)


def test_sans_aucun_flux_tout_est_un_ordre_de_grandeur() -> None:
    vue = vue_flash(COMPTES_DE_2024, None, indicateurs().clear(), 2024, VILLE)
    assert propre(vue.message) == (
        "D'après les seuls comptes, le bilan de 2024 serait de l'ordre de 500 tCO₂e : aucun flux ne le vérifie encore"
    )
    (barre,) = barres(vue.figure)
    assert barre.x[0] == 500.0
    assert barre.marker.color == COMPTES["color"] and barre.marker.pattern.shape == "."
    assert "100 k€ de dépenses sans ratio" in propre(vue.sous_titre)


def test_a_cote_des_flux_le_devine_ne_leur_ressemble_pas_et_ne_compte_pas_deux_fois() -> None:
    lue = lire(table(etat({"1.1": 1500.0})), 2024, "realise", "lognormale", 0.6)
    vue = vue_flash(COMPTES_DE_2024, lue, indicateurs(), 2024, VILLE)
    assert "25 % ne sont encore que devinés" in propre(vue.message) and "2 000" in propre(vue.message)
    marques = {trace.customdata[0][0]: trace.marker.pattern.shape for trace in barres(vue.figure)}
    assert marques["1.1"] is None and marques["4.5"] == "." and marques["3.1"] == "/"
    textes = {titre: propre(texte) for titre, texte in rubriques_flash(COMPTES_DE_2024, lue)}
    assert textes["Remplacé par des flux, donc non deviné"] == "1 compte, 100 k€"


def test_en_projection_le_bilan_flash_reunit_ce_qu_il_ne_nomme_pas() -> None:
    vue = vue_flash(COMPTES_DE_2024, lecture(), indicateurs(), 2024, Regard("Ville", None, 7))
    assert sum(trace.x[0] for trace in barres(vue.figure)) == pytest.approx(sum(ENTIER.values()) + 500)
    assert "Autres (11)" in {trace.customdata[0][0] for trace in barres(vue.figure)}


def test_ce_que_les_comptes_diraient_de_plus_se_montre_sans_s_ajouter() -> None:
    couverture = pl.DataFrame(
        {
            "poste": ["4.5 Achats de services", "4.2 Immobilisations de biens", "2.1 Électricité"],
            "flash_tco2e": [310.0, 90.0, None],
            "documente": [True, False, True],
        }
    )
    surplus = surplus_des_comptes(couverture)
    assert [(un.nom, un.valeur) for un in surplus] == [("4.5 Achats de services", 310.0)]
    sans = COMPTES_DE_2024.filter(pl.col("sort") != "comptee")
    vue = vue_flash(sans, lecture(), indicateurs(), 2024, VILLE, 310.0)
    assert propre(vue.message) == (
        "Les postes que les comptes de 2024 touchent ont tous des flux, mais les comptes diraient de "
        "l'ordre de 310 tCO₂e de plus"
    )
    assert "rien n'est plus deviné" in propre(vue_flash(sans, lecture(), indicateurs(), 2024, VILLE).message)
    textes = {titre: propre(texte) for titre, texte in rubriques_flash(sans, lecture(), surplus)}
    assert textes["Flux peut-être incomplets"].endswith("4.5 Achats de services (≈ 310 tCO₂e)")
