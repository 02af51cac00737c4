"""Ce que l'écran Donut assemble : choix de lentille et de forme, roue cliquable, fiche de l'indicateur choisi."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl
import streamlit as st

from core.figures.donut import phrases
from core.figures.donut.courbe import courbe_svg
from core.figures.donut.svg import PROJECTION, TELEPHONE, donut_svg
from core.figures.donut.vues import vue_donut
from core.figures.vue import Vue
from core.format_fr import INSECABLE, accorder, majuscule, pourcent
from core.modele import origine
from core.tables.indicateurs import LENTILLES, QUALITES
from pages._outils import chargement, commun
from pages._outils.contexte import Contexte
from pages._outils.memoire import PAR_CONTEXTE, RETENUES
from pages._outils.roue import Choix, dessin
from pages._outils.textes import echapper

LENTILLES_PROPOSEES = {"toutes": "Quatre lentilles", **LENTILLES}
FORMES = {"roue": "Roue", "barres": "Barres", "tableau": "Tableau"}
ECARTS_MONTRES = 3
DEPENSE = "depense_affectee"


def _lentilles(lentille: str) -> tuple[str, ...]:
    return tuple(LENTILLES) if lentille == "toutes" else (lentille,)


def commandes() -> None:
    """Les deux choix de l'écran, tenus par l'adresse."""
    commun.choisir("lentille", "Lentille", LENTILLES_PROPOSEES)
    commun.choisir("vue", "Forme", FORMES)


def selection(contexte: Contexte) -> Mapping[str, Any] | None:
    """La ligne de détail de l'indicateur que dit l'adresse ; nulle si elle n'en nomme pas un qui existe."""
    lignes = commun.detail("donut", contexte).filter(pl.col("code") == commun.parametre("selection"))
    return lignes.row(0, named=True) if lignes.height else None


def choisir(code: str) -> None:
    """Écrit l'indicateur choisi dans l'adresse ; vide, l'en retire."""
    commun.ecrire_parametre("selection", code)


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _vue(contexte: Contexte, lentille: str, en_barres: bool) -> Vue:
    return vue_donut(
        commun.indicateurs("donut", contexte),
        commun.detail("donut", contexte),
        contexte.territoire.nom,
        _lentilles(lentille),
        en_barres=en_barres,
    )


