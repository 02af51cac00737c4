"""Une table d'un fichier, de ses feuilles de texte à ses lignes acceptées et refusées."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import polars as pl

from core.donnees import controle, derivation, totaux
from core.donnees.apercu import Question
from core.donnees.constat import OFFICIELS, Contexte, Source
from core.donnees.correspondance import MONTANT
from core.donnees.lecture.modele import Feuille
from core.donnees.mise_en_forme import etaler
from core.donnees.pourcents import regler_les_parts
from core.donnees.refus import reunir
from core.donnees.valeurs import convertir
from core.format_fr import accorder
from core.tables import Table

_RANG = "_rang_brut"
LIBELLE = "libelle"
_DOUBLONS = {
    "garder": "les garder : ce sont des mouvements distincts",
    "ecarter": "n'en garder qu'une : c'est une répétition",
}
_KEUR = re.compile(r"\(?\b(?:k€|keur|keuros|k euros|milliers d['’ ]euros)", re.IGNORECASE)


@dataclass(frozen=True)
class Preparation:
    """Ce qu'une table d'un fichier devient : lignes acceptées, refus, comptes, et totaux annoncés par le fichier.

    `laissees` : les lignes refusées, telles que lues (nul : illisible ou absent).
    """

    table: Table
    sources: tuple[Source, ...]
    lignes: pl.DataFrame
    refusees: pl.DataFrame
    lues: int
    ecartees: int
    annoncees: pl.DataFrame
    laissees: pl.DataFrame

    @property
    def presentes(self) -> frozenset[str]:
        """Les colonnes dont le fichier dit quelque chose, ne serait-ce qu'un vide, ou déduites (hors libellé)."""
        lues = {cible.partition("@")[0] for source in self.sources for cible in source.correspondance.cibles}
        if MONTANT in lues:
            lues |= {*self.table.montants_selon_etape}
        deduites = {nom for nom in self.table.schema() if nom != LIBELLE and self.lignes[nom].count()}
        return frozenset(deduites | lues)

    @property
    def rejetees(self) -> int:
        """Le nombre de lignes du fichier qui portent au moins un refus."""
        return self.refusees.select("feuille", "ligne").n_unique() if self.refusees.height else 0


def preparer(table: Table, sources: tuple[Source, ...], contexte: Contexte) -> Preparation:
    """Lit, complète et contrôle toutes les feuilles d'une table ; les questions vont dans le constat du contexte."""
    unite = _unite(table, sources, contexte)
    lisibles = [_sans_doublons(source.feuille, table, contexte) for source in sources]
    brutes = [etaler(feuille, source.correspondance) for feuille, source in zip(lisibles, sources, strict=True)]
    brut = pl.concat(brutes, how="diagonal") if len(brutes) > 1 else brutes[0]
    lignes, illisibles = convertir(brut, table, unite)
    deja = reunir([*_fautives(sources, contexte), *illisibles])
    if contexte.options.etape is not None:  # la réponse l'emporte sur une étape illisible
        deja = deja.filter(pl.col("colonne") != "etape")
    lignes, pourcents = regler_les_parts(lignes, brut, table, contexte)
    lignes = derivation.completer(lignes.with_row_index(_RANG), table, contexte)
    if table.imputee:
        lignes = derivation.completer_budget(lignes, brut[lignes[_RANG]], contexte.constat)
    if len(sources) > 1:
        lignes = _sans_copies(lignes, table, contexte)
    acceptees, refusees = _controler(lignes.drop(_RANG), table, deja, pourcents, contexte, sources)
    annoncees = _annoncees(table, sources, acceptees, unite)
    if refusees.is_empty() and brut.height == lignes.height:
        for source in sources:
            siennes = annoncees.filter(pl.col("feuille") == source.feuille.nom)
            for phrase in totaux.ecarts(siennes, acceptees, source.feuille, table):
                contexte.constat.avertir(phrase, grave=True)
    lues = sum(source.feuille.lignes.height for source in sources)
    gardees = sum(feuille.lignes.height for feuille in lisibles)
    ecartees = sum(source.feuille.ecartees.height for source in sources) + lues - gardees + brut.height - lignes.height
    laissees = lignes.drop(_RANG).join(refusees, on=["feuille", "ligne"], how="semi", maintain_order="left")
    return Preparation(table, sources, acceptees, refusees, lues, ecartees, annoncees, laissees)


