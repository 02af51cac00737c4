"""Lire chaque cellule selon le type de sa colonne : une valeur exacte, ou un refus qui dit comment réparer."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from core.donnees import nombres
from core.donnees.choix import choix_lu
from core.donnees.codes import COMPTES, IMPUTATION
from core.donnees.refus import refus
from core.donnees.textes import forme
from core.tables import Colonne, Table
from core.tables.affectations import AXES, CLASSES_AXE, CLASSES_GENRE, GENRE
from core.tables.declaration import Annee, Choix, Code, Entier, Montant, Nombre, Part

_ESPACES = " \t\r\n\u00a0\u202f\u2009\u2007"
_DATE_ISO = r"\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DATE = rf"^(?:{_DATE_ISO}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{1,2}}-[a-zéû]{{3,5}}\.?-\d{{2,4}})$"
_EXPOSANT = r"^\d+(?:[.,]\d+)?[eE]\+?\d+$"
_BOOLEEN = r"^(?i:vrai|faux|true|false)$"
_ANNEE = r"^(\d{4})(?:[.,]0+)?$"
_COMPTE = r"^[0-9A-Z]{1,9}$"
_REDEPOSER = "Mettez la colonne au format Texte, ressaisissez le code, puis déposez le fichier à nouveau."
_COMBINE = "la cellule réunit plusieurs codes, et rien ne dit sûrement lequel est le compte, le chapitre ou la fonction"
_SEPARER = "Donnez-leur chacun leur colonne, puis déposez le fichier à nouveau."
ANNEE_MIN, ANNEE_MAX = 1990, 2100

_PASSAGES = {"montant": "Montant", "modification": "BS ou DM"}

_NOMS_DU_SENS = ("depense", "depenses", "recette", "recettes")
_DOUBLE_SENS = {
    mots: section
    for section, lettre, de in (("fonctionnement", "f", "de"), ("investissement", "i", "d"))
    for mots in (f"d{lettre}", f"r{lettre}", *(f"{nom} {de} {section}" for nom in _NOMS_DU_SENS))
}


def convertir(brut: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Les colonnes déclarées au bon type (nulles si le fichier ne les a pas), et les cellules refusées.

    Un nombre est multiplié par son échelle, si `brut` en porte une. Les repères `feuille`, `ligne`, `cote` restent.
    """
    refusees: list[pl.DataFrame] = []
    lues: list[pl.Series | pl.Expr] = []
    passage = [
        Colonne(nom, Montant(), _PASSAGES[nom.partition("_")[0]], requis=False)
        for nom in brut.columns
        if nom.partition("_")[0] in _PASSAGES and nom not in table.schema()
    ]
    for colonne in (*table.colonnes, *passage):
        if colonne.nom in brut.columns:
            valeurs, fautes = _lire(brut, colonne)
            lues.append(valeurs.alias(colonne.nom))
            refusees += fautes
        else:
            lues.append(pl.lit(None, colonne.type.dtype).alias(colonne.nom))
    converties = brut.select("feuille", "ligne", "cote").with_columns(lues)
    return (_classes(converties) if table.par_morceaux else converties), refusees


def _classes(morceaux: pl.DataFrame) -> pl.DataFrame:
    """Une classe de cotation écrite en mots (« Très favorable ») devient son code ; le reste ne change pas."""
    permises = dict.fromkeys(AXES, Choix(CLASSES_AXE)) | {GENRE: Choix(CLASSES_GENRE)}
    ecrites = (
        morceaux.select("lentille", "poste").drop_nulls().unique().filter(pl.col("lentille").is_in(list(permises)))
    )
    codes = [(lentille, poste, choix_lu(poste, permises[lentille])) for lentille, poste in ecrites.iter_rows()]
    lus = pl.DataFrame(codes, schema={"lentille": pl.String, "poste": pl.String, "_code": pl.String}, orient="row")
    return (
        morceaux.join(lus, on=("lentille", "poste"), how="left", maintain_order="left")
        .with_columns(poste=pl.coalesce("_code", "poste"))
        .drop("_code")
    )


