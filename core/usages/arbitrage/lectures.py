"""Des indicateurs d'une méthode aux chiffres suivis : une fonction par lentille, toutes de même forme.

Chacune rend `cle` (unique dans la lentille), `groupe`, `libelle`, `unite`, `sens` (« hausse » ou « baisse » : ce qui va
mieux ; « neutre » : ne se juge pas) et `valeur` (nulle : donnée absente), dans l'ordre où on les lit.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from core import resultat
from core.modele import Donnees, Nature
from core.resultat import lire
from core.tables.affectations import AXES, CLASSES_AXE, CLASSES_GENRE
from core.tables.carbone import PERIMETRES
from core.usages.arbitrage import phrases
from core.usages.arbitrage.epuisement import annee_epuisement, budget_connu

COLONNES = {
    "cle": pl.String,
    "groupe": pl.String,
    "libelle": pl.String,
    "unite": pl.String,
    "sens": pl.String,
    "valeur": pl.Float64,
}
HAUSSE, BAISSE, NEUTRE = "hausse", "baisse", "neutre"
_SENS_CLASSE = {"tres_favorable": HAUSSE, "favorable": HAUSSE, "defavorable": BAISSE}
_CLASSES = CLASSES_AXE | {"mixte": "Mixte", "indefini": "Indéfini"}
EPARGNES = {
    "epargne_brute": ("épargne brute", "€", HAUSSE),
    "epargne_nette": ("épargne nette", "€", HAUSSE),
    "taux_epargne_brute": ("taux d'épargne brute", "part", HAUSSE),
    "marge_autofinancement": ("marge d'autofinancement courant", "part", BAISSE),
    "depenses_equipement": ("dépenses d'équipement", "€", NEUTRE),
}
PRESERVATIONS = {
    "dette_cloture": ("dette", "€", BAISSE),
    "preservation": ("dépense de préservation", "€", HAUSSE),
    "cout_preservation": ("budget de préservation", "€", NEUTRE),
    "couverture": ("part préservée", "part", HAUSSE),
}
RESULTATS = {"resultat_classique": "résultat classique", "resultat_care": "résultat CARE"}


def _frame(lignes: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(lignes, schema=COLONNES, orient="row")


def prevus(indicateurs: pl.DataFrame, nom: str) -> dict[str, float | None]:
    """Les valeurs prévues d'un indicateur, par poste."""
    lues = indicateurs.filter((pl.col("indicateur") == nom) & (pl.col("nature") == str(Nature.PREVU)))
    return dict(zip(lues["poste"].fill_null("").to_list(), lues["valeur"].to_list(), strict=True))


