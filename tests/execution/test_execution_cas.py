"""Chaque cas de référence de l'exécution, tel qu'il est écrit dans son fichier ; les documents réels s'ils sont là."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from fabrique_execution import document_reel, donnees, ligne, valeur

from core.methodes import execution

CAS = sorted((Path(__file__).parents[1] / "cas" / "execution").glob("*.toml"))


def donnees_du_cas(cas: dict[str, Any]) -> dict[str, pl.DataFrame]:
    if "fichier" in cas:
        return document_reel(cas["fichier"])
    commun = {"exercice": cas["exercice"], "nomenclature": cas["nomenclature"]}
    courtes = [
        ligne(sens, nature, realise, credits, section=section, etape=cas["etape"],
              mouvement=reste[0] if reste else "reel", budget=reste[1] if len(reste) > 1 else "principal", **commun)
        for sens, section, nature, credits, realise, *reste in cas.get("lignes", [])
    ]
    longues = [ligne(**(commun | une)) for une in cas.get("ligne", [])]
    encours = {"exercice": cas["exercice"], "montant_eur": cas["encours"]} if "encours" in cas else None
    return donnees([*courtes, *longues], encours)


@pytest.mark.parametrize("fichier", CAS, ids=lambda fichier: fichier.stem)
def test_cas_de_reference(fichier: Path) -> None:
    cas = tomllib.loads(fichier.read_text(encoding="utf-8"))
    indicateurs = execution.calculer(donnees_du_cas(cas), cas["exercice"])
    assert cas["attendu"]
    for attendu in cas["attendu"]:
        obtenu = valeur(indicateurs, attendu["indicateur"], attendu.get("poste"), attendu.get("nature", "realise"))
        if attendu.get("absent"):
            assert obtenu is None, attendu
        else:
            assert obtenu == pytest.approx(attendu["valeur"], abs=attendu.get("tolerance", 1e-9)), attendu
