"""Ce qu'un import laisse de côté : les lignes refusées et leur montant, gardés au registre et dits partout."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from core.format_fr import INSECABLE, accorder, enumerer, euros_court, nombre
from core.tables import Table
from core.tables.titres import TITRES

type_totaux = dict[str, dict[str, Decimal]]
"""{colonne: {sens: montant}}, en euros."""

_PORTEE = ("exercice", "annee", "etape", "budget")
_ENSEMBLE, _SANS_SENS = "ensemble", "inconnu"
_EN = {"depense": "en dépenses", "recette": "en recettes", _SANS_SENS: "de sens inconnu", _ENSEMBLE: ""}


@dataclass(frozen=True)
class Laissee:
    """Ce qu'un fichier laisse de côté pour une table, un exercice, une étape et un budget (nuls : non dits).

    `lignes` : les lignes refusées, 0 si tout est accepté ; `muettes` d'entre elles n'ont aucun montant lisible.
    `montants` : {colonne: {depense, recette, inconnu}} (ou {ensemble}), en euros.
    """

    table: str
    exercice: int | None
    etape: str | None
    budget: str | None
    lignes: int
    muettes: int = 0
    montants: type_totaux = field(default_factory=dict)

    @property
    def portee(self) -> tuple[object, ...]:
        """Ce qui fait que deux fichiers de même forme parlent de la même chose."""
        return (self.table, self.exercice, self.etape, self.budget)


@dataclass(frozen=True)
class Manquante:
    """Ce qu'un import encore en vigueur a laissé de côté, et que rien n'a repris."""

    import_id: int
    fichier: str
    laissees: tuple[Laissee, ...]

    @property
    def lignes(self) -> int:
        """Combien de lignes refusées."""
        return sum(une.lignes for une in self.laissees)


def laissees(table: Table, acceptees: pl.DataFrame, refusees: pl.DataFrame) -> tuple[Laissee, ...]:
    """Une `Laissee` par exercice, étape et budget que portent les lignes d'une table, acceptées ou refusées."""
    cles = [nom for nom in _PORTEE if nom in table.cle]
    groupes = [groupe for groupe, _ in refusees.group_by(cles, maintain_order=True)] if cles else [()]
    vues = acceptees.select(cles).unique().rows() if cles else []
    rendues = []
    for groupe in dict.fromkeys([*groupes, *vues]):
        memes = [pl.col(nom).eq_missing(pl.lit(v)) for nom, v in zip(cles, groupe, strict=True)]
        siennes = refusees.filter(memes) if memes else refusees
        rendues.append(_laissee(table, dict(zip(cles, groupe, strict=True)), siennes))
    return tuple(rendues)


def _laissee(table: Table, portee: dict[str, object], refusees: pl.DataFrame) -> Laissee:
    annee, etape, budget = portee.get("exercice", portee.get("annee")), portee.get("etape"), portee.get("budget")
    lues = refusees.select("feuille", "ligne").n_unique() if refusees.height else 0
    connues = refusees.filter(pl.any_horizontal(pl.col(nom).is_not_null() for nom in table.montants or ("ligne",)))
    chiffrees = connues.select("feuille", "ligne").n_unique() if connues.height else 0
    return Laissee(
        table.nom,
        None if annee is None else int(str(annee)),
        None if etape is None else str(etape),
        None if budget is None else str(budget),
        lues,
        lues - chiffrees if table.montants else 0,
        _montants(table, connues),
    )


def _montants(table: Table, refusees: pl.DataFrame) -> type_totaux:
    sens = pl.col("sens").fill_null(_SANS_SENS) if "sens" in table.cle else pl.lit(_ENSEMBLE)
    rendus: type_totaux = {}
    for nom in table.montants:
        connues = refusees.filter(pl.col(nom).is_not_null())
        if connues.height:
            sommes = connues.group_by(sens.alias("_sens")).agg(pl.col(nom).sum()).sort("_sens")
            rendus[nom] = dict(sommes.iter_rows())
    return rendus


