"""Le bilan par les comptes (« flash ») : un ordre de grandeur, là où aucun flux ne documente la dépense.

La règle, dans l'ordre : un compte dont un flux compté cite la nature (le compte ou sa racine, et la fonction si le flux
en dit une) est remplacé par ce flux ; sinon, un compte dont le poste est celui d'un flux compté qui ne cite aucune
nature est remplacé. Le poste d'un flux est celui de sa plus grosse part. Une dépense n'est donc jamais comptée deux
fois.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

from core.communs.classement import exclusion
from core.communs.cumuls import ensemble
from core.communs.depenses import retenir as retenir_documents
from core.methodes.bilan_carbone import phrases
from core.methodes.bilan_carbone.bareme import Bareme, bareme, type_regle
from core.methodes.bilan_carbone.facteurs import chaine, parts, retenir
from core.methodes.bilan_carbone.lignes import COMPTEE, appliquer
from core.modele import Donnees, somme_connue, table_requise, type_cellule
from core.tables.bilan import DONNEES_ACTIVITE
from core.tables.budget import LIGNES_BUDGETAIRES
from core.unites import rapports

_CLES = ("budget", "nature", "fonction")
_REGLE = {
    "nature": pl.String,
    "sort": pl.String,
    "ratio": pl.String,
    "poste": pl.String,
    "raison": pl.String,
    "documente": pl.Boolean,
    "libelle_ratio": pl.String,
    "version": pl.String,
    "rang": pl.Int64,
    "code": pl.String,
    "valeur_facteur": pl.Float64,
    "u": pl.Float64,
}
_COLONNES = (
    *_CLES,
    "libelle",
    "montant_eur",
    "ratio",
    "libelle_ratio",
    "version",
    "valeur_facteur",
    "poste",
    "emissions_tco2e",
    "sort",
    "motif",
    "cite",
    "ordre_tco2e",
    "u",
    "rang",
    "code",
)
HORS_CHAMP: type_regle = ("hors_champ", None, None, None)
"""Le sort d'un compte qu'aucune règle ne connaît."""
KILO_EUROS = "k€"
"""L'unité d'un ratio monétaire."""


def flash(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """Une ligne par compte mandaté (budget, nature, fonction) : son ratio, son poste, ses tCO2e — un ordre de grandeur.

    `sort` : comptee ; remplacee (un flux la documente, `motif` dit comment) ; sans_ratio (un flux est nécessaire) ;
    hors_champ (salaire, dette, impôt). `emissions_tco2e` nul ailleurs que pour comptee ; `ordre_tco2e` : ce que dirait
    le ratio même si un flux remplace le compte ; `cite` : un flux cite ce compte ; `version` : celle du ratio. Lève
    `TableManquante` sans budget.
    """
    flux = donnees.get(DONNEES_ACTIVITE.nom)
    catalogue = parts(donnees, chaine(donnees, version))
    comptees = None if flux is None or flux.is_empty() else realisees(appliquer(donnees, exercice, catalogue))
    return comptes_convertis(donnees, exercice, catalogue, comptees)


def realisees(lignes: pl.DataFrame) -> pl.DataFrame:
    """Les lignes de `detail` qui entrent dans le total réalisé."""
    return lignes.filter((pl.col("sort") == COMPTEE) & (pl.col("etat") == "realise") & ~pl.col("biogenique"))


def comptes_convertis(
    donnees: Donnees, exercice: int, catalogue: pl.DataFrame, comptees: pl.DataFrame | None
) -> pl.DataFrame:
    """Comme `flash`, d'après un catalogue déjà ordonné et les flux réalisés déjà comptés (nuls : aucun)."""
    lu = bareme(donnees)
    comptes = _mandats(donnees, exercice)
    par_compte, par_poste = _documentes(comptees)
    comptes = comptes.with_columns(_cites(comptes, par_compte)).join(
        _regles(comptes["nature"], _facteurs(catalogue, lu), par_poste, lu),
        on="nature",
        how="left",
        maintain_order="left",
    )
    juges = comptes.with_columns(
        **_sort_et_motif(), ordre_tco2e=pl.col("montant_eur").cast(pl.Float64) * pl.col("valeur_facteur") / 1_000_000
    )
    comptee = pl.col("sort") == COMPTEE
    return juges.with_columns(emissions_tco2e=pl.when(comptee).then("ordre_tco2e")).select(_COLONNES)


