"""Un budget d'essai en csv, dont on choisit les dernières colonnes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from core.donnees.importation import Previsualisation

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]

ENTETE = "Exercice;Étape;Sens;Chapitre;Nature;Libellé;"
LIGNE = "2023;CA;D;011;6061{};Électricité;"


def budget(ecrire_csv: type_csv, tete: str, *suites: str) -> Path:
    return ecrire_csv(ENTETE + tete, *(LIGNE.format(rang) + suite for rang, suite in enumerate(suites, start=2)))


def totaux(vue: Previsualisation) -> dict[str, dict[str, Decimal]]:
    return vue.tables[0].totaux
