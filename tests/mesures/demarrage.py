"""Commencer : ouvrir une base, répondre en ligne de commande, servir la première visite."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from core.donnees.entrepot import Entrepot
from core.vues import ECRANS
from tests.base_exemple import copie_de_la_base
from tests.mesures.importation import duree
from tests.mesures.visites import TERRITOIRES
from tests.navigateur.serveur import RACINE, lancer
from tests.navigateur.visiteur import ouvrir_une_prise, passer

ESSAIS = 5


def mesurer(dossier: Path) -> Iterator[tuple[str, str, str]]:
    """Ouvertures et commandes en médianes, premières visites une fois chacune, à froid."""
    dossier = dossier / "demarrage"
    dossier.mkdir()
    exemple = copie_de_la_base(dossier)
    vides = [dossier / f"vide{rang}.duckdb" for rang in range(ESSAIS)]
    yield "Ouvrir une base vide", f"{statistics.median(ouvrir(vide) for vide in vides):.2f} s", "0,2 s"
    secondes = statistics.median(ouvrir(exemple) for _ in range(ESSAIS))
    yield "Ouvrir la base d'exemple, totaux vérifiés", f"{secondes:.2f} s", "0,35 s"
    for arguments, limite in (("-h", "0,3 s"), ("importer -h", "—"), (f"--base {exemple} territoires", "0,8 s")):
        horloge, processeur = commander(arguments.split())
        nom = arguments.rsplit(maxsplit=1)[-1] if arguments.startswith("--base") else arguments
        yield f"python -m core {nom} (dont processeur)", f"{horloge:.2f} s ({processeur:.2f})", limite
    with lancer(exemple, dossier / "serveur.log") as (adresse, _), ouvrir_une_prise(adresse) as prise:
        premieres = {
            f"{ecran.nom}, {territoire}": passer(prise, f"territoire={territoire}&exercice=2024", ecran.nom).secondes
            for ecran in ECRANS
            for territoire in TERRITOIRES
        }
    lente = max(premieres, key=lambda nom: premieres[nom])
    yield f"Première visite après un démarrage, la plus lente ({lente})", f"{premieres[lente]:.2f} s", "1 s"


def ouvrir(base: Path) -> float:
    """Secondes pour ouvrir l'entrepôt, contrôles d'ouverture compris."""
    debut = time.perf_counter()
    entrepot = Entrepot.ouvrir(base)
    secondes = time.perf_counter() - debut
    entrepot.fermer()
    return secondes


def commander(arguments: list[str]) -> tuple[float, float]:
    """Secondes d'horloge et de processeur d'une commande, médianes."""
    durees, couts = [], []
    for _ in range(ESSAIS):
        avant = resource.getrusage(resource.RUSAGE_CHILDREN)
        durees.append(
            duree(
                lambda: subprocess.run(
                    [sys.executable, "-m", "core", *arguments], cwd=RACINE, check=True, capture_output=True
                )
            )
        )
        apres = resource.getrusage(resource.RUSAGE_CHILDREN)
        couts.append(apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime)
    return statistics.median(durees), statistics.median(couts)
