"""Du mouvement aux lignes : répartir au prorata, au centime, et refuser ce qui enfreint une contrainte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import polars as pl

from core.usages.arbitrage import phrases
from core.usages.arbitrage.contraintes import raison
from core.usages.arbitrage.modele import ACTIONS, LIGNE, OPERATION, POLITIQUE, ZERO, Depart, Mouvement, Refus, somme_eur

_COLONNES = {LIGNE: "signature", POLITIQUE: "politique", OPERATION: "operation"}
_VIDE = pl.DataFrame(schema={"indice": pl.Int32, "variation_eur": pl.Decimal(18, 2)})


def visees(depart: Depart, objet: str, cible: str) -> pl.DataFrame:
    """Les lignes de dépense que vise un mouvement, verrouillées comprises."""
    if objet in ACTIONS:
        portees = depart.liens.filter(pl.col("action") == cible)["indice"]
        return depart.lignes.filter(pl.col("indice").is_in(portees.implode()))
    if objet not in _COLONNES:
        return depart.lignes.clear()
    return depart.lignes.filter(pl.col(_COLONNES[objet]) == cible)


def intitule(depart: Depart, objet: str, cible: str) -> str:
    """Le nom à montrer de ce qui bouge ; la cible elle-même si elle n'existe pas dans ce budget."""
    if objet in ACTIONS:
        trouvees = depart.actions.filter(pl.col("code") == cible)["intitule"]
    elif objet == LIGNE:
        trouvees = depart.lignes.filter(pl.col("signature") == cible).select(pl.coalesce("libelle", "nature"))[
            "libelle"
        ]
    else:
        return f"Opération {cible}" if objet == OPERATION else cible
    return str(trouvees[0]) if len(trouvees) else cible


def repartir(lignes: pl.DataFrame, variation_eur: Decimal) -> pl.DataFrame:
    """La variation partagée au prorata de `montant_eur`, au centime exact : (`indice`, `variation_eur`).

    Le centime qui reste va à la plus grande ligne. Les lignes sans montant positif ne reçoivent rien.
    """
    libres = lignes.filter(pl.col("montant_eur") > 0).sort("montant_eur", "indice", descending=[True, False])
    if libres.is_empty():
        return _VIDE
    centimes, total = int(variation_eur * 100), float(libres["montant_eur"].sum())
    parts = (libres["montant_eur"].cast(pl.Float64) * (centimes / total)).round(0).cast(pl.Int64).to_list()
    parts[0] += centimes - sum(parts)
    return pl.DataFrame(
        {"indice": libres["indice"], "variation_eur": [Decimal(part) / 100 for part in parts]}, schema=_VIDE.schema
    )


