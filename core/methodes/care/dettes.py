"""La dette de chaque capital, d'exercice en exercice, sans jamais compenser un capital par un autre."""

from __future__ import annotations

import polars as pl

from core.methodes.care.affectees import SANS_ACTION
from core.methodes.care.detail import EUROS, INVESTISSEMENT, rapprocher
from core.modele import Donnees, somme_connue, table_requise
from core.tables.capitaux import CAPITAUX

ZERO = pl.lit(0, EUROS)


def dettes(donnees: Donnees, exercice: int | None = None) -> pl.DataFrame:
    """Chaîne la dette de chaque capital, de son ouverture à `exercice` (à défaut, au dernier exercice renseigné).

    Une ligne par capital et exercice, en euros (`premier_exercice` : celui où la chaîne s'ouvre) : `ouverture_eur`,
    `cout_eur` (C), `realise_eur` (R), `cloture_eur` = ouverture + C − R. Une dette négative est une avance sur ce seul
    capital. Un coût, une dépense ou une dette d'ouverture inconnus rendent la clôture nulle, et toutes celles qui
    suivent ; `cloture_basse_eur` et `cloture_haute_eur` la bornent alors : une dépense non saisie vaut au moins 0 et au
    plus le coût de son action, un coût inconnu vaut au moins 0. Lève `TableManquante` sans capitaux ou sans actions.
    """
    capitaux = table_requise(donnees, CAPITAUX.nom, CAPITAUX.titre)
    actions = rapprocher(donnees)
    dernier = exercice if exercice is not None else _dernier(actions)
    chaine = _calendrier(capitaux, actions, dernier).join(
        _par_capital(actions), on=("capital", "exercice"), how="left", maintain_order="left"
    )
    chaine = chaine.with_columns(pl.col("actions", "actions_chiffrees", "attendues", "renseignees").fill_null(0))
    chaine = chaine.with_columns(
        cloture_eur=_cumul("ecart_eur"),
        cloture_basse_eur=_cumul("ecart_bas_eur"),
        cloture_haute_eur=_cumul("ecart_haut_eur"),
        complet=pl.col("ecart_eur").is_not_null().cast(pl.Float64).cum_sum().over("capital")
        / pl.int_range(1, pl.len() + 1).over("capital"),
        premier_exercice=pl.col("exercice").min().over("capital"),
    )
    ouverture = pl.col("cloture_eur").shift(1).over("capital")
    return chaine.with_columns(
        ouverture_eur=pl.when(pl.col("exercice") == pl.col("premier_exercice"))
        .then(pl.col("dette_ouverture_eur"))
        .otherwise(ouverture)
    ).drop("dette_ouverture_eur")


def _dernier(actions: pl.DataFrame) -> int:
    return int(actions.select(pl.col("exercice").max()).item())


def _calendrier(capitaux: pl.DataFrame, actions: pl.DataFrame, dernier: int) -> pl.DataFrame:
    """Un rang par capital et exercice tenu ; sans exercice d'ouverture, le premier où il se passe quelque chose."""
    debuts = actions.group_by(capital="capital").agg(debut=pl.col("exercice").min())
    return (
        capitaux.select("entite", "famille", "exercice_ouverture", "dette_ouverture_eur", capital="code")
        .join(debuts, on="capital", how="left")
        .with_columns(debut=pl.coalesce("exercice_ouverture", "debut", pl.lit(dernier)))
        .filter(pl.col("debut") <= dernier)
        .with_columns(exercice=pl.int_ranges("debut", dernier + 1, dtype=pl.Int32))
        .explode("exercice")
        .select("capital", "entite", "famille", "exercice", "dette_ouverture_eur")
        .sort("capital", "exercice")
    )


