"""Le portier : ce qu'un fichier doit être avant qu'un lecteur l'ouvre.

Chaque refus dit en une phrase ce qu'est le fichier et comment le réparer. Un classeur à macros est refusé : une
macro n'est jamais exécutée, et les valeurs qu'elle aurait calculées seraient peut-être périmées.
"""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from core.donnees.conteneurs import BLOC, DOCUMENT, Profondeur, entrees_ole, morceaux_sans_doctype, verifier_zip
from core.donnees.personnelles import donnees_personnelles
from core.donnees.signatures import OLE, ZIP, etranger, nature_du_texte, sans_marque
from core.erreurs import FichierRefuse

TAILLE = 20 * 1024 * 1024
CELLULES = 5_000_000
COLONNES = 1_000
DERNIERE_LIGNE = 1_048_576

__all__ = ["borner", "donnees_personnelles", "verifier"]

_REENREGISTRER = "Ouvrez-le dans Excel ou LibreOffice, enregistrez-le en « Classeur Excel (.xlsx) », puis redéposez-le."
_REFAIRE = "Refaites l'export, puis déposez le nouveau fichier."
_ATTENDU = "Déposez un classeur (.xlsx, .xls, .ods), un texte .csv, ou le XML TotEM de votre budget."
_ARCHIVES = {
    "word/": "un document Word",
    "ppt/": "une présentation PowerPoint",
    "Payload/": "une application",
    "META-INF/MANIFEST.MF": "un programme Java",
    "Index/": "un classeur Numbers (Apple)",
}


def verifier(chemin: Path, nom_fichier: str) -> str:
    """Rend la nature du fichier — « xlsx », « xls », « ods », « csv » ou « xml » — ou lève `FichierRefuse`.

    Contrôle la taille, la signature (jamais l'extension), l'archive (nombre, noms, CRC, taille dépliée, rapport),
    le DOCTYPE et la profondeur des XML, le chiffrement, les macros et les déguisements.
    """
    ou = f"Fichier « {nom_fichier} »"
    taille = chemin.stat().st_size
    if taille == 0:
        raise FichierRefuse("Ce fichier est vide (0 octet).", ou, _REFAIRE)
    if taille > TAILLE:
        raise FichierRefuse(
            f"Ce fichier pèse {taille / 1e6:.0f} Mo ; la limite est de 20 Mo.",
            ou,
            "Exportez un exercice ou un budget à la fois.",
        )
    with chemin.open("rb") as fichier:
        debut = fichier.read(65_536)
    if taille <= len(debut) and not sans_marque(debut):
        raise FichierRefuse("Ce fichier est vide : il ne contient que des espaces.", ou, _REFAIRE)
    etrange = etranger(debut)
    if etrange:
        raise FichierRefuse(f"Ce fichier est {etrange}, pas un tableau.", ou, _ATTENDU)
    if debut.startswith(OLE):
        return _vieux_classeur(chemin, ou)
    if debut.startswith(ZIP):
        return _archive(chemin, ou)
    return _texte(chemin, debut, nom_fichier, ou)


def borner(feuille: str, lignes: int, colonnes: int, derniere: int, ou: str) -> None:
    """Refuse une feuille coupée, trop large (1 000 colonnes), ou dont la boîte dépasse 5 millions de cellules.

    `lignes` et `colonnes` mesurent la boîte des cellules pleines, `derniere` est le numéro de la dernière ligne
    pleine ; un lecteur de tableur réserve la boîte entière, même presque vide. Une feuille pleine jusqu'au bout a
    sans doute été coupée.
    """
    if derniere >= DERNIERE_LIGNE:
        raise FichierRefuse(
            f"La feuille « {feuille} » va jusqu'à la dernière ligne possible ({DERNIERE_LIGNE}) : l'export a "
            "probablement été coupé.",
            ou,
            "Exportez en plusieurs fichiers, ou en .csv.",
        )
    borner_la_largeur(feuille, colonnes, ou)
    if lignes * colonnes > CELLULES:
        raise FichierRefuse(
            f"La feuille « {feuille} » s'étend sur {lignes} lignes et {colonnes} colonnes : une cellule isolée "
            "l'étire au-delà de 5 millions de cellules.",
            ou,
            "Supprimez les lignes et colonnes vides jusqu'au bout de la feuille (Ctrl + Fin montre la dernière "
            "cellule), enregistrez, puis redéposez.",
        )


def borner_la_largeur(feuille: str, colonnes: int, ou: str) -> None:
    """Refuse une feuille de plus de 1 000 colonnes, où qu'en soit sa lecture."""
    if colonnes > COLONNES:
        raise FichierRefuse(
            f"La feuille « {feuille} » s'étend sur plus de {COLONNES} colonnes : ce n'est pas un tableau de lignes.",
            ou,
            "Gardez les colonnes utiles et supprimez les autres (Ctrl + Fin montre la dernière cellule), enregistrez, "
            "puis redéposez.",
        )


