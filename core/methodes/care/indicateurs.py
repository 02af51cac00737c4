"""Les indicateurs de CARE, dans la table de résultats commune."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    dette_ouverture, dette_cloture et effet_resultat ; pour le territoire, resultat_classique et resultat_care. Euros, sauf `couverture`.

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


def _des_capitaux(chaine: pl.DataFrame) -> pl.DataFrame:
    chaine = chaine.with_columns(pl.selectors.decimal().cast(pl.Float64))
    cout, realise, cloture = (pl.col(nom) for nom in ("cout_eur", "realise_eur", "cloture_eur"))
    part_chiffree = rapport(pl.col("actions_chiffrees"), pl.col("actions")).fill_null(0.0)
    part_renseignee = rapport(pl.col("renseignees"), pl.col("attendues")).fill_null(0.0)
    commun = {"prevu": str(Nature.PREVU), "realise": str(Nature.REALISE)}
    series = [
        (
            "cout_preservation",
            commun["prevu"],
            cout,
            _si_nul(cout, pl.col("cout_connu_eur")),
            None,
            part_chiffree,
            "actions_preservation",
        ),
        (
            "preservation",
            commun["realise"],
            realise,
            _si_nul(realise, pl.col("realise_connu_eur")),
            _si_nul(realise, pl.col("realise_haut_eur")),
            part_renseignee,
            "depenses_preservation",
        ),
        ("couverture", commun["realise"], rapport(realise, cout), None, None, part_renseignee, "depenses_preservation"),
        ("dette_ouverture", commun["realise"], pl.col("ouverture_eur"), None, None, None, "capitaux"),
        (
            "dette_cloture",
            commun["realise"],
            cloture,
            _si_nul(cloture, pl.col("cloture_basse_eur")),
            _si_nul(cloture, pl.col("cloture_haute_eur")),
            pl.col("complet"),
            "toutes_les_actions",
        ),
        (
            "effet_resultat",
            commun["realise"],
            -pl.col("effet_eur"),
            -_si_nul(pl.col("effet_eur"), pl.col("effet_haut_eur")),
            -_si_nul(pl.col("effet_eur"), pl.col("effet_bas_eur")),
            part_renseignee,
            "actions_preservation",
        ),
    ]
    return pl.concat(
        [
            chaine.select(
                "exercice",
                poste="capital",
                indicateur=pl.lit(nom),
                nature=pl.lit(nature),
                valeur=valeur,
                borne_basse=_ou_nul(basse),
                borne_haute=_ou_nul(haute),
                couverture=_ou_nul(couverture),
                origine=_origines(chaine, table),
            )
            for nom, nature, valeur, basse, haute, couverture, table in series
        ]
    )


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
