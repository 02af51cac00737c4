"""Le bilan complet de chaque territoire d'exemple : refait à la main, exporté, et vérifié dans le classeur."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.documents.bilan_carbone.beges import ecrire_beges
from core.donnees.entrepot import Entrepot
from core.methodes import bilan_carbone
from core.methodes.bilan_carbone.bareme import bareme
from core.modele import Donnees
from core.unites import rapport
from tests.bilan_carbone.fabrique_bilan_carbone import indicateur
from tests.pages.visite import EXEMPLES

ANNEES = (2022, 2023, 2024)


@pytest.fixture(scope="module")
def donnees(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Donnees]]:
    copie = tmp_path_factory.mktemp("territoires") / "comptes.duckdb"
    shutil.copy(base_demo, copie)
    entrepot = Entrepot.ouvrir(copie)
    yield {nom: entrepot.donnees(ACCES_LOCAL, nom) for nom in EXEMPLES}
    entrepot.fermer()


def a_la_main(tables: Donnees, exercice: int) -> float:
    """Quantité × conversion × somme des parts ÷ amortissement ÷ 1 000, flux par flux, sans la méthode."""
    livres = bareme({}).livres
    table = pl.concat([livres, tables["facteurs_emission"].select(livres.columns)])
    entiers = table.filter(pl.col("part") != "biogenique")
    total = 0.0
    flux = tables["donnees_activite"].filter((pl.col("exercice") == exercice) & (pl.col("etat") == "realise"))
    for ligne in flux.filter(pl.col("quantite").is_not_null()).iter_rows(named=True):
        siens = entiers.filter(pl.col("code") == ligne["facteur"])
        importees = siens.filter(~pl.col("version").str.starts_with("Livrée")).sort("version", descending=True)
        version = (importees if importees.height else siens.sort(pl.col("version").str.contains("2016")))["version"][0]
        siens = siens.filter(pl.col("version") == version)
        quantite = ligne["quantite"] * rapport(ligne["unite"], siens["unite"][0])
        total += quantite * siens["valeur"].sum() / (ligne["duree_amortissement"] or 1) / 1000
    return total


@pytest.mark.parametrize("exercice", ANNEES)
@pytest.mark.parametrize("territoire", EXEMPLES)
def test_le_bilan_se_refait_a_la_main_et_ses_postes_font_son_total(
    donnees: dict[str, Donnees], territoire: str, exercice: int
) -> None:
    tables = donnees[territoire]
    calcul = bilan_carbone.calculer(tables, exercice)
    total = indicateur(calcul, "emissions")
    assert total["valeur"] == pytest.approx(a_la_main(tables, exercice), rel=1e-9)
    assert bilan_carbone.tableau_beges(tables, exercice)["total_tco2e"].sum() == pytest.approx(
        total["valeur"], rel=1e-12
    )
    assert total["borne_basse"] < total["valeur"] < total["borne_haute"]
    assert indicateur(calcul, "lignes_refusees")["valeur"] == indicateur(calcul, "lignes_sans_facteur")["valeur"] == 0
    manques = indicateur(calcul, "lignes_non_renseignees")["valeur"]
    assert (total["couverture"] < 1) == (manques > 0)


@pytest.mark.parametrize("exercice", ANNEES)
@pytest.mark.parametrize("territoire", EXEMPLES)
def test_le_classeur_exporte_porte_les_memes_sommes(
    donnees: dict[str, Donnees], territoire: str, exercice: int
) -> None:
    tables = donnees[territoire]
    classeur = openpyxl.load_workbook(io.BytesIO(ecrire_beges(tables, exercice, nom="Essai")), read_only=True)
    lues = [ligne for ligne in classeur["Tableau réglementaire"].iter_rows(min_row=5, values_only=True)]
    postes = [ligne for ligne in lues if ligne[0]]
    categories = [
        ligne for ligne in lues if not ligne[0] and str(ligne[1]).startswith("Total ") and str(ligne[1])[6].isdigit()
    ]
    (general,) = [ligne for ligne in lues if str(ligne[1]).startswith("Total général")]
    assert (len(postes), len(categories)) == (22, 6)
    for lignes in (postes, categories):
        somme = sum(ligne[6] for ligne in lignes if isinstance(ligne[6], int | float))
        assert somme == pytest.approx(general[6], rel=1e-12)
    assert general[6] == pytest.approx(a_la_main(tables, exercice), rel=1e-9)
    verdicts = [ligne[3] for ligne in classeur["Contrôles"].iter_rows(min_row=5, values_only=True)]
    assert len(verdicts) == 6 and "FAUX" not in verdicts


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_le_bilan_reglementaire_2024_est_complet_tous_ses_controles_sont_justes(
    donnees: dict[str, Donnees], territoire: str
) -> None:
    classeur = openpyxl.load_workbook(io.BytesIO(ecrire_beges(donnees[territoire], 2024, nom="Essai")), read_only=True)
    lus = {ligne[0]: ligne[3] for ligne in classeur["Contrôles"].iter_rows(min_row=5, values_only=True)}
    assert len(lus) == 6 and set(lus.values()) == {"juste"}, lus


@pytest.mark.parametrize("territoire", ("ville-orsevaux", "cc-val-de-lorvanne"))
@pytest.mark.parametrize("exercice", (2022, 2023))
def test_les_premiers_bilans_gardent_leurs_trous(donnees: dict[str, Donnees], territoire: str, exercice: int) -> None:
    """Un bilan qui commence ne documente pas encore 80 % de ses émissions indirectes, et le contrôle le dit."""
    part = indicateur(bilan_carbone.calculer(donnees[territoire], exercice), "part_indirectes_documentees")["valeur"]
    assert 0.5 < part < 0.8
    assert indicateur(bilan_carbone.calculer(donnees[territoire], exercice), "lignes_non_renseignees")["valeur"] >= 3


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_les_emissions_du_territoire_n_entrent_jamais_dans_celles_de_l_organisation(
    donnees: dict[str, Donnees], territoire: str
) -> None:
    tables = donnees[territoire]
    seule = {**tables, "emissions": tables["emissions"].clear()}
    calculs = [bilan_carbone.calculer(choisies, 2024) for choisies in (tables, seule)]
    assert calculs[0].equals(calculs[1])
    assert "emissions" not in bilan_carbone.FICHE.requises + bilan_carbone.FICHE.optionnelles
