"""La seconde lecture d'une feuille .xlsx : son XML, en flux, pour voir ce qu'un lecteur de tableur ne dit pas.

Le XML est découpé aux fins de ligne et chaque morceau analysé en colonnes ; rien n'est gardé que des comptes,
des bornes et les cellules étranges. Les valeurs elles-mêmes viennent de l'autre lecteur : les deux doivent
tomber d'accord sur le nombre de cellules pleines et sur la somme des nombres, au centime.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from core.donnees.conteneurs import Profondeur
from core.donnees.lecture.avance import annoncer
from core.donnees.lecture.classeur import Classeur, Onglet
from core.donnees.lecture.decoupe import blocs, derniere_ligne_annoncee
from core.donnees.lecture.modele import CelluleFautive
from core.donnees.lecture.releve import Balayage
from core.donnees.nombres import AMBIGU
from core.donnees.portier import borner_la_largeur
from core.erreurs import FichierRefuse

PLUS_GRAND = 1e11
MONTREES = 10_000
DATE_MAXIMALE = 95_000_000
ZERO = r"^-?0+(?:\.0+)?$"
LONGUE = r"\.[0-9]{3}|[eE]-"
"""Une cellule numérique à plus de deux décimales, telle que le classeur l'enregistre."""


@dataclass(frozen=True)
class _Cles:
    """Ce qu'il faut savoir du classeur pour comprendre une cellule."""

    chaines: pl.DataFrame
    dates: frozenset[int]
    pourcents: frozenset[int]
    unites: dict[int, str]
    calcul_a_refaire: bool
    ou: str


def balayer(classeur: Classeur, onglet: Onglet, ou: str) -> Balayage:
    """Lit le XML d'une feuille en flux ; rend ce qu'elle contient vraiment.

    Sur un seul fil : l'autre cœur est au voisin, qui lit les cellules pendant ce temps.
    """
    chaines = classeur.chaines
    cles = _Cles(
        pl.DataFrame({"cents": centimes(chaines), "vide": chaines == "", "ambigu": chaines.str.contains(AMBIGU)}),
        classeur.styles("date"),
        classeur.styles("pourcent"),
        classeur.unites,
        classeur.calcul_a_refaire,
        ou,
    )
    total, annoncees = Balayage(), 0
    annoncer(onglet.nom)
    try:
        for bloc in blocs(classeur, onglet, ou):
            annoncees = annoncees or derniere_ligne_annoncee(bloc)
            total.joindre(_balayer_bloc(bloc, cles))
            borner_la_largeur(onglet.nom, total.derniere_colonne_pleine, ou)
            annoncer(onglet.nom, total.lignes, annoncees)
    except (KeyError, pl.exceptions.ComputeError) as erreur:
        raise FichierRefuse(
            f"La feuille « {onglet.nom} » manque ou n'est pas du texte lisible.",
            ou,
            "Ouvrez le classeur dans votre tableur, enregistrez-le à nouveau, puis redéposez.",
        ) from erreur
    if not classeur.calcule:
        total.douter_des_zeros()
    return total


_REGULIERE = (
    r'^r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>(?:<v>|<is><t>)([^<]*)</(?:v>|t></is>)</c>[ \r\n\t]*'
    r"(?:</row>[ \r\n\t]*(?:<row [^>]*>[ \r\n\t]*)?)?$"
)
"""Une cellule simple, jusqu'à la suivante : tout ce qui s'en écarte est regardé une seconde fois, balise par balise."""
_GENERALE = (
    r'^r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?'
    r"(?:(?:<v(?:\s[^>/]*)?>|<is>(?:<r>|<rPr>.*?</rPr>)*<t(?:\s[^>/]*)?>)([^<]*))?"
)
_CHAMPS = ["colonne", "ligne", "attributs", "valeur"]


def _balayer_bloc(octets: bytes, cles: _Cles) -> Balayage:
    vu = Balayage()
    _autour(octets, vu)
    brutes = pl.Series("x", [octets]).cast(pl.String).str.split("<c ").explode().to_frame()
    lues = _en_champs(brutes, _REGULIERE)
    autres = _en_champs(lues.filter(pl.col("colonne").is_null()).select("x"), _GENERALE)
    _sans_profondeur(autres["x"], cles.ou)
    sans_attribut = autres["x"].str.contains("<c>", literal=True).any()
    autres = autres.slice(1)
    if autres["colonne"].null_count() or sans_attribut:
        return _balayer_bloc(_adresser(octets.decode(), cles.ou).encode(), cles)
    cellules = pl.concat([lues.drop("x").drop_nulls("colonne"), autres.drop("x")])
    del lues, brutes
    if not cellules.is_empty():
        _formules(autres, cles, vu)
        _bornes(cellules, vu)
        _valeurs(cellules.drop_nulls("valeur"), cles, vu)
    return vu


