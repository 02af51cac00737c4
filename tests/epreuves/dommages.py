"""Octets changés, blocs effacés, fins coupées, journal d'écriture perdu : la base est juste, ou elle dit qu'elle ne
l'est pas."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from core.donnees.entrepot import Entrepot, connexion
from core.erreurs import BaseIndisponible
from core.reglages import RACINE
from tests.epreuves._base import creer, deposer, etat

FOIS = 200
PAR_PROCESSUS = 20


def eprouver(fois: int, graine: int, dossier: Path) -> str:
    """Abîme `fois` copies d'une base qui a un journal d'écriture à rejouer ; chacune s'ouvre juste, ou refuse en
    clair."""
    modele = dossier / "modele" / "comptes.duckdb"
    creer(modele)
    _lancer("laisser_un_journal", modele)
    assert modele.with_name("comptes.duckdb.wal").stat().st_size > 1000
    (_, juste), *_ = _lire([_copie(modele, dossier / "juste")])
    comptes: Counter[str] = Counter()
    for premier in range(0, fois, PAR_PROCESSUS):
        coups = range(premier, min(fois, premier + PAR_PROCESSUS))
        bases = [_copie(modele, dossier / f"coup-{coup}") for coup in coups]
        dommages = [abimer(base, random.Random(graine + coup)) for coup, base in zip(coups, bases, strict=True)]
        for coup, base, dommage, (dit, lu) in zip(coups, bases, dommages, _lire(bases), strict=True):
            ou = f"coup {coup}, graine {graine} ({dommage})"
            assert dit != "juste" or lu == juste, f"{ou} : une valeur fausse, sans un mot"
            assert dit in ("juste", "refusée"), f"{ou} : {dit} {lu}"
            comptes[f"{dommage} : {dit}"] += 1
            shutil.rmtree(base.parent)
    return "Aucune valeur fausse. " + ", ".join(f"{combien} {quoi}" for quoi, combien in sorted(comptes.items())) + "."


def abimer(base: Path, hasard: random.Random) -> str:
    """Un dommage tiré au hasard, sur la base ou sur son journal d'écriture ; rend lequel."""
    cible = hasard.choice([base, base.with_name(f"{base.name}.wal")])
    comment = hasard.choice(["octets", "octets", "zéros", "coupe", "recopie", "perte"])
    contenu = bytearray(cible.read_bytes())
    depart = hasard.randrange(len(contenu))
    longueur = hasard.choice([1, 8, 512, 4096])
    if comment == "perte" and cible != base:
        cible.unlink()
        return "journal d'écriture perdu"
    if comment == "octets":
        for _ in range(hasard.choice([1, 3, 20])):
            contenu[hasard.randrange(len(contenu))] ^= 1 << hasard.randrange(8)
    elif comment == "zéros":
        contenu[depart : depart + longueur] = bytes(len(contenu[depart : depart + longueur]))
    elif comment == "recopie":
        origine = hasard.randrange(len(contenu))
        morceau = contenu[origine : origine + longueur]
        contenu[depart : depart + len(morceau)] = morceau
    else:
        del contenu[depart:]
    cible.write_bytes(contenu)
    return f"{'base' if cible == base else 'journal d écriture'}, {'coupe' if comment == 'perte' else comment}"


def _copie(modele: Path, dossier: Path) -> Path:
    shutil.copytree(modele.parent, dossier)
    return dossier / modele.name


def _lire(bases: list[Path]) -> list[tuple[str, str]]:
    """Pour chaque base : « juste » et l'état lu, « refusée » et la phrase, ou « mort » du processus."""
    lus: list[tuple[str, str]] = []
    while len(lus) < len(bases):
        rendu = _lancer("lire", *bases[len(lus) :])
        lus += [(dit, lu) for dit, lu in map(json.loads, rendu.stdout.splitlines())]
        if rendu.returncode:
            lus.append(("mort", f"code {rendu.returncode} : {rendu.stderr[-500:]}"))
    return lus


def _lancer(geste: str, *bases: Path) -> subprocess.CompletedProcess[str]:
    commande = [sys.executable, "-m", "tests.epreuves.dommages", geste, *map(str, bases)]
    return subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, check=False)


def laisser_un_journal(base: Path) -> None:
    """Trois imports dont la fin reste au journal d'écriture, comme après une coupure de courant."""
    connexion.Connexion.point_de_controle = lambda _: None  # type: ignore[method-assign]
    entrepot = Entrepot.ouvrir(base)
    for tour in range(3):
        deposer(entrepot, random.Random(tour), 300)
    connexion.os._exit(0)


def lire(base: Path) -> None:
    """Ouvre, lit tout, et l'imprime ; ou imprime le refus."""
    try:
        entrepot = Entrepot.ouvrir(base)
        dit, lu = "juste", json.dumps(etat(entrepot), default=str)
        entrepot.fermer()
    except BaseIndisponible as erreur:
        dit, lu = "refusée", str(erreur)
    print(json.dumps([dit, lu]), flush=True)


if __name__ == "__main__":
    for chemin in sys.argv[2:]:
        {"lire": lire, "laisser_un_journal": laisser_un_journal}[sys.argv[1]](Path(chemin))
