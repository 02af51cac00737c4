"""Le budget carbone en surfaces : consommé, restant au rythme actuel, et ce qui serait émis au-delà."""

from __future__ import annotations

import plotly.graph_objects as go

from core.figures import theme
from core.figures.familles.etiquettes import Place
from core.figures.textes import en_tete
from core.figures.trajectoire.etiquettes import disposer, le_long, nom_de, type_textes
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases_figures import (
    BUDGET_CONSOMME,
    OBJECTIF,
    OBSERVE,
    axe_budget,
    etiquette_consomme,
    etiquette_epuise,
    etiquette_reste,
)
from core.figures.trajectoire.toile import Toile, tendre
from core.format_fr import ABSENT, arrondi_significatif, avec_unite

PAVES = {
    "restant": {"fillcolor": theme.ESPACE_SUR, "line": {"color": theme.ESPACE_SUR_CONTOUR, "width": 1.5}},
    "au-delà": {
        "fillcolor": "rgba(107, 45, 92, 0.10)",
        "line": {"color": theme.PLAFOND_DEPASSE, "width": 1, "dash": "dot"},
    },
}


def budget(lecture: Lecture) -> go.Figure:
    """Sous l'observé, le budget consommé ; à sa droite, le restant, large de ce qu'il dure au niveau présent.

    La surface bleue et la verte font ensemble la surface sous l'objectif tireté : c'est le même budget.
    """
    toile = tendre(lecture)
    en_tete(toile.figure, axe_budget(toile.unite))
    debut, restant, niveau = lecture.chiffres.get("annee_debut_budget"), lecture.restant, lecture.niveau
    textes: type_textes = {}
    epuise = float(toile.fin)
    if debut is not None and restant is not None and niveau and lecture.depart is not None:
        epuise = min(float(toile.fin), lecture.depart + max(0.0, restant) / niveau)
        _consomme(toile, int(debut))
        _pave(toile, lecture.depart, epuise, "restant")
        _pave(toile, epuise, toile.fin, "au-delà")
        textes = _textes(toile, int(debut), epuise)
    _lignes(toile)
    objectif = toile.mise(lecture.objectif)
    if objectif:
        au_dela = [
            Place(annee + 0.4, valeur, "left", 28.0) for annee, valeur in objectif.items() if annee + 0.2 > epuise
        ]
        textes["objectif"] = (nom_de(lecture, 14), au_dela + le_long(objectif, None))
    disposer(toile, textes, [objectif])
    return toile.figure


def _textes(toile: Toile, debut: int, epuise: float) -> type_textes:
    """Le tonnage de chaque surface en son milieu, et l'année d'épuisement au-dessus."""
    lecture = toile.lecture
    niveau, depart, restant = (lecture.niveau or 0.0) / toile.echelle, lecture.depart or debut, lecture.restant or 0.0
    parts = (0.15, 0.25, 0.40, 0.55, 0.70)
    textes: type_textes = {}
    if depart > debut:
        milieu = (debut + depart) / 2
        textes["consomme"] = (
            etiquette_consomme(tonnage(lecture.chiffres.get("budget_consomme"))),
            [Place(milieu, niveau * part, "center") for part in parts],
        )
    if restant > 0:
        textes["reste"] = (
            etiquette_reste(tonnage(restant)),
            [Place((depart + epuise) / 2, niveau * part, "center") for part in parts],
        )
    annee = lecture.chiffres.get("annee_epuisement")
    if annee is not None and annee < toile.fin:
        textes["epuise"] = (
            etiquette_epuise(annee),
            [Place(epuise, niveau, ancrage, 13.0) for ancrage in ("left", "right", "center")],
        )
    return textes


def tonnage(valeur: float | None) -> str:
    """Un tonnage court : « 2,31 Mt » à partir du million, sinon « 850 kt » ou « 3 940 t »."""
    if valeur is None:
        return ABSENT
    for seuil, unite in ((1e6, "Mt"), (1e4, "kt")):
        if abs(valeur) >= seuil:
            grandeur = arrondi_significatif(valeur / seuil if unite == "Mt" else valeur / 1e3)
            return avec_unite(grandeur, unite, 2 if grandeur < 10 else 1 if grandeur < 100 else 0)
    return avec_unite(arrondi_significatif(valeur), "t")


def _consomme(toile: Toile, debut: int) -> None:
    observees = {annee: valeur for annee, valeur in toile.observees().items() if annee >= debut}
    toile.surface(dict.fromkeys(observees, 0.0), observees, "rgba(36, 91, 120, 0.30)", BUDGET_CONSOMME)


def _pave(toile: Toile, debut: float, fin: float, sens: str) -> None:
    if fin <= debut or toile.lecture.niveau is None:
        return
    niveau = toile.lecture.niveau / toile.echelle
    toile.figure.add_trace(
        go.Scatter(
            x=[debut, debut, fin, fin, debut],
            y=[0, niveau, niveau, 0, 0],
            mode="lines",
            fill="toself",
            hoverinfo="skip",
            name=f"budget, {sens}",
            **PAVES[sens],
        )
    )


def _lignes(toile: Toile) -> None:
    """L'observé en trait plein, l'objectif en tirets."""
    observees, objectif = toile.observees(), toile.mise(toile.lecture.objectif)
    for nom, mise, trait in (
        (OBSERVE, observees, {"color": theme.REALISE, "width": 2.5}),
        (OBJECTIF, objectif, {"color": theme.OBJECTIF, "width": 2.5, "dash": "dash"}),
    ):
        toile.courbe(nom, mise, trait)
