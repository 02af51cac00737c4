"""L'annexe verte en classeur : la maquette dit quoi et où, ce module l'écrit ; aucun texte n'y devient une formule."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import polars as pl
import xlsxwriter

from core.documents.budget_vert.annexe import CLASSES, Annexe, du_dossier
from core.documents.budget_vert.maquette import FeuilleMaquette, feuille, feuilles
from core.documents.budget_vert.phrases import sous_titre
from core.documents.tableaux import neutraliser
from core.dossier import Dossier
from core.figures.budget_vert.lecture import reunion
from core.modele import Nature
from core.tables.affectations import AXES

TETE = 4
"""Lignes au-dessus des données : le titre, le territoire, un blanc, les en-têtes."""

type_rang = Mapping[str, object]


@dataclass(frozen=True)
class Styles:
    """Les formats du classeur, créés une fois."""

    titre: Any
    discret: Any
    entete: Any
    texte: Any
    montant: Any
    part: Any
    total_texte: Any
    total_montant: Any
    total_part: Any


def classeur(annexe: Annexe) -> bytes:
    """Le classeur xlsx : synthèse, une feuille par axe demandé, contrôles et notes, dans l'ordre de la maquette."""
    memoire = io.BytesIO()
    with xlsxwriter.Workbook(memoire, {"strings_to_formulas": False, "strings_to_urls": False}) as fichier:
        styles = _styles(fichier)
        for cle in feuilles():
            for modele, mots, rangs in _contenus(cle, annexe):
                _feuille(fichier, styles, _nommer(modele, mots), _sous_titre(annexe), rangs)
    return memoire.getvalue()


def classeur_du_dossier(dossier: Dossier) -> bytes:
    """Le classeur de l'annexe d'un dossier."""
    return classeur(du_dossier(dossier))


def _contenus(cle: str, annexe: Annexe) -> Iterator[tuple[FeuilleMaquette, Mapping[str, str], list[type_rang]]]:
    """Les feuilles réelles d'une feuille de la maquette : une par axe pour « axe », une seule sinon."""
    modele = feuille(cle)
    if cle == "axe":
        for axe, comptes in annexe.axes.items():
            mots = {"numero": axe.removeprefix("axe_"), "axe": AXES[axe]}
            yield modele, mots, list(_rangs_d_un_axe(modele, comptes))
    elif cle == "synthese":
        yield modele, {}, list(_rangs_de_synthese(modele, annexe.synthese))
    else:
        yield modele, {}, list((annexe.controles if cle == "controles" else annexe.notes).iter_rows(named=True))


def _rangs_de_synthese(modele: FeuilleMaquette, synthese: pl.DataFrame) -> Iterator[type_rang]:
    par_cle = {une["cle"]: une for une in synthese.iter_rows(named=True)}
    axes = [cle for cle in par_cle if cle in AXES]
    for cle, texte in modele.lignes.items():
        if cle == "axes":
            for axe, rang in par_cle.items():
                if axe in AXES:
                    yield rang | {"axe": texte.format(numero=axe.removeprefix("axe_"), axe=rang["axe"])}
        else:
            yield par_cle[cle] | {"axe": texte.format(axes=reunion(axes)), "total_de": True}


def _rangs_d_un_axe(modele: FeuilleMaquette, comptes: pl.DataFrame) -> Iterator[type_rang]:
    """Les comptes d'un axe, un total par chapitre de plusieurs comptes, puis le total de l'axe ; la maquette dit
    lesquels."""
    rangs = list(comptes.iter_rows(named=True))
    for (budget, chapitre), suite in groupby(rangs, key=lambda un: (un["budget"], un["chapitre"])):
        du_chapitre = list(suite)
        yield from du_chapitre
        if "chapitre" in modele.lignes and len(du_chapitre) > 1:
            nom = modele.lignes["chapitre"].format(chapitre=chapitre or "")
            yield _total(du_chapitre) | {"budget": budget, "chapitre": nom}
    if "total" in modele.lignes:
        yield _total(rangs) | {"budget": modele.lignes["total"]}


def _total(rangs: Sequence[type_rang]) -> dict[str, object]:
    sommes = {nom: sum((Decimal(str(rang[nom] or 0)) for rang in rangs), Decimal(0)) for nom in (*CLASSES, "total")}
    cote = sommes["total"] - sommes["non_cote"]
    return {**sommes, "part_cotee": float(cote / sommes["total"]) if sommes["total"] else None, "total_de": True}


def _nommer(modele: FeuilleMaquette, mots: Mapping[str, str]) -> FeuilleMaquette:
    return FeuilleMaquette(modele.onglet.format(**mots), modele.titre.format(**mots), modele.colonnes, modele.lignes)


def _sous_titre(annexe: Annexe) -> str:
    return sous_titre(annexe.territoire, annexe.exercice, realises=annexe.nature is Nature.REALISE)


def _feuille(
    fichier: xlsxwriter.Workbook, styles: Styles, modele: FeuilleMaquette, sous_titre: str, rangs: Sequence[type_rang]
) -> None:
    page = fichier.add_worksheet(modele.onglet)
    page.write_string(0, 0, neutraliser(modele.titre), styles.titre)
    page.write_string(1, 0, neutraliser(sous_titre), styles.discret)
    for place, colonne in enumerate(modele.colonnes):
        page.set_column(place, place, colonne.largeur)
        page.write_string(TETE - 1, place, colonne.titre, styles.entete)
    for numero, rang in enumerate(rangs, start=TETE):
        for place, colonne in enumerate(modele.colonnes):
            _cellule(page, (numero, place), rang.get(colonne.cle), styles, bool(rang.get("total_de")))
    page.freeze_panes(TETE, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(TETE - 1)
    page.set_footer("&L&A&R&P / &N")


def _cellule(page: Any, ou: tuple[int, int], valeur: object, styles: Styles, total: bool) -> None:  # noqa: ANN401
    """Un montant, une part ou un texte ; une valeur absente laisse la cellule vide, jamais à 0."""
    if isinstance(valeur, Decimal):
        page.write_number(*ou, float(valeur), styles.total_montant if total else styles.montant)
    elif isinstance(valeur, float):
        page.write_number(*ou, valeur, styles.total_part if total else styles.part)
    elif valeur is None:
        page.write_blank(*ou, None, styles.total_texte if total else styles.texte)
    else:
        page.write_string(*ou, neutraliser(str(valeur)), styles.total_texte if total else styles.texte)


def _styles(fichier: xlsxwriter.Workbook) -> Styles:
    def style(**options: object) -> Any:  # noqa: ANN401
        return fichier.add_format({"font_name": "Calibri", "valign": "top", **options})

    montant, part, total = (
        {"num_format": "#,##0.00"},
        {"num_format": "0.0 %"},
        {"bold": True, "bg_color": "#F6F5F1", "top": 1},
    )
    return Styles(
        titre=style(bold=True, font_size=14),
        discret=style(font_color="#5A6472"),
        entete=style(bold=True, text_wrap=True, bottom=1, bg_color="#F6F5F1"),
        texte=style(text_wrap=True),
        montant=style(**montant),
        part=style(**part),
        total_texte=style(**total),
        total_montant=style(**montant, **total),
        total_part=style(**part, **total),
    )