def _en_champs(brutes: pl.DataFrame, motif: str) -> pl.DataFrame:
    champs = pl.col("x").str.extract_groups(motif).struct.rename_fields(_CHAMPS)
    return brutes.with_columns(champs.alias("g")).unnest("g")


def _sans_profondeur(morceaux: pl.Series, ou: str) -> None:
    """Les cellules simples n'imbriquent rien ; seul le reste du XML peut être trop profond."""
    Profondeur("feuille", ou).ajouter("<c ".join(morceaux).encode() + b" ")


def _adresser(texte: str, ou: str) -> str:
    """Met l'adresse en tête de chaque cellule ; lève `FichierRefuse` si une cellule n'en a pas."""
    remis = re.sub(r'<c\s+([^>]*?)\s*\br="([A-Z]+[0-9]+)"', r'<c r="\2" \1', texte)
    if re.search(r'<c(?:>|\s+(?!r="[A-Z]))', remis):
        raise FichierRefuse(
            "Ce classeur n'écrit pas l'adresse de toutes ses cellules.",
            ou,
            "Ouvrez-le dans votre tableur, enregistrez-le à nouveau en .xlsx, puis redéposez.",
        )
    return remis


def _autour(octets: bytes, vu: Balayage) -> None:
    """Ce qui entoure les cellules : lignes et colonnes masquées, fusions."""
    if b' hidden="' in octets:
        vu.lignes_masquees = len(re.findall(rb'<row\s[^>]*\bhidden="(?:1|true)"', octets))
        vu.colonnes_masquees = len(re.findall(rb'<col\s[^>]*\bhidden="(?:1|true)"', octets))
    if b"<mergeCell " in octets:
        fusions = re.findall(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"', octets)[:MONTREES]
        for debut, ligne, fin, derniere in fusions:
            vu.fusions.append((int(ligne), numero(debut.decode()), int(derniere), numero(fin.decode())))


def _bornes(cellules: pl.DataFrame, vu: Balayage) -> None:
    lignes = cellules["ligne"].cast(pl.UInt32)
    vu.lignes = int(lignes.max() or 0)  # type: ignore[arg-type]
    colonnes = [numero(nom) for nom in cellules["colonne"].unique()]
    vu.derniere_colonne = max(colonnes, default=0)
    pleines = cellules.select(pl.col("colonne", "ligne").filter(pl.col("valeur").is_not_null()))
    vu.derniere_pleine = int(pleines["ligne"].cast(pl.UInt32).max() or 0)  # type: ignore[arg-type]
    places = [numero(nom) for nom in pleines["colonne"].unique()]
    vu.premiere_colonne, vu.derniere_colonne_pleine = min(places, default=0), max(places, default=0)


def _valeurs(cellules: pl.DataFrame, cles: _Cles, vu: Balayage) -> None:
    """Compte et somme par jeu d'attributs (` s="1" t="s"`), toujours peu nombreux."""
    groupes = (
        cellules.with_columns(cents=centimes(cellules["valeur"]))
        .group_by("attributs")
        .agg(compte=pl.len(), vides=(pl.col("valeur") == "").sum(), cents=pl.col("cents").sum())
    )
    for attributs, compte, vides, cents in groupes.rows():
        genre, style = _attribut("t", attributs) or "n", int(_attribut("s", attributs) or 0)
        if genre == "e":
            vu.fautives += _en_erreur(cellules.filter(pl.col("attributs") == attributs))
        elif genre == "s":
            renvois = cellules.filter(pl.col("attributs") == attributs)
            _renvois_perdus(renvois, cles)
            _partagees(renvois, cles.chaines, vu)
        else:
            vu.pleines += compte - vides
            if genre == "n" and style in cles.dates:
                _dates_impossibles(cellules.filter(pl.col("attributs") == attributs), vu)
            if genre in {"str", "inlineStr"} or (genre == "n" and style not in cles.dates):
                vu.centimes += cents
            motif, lettres = (LONGUE, vu.decimales) if genre == "n" else (AMBIGU, vu.textes)
            lettres |= set(
                cellules.filter((pl.col("attributs") == attributs) & pl.col("valeur").str.contains(motif))["colonne"]
            )
            if style in cles.pourcents or style in cles.unites:
                _mots_du_format(cellules.filter(pl.col("attributs") == attributs)["colonne"].unique(), style, cles, vu)


def _mots_du_format(colonnes: pl.Series, style: int, cles: _Cles, vu: Balayage) -> None:
    """Les colonnes dont le format dit pourcents, ou écrit une unité à côté du nombre."""
    if style in cles.pourcents:
        vu.pourcents |= set(colonnes)
    else:
        vu.unites |= {(colonne, cles.unites[style]) for colonne in colonnes}


def _partagees(cellules: pl.DataFrame, chaines: pl.DataFrame, vu: Balayage) -> None:
    """Les cellules qui renvoient à une chaîne."""
    cellules = cellules.select("colonne", rang=pl.col("valeur").cast(pl.UInt32, strict=False)).drop_nulls("rang")
    textes = chaines[cellules["rang"]]
    vu.pleines += textes.height - int(textes["vide"].sum())
    vu.centimes += int(textes["cents"].sum())
    vu.textes |= set(cellules.filter(textes["ambigu"])["colonne"])


def _renvois_perdus(cellules: pl.DataFrame, cles: _Cles) -> None:
    """Lève `FichierRefuse` si une cellule renvoie à un texte que le classeur n'a pas."""
    rang = pl.col("valeur").cast(pl.UInt32, strict=False)
    perdues = cellules.filter((pl.col("valeur") != "") & ~(rang < cles.chaines.height).fill_null(value=False))
    if perdues.height:
        colonne, ligne, valeur = perdues.select("colonne", "ligne", "valeur").row(0)
        raise FichierRefuse(
            f"La cellule {colonne}{ligne} renvoie au texte n° {valeur}, que le classeur ne contient pas.",
            cles.ou,
            "Ouvrez-le dans votre tableur, enregistrez-le à nouveau, puis redéposez.",
        )


def _en_erreur(cellules: pl.DataFrame) -> list[CelluleFautive]:
    return [
        CelluleFautive(f"{colonne}{ligne}", valeur, "erreur de calcul du tableur")
        for colonne, ligne, valeur in cellules.select("colonne", "ligne", "valeur").head(MONTREES).rows()
    ]


def _dates_impossibles(cellules: pl.DataFrame, vu: Balayage) -> None:
    """Un grand nombre affiché comme une date : le lecteur de tableur le rend vide, il ne l'est pas."""
    impossibles = cellules.filter(pl.col("valeur").cast(pl.Float64, strict=False).abs() > DATE_MAXIMALE)
    vu.pleines -= impossibles.height
    for colonne, ligne, valeur in impossibles.select("colonne", "ligne", "valeur").head(MONTREES).rows():
        vu.fautives.append(CelluleFautive(f"{colonne}{ligne}", valeur, "nombre affiché comme une date"))


def _formules(autres: pl.DataFrame, cles: _Cles, vu: Balayage) -> None:
    """Les formules sans résultat : rien n'est enregistré, ou un 0 provisoire qui attend le premier calcul.

    Une colonne dont toutes les formules valent 0 est aussi mise de côté : si aucun tableur n'a calculé le classeur,
    ces 0 sont ceux du logiciel qui l'a écrit.
    """
    texte = pl.col("attributs").str.contains('t="str"', literal=True)
    sans = pl.col("valeur").is_null() | ((pl.col("valeur") == "") & ~texte)
    zero = pl.col("valeur").str.contains(ZERO)
    provisoire = zero & pl.lit(cles.calcul_a_refaire)
    formules = autres.filter(pl.col("x").str.contains("<f[ >/]") & ~pl.col("attributs").str.ends_with("/"))
    vu.fautives += _jamais_calculees(formules.filter(sans | provisoire))
    vu.formules_vives = set(formules.filter(~zero)["colonne"])
    if not cles.calcul_a_refaire:
        vu.formules_a_zero = _jamais_calculees(formules.filter(zero))


def _jamais_calculees(formules: pl.DataFrame) -> list[CelluleFautive]:
    fautives = []
    for brut, colonne, ligne in formules.select("x", "colonne", "ligne").head(MONTREES).rows():
        formule = re.search(r"<f[^>]*>([^<]*)", brut)
        ecrite = "=" + (formule.group(1) if formule else "")
        fautives.append(CelluleFautive(f"{colonne}{ligne}", ecrite, "formule jamais calculée"))
    return fautives


def _attribut(nom: str, attributs: str) -> str:
    trouve = re.search(rf'\b{nom}="([^"]*)"', attributs)
    return trouve.group(1) if trouve else ""


def centimes(textes: pl.Series) -> pl.Series:
    """Les textes qui sont des nombres, en centimes entiers ; les autres, et les très grands codes, nuls."""
    lus = textes.cast(pl.Float64, strict=False).alias("n").to_frame()
    nombre = pl.col("n")
    retenu = nombre.is_finite() & (nombre.abs() < PLUS_GRAND)
    cents = pl.when(retenu).then((nombre.round(9) * 100).round().cast(pl.Int64, strict=False))
    return lus.select(cents.alias("cents")).to_series()


def numero(lettres: str) -> int:
    """Le rang d'une colonne à partir de 1 : A → 1, AA → 27."""
    rang = 0
    for signe in lettres:
        rang = rang * 26 + ord(signe) - 64
    return rang
