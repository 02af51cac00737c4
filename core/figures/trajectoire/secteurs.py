"""Secteur par secteur : ce qui est observé, et ce que l'indice national demande la même année et en 2030."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from core import resultat
from core.communs.calculs import moins
from core.figures import theme
from core.figures.familles.rangs import GRADUE, Planche, barre, intitule, marges, trait
from core.figures.habits import bande
from core.figures.textes import annotation, sans_html, titre
from core.figures.trajectoire.phrases_secteurs import CONNUE, DEMANDE, PLUSIEURS_NOMS, POINTS, REGLES, demande_en, tete
from core.format_fr import arrondi_significatif, majuscule, nombre, tonnes

RANG, BARRE = 52, 34
LECTURES = {"emissions_snbc": "Sans la population", "emissions_snbc_demographie": "Avec la population"}
REPERE = 2030


@dataclass(frozen=True)
class Secteur:
    """Un secteur du plan climat : observé et demandé la même année, demandé en 2030 (tCO2e, nuls : absents) ; sa
    référence.

    `lu` est le nom que porte l'observé dans les émissions ; `ecart_points`, de combien les points nationaux diffèrent
    de l'indice en 2030 (part).
    """

    nom: str
    annee: int | None
    observe: float | None
    demande: float | None
    en_2030: float | None
    regle: str
    annee_reference: int | None
    demographie: bool
    note: str | None
    lu: str = ""
    ecart_points: float | None = None

    @property
    def ecart(self) -> float | None:
        """Ce qui dépasse l'indice national la dernière année observée, en tCO2e ; négatif : en avance."""
        return moins(self.observe, self.demande)


def lire_secteurs(indicateurs: pl.DataFrame, cadre: pl.DataFrame, lecture: str) -> list[Secteur]:
    """Rapproche chaque secteur du cadre de son chemin, du plus émetteur au moins émetteur, les absents à la fin."""
    chemins = resultat.lire(indicateurs, lecture, perimetre="territoire")
    valeurs = {(nom, annee): valeur for nom, annee, valeur in chemins.select("poste", "exercice", "valeur").iter_rows()}
    lus = [
        Secteur(
            une["secteur"],
            une["annee_observee"],
            une["observe_tco2e"],
            valeurs.get((une["secteur"], une["annee_observee"])),
            valeurs.get((une["secteur"], REPERE)),
            une["regle"],
            une["annee_reference"],
            une["demographie"],
            une["note"],
            une["lus"],
            une["ecart_points_2030"],
        )
        for une in cadre.iter_rows(named=True)
    ]
    return sorted(lus, key=lambda secteur: (secteur.observe is None, -(secteur.observe or 0.0), secteur.nom))


def montrees(secteurs: Sequence[Secteur], lecture: str) -> pl.Expr:
    """Les lignes de résultat que dessinent ces secteurs : l'observé, le demandé la même année et en 2030, leur
    compte."""
    territoire = pl.col("perimetre") == "territoire"
    return pl.any_horizontal(
        pl.col("indicateur") == "secteurs_pcaet_renseignes",
        *(
            territoire & (pl.col("indicateur") == nom) & (pl.col("poste") == poste) & pl.col("exercice").is_in(annees)
            for secteur in secteurs
            for nom, poste, annees in (
                ("emissions", secteur.lu, [secteur.annee]),
                (lecture, secteur.nom, [secteur.annee, REPERE]),
            )
            if secteur.annee is not None
        ),
    )


def dessiner(secteurs: Sequence[Secteur]) -> go.Figure:
    """Une barre par secteur : l'observé ; un trait plein, le demandé la même année ; un trait tireté, celui de 2030."""
    planche = Planche()
    echelle, unite = _echelle(secteurs)
    for rang, secteur in enumerate(secteurs):
        _dessiner(planche, secteur, rang * RANG, echelle)
    planche.textes.append(titre(tete(unite, REPERE)))
    bas = RANG * max(len(secteurs), 1)
    return planche.figure(bas, bas + 66, GRADUE | {"rangemode": "tozero"}, margin=marges(30, 8))


def _dessiner(planche: Planche, secteur: Secteur, haut: float, echelle: float) -> None:
    """Le rang d'un secteur : son nom, sa barre, la part de trop en prune, ses deux repères ; hachuré s'il est
    absent."""
    dit, milieu = sans_html(_dit(secteur)), haut + BARRE
    planche.textes.append(annotation(intitule(_court(secteur.nom), dit), haut + 12))
    if secteur.observe is None:
        planche.traits.append(bande(milieu, 8))
        return
    permis = secteur.observe if secteur.demande is None else min(secteur.observe, secteur.demande)
    for bas, haute, couleur in ((0.0, permis, theme.REALISE), (permis, secteur.observe, theme.PLAFOND_DEPASSE)):
        longueur, base = (haute - bas) / echelle, [bas / echelle]
        planche.traces.append(barre(longueur, milieu, 14, {"color": couleur}, dit, base=base))
    for valeur, sorte in ((secteur.demande, "solid"), (secteur.en_2030, "dot")):
        if valeur is not None:
            ligne = {"color": theme.ENCRE, "width": 2.5, "dash": sorte}
            planche.traits.append(trait(valeur / echelle, milieu, 11, ligne))


def _echelle(secteurs: Sequence[Secteur]) -> tuple[float, str]:
    plus_grand = max((secteur.observe or 0.0 for secteur in secteurs), default=0.0)
    return (1000.0, "ktCO₂e") if plus_grand >= 10_000 else (1.0, "tCO₂e")


def _court(nom: str) -> str:
    """« Industrie hors énergie » : le nom du cadre, assez court pour un téléphone."""
    return majuscule(nom.replace("branche ", ""))


def _dit(secteur: Secteur) -> str:
    if secteur.observe is None:
        return "non renseigné" if secteur.regle == "absente" else PLUSIEURS_NOMS
    if secteur.ecart is None:
        return f"{tonnes(secteur.observe)} en {secteur.annee}"
    ecart = nombre(arrondi_significatif(abs(secteur.ecart)))
    suite = "au niveau demandé" if ecart == "0" else f"{ecart} {'de trop' if secteur.ecart > 0 else 'd’avance'}"
    return f"{tonnes(secteur.observe)}, {suite}"


def tableau(secteurs: Sequence[Secteur]) -> pl.DataFrame:
    """Un secteur par ligne, en tCO2e : observé, demandé, écart, demandé en 2030, et d'où vient sa référence."""
    lignes = [
        (
            secteur.nom,
            None if secteur.annee is None else str(secteur.annee),
            secteur.observe,
            secteur.demande,
            secteur.ecart,
            secteur.en_2030,
            None if secteur.annee_reference is None else str(secteur.annee_reference),
            REGLES[secteur.regle],
            None if secteur.ecart_points is None else secteur.ecart_points * 100,
            secteur.note,
        )
        for secteur in secteurs
    ]
    schema = {
        "Secteur": pl.String,
        "Année": pl.String,
        "Observé (tCO₂e)": pl.Float64,
        DEMANDE: pl.Float64,
        "Écart (tCO₂e)": pl.Float64,
        demande_en(REPERE): pl.Float64,
        "Référence": pl.String,
        CONNUE: pl.String,
        POINTS: pl.Float64,
        "Note": pl.String,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")
