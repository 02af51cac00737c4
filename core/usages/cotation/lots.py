"""Ce qu'un geste écrit : les affectations à enregistrer, et celles du même auteur qu'elles rendent caduques.

Chaque affectation garde son auteur, son jour, sa raison et la règle qui l'avait proposée. Rien n'est coté sans un
geste.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from core.communs.affectations import signer
from core.tables.affectations import AFFECTATIONS, IDENTITE
from core.usages.cotation import phrases_lots

FAVORABLES = ("favorable", "tres_favorable")
DEFAVORABLE = "defavorable"
_TOLERANCE = 1e-6
_PROPRES = ("morceau", "poste", "quote_part", "justification", "regle", "confiance", "tranche")


@dataclass(frozen=True)
class Acte:
    """Qui cote, quel jour, quel exercice, sous quelle lentille."""

    exercice: int
    lentille: str
    auteur: str
    jour: date


@dataclass(frozen=True)
class Lot:
    """`lignes` : toutes les colonnes des affectations à écrire. `retirees` : la clé de celles à ôter."""

    lignes: pl.DataFrame
    retirees: pl.DataFrame


def preparer(acte: Acte, avis: pl.DataFrame, affectations: pl.DataFrame) -> Lot:
    """Le lot d'un geste. `avis` : `signature`, l'identité de la ligne et ce qui en est dit, un rang par morceau.

    Les morceaux que le même auteur avait écrits pour ces lignes cet exercice, et que l'avis ne réécrit pas, sont ôtés.
    Lève `DonneesIncoherentes` si l'auteur n'est pas nommé.
    """
    if not acte.auteur.strip():
        raise phrases_lots.sans_auteur()
    complet = avis.with_columns(
        exercice=pl.lit(acte.exercice),
        lentille=pl.lit(acte.lentille),
        auteur=pl.lit(acte.auteur.strip()),
        date_affectation=pl.lit(acte.jour.isoformat()),
        justification=_vide_est_nul("justification"),
    )
    lignes = complet.select(pl.col(nom).cast(dtype) for nom, dtype in AFFECTATIONS.schema().items())
    cle = list(AFFECTATIONS.cle)
    siennes = signer(
        affectations.filter(
            (pl.col("exercice") == acte.exercice)
            & (pl.col("lentille") == acte.lentille)
            & (pl.col("auteur") == acte.auteur.strip())
        )
    )
    caduques = siennes.join(avis.select("signature").unique(), on="signature", how="semi", maintain_order="left")
    retirees = caduques.join(lignes, on=cle, how="anti", nulls_equal=True, maintain_order="left").select(cle)
    return Lot(lignes, retirees)


def choisir(file: pl.DataFrame, choix: pl.DataFrame) -> pl.DataFrame:
    """L'avis qui donne une classe entière à des lignes de la file.

    `choix` : `signature`, `poste`, `justification`, `confiance`. La règle est retenue quand la classe est celle qu'elle
    propose ou l'une de ses réponses. Lève `DonneesIncoherentes` pour un passage de défavorable à favorable sans raison.
    """
    voulues = choix.select("signature", "poste", "justification", "confiance")
    jointes = file.drop("justification", "confiance").join(voulues, on="signature", how="inner", maintain_order="left")
    _exiger_une_raison(jointes)
    reponses = pl.col("reponses").list.eval(pl.element().struct.field("poste"))
    de_la_regle = (pl.col("poste") == pl.col("poste_propose")) | reponses.list.contains(pl.col("poste"))
    return jointes.with_columns(
        morceau=pl.lit(1),
        quote_part=pl.lit(1.0),
        tranche=_oui("tranche"),
        regle=pl.when(de_la_regle.fill_null(value=False)).then("regle"),
    ).select("signature", *IDENTITE, *_PROPRES)


def confirmables(file: pl.DataFrame) -> pl.DataFrame:
    """Les lignes à coter dont la règle conclut : celles qu'un seul geste peut confirmer."""
    return file.filter((pl.col("statut") == "a_faire") & pl.col("poste_propose").is_not_null())


def confirmer(file: pl.DataFrame, raisons: Mapping[str, str]) -> pl.DataFrame:
    """L'avis qui fait sienne la proposition de la règle, pour les lignes confirmables ; `raisons` : signature →
    pourquoi."""
    retenues = confirmables(file)
    pourquoi = pl.Series("justification", [raisons.get(signature) for signature in retenues["signature"]], pl.String)
    return choisir(
        retenues, retenues.select("signature", pourquoi, poste="poste_propose", confiance=pl.lit(None, pl.String))
    )


