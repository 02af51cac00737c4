"""La roue, les barres et la courbe, lues comme du XML : ce qui est tracé, hachuré, coupé, nommé, échappé."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import polars as pl
import pytest

from core.figures.donut.barres import barres_svg
from core.figures.donut.courbe import courbe_svg
from core.figures.donut.geometrie import RAYON_LIMITE, RAYON_PLANCHER, rayon_manque
from core.figures.donut.svg import PROJECTION, TELEPHONE, donut_svg
from core.figures.donut.vues import table_donut, vue_donut
from core.methodes import donut
from core.modele import Donnees
from tests.donut.fabrique_donut import donnees_donut

SVG = "{http://www.w3.org/2000/svg}"
ECO = {"lentille": "locale_ecologique", "unite": "t", "plafond": 10.0}


def donnees() -> Donnees:
    return donnees_donut(
        [
            {"code": "logement", "plancher": 0.0, "dimension": "Logement", "annee_cible": 2030},
            {"code": "sante", "plancher": 0.0, "dimension": "Santé"},
            {"code": "soin", "plancher": 0.0, "dimension": "Santé"},
            {"code": "eau", "plancher": 0.0, "dimension": "Eau <b> & « sources »"},
            {"code": "attente", "plancher": 0.0, "unite": "ménages", "dimension": "Attente"},
            {"code": "libre", "dimension": "Libre"},
            {"code": "fautif", "plancher": 1.0, "plafond": 2.0, "dimension": "Fautif"},
            {"code": "climat", "dimension": "Climat", **ECO},
            {"code": "vivant", "dimension": "Biodiversité", **ECO},
            {"code": "air", "dimension": "Air", **ECO},
        ],
        {
            "logement": {2020: 35.0, 2021: 37.0, 2023: 39.0, 2024: 41.0},
            "sante": {2024: 20.0},
            "soin": {2024: 0.0},
            "eau": {2021: 3.0},
            "attente": {2024: 50.0},
            "libre": {2024: 3.0},
            "fautif": {2024: 1.0},
            "climat": {2024: 17.0},
            "vivant": {2024: 42.0},
            "air": {2024: 6.0},
        },
    )


@pytest.fixture(scope="module")
def detail() -> pl.DataFrame:
    return donut.detail(donnees(), 2024)


def quartiers(svg: str) -> dict[str, ElementTree.Element]:
    racine = ElementTree.fromstring(svg)
    return {str(g.get("data-code")): g for g in racine.iter(f"{SVG}g") if g.get("class") == "quartier"}


def classes(quartier: ElementTree.Element) -> set[str]:
    return {nom for element in quartier.iter() for nom in (element.get("class") or "").split()}


def textes(element: ElementTree.Element) -> list[str]:
    return ["".join(texte.itertext()) for texte in element.iter(f"{SVG}text")]


@pytest.mark.parametrize("dessiner", [donut_svg, barres_svg])
def test_chaque_indicateur_se_choisit_au_clavier_et_dit_son_ecart(dessiner: object, detail: pl.DataFrame) -> None:
    assert callable(dessiner)
    trouves = quartiers(dessiner(detail, "Donut"))
    assert set(trouves) == set(detail["code"])
    for quartier in trouves.values():
        assert (quartier.get("role"), quartier.get("tabindex")) == ("button", "0")
        assert quartier.get("aria-label") == quartier.findtext(f"{SVG}title")
    assert "manque de 41\u00a0%" in str(trouves["logement"].get("aria-label"))
    assert "dernière valeur connue\u00a0: 3\u00a0% en 2021" in str(trouves["eau"].get("aria-label"))


@pytest.mark.parametrize("dessiner", [donut_svg, barres_svg])
def test_une_donnee_absente_est_hachuree_et_chaque_silence_a_sa_trame(dessiner: object, detail: pl.DataFrame) -> None:
    assert callable(dessiner)
    trouves = quartiers(dessiner(detail, "Donut"))
    assert "absente" in classes(trouves["eau"])
    assert "libre" in classes(trouves["libre"]) and "libre" in classes(trouves["attente"])
    assert "refus" in classes(trouves["fautif"])
    for code in ("eau", "libre", "attente", "fautif"):
        assert not {"manque", "depassement", "tenu"} & classes(trouves[code])
    assert "tenu" in classes(trouves["soin"]) and "tenu" in classes(trouves["air"])


def test_le_secteur_s_arrete_au_rayon_calcule(detail: pl.DataFrame) -> None:
    plein = next(e for e in quartiers(donut_svg(detail, "Donut"))["logement"].iter() if e.get("class") == "manque")
    rayons = [float(rayon) for rayon in re.findall(r"A([\d.]+) ", str(plein.get("d")))]
    assert rayons == [RAYON_PLANCHER, pytest.approx(rayon_manque(0.41), abs=0.05)]


def test_un_grand_depassement_est_coupe_bord_rompu_et_multiple_ecrit(detail: pl.DataFrame) -> None:
    trouves = quartiers(donut_svg(detail, "Donut"))
    assert "coupe" in classes(trouves["vivant"])
    assert "×\u00a04,2" in textes(trouves["vivant"])
    assert f"A{RAYON_LIMITE:.1f}" in str(
        next(e for e in trouves["vivant"].iter() if e.get("class") == "depassement").get("d")
    )
    assert "coupe" not in classes(trouves["climat"])
    assert "coupe" in classes(quartiers(barres_svg(detail, "Donut"))["vivant"])


def test_deux_indicateurs_d_une_dimension_partagent_son_angle(detail: pl.DataFrame) -> None:
    trouves = quartiers(donut_svg(detail, "Donut"))
    cases = {
        code: str(next(e for e in trouves[code].iter() if e.get("class") == "fond").get("d"))
        for code in ("sante", "soin", "logement")
    }
    assert len(set(cases.values())) == 3
    assert all(f"A{RAYON_PLANCHER:.1f}" in case for case in cases.values())
    etiquettes = textes(ElementTree.fromstring(donut_svg(detail, "Donut")))
    assert etiquettes.count("Santé") == 1


@pytest.mark.parametrize("dessiner", [donut_svg, barres_svg])
def test_le_texte_de_l_utilisateur_est_echappe(dessiner: object, detail: pl.DataFrame) -> None:
    assert callable(dessiner)
    svg = dessiner(detail, 'Donut "<script>" & co')
    racine = ElementTree.fromstring(svg)
    assert racine.get("aria-label") == 'Donut "<script>" & co'
    assert "<script>" not in svg and "<b>" not in svg
    assert "Eau <b> & « sources »" in str(quartiers(svg)["eau"].get("aria-label"))


@pytest.mark.parametrize("dessiner", [donut_svg, barres_svg])
def test_la_selection_est_entouree_et_annoncee(dessiner: object, detail: pl.DataFrame) -> None:
    assert callable(dessiner)
    sans, avec = (ElementTree.fromstring(dessiner(detail, "Donut", choix)) for choix in (None, "climat"))
    contour = [e.get("d") for racine in (sans, avec) for e in racine.iter() if e.get("class") == "choix"]
    case = next(e for e in quartiers(dessiner(detail, "Donut"))["climat"].iter() if e.get("class") == "fond").get("d")
    assert contour == ["", case]
    presses = [q.get("data-code") for q in avec.iter(f"{SVG}g") if q.get("aria-pressed") == "true"]
    assert presses == ["climat"]


def test_la_legende_ne_montre_que_ce_qui_est_dans_la_roue(detail: pl.DataFrame) -> None:
    tous = textes(ElementTree.fromstring(donut_svg(detail, "Donut")))
    assert {"Besoin non couvert", "Plafond dépassé", "Donnée absente", "Seuil refusé"} <= set(tous)
    seul = detail.filter(pl.col("code") == "logement")
    restent = textes(ElementTree.fromstring(donut_svg(seul, "Donut")))
    assert "Besoin non couvert" in restent
    assert not {"Plafond dépassé", "Donnée absente"} & set(restent)


def test_des_etiquettes_trop_serrees_deviennent_des_numeros_et_une_cle_jamais_des_mots_coupes() -> None:
    noms = [f"Participation démocratique du quartier {rang}" for rang in range(24)]
    nombreux = donnees_donut(
        [{"code": f"c{rang}", "plancher": 0.0, "dimension": nom} for rang, nom in enumerate(noms)],
        {f"c{rang}": {2024: 10.0} for rang in range(24)},
    )
    ecrits = textes(ElementTree.fromstring(donut_svg(donut.detail(nombreux, 2024), "Donut")))
    assert {str(rang + 1) for rang in range(24)} <= set(ecrits)
    for rang, nom in enumerate(noms):
        assert f"{rang + 1}. {nom}\u00a0: 10\u00a0%" in ecrits


@pytest.mark.parametrize("cadrage", [PROJECTION, TELEPHONE])
def test_de_loin_ou_sur_un_telephone_les_caracteres_grandissent_et_tout_reste_nomme(
    detail: pl.DataFrame, cadrage: object
) -> None:
    proche, loin = (
        ElementTree.fromstring(svg) for svg in (donut_svg(detail, "Donut"), donut_svg(detail, "Donut", None, cadrage))
    )  # type: ignore[arg-type]
    corps = [max(float(t.get("font-size", 0)) for t in racine.iter(f"{SVG}text")) for racine in (proche, loin)]
    assert corps[1] >= 1.4 * corps[0]
    ecrits = " ".join(textes(loin))
    assert all(nom in ecrits for nom in ("Logement", "Santé", "Attente", "Climat"))


def test_les_barres_sont_triees_et_partent_du_seuil(detail: pl.DataFrame) -> None:
    trouves = quartiers(barres_svg(detail, "Donut"))
    assert [code for code in trouves if code in {"climat", "vivant", "air"}] == ["vivant", "climat", "air"]
    assert list(trouves)[:2] == ["logement", "sante"]
    barre = next(e for e in trouves["logement"].iter() if e.get("class") == "manque")
    entiere = next(e for e in quartiers(barres_svg(_plein(), "x"))["x"].iter() if e.get("class") == "manque")
    assert float(str(barre.get("width"))) == pytest.approx(0.41 * float(str(entiere.get("width"))) * 268 / 598, abs=0.1)


def _plein() -> pl.DataFrame:
    return donut.detail(donnees_donut([{"code": "x", "plancher": 0.0}], {"x": {2024: 100.0}}), 2024)


def test_la_courbe_hachure_les_annees_absentes_et_ne_les_traverse_pas(detail: pl.DataFrame) -> None:
    ligne = detail.filter(pl.col("code") == "logement").row(0, named=True)
    svg = courbe_svg(donnees()["mesures"].filter(pl.col("indicateur") == "logement"), ligne)
    racine = ElementTree.fromstring(svg)
    assert len([e for e in racine.iter(f"{SVG}rect") if e.get("class") == "absente"]) == 1
    traits = [e for e in racine.iter(f"{SVG}path") if e.get("stroke-width") == "2.5"]
    assert len(traits) == 2
    assert racine.get("role") == "img"
    assert "Donnée absente en 2022" in str(racine.get("aria-label"))
    assert courbe_svg(donnees()["mesures"].head(0), ligne) == ""


def test_la_roue_reste_legere_et_sans_adresse_exterieure(detail: pl.DataFrame) -> None:
    svg = donut_svg(detail, "Donut")
    assert len(svg) / detail.height < 1600
    assert re.findall(r"https?://[^\"' ]+", svg) == ["http://www.w3.org/2000/svg"]


def test_la_vue_filtre_les_lentilles_et_nomme_les_refus(detail: pl.DataFrame) -> None:
    indicateurs = donut.calculer(donnees(), 2024)
    vue = vue_donut(indicateurs, detail, "Essai")
    assert "Indicateur fautif" in vue.masque and "à la fois un plancher et un plafond" in vue.masque
    assert vue.tableau.height == detail.height
    assert "7 indicateurs renseignés sur 8" in vue.sous_titre.replace("\u00a0", " ")
    ecologique = vue_donut(indicateurs, detail, "Essai", ("locale_ecologique",))
    assert ecologique.message == "Deux plafonds sur les trois mesurés sont franchis"
    assert set(quartiers(str(ecologique.figure))) == {"climat", "vivant", "air"}
    assert set(ecologique.indicateurs["poste"]) == {"climat", "vivant", "air", "locale_ecologique"}
    assert "Indicateur fautif" not in ecologique.masque


def test_la_table_jumelle_dit_l_absence_sans_zero(detail: pl.DataFrame) -> None:
    table = table_donut(detail).rows_by_key("Indicateur", named=True, unique=True)
    assert table["Indicateur eau"]["Valeur"] == "donnée absente"
    assert table["Indicateur eau"]["Manque (%)"] is None
    assert table["Indicateur logement"]["Manque (%)"] == 41.0
    assert table["Indicateur vivant"]["Dépassement (%)"] == 320.0
    assert table["Indicateur libre"]["Seuil"] == "sans seuil"
