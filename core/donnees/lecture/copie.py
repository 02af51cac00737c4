"""La copie que l'on conserve d'un fichier déposé : ce que l'on en lit, sans auteurs, sans commentaires ni annexes.

Elle se relit comme l'original, cellule pour cellule. D'un classeur, les parties que personne ne lit sont vidées à leur
place ; d'un document budgétaire, seules les balises lues sont récrites, en flux.
"""

from __future__ import annotations

import copy
import posixpath
import re
import shutil
import struct
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from core.donnees.lecture.classeur import Classeur
from core.donnees.lecture.docbudgetaire import EMPRUNT, ESPACE, SECTION, Bloc, Document
from core.donnees.signatures import ZIP

_CFU = "CompteFinancierUnique"
_PLACES = {
    "EnTeteDocBudgetaire": (),
    "EnTeteBudget": ("Budget",),
    "BlocBudget": ("Budget",),
    "LigneBudget": ("Budget",),
    EMPRUNT: ("Budget", "Annexes", "DATA_EMPRUNT"),
}
_RACINE = re.compile(rb"<([A-Za-z_][\w.-]*(?::[\w.-]+)?)(\s[^<>]*?)?/?>")
_ESPACES = re.compile(rb"\sxmlns(?::[\w.-]+)?=(?:\"[^\"]*\"|'[^']*')")
_ANNOTATIONS = re.compile(
    rb"<([\w.-]+:)(annotation|tracked-changes)\b[^>]*(?:/>|(?<!/)>.*?</\1\2>)|<[\w.-]+:annotation-end\b[^>]*/>",
    re.DOTALL,
)
_PERSONNES_DU_LIVRE = re.compile(rb"<(?:\w+:)?(?:absPath|fileSharing)\b[^>]*/>")
_VUE_PERSONNELLE = re.compile(rb'(<(?:\w+:)?customWorkbookView\b[^>]*?\sname=")[^"]*')
_DEHORS = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode=\"External\"[^>]*>")


def copier(chemin: Path, cible: Path, ou: str) -> None:
    """Écrit dans `cible` la copie à conserver d'un fichier déjà lu sans erreur ; un texte est copié tel quel."""
    with chemin.open("rb") as flux:
        debut = flux.read(4)
    if debut.startswith(ZIP):
        _copier_le_classeur(chemin, cible, ou)
    elif debut.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        _copier_le_document(chemin, cible, ou)
    else:
        shutil.copyfile(chemin, cible)


def _copier_le_document(chemin: Path, cible: Path, ou: str) -> None:
    """Les blocs lus et leurs valeurs, au même rang ; le reste du document n'est pas recopié."""
    document = Document(chemin, ou)
    ouvertes: list[str] = []
    with cible.open("wb") as flux:
        sortie = XMLGenerator(flux, "utf-8", short_empty_elements=True)
        sortie.startDocument()
        for bloc in document.blocs():
            if not ouvertes:
                ouvertes = ["DocumentBudgetaire"]
                if document.racine == _CFU:
                    ouvertes = [_CFU, *ouvertes]
                for nom in ouvertes:
                    sortie.startElement(nom, AttributesImpl({} if nom == _CFU else {"xmlns": ESPACE}))
            for nom in _PLACES[bloc.nom]:
                if nom not in ouvertes:
                    sortie.startElement(nom, AttributesImpl({}))
                    ouvertes.append(nom)
            _ecrire(sortie, bloc)
        for nom in reversed(ouvertes):
            sortie.endElement(nom)
        sortie.endDocument()


def _ecrire(sortie: XMLGenerator, bloc: Bloc) -> None:
    sortie.startElement(bloc.nom, AttributesImpl({"calculated": "true"} if bloc.calcule else {}))
    for nom, valeur in bloc.valeurs.items():
        balise, attributs = ("CaracSup", {"V": valeur, "Code": "Section"}) if nom == SECTION else (nom, {"V": valeur})
        sortie.startElement(balise, AttributesImpl(attributs))
        sortie.endElement(balise)
    sortie.endElement(bloc.nom)


