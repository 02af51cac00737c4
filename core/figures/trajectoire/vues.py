"""Les vues du carbone, et celle que demande une adresse : la trajectoire, les actions, le budget ; les autres sont à
`comparees`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import polars as pl
from pydantic import StringConstraints

from core.dossier import Dossier
from core.figures import adresse
from core.figures.adresse import lire_liste
from core.figures.trajectoire import chemins, phrases, secteurs
from core.figures.trajectoire.actions import effets_a, marches
from core.figures.trajectoire.budget import budget
from core.figures.trajectoire.comparees import vue_attente, vue_chemins, vue_secteurs
from core.figures.trajectoire.dessin import courbes
from core.figures.trajectoire.lecture import Lecture, lire, perimetres, trajectoires
from core.figures.trajectoire.montrees import ecarts, effets, promises, totaux
from core.figures.trajectoire.phrases_figures import COLONNE_ECART, COLONNE_SCENARIO, GRANDEURS, colonne_evitees
from core.figures.vue import Vue
from core.format_fr import pourcent
from core.methodes import trajectoire
from core.tables.carbone import STATUTS_ACTION

VUES = {
    "trajectoire": "Trajectoire",
    "actions": "Actions",
    "budget": "Budget restant",
    "chemins": "Chemins",
    "secteurs": "Secteurs",
    "attente": "Attendre",
}
SEPARATEUR, MAXIMUM = "|", 6
"""Ce qui sépare deux chemins dans l'adresse, et combien se lisent ensemble."""


class Adresse(adresse.Adresse):
    """Les choix de l'onglet : la vue, le périmètre, la trajectoire, les chemins comparés, et si la population
    module."""

    vue: Literal["trajectoire", "actions", "budget", "chemins", "secteurs", "attente"] = "trajectoire"
    perimetre: Literal["", "territoire", "organisation"] = ""
    trajectoire: adresse.Texte = ""
    chemins: Annotated[str, StringConstraints(max_length=1000)] = ""
    population: Literal["emissions_snbc", "emissions_snbc_demographie"] = "emissions_snbc"

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """Le périmètre, la trajectoire, la lecture ou un chemin que ce territoire n'a pas."""
        permis = options(self, dossier)
        nommes = lire_liste(self.chemins, permis.chemins, SEPARATEUR)
        return (
            *self.hors(perimetre=permis.perimetres, trajectoire=permis.trajectoires, population=permis.lectures),
            *(("chemins",) if set(nommes) - set(permis.chemins) else ()),
        )


@dataclass(frozen=True)
class Options:
    """Ce qui se choisit ici : périmètres, trajectoires du périmètre choisi, lectures de la population, chemins ; et les
    chemins que l'adresse choisit."""

    perimetres: Mapping[str, str]
    trajectoires: Mapping[str, str]
    lectures: Mapping[str, str]
    chemins: tuple[str, ...]
    choisis: tuple[str, ...]


def options(demande: Adresse, dossier: Dossier) -> Options:
    """Les options de l'adresse ; lève `TableManquante` sans émissions."""
    indicateurs = dossier.indicateurs("trajectoire")
    perimetre = _perimetre(demande, dossier)
    presents = set(indicateurs["indicateur"].unique())
    return Options(
        perimetres(indicateurs),
        trajectoires(indicateurs, perimetre),
        {cle: nom for cle, nom in secteurs.LECTURES.items() if cle == "emissions_snbc" or cle in presents},
        tuple(chemins.chemins(indicateurs, perimetre)),
        tuple(chemins_choisis(demande, dossier)),
    )


def _perimetre(demande: Adresse, dossier: Dossier) -> str:
    observes = perimetres(dossier.indicateurs("trajectoire"))
    return demande.choix("perimetre", observes) if observes else "territoire"


