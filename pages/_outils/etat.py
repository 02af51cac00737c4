"""L'état est dans l'adresse : territoire, exercice, vue, sélection, mode s'y lisent et s'y écrivent.

Streamlit efface l'adresse quand on change d'écran par le menu : ce que l'on y avait écrit est retenu pour la
session, puis remis. Territoire et exercice suivent la personne partout ; le reste appartient à un écran.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from core.figures.phrases import choix_refuse
from core.format_fr import typographier
from pages._outils.textes import echapper

PARTAGES = ("territoire", "exercice")
"""Les paramètres qui suivent la personne d'un écran à l'autre."""
PAGE = "page"
"""Le paramètre qui dit la page d'une longue liste : tout autre choix y ramène à la première."""

_MEMOIRE = "adresse"
_ECRAN = "ecran_courant"
_COMMUNS = "*"  # jamais le nom d'un écran ; celui de l'accueil est vide


_PREPAREE: ContextVar[Mapping[str, str] | None] = ContextVar("adresse_preparee", default=None)


@contextmanager
def adresse_preparee(adresse: Mapping[str, str]) -> Iterator[None]:
    """Le temps d'un bloc, et pour ce fil seulement, `parametre` lit cette adresse : un écran se prépare sans
    visiteur."""
    jeton = _PREPAREE.set(adresse)
    try:
        yield
    finally:
        _PREPAREE.reset(jeton)


def _memoire() -> dict[str, dict[str, str]]:
    memoire: dict[str, dict[str, str]] = st.session_state.setdefault(_MEMOIRE, {})
    return memoire


def retablir(ecran: str) -> None:
    """Remet dans l'adresse ce que la personne y avait laissé pour cet écran ; l'adresse reçue l'emporte toujours.

    À appeler une fois par passage, avant toute lecture. Un territoire différent oublie vues et sélections.
    """
    memoire = _memoire()
    communs = memoire.setdefault(_COMMUNS, {})
    recu = st.query_params.get("territoire")
    if recu is not None and communs.get("territoire") not in (None, recu):
        _oublier_ecrans()
    change_ecran = st.session_state.get(_ECRAN) != ecran
    st.session_state[_ECRAN] = ecran
    laisses = {**memoire.get(ecran, {}), **communs} if change_ecran else {}
    if remis := {nom: valeur for nom, valeur in laisses.items() if nom not in st.query_params}:
        st.query_params.update(remis)  # d'un coup : chaque écriture est un pas de plus pour « Précédent »
    _retenir(ecran)


def _retenir(ecran: str) -> None:
    memoire = _memoire()
    adresse = st.query_params.to_dict()
    memoire[_COMMUNS] = memoire.get(_COMMUNS, {}) | {nom: adresse[nom] for nom in PARTAGES if nom in adresse}
    memoire[ecran] = {nom: valeur for nom, valeur in adresse.items() if nom not in PARTAGES}


def _oublier_ecrans() -> None:
    memoire = _memoire()
    for ecran in [cle for cle in memoire if cle != _COMMUNS]:
        del memoire[ecran]


def parametre(nom: str, defaut: str = "") -> str:
    """La valeur d'un paramètre de l'adresse, ou `defaut` ; c'est du texte reçu : à comparer à une liste, pas à croire.

    « Précédent » ramène à des adresses nues : territoire et exercice y restent ceux de la session.
    """
    preparee = _PREPAREE.get()
    if preparee is not None:
        return preparee.get(nom, defaut)
    laisse = _memoire().get(_COMMUNS, {}).get(nom, defaut) if nom in PARTAGES else defaut
    valeur: str = st.query_params.get(nom, laisse)
    return valeur


def ecrire_parametre(nom: str, valeur: str | None) -> None:
    """Écrit un paramètre dans l'adresse ; vide ou nul, le retire."""
    if valeur:
        st.query_params[nom] = valeur
    elif nom in st.query_params:
        del st.query_params[nom]
    if st.session_state.get(_ECRAN) is not None:
        _retenir(st.session_state[_ECRAN])


def changer_territoire(identifiant: str) -> None:
    """Passe à un autre territoire : l'exercice reste, les vues et sélections de l'ancien sont oubliées."""
    _oublier_ecrans()
    st.query_params.from_dict({nom: parametre(nom) for nom in PARTAGES if parametre(nom)} | {"territoire": identifiant})
    _retenir(st.session_state[_ECRAN])


def choix(nom: str, options: Mapping[str, str], defaut: str | None = None) -> str:
    """La valeur courante d'un choix tenu par l'adresse : toujours une clé de `options`, la première par défaut."""
    premier = defaut if defaut is not None and defaut in options else next(iter(options))
    courant = parametre(nom, premier)
    return courant if courant in options else premier


def choisir(nom: str, libelle: str, options: Mapping[str, str], defaut: str | None = None) -> str:
    """Dessine ce choix (rien en projection) et rend sa valeur ; le choix par défaut n'est pas écrit dans l'adresse.

    `options` associe la valeur écrite dans l'adresse à son libellé.
    """
    courant = choix(nom, options, defaut)
    if parametre("mode") == "projection":
        return courant
    cle = f"choix_{nom}"
    st.session_state[cle] = courant
    st.segmented_control(
        libelle,
        list(options),
        format_func=lambda valeur: echapper(options[valeur]),
        key=cle,
        required=True,
        label_visibility="collapsed",
        on_change=suivre(nom, cle, choix("", options, defaut)),
    )
    return courant


def refuser(proposes: Mapping[str, Collection[str]]) -> None:
    """Dit chacun de ces choix que l'adresse demande hors de ce qui est proposé ; pour un écran sans onglet."""
    demandes = {nom: parametre(nom) for nom in proposes}
    montrer_refus(choix_refuse(nom) for nom, demande in demandes.items() if demande and demande not in proposes[nom])


def montrer_refus(phrases: Iterable[str]) -> None:
    """Ce que l'adresse demandait et qui n'existe pas, un choix par ligne."""
    if dits := [f":orange[{echapper(typographier(phrase))}]" for phrase in phrases]:
        st.markdown("  \n".join(dits))


def suivre(nom: str, cle: str, premier: str) -> Callable[[], None]:
    """Ce qu'un choix fait quand on le change : il s'écrit dans l'adresse, sauf s'il vaut `premier`, et ramène à la
    première page de ce qu'il resserre."""

    def ecrire() -> None:
        valeur = st.session_state.get(cle)
        ecrire_parametre(nom, None if valeur == premier else valeur)
        ecrire_parametre(PAGE, None)

    return ecrire
