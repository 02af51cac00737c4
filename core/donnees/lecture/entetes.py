"""Trouver la ligne d'en-tête d'une feuille : plusieurs lectures sont essayées, la plus reconnue l'emporte."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from core.donnees.lecture.mises_de_cote import colonnes_de_montants, dit_un_montant, ecarter, totaux_douteux
from core.donnees.lecture.modele import CelluleFautive, Feuille
from core.donnees.lecture.vocabulaire import reconnus
from core.erreurs import FichierRefuse

LIGNES_EXAMINEES = 15
_NOMBRE = re.compile(r"^[-+(]?[\d\s\u00a0\u202f.,]+[)%€-]*$")
_ANNEE = re.compile(r"^(?:19|20)\d\d$")
type_ligne = tuple[str | None, ...]
type_fusion = tuple[int, int, int, int]
"""Ligne de début, colonne de début, ligne de fin, colonne de fin ; à partir de 1, bornes comprises."""


@dataclass(frozen=True)
class Brut:
    """Une feuille lue telle quelle : `cellules` porte c0, c1… (String) et `ligne` (Int32), sans en-tête."""

    nom: str
    cellules: pl.DataFrame
    lettres: tuple[str, ...]
    premiere_colonne: int = 1
    fautives: tuple[CelluleFautive, ...] = ()
    fusions: tuple[type_fusion, ...] = ()
    indices: tuple[tuple[str, str], ...] = ()


def normaliser(texte: str) -> str:
    """Un en-tête comparable : minuscules, sans accents, espaces simples.

    >>> normaliser("Nature\u00a0- Libellé")
    'nature - libelle'
    """
    plat = unicodedata.normalize("NFKD", texte.replace("\u2019", "'")).encode("ascii", "ignore").decode()
    return " ".join(plat.lower().split())


def mettre_en_feuille(brut: Brut, ou: str) -> Feuille | None:
    """Sépare en-têtes, lignes de données et lignes écartées ; nul si la feuille n'a pas de tableau."""
    colonnes = [nom for nom in brut.cellules.columns if nom != "ligne"]
    pleines = brut.cellules.filter(pl.any_horizontal(pl.col(nom).is_not_null() for nom in colonnes))
    if pleines.height == 1 and len(colonnes) > 1:
        raise FichierRefuse(
            f"La feuille « {brut.nom} » n'a qu'une ligne : un en-tête, et aucune donnée.",
            ou,
            "Vérifiez le filtre de l'export, puis déposez le nouveau fichier.",
        )
    if pleines.height < 2 or len(colonnes) < 2:
        return None
    tete = pleines.head(LIGNES_EXAMINEES).select(colonnes).rows()
    numeros = pleines["ligne"].head(LIGNES_EXAMINEES).to_list()
    rang, fin = _ligne_entete(tete, numeros, brut, ou)
    noms = _noms(tete, (rang, fin), numeros, brut)
    gardees = [place for place, nom in enumerate(noms) if nom or pleines[colonnes[place]].slice(fin + 1).count()]
    entetes = tuple(noms[place] for place in gardees)
    corps = pleines.slice(fin + 1).select("ligne", *(pl.col(colonnes[p]).alias(f"c{n}") for n, p in enumerate(gardees)))
    titres = pl.DataFrame(
        {"ligne": numeros[:rang], "texte": [_texte(ligne) for ligne in tete[:rang]]},
        schema={"ligne": pl.Int32, "texte": pl.String},
    ).with_columns(motif=pl.lit("titre"))
    corps = _deplier_fusions(corps, brut, gardees)
    lignes, ecartees, dits = ecarter(corps, entetes, titres)
    lettres = tuple(brut.lettres[place] for place in gardees)
    fautives = (*brut.fautives, *totaux_douteux(dits, entetes, lettres))
    lignes_gardees = set(lignes["ligne"].to_list()) if fautives else set()
    return Feuille(
        nom=brut.nom,
        entetes=entetes,
        lettres=lettres,
        ligne_entete=int(numeros[fin]),
        lignes=lignes,
        ecartees=ecartees,
        fautives=tuple(f for f in fautives if numero_de_ligne(f.cellule) in lignes_gardees),
        indices=dict(brut.indices),
    )


def numero_de_ligne(cellule: str) -> int:
    """« G7 » est à la ligne 7."""
    return int(re.sub(r"\D", "", cellule) or 0)


