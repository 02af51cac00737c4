"""Vingt visiteurs entrent ensemble dans une application qui vient de s'ouvrir : aucun n'attend pour toujours, aucun ne
lit autre chose que ce qu'elle montre, calmement, ensuite.

Chacun part de son écran et de son territoire, rien n'étant encore calculé, et en ouvre trois. Un visiteur sans réponse
au bout de `PATIENCE` secondes, ou une sonde `/sante/pret` qui se tait, est un gel.
"""

from __future__ import annotations

import os
import random
import threading
import time
import urllib.request
from pathlib import Path

from websockets.exceptions import WebSocketException

from core.vues import ECRANS
from tests.base_exemple import copie_de_la_base
from tests.mesures.visites import TERRITOIRES
from tests.navigateur.serveur import lancer
from tests.navigateur.visiteur import Visite, ouvrir_une_prise, passer

FOIS = 50
VISITEURS, VISITES, PATIENCE = 20, 3, 120.0
type_adresse = tuple[str, str]
type_contenu = dict[tuple[int, ...], bytes]
ADRESSES = [(f"territoire={territoire}&exercice=2024", ecran.nom) for territoire in TERRITOIRES for ecran in ECRANS]


def eprouver(fois: int, graine: int, dossier: Path) -> str:
    """Autant de départs que `fois` ; ce qu'ont lu les visiteurs est comparé à ce que lit ensuite un visiteur seul."""
    os.environ["PYTHONHASHSEED"] = (
        "0"  # les clés des grilles en dépendent : d'un départ à l'autre, rien ne doit changer
    )
    attendus: dict[type_adresse, type_contenu] = {}
    attentes: list[float] = []
    for coup in range(fois):
        hasard = random.Random(graine + coup)
        parcours = [hasard.sample(ADRESSES, VISITES) for _ in range(VISITEURS)]
        ici = dossier / f"depart-{coup}"
        ici.mkdir()
        with lancer(copie_de_la_base(ici), ici / "serveur.log") as (adresse, _):
            lus, fautes = _entrer(adresse, parcours, attentes)
            ou = f"départ {coup}, graine {graine}"
            assert not fautes, f"{ou} : {fautes}"
            assert _pret(adresse) == 200, f"{ou} : la base ne répond plus"
            _completer(adresse, {une for sienne in parcours for une in sienne} - attendus.keys(), attendus)
            ecarts = sorted({une for une, contenu in lus if contenu != attendus[une]})
            assert not ecarts, f"{ou} : un visiteur n'a pas lu ce que l'application montre, {ecarts}"
    attentes.sort()
    p95 = attentes[int(len(attentes) * 0.95)]
    return (
        f"{len(attentes)} passages de {VISITEURS} visiteurs à la fois, 0 gel, 0 erreur, 0 écart ; "
        f"attente médiane {attentes[len(attentes) // 2]:.2f} s, p95 {p95:.2f} s, la plus longue {attentes[-1]:.2f} s"
    )


def _entrer(
    adresse: str, parcours: list[list[type_adresse]], attentes: list[float]
) -> tuple[list[tuple[type_adresse, type_contenu]], list[str]]:
    """Tous les visiteurs au même instant ; rend ce que chacun a lu, et les erreurs ou silences rencontrés."""
    depart = threading.Barrier(len(parcours))
    lus: list[tuple[type_adresse, type_contenu]] = []
    fautes: list[str] = []

    def visiter(adresses: list[type_adresse]) -> None:
        depart.wait()
        try:
            for parametres, ecran in adresses:
                debut = time.monotonic()
                visite = _lire(adresse, parametres, ecran)
                attentes.append(time.monotonic() - debut)
                lus.append(((parametres, ecran), visite.contenu))
                fautes.extend(f"{ecran}?{parametres} : {erreur}" for erreur in visite.erreurs)
        except (OSError, TimeoutError, WebSocketException) as erreur:
            fautes.append(f"gel ou coupure : {erreur!r}")

    fils = [threading.Thread(target=visiter, args=(siennes,)) for siennes in parcours]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return lus, fautes


def _completer(adresse: str, manquantes: set[type_adresse], attendus: dict[type_adresse, type_contenu]) -> None:
    """Ce que lit un visiteur seul, une adresse après l'autre, quand la foule est passée."""
    for parametres, ecran in sorted(manquantes):
        attendus[parametres, ecran] = _lire(adresse, parametres, ecran).contenu


def _lire(adresse: str, parametres: str, ecran: str) -> Visite:
    """Un écran dans une session neuve : ce qu'il montre ne dépend pas de l'écran d'avant."""
    with ouvrir_une_prise(adresse, PATIENCE) as prise:
        return passer(prise, parametres, ecran, PATIENCE)


def _pret(adresse: str) -> int:
    with urllib.request.urlopen(f"{adresse}/sante/pret", timeout=10) as reponse:
        return int(reponse.status)
