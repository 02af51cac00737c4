"""L'écran Bilan carbone, visité sans navigateur : vue, état, version, incertitude et choix sont dans l'adresse."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from core.modele import Territoire
from pages._outils import chargement
from tests.pages.visite import EXEMPLES, TROUS, VIDE, ouvrir_sur, parametre, textes

ESSAI = Territoire(id="essai-bilan", nom="Essai-sur-Bilan", type="commune", population=1000)
FLUX = """\
exercice;etat;activite;flux;facteur;quantite;unite;service;fiabilite;technique;geographique;temporelle;completude;source
2023;realise;Écoles;Gaz;gaz_nat_kwh;2000000;kWh;Bâtiments;5;5;5;5;5;Factures
2024;realise;Écoles;Gaz;gaz_nat_kwh;1800000;kWh;Bâtiments;5;5;5;5;5;Factures
2024;realise;Cantine;Repas;repas_moyen;50000;repas;Éducation;3;3;4;4;4;Prestataire
2024;realise;Bureaux;Machines;m_machines;90;k€;;2;2;3;3;3;Grand livre
2024;realise;Écoles;Granulés;granules_kwh;;kWh;Bâtiments;;;;;;
2024;realise;Sports;Pelouse;;1200;m²;Sports;;;;;;Marché
2024;prevu;Écoles;Gaz;gaz_nat_kwh;1500000;kWh;Bâtiments;3;4;5;3;4;Objectif
"""
VUES = ("postes", "activites", "annees", "flux")


@pytest.fixture(scope="module")
def base(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """La base d'exemple, un territoire vide, un autre qui n'a qu'un budget, et un troisième qui n'a que des flux."""
    dossier = tmp_path_factory.mktemp("bilan")
    chemin = dossier / "comptes.duckdb"
    chemin.write_bytes(base_demo.read_bytes())
    fichier = dossier / "flux.csv"
    fichier.write_text(FLUX, encoding="utf-8")
    entrepot = Entrepot.ouvrir(chemin)
    for territoire in (ESSAI, VIDE, TROUS):
        entrepot.ajouter_territoire(ACCES_LOCAL, territoire)
    apercu = previsualiser(entrepot, ACCES_LOCAL, ESSAI.id, fichier, fichier.name, OptionsImport())
    importer(entrepot, ACCES_LOCAL, apercu)
    entrepot.fermer()
    return chemin


@pytest.fixture(autouse=True)
def ouverte(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base))


def visiter(territoire: str = ESSAI.id, **adresse: str) -> AppTest:
    return ouvrir_sur("bilan", {"territoire": territoire, "exercice": "2024", **adresse})


def lire(page: AppTest) -> str:
    return textes(page).replace("\\", "").replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


@pytest.mark.parametrize("vue", [*VUES, "flash"])
@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_vue_de_chaque_territoire_d_exemple_s_affiche(territoire: str, vue: str) -> None:
    page = visiter(territoire, vue=vue)
    assert not page.exception and not page.error
    assert len(page.title) == 1


def test_une_annee_sans_flux_realise_dit_pourquoi_le_tableau_reglementaire_manque() -> None:
    page = visiter("ville-orsevaux", exercice="2021")
    assert not [bouton for bouton in page.get("download_button") if "réglementaire" in bouton.label]
    assert "2021 n'en a aucun : déposez-les à l'écran « Import »" in lire(page)
    assert [bouton for bouton in visiter("ville-orsevaux").get("download_button") if "réglementaire" in bouton.label]


def test_un_territoire_vide_dit_quoi_apporter() -> None:
    page = visiter(VIDE.id)
    assert not page.exception
    assert "il manque des données" in lire(page) and "Import" in lire(page)


@pytest.mark.parametrize(
    ("vue", "morceau"),
    [
        ("postes", "du bilan : au moins"),
        ("activites", "« Écoles »"),
        ("annees", "De 2023 à 2024, à flux comparables, notre activité a retiré"),
        ("flux", "flux sur 3"),
        ("inconnue", "du bilan : au moins"),
    ],
)
def test_chaque_vue_a_son_titre(vue: str, morceau: str) -> None:
    page = visiter(vue=vue)
    assert not page.exception
    assert morceau in lire(page).split("\n")[0]


def test_sans_comptes_pas_de_bilan_flash_et_le_seuil_ne_se_verifie_pas() -> None:
    page = visiter(vue="flash")
    assert "Bilan flash" not in [str(option) for choix in page.button_group for option in choix.options]
    assert "ne se vérifie pas : sans comptes" in lire(page)


def test_le_panneau_dit_ce_qui_manque_l_habitant_et_la_frontiere() -> None:
    lus = lire(visiter())
    assert "par habitant, pour 1 000 habitants" in lus
    assert "19 autres" in lus or "autres ; aucun ne compte pour zéro" in lus
    assert "celui de l'organisation" in lus
    assert "Versions des facteurs" in lus and "Livrée avec l'application, 2026 (3 flux)" in lus
    page = visiter()
    assert page.expander[0].label.startswith("2")


def test_un_poste_choisi_ouvre_ses_flux_son_facteur_et_ses_notes() -> None:
    page = visiter(selection="1.1")
    lus = lire(page)
    assert "1 800 000 kWh" in lus and "Version" in lus and "Livrée avec l'application" in lus
    assert "Fiabilité 5, technique 5, géographie 5, époque 5, complétude 5" in lus
    assert "Publié par" in lus and "Vérification" in lus
    page.selectbox(key="liste_selection").set_value("4.1").run()
    assert parametre(page, "selection") == "4.1"
    assert "50 000 repas" in lire(page)


def test_un_poste_absent_se_choisit_et_dit_qu_il_n_est_pas_compte() -> None:
    assert "Non renseigné, donc non compté" in lire(visiter(selection="5.1"))


def test_une_selection_d_ailleurs_ne_casse_rien() -> None:
    for selection in ("<b>9.9</b>", "Écoles", "4"):
        page = visiter(selection=selection)
        assert not page.exception and "Au total" in lire(page)


def test_l_etat_et_l_incertitude_de_l_adresse_sont_suivis() -> None:
    assert "feraient" in lire(visiter(etat="prevu")) or "ferait" in lire(visiter(etat="prevu"))
    lognormale, symetrique = lire(visiter()).split("\n")[0], lire(visiter(incertitude="quadratique")).split("\n")[0]
    assert lognormale != symetrique


def test_une_version_de_facteurs_plus_ancienne_est_un_effet_methode_a_part() -> None:
    ancienne = "Livrée avec l'application, ratios de 2016"
    memes = lire(visiter(vue="annees"))
    assert "une seule année en ajoutent" in memes and "les facteurs révisés" not in memes
    change = visiter(vue="annees", version_avant=ancienne)
    assert "les facteurs révisés en ôtent" in lire(change)
    assert "Effet méthode" in lire(change)
    assert any("Machines" in str(cellule) for table in change.get("table") for cellule in table.value.iloc[:, 0])


def test_en_projection_seulement_la_phrase_et_la_figure() -> None:
    for vue in VUES:
        page = visiter(vue=vue, mode="projection")
        assert not page.exception and not page.selectbox and not page.dataframe and not page.expander


def test_un_nom_saisi_reste_du_texte(tmp_path: Path) -> None:
    fichier = tmp_path / "malin.csv"
    fichier.write_text(
        FLUX.splitlines()[0] + "\n2024;realise;**gras** <img>;[lien](http://x);gaz_nat_kwh;9000000;kWh"
        ";Bâtiments;5;5;5;5;5;Factures\n",
        encoding="utf-8",
    )
    entrepot = chargement.entrepot()
    malin = Territoire(id="malin", nom="Malin", type="commune", population=10)
    entrepot.ajouter_territoire(ACCES_LOCAL, malin)
    importer(
        entrepot, ACCES_LOCAL, previsualiser(entrepot, ACCES_LOCAL, malin.id, fichier, fichier.name, OptionsImport())
    )
    page = visiter(malin.id, vue="activites")
    assert not page.exception
    assert "\\*\\*gras" in textes(page) and "\\<img" in textes(page)
