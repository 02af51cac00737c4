"""Les cas de référence, lus dans leurs fichiers, et ce que chacun attend d'une méthode."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from core.resultat import AXES
from tests.fabrique import indicateur

type_cas = dict[str, Any]
_DOSSIER = Path(__file__).with_name("cas")


class Tolerances(NamedTuple):
    """L'écart admis là où le cas n'en dit pas ; nul : celui de `pytest.approx`."""

    valeur: float = 0
    bornes: float = 0
    couverture: float | None = None


AUCUNE = Tolerances()


def cas_de_reference(methode: str, section: str | None = None) -> list[Any]:
    """Les cas de cette méthode, ou ceux qui ont cette section, à donner à `parametrize` ; leur fichier les nomme."""
    lus = (
        (fichier.stem, tomllib.loads(fichier.read_text(encoding="utf-8")))
        for fichier in sorted((_DOSSIER / methode).glob("*.toml"))
    )
    return [pytest.param(cas, id=nom) for nom, cas in lus if section is None or section in cas]


def verifier(cas: type_cas, obtenus: pl.DataFrame, tolerances: Tolerances = AUCUNE, nature: str | None = None) -> None:
    """Chaque indicateur attendu est là, une fois ; `nature` est celle qu'on cherche quand l'attendu n'en dit pas."""
    assert cas["attendu"]
    for attendu in cas["attendu"]:
        obtenu = indicateur(
            obtenus,
            attendu["indicateur"],
            attendu.get("poste"),
            exercice=attendu.get("exercice"),
            nature=attendu.get("nature", nature),
            **{axe: attendu[axe] for axe in AXES if axe in attendu},
        )
        comparer(attendu, obtenu, tolerances)


def comparer(attendu: type_cas, obtenu: type_cas, tolerances: Tolerances = AUCUNE) -> None:
    """Un attendu dit une valeur ou une absence, et parfois ses bornes et sa couverture."""
    absent = attendu.get("absent", False)
    assert absent != ("valeur" in attendu), attendu
    assert absent == (obtenu["valeur"] is None), attendu
    ecarts = {
        "valeur": attendu.get("tolerance", tolerances.valeur),
        "borne_basse": attendu.get("tolerance_bornes", tolerances.bornes),
        "borne_haute": attendu.get("tolerance_bornes", tolerances.bornes),
        "couverture": tolerances.couverture,
    }
    for champ, ecart in ecarts.items():
        if champ in attendu:
            assert obtenu[champ] == pytest.approx(attendu[champ], abs=ecart), (attendu, champ)
