"""Découper le XML d'une feuille .xlsx à des fins de ligne, au fil de son dépliage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.donnees.conteneurs import morceaux_de
from core.donnees.lecture.classeur import Classeur, Onglet
from core.erreurs import FichierRefuse

BLOC = 4 * 1024 * 1024


def blocs(classeur: Classeur, onglet: Onglet, ou: str) -> Iterator[bytes]:
    """Le XML de la feuille, coupé à des fins de ligne, espaces de noms préfixés ramenés à l'écriture simple."""
    reste, prefixe = b"", b""
    for bloc in morceaux_de(classeur.archive, onglet.partie, BLOC, ou):
        if not reste and not prefixe and (trouve := re.search(rb"<(\w+:)worksheet\b", bloc[:4096])):
            prefixe = trouve.group(1)
        if b"<!" in bloc[max(bloc.find(b"<sheetData"), 0) :]:
            raise _entrelardee(onglet.nom, ou)
        reste += bloc
        fin = b"</" + prefixe + b"row>"
        coupe = reste.rfind(fin)
        if coupe >= 0:
            pret, reste = reste[: coupe + len(fin)], reste[coupe + len(fin) :]
            yield _simple(pret, prefixe)
    if b"worksheet>" not in reste:
        raise FichierRefuse(
            f"La feuille « {onglet.nom} » est coupée : sa fin manque.",
            ou,
            "Reprenez l'export, puis déposez le fichier complet.",
        )
    yield _simple(reste, prefixe)


def _simple(octets: bytes, prefixe: bytes) -> bytes:
    if prefixe:
        octets = octets.replace(b"<" + prefixe, b"<").replace(b"</" + prefixe, b"</")
    return octets


def _entrelardee(nom: str, ou: str) -> FichierRefuse:
    return FichierRefuse(
        f"La feuille « {nom} » coupe ses cellules par un commentaire ou une section CDATA : leur valeur serait lue à "
        "moitié.",
        ou,
        "Ouvrez le classeur dans votre tableur, enregistrez-le à nouveau, puis redéposez.",
    )


def derniere_ligne_annoncee(octets: bytes) -> int:
    """La dernière ligne qu'annonce la tête de la feuille ; 0 si elle n'annonce rien. Ne sert qu'à dire où l'on en
    est."""
    trouve = re.search(rb'<dimension ref="[A-Z]+\d+:[A-Z]+(\d{1,7})"', octets[:4096])
    return int(trouve.group(1)) if trouve else 0
