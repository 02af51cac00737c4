"""Ce que chaque activité fait pour les femmes et pour les hommes ; un groupe de moins de onze personnes ne se montre
pas."""

from __future__ import annotations

import polars as pl

from core.methodes.budget_genre.phrases import PETIT_GROUPE, SANS_CIBLE, SANS_DEPENSE, SANS_DONNEE
from core.modele import PROVENANCE, Donnees, rapport, somme_connue
from core.tables.genre import PUBLICS

SEUIL_SECRET = 11
"""En dessous, un groupe pourrait faire reconnaître des personnes."""

_PERSONNES = ("femmes", "hommes", "femmes_visees", "hommes_vises")


def publics_de(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les publics de l'exercice, avec `documentee` (femmes et hommes comptés) et `masquee` (un groupe de 1 à 10)."""
    frame = donnees.get(PUBLICS.nom)
    if frame is None:
        frame = pl.DataFrame(schema=PUBLICS.schema() | PROVENANCE)
    return (
        frame.filter(pl.col("exercice") == exercice)
        .with_columns(
            documentee=pl.col("femmes").is_not_null() & pl.col("hommes").is_not_null(),
            masquee=_petit("femmes", "hommes"),
            cible_masquee=_petit("femmes_visees", "hommes_vises"),
        )
        .sort("activite")
    )


def par_activite(lignes: pl.DataFrame, publics: pl.DataFrame) -> pl.DataFrame:
    """Une ligne par activité : bénéfice par sexe, euros par personne, part des femmes, écart à la parité.

    Bénéfice d'un sexe = montant × sa part des usagers. Les euros par usager d'une activité sont les mêmes pour les deux
    sexes : ceux par personne visée les distinguent. Nul et `masque` : un groupe de moins de 11 personnes ; `motif` dit
    pourquoi une mesure manque. Une activité sans dépense rattachée garde un montant nul. `adressable` est faux quand la
    ligne du fichier porte un petit groupe, parmi les usagers ou le public visé : y renvoyer le montrerait.
    """
    montants = (
        lignes.filter(pl.col("activite").is_not_null())
        .group_by("nature_montant", "activite")
        .agg(somme_connue("montant_eur").cast(pl.Float64))
    )
    jointes = (
        montants.join(publics, on="activite", how="full", coalesce=True)
        .with_columns(pl.col("masquee", "cible_masquee", "documentee").fill_null(False))
        .with_columns(motif=_motif())
    )
    return (
        _mesurer(_taire(jointes))
        .select(
            "nature_montant",
            "activite",
            "montant_eur",
            *_PERSONNES,
            "part_femmes",
            "benefice_femmes_eur",
            "benefice_hommes_eur",
            "eur_par_usager",
            "eur_par_visee",
            "eur_par_vise",
            "part_femmes_visees",
            "ecart_parite",
            masque="masquee",
            motif="motif",
            source="source",
            adressable=~pl.col("masquee") & ~pl.col("cible_masquee"),
        )
        .sort("nature_montant", "montant_eur", "activite", descending=[False, True, False], nulls_last=True)
    )


def _taire(activites: pl.DataFrame) -> pl.DataFrame:
    """Les mêmes, sans les comptes d'un petit groupe."""
    return activites.with_columns(
        *(pl.when(~pl.col("masquee")).then(nom).alias(nom) for nom in _PERSONNES[:2]),
        *(pl.when(~pl.col("masquee") & ~pl.col("cible_masquee")).then(nom).alias(nom) for nom in _PERSONNES[2:]),
    )


def _mesurer(activites: pl.DataFrame) -> pl.DataFrame:
    """Les parts, les bénéfices et les euros par personne de chaque activité ; nuls dès qu'un terme manque ou se
    tait."""
    usagers = pl.col("femmes") + pl.col("hommes")
    return (
        activites.with_columns(
            part_femmes=rapport(pl.col("femmes"), usagers),
            eur_par_usager=rapport(pl.col("montant_eur"), usagers),
            part_femmes_visees=rapport(pl.col("femmes_visees"), pl.col("femmes_visees") + pl.col("hommes_vises")),
        )
        .with_columns(
            benefice_femmes_eur=pl.col("montant_eur") * pl.col("part_femmes"),
            benefice_hommes_eur=pl.col("montant_eur") * (1 - pl.col("part_femmes")),
            ecart_parite=pl.col("part_femmes") - pl.col("part_femmes_visees"),
        )
        .with_columns(
            eur_par_visee=rapport(pl.col("benefice_femmes_eur"), pl.col("femmes_visees")),
            eur_par_vise=rapport(pl.col("benefice_hommes_eur"), pl.col("hommes_vises")),
        )
    )


def _petit(femmes: str, hommes: str) -> pl.Expr:
    """Un groupe compté de 1 à 10 personnes, ou les deux ensemble."""
    groupes = (pl.col(femmes), pl.col(hommes), pl.col(femmes) + pl.col(hommes))
    return pl.any_horizontal(((groupe > 0) & (groupe < SEUIL_SECRET)).fill_null(False) for groupe in groupes)


def _motif() -> pl.Expr:
    cible = pl.col("femmes_visees").is_not_null() & pl.col("hommes_vises").is_not_null()
    return (
        pl.when(pl.col("nature_montant").is_null())
        .then(pl.lit(SANS_DEPENSE))
        .when("masquee")
        .then(pl.lit(PETIT_GROUPE))
        .when(~pl.col("documentee"))
        .then(pl.lit(SANS_DONNEE))
        .when("cible_masquee")
        .then(pl.lit(PETIT_GROUPE))
        .when(~cible)
        .then(pl.lit(SANS_CIBLE))
    )
