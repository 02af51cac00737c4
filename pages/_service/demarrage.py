"""Le démarrage : ouvrir la base, tout importer, montrer l'accueil et une figure — avant le premier visiteur.

Un serveur froid se casse sous vingt premières visites simultanées (modules à demi importés) ; un serveur qui a tout
importé, non. Le reste se prépare pendant qu'il sert : voir `veille`.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import tempfile
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

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
from pages._service import phrases
from pages._service.journal import regler_le_journal
from pages._service.sante import battre, notifier
from pages._service.traduction import DOSSIER_STATIQUE, statique_compresse
from pages._service.veille import passer, veiller

JOURNAL = logging.getLogger("comptes_communs")
PREMIERS_ECRANS = ("accueil", "carbone")
"""Ceux qui se montrent avant le premier visiteur : là où il arrive, et de quoi chauffer le moteur des figures."""
HORS_SESSION = (
    "streamlit.runtime.scriptrunner_utils.script_run_context",
    "streamlit.runtime.state.session_state_proxy",
    "streamlit.runtime.caching.cache_data_api",
)
"""Les journaux où Streamlit s'étonne, à chaque élément, d'être montré hors d'une session."""
SECONDES_ENTRE_RAMASSAGES = 60.0
SECONDES_POUR_FINIR = 10.0


@asynccontextmanager
async def demarrer(app: App) -> AsyncIterator[None]:
    """Le cycle de vie du service : réchauffe avant la première visite, ferme la base après la dernière."""
    del app
    regler_le_journal()
    config.set_option("runner.postScriptGC", False)
    PagesManager.uses_pages_directory = False  # sinon une première visite à /donut échapperait au cadre
    try:
        await to_thread.run_sync(rechauffer)
    except ErreurComptes as erreur:
        JOURNAL.error("Comptes communs ne peut pas démarrer. %s", erreur)
        logging.disable(logging.CRITICAL)  # tout est dit : la trace d'uvicorn n'apprendrait rien à qui lance le service
        raise SystemExit(1) from None
    arret = threading.Event()
    veille = threading.Thread(target=veiller, args=(arret,), name="veille", daemon=True)
    veille.start()
    threading.Thread(target=_ramasser, args=(arret,), name="ramasse-miettes", daemon=True).start()
    await notifier("READY=1")
    battement = asyncio.create_task(battre())
    try:
        yield
    finally:
        battement.cancel()
        await notifier("STOPPING=1")
        arret.set()
        veille.join(SECONDES_POUR_FINIR)
        chargement.fermer()


def rechauffer() -> None:
    """Crée la base d'exemple si elle manque, l'ouvre, importe tout, passe les premiers écrans, fige ce qui est en
    mémoire."""
    debut = time.perf_counter()
    exiger_un_dossier_temporaire()
    base = reglages().base
    if not base.exists():
        JOURNAL.warning("La base %s n’existe pas : création avec les territoires d’exemple.", base)
        creer_la_demonstration(base)
    for nom in HORS_SESSION:
        logging.getLogger(nom).disabled = True
    chargement.entrepot()
    preparer()
    purger()
    importer_les_ecrans()
    for ecran in PREMIERS_ECRANS:
        passer(ecran)
    for fichier in sorted((DOSSIER_STATIQUE / "static" / "css").glob("*.css")):
        statique_compresse(f"css/{fichier.name}")
    gc.collect()
    gc.freeze()
    JOURNAL.warning("Comptes communs est prêt en %.1f s.", time.perf_counter() - debut)


def exiger_un_dossier_temporaire() -> None:
    """Écrit et efface un fichier là où se lisent les dépôts ; lève `ErreurComptes` si c'est impossible.

    Sans lui l'application s'ouvrirait, et n'échouerait qu'au premier import.
    """
    try:
        with tempfile.TemporaryFile() as essai:
            essai.write(b"\0")
    except OSError as erreur:
        raise ErreurComptes(*phrases.SANS_DOSSIER_TEMPORAIRE) from erreur


def importer_les_ecrans() -> None:
    """Importe tous les modules des écrans, et par eux les figures et les méthodes : aucun visiteur n'en trouve un à
    demi prêt."""
    for fichier in sorted((RACINE / "pages").glob("_*/*.py")):
        importlib.import_module(f"pages.{fichier.parent.name}.{fichier.stem}")


def _ramasser(arret: threading.Event) -> None:
    """Ce qui s'use à la longue : la mémoire, et les dépôts que personne n'a confirmés."""
    while not arret.wait(SECONDES_ENTRE_RAMASSAGES):
        gc.collect()
        try:
            purger()
        except OSError as erreur:
            JOURNAL.warning("Les dépôts oubliés n’ont pas pu être effacés (%s).", type(erreur).__name__)
