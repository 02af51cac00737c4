"""Les cinq vues du budget climat : plafond, mesures, coût d'abattement, opérations, points d'avancement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.figures.budget_climat import couts, mesures, operations, plafond, points
from core.figures.budget_climat.lecture import DECISIONS, Lecture, Mesure
from core.figures.budget_climat.phrases import (
    message_couts,
    message_mesures,
    message_operations,
    message_plafond,
    message_points,
    sous_titre,
)
from core.figures.vue import Vue
from core.format_fr import accorder, pourcent, tonnes

MONTREES = {"mesures": 6, "couts": 7, "points": 8}
PROJETEES = {"mesures": 2, "couts": 3, "points": 4}
"""Mesures dessinées d'un coup, et celles qui se lisent du dernier rang ; les autres sont dans la table, et comptées."""

_PLAFOND = {
    "plafond_emissions",
    "emissions_observees",
    "niveau_present",
    "effet_mesure",
    "ecart_plafond",
    "emissions_mesures_decidees",
    "emissions_mesures_identifiees",
    "emissions_recouvrement",
    "ecart_plafond_identifiees",
    "ecart_plafond_recouvrement",
    "mesures_chiffrees",
    "mesures_non_chiffrees",
    "gain_au_dela_potentiel",
    "gain_au_dela_emissions",
}
_MESURES = {
    "effet_mesure",
    "effet_mesure_recouvrement",
    "effet_mesure_logarithmique",
    "gain_declare",
    "investissement",
    "emissions_mesures_decidees",
    "emissions_recouvrement",
    "mesures_chiffrees",
    "mesures_non_chiffrees",
    "gain_au_dela_potentiel",
    "gain_au_dela_emissions",
}
_COUTS = {
    "cout_abattement",
    "gain_declare",
    "potentiel_declare",
    "investissement",
    "fonctionnement_annuel",
    "economies_annuelles",
    "duree_vie",
}
_POINTS = {"gain_constate", "depense_constatee", "gain_vise", "depense_prevue", "ligne_realisee"}


@dataclass(frozen=True)
class Choix:
    """Ce qui se regarde : le territoire, le plafond d'une année, une mesure (nulle : aucune), de loin ou non."""

    nom: str
    annee: int | None = None
    choisie: str | None = None
    projete: bool = False

    def maximum(self, vue: str) -> int:
        """Combien de mesures cette vue dessine."""
        return (PROJETEES if self.projete else MONTREES)[vue]


@dataclass(frozen=True)
class Bareme:
    """Le taux d'actualisation (part par an), et les valeurs tutélaires d'une tonne : (nom, euros)."""

    taux: float
    reperes: tuple[tuple[str, float], ...]


def vue_plafond(lecture: Lecture, indicateurs: pl.DataFrame, choix: Choix) -> Vue:
    """Le plafond de chaque année face aux mesures décidées et chiffrées ; en hachures, ce qui manque."""
    message = message_plafond(lecture, choix.annee)
    return Vue(
        cle="climat_plafond",
        message=message,
        sous_titre=sous_titre(choix.nom, lecture),
        figure=plafond.colonnes(lecture, choix.annee, choix.choisie),
        lire="Le trait noir est le plafond ; les hachures prune sont ce qui manque. Le vert est ce qu'évitent les "
        "mesures décidées et chiffrées, sous le niveau présent ; les points verts, ce que des mesures seulement "
        "identifiées ajouteraient. Choisissez une mesure pour lire sa fiche.",
        masque="Le calcul part du dernier niveau observé et ignore les évolutions extérieures. Une mesure non "
        "chiffrée n'est pas une mesure sans effet : elle est comptée, pas dessinée. Les effets sont "
        "additionnés : s'ils se recouvrent, il manque davantage. La séquestration n'est pas déduite.",
        tableau=tableau_plafond(lecture),
        indicateurs=_siens(indicateurs, lecture, _PLAFOND),
        alt=f"{message}. {_alternative(lecture)}",
    )


def vue_mesures(lecture: Lecture, indicateurs: pl.DataFrame, choix: Choix) -> Vue:
    """Chaque mesure, son service, son coût : l'effet déclaré, et ce qu'il en reste sans les recouvrements."""
    lignes = mesures.rangs(lecture, choix.annee, choix.maximum("mesures"), choix.choisie)
    message = message_mesures(lecture, choix.annee)
    siens = _siens(indicateurs, lecture, _MESURES)
    return Vue(
        cle="climat_mesures",
        message=message,
        sous_titre=sous_titre(choix.nom, lecture),
        figure=mesures.dessiner(lignes, choix.choisie),
        lire="Le contour est l'effet déclaré de la mesure, ajouté depuis le niveau présent. Le plein est ce qu'il en "
        "reste : dans un secteur, chaque mesure s'applique à ce que les autres laissent, et toutes sont réduites "
        "dans la même proportion. Pointillé vert : mesure identifiée, pas décidée. Bande grise : effet non "
        "chiffré.",
        masque="Deux mesures de secteurs différents sont supposées ne pas se recouvrir. La réduction en proportion "
        "est une convention : le tableau montre aussi le partage logarithmique. Une mesure non chiffrée n'est "
        "pas une mesure sans effet.",
        tableau=mesures.table(lecture, choix.annee),
        indicateurs=siens.filter(pl.col("exercice").is_in([choix.annee or lecture.exercice, lecture.exercice])),
        alt=f"{message}. "
        + " ; ".join(f"{ligne.nom} : {tonnes(ligne.brut)}" for ligne in lignes if ligne.brut is not None),
    )


