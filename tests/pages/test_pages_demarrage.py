"""Le démarrage du service : ce qu'il refuse d'entrée, ce qu'il dit à systemd, ce qu'il entretient ensuite."""

from __future__ import annotations

import asyncio
import tempfile
import threading
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
from streamlit import net_util
from streamlit.starlette import App
from streamlit.web import bootstrap

from core.erreurs import ErreurComptes
from core.reglages import RACINE
from pages._service import demarrage, journal


def test_un_dossier_temporaire_non_inscriptible_est_refuse_au_depart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    with pytest.raises(ErreurComptes, match="Aucun dossier temporaire"):
        demarrage.exiger_un_dossier_temporaire()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    demarrage.exiger_un_dossier_temporaire()
    assert list(tmp_path.iterdir()) == []


def test_les_depots_se_purgent_pendant_que_le_service_tourne(monkeypatch: pytest.MonkeyPatch) -> None:
    arret, purges = threading.Event(), []

    def purger() -> None:
        purges.append(True)
        if len(purges) == 3:
            arret.set()

    monkeypatch.setattr(demarrage, "SECONDES_ENTRE_RAMASSAGES", 0.001)
    monkeypatch.setattr(demarrage, "purger", purger)
    monkeypatch.setattr(demarrage.gc, "collect", lambda: 0)
    demarrage._ramasser(arret)
    assert len(purges) == 3


def test_une_purge_qui_echoue_n_arrete_pas_l_entretien(monkeypatch: pytest.MonkeyPatch) -> None:
    arret, essais = threading.Event(), []

    def purger() -> None:
        essais.append(True)
        if len(essais) == 2:
            arret.set()
        raise PermissionError

    monkeypatch.setattr(demarrage, "SECONDES_ENTRE_RAMASSAGES", 0.001)
    monkeypatch.setattr(demarrage, "purger", purger)
    monkeypatch.setattr(demarrage.gc, "collect", lambda: 0)
    demarrage._ramasser(arret)
    assert len(essais) == 2


def test_le_service_dit_pret_puis_arrete(monkeypatch: pytest.MonkeyPatch) -> None:
    dits: list[str] = []

    async def notifier(nouvelle: str) -> None:
        dits.append(nouvelle)

    monkeypatch.setattr(demarrage, "notifier", notifier)
    monkeypatch.setattr(demarrage, "rechauffer", lambda: dits.append("réchauffé"))
    monkeypatch.setattr(demarrage, "veiller", lambda arret: arret.wait())
    monkeypatch.setattr(demarrage, "regler_le_journal", lambda: None)
    monkeypatch.setattr(demarrage.chargement, "fermer", lambda: dits.append("fermé"))

    async def vivre() -> None:
        async with demarrage.demarrer(cast("App", None)):
            dits.append("sert")

    asyncio.run(vivre())
    assert dits == ["réchauffé", "READY=1", "sert", "STOPPING=1", "fermé"]


@pytest.mark.parametrize("adresse", [None, "0.0.0.0", "::"])
def test_ouvrir_le_service_ne_cherche_aucune_adresse_au_dehors(
    adresse: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit annonce ses adresses en demandant à un serveur extérieur celle de la machine, sauf si on la lui dit."""
    livres = tomllib.loads((RACINE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    dits: dict[str, Any] = {
        f"{section}.{nom}": un for section, options in livres.items() for nom, un in options.items()
    }
    if adresse is not None:
        dits["server.address"] = adresse
    appels: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout=5: appels.append(url))
    monkeypatch.setattr(net_util, "_external_ip", None)
    ancien = bootstrap.config.get_option
    monkeypatch.setattr(bootstrap.config, "is_manually_set", lambda nom: nom in dits)
    monkeypatch.setattr(bootstrap.config, "get_option", lambda nom: dits.get(nom, ancien(nom)))
    bootstrap._print_url(is_running_hello=False)
    assert appels == []


def test_le_journal_se_regle_avant_que_quoi_que_ce_soit_ne_s_ecrive() -> None:
    assert demarrage.regler_le_journal is journal.regler_le_journal
