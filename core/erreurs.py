"""Les erreurs que l'on montre : chacune dit quoi, où, que faire — comme le dirait un collègue."""

from __future__ import annotations

from collections.abc import Mapping


class ErreurComptes(Exception):
    """Erreur attendue, affichable telle quelle : `quoi` s'est passé, `ou`, et `que_faire`."""

    def __init__(self, quoi: str, ou: str = "", que_faire: str = "") -> None:
        super().__init__(quoi)
        self.quoi = quoi
        self.ou = ou
        self.que_faire = que_faire

    def __str__(self) -> str:
        """Une phrase complète, dans l'ordre où on la dirait."""
        return " ".join(morceau for morceau in (self.ou and f"{self.ou} :", self.quoi, self.que_faire) if morceau)

    def __reduce__(self) -> tuple[type[ErreurComptes], tuple[str, str, str]]:
        """Passe intacte d'un processus à l'autre (les fichiers sont lus dans un processus fils)."""
        return _refaire, (type(self), self.quoi, self.ou, self.que_faire)  # type: ignore[return-value]

    def en_dict(self) -> dict[str, str]:
        """La forme JSON donnée par la ligne de commande."""
        return {"quoi": self.quoi, "ou": self.ou, "que_faire": self.que_faire}


def _refaire(classe: type[ErreurComptes], quoi: str, ou: str, que_faire: str) -> ErreurComptes:
    erreur = classe.__new__(classe)
    ErreurComptes.__init__(erreur, quoi, ou, que_faire)
    return erreur


class FichierRefuse(ErreurComptes):
    """Le fichier entier ne peut pas être lu ; rien n'est importé."""


class QuestionOuverte(ErreurComptes):
    """Le fichier peut se lire de deux façons : la réponse est demandée, jamais devinée.

    `choix` : les réponses possibles et leur libellé, quand on les connaît toutes.
    """

    def __init__(self, quoi: str, ou: str = "", que_faire: str = "", choix: Mapping[str, str] | None = None) -> None:
        super().__init__(quoi, ou, que_faire)
        self.choix = dict(choix or {})

    def __reduce__(self) -> tuple[type[QuestionOuverte], tuple[str, str, str, dict[str, str]]]:  # type: ignore[override]
        """Passe intacte d'un processus à l'autre, choix compris."""
        return type(self), (self.quoi, self.ou, self.que_faire, self.choix)


class AccesRefuse(ErreurComptes):
    """L'identité n'a pas le rôle ou le territoire qu'il faut."""


class BaseIndisponible(ErreurComptes):
    """La base ne s'ouvre pas, ou ses totaux de contrôle ne sont plus ceux des imports."""


class DonneesIncoherentes(ErreurComptes):
    """Les données déclarées se contredisent ; la méthode refuse de calculer plutôt que de choisir."""


class TableManquante(ErreurComptes):
    """Une table requise par la méthode n'est pas encore renseignée pour ce territoire."""

    def __init__(self, table: str, titre: str) -> None:
        super().__init__(
            f"La table « {titre} » n'est pas encore renseignée.",
            "",
            "Déposez-la à l'écran « Import », avec le gabarit ou votre propre export.",
        )
        self.table = table
