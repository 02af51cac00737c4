"""Une ligne de cotation tapée par une agente, ses variantes, et ce que la base en garde."""

from __future__ import annotations

import polars as pl

from core.acces import Acces, Role
from core.donnees import saisie
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan

AGENTE = Acces("une agente", Role.AGENT, frozenset({"ville"}))
LECTEUR = Acces("un élu", Role.LECTEUR, frozenset({"ville"}))
ISOLATION = {
    "exercice": 2024,
    "lentille": "axe_1",
    "budget": "principal",
    "nature": "21312",
    "fonction": "213",
    "operation": None,
    "service": "Bâtiments",
    "libelle": "Isolation de l'école Prévert",
    "auteur": "Finances",
    "morceau": 1,
    "poste": "favorable",
    "quote_part": 1.0,
    "justification": "Gain de 45 %",
    "confiance": "forte",
}


def lignes(*changements: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(
        [ISOLATION | changement for changement in changements] or [ISOLATION], schema_overrides={"operation": pl.String}
    )


def taper(entrepot: Entrepot, frame: pl.DataFrame, acces: Acces = AGENTE, **options: object) -> Bilan:
    return saisie.enregistrer(entrepot, acces, "ville", "affectations", frame, "Cotation", **options)  # type: ignore[arg-type]


def postes(entrepot: Entrepot, acces: Acces = AGENTE) -> list[tuple[str, str, float]]:
    frame = entrepot.donnees(acces, "ville", ["affectations"])["affectations"]
    return frame.select("auteur", "poste", "quote_part").sort("auteur", "quote_part").rows()
