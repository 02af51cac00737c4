"""La santé du service, dite à qui le surveille : la boucle tourne, la base répond, aucun passage ne s'éternise.

`/sante/vivant` dit la première, `/sante/pret` les trois. systemd reçoit les mêmes nouvelles et relance un service qui
se tait. Un verrou jamais rendu laisse tourner la boucle : seule une vraie lecture le voit.
"""

from __future__ import annotations

import asyncio
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from anyio import create_connected_unix_datagram_socket
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pages._outils import chargement
from pages._service import phrases

JOURNAL = logging.getLogger("comptes_communs")
SECONDES_POUR_LIRE = 3.0
SECONDES_D_UN_PASSAGE = 60.0
SECONDES_ENTRE_REGARDS = 0.02
BATTEMENTS_PAR_DELAI = 4

_debuts: dict[int, float] = {}  # par fil : quand son passage a commencé


@contextmanager
def passage() -> Iterator[None]:
    """Un écran se dessine : au-delà d'une minute, le service n'est plus prêt."""
    fil = threading.get_ident()
    _debuts[fil] = time.monotonic()
    try:
        yield
    finally:
        _debuts.pop(fil, None)


@contextmanager
def travail_long() -> Iterator[None]:
    """Lire ou importer un fichier, au milieu d'un passage : sa durée a ses propres bornes et ne compte pas."""
    fil = threading.get_ident()
    compte = _debuts.pop(fil, None) is not None
    try:
        yield
    finally:
        if compte:
            _debuts[fil] = time.monotonic()


class Sonde:
    """Lit la base dans un fil à part, un seul à la fois : s'il ne revient pas, on ne lui en ajoute pas d'autres."""

    def __init__(self, lire: Callable[[], None]) -> None:
        self._lire = lire
        self._fil: threading.Thread | None = None
        self._panne = ""

    async def panne(self, secondes: float = SECONDES_POUR_LIRE) -> str:
        """Ce qui ne va pas, en une phrase ; vide si tout va."""
        fil = self._fil
        if fil is None or not fil.is_alive():
            fil = self._fil = threading.Thread(target=self._regarder, name="sonde", daemon=True)
            fil.start()
        limite = time.monotonic() + secondes
        while fil.is_alive() and time.monotonic() < limite:
            await asyncio.sleep(SECONDES_ENTRE_REGARDS)
        if fil.is_alive():
            return phrases.BASE_MUETTE
        return self._panne or _passage_sans_fin()

    def _regarder(self) -> None:
        try:
            self._lire()
        except Exception as erreur:  # noqa: BLE001 - quelle que soit la panne, la base n'a pas été lue
            self._panne = phrases.base_illisible(type(erreur).__name__)
        else:
            self._panne = ""


def _passage_sans_fin() -> str:
    age = time.monotonic() - min(list(_debuts.values()), default=time.monotonic())
    return phrases.passage_sans_fin(age) if age > SECONDES_D_UN_PASSAGE else ""


SONDE = Sonde(lambda: chargement.entrepot().repondre())


async def vivant(requete: Request) -> PlainTextResponse:
    """La boucle répond."""
    del requete
    return _dire("")


async def pret(requete: Request) -> PlainTextResponse:
    """Le service peut recevoir quelqu'un ; 503 et la raison sinon."""
    del requete
    return _dire(await SONDE.panne())


def _dire(panne: str) -> PlainTextResponse:
    return PlainTextResponse(panne or phrases.TOUT_VA, 503 if panne else 200, {"cache-control": "no-store"})


ROUTES = [Route("/sante/vivant", vivant), Route("/sante/pret", pret)]


async def notifier(nouvelle: str) -> None:
    """Donne une nouvelle à systemd (`NOTIFY_SOCKET`) ; hors de lui, ne fait rien."""
    adresse = os.environ.get("NOTIFY_SOCKET", "")
    if not adresse:
        return
    try:
        abstraite = adresse.replace("@", "\0", 1) if adresse.startswith("@") else adresse
        async with await create_connected_unix_datagram_socket(abstraite) as prise:
            await prise.send(nouvelle.encode())
    except OSError:
        JOURNAL.warning("systemd n’a pas pu recevoir « %s ».", nouvelle)


async def battre() -> None:
    """Tant que le service est prêt, le dit à systemd plusieurs fois par délai de garde ; sans délai, ne fait rien."""
    delai = int(os.environ.get("WATCHDOG_USEC", "0")) / 1e6
    if not delai or os.environ.get("WATCHDOG_PID", str(os.getpid())) != str(os.getpid()):
        return
    while True:
        panne = await SONDE.panne()
        await notifier(f"STATUS={panne}" if panne else "WATCHDOG=1")
        await asyncio.sleep(delai / BATTEMENTS_PAR_DELAI)
