"""Par combien multiplier ce qui est écrit : l'unité dite à côté de chaque colonne est lue, convertie et dite, ou
demandée."""

from __future__ import annotations

import re

import polars as pl

from core.donnees.apercu import Question
from core.donnees.constat import Contexte, Source
from core.donnees.correspondance import MONTANT, UNITE
from core.donnees.departage import MODIFICATION
from core.donnees.lecture.modele import Feuille
from core.donnees.nombres import colonne_echelle
from core.donnees.unites_ecrites import AFFICHAGE, MILLIERS, MILLIONS, ecrite, grandeur, monnaie, plat
from core.erreurs import DonneesIncoherentes
from core.format_fr import enumerer, nombre
from core.tables import Colonne, Table
from core.tables.declaration import Entier, Nombre
from core.unites import UniteIncompatible, UniteInconnue, rapport, unites

ECRITES = "ecrites"
FACTEURS = {"eur": 1, "keur": 1_000, "meur": 1_000_000}
_MOTS = {"eur": "des euros", "keur": "des milliers d'euros", "meur": "des millions d'euros"}
_CODES = {"€": "eur", "k€": "keur", "M€": "meur", MILLIERS: "keur", MILLIONS: "meur"}
_DOUTEUX = "?"
_NUS = {"1": "telles qu'écrites", "1000": "en milliers", "1000000": "en millions"}
_INCONNUE = re.compile(r"\(([^()\d%]{1,4}|[^()]{1,12}/[^()]{1,12})\)\s*$")

type_echelles = dict[tuple[str, str], float]
"""(feuille, cible) → par combien multiplier ce qui y est écrit ; ce qui n'y est pas est déjà dans l'unité attendue."""


def lire_les_echelles(table: Table, sources: tuple[Source, ...], contexte: Contexte) -> type_echelles:
    """Le multiplicateur de chaque colonne ; une unité douteuse pose une question, une unité convertie se dit.

    Lève `DonneesIncoherentes` si l'unité demandée n'existe pas.
    """
    return _montants(table, sources, contexte) | _grandeurs(table, sources, contexte)


def en_euros(cible: str, table: Table) -> bool:
    """Vrai si la cible porte des montants."""
    nom = cible.partition("@")[0]
    return nom in table.montants or nom == MONTANT or nom.startswith(MODIFICATION)


def _montants(table: Table, sources: tuple[Source, ...], contexte: Contexte) -> type_echelles:
    choix = contexte.options.unite
    if choix not in {None, ECRITES, *FACTEURS}:
        raise DonneesIncoherentes(
            f"L'unité « {choix} » n'existe pas.", "", f"Choisissez parmi : {', '.join([*FACTEURS, ECRITES])}."
        )
    lues = [
        (source.feuille, cible, rang)
        for source in sources
        for cible, rang in source.correspondance.cibles.items()
        if en_euros(cible, table)
    ]
    if choix in FACTEURS:
        return {(feuille.nom, cible): FACTEURS[str(choix)] for feuille, cible, _ in lues}
    dites = {
        (feuille.nom, cible): _monnaie_dite(feuille, rang, titree=contexte.format != "csv")
        for feuille, cible, rang in lues
    }
    if choix is None and set(dites.values()) - {"eur", None}:
        entetes = {(feuille.nom, cible): feuille.entetes[rang] for feuille, cible, rang in lues}
        contexte.constat.demander(_question_euros(dites, entetes))
    return {ou: FACTEURS[dite or "eur"] for ou, dite in dites.items()} if choix == ECRITES else {}


def _monnaie_dite(feuille: Feuille, rang: int, *, titree: bool) -> str | None:
    """« eur », « keur » ou « meur » d'une colonne : son en-tête et son format, à défaut le titre ; « ? » si deux disent
    le contraire, ou si son format n'affiche que les milliers."""
    formats = feuille.indices.get(f"unite {feuille.lettres[rang]}", "")
    if any(mots.startswith(AFFICHAGE) for mots in formats.split("|")):
        return _DOUTEUX
    dites = {_CODES[dite] for texte in (feuille.entetes[rang], *formats.split("|")) if (dite := monnaie(texte))}
    if len(dites) > 1:
        return _DOUTEUX
    if dites and (dites != {"eur"} or monnaie(feuille.entetes[rang])):
        return dites.pop()
    titres = {
        code
        for texte in _titres(feuille, titree=titree)
        if (dite := monnaie(texte)) and (code := _CODES[dite]) != "eur"
    }
    return (titres.pop() if len(titres) == 1 else _DOUTEUX) if titres else next(iter(dites), None)


def _titres(feuille: Feuille, *, titree: bool) -> list[str]:
    """Les titres écrits hors des colonnes, et le nom de la feuille quand c'en est une (`titree`)."""
    titres = feuille.ecartees.filter(pl.col("motif") == "titre")["texte"].drop_nulls().to_list()
    return [morceau for titre in titres for morceau in str(titre).split(" · ")] + ([feuille.nom] if titree else [])


