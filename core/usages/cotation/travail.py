"""La file de travail d'une lentille : chaque dépense, ce que la règle propose, ce que les personnes ont dit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from core.communs.affectations import DESACCORD, avancement, file_de_travail, propositions, signer
from core.communs.affectations.regles import LIVREES
from core.communs.affectations.signature import normaliser
from core.modele import Donnees, rapport
from core.tables.affectations import AXES
from core.usages.cotation import phrases_file

A_FAIRE, TOUTES, HORS, SANS_EURO = "a_faire", "toutes", "hors_perimetre", "sans_euro"
STATUTS = {
    A_FAIRE: "À coter",
    "desaccord": "Désaccords",
    "reprise": "Reprises",
    "cotee": "Cotées",
    HORS: "Hors périmètre",
    SANS_EURO: "Sans euro",
    TOUTES: "Toutes",
}
"""Ce que l'on peut regarder de la file : « toutes » en est la somme. « À coter » compte aussi les parts qui ne font pas
100 % ; « sans euro », ce qui reste à coter et vaut 0 € ou un montant inconnu."""
CRITERES = {
    "chapitre": "Chapitre",
    "nature": "Compte",
    "fonction": "Fonction",
    "operation": "Opération",
    "service": "Service",
    "issue": phrases_file.PROPOSITION,
    "confiance_regle": phrases_file.APPUI,
    "confiance": phrases_file.CONFIANCE,
}
"""Les colonnes par lesquelles on resserre la file."""
GROUPES = {"nature": "Compte", "fonction": "Fonction", "operation": "Opération", "service": "Service"}
"""Les colonnes par lesquelles on cote en une fois."""
AXE_DES_REGLES = "axe_1"
"""L'axe dont les règles disent ce qu'aucun axe ne cote."""
_A_FAIRE = [A_FAIRE, "fautive"]
_OUVERTES = [*_A_FAIRE, DESACCORD]
VIDE = "(vide)"
"""Le mot d'un critère sans valeur : une ligne sans opération."""
_EGALITE = 1e-9
_CHERCHEES = ("libelle", "nature", "fonction", "operation", "service", "politique", "poste_propose", "auteurs")


@dataclass(frozen=True)
class Filtre:
    """Ce que l'écran montre de la file ; une valeur vide ne filtre pas. `criteres` : colonne de `CRITERES` → valeur."""

    statut: str = A_FAIRE
    texte: str = ""
    criteres: tuple[tuple[str, str], ...] = ()


def file_a_coter(
    lignes: pl.DataFrame, vigueur: pl.DataFrame, lentille: str, donnees: Donnees = LIVREES
) -> pl.DataFrame:
    """La file d'une lentille, une ligne par dépense (`signature`), de la plus grande à la plus petite.

    Aux colonnes de `file_de_travail` s'ajoutent la proposition (`regle`, `issue`, `poste_propose`, `question`,
    `reponses`, `confiance_regle` ; nulles sans règle) et ce qui est dit (`poste_dit` quand une seule classe vaut,
    `avis` : liste de {auteur, poste, quote_part}, `auteurs`, `date_affectation`, `justification`, `confiance`,
    `tranche`, `exercice_source`, `motif` ; nulles sinon), et `couverture` : la part des euros du périmètre qui sera
    cotée une fois faites cette ligne et les plus grandes encore ouvertes (nulle si la ligne est déjà cotée). Une
    dépense que personne ne cote et qu'une règle met hors du périmètre des axes (dette…) a le statut `HORS`. Les règles
    sont celles des `donnees`, à défaut celles qui sont livrées.
    """
    base = file_de_travail(lignes, vigueur, lentille)
    regles = propositions(lignes, lentille, donnees)
    proposees = regles.select(
        "signature",
        "regle",
        "issue",
        pl.col("poste").alias("poste_propose"),
        "question",
        "reponses",
        pl.col("confiance").alias("confiance_regle"),
    )
    dites = _dites(vigueur.filter(pl.col("lentille") == lentille))
    jointe = base.join(proposees, on="signature", how="left", maintain_order="left")
    hors = (pl.col("statut") == A_FAIRE) & pl.col("signature").is_in(
        _hors_perimetre(lignes, lentille, regles, donnees).implode()
    )
    return (
        jointe.join(dites, on="signature", how="left", maintain_order="left")
        .with_columns(statut=pl.when(hors).then(pl.lit(HORS)).otherwise("statut"))
        .sort("rang")
        .with_columns(couverture=_couverture())
    )


