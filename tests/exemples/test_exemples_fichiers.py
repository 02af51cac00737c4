"""Les fichiers livrés : petits, annoncés, fictifs partout, et refabriqués à l'identique."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from zipfile import ZipFile

import fastexcel
import pytest

from core.donnees.entrepot.schema import FAITS
from core.donnees.gabarit import MODE_D_EMPLOI
from sample_territories.fabriquer import DOSSIER, fabriquer

DOSSIERS = sorted(fiche.parent for fiche in DOSSIER.glob("*/territoire.toml"))
DONNEES = sorted(chemin for dossier in DOSSIERS for chemin in dossier.iterdir() if chemin.suffix in {".xlsx", ".csv"})
KILO = 1000


@pytest.fixture(scope="module")
def refabriques(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dossier = tmp_path_factory.mktemp("refabriques")
    fabriquer(dossier)
    return dossier


def parties(chemin: Path) -> dict[str, bytes]:
    """Ce que contient un fichier, octet pour octet ; d'un classeur, chaque partie décompressée (la compression
    varie)."""
    if chemin.suffix == ".csv":
        return {"": chemin.read_bytes()}
    with ZipFile(chemin) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


@pytest.mark.parametrize("chemin", DONNEES, ids=lambda chemin: f"{chemin.parent.name}/{chemin.name}")
def test_refabriquer_donne_les_memes_octets(chemin: Path, refabriques: Path) -> None:
    neuf, livre = (parties(x) for x in (refabriques / chemin.parent.name / chemin.name, chemin))
    assert livre, "fichier vide"
    changees = sorted(nom for nom in neuf.keys() | livre.keys() if neuf.get(nom) != livre.get(nom))
    assert not changees, "relancez : python -m sample_territories.fabriquer"


def test_le_gabarit_rempli_a_une_feuille_par_table() -> None:
    for dossier in DOSSIERS:
        assert set(fastexcel.read_excel(dossier / "gabarit_rempli.xlsx").sheet_names) == {MODE_D_EMPLOI, *FAITS}


def test_le_generateur_n_ecrit_que_les_fichiers_livres(refabriques: Path) -> None:
    ecrits = {str(chemin.relative_to(refabriques)) for chemin in refabriques.rglob("*") if chemin.is_file()}
    assert ecrits == {str(chemin.relative_to(DOSSIER)) for chemin in DONNEES}


def test_les_fichiers_restent_petits() -> None:
    tailles = {chemin: chemin.stat().st_size for chemin in DONNEES}
    assert max(tailles.values()) < 700 * KILO
    assert sum(tailles.values()) < 6000 * KILO


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_chaque_dossier_se_declare_fictif_et_annonce_tous_ses_fichiers(dossier: Path) -> None:
    fiche = tomllib.loads((dossier / "territoire.toml").read_text(encoding="utf-8"))
    lisez_moi = (dossier / "README.md").read_text(encoding="utf-8")
    assert fiche["id"] == dossier.name
    assert fiche["fictif"] is True
    assert "fictif" in lisez_moi.splitlines()[0]
    livres = {chemin.name for chemin in DONNEES if chemin.parent == dossier}
    assert next(entree["chemin"] for entree in fiche["fichier"]) == "gabarit_rempli.xlsx"
    assert {entree["chemin"] for entree in fiche["fichier"]} == livres
    cites = lisez_moi.replace("`2024.xlsx`", " ".join(f"export_sedit_ca_{annee}.xlsx" for annee in range(2022, 2025)))
    assert not [nom for nom in livres if nom not in cites]


def test_les_csv_sont_bien_en_cp1252_a_virgule_decimale() -> None:
    for chemin in (x for x in DONNEES if x.suffix == ".csv"):
        octets = chemin.read_bytes()
        with pytest.raises(UnicodeDecodeError):
            octets.decode("utf-8")
        texte = octets.decode("cp1252")
        assert ";" in texte.splitlines()[0]
        assert any("," in ligne.rsplit(";", 1)[-1] or "," in ligne.split(";")[2] for ligne in texte.splitlines()[1:])


def test_les_fichiers_cites_par_la_prise_en_main_existent() -> None:
    racine = DOSSIER.parent
    texte = (racine / "docs" / "prise_en_main.md").read_text(encoding="utf-8")
    cites = set(re.findall(r"`(sample_territories/[\w./-]+\.(?:xlsx|csv))`", texte))
    liens = set(re.findall(r"\]\(([\w./-]+\.md)[)#]", texte))
    assert len(cites) >= 2
    assert len(liens) >= 4
    assert not [chemin for chemin in cites if not (racine / chemin).is_file()]
    assert not [lien for lien in liens if not (racine / "docs" / lien).resolve().is_file()]
