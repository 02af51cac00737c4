"""Lire une balance comptable de la DGFiP (par nature, ou croisée nature-fonction), zip ou interface de données.

Réel = opérations budgétaires nettes (OBNET) moins la part d'ordre (OOB). Une dépense des classes 6, 20 à 23 est
débit moins crédit ; une recette des classes 7, 10 et 13, crédit moins débit ; ailleurs (dont 16), les deux côtés
restent bruts : le débit est une dépense, le crédit une recette.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import polars as pl

from core.donnees.lecture.collectivites import Reperes, en_feuille, lettre_de, reperer, retenir, texte
from core.donnees.lecture.entetes import normaliser
from core.donnees.lecture.modele import CelluleFautive, Feuille, Lecture
from core.donnees.nombres import montants
from core.erreurs import FichierRefuse

_MONTANTS = ("obnetdeb", "obnetcre", "oobdeb", "oobcre", "sc", "sd")
_DEPENSES_NETTES, _RECETTES_NETTES = r"^(?:6|2[0-3])", r"^(?:7|10|13)"
ETAPE = "CA"
_REPERES = {
    "exercice": "exer",
    "budget": "lbudg",
    "nature": "compte",
    "fonction": "fonction",
    "nomenclature": "nomen",
    "sens": "obnetdeb",
    "mouvement": "oobdeb",
    "realise_eur": "obnetdeb",
}
"""Colonne déclarée → colonne de la balance qui la montre le mieux : l'adresse de ses cellules."""


def reconnaitre(feuille: Feuille) -> bool:
    """Vrai si les en-têtes sont ceux d'une balance comptable."""
    return {"exer", "compte", "obnetdeb", "obnetcre"} <= {normaliser(entete) for entete in feuille.entetes}


def lire_dgfip(feuille: Feuille, indications: Mapping[str, str], ou: str) -> Lecture:
    """Rend les lignes réalisées (classes 1, 2, 6 et 7) et l'encours de dette, dit « à vérifier ».

    Une ligne de balance en donne une par sens et par mouvement non nuls. Lève `QuestionOuverte` si le fichier
    porte plusieurs collectivités, `FichierRefuse` si un montant est illisible partout.
    """
    departement = texte(feuille, "ndept").str.strip_prefix("0").str.zfill(2)
    insee = pl.concat_str([departement, texte(feuille, "insee").str.zfill(3)])
    siren = pl.coalesce(texte(feuille, "siren"), texte(feuille, "ident").str.head(9))
    lignes, qui = retenir(feuille, Reperes(siren, insee, texte(feuille, "lbudg")), indications, ou)
    lignes, fautives = _chiffrer(feuille, lignes, ou)
    lignes = lignes.with_columns(
        exercice=texte(feuille, "exer").str.extract(r"(\d{4})"),
        budget=_budget(feuille),
        compte=texte(feuille, "compte"),
        fonction=texte(feuille, "fonction"),
        nomenclature=texte(feuille, "nomen"),
    )
    budgetaire = replace(_budgetaire(feuille, _mouvements(lignes)), fautives=fautives)
    exercices = lignes["exercice"].drop_nulls().unique().sort().to_list()
    remarques = (
        "La balance comptable est rangée à l'étape « compte administratif » : elle en donne les réalisations.",
        "L'encours de dette tiré de la balance (comptes 16 sauf 1688 et 169) est à vérifier avec l'état de la dette.",
    )
    contexte = qui | {"etape": ETAPE} | ({"exercice": exercices[0]} if len(exercices) == 1 else {})
    return Lecture("dgfip", (budgetaire, _dette(feuille, lignes)), contexte, "", remarques)


def _budgetaire(feuille: Feuille, mouvements: pl.DataFrame) -> Feuille:
    colonnes = {
        "exercice": pl.col("exercice"),
        "etape": pl.lit(ETAPE),
        "budget": pl.col("budget"),
        "section": pl.when(pl.col("compte").str.contains("^[67]"))
        .then(pl.lit("fonctionnement"))
        .otherwise(pl.lit("investissement")),
        "sens": pl.col("sens"),
        "mouvement": pl.col("mouvement"),
        "nature": pl.col("compte"),
        "fonction": pl.col("fonction"),
        "nomenclature": pl.col("nomenclature"),
        "realise_eur": pl.col("montant"),
    }
    lettres = {cible: lettre for cible, source in _REPERES.items() if (lettre := lettre_de(feuille, source))}
    return en_feuille(feuille, "lignes_budgetaires", colonnes, lettres, mouvements)


