"""Qui peut lire ou écrire quel territoire : refus par défaut, vérifié à chaque lecture et à chaque écriture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.erreurs import AccesRefuse


class Role(StrEnum):
    """Les quatre rôles, du plus étroit au plus large."""

    LECTEUR = "lecteur"
    ANIMATEUR = "animateur"
    AGENT = "agent"
    ADMINISTRATEUR = "administrateur"


class Action(StrEnum):
    """Ce que l'on peut vouloir faire sur un territoire."""

    LIRE_VALIDE = "lire les chiffres validés"
    LIRE_BROUILLON = "lire les brouillons"
    IMPORTER = "importer"
    ANNULER = "annuler un import"
    VALIDER = "valider un import"
    LIRE_JOURNAL = "lire le journal"
    GERER_TERRITOIRES = "gérer les territoires"


_LECTURE = frozenset({Action.LIRE_VALIDE})
_AGENT = _LECTURE | {Action.LIRE_BROUILLON, Action.IMPORTER, Action.ANNULER, Action.VALIDER, Action.LIRE_JOURNAL}
DROITS: dict[Role, frozenset[Action]] = {
    Role.LECTEUR: _LECTURE,
    Role.ANIMATEUR: _LECTURE | {Action.LIRE_JOURNAL},
    Role.AGENT: _AGENT,
    Role.ADMINISTRATEUR: _AGENT | {Action.GERER_TERRITOIRES},
}


@dataclass(frozen=True)
class Acces:
    """Une identité, son rôle, et ses territoires (`None` : tous, pour l'usage local sur un seul poste)."""

    identite: str
    role: Role
    territoires: frozenset[str] | None = frozenset()

    def peut(self, action: Action, territoire: str) -> bool:
        """Vrai si le rôle permet l'action et si le territoire est dans le périmètre."""
        dans_perimetre = self.territoires is None or territoire in self.territoires
        return dans_perimetre and action in DROITS[self.role]

    def exiger(self, action: Action, territoire: str) -> None:
        """Ne rend rien ; lève `AccesRefuse` si l'action n'est pas permise sur ce territoire."""
        if not self.peut(action, territoire):
            de = "d'" if action[0] in "aeiou" else "de "
            raise AccesRefuse(
                f"Le rôle « {self.role} » ne permet pas {de}{action} pour ce territoire.",
                f"Territoire « {territoire} »",
                "Demandez l'accès à la personne qui administre Comptes communs.",
            )


ACCES_LOCAL = Acces("poste local", Role.ADMINISTRATEUR, None)
"""L'unique utilisateur d'une installation qui n'écoute que 127.0.0.1."""
