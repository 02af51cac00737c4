"""Le portier : un fichier défectueux par défaut, chacun refusé par une phrase qui le nomme."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fabrique_lecture import (
    ENTETES,
    LIGNES,
    classeur,
    crc_faux,
    deflate,
    ligne_xml,
    lire,
    ods,
    ole,
    table_ods,
    xls,
    xlsx_brut,
)

from core.donnees.conteneurs import PROFONDEUR
from core.donnees.portier import TAILLE, verifier
from core.erreurs import FichierRefuse

SAIN = [ENTETES, *LIGNES]


def _octets(contenu: bytes) -> Callable[[Path], Path]:
    def ecrire(chemin: Path) -> Path:
        chemin.write_bytes(contenu)
        return chemin

    return ecrire


def _coupe(chemin: Path) -> Path:
    octets = classeur(chemin, SAIN).read_bytes()
    chemin.write_bytes(octets[: len(octets) // 2])
    return chemin


def _avec(**parties: bytes | str) -> Callable[[Path], Path]:
    def ecrire(chemin: Path) -> Path:
        classeur(chemin, SAIN)
        with zipfile.ZipFile(chemin, "a", zipfile.ZIP_DEFLATED) as archive:
            for nom, contenu in parties.items():
                archive.writestr(nom.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), contenu)
        return chemin

    return ecrire


def _entrees(nombre: int) -> Callable[[Path], Path]:
    return _avec(**{f"xl__x{rang}_xml": "<a/>" for rang in range(nombre)})


def _deux_fois(chemin: Path) -> Path:
    classeur(chemin, SAIN)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(chemin, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return chemin


def _taille_menteuse(chemin: Path) -> Path:
    """Une archive qui annonce 10 octets et en déplie 300 000."""
    contenu, nom = b"<a>" + b" " * 300_000 + b"</a>", b"xl/workbook.xml"
    comprime = deflate(contenu)
    commun = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, zlib.crc32(contenu), len(comprime), 10, len(nom), 0)
    local = b"PK\x03\x04" + commun + nom + comprime
    central = b"PK\x01\x02" + struct.pack("<H", 20) + commun + struct.pack("<HHHII", 0, 0, 0, 0, 0) + nom
    fin = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    chemin.write_bytes(local + central + fin)
    return chemin


def _chiffree(chemin: Path) -> Path:
    octets = bytearray(classeur(chemin, SAIN).read_bytes())
    octets[6] |= 1
    octets[octets.find(b"PK\x01\x02") + 8] |= 1
    chemin.write_bytes(bytes(octets))
    return chemin


def _xml_profond(niveaux: int) -> str:
    return "<n>" * niveaux + "</n>" * niveaux


def _ods_chiffre(chemin: Path) -> Path:
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", bytes(range(256)) * 200)
        archive.writestr("META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>")
    return chemin


def _cellule_perdue(chemin: Path) -> Path:
    return xlsx_brut(chemin, ligne_xml(1, "a", "b") + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _ods_repete(chemin: Path) -> Path:
    table = table_ods("A", ("a", "b")).replace(
        "</table:table>",
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="1024"/></table:table-row></table:table>',
    )
    return ods(chemin, table)


HTML = "<html><head><meta charset='utf-8'></head><body><table><tr><td>Voté</td></tr></table></body></html>"
EXCEL2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)
ENTITES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<DocumentBudgetaire>&a;</DocumentBudgetaire>"
)

DEFAUTS: dict[str, tuple[str, Callable[[Path], Path], str, str]] = {
    "vide": ("b.xlsx", _octets(b""), "vide", "export"),
    "trop_gros": ("b.csv", _octets(b"a;b\n" * (TAILLE // 4 + 1)), "limite est de 20", "un exercice"),
    "pdf": ("b.xlsx", _octets(b"%PDF-1.7\n..."), "document PDF", "xlsx"),
    "image": ("b.xlsx", _octets(b"\x89PNG\r\n\x1a\n"), "image PNG", "xlsx"),
    "coupe": ("b.xlsx", _coupe, "coupé ou abîmé", "complet"),
    "crc": ("b.xlsx", lambda chemin: crc_faux(classeur(chemin, SAIN)), "abîmé", "complet"),
    "html": ("b.xlsx", _octets(HTML.encode()), "page web (HTML) sous un nom en .xlsx", "xlsx"),
    "html_bom": ("b.xls", _octets(b"\xef\xbb\xbf\r\n<!DOCTYPE html>" + HTML.encode()), "page web (HTML)", "xlsx"),
    "csv_deguise": (
        "b.xlsx",
        _octets("Nature;Voté\n60612;12,00\n".encode()),
        "texte (CSV) sous un nom en .xlsx",
        ".csv",
    ),
    "xml_2003": ("b.xls", _octets(EXCEL2003.encode()), "XML 2003", "xlsx"),
    "doctype": ("b.xml", _octets(ENTITES.encode()), "DOCTYPE", "sans DOCTYPE"),
    "autre_xml": ("b.xml", _octets(b"<?xml version='1.0'?><plan/>"), "TotEM", "csv"),
    "binaire": ("b.csv", _octets(bytes(range(256)) * 8), "illisible", "csv"),
    "macros": ("b.xlsm", _avec(xl__vbaProject_bin=b"\xd0\xcf"), "macro n'est jamais exécutée", "sans macros"),
    "macros_xls": (
        "b.xls",
        lambda chemin: xls(chemin, [("a", "b")], flux=("Workbook", "_VBA_PROJECT_CUR")),
        "macro n'est jamais exécutée",
        "sans macros",
    ),
    "mot_de_passe": (
        "b.xlsx",
        lambda chemin: ole(chemin, bytes(4608), ("EncryptedPackage", "EncryptionInfo")),
        "mot de passe",
        "sans mot de passe",
    ),
    "zip_chiffre": ("b.xlsx", _chiffree, "mot de passe", "sans mot de passe"),
    "ods_chiffre": ("b.ods", _ods_chiffre, "mot de passe", "sans mot de passe"),
    "doc": ("b.xls", lambda chemin: ole(chemin, bytes(4608), ("WordDocument",)), "document Word", "xlsx"),
    "ole_coupe": (
        "b.xls",
        lambda chemin: _octets(xls(chemin, [("a", "b")]).read_bytes()[:700])(chemin),
        "abîmé",
        "xlsx",
    ),
    "trop_d_entrees": ("b.xlsx", _entrees(1_001), "parties", "nouveau"),
    "nom_double": ("b.xlsx", _deux_fois, "deux fois", "nouveau"),
    "nom_evade": ("b.xlsx", _avec(**{"xl/../../etc/x_xml": "<a/>"}), "hors de sa place", "nouveau"),
    "bombe": ("b.xlsx", _avec(xl__media__x_bin=b"\0" * 3_000_000), "bombe zip", "nouveau"),
    "bombe_menteuse": ("b.xlsx", _taille_menteuse, "abîmé", "complet"),
    "doctype_interne": ("b.xlsx", _avec(xl__theme__x_xml="<!DOCTYPE a><a/>"), "DOCTYPE", "nouveau"),
    "profond": ("b.xlsx", _avec(xl__theme__x_xml=_xml_profond(PROFONDEUR + 1)), "imbrique", "nouveau"),
    "feuille_profonde": (
        "b.xlsx",
        lambda chemin: xlsx_brut(chemin, ligne_xml(1, "a", "b"), apres=_xml_profond(60)),
        "imbrique",
        "nouveau",
    ),
    "xml_profond": (
        "b.xml",
        _octets(b"<?xml version='1.0'?><DocumentBudgetaire>" + _xml_profond(60).encode() + b"</DocumentBudgetaire>"),
        "imbrique",
        "nouveau",
    ),
    "cellule_perdue": ("b.xlsx", _cellule_perdue, "1000 colonnes", "Ctrl + Fin"),
    "coupe_a_la_derniere_ligne": (
        "b.xlsx",
        lambda chemin: xlsx_brut(
            chemin, ligne_xml(1, "a", "b") + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
        ),
        "probablement été coupé",
        "plusieurs fichiers",
    ),
    "ods_repete": ("b.ods", _ods_repete, "1000 colonnes", "Ctrl + Fin"),
}


@pytest.mark.parametrize("defaut", DEFAUTS)
def test_un_fichier_par_defaut(defaut: str, tmp_path: Path) -> None:
    nom, fabriquer, quoi, que_faire = DEFAUTS[defaut]
    chemin = fabriquer(tmp_path / nom)
    with pytest.raises(FichierRefuse) as refus:
        lire(chemin, nom)
    erreur = refus.value
    assert quoi in erreur.quoi
    assert que_faire in erreur.que_faire
    assert nom in erreur.ou
    assert erreur.quoi.endswith((".", "?")) and erreur.que_faire.endswith(".")


def test_un_document_word_est_nomme(tmp_path: Path) -> None:
    chemin = tmp_path / "note.xlsx"
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(FichierRefuse, match="document Word"):
        verifier(chemin, "note.xlsx")


def test_une_archive_de_fichiers_est_nommee(tmp_path: Path) -> None:
    chemin = tmp_path / "export.zip"
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("balance.csv", "a;b")
    with pytest.raises(FichierRefuse, match="archive zip"):
        verifier(chemin, "export.zip")


@pytest.mark.parametrize("nom", ["budget.csv", "budget", "budget.xls", "budget.txt"])
def test_la_signature_prime_sur_le_nom(nom: str, tmp_path: Path) -> None:
    assert verifier(classeur(tmp_path / "b.xlsx", SAIN), nom) == "xlsx"


def test_les_fichiers_sains_passent(tmp_path: Path) -> None:
    assert verifier(classeur(tmp_path / "b.xlsx", SAIN), "b.xlsx") == "xlsx"
    assert verifier(ods(tmp_path / "b.ods", table_ods("A", ("a", "b"))), "b.ods") == "ods"
    assert verifier(xls(tmp_path / "b.xls", [("a", "b")]), "b.xls") == "xls"
    texte = tmp_path / "b.csv"
    texte.write_text("BM;Nature\n1;60612\n", "utf-8")
    assert verifier(texte, "b.csv") == "csv"


def test_cinquante_niveaux_passent(tmp_path: Path) -> None:
    chemin = _avec(xl__theme__x_xml=_xml_profond(PROFONDEUR))(tmp_path / "b.xlsx")
    assert verifier(chemin, "b.xlsx") == "xlsx"
