"""Les phrases d'un mouvement : pourquoi il est refusé, ce que l'on ignore de son effet, ce qui le retient."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.format_fr import accorder, euros

SANS_LIGNE = "aucune ligne de ce budget ne la porte"
"""D'une action dont l'argent vient d'ailleurs : le déplacer ferait disparaître, ou naître, des euros de l'enveloppe."""
SANS_CREDIT = "aucun crédit n'y est inscrit"
ANNUITE = "annuité de la dette, fixée par les contrats d'emprunt"
SANS_EFFET = "effet non chiffré"
EGALITE = "Égalité entre les femmes et les hommes"
_NATURES = {"obligatoire": "dépense obligatoire", "service_minimum": "service minimum", "ap_cp": "AP/CP"}


def hors_du_budget(nom: str, exercice: int) -> str:
    """Ce que vise le mouvement n'existe pas dans ce budget."""
    return f"« {nom} » n'est pas dans le budget {exercice} : ce mouvement est laissé de côté."


def immobile(nom: str, cause: str) -> str:
    """Rien de ce que vise le mouvement ne peut bouger."""
    return f"« {nom} » ne bouge pas : {cause}."


def plus_que_tout(nom: str, montant: Decimal, enveloppe: Decimal) -> str:
    """Le mouvement dépasse l'enveloppe."""
    return f"« {nom} » : {euros(montant)}, c'est plus que toute l'enveloppe, {euros(enveloppe)}."


def plus_que_recu(nom: str, exercice: int, recu: Decimal, rendu: Decimal, demande: Decimal) -> str:
    """Une action ne peut rendre plus qu'elle ne reçoit ; `rendu` : ce qui lui est déjà repris."""
    deja = f", dont {euros(rendu)} déjà repris" if rendu > 0 else ""
    return f"« {nom} » reçoit {euros(recu)} en {exercice}{deja} : on ne peut pas en retirer {euros(demande)}."


def plus_qu_il_ne_reste(nom: str, restant: Decimal, demande: Decimal) -> str:
    """Des lignes descendraient sous zéro."""
    return f"Sur « {nom} », il reste {euros(restant)} que l'on puisse déplacer : {euros(demande)}, c'est trop."


def sous_le_minimum(nom: str, reste: Decimal, minimum: Decimal, raison: str) -> str:
    """Des lignes descendraient sous le minimum d'une contrainte, que dit `raison`."""
    return f"Retirer cela à « {nom} » laisserait {euros(reste)}, sous les {euros(minimum)} que demande : {raison}."


def raison(intitule: str, type_: str, motif: str) -> str:
    """« Contribution au SDIS, dépense obligatoire (motif) »."""
    suite = f" ({motif.rstrip('.')})" if motif else ""
    return f"{intitule}, {_NATURES[type_]}{suite}"


def effet_incomplet(*, cout: bool, gain: bool, depense: bool, muets: int) -> str:
    """Ce qui manque pour chiffrer l'effet d'une action ; vide si rien. `muets` : ses effets du Donut sans chiffre."""
    manques: Sequence[str] = (
        "" if cout else "coût entier inconnu",
        "" if gain else "gain climat inconnu",
        "" if depense else "dépense de préservation inconnue",
        f"{accorder(muets, 'effet')} du Donut sans chiffre" if muets else "",
    )
    dits = ", ".join(manque for manque in manques if manque)
    return f"{SANS_EFFET} : {dits}" if dits else ""


def hors_des_actions() -> str:
    """D'un mouvement dont une part seulement porte des actions chiffrées."""
    return f"{SANS_EFFET} hors des actions suivies"


def ecart_a_l_objectif(annee: int) -> str:
    """Le nom du chiffre qui dit ce qui manque à une trajectoire."""
    return f"écart à l'objectif de {annee}"


def ecart_au_plafond(annee: int) -> str:
    """Le nom du chiffre qui dit ce qui manque à un plafond."""
    return f"écart au plafond de {annee}"