def section_dite_par_le_sens(brut: pl.Series) -> pl.Series:
    """La section que contient un sens écrit « DF », « RI », « Dépenses de fonctionnement » ; nulle sinon."""
    textes = brut.drop_nulls().unique()
    sections = {texte: _DOUBLE_SENS[forme(texte)] for texte in textes if forme(texte) in _DOUBLE_SENS}
    return brut.replace_strict(sections, default=None, return_dtype=pl.String)


def _lire(brut: pl.DataFrame, colonne: Colonne) -> tuple[pl.Series, list[pl.DataFrame]]:
    match colonne.type:
        case Montant():
            return _montants(brut, colonne)
        case Part():
            return _nombres(brut, colonne, nombres.parts, "une part : « 25 % » ou « 0,25 »")
        case Nombre():
            return _nombres(brut, colonne, nombres.nombres, "un nombre : « 1 234,5 »")
        case Entier():
            return _entiers(brut, colonne)
        case _:
            return _mots(brut, colonne)


def _mots(brut: pl.DataFrame, colonne: Colonne) -> tuple[pl.Series, list[pl.DataFrame]]:
    """Ce qui se lit comme un texte, espaces du bord ôtées ; une cellule vide est nulle."""
    serre = brut.select(_ecrit(colonne).alias("t"))
    texte = serre.select(pl.when(pl.col("t") != "").then(pl.col("t"))).to_series()
    match colonne.type:
        case Annee():
            return _annees(brut, colonne, texte)
        case Choix():
            return _choix(brut, colonne, texte, colonne.type)
        case Code():
            return _codes(brut, colonne, texte)
        case _:
            return texte, []


def _message(colonne: Colonne, attendu: str) -> str:
    fin = "corrigez la cellule" + ("." if colonne.requis else ", ou videz-la si la donnée est absente.")
    return f"« {colonne.sens} » attend {attendu} ; {fin}"


def _ecrit(colonne: Colonne) -> pl.Expr:
    """Ce qui est écrit dans la cellule, sans les espaces du bord : ce que cite un refus."""
    return pl.col(colonne.nom).str.strip_chars(_ESPACES)


def _montants(brut: pl.DataFrame, colonne: Colonne) -> tuple[pl.Series, list[pl.DataFrame]]:
    echelle = _echelle(brut, colonne)
    if echelle is None:
        valeurs, illisibles = nombres.montants(brut[colonne.nom])
    else:
        valeurs, illisibles = nombres.montants_a_l_echelle(brut[colonne.nom], echelle)
    message = _message(colonne, "un montant : « 1 234,56 », au centime")
    return valeurs, [refus(brut, illisibles, colonne.nom, "montant_illisible", message, _ecrit(colonne))]


def _echelle(brut: pl.DataFrame, colonne: Colonne) -> pl.Series | None:
    """Par combien multiplier chaque ligne ; nul si rien n'est à convertir."""
    nom = nombres.colonne_echelle(colonne.nom)
    return brut[nom].fill_null(1.0) if nom in brut.columns else None


def _nombres(
    brut: pl.DataFrame, colonne: Colonne, lecteur: Callable[[pl.Series], tuple[pl.Series, pl.Series]], attendu: str
) -> tuple[pl.Series, list[pl.DataFrame]]:
    valeurs, illisibles = lecteur(brut[colonne.nom])
    if (echelle := _echelle(brut, colonne)) is not None:
        valeurs = valeurs * echelle
    message = _message(colonne, attendu)
    return valeurs, [refus(brut, illisibles, colonne.nom, "nombre_illisible", message, _ecrit(colonne))]


def _entiers(brut: pl.DataFrame, colonne: Colonne) -> tuple[pl.Series, list[pl.DataFrame]]:
    valeurs, illisibles = nombres.nombres(brut[colonne.nom])
    if (echelle := _echelle(brut, colonne)) is not None:
        valeurs = valeurs * echelle
    fractionnaires = (valeurs != valeurs.round(0)).fill_null(value=False)
    masque = illisibles | fractionnaires
    entiers = valeurs.to_frame("v").select(pl.when(~masque).then(pl.col("v")).cast(pl.Int64)).to_series()
    message = _message(colonne, "un nombre entier")
    return entiers, [refus(brut, masque, colonne.nom, "nombre_illisible", message, _ecrit(colonne))]


