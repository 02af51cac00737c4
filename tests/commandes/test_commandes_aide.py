"""L'aide de la ligne de commande : elle nomme tout ce que l'on peut écrire, et ne charge rien pour le dire."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

import pytest

from core.commandes.principale import COMMANDES, _analyseur, cles_des_methodes, principal
from core.donnees.entrepot import Entrepot
from core.methodes import METHODES
from core.tables import TABLES

RACINE = Path(__file__).resolve().parents[2]
VALEURS = {
    "calculer": [module.FICHE.cle for module in METHODES],
    "importer": [nom for nom, table in TABLES.items() if table.importable],
}
"""Les valeurs qu'un argument libre peut prendre ; celles d'une liste close sont lues dans l'analyseur."""


def arguments(commande: str) -> list[argparse.Action]:
    racine = _analyseur([commande])
    sous = next(action for action in racine._actions if isinstance(action, argparse._SubParsersAction))
    return list(sous.choices[commande]._actions)


def aide(capsys: pytest.CaptureFixture[str], *commande: str) -> str:
    with pytest.raises(SystemExit) as sortie:
        principal([*commande, "-h"])
    assert sortie.value.code == 0
    return capsys.readouterr().out


def test_l_aide_generale_nomme_chaque_commande(capsys: pytest.CaptureFixture[str]) -> None:
    mots = aide(capsys).split()
    assert set(COMMANDES) <= set(mots)


@pytest.mark.parametrize("commande", COMMANDES)
def test_l_aide_d_une_commande_nomme_chaque_option_et_chaque_valeur(
    commande: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lue = aide(capsys, commande)
    for argument in arguments(commande):
        assert argument.help, f"{argument.dest} n'est pas expliqué"
        nommes = [*argument.option_strings, *(argument.choices or ())]
        assert [nom for nom in nommes if nom not in lue] == []
    assert [valeur for valeur in VALEURS.get(commande, []) if valeur not in lue] == []


def test_les_cles_des_methodes_sont_celles_du_registre() -> None:
    assert set(cles_des_methodes()) == {module.FICHE.cle for module in METHODES}


def charges(*arguments: str) -> set[str]:
    """Les modules que cette ligne de commande a chargés."""
    rendu = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "core", *arguments],
        cwd=RACINE,
        capture_output=True,
        text=True,
        check=True,
    )
    return {ligne.rsplit("|", 1)[-1].strip() for ligne in rendu.stderr.splitlines() if ligne.startswith("import time:")}


@pytest.mark.parametrize("commande", [(), ("calculer",), ("journal",), ("annexe",), ("demo",)])
def test_l_aide_ne_charge_ni_polars_ni_pydantic(commande: tuple[str, ...]) -> None:
    assert {"polars", "pydantic", "pydantic_settings", "duckdb", "babel", "core.tables"} & charges(
        *commande, "-h"
    ) == set()


def test_une_liste_ne_charge_que_la_base(tmp_path: Path) -> None:
    base = tmp_path / "comptes.duckdb"
    Entrepot.ouvrir(base).fermer()
    lus = charges("--base", str(base), "territoires")
    assert {"polars", "duckdb"} <= lus
    inutiles = {"pandas.core", "pyarrow.lib", "numpy", "pint", "plotly", "fastexcel", "stdnum", "pydantic_settings"}
    assert inutiles & lus == set()
    assert not any(nom.startswith(("core.methodes", "core.figures", "core.donnees.lecture")) for nom in lus)
