"""Lire un classeur : deux lectures indépendantes qui doivent s'accorder, puis le choix des feuilles de données."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from core.donnees.lecture.balayage import LONGUE, balayer, centimes, numero
from core.donnees.lecture.biff import balayer_xls, type_ecrites
from core.donnees.lecture.classeur import Classeur, Onglet
from core.donnees.lecture.entetes import Brut, normaliser
from core.donnees.lecture.gabarit import MARQUE, MODE_D_EMPLOI
from core.donnees.lecture.modele import CelluleFautive
from core.donnees.lecture.odf import balayer_ods
from core.donnees.lecture.releve import Balayage
from core.donnees.lecture.texte import erreurs_ecrites, lettre
from core.donnees.lecture.voisin import Voisin, lire_cellules, ouvrir
from core.donnees.nombres import AMBIGU
from core.donnees.portier import borner
from core.erreurs import FichierRefuse
from core.format_fr import accorder

_MODES_D_EMPLOI = ("mode d'emploi", "lisez-moi", "lisezmoi", "notice", "readme", "a lire", "aide", "legende")
_REFAIRE = "Ouvrez-le dans votre tableur, enregistrez-le à nouveau en .xlsx, puis redéposez."
TOLERANCE_CENTIMES = 2


@dataclass(frozen=True)
class Tableau:
    """Un classeur lu : ses feuilles de données brutes, les remarques, et s'il porte la marque du gabarit.

    `non_lues` : ce qu'il garde d'autre (feuilles masquées, modes d'emploi, textes sans cellule), où seules sont
    cherchées des données personnelles.
    """

    bruts: tuple[Brut, ...]
    remarques: tuple[str, ...]
    gabarit: bool = False
    non_lues: tuple[Brut, ...] = ()


def lire_xlsx(chemin: Path, ou: str, de_front: bool = False) -> Tableau:
    """Les feuilles visibles d'un .xlsx, brutes, et les remarques ; lève `FichierRefuse` si les lectures divergent.

    `de_front` : chaque lecture dans son processus. La seconde mesure la boîte d'une feuille avant que rien ne soit
    gardé de la première.
    """
    bruts: list[Brut] = []
    remarques: list[str] = []
    with zipfile.ZipFile(chemin) as archive:
        classeur = Classeur(archive, ou)
        if classeur.depuis_1904:
            remarques.append("Ce classeur compte ses dates depuis 1904 : elles sont lues en conséquence.")
        lues = _a_lire(classeur.onglets, remarques)
        with Voisin(chemin, [onglet.nom for onglet in classeur.onglets], ou, de_front) as voisin:
            non_lues = [_non_lue("", classeur.chaines.to_frame())]
            for onglet in classeur.onglets:
                vu = balayer(classeur, onglet, ou)
                borner(onglet.nom, vu.derniere_pleine, vu.derniere_colonne_pleine, vu.derniere_pleine, ou)
                cadre = voisin.suivante()
                if onglet not in lues or not onglet.visible:
                    non_lues.append(_non_lue(onglet.nom, cadre, vu.premiere_colonne))
                elif vu.pleines > 1:
                    bruts.append(_feuille_xlsx(cadre, onglet, vu, ou))
                    remarques += _remarques(onglet, vu)
                if onglet in lues and not onglet.visible and vu.pleines:
                    remarques.append(_masquee(onglet.nom))
    if not bruts:
        raise _sans_donnees(remarques, ou)
    gabarit = any(onglet.nom == MODE_D_EMPLOI for onglet in classeur.onglets) and _est_gabarit(ouvrir(chemin, ou))
    return Tableau(tuple(bruts), tuple(remarques), gabarit, tuple(non_lues))


def _non_lue(nom: str, cadre: pl.DataFrame, premiere_colonne: int = 1) -> Brut:
    cadre.columns = [f"c{place}" for place in range(cadre.width)]
    return Brut(nom, cadre, tuple(lettre(max(premiere_colonne, 1) - 1 + place) for place in range(cadre.width)))


def _masquee(nom: str) -> str:
    return (
        f"La feuille masquée « {nom} » contient des données : elle n'est pas lue. Ôtez-la du classeur si elle ne doit "
        "pas être gardée avec lui."
    )


def _sans_donnees(remarques: list[str], ou: str) -> FichierRefuse:
    if any("masquée" in remarque for remarque in remarques):
        return FichierRefuse(
            "Aucune feuille visible de ce classeur ne contient de données.",
            ou,
            "Affichez la feuille à importer (clic droit sur un onglet, « Afficher »), puis redéposez.",
        )
    return FichierRefuse(
        "Ce classeur est vide : aucune de ses feuilles ne contient de données.",
        ou,
        "Refaites l'export, puis déposez le nouveau fichier.",
    )


def _est_gabarit(lecteur: Any) -> bool:  # noqa: ANN401
    """Vrai si la cellule A1 du mode d'emploi porte la marque du gabarit."""
    if MODE_D_EMPLOI not in lecteur.sheet_names:
        return False
    tete = pl.DataFrame(lecteur.load_sheet(MODE_D_EMPLOI, header_row=None, n_rows=1, dtypes="string"))
    return bool(tete.height) and bool(tete.width) and tete.row(0)[0] == MARQUE


def _a_lire(onglets: tuple[Onglet, ...], remarques: list[str]) -> list[Onglet]:
    """Les feuilles à balayer, sans les modes d'emploi (sauf s'il n'y a rien d'autre)."""
    gardees = list(onglets)
    notices = [onglet for onglet in gardees if normaliser(onglet.nom).startswith(_MODES_D_EMPLOI)]
    if len(notices) < len(gardees):
        remarques += [
            f"La feuille « {notice.nom} » est un mode d'emploi : elle n'est pas lue."
            for notice in notices
            if notice.nom != MODE_D_EMPLOI
        ]
        gardees = [onglet for onglet in gardees if onglet not in notices]
    return gardees


def _feuille_xlsx(cadre: pl.DataFrame, onglet: Onglet, vu: Balayage, ou: str) -> Brut:
    _accorder(cadre, onglet, vu, ou)
    lettres = tuple(lettre(vu.premiere_colonne - 1 + place) for place in range(cadre.width))
    indices = [
        (f"unite {colonne}", "|".join(sorted(mots for autre, mots in vu.unites if autre == colonne)))
        for colonne in sorted({colonne for colonne, _ in vu.unites}, key=numero)
    ]
    if vu.pourcents:
        indices.append(("pourcents", ",".join(sorted(vu.pourcents, key=numero))))
    indices += _ecritures(vu)
    cellules = _nettoyer(cadre)
    fautives = (*vu.fautives, *erreurs_ecrites(cellules, lettres))
    cellules = effacer(cellules, lettres, vu.fautives)
    return Brut(onglet.nom, cellules, lettres, vu.premiere_colonne, tuple(fautives), tuple(vu.fusions), tuple(indices))


def _ecritures(vu: Balayage) -> list[tuple[str, str]]:
    """Les colonnes où des nombres à deux lectures sont des textes, et celles qui ont plus de deux décimales."""
    ecritures = (("textes", vu.textes), ("decimales", vu.decimales))
    return [(cle, ",".join(sorted(lettres, key=numero))) for cle, lettres in ecritures if lettres]


def _nettoyer(cadre: pl.DataFrame) -> pl.DataFrame:
    """Ôte les espaces du bord des textes (une cellule d'espaces est vide) et numérote les lignes."""
    serre = cadre.select(pl.all().str.strip_chars(" \t\r\n\u00a0\u202f"))
    propre = serre.select(pl.when(pl.all() != "").then(pl.all()))
    return propre.with_row_index("ligne", offset=1).with_columns(pl.col("ligne").cast(pl.Int32))


def effacer(cellules: pl.DataFrame, lettres: tuple[str, ...], fautives: list[CelluleFautive]) -> pl.DataFrame:
    """Vide les cellules dont la valeur enregistrée n'est pas la vraie (formule jamais calculée)."""
    for place, repere in enumerate(lettres):
        lignes = [
            int(f.cellule[len(repere) :])
            for f in fautives
            if f.cellule.startswith(repere) and f.cellule[len(repere) :].isdigit()
        ]
        if lignes:
            nom = f"c{place}"
            cellules = cellules.with_columns(
                pl.when(~pl.col("ligne").is_in(lignes)).then(pl.col(nom)).otherwise(None).alias(nom)
            )
    return cellules


def _accorder(cadre: pl.DataFrame, onglet: Onglet, vu: Balayage, ou: str) -> None:
    """Lève `FichierRefuse` si les deux lectures ne comptent pas les mêmes cellules ou les mêmes centimes."""
    pleines = int(cadre.select(pl.sum_horizontal((pl.all() != "").sum())).item() or 0)
    cents = sum(int(centimes(colonne).sum()) for colonne in cadre)
    largeur = vu.derniere_colonne_pleine - vu.premiere_colonne + 1
    if pleines == vu.pleines and abs(cents - vu.centimes) <= TOLERANCE_CENTIMES and cadre.width == largeur:
        return
    raise FichierRefuse(
        f"Deux lectures indépendantes de la feuille « {onglet.nom} » ne s'accordent pas ({pleines} et {vu.pleines} "
        f"cellules pleines, {cents / 100:.2f} et {vu.centimes / 100:.2f} de somme) : une cellule y est sans doute "
        "donnée deux fois.",
        ou,
        _REFAIRE,
    )


def _remarques(onglet: Onglet, vu: Balayage) -> list[str]:
    remarques = []
    if vu.lignes_masquees:
        masquees = accorder(
            vu.lignes_masquees, "ligne masquée (un filtre ?) est lue", "lignes masquées (un filtre ?) sont lues"
        )
        remarques.append(f"Feuille « {onglet.nom} » : {masquees} comme les autres.")
    if vu.colonnes_masquees:
        remarques.append(f"Feuille « {onglet.nom} » : des colonnes masquées sont lues comme les autres.")
    if any(debut < fin for debut, _, fin, _ in vu.fusions):
        remarques.append(
            f"Feuille « {onglet.nom} » : une cellule fusionnée sur plusieurs lignes vaut pour chacune, "
            "sauf un montant, qui n'est compté qu'une fois."
        )
    return remarques


def lire_ods(chemin: Path, ou: str) -> Tableau:
    """Les feuilles visibles d'un .ods, lues deux fois comme un .xlsx."""
    bruts: list[Brut] = []
    remarques: list[str] = []
    vues = balayer_ods(chemin, ou)
    for nom, vu in vues.items():
        borner(nom, vu.derniere_pleine, vu.derniere_colonne_pleine, vu.derniere_pleine, ou)
    lecteur = ouvrir(chemin, ou)
    lues, non_lues = _trier(lecteur, remarques, ou)
    for nom in lues:
        onglet, vu = Onglet(nom, "", visible=True), vues.get(nom, Balayage())
        if vu.pleines > 1:
            cadre = lire_cellules(lecteur, nom, ou)
            lettres = tuple(lettre(vu.premiere_colonne - 1 + place) for place in range(cadre.width))
            bruts.append(_feuille_xlsx(_sans(cadre, lettres, vu.fautives), onglet, vu, ou))
            remarques += _remarques(onglet, vu)
    if not bruts:
        raise _sans_donnees(remarques, ou)
    return Tableau(tuple(bruts), tuple(remarques), _est_gabarit(lecteur), non_lues)


def lire_xls(chemin: Path, ou: str) -> Tableau:
    """Les feuilles visibles d'un vieux .xls ; ses enregistrements disent les erreurs que le lecteur rend vides."""
    bruts: list[Brut] = []
    remarques: list[str] = []
    vues = balayer_xls(chemin, ou)
    if vues is None:
        remarques.append(
            "Ce .xls est d'un format antérieur à 1997 : une cellule en erreur y passerait pour vide. "
            "Mieux vaut l'enregistrer en .xlsx."
        )
    lecteur = ouvrir(chemin, ou)
    lues, non_lues = _trier(lecteur, remarques, ou)
    for nom in lues:
        cadre = lire_cellules(lecteur, nom, ou)
        vu, ecrites = (vues or {}).get(nom, (Balayage(premiere_colonne=1), None))
        if not cadre.height or not cadre.width or (vues is not None and vu.pleines < 2):
            continue
        lettres = tuple(lettre(max(vu.premiere_colonne, 1) - 1 + place) for place in range(cadre.width))
        cellules = _nettoyer(cadre)
        _ecrites_en_texte(cellules, lettres, ecrites, vu)
        bruts.append(
            Brut(
                nom,
                cellules,
                lettres,
                max(vu.premiere_colonne, 1),
                (*vu.fautives, *erreurs_ecrites(cellules, lettres)),
                tuple(vu.fusions),
                tuple(_ecritures(vu)),
            )
        )
        remarques += _remarques(Onglet(nom, "", visible=True), vu)
    if not bruts:
        raise _sans_donnees(remarques, ou)
    return Tableau(tuple(bruts), tuple(remarques), _est_gabarit(lecteur), non_lues)


def _ecrites_en_texte(
    cellules: pl.DataFrame, lettres: tuple[str, ...], ecrites: type_ecrites | None, vu: Balayage
) -> None:
    """Range les colonnes d'un .xls où des nombres sont à deux lectures ou à plus de deux décimales ; sans ses
    enregistrements, tout y est tenu pour du texte."""
    for place, repere in enumerate(lettres):
        lignes = pl.col("ligne").is_in((ecrites or {}).get(repere, []))
        en_texte = lignes if ecrites is not None else pl.lit(value=True)
        valeurs = pl.col(f"c{place}")
        if cellules.select((en_texte & valeurs.str.contains(AMBIGU)).any()).item():
            vu.textes.add(repere)
        if cellules.select((~en_texte & valeurs.str.contains(LONGUE)).any()).item():
            vu.decimales.add(repere)


def _trier(lecteur: Any, remarques: list[str], ou: str) -> tuple[list[str], tuple[Brut, ...]]:  # noqa: ANN401
    """Les feuilles à lire, et les cellules des autres : masquées (dites si elles ont des données), modes d'emploi."""
    lues, non_lues = [], []
    for nom in lecteur.sheet_names:
        feuille = lecteur.load_sheet(nom, header_row=None, skip_rows=0, n_rows=1, dtypes="string")
        masquee = feuille.visible != "visible"
        if not masquee and not normaliser(nom).startswith(_MODES_D_EMPLOI):
            lues.append(nom)
            continue
        non_lues.append(_non_lue(nom, lire_cellules(lecteur, nom, ou)))
        if masquee and feuille.total_height:
            remarques.append(_masquee(nom))
    return lues, tuple(non_lues)


def _sans(cadre: pl.DataFrame, lettres: tuple[str, ...], fautives: list[CelluleFautive]) -> pl.DataFrame:
    """Le même cadre, vidé des cellules d'espaces et des fautives (un .ods enregistre 0 ou un texte vide sous une
    erreur)."""
    numerote = cadre.select(pl.when(pl.all().str.strip_chars() != "").then(pl.all())).with_row_index("ligne", offset=1)
    return effacer(numerote, lettres, fautives).drop("ligne")
