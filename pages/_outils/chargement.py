"""Ce que les écrans chargent, gardé en mémoire par (territoire, exercice, version des données, droits).

Une fonction gardée ne reçoit jamais de frame : sa clé n'en verrait pas tous les changements.
"""

from __future__ import annotations

import threading
from pathlib import Path
from types import ModuleType

import polars as pl

from core.acces import ACCES_LOCAL, Acces
from core.donnees.entrepot import Entrepot
from core.methodes import METHODES
from core.modele import Donnees, Territoire
from core.reglages import reglages
from pages._outils.reserve import oublier, retenir


def acces() -> Acces:
    """Qui regarde. Une installation locale n'a qu'une identité ; son rôle est un réglage (`COMPTES_ROLE`)."""
    return Acces(ACCES_LOCAL.identite, reglages().role, ACCES_LOCAL.territoires)


_OUVERTURE = threading.Lock()
_ouverts: dict[Path, Entrepot] = {}  # au module, non à Streamlit : une session peut lui faire vider ses caches


def entrepot() -> Entrepot:
    """L'unique entrepôt du processus, ouvert au premier besoin et gardé jusqu'à `fermer`."""
    base = reglages().base
    ouvert = _ouverts.get(base)
    if ouvert is None:
        with _OUVERTURE:
            ouvert = _ouverts.get(base) or _ouverts.setdefault(base, Entrepot.ouvrir(base))
    return ouvert


def fermer() -> None:
    """Ferme l'entrepôt, s'il est ouvert, et l'oublie : le prochain besoin le rouvrira."""
    with _OUVERTURE:
        ouvert = _ouverts.pop(reglages().base, None)
        oublier()
    if ouvert is not None:
        ouvert.fermer()


def cle_acces(qui: Acces) -> str:
    """Ce qui distingue deux regards : identité, rôle, périmètre, et la base regardée."""
    perimetre = "tous" if qui.territoires is None else ",".join(sorted(qui.territoires))
    return f"{qui.identite}|{qui.role}|{perimetre}|{reglages().base}"


def tables(territoire: str, version: int, qui: Acces) -> Donnees:
    """Toutes les tables d'un territoire, visibles par `qui`, à cette version ; à lire, jamais à modifier."""
    return retenir(("tables", territoire, version, cle_acces(qui)), lambda: entrepot().donnees(qui, territoire))


def exercices(territoire: str, version: int, qui: Acces) -> tuple[int, ...]:
    """Les exercices renseignés, croissants."""
    return retenir(
        ("exercices", territoire, version, cle_acces(qui)), lambda: tuple(entrepot().exercices(qui, territoire))
    )


def imports(territoire: str, version: int, qui: Acces) -> pl.DataFrame:
    """Les imports du territoire que `qui` peut voir, du plus récent au plus ancien."""
    return retenir(
        ("imports", territoire, version, cle_acces(qui)),
        lambda: entrepot().imports(qui, territoire).sort("date", "id", descending=True),
    )


def journal(territoire: str, version: int, qui: Acces) -> pl.DataFrame:
    """Le journal du territoire, du plus récent au plus ancien ; rien ne s'y ajoute sans changer la version."""
    return retenir(("journal", territoire, version, cle_acces(qui)), lambda: entrepot().journal(qui, territoire))


def brouillon(territoire: str, version: int, qui: Acces) -> bool:
    """Vrai si un import que `qui` peut voir attend d'être publié."""
    return retenir(
        ("brouillon", territoire, version, cle_acces(qui)),
        lambda: "brouillon" in imports(territoire, version, qui)["statut"],
    )


def territoires(qui: Acces) -> dict[str, Territoire]:
    """Les territoires visibles, par identifiant, dans l'ordre de leurs noms."""
    visibles = entrepot().territoires(qui)
    return {territoire.id: territoire for territoire in sorted(visibles, key=lambda un: un.nom)}


def methode(cle: str) -> ModuleType:
    """Le module de la méthode ; lève `KeyError` si elle n'existe pas."""
    return {module.FICHE.cle: module for module in METHODES}[cle]


def calculer(cle: str, territoire: str, exercice: int, version: int, qui: Acces) -> pl.DataFrame:
    """Les indicateurs d'une méthode ; lève `TableManquante` si le territoire ne permet pas de calculer."""
    lus: pl.DataFrame = retenir(
        ("calculer", cle, territoire, exercice, version, cle_acces(qui)),
        lambda: methode(cle).calculer(tables(territoire, version, qui), exercice),
    )
    return lus


def detailler(cle: str, territoire: str, exercice: int, version: int, qui: Acces) -> pl.DataFrame:
    """Le calcul ligne à ligne dont les indicateurs sont la somme."""
    lus: pl.DataFrame = retenir(
        ("detailler", cle, territoire, exercice, version, cle_acces(qui)),
        lambda: methode(cle).detail(tables(territoire, version, qui), exercice),
    )
    return lus
