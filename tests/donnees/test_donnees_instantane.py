"""Toutes les tables d'une lecture viennent d'un même instant, quoi qu'on écrive entre deux."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from aides_entrepot import AGENT, AUCUNE, LECTEUR, deposer, emissions, valeurs

from core.acces import ACCES_LOCAL, Acces
from core.donnees.entrepot import Depot, Entrepot, Lot, faits
from core.tables import TABLES


@pytest.fixture
def entre_deux_tables(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Fait faire un geste juste après la lecture de la première table, une fois."""

    def poser(geste: Callable[[], object]) -> None:
        vraie, gestes = faits.visibles, [geste]

        def visibles(*recus: object) -> pl.DataFrame:
            lue = vraie(*recus)  # type: ignore[arg-type]
            if gestes:
                gestes.pop()()
            return lue

        monkeypatch.setattr(faits, "visibles", visibles)

    return poser


def test_un_import_tombe_entre_deux_tables_n_est_vu_dans_aucune(
    entrepot: Entrepot, entre_deux_tables: Callable[[Callable[[], object]], None]
) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    version = entrepot.version(AGENT, "ville")
    entre_deux_tables(lambda: deposer(entrepot, emissions({"tertiaire": 5.0})))
    lu = entrepot.instantane(AGENT, "ville")
    assert lu.version == version < entrepot.version(AGENT, "ville")
    assert lu.tables["emissions"]["secteur"].to_list() == ["transport"]
    assert lu.imports["id"].to_list() == [1]
    assert valeurs(entrepot, AGENT) == {"transport": 10.0, "tertiaire": 5.0}


def test_une_annulation_tombee_entre_deux_tables_n_en_vide_aucune(
    entrepot: Entrepot, entre_deux_tables: Callable[[Callable[[], object]], None]
) -> None:
    numero = _deux_tables(entrepot)
    entre_deux_tables(lambda: entrepot.annuler(ACCES_LOCAL, numero))
    lues = entrepot.donnees(AGENT, "ville", ["indicateurs", "emissions"])
    assert [lues[nom].height for nom in ("indicateurs", "emissions")] == [1, 1]
    relues = entrepot.donnees(AGENT, "ville", ["indicateurs", "emissions"])
    assert [relues[nom].height for nom in ("indicateurs", "emissions")] == [0, 0]


def _deux_tables(entrepot: Entrepot) -> int:
    schema = TABLES["indicateurs"].schema()
    une = pl.DataFrame({nom: [None] for nom in schema}, schema=schema).with_columns(
        code=pl.lit("a"), feuille=pl.lit("F"), ligne=pl.lit(2, pl.Int32)
    )
    lots = (Lot("indicateurs", une, AUCUNE), Lot("emissions", emissions({"transport": 1.0}), AUCUNE))
    depot = Depot("ville", "f", "csv", "e", "", "s", lots)
    return entrepot.enregistrer(AGENT, depot, entrepot.version(AGENT, "ville"))


@pytest.mark.parametrize("acces", [AGENT, LECTEUR])
def test_l_instantane_dit_ce_que_disent_les_lectures_une_a_une(entrepot: Entrepot, acces: Acces) -> None:
    entrepot.valider(ACCES_LOCAL, deposer(entrepot, emissions({"transport": 10.0}, exercice=2019)))
    deposer(entrepot, emissions({"tertiaire": 5.0}, exercice=2021))
    lu = entrepot.instantane(acces, "ville")
    unes = entrepot.donnees(acces, "ville")
    assert lu.tables.keys() == unes.keys() == TABLES.keys()
    assert all(lu.tables[nom].equals(unes[nom]) for nom in unes)
    assert list(lu.exercices) == entrepot.exercices(acces, "ville")
    assert lu.imports.equals(entrepot.imports(acces, "ville"))
    assert lu.version == entrepot.version(acces, "ville")
