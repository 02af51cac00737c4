"""La santé du service : ce qu'en disent ses deux adresses et systemd, quand tout va et quand la base se tait."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.donnees.entrepot import Entrepot
from core.erreurs import BaseIndisponible
from pages._service import sante
from pages._service.sante import Sonde, battre, notifier, passage, travail_long

BREF = 0.05


def test_une_base_qui_se_lit_est_prete_une_base_fermee_ne_l_est_pas(tmp_path: Path) -> None:
    entrepot = Entrepot.ouvrir(tmp_path / "base.duckdb")
    sonde = Sonde(entrepot.repondre)
    assert asyncio.run(sonde.panne(30)) == ""
    entrepot.fermer()
    assert "ne se lit pas" in asyncio.run(sonde.panne(30))


def test_une_base_qui_se_tait_est_dite_sans_empiler_de_fils() -> None:
    verrou = threading.Lock()

    def lire() -> None:
        with verrou:
            pass

    async def regarder() -> None:
        sonde = Sonde(lire)
        avant = threading.active_count()
        with verrou:
            for _ in range(5):
                debut = time.monotonic()
                assert "ne répond pas" in await sonde.panne(BREF)
                assert time.monotonic() - debut < 3
            assert threading.active_count() == avant + 1
        while await sonde.panne(BREF):
            pass  # le verrou rendu, la même sonde le voit

    asyncio.run(regarder())


def test_la_boucle_tourne_pendant_que_la_base_se_tait() -> None:
    async def regarder() -> None:
        arret = threading.Event()
        sonde = asyncio.create_task(Sonde(lambda: arret.wait(5) and None).panne(0.2))
        debut = time.monotonic()
        assert (await sante.vivant(None)).status_code == 200  # type: ignore[arg-type] # la requête n'est pas lue
        assert time.monotonic() - debut < 0.1
        assert await sonde
        arret.set()

    asyncio.run(regarder())


def test_une_erreur_de_la_base_est_dite_par_sa_sorte_puis_oubliee() -> None:
    pannes: list[Exception] = [BaseIndisponible("secret")]

    def lire() -> None:
        if pannes:
            raise pannes.pop()

    sonde = Sonde(lire)
    dite = asyncio.run(sonde.panne(30))
    assert "BaseIndisponible" in dite and "secret" not in dite
    assert asyncio.run(sonde.panne(30)) == ""


def test_un_passage_sans_fin_est_dit_un_import_long_ne_l_est_pas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sante, "SECONDES_D_UN_PASSAGE", BREF)
    sonde = Sonde(lambda: None)
    with passage():
        assert asyncio.run(sonde.panne(30)) == ""
        with travail_long():
            time.sleep(2 * BREF)
            assert asyncio.run(sonde.panne(30)) == ""
        time.sleep(2 * BREF)
        assert "Un passage dure" in asyncio.run(sonde.panne(30))
    assert asyncio.run(sonde.panne(30)) == ""


def test_un_passage_qui_echoue_ne_compte_plus() -> None:
    with pytest.raises(ValueError, match="panne"), passage():
        raise ValueError("panne")
    with travail_long():
        pass  # hors d'un passage : la ligne de commande
    assert sante._debuts == {}


@pytest.mark.parametrize(("panne", "statut"), [("", 200), ("La base ne répond pas.", 503)])
def test_l_adresse_pret_dit_la_raison(panne: str, statut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Fausse:
        async def panne(self) -> str:
            return panne

    monkeypatch.setattr(sante, "SONDE", Fausse())
    reponse = asyncio.run(sante.pret(None))  # type: ignore[arg-type] # la requête n'est pas lue
    assert reponse.status_code == statut
    assert panne in bytes(reponse.body).decode()
    assert reponse.headers["cache-control"] == "no-store"


# systemd


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """La prise où systemd écoute."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as prise:
        prise.bind(str(tmp_path / "notify"))
        prise.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield prise


def test_systemd_recoit_la_nouvelle(systemd: socket.socket) -> None:
    asyncio.run(notifier("READY=1"))
    assert systemd.recv(100) == b"READY=1"


def test_hors_de_systemd_personne_n_est_appele(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    asyncio.run(notifier("READY=1"))


def test_un_systemd_parti_n_arrete_pas_le_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "absente"))
    asyncio.run(notifier("READY=1"))


def test_le_battement_s_arrete_tant_que_la_base_se_tait(
    systemd: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "40000")
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    pannes = iter(["", "muette", "muette", ""])

    class Fausse:
        async def panne(self) -> str:
            return next(pannes)

    monkeypatch.setattr(sante, "SONDE", Fausse())
    with pytest.raises(RuntimeError, match="StopIteration"):
        asyncio.run(battre())
    recues = [systemd.recv(100).decode() for _ in range(4)]
    assert recues == ["WATCHDOG=1", "STATUS=muette", "STATUS=muette", "WATCHDOG=1"]


@pytest.mark.parametrize("variables", [{}, {"WATCHDOG_USEC": "40000", "WATCHDOG_PID": "1"}])
def test_sans_garde_ou_pour_un_autre_processus_rien_ne_bat(
    variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for nom in ("WATCHDOG_USEC", "WATCHDOG_PID"):
        monkeypatch.delenv(nom, raising=False)
    for nom, valeur in variables.items():
        monkeypatch.setenv(nom, valeur)
    asyncio.run(asyncio.wait_for(battre(), 5))
