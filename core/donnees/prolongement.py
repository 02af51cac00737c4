"""Un tableau croisé qui n'écrit une étiquette qu'à sa première ligne : on propose de la prolonger."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from core.donnees.apercu import Question
from core.donnees.constat import OFFICIELS, Contexte, Source
from core.donnees.lecture.modele import Feuille
from core.format_fr import enumerer
from core.tables import Table
from core.tables.declaration import Annee, Choix, Code, Texte

_CLE = "prolonger"
_PROPRES_A_LA_LIGNE = frozenset(("nature", "operation", "libelle"))
_CHOIX = {"oui": "oui : une case vide répète celle du dessus", "non": "non : une case vide ne dit rien"}


def prolonger(source: Source, table: Table, contexte: Contexte) -> Feuille:
    """La feuille, étiquettes prolongées si l'agent le dit ; la question, si le tableau a l'air croisé."""
    feuille = source.feuille
    if not table.imputee or contexte.format in OFFICIELS:
        return feuille
    rangs = _etiquettes(source, table)
    if not rangs or contexte.options.reponses.get(_CLE) == "non":
        return feuille
    if contexte.options.reponses.get(_CLE) == "oui":
        return replace(feuille, lignes=feuille.lignes.with_columns(pl.col(f"c{rang}").forward_fill() for rang in rangs))
    colonnes = enumerer([f"« {feuille.entetes[rang]} »" for rang in rangs])
    contexte.constat.demander(
        Question(
            _CLE,
            f"Feuille « {feuille.nom} » : {colonnes} n'est écrit qu'à la première ligne de chaque groupe. "
            "Faut-il le prolonger jusqu'au suivant ?",
            _CHOIX,
            f"--reponse {_CLE}=",
        )
    )
    return feuille


def _etiquettes(source: Source, table: Table) -> list[int]:
    """Les colonnes écrites par groupes : la première case pleine, jamais deux fois de suite le même mot, et au moins
    autant de vides que de mots ; et celles qui se récrivent à chacun de ces groupes."""
    lignes = source.feuille.lignes
    rangs = [
        rang
        for cible, rang in source.correspondance.cibles.items()
        if cible not in _PROPRES_A_LA_LIGNE
        and any(c.nom == cible and isinstance(c.type, Annee | Choix | Code | Texte) for c in table.colonnes)
    ]
    trouees = [rang for rang in rangs if 1 < lignes[f"c{rang}"].count() < lignes.height and lignes[f"c{rang}"][0]]
    groupes = [rang for rang in trouees if _par_groupes(lignes[f"c{rang}"])]
    if not groupes:
        return []
    debut = pl.any_horizontal(pl.col(f"c{rang}").is_not_null() for rang in groupes)
    reecrites = [rang for rang in trouees if lignes.filter(debut)[f"c{rang}"].null_count() == 0]
    return sorted({*groupes, *reecrites})


def _par_groupes(colonne: pl.Series) -> bool:
    mots = colonne.drop_nulls()
    repetes = (mots == mots.shift(1)).fill_null(value=False).any()
    return colonne.null_count() >= len(mots) and not repetes
