"""Trouver la ligne d'en-tête d'une feuille, et mettre de côté titres, totaux, en-têtes répétés et lignes vides."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import polars as pl

from core.donnees.lecture.modele import CelluleFautive, Feuille
from core.erreurs import FichierRefuse

LIGNES_EXAMINEES = 15
TOTAL = r"(?i)^\s*(?:sous[- ]?)?totaux?\b|^\s*(?i:total)\b|^\s*(?i:sous[- ]total)"
_NOMBRE = re.compile(r"^[-+(]?[\d\s\u00a0\u202f.,]+[)%€-]*$")
_ANNEE = re.compile(r"^(?:19|20)\d\d$")
_MONTANT = re.compile(
    r"montant|vote|realis|credit|engag|mandat|emis|budget total|disponible|reste|rar\b|\bbp\b|\bdm\b|\beur|€|solde"
)
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
    noms = _noms(tete, rang, fin, brut)
    gardees = [place for place, nom in enumerate(noms) if nom or pleines[colonnes[place]].slice(fin + 1).count()]
    entetes = tuple(noms[place] for place in gardees)
    corps = pleines.slice(fin + 1).select("ligne", *(pl.col(colonnes[p]).alias(f"c{n}") for n, p in enumerate(gardees)))
    titres = pl.DataFrame(
        {"ligne": numeros[:rang], "texte": [_texte(ligne) for ligne in tete[:rang]]},
        schema={"ligne": pl.Int32, "texte": pl.String},
    ).with_columns(motif=pl.lit("titre"))
    corps = _deplier_fusions(corps, brut, gardees)
    lignes, ecartees = ecarter(corps, entetes, titres)
    lignes_gardees = set(lignes["ligne"].to_list()) if brut.fautives else set()
    return Feuille(
        nom=brut.nom,
        entetes=entetes,
        lettres=tuple(brut.lettres[place] for place in gardees),
        ligne_entete=int(numeros[fin]),
        lignes=lignes,
        ecartees=ecartees,
        fautives=tuple(f for f in brut.fautives if numero_de_ligne(f.cellule) in lignes_gardees),
        indices=dict(brut.indices),
    )


def numero_de_ligne(cellule: str) -> int:
    """« G7 » est à la ligne 7."""
    return int(re.sub(r"\D", "", cellule) or 0)


def _texte(ligne: tuple[str | None, ...]) -> str:
    return " · ".join(valeur for valeur in ligne if valeur)


def _note(ligne: tuple[str | None, ...]) -> int:
    """Un en-tête a beaucoup de textes et aucun nombre ; une année seule ne compte ni pour ni contre."""
    note = 0
    for valeur in ligne:
        if valeur and not _ANNEE.match(valeur):
            note += -3 if _NOMBRE.match(valeur) or len(valeur) > 120 else 1
    return note


def _une_colonne_par_annee(ligne: tuple[str | None, ...]) -> bool:
    """Vrai pour « indicateur | 2019 | 2020 » : au moins deux années, un texte, et rien d'autre."""
    annees = [valeur for valeur in ligne if valeur and _ANNEE.match(valeur)]
    return len(annees) > 1 and _note(ligne) > 0


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


def _ligne_entete(tete: list[tuple[str | None, ...]], numeros: list[int], brut: Brut, ou: str) -> tuple[int, int]:
    """Rangs de la première et de la dernière ligne de l'en-tête (deux rangs différents : en-tête sur deux lignes)."""
    notes = [_note(ligne) for ligne in tete]
    rang = _premier_du_bloc(notes, numeros)
    if notes[rang] < 2 and not _une_colonne_par_annee(tete[rang]):
        raise FichierRefuse(
            f"Aucune ligne d'en-tête n'apparaît dans les {LIGNES_EXAMINEES} premières lignes de la feuille "
            f"« {brut.nom} ».",
            ou,
            "Ajoutez une ligne qui nomme les colonnes au-dessus des données, puis redéposez.",
        )
    dessus = tete[rang - 1] if rang else None
    if dessus is not None and _groupe(dessus, tete[rang], brut):
        return rang - 1, rang
    dessous = tete[rang + 1] if rang + 1 < len(tete) else None
    if dessous is not None and _complete(tete[rang], dessous):
        return rang, rang + 1
    return rang, rang


def _groupe(dessus: tuple[str | None, ...], entete: tuple[str | None, ...], brut: Brut) -> bool:
    """Vrai si la ligne du dessus coiffe l'en-tête : des textes qui surplombent plusieurs colonnes nommées."""
    places = [place for place, valeur in enumerate(dessus) if valeur]
    if not places or any(
        _NOMBRE.match(dessus[place] or "") and not _ANNEE.match(dessus[place] or "") for place in places
    ):
        return False
    coiffe = any(place + 1 < len(dessus) and not dessus[place + 1] and entete[place + 1] for place in places)
    repetes = len([valeur for valeur in entete if valeur]) != len({valeur for valeur in entete if valeur})
    return coiffe and (len(places) >= 2 or (places[0] > 0 and repetes)) and places[-1] > 0


