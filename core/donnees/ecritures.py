"""Les nombres d'une feuille tels qu'on les écrit : absences, séparateurs à deux lectures, décimales de tableur.

Un nombre d'un texte n'est pas celui d'une cellule numérique : « 1.200 » tapé ou exporté a deux lectures, et c'est sa
colonne qui tranche, ou un refus ; 1,2345 calculé par un tableur n'en a qu'une, et un montant s'en arrondit au centime.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from core.donnees.constat import Constat, Source
from core.donnees.correspondance import MONTANT, UNITE
from core.donnees.departage import MODIFICATION
from core.donnees.echelles import type_echelles
from core.donnees.lecture.modele import Feuille
from core.donnees.nombres import AMBIGU, BRUIT_EUR, au_centime, montants
from core.donnees.refus import SCHEMA_REFUS, refus
from core.format_fr import accorder, enumerer
from core.tables import Table
from core.tables.declaration import Entier, Montant, Nombre, Part, type_colonne

ABSENTE = (
    r"^(?i:s|ss|n\.? ?[dcasr]\.?|n/[adcs]|c\.?s\.?|non (?:disponible|communiqué|renseigné|significatif)e?s?"
    r"|secret(?: statistique)?)$|^(?:…|\.{2,}|/{2,}|[-\u2010-\u2015\u2212_]{1,4})$"
)
"""Ce qu'écrivent un institut ou une collectivité là où la donnée manque : « s », « n.d. », « … », « /// », « - »."""
CLASSEURS = frozenset(("xlsx", "xls", "ods", "gabarit"))
_XML = frozenset(("totem", "cfu"))
_FINI_PAR_ZERO = r"[.,]\d{2}0\D*$"
_LONG = r"[.,]\d{3}|[eE][-+]?\d"
_ABREGE = r"^[-+(\u2212]?\d(?:[.,]\d+)?E\+\d\d\)?$"
_CITEES = 3


@dataclass(frozen=True)
class _Nombres:
    """Une colonne de nombres : sa place, sa cible, son type, et ce que sont ses cellules dans le fichier.

    `au_centime` : un montant écrit en euros, qui n'a que deux décimales. `textes`, `decimales` : voir
    `Feuille.indices`.
    """

    nom: str
    entete: str
    cible: str
    type: type_colonne
    classeur: bool
    au_centime: bool
    textes: bool
    decimales: bool


def lire_les_nombres(
    source: Source, table: Table, echelles: type_echelles, format_lu: str, constat: Constat
) -> tuple[Feuille, list[pl.DataFrame]]:
    """La feuille, ses nombres ramenés à une seule écriture, et les cellules refusées parce qu'elles en ont deux.

    Une marque d'absence devient vide. « 1.200 » devient 1200 si sa colonne le prouve ; sinon il est refusé s'il est un
    montant, un compte, ou s'il finit par un zéro qu'aucun programme n'écrit après une virgule. Chaque changement est
    dit une fois.
    """
    feuille, refusees = source.feuille, []
    for colonne in _colonnes(source, table, echelles, format_lu):
        feuille = _sans_absences(feuille, colonne, constat)
        if isinstance(colonne.type, Part) or not _longue(feuille, colonne.nom):
            continue
        refusees.append(_abreges(feuille, colonne))
        feuille, ambigus = _trancher(feuille, colonne, constat)
        refusees.append(ambigus)
        if colonne.au_centime:
            feuille = _arrondir(feuille, colonne, constat)
    return feuille, refusees


def _colonnes(source: Source, table: Table, echelles: type_echelles, format_lu: str) -> list[_Nombres]:
    feuille, trouvees = source.feuille, []
    lettres = {cle: set(feuille.indices.get(cle, "").split(",")) for cle in ("textes", "decimales")}
    cibles = source.correspondance.cibles
    for cible, rang in cibles.items():
        nom = cible.partition("@")[0]
        sorte = _type(nom, table)
        if not isinstance(sorte, Montant | Nombre | Entier | Part):
            continue
        lettre = feuille.lettres[rang]
        trouvees.append(
            _Nombres(
                f"c{rang}",
                feuille.entetes[rang],
                cible,
                sorte,
                format_lu in CLASSEURS,
                isinstance(sorte, Montant) and UNITE not in cibles and echelles.get((feuille.nom, cible), 1) == 1,
                format_lu not in CLASSEURS | _XML or lettre in lettres["textes"],
                format_lu in _XML or lettre in lettres["decimales"],
            )
        )
    return trouvees


def colonnes_de_nombres(source: Source) -> dict[str, pl.Series]:
    """Par lettre, les cellules des colonnes d'une feuille qui se lisent comme des nombres, et non comme des mots."""
    feuille, table = source.feuille, source.correspondance.table
    return {
        feuille.lettres[rang]: feuille.lignes[f"c{rang}"]
        for cible, rang in source.correspondance.cibles.items()
        if isinstance(_type(cible.partition("@")[0], table), Montant | Nombre | Entier | Part)
    }


