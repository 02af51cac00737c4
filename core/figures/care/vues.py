"""Les trois vues des capitaux : la préservation, les dettes dans le temps, le chemin vers le résultat CARE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from core.dossier import Dossier
from core.figures import adresse
from core.figures.care.cascade import cascade
from core.figures.care.dessin import barres
from core.figures.care.dettes import courbes
from core.figures.care.lecture import Capital, capitaux_de, resultat
from core.figures.care.phrases import message_dettes, message_preservation, message_resultat
from core.figures.vue import Vue
from core.format_fr import accorder, enumerer
from core.methodes import care
from core.modele import Donnees
from core.tables.capitaux import FAMILLES

VUES = {"preservation": "Prévu et réalisé", "dettes": "Dettes", "resultat": "Résultat"}
RANGS = ("cout_preservation", "preservation", "couverture", "dette_ouverture", "dette_cloture")
MARCHES = ("resultat_classique", "effet_resultat", "resultat_care")
"""Les indicateurs que dessinent la préservation, puis la cascade."""
MASQUE = (
    "Le coût dépend des actions retenues : il ne dit pas si elles suffisent au bon état, ni qui est concerné. "
    "Un capital que personne n'a inscrit n'a pas de dette ici."
)


class Adresse(adresse.Adresse):
    """Les choix de l'onglet : la vue, et le capital dont le panneau donne la fiche."""

    vue: Literal["preservation", "dettes", "resultat"] = "preservation"
    capital: adresse.Texte = ""


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """La vue demandée, faite des indicateurs de CARE ; lève `TableManquante` sans capitaux ou sans actions."""
    nom, exercice, capitaux = dossier.territoire.nom, dossier.exercice, dossier.tables["capitaux"]
    indicateurs, annexes = dossier.indicateurs("care"), _budgets_annexes(dossier.tables, exercice)
    if demande.vue == "dettes":
        return vue_dettes(care.historique(dossier.tables, exercice), capitaux, nom, exercice)
    if demande.vue == "resultat":
        return vue_resultat(indicateurs, care.cascade(dossier.tables, exercice), nom, exercice, annexes)
    return vue_preservation(indicateurs, capitaux, nom, exercice, annexes)


def _budgets_annexes(donnees: Donnees, exercice: int) -> int:
    lignes = donnees["lignes_budgetaires"].filter(pl.col("exercice") == exercice)
    return max(lignes["budget"].n_unique() - 1, 0)


def vue_preservation(
    indicateurs: pl.DataFrame, capitaux: pl.DataFrame, nom: str, exercice: int, budgets_annexes: int = 0
) -> Vue:
    """Prévu en contour, réalisé en plein, dette à droite ; un capital par rang, jamais de somme entre capitaux."""
    lus = capitaux_de(indicateurs, capitaux, exercice)
    message = message_preservation(
        lus, resultat(indicateurs, "resultat_classique"), resultat(indicateurs, "resultat_care")
    )
    return Vue(
        cle="capitaux_preservation",
        message=message,
        sous_titre=f"{nom}, {exercice} · comptabilité CARE · aucun capital n'en compense un autre"
        f"{_budgets(budgets_annexes)}{_inconnus(lus)}",
        figure=barres(lus, exercice),
        lire="Un capital est une dette : le contour vide reste à payer. C'est ce qu'il faut encore engager pour le "
        "garder en bon état. Hachures : donnée absente.",
        masque=_portee(budgets_annexes) + MASQUE,
        tableau=tableau(lus),
        indicateurs=indicateurs.filter(pl.col("indicateur").is_in(RANGS)),
        alt=_alternative(message, [f"{un.entite} : {un.taux}, dette {un.dette}" for un in lus]),
    )


def vue_dettes(historique: pl.DataFrame, capitaux: pl.DataFrame, nom: str, exercice: int) -> Vue:
    """La dette de chaque capital à la fin de chaque exercice, toutes à la même échelle, à partir de zéro."""
    lus = capitaux_de(historique, capitaux, exercice)
    message = message_dettes(lus, historique, exercice)
    closes = historique.filter(pl.col("indicateur") == "dette_cloture").sort("exercice")
    noms = {un.code: un.entite for un in lus}
    par_annee = (
        closes.filter(pl.col("poste").is_in(list(noms)))
        .select(
            pl.col("poste").replace_strict(noms, default=None, return_dtype=pl.String).alias("Capital"),
            pl.col("exercice").alias("Exercice"),
            pl.col("valeur").alias("Dette de clôture (€)"),
            pl.col("borne_basse").alias("Au moins (€)"),
            pl.col("borne_haute").alias("Au plus (€)"),
        )
        .sort("Capital", "Exercice")
    )
    return Vue(
        cle="capitaux_dettes",
        message=message,
        sous_titre=f"{nom}, jusqu'en {exercice} · dette de clôture = dette d'ouverture + coût − dépense · "
        "même échelle pour tous",
        figure=courbes(lus, historique, exercice),
        lire="Chaque point est la dette au 31 décembre ; le creux, celle d'ouverture. Sous zéro, c'est une "
        "avance, sur ce seul capital.",
        masque=MASQUE,
        tableau=par_annee,
        indicateurs=closes,
        alt=_alternative(message, [f"{un.entite} : dette {un.dette} fin {exercice}" for un in lus]),
    )


