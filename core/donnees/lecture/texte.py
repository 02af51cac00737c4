"""Lire un texte séparé (CSV) : encodage, séparateur, guillemets et lignes inégales, sans rien convertir."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from core.donnees.lecture.entetes import Brut
from core.donnees.lecture.modele import LIGNE_COURTE, LIGNE_LONGUE, CelluleFautive
from core.donnees.portier import CELLULES
from core.donnees.signatures import utf_16
from core.erreurs import FichierRefuse
from core.format_fr import accorder

SEPARATEURS = ";,\t|"
ERREURS_TABLEUR = frozenset(
    {"#REF!", "#N/A", "#DIV/0!", "#VALEUR!", "#VALUE!", "#NOM?", "#NAME?", "#NUL!", "#NULL!", "#NOMBRE!", "#NUM!"}
)
MONTREES = 200
COLONNES = 1_000
_FERMER = "Ouvrez le fichier dans votre tableur, corrigez cette ligne, réenregistrez en .csv, puis redéposez."


@dataclass(frozen=True)
class TexteLu:
    """Un CSV découpé : la feuille brute, les remarques à montrer, et le numéro et les champs de chaque ligne."""

    brut: Brut
    avertissements: tuple[str, ...]
    lignes: list[tuple[int, list[str]]]


def decoder(octets: bytes) -> str:
    """Le texte d'un fichier en UTF-8, UTF-16 (avec ou sans marque) ou cp1252, marque ôtée."""
    codage = utf_16(octets)
    if codage:
        return octets.decode(codage, errors="replace").removeprefix("\ufeff")
    octets = octets.removeprefix(b"\xef\xbb\xbf")
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")


def separateur(texte: str) -> str:
    """Le séparateur qui découpe le plus de lignes du début, et en un même nombre (le plus grand) de champs."""
    meilleur, note = ";", (0, 0, 0)
    lignes = texte[:100_000].splitlines()[:50]
    for candidat in SEPARATEURS:
        decoupes = (next(csv.reader([ligne], delimiter=candidat), []) for ligne in lignes)
        champs = Counter(len(decoupe) for decoupe in decoupes if len(decoupe) > 1)
        if champs:
            largeur, compte = max(champs.items(), key=lambda paire: (paire[1], paire[0]))
            if (champs.total(), compte, largeur) > note:
                meilleur, note = candidat, (champs.total(), compte, largeur)
    return meilleur


def lire_texte(chemin: Path, ou: str) -> TexteLu:
    """Découpe le fichier ; lève `FichierRefuse` si un guillemet n'est jamais fermé ou s'il n'y a qu'une colonne."""
    texte = decoder(chemin.read_bytes())
    if "\x00" in texte:
        raise FichierRefuse("Ce texte contient des octets nuls : ce n'est pas un CSV.", ou, _FERMER)
    separe = separateur(texte)
    if texte.count(separe) > CELLULES:
        raise FichierRefuse(
            "Ce texte contient plus de 5 millions de champs : ce n'est pas un tableau de budget.",
            ou,
            "Exportez un exercice ou un budget à la fois.",
        )
    lignes, remarques = _decouper(texte, separe, ou)
    _exiger_un_tableau(lignes, ou)
    largeur = _largeur_utile([champs for _, champs in lignes])
    lettres = tuple(lettre(place) for place in range(largeur))
    cellules = _colonnes(lignes, largeur)
    fautives = (*_inegales(lignes, largeur), *erreurs_ecrites(cellules, lettres))
    return TexteLu(Brut("", cellules, lettres, fautives=fautives), remarques, lignes)


def exiger_un_entete_complet(lu: TexteLu, ligne_entete: int, ou: str) -> None:
    """Lève `FichierRefuse` si la plupart des lignes ont plus de champs que l'en-tête : les montants y sont coupés."""
    largeur = max(len(champs) for numero, champs in lu.lignes if numero <= ligne_entete)
    suite = [(numero, champs) for numero, champs in lu.lignes if numero > ligne_entete and len(champs) > 1]
    longues = [numero for numero, champs in suite if any(champ.strip() for champ in champs[largeur:])]
    if 2 * len(longues) > len(suite):
        raise FichierRefuse(
            f"L'en-tête a {largeur} colonnes, et {len(longues)} lignes sur {len(suite)} ont plus de champs, dès la "
            f"ligne {longues[0]} : le séparateur (la virgule, sans doute) y coupe aussi les montants.",
            ou,
            "Exportez en CSV avec le point-virgule comme séparateur, puis redéposez.",
        )


