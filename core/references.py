"""Les données de référence livrées avec l'application (`data/`) : constantes, seuils, sources, glossaire.

Tout est lu une fois, en texte, puis gardé en mémoire : les frames rendues ne se modifient pas.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path

import polars as pl

from core.modele import Donnees, Source

DOSSIER = Path(__file__).resolve().parents[1] / "data"


@lru_cache
def reference(nom: str) -> pl.DataFrame:
    """Le fichier `data/<nom>.csv`, toutes colonnes en texte, cellule vide = nul.

    Lève `FileNotFoundError` si le fichier n'est pas livré : c'est une installation incomplète.
    """
    return pl.read_csv(DOSSIER / f"{nom}.csv", infer_schema=False, encoding="utf8")


@lru_cache
def valeurs(nom: str) -> pl.DataFrame:
    """Un fichier de constantes : `valeur` en flottant, `valide_jusqu_au` en date, le reste en texte."""
    return _en_valeurs(reference(nom))


def _en_valeurs(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("valeur").cast(pl.Float64), pl.col("valide_jusqu_au").str.to_date(strict=True))


@lru_cache
def parametre(nom: str, cherchee: str) -> float:
    """La constante de cette clé dans un fichier de constantes, où est aussi sa source ; lève `ValueError` si elle n'y
    est pas."""
    return float(valeurs(nom).filter(pl.col("cle") == cherchee)["valeur"].item())


def reference_de(donnees: Donnees, nom: str) -> pl.DataFrame:
    """La donnée de référence qui vaut pour ces données : celle qu'elles portent sous `cle(nom)`, sinon celle qui est
    livrée.

    Une méthode lit ainsi ses facteurs, ses règles et ses seuils : jamais par un import, pour qu'une version datée la
    remplace.
    """
    portee = donnees.get(cle(nom))
    return reference(nom) if portee is None else portee


def valeurs_de(donnees: Donnees, nom: str) -> pl.DataFrame:
    """Comme `reference_de`, pour un fichier de constantes : `valeur` en flottant, `valide_jusqu_au` en date."""
    portee = donnees.get(cle(nom))
    return valeurs(nom) if portee is None else _en_valeurs(portee)


def parametre_de(donnees: Donnees, nom: str, cherchee: str) -> float:
    """Comme `parametre`, prise là où ces données la portent ; lève `ValueError` si elle n'y est pas."""
    return float(valeurs_de(donnees, nom).filter(pl.col("cle") == cherchee)["valeur"].item())


def cle(nom: str) -> str:
    """Sous quel nom des données portent leur propre version d'une donnée de référence."""
    return f"reference:{nom}"


def perimees(nom: str, jour: date) -> pl.DataFrame:
    """Les constantes d'un fichier dont la validité est passée au jour dit ; elles s'affichent « à vérifier »."""
    return valeurs(nom).filter(pl.col("valide_jusqu_au") < jour)


def seuils_financiers(donnees: Donnees, type_territoire: str, jour: date) -> pl.DataFrame:
    """Les repères d'épargne et de dette qui valent pour un type de territoire ; `a_verifier` : source non relue ou
    échue."""
    concernes = pl.col("type_territoire").is_null() | (pl.col("type_territoire") == type_territoire)
    douteuses = [cle for cle, une in sources().items() if not une.verifiee]
    douteux = pl.col("source").is_in(douteuses) | (pl.col("valide_jusqu_au") < jour)
    return valeurs_de(donnees, "seuils_financiers").filter(concernes).with_columns(a_verifier=douteux)


@lru_cache
def sources() -> dict[str, Source]:
    """Toutes les sources de `data/sources.toml`, par identifiant."""
    contenu = tomllib.loads((DOSSIER / "sources.toml").read_text(encoding="utf-8"))
    return {cle: Source(id=cle, **champs) for cle, champs in contenu.items()}


def source(cle: str) -> Source:
    """La source de cet identifiant ; lève `KeyError` si elle n'est pas déclarée."""
    return sources()[cle]


@lru_cache
def glossaire() -> dict[str, str]:
    """Les définitions de `docs/glossaire.md`, par mot en minuscules ; ce que montrent les bulles des écrans."""
    texte = (DOSSIER.parent / "docs" / "glossaire.md").read_text(encoding="utf-8")
    entrees = re.findall(r"^\*\*(.+?)\*\* — (.+)$", texte, flags=re.MULTILINE)
    return {mot.lower(): definition for mot, definition in entrees}
