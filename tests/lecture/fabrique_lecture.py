"""Fabrique, au moment du test, les fichiers sains et défectueux que les lecteurs doivent reconnaître."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import xlsxwriter

from core.donnees.lecture.aiguillage import lire_ici
from core.donnees.lecture.modele import Feuille, Lecture

ENTETES = ("Exercice", "Sens", "Chapitre", "Nature", "Libellé", "Voté", "Réalisé")
LIGNES = (
    (2024, "Dépense", "011", "60612", "Électricité", 120000, 118432.17),
    (2024, "Dépense", "012", "64111", "Rémunération principale", 2500000.5, 2480111.02),
    (2024, "Recette", "731", "73111", "Impôts directs locaux", 3100000, 3140220.4),
)
SURFACE = "urn:oasis:names:tc:opendocument:xmlns:"
FICHES = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PAQUET = "http://schemas.openxmlformats.org/package/2006"
FEUILLE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def classeur(chemin: Path, lignes: list[tuple[Any, ...]], feuille: str = "Export") -> Path:
    """Un .xlsx d'une feuille, écrit valeur par valeur (nul : cellule vide)."""
    with xlsxwriter.Workbook(chemin, {"strings_to_formulas": False}) as livre:
        page = livre.add_worksheet(feuille)
        for rang, ligne in enumerate(lignes):
            for place, valeur in enumerate(ligne):
                if valeur is not None:
                    page.write(rang, place, valeur)
    return chemin


def xlsx_brut(
    chemin: Path,
    donnees: str,
    *,
    avant: str = "",
    apres: str = "",
    livre: str = "",
    autres: dict[str, str] | None = None,
) -> Path:
    """Un .xlsx minimal dont on écrit soi-même le XML de la feuille (`donnees` : des `<row>`)."""
    types = (
        f'{FICHES}<Types xmlns="{PAQUET}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    )
    parties = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'{FICHES}<Relationships xmlns="{PAQUET}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{FICHES}<workbook xmlns="{FEUILLE}" xmlns:r="{OFFICE}">{livre}<sheets>'
        '<sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{FICHES}<Relationships xmlns="{PAQUET}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{FICHES}<worksheet xmlns="{FEUILLE}">{avant}<sheetData>{donnees}</sheetData>'
        f"{apres}</worksheet>",
        **(autres or {}),
    }
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in parties.items():
            archive.writestr(nom, contenu)
    return chemin


def ligne_xml(numero: int, *valeurs: str | float | None) -> str:
    """Une `<row>` : les textes en ligne, les nombres en `<v>`."""
    cellules = []
    for place, valeur in enumerate(valeurs):
        repere = f"{chr(65 + place)}{numero}"
        if isinstance(valeur, str):
            cellules.append(f'<c r="{repere}" t="inlineStr"><is><t>{valeur}</t></is></c>')
        elif valeur is not None:
            cellules.append(f'<c r="{repere}"><v>{valeur}</v></c>')
    return f'<row r="{numero}">{"".join(cellules)}</row>'


def ods(chemin: Path, *tables: str) -> Path:
    """Un .ods minimal ; chaque table est écrite en XML (voir `table_ods`)."""
    espaces = " ".join(f'xmlns:{nom}="{SURFACE}{nom}:1.0"' for nom in ("office", "table", "text", "style"))
    contenu = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {espaces} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">'
        '<office:automatic-styles><style:style style:name="cachee" style:family="table"><style:table-properties '
        'table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>'
        f"{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", contenu)
        archive.writestr("META-INF/manifest.xml", '<?xml version="1.0"?><manifest/>')
    return chemin


