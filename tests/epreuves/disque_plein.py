"""Le disque se remplit à chaque étape d'une écriture : ce qui est dit est ce que la réouverture trouve.

Un plafond de taille de fichier tient lieu de disque plein : le système refuse d'écrire au-delà, dans la base, dans son
journal d'écriture ou dans l'ancre, selon l'octet où il tombe.
"""

from __future__ import annotations

import random
import resource
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.erreurs import BaseIndisponible
from tests.epreuves._base import VILLE, creer, deposer, etat

FOIS = 200
LIGNES = 20_000
AU_DELA = 5_000_000
"""Octets d'un plafond qui ne gêne plus rien."""


@contextmanager
def plafond(octets: int) -> Iterator[None]:
    """Aucun fichier ne peut grandir au-delà de `octets` dans ce bloc."""
    avant = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, avant[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, avant)


def eprouver(fois: int, graine: int, dossier: Path) -> str:
    """Écrit `fois` fois sous un plafond tiré au hasard : importer, valider, annuler ; compare le dit et le fait."""
    modele = dossier / "modele" / "comptes.duckdb"
    creer(modele)
    comptes: Counter[str] = Counter()
    for coup in range(fois):
        hasard = random.Random(graine + coup)
        base = dossier / f"coup-{coup}" / "comptes.duckdb"
        shutil.copytree(modele.parent, base.parent)
        comptes[un_coup(hasard, base, f"coup {coup}, graine {graine}")] += 1
        shutil.rmtree(base.parent)
    return ", ".join(f"{combien} {quoi}" for quoi, combien in sorted(comptes.items())) + "."


def un_coup(hasard: random.Random, base: Path, ou: str) -> str:
    """Une écriture sous un plafond ; rend ce qui en a été dit, après avoir vérifié que c'est vrai."""
    entrepot = Entrepot.ouvrir(base)
    avant = etat(entrepot)
    geste = hasard.choice(["import", "import", "import", "validation", "annulation"])
    octets = int(hasard.choice([hasard.random() ** 3, hasard.random()]) * AU_DELA)
    try:
        with plafond(octets):
            if geste == "import":
                deposer(entrepot, hasard, LIGNES)
            else:
                getattr(entrepot, "valider" if geste == "validation" else "annuler")(ACCES_LOCAL, 1)
        dit = "acquittée"
    except BaseIndisponible as erreur:
        assert "Rien n'a été écrit" in str(erreur) or "Le disque est plein" in str(erreur), f"{ou} : {erreur}"
        assert "annulée" not in str(erreur), f"{ou} : {erreur}"
        dit = "refusée"
    pendant = etat(entrepot)
    assert (pendant == avant) == (dit == "refusée"), (
        f"{ou} ({geste}, {octets} octets) : {dit}, mais le contraire est lu"
    )
    _rouvrir(entrepot, base, f"{ou} ({geste}, {octets} octets)")
    entrepot._connexion.point_de_controle = lambda: None  # type: ignore[method-assign]
    deposer(entrepot, hasard, 3)  # la place revenue, le même processus écrit encore, et rien ne s'en perd
    _rouvrir(entrepot, base, f"{ou} ({geste}, {octets} octets), puis un import")
    entrepot.fermer()
    return f"{geste} {dit}"


def _rouvrir(entrepot: Entrepot, base: Path, ou: str) -> None:
    """Ouvre les fichiers tels qu'un processus tué à cet instant les laisserait, et compare à ce que celui-ci lit."""
    copie = base.with_name("copie") / base.name
    shutil.rmtree(copie.parent, ignore_errors=True)
    copie.parent.mkdir()
    for fichier in base.parent.glob(f"{base.name}*"):
        shutil.copyfile(fichier, copie.with_name(fichier.name))
    rouvert = Entrepot.ouvrir(copie)
    assert etat(rouvert) == etat(entrepot), f"{ou} : la réouverture lit autre chose"
    assert rouvert.version(ACCES_LOCAL, VILLE) == entrepot.version(ACCES_LOCAL, VILLE), ou
    rouvert.fermer()
