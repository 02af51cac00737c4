"""Des budgets blessés au hasard dans cinq formats : aucun total faux sans un mot.

Un fichier blessé est refusé, questionné, en partie rejeté, ou lu juste. Un total faux que rien ne signale, ni refus, ni
question, ni rejet, ni remarque de plus que pour le fichier sain, fait échouer l'épreuve.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import polars as pl

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, Previsualisation, previsualiser
from core.donnees.lecture.modele import Lecture
from core.erreurs import ErreurComptes
from core.modele import Territoire
from tests.epreuves import _mutations_forme  # noqa: F401 - s'y inscrit
from tests.epreuves._documents import (
    Document,
    ecrire_csv,
    ecrire_ods,
    ecrire_xls,
    ecrire_xlsx,
    lignes_totem,
    sain,
    totem,
)
from tests.epreuves._mutations import TABLEAU
from tests.epreuves._mutations_totem import TOTEM
from tests.lecture.fabrique_lecture import lire

FOIS = 400
_ECRIRE = {"csv": ecrire_csv, "xlsx": ecrire_xlsx, "ods": ecrire_ods, "xls": ecrire_xls}


def eprouver(fois: int, graine: int, dossier: Path) -> str:
    """Blesse `fois` fichiers ; rend le compte de chaque sort."""
    entrepot = Entrepot.ouvrir(dossier / "comptes.duckdb")
    ville = Territoire(id="orsevaux", nom="Orsevaux", type="commune", population=30_000)
    entrepot.ajouter_territoire(ACCES_LOCAL, ville)
    sorts: Counter[str] = Counter()
    faux = []
    for coup in range(fois):
        sort, quoi = _blesser(random.Random(f"{graine}-{coup}"), entrepot, dossier)
        sorts[sort] += 1
        if sort == "faux":
            faux.append(f"coup {coup} : {quoi}")
    entrepot.fermer()
    assert not faux, f"graine {graine} : des totaux faux sans un mot\n" + "\n".join(faux)
    return ", ".join(f"{nombre} {sort}" for sort, nombre in sorted(sorts.items()))


def _blesser(hasard: random.Random, entrepot: Entrepot, dossier: Path) -> tuple[str, str]:
    document = sain(hasard)
    format_ecrit = hasard.choice((*_ECRIRE, "totem"))
    if format_ecrit == "totem":
        intact = totem(lignes_totem(document))
        blessure = hasard.choice(TOTEM)
        chemins = [_xml(dossier / "sain.xml", intact), _xml(dossier / "budget.xml", blessure(hasard, intact))]
        temoin = _lire(entrepot, chemins[0])
    else:
        temoin = _lire(entrepot, _ECRIRE[format_ecrit](document, dossier))
        blessure = hasard.choice([une for une, formats in TABLEAU if format_ecrit in formats])
        blessure(hasard, document)
        chemins = [_ECRIRE[format_ecrit](document, dossier)]
    quoi = f"{blessure.__name__} en {format_ecrit}"
    assert isinstance(temoin, Previsualisation) and not temoin.questions and not temoin.rejets, f"le témoin, {quoi}"
    return _juger(_lire(entrepot, chemins[-1]), temoin, document, quoi)


def _juger(
    lu: Previsualisation | ErreurComptes, temoin: Previsualisation, document: Document, quoi: str
) -> tuple[str, str]:
    if isinstance(lu, ErreurComptes):
        return "refusés", quoi
    if lu.questions:
        return "questionnés", quoi
    if lu.rejets:
        return "rejetés en partie", quoi
    obtenue, voulue = _totaux(lu), {cle: total for cle, total in document.verite.items() if total}
    if obtenue == voulue:
        return "lus justes", quoi
    dites = [phrase for phrase in lu.avertissements if phrase not in temoin.avertissements]
    quoi += f" : {obtenue} au lieu de {voulue}"
    return ("faux et signalés", quoi) if dites else ("faux", quoi)


def _totaux(lu: Previsualisation) -> dict[tuple[str, str], int]:
    """Par (section, sens), les centimes réalisés de 2024 que l'import écrirait."""
    lignes = [lot.nouvelles for lot in lu.depot.lots if lot.table == "lignes_budgetaires"]
    if not lignes:
        return {}
    sommes = (
        pl.concat(lignes)
        .filter(pl.col("exercice") == 2024)
        .group_by("section", "sens")
        .agg(pl.col("realise_eur").sum())
    )
    noms = {"depense": "Dépense", "recette": "Recette"}
    return {(section, noms[sens]): int(total * 100) for section, sens, total in sommes.iter_rows() if total}


def _lire(entrepot: Entrepot, chemin: Path) -> Previsualisation | ErreurComptes:
    try:
        return previsualiser(entrepot, ACCES_LOCAL, "orsevaux", chemin, chemin.name, OptionsImport(), lecteur=_lecteur)
    except ErreurComptes as erreur:
        return erreur


def _lecteur(chemin: Path, nom: str, indications: dict[str, str]) -> Lecture:
    return lire(chemin, nom, **indications)


def _xml(chemin: Path, texte: str) -> Path:
    chemin.write_text(texte, encoding="utf-8")
    return chemin
