"""Des tables écrites à la main, au schéma déclaré et complétées de ce qui ne compte pas, et leurs indicateurs relus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl

from core.modele import PROVENANCE
from core.resultat import AXES
from core.tables import TABLES
from core.tables.declaration import Montant

type_ligne = Mapping[str, Any]
PREMIERE_LIGNE = 5
"""Le rang de la première ligne de données dans une feuille."""


def table(nom: str, lignes: Sequence[type_ligne], defauts: type_ligne | None = None) -> pl.DataFrame:
    """La table `nom` : une colonne qu'une ligne ne donne pas vaut celle de `defauts`, ou rien ; un montant est un
    décimal."""
    schema = _vide(nom).schema
    inconnues = {colonne for une in (*lignes, defauts or {}) for colonne in une} - set(schema)
    assert not inconnues, f"colonnes inconnues de {nom} : {sorted(inconnues)}"
    if not lignes:
        return _vide(nom)
    montants = {colonne.nom for colonne in TABLES[nom].colonnes if isinstance(colonne.type, Montant)}
    completes = [
        dict.fromkeys(schema)
        | {"territoire": "essai", "import_id": 1, "fichier": "essai.xlsx", "feuille": nom, "ligne": rang}
        | dict(defauts or {})
        | {cle: Decimal(str(lue)) if cle in montants and lue is not None else lue for cle, lue in une.items()}
        for rang, une in enumerate(lignes, start=PREMIERE_LIGNE)
    ]
    return pl.DataFrame(completes, schema=schema)


@cache
def _vide(nom: str) -> pl.DataFrame:
    return pl.DataFrame(schema=TABLES[nom].schema() | PROVENANCE)


def tables(
    contenus: Mapping[str, Any], defauts: Mapping[str, type_ligne] | None = None, noms: Iterable[str] = TABLES
) -> dict[str, pl.DataFrame]:
    """Les tables de ces noms, toutes à défaut ; celles que `contenus` ne remplit pas sont vides."""
    return {nom: table(nom, contenus.get(nom, ()), (defauts or {}).get(nom)) for nom in noms}


def indicateur(indicateurs: pl.DataFrame, nom: str, poste: str | None = None, **autres: object) -> dict[str, Any]:
    """L'unique ligne de cet indicateur ; `autres` : l'exercice, la nature ou un axe. Un axe tu est une case vide."""
    trouvees = indicateurs.filter(
        pl.col("indicateur") == nom,
        *(
            pl.col(colonne).eq_missing(pl.lit(autres.get(colonne), pl.String))
            for colonne in AXES
            if colonne in indicateurs.columns
        ),
        pl.col("poste").eq_missing(pl.lit(poste, pl.String)),
        *(pl.col(colonne) == voulue for colonne, voulue in autres.items() if voulue is not None),
    )
    assert trouvees.height == 1, f"{trouvees.height} lignes pour {nom}, {poste}, {autres}"
    return trouvees.row(0, named=True)


def valeur(indicateurs: pl.DataFrame, nom: str, poste: str | None = None, **autres: object) -> float | None:
    """La valeur de l'unique ligne de cet indicateur ; nulle : donnée absente."""
    lue: float | None = indicateur(indicateurs, nom, poste, **autres)["valeur"]
    return lue
