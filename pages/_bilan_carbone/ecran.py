"""Ce que l'écran Bilan carbone assemble : ses choix, tenus par l'adresse, et la vue qu'ils demandent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
import streamlit as st

from core.erreurs import TableManquante
from core.figures.bilan_carbone import vues as bilan
from core.figures.bilan_carbone.annees import Evolution, comparer, vue_annees
from core.figures.bilan_carbone.flash import surplus_des_comptes, vue_flash
from core.figures.bilan_carbone.flux import vue_flux
from core.figures.bilan_carbone.lecture import INCERTITUDES, Lecture, Regard, etats, lire
from core.figures.vue import Vue
from core.methodes import bilan_carbone
from core.modele import SCHEMA_INDICATEURS, Nature
from core.tables.bilan import ETATS_FLUX
from pages._outils import commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES
from pages._outils.vue import configuration

SANS_PANNEAU = frozenset({"flux"})
COUVERTURE = {
    "poste": pl.String,
    "documente_tco2e": pl.Float64,
    "flash_tco2e": pl.Float64,
    "part": pl.Float64,
    "significatif": pl.Boolean,
    "documente": pl.Boolean,
}
MAXIMUM_PROJETE = 7
"""Barres en projection : lisibles du dernier rang."""


@dataclass(frozen=True)
class Choix:
    """Ce que demande l'adresse ; `versions` : celle du bilan d'avant, celle d'après."""

    vue: str
    etat: str
    versions: tuple[str, str]
    incertitude: str
    par: str
    selection: str | None

    @property
    def version(self) -> str:
        """La version de facteurs du bilan montré."""
        return self.versions[1]


def lire_adresse(contexte: Contexte) -> Choix:
    """Les choix de l'adresse, ramenés à ce qui existe ; lève `TableManquante` s'il n'y a ni flux ni comptes."""
    donnees = commun.donnees(contexte)
    if donnees["donnees_activite"].is_empty() and not _comptes(contexte):
        raise TableManquante("donnees_activite", "Données d'activité")
    noms = dict.fromkeys(bilan_carbone.versions(donnees))
    versions = {nom: nom for nom in noms}
    version = commun.choix("version", versions)
    presents = etats_presents(contexte, version)
    vue = commun.choix("vue", vues_possibles(contexte, bool(presents)))
    return Choix(
        vue=vue,
        etat=str(Nature.REALISE) if vue == "flash" or not presents else commun.choix("etat", presents),
        versions=(commun.choix("version_avant", versions, version), version),
        incertitude=commun.choix("incertitude", INCERTITUDES),
        par=commun.choix("par", bilan.REPARTITIONS),
        selection=commun.parametre("selection") or None,
    )


def vues_possibles(contexte: Contexte, flux: bool) -> dict[str, str]:
    """Les vues qui ont quelque chose à montrer : sans flux, le seul bilan flash ; sans comptes, tout sauf lui."""
    comptes = _comptes(contexte)
    if not flux and comptes:
        return {"flash": bilan.VUES["flash"]}
    return {cle: nom for cle, nom in bilan.VUES.items() if comptes or cle != "flash"}


def _comptes(contexte: Contexte) -> bool:
    lignes = commun.donnees(contexte)["lignes_budgetaires"]
    return not lignes.filter(pl.col("exercice") == contexte.exercice).is_empty()


def etats_presents(contexte: Contexte, version: str) -> dict[str, str]:
    """Les états qui ont des flux cet exercice ; aucun si la table est vide."""
    return etats(indicateurs(contexte, version))


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def indicateurs(contexte: Contexte, version: str) -> pl.DataFrame:
    """Les indicateurs du bilan avec cette version de facteurs ; ceux d'un bilan vide s'il n'y a aucun flux."""
    donnees = commun.donnees(contexte)
    if donnees["donnees_activite"].is_empty():
        return pl.DataFrame(schema=SCHEMA_INDICATEURS)
    resultat: pl.DataFrame = bilan_carbone.calculer(donnees, contexte.exercice, version)
    return resultat


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def detail(contexte: Contexte, version: str) -> pl.DataFrame:
    """Les flux de l'exercice, part par part, prévus et réalisés."""
    resultat: pl.DataFrame = bilan_carbone.detail(commun.donnees(contexte), contexte.exercice, version)
    return resultat


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def flash(contexte: Contexte, version: str) -> pl.DataFrame:
    """Ce que les comptes laissent deviner, compte par compte."""
    resultat: pl.DataFrame = bilan_carbone.flash(commun.donnees(contexte), contexte.exercice, version)
    return resultat


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def couverture(contexte: Contexte, version: str) -> pl.DataFrame:
    """Les postes indirects : ce que documentent les flux, ce que diraient de plus les comptes ; vide sans l'un ou l'autre."""
    if indicateurs(contexte, version).is_empty() or not _comptes(contexte):
        return pl.DataFrame(schema=COUVERTURE)
    resultat: pl.DataFrame = bilan_carbone.couverture_indirectes(commun.donnees(contexte), contexte.exercice, version)
    return resultat


def lecture(contexte: Contexte, choix: Choix) -> Lecture:
    """Le bilan lu dans l'état et l'incertitude choisis."""
    return lire(indicateurs(contexte, choix.version), contexte.exercice, choix.etat, choix.incertitude)


