"""Le petit territoire de `contenu_arbitrage`, chargé : ses tables, son départ, un mouvement, un chiffre relu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl

from core.dossier import Dossier, ouvrir
from core.modele import Donnees, Territoire
from core.usages.arbitrage import Arbitrage, Depart, Mouvement, appliquer, deplacer, preparer
from tests import fabrique
from tests.arbitrage.contenu_arbitrage import CONTENU, EXERCICE


def tables(**remplacees: Sequence[Mapping[str, Any]]) -> dict[str, pl.DataFrame]:
    return fabrique.tables({**CONTENU, **remplacees})


def depart(**remplacees: Sequence[Mapping[str, Any]]) -> Depart:
    """Le départ du petit territoire ; sans rien remplacer, le même pour tous : rien ne le modifie, un essai le dit."""
    return preparer(tables(**remplacees), EXERCICE) if remplacees else _depart()


@cache
def _depart() -> Depart:
    return preparer(tables(), EXERCICE)


def dossier() -> Dossier:
    """Le dossier du petit territoire, qui garde ce qu'il a fait."""
    return ouvrir(Territoire(id="essai", nom="Essai", type="commune"), EXERCICE, (EXERCICE,), tables())


def mouvement(objet: str, cible: str, montant: object) -> Mouvement:
    return Mouvement(objet, cible, Decimal(str(montant)))


def chiffre(arbitrage: Arbitrage, lentille: str, cle: str) -> tuple[float | None, float | None]:
    trouvee = arbitrage.effets.filter((pl.col("lentille") == lentille) & (pl.col("cle") == cle))
    assert len(trouvee) == 1, f"{len(trouvee)} ligne(s) pour {lentille}, {cle} : {arbitrage.effets['cle'].to_list()}"
    return trouvee["avant"].item(), trouvee["apres"].item()


def tables_apres(depart: Depart, arbitrage: Arbitrage) -> Donnees:
    """Les tables de travail, modifiées par les mouvements retenus."""
    return appliquer(depart, deplacer(depart, arbitrage.mouvements))