def vue_couts(lecture: Lecture, indicateurs: pl.DataFrame, bareme: Bareme, choix: Choix) -> Vue:
    """Ce que coûte une tonne évitée, mesure par mesure, dans l'ordre où elles commencent."""
    chiffrees = [
        mesure
        for mesure in lecture.mesures.values()
        if mesure.decision != "abandonnee" and mesure.nombre("gain_tco2e_par_an") is not None
    ]
    calculees = [mesure for mesure in chiffrees if mesure.cout_abattement is not None]
    montrees = montrer(calculees, choix)
    reste = len(chiffrees) - len(montrees)
    message = message_couts(calculees, bareme.reperes)
    return Vue(
        cle="climat_couts",
        message=message,
        sous_titre=(
            f"{sous_titre(choix.nom, lecture)} · taux d'actualisation {pourcent(bareme.taux, 1)}{_ailleurs(reste)}"
        ),
        figure=couts.barres(montrees, bareme.reperes, choix.choisie, de_loin=choix.projete),
        lire="Longueur : les euros par tonne évitée. Épaisseur : les tonnes évitées par an. Les mesures se suivent "
        "dans l'ordre où elles commencent. Contour : coût partiel, un terme manque. Vert : la mesure rapporte, "
        "elle se lit en euros par an. Une barre entaillée dépasse l'échelle.",
        masque="Ceci n'est pas un classement. Prendre le moins cher d'abord est une erreur quand les mesures chères "
        "sont lentes et ont un grand potentiel : il faut les commencer tôt. Un coût négatif ne se classe pas : "
        "à économie égale, plus de tonnes le feraient paraître moins bon. Les autres bienfaits (santé, "
        "confort, emploi) n'y sont pas. Les euros de la valeur de l'action pour le climat ne sont pas ceux de "
        "l'année.",
        tableau=tableau_couts(chiffrees),
        indicateurs=_siens(indicateurs, lecture, _COUTS),
        alt=f"{message}. " + " ; ".join(f"{mesure.intitule} : {couts.prix(mesure)}" for mesure in montrees),
    )


def montrer(calculees: Sequence[Mesure], choix: Choix) -> list[Mesure]:
    """Celles qui évitent le plus, remises dans l'ordre où elles commencent ; la mesure choisie y est toujours."""
    forces = sorted(
        calculees,
        key=lambda mesure: (mesure.code != choix.choisie, -(mesure.nombre("gain_tco2e_par_an") or 0.0), mesure.code),
    )
    return sorted(
        forces[: choix.maximum("couts")],
        key=lambda mesure: (mesure.nombre("debut") or 0, mesure.nombre("fin") or 0, mesure.code),
    )


def vue_operations(lecture: Lecture, indicateurs: pl.DataFrame, choix: Choix) -> Vue:
    """Les opérations sur quatre exercices : une colonne par exercice, et la table en milliers d'euros."""
    plan = operations.lire_plan(indicateurs, lecture)
    message = message_operations(plan.totaux, plan.couvertures, lecture.exercice)
    return Vue(
        cle="climat_operations",
        message=message,
        sous_titre=f"{sous_titre(choix.nom, lecture)} · {accorder(len(plan.operations), 'opération')}",
        figure=operations.colonnes(plan, lecture, choix.choisie),
        lire="Une colonne par exercice, une tranche par mesure, la plus chère en bas. Le contour dit que c'est prévu, "
        "pas dépensé. Dans la table, 0 : aucune ligne cette année-là ; « donnée absente » : une ligne sans "
        "montant.",
        masque="Les opérations d'une mesure abandonnée n'y sont pas. Un total sans les montants absents est un "
        "minimum. L'argent prévu ne dit pas ce qui sera évité.",
        tableau=operations.table(plan, lecture),
        derivees=tuple(f"{annee} (k€)" for annee in plan.totaux),
        indicateurs=_siens(indicateurs, lecture, {"operation", "operations_total"}),
        alt=f"{message}.",
    )


