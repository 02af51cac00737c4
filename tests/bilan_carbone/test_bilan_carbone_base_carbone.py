"""Un export de la Base Carbone, refait par le code : reconnu, lu, importé, puis appliqué."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from core.donnees.lecture import lire
from core.methodes import bilan_carbone
from core.modele import Territoire
from tests.bilan_carbone.fabrique_bilan_carbone import flux, table

LANGUES = ("français", "anglais", "espagnol")
ENTETES = [
    "Type Ligne",
    "Identifiant de l'élément",
    "Structure",
    "Type de l'élément",
    "Statut de l'élément",
    *(f"Nom {quoi} {langue}" for quoi in ("base", "attribut", "frontière") for langue in LANGUES),
    "Code de la catégorie",
    *(f"Tags {langue}" for langue in LANGUES),
    *(f"Unité {langue}" for langue in LANGUES),
    "Contributeur",
    "Autres Contributeurs",
    "Programme",
    "Url du programme",
    "Source",
    "Localisation géographique",
    *(f"Sous-localisation géographique {langue}" for langue in LANGUES),
    "Date de création",
    "Date de modification",
    "Période de validité",
    "Incertitude",
    "Réglementations",
    "Transparence",
    "Qualité",
    *(f"Qualité {note}" for note in ("TeR", "GR", "TiR", "C", "P", "M")),
    *(f"Commentaire {langue}" for langue in LANGUES),
    "Type poste",
    *(f"Nom poste {langue}" for langue in LANGUES),
    "Total poste non décomposé",
    "CO2f",
    "CH4f",
    "CH4b",
    "N2O",
    *(f"{quoi} gaz supplémentaire {rang}" for rang in range(1, 6) for quoi in ("Code", "Valeur")),
    "Autres GES",
    "CO2b",
]
FOSSILE = "Combustibles > Fossiles > Liquides > Usage sources mobiles > Usage routier"
BOIS = "Combustibles > Organiques > Solides > Usage source fixe"


def ligne(identifiant: str, nom: str, unite: str, total: str, categorie: str, **champs: str) -> dict[str, str]:
    return {
        "Type Ligne": "Elément",
        "Identifiant de l'élément": identifiant,
        "Structure": "élément non décomposé",
        "Type de l'élément": "Facteur d'émission",
        "Statut de l'élément": "Valide générique",
        "Nom base français": nom,
        "Code de la catégorie": categorie,
        "Unité français": unite,
        "Total poste non décomposé": total,
        "Localisation géographique": "France continentale",
        "Date de modification": "juin 2026",
        "Période de validité": "Décembre 2027",
        "Contributeur": "ADEME",
        "Source": "Étude ; avec un point-virgule",
    } | champs


def poste(identifiant: str, type_poste: str, total: str, **champs: str) -> dict[str, str]:
    return ligne(
        identifiant,
        "Gazole routier B7",
        "kgCO2e/litre",
        total,
        FOSSILE,
        **{"Type Ligne": "Poste", "Type poste": type_poste} | champs,
    )


def export(dossier: Path, lignes: list[dict[str, str]], nom: str = "Base_Carbone_V23.6.csv") -> Path:
    memoire = io.StringIO()
    plume = csv.DictWriter(memoire, ENTETES, delimiter=";", restval="", lineterminator="\r\n")
    plume.writeheader()
    plume.writerows(lignes)
    chemin = dossier / nom
    chemin.write_bytes(memoire.getvalue().encode("cp1252"))
    return chemin


LIGNES = [
    ligne("25775", "Gazole routier B7", "kgCO2e/litre", "3,10", FOSSILE, Incertitude="5"),
    poste("25775", "Combustion", "2,49", CO2f="2,48", CH4f="0,001", N2O="0,009", **{"Autres GES": "0"}),
    poste("25775", "Amont", "0,61"),
    ligne("28150", "Métro", "kgCO2e/passager.km", "5,92E-3", "Transport de personnes > Ferroviaire", Incertitude="60"),
    ligne("34943", "Plaquettes", "kgCO2e/kg", "0,05", BOIS, CO2b="1,6"),
    ligne("99001", "Recyclage évité", "kgCO2e/tonne", "-120,5", "Traitement des déchets > Plastiques"),
    ligne("99002", "Total des fluides", "kgCO2e/kg", "1300", "Process et émissions fugitives > PRG à 100 ans"),
    ligne(
        "43460",
        "Spectacles",
        "kgCO2e/keuro (2023) HT",
        "104",
        "Achats de services > Ratios monétaires",
        Incertitude="150",
    ),
    ligne("99003", "Vieux facteur", "kgCO2e/kg", "9", BOIS, **{"Statut de l'élément": "Archivé"}),
    ligne("99004", "Donnée source", "kWh/kg", "4,6", BOIS, **{"Type de l'élément": "Données source"}),
    ligne(
        "99005",
        "Électricité, Corse",
        "kgCO2e/kWh",
        "0,59",
        "Electricité > Mix réseau",
        **{"Localisation géographique": "Corse", "Commentaire français": 'Dit "mix"\nsur deux lignes'},
    ),
    ligne("99006", "Décomposé sans le tout", "kgCO2e/litre", "3", FOSSILE),
    poste("99006", "Combustion", "1"),
    poste("99006", "Amont", "0,5"),
]


@pytest.fixture
def entrepot(tmp_path: Path) -> Iterator[Entrepot]:
    ouvert = Entrepot.ouvrir(tmp_path / "comptes.duckdb")
    ouvert.ajouter_territoire(ACCES_LOCAL, Territoire(id="ville", nom="Ville", type="commune"))
    yield ouvert
    ouvert.fermer()


def test_l_export_refait_a_les_soixante_sept_colonnes_du_vrai() -> None:
    assert len(ENTETES) == len(set(ENTETES)) == 67


def test_il_est_reconnu_et_seuls_les_facteurs_valides_restent(tmp_path: Path) -> None:
    lecture = lire(export(tmp_path, LIGNES), "Base_Carbone_V23.6.csv")
    feuille = lecture.feuilles[0]
    assert (lecture.format, feuille.table) == ("base_carbone", "facteurs_emission")
    lu = feuille.lignes.rename({f"c{place}": nom for place, nom in enumerate(feuille.entetes)})
    assert lu["version"].unique().to_list() == ["Base Carbone V23.6"]
    assert lu.select("code", "part").rows() == [
        ("25775", "combustion"),
        ("25775", "amont"),
        ("28150", "total"),
        ("34943", "biogenique"),
        ("34943", "total"),
        ("99001", "total"),
        ("99002", "total"),
        ("43460", "total"),
        ("99005", "total"),
        ("99006", "total"),
    ]
    par_cle = {(une["code"], une["part"]): une for une in lu.iter_rows(named=True)}
    assert float(par_cle["28150", "total"]["valeur"]) == pytest.approx(0.00592)
    assert float(par_cle["99001", "total"]["valeur"]) == -120.5
    assert [par_cle["43460", "total"][nom] for nom in ("unite", "categorie", "poste", "incertitude")] == [
        "k€",
        "ratio_monetaire",
        "4.5",
        "100.0 %",
    ]
    assert par_cle["99005", "total"]["libelle"] == "Électricité, Corse (Corse)"
    assert par_cle["34943", "total"]["incertitude"] is None
    assert [par_cle["25775", "combustion"][nom] for nom in ("categorie", "co2", "ch4", "unite")] == [
        "carburants",
        "2.48",
        "0.001",
        "L",
    ]
    assert any("dépasse" in remarque for remarque in lecture.avertissements)


def test_sans_version_dans_le_nom_on_le_dit(tmp_path: Path) -> None:
    lecture = lire(export(tmp_path, LIGNES, "export.csv"), "export.csv")
    assert lecture.feuilles[0].lignes["c0"].unique().to_list() == ["Base Carbone 2026"]
    assert any("ne dit pas la version" in remarque for remarque in lecture.avertissements)


def test_il_entre_dans_la_base_et_s_applique(tmp_path: Path, entrepot: Entrepot) -> None:
    chemin = export(tmp_path, LIGNES)
    vue = previsualiser(entrepot, ACCES_LOCAL, "ville", chemin, chemin.name, OptionsImport())
    assert not vue.rejets
    assert not vue.questions
    importer(entrepot, ACCES_LOCAL, vue)
    facteurs = entrepot.donnees(ACCES_LOCAL, "ville")["facteurs_emission"]
    assert facteurs.height == 10
    assert facteurs.filter(pl.col("code") == "28150")["incertitude"].item() == pytest.approx(0.6)
    tables = {
        "facteurs_emission": facteurs,
        "donnees_activite": table(
            "donnees_activite",
            [
                flux("Gazole", "gazole_l", 1000.0, "L"),
                flux("Plaquettes", "34943", 1.0, "t"),
                flux("Évité", "99001", 1.0, "t"),
            ],
        ),
    }
    lignes = bilan_carbone.detail(tables, 2024)
    assert lignes.filter(pl.col("flux") == "Gazole").select("version", "part", "emissions_tco2e").rows() == [
        ("Base Carbone V23.6", "amont", pytest.approx(0.61)),
        ("Base Carbone V23.6", "combustion", pytest.approx(2.49)),
    ]
    assert lignes.filter(pl.col("flux") == "Évité")["sort"].item() == "refusee"
    assert lignes.filter("biogenique")["emissions_tco2e"].item() == pytest.approx(1.6)


def test_deux_versions_cohabitent(tmp_path: Path, entrepot: Entrepot) -> None:
    for nom in ("Base_Carbone_V23.6.csv", "Base_Carbone_V23.10.csv"):
        chemin = export(tmp_path, LIGNES, nom)
        importer(entrepot, ACCES_LOCAL, previsualiser(entrepot, ACCES_LOCAL, "ville", chemin, nom, OptionsImport()))
    donnees = entrepot.donnees(ACCES_LOCAL, "ville")
    assert bilan_carbone.versions(donnees)[:2] == ("Base Carbone V23.10", "Base Carbone V23.6")


def test_un_export_entier_se_lit_vite(tmp_path: Path) -> None:
    lignes = [
        ligne(str(10_000 + rang), f"Facteur {rang}", "kgCO2e/kg", f"0,{rang % 900 + 50}", BOIS) for rang in range(6518)
    ]
    lignes += [poste(str(10_000 + rang % 6518), "Combustion", "0,1") for rang in range(12_098)]
    chemin = export(tmp_path, lignes)
    lire(export(tmp_path, LIGNES, "petit.csv"), "petit.csv")
    debut = time.perf_counter()
    lecture = lire(chemin, chemin.name)
    assert lecture.feuilles[0].lignes.height == 6518
    assert time.perf_counter() - debut < 30