def _controler(  # noqa: PLR0913, PLR0917
    lignes: pl.DataFrame,
    table: Table,
    deja: pl.DataFrame,
    pourcents: frozenset[str],
    contexte: Contexte,
    sources: tuple[Source, ...],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Les lignes acceptées et les refus, clés répétées comprises."""
    demandees = pourcents | frozenset(contexte.constat.questions)
    if "exercice" in demandees:
        demandees |= {"annee"}
    refusees = pl.concat([deja, controle.controler(lignes, table, deja, demandees, contexte.connus)])
    acceptees = _sans(lignes, refusees)
    repetees = controle.cles_repetees(acceptees, table, _lettres_de_cle(table, sources))
    return _sans(acceptees, repetees), pl.concat([refusees, repetees])


def _sans(lignes: pl.DataFrame, refusees: pl.DataFrame) -> pl.DataFrame:
    if refusees.is_empty():
        return lignes
    fautives = refusees.select("feuille", "ligne").unique()
    return lignes.join(fautives, on=["feuille", "ligne"], how="anti", maintain_order="left")


def _fautives(sources: tuple[Source, ...], contexte: Contexte) -> list[pl.DataFrame]:
    frames, ailleurs = [], 0
    for source in sources:
        frame, autres = controle.fautives(source.feuille, source.correspondance.cibles)
        frames.append(frame)
        ailleurs += autres
    if ailleurs:
        contexte.constat.avertir(
            f"{accorder(ailleurs, 'cellule')} en erreur hors des colonnes lues : sans effet sur l'import."
        )
    return frames


def _unite(table: Table, sources: tuple[Source, ...], contexte: Contexte) -> str | None:
    """L'unité des montants : demandée si le titre, un en-tête ou le format de nombre parle de milliers d'euros."""
    options = contexte.options
    if not table.montants or options.unite is not None:
        return options.unite
    for source in sources:
        lues = [source.feuille.entetes[rang] for rang in source.correspondance.cibles.values()]
        if source.feuille.indices.get("unite") == "keur" or any(_KEUR.search(entete) for entete in lues):
            contexte.constat.demander(
                Question(
                    "unite",
                    f"Feuille « {source.feuille.nom} » : un titre, un en-tête ou un format parle de milliers d'euros. "
                    "Que valent les nombres écrits ?",
                    {"eur": "des euros", "keur": "des milliers d'euros"},
                    "--unite",
                )
            )
            return None
    return None


def _sans_doublons(feuille: Feuille, table: Table, contexte: Contexte) -> Feuille:
    """Des lignes identiques : gardées dans un format officiel, sinon on demande ; jamais deviné."""
    cellules = [nom for nom in feuille.lignes.columns if nom != "ligne"]
    if not table.par_rang or feuille.lignes.select(cellules).hash_rows().n_unique() == feuille.lignes.height:
        return feuille
    repetees = feuille.lignes.height - feuille.lignes.select(cellules).n_unique()
    if not repetees:
        return feuille
    phrase = accorder(repetees, "ligne est identique à une autre", "lignes sont identiques à une autre")
    choix = contexte.options.doublons
    if contexte.format in OFFICIELS:
        contexte.constat.avertir(f"{phrase} ; le document est officiel, elles sont gardées.")
    elif choix is None:
        contexte.constat.demander(
            Question("doublons", f"Feuille « {feuille.nom} » : {phrase}. Faut-il les garder ?", _DOUBLONS, "--doublons")
        )
    if choix != "ecarter":
        return feuille
    return replace(feuille, lignes=feuille.lignes.unique(subset=cellules, keep="first", maintain_order=True))


def _sans_copies(lignes: pl.DataFrame, table: Table, contexte: Contexte) -> pl.DataFrame:
    """Des lignes qu'une autre feuille porte déjà à l'identique (une feuille recopiée) : on demande, comme plus haut."""
    if not table.par_rang or contexte.format in OFFICIELS or "correspondance" in contexte.constat.questions:
        return lignes
    cles = list(table.schema())
    premiere = pl.col("feuille").first().over(cles)
    copies = int(lignes.select((pl.col("feuille") != premiere).sum()).item())
    if not copies or contexte.options.doublons == "garder":
        return lignes
    if contexte.options.doublons == "ecarter":
        return lignes.filter(pl.col("feuille") == premiere)
    phrase = accorder(
        copies,
        "ligne est identique à une ligne d'une autre feuille",
        "lignes sont identiques à des lignes d'une autre feuille",
    )
    contexte.constat.demander(Question("doublons", f"{phrase}. Faut-il les garder ?", _DOUBLONS, "--doublons"))
    return lignes


def _annoncees(table: Table, sources: tuple[Source, ...], acceptees: pl.DataFrame, unite: str | None) -> pl.DataFrame:
    """Les totaux écrits dans les feuilles, avec `feuille` ; un « Montant » est rangé comme le sont nos lignes."""
    morceaux = [
        totaux.annonces(source.feuille, source.correspondance, unite).with_columns(feuille=pl.lit(source.feuille.nom))
        for source in sources
    ]
    tout = pl.concat(morceaux)
    ranges = [nom for nom in table.montants_selon_etape if acceptees[nom].count()]
    if len(ranges) != 1:
        return tout.filter(pl.col("colonne") != MONTANT)
    return tout.with_columns(pl.col("colonne").replace({MONTANT: ranges[0]}))


def _lettres_de_cle(table: Table, sources: tuple[Source, ...]) -> dict[str, str]:
    """Pour chaque feuille, la lettre de la première colonne de clé : c'est elle que nomme un refus de clé répétée."""
    lettres = {}
    for source in sources:
        cibles = source.correspondance.cibles
        rang = next((cibles[nom] for nom in table.cle if nom in cibles), None)
        if rang is not None:
            lettres[source.feuille.nom] = source.feuille.lettres[rang]
    return lettres