def _texte(ligne: type_ligne) -> str:
    return " · ".join(valeur for valeur in ligne if valeur)


def _note(ligne: type_ligne) -> int:
    """Un en-tête a beaucoup de textes et aucun nombre ; une année seule ne compte ni pour ni contre."""
    note = 0
    for valeur in ligne:
        if valeur and not _ANNEE.match(valeur):
            note += -3 if _NOMBRE.match(valeur) or len(valeur) > 120 else 1
    return note


def _premier_du_bloc(notes: list[int], numeros: list[int]) -> int:
    """Le rang de la meilleure note, ou de la première presque aussi bonne qu'aucune ligne vide n'en sépare.

    Dans une table toute en textes, une ligne de données peut être mieux remplie que l'en-tête.
    """
    meilleur = notes.index(max(notes))
    debut = meilleur
    while debut and numeros[debut - 1] == numeros[debut] - 1:
        debut -= 1
    seuil = max(2.0, 0.75 * notes[meilleur])
    return next((rang for rang in range(debut, meilleur) if notes[rang] >= seuil), meilleur)


def _ligne_entete(tete: list[type_ligne], numeros: list[int], brut: Brut, ou: str) -> tuple[int, int]:
    """Rangs de la première et de la dernière ligne de l'en-tête (deux rangs différents : en-tête sur deux lignes).

    La forme des lignes propose une lecture ; une autre ne l'emporte que si elle reconnaît plus de colonnes.
    """
    proposee = _d_apres_la_forme(tete, numeros)
    connues = reconnus(_noms(tete, proposee, numeros, brut)) if proposee else 1
    meilleure = max(
        _autres(tete, numeros),
        key=lambda essai: (reconnus(_noms(tete, essai, numeros, brut)), essai[0] - essai[1], -essai[0]),
        default=None,
    )
    if meilleure is not None and reconnus(_noms(tete, meilleure, numeros, brut)) > connues:
        return meilleure
    proposee = proposee or _par_annees(tete)
    if proposee is None:
        raise FichierRefuse(
            f"Aucune ligne d'en-tête n'apparaît dans les {LIGNES_EXAMINEES} premières lignes de la feuille "
            f"« {brut.nom} ».",
            ou,
            "Ajoutez une ligne qui nomme les colonnes au-dessus des données, puis redéposez.",
        )
    return proposee


def _d_apres_la_forme(tete: list[type_ligne], numeros: list[int]) -> tuple[int, int] | None:
    """L'en-tête que montre la forme des premières lignes : beaucoup de textes, aucun nombre ; nul s'il n'y en a pas."""
    notes = [_note(ligne) for ligne in tete]
    rang = _premier_du_bloc(notes, numeros)
    if notes[rang] < 2:
        return None
    if rang and numeros[rang - 1] == numeros[rang] - 1 and _groupe(tete[rang - 1], tete[rang]):
        return rang - 1, rang
    if rang + 1 < len(tete) and _complete(tete[rang], tete[rang + 1]):
        return rang, rang + 1
    return rang, rang


def _autres(tete: list[type_ligne], numeros: list[int]) -> Iterator[tuple[int, int]]:
    """Les autres lectures possibles : chaque ligne seule, ou avec le groupe qui la coiffe.

    Une ligne dont deux montants portent le même nom ne se lit pas sans le groupe qui les distingue.
    """
    for rang, ligne in enumerate(tete):
        if sum(bool(valeur) for valeur in ligne) < 2:
            continue
        coiffee = rang and numeros[rang - 1] == numeros[rang] - 1 and _groupe(tete[rang - 1], ligne)
        if coiffee:
            yield rang - 1, rang
        montants = [valeur for valeur in ligne if valeur and dit_un_montant(valeur)]
        if not coiffee or len(set(montants)) == len(montants):
            yield rang, rang


def _par_annees(tete: list[type_ligne]) -> tuple[int, int] | None:
    """Une première ligne faite d'un nom puis d'années (« Indicateur », « 2019 », « 2020 ») est un en-tête."""
    premiere = [valeur for valeur in tete[0] if valeur]
    annees = [valeur for valeur in premiere if _ANNEE.match(valeur)]
    noms = [valeur for valeur in premiere if not _NOMBRE.match(valeur)]
    return (0, 0) if len(annees) >= 2 and noms and len(annees) + len(noms) == len(premiere) else None


