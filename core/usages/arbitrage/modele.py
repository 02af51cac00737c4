"""Les mots de l'arbitrage : un mouvement d'euros, ce qui le refuse, le budget de départ, et ce qu'il en résulte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from core.modele import Donnees

ZERO = Decimal("0.00")
LIGNE, POLITIQUE, OPERATION, CLIMAT, PRESERVATION = (
    "ligne",
    "politique",
    "operation",
    "action_climat",
    "action_preservation",
)
ACTIONS = (CLIMAT, PRESERVATION)


def somme_eur(montants: pl.Series) -> Decimal:
    """La somme exacte de montants en euros ; 0 quand il n'y en a pas."""
    return Decimal(str(montants.sum() or ZERO))


@dataclass(frozen=True)
class Mouvement:
    """Des euros ajoutés (positif) ou retirés (négatif) à une ligne, une politique, une opération ou une action."""

    objet: str
    cible: str
    variation_eur: Decimal


@dataclass(frozen=True)
class Refus:
    """Un mouvement laissé de côté, et la phrase qui dit pourquoi."""

    mouvement: Mouvement
    phrase: str


@dataclass(frozen=True)
class Contrainte:
    """Une contrainte déclarée et les lignes (`indices`) qu'elle tient ; `minimum_eur` nul : elles ne bougent pas."""

    code: str
    type: str
    intitule: str
    motif: str
    minimum_eur: Decimal | None
    indices: pl.Series
    montant_eur: Decimal


@dataclass(frozen=True)
class Depart:
    """Le budget de travail d'un exercice : ses tables (prévu seulement), ce qui peut bouger, et les résultats d'avant.

    `donnees` : les tables, dont les lignes de même sort sont additionnées. `lignes` : une ligne par dépense réelle
    prévue (`indice`, `signature`, postes, `montant_eur`, `colonne` qui porte le montant, `verrou`, rang `reduite` dans
    `donnees`). `actions` : une ligne par action que l'on peut financer autrement ; `liens` : (`action`, `indice`) des
    lignes qui la portent. `avant` : les indicateurs de chaque méthode qui se calcule, `lectures` ce qu'en lit chaque
    lentille ; `absentes` : ce qui manque aux autres ; `postes` : où compte chaque ligne des sommes suivies
    (`sommes.classer`).
    """

    demande: int
    exercice: int
    donnees: Donnees
    lignes: pl.DataFrame
    actions: pl.DataFrame
    liens: pl.DataFrame
    contraintes: tuple[Contrainte, ...]
    avant: Mapping[str, pl.DataFrame]
    lectures: Mapping[str, pl.DataFrame]
    absentes: Mapping[str, str]
    postes: pl.DataFrame

    @property
    def total_eur(self) -> Decimal:
        """L'enveloppe : les dépenses réelles prévues, tous budgets, en euros."""
        return somme_eur(self.lignes["montant_eur"])

    @property
    def etapes(self) -> tuple[str, ...]:
        """Les documents d'où vient le prévu, triés : « CA » pour des crédits ouverts, « BP », « DM » pour des votes."""
        return tuple(self.lignes["etape"].unique().sort().to_list())


@dataclass(frozen=True)
class Arbitrage:
    """Ce que donnent des mouvements : ceux retenus, ceux refusés, et l'avant-après par lentille.

    `solde_eur` : ce qui reste à trouver (positif) ou à affecter (négatif) pour garder l'enveloppe. `effets` : une
    ligne par chiffre suivi (`lentille`, `cle`, `groupe`, `libelle`, `unite`, `sens`, `avant`, `apres`).
    `non_chiffres` : (intitulé, raison) des mouvements dont une part de l'effet n'est pas connue.
    """

    mouvements: tuple[Mouvement, ...]
    refus: tuple[Refus, ...]
    effets: pl.DataFrame
    non_chiffres: tuple[tuple[str, str], ...]
    recalculees: tuple[str, ...]

    @property
    def solde_eur(self) -> Decimal:
        """Σ des variations retenues, en euros."""
        return sum((mouvement.variation_eur for mouvement in self.mouvements), ZERO)

    @property
    def retires_eur(self) -> Decimal:
        """Les euros retirés quelque part, comptés positivement."""
        return self.deplaces_eur - self.solde_eur

    @property
    def deplaces_eur(self) -> Decimal:
        """Les euros ajoutés quelque part."""
        return sum((max(mouvement.variation_eur, ZERO) for mouvement in self.mouvements), ZERO)
