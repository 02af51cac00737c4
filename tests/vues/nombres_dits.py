"""Les nombres qu'écrivent une phrase et une figure, et ceux que des rangées de résultat permettent d'écrire."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import numpy as np
import polars as pl

from core.communs.cotes import APPRECIATIONS
from core.figures import theme
from core.figures.vue import Vue
from core.format_fr import arrondi_significatif
from core.resultat import AXES, lire

_NOMBRE = re.compile(
    r"(?<![\w,.])(?<!<\s)(?P<nombre>[+−-]?\d{1,3}(?:[\u202f\u00a0]\d{3})+(?:,\d+)?|[+−-]?\d+(?:,\d+)?)[\u00a0\u202f ]?"
    r"(?P<unite>Md€|M€|k€|€/hab|€|%|points?\b|ktCO₂e|kgCO₂e|tCO₂e|kt(?![\w/])|t(?![\w/]))"
)
_ECHELLES = {
    "Md€": 1e9,
    "M€": 1e6,
    "k€": 1e3,
    "€": 1.0,
    "€/hab": 1.0,
    "%": 0.01,
    "point": 0.01,
    "ktCO₂e": 1e3,
    "tCO₂e": 1.0,
    "kgCO₂e": 1.0,
    "kt": 1e3,
    "t": 1.0,
}
_ECRITS = ("text", "hovertext", "hovertemplate", "texttemplate")
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)
_AN = re.compile(r"(?:19|20)\d\d(?:\.0)?")
_FIXES = [nom for nom in AXES if nom not in {"classe", "budget", "fonction"}]
_VALEURS = ("valeur", "borne_basse", "borne_haute")
FAVORABLES = ("tres_favorable", "favorable")
_BLANC = re.compile(r"\s")
_BALISE = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Dit:
    """Un nombre écrit avec son unité : sa grandeur sans signe, et de combien son arrondi peut l'écarter."""

    ecrit: str
    grandeur: float
    marge: float
    en_part: bool

    def vaut(self, grandeur: float) -> bool:
        """Vrai si cette grandeur s'écrit ainsi."""
        return abs(grandeur - self.grandeur) <= self.marge


def nombres_dits(texte: str) -> Iterator[Dit]:
    """Les nombres d'un texte qui portent une unité ; une année, un compte n'en portent pas.

    Des tonnes s'écrivent à ce que l'on sait : leurs zéros de fin sont un arrondi.
    """
    for trouve in _NOMBRE.finditer(unescape(_BALISE.sub("|", texte))):
        ecrit = re.sub("[\u202f\u00a0+−-]", "", trouve["nombre"])
        unite = trouve["unite"].removesuffix("s")
        echelle, decimales = _ECHELLES[unite], len(ecrit.partition(",")[2])
        rond = len(ecrit) - len(ecrit.rstrip("0")) if "t" in unite and not decimales and ecrit.strip("0") else 0
        grandeur = float(ecrit.replace(",", ".")) * echelle
        yield Dit(trouve.group(), grandeur, 0.501 * echelle * 10.0 ** (rond - decimales), unite in {"%", "point"})


def textes(figure: Any) -> Iterator[str]:  # noqa: ANN401
    """Les textes que montre une figure, plotly ou SVG."""
    if isinstance(figure, str):
        yield from _BALISE.sub("\n", _STYLE.sub("", figure)).split("\n")
    elif isinstance(figure, dict):
        for cle, valeur in figure.items():
            if cle in _ECRITS:
                yield from (
                    un for un in np.atleast_1d(np.asarray(valeur, dtype=object)).tolist() if isinstance(un, str)
                )
            elif not isinstance(valeur, str):
                yield from textes(valeur)
    elif isinstance(figure, list | tuple):
        for valeur in figure:
            if not isinstance(valeur, str):
                yield from textes(valeur)


@dataclass(frozen=True)
class Permis:
    """Ce que des rangées permettent d'écrire : des grandeurs, et des parts (0–1), triées."""

    grandeurs: np.ndarray
    parts: np.ndarray

    def disent(self, dit: Dit) -> bool:
        """Vrai si l'une des grandeurs permises s'écrit ainsi."""
        permises = self.parts if dit.en_part else self.grandeurs
        rang = int(np.searchsorted(permises, dit.grandeur - dit.marge))
        return rang < permises.size and bool(permises[rang] <= dit.grandeur + dit.marge)

    def tracent(self, longueur: float) -> bool:
        """Vrai si cette longueur est l'une d'elles, en unités, en milliers ou en part ; ou rien, ou toute l'échelle."""
        if longueur in {0.0, 1.0}:
            return True
        return any(
            _a(permises, longueur * echelle) for permises in (self.grandeurs, self.parts) for echelle in (1, 1000)
        )


