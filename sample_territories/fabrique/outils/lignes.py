"""Les lignes d'un budget inventé : ce qu'elles disent avant d'avoir un montant, puis après."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Poste:
    """Une ligne sans montant : qui dépense ou reçoit quoi.

    `poids` dit sa part de l'enveloppe de son chapitre ; `montants` (un par exercice, en euros, nul = ligne absente
    cette année-là) la fixe à la place. `execution` fixe la part des crédits réalisée quand l'histoire l'exige ; `sauf`
    nomme les exercices où la ligne n'existe pas.
    """

    sens: str
    nature: str
    fonction: str
    service: str
    politique: str
    libelle: str
    poids: float = 0.0
    montants: tuple[float | None, ...] | None = None
    operation: str = ""
    execution: float | None = None
    sauf: frozenset[int] = frozenset()

    @property
    def cle(self) -> tuple[str, ...]:
        """Ce qui distingue une ligne dans son budget."""
        return (self.sens, self.nature, self.fonction, self.service, self.operation, self.libelle)


@dataclass
class Ligne:
    """Une ligne d'un exercice, montants en centimes ; nul = cellule laissée vide dans les documents."""

    exercice: int
    budget: str
    nomenclature: str
    section: str
    mouvement: str
    chapitre: str
    poste: Poste
    bp: int | None = None
    credits: int | None = None
    engage: int | None = None
    realise: int | None = None
    rar: int | None = None


@dataclass
class Reprise:
    """Ce qu'un exercice laisse au suivant, en centimes."""

    resultat: int
    solde: int
    rar_depenses: int
    rar_recettes: int
    encours: int
    rar_par_ligne: dict[tuple[str, ...], int] = field(default_factory=dict)


def total(lignes: Iterable[Ligne], montant: str, garder: Callable[[Ligne], bool] = lambda _: True) -> int:
    """Somme en centimes des montants connus des lignes gardées."""
    return sum(getattr(ligne, montant) or 0 for ligne in lignes if garder(ligne))


def euros(centimes: int | None) -> Decimal | None:
    """Des centimes en euros exacts ; nul reste nul."""
    return None if centimes is None else Decimal(centimes) / 100


def arrondi_au(centimes: float, pas_euros: int) -> int:
    """Arrondit au pas donné (en euros), comme on vote un crédit."""
    pas = pas_euros * 100
    return round(centimes / pas) * pas
