"""Les classeurs .xlsx : deux lectures qui s'accordent, et rien de perdu en silence."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from fabrique_lecture import ENTETES, LIGNES, classeur, colonne, ligne_xml, lire, xlsx_brut
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from core.erreurs import FichierRefuse


def test_cellules_en_erreur_et_formules_jamais_calculees(tmp_path: Path) -> None:
    livre = openpyxl.Workbook()
    page = livre.active
    page.append(["Chapitre", "Nature", "Voté", "Réalisé"])
    for rang in range(4):
        page.append(["011", f"6061{rang}", 10.5 + rang, 11.25])
    page["C2"], page["D3"], page["C4"] = "#REF!", "#N/A", "=C2*2"
    for adresse in ("C2", "D3"):
        page[adresse].data_type = "e"
    livre.save(tmp_path / "b.xlsx")
    (feuille,) = lire(tmp_path / "b.xlsx").feuilles
    assert sorted((f.cellule, f.valeur, f.motif) for f in feuille.fautives) == [
        ("C2", "#REF!", "erreur de calcul du tableur"),
        ("C4", "=C2*2", "formule jamais calculée"),
        ("D3", "#N/A", "erreur de calcul du tableur"),
    ]
    assert colonne(feuille, "Voté") == [None, "11.5", None, "13.5"]


def test_un_zero_provisoire_n_est_pas_un_zero(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as livre:
        page = livre.add_worksheet()
        page.write_row(0, 0, ["Chapitre", "Nature", "Réalisé"])
        page.write_row(1, 0, ["011", "60612", 10.5])
        page.write_row(2, 0, ["011", "60613"])
        page.write_formula(2, 2, "=C2*2")
        page.write_row(3, 0, ["011", "60614"])
        page.write_formula(3, 2, "=C2*3", None, 31.5)
    (feuille,) = lire(tmp_path / "b.xlsx").feuilles
    assert [(f.cellule, f.motif) for f in feuille.fautives] == [("C3", "formule jamais calculée")]
    assert colonne(feuille, "Réalisé") == ["10.5", None, "31.5"]


def test_une_erreur_ecrite_en_texte_est_fautive(tmp_path: Path) -> None:
    lignes = [("Chapitre", "Nature", "Réalisé"), ("011", "60612", "#DIV/0!"), ("011", "60613", 4.5)]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert [(f.cellule, f.valeur) for f in feuille.fautives] == [("C2", "#DIV/0!")]


def test_un_grand_nombre_affiche_comme_une_date_n_est_pas_vide(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as livre:
        date = livre.add_format({"num_format": "dd/mm/yyyy"})
        page = livre.add_worksheet()
        page.write_row(0, 0, ["Chapitre", "Nature", "Réalisé"])
        page.write_row(1, 0, ["011", "60612", 10.5])
        page.write_row(2, 0, ["011", "60613"])
        page.write_number(2, 2, 2_450_000_000, date)
    (feuille,) = lire(tmp_path / "b.xlsx").feuilles
    assert [(f.cellule, f.motif) for f in feuille.fautives] == [("C3", "nombre affiché comme une date")]


def test_la_feuille_masquee_n_est_pas_prise_pour_la_premiere(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as livre:
        cachee, notice, vide, montree = (
            livre.add_worksheet(nom) for nom in ("Calcul", "Mode d’emploi", "Vide", "Export")
        )
        cachee.write_row(0, 0, ["Autre", "Chose"])
        cachee.write_row(1, 0, ["x", 5])
        notice.write_row(0, 0, ["Lire", "ceci"])
        notice.write_row(1, 0, ["avant", "tout"])
        cachee.hide()
        montree.activate()
        montree.set_first_sheet()
        for rang, ligne in enumerate([ENTETES, *LIGNES]):
            montree.write_row(rang, 0, ligne)
        assert vide.name == "Vide"
    lecture = lire(tmp_path / "b.xlsx")
    assert [feuille.nom for feuille in lecture.feuilles] == ["Export"]
    assert any("masquée « Calcul »" in remarque for remarque in lecture.avertissements)
    assert any("mode d'emploi" in remarque for remarque in lecture.avertissements)


def test_plusieurs_feuilles_de_donnees(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as livre:
        for nom in ("Fonctionnement", "Investissement"):
            page = livre.add_worksheet(nom)
            for rang, ligne in enumerate([ENTETES, *LIGNES]):
                page.write_row(rang, 0, ligne)
    assert [feuille.nom for feuille in lire(tmp_path / "b.xlsx").feuilles] == ["Fonctionnement", "Investissement"]


def test_lignes_masquees_lues_et_dites(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as livre:
        page = livre.add_worksheet()
        for rang, ligne in enumerate([ENTETES, *LIGNES]):
            page.write_row(rang, 0, ligne)
        page.set_row(2, None, None, {"hidden": True})
        page.set_column(4, 4, None, None, {"hidden": True})
    lecture = lire(tmp_path / "b.xlsx")
    assert lecture.feuilles[0].lignes.height == 3
    assert any("1\u00a0ligne masquée (un filtre ?) est lue" in remarque for remarque in lecture.avertissements)
    assert any("colonnes masquées" in remarque for remarque in lecture.avertissements)


def test_fusion_verticale_du_code_mais_pas_du_montant(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as livre:
        page = livre.add_worksheet()
        page.write_row(0, 0, ["Chapitre", "Nature", "Libellé", "Réalisé"])
        for rang in range(1, 4):
            page.write_row(rang, 1, [f"6061{rang}", f"Ligne {rang}"])
        page.merge_range(1, 0, 3, 0, "011")
        page.merge_range(1, 3, 3, 3, 1200.5)
    lecture = lire(tmp_path / "b.xlsx")
    assert colonne(lecture.feuilles[0], "Chapitre") == ["011"] * 3
    assert colonne(lecture.feuilles[0], "Réalisé") == ["1200.5", None, None]
    assert any("fusionnée" in remarque for remarque in lecture.avertissements)


@pytest.mark.parametrize(
    ("format_nombre", "indice"),
    [
        ("#,##0,", {"unite C": ","}),
        ('0.0 "k€"', {"unite C": "k€"}),
        ('0.00 "M€"', {"unite C": "M€"}),
        ('0.0" K"', {"unite C": "K"}),
        ('0.0 "k EUR"', {"unite C": "k EUR"}),
        ('"millions"', {"unite C": "millions"}),
        ('#,##0," k€"', {"unite C": ",  k€"}),
        ('0.0" ktCO2e"', {"unite C": "ktCO2e"}),
        ("#,##0.00\\ [$€-40C]", {"unite C": "€"}),
        ('[Red]0.00;"M€"', {}),
        ("0.00E+00", {}),
        ("0%", {"pourcents": "C"}),
        ("0.00 %", {"pourcents": "C"}),
        ("#,##0.00 €", {"unite C": "€"}),
        ("0.00", {}),
    ],
)
def test_ce_que_dit_le_format_de_nombre(format_nombre: str, indice: dict[str, str], tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as livre:
        style = livre.add_format({"num_format": format_nombre})
        page = livre.add_worksheet()
        page.write_row(0, 0, ["Chapitre", "Nature", "Valeur"])
        for rang in (1, 2):
            page.write_row(rang, 0, ["011", f"6061{rang}"])
            page.write_number(rang, 2, 0.25 * rang, style)
    assert lire(tmp_path / "b.xlsx").feuilles[0].indices == indice


@pytest.mark.parametrize(("epoque", "attendu"), [(False, "2024-03-01 00:00:00"), (True, "2024-03-01 00:00:00")])
def test_les_dates_de_1904(epoque: bool, attendu: str, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx", {"date_1904": epoque}) as livre:
        page = livre.add_worksheet()
        page.write_row(0, 0, ["Chapitre", "Nature", "Date"])
        page.write_row(1, 0, ["011", "60612"])
        page.write_datetime(1, 2, datetime.datetime(2024, 3, 1), livre.add_format({"num_format": "dd/mm/yyyy"}))
    lecture = lire(tmp_path / "b.xlsx")
    assert colonne(lecture.feuilles[0], "Date") == [attendu]
    assert any("1904" in remarque for remarque in lecture.avertissements) is epoque


TETE = ligne_xml(1, "Chapitre", "Nature", "Voté")


def test_une_cellule_donnee_deux_fois(tmp_path: Path) -> None:
    double = (
        '<row r="2"><c r="A2"><v>11</v></c><c r="B2"><v>60612</v></c><c r="C2"><v>5</v></c><c r="C2"><v>7</v></c></row>'
    )
    with pytest.raises(FichierRefuse, match="deux fois"):
        lire(xlsx_brut(tmp_path / "b.xlsx", TETE + double))


def test_une_feuille_donnee_deux_fois(tmp_path: Path) -> None:
    chemin = xlsx_brut(
        tmp_path / "b.xlsx",
        TETE + ligne_xml(2, "011", "60612", 5),
        autres={
            "xl/workbook.xml": '<?xml version="1.0"?><workbook '
            'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
            '<sheet name="Export" sheetId="1" r:id="rId1"/><sheet name="EXPORT" sheetId="2" r:id="rId1"/>'
            "</sheets></workbook>"
        },
    )
    with pytest.raises(FichierRefuse, match="deux fois"):
        lire(chemin)


def test_une_dimension_mensongere_ne_cache_rien(tmp_path: Path) -> None:
    lignes = TETE + "".join(ligne_xml(rang, "011", f"{60000 + rang}", rang + 0.5) for rang in range(2, 60))
    (feuille,) = lire(xlsx_brut(tmp_path / "b.xlsx", lignes, avant='<dimension ref="A1:B3"/>')).feuilles
    assert feuille.lignes.height == 58


def test_le_1001e_texte_n_est_pas_perdu(tmp_path: Path) -> None:
    lignes = [
        ("Chapitre", "Nature", "Voté"),
        *(("011", 60000 + rang, 1.5) for rang in range(1500)),
        ("011", "6E10", 2.5),
    ]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert colonne(feuille, "Nature")[-1] == "6E10"
    assert feuille.lignes.height == 1501


def test_des_cellules_sans_adresse(tmp_path: Path) -> None:
    with pytest.raises(FichierRefuse, match="adresse"):
        lire(xlsx_brut(tmp_path / "b.xlsx", TETE + '<row r="2"><c><v>1</v></c><c><v>2</v></c></row>'))


def test_l_adresse_n_est_pas_toujours_le_premier_attribut(tmp_path: Path) -> None:
    autre = '<row r="2"><c s="0" r="A2" t="inlineStr"><is><t>011</t></is></c><c s="0" r="C2"><v>12.5</v></c></row>'
    (feuille,) = lire(xlsx_brut(tmp_path / "b.xlsx", TETE + autre)).feuilles
    assert colonne(feuille, "Voté") == ["12.5"]


def test_espace_de_noms_prefixe(tmp_path: Path) -> None:
    espace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    lignes = (TETE + ligne_xml(2, "011", "60612", 5.5)).replace("<", "<x:").replace("<x:/", "</x:")
    chemin = xlsx_brut(
        tmp_path / "b.xlsx",
        "",
        autres={
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><x:worksheet xmlns:x="{espace}"><x:sheetData>{lignes}'
            "</x:sheetData></x:worksheet>"
        },
    )
    (feuille,) = lire(chemin).feuilles
    assert colonne(feuille, "Voté") == ["5.5"]


def test_texte_riche_et_espaces(tmp_path: Path) -> None:
    livre = openpyxl.Workbook()
    livre.active.append(["Chapitre", "Libellé", "Voté"])
    livre.active.append([" 011 ", CellRichText("Élec", TextBlock(InlineFont(b=True), "tricité")), 5.5])
    livre.active.append(["012", "\u00a0", 6.5])
    livre.save(tmp_path / "b.xlsx")
    (feuille,) = lire(tmp_path / "b.xlsx").feuilles
    assert colonne(feuille, "Chapitre") == ["011", "012"]
    assert colonne(feuille, "Libellé") == ["Électricité", None]
