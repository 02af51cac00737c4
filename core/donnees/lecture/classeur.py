"""Ce qu'un classeur .xlsx dit de lui-même : feuilles, états, styles, dates, chaînes partagées."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property

import polars as pl
from lxml import etree

from core.erreurs import FichierRefuse

_DATES_NATIVES = frozenset(range(14, 23)) | frozenset(range(45, 48))
_POURCENTS_NATIFS = frozenset({9, 10})
_MOTS = re.compile(r"\"([^\"]*)\"|\\(.)|\[\$([^\]-]*)[^\]]*\]|([A-Za-z€]+)|(?<=[0#])( )(?=[A-Za-z€])")
_MUETS = re.compile(r"\[(?!\$)[^\]]*\]|_.|\*.|[eE][+-]")
_MORT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hmsHMS]+\])[^\]]*\]')


@dataclass(frozen=True)
class Onglet:
    """Une feuille du classeur : son nom, la partie qui la porte, et si elle est montrée."""

    nom: str
    partie: str
    visible: bool


class Classeur:
    """Lecture seule d'un .xlsx déjà passé par le portier ; `livre` est la partie qui nomme ses feuilles."""

    def __init__(self, archive: zipfile.ZipFile, ou: str) -> None:
        self.archive = archive
        self._ou = ou
        self.livre = self._partie_livre()
        livre = self._xml(self.livre)
        self.calcul_a_refaire = any(
            noeud.get("fullCalcOnLoad") in {"1", "true"} for noeud in _descendants(livre, "calcPr")
        )
        self.depuis_1904 = any(noeud.get("date1904") in {"1", "true"} for noeud in _descendants(livre, "workbookPr"))
        self.onglets = self._onglets(livre)

    @cached_property
    def calcule(self) -> bool:
        """Vrai si un tableur a laissé la trace de son calcul : la chaîne d'Excel, ou le nom de LibreOffice."""
        noms = self.archive.namelist()
        if posixpath.join(posixpath.dirname(self.livre), "calcChain.xml") in noms:
            return True
        return "docProps/app.xml" in noms and b"LibreOffice" in self.archive.read("docProps/app.xml")

    def _partie_livre(self) -> str:
        for noeud in self._xml("_rels/.rels"):
            if noeud.get("Type", "").endswith("/officeDocument"):
                return str(noeud.get("Target", "")).lstrip("/")
        return "xl/workbook.xml"

    def _xml(self, partie: str) -> etree._Element:
        analyseur = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        try:
            return etree.fromstring(self.archive.read(partie), analyseur)
        except (KeyError, etree.XMLSyntaxError) as erreur:
            raise FichierRefuse(
                f"La partie « {partie} » de ce classeur manque ou est illisible.",
                self._ou,
                "Ouvrez-le dans votre tableur, enregistrez-le à nouveau, puis redéposez.",
            ) from erreur

    def _relations(self) -> dict[str, str]:
        """La partie que désigne chaque relation vers une feuille de calcul (les graphiques n'en sont pas)."""
        dossier, nom = posixpath.split(self.livre)
        cibles = {}
        for noeud in self._xml(posixpath.join(dossier, "_rels", f"{nom}.rels")):
            if not str(noeud.get("Type", "")).endswith("/worksheet"):
                continue
            cible = str(noeud.get("Target", ""))
            cibles[str(noeud.get("Id"))] = (
                cible.lstrip("/") if cible.startswith("/") else posixpath.normpath(posixpath.join(dossier, cible))
            )
        return cibles

    def _onglets(self, livre: etree._Element) -> tuple[Onglet, ...]:
        cibles = self._relations()
        onglets = []
        for noeud in _descendants(livre, "sheet"):
            relation = next((valeur for cle, valeur in noeud.attrib.items() if str(cle).endswith("}id")), "")
            if str(relation) in cibles:
                onglets.append(
                    Onglet(str(noeud.get("name")), cibles[str(relation)], noeud.get("state", "visible") == "visible")
                )
        noms = [onglet.nom.casefold() for onglet in onglets]
        parties = [onglet.partie for onglet in onglets]
        if len(set(noms)) < len(noms) or len(set(parties)) < len(parties):
            raise FichierRefuse(
                "Une feuille figure deux fois dans ce classeur : laquelle croire ?",
                self._ou,
                "Ouvrez-le dans votre tableur, enregistrez-le à nouveau, puis redéposez.",
            )
        return tuple(onglets)

    @cached_property
    def formats(self) -> tuple[tuple[int, str], ...]:
        """Le format de nombre de chaque style : son numéro et son code (vide s'il est natif)."""
        partie = posixpath.join(posixpath.dirname(self.livre), "styles.xml")
        if partie not in self.archive.namelist():
            return ()
        styles = self._xml(partie)
        codes = {int(n.get("numFmtId", "0")): str(n.get("formatCode", "")) for n in _descendants(styles, "numFmt")}
        return tuple(
            (numero, codes.get(numero, ""))
            for bloc in _descendants(styles, "cellXfs")
            for noeud in bloc
            if (numero := int(noeud.get("numFmtId", "0"))) >= 0
        )

    def styles(self, genre: str) -> frozenset[int]:
        """Les styles d'un genre : « date » ou « pourcent »."""
        return frozenset(rang for rang, (numero, code) in enumerate(self.formats) if _genre(numero, code) == genre)

    @cached_property
    def unites(self) -> dict[int, str]:
        """Les mots que le format de chaque style ajoute au nombre (« M€ »), une virgule s'il l'affiche divisé."""
        ecrites = {rang: mots_du_format(code) for rang, (_, code) in enumerate(self.formats)}
        return {rang: mots for rang, mots in ecrites.items() if mots}

    @cached_property
    def chaines(self) -> pl.Series:
        """Les chaînes partagées, dans l'ordre de leur numéro."""
        partie = posixpath.join(posixpath.dirname(self.livre), "sharedStrings.xml")
        if partie not in self.archive.namelist():
            return pl.Series("chaine", [], dtype=pl.String)
        texte = self.archive.read(partie).decode("utf-8", "replace")
        if "<!" in texte:
            raise FichierRefuse(
                "Les textes de ce classeur sont coupés par un commentaire ou une section CDATA.",
                self._ou,
                "Ouvrez-le dans votre tableur, enregistrez-le à nouveau, puis redéposez.",
            )
        prefixe = re.search(r"<(\w+:)?sst\b", texte)
        p = (prefixe.group(1) or "") if prefixe else ""
        texte = re.sub(rf"<{p}si/>", f"<{p}si></{p}si>", texte)
        blocs = pl.Series([texte]).str.split(f"</{p}si>").explode()
        blocs = blocs.head(len(blocs) - 1)
        seule = blocs.str.extract(rf"<{p}si>\s*<{p}t[^>]*>([^<]*)</{p}t>\s*$", 1)
        reste = seule.is_null().arg_true()
        if len(reste):
            riches = [_texte_riche(bloc, p) for bloc in blocs.gather(reste)]
            seule = seule.scatter(reste, pl.Series(riches, dtype=pl.String))
        return seule.alias("chaine")


