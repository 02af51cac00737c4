"""La file : une lecture à la fois, dans l'ordre d'arrivée, et chacun sait combien passent avant lui."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from core.donnees.lecture.avance import Avance, Suivi

PAUSE = 0.2


class File:
    """Des fils d'exécution qui attendent leur tour."""

    def __init__(self) -> None:
        self._change = threading.Condition()
        self._billets: list[object] = []

    @contextmanager
    def tour(self, suivre: Suivi) -> Iterator[None]:
        """Attend son tour en le disant, le tient le temps du bloc, le rend quoi qu'il arrive.

        Ce que lève `suivre` fait quitter la file.
        """
        billet = object()
        with self._change:
            self._billets.append(billet)
        try:
            while avant := self._avant(billet):
                suivre(Avance(avant=avant))
                self._attendre(billet, avant)
            yield
        finally:
            with self._change:
                self._billets.remove(billet)
                self._change.notify_all()

    def _avant(self, billet: object) -> int:
        with self._change:
            return self._billets.index(billet)

    def _attendre(self, billet: object, avant: int) -> None:
        with self._change:
            self._change.wait_for(lambda: self._billets.index(billet) != avant, timeout=PAUSE)
