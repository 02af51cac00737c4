"""La liste close des unités de l'application, et leurs conversions (pint)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from core.erreurs import ErreurComptes
from core.references import reference

if TYPE_CHECKING:
    from pint import UnitRegistry


class UniteInconnue(ErreurComptes):
    """L'unité n'est pas de la liste close."""

    def __init__(self, texte: str) -> None:
        super().__init__(f"L'unité « {texte} » n'est pas connue.", "", f"Unités connues : {', '.join(unites())}.")


class UniteIncompatible(ErreurComptes):
    """Les deux unités ne mesurent pas la même chose."""

    def __init__(self, de: str, vers: str) -> None:
        grandeurs = _colonne("grandeur")
        super().__init__(
            f"« {de} » ({grandeurs[de]}) ne se convertit pas en « {vers} » ({grandeurs[vers]}).",
            "",
            "Vérifiez l'unité de la quantité, ou choisissez un facteur dans la même unité.",
        )


@lru_cache
def unites() -> tuple[str, ...]:
    """Les unités connues, dans l'ordre de `data/unites.csv`."""
    return tuple(reference("unites")["unite"])


@lru_cache
def _colonne(nom: str) -> dict[str, str]:
    return dict(reference("unites").select("unite", nom).iter_rows())


@lru_cache
def _synonymes() -> dict[str, str]:
    return {mot: unite for unite, mots in _colonne("synonymes").items() for mot in mots.split("|")}


@lru_cache
def _registre() -> UnitRegistry[float]:
    """Un registre vide de tout ce que pint connaît : seules nos unités y entrent. pint n'est importé qu'ici (0,3 s)."""
    from pint import UnitRegistry  # noqa: PLC0415

    registre: UnitRegistry[float] = UnitRegistry(None)
    for unite, nom in _colonne("nom_pint").items():
        registre.define(f"{nom} = {_colonne('definition')[unite]}")
    return registre


@lru_cache(maxsize=4096)
def nommer(texte: str) -> str:
    """L'unité que désigne un texte (« m2 » → « m² », « Litres » → « L ») ; lève `UniteInconnue`."""
    net = " ".join(texte.replace("\u2019", "'").split())
    trouvee = net if net in _colonne("nom_pint") else _synonymes().get(net.lower())
    if trouvee is None:
        raise UniteInconnue(texte)
    return trouvee


def nommer_ou_garder(textes: pl.Series) -> pl.Series:
    """Le nom usuel de chaque unité connue ; une inconnue reste telle quelle, elle sera refusée au calcul ; nul reste
    nul."""
    distinctes = textes.drop_nulls().unique().to_list()
    return textes.replace_strict(
        {texte: _nommer_sinon(texte) for texte in distinctes}, default=None, return_dtype=pl.String
    )


def _nommer_sinon(texte: str) -> str:
    try:
        return nommer(texte)
    except UniteInconnue:
        return texte


@lru_cache(maxsize=4096)
def rapport(de: str, vers: str) -> float:
    """Par combien multiplier une quantité en `de` pour l'avoir en `vers`.

    Lève `UniteInconnue` ou `UniteIncompatible`, dont le message se montre tel quel.
    """
    depart, arrivee = nommer(de), nommer(vers)
    if depart == arrivee:
        return 1.0
    noms, registre = _colonne("nom_pint"), _registre()
    gauche, droite = registre.Unit(noms[depart]), registre.Unit(noms[arrivee])
    if gauche.dimensionality != droite.dimensionality:
        raise UniteIncompatible(depart, arrivee)
    return float(registre.Quantity(1.0, gauche).to(droite).magnitude)


def compatibles(de: str, vers: str) -> bool:
    """Vrai si la conversion existe."""
    try:
        rapport(de, vers)
    except (UniteInconnue, UniteIncompatible):
        return False
    return True


def convertir(valeurs: pl.Series, de: str, vers: str) -> pl.Series:
    """Les mêmes quantités dans une autre unité ; une valeur nulle reste nulle. Lève comme `rapport`."""
    return valeurs.cast(pl.Float64) * rapport(de, vers)


def rapports(paires: pl.DataFrame) -> pl.DataFrame:
    """Pour chaque paire distincte (`de`, `vers`), son `rapport`, ou le `motif` qui l'empêche.

    Rend `de`, `vers`, `rapport` (Float64, nul si impossible), `motif` (String, nul si possible), triés.
    """
    lignes: list[tuple[str, str, float | None, str | None]] = []
    for de, vers in paires.select("de", "vers").drop_nulls().unique().sort("de", "vers").iter_rows():
        try:
            lignes.append((de, vers, rapport(de, vers), None))
        except (UniteInconnue, UniteIncompatible) as erreur:
            lignes.append((de, vers, None, str(erreur)))
    schema = {"de": pl.String, "vers": pl.String, "rapport": pl.Float64, "motif": pl.String}
    return pl.DataFrame(lignes, schema=schema, orient="row")