def vue_points(lecture: Lecture, indicateurs: pl.DataFrame, suivis: pl.DataFrame, choix: Choix) -> Vue:
    """Les trois rapports de l'année, mesure par mesure, à côté des euros."""
    lus, montres = points.lire_points(indicateurs, suivis, lecture), choix.maximum("points")
    message = message_points(lecture.exercice, lus)
    return Vue(
        cle="climat_points",
        message=message,
        sous_titre=f"{sous_titre(choix.nom, lecture)}{_ailleurs(len(lus) - montres)}",
        figure=points.rangs(points.montrer(lus, montres, choix.choisie), choix.choisie),
        lire="À gauche, le contour est le gain visé une fois la mesure achevée ; à droite, la dépense prévue cet "
        "exercice. Le plein est ce qui est constaté au dernier point, un trait blanc marque chaque point "
        "précédent. Hachures : pas encore mesuré.",
        masque="Une mesure non suivie n'a pas de rang. Le réalisé de la ligne budgétaire, dans le tableau, peut "
        "porter bien plus que la mesure. Dépenser n'est pas éviter : les deux colonnes ne se compensent pas.",
        tableau=points.table(lus),
        indicateurs=_siens(indicateurs, lecture, _POINTS),
        alt=f"{message}.",
    )


def tableau_plafond(lecture: Lecture) -> pl.DataFrame:
    """Une année par ligne, en tCO2e ; une case vide est une donnée absente ou un plafond déjà passé."""
    lignes = [
        (
            str(annee),
            lecture.plafonds.get(annee),
            lecture.observees.get(annee),
            lecture.decidees.get(annee),
            lecture.ecart(annee) if annee in lecture.decidees else lecture.ecart(annee, lecture.observees),
            lecture.identifiees.get(annee),
            lecture.ecart(annee, lecture.identifiees),
            lecture.recouvrement.get(annee),
            lecture.ecart(annee, lecture.recouvrement),
        )
        for annee in plafond.annees_montrees(lecture)
    ]
    noms = (
        "Plafond",
        "Observé",
        "Avec les mesures décidées",
        "Écart au plafond",
        "Avec les mesures identifiées",
        "Écart, identifiées comprises",
        "Décidées, effets recouverts",
        "Écart, effets recouverts",
    )
    schema = {"Année": pl.String} | {f"{un} (tCO₂e)": pl.Float64 for un in noms}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def tableau_couts(mesures: Sequence[Mesure]) -> pl.DataFrame:
    """Une mesure chiffrée par ligne, dans l'ordre où elles commencent ; un coût négatif y est dit, jamais classé."""
    ordre = sorted(mesures, key=lambda mesure: (mesure.nombre("debut") or 0, mesure.nombre("fin") or 0, mesure.code))
    lignes = [
        (
            mesure.intitule,
            DECISIONS[mesure.decision],
            str(mesure.fiche.get("debut")),
            str(mesure.fiche.get("fin")),
            mesure.nombre("duree_vie_ans"),
            mesure.nombre("gain_tco2e_par_an"),
            mesure.nombre("potentiel_tco2e_par_an"),
            mesure.nombre("cout_eur"),
            mesure.nombre("fonctionnement_eur_par_an"),
            mesure.nombre("economies_eur_par_an"),
            couts.prix(mesure),
        )
        for mesure in ordre
    ]
    schema = {
        "Mesure": pl.String,
        "Décision": pl.String,
        "Début": pl.String,
        "Effet complet": pl.String,
        "Durée de vie (ans)": pl.Float64,
        "Gain (tCO₂e/an)": pl.Float64,
        "Potentiel (tCO₂e/an)": pl.Float64,
        "Investissement (€)": pl.Float64,
        "Fonctionnement (€/an)": pl.Float64,
        "Économies (€/an)": pl.Float64,
        "Coût d'abattement": pl.String,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _ailleurs(reste: int) -> str:
    """Ce que la figure ne montre pas et que le tableau montre ; vide si tout y est."""
    return f" · {accorder(reste, 'autre mesure', 'autres mesures')} dans le tableau" if reste > 0 else ""


def _siens(indicateurs: pl.DataFrame, lecture: Lecture, noms: set[str]) -> pl.DataFrame:
    """Les lignes de résultat montrées : celles du périmètre, parmi les indicateurs de la vue."""
    return indicateurs.filter((pl.col("perimetre") == lecture.perimetre) & pl.col("indicateur").is_in(sorted(noms)))


def _alternative(lecture: Lecture) -> str:
    morceaux = [
        f"plafond de {annee} : {tonnes(lecture.plafonds[annee])}, {tonnes(lecture.decidees[annee])} avec les mesures"
        for annee in lecture.a_venir
        if annee in lecture.decidees
    ]
    return f"{' ; '.join(morceaux)}." if morceaux else ""
