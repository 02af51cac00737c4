"""Ce qu'une adresse demande d'une vue : des choix déclarés, lus sans les croire, refusés avec des mots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Literal, Self
from urllib.parse import unquote

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from core.dossier import Dossier
from core.figures.phrases import choix_refuse

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
        phrases = tuple(choix_refuse(nom) for nom in sorted(refuses))
        return cls.model_validate(gardes), phrases

    def choix(self, nom: str, options: Mapping[str, str], defaut: str | None = None) -> str:
        """Le choix `nom`, toujours une clé de `options` : à défaut `defaut` s'il en est une, sinon la première."""
        premier = defaut if defaut is not None and defaut in options else next(iter(options))
        demande: str = getattr(self, nom)
        return demande if demande in options else premier

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """Les choix demandés que les données de ce dossier ne proposent pas ; chaque écran dit les siens."""
        return ()

    def hors(self, **proposes: Collection[str]) -> tuple[str, ...]:
        """Ceux de ces choix que l'adresse demande hors de ce qui est proposé ; un choix vide ne demande rien."""
        demandes = {nom: getattr(self, nom) for nom in proposes if nom in self.model_fields_set}
        return tuple(nom for nom, demande in demandes.items() if demande and demande not in proposes[nom])


def lire_liste(texte: str, connus: Collection[str], separe: str) -> tuple[str, ...]:
    """Les noms d'une liste écrite dans une adresse ; un nom inconnu y reste tel qu'il est écrit.

    Une adresse d'avant, où rien n'était protégé, se lit encore.
    """
    noms = tuple(nom if (nom := unquote(morceau)) in connus else morceau for morceau in texte.split(separe) if morceau)
    return (texte,) if texte in connus and not set(noms) <= set(connus) else noms


def ecrire_liste(noms: Iterable[str], separe: str) -> str:
    """Une liste de noms pour une adresse ; ce qui les sépare y est protégé s'il est dans un nom."""
    return separe.join(nom.replace("%", "%25").replace(separe, f"%{ord(separe):02X}") for nom in noms)
