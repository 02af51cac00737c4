"""Ce que l'écran Carbone montre à une adresse : ses choix, la trajectoire qu'ils désignent, la vue qu'ils composent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import StringConstraints

from core.dossier import Dossier
from core.figures import adresse
from core.figures.trajectoire import chemins, secteurs
from core.figures.trajectoire.comparees import vue_attente, vue_chemins, vue_secteurs
from core.figures.trajectoire.lecture import Lecture, lire, perimetres, trajectoires
from core.figures.trajectoire.vues import vue_actions, vue_budget, vue_trajectoire
from core.figures.vue import Vue
from core.methodes import trajectoire

VUES = {
    "trajectoire": "Trajectoire",
    "actions": "Actions",
    "budget": "Budget restant",
    "chemins": "Chemins",
    "secteurs": "Secteurs",
    "attente": "Attendre",
}
_D_UNE_TRAJECTOIRE = {
    "trajectoire": vue_trajectoire,
    "actions": vue_actions,
    "budget": vue_budget,
    "attente": vue_attente,
}
SEPARATEUR, MAXIMUM = "|", 6
"""Ce qui sépare deux chemins dans l'adresse, et combien se lisent ensemble."""


class Adresse(adresse.Adresse):
    """Les choix de l'onglet : la vue, le périmètre, la trajectoire, les chemins comparés, et si la population module."""

    vue: Literal["trajectoire", "actions", "budget", "chemins", "secteurs", "attente"] = "trajectoire"
    perimetre: Literal["", "territoire", "organisation"] = ""
    trajectoire: adresse.Texte = ""
    chemins: Annotated[str, StringConstraints(max_length=1000)] = ""
    population: Literal["emissions_snbc", "emissions_snbc_demographie"] = "emissions_snbc"


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
    return lire(indicateurs, dossier.tables["actions_climat"], perimetre, nom, dossier.exercice)


def chemins_choisis(demande: Adresse, dossier: Dossier) -> dict[str, dict[int, float]]:
    """Les chemins que dit l'adresse, parmi ceux du périmètre ; à défaut, les premiers."""
    tous = chemins.chemins(dossier.indicateurs("trajectoire"), _perimetre(demande, dossier))
    demandes = demande.chemins.split(SEPARATEUR)
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
        return vue_secteurs(indicateurs, cadre, nom, population(demande, dossier), trajectoire.REGLES)
    lecture = lecture_de(demande, dossier)
    if demande.vue == "chemins":
        omis = trajectoire.omis(dossier.tables, dossier.exercice)
        return vue_chemins(lecture, indicateurs, nom, chemins_choisis(demande, dossier), omis)
    return _D_UNE_TRAJECTOIRE[demande.vue](lecture, indicateurs, nom)
