"""Quelle étape budgétaire compte : le réalisé et le prévu ne se lisent pas toujours dans le même document."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.communs.affectations import signer
from core.communs.classement import CODES, MONTANTS, classer, exclusion, lignes_de, une_a_une
from core.modele import PROVENANCE, Donnees, Nature, somme_connue
from core.tables.affectations import IDENTITE
from core.tables.budget import LIGNES_BUDGETAIRES

COMPTES = ("CFU", "CA")
"""Les documents qui portent le réalisé : le compte financier unique remplace le compte administratif."""

VOTES = ("BP", "BS", "DM")
"""Les documents votés dont la somme fait les crédits de l'année."""

PRINCIPAL = "principal"
_COLONNES = (
    *PROVENANCE,
    "exercice",
    "etape",
    "budget",
    "nomenclature",
    "section",
    "chapitre",
    "poste_chapitre",
    "nature",
    "fonction",
    "operation",
    "service",
    "libelle",
    "politique",
    "montant_eur",
    "nature_montant",
    "exclusion",
)
_DE_LA_TABLE = LIGNES_BUDGETAIRES.schema() | PROVENANCE
_IDENTIFIEES = ("territoire", "exercice", "section", *IDENTITE)


def est_principal(budget: str) -> bool:
    """Vrai pour « principal », « Budget principal », « BUDGET PRINCIPAL MONTREUIL »…"""
    return PRINCIPAL in budget.casefold()


def budget_principal(lignes: pl.DataFrame) -> str | None:
    """Le nom du budget principal : celui qui le dit, sinon l'unique budget ; nul si rien ne le désigne."""
    noms = sorted(lignes["budget"].drop_nulls().unique().to_list())
    principaux = [nom for nom in noms if est_principal(nom)]
    if len(principaux) == 1:
        return str(principaux[0])
    return str(noms[0]) if len(noms) == 1 else None


def retenir(lignes: pl.DataFrame) -> pl.DataFrame:
    """Les lignes d'un exercice qui comptent, avec `prevu_eur` et `realise_eur` (Decimal, nuls = donnée absente).

    Par budget, le réalisé vient du CFU, sinon du CA. Le prévu vient des crédits ouverts de ce document ; s'il n'en
    donne aucun, de la somme des votes BP + BS + DM. `attend_prevu` et `attend_realise` disent si la ligne devrait
    porter la valeur, `connues_prevu` et `connues_realise` combien de lignes la portent : la couverture s'en déduit.
    """
    retenues = lignes.join(_choisir(lignes), on=("budget", "etape"), how="inner", maintain_order="left")
    credits_lus, votes_lus = (pl.col("source_prevu") == source for source in ("credits", "votes"))
    return retenues.with_columns(
        prevu_eur=pl.when(credits_lus).then("credits_ouverts_eur").when(votes_lus).then("vote_eur"),
        connues_prevu=pl.when(credits_lus).then("connues_credits_ouverts_eur").when(votes_lus).then("connues_vote_eur"),
        attend_prevu=pl.col("source_prevu").is_not_null(),
        realise_eur=pl.when("attend_realise").then("realise_eur"),
        connues_realise=pl.when("attend_realise").then("connues_realise_eur"),
    ).drop("source_prevu")


def _choisir(lignes: pl.DataFrame) -> pl.DataFrame:
    """Une ligne par (budget, étape) qui sert : d'où y lire le prévu (« credits », « votes » ou nul), et le réalisé."""
    presences = lignes.group_by("budget", "etape").agg(
        pl.col("realise_eur", "credits_ouverts_eur", "vote_eur").is_not_null().any()
    )
    par_budget: dict[str, dict[str, dict[str, bool]]] = {}
    for document in presences.iter_rows(named=True):
        par_budget.setdefault(document["budget"], {})[document["etape"]] = document
    choix = []
    for budget, documents in par_budget.items():
        du_realise = _premier(documents, "realise_eur")
        du_credit = _premier(documents, "credits_ouverts_eur")
        des_votes = [etape for etape in VOTES if documents.get(etape, {}).get("vote_eur")]
        prevus = {du_credit: "credits"} if du_credit else dict.fromkeys(des_votes, "votes")
        utiles = sorted({*prevus, *([du_realise] if du_realise else [])})
        choix += [(budget, etape, prevus.get(etape), etape == du_realise) for etape in utiles]
    schema = {"budget": pl.String, "etape": pl.String, "source_prevu": pl.String, "attend_realise": pl.Boolean}
    return pl.DataFrame(choix, schema=schema, orient="row")


