"""Le classeur d'un arbitrage : mouvements, avant-après par lentille, contraintes, hypothèses — un ou plusieurs
scénarios."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import polars as pl
import xlsxwriter

from core.communs.calculs import moins
from core.documents.tableaux import neutraliser
from core.figures.arbitrage.lecture import rangs
from core.figures.arbitrage.phrases import SUPPOSITIONS
from core.figures.arbitrage.phrases_lecture import MOINS_VAUT_MIEUX, NON_JUGE, PLUS_VAUT_MIEUX
from core.format_fr import typographier
from core.tables.arbitrage import OBJETS
from core.usages.arbitrage import Arbitrage, Depart
from core.usages.arbitrage.contraintes import raison
from core.usages.arbitrage.hypotheses import hypotheses
from core.usages.arbitrage.phrases import ANNUITE
from core.usages.arbitrage.ventilation import intitule

_LARGEURS = (34, 30, 34, 20, 20, 20, 20, 50)
type_cellule = str | float | int | None


def classeur(depart: Depart, resultats: Mapping[str, Arbitrage], territoire: str, origines: Mapping[str, str]) -> bytes:
    """Un xlsx de cinq feuilles ; chaque texte est une cellule texte, une donnée absente une cellule vide.

    `origines` : par scénario gardé, la phrase qui dit qui l'a posé, quand, et à quelle séance il est envoyé.
    """
    memoire = io.BytesIO()
    with xlsxwriter.Workbook(memoire, {"strings_to_formulas": False, "strings_to_urls": False}) as fichier:
        titre = f"{territoire}, arbitrage {depart.exercice}"
        _feuille(fichier, "Synthèse", titre, _synthese(depart, resultats, origines))
        _feuille(fichier, "Mouvements", titre, _mouvements(depart, resultats))
        _feuille(fichier, "Avant et après", titre, _avant_apres(resultats))
        _feuille(fichier, "Contraintes", titre, _contraintes(depart))
        _feuille(fichier, "Hypothèses", titre, [[SUPPOSITIONS], *([phrase] for phrase in hypotheses(depart))])
    return memoire.getvalue()


def _synthese(
    depart: Depart, resultats: Mapping[str, Arbitrage], origines: Mapping[str, str]
) -> list[list[type_cellule]]:
    lignes: list[list[type_cellule]] = [
        [
            "Scénario",
            "Enveloppe (€)",
            "Solde à trouver (€)",
            "Montant ajouté (€)",
            "Mouvements",
            "Refusés",
            "Effets non chiffrés",
            "Origine",
        ]
    ]
    lignes += [
        [
            nom,
            float(depart.total_eur),
            float(un.solde_eur),
            float(un.deplaces_eur),
            len(un.mouvements),
            len(un.refus),
            len(un.non_chiffres),
            origines.get(nom, "non enregistré"),
        ]
        for nom, un in resultats.items()
    ]
    refus: list[list[type_cellule]] = [[nom, un_refus.phrase] for nom, un in resultats.items() for un_refus in un.refus]
    return [*lignes, [], ["Mouvements refusés"], *refus] if refus else lignes


def _mouvements(depart: Depart, resultats: Mapping[str, Arbitrage]) -> list[list[type_cellule]]:
    lignes: list[list[type_cellule]] = [["Scénario", "Ce qui bouge", "Intitulé", "Variation (€)", "Effet non chiffré"]]
    for nom, un in resultats.items():
        muets = dict(un.non_chiffres)
        for mouvement in un.mouvements:
            dit = intitule(depart, mouvement.objet, mouvement.cible)
            lignes.append([nom, OBJETS[mouvement.objet], dit, float(mouvement.variation_eur), muets.get(dit, "")])
    return lignes


def _avant_apres(resultats: Mapping[str, Arbitrage]) -> list[list[type_cellule]]:
    """Les valeurs exactes, une colonne par scénario, puis la variation ; le sens dit ce qui va mieux."""
    sens = {"hausse": PLUS_VAUT_MIEUX, "baisse": MOINS_VAUT_MIEUX, "neutre": NON_JUGE}
    noms = list(resultats)
    lignes: list[list[type_cellule]] = [
        ["Lentille", "Sujet", "Chiffre", "Unité", "Sens", "Avant", *noms, *(f"Variation, {nom}" for nom in noms)]
    ]
    lus = rangs([un.effets for un in resultats.values()]) if resultats else []
    for rang in lus:
        lignes.append(
            [
                rang.titre,
                rang.groupe,
                rang.libelle,
                rang.unite,
                sens[rang.sens],
                *rang.valeurs,
                *(moins(apres, rang.valeurs[0]) for apres in rang.valeurs[1:]),
            ]
        )
    return lignes


def _contraintes(depart: Depart) -> list[list[type_cellule]]:
    lignes: list[list[type_cellule]] = [["Contrainte", "Montant prévu (€)", "Minimum (€)"]]
    lignes += [
        [raison(une), float(une.montant_eur), None if une.minimum_eur is None else float(une.minimum_eur)]
        for une in depart.contraintes
    ]
    dette = depart.lignes.filter(pl.col("verrou") == ANNUITE)
    lignes.append([f"Dette : {ANNUITE}", float(dette["montant_eur"].sum() or 0), None])
    return lignes


def _feuille(fichier: xlsxwriter.Workbook, nom: str, titre: str, lignes: Sequence[Sequence[type_cellule]]) -> None:
    feuille, gras = fichier.add_worksheet(nom), fichier.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    retour = fichier.add_format({"text_wrap": True, "valign": "top"})
    nombre = fichier.add_format({"num_format": "#,##0.00", "valign": "top"})
    feuille.write_string(0, 0, neutraliser(typographier(titre)), gras)
    for rang, cellules in enumerate(lignes, start=2):
        for colonne, valeur in enumerate(cellules):
            if isinstance(valeur, str):
                feuille.write_string(rang, colonne, neutraliser(typographier(valeur)), gras if rang == 2 else retour)
            elif valeur is not None:
                feuille.write_number(rang, colonne, valeur, nombre if isinstance(valeur, float) else retour)
    for colonne, largeur in enumerate(_LARGEURS):
        feuille.set_column(colonne, colonne, 90 if nom == "Hypothèses" and colonne == 0 else largeur)
    feuille.freeze_panes(3, 0)
    feuille.set_landscape()
    feuille.fit_to_pages(1, 0)
