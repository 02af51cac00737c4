"""kill -9 pendant imports, saisies, validations, annulations : rien d'acquitté n'est perdu, ni à moitié fait."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import polars as pl

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.saisie import enregistrer
from core.reglages import RACINE
from core.tables import TABLES
from tests.epreuves._base import VILLE, creer, deposer

FOIS = 200
SECONDES = 2.5
"""Au plus, entre le premier geste et la mort."""


def eprouver(fois: int, graine: int, dossier: Path) -> str:
    """Tue `fois` fois un processus qui écrit sans relâche la même base ; la rouvre et compare à ce qu'il a acquitté."""
    base = dossier / "comptes.duckdb"
    creer(base)
    gestes: Counter[str] = Counter()
    finis = 0
    for coup in range(fois):
        avant = lire(base)
        faits, en_cours = _tuer(base, graine + coup)
        attendu = avant
        for geste in faits:
            attendu = appliquer(attendu, geste)
        possibles = [attendu] if en_cours is None else [attendu, appliquer(attendu, en_cours)]
        lu = lire(base)
        assert lu in possibles, f"coup {coup}, graine {graine} : {lu} au lieu de {possibles}"
        gestes.update(geste["geste"] for geste in faits)
        finis += en_cours is not None and lu == possibles[-1]
    quoi = ", ".join(f"{combien} {geste}" for geste, combien in sorted(gestes.items()))
    return f"Acquittés : {quoi} ; aucun perdu, aucun à moitié fait ; {finis} morts après la validation, avant l'accusé."


def lire(base: Path) -> dict[str, tuple[str, int]]:
    """Par import : son statut et ses lignes en vigueur, ouverture et totaux de contrôle vérifiés."""
    entrepot = Entrepot.ouvrir(base)
    frame = entrepot.donnees(ACCES_LOCAL, VILLE, ["emissions"])["emissions"]
    lignes = dict(frame.group_by("import_id").len().iter_rows())
    imports = entrepot.imports(ACCES_LOCAL, VILLE).select("id", "statut").rows()
    entrepot.fermer()
    return {str(numero): (statut, lignes.get(numero, 0)) for numero, statut in imports}


def appliquer(avant: dict[str, tuple[str, int]], geste: dict[str, object]) -> dict[str, tuple[str, int]]:
    """Ce que la base doit porter après ce geste."""
    if geste["geste"] in ("import", "saisie"):
        numero = max(map(int, avant), default=0) + 1
        return avant | {str(numero): ("brouillon", int(str(geste["lignes"])))}
    numero_vise = str(geste["numero"])
    if geste["geste"] == "annulation":
        return avant | {numero_vise: ("annule", 0)}
    return avant | {numero_vise: ("valide", avant[numero_vise][1])}


def _tuer(base: Path, graine: int) -> tuple[list[dict[str, object]], dict[str, object] | None]:
    """Lance un écrivain, le tue à un instant tiré au hasard ; rend les gestes acquittés et celui qui ne l'est pas."""
    commande = [sys.executable, "-m", "tests.epreuves.morts", str(base), str(graine)]
    ecrivain = subprocess.Popen(commande, cwd=RACINE, stdout=subprocess.PIPE, text=True)
    assert ecrivain.stdout is not None
    assert ecrivain.stdout.readline() == "prêt\n"
    time.sleep(random.Random(graine).random() * SECONDES)
    ecrivain.kill()
    lignes = [ligne for ligne in ecrivain.stdout.read().split("\n") if ligne]
    ecrivain.wait()
    ecrivain.stdout.close()
    faits = [json.loads(annonce) for annonce, accuse in zip(lignes[::2], lignes[1::2], strict=False) if accuse]
    return faits, json.loads(lignes[-1]) if len(lignes) % 2 else None


def ecrire_sans_relache(base: Path, graine: int) -> None:
    """Annonce chaque geste, le fait, l'acquitte ; jusqu'à ce qu'on le tue."""
    hasard = random.Random(graine)
    entrepot = Entrepot.ouvrir(base)
    print("prêt", flush=True)
    for tour in itertools.count():
        imports = entrepot.imports(ACCES_LOCAL, VILLE)
        brouillons = imports.filter(pl.col("statut") == "brouillon")["id"].to_list()
        vivants = imports.filter(pl.col("statut") != "annule")["id"].to_list()
        geste = hasard.choice(["import", "saisie", "validation", "annulation"])
        if geste == "import":
            lignes = hasard.choice([5, 500, 20_000])
            _annoncer(geste=geste, lignes=lignes)
            deposer(entrepot, hasard, lignes, f"{graine}-{tour}")
        elif geste == "saisie":
            _annoncer(geste=geste, lignes=1)
            enregistrer(entrepot, ACCES_LOCAL, VILLE, "emissions", _une(f"saisie {graine}-{tour}"), "Épreuve")
        elif geste == "validation" and brouillons:
            _annoncer(geste=geste, numero=(numero := hasard.choice(brouillons)))
            entrepot.valider(ACCES_LOCAL, numero)
        elif geste == "annulation" and vivants:
            _annoncer(geste=geste, numero=(numero := hasard.choice(vivants)))
            entrepot.annuler(ACCES_LOCAL, numero)
        else:
            continue
        print("fait", flush=True)


def _annoncer(**geste: object) -> None:
    print(json.dumps(geste), flush=True)


def _une(secteur: str) -> pl.DataFrame:
    ligne = {"perimetre": "territoire", "exercice": 2024, "secteur": secteur, "emissions_tco2e": 1.5}
    return pl.DataFrame([ligne], schema_overrides={"exercice": TABLES["emissions"].schema()["exercice"]})


if __name__ == "__main__":
    ecrire_sans_relache(Path(sys.argv[1]), int(sys.argv[2]))