def _premier(documents: dict[str, dict[str, bool]], colonne: str) -> str | None:
    return next((etape for etape in COMPTES if documents.get(etape, {}).get(colonne)), None)


def depenses(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Chaque ligne de dépense du document retenu, budget principal et budgets annexes ; euros (Decimal).

    Par budget : le réalisé du CFU, sinon du CA ; sinon le prévu (`nature_montant` dit lequel). `montant_eur` nul :
    donnée absente. `exclusion` dit pourquoi la ligne reste hors du réel (ordre, 001, 002, 1068 ; nulle : elle compte).
    `chapitre` et `politique` sont déduits du compte et de la fonction quand la ligne ne les dit pas. `rang` numérote
    les lignes dans l'ordre des fichiers. Lève `TableManquante` sans lignes budgétaires.
    """
    lignes = lignes_de(donnees, exercice)
    classees = classer(retenir(une_a_une(lignes)), budget_principal(lignes), donnees)
    code = pl.col("poste_chapitre").str.extract(r"^(\d\w*)")
    return (
        document_lu(classees)
        .filter(pl.col("sens") == "depense")
        .with_columns(chapitre=pl.coalesce(code, "chapitre"), politique="poste_politique")
        .select(_COLONNES)
        .sort("fichier", "feuille", "ligne", "budget", "nature", nulls_last=True, maintain_order=True)
        .with_row_index("rang")
        .select(*_COLONNES, "rang")
    )


def document_lu(retenues: pl.DataFrame) -> pl.DataFrame:
    """Des lignes rendues par `retenir`, celles du document que l'on lit : le réalisé de chaque budget, à défaut son
    prévu.

    Ajoute leur `montant_eur` et ce qu'il est (`nature_montant`).
    """
    realise = pl.col("attend_realise").any().over("budget")
    return retenues.filter(pl.when(realise).then("attend_realise").otherwise("attend_prevu")).with_columns(
        montant_eur=pl.when("attend_realise").then("realise_eur").otherwise("prevu_eur"),
        nature_montant=pl.when("attend_realise").then(pl.lit(str(Nature.REALISE))).otherwise(pl.lit(str(Nature.PREVU))),
    )


def depenses_a_repartir(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les dépenses de `depenses_reelles`, sans ordre ni poste : ce qui les identifie, leur section et leur montant.

    Trois fois moins cher que les classer, quand on ne lit qu'une lentille. Lève `TableManquante` sans lignes
    budgétaires.
    """
    lignes = lignes_de(donnees, exercice, (*_IDENTIFIEES, "etape", "sens", "mouvement", *MONTANTS))
    return (
        document_lu(retenir(une_a_une(lignes)))
        .filter((pl.col("sens") == "depense") & exclusion().is_null())
        .select(*_IDENTIFIEES, "montant_eur", "nature_montant")
    )


def depenses_reelles(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les lignes de `depenses` qui comptent dans le réel, sans la colonne `exclusion` ; ce que lisent les lentilles."""
    return depenses(donnees, exercice).filter(pl.col("exclusion").is_null()).drop("exclusion")


def depenses_reunies(donnees: Donnees, exercice: int, colonnes: Sequence[str], signatures: pl.Series) -> pl.DataFrame:
    """Les lignes de `depenses_reelles`, réduites à ces `colonnes`, sans ordre : pour qui les additionne.

    Une dépense dont la `signature` est dans `signatures` y est seule ; les autres, dont personne n'a rien dit, sont
    déjà additionnées (`signature` nulle). `lignes` : combien de lignes de la table. Lève `TableManquante` sans lignes
    budgétaires.
    """
    codes = [nom for nom in dict.fromkeys((*CODES, "exercice", *colonnes)) if nom in _DE_LA_TABLE]
    lues = tuple(dict.fromkeys((*codes, *IDENTITE, *MONTANTS)))
    lignes = signer(une_a_une(lignes_de(donnees, exercice, lues)))
    dite = pl.col("signature").is_in(signatures.unique().implode())
    comptes = pl.col("lignes", *(f"connues_{montant}" for montant in MONTANTS)).sum()
    autres = lignes.filter(~dite).group_by(codes).agg(*map(somme_connue, MONTANTS), comptes)
    ensemble = pl.concat([lignes.filter(dite).drop(set(IDENTITE) - set(codes)), autres], how="diagonal_relaxed")
    du_document = document_lu(classer(retenir(ensemble), budget_principal(ensemble), donnees))
    reelles = du_document.filter((pl.col("sens") == "depense") & pl.col("exclusion").is_null())
    return reelles.with_columns(politique="poste_politique").select(*colonnes, "montant_eur", "signature", "lignes")
