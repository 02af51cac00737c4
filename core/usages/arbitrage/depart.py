"""Le budget de départ : les dépenses prévues de l'exercice, ligne par ligne, et ce que l'on en lit avant d'y
toucher."""

from __future__ import annotations

import polars as pl

from core.communs.affectations import signer
from core.communs.classement import une_a_une
from core.communs.depenses import COMPTES, depenses_reelles, retenir
from core.erreurs import TableManquante
from core.methodes.care.affectees import depenses_affectees
from core.modele import Donnees, table_requise
from core.tables.budget import LIGNES_BUDGETAIRES
from core.tables.capitaux import DEPENSES_PRESERVATION
from core.usages.arbitrage.actions import actions_a_financer, lier, plafonner
from core.usages.arbitrage.contraintes import contraintes_de, verrouiller
from core.usages.arbitrage.lentilles import LENTILLES, METHODES_LUES
from core.usages.arbitrage.modele import Depart
from core.usages.arbitrage.reduction import reduire
from core.usages.arbitrage.sommes import classer

_EXECUTES = ("realise_eur", "engage_eur", "rar_eur")
_COLONNES = (
    "indice",
    "signature",
    "etape",
    "budget",
    "section",
    "nature",
    "fonction",
    "operation",
    "service",
    "libelle",
    "politique",
    "montant_eur",
    "colonne",
    "verrou",
    "reduite",
)


def preparer(donnees: Donnees, exercice: int) -> Depart:
    """Le budget de travail de l'exercice : le prévu seul, crédits ouverts du compte, sinon votes BP + BS + DM.

    Sans ligne prévue cette année-là, c'est le dernier exercice qui en a (`Depart.exercice` le dit). Le réalisé en est
    ôté : on arbitre ce que l'on prévoit. Lève `TableManquante` si aucun exercice ne porte de dépense prévue.
    """
    retenu, entieres, lignes = _dernier_prevu(donnees, exercice)
    travail, rangs = reduire(entieres, retenu)
    contraintes = contraintes_de(donnees, lignes)
    lignes = verrouiller(lignes, contraintes).with_columns(reduite=rangs.gather(lignes["indice"])).select(_COLONNES)
    actions = actions_a_financer(donnees, retenu)
    liens = lier(actions, lignes)
    actions = plafonner(actions, liens, lignes)
    avant, absentes = _calculer(travail, retenu)
    lectures = {
        lentille.cle: lentille.lire(travail, avant[lentille.methode], retenu)
        for lentille in LENTILLES
        if lentille.methode in avant
    }
    return Depart(
        exercice,
        retenu,
        travail,
        lignes,
        actions,
        liens,
        contraintes,
        avant,
        lectures,
        absentes,
        classer(travail, retenu),
    )


def _dernier_prevu(donnees: Donnees, exercice: int) -> tuple[int, Donnees, pl.DataFrame]:
    """L'exercice retenu, ses tables de travail et ses dépenses prévues."""
    toutes = table_requise(donnees, LIGNES_BUDGETAIRES.nom, LIGNES_BUDGETAIRES.titre)
    annees = toutes["exercice"].unique().sort(descending=True).to_list()
    for annee in [
        exercice,
        *(autre for autre in annees if autre < exercice),
        *(autre for autre in annees if autre > exercice),
    ]:
        travail = tables_de_travail(donnees, annee)
        lignes = _lignes_prevues(travail, annee)
        if lignes.height:
            return int(annee), travail, lignes
    raise TableManquante(LIGNES_BUDGETAIRES.nom, f"{LIGNES_BUDGETAIRES.titre} (dépenses prévues)")


def tables_de_travail(donnees: Donnees, exercice: int) -> Donnees:
    """Les tables du territoire, dont les lignes budgétaires ne gardent que le prévu de l'exercice, dans ses
    documents."""
    lignes = donnees[LIGNES_BUDGETAIRES.nom].filter(pl.col("exercice") == exercice)
    prevues = lignes.with_columns(pl.lit(None, lignes.schema[nom]).alias(nom) for nom in _EXECUTES)
    documents = retenir(une_a_une(prevues)).filter("attend_prevu").select("budget", "etape").unique()
    return {
        **donnees,
        DEPENSES_PRESERVATION.nom: _preservation(donnees, exercice),
        LIGNES_BUDGETAIRES.nom: prevues.join(documents, on=("budget", "etape"), how="semi", maintain_order="left"),
    }


def _preservation(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les dépenses de préservation, et celles que les comptes passés ont payées sur des lignes affectées à un capital :
    sans elles, la dette de départ ne serait pas celle de l'écran Capitaux."""
    declarees = donnees[DEPENSES_PRESERVATION.nom]
    passees = depenses_affectees(donnees, declarees).filter(pl.col("exercice") < exercice)
    return declarees if passees.is_empty() else pl.concat([declarees, passees], how="diagonal")


def _lignes_prevues(travail: Donnees, exercice: int) -> pl.DataFrame:
    """Les dépenses réelles prévues et connues de l'exercice ; `indice` est leur rang dans les tables de travail."""
    # Le rang prend un instant la place du numéro de ligne : c'est la seule adresse unique que `depenses_reelles` rende.
    numerotees = travail[LIGNES_BUDGETAIRES.nom].with_columns(ligne=pl.int_range(pl.len(), dtype=pl.Int32))
    if numerotees.is_empty():
        return numerotees
    reelles = depenses_reelles({**travail, LIGNES_BUDGETAIRES.nom: numerotees}, exercice)
    return (
        signer(reelles.filter(pl.col("montant_eur").is_not_null()))
        .with_columns(
            indice=pl.col("ligne"),
            colonne=pl.when(pl.col("etape").is_in(COMPTES))
            .then(pl.lit("credits_ouverts_eur"))
            .otherwise(pl.lit("vote_eur")),
        )
        .sort("indice")
    )


def _calculer(travail: Donnees, exercice: int) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    """Les indicateurs de chaque méthode lue ; celles dont une table manque sont nommées avec ce qui leur manque."""
    avant, absentes = {}, {}
    for methode in METHODES_LUES:
        try:
            avant[methode.FICHE.cle] = methode.calculer(travail, exercice)
        except TableManquante as manque:
            absentes[methode.FICHE.cle] = manque.quoi
    return avant, absentes
