"""Les conteneurs : l'archive zip d'un classeur et le vieux conteneur OLE, inspectés sans rien exécuter."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from core.erreurs import FichierRefuse

ENTREES = 1_000
DEPLIE = 250 * 1024 * 1024
RAPPORT = 100
RAPPORT_A_PARTIR_DE = 1024 * 1024
PROFONDEUR = 50
BLOC = 1024 * 1024
_XML = (".xml", ".rels", ".vml")
DOCUMENT = "document"
"""Le nom donné au XML déposé tel quel, qui n'est pas une partie d'un classeur."""

_CODAGES = frozenset({"UTF-8", "UTF8", "US-ASCII", "ASCII", "WINDOWS-1252", "CP1252", "LATIN1"})
_PETIT_FLUX, _PETIT_SECTEUR = 4096, 64
_GARDES = bytes(octet for octet in range(256) if octet not in (1, 2, ord("<")))
_REENREGISTRER = "Ouvrez-le dans votre tableur et enregistrez-le à nouveau en .xlsx."
_REEXPORTER = "Exportez à nouveau le document budgétaire depuis votre logiciel, puis déposez-le."
_COUPE = "Le téléchargement ou la copie a été interrompu : reprenez l'export, puis déposez le fichier complet."


class Profondeur:
    """Mesure l'imbrication d'un XML lu par morceaux, en retirant les feuilles niveau après niveau.

    Lève `FichierRefuse` au-delà de 50 niveaux : aucun classeur réel n'en approche.
    """

    def __init__(self, nom: str, ou: str) -> None:
        self._nom, self._ou = nom, ou
        self._ouvertes, self._bord = b"", b""

    def ajouter(self, morceau: bytes) -> None:
        """Prend la suite du XML ; deux octets sont retenus pour ne pas couper une balise en deux."""
        octets = self._bord + morceau
        self._bord, octets = octets[-1:], octets[:-1]
        squelette = octets.replace(b"<?", b"").replace(b"<!", b"").replace(b"</", b"\x01").replace(b"/>", b"\x02")
        reste = (self._ouvertes + squelette.translate(None, _GARDES)).replace(b"<\x02", b"")
        for _ in range(PROFONDEUR):
            plus_court = reste.replace(b"<\x01", b"")
            if len(plus_court) == len(reste):
                break
            reste = plus_court
        if reste.count(b"<") > PROFONDEUR or b"<\x01" in reste:
            quoi = "Ce document XML" if self._nom == DOCUMENT else f"La partie « {self._nom} »"
            raise FichierRefuse(
                f"{quoi} imbrique plus de {PROFONDEUR} balises.",
                self._ou,
                _REEXPORTER if self._nom == DOCUMENT else _REENREGISTRER,
            )
        self._ouvertes = reste


def _codage_etrange(debut: bytes) -> str:
    """Le codage d'un XML où un DOCTYPE ne se verrait pas dans les octets (UTF-16, UTF-7…) ; vide pour les courants."""
    if debut[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in debut[:4]:
        return "UTF-16"
    dit = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", debut[:1000])
    codage = dit.group(1).decode("ascii", "replace").upper() if dit else "UTF-8"
    return "" if codage in _CODAGES or codage.startswith("ISO-8859-") else codage


def morceaux_sans_doctype(morceaux: Iterator[bytes], nom: str, ou: str) -> Iterator[bytes]:
    """Laisse passer un XML par morceaux ; lève `FichierRefuse` s'il déclare un DOCTYPE ou n'est pas en octets
    simples."""
    bord = b""
    for morceau in morceaux:
        if not bord and (codage := _codage_etrange(morceau)):
            quoi = "Ce document XML" if nom == DOCUMENT else f"La partie « {nom} »"
            raise FichierRefuse(
                f"{quoi} est en {codage} ; il devrait être en UTF-8 ou en ISO-8859-1.",
                ou,
                _REEXPORTER if nom == DOCUMENT else _REENREGISTRER,
            )
        if b"<!DOCTYPE" in morceau or b"<!DOCTYPE" in bord + morceau[:16]:
            raise FichierRefuse(
                "Ce fichier XML déclare un DOCTYPE, qui permet d'aller lire d'autres fichiers.",
                ou,
                "Demandez à votre éditeur un export sans DOCTYPE, ou ouvrez le fichier et enregistrez-le à nouveau.",
            )
        bord = (bord + morceau[-16:])[-16:]
        yield morceau


@dataclass(frozen=True)
class Archive:
    """Une archive zip déjà vérifiée : ses parties, et le type que son contenu annonce."""

    noms: frozenset[str]
    type_annonce: str


def verifier_zip(chemin: Path, ou: str) -> Archive:
    """Vérifie nombre, noms, taille, rapport, CRC, DOCTYPE et profondeur de chaque partie ; lève `FichierRefuse`.

    Les feuilles de calcul, qui pèsent presque tout, ne sont dépliées et vérifiées qu'une fois : par `morceaux_de`,
    pendant la seconde lecture.
    """
    with coupure(ou), zipfile.ZipFile(chemin) as archive:
        entrees = archive.infolist()
        _verifier_entrees(entrees, ou)
        _refuser_parties_chiffrees(archive, ou)
        for entree in entrees:
            if "worksheets/" not in entree.filename and not _jamais_lue(entree.filename):
                _verifier_partie(archive, entree, ou)
        noms = frozenset(entree.filename for entree in entrees)
        annonce = archive.read("mimetype").decode("ascii", "replace") if "mimetype" in noms else ""
        if "[Content_Types].xml" in noms:
            annonce += archive.read("[Content_Types].xml").decode("utf-8", "replace")
    return Archive(noms, annonce)


@contextmanager
def coupure(ou: str) -> Iterator[None]:
    """Dit en une phrase qu'une archive est coupée ou abîmée, où que la lecture s'en aperçoive."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, OSError, NotImplementedError) as erreur:
        raise FichierRefuse(
            "Ce classeur est coupé ou abîmé : sa fin ou une de ses parties manque.", ou, _COUPE
        ) from erreur


def morceaux_de(archive: zipfile.ZipFile, nom: str, taille: int, ou: str) -> Iterator[bytes]:
    """Une partie dépliée par morceaux de `taille` octets ; CRC, taille annoncée et DOCTYPE sont vérifiés au passage."""
    with coupure(ou), archive.open(nom) as partie:
        blocs = iter(lambda: partie.read(taille), b"")
        yield from morceaux_sans_doctype(blocs, nom, ou) if nom.endswith(_XML) else blocs


def _verifier_entrees(entrees: list[zipfile.ZipInfo], ou: str) -> None:
    noms = [entree.filename for entree in entrees]
    if len(noms) > ENTREES:
        raise FichierRefuse(
            f"Ce classeur contient {len(noms)} parties ; {ENTREES} au plus sont lues.", ou, _REENREGISTRER
        )
    double = next((nom for nom in noms if noms.count(nom) > 1), None)
    if double:
        raise FichierRefuse(
            f"La partie « {double} » figure deux fois dans ce classeur : laquelle croire ?", ou, _REENREGISTRER
        )
    if any(".." in nom.split("/") or nom.startswith(("/", "\\")) or "\\" in nom or ":" in nom for nom in noms):
        raise FichierRefuse(
            "Une partie de ce classeur veut s'écrire hors de sa place (« .. » dans son nom).", ou, _REENREGISTRER
        )
    if any(entree.flag_bits & 1 for entree in entrees):
        raise FichierRefuse(
            "Cette archive est protégée par un mot de passe.",
            ou,
            "Enregistrez le classeur sans mot de passe, puis déposez-le à nouveau.",
        )
    if sum(entree.file_size for entree in entrees) > DEPLIE:
        raise FichierRefuse("Une fois déplié, ce classeur dépasserait 250 Mo (bombe zip ?).", ou, _REENREGISTRER)
    for entree in entrees:
        if entree.file_size > RAPPORT_A_PARTIR_DE and entree.file_size > RAPPORT * max(entree.compress_size, 1):
            raise FichierRefuse(
                f"La partie « {entree.filename} » se déplie plus de {RAPPORT} fois (bombe zip ?).", ou, _REENREGISTRER
            )


def _refuser_parties_chiffrees(archive: zipfile.ZipFile, ou: str) -> None:
    """Un .ods protégé garde une archive ordinaire, mais son manifeste dit que ses parties sont chiffrées."""
    with suppress(KeyError), archive.open("META-INF/manifest.xml") as manifeste:
        if b"encryption-data" in manifeste.read(BLOC):
            raise FichierRefuse(
                "Ce classeur est protégé par un mot de passe.",
                ou,
                "Enregistrez-le sans mot de passe, puis déposez-le à nouveau.",
            )


def _jamais_lue(nom: str) -> bool:
    """Vrai pour une partie que personne n'ouvre ici : son XML n'est pas jugé, elle est seulement bornée en taille."""
    return nom.startswith(("customXml/", "docProps/")) or nom.endswith(".vml")


def _verifier_partie(archive: zipfile.ZipFile, entree: zipfile.ZipInfo, ou: str) -> None:
    profondeur = Profondeur(entree.filename, ou)
    for bloc in morceaux_de(archive, entree.filename, BLOC, ou):
        if entree.filename.endswith(_XML):
            profondeur.ajouter(bloc)


def entrees_ole(chemin: Path) -> tuple[str, ...]:
    """Les noms des flux d'un conteneur OLE (vieux .xls, classeur chiffré) ; vide si le répertoire est illisible."""
    octets = chemin.read_bytes()
    try:
        return tuple(nom for nom, _, _ in repertoire_ole(octets))
    except (struct.error, IndexError, ValueError):
        return ()


def repertoire_ole(octets: bytes) -> list[tuple[str, int, int]]:
    """Le répertoire d'un conteneur OLE : (nom, premier secteur, taille) de chaque flux."""
    taille = 1 << struct.unpack_from("<H", octets, 30)[0]
    premier = struct.unpack_from("<I", octets, 48)[0]
    brut = chaine_ole(octets, premier, taille)
    flux = []
    for debut in range(0, len(brut) - 127, 128):
        longueur = struct.unpack_from("<H", brut, debut + 64)[0]
        nom = brut[debut : debut + max(longueur - 2, 0)].decode("utf-16-le", "replace")
        secteur, poids = struct.unpack_from("<II", brut, debut + 116)
        if nom:
            flux.append((nom, secteur, poids))
    return flux


def flux_ole(octets: bytes, nom: str) -> bytes:
    """Le contenu d'un flux d'un conteneur OLE ; lève `KeyError` s'il n'y est pas, `ValueError` s'il est rompu.

    Un flux de moins de 4 096 octets est rangé par morceaux de 64 octets dans le flux de la racine.
    """
    taille = 1 << struct.unpack_from("<H", octets, 30)[0]
    flux = {entree: (secteur, poids) for entree, secteur, poids in repertoire_ole(octets)}
    secteur, poids = flux[nom]
    if poids >= _PETIT_FLUX:
        return chaine_ole(octets, secteur, taille)[:poids]
    racine = chaine_ole(octets, flux["Root Entry"][0], taille)
    premier = struct.unpack_from("<I", octets, 60)[0]
    brute = chaine_ole(octets, premier, taille)
    table = struct.unpack(f"<{len(brute) // 4}I", brute)
    morceaux: list[bytes] = []
    while secteur < 0xFFFFFFFA:
        if secteur >= len(table) or len(morceaux) > len(table):
            raise ValueError("chaîne de petits secteurs rompue")
        morceaux.append(racine[secteur * _PETIT_SECTEUR : (secteur + 1) * _PETIT_SECTEUR])
        secteur = table[secteur]
    return b"".join(morceaux)[:poids]


def chaine_ole(octets: bytes, secteur: int, taille: int) -> bytes:
    """Les octets d'une chaîne de secteurs ; lève `ValueError` si elle boucle ou sort du fichier."""
    table = _table_ole(octets, taille)
    morceaux, vus = [], 0
    while secteur < 0xFFFFFFFA:
        debut = (secteur + 1) * taille
        if debut >= len(octets) or secteur >= len(table) or vus > len(table):
            raise ValueError("chaîne de secteurs rompue")
        morceaux.append(octets[debut : debut + taille])
        secteur, vus = table[secteur], vus + 1
    return b"".join(morceaux)


def _table_ole(octets: bytes, taille: int) -> tuple[int, ...]:
    """La table d'allocation : 109 secteurs nommés dans l'en-tête, puis la chaîne des secteurs DIFAT."""
    noms = [secteur for secteur in struct.unpack_from("<109I", octets, 76) if secteur < 0xFFFFFFFA]
    suivant, restants = struct.unpack_from("<II", octets, 68)
    par_secteur = taille // 4
    while suivant < 0xFFFFFFFA and restants > 0:
        valeurs = struct.unpack_from(f"<{par_secteur}I", octets, (suivant + 1) * taille)
        noms += [secteur for secteur in valeurs[:-1] if secteur < 0xFFFFFFFA]
        suivant, restants = valeurs[-1], restants - 1
    table: list[int] = []
    for secteur in noms:
        bloc = octets[(secteur + 1) * taille : (secteur + 2) * taille]
        table += struct.unpack(f"<{len(bloc) // 4}I", bloc[: len(bloc) // 4 * 4])
    return tuple(table)
