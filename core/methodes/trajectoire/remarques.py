"""Ce qu'il faut savoir d'une trajectoire promise pour la lire : pourquoi elle manque, ce qui la porte, de quoi son taux
est une part."""

from __future__ import annotations

from dataclasses import dataclass

from core.communs.climat.observees import observer
from core.methodes.trajectoire.chemins import Objectif, objectifs, tracer
from core.methodes.trajectoire.reperes import reperes
from core.modele import Donnees, table_requise
from core.tables.carbone import EMISSIONS, OBJECTIFS_EMISSIONS


@dataclass(frozen=True)
class Remarque:
    """D'un chemin : la `raison` pour laquelle il manque ou s'arrête (vide : il est entier), s'il est porté au-delà du
    dernier inventaire national, et les bases de ses taux linéaires (vides : il n'en a pas)."""

    raison: str = ""
    portee: bool = False
    bases: tuple[str, ...] = ()


def remarques(donnees: Donnees, exercice: int) -> dict[tuple[str, str], Remarque]:
    """La remarque de chaque trajectoire, par périmètre et nom ; lève `TableManquante` sans émissions."""
    promises = donnees.get(OBJECTIFS_EMISSIONS.nom)
    if promises is None:
        return {}
    observees = observer(table_requise(donnees, EMISSIONS.nom, EMISSIONS.titre), exercice, donnees)
    nation, dites = reperes(donnees), {}
    for perimetre, siennes in objectifs(promises).items():
        for objectif in siennes if perimetre in observees else ():
            chemin = tracer(objectif, observees[perimetre], nation)
            dites[perimetre, objectif.nom] = Remarque(chemin.raison, chemin.portee, _bases(objectif))
    return dites


def _bases(objectif: Objectif) -> tuple[str, ...]:
    if objectif.forme != "lineaire":
        return ()
    return tuple(sorted({palier.base for palier in objectif.paliers if palier.taux is not None}))
