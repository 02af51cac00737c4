"""Le classeur d'un arbitrage, relu : les montants y sont exacts, les textes neutres, les absences vides."""

from __future__ import annotations

import io
from pathlib import Path

import fastexcel
import openpyxl
import polars as pl
import pytest

from core.documents.arbitrage.classeur import classeur
from core.usages.arbitrage import arbitrer
from tests.arbitrage.contenu_arbitrage import CONTENU
from tests.arbitrage.fabrique_arbitrage import chiffre, depart, mouvement

VELO = mouvement("action_climat", "velo", "250000.10")
CULTURE = mouvement("politique", "Culture", -40000)
SECURITE = mouvement("politique", "Sécurité", -1)


def feuille(octets: bytes, nom: str) -> pl.DataFrame:
    return fastexcel.read_excel(octets).load_sheet(nom, header_row=2).to_polars()


@pytest.fixture(scope="module")
def relu() -> bytes:
    debut = depart()
    faits = {"Vélo": arbitrer(debut, [VELO, CULTURE]), "Refusé": arbitrer(debut, [SECURITE])}
    return classeur(debut, faits, "Ville d'essai", {"Vélo": "Posé par la DAF."})


def test_les_montants_relus_sont_ceux_du_calcul(relu: bytes) -> None:
    page = openpyxl.load_workbook(io.BytesIO(relu))["Synthèse"]
    tetes, valeurs = ([cellule.value for cellule in page[rang]] for rang in (3, 4))
    synthese = dict(zip(tetes, valeurs, strict=True))
    assert synthese["Enveloppe (€)"] == 2580000
    assert synthese["Solde à trouver (€)"] == pytest.approx(210000.10)
    assert synthese["Origine"] == "Posé par la DAF."
    mouvements = feuille(relu, "Mouvements")
    assert mouvements["Variation (€)"].to_list() == pytest.approx([250000.10, -40000])
    avant_apres = (
        feuille(relu, "Avant et après")
        .filter((pl.col("Sujet") == "Climat") & (pl.col("Chiffre") == "dette"))
        .row(0, named=True)
    )
    avant, apres = chiffre(arbitrer(depart(), [VELO, CULTURE]), "capitaux", "climat/dette_cloture")
    assert avant is not None and apres is not None
    relus = [avant_apres[nom] for nom in ("Avant", "Vélo", "Variation, Vélo")]
    assert relus == pytest.approx([avant, apres, apres - avant])


def test_un_refus_une_contrainte_et_les_hypotheses_y_sont(relu: bytes) -> None:
    classeur_relu = openpyxl.load_workbook(io.BytesIO(relu))
    texte = "\n".join(
        str(cellule.value)
        for page in classeur_relu
        for ligne in page.iter_rows()
        for cellule in ligne
        if cellule.value is not None
    )
    assert "« Sécurité » ne bouge pas" in texte.replace("\u00a0", " ")
    assert "Contribution au SDIS" in texte and "Le bilan carbone n’est pas rejoué" in texte
    assert [page.title for page in classeur_relu] == [
        "Synthèse",
        "Mouvements",
        "Avant et après",
        "Contraintes",
        "Hypothèses",
    ]


def test_une_formule_saisie_reste_un_texte(tmp_path: Path) -> None:
    piege = [
        ligne | {"intitule": '=HYPERLINK("http://x")'} if ligne["code"] == "sdis" else ligne
        for ligne in CONTENU["contraintes_budget"]
    ]
    debut = depart(contraintes_budget=piege)
    octets = classeur(debut, {"=1+1": arbitrer(debut, [VELO])}, "@ville", {"=1+1": "+cmd"})
    (tmp_path / "c.xlsx").write_bytes(octets)
    for page in openpyxl.load_workbook(tmp_path / "c.xlsx"):
        for ligne in page.iter_rows():
            assert all(cellule.data_type != "f" and cellule.hyperlink is None for cellule in ligne)
    assert feuille(octets, "Synthèse")["Scénario"].to_list() == ["'=1+1"]


def test_une_donnee_absente_est_une_cellule_vide() -> None:
    debut = depart()
    octets = classeur(debut, {"Vélo": arbitrer(debut, [VELO])}, "Ville", {})
    nappe = feuille(octets, "Avant et après").filter((pl.col("Sujet") == "Nappe") & (pl.col("Chiffre") == "dette"))
    assert nappe.height == 1 and nappe["Avant"].item() is None