def _question_euros(dites: dict[tuple[str, str], str | None], entetes: dict[tuple[str, str], str]) -> Question:
    codes = set(dites.values())
    vues = enumerer(
        [f"« {un} »" for un in dict.fromkeys(entetes[ou] for ou, dite in dites.items() if dite not in {None, "eur"})]
    )
    mots = enumerer([_MOTS[code].removeprefix("des ") for code in ("keur", "meur") if code in codes])
    texte = (
        f"Un titre, un en-tête ou un format parle de {mots or 'milliers'} pour {vues}. Que valent les nombres écrits ?"
    )
    if _DOUTEUX in codes:
        texte += (
            " Un format qui n'affiche que les milliers (« 1 234 » pour 1 234 000) ne change pas la valeur enregistrée."
        )
    choix = dict(_MOTS)
    if len(codes) > 1 and _DOUTEUX not in codes:
        par_code = {
            code: dict.fromkeys(f"« {entetes[ou]} »" for ou, dite in dites.items() if (dite or "eur") == code)
            for code in FACTEURS
        }
        groupes = [f"{enumerer([*vus])} : {_MOTS[code]}" for code, vus in par_code.items() if vus]
        choix[ECRITES] = f"chaque colonne selon ce qui est écrit à côté d'elle ({' ; '.join(groupes)})"
    return Question("unite", texte, choix, "--unite")


def _grandeurs(table: Table, sources: tuple[Source, ...], contexte: Contexte) -> type_echelles:
    rendu: type_echelles = {}
    for source in sources:
        for cible, rang in source.correspondance.cibles.items():
            colonne = _grandeur_declaree(cible, table)
            if (
                colonne is not None
                and (facteur := _facteur(source.feuille, rang, colonne, table, contexte)) is not None
            ):
                rendu[source.feuille.nom, cible] = facteur
    return rendu


def _grandeur_declaree(cible: str, table: Table) -> Colonne | None:
    """La colonne d'une grandeur physique dont la table déclare l'unité ; nulle pour toute autre cible."""
    nom = cible.partition("@")[0]
    trouvee = next((colonne for colonne in table.colonnes if colonne.nom == nom), None)
    return trouvee if trouvee and trouvee.unite and isinstance(trouvee.type, Nombre | Entier) else None


def _facteur(feuille: Feuille, rang: int, colonne: Colonne, table: Table, contexte: Contexte) -> float | None:
    """Par combien multiplier une grandeur ; nul si rien n'est dit, ou si on le demande."""
    vers = grandeur(colonne.unite, "tCO2e") or ""
    entete = feuille.entetes[rang]
    if UNITE in table.schema():
        entete = re.sub(r"\s*/\s*[\w³²%]+", "", entete)
    ecrites = (entete, *feuille.indices.get(f"unite {feuille.lettres[rang]}", "").split("|"))
    dite = next((unite for texte in ecrites if (unite := ecrite(texte, vers) or grandeur(texte, vers))), None)
    if dite is None:
        titres = [ecrite(titre, vers) for titre in _titres(feuille, titree=contexte.format != "csv")]
        dite = next((unite for unite in titres if unite and rapport_ou_rien(unite, vers) is not None), None)
    inconnue = _INCONNUE.search(entete)
    if dite is None and inconnue and plat(inconnue[1]) != plat(colonne.unite):
        dite = inconnue[1]
    if dite is None or (facteur := rapport_ou_rien(dite, vers)) == 1:
        return None
    if facteur is not None:
        contexte.constat.avertir(
            f"Feuille « {feuille.nom} » : « {feuille.entetes[rang]} » est en {dite}, converti en {colonne.unite} "
            f"(× {facteur_dit(facteur)})."
        )
        return facteur
    return _repondu(feuille.entetes[rang], dite, colonne, vers, contexte)


def _repondu(entete: str, dite: str, colonne: Colonne, vers: str, contexte: Contexte) -> float | None:
    """Le multiplicateur que donne la réponse à « en quelle unité ? » ; nul tant qu'elle manque."""
    cle = f"unite:{colonne.nom}"
    proches = [unite for unite in unites() if vers and rapport_ou_rien(unite, vers) is not None]
    choix = {unite: f"en {unite}" for unite in proches} or dict(_NUS)
    reponse = contexte.options.reponses.get(cle)
    if reponse in choix:
        return float(reponse) if reponse in _NUS else rapport_ou_rien(reponse, vers)
    contexte.constat.demander(
        Question(
            cle,
            f"« {entete} » : « {dite} » ne se convertit pas en {colonne.unite}, l'unité attendue. En quelle unité sont "
            "les nombres écrits ?",
            choix,
            f"--reponse {cle}=",
        )
    )
    return None


def rapport_ou_rien(de: str, vers: str) -> float | None:
    """Par combien multiplier une quantité en `de` pour l'avoir en `vers` ; nul si cela n'a pas de sens."""
    try:
        return rapport(de, vers)
    except (UniteInconnue, UniteIncompatible):
        return None


def facteur_dit(facteur: float) -> str:
    """« 1 000 », « 0,001 » : sans zéros de trop."""
    return nombre(facteur, 9).rstrip("0").rstrip(",")


def echelonner(brut: pl.DataFrame, feuille: Feuille, echelles: type_echelles) -> pl.DataFrame:
    """Ajoute à une feuille étalée le multiplicateur de chaque colonne qui en a un, selon son côté."""
    par_nom: dict[str, dict[str, float]] = {}
    for (nom_feuille, cible), facteur in echelles.items():
        if nom_feuille == feuille.nom and facteur != 1:
            nom, _, cote = cible.partition("@")
            par_nom.setdefault(nom, {})[cote] = float(facteur)
    return brut.with_columns(
        pl.col("cote")
        .replace_strict(facteurs, default=facteurs.get("", 1.0), return_dtype=pl.Float64)
        .alias(colonne_echelle(nom))
        for nom, facteurs in par_nom.items()
    )