def _a(permises: np.ndarray, grandeur: float) -> bool:
    rang = int(np.searchsorted(permises, grandeur * (1 - 1e-6)))
    return rang < permises.size and bool(permises[rang] <= grandeur * (1 + 1e-6))


def permis(vue: Vue) -> Permis:
    """Les valeurs et bornes listées ; leurs sommes ; l'écart de deux rangées d'un même sujet ; ce que la vue déclare
    tirer d'elles dans sa table, et ses repères.

    Une part est une rangée en part ou en pour cent, un écart de parts, ou un rapport : à un total, ou entre deux
    rangées d'un même sujet.
    """
    lus = vue.indicateurs
    listees = np.concatenate([lus[nom].drop_nulls().to_numpy() for nom in _VALEURS])
    connues = lus.drop_nulls("valeur")
    sommes, totaux = _sommes(connues)
    ecarts, rapports = _entre_memes(lus)
    tirees = [vue.tableau[nom].drop_nulls().cast(pl.Float64).to_numpy() for nom in vue.derivees]
    reperes = np.array([*vue.reperes, *_rapportes(connues)], dtype=float)
    grandeurs = np.concatenate([listees, sommes, ecarts, *tirees, reperes])
    rapportees = (np.concatenate([listees, sommes])[:, None] / totaux[totaux != 0][None, :]).ravel()
    parts = np.concatenate([grandeurs, grandeurs / 100, rapports, rapportees])
    return Permis(np.unique(np.abs(grandeurs)), np.unique(np.abs(parts)))


