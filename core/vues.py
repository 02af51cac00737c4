"""Le seul registre des écrans : leur place au menu, la question qu'ils posent, leurs onglets et ce qui les compose.

La navigation, la mise en train, la ligne de commande et les essais le lisent. Un écran qui a des vues est une liste
d'onglets ; un onglet porte le nom de son sujet, celui de ses dossiers `core/figures/<cle>` et `pages/_<cle>`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.acces import Action
from core.dossier import Dossier
from core.figures.adresse import Adresse
from core.figures.bilan_carbone import composition as bilan_carbone
from core.figures.budget_climat import composition as budget_climat
from core.figures.care import vues as care
from core.figures.vue import Vue

type_composer = Callable[[Any, Dossier], Vue]
"""Une vue est une fonction de son adresse et du dossier qu'elle lit, de rien d'autre."""


@dataclass(frozen=True)
class Onglet:
    """Un sujet à l'écran : sa clé, les choix que son adresse peut porter, et la fonction qui compose sa vue."""

    cle: str
    adresse: type[Adresse]
    composer: type_composer


@dataclass(frozen=True)
class Ecran:
    """Un écran : son nom est celui de son script et de son adresse ; `action` est ce qu'il faut pouvoir faire pour le voir."""

    nom: str
    titre: str
    groupe: str
    question: str
    onglets: tuple[Onglet, ...] = ()
    action: Action = Action.LIRE_VALIDE


ECRANS: tuple[Ecran, ...] = (
    Ecran("accueil", "Accueil", "", "Où en sommes-nous, et que manque-t-il ?"),
    Ecran(
        "donut",
        "Donut",
        "Voir",
        "Quels besoins ne sont pas couverts, quelles limites sont franchies, ici et ailleurs ?",
    ),
    Ecran(
        "capitaux",
        "Capitaux",
        "Voir",
        "Que devons-nous encore à chacun, et que reste-t-il du résultat une fois tous préservés ?",
        (Onglet("care", care.Adresse, care.composer),),
    ),
    Ecran("carbone", "Carbone", "Voir", "Où en sommes-nous de la trajectoire, et que couvrent nos actions ?"),
    Ecran(
        "climat",
        "Budget climat",
        "Voir",
        "Nos mesures tiennent-elles le plafond de l'exercice, et à quel prix ?",
        (Onglet("budget_climat", budget_climat.Adresse, budget_climat.composer),),
    ),
    Ecran(
        "bilan",
        "Bilan carbone",
        "Voir",
        "Que causent nos activités et nos achats, et à quel point le savons-nous ?",
        (Onglet("bilan_carbone", bilan_carbone.Adresse, bilan_carbone.composer),),
    ),
    Ecran(
        "budget", "Budget", "Voir", "Que dépensons-nous, pour quoi, et qu'avons-nous réalisé de ce qui était prévu ?"
    ),
    Ecran(
        "budget_vert",
        "Budget vert",
        "Voir",
        "Quelle part de nos dépenses sert la transition, quelle part la contrarie ?",
    ),
    Ecran(
        "budget_genre", "Budget et égalité", "Voir", "À qui profitent nos dépenses, femmes et hommes comptés à part ?"
    ),
    Ecran("arbitrage", "Arbitrage", "Décider", "Sous une enveloppe fixe, que change chaque euro déplacé ?"),
    Ecran("importer", "Import", "Alimenter", "Que changerait ce fichier ?", action=Action.IMPORTER),
    Ecran("cotation", "Cotation", "Alimenter", "Que fait chaque dépense, dite une fois ?", action=Action.IMPORTER),
    Ecran("methodes", "Méthodes", "Comprendre", "Que demande chaque méthode, et que tait-elle ?"),
    Ecran("journal", "Journal", "Comprendre", "Qu'est-ce qui est entré, par qui, quand ?", action=Action.LIRE_JOURNAL),
)
"""Dans l'ordre du menu."""


def ecran(nom: str) -> Ecran:
    """L'écran de ce nom ; lève `KeyError` s'il n'est pas au registre."""
    return {un.nom: un for un in ECRANS}[nom]
