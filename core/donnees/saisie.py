"""Écrire des lignes tapées à l'écran : mêmes contrôles, même comparaison et même journal qu'un fichier déposé.

Une saisie est un import dont le fichier est un écran : elle naît brouillon, se publie, s'annule, et chaque ligne
garde qui l'a tapée, quand, et à quel rang.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import polars as pl

from core.acces import Acces, Action
from core.donnees import totaux
from core.donnees.apercu import Apercu, Bilan, Rejet
from core.donnees.comparaison import Comparaison, comparer, differences
from core.donnees.entrepot import Depot, Entrepot, Lot
from core.donnees.entrepot.schema import FAITS
from core.donnees.lecture_saisie import controler_la_saisie
from core.erreurs import DonneesIncoherentes
from core.format_fr import accorder, enumerer
from core.tables import Table

FORMAT = "saisie"
"""Le format d'un import qui n'a pas de fichier à télécharger."""
_ESSAIS = 5


class SaisieRefusee(DonneesIncoherentes):
    """Une ligne au moins ne peut pas être écrite ; rien ne l'est. `rejets` dit lesquelles, `lignes` rend la saisie."""

    def __init__(self, libelle: str, rejets: tuple[Rejet, ...], lignes: pl.DataFrame) -> None:
        fautives = len({rejet.ligne for rejet in rejets})
        super().__init__(
            f"{accorder(fautives, 'ligne est refusée', 'lignes sont refusées')} ; la première, {rejets[0].cellule} : "
            f"{rejets[0].message} Rien n'a été enregistré.",
            f"Écran « {libelle} »",
            "Corrigez, puis enregistrez à nouveau : votre saisie est gardée.",
        )
        self.rejets = rejets
        self.lignes = lignes


class SaisieConcurrente(DonneesIncoherentes):
    """Une autre personne a écrit l'une de ces lignes entre-temps ; rien n'est écrit, `lignes` rend la saisie."""

    def __init__(self, libelle: str, combien: int, lignes: pl.DataFrame) -> None:
        super().__init__(
            f"{accorder(combien, 'de ces lignes a été modifiée', 'de ces lignes ont été modifiées')} par quelqu'un "
            "d'autre pendant votre saisie. Rien n'a été enregistré.",
            f"Écran « {libelle} »",
            "Relisez-les, puis enregistrez à nouveau : votre saisie est gardée.",
        )
        self.lignes = lignes


@dataclass(frozen=True)
class _Saisie:
    """Ce qui a été tapé : la table, l'écran, les lignes telles quelles, contrôlées, et celles à retirer."""

    table: Table
    libelle: str
    tapees: pl.DataFrame
    lues: pl.DataFrame
    retirees: pl.DataFrame | None

    @property
    def empreinte(self) -> str:
        """Le SHA-256 de ce qui a été tapé, dans un ordre qui ne dépend pas de l'écran."""
        colonnes = list(self.table.schema())
        contenu = [self.table.nom, *(_en_textes(frame, colonnes) for frame in (self.lues, self.retirees))]
        return hashlib.sha256(json.dumps(contenu, ensure_ascii=False).encode()).hexdigest()


def enregistrer(  # noqa: PLR0913, PLR0917
    entrepot: Entrepot,
    acces: Acces,
    territoire_id: str,
    table: str,
    lignes: pl.DataFrame,
    libelle: str,
    *,
    retirees: pl.DataFrame | None = None,
    publier: bool = False,
    version: int | None = None,
) -> Bilan:
    """Contrôle, compare et écrit des lignes tapées, en une transaction ; ne fait rien si rien n'a changé.

    `lignes` : des colonnes déclarées de `table` ; une colonne de texte est lue comme une cellule de fichier, une
    colonne absente garde sa valeur de la base. `retirees` : clés des lignes à ôter. `publier` valide aussitôt, si le
    rôle le peut. `version` : celle que l'écran montrait. Lève `AccesRefuse`, `SaisieRefusee` (une ligne fautive) ou
    `SaisieConcurrente` (une de ces lignes a changé depuis `version`) ; rien n'est alors écrit.
    """
    acces.exiger(Action.IMPORTER, territoire_id)
    saisie = _lire(entrepot, acces, territoire_id, _Saisie(FAITS[table], libelle, lignes, lignes, retirees))
    for _ in range(_ESSAIS):
        actuelle = entrepot.version(acces, territoire_id)
        comparaison, lot = _comparer(entrepot, acces, territoire_id, saisie)
        if lot.nouvelles.is_empty() and lot.remplacees.is_empty():
            return Bilan(
                None, (_apercu(saisie, comparaison, lot),), "Rien n'a changé : ces lignes sont déjà dans la base."
            )
        if version is not None and version != actuelle:
            _verifier(entrepot.imports_depuis(acces, territoire_id, version), lot, saisie)
        depot = Depot(territoire_id, f"Saisie à l'écran — {libelle}", FORMAT, saisie.empreinte, "", "", (lot,))
        try:
            numero = entrepot.enregistrer(acces, depot, actuelle)
        except DonneesIncoherentes:
            if entrepot.version(acces, territoire_id) == actuelle:
                raise
            continue  # une autre écriture est passée entre la comparaison et la nôtre : on compare à nouveau
        suite = _publier(entrepot, acces, territoire_id, numero) if publier else ""
        return Bilan(numero, (_apercu(saisie, comparaison, lot),), f"{_phrase(numero, lot)}{suite}.")
    raise SaisieConcurrente(libelle, lot.nouvelles.height, lignes)