def _sort_et_motif() -> dict[str, pl.Expr]:
    """Ce que devient un compte, et pourquoi : cité ou documenté par un flux, sans montant à convertir, sans ratio."""
    cite, documente, comptee = pl.col("cite"), pl.col("documente"), pl.col("sort") == COMPTEE
    convertible = pl.col("sort").is_in([COMPTEE, "sans_ratio"])
    # Un avoir ou un montant absent n'est pas converti.
    absent = pl.col("montant_eur").is_null() | (pl.col("montant_eur") <= 0)
    inconnu = pl.col("valeur_facteur").is_null()
    cas = (
        (convertible & cite, "remplacee", phrases.COMPTE_CITE),
        (convertible & documente, "remplacee", phrases.POSTE_DOCUMENTE),
        (comptee & absent, "hors_champ", phrases.MONTANT_ABSENT),
        (comptee & inconnu, "sans_ratio", phrases.SANS_RATIO),
    )
    sort, motif = pl.col("sort"), pl.col("raison")
    for condition, devenu, pourquoi in reversed(cas):
        sort = pl.when(condition).then(pl.lit(devenu)).otherwise(sort)
        motif = pl.when(condition).then(pl.lit(pourquoi)).otherwise(motif)
    return {"sort": sort, "motif": motif}


