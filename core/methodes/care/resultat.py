"""Du résultat classique au résultat CARE, capital après capital."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from core.communs.calculs import moins, plus
from core.communs.classement import MONTANTS, une_a_une
from core.communs.depenses import document_lu, retenir
from core.methodes.care.detail import FONCTIONNEMENT, table_ou_vide
from core.methodes.care.dettes import dettes
from core.modele import Donnees, Nature, origine, rapport, somme_connue
from core.tables.budget import LIGNES_BUDGETAIRES

RESULTAT_REPORTE, CESSIONS = "002", "775"
_LUES = ("exercice", "budget", "etape", "section", "sens", "mouvement", "nature", *MONTANTS)


@dataclass(frozen=True)
class Resultat:
    """Un montant en euros : réalisé ou prévu, part connue de ses lignes, bornes s'il manque, adresse de ses lignes."""

    valeur: float | None
    nature: Nature
    couverture: float | None
    borne_basse: float | None = None
    borne_haute: float | None = None
    origine: str | None = None


def resultat_classique(donnees: Donnees, exercice: int) -> Resultat:
    """Recettes réelles de fonctionnement (hors 002 et 775) moins dépenses réelles de fonctionnement (hors 002), en €.

    Tous budgets ensemble, annexes compris : ce que l'un verse à l'autre en fonctionnement s'y annule, alors que
    l'épargne brute de la méthode « exécution » est celle du seul budget principal. Lit le CFU, à défaut le CA, de
    chaque budget ; si aucun budget n'a de réalisé, ce qui est prévu (`core.communs.depenses.retenir`), de nature
    « prévu ». Une ligne sans montant n'est pas comptée 0 : elle abaisse `couverture`. Nul si aucune recette ou aucune
    dépense n'est connue.
    """
    lignes = (
        table_ou_vide(donnees, LIGNES_BUDGETAIRES)
        .select(_LUES)
        .filter(
            (pl.col("exercice") == exercice)
            & (pl.col("section") == FONCTIONNEMENT)
            & (pl.col("mouvement") == "reel")
            & (pl.col("nature") != RESULTAT_REPORTE)
            & ~((pl.col("sens") == "recette") & (pl.col("nature") == CESSIONS))
        )
    )
    retenues = document_lu(retenir(une_a_une(lignes)))
    executees = retenues.filter(pl.col("nature_montant") == str(Nature.REALISE))
    nature, comptees = (Nature.PREVU, retenues) if executees.is_empty() else (Nature.REALISE, executees)
    recettes, depenses = (
        comptees.filter(pl.col("sens") == sens).select(somme_connue("montant_eur")).item()
        for sens in ("recette", "depense")
    )
    resultat = moins(recettes, depenses)
    return Resultat(
        valeur=None if resultat is None else float(resultat),
        nature=nature,
        couverture=comptees["montant_eur"].count() / len(retenues) if len(retenues) else 0.0,
        origine=_adresse(comptees, exercice),
    )


def _adresse(comptees: pl.DataFrame, exercice: int) -> str | None:
    """L'adresse des lignes comptées : ni les autres étapes, ni les comptes laissés de côté."""
    if comptees.is_empty():
        return None
    communs = {nom: comptees[nom].unique().sort().to_list() for nom in ("budget", "etape", "nature")}
    return origine(LIGNES_BUDGETAIRES.nom, exercice=exercice, section=FONCTIONNEMENT, mouvement="reel", **communs)


def resultat_care(classique: Resultat, capitaux: pl.DataFrame) -> Resultat:
    """Résultat classique − Σ (coût de préservation − dépense payée en fonctionnement), sur les capitaux tenus, en €.

    Nul si le résultat classique, un coût ou une dépense manque ; les bornes disent alors entre quoi et quoi il tombe
    quand c'est possible. Sans aucun capital tenu, il n'y a pas de résultat CARE. Une dépense de préservation payée en
    fonctionnement est supposée comprise dans les charges du résultat classique, votées ou exécutées.
    """

    def reste(colonne: str) -> float | None:
        montants = capitaux[colonne].to_list()
        if classique.valeur is None or not montants or None in montants:
            return None
        return classique.valeur - float(sum(montants))

    couverture = capitaux.select(rapport(pl.col("effet_eur").count(), pl.len())).item()
    valeur = reste("effet_eur")
    if valeur is not None:
        return Resultat(valeur, classique.nature, classique.couverture)
    return Resultat(None, classique.nature, couverture, reste("effet_haut_eur"), reste("effet_bas_eur"))


def cascade(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les marches du résultat classique au résultat CARE, en euros, la plus haute d'abord, les inconnues à la fin.

    Colonnes : rang, etape (resultat_classique, code du capital, resultat_care), libelle, sorte (total, capital),
    montant_eur (signé : un capital non préservé retranche), depart_eur, arrivee_eur, bas_eur et haut_eur (bornes du
    montant quand il manque), nature. `depart_eur` et `arrivee_eur` sont nuls après une marche inconnue.
    Lève `TableManquante` sans capitaux ou sans actions.
    """
    tenus = dettes(donnees, exercice).filter(pl.col("exercice") == exercice)
    classique = resultat_classique(donnees, exercice)
    care = resultat_care(classique, tenus)
    marches = [_total("resultat_classique", "Résultat classique", classique)]
    niveau = classique.valeur
    for tenu in tenus.sort("effet_eur", "capital", descending=[True, False], nulls_last=True).iter_rows(named=True):
        montant = _oppose(tenu["effet_eur"])
        arrivee = plus(niveau, montant)
        marches.append(
            {
                "etape": tenu["capital"],
                "libelle": tenu["entite"],
                "sorte": "capital",
                "montant_eur": montant,
                "depart_eur": niveau,
                "arrivee_eur": arrivee,
                "bas_eur": None if montant is not None else _oppose(tenu["effet_haut_eur"]),
                "haut_eur": None if montant is not None else _oppose(tenu["effet_bas_eur"]),
            }
        )
        niveau = arrivee
    marches.append(_total("resultat_care", "Résultat CARE", care))
    montants = ("montant_eur", "depart_eur", "arrivee_eur", "bas_eur", "haut_eur")
    schema = {"etape": pl.String, "libelle": pl.String, "sorte": pl.String} | dict.fromkeys(montants, pl.Float64)
    return (
        pl.DataFrame(marches, schema=schema).with_columns(nature=pl.lit(str(classique.nature))).with_row_index("rang")
    )


def _total(etape: str, libelle: str, resultat: Resultat) -> dict[str, str | float | None]:
    return {
        "etape": etape,
        "libelle": libelle,
        "sorte": "total",
        "montant_eur": resultat.valeur,
        "depart_eur": None if resultat.valeur is None else 0.0,
        "arrivee_eur": resultat.valeur,
        "bas_eur": resultat.borne_basse,
        "haut_eur": resultat.borne_haute,
    }


def _oppose(montant: object) -> float | None:
    """L'opposé d'un montant ; 0 reste 0, et non −0."""
    return None if montant is None else 0.0 - float(str(montant))