def _groupe(dessus: type_ligne, entete: type_ligne) -> bool:
    """Vrai si la ligne du dessus coiffe l'en-tête : des textes qui surplombent plusieurs colonnes nommées."""
    places = [place for place, valeur in enumerate(dessus) if valeur]
    if not places or any(
        _NOMBRE.match(dessus[place] or "") and not _ANNEE.match(dessus[place] or "") for place in places
    ):
        return False
    coiffe = any(
        place + 1 < len(dessus) and dessus[place + 1] in {None, dessus[place]} and entete[place + 1] for place in places
    )
    return coiffe and (len(places) >= 2 or (places[0] > 0 and _repete(entete))) and places[-1] > 0


def _complete(entete: type_ligne, dessous: type_ligne) -> bool:
    """Vrai si la ligne du dessous précise un en-tête à trous : des textes là où il est vide, vide là où il suffit."""
    if _note(dessous) < 2 or any(valeur and _NOMBRE.match(valeur) for valeur in dessous):
        return False
    trous = [place for place, valeur in enumerate(entete) if not valeur and dessous[place]]
    suffit = [place for place, valeur in enumerate(entete) if valeur and not dessous[place]]
    return bool(trous) and (bool(suffit) or _repete(dessous))


def _repete(ligne: type_ligne) -> bool:
    valeurs = [valeur for valeur in ligne if valeur]
    return len(set(valeurs)) < len(valeurs)


def _noms(tete: list[type_ligne], rangs: tuple[int, int], numeros: list[int], brut: Brut) -> list[str]:
    """Les noms de colonnes ; sur deux lignes, le groupe s'étend aux colonnes qu'il coiffe (« Dépenses Voté »)."""
    rang, fin = rangs
    bas = [_net(valeur) for valeur in tete[fin]]
    if rang == fin:
        return bas
    fusionnees = _fins_de_fusion(numeros[rang], brut)
    haut: list[str] = []
    jusque = -1
    for place, valeur in enumerate(tete[rang]):
        courant = _net(valeur)
        if courant:
            jusque = fusionnees.get(place, len(bas))
        elif haut and bas[place] and place <= jusque:
            courant = haut[-1]
        haut.append(courant)
    return [" ".join(mot for mot in (h, b) if mot) for h, b in zip(haut, bas, strict=True)]


def _fins_de_fusion(ligne: int, brut: Brut) -> dict[int, int]:
    """Pour chaque place où commence une fusion de cette ligne, la dernière place qu'elle couvre.

    Un groupe fusionné s'arrête où sa fusion s'arrête ; un groupe libre court jusqu'au suivant.
    """
    ecart = brut.premiere_colonne
    return {debut - ecart: fin - ecart for haut, debut, bas, fin in brut.fusions if haut <= ligne <= bas}


def _net(valeur: str | None) -> str:
    return " ".join((valeur or "").split())


def _deplier_fusions(corps: pl.DataFrame, brut: Brut, gardees: list[int]) -> pl.DataFrame:
    """Une cellule fusionnée sur plusieurs lignes vaut pour chacune — sauf un montant, qui serait compté deux fois."""
    par_place = {place + brut.premiere_colonne: f"c{rang}" for rang, place in enumerate(gardees)}
    montants = set(colonnes_de_montants(corps, ()))
    derniere_ligne = max(corps["ligne"].tail(1).to_list(), default=0)
    tetes: dict[str, dict[int, int]] = {}
    for debut, colonne, fin, derniere in brut.fusions:
        nom = par_place.get(colonne)
        if debut < fin and colonne == derniere and nom and nom not in montants:
            tetes.setdefault(nom, {}).update(dict.fromkeys(range(debut + 1, min(fin, derniere_ligne) + 1), debut))
    for nom, par_ligne in tetes.items():
        valeurs = dict(corps.select("ligne", nom).drop_nulls().rows())
        connues = {ligne: valeurs[tete] for ligne, tete in par_ligne.items() if tete in valeurs}
        if connues:
            suite = pl.col("ligne").replace_strict(connues, default=None, return_dtype=pl.String)
            corps = corps.with_columns(pl.coalesce(nom, suite).alias(nom))
    return corps
