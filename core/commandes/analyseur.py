"""L'analyse des arguments, en français jusque dans l'aide et les erreurs d'usage."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

_ERREURS = (
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"unrecognized arguments: (.*)", r"argument inconnu : \1"),
    (r"argument (.*): invalid choice: (.*) \(choose from (.*)\)", r"\1 : \2 n'est pas permis ; choisissez parmi \3"),
    (r"argument (.*): invalid int value: (.*)", r"\1 : \2 n'est pas un nombre entier"),
    (r"argument (.*): expected one argument", r"\1 attend une valeur"),
)


class Aide(argparse.HelpFormatter):
    """L'aide, avec « usage : » à la française."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Écrit la ligne d'usage."""
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


class Analyseur(argparse.ArgumentParser):
    """Un analyseur dont les titres, l'aide et les erreurs sont en français ; une erreur d'usage sort avec le code 2."""

    def __init__(self, **options: object) -> None:
        voulue = options.pop("add_help", True)
        options = {"formatter_class": Aide} | options | {"add_help": False}
        super().__init__(**options)  # type: ignore[arg-type]
        self._positionals.title = "arguments"
        self._optionals.title = "options"
        if voulue:
            self.add_argument("-h", "--help", "--aide", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Écrit l'usage et l'erreur sur la sortie d'erreur, puis sort avec le code 2."""
        for anglais, francais in _ERREURS:
            message = re.sub(anglais, francais, message)
        self.exit(2, f"{self.format_usage()}{self.prog} : {message}\n")
