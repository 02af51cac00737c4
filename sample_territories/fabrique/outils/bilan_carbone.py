"""Écrire les flux d'un bilan carbone en peu de mots ; les flux payés se déduisent des euros du budget et d'un prix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne
from sample_territories.fabrique.outils.motifs import reconnu

EXERCICES = (2022, 2023, 2024)
BAISSE_VISEE = 0.97
SANS_OBJET = "Sans objet"
HORS_TAXES = 1.2
type_trois = tuple[float | None, float | None, float | None]
_CRITERES = ("fiabilite", "technique", "geographique", "temporelle", "completude")


@dataclass(frozen=True)
class Flux:
    """Un flux de 2022 à 2024 ; `qualite` : les cinq notes (« 55554 »), vide si personne ne les a données."""

    activite: str
    flux: str
    facteur: str | None
    unite: str
    realise: type_trois
    service: str | None = None
    nature: str | None = None
    fonction: str | None = None
    qualite: str = ""
    source: str | None = None
    poste: str | None = None
    controle: str | None = None
    amortissement: int | None = None


@dataclass(frozen=True)
class Famille:
    """Des lieux qui se chauffent et s'éclairent ensemble : leurs fonctions (motifs séparés par « ; ») et leur
    service."""

    nom: str
    fonctions: str
    service: str


def payes(
    lignes: Sequence[Ligne], natures: str, fonctions: str = "*", services: str = "*", budget: str = "*"
) -> type_trois:
    """Euros réalisés de 2022 à 2024 sur les dépenses réelles reconnues ; nul l'année où il n'y en a pas."""
    sommes: dict[int, int] = {}
    for ligne in lignes:
        if (
            ligne.exercice in EXERCICES
            and ligne.poste.sens == "depense"
            and ligne.mouvement == "reel"
            and reconnu(ligne.poste.nature, natures)
            and reconnu(ligne.poste.fonction, fonctions)
            and reconnu(ligne.poste.service, services)
            and reconnu(ligne.budget, budget)
        ):
            sommes[ligne.exercice] = sommes.get(ligne.exercice, 0) + (ligne.realise or 0)
    euros = [sommes[exercice] / 100 if exercice in sommes else None for exercice in EXERCICES]
    return (euros[0], euros[1], euros[2])


def au_prix(
    euros: type_trois, prix: Mapping[int, float], parts: type_trois = (1.0, 1.0, 1.0), pas: int = 100
) -> type_trois:
    """La quantité achetée : euros × part ÷ prix unitaire, arrondie au pas ; nulle si l'un manque ou vaut 0."""
    quantites = [
        None if not montant or not part else float(round(montant * part / prix[exercice] / pas) * pas)
        for exercice, montant, part in zip(EXERCICES, euros, parts, strict=True)
    ]
    return (quantites[0], quantites[1], quantites[2])


def en_milliers_hors_taxes(euros: type_trois) -> type_trois:
    """Des euros toutes taxes en milliers d'euros hors taxes, comme les ratios monétaires les demandent."""
    return au_prix(euros, dict.fromkeys(EXERCICES, 1000 * HORS_TAXES), pas=1)


def lignes_donnees(flux: Sequence[Flux]) -> list[type_ligne]:
    """Les lignes « donnees_activite » : le réalisé de trois exercices, et le prévu de 2023 et 2024.

    Le prévu vise 3 % de moins que l'année d'avant ; ce qui s'amortit ou n'a pas d'objet n'est pas prévu. Un flux est
    attendu l'année où il n'est pas renseigné : sa quantité reste vide. Un flux qui n'existait pas avant 2024 n'a pas de
    ligne avant.
    """
    ecrites: list[type_ligne] = []
    for x in flux:
        for rang, exercice in enumerate(EXERCICES):
            ecrites.append(_ligne(x, exercice, "realise", x.realise[rang]))
            if rang and not x.amortissement and x.activite != SANS_OBJET:
                visee = x.realise[rang - 1]
                ecrites.append(_ligne(x, exercice, "prevu", None if visee is None else _rond(visee * BAISSE_VISEE)))
    return sorted(ecrites, key=lambda ligne: (ligne["exercice"], ligne["etat"] == "realise"))


def _rond(valeur: float) -> float:
    """Une cible s'écrit à deux chiffres significatifs."""
    return float(f"{valeur:.2g}")


def _ligne(x: Flux, exercice: int, etat: str, quantite: float | None) -> type_ligne:
    notes = (
        [int(note) for note in x.qualite] if x.qualite and etat == "realise" and quantite is not None else [None] * 5
    )
    return {
        "exercice": exercice,
        "etat": etat,
        "activite": x.activite,
        "flux": x.flux,
        "periode": None,
        "facteur": x.facteur,
        "quantite": quantite,
        "unite": x.unite,
        "poste": x.poste,
        "controle": x.controle,
        "duree_amortissement": x.amortissement,
        "service": x.service,
        "nature": x.nature,
        "fonction": x.fonction,
        **dict(zip(_CRITERES, notes, strict=True)),
        "source": x.source if etat == "realise" else "Objectif de l'année",
    }
