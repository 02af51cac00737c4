"""Les trois vues des capitaux : la préservation, les dettes dans le temps, le chemin vers le résultat CARE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import polars as pl

from core.dossier import Dossier
from core.figures import adresse
from core.figures.care import phrases_vues
from core.figures.care.cascade import cascade
from core.figures.care.dessin import barres
from core.figures.care.dettes import courbes
from core.figures.care.lecture import Capital, capitaux_de, resultat
from core.figures.care.phrases import message_dettes, message_preservation, message_resultat
from core.figures.vue import Vue
from core.methodes import care
from core.modele import Donnees
from core.tables.capitaux import FAMILLES

VUES = {"preservation": "Prévu et réalisé", "dettes": "Dettes", "resultat": "Résultat"}
RESULTATS = ("resultat_classique", "resultat_care")
RANGS = ("cout_preservation", "preservation", "couverture", "dette_ouverture", "dette_cloture", *RESULTATS)
MARCHES = ("effet_resultat", *RESULTATS)
"""Les indicateurs que disent et dessinent la préservation, puis la cascade."""


class Adresse(adresse.Adresse):
    """Les choix de l'onglet : la vue, et le capital dont le panneau donne la fiche."""

    vue: Literal["preservation", "dettes", "resultat"] = "preservation"
    capital: adresse.Texte = ""

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """Le capital que cet exercice ne tient pas."""
        tenus = capitaux_de(dossier.indicateurs("care"), dossier.tables["capitaux"], dossier.exercice)
        return self.hors(capital=[un.code for un in tenus])


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
        sous_titre=phrases_vues.sous_titre_preservation(nom, exercice, budgets_annexes, lus),
        figure=barres(lus, exercice),
        lire=phrases_vues.LIRE_PRESERVATION,
        masque=phrases_vues.masque_preservation(budgets_annexes),
        tableau=tableau(lus),
        indicateurs=indicateurs.filter(pl.col("indicateur").is_in(RANGS)),
        alt=phrases_vues.alternative_preservation(message, lus),
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
            pl.col("valeur").alias(phrases_vues.DETTE_CLOTURE),
            pl.col("borne_basse").alias("Au moins (€)"),
            pl.col("borne_haute").alias("Au plus (€)"),
        )
        .sort("Capital", "Exercice")
    )
    return Vue(
        cle="capitaux_dettes",
        message=message,
        sous_titre=phrases_vues.sous_titre_dettes(nom, exercice),
        figure=courbes(lus, historique, exercice),
        lire=phrases_vues.LIRE_DETTES,
        masque=phrases_vues.MASQUE,
        tableau=par_annee,
        indicateurs=pl.concat([_premieres_ouvertures(historique), closes]),
        alt=phrases_vues.alternative_dettes(message, lus, exercice),
    )


def _premieres_ouvertures(historique: pl.DataFrame) -> pl.DataFrame:
    """Le premier point, creux, de chaque capital : sa dette à l'ouverture du premier exercice où il est tenu."""
    ouvertures = historique.filter((pl.col("indicateur") == "dette_ouverture") & pl.col("poste").is_not_null())
    return ouvertures.sort("exercice").unique("poste", keep="first", maintain_order=True)


def vue_resultat(
    indicateurs: pl.DataFrame, marches: pl.DataFrame, nom: str, exercice: int, budgets_annexes: int = 0
) -> Vue:
    """La cascade du résultat classique au résultat CARE ; une marche par capital, seulement ce qu'il reste à payer."""
    classique = resultat(indicateurs, "resultat_classique")
    message = message_resultat(classique, resultat(indicateurs, "resultat_care"))
    lues = marches.select(
        pl.col("libelle").alias("Étape"),
        pl.col("montant_eur").alias("Montant (€)"),
        pl.col("arrivee_eur").alias(phrases_vues.RESULTAT_ATTEINT),
        pl.col("bas_eur").alias("Au moins (€)"),
        pl.col("haut_eur").alias("Au plus (€)"),
    )
    return Vue(
        cle="capitaux_resultat",
        message=message,
        sous_titre=phrases_vues.sous_titre_resultat(nom, exercice, classique, budgets_annexes),
        figure=cascade(marches),
        lire=phrases_vues.LIRE_RESULTAT,
        masque=phrases_vues.masque_resultat(budgets_annexes),
        tableau=lues,
        derivees=(phrases_vues.RESULTAT_ATTEINT,),
        indicateurs=indicateurs.filter(pl.col("indicateur").is_in(MARCHES)),
        alt=phrases_vues.alternative_resultat(message, marches.select("libelle", "montant_eur").rows()),
    )


def tableau(capitaux: Sequence[Capital]) -> pl.DataFrame:
    """La table jumelle : un capital par ligne, en euros ; une case vide est une donnée absente."""
    return pl.DataFrame(
        [
            {
                "Capital": un.entite,
                "Famille": FAMILLES.get(un.famille or "", un.famille),
                phrases_vues.COUT_PREVU: un.cout,
                phrases_vues.DEPENSE_REALISEE: un.realise,
                "Couverture": un.couverture,
                phrases_vues.DETTE_OUVERTURE: un.ouverture,
                phrases_vues.DETTE_CLOTURE: un.cloture,
                phrases_vues.DETTE_AU_MOINS: un.cloture_basse,
                phrases_vues.DETTE_AU_PLUS: un.cloture_haute,
            }
            for un in capitaux
        ],
        schema={"Capital": pl.String, "Famille": pl.String}
        | dict.fromkeys(
            (
                phrases_vues.COUT_PREVU,
                phrases_vues.DEPENSE_REALISEE,
                "Couverture",
                phrases_vues.DETTE_OUVERTURE,
                phrases_vues.DETTE_CLOTURE,
                phrases_vues.DETTE_AU_MOINS,
                phrases_vues.DETTE_AU_PLUS,
            ),
            pl.Float64,
        ),
    )
