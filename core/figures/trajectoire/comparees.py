"""Les trois vues qui comparent des chemins : plusieurs trajectoires, secteur par secteur, et le coût de l'attente."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.figures.trajectoire import attente, chemins, secteurs
from core.figures.trajectoire import phrases_comparees as phrases
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.montrees import promises, totaux
from core.figures.trajectoire.phrases import sous_titre
from core.figures.trajectoire.phrases_figures import SNBC
from core.figures.trajectoire.phrases_secteurs import POINTS
from core.figures.vue import Vue


def vue_chemins(
    lecture: Lecture, indicateurs: pl.DataFrame, nom: str, choisis: chemins.type_chemins, omis: Sequence[str] = ()
) -> Vue:
    """L'observé, nos actions, et les chemins choisis, sur la même échelle ; `omis` : ce que le total national ne compte
    pas."""
    message = phrases.message_chemins(lecture, choisis, omis)
    nationaux = [cle for cle, libelle in SNBC.items() if libelle in choisis]
    scenario = ["emissions_scenario"] if lecture.chiffrees else []
    promis = (
        (pl.col("perimetre") == lecture.perimetre)
        & (pl.col("indicateur") == "emissions_objectif")
        & pl.col("poste").is_in(list(choisis))
    )
    return Vue(
        cle="carbone_chemins",
        message=message,
        sous_titre=sous_titre(nom, lecture),
        figure=chemins.dessiner(lecture, choisis),
        lire=phrases.lire_chemins(lecture),
        masque=phrases.MASQUE_CHEMINS,
        tableau=chemins.tableau(lecture, choisis),
        indicateurs=indicateurs.filter(promis | totaux(lecture, "emissions", *scenario, *nationaux)),
        alt=phrases.alternative_chemins(message, phrases.rubriques_chemins(lecture, choisis, omis)),
    )


def vue_secteurs(indicateurs: pl.DataFrame, cadre: pl.DataFrame, nom: str, quoi: str) -> Vue:
    """Les huit secteurs du plan climat face à l'indice national, sans ou avec la population."""
    lus = secteurs.lire_secteurs(indicateurs, cadre, quoi)
    message = phrases.message_secteurs(lus)
    return Vue(
        cle="carbone_secteurs",
        message=message,
        sous_titre=phrases.sous_titre_secteurs(nom, quoi),
        figure=secteurs.dessiner(lus),
        lire=phrases.LIRE_SECTEURS,
        masque=phrases.masque_secteurs(lus),
        tableau=secteurs.tableau(lus),
        derivees=("Écart (tCO₂e)", POINTS),
        indicateurs=indicateurs.filter(secteurs.montrees(lus, quoi)),
        alt=f"{message}.",
    )


def vue_attente(lecture: Lecture, indicateurs: pl.DataFrame, nom: str) -> Vue:
    """Le même budget, parti maintenant, dans trois ans, dans cinq ans."""
    message = phrases.message_attente(lecture)
    montres = totaux(lecture, "emissions") | promises(lecture, "taux_requis_budget", "budget_restant")
    return Vue(
        cle="carbone_attente",
        message=message,
        sous_titre=sous_titre(nom, lecture),
        figure=attente.dessiner(lecture),
        lire=phrases.LIRE_ATTENTE,
        masque=phrases.MASQUE_ATTENTE,
        tableau=attente.tableau(lecture),
        indicateurs=indicateurs.filter(montres),
        alt=f"{message}.",
    )
