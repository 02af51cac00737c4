"""Chaque cas de référence de l'exécution, tel qu'il est écrit dans son fichier ; les documents réels s'ils sont là."""

from __future__ import annotations

import polars as pl
import pytest
from fabrique_execution import document_reel, donnees, ligne

from core.methodes import execution
from tests.cas_de_reference import Tolerances, cas_de_reference, type_cas, verifier


def donnees_du_cas(cas: type_cas) -> dict[str, pl.DataFrame]:
    if "fichier" in cas:
        return document_reel(cas["fichier"])
    commun = {"exercice": cas["exercice"], "nomenclature": cas["nomenclature"]}
    courtes = [
        ligne(
            sens,
            nature,
            realise,
            credits,
            section=section,
            etape=cas["etape"],
            mouvement=reste[0] if reste else "reel",
            budget=reste[1] if len(reste) > 1 else "principal",
            **commun,
        )
        for sens, section, nature, credits, realise, *reste in cas.get("lignes", [])
    ]
    longues = [ligne(**(commun | une)) for une in cas.get("ligne", [])]
    encours = {"exercice": cas["exercice"], "montant_eur": cas["encours"]} if "encours" in cas else None
    return donnees([*courtes, *longues], encours)


@pytest.mark.parametrize("cas", cas_de_reference("execution"))
def test_cas_de_reference(cas: type_cas) -> None:
    verifier(cas, execution.calculer(donnees_du_cas(cas), cas["exercice"]), Tolerances(valeur=1e-9), nature="realise")