def _annees(brut: pl.DataFrame, colonne: Colonne, texte: pl.Series) -> tuple[pl.Series, list[pl.DataFrame]]:
    annees = texte.str.extract(_ANNEE, 1).cast(pl.Int32, strict=False)
    fautives = texte.is_not_null() & ~annees.is_between(ANNEE_MIN, ANNEE_MAX).fill_null(value=False)
    annees = annees.to_frame("a").select(pl.when(~fautives).then(pl.col("a"))).to_series()
    message = _message(colonne, f"une année sur quatre chiffres, entre {ANNEE_MIN} et {ANNEE_MAX}")
    return annees, [refus(brut, fautives, colonne.nom, "annee_illisible", message, texte)]


def _choix(
    brut: pl.DataFrame, colonne: Colonne, texte: pl.Series, type_choix: Choix
) -> tuple[pl.Series, list[pl.DataFrame]]:
    lus = {ecrit: choix_lu(ecrit, type_choix) for ecrit in texte.drop_nulls().unique()}
    codes = texte.replace_strict({e: c for e, c in lus.items() if c}, default=None, return_dtype=pl.String)
    inconnus = texte.is_in([ecrit for ecrit, code in lus.items() if code is None]).fill_null(value=False)
    permis = ", ".join(f"« {libelle} »" for libelle in type_choix.valeurs.values())
    message = _message(colonne, f"un de ces mots : {permis}")
    return codes, [refus(brut, inconnus, colonne.nom, "choix_inconnu", message, texte)]


def _codes(brut: pl.DataFrame, colonne: Colonne, texte: pl.Series) -> tuple[pl.Series, list[pl.DataFrame]]:
    """Un code reste du texte ; ce qu'un tableur a déformé (date, exposant, VRAI) est refusé, jamais réinterprété.

    Seules les valeurs distinctes sont examinées : cent mille lignes portent souvent cent codes.
    """
    if texte.unique().str.contains(r"^\d+\.0$").any():
        texte = texte.str.replace(r"^(\d+)\.0$", "$1")
    distinctes = texte.unique().drop_nulls()
    numerique = colonne.nom in COMPTES
    raisons = [
        (_DATE, "code_devenu_date", "le tableur a changé ce code en date"),
        (_BOOLEEN, "code_devenu_booleen", "VRAI et FAUX ne sont pas des codes"),
    ]
    if numerique:
        raisons.append((_EXPOSANT, "code_devenu_nombre", "le tableur a changé ce code en nombre à exposant"))
    if colonne.nom == "nature":
        raisons.append((IMPUTATION, "code_combine", _COMBINE))
    refusees, fautifs = [], pl.repeat(False, len(texte), dtype=pl.Boolean, eager=True)
    for motif, regle, raison in raisons:
        masque = _parmi(texte, distinctes.filter(distinctes.str.contains(motif))) & ~fautifs
        message = f"« {colonne.sens} » : {raison}. {_REDEPOSER if regle != 'code_combine' else _SEPARER}"
        refusees.append(refus(brut, masque, colonne.nom, regle, message, texte))
        fautifs = fautifs | masque
    if numerique:
        masque = _parmi(texte, distinctes.filter(~distinctes.str.contains(_COMPTE))) & ~fautifs
        message = _message(colonne, "un code d'au plus neuf chiffres ou lettres, sans décimale ni espace : « 60612 »")
        refusees.append(refus(brut, masque, colonne.nom, "code_illisible", message, texte))
        fautifs = fautifs | masque
    return texte.to_frame("t").select(pl.when(~fautifs).then(pl.col("t"))).to_series(), refusees


def _parmi(texte: pl.Series, valeurs: pl.Series) -> pl.Series:
    return texte.is_in(valeurs.to_list()).fill_null(value=False)
