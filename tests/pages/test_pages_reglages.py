"""Les réglages dont dépendent vitesse et sûreté : si Streamlit cesse de les reconnaître, ces tests tombent."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from streamlit import config

from core.figures import theme
from pages._service import traduction
from tests.pages.visite import RACINE

ATTENDUS = {
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 20,
    "server.headless": True,
    "server.enableXsrfProtection": True,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "browser.serverAddress": "127.0.0.1",
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "client.disableDataExport": True,
}


@pytest.fixture
def reglages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(RACINE)
    config.get_config_options(force_reparse=True)


@pytest.mark.usefixtures("reglages")
@pytest.mark.parametrize(("option", "valeur"), ATTENDUS.items(), ids=list(ATTENDUS))
def test_l_option_est_reconnue_et_tenue(option: str, valeur: object) -> None:
    assert config.get_option(option) == valeur


@pytest.mark.usefixtures("reglages")
def test_le_theme_reprend_les_couleurs_de_la_maison() -> None:
    assert config.get_option("theme.primaryColor") == theme.REALISE
    assert config.get_option("theme.textColor") == theme.ENCRE
    assert config.get_option("theme.backgroundColor") == theme.PAPIER
    assert config.get_option("theme.secondaryBackgroundColor") == theme.FOND_DOUX
    assert config.get_option("theme.borderColor") == theme.FILET


@pytest.mark.parametrize("une", traduction.traductions(), ids=lambda une: f"{une.fichier}:{une.anglais}")
def test_chaque_texte_traduit_existe_encore_dans_streamlit(une: traduction.Traduction) -> None:
    fichiers = list((traduction.DOSSIER_STATIQUE / "static" / "js").glob(f"{une.fichier}.*.js"))
    assert fichiers
    traduits = [traduction.traduire(fichier.name, fichier.read_text(encoding="utf-8")) for fichier in fichiers]
    originaux = [fichier.read_text(encoding="utf-8") for fichier in fichiers]
    assert any(f"{une.anglais}`" in original for original in originaux)
    assert any(f"{une.francais}`" in traduit for traduit in traduits)
    assert not any(f"`{une.anglais}`" in traduit for traduit in traduits)


def test_la_table_des_traductions_ne_repete_rien() -> None:
    with Path(traduction.__file__).with_name("traductions.csv").open(encoding="utf-8") as fichier:
        lignes = list(csv.DictReader(fichier, delimiter=";"))
    assert len({(ligne["fichier"], ligne["anglais"]) for ligne in lignes}) == len(lignes)
