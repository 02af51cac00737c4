"""Des indicateurs de bilan carbone faits à la main, au format de la méthode : un bilan entier, troué ou vide."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go
import polars as pl

from core.figures.bilan_carbone.lecture import Lecture, Regard, lire
from core.methodes.bilan_carbone import INDICATEURS
from core.resultat import SCHEMA_INDICATEURS, resultat

VILLE = Regard("Ville d'Orsevaux")

POSTES = (
    "1.1 Sources fixes de combustion",
    "1.2 Sources mobiles de combustion",
    "1.3 Procédés hors énergie",
    "1.4 Émissions fugitives",
    "1.5 Biomasse (sols et forêts)",
    "2.1 Électricité",
    "2.2 Énergie autre que l'électricité",
    "3.1 Fret amont",
    "3.2 Fret aval",
    "3.3 Déplacements domicile-travail",
    "3.4 Déplacements des visiteurs et clients",
    "3.5 Déplacements professionnels",
    "4.1 Achats de biens",
    "4.2 Immobilisations de biens",
    "4.3 Gestion des déchets",
    "4.4 Actifs en leasing amont",
    "4.5 Achats de services",
    "5.1 Utilisation des produits vendus",
    "5.2 Actifs en leasing aval",
    "5.3 Fin de vie des produits vendus",
    "5.4 Investissements",
    "6.1 Autres émissions indirectes",
)
CATEGORIES = {
    "1": "1 Émissions directes",
    "2": "2 Émissions indirectes liées à l'énergie",
    "3": "3 Transport",
    "4": "4 Produits achetés",
    "5": "5 Produits vendus",
    "6": "6 Autres émissions indirectes",
}
ENTIER = {
    "1.1": 1250.0,
    "1.2": 410.0,
    "1.4": 22.0,
    "2.1": 480.0,
    "2.2": 310.0,
    "3.3": 640.0,
    "3.4": 1900.0,
    "3.5": 35.0,
    "4.1": 5400.0,
    "4.2": 2100.0,
    "4.3": 180.0,
    "4.5": 4300.0,
    "6.1": 90.0,
}
GSD2 = {"4.5": 2.6, "4.1": 1.5, "3.4": 2.2, "1.1": 1.06, "2.1": 1.12}


def ligne(indicateur: str, poste: str | None, valeur: float | None, **autres: object) -> dict[str, object]:
    return (
        dict.fromkeys(SCHEMA_INDICATEURS)
        | {
            "territoire": "essai",
            "exercice": 2024,
            "methode": "bilan_carbone",
            "indicateur": indicateur,
            "poste": poste,
            "nature": "realise",
            "valeur": valeur,
            "unite": "tCO2e",
            "qualite": "manquant" if valeur is None else "estime",
        }
        | autres
    )


def etat(
    valeurs: Mapping[str, float], exercice: int = 2024, nature: str = "realise", manques: int = 0
) -> list[dict[str, object]]:
    """Un état complet : les 22 postes, les catégories, deux activités et un service, les comptes de lignes."""
    commun: dict[str, object] = {"exercice": exercice, "nature": nature}
    total = sum(valeurs.values()) if valeurs else None
    lignes = [
        ligne("emissions", None, total, **commun, **_bornes(total, 1.35)),
        ligne("incertitude_quadratique", None, 0.35, **commun),
        ligne("facteur_incertitude", None, 1.35, **commun),
        ligne("intervalle_symetrique", None, total, **commun, **_symetrique(total, 0.35)),
    ]
    for poste in POSTES:
        code = poste.split(" ")[0]
        valeur, gsd2 = valeurs.get(code), GSD2.get(code, 1.3)
        lignes.append(ligne("emissions", poste, valeur, **commun, **_bornes(valeur, gsd2)))
        if valeur is not None:
            lignes.append(ligne("incertitude_quadratique", poste, gsd2 - 1, **commun))
            lignes.append(ligne("intervalle_symetrique", poste, valeur, **commun, **_symetrique(valeur, gsd2 - 1)))
            lignes.append(ligne("note_qualite", poste, 3.0, **commun))
    for chiffre, nom in CATEGORIES.items():
        siennes = [valeur for code, valeur in valeurs.items() if code.startswith(chiffre)]
        lignes.append(ligne("emissions_par_categorie", nom, sum(siennes) if siennes else None, **commun))
    if total is not None:
        for nom, part in (("Écoles", 0.55), ("Culture", 0.25), ("Voirie", 0.2)):
            lignes.append(ligne("emissions_par_activite", nom, total * part, **commun, **_bornes(total * part, 1.5)))
        for nom, part in (("Patrimoine bâti", 0.7), ("Service non renseigné", 0.3)):
            lignes.append(ligne("emissions_par_service", nom, total * part, **commun, **_bornes(total * part, 1.5)))
        lignes.append(ligne("emissions_par_habitant", None, total * 1000 / 42000, **commun))
        lignes.append(ligne("emissions_biogeniques", None, 120.0, **commun))
    lignes.append(ligne("habitants", None, 42000.0, **commun))
    comptees = {"comptees": 3 * len(valeurs), "non_renseignees": manques, "sans_facteur": 0, "refusees": 0}
    return lignes + [ligne(f"lignes_{sort}", None, float(nombre), **commun) for sort, nombre in comptees.items()]


def _bornes(valeur: float | None, gsd2: float) -> dict[str, float]:
    return {} if valeur is None else {"borne_basse": valeur / gsd2, "borne_haute": valeur * gsd2}


def _symetrique(valeur: float | None, relative: float) -> dict[str, float]:
    if valeur is None or relative > 0.6:
        return {}
    ecart = abs(valeur) * relative
    return {"borne_basse": valeur - ecart, "borne_haute": valeur + ecart}


def table(lignes: list[dict[str, object]]) -> pl.DataFrame:
    return resultat("bilan_carbone", INDICATEURS, pl.DataFrame(lignes, schema=SCHEMA_INDICATEURS))


def indicateurs() -> pl.DataFrame:
    """Un réalisé 2024 troué, et un prévu 2025."""
    return table(etat(ENTIER, manques=4) + etat({"1.1": 900.0, "2.1": 300.0}, 2025, "prevu"))


def propre(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def lecture(incertitude: str = "lognormale") -> Lecture:
    return lire(indicateurs(), 2024, "realise", incertitude, 0.6)


def barres(figure: go.Figure | str) -> list[go.Bar]:
    assert isinstance(figure, go.Figure)
    return [trace for trace in figure.data if isinstance(trace, go.Bar) and trace.customdata is not None]
