"""Servir beaucoup de monde : deux cents personnes qui cliquent, cinquante qui ouvrent la même adresse ensemble."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from core.vues import ECRANS
from tests.base_exemple import copie_de_la_base
from tests.mesures.visites import TERRITOIRES, attendre_le_calme
from tests.navigateur.serveur import lancer
from tests.navigateur.visiteur import erreur_montree

PERSONNES, SECONDES_ENTRE_CLICS, CLICS = 200, 15.0, 4
ENSEMBLE = 50
ADRESSES = [(f"territoire={territoire}&exercice=2024", ecran.nom) for ecran in ECRANS for territoire in TERRITOIRES]
GRAINE = 20261130


def mesurer(dossier: Path) -> Iterator[tuple[str, str, str]]:
    """Attentes vues de la prise, client et serveur sur la même machine ; les fichiers de la page n'en sont pas."""
    dossier = dossier / "foule"
    dossier.mkdir()
    with lancer(copie_de_la_base(dossier), dossier / "serveur.log") as (adresse, numero):
        attendre_le_calme(numero)
        flux = adresse.replace("http://", "ws://") + "/_stcore/stream"
        ensemble = max(asyncio.run(_ouvrir_ensemble(flux)) for _ in range(3))
        yield f"{ENSEMBLE} prises sur une même adresse, dernier élément du dernier", f"{ensemble:.2f} s", "1,5 s"
        attentes = sorted(asyncio.run(_cliquer(flux)))
        titre = f"{PERSONNES} personnes, un clic chacune toutes les {SECONDES_ENTRE_CLICS:g} s"
        yield f"{titre}, p95", f"{attentes[int(len(attentes) * 0.95)] * 1e3:.0f} ms", "150 ms"
        yield "  … médiane", f"{attentes[len(attentes) // 2] * 1e3:.0f} ms", "—"


async def _ouvrir_ensemble(flux: str) -> float:
    """Secondes entre l'ouverture des prises et la fin du dernier premier passage."""

    async def entrer() -> None:
        async with _prise(flux) as prise:
            await _passer(prise, *ADRESSES[0])

    debut = time.perf_counter()
    await asyncio.gather(*(entrer() for _ in range(ENSEMBLE)))
    return time.perf_counter() - debut


async def _cliquer(flux: str) -> list[float]:
    """L'attente de chaque clic ; chacun entre à son heure, puis passe d'un écran à l'autre sans suivre les autres."""
    hasard = random.Random(GRAINE)
    parcours = [hasard.choices(ADRESSES, k=CLICS) for _ in range(PERSONNES)]
    departs = [hasard.uniform(0, SECONDES_ENTRE_CLICS) for _ in range(PERSONNES)]

    async def visiter(depart: float, adresses: list[tuple[str, str]]) -> list[float]:
        await asyncio.sleep(depart)
        attentes = []
        async with _prise(flux) as prise:
            await _passer(prise, *ADRESSES[0])
            for adresse in adresses:
                await asyncio.sleep(SECONDES_ENTRE_CLICS)
                attentes.append(await _passer(prise, *adresse))
        return attentes

    toutes = await asyncio.gather(*(visiter(*un) for un in zip(departs, parcours, strict=True)))
    return [attente for siennes in toutes for attente in siennes]


def _prise(flux: str) -> connect:
    return connect(flux, subprotocols=["streamlit"], max_size=None, open_timeout=60)  # type: ignore[list-item]


async def _passer(prise: ClientConnection, parametres: str, ecran: str) -> float:
    """Secondes entre la demande d'une adresse et la fin du passage ; lève `RuntimeError` s'il montre une panne."""
    demande = BackMsg()
    demande.rerun_script.query_string = parametres
    demande.rerun_script.page_name = ecran
    debut = time.perf_counter()
    await prise.send(demande.SerializeToString())
    while True:
        recu = ForwardMsg.FromString(bytes(await prise.recv()))
        sorte = recu.WhichOneof("type")
        if sorte == "delta" and (erreurs := erreur_montree(recu.delta.new_element)):
            raise RuntimeError(f"{ecran} : {erreurs}")
        if sorte == "script_finished":
            return time.perf_counter() - debut
