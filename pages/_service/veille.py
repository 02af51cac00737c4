"""La veille : préparer en arrière-plan, après un démarrage ou une écriture, ce que le prochain visiteur demandera."""

from __future__ import annotations

import logging
import runpy
import threading
import time

from core.reglages import RACINE
from pages._outils import chargement
from pages._outils.contexte import TERRITOIRE_PREMIER
from pages._outils.etat import adresse_preparee

JOURNAL = logging.getLogger("comptes_communs")
ECRANS = tuple(sorted(page.stem for page in (RACINE / "pages").glob("[a-z]*.py")))
SECONDES_ENTRE_REGARDS = 0.5
TERRITOIRES_PREPARES = 8
"""Ce que les mémoires des écrans gardent sans chasser ce que l'on vient d'y mettre."""


def passer(ecran: str, territoire: str = "") -> None:
    """Exécute un écran hors de toute session : rien ne s'affiche, tout ce qu'il importe et calcule reste chaud."""
    try:
        with adresse_preparee({"territoire": territoire} if territoire else {}):
            runpy.run_path(str(RACINE / "pages" / f"{ecran}.py"), run_name="__main__")
    except Exception:  # noqa: BLE001 - un écran en panne ne doit pas empêcher les autres de servir
        JOURNAL.exception("L’écran « %s » n’a pas pu être préparé ; il le sera à sa première visite.", ecran)


def veiller(arret: threading.Event) -> None:
    """Jusqu'à l'arrêt, passe chaque écran des territoires dont les données ont changé depuis le dernier regard.

    Se repose après chaque écran le temps qu'il a pris : les visiteurs gardent au moins la moitié du processus.
    """
    prepares: dict[str, int] = {}
    while not arret.wait(SECONDES_ENTRE_REGARDS):
        for territoire in a_preparer(prepares):
            prepares[territoire] = versions()[territoire]
            for ecran in ECRANS:
                debut = time.perf_counter()
                passer(ecran, territoire)
                if arret.wait(time.perf_counter() - debut):
                    return


def versions() -> dict[str, int]:
    """La version des données de chaque territoire visible, celui que l'on voit en arrivant d'abord."""
    qui = chargement.acces()
    noms = sorted(chargement.territoires(qui), key=lambda territoire: territoire != TERRITOIRE_PREMIER)
    return {territoire: chargement.entrepot().version(qui, territoire) for territoire in noms}


def a_preparer(prepares: dict[str, int]) -> list[str]:
    """Les territoires changés depuis qu'on les a préparés ; les premiers seulement de ceux qui ne l'ont jamais été."""
    actuelles = versions()
    nouveaux = [territoire for territoire in actuelles if territoire not in prepares]
    changes = [territoire for territoire, version in prepares.items() if actuelles.get(territoire, version) != version]
    return changes + nouveaux[: max(0, TERRITOIRES_PREPARES - len(prepares))]