def _couverture() -> pl.Expr:
    """Ce qui est coté plus ce qui est ouvert jusqu'à cette ligne, sur les euros du périmètre ; la file est triée."""
    poids, ouverte = pl.col("poids_eur"), pl.col("statut").is_in(_OUVERTES) & (pl.col("poids_eur") > 0)
    total = poids.filter(pl.col("statut") != HORS).sum()
    a_venir = pl.when(ouverte).then(poids).otherwise(0)
    return pl.when(ouverte).then(rapport(total - a_venir.sum() + a_venir.cum_sum(), total))


def _hors_perimetre(lignes: pl.DataFrame, lentille: str, regles: pl.DataFrame, donnees: Donnees) -> pl.Series:
    """Les signatures qu'aucun axe ne cote (dette, amortissements…), d'après les règles ; aucune sous les autres
    lentilles."""
    if lentille not in AXES:
        return pl.Series([], dtype=pl.String)
    lues = regles if lentille == AXE_DES_REGLES else propositions(lignes, AXE_DES_REGLES, donnees)
    return lues.filter(pl.col("issue") == HORS)["signature"]


def progres(lignes: pl.DataFrame, vigueur: pl.DataFrame, file: pl.DataFrame, lentille: str) -> dict[str, Any]:
    """L'avancement d'une lentille (colonnes de `avancement`), sans les dépenses hors du périmètre."""
    hors = file.filter(pl.col("statut") == HORS).select("signature")
    dedans = signer(lignes).join(hors, on="signature", how="anti", maintain_order="left")
    return avancement(dedans, vigueur, [lentille]).row(0, named=True)


def manquantes(file: pl.DataFrame, part: float = 0.8) -> pl.DataFrame:
    """Les lignes à coter ou à départager, des plus grandes, qui suffisent à coter cette part des euros ; vide si c'est
    fait."""
    ouvertes = file.filter(pl.col("couverture").is_not_null())
    total = float(file.filter(pl.col("statut") != HORS)["poids_eur"].sum())
    if not total or 1 - float(ouvertes["poids_eur"].sum()) / total >= part - _EGALITE:
        return ouvertes.clear()
    return ouvertes.head(int((ouvertes["couverture"] < part - _EGALITE).sum()) + 1)


def _dites(vigueur: pl.DataFrame) -> pl.DataFrame:
    """Une ligne par signature : qui, quand, pourquoi ; `poste_dit` est nul si la ligne est partagée ou en désaccord.

    Une raison est celle d'une personne : en désaccord, `justification` reste nulle.
    """
    disputee = pl.col("statut").first() == DESACCORD
    une_voix = ~disputee & (pl.col("morceau").n_unique() == 1) & (pl.len() == 1)
    tous = pl.col("auteur").unique().sort().str.join(", ")
    return (
        vigueur.sort("signature", "auteur", "morceau")
        .group_by("signature", maintain_order=True)
        .agg(
            poste_dit=pl.when(une_voix).then(pl.col("poste").first()),
            avis=pl.struct("auteur", "poste", "quote_part"),
            auteurs=pl.when(disputee).then(tous).otherwise(pl.col("auteurs").first()),
            date_affectation=pl.col("date_affectation").max(),
            justification=pl.when(~disputee).then(pl.col("justification").drop_nulls().first()),
            confiance=pl.col("confiance").drop_nulls().first(),
            tranche=(pl.col("tranche") == "oui").any(),
            exercice_source=pl.col("exercice_source").max(),
            motif=pl.col("motif").drop_nulls().first(),
        )
    )


