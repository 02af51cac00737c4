"""Ligne par ligne : la quantité, le facteur retenu, le poste de chaque part, et pourquoi une ligne n'est pas
comptée."""

from __future__ import annotations

import polars as pl

from core.methodes.bilan_carbone import phrases
from core.methodes.bilan_carbone.bareme import Bareme, bareme
from core.methodes.bilan_carbone.facteurs import RATIO, chaine, parts, retenir
from core.methodes.bilan_carbone.incertitude import gsd2_pedigree, gsd2_source, note, pire_gsd2
from core.methodes.bilan_carbone.postes import affecter
from core.modele import PROVENANCE, Donnees, somme_connue, table_requise
from core.tables.bilan import DONNEES_ACTIVITE
from core.unites import rapports

COMPTEE = "comptee"
SORTS = {
    COMPTEE: "Comptée",
    "non_renseignee": "Quantité non renseignée",
    "sans_facteur": "Sans facteur",
    "refusee": "Refusée",
}
_GAZ = {"co2": "co2_tco2e", "ch4": "ch4_tco2e", "n2o": "n2o_tco2e", "autres_gaz": "autres_tco2e"}
_DU_FACTEUR = (
    "part",
    "version",
    "categorie",
    "valeur",
    "minimum",
    "maximum",
    *_GAZ,
    "statut",
    "id_base_empreinte",
    "u_publiee",
    "u_famille",
)
COLONNES = (
    *PROVENANCE,
    "exercice",
    "etat",
    "activite",
    "flux",
    "periode",
    "service",
    "nature",
    "fonction",
    "controle",
    "poste_ecrit",
    "facteur",
    "code",
    "version",
    "part",
    "libelle_facteur",
    "categorie",
    "quantite",
    "unite",
    "quantite_convertie",
    "unite_facteur",
    "valeur_facteur",
    "duree_amortissement",
    "poste",
    "biogenique",
    "emissions_tco2e",
    "sort",
    "motif",
    "gsd2_donnee",
    "gsd2_facteur",
    "gsd2",
    "note",
    "incertitude",
    "borne_basse",
    "borne_haute",
    "statut",
    "id_base_empreinte",
    "source_facteur",
    "source",
    *_GAZ.values(),
    "flux_id",
    "facteur_id",
    "u_donnee",
    "u_facteur",
)