def deux_feuilles(nom: str, ou: str) -> FichierRefuse:
    """Le refus d'un classeur où deux feuilles ont le même nom : un lecteur n'en verrait qu'une."""
    return FichierRefuse(
        f"Deux feuilles de ce classeur s'appellent « {nom} » : laquelle croire ?",
        ou,
        "Donnez à chacune son nom dans votre tableur (ou ôtez celle qui est en trop), enregistrez, puis redéposez.",
    )


def _texte_riche(bloc: str, p: str) -> str:
    """Le texte d'une chaîne en plusieurs morceaux, sans sa prononciation (`rPh`)."""
    nu = re.sub(rf"<{p}rPh.*?</{p}rPh>", "", bloc, flags=re.DOTALL)
    return "".join(re.findall(rf"<{p}t(?:\s[^>]*[^/])?>([^<]*)</{p}t>", nu))


def _descendants(racine: etree._Element, nom: str) -> list[etree._Element]:
    return [noeud for noeud in racine.iter(f"{{*}}{nom}")]


def _genre(numero: int, code: str) -> str:
    """Le genre d'un format, d'après sa première section, hors textes entre guillemets."""
    if not code:
        return "date" if numero in _DATES_NATIVES else "pourcent" if numero in _POURCENTS_NATIFS else ""
    vivant = _MORT.sub("", code.split(";", maxsplit=1)[0])
    if re.search(r"[dmyhsDMYHS]", vivant) and vivant.lower() != "general" and not re.search(r"[0#]\s*[eE]", vivant):
        return "date"
    if "%" in vivant:
        return "pourcent"
    return ""


def mots_du_format(code: str) -> str:
    """Ce qu'un format de nombre écrit à côté du nombre, dans sa première section ; une virgule finale, qui n'affiche
    que les milliers, est rendue seule.

    >>> mots_du_format('#,##0.0 "k€"'), mots_du_format("#,##0,"), mots_du_format('#,##0.00 [$€-40C]')
    ('k€', ',', '€')
    """
    if _genre(-1, code) or code.lower() == "general":
        return ""
    positif = _MUETS.sub("", code.split(";", maxsplit=1)[0])
    mots = "".join("".join(groupes) for groupes in _MOTS.findall(positif))
    divise = re.search(r"[0#?],+(?![0#?])", _MORT.sub("", positif))
    return " ".join([",", mots] if divise else [mots]).strip()
