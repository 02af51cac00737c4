"""Ce qu'une adresse demande d'une vue : des choix déclarés, lus sans les croire, refusés avec des mots."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from core.figures.phrases import choix_refuse
from core.format_fr import enumerer

Texte = Annotated[str, StringConstraints(max_length=200)]
"""Un choix dont les options dépendent des données : un code, un nom. Une vue le compare à ses options."""


class Adresse(BaseModel):
    """Les choix d'un écran, tels que son adresse les tient ; chaque écran déclare les siens à sa suite.

    `mode` vaut « projection » quand la vue se projette : une figure, sa phrase, sa ligne de lecture.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    mode: Literal["", "projection"] = Field("", title="mode")

    @property
    def projetee(self) -> bool:
        """Vrai quand la vue se projette."""
        return self.mode == "projection"

    @classmethod
    def lire(cls, parametres: Mapping[str, str]) -> tuple[Self, tuple[str, ...]]:
        """L'adresse que disent ces paramètres, et une phrase par choix refusé : il reprend sa valeur première.

        Un paramètre que l'écran ne déclare pas est ignoré : il est à un autre écran.
        """
        try:
            return cls.model_validate(dict(parametres)), ()
        except ValidationError as faute:
            refuses = {str(une["loc"][0]) for une in faute.errors()}
        gardes = {nom: valeur for nom, valeur in parametres.items() if nom not in refuses}
        phrases = tuple(choix_refuse(nom, parametres[nom]) for nom in sorted(refuses))
        return cls.model_validate(gardes), phrases

    def choix(self, nom: str, options: Mapping[str, str], defaut: str | None = None) -> str:
        """Le choix `nom`, toujours une clé de `options` : à défaut `defaut` s'il en est une, sinon la première."""
        premier = defaut if defaut is not None and defaut in options else next(iter(options))
        demande: str = getattr(self, nom)
        return demande if demande in options else premier


def dire_les_refus(phrases: tuple[str, ...]) -> str:
    """Les refus d'une adresse en une phrase ; vide s'il n'y en a pas."""
    return enumerer(list(phrases)) if phrases else ""