def budget_vert(donnees: Donnees, indicateurs: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Les euros par classe : tous axes regroupés, puis chaque axe dont quelque chose est coté."""
    del donnees, exercice
    lignes = [
        (f"tous/{classe}", "Tous les axes", _CLASSES.get(classe, classe), "€", _SENS_CLASSE.get(classe, NEUTRE), valeur)
        for classe, valeur in _ordonner(_par_classe(indicateurs, "legale", None))
    ]
    for axe, titre in AXES.items():
        classes = _par_classe(indicateurs, "i4ce", axe)
        if any(valeur for classe, valeur in classes.items() if classe != "non_cote"):
            lignes += [
                (f"{axe}/{classe}", titre, _CLASSES.get(classe, classe), "€", _SENS_CLASSE.get(classe, NEUTRE), valeur)
                for classe, valeur in _ordonner(classes)
            ]
    return _frame(lignes)


def _par_classe(indicateurs: pl.DataFrame, lecture: str, axe: str | None) -> dict[str, float | None]:
    """Les montants prévus du budget entier, par classe, sous un axe ou les six réunis."""
    lus = lire(indicateurs, "montant", perimetre="budget", lecture=lecture, axe=axe, nature=str(Nature.PREVU))
    return dict(lus.select("classe", "valeur").iter_rows())


def _ordonner(classes: dict[str, float | None]) -> list[tuple[str, float | None]]:
    ordre = ["tres_favorable", "favorable", "mixte", "neutre", "defavorable", "indefini", "non_cote"]
    return sorted(
        classes.items(), key=lambda paire: (ordre.index(paire[0]) if paire[0] in ordre else len(ordre), paire[0])
    )


def genre(donnees: Donnees, indicateurs: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Les euros par classe de l'égalité entre les femmes et les hommes."""
    del donnees, exercice
    lus = lire(indicateurs, "montant", nature=str(Nature.PREVU))
    valeurs = dict(lus.select("classe", "valeur").iter_rows())
    return _frame(
        [
            (classe, phrases.EGALITE, libelle, "€", HAUSSE if classe == "favorable" else NEUTRE, valeurs[classe])
            for classe, libelle in CLASSES_GENRE.items()
            if classe in valeurs
        ]
    )


def epargne(donnees: Donnees, indicateurs: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Épargnes, autofinancement et équipement prévus du budget principal."""
    del donnees, exercice
    return _frame(
        [
            (nom, "Budget principal", libelle, unite, sens, prevus(indicateurs, nom).get(""))
            for nom, (libelle, unite, sens) in EPARGNES.items()
        ]
    )


def capitaux(donnees: Donnees, indicateurs: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Par capital, jamais ajoutés : dette à la clôture, dépense et budget de préservation, part préservée ; puis le
    résultat."""
    noms = dict(donnees["capitaux"].select("code", "entite").iter_rows())
    de_l_annee = indicateurs.filter(pl.col("exercice") == exercice)
    valeurs = {(ligne["poste"], ligne["indicateur"]): ligne["valeur"] for ligne in de_l_annee.iter_rows(named=True)}
    lignes = [
        (f"{code}/{nom}", noms[code], libelle, unite, sens, valeurs[code, nom])
        for code in sorted(noms, key=lambda code: (noms[code], code))
        for nom, (libelle, unite, sens) in PRESERVATIONS.items()
        if (code, nom) in valeurs
    ]
    lignes += [
        (nom, "Résultat", libelle, "€", HAUSSE, valeurs[None, nom])
        for nom, libelle in RESULTATS.items()
        if (None, nom) in valeurs
    ]
    return _frame(lignes)


def donut(donnees: Donnees, indicateurs: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Les indicateurs qu'une action peut toucher : leur manque ou leur dépassement, à défaut leur valeur."""
    touches = donnees["effets_actions"]["indicateur"].unique().sort().to_list()
    fiches = {ligne["code"]: ligne for ligne in donnees["indicateurs"].iter_rows(named=True)}
    ecarts = {
        (ligne["indicateur"], ligne["poste"]): ligne["valeur"]
        for ligne in indicateurs.filter(
            (pl.col("exercice") == exercice) & pl.col("indicateur").is_in(["manque", "depassement", "valeur"])
        ).iter_rows(named=True)
    }
    lignes = []
    for code in (code for code in touches if code in fiches):
        fiche = fiches[code]
        groupe, valeur = fiche["dimension"], ecarts.get(("valeur", code))
        lignes.append((f"{code}/valeur", groupe, fiche["intitule"], fiche["unite"], fiche["sens"], valeur))
        for nom, libelle in (("manque", "manque"), ("depassement", "écart au plafond")):
            if ecarts.get((nom, code)) is not None:
                lignes.append(
                    (f"{code}/{nom}", groupe, f"{fiche['intitule']}, {libelle}", "part", BAISSE, ecarts[nom, code])
                )
    return _frame(lignes)


def trajectoire(donnees: Donnees, indicateurs: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Par trajectoire promise : ce qui manque à l'échéance, et l'année où le budget carbone s'épuise avec les
    actions."""
    del donnees
    lignes = []
    echeances = resultat.lire(indicateurs, "effort_requis").sort("perimetre", "poste")
    for perimetre, nom, annee in echeances.select("perimetre", "poste", "exercice").iter_rows():
        cle, groupe = f"{perimetre}/{nom}", f"{_court(perimetre)}, {nom}"
        ecart = resultat.valeur(indicateurs, "ecart_objectif", perimetre=perimetre, poste=nom, exercice=annee)
        lignes.append((f"{cle}/ecart/{annee}", groupe, phrases.ecart_a_l_objectif(annee), "tCO₂e", BAISSE, ecart))
        if budget_connu(indicateurs, perimetre, nom, exercice):
            epuise = annee_epuisement(indicateurs, perimetre, nom, exercice)
            lignes.append((f"{cle}/epuisement", groupe, "budget carbone épuisé", "année", HAUSSE, epuise))
    return _frame(lignes)


def budget_climat(donnees: Donnees, indicateurs: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """L'écart au plafond d'émissions, au prochain exercice plafonné et au dernier."""
    del donnees
    ecarts = indicateurs.filter(
        (pl.col("indicateur") == "ecart_plafond")
        & (pl.col("nature") == str(Nature.PREVU))
        & (pl.col("exercice") > exercice)
    )
    lignes = []
    for perimetre in ecarts["perimetre"].unique().sort().to_list():
        de_lui = ecarts.filter(pl.col("perimetre") == perimetre).sort("exercice")
        for annee, valeur in {
            ligne[0]: ligne[1]
            for ligne in (de_lui.select("exercice", "valeur").row(0), de_lui.select("exercice", "valeur").row(-1))
        }.items():
            lignes.append(
                (f"{perimetre}/{annee}", _court(perimetre), phrases.ecart_au_plafond(annee), "tCO₂e", BAISSE, valeur)
            )
    return _frame(lignes)


def _court(perimetre: str) -> str:
    """« Organisation (patrimoine et compétences) » se dit « Organisation »."""
    return PERIMETRES.get(perimetre, perimetre).partition(" (")[0]
