"""Les méthodes : chacune est un module avec `FICHE`, `detail` et `calculer`, sans classe mère."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from types import ModuleType


def _presentes() -> tuple[ModuleType, ...]:
    trouvees = []
    for nom in ("execution", "donut", "care", "trajectoire"):
        with suppress(ImportError):
            module = import_module(f"core.methodes.{nom}")
            if hasattr(module, "FICHE"):
                trouvees.append(module)
    return tuple(trouvees)


METHODES: tuple[ModuleType, ...] = _presentes()