def refusees_dites(parts: Iterable[Laissee]) -> str:
    """« 139,00 € en dépenses et 28,00 € en recettes (voté) » ; vide si rien n'est laissé de côté."""
    siennes = [part for part in parts if part.lignes]
    dites = [
        enumerer([f"{nombre(montant, 2)}{INSECABLE}€ {_EN[sens]}".strip() for sens, montant in par_sens.items()])
        + f" ({TITRES[colonne].lower()})"
        for colonne, par_sens in _additionner(siennes).items()
    ]
    if muettes := sum(part.muettes for part in siennes):
        dites.append(accorder(muettes, "ligne sans montant lisible", "lignes sans montant lisible"))
    return " ; ".join(dites)


def refusees_en_bref(parts: Iterable[Laissee]) -> str:
    """« 167,7 M€ (voté) », dépenses et recettes ensemble ; vide si rien n'est chiffré."""
    return " ; ".join(
        f"{euros_court(sum(par_sens.values()))} ({TITRES[colonne].lower()})"
        for colonne, par_sens in _additionner(parts).items()
    )


def _additionner(parts: Iterable[Laissee]) -> type_totaux:
    sommes: dict[str, dict[str, Decimal]] = {}
    for part in parts:
        for colonne, par_sens in part.montants.items():
            for sens, montant in par_sens.items():
                rangee = sommes.setdefault(colonne, {})
                rangee[sens] = rangee.get(sens, Decimal(0)) + montant
    return sommes


def ecrire(parts: Iterable[Laissee]) -> str:
    """La forme gardée au registre : du JSON, les montants en texte exact."""
    return json.dumps([{nom: getattr(part, nom) for nom in part.__dataclass_fields__} for part in parts], default=str)


def relire(texte: str | None) -> tuple[Laissee, ...]:
    """Ce que le registre a gardé ; vide pour un import d'avant que ce montant ne soit gardé."""
    parts = []
    for lue in json.loads(texte or "[]"):
        exacts = {
            colonne: {sens: Decimal(montant) for sens, montant in par_sens.items()}
            for colonne, par_sens in lue["montants"].items()
        }
        parts.append(Laissee(**(lue | {"montants": exacts})))
    return tuple(parts)


def manquantes(imports: pl.DataFrame, tables: Iterable[str], exercice: int) -> tuple[Manquante, ...]:
    """Ce que les imports en vigueur ont laissé de côté de ces tables, pour l'exercice, et que rien n'a repris depuis.

    `imports` : le registre (`Entrepot.imports`). Une part est reprise par l'import suivant d'un fichier de même forme
    et de même portée, ou par le classeur de ses refus s'il en ramène toutes les lignes. Une part dont l'exercice ne
    se lit pas est de tous les exercices.
    """
    voulues = frozenset(tables)
    trouvees: list[Manquante] = []
    plus_recents: list[dict[str, object]] = []
    for une in imports.filter(pl.col("statut") != "annule").sort("id", descending=True).iter_rows(named=True):
        siennes = relire(une["laissees"])
        restent = tuple(
            part
            for part in siennes
            if part.lignes
            and part.table in voulues
            and part.exercice in {None, exercice}
            and not any(_reprise(part, une, suivante) for suivante in plus_recents)
        )
        if restent:
            trouvees.append(Manquante(une["id"], une["fichier"], restent))
        plus_recents.append(une | {"portees": {part.portee for part in siennes}})
    return tuple(trouvees)


def _reprise(part: Laissee, avant: dict[str, object], apres: dict[str, object]) -> bool:
    """Vrai si un import plus récent a redonné ce que celui-ci avait laissé de côté."""
    if json.loads(str(apres["options"] or "{}")).get("origine") == avant["empreinte"]:
        ramenees = sum(int(str(apres[nom])) for nom in ("creees", "remplacees", "inchangees", "rejetees"))
        return ramenees >= int(str(avant["rejetees"]))
    portees = apres["portees"]
    return apres["signature"] == avant["signature"] and isinstance(portees, set) and part.portee in portees