def _type(nom: str, table: Table) -> type_colonne | None:
    """Le type déclaré d'une cible ; les cibles de passage sont des montants."""
    if nom in table.schema():
        return table.colonne(nom).type
    return Montant() if nom == MONTANT or nom.startswith(MODIFICATION) else None


def _longue(feuille: Feuille, nom: str) -> bool:
    return bool(feuille.lignes[nom].str.contains(_LONG).any())


def _sans_absences(feuille: Feuille, colonne: _Nombres, constat: Constat) -> Feuille:
    """La colonne, vide là où une marque dit que la donnée manque."""
    ecrites = feuille.lignes[colonne.nom].str.strip_chars()
    marques = ecrites.filter(ecrites.str.len_chars() <= 20)
    marques = marques.filter(marques.str.contains(ABSENTE))
    if marques.is_empty():
        return feuille
    citees = enumerer([f"« {marque} »" for marque in marques.unique(maintain_order=True).head(_CITEES)])
    combien = accorder(len(marques), "cellule lue vide", "cellules lues vides")
    constat.avertir(f"« {colonne.entete} » : {combien} ({citees}), donnée absente et non zéro.")
    vide = pl.col(colonne.nom).str.strip_chars().str.contains(ABSENTE)
    return replace(
        feuille, lignes=feuille.lignes.with_columns(pl.when(~vide).then(pl.col(colonne.nom)).alias(colonne.nom))
    )


def _trancher(feuille: Feuille, colonne: _Nombres, constat: Constat) -> tuple[Feuille, pl.DataFrame]:
    """Les nombres à deux lectures d'une colonne qui prouve les milliers, réécrits ; les autres refusés s'il le faut."""
    sans = pl.DataFrame(schema=SCHEMA_REFUS)
    if not colonne.textes:
        return feuille, sans
    serre = feuille.lignes[colonne.nom].str.strip_chars()
    separateurs = serre.str.extract(AMBIGU, 1)
    if not separateurs.count():
        return feuille, sans
    indecis = pl.Series([False] * len(serre))
    for separateur in (".", ","):
        siens = (separateurs == separateur).fill_null(value=False)
        if not siens.any():
            continue
        preuve = _preuve(serre, separateur, colonne.classeur)
        if preuve == "milliers" and not colonne.decimales:
            feuille = _sans_separateur(feuille, colonne.nom, separateur)
            combien = accorder(int(siens.sum()), "nombre lu", "nombres lus")
            exemple = serre.filter(siens)[0]
            constat.avertir(
                f"« {colonne.entete} » : {combien} en milliers, comme le reste de la colonne (« {exemple} »)."
            )
        elif _refuse(colonne, preuve, serre.filter(siens)):
            indecis |= siens
    cible, _, cote = colonne.cible.partition("@")
    reperes = _reperes(feuille, cote).with_columns(
        _ecrit=serre, _entier=serre.str.extract(r"(\d+)[.,]"), _fraction=serre.str.extract(r"[.,](\d+)")
    )
    return feuille, refus(reperes, indecis, cible, "nombre_a_deux_lectures", _message(colonne), serre)


def _refuse(colonne: _Nombres, preuve: str, ecrits: pl.Series) -> bool:
    """Vrai si des nombres à deux lectures ne peuvent pas être lus, d'après ce que prouve leur colonne."""
    if preuve in ("milliers", "contraires"):
        return True
    if preuve == "decimal":
        return colonne.au_centime or isinstance(colonne.type, Entier)
    return isinstance(colonne.type, Montant | Entier) or bool(ecrits.str.contains(_FINI_PAR_ZERO).any())


def _message(colonne: _Nombres) -> pl.Expr:
    decimal = pl.col("_fraction").str.head(2) if colonne.au_centime else pl.format("{}0", "_fraction")
    return pl.format(
        f"« {colonne.entete} » : « {{}} » a deux lectures ({{}} {{}}, ou {{}},{{}}), et la colonne ne tranche pas ; "
        "écrivez {}{} ou {},{}, puis déposez le fichier à nouveau.",
        *("_ecrit", "_entier", "_fraction", "_entier", "_fraction"),
        *("_entier", "_fraction", "_entier", decimal),
    )


def _preuve(serre: pl.Series, separateur: str, classeur: bool) -> str:
    """Ce que les autres nombres de la colonne disent d'un séparateur : « milliers », « decimal », « contraires », rien.

    Dans un classeur, un point décimal est peut-être celui d'une cellule numérique : il ne prouve rien, il contredit.
    """
    autre = "," if separateur == "." else "."
    milliers, groupe = _groupe(serre, separateur), _groupe(serre, autre)
    decimal = _decimal(serre, separateur)
    if milliers:
        return "contraires" if decimal or groupe else "milliers"
    if decimal or groupe:
        return "" if classeur and separateur == "." and not groupe else "decimal"
    return "milliers" if _decimal(serre, autre) and not (classeur and autre == ".") else ""