def _vieux_classeur(chemin: Path, ou: str) -> str:
    noms = entrees_ole(chemin)
    if "EncryptedPackage" in noms or "EncryptionInfo" in noms:
        raise FichierRefuse(
            "Ce classeur est protégé par un mot de passe.",
            ou,
            "Enregistrez-le sans mot de passe, puis déposez-le à nouveau.",
        )
    if any(nom in noms for nom in ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros")):
        _refuser_macros(ou)
    if "Workbook" in noms or "Book" in noms:
        return "xls"
    quoi = "un document Word" if "WordDocument" in noms else "un vieux fichier Office qui n'est pas un classeur"
    if not noms:
        raise FichierRefuse("Ce classeur .xls est coupé ou abîmé : son sommaire est illisible.", ou, _REENREGISTRER)
    raise FichierRefuse(f"Ce fichier est {quoi}.", ou, _ATTENDU)


def _archive(chemin: Path, ou: str) -> str:
    archive = verifier_zip(chemin, ou)
    if any(nom.endswith("vbaProject.bin") for nom in archive.noms) or any(
        nom.startswith(("Basic/", "Scripts/")) for nom in archive.noms
    ):
        _refuser_macros(ou)
    if "xl/workbook.xml" in archive.noms or "spreadsheetml.sheet" in archive.type_annonce:
        return "xlsx"
    if "xl/workbook.bin" in archive.noms:
        raise FichierRefuse("Ce classeur est au format binaire .xlsb.", ou, _REENREGISTRER)
    if "opendocument.spreadsheet" in archive.type_annonce and "content.xml" in archive.noms:
        return "ods"
    for prefixe, quoi in _ARCHIVES.items():
        if any(nom.startswith(prefixe) for nom in archive.noms):
            raise FichierRefuse(f"Ce fichier est {quoi}, pas un tableau.", ou, _ATTENDU)
    raise FichierRefuse(
        "Ce fichier est une archive zip, pas un classeur.",
        ou,
        "Dépliez l'archive, puis déposez un par un les fichiers qu'elle contient.",
    )


def _refuser_macros(ou: str) -> NoReturn:
    raise FichierRefuse(
        "Ce classeur contient des macros ; une macro n'est jamais exécutée ici.",
        ou,
        "Enregistrez-le en « Classeur Excel (.xlsx) », sans macros, puis déposez-le à nouveau.",
    )


def _texte(chemin: Path, debut: bytes, nom_fichier: str, ou: str) -> str:
    suffixe = Path(nom_fichier).suffix.lower()
    nature = nature_du_texte(debut)
    if nature == "binaire":
        raise FichierRefuse(
            "Ce fichier n'est ni un classeur, ni un texte, ni un XML : son contenu est illisible.", ou, _ATTENDU
        )
    if nature == "html":
        raise FichierRefuse(f"Ce fichier est une page web (HTML){_sous(suffixe)}.", ou, _REENREGISTRER)
    if nature == "excel2003":
        raise FichierRefuse(
            "Ce fichier est une « feuille de calcul XML 2003 », un ancien format d'Excel.", ou, _REENREGISTRER
        )
    if nature == "fods":
        raise FichierRefuse("Ce fichier est un classeur OpenDocument à plat (.fods).", ou, _REENREGISTRER)
    if nature == "xml":
        return _xml(chemin, debut, ou)
    if suffixe in {".xlsx", ".xls", ".ods", ".xlsm"}:
        raise FichierRefuse(
            f"Ce fichier est un texte (CSV){_sous(suffixe)}.", ou, "Renommez-le en .csv, puis déposez-le à nouveau."
        )
    return "csv"


def _sous(suffixe: str) -> str:
    return f" sous un nom en {suffixe}" if suffixe else ""


_RACINES = (b"DocumentBudgetaire", b"CompteFinancierUnique", b"<Nomenclature ")
"""Ce que porte au moins un XML que l'on sait lire."""


def _xml(chemin: Path, debut: bytes, ou: str) -> str:
    profondeur = Profondeur(DOCUMENT, ou)
    with chemin.open("rb") as fichier:
        for bloc in morceaux_sans_doctype(iter(lambda: fichier.read(BLOC), b""), DOCUMENT, ou):
            profondeur.ajouter(bloc)
    texte = sans_marque(debut)
    if not any(racine in texte for racine in _RACINES):
        raise FichierRefuse(
            "Ce fichier XML n'est ni un budget TotEM, ni un compte financier unique, ni un plan de comptes.",
            ou,
            _ATTENDU,
        )
    return "xml"
