"""Les gestes que partagent les écrans : une figure dont un morceau se choisit, des rubriques, une liste, un fichier.

Tout choix vit dans l'adresse : aucun de ces gestes ne garde d'état à lui.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from core.documents.tableaux import en_francais
from core.figures.vue import Vue
from core.format_fr import typographier
from pages._outils import phrases
from pages._outils.contexte import Contexte
from pages._outils.etat import choix, ecrire_parametre, suivre
from pages._outils.textes import echapper
from pages._outils.vue import figure

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def figure_choisie(vue: Vue, contexte: Contexte, parametre: str = "selection") -> None:
    """La figure, dont chaque morceau se choisit : la première valeur de son `customdata` s'écrit dans l'adresse."""
    cle = f"figure_{vue.cle}"

    def retenir() -> None:
        ecrire_parametre(parametre, morceau(st.session_state[cle]["selection"]["points"]))

    figure(vue, contexte, retenir)


def morceau(points: Sequence[Mapping[str, Any]]) -> str | None:
    """Le code que porte le premier point choisi ; nul si rien n'est choisi, ou si ce point ne désigne rien."""
    porte = points[0].get("customdata") if points else None
    code = porte[0] if isinstance(porte, list | tuple) and porte else porte
    return str(code) if code else None


def rubriques(textes: Sequence[tuple[str, str]]) -> None:
    """Des rubriques l'une sous l'autre : un titre en petit, son texte dessous."""
    st.markdown("\n\n".join(rubrique(titre, texte) for titre, texte in textes))


def rubrique(titre: str, texte: str) -> str:
    """Une rubrique en markdown, ses deux textes échappés."""
    return f":small[:gray[{echapper(titre)}]]  \n{echapper(texte)}"


def liste(
    nom: str,
    libelle: str,
    options: Mapping[str, str],
    defaut: str | None = None,
    invite: str | None = None,
    **reglages: Any,  # noqa: ANN401
) -> str:
    """Un choix long, en liste déroulante, tenu par l'adresse ; rend une clé d'`options`. Le premier n'y est pas écrit.

    Avec une `invite`, rien n'est choisi d'abord : elle se lit en gris, une croix y ramène, et la liste rend "".
    `reglages` va à la liste : `label_visibility`, `help`, `width`.
    """
    admises = options if invite is None else {"": invite, **options}
    cle, premier = f"liste_{nom}", choix("", admises, defaut)
    courant = choix(nom, admises, defaut)
    st.session_state[cle] = courant if courant in options else None
    st.selectbox(
        libelle,
        list(options),
        index=0 if invite is None else None,
        placeholder=invite,
        format_func=lambda valeur: typographier(options[valeur]),
        key=cle,
        on_change=suivre(nom, cle, premier),
        **reglages,
    )
    return courant


def frappes(recues: Mapping[Any, Mapping[str, Any]], rangs: int) -> dict[int, Mapping[str, Any]]:
    """Ce qu'une grille de `rangs` rangs a reçu, par rang ; un rang qu'elle n'a pas (forgé, −1 surtout) est ignoré."""
    return {int(rang): valeurs for rang, valeurs in recues.items() if str(rang).isdecimal() and int(rang) < rangs}


def depenses_choisies(
    lignes: pl.DataFrame, titre: str, *, largeur_libelle: int = 190, compte: str = "", alt: str = ""
) -> None:
    """Les dépenses d'un morceau choisi, déjà triées et en en-têtes français, et de quoi revenir à l'ensemble.

    `compte`, en markdown, dit combien et d'où ; à défaut, combien de dépenses.
    """
    revenir(titre)
    st.markdown(phrases.de_la_plus_grande(compte or phrases.depenses(lignes.height)))
    nombres = [nom for nom, dtype in lignes.schema.items() if dtype.is_numeric() or nom == "Montant"]
    st.dataframe(
        en_francais(lignes).to_arrow(),
        width="stretch",
        height=420,
        hide_index=True,
        alt=alt or titre,
        column_config={nom: st.column_config.TextColumn(nom, alignment="right") for nom in nombres}
        | {"Libellé": st.column_config.TextColumn("Libellé", width=largeur_libelle)},
    )


def revenir(titre: str) -> None:
    """Le nom du morceau choisi, et de quoi revenir à l'ensemble."""
    st.subheader(echapper(titre), anchor=False)
    st.button(
        "Revenir à l’ensemble",
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=ecrire_parametre,
        args=("selection", None),
    )


def telecharger(libelle: str, fabriquer: Callable[[], bytes], nom: str, mime: str = XLSX) -> None:
    """Un fichier fabriqué au moment où on le demande."""
    st.download_button(libelle, fabriquer, nom, mime, icon=":material/download:", on_click="ignore")
