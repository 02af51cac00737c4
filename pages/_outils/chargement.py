"""Ce que les écrans chargent, gardé en mémoire par (territoire, exercice, version des données, droits).

Une fonction gardée ne reçoit jamais de frame : sa clé n'en verrait pas tous les changements.
"""

from __future__ import annotations

import threading
from pathlib import Path
from types import ModuleType

import polars as pl

from core.acces import ACCES_LOCAL, Acces
from core.donnees.entrepot import Entrepot, Instantane
from core.erreurs import ErreurComptes
from core.methodes import METHODES
from core.modele import Donnees, Territoire
from core.reglages import reglages
from pages._outils import phrases
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


class DonneesChangees(ErreurComptes):
    """Une écriture est passée depuis que cette page a commencé ; `lu` est ce que la base porte maintenant."""

    def __init__(self, lu: Instantane) -> None:
        super().__init__(*phrases.DONNEES_CHANGEES)
        self.lu = lu


def instantane(territoire: str, qui: Acces) -> Instantane:
    """Tout ce que `qui` peut lire d'un territoire, d'un seul instant ; sa `version` est la clé de tout ce qu'on en
    tire."""
    try:
        return _lu(territoire, entrepot().version(qui, territoire), qui)
    except DonneesChangees as changees:
        lu = changees.lu
        return retenir(_cle_lu(territoire, lu.version, qui), lambda: lu)


def _lu(territoire: str, version: int, qui: Acces) -> Instantane:
    """L'instantané de cette version ; lève `DonneesChangees` s'il n'est plus gardé et qu'une écriture est passée."""

    def lire() -> Instantane:
        lu = entrepot().instantane(qui, territoire)
        if lu.version != version:
            raise DonneesChangees(lu)
        return lu

    return retenir(_cle_lu(territoire, version, qui), lire)


def _cle_lu(territoire: str, version: int, qui: Acces) -> tuple[object, ...]:
    return ("lu", territoire, version, cle_acces(qui))


def tables(territoire: str, version: int, qui: Acces) -> Donnees:
    """Toutes les tables d'un territoire, visibles par `qui`, à cette version ; à lire, jamais à modifier."""
    return _lu(territoire, version, qui).tables


def exercices(territoire: str, version: int, qui: Acces) -> tuple[int, ...]:
    """Les exercices renseignés, croissants."""
    return _lu(territoire, version, qui).exercices


def imports(territoire: str, version: int, qui: Acces) -> pl.DataFrame:
    """Les imports du territoire que `qui` peut voir, du plus récent au plus ancien."""
    return _lu(territoire, version, qui).imports.sort("date", "id", descending=True)


def journal(territoire: str, version: int, qui: Acces) -> pl.DataFrame:
    """Le journal du territoire jusqu'à cette version, du plus récent au plus ancien."""
    return retenir(
        ("journal", territoire, version, cle_acces(qui)),
        lambda: entrepot().journal(qui, territoire).filter(pl.col("numero") <= version),
    )


def brouillon(territoire: str, version: int, qui: Acces) -> bool:
    """Vrai si un import que `qui` peut voir attend d'être publié."""
    return "brouillon" in _lu(territoire, version, qui).imports["statut"]


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