def table_ods(nom: str, *lignes: tuple[Any, ...], style: str = "") -> str:
    """Une table .ods ; une valeur qui commence par « < » est une cellule déjà écrite en XML."""
    rangees = []
    for ligne in lignes:
        cellules = []
        for valeur in ligne:
            if valeur is None:
                cellules.append("<table:table-cell/>")
            elif isinstance(valeur, str) and valeur.startswith("<"):
                cellules.append(valeur)
            elif isinstance(valeur, str):
                cellules.append(
                    f'<table:table-cell office:value-type="string"><text:p>{valeur}</text:p></table:table-cell>'
                )
            else:
                cellules.append(
                    f'<table:table-cell office:value-type="float" office:value="{valeur}">'
                    f"<text:p>{valeur}</text:p></table:table-cell>"
                )
        rangees.append(f"<table:table-row>{''.join(cellules)}</table:table-row>")
    return f'<table:table table:name="{nom}" table:style-name="{style}">{"".join(rangees)}</table:table>'


def _enregistrement(genre: int, corps: bytes) -> bytes:
    return struct.pack("<HH", genre, len(corps)) + corps


def _cellule_xls(ligne: int, colonne: int, valeur: object) -> bytes:
    place = struct.pack("<HHH", ligne, colonne, 0)
    if valeur == "=":
        return _enregistrement(0x06, place + bytes([3, 0, 0, 0, 0, 0, 0xFF, 0xFF]) + bytes(8))
    if isinstance(valeur, str) and valeur.startswith("#"):
        return _enregistrement(0x205, place + bytes([{"#REF!": 0x17, "#N/A": 0x2A}[valeur], 1]))
    if isinstance(valeur, str):
        return _enregistrement(0x204, place + struct.pack("<HB", len(valeur), 1) + valeur.encode("utf-16-le"))
    return _enregistrement(0x203, place + struct.pack("<d", valeur))


def xls(chemin: Path, lignes: list[tuple[Any, ...]], *, flux: tuple[str, ...] = ("Workbook",)) -> Path:
    """Un vieux .xls (BIFF8 dans un conteneur OLE) d'une feuille « Export » ; `flux` nomme les flux du conteneur."""
    debut = _enregistrement(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0x600))
    nom = "Export"
    feuille_fixe = struct.pack("<BBBB", 0, 0, len(nom), 0) + nom.encode("latin-1")
    taille_entete = len(debut) + 4 + 4 + len(feuille_fixe) + 4
    corps = _enregistrement(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0x600))
    for rang, ligne in enumerate(lignes):
        corps += b"".join(_cellule_xls(rang, place, v) for place, v in enumerate(ligne) if v is not None)
    corps += _enregistrement(0x0A, b"")
    livre = debut + _enregistrement(0x85, struct.pack("<I", taille_entete) + feuille_fixe) + _enregistrement(0x0A, b"")
    return ole(chemin, (livre + corps).ljust(8192, b"\0"), flux)


