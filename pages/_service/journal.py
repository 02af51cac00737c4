"""Le journal technique : l'heure avec son décalage, et jamais une valeur venue d'un fichier ou d'une personne.

Le message d'une erreur imprévue cite ce qu'elle n'a pas su lire (« invalid literal for int(): 'Mme D.' ») : on n'en
garde que la sorte et le chemin dans le code, qui que ce soit qui l'écrive (nous, Streamlit, uvicorn).
"""

from __future__ import annotations

import logging
import traceback
from datetime import datetime
from types import TracebackType

from core.erreurs import ErreurComptes

FORME = "%(asctime)s %(levelname)s %(name)s : %(message)s"
type_panne = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def heure(forme: logging.Formatter, fait: logging.LogRecord, datefmt: str | None = None) -> str:
    """« 2026-12-01T04:05:06.789+01:00 »."""
    del forme, datefmt
    return datetime.fromtimestamp(fait.created).astimezone().isoformat(timespec="milliseconds")


def panne(forme: logging.Formatter, erreur: type_panne) -> str:
    """Où, et de quelle sorte ; la cause d'abord."""
    del forme
    return trace(erreur[1]) if erreur[1] is not None else ""


def trace(erreur: BaseException) -> str:
    """Le chemin dans le code et la sorte de l'erreur, précédés de ceux de sa cause ; aucun message."""
    cause = erreur.__cause__ or (None if erreur.__suppress_context__ else erreur.__context__)
    avant = f"{trace(cause)}\n" if cause is not None else ""
    lignes = "".join(traceback.format_tb(erreur.__traceback__))
    return f"{avant}{lignes}{type(erreur).__name__}"


def regler_le_journal() -> None:
    """Pose cette forme sur tout ce qui écrit, maintenant et plus tard : Streamlit pose les siennes à mesure."""
    logging.setLogRecordFactory(_Fait)
    logging.Formatter.formatTime = heure  # type: ignore[assignment, method-assign]
    logging.Formatter.formatException = panne  # type: ignore[assignment, method-assign]
    poignee = logging.StreamHandler()
    poignee.setLevel(logging.WARNING)  # au-dessous, uvicorn écrirait chaque adresse demandée, recherches comprises
    logging.basicConfig(handlers=[poignee], format=FORME)


class _Fait(logging.LogRecord):
    """Une ligne du journal ; une erreur parmi ses termes n'y est dite que par sa sorte, les nôtres en entier."""

    def getMessage(self) -> str:  # noqa: N802 - nom du module
        termes = self.args if isinstance(self.args, tuple) else ()
        if any(_imprevue(terme) for terme in termes):
            self.args = tuple(type(terme).__name__ if _imprevue(terme) else terme for terme in termes)
        return super().getMessage()


def _imprevue(terme: object) -> bool:
    return isinstance(terme, BaseException) and not isinstance(terme, ErreurComptes)
