"""Ce qu'une lentille peut dire d'une dépense : ses classes, ou les noms que le territoire a déclarés."""

from __future__ import annotations

import polars as pl

from core.modele import Donnees
from core.tables.affectations import AXES, CLASSES_AXE, CLASSES_GENRE, GENRE, LENTILLES_AFFECTATION, NOMS_COURTS

_DECLARES = {
    "activite": (("publics", "activite"), ("donnees_activite", "activite")),
    "donut": (("indicateurs", "dimension"),),
}


def sous_la_lentille(lentille: str) -> str:
    """« sous l'axe Atténuation », « sous la lentille Égalité »."""
    genre = "l'axe" if lentille in AXES else "la lentille"
    return f"sous {genre} {NOMS_COURTS[lentille]}"


def libre(lentille: str) -> bool:
    """Vrai si la lentille accepte un nom que personne n'a encore déclaré (politique, activité)."""
    return lentille in ("politique", "activite")


def classes(lentille: str, donnees: Donnees, lignes: pl.DataFrame) -> dict[str, str]:
    """Les postes possibles d'une lentille : code → libellé, dans l'ordre où on les propose.

    Les axes et le genre ont leurs classes ; les autres, ce que le territoire a déclaré (capitaux, dimensions,
    activités, politiques de ses lignes) et ce qu'il a déjà dit. Vide si rien n'est déclaré.
    """
    if lentille in AXES:
        return dict(CLASSES_AXE)
    if lentille == GENRE:
        return dict(CLASSES_GENRE)
    affectations = donnees["affectations"]
    dits = affectations.filter(pl.col("lentille") == lentille)["poste"].drop_nulls().unique().to_list()
    if lentille == "capital":
        noms = dict(donnees["capitaux"].select("code", "entite").unique("code", keep="last").sort("entite").iter_rows())
        return noms | {poste: poste for poste in sorted(dits) if poste not in noms}
    declares = [donnees[table][colonne] for table, colonne in _DECLARES.get(lentille, ())]
    if lentille == "politique":
        declares.append(lignes["politique"])
    connus = {nom for serie in declares for nom in serie.drop_nulls().unique().to_list()} | set(dits)
    return {nom: nom for nom in sorted(connus)}


def nom_de_la_lentille(lentille: str) -> str:
    """Le nom complet, tel que l'annexe ou la table le dit."""
    return LENTILLES_AFFECTATION[lentille]