def _budget(feuille: Feuille) -> pl.Expr:
    """« principal », ou le libellé du budget annexe ou rattaché (CBUDG 2 et 3 ; avant 2016, BUDGET autre que BP)."""
    if reperer(feuille, "cbudg"):
        principal = texte(feuille, "cbudg").str.strip_prefix("0") == "1"
    elif reperer(feuille, "budget"):
        principal = texte(feuille, "budget") == "BP"
    else:
        principal = pl.lit(value=True)
    return (
        pl.when(principal).then(pl.lit("principal")).otherwise(pl.coalesce(texte(feuille, "lbudg"), pl.lit("annexe")))
    )


def _chiffrer(feuille: Feuille, lignes: pl.DataFrame, ou: str) -> tuple[pl.DataFrame, tuple[CelluleFautive, ...]]:
    """Les six colonnes de montants en euros exacts (0 si vide), et les cellules illisibles."""
    fautives: list[CelluleFautive] = []
    for nom in _MONTANTS:
        colonne = reperer(feuille, nom)
        if colonne is None:
            if nom in {"sc", "sd"}:
                lignes = lignes.with_columns(pl.lit(None, pl.Decimal(18, 2)).alias(nom))
                continue
            raise FichierRefuse(
                f"Il manque à cette balance la colonne {nom.upper()}.",
                ou,
                "Téléchargez à nouveau la balance avec toutes ses colonnes.",
            )
        valeurs, illisibles = montants(lignes[colonne])
        for numero, valeur in lignes.filter(illisibles).select("ligne", colonne).rows():
            fautives.append(CelluleFautive(f"{lettre_de(feuille, nom)}{numero}", valeur, "montant illisible"))
        lignes = lignes.with_columns(valeurs.fill_null(Decimal(0)).alias(nom))
    return lignes, tuple(fautives)


def _mouvements(lignes: pl.DataFrame) -> pl.DataFrame:
    """Une ligne par (sens, mouvement) non nul, triée par ligne du fichier ; les classes 1, 2, 6 et 7 seulement."""
    utiles = lignes.filter(pl.col("compte").str.contains("^[1267]"))
    debit, credit = pl.col("obnetdeb") - pl.col("oobdeb"), pl.col("obnetcre") - pl.col("oobcre")
    depense_nette = pl.col("compte").str.contains(_DEPENSES_NETTES)
    recette_nette = pl.col("compte").str.contains(_RECETTES_NETTES)
    zero = pl.lit(Decimal(0), pl.Decimal(18, 2))
    cas = (
        (
            "depense",
            "reel",
            pl.when(depense_nette).then(debit - credit).when(recette_nette).then(zero).otherwise(debit),
        ),
        (
            "recette",
            "reel",
            pl.when(recette_nette).then(credit - debit).when(depense_nette).then(zero).otherwise(credit),
        ),
        ("depense", "ordre", pl.col("oobdeb")),
        ("recette", "ordre", pl.col("oobcre")),
    )
    tout = pl.concat(
        utiles.with_columns(montant=montant.cast(pl.Decimal(18, 2)), sens=pl.lit(sens), mouvement=pl.lit(mouvement))
        for sens, mouvement, montant in cas
    )
    return tout.filter(pl.col("montant") != 0).sort("ligne", "mouvement", "sens", descending=[False, True, False])


def _dette(feuille: Feuille, lignes: pl.DataFrame) -> Feuille:
    """Par exercice et budget : soldes créditeurs des comptes 16, sauf 1688 et 169 (règle de mémoire, à vérifier)."""
    dettes = lignes.filter(pl.col("compte").str.contains("^16") & ~pl.col("compte").str.contains("^(?:1688|169)"))
    sommes = (
        dettes.group_by("exercice", "budget")
        .agg(ligne=pl.col("ligne").min(), montant=pl.when(pl.col("sc").count() > 0).then(pl.col("sc").sum()))
        .drop_nulls("montant")
        .sort("exercice", "budget")
    )
    colonnes = {
        "exercice": pl.col("exercice"),
        "budget": pl.col("budget"),
        "agregat": pl.lit("Encours de dette (à vérifier)"),
        "montant_eur": pl.col("montant"),
        "source_agregat": pl.lit("Balance comptable DGFiP : soldes créditeurs des comptes 16, sauf 1688 et 169"),
    }
    lettres = {"exercice": lettre_de(feuille, "exer"), "montant_eur": lettre_de(feuille, "sc") or "SC"}
    vide = replace(feuille, nom="Encours de dette", fautives=(), ecartees=feuille.ecartees.clear())
    return en_feuille(vide, "agregats_financiers", colonnes, lettres, sommes)
