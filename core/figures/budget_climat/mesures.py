"""Les mesures une à une : leur effet tel qu'il est déclaré, et à côté ce qu'il en reste quand les effets se
recouvrent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from core.communs.climat.reunies import couts_reunis, effets_reunis
from core.figures import theme
from core.figures.budget_climat.lecture import DECISIONS, Lecture, Mesure
from core.figures.budget_climat.phrases_mesures import ACHEVEE, EFFET_INCONNU, reduits, tete_mesures
from core.figures.familles.rangs import CLIC, GRADUE, Planche, barre, marges, opacite
from core.figures.habits import IDENTIFIE, bande, contour, type_habit
from core.figures.textes import annotation, court, gras, note, sans_html, titre
from core.format_fr import accorder, avec_unite, euros_court, nombre

RANG, LETTRES = 62, 40
PLEIN = {"color": theme.ESPACE_SUR_CONTOUR}


@dataclass(frozen=True)
class Rang:
    """Une ligne de la figure : son nom, ce qu'on en dit dessous, son effet brut et réduit (tCO2e ; nuls : absents)."""

    code: str
    nom: str
    dessous: str
    brut: float | None
    reduit: float | None
    decidee: bool = True


def rangs(lecture: Lecture, annee: int | None, maximum: int, choisie: str | None = None) -> list[Rang]:
    """Les plus fortes mesures chiffrées, la choisie toujours comprise ; les autres réunies ; puis les non chiffrées,
    comptées."""
    if annee is None:
        return []
    ordre = sorted(
        (mesure for mesure in lecture.mesures.values() if annee in mesure.effets),
        key=lambda mesure: (-mesure.effets[annee], mesure.code),
    )
    codes = {mesure.code for mesure in sorted(ordre, key=lambda mesure: mesure.code != choisie)[:maximum]}
    montrees = [
        Rang(
            mesure.code,
            mesure.intitule,
            conditions(mesure),
            mesure.effets[annee],
            mesure.reduits.get(annee),
            mesure.decision == "decidee",
        )
        for mesure in ordre
        if mesure.code in codes
    ]
    for decision, nom in (("decidee", "Autres mesures décidées"), ("identifiee", "Autres mesures identifiées")):
        montrees += _reunies(
            [mesure for mesure in ordre if mesure.code not in codes and mesure.decision == decision], annee, nom
        )
    return montrees + _muettes(lecture)


def _reunies(reste: Sequence[Mesure], annee: int, nom: str) -> list[Rang]:
    """Celles qui ne sont pas dessinées une à une, d'une même décision, en un seul rang."""
    if not reste:
        return []
    couts = [mesure.nombre("cout_eur") for mesure in reste]
    cout = couts_reunis(couts)
    au_moins = "au moins " if None in couts else ""
    return [
        Rang(
            "",
            f"{nom} ({len(reste)})",
            "coût inconnu" if cout is None else f"{au_moins}{euros_court(cout)}",
            effets_reunis([mesure.effets for mesure in reste])[annee],
            effets_reunis([mesure.reduits for mesure in reste]).get(annee, 0.0),
            reste[0].decision == "decidee",
        )
    ]


def _muettes(lecture: Lecture) -> list[Rang]:
    muettes = lecture.comptes.get("mesures_non_chiffrees", 0)
    return (
        [Rang("", accorder(muettes, "mesure non chiffrée", "mesures non chiffrées"), EFFET_INCONNU, None, None)]
        if muettes
        else []
    )


def conditions(mesure: Mesure) -> str:
    """« Patrimoine bâti · 9,6 M€ » : qui en répond, ce qu'elle coûte."""
    cout = mesure.nombre("cout_eur")
    service = str(mesure.fiche.get("service") or "aucun service désigné")
    return f"{service} · {'coût inconnu' if cout is None else euros_court(cout)}"


def dessiner(lignes: Sequence[Rang], choisie: str | None = None) -> go.Figure:
    """Une mesure par rang : en contour l'effet déclaré, en plein ce qu'il en reste ; en pointillé, identifié
    seulement."""
    planche = Planche()
    grand = max((ligne.brut or 0.0 for ligne in lignes), default=0.0)
    echelle, unite = (1000.0, "ktCO₂e par an") if grand >= 10_000 else (1.0, "tCO₂e par an")
    for rang, ligne in enumerate(lignes):
        _rang(planche, ligne, rang * RANG, echelle, choisie)
    planche.textes.append(titre(tete_mesures(unite)))
    bas = RANG * max(len(lignes), 1)
    axe = GRADUE | {"range": [0, (grand or 1.0) / echelle * 1.04], "tickformat": ",~r"}
    return planche.figure(bas, bas + 66, axe, margin=marges(28, 8), **CLIC)


