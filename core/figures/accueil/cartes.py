"""Les quatre cartes de l'accueil : une phrase calculée, une petite figure, par méthode ; et la phrase qui les
réunit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from core.dossier import Dossier
from core.erreurs import ErreurComptes
from core.figures.accueil import phrases
from core.figures.accueil.dessin import barres_budget, barres_capitaux, cases_donut, courbe_carbone
from core.figures.care.vues import vue_preservation
from core.figures.donut.vues import vue_donut
from core.figures.execution.vues import Perimetre, vue_postes
from core.figures.trajectoire.lecture import Lecture, lire, perimetres, trajectoires
from core.figures.trajectoire.vues import vue_trajectoire
from core.methodes.donut.suffisance import compter
from core.tables.indicateurs import LENTILLES


@dataclass(frozen=True)
class Carte:
    """Une carte : sa méthode, sa phrase et son dessin (SVG) ; sans eux, `manque` dit ce qu'il faut apporter."""

    methode: str
    phrase: str = ""
    dessin: str = ""
    manque: str = ""


@dataclass(frozen=True)
class Accueil:
    """Ce que l'accueil montre d'un territoire ; `vide` : il n'a encore aucune donnée."""

    vide: bool
    message: str
    sous_titre: str
    cartes: tuple[Carte, ...]


def accueil(dossier: Dossier) -> Accueil:
    """Un fait par regard, jamais additionnés : la phrase, ce que l'on voit, et une carte par méthode."""
    vide = all(frame.is_empty() for nom, frame in dossier.tables.items() if nom != "territoires")
    lus, manques = _calculer(dossier)
    cartes = tuple(_carte(cle, dossier, lus.get(cle), manques.get(cle, "")) for cle in _PHRASES)
    message = phrases.message_accueil(dossier.territoire.nom, dossier.exercice, _faits(dossier, lus))
    return Accueil(vide, message, phrases.sous_titre(len(lus)), cartes)


def _calculer(dossier: Dossier) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """Les indicateurs des méthodes qui se calculent, et pour les autres la phrase qui dit ce qui manque."""
    lus, manques = {}, {}
    for cle in _PHRASES:
        try:
            lus[cle] = dossier.indicateurs(cle)
        except ErreurComptes as erreur:
            manques[cle] = erreur.quoi
    return lus, manques


def _carte(cle: str, dossier: Dossier, lus: pl.DataFrame | None, manque: str) -> Carte:
    if lus is None:
        return Carte(cle, manque=manque)
    try:
        return Carte(cle, _PHRASES[cle](dossier, lus), _DESSINS[cle](dossier, lus))
    except ErreurComptes as erreur:
        return Carte(cle, manque=erreur.quoi)


def _faits(dossier: Dossier, lus: Mapping[str, pl.DataFrame]) -> list[str]:
    """Ce qui sort des clous, un fait par méthode calculée."""
    tous = [
        phrases.fait_donut(compter(lus["donut"], tuple(LENTILLES))) if "donut" in lus else "",
        _fait_capitaux(lus["care"], dossier.exercice) if "care" in lus else "",
        _fait_carbone(_lecture_carbone(dossier, lus["trajectoire"])) if "trajectoire" in lus else "",
    ]
    return [fait for fait in tous if fait]


def _fait_capitaux(indicateurs: pl.DataFrame, exercice: int) -> str:
    couvertures = indicateurs.filter(
        (pl.col("indicateur") == "couverture") & pl.col("poste").is_not_null() & (pl.col("exercice") == exercice)
    )["valeur"].drop_nulls()
    return phrases.fait_capitaux(len(couvertures.filter(couvertures < 1)), len(couvertures))


def _fait_carbone(lecture: Lecture) -> str:
    ecart = None if lecture.echeance is None else lecture.ecart(lecture.echeance)
    return phrases.fait_carbone(ecart, lecture.echeance)


def _lecture_carbone(dossier: Dossier, lus: pl.DataFrame) -> Lecture:
    perimetre = next(iter(perimetres(lus)))
    promesse = next(iter(trajectoires(lus, perimetre)), None)
    return lire(lus, dossier.tables["actions_climat"], perimetre, promesse, dossier.exercice)


def _phrase_donut(dossier: Dossier, lus: pl.DataFrame) -> str:
    return vue_donut(lus, dossier.detail("donut"), dossier.territoire.nom).message


def _phrase_capitaux(dossier: Dossier, lus: pl.DataFrame) -> str:
    return vue_preservation(lus, dossier.tables["capitaux"], dossier.territoire.nom, dossier.exercice).message


def _phrase_carbone(dossier: Dossier, lus: pl.DataFrame) -> str:
    return vue_trajectoire(_lecture_carbone(dossier, lus), lus, dossier.territoire.nom).message


def _phrase_budget(dossier: Dossier, lus: pl.DataFrame) -> str:
    return vue_postes(lus, Perimetre("politique", "depense", None, dossier.exercice)).message


def _noms_capitaux(dossier: Dossier) -> dict[str, str]:
    return dict(dossier.tables["capitaux"].select("code", "entite").unique("code").iter_rows())


type_lecture = Callable[[Dossier, pl.DataFrame], str]

_PHRASES: dict[str, type_lecture] = {
    "donut": _phrase_donut,
    "care": _phrase_capitaux,
    "trajectoire": _phrase_carbone,
    "execution": _phrase_budget,
}
"""La phrase de chaque carte, dans l'ordre où elles se lisent : celle de l'écran de sa méthode."""

_DESSINS: dict[str, type_lecture] = {
    "donut": lambda _, lus: cases_donut(lus),
    "care": lambda dossier, lus: barres_capitaux(lus, _noms_capitaux(dossier)),
    "trajectoire": lambda _, lus: courbe_carbone(lus),
    "execution": lambda _, lus: barres_budget(lus),
}
