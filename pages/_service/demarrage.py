"""Le démarrage : tout importer, ouvrir la base, montrer chaque écran une fois — avant le premier visiteur.

Un serveur froid se casse sous vingt premières visites simultanées (modules à demi importés) ; un serveur chaud non.
"""

from __future__ import annotations

import gc
import logging
import runpy
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from anyio import to_thread
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.starlette import App

from core.donnees.demo import creer_la_demonstration
from core.donnees.lecture import preparer
from core.erreurs import ErreurComptes
from core.reglages import RACINE, reglages
from pages._importer.depot import purger
from pages._outils import chargement
from pages._service.traduction import DOSSIER_STATIQUE, statique_compresse

JOURNAL = logging.getLogger("comptes_communs")
ECRANS = tuple(sorted(page.stem for page in (RACINE / "pages").glob("[a-z]*.py")))
SECONDES_ENTRE_RAMASSAGES = 60.0


@asynccontextmanager
async def demarrer(app: App) -> AsyncIterator[None]:
    """Le cycle de vie du service : réchauffe avant la première visite, ferme la base après la dernière."""
    del app
    config.set_option("runner.postScriptGC", False)
    PagesManager.uses_pages_directory = False  # sinon une première visite à /donut échapperait au cadre
    try:
        await to_thread.run_sync(rechauffer)
    except ErreurComptes as erreur:
        JOURNAL.error("Comptes communs ne peut pas démarrer. %s", erreur)
        logging.disable(logging.CRITICAL)  # tout est dit : la trace d'uvicorn n'apprendrait rien à qui lance le service
        raise SystemExit(1) from None
    arret = threading.Event()
    threading.Thread(target=_ramasser, args=(arret,), name="ramasse-miettes", daemon=True).start()
    try:
        yield
    finally:
        arret.set()
        chargement.fermer()


def rechauffer() -> None:
    """Crée la base d'exemple si elle manque, l'ouvre, passe une fois chaque écran, fige ce qui est en mémoire."""
    debut = time.perf_counter()
    base = reglages().base
    if not base.exists():
        JOURNAL.warning("La base %s n’existe pas : création avec les territoires d’exemple.", base)
        creer_la_demonstration(base)
    with _sans_bavardage():
        chargement.entrepot()
        preparer()
        purger()
        for ecran in ECRANS:
            passer(ecran)
    for fichier in sorted((DOSSIER_STATIQUE / "static" / "css").glob("*.css")):
        statique_compresse(f"css/{fichier.name}")
    gc.collect()
    gc.freeze()
    JOURNAL.warning("Comptes communs est prêt en %.1f s.", time.perf_counter() - debut)


@contextmanager
def _sans_bavardage() -> Iterator[None]:
    """Streamlit s'étonne de chaque élément montré hors d'une session : on le fait taire le temps du démarrage."""
    logging.disable(logging.WARNING)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def passer(ecran: str) -> None:
    """Exécute un écran hors de toute session : rien ne s'affiche, tout ce qu'il importe et calcule reste chaud."""
    try:
        runpy.run_path(str(RACINE / "pages" / f"{ecran}.py"), run_name="__main__")
    except Exception:  # noqa: BLE001 - un écran en panne ne doit pas empêcher les autres de servir
        JOURNAL.exception("L’écran « %s » n’a pas pu être préparé ; il le sera à sa première visite.", ecran)


def _ramasser(arret: threading.Event) -> None:
    while not arret.wait(SECONDES_ENTRE_RAMASSAGES):
        gc.collect()