def _exiger_un_tableau(lignes: list[tuple[int, list[str]]], ou: str) -> None:
    largeur = max((len(champs) for _, champs in lignes), default=0)
    if largeur > COLONNES:
        raise FichierRefuse(
            f"Une ligne de ce texte a {largeur} champs : ce n'est pas un tableau de budget.",
            ou,
            "Vérifiez le séparateur de l'export (point-virgule), puis redéposez.",
        )
    if largeur < 2:
        raise FichierRefuse(
            "Ce texte n'a qu'une colonne : aucun séparateur (; , tabulation) n'y est reconnu.",
            ou,
            "Exportez en CSV avec le point-virgule comme séparateur, puis redéposez.",
        )


def _inegales(lignes: list[tuple[int, list[str]]], largeur: int) -> Iterator[CelluleFautive]:
    """Les lignes où un champ manque, ou qui en ont trop : leurs valeurs ne sont peut-être pas sous leur en-tête."""
    for numero, champs in lignes:
        if any(champ.strip() for champ in champs[largeur:]):
            yield CelluleFautive(f"ligne {numero}", " | ".join(champs[largeur:])[:MONTREES], LIGNE_LONGUE)
        elif len(champs) < largeur and any(champ.strip() for champ in champs):
            combien = f"{accorder(len(champs), 'champ')} au lieu de {largeur}"
            yield CelluleFautive(f"ligne {numero}", combien, LIGNE_COURTE)


def _decouper(texte: str, separe: str, ou: str) -> tuple[list[tuple[int, list[str]]], tuple[str, ...]]:
    csv.field_size_limit(1_000_000)
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separe, strict=True)
    lignes: list[tuple[int, list[str]]] = []
    debut = 1
    try:
        for champs in lecteur:
            lignes.append((debut, champs))
            debut = lecteur.line_num + 1
    except csv.Error as erreur:
        simples = [(numero, ligne.split(separe)) for numero, ligne in enumerate(texte.splitlines(), 1)]
        largeurs = Counter(len(champs) for _, champs in simples if len(champs) > 1)
        if len(largeurs) != 1:
            raise FichierRefuse(
                "Un guillemet ouvert n'est jamais fermé, ou il est mal placé.", f"{ou}, ligne {debut}", _FERMER
            ) from erreur
        return simples, (f"Ligne {debut} : un guillemet mal placé est lu comme un signe ordinaire.",)
    return lignes, ()


def _largeur_utile(lignes: list[list[str]]) -> int:
    """Le nombre de champs le plus fréquent parmi les lignes de tableau, colonnes finales toujours vides ôtées."""
    largeurs = Counter(len(champs) for champs in lignes if sum(bool(champ.strip()) for champ in champs) > 1)
    largeur = max(largeurs.items(), key=lambda paire: (paire[1], paire[0]))[0] if largeurs else 2
    while largeur > 2 and not any(len(champs) >= largeur and champs[largeur - 1].strip() for champs in lignes):
        largeur -= 1
    return largeur


def _colonnes(lignes: list[tuple[int, list[str]]], largeur: int) -> pl.DataFrame:
    complets = [(champs + [""] * largeur)[:largeur] if len(champs) != largeur else champs for _, champs in lignes]
    par_colonne = list(zip(*complets, strict=True)) if complets else [()] * largeur
    cadre = pl.DataFrame(
        {f"c{place}": pl.Series(valeurs, dtype=pl.String) for place, valeurs in enumerate(par_colonne)}
    )
    vides = pl.all().str.strip_chars(" \t\r\n\u00a0\u202f")
    cadre = cadre.select(pl.when(vides != "").then(vides).name.keep())
    return cadre.with_columns(ligne=pl.Series([numero for numero, _ in lignes], dtype=pl.Int32))


def erreurs_ecrites(cellules: pl.DataFrame, lettres: tuple[str, ...]) -> tuple[CelluleFautive, ...]:
    """Les cellules qui disent #REF!, #N/A… en toutes lettres."""
    fautives = []
    for place, repere in enumerate(lettres):
        touchees = cellules.filter(pl.col(f"c{place}").is_in(list(ERREURS_TABLEUR)))
        fautives += [
            CelluleFautive(f"{repere}{ligne}", valeur, "erreur de calcul du tableur")
            for ligne, valeur in touchees.select("ligne", f"c{place}").rows()
        ]
    return tuple(fautives)


def lettre(place: int) -> str:
    """Le nom tableur d'une colonne, à partir de 0 : 0 → A, 26 → AA."""
    nom = ""
    place += 1
    while place:
        place, reste = divmod(place - 1, 26)
        nom = chr(65 + reste) + nom
    return nom
