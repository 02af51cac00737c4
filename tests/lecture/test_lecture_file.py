"""La file des lectures : chacun sait sa place, ce qu'on lit se suit ligne à ligne, une lecture s'annule sans trace."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from pathlib import Path

import pytest
from fabrique_lecture import ENTETES, LIGNES, classeur

from core.donnees.lecture import Avance, garde, lire, preparer
from core.donnees.lecture.attente import File

LENT = """
import time, core.donnees.lecture.fils as f
from core.donnees.lecture.avance import annoncer
vrai = f.lire_ici
def lent(chemin, nom, *suite):
    for ligne in range(600 if nom == "lent.xlsx" else 0):
        annoncer("Export", ligne + 1, 600)
        time.sleep(0.1)
    return vrai(chemin, nom, *suite)
f.lire_ici = lent
f.boucle()
"""


@pytest.fixture
def sain(tmp_path: Path) -> Path:
    return classeur(tmp_path / "sain.xlsx", [ENTETES, *LIGNES])


def test_la_file_sert_dans_l_ordre_et_dit_combien_passent_avant() -> None:
    file, ordre, places = File(), [], {rang: [] for rang in range(4)}
    ouverte = threading.Event()

    def un(rang: int) -> None:
        with file.tour(lambda avance: places[rang].append(avance.avant)):
            ordre.append(rang)
            ouverte.wait(10)

    taches = []
    for rang in range(4):
        taches.append(threading.Thread(target=un, args=(rang,)))
        taches[-1].start()
        while rang and not places[rang]:
            time.sleep(0.01)
    ouverte.set()
    for tache in taches:
        tache.join()
    assert ordre == [0, 1, 2, 3]
    assert [places[rang][0] if places[rang] else 0 for rang in range(4)] == [0, 1, 2, 3]
    assert all(suite == sorted(suite, reverse=True) for suite in places.values())


def test_quitter_la_file_laisse_passer_les_suivants() -> None:
    file = File()

    def s_en_aller(avance: Avance) -> None:
        raise KeyboardInterrupt

    with file.tour(print), pytest.raises(KeyboardInterrupt), file.tour(s_en_aller):
        pytest.fail("ce n'était pas son tour")
    with file.tour(s_en_aller):
        pass


def test_une_lecture_dit_sa_feuille_et_ses_lignes(sain: Path) -> None:
    nouvelles: list[Avance] = []
    lire(sain, "sain.xlsx", suivre=nouvelles.append)
    assert nouvelles[0] == Avance()
    assert nouvelles[-1] == Avance(0, "Export", 4, 4)


def test_une_lecture_annulee_ne_laisse_rien(sain: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ce que lève `suivre` arrive à l'appelant ; le fils est tué, son dossier effacé, et la file avance."""
    garde.eteindre()
    monkeypatch.setattr(garde, "PROGRAMME", LENT)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "passage"))
    (tmp_path / "passage").mkdir()
    vus: list[Avance] = []

    def annuler(avance: Avance) -> None:
        vus.append(avance)
        if avance.ligne > 2:
            raise KeyboardInterrupt

    debut = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        lire(sain, "lent.xlsx", suivre=annuler)
    assert time.monotonic() - debut < 30 and vus[-1].lignes == 600
    assert garde._fils is not None and not garde._fils.vivant
    assert os.listdir(tmp_path / "passage") == []
    assert lire(sain, "sain.xlsx").feuilles[0].lignes.height == 3
    garde.eteindre()


def test_le_tour_n_est_jamais_tenu_plus_que_la_patience(sain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Un fils qui parle sans fin ne garde pas la file : sa limite ne repart pas à chaque nouvelle."""
    garde.eteindre()
    monkeypatch.setattr(garde, "PROGRAMME", LENT)
    preparer()
    lire(sain, "sain.xlsx")
    monkeypatch.setattr(garde, "PATIENCE", 1.0)
    debut = time.monotonic()
    with pytest.raises(garde.FichierRefuse, match="temps"):
        lire(sain, "lent.xlsx")
    assert time.monotonic() - debut < 10
    garde.eteindre()
