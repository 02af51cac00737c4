"""Les vues du bilan carbone : par poste réglementaire, et par activité ou par service."""

from __future__ import annotations

import polars as pl

from core.figures.bilan_carbone.barres import Groupe, barres
from core.figures.bilan_carbone.lecture import Lecture, Mesure, Regard, classer
from core.figures.bilan_carbone.nombres import entre, environ, part_courte
from core.figures.bilan_carbone.phrases import MASQUE, message_postes, message_repartition, sous_titre
from core.figures.bilan_carbone.phrases_noms import CATEGORIES
from core.figures.bilan_carbone.phrases_vues import (
    INTERVALLE,
    MASQUE_REPARTITION,
    alternative_postes,
    alternative_repartition,
    autres,
    lire_postes,
    lire_repartition,
    non_renseignes,
    note_sur_5,
)
from core.figures.vue import Vue
from core.methodes import bilan_carbone
from core.modele import Nature

REPARTITIONS = {"activite": "Activités", "service": "Services"}
MAXIMUM = 20
"""Barres d'une répartition, « Autres » compris."""


def vue_postes(lecture: Lecture, indicateurs: pl.DataFrame, regard: Regard) -> Vue:
    """Une barre par poste documenté, groupée par catégorie, et les postes non renseignés en hachures.

    Avec un maximum (projection) : les plus grands postes d'un seul tenant, puis ce qui reste en une barre et en un
    compte.
    """
    message = message_postes(lecture)
    groupes = par_categorie(lecture) if regard.maximum is None else resumer(lecture, regard.maximum)
    return Vue(
        cle=f"bilan_postes_{lecture.etat}",
        message=message,
        sous_titre=sous_titre(regard.nom, lecture),
        figure=barres(groupes, lecture.part, selection=regard.selection, prevu=lecture.etat == Nature.PREVU),
        lire=lire_postes(lecture),
        masque=MASQUE,
        tableau=tableau(lecture, lecture.postes, "Poste"),
        indicateurs=montrees(
            indicateurs,
            lecture,
            ("emissions", "emissions_biogeniques", "emissions_par_categorie", "part_ordre_de_grandeur"),
        ),
        alt=alternative_postes(message, lecture),
    )


def vue_repartition(lecture: Lecture, indicateurs: pl.DataFrame, par: str, regard: Regard) -> Vue:
    """Une barre par activité ou par service (`par`), de la plus grande à la plus petite."""
    mesures = lecture.services if par == "service" else lecture.activites
    titre = "service" if par == "service" else "activité"
    message = message_repartition(lecture, mesures, titre)
    maximum = regard.maximum or MAXIMUM
    classees = reunir(classer(mesures), maximum)
    manquantes = tuple(mesure for mesure in mesures if mesure.valeur is None)
    groupes = [Groupe("", classees), *groupe_absent(manquantes if len(mesures) <= maximum else (), titre)]
    return Vue(
        cle=f"bilan_{par}_{lecture.etat}",
        message=message,
        sous_titre=sous_titre(regard.nom, lecture),
        figure=barres(
            groupes, lecture.part, selection=regard.selection, prevu=lecture.etat == Nature.PREVU, deux_tons=False
        ),
        lire=lire_repartition(lecture, titre),
        masque=MASQUE_REPARTITION,
        tableau=tableau(lecture, mesures, titre.capitalize()),
        indicateurs=pl.concat(
            [ensemble_de(indicateurs, lecture), montrees(indicateurs, lecture, (f"emissions_par_{par}",))]
        ),
        alt=alternative_repartition(message, lecture, classees),
    )


def par_categorie(lecture: Lecture) -> list[Groupe]:
    """Les catégories de la plus lourde à la plus légère, leurs postes triés ; puis tous les postes sans donnée."""
    groupes = []
    for categorie in classer(lecture.categories):
        chiffre = categorie.nom.split(" ", 1)[0]
        siens = [poste for poste in lecture.renseignes if poste.code.split(".")[0] == chiffre]
        part = part_courte(lecture.part(categorie))
        if siens:
            groupes.append(Groupe(f"{chiffre} · {CATEGORIES[chiffre]}{f' · {part}' if part else ''}", siens))
    return [*groupes, *groupe_absent(lecture.absents)]


def resumer(lecture: Lecture, maximum: int) -> list[Groupe]:
    """Les plus grands postes, les autres réunis, et un rang qui compte les postes sans donnée."""
    groupes = [Groupe("", reunir(lecture.renseignes, maximum))]
    if lecture.absents:
        groupes.append(Groupe("", [Mesure(non_renseignes(len(lecture.absents), "poste"), None)], "absent"))
    return groupes


def reunir(mesures: tuple[Mesure, ...], maximum: int) -> tuple[Mesure, ...]:
    """Au plus `maximum` mesures : les plus grandes, et « Autres » qui dit combien il en réunit, sans intervalle."""
    if len(mesures) <= maximum:
        return mesures
    reste = mesures[maximum - 1 :]
    return (
        *mesures[: maximum - 1],
        Mesure(autres(len(reste)), bilan_carbone.emissions_reunies(une.valeur for une in reste)),
    )


def groupe_absent(mesures: tuple[Mesure, ...], nom: str = "poste") -> list[Groupe]:
    """Le groupe hachuré de ce qui n'a aucune donnée ; aucun groupe s'il n'en manque pas."""
    if not mesures:
        return []
    return [Groupe(non_renseignes(len(mesures), nom), mesures, "absent")]


def tableau(lecture: Lecture, mesures: tuple[Mesure, ...], titre: str) -> pl.DataFrame:
    """La table jumelle, arrondie comme la figure ; « non renseigné » là où la donnée manque."""
    return pl.DataFrame(
        [
            (
                mesure.nom,
                environ(mesure),
                entre(mesure),
                part_courte(lecture.part(mesure)),
                "" if mesure.note is None else note_sur_5(f"{mesure.note:.0f}"),
            )
            for mesure in mesures
        ],
        schema=dict.fromkeys((titre, "Émissions", INTERVALLE, "Part du bilan", "Qualité"), pl.String),
        orient="row",
    )


def montrees(indicateurs: pl.DataFrame, lecture: Lecture, noms: tuple[str, ...]) -> pl.DataFrame:
    """Les lignes de résultat de l'état montré ; l'intervalle symétrique, là où c'est lui qui est tracé."""
    if lecture.incertitude == "quadratique" and "emissions" in noms:
        noms = (*noms, "intervalle_symetrique")
    return indicateurs.filter(
        pl.col("indicateur").is_in(noms) & (pl.col("nature") == lecture.etat) & pl.col("valeur").is_not_null()
    )


def ensemble_de(indicateurs: pl.DataFrame, lecture: Lecture) -> pl.DataFrame:
    """Ce que titre et sous-titre disent du bilan entier : le total, ses bornes, la part par ratio monétaire."""
    return montrees(indicateurs, lecture, ("emissions", "part_ordre_de_grandeur")).filter(pl.col("poste").is_null())
