"""Les leviers tels qu'on les montre : un curseur par action, une grille par politique ou opération, puis ligne par
ligne."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10
from typing import Any

import polars as pl

from core.dossier import Dossier
from core.figures.arbitrage import phrases
from core.figures.arbitrage.composition import depart
from core.format_fr import euros_court, nombre, typographier
from core.usages.arbitrage.contraintes import raison
from core.usages.arbitrage.leviers import leviers_actions, leviers_groupes, leviers_lignes, sans_ligne
from core.usages.arbitrage.modele import LIGNE, OPERATION, POLITIQUE

PREMIERES = 4
"""Curseurs montrés d'abord : les actions les plus financées dont l'effet est chiffré et que rien ne verrouille."""
GROUPES = {POLITIQUE: "Politiques", OPERATION: "Opérations"}
TITRES = {POLITIQUE: "Politique", OPERATION: "Opération", LIGNE: "Ligne"}
CREDITS, VARIATION, TENU = "Crédits (€)", "Variation (€)", "Ce qui tient"

type_levier = tuple[str, str]
"""Un levier : ce qui bouge (`core.tables.arbitrage.OBJETS`) et sa cible."""


@dataclass(frozen=True)
class Curseur:
    """Le curseur d'une action, en euros entiers : de `bas` à `haut`, par pas de `pas`."""

    intitule: str
    libelle: str
    bas: int
    haut: int
    pas: int
    verrou: str
    note: str


@dataclass(frozen=True)
class Groupe:
    """Une politique ou une opération : son nom, et jusqu'où la réduire (négatif ou nul)."""

    intitule: str
    plancher_eur: Decimal


def curseurs(dossier: Dossier) -> dict[type_levier, Curseur]:
    """Le curseur de chaque action que portent des lignes, les plus financées d'abord."""
    actions = leviers_actions(dossier.garder(depart))
    return {(ligne["objet"], ligne["cible"]): _curseur(ligne) for ligne in actions.iter_rows(named=True)}


def premieres(dossier: Dossier) -> list[type_levier]:
    """Les curseurs montrés d'abord."""
    tous = dossier.garder(curseurs)
    libres = [cle for cle, un in tous.items() if not un.note and not un.verrou]
    return (libres or list(tous))[:PREMIERES]


def groupes(objet: str, dossier: Dossier) -> dict[str, Groupe]:
    """Les politiques ou les opérations, par cible, les plus grandes d'abord."""
    lus = dossier.garder(leviers, objet, "")
    return {
        cible: Groupe(intitule, plancher)
        for cible, intitule, plancher in lus.select("cible", "intitule", "plancher_eur").iter_rows()
    }


def leviers(objet: str, dans: str, dossier: Dossier) -> pl.DataFrame:
    """Les leviers d'une grille : toutes les politiques ou opérations ou, avec `dans`, les lignes de l'une d'elles."""
    debut = dossier.garder(depart)
    return leviers_lignes(debut, objet, dans) if dans else leviers_groupes(debut, objet)


def cibles(objet: str, dans: str, dossier: Dossier) -> list[type_levier]:
    """Le levier de chaque rang d'une grille."""
    return dossier.garder(leviers, objet, dans).select("objet", "cible").rows()


def grille(objet: str, dans: str, variations: Sequence[float | None], dossier: Dossier) -> pl.DataFrame:
    """Une grille dont seule la variation s'écrit ; une ligne verrouillée le dit. `variations` : une par rang, nulle
    s'il ne bouge pas."""
    lus = dossier.garder(leviers, objet, dans)
    return pl.DataFrame(
        {
            TITRES[LIGNE if dans else objet]: [typographier(texte) for texte in lus["intitule"]],
            CREDITS: [nombre(montant) for montant in lus["montant_eur"]],
            VARIATION: pl.Series(variations, dtype=pl.Float64),
            TENU: [typographier(texte[:1].upper() + texte[1:]) if texte else "" for texte in lus["verrou"]],
        }
    )


def contraintes(dossier: Dossier) -> list[tuple[str, str]]:
    """Ce qui ne bouge pas librement : la raison, et ce qu'elle tient ; l'annuité de la dette à la fin."""
    dites = [
        (raison(une), phrases.tenu(une.montant_eur, une.minimum_eur)) for une in dossier.garder(depart).contraintes
    ]
    return [*dites, phrases.ANNUITE]


def hors_budget(dossier: Dossier) -> str:
    """Les actions qu'aucune ligne de ce budget ne porte ; vide s'il n'y en a pas."""
    return phrases.hors_budget(sans_ligne(dossier.garder(depart)))


def _curseur(fiche: Mapping[str, Any]) -> Curseur:
    plancher, plafond = float(fiche["plancher_eur"]), float(fiche["plafond_eur"])
    pas = _pas(plafond)
    return Curseur(
        fiche["intitule"],
        f"{fiche['intitule']} · {euros_court(float(fiche['montant_eur']))}",
        ceil(plancher / pas) * pas,
        max(floor(plafond / pas), 1) * pas,
        pas,
        fiche["verrou"] or "",
        fiche["note"],
    )


def _pas(montant: float) -> int:
    """De deux cents à deux mille crans d'un bout à l'autre, une puissance de dix : au moins un euro."""
    return int(max(1.0, 10.0 ** floor(log10(max(montant, 1.0) / 100))))