def en_bloc(file: pl.DataFrame, poste: str, justification: str, confiance: str | None) -> pl.DataFrame:
    """L'avis qui donne la même classe à toutes les lignes reçues."""
    return choisir(
        file,
        file.select(
            "signature",
            poste=pl.lit(poste),
            justification=pl.lit(justification),
            confiance=pl.lit(confiance, pl.String),
        ),
    )


def partager(ligne: pl.DataFrame, parts: Sequence[tuple[str, float]], justification: str) -> pl.DataFrame:
    """L'avis qui partage une ligne entre plusieurs postes ; `parts` : (poste, part entre 0 et 1), dans l'ordre.

    Lève `DonneesIncoherentes` si les parts ne font pas 100 %, si l'une est nulle ou si un poste est dit deux fois.
    """
    _exiger_des_parts_justes(parts)
    postes = [poste for poste, _ in parts]
    entiere = ligne.head(1)
    if len(parts) == 1:
        return en_bloc(entiere, postes[0], justification, None)
    _exiger_une_raison(
        entiere.select("poste_propose", "libelle", "nature")
        .join(pl.DataFrame({"poste": postes}), how="cross")
        .with_columns(justification=pl.lit(justification))
    )
    morceaux = pl.DataFrame(
        {"morceau": range(1, len(parts) + 1), "poste": postes, "quote_part": [part for _, part in parts]}
    )
    return (
        entiere.select("signature", *IDENTITE, tranche=_oui("tranche"))
        .join(morceaux, how="cross")
        .with_columns(
            justification=pl.lit(justification), regle=pl.lit(None, pl.String), confiance=pl.lit(None, pl.String)
        )
        .select("signature", *IDENTITE, *_PROPRES)
    )


def _exiger_des_parts_justes(parts: Sequence[tuple[str, float]]) -> None:
    total = sum(part for _, part in parts)
    if abs(total - 1) > _TOLERANCE:
        raise phrases_lots.parts_inexactes(total)
    if any(part <= 0 for _, part in parts) or len({poste for poste, _ in parts}) < len(parts):
        raise phrases_lots.classes_repetees()


def trancher(vigueur: pl.DataFrame, lentille: str, signature: str, retenu: str, raison: str) -> pl.DataFrame:
    """L'avis qui met fin à un désaccord en retenant celui de l'auteur `retenu` ; lève s'il n'y en a plus."""
    avis = vigueur.filter(
        (pl.col("lentille") == lentille)
        & (pl.col("signature") == signature)
        & (pl.col("auteur") == retenu)
        & (pl.col("statut") == "desaccord")
    )
    if avis.is_empty():
        raise phrases_lots.desaccord_disparu()
    motif = raison.strip() or phrases_lots.avis_retenu(retenu)
    return (
        avis.sort("morceau")
        .with_columns(tranche=pl.lit("oui"), justification=pl.lit(motif), morceau=pl.int_range(1, pl.len() + 1))
        .select("signature", *IDENTITE, *_PROPRES)
    )


def retirer(ligne: pl.DataFrame, poste: str) -> pl.DataFrame:
    """L'avis qui remet une ligne à coter : un morceau de part nulle, qui arrête aussi la reprise des années passées."""
    return (
        ligne.head(1)
        .select(
            "signature",
            *IDENTITE,
            morceau=pl.lit(1),
            poste=pl.lit(poste),
            quote_part=pl.lit(0.0),
            justification=pl.lit(phrases_lots.JUSTIFICATION_RETIREE),
            regle=pl.lit(None, pl.String),
            confiance=pl.lit(None, pl.String),
            tranche=pl.lit(None, pl.String),
        )
        .select("signature", *IDENTITE, *_PROPRES)
    )


def _exiger_une_raison(jointes: pl.DataFrame) -> None:
    muettes = jointes.filter(
        (pl.col("poste_propose") == DEFAVORABLE)
        & pl.col("poste").is_in(FAVORABLES)
        & _vide_est_nul("justification").is_null()
    )
    if muettes.is_empty():
        return
    premiere = muettes["libelle"][0] or muettes["nature"][0]
    raise phrases_lots.raison_manquante(muettes.height, premiere)


def _vide_est_nul(colonne: str) -> pl.Expr:
    propre = pl.col(colonne).str.strip_chars()
    return pl.when(propre != "").then(propre)


def _oui(colonne: str) -> pl.Expr:
    """« oui » quand une décision vaut déjà : revenir dessus est encore une décision."""
    return pl.when(pl.col(colonne)).then(pl.lit("oui"))
