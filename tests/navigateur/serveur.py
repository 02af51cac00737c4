"""L'application, servie pour de vrai sur un port libre, avec sa propre base."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
INSTALLER_CHROMIUM = (
    "Chromium est absent : « apt-get install chromium » installe ce qu'il faut aux tests de navigateur."
)
DRAPEAUX = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
]


def chromium() -> str | None:
    """Chemin du navigateur de la machine ; nul s'il n'est pas installé."""
    return next(
        (chemin for nom in ("chromium", "chromium-browser", "google-chrome") if (chemin := shutil.which(nom))), None
    )


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return int(prise.getsockname()[1])


@contextmanager
def serveur(base: Path, journal: Path) -> Iterator[str]:
    """Lance l'application sur `base` et rend son adresse ; l'arrête en sortant."""
    with lancer(base, journal) as (adresse, _):
        yield adresse


@contextmanager
def lancer(base: Path, journal: Path, script: str = "app.py") -> Iterator[tuple[str, int]]:
    """Comme `serveur`, pour n'importe quel script Streamlit ; rend aussi le numéro du processus."""
    port = port_libre()
    commande = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        script,
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    with journal.open("wb") as sortie:
        processus = subprocess.Popen(
            commande, cwd=RACINE, env={**os.environ, "COMPTES_BASE": str(base)}, stdout=sortie, stderr=subprocess.STDOUT
        )
        try:
            attendre(f"http://127.0.0.1:{port}/_stcore/health", processus, journal)
            yield f"http://127.0.0.1:{port}", processus.pid
        finally:
            processus.terminate()
            try:
                processus.wait(10)
            except subprocess.TimeoutExpired:
                processus.kill()


def attendre(adresse: str, processus: subprocess.Popen[bytes], journal: Path, secondes: float = 300) -> None:
    """Attend que le serveur réponde ; lève `RuntimeError` avec son journal s'il s'arrête ou tarde."""
    limite = time.monotonic() + secondes
    while time.monotonic() < limite and processus.poll() is None:
        try:
            with urllib.request.urlopen(adresse, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"le serveur ne répond pas :\n{journal.read_text(errors='replace')}")
