"""Le classeur réglementaire : ses cinq feuilles, ses « non renseigné », ses contrôles, et la commande qui l'écrit."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from core.commandes.principale import principal
from core.documents.bilan_carbone.beges import ecrire_beges
from core.documents.bilan_carbone.controles import controles
from core.erreurs import DonneesIncoherentes
from core.methodes import bilan_carbone
from tests.bilan_carbone.fabrique_bilan_carbone import bilan, compte, flux


def exemple() -> dict[str, pl.DataFrame]:
    return bilan(
        flux("Gaz", "gaz_nat_kwh", 1000.0, "MWh", service="Bâti"),
        flux("Gazole", "gazole_l", 1000.0, "L"),
        flux("Fuite", "r410a", 1.0, "kg"),
        flux("Repas", "repas_vege", None, "repas"),
        flux("=1+1", None, 2.0, "kg"),
        flux("Prévu", "gaz_nat_kwh", 1e9, "kWh", etat="prevu"),
        lignes_budgetaires=[compte("6156", 100_000)],
    )


def feuilles(octets: bytes) -> dict[str, list[list[Any]]]:
    classeur = openpyxl.load_workbook(io.BytesIO(octets))
    return {
        nom: [[cellule.value for cellule in ligne] for ligne in classeur[nom].iter_rows()]
        for nom in classeur.sheetnames
    }


def test_le_tableau_dit_les_postes_et_ce_que_l_on_ignore() -> None:
    lues = feuilles(ecrire_beges(exemple(), 2024, nom="Ville d'Orsevaux"))
    assert list(lues) == ["Tableau réglementaire", "Lignes", "Facteurs et versions", "Exclusions", "Contrôles"]
    tableau = lues["Tableau réglementaire"]
    assert "Ville d'Orsevaux" in tableau[0][0]
    lignes = {ligne[0] or ligne[1]: ligne for ligne in tableau[4:]}
    assert len([cle for cle in lignes if cle[0].isdigit()]) == 22
    assert lignes["1.1"][2:7] == ["non renseigné"] * 4 + [pytest.approx(243.0)]
    assert lignes["1.4"][5:7] == [pytest.approx(2.256), pytest.approx(2.256)]
    assert lignes["2.1"][6] == "non renseigné"
    assert lignes["Total général, hors CO2 biogénique"][6] == pytest.approx(243.0 + 3.1 + 2.256)
    assert lignes["Total 1 Émissions directes"][6] == pytest.approx(243.0 + 2.49 + 2.256)


def test_les_exclusions_et_les_lignes_sont_la_sans_formule() -> None:
    lues = feuilles(ecrire_beges(exemple(), 2024))
    exclus = {ligne[0]: ligne[2] for ligne in lues["Exclusions"][4:]}
    assert lues["Exclusions"][1][0].endswith("demande de justifier chaque poste indirect significatif exclu.")
    assert exclus["Repas (Écoles)"] == "La quantité n'est pas renseignée."
    assert "'=1+1 (Écoles)" in exclus
    assert "Poste sans aucun flux" in exclus
    assert len(lues["Lignes"]) == 4 + 6
    codes = {ligne[0] for ligne in lues["Facteurs et versions"][4:]}
    assert codes == {"gaz_nat_kwh", "gazole_l", "r410a"}


def test_les_controles_sont_justes_et_savent_dire_faux() -> None:
    tables = exemple()
    lignes = bilan_carbone.detail(tables, 2024).filter(pl.col("etat") == "realise")
    tableau, calcul = bilan_carbone.tableau_beges(tables, 2024), bilan_carbone.calculer(tables, 2024)
    verdicts = [verdict for *_, verdict in controles(tables, 2024, lignes, tableau, calcul)]
    assert verdicts == ["juste"] * 5 + ["à compléter"]
    fausse = tableau.with_columns(pl.col("total_tco2e") * 2)
    assert controles(tables, 2024, lignes, fausse, calcul)[0][-1] == "FAUX"
    perdue = {**tables, "donnees_activite": tables["donnees_activite"].head(2)}
    assert controles(perdue, 2024, lignes, tableau, calcul)[3][-1] == "FAUX"
    entiere = bilan(
        flux("PC", "pc_portable", 40.0, "unité"), flux("École", "bat_scolaire", 100.0, "m²", duree_amortissement=50)
    )
    trouve = controles(entiere, 2024, bilan_carbone.detail(entiere, 2024), tableau, calcul)[4]
    assert trouve[1:] == (0, 1, "à compléter")
    sans_service = calcul.filter(pl.col("indicateur") != "emissions_par_service")
    assert controles(tables, 2024, lignes, tableau, sans_service)[1][-1] == "FAUX"


def test_la_commande_ecrit_le_classeur(base_copiee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sortie = tmp_path / "bilan.xlsx"
    assert (
        principal(
            [
                "beges",
                "--territoire",
                "ville-orsevaux",
                "--exercice",
                "2024",
                "-o",
                str(sortie),
                "--json",
                "--base",
                str(base_copiee),
            ]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)["statut"] == "ecrit"
    verdicts = [ligne[3] for ligne in feuilles(sortie.read_bytes())["Contrôles"][4:]]
    assert "FAUX" not in verdicts


@pytest.mark.parametrize("exercice", [2021, 1999])
def test_une_annee_sans_flux_realise_est_refusee_sans_classeur(
    exercice: int, base_copiee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sortie = tmp_path / "bilan.xlsx"
    assert (
        principal(
            [
                "beges",
                "--territoire",
                "ville-orsevaux",
                "--exercice",
                str(exercice),
                "-o",
                str(sortie),
                "--json",
                "--base",
                str(base_copiee),
            ]
        )
        == 1
    )
    erreur = json.loads(capsys.readouterr().out)["erreur"]
    assert str(exercice) in erreur["quoi"] and "Déposez les données d'activité" in erreur["que_faire"]
    assert not sortie.exists()


def test_le_classeur_refuse_ce_qui_n_est_que_prevu() -> None:
    with pytest.raises(DonneesIncoherentes, match="Aucun flux réalisé"):
        ecrire_beges(bilan(flux("Prévu", "gaz_nat_kwh", 10.0, "kWh", etat="prevu")), 2024)


def test_un_dossier_absent_se_dit(base_copiee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sortie = tmp_path / "absent" / "bilan.xlsx"
    assert (
        principal(
            [
                "beges",
                "--territoire",
                "ville-orsevaux",
                "--exercice",
                "2024",
                "-o",
                str(sortie),
                "--json",
                "--base",
                str(base_copiee),
            ]
        )
        == 1
    )
    assert "Le bilan ne peut pas être écrit ici" in json.loads(capsys.readouterr().out)["erreur"]["quoi"]
