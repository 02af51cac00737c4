"""Pourquoi des lignes sont refusées : un refus par cause, des exemples, et la colonne qui y répondrait peut-être."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

import polars as pl

from core.donnees.apercu import JAUNE, ROUGE, Appariement, Rejet
from core.donnees.choix import choix_lu
from core.donnees.constat import Source
from core.donnees.lecture.modele import Feuille
from core.donnees.personnelles import masquer
from core.donnees.preparation import Preparation
from core.donnees.refus import en_rejets
from core.tables import TABLES
from core.tables.declaration import Choix

_EXEMPLES = 3
_DISTINCTES = 40
_ASSEZ = 0.9


@dataclass(frozen=True)
class Cause:
    """Une règle qui refuse des lignes : ce qu'elle attend (`sujet`), combien de lignes, pourquoi, trois exemples.

    `proposees` : les colonnes du fichier que rien n'a reconnues et dont le contenu conviendrait.
    """

    sujet: str
    lignes: int
    message: str
    exemples: tuple[Rejet, ...]
    proposees: tuple[Appariement, ...]


def causes(rejets: Iterable[Rejet], proposees: Sequence[Appariement]) -> tuple[Cause, ...]:
    """Les refus réunis par table, colonne et règle, du plus fréquent au plus rare."""
    groupes: dict[tuple[str, str, str], list[Rejet]] = {}
    for rejet in rejets:
        groupes.setdefault((rejet.table, rejet.cible, rejet.regle), []).append(rejet)
    rendues = [_cause(table, cible, siens, proposees) for (table, cible, _), siens in groupes.items()]
    return tuple(sorted(rendues, key=lambda cause: -cause.lignes))


def _cause(table: str, cible: str, rejets: list[Rejet], proposees: Sequence[Appariement]) -> Cause:
    feuilles = {rejet.feuille for rejet in rejets}
    absente = rejets[0].regle == "obligatoire"
    return Cause(
        TABLES[table].colonne(cible).sens.partition(" ;")[0] if cible in TABLES[table].schema() else rejets[0].colonne,
        len({(rejet.feuille, rejet.ligne) for rejet in rejets}),
        commun([rejet.message for rejet in rejets]),
        tuple(rejets[:_EXEMPLES]),
        tuple(une for une in proposees if absente and une.colonne == cible and une.feuille in feuilles),
    )


def commun(messages: Sequence[str]) -> str:
    """Ce que disent tous ces messages, « … » à la place des mots qui changent de l'un à l'autre.

    >>> commun(["le compte 203 est inconnu", "le compte 6068 est inconnu"])
    'le compte … est inconnu'
    """
    distincts = [message.split(" ") for message in dict.fromkeys(messages)]
    if len(distincts) == 1:
        return messages[0]
    debut = _en_tete(distincts)
    fin = _en_tete([mots[len(debut) :][::-1] for mots in distincts])[::-1]
    return " ".join([*debut, "…", *fin])


def _en_tete(suites: Sequence[Sequence[str]]) -> list[str]:
    """Les premiers mots que toutes les suites ont en commun."""
    rangs = zip(*suites, strict=False)
    return [mots[0] for mots in takewhile(lambda mots: len(set(mots)) == 1, rangs)]


def proposer(sources: Iterable[Source], refusees: pl.DataFrame) -> tuple[Appariement, ...]:
    """Les colonnes inconnues dont le contenu conviendrait à ce qui manque : presque tout s'y lit comme l'un des choix.

    Rien n'est choisi : l'agent confirme.
    """
    proposees = []
    manquent = refusees.filter(pl.col("regle") == "obligatoire").select("feuille", "colonne").unique().rows()
    for source in sources:
        cibles = {nom for feuille, nom in sorted(manquent) if feuille == source.feuille.nom}
        for nom in sorted(cibles - source.correspondance.cibles.keys()):
            attendu = source.correspondance.table.colonne(nom).type
            if isinstance(attendu, Choix):
                proposees += [
                    Appariement(une.feuille, une.entete, une.lettre, nom, JAUNE)
                    for rang, une in enumerate(source.correspondance.appariements)
                    if une.confiance == ROUGE and _convient(source.feuille.lignes[f"c{rang}"], attendu)
                ]
    return tuple(proposees)


def _convient(ecrites: pl.Series, attendu: Choix) -> bool:
    distinctes = ecrites.drop_nulls().unique()
    if not 0 < len(distinctes) <= _DISTINCTES:
        return False
    lisibles = [texte for texte in distinctes if choix_lu(texte, attendu)]
    return ecrites.is_in(lisibles).fill_null(value=False).sum() >= _ASSEZ * len(ecrites)


def rejets(preparation: Preparation) -> tuple[Rejet, ...]:
    """Les refus d'une table, à l'adresse de leurs cellules."""
    feuilles: dict[str, Feuille] = {source.feuille.nom: source.feuille for source in preparation.sources}
    cibles = {source.feuille.nom: source.correspondance.cibles for source in preparation.sources}
    return en_rejets(preparation.refusees, feuilles, cibles, preparation.table.nom)


def lignes_rejetees(preparations: list[Preparation]) -> pl.DataFrame:
    """Les lignes refusées telles qu'écrites, données personnelles masquées : `feuille`, `ligne`, `entetes` et
    `cellules` (listes de textes)."""
    textes = pl.List(pl.String())
    morceaux = [
        pl.DataFrame(schema={"feuille": pl.String(), "ligne": pl.Int32(), "entetes": textes, "cellules": textes})
    ]
    for preparation in preparations:
        for source in preparation.sources:
            feuille = source.feuille
            fautives = preparation.refusees.filter(pl.col("feuille") == feuille.nom)["ligne"].unique().to_list()
            colonnes = [f"c{rang}" for rang in range(len(feuille.entetes))]
            morceaux.append(
                masquer(feuille.lignes.filter(pl.col("ligne").is_in(fautives))).select(
                    feuille=pl.lit(feuille.nom),
                    ligne=pl.col("ligne").cast(pl.Int32),
                    entetes=pl.lit(list(feuille.entetes), dtype=textes),
                    cellules=pl.concat_list(colonnes),
                )
            )
    return pl.concat(morceaux)
