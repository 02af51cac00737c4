"""Ce qui ne peut pas être vrai ensemble dans un indicateur : sens, plancher, plafond, pire valeur, cible.

Les mêmes règles refusent une ligne à l'import et un indicateur au calcul. Elles viennent de vrais fichiers où la
cible et la limite étaient échangées (programme « Territoire engagé » de l'ADEME, indicateurs te_6, te_18, cae_24.c).
"""

from __future__ import annotations

import polars as pl

from core.tables.declaration import Regle

HAUSSE = pl.col("sens") == "hausse"
BAISSE = pl.col("sens") == "baisse"
SEUIL = pl.coalesce("plancher", "plafond")


def _moins_exigeant(colonne: str, repere: pl.Expr) -> pl.Expr:
    """Vrai quand la colonne est strictement moins bonne que le repère, dans le sens de l'indicateur."""
    return (HAUSSE & (pl.col(colonne) < repere)) | (BAISSE & (pl.col(colonne) > repere))


def _deux_seuils() -> pl.Expr:
    return pl.col("plancher").is_not_null() & pl.col("plafond").is_not_null()


def _plafond_social() -> pl.Expr:
    return pl.col("plafond").is_not_null() & pl.col("lentille").str.ends_with("_sociale")


def _plancher_ecologique() -> pl.Expr:
    return pl.col("plancher").is_not_null() & pl.col("lentille").str.ends_with("_ecologique")


def _plafond_a_la_hausse() -> pl.Expr:
    return pl.col("plafond").is_not_null() & HAUSSE & pl.col("valeur_preindustrielle").is_null()


def _pire_valeur_sans_plancher() -> pl.Expr:
    return pl.col("pire_valeur").is_not_null() & pl.col("plancher").is_null()


def _pire_valeur_du_mauvais_cote() -> pl.Expr:
    return pl.col("plancher").is_not_null() & (
        (HAUSSE & (pl.col("pire_valeur") >= pl.col("plancher")))
        | (BAISSE & (pl.col("pire_valeur") <= pl.col("plancher")))
    )


def _preindustrielle_sans_plafond() -> pl.Expr:
    return pl.col("valeur_preindustrielle").is_not_null() & pl.col("plafond").is_null()


def _preindustrielle_du_mauvais_cote() -> pl.Expr:
    return (HAUSSE & (pl.col("valeur_preindustrielle") <= pl.col("plafond"))) | (
        BAISSE & (pl.col("valeur_preindustrielle") >= pl.col("plafond"))
    )


def _cible_pire_que_la_pire_valeur() -> pl.Expr:
    return _moins_exigeant("cible", pl.col("pire_valeur"))


def _cible_moins_exigeante_sans_date() -> pl.Expr:
    return pl.col("annee_cible").is_null() & _moins_exigeant("cible", SEUIL)


REGLES_INDICATEURS = (
    Regle(
        "deux_seuils",
        "L'indicateur porte à la fois un plancher et un plafond : gardez le seuil qui convient, ou faites-en deux "
        "indicateurs.",
        _deux_seuils,
        "plafond",
    ),
    Regle(
        "plafond_social",
        "Un plafond est un seuil écologique, or la lentille est sociale : écrivez ce seuil dans « plancher », même "
        "quand moins, c'est mieux, ou changez de lentille.",
        _plafond_social,
        "plafond",
    ),
    Regle(
        "plancher_ecologique",
        "Un plancher est un seuil social, or la lentille est écologique : écrivez ce seuil dans « plafond », ou "
        "changez de lentille.",
        _plancher_ecologique,
        "plancher",
    ),
    Regle(
        "plafond_a_la_hausse",
        "« Plus, c'est mieux » et un plafond à ne pas dépasser se contredisent : corrigez le sens ou, si la grandeur "
        "s'épuise depuis un état de référence, renseignez la valeur préindustrielle.",
        _plafond_a_la_hausse,
        "sens",
    ),
    Regle(
        "pire_valeur_sans_plancher",
        (
            "La pire valeur donne l'échelle d'un plancher, or il n'y a pas de plancher : ajoutez-le ou videz la pire "
            "valeur."
        ),
        _pire_valeur_sans_plancher,
        "pire_valeur",
    ),
    Regle(
        "pire_valeur_du_mauvais_cote",
        "La pire valeur n'est pas pire que le plancher, dans le sens indiqué : plancher et pire valeur sont "
        "peut-être échangés, ou le sens est à corriger.",
        _pire_valeur_du_mauvais_cote,
        "pire_valeur",
    ),
    Regle(
        "preindustrielle_sans_plafond",
        "La valeur préindustrielle mesure l'écart à un plafond, or il n'y a pas de plafond : ajoutez-le ou videz-la.",
        _preindustrielle_sans_plafond,
        "valeur_preindustrielle",
    ),
    Regle(
        "preindustrielle_du_mauvais_cote",
        "La valeur préindustrielle devrait être meilleure que le plafond, dans le sens indiqué : les deux sont "
        "peut-être échangés, ou le sens est à corriger.",
        _preindustrielle_du_mauvais_cote,
        "valeur_preindustrielle",
    ),
    Regle(
        "cible_pire_que_la_pire_valeur",
        "La cible est pire que la pire valeur : cible et limite sont peut-être échangées, ou le sens est à corriger.",
        _cible_pire_que_la_pire_valeur,
        "cible",
    ),
    Regle(
        "cible_moins_exigeante_sans_date",
        "La cible est moins exigeante que le seuil : cible et seuil sont peut-être échangés. S'il s'agit d'une étape, "
        "donnez son année.",
        _cible_moins_exigeante_sans_date,
        "cible",
    ),
)
