"""D'une année à l'autre : ce que notre activité a changé, et ce qui ne tient qu'à des facteurs révisés."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from core.figures.bilan_carbone.nombres import UNITE, ecrire, pas
from core.figures.bilan_carbone.repartition import MASQUE
from core.figures.familles.cascade import Marche, dessiner
from core.figures.vue import Vue
from core.format_fr import INSECABLE, accorder
from core.methodes.bilan_carbone.effets import Evolution

SEPARES = 4
"""Postes montrés un à un ; les autres sont réunis."""


def vue_annees(evolution: Evolution, indicateurs: pl.DataFrame, effets: pl.DataFrame, nom: str) -> Vue:
    """La cascade : le bilan d'avant, l'effet de l'activité poste par poste, l'effet de la méthode, le bilan d'après.

    `indicateurs` : ce que la méthode dit des mêmes effets (`indicateurs_effets`).
    """
    debut, fin = evolution.annees
    message = message_annees(evolution)
    memes = evolution.versions[0] == evolution.versions[1]
    return Vue(
        cle="bilan_annees",
        message=message,
        sous_titre=f"{nom} · organisation, {debut} → {fin} · "
        + (
            f"mêmes facteurs : {evolution.versions[1]}"
            if memes
            else f"facteurs : {evolution.versions[0]} → {evolution.versions[1]}"
        ),
        figure=cascade(evolution),
        lire="Prune : l'activité a ajouté des émissions, vert : elle en a retiré. Quadrillé : l'effet de facteurs "
        "révisés, à quantités égales. Contour : des flux connus une seule des deux années, donc ni une hausse ni "
        "une baisse.",
        masque="Un écart plus petit que l'incertitude du bilan se vérifie sur les quantités (kWh, litres, "
        "km), pas sur le total. " + MASQUE,
        tableau=tableau_annees(effets, evolution.annees),
        indicateurs=indicateurs,
        alt=f"{message}.",
    )


def message_annees(evolution: Evolution) -> str:
    """« De 2023 à 2024, notre activité a retiré ≈ 900 tCO₂e ; les facteurs révisés en ôtent ≈ 300 de plus ».

    Des flux connus une seule année pèsent-ils plus que ces deux effets ? Le titre le dit, ou la figure le démentirait.
    """
    debut, fin = evolution.annees
    if evolution.apres is None or evolution.avant is None:
        absente = debut if evolution.avant is None else fin
        return f"Le bilan de {absente} n'est pas renseigné : rien à lui comparer"
    if not evolution.activite:
        return f"Aucun flux n'est renseigné à la fois en {debut} et en {fin} : les deux bilans ne se comparent pas"
    effet = evolution.effet_activite
    verbe = "ajouté" if effet > 0 else "retiré"
    activite = (
        f"notre activité a {verbe} {_environ(abs(effet))}{INSECABLE}{UNITE}"
        if abs(effet) >= 0.5
        else "notre activité n'a presque rien changé"
    )
    suites = []
    if abs(evolution.methode) >= 0.5:
        suites.append(f"à activité égale, les facteurs révisés {_fait(evolution.methode, 2)}")
    if abs(evolution.une_seule) > max(abs(effet), abs(evolution.methode), 0.5):
        seuls = accorder(evolution.flux_seuls, "flux connu", "flux connus")
        suites.append(f"{seuls} une seule année {_fait(evolution.une_seule, evolution.flux_seuls)}")
    comparables = "à flux comparables, " if evolution.flux_seuls else ""
    return f"De {debut} à {fin}, {comparables}{activite} ; {' ; '.join(suites) or 'les facteurs n’y sont pour rien'}"


def _fait(effet: float, nombre: int) -> str:
    """« en ajoutent ≈ 570 »."""
    verbe = ("ajoute" if effet > 0 else "ôte") + ("nt" if nombre > 1 else "")
    return f"en {verbe} {_environ(abs(effet))}"


def rubriques_annees(evolution: Evolution, bornes: tuple[float, float] | None) -> list[tuple[str, str]]:
    """Ce que veulent dire les deux effets, et si l'écart dépasse ce que l'on ignore du bilan."""
    avant, apres = evolution.versions
    textes = [
        ("Effet activité", "les quantités ont changé, les facteurs restent ceux du premier bilan"),
        ("Effet méthode", "les quantités sont celles du second bilan, seuls les facteurs changent"),
        ("Facteurs comparés", apres if avant == apres else f"{avant}, puis {apres}"),
    ]
    if evolution.avant is None or evolution.apres is None or bornes is None:
        return textes
    ecart, doute = abs(evolution.apres - evolution.avant), (bornes[1] - bornes[0]) / 2
    if ecart < doute:
        phrase = (
            f"l'écart ({_environ(ecart)} {UNITE}) est plus petit que l'incertitude du bilan, {_environ(doute)} {UNITE} "
            "de part et d'autre : il se vérifie sur les quantités, pas sur le total"
        )
        textes.append(("Peut-on s'y fier ?", phrase))
    return textes


def cascade(evolution: Evolution) -> go.Figure:
    """Les marches, sur une échelle commune ; vide si l'un des deux bilans manque."""
    if evolution.avant is None or evolution.apres is None:
        return dessiner([])
    debut, fin = evolution.annees
    niveau = evolution.avant
    rangs = [Marche(f"Bilan {debut}", _tonnes(niveau), 0.0, niveau, "realise", niveau)]
    for nom, effet, habit in _etapes(evolution):
        rangs.append(Marche(nom, _tonnes(effet, signe=True), niveau, niveau + effet, habit, niveau + effet))
        niveau += effet
    return dessiner([*rangs, Marche(f"Bilan {fin}", _tonnes(evolution.apres), 0.0, evolution.apres, "realise")])