def _par_capital(actions: pl.DataFrame) -> pl.DataFrame:
    """C, R et leur écart par capital et exercice ; un seul terme inconnu rend la somme inconnue, pas ses bornes."""
    return (
        actions.with_columns(_termes())
        .group_by("capital", "exercice")
        .agg(
            actions=pl.col("planifiee").sum().cast(pl.Int64),
            actions_chiffrees=pl.col("prevu_eur").is_not_null().sum().cast(pl.Int64),
            attendues=pl.len().cast(pl.Int64),
            renseignees=pl.col("realise_eur").is_not_null().sum().cast(pl.Int64),
            postes_affectes=_poste_affecte().filter("affectee").unique().sort(),
            cout_connu_eur=somme_connue("prevu_eur"),
            realise_connu_eur=somme_connue("realise_eur"),
            cout_eur=pl.when(pl.col("planifiee").any()).then(_somme_stricte("cout")),
            realise_eur=_somme_stricte("realise_eur"),
            realise_haut_eur=_somme_stricte("au_plus_paye"),
            realise_fonctionnement_eur=_somme_stricte("realise_fonctionnement"),
            ecart_bas_eur=_somme_stricte("ecart_bas"),
            ecart_haut_eur=pl.when(pl.col("planifiee").any()).then(_somme_stricte("ecart_haut")),
            effet_bas_eur=_somme_stricte("effet_bas"),
            effet_haut_eur=pl.when(pl.col("planifiee").any()).then(_somme_stricte("effet_haut")),
        )
        .with_columns(
            ecart_eur=pl.col("cout_eur") - pl.col("realise_eur"),
            effet_eur=pl.col("cout_eur") - pl.col("realise_fonctionnement_eur"),
        )
    )


def _poste_affecte() -> pl.Expr:
    """Comment l'affectation l'écrit : « climat », ou « climat/navettes » quand elle nomme l'action."""
    seul = pl.col("action") == SANS_ACTION
    return pl.when(seul).then("capital").otherwise(pl.concat_str("capital", "action", separator="/"))


def _termes() -> list[pl.Expr]:
    """Les termes d'une action : son coût, sa dépense, et les bornes de leur écart quand l'un des deux manque.

    L'« effet » est ce que l'action retranche encore au résultat : une dépense d'investissement éteint la dette mais
    n'a jamais été dans les charges de fonctionnement.
    """
    cout = pl.when(pl.col("planifiee")).then(pl.col("prevu_eur")).otherwise(ZERO)
    paye = pl.col("realise_eur")
    en_charges = pl.when(pl.col("section") == INVESTISSEMENT).then(ZERO).otherwise(paye)
    au_plus_tout_paye = pl.when(pl.col("planifiee")).then(ZERO)
    return [
        cout.alias("cout"),
        en_charges.alias("realise_fonctionnement"),
        pl.when(paye.is_not_null())
        .then(paye)
        .otherwise(pl.when(pl.col("planifiee")).then(pl.col("prevu_eur")))
        .alias("au_plus_paye"),
        pl.when(paye.is_null()).then(au_plus_tout_paye).otherwise(cout.fill_null(ZERO) - paye).alias("ecart_bas"),
        (cout - paye.fill_null(ZERO)).alias("ecart_haut"),
        pl.when(paye.is_null()).then(au_plus_tout_paye).otherwise(cout.fill_null(ZERO) - en_charges).alias("effet_bas"),
        (cout - en_charges.fill_null(ZERO)).alias("effet_haut"),
    ]


def _somme_stricte(colonne: str) -> pl.Expr:
    return pl.when(pl.col(colonne).count() == pl.len()).then(pl.col(colonne).sum())


def _cumul(colonne: str) -> pl.Expr:
    """Dette d'ouverture plus écarts cumulés, par capital ; nul dès qu'un écart manque."""
    sans_trou = pl.col(colonne).is_null().cum_sum().over("capital") == 0
    cumul = pl.col(colonne).fill_null(ZERO).cum_sum().over("capital")
    return pl.when(sans_trou).then(pl.col("dette_ouverture_eur").first().over("capital") + cumul)