def _rang(planche: Planche, ligne: Rang, haut: float, echelle: float, choisie: str | None) -> None:
    """Le nom de la mesure, ce qu'on en dit, et ses barres ; une bande absente si son effet est inconnu."""
    dessous, milieu = sans_html(f"{_effet(ligne)}{ligne.dessous}"), haut + 46
    planche.textes.extend((annotation(gras(court(ligne.nom, LETTRES)), haut + 10), note(dessous, haut + 28)))
    if ligne.brut is None:
        planche.traits.append(bande(milieu, 8))
        return
    survol, vue = f"{gras(ligne.nom)}<br>{dessous}", {"opacity": opacite(choisie, ligne.code)}
    planche.traces.extend(
        barre(valeur / echelle, milieu, epaisseur, habit | vue, survol, customdata=[ligne.code], name=ligne.nom)
        for valeur, epaisseur, habit in _barres(ligne)
    )


def _barres(ligne: Rang) -> list[tuple[float, int, type_habit]]:
    """Le brut en contour, le réduit en plein dedans ; une mesure seulement identifiée n'a que son brut, en
    pointillé."""
    brut = max(0.0, ligne.brut or 0.0)
    if not ligne.decidee:
        return [(brut, 18, IDENTIFIE)]
    dehors: list[tuple[float, int, type_habit]] = [(brut, 18, contour(theme.ESPACE_SUR_CONTOUR))]
    return dehors if ligne.reduit is None else [*dehors, (max(0.0, ligne.reduit), 10, {**PLEIN})]


def _effet(ligne: Rang) -> str:
    """« 4 200 t → 4 039 t · » ; un seul nombre si rien ne se recouvre, rien si l'effet est inconnu."""
    if ligne.brut is None:
        return ""
    if ligne.reduit is None or not ligne.decidee or nombre(ligne.reduit) == nombre(ligne.brut):
        return f"{avec_unite(ligne.brut, 't')} · "
    return f"{avec_unite(ligne.brut, 't')} → {avec_unite(ligne.reduit, 't')} · "


def table_courte(lecture: Lecture) -> pl.DataFrame:
    """Pour le panneau : chaque mesure, son service, ses tonnes par an une fois achevée ou « non chiffrée », son coût en
    k€."""
    lignes = [
        (
            mesure.intitule,
            str(mesure.fiche.get("service") or "non désigné"),
            nombre(gain) if (gain := mesure.nombre("gain_tco2e_par_an")) is not None else "non chiffrée",
            None if (cout := mesure.nombre("cout_eur")) is None else float(round(cout / 1000)),
        )
        for mesure in _ordre(lecture)
    ]
    schema = {"Mesure": pl.String, "Service": pl.String, "tCO₂e/an": pl.String, "Coût (k€)": pl.Float64}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def table(lecture: Lecture, annee: int | None) -> pl.DataFrame:
    """Une mesure par ligne, non chiffrées et abandonnées comprises : service, avancement, tonnes brutes et réduites,
    coût.

    Un effet nul est une donnée absente.
    """
    lignes = [
        (
            mesure.intitule,
            str(mesure.fiche.get("service") or "") or None,
            mesure.fiche.get("secteur"),
            mesure.statut,
            DECISIONS[mesure.decision],
            "Chiffrée" if mesure.chiffree else "Non chiffrée",
            mesure.annees,
            mesure.nombre("gain_tco2e_par_an"),
            mesure.effets.get(annee or 0),
            mesure.reduits.get(annee or 0),
            mesure.logarithmes.get(annee or 0),
            mesure.nombre("cout_eur"),
        )
        for mesure in _ordre(lecture)
    ]
    quand = "" if annee is None else f" en {annee}"
    schema = {
        "Mesure": pl.String,
        "Service responsable": pl.String,
        "Secteur": pl.String,
        "Avancement": pl.String,
        "Décision": pl.String,
        "Effet": pl.String,
        "Années": pl.String,
        ACHEVEE: pl.Float64,
        f"Effet brut{quand} (tCO₂e)": pl.Float64,
        **dict.fromkeys(reduits(quand), pl.Float64),
        "Investissement (€)": pl.Float64,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _ordre(lecture: Lecture) -> list[Mesure]:
    """Les chiffrées d'abord, de la plus forte à la plus faible une fois achevée ; les abandonnées à la fin."""
    return sorted(
        lecture.mesures.values(),
        key=lambda mesure: (
            mesure.decision == "abandonnee",
            not mesure.chiffree,
            -(mesure.nombre("gain_tco2e_par_an") or 0.0),
            mesure.intitule,
        ),
    )