def _etapes(evolution: Evolution) -> list[tuple[str, float, str]]:
    """Les effets, de l'activité d'abord (du plus grand au plus petit), puis des flux isolés, puis de la méthode."""
    postes = sorted(evolution.activite.items(), key=lambda couple: (-abs(couple[1]), couple[0]))
    montres = [(f"Activité : {nom}", effet) for nom, effet in postes[:SEPARES]]
    if reste := postes[SEPARES:]:
        montres.append(
            (f"Activité : {accorder(len(reste), 'autre poste', 'autres postes')}", sum(effet for _, effet in reste))
        )
    etapes = [(nom, effet, "dette" if effet > 0 else "avance") for nom, effet in montres if abs(effet) >= 0.05]
    if evolution.flux_seuls:
        etapes.append(
            (
                f"{accorder(evolution.flux_seuls, 'flux connu', 'flux connus')} une seule année",
                evolution.une_seule,
                "objectif",
            )
        )
    memes = evolution.versions[0] == evolution.versions[1]
    return [
        *etapes,
        ("Méthode : mêmes facteurs" if memes else "Méthode : facteurs révisés", evolution.methode, "methode"),
    ]


def tableau_annees(effets: pl.DataFrame, annees: tuple[int, int]) -> pl.DataFrame:
    """Un flux par ligne, ses deux bilans et ses deux effets, en tCO2e ; une case vide est une donnée absente."""
    return effets.sort("poste", "activite", "flux").select(
        pl.col("poste").alias("Poste"),
        pl.col("activite").alias("Activité"),
        pl.col("flux").alias("Flux"),
        pl.col("avant_tco2e").alias(f"{annees[0]} (tCO₂e)"),
        pl.col("apres_tco2e").alias(f"{annees[1]} (tCO₂e)"),
        pl.col("effet_activite").alias("Effet activité (tCO₂e)"),
        pl.col("effet_methode").alias("Effet méthode (tCO₂e)"),
    )


def _environ(valeur: float) -> str:
    return f"≈{INSECABLE}{ecrire(valeur, pas(valeur, None))}"


def _tonnes(valeur: float, *, signe: bool = False) -> str:
    """Trois chiffres pour un bilan, deux pour un effet : un écart se sait moins bien qu'un total.

    Un effet s'écrit « t » : son nom, plus long, doit tenir avec lui sur un téléphone.
    """
    unite = "t" if signe else UNITE
    if abs(valeur) < 0.05:
        return f"0{INSECABLE}{unite}"
    marche = pas(valeur, None) / (1 if signe else 10)
    return f"≈{INSECABLE}{'+' if signe and valeur > 0 else ''}{ecrire(valeur, marche)}{INSECABLE}{unite}"
