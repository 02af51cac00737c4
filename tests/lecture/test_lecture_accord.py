"""Les deux lectures d'un classeur s'accordent, quelles que soient ses valeurs et leurs formats."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import openpyxl
import pytest
from fabrique_lecture import lire

FORMATS = (
    "General",
    "0.00",
    "0%",
    "yyyy-mm-dd",
    "[h]:mm",
    "#,##0,",
    '0.0 "k€"',
    "@",
    "0.00E+00",
    "[Red]-0.00",
    'd "jour"',
    '"année" 0',
    "[$-40C]d mmmm yyyy",
    '0.00;[Red]-0.00;"dû"',
    "Standard",
)
VALEURS = (
    None,
    "",
    "  ",
    " a ",
    "012",
    "1e3",
    "texte & <b>",
    -1.5,
    0.1 + 0.2,
    1234.56,
    10**9,
    7,
    True,
    False,
    1e-7,
    datetime.date(2024, 1, 5),
    datetime.time(4, 5),
    datetime.timedelta(hours=30),
    123456789012345678,
    "à\nla ligne",
)


@pytest.mark.parametrize("graine", range(25))
def test_les_deux_lectures_s_accordent_sur_un_classeur_quelconque(graine: int, tmp_path: Path) -> None:
    """Toutes sortes de valeurs sous toutes sortes de formats : jamais de désaccord, donc jamais de faux refus."""
    hasard = random.Random(graine)
    livre = openpyxl.Workbook()
    page = livre.active
    decalage, largeur = hasard.randrange(3), hasard.randrange(3, 8)
    for place in range(largeur):
        page.cell(1 + decalage, 1 + decalage + place, f"Titre {place}")
    for rang in range(hasard.randrange(3, 25)):
        for place in range(largeur):
            cellule = page.cell(2 + decalage + rang, 1 + decalage + place, hasard.choice(VALEURS))
            if hasard.random() < 0.4:
                cellule.number_format = hasard.choice(FORMATS)
    livre.save(tmp_path / "b.xlsx")
    assert lire(tmp_path / "b.xlsx").feuilles


def test_des_espaces_au_bord_ne_font_ni_une_valeur_ni_un_desaccord(tmp_path: Path) -> None:
    livre = openpyxl.Workbook()
    feuille = livre.active
    assert feuille is not None
    for ligne in (("Nature", "Libellé", "Réalisé"), (" 60612\u00a0", "\u202f ", 12.5), ("6288", " Divers", 3)):
        feuille.append(ligne)
    livre.save(tmp_path / "bord.xlsx")
    lignes = lire(tmp_path / "bord.xlsx").feuilles[0].lignes
    assert lignes.select("c0", "c1", "c2").rows() == [("60612", None, "12.5"), ("6288", "Divers", "3")]
