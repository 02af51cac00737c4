"""Les repères du budget : le panneau « et alors ? », chaque chiffre avec sa définition, et ce qui manque."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.figures.execution.lecture import Perimetre, ventiler
from core.figures.execution.phrases import duree
from core.format_fr import ABSENT, accorder, enumerer, euros, euros_court, pourcent
from core.modele import Nature


@dataclass(frozen=True)
class Repere:
    """Un chiffre à retenir : son nom, sa valeur écrite, et le mot du glossaire qui le définit."""

    titre: str
    valeur: str
    definition: str


REPERES = {
    "taux_execution": ("Taux d'exécution des dépenses", "taux d'exécution"),
    "epargne_brute": ("Épargne brute", "épargne brute"),
    "taux_epargne_brute": ("Taux d'épargne brute", "taux d'épargne brute"),
    "epargne_nette": ("Épargne nette", "épargne nette"),
    "capacite_desendettement": ("Capacité de désendettement", "capacité de désendettement"),
    "depenses_equipement": ("Dépenses d'équipement", "dépenses d'équipement"),
}


def reperes(indicateurs: pl.DataFrame, glossaire: Mapping[str, str]) -> list[Repere]:
    """Les six chiffres du panneau, réalisés ; une valeur absente s'écrit « donnée absente »."""
    valeurs = _totaux(indicateurs)
    return [
        Repere(titre, _ecrire(nom, valeurs.get((nom, "realise"))), glossaire.get(terme, ""))
        for nom, (titre, terme) in REPERES.items()
    ]


def en_clair(indicateurs: pl.DataFrame) -> str:
    """Les deux ratios dits avec « sur 100 € » ; vide si aucun n'est connu."""
    valeurs = _totaux(indicateurs)
    execution, epargne = (valeurs.get((nom, "realise")) for nom in ("taux_execution", "taux_epargne_brute"))
    phrases = []
    if execution is not None:
        phrases.append(f"Sur 100 € prévus, {euros(execution * 100)} de dépenses réelles.")
    if epargne is not None and epargne >= 0:
        phrases.append(
            f"Sur 100 € de recettes courantes, il reste {euros(epargne * 100)} une fois payées les dépenses courantes."
        )
    if epargne is not None and epargne < 0:
        phrases.append(f"Pour 100 € de recettes courantes, {euros(100 - epargne * 100)} de dépenses courantes.")
    return " ".join(phrases)


def manques(indicateurs: pl.DataFrame, exercice: int) -> list[str]:
    """Ce que ces chiffres ne comptent pas, en phrases : réalisé, dette, classement, cessions, budgets annexes."""
    valeurs = _totaux(indicateurs)
    phrases = []
    if valeurs.get(("epargne_brute", "realise")) is None:
        phrases.append(
            f"Le réalisé de {exercice} n'est pas encore importé : compte administratif ou compte financier unique."
        )
    if valeurs.get(("encours_dette", "realise")) is None:
        phrases.append(
            "L'encours de dette n'est donné par aucun document : la capacité de désendettement ne se calcule pas."
        )
    phrases += _non_classe(indicateurs, exercice)
    cessions = valeurs.get(("cessions_comprises", "realise"))
    if cessions:
        phrases.append(
            f"Les recettes comprennent {euros_court(cessions)} de cessions inscrites aux comptes 7751 ou 7752."
        )
    return [*phrases, *_incompletes(indicateurs), *_annexes(indicateurs)]


def _totaux(indicateurs: pl.DataFrame) -> dict[tuple[str, str], float | None]:
    du_territoire = indicateurs.filter(pl.col("poste").is_null())
    return {(ligne["indicateur"], ligne["nature"]): ligne["valeur"] for ligne in du_territoire.iter_rows(named=True)}


def _ecrire(nom: str, valeur: float | None) -> str:
    if valeur is None:
        return ABSENT
    if nom == "capacite_desendettement":
        return duree(valeur)
    return pourcent(valeur, 1) if nom.startswith("taux") else euros_court(valeur)


def _non_classe(indicateurs: pl.DataFrame, exercice: int) -> list[str]:
    ventilation = ventiler(indicateurs, Perimetre("politique", "depense", None, exercice))
    for poste in ventilation.postes:
        if poste.nom == "Politique non renseignée" and poste.part:
            return [f"{pourcent(poste.part)} des dépenses réelles n'ont ni politique ni fonction."]
    return []


def _incompletes(indicateurs: pl.DataFrame) -> list[str]:
    masses = indicateurs.filter(
        pl.col("indicateur").str.contains(r"^(depenses|recettes)_reelles_")
        & (pl.col("nature") == str(Nature.REALISE))
        & (pl.col("couverture") < 1)
    ).sort("couverture")
    if masses.is_empty():
        return []
    nom = str(masses["indicateur"][0]).replace("depenses", "dépenses").replace("_reelles_", " réelles, ")
    return [f"{pourcent(masses['couverture'][0])} des lignes seulement portent un réalisé ({nom})."]


def _annexes(indicateurs: pl.DataFrame) -> list[str]:
    lignes = indicateurs.filter(
        (pl.col("indicateur") == "annexe_depenses_reelles_fonctionnement") & (pl.col("nature") == str(Nature.REALISE))
    )
    if lignes.is_empty():
        return []
    noms = [
        f"{ligne['poste']} ({euros_court(ligne['valeur'])} de fonctionnement)" for ligne in lignes.iter_rows(named=True)
    ]
    pluriel = "n'est pas ajouté" if len(noms) == 1 else "ne sont pas ajoutés"
    return [f"{accorder(len(noms), 'budget annexe', 'budgets annexes')} {pluriel} au principal : {enumerer(noms)}."]
