"""Le contexte d'un passage : quel territoire, quel exercice, qui regarde — lu dans l'adresse et vérifié."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import polars as pl
import streamlit as st

from core.acces import Acces, Action
from core.dossier import Dossier
from core.erreurs import AccesRefuse, ErreurComptes, TableManquante
from core.modele import Donnees, Territoire
from core.reglages import RACINE
from pages._outils import chargement, phrases
from pages._outils.etat import parametre
from pages._outils.reserve import retenir
from pages._outils.textes import echapper

TERRITOIRE_PREMIER = "ville-orsevaux"
"""Celui que l'on voit en arrivant sans rien demander."""


@dataclass(frozen=True)
class Contexte:
    """Ce qu'il faut savoir pour montrer un écran ; `exercices` est vide pour un territoire sans donnée."""

    territoire: Territoire
    exercice: int
    acces: Acces
    version: int
    projection: bool
    exercices: tuple[int, ...] = ()
    brouillon: bool = False
    jour: date = field(default_factory=date.today)

    @cached_property
    def cle(self) -> tuple[object, ...]:
        """Ce qui distingue deux contextes qui ne montrent pas la même chose ; le format n'en est pas : il est à
        l'adresse."""
        return (self.territoire, self.exercice, self.version, chargement.cle_acces(self.acces), self.jour)

    @cached_property
    def dossier(self) -> Dossier:
        """Le dossier que lisent les vues ; ce que les méthodes y calculent est gardé, quel que soit l'exercice."""
        territoire, version, qui = self.territoire.id, self.version, self.acces
        return Dossier(
            self.territoire,
            self.exercice,
            self.exercices,
            chargement.tables(territoire, version, qui),
            lambda cle, exercice: chargement.calculer(cle, territoire, exercice, version, qui),
            lambda cle, exercice: chargement.detailler(cle, territoire, exercice, version, qui),
            self.jour,
            lambda cle, faire: retenir((self.cle, cle), faire),
        )

    def peut(self, action: Action) -> bool:
        """Vrai si l'identité peut faire cette action sur ce territoire."""
        return self.acces.peut(action, self.territoire.id)


def contexte() -> Contexte:
    """Le contexte que dit l'adresse ; lève `AccesRefuse` pour un territoire inconnu ou interdit, sans dire lequel."""
    qui = chargement.acces()
    visibles = chargement.territoires(qui)
    if not visibles:
        raise ErreurComptes(*phrases.AUCUN_TERRITOIRE)
    demande = parametre("territoire")
    if demande and demande not in visibles:
        raise AccesRefuse(*phrases.TERRITOIRE_INTERDIT)
    premier = TERRITOIRE_PREMIER if TERRITOIRE_PREMIER in visibles else next(iter(visibles))
    territoire = visibles[demande or premier]
    lu = chargement.instantane(territoire.id, qui)
    return Contexte(
        territoire=territoire,
        exercice=_exercice(lu.exercices),
        acces=qui,
        version=lu.version,
        projection=parametre("mode") == "projection",
        exercices=lu.exercices,
        brouillon=qui.peut(Action.LIRE_BROUILLON, territoire.id)
        and chargement.brouillon(territoire.id, lu.version, qui),
    )


def _exercice(annees: tuple[int, ...]) -> int:
    demande = parametre("exercice")
    if demande.isdecimal() and int(demande) in annees:
        return int(demande)
    return annees[-1] if annees else date.today().year - 1


def donnees(contexte: Contexte) -> Donnees:
    """Les tables du territoire ; gardées en mémoire : à lire, jamais à modifier sur place."""
    return chargement.tables(contexte.territoire.id, contexte.version, contexte.acces)


def indicateurs(cle: str, contexte: Contexte) -> pl.DataFrame:
    """Les indicateurs d'une méthode pour ce contexte ; lève `TableManquante` s'il manque une table requise."""
    return chargement.calculer(cle, contexte.territoire.id, contexte.exercice, contexte.version, contexte.acces)


def detail(cle: str, contexte: Contexte) -> pl.DataFrame:
    """Le calcul ligne à ligne de la méthode pour ce contexte."""
    return chargement.detailler(cle, contexte.territoire.id, contexte.exercice, contexte.version, contexte.acces)


@contextmanager
def ecran(contexte: Contexte) -> Iterator[None]:
    """Montre l'écran ; une erreur attendue devient un message lisible qui dit quoi faire, jamais une trace."""
    try:
        yield
    except TableManquante as manque:
        _ecran_vide(contexte, manque)
    except ErreurComptes as erreur:
        st.title(phrases.ECRAN_IMPOSSIBLE, anchor=False)
        montrer_erreur(erreur)


def _ecran_vide(contexte: Contexte, manque: TableManquante) -> None:
    st.title(phrases.il_manque(contexte.territoire.nom), anchor=False)
    st.markdown(echapper(manque.quoi))
    if contexte.projection:
        return
    if contexte.peut(Action.IMPORTER):
        st.markdown(echapper(manque.que_faire))
        lien("importer", "Importer un fichier", ":material/upload_file:", contexte)
    else:
        st.markdown(phrases.A_DEPOSER)
    lien("methodes", phrases.QUELLES_TABLES, ":material/menu_book:", contexte)


def lien(ecran: str, libelle: str, icone: str, contexte: Contexte, **autres: str) -> None:
    """Un lien vers un autre écran, qui emporte territoire, exercice et projection dans l'adresse."""
    parametres = {"territoire": contexte.territoire.id, "exercice": str(contexte.exercice), **autres}
    if contexte.projection:
        parametres["mode"] = "projection"
    st.page_link(RACINE / "pages" / f"{ecran}.py", label=libelle, icon=icone, query_params=parametres)


def montrer_erreur(erreur: ErreurComptes) -> None:
    """Une erreur attendue, comme un collègue la dirait : où, quoi, que faire."""
    ou = f"**{echapper(erreur.ou)}** — " if erreur.ou else ""
    st.error(f"{ou}{echapper(erreur.quoi)} {echapper(erreur.que_faire)}".strip(), icon=":material/error:")
