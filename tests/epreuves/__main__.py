"""Les longues épreuves : `make epreuves`, ou `python -m tests.epreuves NOM` pour une seule.

Chaque module de ce dossier est une épreuve : `FOIS` dit combien de coups elle porte, et
`eprouver(fois, graine, dossier)` les porte, rend une phrase de ce qu'elle a mesuré, ou lève `AssertionError` en disant
le coup et la graine. `make test` en porte quelques-uns des mêmes.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from pathlib import Path

GRAINE = 20261201


def main(noms: list[str]) -> None:
    """Porte les épreuves demandées, toutes à défaut, et dit ce que chacune a mesuré."""
    modules = Path(__file__).parent.glob("[!_]*.py")
    connues = sorted(chemin.stem for chemin in modules if not chemin.stem.startswith("test_"))
    for nom in noms or connues:
        module = importlib.import_module(f"tests.epreuves.{nom}")
        debut = time.perf_counter()
        with tempfile.TemporaryDirectory() as dossier:
            dit = module.eprouver(module.FOIS, GRAINE, Path(dossier))
        print(f"{nom} : {module.FOIS} coups, graine {GRAINE}, {time.perf_counter() - debut:.0f} s. {dit}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