def _sommes(connues: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Les sommes d'un indicateur, ses plus grandes rangées d'abord ou ses plus petites ; d'un poste, d'un exercice à
    l'autre, des dépenses réelles. Et ses totaux : la rangée de l'ensemble, la somme de toutes."""
    sommes, totaux = [np.zeros(0)], [np.zeros(0)]
    for _, groupe in connues.group_by("indicateur", "nature", "exercice", *_FIXES):
        parties = groupe.filter(pl.col("poste").is_not_null())
        valeurs = np.sort((groupe if parties.is_empty() else parties)["valeur"].to_numpy())
        sommes += [np.cumsum(valeurs), np.cumsum(valeurs[::-1])]
        totaux += [valeurs.sum(keepdims=True), groupe.filter(pl.col("poste").is_null())["valeur"].to_numpy()]
    for cles in (("indicateur", "nature", "exercice", "poste"), ("indicateur", "nature", "poste", *_FIXES)):
        sommes.append(connues.group_by(cles).agg(pl.col("valeur").sum())["valeur"].to_numpy())
    classees = connues.filter(pl.col("classe").is_not_null())
    for classes in (FAVORABLES, APPRECIATIONS):
        reunies = classees.filter(pl.col("classe").is_in(classes))
        reunies = reunies.group_by("indicateur", "nature", "exercice", "poste", *_FIXES).agg(pl.col("valeur").sum())
        sommes.append(reunies["valeur"].to_numpy())
    totaux.append(sommes[-1])
    reelles = connues.filter(pl.col("indicateur").str.contains("depenses_reelles_(?:fonct|invest)"))
    return np.concatenate([*sommes, np.array([reelles["valeur"].sum()])]), np.concatenate(totaux)


def _entre_memes(lus: pl.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Écarts et rapports entre deux valeurs ou bornes qui parlent du même poste."""
    ecarts, rapports = [np.zeros(0)], [np.zeros(0)]
    for _, groupe in lus.group_by("poste"):
        valeurs = np.unique(np.concatenate([groupe[nom].drop_nulls().to_numpy() for nom in _VALEURS]))
        ecarts.append((valeurs[:, None] - valeurs[None, :]).ravel())
        rapports.append((valeurs[:, None] / valeurs[valeurs != 0][None, :]).ravel())
    return np.concatenate(ecarts), np.concatenate(rapports)


def _rapportes(connues: pl.DataFrame) -> list[float]:
    """Ce que rapporte par an une mesure au coût négatif : son coût d'une tonne, par les tonnes qu'elle évite."""
    couts, gains = (lire(connues, nom).select("poste", "valeur") for nom in ("cout_abattement", "gain_declare"))
    return [arrondi_significatif(cout * gain) for _, cout, gain in couts.join(gains, on="poste").iter_rows()]


def longueurs(figure: Any) -> Iterator[float]:  # noqa: ANN401
    """Ce que dessinent les tracés d'une figure plotly : la longueur de chaque barre, la hauteur de chaque point daté.

    Un tracé dont les deux coordonnées placent (un trait de repère, une étiquette) n'en dit aucune ; des hachures
    grises non plus : ce qu'elles disent absent n'a pas de longueur.
    """
    for trace in [] if isinstance(figure, str) else figure.to_dict()["data"]:
        barre, couche = trace["type"] == "bar", trace.get("orientation") == "h"
        valeurs, places = (trace.get(nom) for nom in (("x", "y") if couche else ("y", "x")))
        datee = not barre and places is not None and all(_AN.fullmatch(str(place)) for place in places)
        absente = trace.get("marker", {}).get("pattern", {}).get("fgcolor") == theme.MANQUANT_HACHURE
        if valeurs is not None and (barre or datee) and not absente:
            yield from (float(une) for une in valeurs if isinstance(une, int | float) and math.isfinite(une))


SANS_LONGUEUR = {
    "arbitrage": "chaque lentille a son échelle : une longueur y est une part de la figure",
    "carbone_": "milliers de tonnes, empilés et prolongés d'une année à l'autre entre deux points connus",
    "bilan_annees": "la marche du réel est ce que les deux autres effets laissent de l'écart : elle se tire d'eux",
    "climat_couts": "une barre qui dépasse l'échelle est entaillée : son chiffre s'écrit à côté",
    "vert_axes": "une pastille par case : ses coordonnées la placent, son aire dit le montant",
}
"""Par début de clé, les vues dont les tracés ne se mesurent pas en chiffres, et pourquoi ; leurs textes se lisent."""
SANS_TITRE = {
    "bilan_flash": "ce qui n'a pas de ratio, et ce que les comptes diraient de plus, se font compte par compte : la "
    "table les porte, aucune rangée"
}
"""Les vues dont titre et sous-titre disent une somme sans rangée, et pourquoi ; leur figure se vérifie."""
AUTRES = re.compile(r"\bAutres\b")
"""Ce qui réunit ce que la figure ne détaille pas : une somme qui ne se recompte pas ici."""
AILLEURS = re.compile(r"dernière valeur connue|^\d+\s% (?:solide|fragile)$|^(?:50|100)\s%$")
"""La valeur d'un autre exercice, dite telle ; un seuil national ; une graduation."""
NOMMENT = ("Indicateur", "Périmètre")
"""Colonnes de la table qui nomment : un nom peut porter un nombre (« au seuil de 60 % »)."""


def ecarts_dits(vue: Vue) -> tuple[int, list[str]]:
    """Combien de nombres ont été vérifiés dans le titre, le sous-titre et la figure ; et ceux que rien ne permet."""
    permises, figure = permis(vue), vue.figure if isinstance(vue.figure, str) else vue.figure.to_dict()
    ecrits = [texte for texte in textes(figure) if not AILLEURS.search(texte)]
    autres = [dit for texte in ecrits if AUTRES.search(texte) for dit in nombres_dits(texte)]
    noms = "".join(
        _BLANC.sub(" ", nom) for une in NOMMENT if une in vue.tableau.columns for nom in vue.tableau[une].drop_nulls()
    )
    sus = {dit.ecrit for dit in autres}
    verifies, orphelins, sans_rangee = 0, list[str](), list[float]()
    titres = () if vue.cle in SANS_TITRE else (vue.message, vue.sous_titre)
    for texte in (*titres, *ecrits):
        for dit in nombres_dits(texte):
            verifies += 1
            if not permises.disent(dit) and dit.ecrit not in sus and _BLANC.sub(" ", dit.ecrit) not in noms:
                orphelins.append(f"« {dit.ecrit} » dans « {texte} »")
    if vue.cle.startswith(tuple(SANS_LONGUEUR)):
        return verifies, orphelins
    for longueur in longueurs(vue.figure):
        verifies += 1
        if not permises.tracent(abs(longueur)):
            sans_rangee.append(longueur)
    if len(sans_rangee) > 2 * len(sus):
        orphelins += [f"tracé de {une}" for une in sans_rangee]
    return verifies, orphelins