def _lire(entrepot: Entrepot, acces: Acces, territoire_id: str, saisie: _Saisie) -> _Saisie:
    """La saisie contrôlée ; lève `SaisieRefusee` à la moindre ligne fautive."""

    def codes(nom: str, colonne: str) -> pl.Series:
        return entrepot.courantes(acces, territoire_id, nom)[colonne]

    lues, rejets = controler_la_saisie(saisie.tapees, saisie.table, saisie.libelle, codes)
    if rejets:
        raise SaisieRefusee(saisie.libelle, rejets, saisie.tapees)
    cle, retirees = saisie.table.schema(), None
    if saisie.retirees is not None:
        retirees = saisie.retirees.select(pl.col(nom).cast(cle[nom]) for nom in saisie.table.cle)
    return _Saisie(saisie.table, saisie.libelle, saisie.tapees, lues, retirees)


def _comparer(entrepot: Entrepot, acces: Acces, territoire_id: str, saisie: _Saisie) -> tuple[Comparaison, Lot]:
    """Ce qui serait écrit : lignes nouvelles ou changées, et versions courantes qu'elles remplacent ou qu'on ôte."""
    table, cle = saisie.table, list(saisie.table.cle)
    filtre = None
    if "exercice" in cle:
        frames = [frame for frame in (saisie.lues, saisie.retirees) if frame is not None]
        exercices = {annee for frame in frames for annee in frame["exercice"].unique().to_list()}
        filtre = {"exercice": exercices.pop()} if len(exercices) == 1 else None
    courantes = entrepot.courantes(acces, territoire_id, table.nom, filtre)
    comparaison = comparer(saisie.lues, courantes, table, frozenset(saisie.tapees.columns))
    otees = courantes.clear()
    if saisie.retirees is not None:
        voulues = saisie.retirees.unique().join(saisie.lues.select(cle), on=cle, how="anti", nulls_equal=True)
        otees = courantes.join(voulues, on=cle, how="semi", nulls_equal=True, maintain_order="left")
    remplacees = pl.concat([frame.select("import_id", "numero") for frame in (comparaison.remplacees, otees)])
    lot = Lot(table.nom, comparaison.nouvelles, remplacees, comparaison.inchangees, retirees=otees.height)
    return comparaison, lot


def _verifier(recents: list[int], lot: Lot, saisie: _Saisie) -> None:
    touchees = lot.remplacees.filter(pl.col("import_id").is_in(recents)).height
    if touchees:
        raise SaisieConcurrente(saisie.libelle, touchees, saisie.tapees)


def _publier(entrepot: Entrepot, acces: Acces, territoire_id: str, numero: int) -> str:
    """La fin de la phrase du bilan : publiée, ou pourquoi elle reste provisoire."""
    if not acces.peut(Action.VALIDER, territoire_id):
        return ""
    try:
        entrepot.valider(acces, numero)
    except DonneesIncoherentes as erreur:
        return f" ; elle reste provisoire. {str(erreur).rstrip('.')}"
    return " ; publiée"


def _phrase(numero: int, lot: Lot) -> str:
    comptes = [
        accorder(combien, f"ligne {mot}", f"lignes {mot}s")
        for combien, mot in ((lot.creees, "créée"), (lot.suivies, "remplacée"), (lot.retirees, "retirée"))
        if combien
    ]
    return f"Saisie n° {numero} : {enumerer(comptes)}"


def _apercu(saisie: _Saisie, comparaison: Comparaison, lot: Lot) -> Apercu:
    table = saisie.table
    return Apercu(
        table=table.nom,
        lues=saisie.lues.height,
        creees=lot.creees,
        remplacees=lot.suivies,
        inchangees=lot.inchangees,
        rejetees=0,
        ecartees=0,
        absentes=0,
        totaux=totaux.totaux(saisie.lues, table),
        totaux_fichier={},
        totaux_sections=totaux.totaux_sections(saisie.lues, table),
        differences=differences(comparaison, table),
        lignes=comparaison.nouvelles.select("feuille", "ligne", *table.schema()),
        retirees=lot.retirees,
    )


def _en_textes(frame: pl.DataFrame | None, colonnes: list[str]) -> list[tuple[str | None, ...]]:
    if frame is None:
        return []
    presentes = [nom for nom in colonnes if nom in frame.columns]
    textes = frame.select(pl.col(nom).cast(pl.String) for nom in presentes)
    return textes.sort(presentes, nulls_last=True).rows()