def vue_resultat(
    indicateurs: pl.DataFrame, marches: pl.DataFrame, nom: str, exercice: int, budgets_annexes: int = 0
) -> Vue:
    """La cascade du résultat classique au résultat CARE ; une marche par capital, seulement ce qu'il reste à payer."""
    message = message_resultat(resultat(indicateurs, "resultat_classique"), resultat(indicateurs, "resultat_care"))
    origine = _origine_resultat(resultat(indicateurs, "resultat_classique"), budgets_annexes)
    lues = marches.select(
        pl.col("libelle").alias("Étape"),
        pl.col("montant_eur").alias("Montant (€)"),
        pl.col("arrivee_eur").alias("Résultat après cette étape (€)"),
        pl.col("bas_eur").alias("Au moins (€)"),
        pl.col("haut_eur").alias("Au plus (€)"),
    )
    return Vue(
        cle="capitaux_resultat",
        message=message,
        sous_titre=f"{nom}, {exercice} · {origine} · du résultat classique au résultat CARE",
        figure=cascade(marches),
        lire="Chaque marche retire ce qu'un capital attend encore cette année : son coût, moins ce qui est déjà dans "
        "les charges. Une dépense d'investissement éteint la dette sans changer cette marche.",
        masque="Le résultat classique est l'épargne brute : il ignore les amortissements et l'investissement. "
        + _portee(budgets_annexes)
        + MASQUE,
        tableau=lues,
        derivees=("Résultat après cette étape (€)",),
        indicateurs=indicateurs.filter(pl.col("indicateur").is_in(MARCHES)),
        alt=_alternative(
            message,
            [f"{libelle} : {montant}" for libelle, montant in marches.select("libelle", "montant_eur").iter_rows()],
        ),
    )


def tableau(capitaux: Sequence[Capital]) -> pl.DataFrame:
    """La table jumelle : un capital par ligne, en euros ; une case vide est une donnée absente."""
    return pl.DataFrame(
        [
            {
                "Capital": un.entite,
                "Famille": FAMILLES.get(un.famille or "", un.famille),
                "Coût de préservation prévu (€)": un.cout,
                "Dépense de préservation réalisée (€)": un.realise,
                "Couverture": un.couverture,
                "Dette d'ouverture (€)": un.ouverture,
                "Dette de clôture (€)": un.cloture,
                "Dette, au moins (€)": un.cloture_basse,
                "Dette, au plus (€)": un.cloture_haute,
            }
            for un in capitaux
        ],
        schema={"Capital": pl.String, "Famille": pl.String}
        | dict.fromkeys(
            (
                "Coût de préservation prévu (€)",
                "Dépense de préservation réalisée (€)",
                "Couverture",
                "Dette d'ouverture (€)",
                "Dette de clôture (€)",
                "Dette, au moins (€)",
                "Dette, au plus (€)",
            ),
            pl.Float64,
        ),
    )


def _origine_resultat(classique: dict[str, float | str | None], budgets_annexes: int) -> str:
    if classique.get("valeur") is None:
        return "aucune recette ou aucune dépense de fonctionnement connue"
    if classique.get("nature") == "prevu":
        return f"d'après le budget voté, faute de compte{_budgets(budgets_annexes)}"
    return f"d'après le compte{_budgets(budgets_annexes)}"


def _budgets(annexes: int) -> str:
    return f", budget principal et {accorder(annexes, 'budget annexe', 'budgets annexes')}" if annexes else ""


def _portee(annexes: int) -> str:
    """Pourquoi ce résultat n'est pas l'épargne de l'écran Budget ; vide quand il n'y a qu'un budget."""
    if not annexes:
        return ""
    return (
        "Le résultat réunit tous les budgets, annexes compris ; l'épargne brute de l'écran Budget est celle du seul "
        "budget principal. "
    )


def _inconnus(capitaux: Sequence[Capital]) -> str:
    manques = sum(un.realise is None or un.cout is None for un in capitaux)
    return (
        f" · {len(capitaux) - manques}/{accorder(len(capitaux), 'capital renseigné', 'capitaux renseignés')}"
        if manques
        else ""
    )


def _alternative(message: str, phrases: Sequence[str]) -> str:
    return f"{message}. {enumerer(list(phrases))}." if phrases else f"{message}."