def _complete(entete: tuple[str | None, ...], dessous: tuple[str | None, ...]) -> bool:
    """Vrai si la ligne du dessous précise un en-tête à trous : des textes là où il est vide, vide là où il suffit."""
    if _note(dessous) < 2 or any(valeur and _NOMBRE.match(valeur) for valeur in dessous):
        return False
    trous = [place for place, valeur in enumerate(entete) if not valeur and dessous[place]]
    suffit = [place for place, valeur in enumerate(entete) if valeur and not dessous[place]]
    return bool(trous) and (bool(suffit) or _repete(dessous))


def _repete(ligne: tuple[str | None, ...]) -> bool:
    valeurs = [valeur for valeur in ligne if valeur]
    return len(set(valeurs)) < len(valeurs)


def _noms(tete: list[tuple[str | None, ...]], rang: int, fin: int, brut: Brut) -> list[str]:
    """Les noms de colonnes ; sur deux lignes, le groupe s'étend aux colonnes qu'il coiffe (« Dépenses Voté »)."""
    bas = [_net(valeur) for valeur in tete[fin]]
    if rang == fin:
        return bas
    haut: list[str] = []
    for place, valeur in enumerate(tete[rang]):
        courant = _net(valeur)
        if not courant and haut and bas[place] and _meme_groupe(place, brut):
            courant = haut[-1]
        haut.append(courant)
    return [" ".join(mot for mot in (h, b) if mot) for h, b in zip(haut, bas, strict=True)]


def _meme_groupe(place: int, brut: Brut) -> bool:
    """Sans fusion connue, un groupe court jusqu'au suivant ; avec, il s'arrête où la fusion s'arrête."""
    horizontales = [fusion for fusion in brut.fusions if fusion[0] <= LIGNES_EXAMINEES * 2 and fusion[1] < fusion[3]]
    colonne = place + brut.premiere_colonne
    return not horizontales or any(debut < colonne <= fin for _, debut, _, fin in horizontales)


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


def colonnes_de_montants(corps: pl.DataFrame, entetes: tuple[str, ...]) -> list[str]:
    """Les colonnes qui portent des montants : tout y est nombre, avec des décimales ou un en-tête qui le dit."""
    trouvees = []
    echantillon = corps.head(2_000)
    for place, nom in enumerate(nom for nom in corps.columns if nom != "ligne"):
        valeurs = echantillon[nom].drop_nulls()
        nombres = valeurs.str.contains(r"^[-+(]?\d[\d\s\u00a0\u202f.,]*[)€ -]*$")
        dit = bool(entetes) and bool(_MONTANT.search(normaliser(entetes[place])))
        decimales = valeurs.str.contains(r"[.,]\d{1,2}[)€ -]*$|\d[\s\u00a0\u202f]\d{3}|^-").any()
        if len(valeurs) and int(nombres.sum()) > 0.8 * len(valeurs) and (dit or decimales):
            trouvees.append(nom)
    return trouvees


def ecarter(corps: pl.DataFrame, entetes: tuple[str, ...], titres: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Sépare les lignes de données des totaux, intertitres et en-têtes répétés ; rend (lignes, écartées)."""
    noms = [nom for nom in corps.columns if nom != "ligne"]
    montants = set(colonnes_de_montants(corps, entetes))
    textes = [nom for nom in noms if nom not in montants]
    dit_total = pl.any_horizontal(pl.col(nom).str.contains(TOTAL) for nom in textes) if textes else pl.lit(value=False)
    corps = corps.with_columns(_total=dit_total.fill_null(value=False))
    ordinaires = corps.filter(~pl.col("_total"))
    remplissage = ordinaires.select(pl.col(textes).is_not_null().mean()).row(0) if textes else ()
    identite = [nom for nom, part in zip(textes, remplissage, strict=True) if part and part > 0.7]
    premier = pl.coalesce(noms).str.contains(TOTAL)
    incomplete = (
        pl.any_horizontal(pl.col(nom).is_null() for nom in identite) if len(identite) > 1 else pl.lit(value=False)
    )
    sans_code = pl.all_horizontal(pl.col(nom).is_null() for nom in textes) if textes else pl.lit(value=False)
    une_seule = pl.sum_horizontal(pl.col(nom).is_not_null() for nom in noms) == 1
    repete = pl.all_horizontal(pl.col(f"c{place}").eq_missing(pl.lit(nom or None)) for place, nom in enumerate(entetes))
    motif = (
        pl.when(repete)
        .then(pl.lit("en-tête répété"))
        .when((pl.col("_total") & incomplete) | premier | (sans_code & (pl.lit(len(montants)) > 0)))
        .then(pl.lit("total"))
        .when(une_seule & pl.lit(len(noms) >= 4))
        .then(pl.lit("titre"))
    )
    marque = corps.with_columns(motif=motif)
    lignes = marque.filter(pl.col("motif").is_null()).drop("motif", "_total")
    ecartees = marque.filter(pl.col("motif").is_not_null()).with_columns(
        texte=pl.concat_str([pl.col(nom) for nom in noms], separator=" · ", ignore_nulls=True)
    )
    ordre = ["ligne", "motif", "texte", *noms]
    vides = [pl.lit(None, pl.String).alias(nom) for nom in noms]
    return lignes, pl.concat([titres.with_columns(vides).select(ordre), ecartees.select(ordre)]).sort("ligne")