def _groupe(serre: pl.Series, separateur: str) -> bool:
    """Vrai si un nombre de la colonne n'a de sens qu'avec ce séparateur entre les milliers (« 1.200.000 »)."""
    autre = "," if separateur == "." else "."
    s, o = f"[{separateur}]", f"[{autre}]"
    return bool(serre.str.contains(rf"^\D*\d{{1,3}}(?:{s}\d{{3}})+(?:{s}\d{{3}}|{o}\d+)\D*$").any())


def _decimal(serre: pl.Series, separateur: str) -> bool:
    """Vrai si un nombre de la colonne ne se lit qu'avec ce séparateur devant les décimales (« 12,5 », « 1234.567 »)."""
    s = f"[{separateur}]"
    court = rf"^[^\d.,]*[\d\s\u00a0\u202f]*{s}(?:\d{{1,2}}|\d{{4,}})[^\d.,]*$"
    long = rf"^[^\d.,]*(?:0\d*|[\d\s\u00a0\u202f]{{4,}}|){s}\d{{3}}[^\d.,]*$"
    return bool(serre.str.contains(f"{court}|{long}").any())


def _sans_separateur(feuille: Feuille, nom: str, separateur: str) -> Feuille:
    """La colonne, totaux du fichier compris, sans le séparateur des milliers de ses nombres à deux lectures."""

    def ote() -> pl.Expr:
        serre = pl.col(nom).str.strip_chars()
        sien = serre.str.extract(AMBIGU, 1) == separateur
        return pl.when(sien).then(serre.str.replace(separateur, "", literal=True)).otherwise(pl.col(nom)).alias(nom)

    ecartees = feuille.ecartees.with_columns(ote()) if nom in feuille.ecartees.columns else feuille.ecartees
    return replace(feuille, lignes=feuille.lignes.with_columns(ote()), ecartees=ecartees)


def _abreges(feuille: Feuille, colonne: _Nombres) -> pl.DataFrame:
    """Les montants et les comptes qu'un tableur a écrits « 1,23E+06 » : leurs derniers chiffres manquent."""
    serre = feuille.lignes[colonne.nom].str.strip_chars()
    masque = serre.str.contains(_ABREGE).fill_null(value=False) & (not isinstance(colonne.type, Nombre))
    message = (
        f"« {colonne.entete} » : le tableur n'a écrit que les premiers chiffres de ce nombre. Mettez la colonne au "
        "format Nombre, puis déposez le fichier à nouveau."
    )
    cible, _, cote = colonne.cible.partition("@")
    return refus(_reperes(feuille, cote), masque, cible, "nombre_abrege", message, serre)


def _reperes(feuille: Feuille, cote: str) -> pl.DataFrame:
    return feuille.lignes.select(pl.lit(feuille.nom).alias("feuille"), "ligne", pl.lit(cote).alias("cote"))


def _arrondir(feuille: Feuille, colonne: _Nombres, constat: Constat) -> Feuille:
    """Les décimales qu'un tableur a calculées, arrondies au centime, et dites si elles changent le montant affiché.

    Dans un texte, seul le bruit d'un flottant s'arrondit ; dans une cellule numérique, toute décimale de trop.
    """
    serre = feuille.lignes[colonne.nom].str.strip_chars()
    longs = serre.str.contains(r"^-?\d+[.,]\d{3,}$|^-?\d+(?:\.\d+)?[eE]-\d+$").fill_null(value=False)
    if colonne.textes:
        longs &= ~serre.str.contains(AMBIGU).fill_null(value=False)
    ecrits = serre.filter(longs).str.replace(",", ".", literal=True)
    arrondis = au_centime(ecrits) if colonne.decimales else montants(ecrits)[0].cast(pl.String)
    ecart = (ecrits.cast(pl.Float64, strict=False) - arrondis.cast(pl.Float64)).abs()
    changes = int((ecart > BRUIT_EUR).sum())
    if changes:
        combien = accorder(
            changes, "cellule à plus de deux décimales, arrondie", "cellules à plus de deux décimales, arrondies"
        )
        constat.avertir(f"« {colonne.entete} » : {combien} au centime.")
    if not colonne.decimales or not len(ecrits):
        return feuille
    gardes = arrondis.is_null()
    arrondis = ecrits.zip_with(gardes, arrondis) if gardes.any() else arrondis
    return replace(
        feuille,
        lignes=feuille.lignes.with_columns(
            feuille.lignes[colonne.nom].scatter(longs.arg_true(), arrondis).alias(colonne.nom)
        ),
    )