def xls_court(chemin: Path, lignes: list[tuple[Any, ...]]) -> Path:
    """Le même .xls, rangé comme le fait LibreOffice quand il est petit : en secteurs de 64 octets, dans la racine."""
    contenu = xls(chemin, lignes).read_bytes()[1024 : 1024 + 8192].rstrip(b"\0") + bytes(3)
    petits = -(-len(contenu) // 64)
    secteurs = -(-petits * 64 // 512)
    chaine = struct.pack(f"<{petits}I", *range(1, petits), 0xFFFFFFFE).ljust(512, b"\xff")
    table = struct.pack(f"<{secteurs + 3}I", 0xFFFFFFFD, 0xFFFFFFFE, *range(3, secteurs + 2), 0xFFFFFFFE, 0xFFFFFFFE)
    repertoire = _entree_ole("Root Entry", 5, 2, petits * 64, 1) + _entree_ole(
        "Workbook", 2, 0, len(contenu), 0xFFFFFFFF
    )
    entete = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    entete += struct.pack("<IIIIIIIII", 0, 1, secteurs + 2, 0, 4096, 1, 1, 0xFFFFFFFE, 0)
    entete += struct.pack("<I", 0).ljust(436, b"\xff")
    chemin.write_bytes(
        entete
        + table.ljust(512, b"\xff")
        + chaine
        + contenu.ljust(secteurs * 512, b"\0")
        + repertoire.ljust(512, b"\0")
    )
    return chemin


def ole(chemin: Path, contenu: bytes, flux: tuple[str, ...]) -> Path:
    """Un conteneur OLE : le premier flux nommé porte le contenu, les autres sont vides."""
    secteurs = len(contenu) // 512
    allocation = [0xFFFFFFFD, *range(2, secteurs + 1), 0xFFFFFFFE, 0xFFFFFFFE]
    repertoire = _entree_ole("Root Entry", 5, 0xFFFFFFFE, 0, 1)
    for rang, nom in enumerate(flux, 1):
        suivant = rang + 1 if rang < len(flux) else 0xFFFFFFFF
        repertoire += _entree_ole(
            nom, 2, 1 if rang == 1 else 0xFFFFFFFE, len(contenu) if rang == 1 else 0, 0xFFFFFFFF, suivant
        )
    table = struct.pack(f"<{len(allocation)}I", *allocation).ljust(512, b"\xff")
    entete = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    entete += struct.pack("<IIIIIIIII", 0, 1, secteurs + 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    entete += struct.pack("<I", 0).ljust(436, b"\xff")
    chemin.write_bytes(entete + table + contenu + repertoire.ljust(512, b"\0"))
    return chemin


def _entree_ole(nom: str, sorte: int, secteur: int, taille: int, enfant: int, droite: int = 0xFFFFFFFF) -> bytes:
    brut = (nom + "\0").encode("utf-16-le")
    return (
        brut.ljust(64, b"\0")
        + struct.pack("<HBB", len(brut), sorte, 1)
        + struct.pack("<III", 0xFFFFFFFF, droite, enfant)
        + bytes(36)
        + struct.pack("<IQ", secteur, taille)
    )


def crc_faux(chemin: Path) -> Path:
    """Fausse un octet du CRC annoncé de la première partie, dans l'en-tête local et dans le sommaire."""
    octets = bytearray(chemin.read_bytes())
    sommaire = octets.find(b"PK\x01\x02")
    for place in (14, sommaire + 16):
        octets[place] ^= 0xFF
    chemin.write_bytes(bytes(octets))
    return chemin


def lire(chemin: Path, /, sous_le_nom: str | None = None, **indications: str) -> Lecture:
    """Lit dans le processus du test : les lecteurs eux-mêmes, sans le processus fils."""
    return lire_ici(chemin, sous_le_nom or chemin.name, indications)


def colonne(feuille: Feuille, entete: str) -> list[str | None]:
    """Les valeurs d'une colonne, dans l'ordre des lignes du fichier."""
    return feuille.lignes.sort("ligne")[f"c{feuille.entetes.index(entete)}"].to_list()


def identiques(une: Lecture, autre: Lecture) -> bool:
    """Vrai si deux lectures disent la même chose, à la cellule près."""
    return (
        (une.format, une.contexte, une.signature, une.avertissements)
        == (autre.format, autre.contexte, autre.signature, autre.avertissements)
        and len(une.feuilles) == len(autre.feuilles)
        and all(
            f.lignes.equals(g.lignes)
            and f.ecartees.equals(g.ecartees)
            and f.lignes.schema == g.lignes.schema
            and (f.nom, f.entetes, f.lettres, f.ligne_entete, f.table, f.indices, f.fautives)
            == (g.nom, g.entetes, g.lettres, g.ligne_entete, g.table, g.indices, g.fautives)
            for f, g in zip(une.feuilles, autre.feuilles, strict=True)
        )
    )


def deflate(octets: bytes) -> bytes:
    """Les octets comprimés sans en-tête, comme dans une archive zip."""
    moteur = zlib.compressobj(9, zlib.DEFLATED, -15)
    return moteur.compress(octets) + moteur.flush()