def cumuler(morceaux: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Les variations de plusieurs mouvements, additionnées par ligne et triées."""
    return (
        pl.concat([_VIDE, *morceaux])
        .group_by("indice")
        .agg(pl.col("variation_eur").sum().cast(pl.Decimal(18, 2)))
        .sort("indice")
    )


def examiner(depart: Depart, mouvements: Iterable[Mouvement]) -> tuple[tuple[Mouvement, ...], tuple[Refus, ...]]:
    """Les mouvements retenus, dans l'ordre, et ceux que refuse une contrainte, avec la phrase qui le dit.

    Chacun est jugé après ceux qui le précèdent : un refus ne défait jamais un mouvement déjà retenu. Une action climat
    et une action de préservation de même code sont la même action : ce que l'une a rendu n'est plus à rendre.
    """
    retenus: list[Mouvement] = []
    refus: list[Refus] = []
    cumul, rendus = _VIDE, dict.fromkeys(depart.actions["code"], ZERO)
    for mouvement in mouvements:
        if not mouvement.variation_eur:
            continue
        lignes = visees(depart, mouvement.objet, mouvement.cible)
        parts = repartir(lignes.filter(pl.col("verrou").is_null()), mouvement.variation_eur)
        phrase = (
            _immobile(depart, mouvement, lignes, parts)
            or _trop_retire(depart, mouvement, rendus)
            or _trop_bas(depart, mouvement, parts, cumul)
        )
        if phrase:
            refus.append(Refus(mouvement, phrase))
            continue
        cumul = cumuler([cumul, parts])
        if mouvement.objet in ACTIONS:
            rendus[mouvement.cible] -= mouvement.variation_eur
        retenus.append(mouvement)
    return tuple(retenus), tuple(refus)


def _immobile(depart: Depart, mouvement: Mouvement, lignes: pl.DataFrame, parts: pl.DataFrame) -> str:
    """Pourquoi rien de ce qui est visé ne peut bouger, ou pas d'autant ; vide si un mouvement est possible."""
    nom = intitule(depart, mouvement.objet, mouvement.cible)
    if not _existe(depart, mouvement, lignes):
        return phrases.hors_du_budget(nom, depart.exercice)
    if lignes.is_empty():
        return phrases.immobile(nom, phrases.SANS_LIGNE)
    if parts.is_empty():
        verrous = lignes["verrou"].drop_nulls()
        return phrases.immobile(nom, verrous[0] if len(verrous) else phrases.SANS_CREDIT)
    if abs(mouvement.variation_eur) > depart.total_eur:
        return phrases.plus_que_tout(nom, abs(mouvement.variation_eur), depart.total_eur)
    return ""


def _trop_bas(depart: Depart, mouvement: Mouvement, parts: pl.DataFrame, cumul: pl.DataFrame) -> str:
    """Des lignes descendraient sous zéro, ou sous le minimum d'une contrainte."""
    if mouvement.variation_eur > 0:
        return ""
    nom = intitule(depart, mouvement.objet, mouvement.cible)
    return _sous_zero(depart, nom, parts, cumul) or _sous_minimum(depart, nom, parts, cumul)


def _existe(depart: Depart, mouvement: Mouvement, lignes: pl.DataFrame) -> bool:
    if mouvement.objet in ACTIONS:
        return mouvement.cible in depart.actions["code"]
    return lignes.height > 0


def _trop_retire(depart: Depart, mouvement: Mouvement, rendus: Mapping[str, Decimal]) -> str:
    """Une action ne rend pas, tous mouvements réunis, plus qu'elle ne reçoit dans l'exercice."""
    if mouvement.objet not in ACTIONS or mouvement.variation_eur > 0:
        return ""
    action = depart.actions.filter(pl.col("code") == mouvement.cible).row(0, named=True)
    recu, rendu = action["financement_eur"] or ZERO, rendus[mouvement.cible]
    if rendu - mouvement.variation_eur <= recu:
        return ""
    nom = action["intitule"] or mouvement.cible
    return phrases.plus_que_recu(nom, depart.exercice, recu, rendu, -mouvement.variation_eur)


def _sous_zero(depart: Depart, nom: str, parts: pl.DataFrame, cumul: pl.DataFrame) -> str:
    touchees = (
        parts.join(depart.lignes.select("indice", "montant_eur"), on="indice")
        .join(cumul.rename({"variation_eur": "deja"}), on="indice", how="left")
        .with_columns(pl.col("deja").fill_null(ZERO))
    )
    restant = somme_eur(touchees["montant_eur"]) + somme_eur(touchees["deja"])
    if touchees.filter(pl.col("montant_eur") + pl.col("deja") + pl.col("variation_eur") < 0).is_empty():
        return ""
    return phrases.plus_qu_il_ne_reste(nom, restant, -somme_eur(parts["variation_eur"]))


def _sous_minimum(depart: Depart, nom: str, parts: pl.DataFrame, cumul: pl.DataFrame) -> str:
    apres = cumuler([cumul, parts])
    for contrainte in depart.contraintes:
        tenues = contrainte.indices.implode()
        retire = somme_eur(parts.filter(pl.col("indice").is_in(tenues))["variation_eur"])
        if contrainte.minimum_eur is None or not retire:
            continue
        reste = contrainte.montant_eur + somme_eur(apres.filter(pl.col("indice").is_in(tenues))["variation_eur"])
        if reste < contrainte.minimum_eur:
            return phrases.sous_le_minimum(nom, reste, contrainte.minimum_eur, raison(contrainte))
    return ""
