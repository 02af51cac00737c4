"""Les fichiers déposés, gardés sous leur empreinte, jamais sous leur nom, et sans nom de personne."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from lxml import etree

_DOCUMENTS = frozenset(("totem", "cfu"))
_GARDES = frozenset(("DATA_EMPRUNT", "EMPRUNT", "CodTypEmpr", "MtCapitalRestDu_31_12", "AnEncaiss"))
_BLOCS_NOMINATIFS = frozenset(("Annexes", "doccomptable", "DocComptable"))
_MORCEAU = 1 << 20


def empreinte(chemin: Path) -> str:
    """Le SHA-256 du fichier."""
    calcul = hashlib.sha256()
    with chemin.open("rb") as flux:
        while morceau := flux.read(_MORCEAU):
            calcul.update(morceau)
    return calcul.hexdigest()


def conserver(chemin: Path, format_lu: str, dossier: Path) -> str:
    """Copie le fichier dans `dossier` sous l'empreinte de la copie, et rend cette empreinte.

    D'un document budgétaire, les annexes (qui nomment des personnes) sont ôtées, sauf le capital restant dû des
    emprunts. Écrire deux fois le même contenu ne fait rien.
    """
    contenu = _sans_personnes(chemin) if format_lu in _DOCUMENTS else chemin.read_bytes()
    nom = hashlib.sha256(contenu).hexdigest()
    dossier.mkdir(parents=True, exist_ok=True)
    cible = dossier / nom
    if not cible.exists():
        descripteur, provisoire = tempfile.mkstemp(dir=dossier)
        with os.fdopen(descripteur, "wb") as flux:
            flux.write(contenu)
            flux.flush()
            os.fsync(flux.fileno())
        Path(provisoire).replace(cible)
    return nom


def _sans_personnes(chemin: Path) -> bytes:
    lecteur = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    arbre = etree.parse(chemin, lecteur)
    for bloc in list(arbre.iter()):
        if etree.QName(bloc).localname in _BLOCS_NOMINATIFS:
            _elaguer(bloc)
    rendu = etree.tostring(arbre, xml_declaration=True, encoding=arbre.docinfo.encoding or "UTF-8")
    return rendu if isinstance(rendu, bytes) else rendu.encode()


def _elaguer(noeud: etree._Element) -> None:
    for enfant in list(noeud):
        if etree.QName(enfant).localname in _GARDES:
            _elaguer(enfant)
        else:
            noeud.remove(enfant)
