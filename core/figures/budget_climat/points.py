"""Trois points par an : les tonnes constatées face aux tonnes visées, les euros dépensés face aux euros prévus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from core.figures import theme
from core.figures.budget_climat.lecture import Lecture
from core.figures.budget_climat.phrases_mesures import LIGNE_REALISEE, TONNES_EVITEES, VISE
from core.figures.familles.rangs import CLIC, MUET, Planche, barre, intitule, marges, opacite, trait
from core.figures.habits import contour, hachure
from core.figures.textes import annotation, court, gras, note, sans_html, titre
from core.format_fr import euros_court, nombre, tonnes
from core.tables.carbone import STATUTS_ACTION
from core.tables.climat import RAPPORTS

RANG, LETTRES = 60, 44
DROITE = 0.53
"""Où commence la colonne des euros, en part de la largeur."""
PLEIN = {"color": theme.REALISE}
DEBORD = 1.25
"""L'axe va jusqu'à 125 % du contour ; au-delà, la barre est coupée et son chiffre est écrit."""


@dataclass(frozen=True)
class Point:
    """Une mesure suivie un exercice : ce qui est constaté à chaque rapport, ce qui est visé à terme et prévu ; nul :
    absent."""

    code: str
    intitule: str
    statuts: Mapping[str, str]
    commentaire: str | None
    gains: Mapping[str, float | None]
    depenses: Mapping[str, float | None]
    gain_vise: float | None
    depense_prevue: float | None
    ligne_realisee: float | None

    @property
    def dernier(self) -> str:
        """Le dernier rapport fait."""
        return max(self.statuts)

    @property
    def gain(self) -> float | None:
        """Le dernier gain mesuré, en tCO2e par an."""
        return _dernier(self.gains)

    @property
    def depense(self) -> float | None:
        """La dernière dépense déclarée, en euros, depuis le début de l'exercice."""
        return _dernier(self.depenses)


def _dernier(serie: Mapping[str, float | None]) -> float | None:
    connus = [rapport for rapport, valeur in serie.items() if valeur is not None]
    return serie[max(connus)] if connus else None


def lire_points(indicateurs: pl.DataFrame, suivis: pl.DataFrame, lecture: Lecture) -> list[Point]:
    """Les mesures suivies d'un périmètre cet exercice, les plus chères d'abord ; rien n'est sommé ici."""
    lus = indicateurs.filter((pl.col("exercice") == lecture.exercice) & (pl.col("perimetre") == lecture.perimetre))
    valeurs = {
        (nom, code, rapport): valeur
        for nom, code, rapport, valeur in lus.select("indicateur", "poste", "rapport", "valeur").iter_rows()
    }
    siens = suivis.filter((pl.col("exercice") == lecture.exercice) & pl.col("action").is_in(list(lecture.mesures)))
    points = []
    for (code,), groupe in siens.sort("rapport").group_by("action", maintain_order=True):
        rapports = [str(rapport) for rapport in groupe["rapport"]]
        points.append(
            Point(
                str(code),
                lecture.mesures[str(code)].intitule,
                dict(
                    groupe.select("rapport", pl.col("statut").replace_strict(STATUTS_ACTION, default=None)).iter_rows()
                ),
                groupe["commentaire"].drop_nulls().to_list()[-1] if groupe["commentaire"].drop_nulls().len() else None,
                {rapport: valeurs.get(("gain_constate", str(code), rapport)) for rapport in rapports},
                {rapport: valeurs.get(("depense_constatee", str(code), rapport)) for rapport in rapports},
                valeurs.get(("gain_vise", str(code), None)),
                valeurs.get(("depense_prevue", str(code), None)),
                valeurs.get(("ligne_realisee", str(code), None)),
            )
        )
    return sorted(points, key=lambda point: (-(point.depense_prevue or point.depense or 0.0), point.intitule))


def montrer(points: Sequence[Point], maximum: int, choisie: str | None) -> list[Point]:
    """Les premières, la mesure choisie toujours comprise."""
    premieres = sorted(points, key=lambda point: point.code != choisie)[:maximum]
    return [point for point in points if point in premieres]