def lecture_de(demande: Adresse, dossier: Dossier) -> Lecture:
    """La trajectoire que dit l'adresse, dans le périmètre qu'elle dit."""
    indicateurs, perimetre = dossier.indicateurs("trajectoire"), _perimetre(demande, dossier)
    promises = trajectoires(indicateurs, perimetre)
    nom = demande.choix("trajectoire", promises) if promises else None
    remarque = trajectoire.remarques(dossier.tables, dossier.exercice).get((perimetre, nom or ""))
    return lire(indicateurs, dossier.tables["actions_climat"], perimetre, nom, dossier.exercice, remarque)


def chemins_choisis(demande: Adresse, dossier: Dossier) -> dict[str, dict[int, float]]:
    """Les chemins que dit l'adresse, parmi ceux du périmètre ; à défaut, les premiers."""
    tous = chemins.chemins(dossier.indicateurs("trajectoire"), _perimetre(demande, dossier))
    demandes = lire_liste(demande.chemins, tous, SEPARATEUR)
    noms = [nom for nom in tous if nom in demandes] or list(tous)
    return {nom: tous[nom] for nom in noms[:MAXIMUM]}


def population(demande: Adresse, dossier: Dossier) -> str:
    """La lecture nationale que dit l'adresse, si les données la permettent."""
    return demande.choix("population", options(demande, dossier).lectures)


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """La vue que demande l'adresse ; lève `TableManquante` sans émissions."""
    indicateurs, nom = dossier.indicateurs("trajectoire"), dossier.territoire.nom
    if demande.vue == "secteurs":
        cadre = trajectoire.secteurs(dossier.tables, dossier.exercice)
        return vue_secteurs(indicateurs, cadre, nom, population(demande, dossier))
    lecture = lecture_de(demande, dossier)
    if demande.vue == "chemins":
        omis = trajectoire.omis(dossier.tables, dossier.exercice)
        return vue_chemins(lecture, indicateurs, nom, chemins_choisis(demande, dossier), omis)
    return _D_UNE_TRAJECTOIRE[demande.vue](lecture, indicateurs, nom)


def vue_trajectoire(lecture: Lecture, indicateurs: pl.DataFrame, nom: str) -> Vue:
    """Observé, objectif, scénario et ses coins d'actions ; la surface entre les deux courbes est ce qui manque."""
    message = phrases.message_trajectoire(lecture)
    annees = range(lecture.depart or 0, (lecture.horizon or 0) + 1)
    montres = (
        totaux(lecture, "emissions", "emissions_scenario", "actions_chiffrees", "actions_non_chiffrees")
        | promises(lecture, "emissions_objectif", "effort_requis", "couverture_actions")
        | ecarts(lecture)
        | effets(lecture, annees)
    )
    return Vue(
        cle="carbone_trajectoire",
        message=message,
        sous_titre=phrases.sous_titre(nom, lecture),
        figure=courbes(lecture),
        lire=phrases.LIRE_TRAJECTOIRE,
        masque=phrases.MASQUE + phrases.reduction(lecture),
        tableau=tableau_annuel(lecture),
        indicateurs=indicateurs.filter(montres),
        alt=phrases.alternative_trajectoire(message, lecture),
    )


def vue_actions(lecture: Lecture, indicateurs: pl.DataFrame, nom: str) -> Vue:
    """Ce que chaque action retire à l'effort de l'échéance, et ce qui reste sans action."""
    message = phrases.message_actions(lecture)
    marche = {} if lecture.echeance is None else effets_a(lecture, lecture.echeance)
    annee = annee_des_effets(lecture)
    montres = (
        totaux(lecture, "actions_chiffrees", "actions_non_chiffrees")
        | promises(lecture, "effort_requis", "effet_actions")
        | (ecarts(lecture) & (pl.col("exercice") == annee))
        | effets(lecture, [annee])
    )
    return Vue(
        cle="carbone_actions",
        message=message,
        sous_titre=phrases.sous_titre(nom, lecture),
        figure=marches(lecture),
        lire=phrases.LIRE_ACTIONS,
        masque=phrases.MASQUE_ACTIONS + phrases.reduction(lecture),
        tableau=tableau_actions(lecture),
        indicateurs=indicateurs.filter(montres),
        alt=phrases.alternative_actions(message, marche),
    )


