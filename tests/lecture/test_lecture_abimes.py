"""Des classeurs abîmés, un mal à la fois : lus juste, ou refusés en nommant ce qui ne va pas ; jamais faux."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from fabrique_lecture import ENTETES, LIGNES, classeur, colonne, ligne_xml, lire, ods, table_ods, xlsx_brut

from core.donnees import lecture as lecteurs
from core.donnees.lecture import garde
from core.donnees.lecture.modele import Lecture
from core.erreurs import FichierRefuse

TETE = ligne_xml(1, "Nature", "Réalisé")
VALEUR = '<row r="2"><c r="A2"><v>60612</v></c><c r="B2">{}</c></row>' + ligne_xml(3, 60613, 5)
ATTENDU = ["1200.5", "5"]

CELLULES: dict[str, tuple[str, str]] = {
    "cdata": ("<v><![CDATA[1200.5]]></v>", "CDATA"),
    "cdata_a_moitie": ("<v>12<![CDATA[00.5]]></v>", "CDATA"),
    "commentaire": ("<v>12<!-- -->00.5</v>", "commentaire"),
    "commentaire_avant": ("<!-- x --><v>1200.5</v>", "commentaire"),
}
TEXTES: dict[str, tuple[str, str]] = {
    "indice_negatif": ("-1", "B2 renvoie au texte n° -1"),
    "indice_trop_grand": ("7", "B2 renvoie au texte n° 7"),
    "indice_qui_n_en_est_pas_un": ("abc", "B2 renvoie au texte n° abc"),
}
SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>1200.5</t></si></sst>'


@pytest.mark.parametrize("mal", CELLULES)
def test_une_valeur_coupee_est_refusee(mal: str, tmp_path: Path) -> None:
    cellule, mots = CELLULES[mal]
    with pytest.raises(FichierRefuse, match=mots):
        lire(xlsx_brut(tmp_path / "b.xlsx", TETE + VALEUR.format(cellule)))


@pytest.mark.parametrize("mal", TEXTES)
def test_un_renvoi_perdu_nomme_sa_cellule(mal: str, tmp_path: Path) -> None:
    indice, mots = TEXTES[mal]
    donnees = TETE + VALEUR.format(f"<v>{indice}</v>").replace('"B2"', '"B2" t="s"')
    with pytest.raises(FichierRefuse, match=mots):
        lire(xlsx_brut(tmp_path / "b.xlsx", donnees, autres={"xl/sharedStrings.xml": SST}))


def test_des_textes_partages_en_cdata_sont_refuses(tmp_path: Path) -> None:
    donnees = TETE + VALEUR.format("<v>0</v>").replace('"B2"', '"B2" t="s"')
    chaines = SST.replace("1200.5", "<![CDATA[1200.5]]>")
    with pytest.raises(FichierRefuse, match="CDATA"):
        lire(xlsx_brut(tmp_path / "b.xlsx", donnees, autres={"xl/sharedStrings.xml": chaines}))


def _formules(*valeurs: str) -> str:
    return TETE + "".join(
        f'<row r="{rang}"><c r="A{rang}"><v>6061{rang}</v></c><c r="B{rang}"><f>C{rang}*2</f><v>{valeur}</v></c></row>'
        for rang, valeur in enumerate(valeurs, 2)
    )


def _jamais(lecture: Lecture) -> list[str]:
    return [f.cellule for f in lecture.feuilles[0].fautives if f.motif == "formule jamais calculée"]


@pytest.mark.parametrize(
    ("valeurs", "autres", "fautives"),
    [
        (("0", "0.00", "0"), {}, ["B2", "B3", "B4"]),
        (("0", "3", "0"), {}, []),
        (("0", "0"), {"xl/calcChain.xml": "<calcChain/>"}, []),
        (("0", "0"), {"docProps/app.xml": "<Properties><Application>LibreOffice/7.6</Application></Properties>"}, []),
    ],
)
def test_une_colonne_de_formules_a_zero_n_est_pas_un_zero(
    valeurs: tuple[str, ...], autres: dict[str, str], fautives: list[str], tmp_path: Path
) -> None:
    """Sauf si un tableur a calculé le classeur : Excel et LibreOffice en laissent la trace."""
    assert _jamais(lire(xlsx_brut(tmp_path / "b.xlsx", _formules(*valeurs), autres=autres))) == fautives


@pytest.mark.parametrize(
    ("valeurs", "signe", "fautives"),
    [(("0", "0.00"), "", ["B2", "B3"]), (("0", "3"), "", []), (("0", "0"), "LibreOffice/7.6", [])],
)
def test_une_colonne_de_formules_a_zero_d_un_ods(
    valeurs: tuple[str, ...], signe: str, fautives: list[str], tmp_path: Path
) -> None:
    cellules = (
        f'<table:table-cell table:formula="of:=A1" office:value-type="float" office:value="{valeur}"/>'
        for valeur in valeurs
    )
    chemin = ods(tmp_path / "b.ods", table_ods("Export", ("Nature", "Réalisé"), *(("60612", une) for une in cellules)))
    with zipfile.ZipFile(chemin, "a") as archive:
        archive.writestr("meta.xml", f"<office:meta><meta:generator>{signe}</meta:generator></office:meta>")
    assert _jamais(lire(chemin)) == fautives


@pytest.mark.parametrize("annexe", ["customXml/item1.xml", "docProps/custom.xml", "xl/drawings/vmlDrawing1.vml"])
@pytest.mark.parametrize("contenu", ["UTF-16", "DOCTYPE", "profond"])
def test_une_partie_que_personne_ne_lit_ne_fait_pas_refuser(annexe: str, contenu: str, tmp_path: Path) -> None:
    corps = {"UTF-16": "<a/>", "DOCTYPE": "<!DOCTYPE a><a/>", "profond": "<n>" * 60 + "</n>" * 60}[contenu]
    octets = corps.encode("utf-16" if contenu == "UTF-16" else "utf-8")
    chemin = xlsx_brut(tmp_path / "b.xlsx", TETE + VALEUR.format("<v>1200.5</v>"), autres={annexe: octets})  # type: ignore[dict-item]
    assert colonne(lire(chemin).feuilles[0], "Réalisé") == ATTENDU


@pytest.mark.parametrize("codage", ["utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("declare", [True, False])
def test_un_doctype_ne_se_cache_pas_dans_un_codage(codage: str, declare: bool, tmp_path: Path) -> None:
    tete = f'<?xml version="1.0" encoding="{codage}"?>' if declare else ""
    texte = tete + '<!DOCTYPE a [<!ENTITY b "c">]><DocumentBudgetaire>&b;</DocumentBudgetaire>'
    chemin = tmp_path / "b.xml"
    chemin.write_bytes(tete.encode() + texte[len(tete) :].encode(codage) if codage == "utf-7" else texte.encode(codage))
    with pytest.raises(FichierRefuse):
        lire(chemin)


@pytest.mark.parametrize("largeur", [1_001, 16_384])
def test_mille_colonnes_au_plus(largeur: int, tmp_path: Path) -> None:
    livre = openpyxl.Workbook(write_only=True)
    feuille = livre.create_sheet("Export")
    feuille.append([f"T{rang}" for rang in range(largeur)])
    feuille.append(list(range(largeur)))
    livre.save(tmp_path / "b.xlsx")
    with pytest.raises(FichierRefuse, match="1000 colonnes"):
        lire(tmp_path / "b.xlsx")
    table = table_ods("A", ("a", "b")).replace(
        "</table:table-row>",
        '<table:table-cell office:value-type="float" office:value="1" '
        f'table:number-columns-repeated="{largeur}"/></table:table-row>',
    )
    with pytest.raises(FichierRefuse, match="1000 colonnes"):
        lire(ods(tmp_path / "b.ods", table))


def test_des_lignes_formatees_et_vides_ne_font_pas_refuser(tmp_path: Path) -> None:
    vide = '<row r="1048576"><c r="B1048576" s="0"/></row>'
    chemin = xlsx_brut(tmp_path / "b.xlsx", TETE + VALEUR.format("<v>1200.5</v>") + vide)
    assert colonne(lire(chemin).feuilles[0], "Réalisé") == ATTENDU


ESPACES = (
    '<table:table-cell office:value-type="string"><text:p><text:s text:c="2"/></text:p></table:table-cell>',
    '<table:table-cell office:value-type="string"><text:p><text:s/></text:p></table:table-cell>',
    '<table:table-cell office:value-type="string"><text:p><text:tab/></text:p></table:table-cell>',
)


@pytest.mark.parametrize("cellule", ESPACES)
def test_une_cellule_ods_d_espaces_est_vide(cellule: str, tmp_path: Path) -> None:
    chemin = ods(
        tmp_path / "b.ods",
        table_ods("A", ("Nature", "Service", "Réalisé"), ("60612", "a", 3), ("6", cellule, 4), ("60613", "b", 5)),
    )
    assert colonne(lire(chemin).feuilles[0], "Réalisé") == ["3", "4", "5"]


def test_deux_tables_d_un_meme_nom_sont_refusees(tmp_path: Path) -> None:
    table = table_ods("Export", ("Nature", "Réalisé"), ("60612", 3))
    with pytest.raises(FichierRefuse, match=r"Deux feuilles.*Export"):
        lire(ods(tmp_path / "b.ods", table, table))


@pytest.mark.parametrize("etat", ["hidden", "veryHidden", "notice"])
def test_les_donnees_personnelles_se_cherchent_dans_toutes_les_feuilles(etat: str, tmp_path: Path) -> None:
    livre = openpyxl.Workbook()
    feuille = livre.active
    assert feuille is not None
    for ligne in (ENTETES, *LIGNES):
        feuille.append(ligne)
    autre = livre.create_sheet("Notice" if etat == "notice" else "Paie")
    autre["C3"] = "2 55 08 14 168 025 38"
    if etat != "notice":
        autre.sheet_state = etat
    livre.save(tmp_path / "b.xlsx")
    lue = lecteurs.lire(tmp_path / "b.xlsx", "b.xlsx")
    assert [(une.feuille, une.lettre) for une in lue.personnelles if une.feuille] == [(autre.title, "C")]
    if etat != "notice":
        assert any("masquée « Paie »" in phrase for phrase in lue.avertissements)


def test_une_panne_de_lecteur_dit_son_endroit_et_sa_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Jamais « trop de mémoire », et le journal n'apprend aucune valeur."""
    garde.eteindre()
    piege = (
        "import core.donnees.lecture.fils as f\nfrom core.donnees.lecture.avance import annoncer\n"
        "def tombe(*_):\n    annoncer('Export', 12)\n    int('secret')\nf.lire_ici = tombe\nf.boucle()"
    )
    monkeypatch.setattr(garde, "PROGRAMME", piege)
    chemin = classeur(tmp_path / "b.xlsx", [ENTETES, *LIGNES])
    with pytest.raises(FichierRefuse, match="structure de ce fichier est inattendue") as refus:
        lecteurs.lire(chemin, "b.xlsx")
    garde.eteindre()
    assert "« Export », après la ligne 12" in refus.value.ou
    reference = refus.value.quoi.rpartition("référence ")[2][:6]
    assert reference in caplog.text and "ValueError" in caplog.text and "secret'" not in caplog.text.split("int(")[0]
