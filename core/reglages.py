"""Les réglages de l'installation : où vivent la base et les originaux."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from core.acces import Role

RACINE = Path(__file__).resolve().parent.parent
CE_POSTE = frozenset({"127.0.0.1", "::1", "localhost"})


class Reglages(BaseSettings):
    """Lus dans l'environnement, préfixe `COMPTES_` ; `COMPTES_BASE` nomme le fichier DuckDB.

    `COMPTES_ROLE` est le rôle de l'unique identité locale : `lecteur` fait une installation qui se lit seulement.
    `COMPTES_HOTES` nomme, séparés par des virgules, les hôtes que le navigateur peut demander en plus de ce poste.
    """

    model_config = SettingsConfigDict(env_prefix="COMPTES_")

    base: Path = RACINE / "var" / "comptes.duckdb"
    role: Role = Role.ADMINISTRATEUR
    hotes: str = ""

    @property
    def originaux(self) -> Path:
        """Dossier des fichiers déposés, rangés sous leur empreinte, à côté de la base."""
        return self.base.parent / "originaux"

    @property
    def hotes_admis(self) -> frozenset[str]:
        """Les noms d'hôte servis, en minuscules et sans port : ce poste, et ceux de `COMPTES_HOTES`."""
        dits = (nom.strip().lower().rstrip(".") for nom in self.hotes.split(","))
        return CE_POSTE | frozenset(nom for nom in dits if nom)


_VARIABLES = tuple(f"COMPTES_{nom.upper()}" for nom in Reglages.model_fields)


def reglages() -> Reglages:
    """Les réglages de l'installation, construits une fois par processus ; un autre environnement les fait relire."""
    return _construire(*map(os.environ.get, _VARIABLES))


@lru_cache(maxsize=1)
def _construire(*environnement: str | None) -> Reglages:
    del environnement
    return Reglages()
