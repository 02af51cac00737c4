"""Les trois vues du carbone : la trajectoire, ce que font les actions, le budget restant."""

from __future__ import annotations

import polars as pl

from core.figures.trajectoire.actions import effets_a, marches
from core.figures.trajectoire.budget import budget
from core.figures.trajectoire.dessin import courbes
from core.figures.trajectoire.lecture import Lecture, lire, perimetres, trajectoires
from core.figures.trajectoire.phrases import message_actions, message_budget, message_trajectoire, sous_titre
from core.figures.vue import Vue
from core.format_fr import pourcent, tonnes
from core.tables.carbone import PERIMETRES, STATUTS_ACTION

VUES = {
    "trajectoire": "Trajectoire",
    "actions": "Actions",
    "budget": "Budget restant",
    "chemins": "Chemins",
    "secteurs": "Secteurs",
    "attente": "Attendre",
}
MASQUE = (
    "Le scénario part du dernier niveau observé et n'y retranche que les actions chiffrées ; leurs effets peuvent se "
    "recouvrir. La séquestration n'est pas déduite. Le graphique ne dit pas qui porte l'effort."
)

__all__ = [
    "VUES",
    "lire",
    "perimetres",
    "tableau_actions",
    "trajectoires",
    "vue_actions",
    "vue_budget",
    "vue_trajectoire",
]


def vue_trajectoire(lecture: Lecture, indicateurs: pl.DataFrame, nom: str) -> Vue:
    """Observé, objectif, scénario et ses coins d'actions ; la surface entre les deux courbes est ce qui manque."""
    message = message_trajectoire(lecture)
    return Vue(
        cle="carbone_trajectoire",
        message=message,
        sous_titre=sous_titre(nom, lecture, _libelle(lecture)),
        figure=courbes(lecture),
        lire="La surface prune est le carbone en trop, au-dessus de l'objectif tireté. Le pointillé est le scénario de nos "
        "actions. Chaque coin vert est l'effet d'une action. Bande bleue : incertitude à 95 %. Point creux : année où des "
        "secteurs manquent.",
        masque=MASQUE + _reduction(lecture),
        tableau=tableau_annuel(lecture),
        indicateurs=_montrees(indicateurs, lecture),
        alt=_alternative(message, lecture),
    )


def vue_actions(lecture: Lecture, indicateurs: pl.DataFrame, nom: str) -> Vue:
    """Ce que chaque action retire à l'effort de l'échéance, et ce qui reste sans action."""
    message = message_actions(lecture)
    effets = {} if lecture.echeance is None else effets_a(lecture, lecture.echeance)
    return Vue(
        cle="carbone_actions",
        message=message,
        sous_titre=sous_titre(nom, lecture, _libelle(lecture)),
        figure=marches(lecture),
        lire="Chaque marche verte est une action ; en bas, ce qu'aucune ne couvre. En haut, ce qu'il faut éviter chaque "
        "année à l'échéance.",
        masque="Une action non chiffrée n'est pas une action sans effet. " + MASQUE + _reduction(lecture),
        tableau=tableau_actions(lecture),
        indicateurs=_montrees(indicateurs, lecture),
        alt=f"{message}. {' ; '.join(f'{intitule} : {tonnes(effet)}' for intitule, effet in effets.items())}.",
    )


def vue_budget(lecture: Lecture, indicateurs: pl.DataFrame, nom: str) -> Vue:
    """Le budget de la trajectoire en surfaces : consommé, restant au niveau présent, au-delà."""
    message = message_budget(lecture)
    return Vue(
        cle="carbone_budget",
        message=message,
        sous_titre=sous_titre(nom, lecture, _libelle(lecture)),
        figure=budget(lecture),
        lire="Le budget est la surface sous l'objectif tireté. En bleu ce qui est émis, en vert ce qui reste si rien ne "
        "change, en prune ce qui serait émis au-delà.",
        masque="Le budget cumule des années par trapèzes ; les budgets quinquennaux de la SNBC sont des moyennes de cinq "
        "années civiles et ne s'y mêlent pas. " + MASQUE,
        tableau=tableau_budget(lecture),
        indicateurs=_montrees(indicateurs, lecture),
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
                "Avec les actions chiffrées (tCO₂e)": lecture.scenario.get(annee),
                "Écart à l'objectif (tCO₂e)": lecture.ecart(annee),
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
            "Avec les actions chiffrées (tCO₂e)": pl.Float64,
            "Écart à l'objectif (tCO₂e)": pl.Float64,
        },
    )


def tableau_actions(lecture: Lecture) -> pl.DataFrame:
    """Une action par ligne : son effet à l'échéance, nul si elle n'est pas chiffrée, son service, son avancement."""
    echeance = lecture.echeance or lecture.horizon or lecture.exercice
    schema = {
        "Action": pl.String,
        f"tCO₂e évitées en {echeance}": pl.Float64,
        "Service": pl.String,
        "Avancement": pl.String,
        "Début": pl.String,
        "Fin": pl.String,
    }
    lignes = [
        (
            str(action["intitule"]),
            lecture.effets.get(code, {}).get(echeance),
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
    noms = {
        "budget_total": "Budget de la trajectoire (tCO₂e)",
        "budget_consomme": "Consommé (tCO₂e)",
        "budget_restant": "Restant (tCO₂e)",
        "annee_epuisement": "Année d'épuisement au rythme actuel",
        "annee_epuisement_scenario": "Année d'épuisement avec nos actions chiffrées",
    }
    lignes = [(libelle, lecture.chiffres.get(cle)) for cle, libelle in noms.items()]
    return pl.DataFrame(lignes, schema={"Grandeur": pl.String, "Valeur": pl.Float64}, orient="row")


def _libelle(lecture: Lecture) -> str:
    return PERIMETRES.get(lecture.perimetre, lecture.perimetre).split(" (")[0]


def _reduction(lecture: Lecture) -> str:
    if lecture.part_retenue >= 1:
        return ""
    return f" Les effets additionnés dépassaient les émissions : ils sont réduits à {pourcent(lecture.part_retenue)}."


def _montrees(indicateurs: pl.DataFrame, lecture: Lecture) -> pl.DataFrame:
    """Les lignes de résultat du périmètre et de la trajectoire montrés, sans celles des autres trajectoires."""
    autres = [
        f"{lecture.perimetre}/{nom}"
        for nom in trajectoires(indicateurs, lecture.perimetre)
        if nom != lecture.trajectoire
    ]
    du_perimetre = (pl.col("poste") == lecture.perimetre) | pl.col("poste").str.starts_with(f"{lecture.perimetre}/")
    nationaux = ["emissions_snbc", "emissions_snbc_demographie", "secteurs_pcaet_renseignes"]
    return indicateurs.filter(du_perimetre & ~pl.col("poste").is_in(autres) & ~pl.col("indicateur").is_in(nationaux))


def _alternative(message: str, lecture: Lecture) -> str:
    if lecture.depart is None or lecture.niveau is None:
        return f"{message}."
    fin = (
        f", objectif {tonnes(lecture.objectif[lecture.horizon])} en {lecture.horizon}"
        if lecture.horizon is not None and lecture.horizon in lecture.objectif
        else ""
    )
    return f"{message}. Émissions de {lecture.depart} : {tonnes(lecture.niveau)}{fin}."