def rangs(points: Sequence[Point], choisie: str | None = None) -> go.Figure:
    """Deux colonnes de barres, chacune en part de ce qui est visé ou prévu (le contour fait 100 %) ; un trait blanc par
    point passé."""
    planche = Planche()
    for rang, point in enumerate(points):
        _rang(planche, point, rang * RANG, choisie)
    planche.textes.extend((titre(TONNES_EVITEES), titre("euros dépensés", gauche=DROITE)))
    bas, axe = RANG * max(len(points), 1), MUET | {"range": [0, DEBORD]}
    return planche.figure(
        bas,
        bas + 44,
        axe | {"domain": [0, 0.47]},
        xaxis2=axe | {"domain": [DROITE, 1], "anchor": "y"},
        margin=marges(30, bas=4),
        **CLIC,
    )


def _rang(planche: Planche, point: Point, haut: float, choisie: str | None) -> None:
    """Le nom de la mesure, ses deux constats écrits, puis leurs deux barres."""
    ecrit = sans_html(point.statuts[point.dernier] or "")
    planche.textes.append(annotation(intitule(court(point.intitule, LETTRES), ecrit), haut + 10))
    gain = tonnes(point.gain) if point.gain is not None else "non mesuré"
    vise = None if point.gain_vise is None else nombre(point.gain_vise)
    depense = euros_court(point.depense) if point.depense is not None else "dépense absente"
    prevu = None if point.depense_prevue is None else euros_court(point.depense_prevue)
    planche.textes.append(note(_face_a(gain, vise, "visées"), haut + 28))
    planche.textes.append(note(_face_a(depense, prevu, "prévus"), haut + 28, gauche=DROITE))
    vue = opacite(choisie, point.code)
    _barre(planche, (haut + 46, vue), point, "x", (point.gains, point.gain_vise))
    _barre(planche, (haut + 46, vue), point, "x2", (point.depenses, point.depense_prevue))


def _face_a(constate: str, attendu: str | None, participe: str) -> str:
    if attendu is None:
        return f"{constate}, {'rien de prévu' if participe == 'prévus' else 'rien de visé'}"
    return f"{constate} / {attendu} {participe}"


def _barre(
    planche: Planche,
    place: tuple[float, float],
    point: Point,
    axe: str,
    valeurs: tuple[Mapping[str, float | None], float | None],
) -> None:
    """Le visé ou le prévu en contour, le constaté en plein ; sans lui, pas d'échelle : rien n'est dessiné."""
    milieu, vue = place
    constates, attendu = valeurs
    dernier = _dernier(constates)
    if not attendu:
        return
    dedans = (0.12, 12, hachure()) if dernier is None else (min(DEBORD, dernier / attendu), 10, PLEIN)
    planche.traces.extend(
        barre(
            longueur,
            milieu,
            epaisseur,
            habit | {"opacity": vue},
            gras(point.intitule),
            customdata=[point.code],
            xaxis=axe,
            yaxis="y",
        )
        for longueur, epaisseur, habit in ((1.0, 18, contour(theme.REALISE)), dedans)
    )
    passes = [valeur for rapport, valeur in constates.items() if valeur is not None and rapport != max(constates)]
    planche.traits.extend(
        trait(valeur / attendu, milieu, 5, {"color": theme.PAPIER, "width": 2}, xref=axe, yref="y")
        for valeur in passes
        if dernier is not None and 0 < valeur < dernier
    )


def table(points: Sequence[Point]) -> pl.DataFrame:
    """Une mesure et un rapport par ligne : avancement, tonnes, euros, et le réalisé de la ligne budgétaire qui la
    porte."""
    lignes = [
        (
            point.intitule,
            RAPPORTS[rapport],
            point.statuts[rapport],
            point.gains[rapport],
            point.gain_vise,
            point.depenses[rapport],
            point.depense_prevue,
            point.ligne_realisee,
        )
        for point in points
        for rapport in point.statuts
    ]
    schema = {
        "Mesure": pl.String,
        "Point": pl.String,
        "Avancement": pl.String,
        "Constaté (tCO₂e/an)": pl.Float64,
        VISE: pl.Float64,
        "Dépensé (€)": pl.Float64,
        "Prévu (€)": pl.Float64,
        LIGNE_REALISEE: pl.Float64,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")
