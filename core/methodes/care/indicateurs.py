"""Les indicateurs de CARE, dans la table de résultats commune."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import polars as pl

from core.methodes.care.affectees import LENTILLE
from core.methodes.care.dettes import dettes
from core.methodes.care.fiche import INDICATEURS
from core.methodes.care.resultat import Resultat, resultat_care, resultat_classique
from core.modele import Donnees, Nature, Qualite, origine, rapport, table_requise
from core.resultat import resultat
from core.tables.affectations import AFFECTATIONS
from core.tables.capitaux import CAPITAUX

type_tenu = Mapping[str, Any]
"""Un capital un exercice, tel que le rend `dettes`."""


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Indicateurs d'un exercice : par capital, cout_preservation (prévu), preservation (réalisé), couverture (part),
    dette_ouverture, dette_cloture et effet_resultat ; pour le territoire, resultat_classique et resultat_care.
    Euros, sauf `couverture`.

    Une valeur nulle est une donnée absente, bornée quand elle peut l'être ; `couverture` vaut null si le coût est
    inconnu ou nul. Les résultats sont de nature « prévu » tant qu'aucun compte (CA, CFU) n'est importé.
    Lève `TableManquante` sans capitaux ou sans actions de préservation.
    """
    chaine = dettes(donnees, exercice).filter(pl.col("exercice") == exercice)
    classique = resultat_classique(donnees, exercice)
    resultats = [
        _ligne_resultat("resultat_classique", classique, classique.origine),
        _ligne_resultat(
            "resultat_care", resultat_care(classique, chaine), origine("actions_preservation", exercice=exercice)
        ),
    ]
    ensemble = pl.concat(
        [_des_capitaux(chaine), pl.DataFrame(resultats).with_columns(exercice=pl.lit(exercice, pl.Int32))],
        how="diagonal_relaxed",
    )
    return _habiller(ensemble, donnees)


def historique(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les mêmes indicateurs par capital, pour tous les exercices tenus jusqu'à `exercice` (sans les résultats)."""
    return _habiller(_des_capitaux(dettes(donnees, exercice)), donnees)


def _habiller(frame: pl.DataFrame, donnees: Donnees) -> pl.DataFrame:
    territoire = table_requise(donnees, CAPITAUX.nom, CAPITAUX.titre)["territoire"].first()
    return resultat("care", INDICATEURS, frame, territoire=territoire, qualite=str(Qualite.DECLARE))


class Serie(NamedTuple):
    """Un indicateur de chaque capital : sa valeur, ses bornes et sa couverture (nulles : sans objet), d'où il vient."""

    indicateur: str
    nature: Nature
    valeur: pl.Expr
    basse: pl.Expr | None
    haute: pl.Expr | None
    couverture: pl.Expr | None
    table: str


def _des_capitaux(chaine: pl.DataFrame) -> pl.DataFrame:
    chaine = chaine.with_columns(pl.selectors.decimal().cast(pl.Float64))
    return pl.concat(
        [
            chaine.select(
                "exercice",
                poste="capital",
                indicateur=pl.lit(serie.indicateur),
                nature=pl.lit(str(serie.nature)),
                valeur=serie.valeur,
                borne_basse=_ou_nul(serie.basse),
                borne_haute=_ou_nul(serie.haute),
                couverture=_ou_nul(serie.couverture),
                origine=_origines(chaine, serie.table),
            )
            for serie in (*_preservation(), *_dettes())
        ]
    )


def _preservation() -> Iterator[Serie]:
    """Ce qu'il fallait payer, ce qui l'a été, et la part que cela fait."""
    cout, realise = pl.col("cout_eur"), pl.col("realise_eur")
    chiffrees = rapport(pl.col("actions_chiffrees"), pl.col("actions")).fill_null(0.0)
    depenses = "depenses_preservation"
    basse, haute = _si_nul(realise, pl.col("realise_connu_eur")), _si_nul(realise, pl.col("realise_haut_eur"))
    yield Serie(
        "cout_preservation",
        Nature.PREVU,
        cout,
        _si_nul(cout, pl.col("cout_connu_eur")),
        None,
        chiffrees,
        "actions_preservation",
    )
    yield Serie("preservation", Nature.REALISE, realise, basse, haute, _renseignees(), depenses)
    yield Serie("couverture", Nature.REALISE, rapport(realise, cout), None, None, _renseignees(), depenses)


def _dettes() -> Iterator[Serie]:
    """Ce que l'on doit au capital, et ce qu'il retire au résultat."""
    cloture, effet = pl.col("cloture_eur"), pl.col("effet_eur")
    basse, haute = _si_nul(cloture, pl.col("cloture_basse_eur")), _si_nul(cloture, pl.col("cloture_haute_eur"))
    retire_au_plus, retire_au_moins = (-_si_nul(effet, pl.col(f"effet_{cote}_eur")) for cote in ("haut", "bas"))
    yield Serie("dette_ouverture", Nature.REALISE, pl.col("ouverture_eur"), None, None, None, CAPITAUX.nom)
    yield Serie("dette_cloture", Nature.REALISE, cloture, basse, haute, pl.col("complet"), "toutes_les_actions")
    yield Serie(
        "effet_resultat",
        Nature.REALISE,
        -effet,
        retire_au_plus,
        retire_au_moins,
        _renseignees(),
        "actions_preservation",
    )


def _renseignees() -> pl.Expr:
    return rapport(pl.col("renseignees"), pl.col("attendues")).fill_null(0.0)


def _si_nul(valeur: pl.Expr, borne: pl.Expr) -> pl.Expr:
    return pl.when(valeur.is_null()).then(borne)


def _ou_nul(expression: pl.Expr | None) -> pl.Expr:
    return pl.lit(None, pl.Float64) if expression is None else expression


def _origines(chaine: pl.DataFrame, table: str) -> pl.Series:
    """L'adresse des lignes d'un indicateur : un exercice d'un capital, ses actions prévues depuis l'ouverture
    (dette de clôture, dont la part payée se lit sous « preservation »), sa fiche (dette d'ouverture)."""
    return pl.Series([_adresse(tenu, table) for tenu in chaine.iter_rows(named=True)], dtype=pl.String)


def _adresse(tenu: type_tenu, table: str) -> str:
    capital, exercice = tenu["capital"], tenu["exercice"]
    if table == CAPITAUX.nom:
        return origine(table, code=capital)
    if table == "toutes_les_actions":
        annees = list(range(tenu["premier_exercice"], exercice + 1))
        return origine("actions_preservation", capital=capital, exercice=annees)
    if table == "depenses_preservation" and tenu["postes_affectes"]:
        return origine(AFFECTATIONS.nom, lentille=LENTILLE, poste=tenu["postes_affectes"])
    return origine(table, exercice=exercice, capital=capital)


def _ligne_resultat(nom: str, resultat: Resultat, adresse: str | None) -> dict[str, str | float | None]:
    return {
        "indicateur": nom,
        "nature": str(resultat.nature),
        "valeur": resultat.valeur,
        "borne_basse": resultat.borne_basse,
        "borne_haute": resultat.borne_haute,
        "couverture": resultat.couverture,
        "origine": adresse,
    }