def composer(contexte: Contexte, choix: Choix) -> Vue:
    """La vue que demande l'adresse."""
    return _vue(contexte, choix, MAXIMUM_PROJETE if contexte.projection else None)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue(contexte: Contexte, choix: Choix, maximum: int | None) -> Vue:
    lus, lue = indicateurs(contexte, choix.version), lecture(contexte, choix)
    regard = Regard(contexte.territoire.nom, selection(lue, choix), maximum)
    if choix.vue == "activites":
        return bilan.vue_repartition(lue, lus, choix.par, regard)
    if choix.vue == "annees":
        return _annees(contexte, choix)
    if choix.vue == "flash":
        surplus = sum(poste.valeur or 0.0 for poste in surplus_des_comptes(couverture(contexte, choix.version)))
        return vue_flash(
            flash(contexte, choix.version), lue if lue.renseignes else None, lus, contexte.exercice, regard, surplus
        )
    if choix.vue == "flux":
        return vue_flux(de_l_etat(contexte, choix), lue, lus, regard)
    return bilan.vue_postes(lue, lus, regard)


def de_l_etat(contexte: Contexte, choix: Choix) -> pl.DataFrame:
    """Les flux de l'état choisi, part par part."""
    return detail(contexte, choix.version).filter(pl.col("etat") == choix.etat)


def _annees(contexte: Contexte, choix: Choix) -> Vue:
    return vue_annees(
        evolution(contexte, choix),
        indicateurs(contexte, choix.version),
        effets(contexte, choix),
        contexte.territoire.nom,
    )


def evolution(contexte: Contexte, choix: Choix) -> Evolution:
    """De l'exercice précédent à celui-ci : les deux effets."""
    return comparer(effets(contexte, choix), (contexte.exercice - 1, contexte.exercice), choix.versions)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def effets(contexte: Contexte, choix: Choix) -> pl.DataFrame:
    """L'effet activité et l'effet méthode de chaque flux, de l'exercice précédent à celui-ci."""
    resultat: pl.DataFrame = bilan_carbone.effets(
        commun.donnees(contexte), contexte.exercice - 1, contexte.exercice, *choix.versions, choix.etat
    )
    return resultat


def noms(lue: Lecture, choix: Choix) -> dict[str, str]:
    """Ce qui se choisit dans la vue : code d'un poste, ou nom d'une activité ou d'un service."""
    if choix.vue == "activites":
        mesures = lue.services if choix.par == "service" else lue.activites
        return {mesure.nom: mesure.nom for mesure in mesures}
    return {poste.code: poste.nom for poste in lue.postes}


def selection(lue: Lecture, choix: Choix) -> str | None:
    """Ce que l'adresse choisit, s'il existe dans cette vue."""
    return choix.selection if choix.selection in noms(lue, choix) else None


def commandes(contexte: Contexte, choix: Choix) -> None:
    """La vue, l'état et la répartition en boutons ; les hypothèses de calcul derrière une porte."""
    presents = etats_presents(contexte, choix.version)
    vues = vues_possibles(contexte, bool(presents))
    if len(vues) > 1:
        commun.choisir("vue", "Vue", vues)
    if choix.vue == "activites":
        commun.choisir("par", "Répartition", bilan.REPARTITIONS)
    if len(presents) > 1 and choix.vue != "flash":
        commun.choisir("etat", "État", {cle: ETATS_FLUX[cle] for cle in presents})
    with st.popover("Hypothèses", type="tertiary", icon=":material/tune:"):
        _hypotheses(contexte, choix)


def _hypotheses(contexte: Contexte, choix: Choix) -> None:
    st.markdown("**Incertitude**")
    commun.choisir("incertitude", "Incertitude", INCERTITUDES)
    versions = {nom: nom for nom in bilan_carbone.versions(commun.donnees(contexte))}
    _liste("version", f"Facteurs du bilan {contexte.exercice}", versions, next(iter(versions)))
    if choix.vue == "annees":
        _liste("version_avant", f"Facteurs du bilan {contexte.exercice - 1}", versions, choix.version)


def _liste(nom: str, libelle: str, options: Mapping[str, str], defaut: str) -> None:
    """Un choix long, en liste déroulante, tenu par l'adresse comme les autres."""
    cle = f"liste_{nom}"
    st.session_state[cle] = commun.choix(nom, options, defaut)

    def suivre() -> None:
        valeur = st.session_state[cle]
        commun.ecrire_parametre(nom, None if valeur == defaut else valeur)

    st.selectbox(libelle, list(options), format_func=lambda valeur: options[valeur], key=cle, on_change=suivre)


def dessiner(vue: Vue, choix: Choix, contexte: Contexte) -> None:
    """La figure, dont chaque barre se choisit ; pour les flux, la table entière."""
    if choix.vue == "flux":
        commun.tableau(vue.tableau, vue.alt)
        return
    if choix.vue == "annees":
        commun.figure(vue, contexte)
        return
    cle = f"figure_{vue.cle}"

    def suivre() -> None:
        points = st.session_state[cle]["selection"]["points"]
        choisis = [point["customdata"][0] for point in points if point.get("customdata")]
        commun.ecrire_parametre("selection", choisis[0] if choisis else None)

    st.plotly_chart(
        vue.figure,
        width="stretch",
        theme=None,
        key=cle,
        config=configuration(vue.cle),
        alt=vue.alt,
        on_select=suivre,
        selection_mode="points",
    )
