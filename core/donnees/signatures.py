"""Dire ce qu'est un fichier d'après ses premiers octets, jamais d'après son nom."""

from __future__ import annotations

import re

_CONNUES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "un document PDF"),
    (b"\x89PNG", "une image PNG"),
    (b"\xff\xd8\xff", "une photo JPEG"),
    (b"GIF8", "une image GIF"),
    (b"BM", "une image BMP"),
    (b"II*\x00", "une image TIFF"),
    (b"MM\x00*", "une image TIFF"),
    (b"RIFF", "une image ou un son"),
    (b"Rar!", "une archive RAR"),
    (b"7z\xbc\xaf\x27\x1c", "une archive 7z"),
    (b"\x1f\x8b", "une archive gzip"),
    (b"BZh", "une archive bzip2"),
    (b"\xfd7zXZ", "une archive xz"),
    (b"{\\rtf", "un texte RTF"),
    (b"MZ", "un programme"),
    (b"\x7fELF", "un programme"),
    (b"PAR1", "un fichier Parquet"),
    (b"SQLite format 3", "une base SQLite"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BALISES = {
    "html": rb"<html|<table|<head|<body|<meta|<div",
    "excel2003": rb"schemas-microsoft-com:office:spreadsheet",
    "fods": rb"opendocument:xmlns:office",
}


def etranger(debut: bytes) -> str | None:
    """Le nom courant d'un fichier que l'on ne lit pas (« un document PDF ») ; nul si l'on peut essayer."""
    for signature, nom in _CONNUES:
        if debut.startswith(signature) and not (signature in {b"BM", b"MZ", b"RIFF"} and b"\x00" not in debut):
            return nom
    return None


def utf_16(debut: bytes) -> str | None:
    """« utf-16-le » ou « utf-16-be » d'après la marque, ou, sans marque, d'après les octets nuls un sur deux."""
    if debut.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16-le" if debut[0] == 0xFF else "utf-16-be"
    tete = debut[:2000]
    pairs, impairs = tete[0::2].count(0), tete[1::2].count(0)
    if max(pairs, impairs) * 3 > len(tete) and min(pairs, impairs) * 20 < len(tete):
        return "utf-16-le" if impairs > pairs else "utf-16-be"
    return None


def sans_marque(debut: bytes) -> bytes:
    """Le début du texte sans marque d'ordre des octets ni espaces ; l'UTF-16 est ramené à l'UTF-8."""
    codage = utf_16(debut)
    if codage:
        return debut.decode(codage, errors="ignore").lstrip("\ufeff \t\r\n").encode()
    return debut.removeprefix(b"\xef\xbb\xbf").lstrip()


def nature_du_texte(debut: bytes) -> str:
    """« html », « excel2003 », « fods », « xml », « binaire » ou « texte », d'après les 64 premiers Kio d'un
    fichier."""
    texte = sans_marque(debut)
    if not texte.startswith(b"<"):
        return "binaire" if b"\x00" in texte[:4096] else "texte"
    if re.search(_BALISES["excel2003"], texte, re.IGNORECASE):
        return "excel2003"
    if re.search(_BALISES["fods"], texte):
        return "fods"
    if texte[:9].lower() == b"<!doctype" and b"html" in texte[:40].lower():
        return "html"
    return "html" if not texte.startswith(b"<?xml") and re.search(_BALISES["html"], texte, re.IGNORECASE) else "xml"