@st.cache_resource(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _roue(contexte: Contexte, lentille: str, projection: bool) -> str:
    retenu = commun.detail("donut", contexte).filter(pl.col("lentille").is_in(_lentilles(lentille)))
    vue = _vue(contexte, lentille, False)
    return donut_svg(retenu, vue.alt, cadrage=PROJECTION if projection else TELEPHONE)


def composer(contexte: Contexte, lentille: str, forme: str, choisie: Mapping[str, Any] | None) -> Vue:
    """La vue à montrer ; les chiffres de l'indicateur choisi viennent en tête de « D'où vient ce chiffre »."""
    vue = _vue(contexte, lentille, forme == "barres")
    if choisie is None:
        return vue
    sien = pl.col("poste").eq_missing(pl.lit(choisie["code"])) & (pl.col("indicateur") != DEPENSE)
    consacre = _de_la_dimension(choisie)
    chiffres = pl.concat([vue.indicateurs.filter(choix) for choix in (sien, consacre, ~sien & ~consacre)])
    return replace(vue, indicateurs=chiffres)


def _de_la_dimension(choisie: Mapping[str, Any]) -> pl.Expr:
    """Les dépenses affectées à la dimension de l'indicateur choisi."""
    return (pl.col("indicateur") == DEPENSE) & pl.col("poste").eq_missing(pl.lit(choisie["dimension"]))


def dessiner(contexte: Contexte, vue: Vue, lentille: str, forme: str, choisie: Mapping[str, Any] | None) -> None:
    """Monte la roue ou les barres, cliquables ; ou la table jumelle."""
    if forme == "tableau":
        commun.tableau(vue.tableau, vue.alt)
        return
    code = choisie["code"] if choisie else ""
    svg, etroit, genre = str(vue.figure), "", forme
    if forme == "roue":
        autre = _roue(contexte, lentille, contexte.projection)
        svg, etroit, genre = (autre, "", "projection") if contexte.projection else (svg, autre, "roue")
    dessin(svg, "donut_dessin", genre, etroit=etroit, choix=Choix(code, choisir))


def panneau(contexte: Contexte, lentille: str, choisie: Mapping[str, Any] | None) -> None:
    """À droite : la fiche de l'indicateur choisi, sinon les plus grands écarts et ce qui manque."""
    if choisie is None:
        _ensemble(commun.detail("donut", contexte).filter(pl.col("lentille").is_in(_lentilles(lentille))))
    else:
        _fiche(contexte, choisie)


def _ensemble(lignes: pl.DataFrame) -> None:
    with st.container(key="ensemble", gap="xxsmall"):
        _pires(lignes)
        _trous(lignes)


def _pires(lignes: pl.DataFrame) -> None:
    st.markdown("**Choisissez un indicateur** sur la figure pour ouvrir sa fiche.")
    lignes = lignes.with_columns(seule=pl.len().over("lentille", "dimension") == 1)
    for titre, colonne in (
        ("Les besoins les moins couverts", "manque"),
        ("Les plafonds les plus dépassés", "depassement"),
    ):
        pires = lignes.filter(pl.col(colonne) > 0).sort(colonne, "code", descending=[True, False]).head(ECARTS_MONTRES)
        if pires.height:
            st.markdown(f":small[:gray[{titre}]]")
            for ligne in pires.iter_rows(named=True):
                sujet = ligne["dimension"] if ligne["seule"] else f"{ligne['dimension']} — {ligne['intitule']}"
                nom = echapper(f"{sujet}{INSECABLE}: {phrases.bref(ligne)}")
                st.button(nom, key=f"voir_{ligne['code']}", type="tertiary", on_click=choisir, args=(ligne["code"],))


def _trous(lignes: pl.DataFrame) -> None:
    absentes = lignes.filter(pl.col("statut") == "donnee_absente")
    if absentes.height:
        noms = echapper(", ".join(dict.fromkeys(absentes["dimension"])))
        st.markdown(f":small[:gray[{accorder(absentes.height, 'donnée absente', 'données absentes')}]]  \n{noms}")
    for refuse in lignes.filter(pl.col("statut") == "incoherent").iter_rows(named=True):
        st.warning(f"**{echapper(refuse['intitule'])}** est refusé. {echapper(refuse['raison'])}")


def _fiche(contexte: Contexte, ligne: Mapping[str, Any]) -> None:
    anneau = phrases.ANNEAUX[ligne["anneau"]]
    with st.container(key=f"fiche_{ligne['anneau']}", gap="xsmall"):
        st.markdown(
            f"**{echapper(ligne['dimension'])}**  \n"
            f":small[:gray[{anneau} · lentille {LENTILLES[ligne['lentille']].lower()}]]"
        )
        st.header(echapper(phrases.resume(ligne)), anchor=False)
        rubriques = [
            ("Indicateur", ligne["intitule"]),
            (f"Valeur {ligne['exercice']} · seuil · qui l'a fixé", _valeur(ligne)),
            ("Tendance", phrases.tendance(ligne)),
        ]
        if ligne["raison"] and ligne["statut"] != "donnee_absente":
            rubriques.insert(2, ("Pourquoi aucun secteur", majuscule(f"{ligne['raison'].rstrip('.')}.")))
        _rubriques(rubriques)
        serie = commun.donnees(contexte)["mesures"].filter(pl.col("indicateur") == ligne["code"])
        if courbe := courbe_svg(serie, ligne):
            dessin(courbe, "donut_courbe", "courbe")
        fin = [("Qualité", _qualite(ligne)), ("D'où vient ce chiffre", _adresse(contexte, ligne["code"]))]
        depenses = commun.indicateurs("donut", contexte).filter(_de_la_dimension(ligne)).sort("nature", descending=True)
        if depenses.height:
            fin.append(
                (
                    "Ce que le budget y consacre, dépenses affectées à cette dimension",
                    phrases.consacre(depenses.to_dicts()),
                )
            )
        _rubriques(fin)
        st.button(
            "Fermer la fiche",
            key="fermer_fiche",
            type="tertiary",
            icon=":material/close:",
            on_click=choisir,
            args=("",),
        )


def _rubriques(rubriques: list[tuple[str, str]]) -> None:
    st.markdown("\n\n".join(f":small[:gray[{titre}]]  \n{echapper(texte)}" for titre, texte in rubriques))


def _valeur(ligne: Mapping[str, Any]) -> str:
    valeur = phrases.grandeur(ligne["valeur"], ligne["unite"])
    return f"{valeur} · {phrases.seuil(ligne)} · {phrases.auteur_seuil(ligne)}"


def _qualite(ligne: Mapping[str, Any]) -> str:
    if ligne["valeur"] is None:
        return "donnée absente pour cette année"
    qualite = QUALITES.get(ligne["qualite"], "qualité non renseignée").lower()
    couverture = f", couverture {pourcent(ligne['couverture'])}" if ligne["couverture"] is not None else ""
    return f"{qualite}{couverture} · {ligne['source'] or 'source non renseignée'}"


def _adresse(contexte: Contexte, code: str) -> str:
    """« export SNE.xlsx, feuille « Demandes », D14 » : la cellule de la mesure de l'année."""
    return " ; ".join(_adresses(contexte).get(code, ())) or "aucune ligne importée pour cette année"


@st.cache_data(show_spinner=False, max_entries=RETENUES, hash_funcs=PAR_CONTEXTE)
def _adresses(contexte: Contexte) -> dict[str, list[str]]:
    """Les cellules des mesures de l'année, par indicateur, en une lecture pour toute la roue."""
    lignes = chargement.entrepot().lignes_origine(
        contexte.acces, contexte.territoire.id, origine("mesures", annee=contexte.exercice)
    )
    adresses: dict[str, list[str]] = {}
    for code, fichier, feuille, cellule in lignes.select("indicateur", "fichier", "feuille", "cellule").iter_rows():
        dans = f"feuille «{INSECABLE}{feuille}{INSECABLE}», " if feuille else ""
        adresses.setdefault(code, []).append(f"{fichier}, {dans}{cellule}")
    return adresses
