"""Un export de la Base Carbone, du dépôt à l'écran d'import jusqu'aux flux du bilan qu'il change."""

from __future__ import annotations

from pathlib import Path

from core.acces import ACCES_LOCAL
from pages._outils import chargement
from tests.bilan_carbone.test_bilan_carbone_base_carbone import LIGNES, export, ligne
from tests.pages.test_pages_import import cliquer, deposer, lu
from tests.pages.visite import Ouvrir, aller

TERRITOIRE = "ville-orsevaux"
GAZ = ligne("13515", "Gaz naturel", "kgCO2e/kWh PCI", "0,214", "Combustibles > Fossiles > Gazeux", Incertitude="5")


def test_du_depot_a_l_effet_methode_du_bilan(ouvrir_copie: Ouvrir, tmp_path: Path) -> None:
    fichier = export(tmp_path, [*LIGNES, GAZ])
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), fichier.read_bytes(), fichier.name)
    assert not page.exception
    assert "11\u00a0lignes à créer" in lu(page) and "Facteurs d’émission" in lu(page)
    cliquer(page, "Importer ces lignes")
    assert not page.exception and page.title[0].value.startswith("Import n°")
    facteurs = chargement.entrepot().donnees(ACCES_LOCAL, TERRITOIRE, ["facteurs_emission"])["facteurs_emission"]
    assert "Base Carbone V23.6" in set(facteurs["version"])
    adresse = {"territoire": TERRITOIRE, "exercice": "2024", "version": "Base Carbone V23.6"}
    poste = aller(page, "bilan", {**adresse, "selection": "1.1"})
    assert not poste.exception
    assert "0,214 kgCO₂e/kWh" in lu(poste).replace("\u00a0", " ")
    assert "Base Carbone V23.6" in lu(poste)
    avant = "Livrée avec l'application, 2026"
    annees = aller(poste, "bilan", {**adresse, "vue": "annees", "version_avant": avant})
    assert "les facteurs révisés en" in lu(annees)
    assert any("Gaz" in str(cellule) for table in annees.get("table") for cellule in table.value.iloc[:, 0])
