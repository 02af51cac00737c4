"""Les repères du budget : le panneau « et alors ? », chaque chiffre avec sa définition, et ce qui manque."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.communs.classement import SANS_POLITIQUE
from core.dossier import Dossier
from core.figures.execution import phrases
from core.figures.execution.lecture import Perimetre, ventiler
from core.figures.execution.vues import Adresse, perimetre_de, selection
from core.format_fr import ABSENT, euros_court, pourcent
from core.modele import Nature
from core.references import glossaire
from core.resultat import lire


@dataclass(frozen=True)
class Repere:
    """Un chiffre à retenir : son nom, sa valeur écrite, et le mot du glossaire qui le définit."""

    titre: str
    valeur: str
    definition: str


@dataclass(frozen=True)
class Panneau:
    """Ce que l'on lit à droite d'une ventilation dont rien n'est choisi ; `clair` est vide si aucun ratio n'est
    connu."""

    clair: str
    reperes: tuple[Repere, ...]
    manques: tuple[str, ...]


@dataclass(frozen=True)
class Choisi:
    """Le poste choisi sur la figure, et l'adresse de ses lignes (nulle : aucune ligne importée ne le porte)."""

    poste: str
    origine: str | None


REPERES = {
    "taux_execution": (phrases.TAUX_EXECUTION, "taux d'exécution"),
    "epargne_brute": ("Épargne brute", "épargne brute"),
    "taux_epargne_brute": ("Taux d'épargne brute", "taux d'épargne brute"),
    "epargne_nette": ("Épargne nette", "épargne nette"),
    "capacite_desendettement": ("Capacité de désendettement", "capacité de désendettement"),
    "depenses_equipement": ("Dépenses d'équipement", "dépenses d'équipement"),
}


def panneau(dossier: Dossier) -> Panneau:
    """Les repères de l'exercice, et ce que ces chiffres ne comptent pas."""
    indicateurs = dossier.indicateurs("execution")
    return Panneau(
        en_clair(indicateurs), tuple(reperes(indicateurs, glossaire())), tuple(manques(indicateurs, dossier.exercice))
    )


def choisi(demande: Adresse, dossier: Dossier) -> Choisi | None:
    """Ce que l'adresse a choisi sur la figure ; nul si elle ne choisit rien, ou un poste qui n'y est pas."""
    poste = selection(demande, dossier)
    if poste is None:
        return None
    siennes = lire(dossier.indicateurs("execution"), perimetre_de(demande, dossier.exercice).indicateur, poste=poste)
    origines: list[str] = siennes.sort("nature", descending=True)["origine"].drop_nulls().to_list()
    return Choisi(poste, origines[0] if origines else None)


def lignes_du_poste(lignes: pl.DataFrame) -> tuple[str, pl.DataFrame]:
    """D'où viennent les lignes d'un poste, et ces lignes sous des en-têtes français, de la plus grande à la plus
    petite."""
    montrees = lignes.sort("realise_eur", "credits_ouverts_eur", "vote_eur", descending=True, nulls_last=True).select(
        pl.col("libelle").fill_null("").alias("Libellé"),
        pl.col("nature").alias("Compte"),
        pl.col("realise_eur").alias("Réalisé (€)"),
        pl.col("cellule").alias("Cellules"),
        pl.coalesce("credits_ouverts_eur", "vote_eur").alias("Prévu (€)"),
        pl.col("service").fill_null("").alias("Service"),
        pl.col("feuille").alias("Feuille"),
        pl.col("fichier").alias("Fichier"),
    )
    fichiers = lignes["fichier"].unique().sort().to_list()
    return phrases.des_fichiers(fichiers), montrees


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
    return phrases.en_clair(valeurs.get(("taux_execution", "realise")), valeurs.get(("taux_epargne_brute", "realise")))


def manques(indicateurs: pl.DataFrame, exercice: int) -> list[str]:
    """Ce que ces chiffres ne comptent pas, en phrases : réalisé, dette, classement, cessions, budgets annexes."""
    valeurs = _totaux(indicateurs)
    dites = []
    if valeurs.get(("epargne_brute", "realise")) is None:
        dites.append(phrases.realise_absent(exercice))
    if valeurs.get(("encours_dette", "realise")) is None:
        dites.append(phrases.DETTE_INCONNUE)
    dites += _non_classe(indicateurs, exercice)
    cessions = valeurs.get(("cessions_comprises", "realise"))
    if cessions:
        dites.append(phrases.cessions_comprises(cessions))
    return [*dites, *_incompletes(indicateurs), *_annexes(indicateurs)]


def _totaux(indicateurs: pl.DataFrame) -> dict[tuple[str, str], float | None]:
    du_territoire = indicateurs.filter(pl.col("poste").is_null())
    return {(ligne["indicateur"], ligne["nature"]): ligne["valeur"] for ligne in du_territoire.iter_rows(named=True)}


def _ecrire(nom: str, valeur: float | None) -> str:
    if valeur is None:
        return ABSENT
    if nom == "capacite_desendettement":
        return phrases.duree(valeur)
    return pourcent(valeur, 1) if nom.startswith("taux") else euros_court(valeur)


def _non_classe(indicateurs: pl.DataFrame, exercice: int) -> list[str]:
    ventilation = ventiler(indicateurs, Perimetre("politique", "depense", None, exercice))
    return [
        phrases.non_classe(poste.part) for poste in ventilation.postes if poste.nom == SANS_POLITIQUE and poste.part
    ]


def _incompletes(indicateurs: pl.DataFrame) -> list[str]:
    """La masse dont le moins de lignes portent un réalisé, s'il en est une qui n'est pas entière."""
    partielles = indicateurs.filter(
        pl.col("indicateur").is_in(list(phrases.MASSES))
        & (pl.col("nature") == str(Nature.REALISE))
        & (pl.col("couverture") < 1)
    ).sort("couverture", maintain_order=True)
    if partielles.is_empty():
        return []
    return [phrases.incomplete(partielles["couverture"][0], partielles["indicateur"][0])]


def _annexes(indicateurs: pl.DataFrame) -> list[str]:
    lignes = lire(indicateurs, "annexe_depenses_reelles_fonctionnement", nature=str(Nature.REALISE))
    montants = dict(lignes.select("poste", "valeur").iter_rows())
    return [phrases.annexes(montants)] if montants else []
