"""Les vues du bilan carbone : par poste réglementaire, et par activité ou par service."""

from __future__ import annotations

import polars as pl

from core.figures.bilan_carbone.barres import Groupe, barres
from core.figures.bilan_carbone.lecture import Lecture, Mesure, Regard, classer
from core.figures.bilan_carbone.nombres import entre, environ, part_courte
from core.figures.bilan_carbone.noms import CATEGORIES
from core.figures.bilan_carbone.phrases import message_postes, message_repartition, sous_titre
from core.figures.vue import Vue
from core.format_fr import accorder, enumerer, pourcent
from core.modele import Nature

VUES = {
    "postes": "Par poste",
    "activites": "Par activité",
    "annees": "D’une année à l’autre",
    "flash": "Bilan flash",
    "flux": "Flux",
}
REPARTITIONS = {"activite": "Activités", "service": "Services"}
MAXIMUM = 20
"""Barres d'une répartition, « Autres » compris."""
MASQUE = (
    "C'est le bilan de l'organisation (son patrimoine, ses compétences), pas celui du territoire : les émissions des "
    "habitants et des entreprises se lisent à l'écran Carbone. Un poste non renseigné n'est pas un poste sans "
    "émissions. Le CO₂ biogénique est compté à part, les sols et les forêts aussi : rien ne se compense."
)


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
        lire="La barre est l'estimation, le trait noir son intervalle à 95 %. Foncé : émissions directes, clair : "
        "indirectes. Gris hachuré : non renseigné, jamais compté pour zéro. Un intervalle fléché dépasse le "
        "dessin : sa borne est écrite." + lecture_incertitude(lecture),
        masque=MASQUE,
        tableau=tableau(lecture, lecture.postes, "Poste"),
        indicateurs=montrees(indicateurs, lecture, ("emissions", "emissions_biogeniques")),
        alt=f"{message}. {_enumeration(lecture, lecture.renseignes)} Non renseignés : {len(lecture.absents)} postes.",
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
        lire=f"Une barre par {titre}, de la plus grande à la plus petite ; le trait "
        "noir est son intervalle à 95 %. La part est celle du bilan compté." + lecture_incertitude(lecture),
        masque="Un flux qui ne dit ni son activité ni son service est montré tel quel. " + MASQUE,
        tableau=tableau(lecture, mesures, titre.capitalize()),
        indicateurs=montrees(indicateurs, lecture, (f"emissions_par_{par}",)),
        alt=f"{message}. {_enumeration(lecture, classees)}",
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
        compte = accorder(len(lecture.absents), "poste non renseigné", "postes non renseignés")
        groupes.append(Groupe("", [Mesure(compte, None)], "absent"))
    return groupes


def reunir(mesures: tuple[Mesure, ...], maximum: int) -> tuple[Mesure, ...]:
    """Au plus `maximum` mesures : les plus grandes, et « Autres » qui dit combien il en réunit, sans intervalle."""
    if len(mesures) <= maximum:
        return mesures
    reste = mesures[maximum - 1 :]
    return (*mesures[: maximum - 1], Mesure(f"Autres ({len(reste)})", sum(une.valeur or 0.0 for une in reste)))


def groupe_absent(mesures: tuple[Mesure, ...], nom: str = "poste") -> list[Groupe]:
    """Le groupe hachuré de ce qui n'a aucune donnée ; aucun groupe s'il n'en manque pas."""
    if not mesures:
        return []
    fin = "e" if nom == "activité" else ""
    titre = accorder(len(mesures), f"{nom} non renseigné{fin}", f"{nom}s non renseigné{fin}s")
    return [Groupe(titre, mesures, "absent")]


def lecture_incertitude(lecture: Lecture) -> str:
    """Quelle méthode donne l'intervalle, et ce qu'elle ne sait pas dire."""
    if lecture.incertitude == "quadratique":
        return (
            " L'intervalle symétrique somme les écarts au carré ; au-delà de "
            f"± {pourcent(lecture.symetrie_maximale)} il n'a plus de sens et n'est pas tracé. "
            "Il n'existe que par poste."
        )
    return (
        " L'intervalle vient des notes de qualité de chaque flux et de l'incertitude de son facteur (pédigree "
        "lognormal)."
    )


def tableau(lecture: Lecture, mesures: tuple[Mesure, ...], titre: str) -> pl.DataFrame:
    """La table jumelle, arrondie comme la figure ; « non renseigné » là où la donnée manque."""
    return pl.DataFrame(
        [
            (
                mesure.nom,
                environ(mesure),
                entre(mesure),
                part_courte(lecture.part(mesure)),
                "" if mesure.note is None else f"{mesure.note:.0f} sur 5",
            )
            for mesure in mesures
        ],
        schema=dict.fromkeys((titre, "Émissions", "Intervalle à 95 % (tCO₂e)", "Part du bilan", "Qualité"), pl.String),
        orient="row",
    )


def montrees(indicateurs: pl.DataFrame, lecture: Lecture, noms: tuple[str, ...]) -> pl.DataFrame:
    """Les lignes de résultat de l'état montré ; l'intervalle symétrique, là où c'est lui qui est tracé."""
    if lecture.incertitude == "quadratique" and "emissions" in noms:
        noms = (*noms, "intervalle_symetrique")
    return indicateurs.filter(
        pl.col("indicateur").is_in(noms) & (pl.col("nature") == lecture.etat) & pl.col("valeur").is_not_null()
    )


def _enumeration(lecture: Lecture, mesures: tuple[Mesure, ...]) -> str:
    if not mesures:
        return ""
    dits = [f"{mesure.nom} {environ(mesure)} ({part_courte(lecture.part(mesure))})" for mesure in mesures[:5]]
    return f"Les plus grandes barres : {enumerer(dits)}."