def detail(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """Chaque flux de l'exercice × chaque part de son facteur, en tCO2e, avec sa ligne de fichier ; prévu et réalisé.

    `sort` : comptee, non_renseignee, sans_facteur ou refusee ; `motif` dit pourquoi, en français. `emissions_tco2e`
    nul : pas compté, jamais 0. `biogenique` : hors de tout total. `version` : celle du facteur retenu. Trié par
    fichier, feuille, ligne, part. Lève `TableManquante` sans données d'activité, `DonneesIncoherentes` si la version
    n'existe pas.
    """
    table_requise(donnees, DONNEES_ACTIVITE.nom, DONNEES_ACTIVITE.titre)
    return appliquer(donnees, exercice, parts(donnees, chaine(donnees, version)))


def appliquer(donnees: Donnees, exercice: int, catalogue: pl.DataFrame) -> pl.DataFrame:
    """Les lignes de `detail` d'après un catalogue de facteurs déjà ordonné (`facteurs.parts`)."""
    lu = bareme(donnees)
    table = table_requise(donnees, DONNEES_ACTIVITE.nom, DONNEES_ACTIVITE.titre)
    flux = (
        table.filter(pl.col("exercice") == exercice)
        .sort("fichier", "feuille", "ligne", *DONNEES_ACTIVITE.cle, nulls_last=True)
        .rename({"poste": "poste_ecrit"})
    )
    flux = flux.with_row_index("flux_id").with_columns(gsd2_donnee=gsd2_pedigree(lu))
    appliquees = _convertir(_joindre(flux, catalogue))
    affectees = affecter(appliquees.with_columns(pl.col("poste_ecrit").str.strip_chars()), lu)
    return _calculer(_juger(affectees, lu), lu).select(COLONNES).sort("flux_id", "part", maintain_order=True)


def _joindre(flux: pl.DataFrame, catalogue: pl.DataFrame) -> pl.DataFrame:
    """Le flux joint aux parts de son facteur ; un flux sans facteur garde une ligne, aux colonnes de facteur nulles."""
    demandes = flux.select("facteur", "unite").drop_nulls("facteur").unique().sort("facteur", "unite")
    retenus = retenir(catalogue, demandes)
    fiches = catalogue.select(
        "rang",
        "code",
        *_DU_FACTEUR,
        libelle_facteur="libelle",
        poste_facteur="poste",
        unite_facteur="unite",
        source_facteur="source",
    )
    return flux.join(retenus, on=("facteur", "unite"), how="left", maintain_order="left").join(
        fiches, on=("rang", "code"), how="left", maintain_order="left_right"
    )


def _convertir(appliquees: pl.DataFrame) -> pl.DataFrame:
    paires = rapports(appliquees.select(de="unite", vers="unite_facteur")).rename(
        {"de": "unite", "vers": "unite_facteur", "motif": "motif_unite"}
    )
    jointes = appliquees.join(paires, on=("unite", "unite_facteur"), how="left", maintain_order="left")
    return jointes.with_columns(quantite_convertie=pl.col("quantite") * pl.col("rapport")).drop("rapport")


def _juger(lignes: pl.DataFrame, lu: Bareme) -> pl.DataFrame:
    """Le sort et le motif de chaque ligne ; le refus d'une part refuse le flux entier."""
    refus = pl.coalesce(
        "motif_unite",
        _motif_facteur(),
        pl.when(pl.col("quantite") < 0).then(pl.lit(phrases.QUANTITE_NEGATIVE)),
        _motif_poste(lu),
    )
    connu, renseigne = pl.col("code").is_not_null(), pl.col("quantite").is_not_null()
    sans = (
        pl.when(pl.col("facteur").is_null())
        .then(pl.lit(phrases.FACTEUR_NON_NOMME))
        .otherwise(pl.format(phrases.FACTEUR_INCONNU, "facteur"))
    )
    jugees = lignes.with_columns(refus=pl.when(connu & renseigne).then(refus))
    jugees = jugees.with_columns(refus=pl.col("refus").drop_nulls().first().over("flux_id"))
    return jugees.with_columns(
        sort=pl.when(~renseigne)
        .then(pl.lit("non_renseignee"))
        .when(~connu)
        .then(pl.lit("sans_facteur"))
        .when(pl.col("refus").is_not_null())
        .then(pl.lit("refusee"))
        .otherwise(pl.lit(COMPTEE)),
        motif=pl.when(~renseigne)
        .then(pl.lit(phrases.QUANTITE_ABSENTE))
        .when(~connu)
        .then(sans)
        .otherwise(pl.col("refus")),
    )


def _motif_facteur() -> pl.Expr:
    """Un facteur hors de ses bornes trahit une unité : kg pour t, kWh pour MWh, par kg pour par kWh."""
    valeur = pl.col("valeur").round_sig_figs(6).cast(pl.String).str.replace(".", ",", literal=True)
    borne = {
        nom: pl.col(nom).round_sig_figs(3).cast(pl.String).str.replace(".", ",", literal=True)
        for nom in ("minimum", "maximum")
    }
    trop_bas = pl.format(phrases.FACTEUR_TROP_BAS, "code", valeur, "unite_facteur", borne["minimum"])
    trop_haut = pl.format(phrases.FACTEUR_TROP_HAUT, "code", valeur, "unite_facteur", borne["maximum"])
    return (
        pl.when(pl.col("valeur") < 0)
        .then(pl.lit(phrases.FACTEUR_NEGATIF))
        .when(pl.col("valeur") < pl.col("minimum"))
        .then(trop_bas)
        .when(pl.col("valeur") > pl.col("maximum"))
        .then(trop_haut)
    )


def _motif_poste(lu: Bareme) -> pl.Expr:
    code = pl.col("code_poste")
    return (
        pl.when(code.is_null())
        .then(pl.lit(phrases.POSTE_NON_DIT))
        .when(~code.is_in(list(lu.noms)))
        .then(pl.format(phrases.POSTE_INCONNU, code))
    )


def _calculer(lignes: pl.DataFrame, lu: Bareme) -> pl.DataFrame:
    comptee = pl.col("sort") == COMPTEE
    unites = pl.col("quantite_convertie") / pl.col("duree_amortissement").fill_null(1)
    tonnes = pl.when(comptee).then(unites * pl.col("valeur") / 1000)
    publiee = pl.coalesce("u_publiee", "u_famille")
    calculees = lignes.with_columns(
        emissions_tco2e=tonnes,
        biogenique=pl.col("part").eq_missing("biogenique"),
        valeur_facteur="valeur",
        gsd2_facteur=pl.when(pl.col("code").is_not_null()).then((1 + publiee).fill_null(pire_gsd2(lu))),
        u_donnee=pl.col("gsd2_donnee") - 1,
        facteur_id=pl.format("{} {}", "rang", "code"),
        poste=pl.col("code_poste").replace_strict(lu.noms, default=pl.col("code_poste"), return_dtype=pl.String),
        **{nom: pl.when(comptee).then(unites * pl.col(gaz) / 1000) for gaz, nom in _GAZ.items()},
    ).with_columns(u_facteur=pl.col("gsd2_facteur") - 1, gsd2=gsd2_source())
    return calculees.with_columns(
        note=note(pl.col("gsd2"), lu),
        incertitude=(pl.col("u_donnee") ** 2 + pl.col("u_facteur") ** 2).sqrt(),
        borne_basse=pl.col("emissions_tco2e") / pl.col("gsd2"),
        borne_haute=pl.col("emissions_tco2e") * pl.col("gsd2"),
    )


def immobilisations_entieres(lignes: pl.DataFrame) -> pl.DataFrame:
    """Les parts comptées au poste 4.2 sans durée d'amortissement : toute leur fabrication pèse sur cette seule année.

    Un poste sans objet, de quantité nulle, ne pèse rien : il n'a rien à amortir.
    """
    return lignes.filter(
        (pl.col("sort") == COMPTEE)
        & pl.col("poste").str.starts_with("4.2 ")
        & pl.col("duree_amortissement").is_null()
        & ~pl.col("biogenique")
        & (pl.col("emissions_tco2e") != 0)
    )


def tonnes(lignes: pl.DataFrame) -> float | None:
    """Ce que font ensemble ces parts de flux (tCO2e) ; nul si aucune n'est comptée."""
    somme: float | None = lignes.select(somme_connue("emissions_tco2e")).item()
    return somme


def est_monetaire() -> pl.Expr:
    """Vrai pour une émission calculée par un ratio monétaire : un ordre de grandeur."""
    return pl.col("categorie").eq_missing(pl.lit(RATIO))


def appliquees(lignes: pl.DataFrame) -> dict[str, int]:
    """Les versions dont les facteurs comptent, et pour combien de flux, de la plus employée à la moins employée."""
    comptees = lignes.filter((pl.col("sort") == COMPTEE) & ~pl.col("biogenique"))
    nombres = comptees.group_by("version").agg(flux=pl.col("flux_id").n_unique())
    return dict(nombres.sort("flux", "version", descending=[True, False]).iter_rows())
