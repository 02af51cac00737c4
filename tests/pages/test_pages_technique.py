"""Le journal technique : l'heure et son décalage, jamais une valeur, qui que ce soit qui écrive."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator

import pytest
from streamlit import error_util
from streamlit.logger import get_logger

from core.erreurs import BaseIndisponible
from pages._service import journal

SECRET = "".join(reversed("etèrceS emadaM"))


@pytest.fixture(autouse=True)
def _regle() -> Iterator[None]:
    """Le journal réglé comme au démarrage ; l'ancien rendu ensuite."""
    fabrique, formes = logging.getLogRecordFactory(), logging.Formatter
    heure, panne = formes.formatTime, formes.formatException
    journal.regler_le_journal()
    yield
    logging.setLogRecordFactory(fabrique)
    formes.formatTime, formes.formatException = heure, panne  # type: ignore[method-assign]


def tombe() -> Exception:
    """Une erreur dont le message, et celui de sa cause, citent une valeur."""
    try:
        try:
            int(SECRET)
        except ValueError as cause:
            raise KeyError(SECRET) from cause
    except KeyError as erreur:
        return erreur


def test_streamlit_ne_recopie_pas_le_message_d_une_erreur() -> None:
    sortie = io.StringIO()
    poignee = logging.StreamHandler(sortie)
    ecrivain = get_logger("streamlit.error_util")
    ecrivain.addHandler(poignee)
    try:
        error_util._log_uncaught_app_exception(tombe())
    finally:
        ecrivain.removeHandler(poignee)
    ecrit = sortie.getvalue()
    assert "Uncaught app execution" in ecrit
    assert SECRET not in ecrit
    assert "ValueError" in ecrit and "KeyError" in ecrit, "la chaîne des causes reste dite"
    assert "test_pages_technique.py" in ecrit, "le chemin dans le code reste dit"


@pytest.mark.parametrize("nom", ["streamlit.runtime.app_session", "uvicorn.error", "asyncio", "comptes_communs"])
def test_aucun_journal_ne_cite_une_erreur_imprevue(nom: str) -> None:
    fait = logging.getLogger(nom).makeRecord(nom, logging.ERROR, "x.py", 1, "Panne : %s", (tombe(),), None)
    assert logging.Formatter(journal.FORME).format(fait).endswith("Panne : KeyError")


def test_une_erreur_que_l_on_montre_se_dit_en_entier() -> None:
    erreur = BaseIndisponible("La base est déjà ouverte.", "Fichier « b »")
    fait = logging.getLogger("x").makeRecord("x", logging.ERROR, "x.py", 1, "%s", (erreur,), None)
    assert "Fichier « b » : La base est déjà ouverte." in logging.Formatter(journal.FORME).format(fait)


@pytest.mark.parametrize("fuseau", ["Asia/Tokyo", "Europe/Paris"])
def test_l_heure_porte_son_decalage(fuseau: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", fuseau)
    time.tzset()
    try:
        fait = logging.makeLogRecord({"msg": "x", "created": 1_796_097_906.789})
        ecrite = logging.Formatter(journal.FORME).formatTime(fait)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert re.fullmatch(r"2026-12-01T\d\d:05:06\.789[+]0[19]:00", ecrite), ecrite
