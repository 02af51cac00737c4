"""Le seul registre des écrans : leur place au menu, la question qu'ils posent, leurs onglets et ce qui les compose.

La navigation, la mise en train, la ligne de commande et les essais le lisent. Un écran qui a des vues est une liste
d'onglets ; un onglet porte le nom de son sujet, celui de ses dossiers `core/figures/<cle>` et `pages/_<cle>`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any

from core.acces import Action
from core.dossier import Dossier
from core.figures.adresse import Adresse
from core.figures.vue import Vue

type_composer = Callable[[Any, Dossier], Vue]
"""Une vue est une fonction de son adresse et du dossier qu'elle lit, de rien d'autre."""


@dataclass(frozen=True)
class Onglet:
    """Un sujet à l'écran : sa clé, les choix que son adresse peut porter, et la fonction qui compose sa vue."""

    cle: str
    adresse: type[Adresse]
    composer: type_composer


def _onglet(cle: str) -> Onglet:
    vues = import_module(f"core.figures.{cle}.vues")
    return Onglet(cle, vues.Adresse, vues.composer)


@dataclass(frozen=True)
class Ecran:
    """Un écran : son nom est celui de son script et de son adresse ; `action` est ce qu'il faut pouvoir faire pour le
    voir.

    `sujets` : les clés de ses onglets. Chacun a, dans `core/figures/<cle>/vues.py`, une `Adresse` et un `composer`.
    """

    nom: str
    titre: str
    groupe: str
    question: str
    sujets: tuple[str, ...] = ()
    action: Action = Action.LIRE_VALIDE

    @cached_property
    def onglets(self) -> tuple[Onglet, ...]:
        """Un onglet par sujet de l'écran, pris dans son module de vues."""
        return tuple(_onglet(cle) for cle in self.sujets)


ECRANS: tuple[Ecran, ...] = (
    Ecran("accueil", "Accueil", "", "Où en sommes-nous, et que manque-t-il ?"),
    Ecran(
        "donut",
        "Donut",
        "Voir",
        "Quels besoins ne sont pas couverts, quelles limites sont franchies, ici et ailleurs ?",
        ("donut",),
    ),
    Ecran(
        "capitaux",
        "Capitaux",
        "Voir",
        "Que devons-nous encore à chacun, et que reste-t-il du résultat une fois tous préservés ?",
        ("care",),
    ),
    Ecran(
        "carbone",
        "Carbone",
        "Voir",
        "Où en sommes-nous de la trajectoire, et que couvrent nos actions ?",
        ("trajectoire",),
    ),
    Ecran(
        "climat",
        "Budget climat",
        "Voir",
        "Nos mesures tiennent-elles le plafond de l'exercice, et à quel prix ?",
        ("budget_climat",),
    ),
    Ecran(
        "bilan",
        "Bilan carbone",
        "Voir",
        "Que causent nos activités et nos achats, et à quel point le savons-nous ?",
        ("bilan_carbone",),
    ),
    Ecran(
        "budget",
        "Budget",
        "Voir",
        "Que dépensons-nous, pour quoi, et qu'avons-nous réalisé de ce qui était prévu ?",
        ("execution",),
    ),
    Ecran(
        "budget_vert",
        "Budget vert",
        "Voir",
        "Quelle part de nos dépenses sert la transition, quelle part la contrarie ?",
        ("budget_vert",),
    ),
    Ecran(
        "budget_genre",
        "Budget et égalité",
        "Voir",
        "À qui profitent nos dépenses, femmes et hommes comptés à part ?",
        ("budget_genre",),
    ),
    Ecran(
        "arbitrage", "Arbitrage", "Décider", "Sous une enveloppe fixe, que change chaque euro déplacé ?", ("arbitrage",)
    ),
    Ecran("importer", "Import", "Alimenter", "Que changerait ce fichier ?", action=Action.IMPORTER),
    Ecran("cotation", "Cotation", "Alimenter", "Que fait chaque dépense, dite une fois ?", action=Action.IMPORTER),
    Ecran("methodes", "Méthodes", "Comprendre", "Que demande chaque méthode, et que tait-elle ?"),
    Ecran("journal", "Journal", "Comprendre", "Qu'est-ce qui est entré, par qui, quand ?", action=Action.LIRE_JOURNAL),
)
"""Dans l'ordre du menu."""


def ecran(nom: str) -> Ecran:
    """L'écran de ce nom ; lève `KeyError` s'il n'est pas au registre."""
    return {un.nom: un for un in ECRANS}[nom]


def ecran_de(cle: str) -> Ecran:
    """L'écran dont un onglet est ce sujet ; lève `KeyError` si aucun ne le montre."""
    return {sujet: un for un in ECRANS for sujet in un.sujets}[cle]