def vue_budget(lecture: Lecture, indicateurs: pl.DataFrame, nom: str) -> Vue:
    """Le budget de la trajectoire en surfaces : consommé, restant au niveau présent, au-delà."""
    message = phrases.message_budget(lecture)
    montres = totaux(lecture, "emissions") | promises(lecture, "emissions_objectif", "annee_debut_budget", *GRANDEURS)
    return Vue(
        cle="carbone_budget",
        message=message,
        sous_titre=phrases.sous_titre(nom, lecture),
        figure=budget(lecture),
        lire=phrases.LIRE_BUDGET,
        masque=phrases.MASQUE_BUDGET,
        tableau=tableau_budget(lecture),
        indicateurs=indicateurs.filter(montres),
        alt=f"{message}.",
    )


def tableau_annuel(lecture: Lecture) -> pl.DataFrame:
    """La table jumelle : une année par ligne, en tCO2e ; une case vide est une donnée absente."""
    observees = {une.annee: une for une in lecture.observees}
    annees = sorted({*observees, *lecture.objectif, *lecture.scenario})
    return pl.DataFrame(
        [
            {
                "Année": str(annee),
                "Observé (tCO₂e)": observees[annee].valeur if annee in observees else None,
                "Au moins (tCO₂e)": observees[annee].basse if annee in observees else None,
                "Au plus (tCO₂e)": observees[annee].haute if annee in observees else None,
                "Secteurs renseignés": pourcent(observees[annee].couverture) if annee in observees else None,
                "Objectif (tCO₂e)": lecture.objectif.get(annee),
                COLONNE_SCENARIO: lecture.scenario.get(annee),
                COLONNE_ECART: lecture.ecart(annee),
            }
            for annee in annees
        ],
        schema={
            "Année": pl.String,
            "Observé (tCO₂e)": pl.Float64,
            "Au moins (tCO₂e)": pl.Float64,
            "Au plus (tCO₂e)": pl.Float64,
            "Secteurs renseignés": pl.String,
            "Objectif (tCO₂e)": pl.Float64,
            COLONNE_SCENARIO: pl.Float64,
            COLONNE_ECART: pl.Float64,
        },
    )


def annee_des_effets(lecture: Lecture) -> int:
    """L'année dont on montre l'effet des actions : l'échéance, à défaut le terme."""
    return lecture.echeance or lecture.horizon or lecture.exercice


def tableau_actions(lecture: Lecture) -> pl.DataFrame:
    """Une action par ligne : son effet à l'échéance, nul si elle n'est pas chiffrée, son service, son avancement."""
    annee = annee_des_effets(lecture)
    schema = {
        "Action": pl.String,
        colonne_evitees(annee): pl.Float64,
        "Service": pl.String,
        "Avancement": pl.String,
        "Début": pl.String,
        "Fin": pl.String,
    }
    lignes = [
        (
            str(action["intitule"]),
            lecture.effets.get(code, {}).get(annee),
            action["service"],
            STATUTS_ACTION.get(str(action["statut"])),
            str(action["debut"]),
            str(action["fin"]),
        )
        for code, action in sorted(lecture.actions.items())
    ]
    return pl.DataFrame(lignes, schema=schema, orient="row")


def tableau_budget(lecture: Lecture) -> pl.DataFrame:
    """Les grandeurs du budget, une par ligne."""
    lignes = [(libelle, lecture.chiffres.get(cle)) for cle, libelle in GRANDEURS.items()]
    return pl.DataFrame(lignes, schema={"Grandeur": pl.String, "Valeur": pl.Float64}, orient="row")


_D_UNE_TRAJECTOIRE = {
    "trajectoire": vue_trajectoire,
    "actions": vue_actions,
    "budget": vue_budget,
    "attente": vue_attente,
}
"""Les vues d'une seule trajectoire, par leur nom."""