def filtrer(file: pl.DataFrame, filtre: Filtre) -> pl.DataFrame:
    """Les lignes de la file que montre le filtre, dans le même ordre.

    Le texte cherché l'est sans accents ni casse, mot à mot, dans le libellé, les codes, le service et la politique.
    """
    gardees = file
    if filtre.statut in (A_FAIRE, SANS_EURO):
        pese = (pl.col("poids_eur") > 0).fill_null(value=False)
        gardees = gardees.filter(pl.col("statut").is_in(_A_FAIRE) & (pese if filtre.statut == A_FAIRE else ~pese))
    elif filtre.statut != TOUTES:
        gardees = gardees.filter(pl.col("statut") == filtre.statut)
    for colonne, valeur in filtre.criteres:
        gardees = gardees.filter(pl.col(colonne).is_null() if valeur == VIDE else pl.col(colonne) == valeur)
    mots = pl.select(normaliser(pl.lit(filtre.texte))).item().split()
    if mots:
        ou_chercher = normaliser(pl.concat_str([pl.col(nom).fill_null("") for nom in _CHERCHEES], separator=" "))
        gardees = gardees.filter(pl.all_horizontal(ou_chercher.str.contains(mot, literal=True) for mot in mots))
    return gardees


def compter(file: pl.DataFrame) -> dict[str, int]:
    """Le nombre de lignes de chaque statut de `STATUTS`."""
    return {statut: filtrer(file, Filtre(statut)).height for statut in STATUTS}


def poids(depenses: pl.DataFrame) -> float:
    """Ce que pèsent des dépenses de la file, en euros ; un montant inconnu n'y compte pas."""
    return float(depenses["poids_eur"].sum() or 0)


def montant_connu(siennes: pl.DataFrame) -> float | None:
    """Le montant connu des lignes d'une même dépense, un exercice, en euros ; nul si aucun ne l'est."""
    connus = siennes["montant_eur"].drop_nulls()
    return float(connus.sum()) if len(connus) else None


def par_lentille(dites: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    """Ce qui est dit d'une dépense, lentille par lentille, dans le même ordre."""
    return [(str(lentille), siennes) for (lentille,), siennes in dites.group_by("lentille", maintain_order=True)]


def preuve_par_lentille(preuve: pl.DataFrame, partage: pl.DataFrame) -> list[dict[str, Any]]:
    """La preuve de chaque lentille, et ce que ses postes se partagent : `affecte_eur`, `non_affecte_eur`, `postes`."""
    affecte = (
        partage.filter(pl.col("poste").is_not_null())
        .group_by("lentille")
        .agg(affecte_eur=pl.col("montant_eur").sum(), postes=pl.col("poste").n_unique())
    )
    jointe = preuve.join(affecte, on="lentille", how="left", maintain_order="left")
    return (
        jointe.with_columns(pl.col("affecte_eur", "postes").fill_null(0))
        .with_columns(non_affecte_eur=pl.col("somme_eur") - pl.col("affecte_eur"))
        .to_dicts()
    )


def valeurs(file: pl.DataFrame, colonne: str) -> list[str]:
    """Les valeurs d'un critère présentes dans la file, de celle qui pèse le plus à celle qui pèse le moins."""
    poids = file.group_by(colonne).agg(pl.col("poids_eur").sum()).sort("poids_eur", colonne, descending=[True, False])
    return [VIDE if valeur is None else str(valeur) for valeur in poids[colonne]]


def grouper(file: pl.DataFrame, colonne: str) -> pl.DataFrame:
    """La file par valeur d'une colonne : `valeur`, `lignes`, `poids_eur`, `a_coter`, `a_coter_eur` ; le plus gros reste
    d'abord."""
    restent = pl.col("statut").is_in(_A_FAIRE) & (pl.col("poids_eur") > 0)
    return (
        file.group_by(pl.col(colonne).fill_null(VIDE).alias("valeur"))
        .agg(
            lignes=pl.len(),
            poids_eur=pl.col("poids_eur").sum(),
            a_coter=restent.sum(),
            a_coter_eur=pl.col("poids_eur").filter(restent).sum(),
        )
        .sort("a_coter_eur", "poids_eur", "valeur", descending=[True, True, False])
    )