def _copier_le_classeur(chemin: Path, cible: Path, ou: str) -> None:
    with zipfile.ZipFile(chemin) as source, zipfile.ZipFile(cible, "w", zipfile.ZIP_DEFLATED) as neuve:
        lues = _parties_lues(source, ou)
        for entree in source.infolist():
            corps = None
            if entree.filename not in lues:
                corps = _videe(_lisible(source, entree), entree.filename)
            elif entree.filename == "content.xml":
                corps = _ANNOTATIONS.sub(b"", source.read(entree))
            elif entree.filename.endswith((".rels", "workbook.xml")):
                corps = _sans_personne(source.read(entree))
            if corps is None:
                _recopier(source, entree, neuve)
            else:
                neuve.writestr(zipfile.ZipInfo(entree.filename, entree.date_time), corps, zipfile.ZIP_DEFLATED)


def _parties_lues(archive: zipfile.ZipFile, ou: str) -> frozenset[str]:
    """Les parties d'un classeur qui portent ses cellules et ce qu'il faut pour les lire et les montrer."""
    noms = frozenset(archive.namelist())
    if "content.xml" in noms:
        return noms & {"mimetype", "content.xml", "META-INF/manifest.xml"}
    classeur = Classeur(archive, ou)
    dossier = posixpath.dirname(classeur.livre)
    feuilles = [onglet.partie for onglet in classeur.onglets]
    communes = [posixpath.join(dossier, nom) for nom in ("styles.xml", "sharedStrings.xml")]
    parties = {"[Content_Types].xml", "_rels/.rels", classeur.livre, *feuilles, *communes}
    parties |= {_relations(partie) for partie in (classeur.livre, *feuilles)}
    montrees = tuple(posixpath.join(dossier, sous) for sous in ("theme/", "tables/"))
    return frozenset(nom for nom in noms if nom in parties or nom.startswith(montrees))


def _relations(partie: str) -> str:
    dossier, nom = posixpath.split(partie)
    return posixpath.join(dossier, "_rels", f"{nom}.rels")


def _lisible(archive: zipfile.ZipFile, entree: zipfile.ZipInfo) -> bytes:
    """Une partie que personne ne lit ; vide si elle est abîmée, ce qui n'a pas fait refuser le classeur."""
    with suppress(zipfile.BadZipFile, zlib.error, EOFError):
        return archive.read(entree)
    return b""


def _videe(octets: bytes, nom: str) -> bytes:
    """La racine seule d'une partie XML, pour que le classeur s'ouvre encore ; rien d'une autre partie."""
    racine = _RACINE.search(octets) if nom.endswith((".xml", ".vml", ".rels", ".rdf")) else None
    if racine is None:
        return b""
    balise = racine.group(1)
    debut = b'<?xml version="1.0" encoding="UTF-8"?><' + balise + b"".join(_ESPACES.findall(racine.group(2) or b""))
    if balise == b"comments":
        return debut + b"><authors/><commentList/></comments>"
    return debut + b"/>"


def _sans_personne(octets: bytes) -> bytes:
    """Un livre ou ses relations, sans chemin ni nom d'utilisateur, et sans adresse vers l'extérieur."""
    propre = _VUE_PERSONNELLE.sub(rb"\1Vue", _PERSONNES_DU_LIVRE.sub(b"", octets))
    return _DEHORS.sub(lambda lien: re.sub(rb'Target="[^"]*"', b'Target="about:blank"', lien.group()), propre)


def _recopier(source: zipfile.ZipFile, entree: zipfile.ZipInfo, neuve: zipfile.ZipFile) -> None:
    """Recopie une partie comprimée sans la déplier : une feuille de 100 000 lignes n'est pas comprimée deux fois."""
    assert source.fp is not None and neuve.fp is not None
    source.fp.seek(entree.header_offset)
    nom, suite = struct.unpack("<26xHH", source.fp.read(30))
    source.fp.seek(nom + suite, 1)
    neuf = copy.copy(entree)
    neuf.header_offset, neuf.extra = neuve.fp.tell(), b""
    neuf.flag_bits &= ~0x08
    neuve.fp.write(neuf.FileHeader(zip64=False))
    neuve.fp.write(source.fp.read(entree.compress_size))
    neuve.filelist.append(neuf)
    neuve.NameToInfo[neuf.filename] = neuf
    neuve.start_dir = neuve.fp.tell()