def _mandats(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les dépenses réelles réalisées de tous les budgets, par compte et fonction : le CFU, sinon le CA, de chaque
    budget.

    Additionne avant de choisir le document : cent fois moins de lignes, même total que
    `core.communs.depenses.depenses_reelles`. Seul le réalisé est lu : le prévu, absent, ne change pas le document qui
    le porte.
    """
    lignes = (
        table_requise(donnees, LIGNES_BUDGETAIRES.nom, LIGNES_BUDGETAIRES.titre)
        .lazy()
        .filter((pl.col("exercice") == exercice) & (pl.col("sens") == "depense") & exclusion().is_null())
    )
    realise, absent = pl.col("realise_eur"), pl.lit(None, pl.Decimal(18, 2))
    sommes = (
        lignes.group_by("budget", "etape", "nature", "fonction")
        .agg(
            libelle=pl.col("libelle").min(),
            realise_eur=somme_connue("realise_eur"),
            connues_realise_eur=realise.count(),
        )
        .with_columns(vote_eur=absent, credits_ouverts_eur=absent, connues_vote_eur=0, connues_credits_ouverts_eur=0)
        .collect()
    )
    return (
        retenir_documents(sommes)
        .filter("attend_realise")
        .select(*_CLES, "libelle", montant_eur="realise_eur")
        .sort(_CLES, nulls_last=True)
    )


def _facteurs(catalogue: pl.DataFrame, lu: Bareme) -> dict[str, tuple[type_cellule, ...]]:
    """Par ratio cité, le facteur qui s'applique : code, libellé, version, rang, kgCO2e par k€ et incertitude ; toutes
    ses parts."""
    cites = sorted({ratio for _, ratio, _, _ in lu.ratios.values() if ratio})
    demandes = pl.DataFrame({"facteur": cites, "unite": KILO_EUROS}, schema={"facteur": pl.String, "unite": pl.String})
    parts = retenir(catalogue, demandes).join(
        catalogue.filter(pl.col("part") != "biogenique").rename({"unite": "unite_facteur"}),
        on=("rang", "code"),
        maintain_order="left_right",
    )
    paires = rapports(parts.select(de="unite", vers="unite_facteur")).select(
        "rapport", unite="de", unite_facteur="vers"
    )
    convertis = parts.join(paires, on=("unite", "unite_facteur"), maintain_order="left").drop_nulls("rapport")
    lus = convertis.group_by("facteur", maintain_order=True).agg(
        pl.col("libelle", "version", "rang", "code").first(),
        (pl.col("valeur") * pl.col("rapport")).sum(),
        pl.coalesce("u_publiee", "u_famille").max().alias("u"),
    )
    return {facteur: tuple(champs) for facteur, *champs in lus.iter_rows()}


def _regles(
    natures: pl.Series, facteurs: Mapping[str, tuple[type_cellule, ...]], par_poste: list[str], lu: Bareme
) -> pl.DataFrame:
    """Pour chaque compte, la règle de sa plus longue racine connue et le facteur de son ratio.

    `documente` : un flux qui ne cite aucun compte a ce poste. Un compte trop court pour être hors du champ (« 65 »,
    quand 657 n'en est pas) n'en est pas : il reste à documenter.
    """
    lignes = []
    convertis = [prefixe for prefixe, (sort, *_) in lu.ratios.items() if sort != HORS_CHAMP[0]]
    for nature in natures.unique():
        racines = (nature[:longueur] for longueur in range(len(nature), 0, -1))
        sort, ratio, code, raison = next((lu.ratios[une] for une in racines if une in lu.ratios), HORS_CHAMP)
        if sort == HORS_CHAMP[0] and any(suite.startswith(nature) for suite in convertis):
            sort, raison = "sans_ratio", phrases.COMPTE_TROP_COURT
        poste = lu.noms.get(code or "")
        facteur = facteurs.get(ratio or "", (None,) * 6)
        lignes.append((nature, sort, ratio, poste, raison, poste is not None and poste in par_poste, *facteur))
    return pl.DataFrame(lignes, schema=_REGLE, orient="row")


def _cites(comptes: pl.DataFrame, par_compte: dict[str, tuple[str, ...]]) -> pl.Series:
    """Vrai pour un compte dont un flux cite la nature ou sa racine et, si le flux en dit une, la fonction."""
    sous_fonctions = {
        nature: tuple(une for racine, unes in par_compte.items() if nature.startswith(racine) for une in unes)
        for nature in comptes["nature"].unique()
    }
    return pl.Series(
        "cite",
        [
            (fonction or "").startswith(sous_fonctions[nature])
            for nature, fonction in comptes.select("nature", "fonction").iter_rows()
        ],
        dtype=pl.Boolean,
    )


def _documentes(comptees: pl.DataFrame | None) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Les fonctions citées par compte (« » : toutes) des flux comptés, et les postes des flux qui ne citent aucun
    compte."""
    if comptees is None:
        return {}, []
    principaux = (
        comptees.select("flux_id", "emissions_tco2e", "nature", "fonction", "poste")
        .sort("flux_id", "emissions_tco2e", descending=[False, True])
        .unique("flux_id", keep="first", maintain_order=True)
    )
    par_compte: dict[str, tuple[str, ...]] = {}
    libres = set()
    for nature, fonction, poste in principaux.select("nature", "fonction", "poste").unique().iter_rows():
        if nature is None:
            libres.add(poste)
        else:
            par_compte[nature] = (*par_compte.get(nature, ()), fonction or "")
    return par_compte, sorted(libres)


def estimes(comptes: pl.DataFrame) -> dict[str, float]:
    """Par poste, les tCO2e des comptes convertis : ce que seuls les comptes disent."""
    convertis = comptes.filter((pl.col("sort") == COMPTEE) & pl.col("poste").is_not_null())
    return dict(
        convertis.group_by("poste").agg(somme_connue("emissions_tco2e").alias("tonnes")).sort("poste").iter_rows()
    )


def devine(comptes: pl.DataFrame) -> float | None:
    """Ce que seuls les comptes disent, tous postes ensemble (tCO2e) ; nul si aucun compte ne donne d'estimation."""
    return ensemble(estimes(comptes).values())


def complete(documente: float | None, comptes: pl.DataFrame) -> float | None:
    """Le bilan des flux (tCO2e ; nul s'il n'y en a pas), complété de ce que seuls les comptes disent."""
    return ensemble((devine(comptes), documente))


def par_sort(comptes: pl.DataFrame) -> dict[str, tuple[int, Decimal | None]]:
    """Par sort, combien de comptes (`nature`) et leurs euros ; nuls si aucun montant n'est connu."""
    sommes = comptes.group_by("sort").agg(pl.col("nature").n_unique(), somme_connue("montant_eur")).sort("sort")
    return {sort: (combien, euros) for sort, combien, euros in sommes.iter_rows()}
