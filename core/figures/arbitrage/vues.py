"""Les deux vues de l'arbitrage : ce que changent les mouvements, et plusieurs scénarios côte à côte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.figures.arbitrage.colonnes import colonnes
from core.figures.arbitrage.dessin import barres
from core.figures.arbitrage.lecture import Rang, rangs, sujet, tableau, varier
from core.figures.arbitrage.phrases import FAITS, FAITS_PROJETES, Enveloppe, message, message_comparer
from core.figures.vue import Vue
from core.format_fr import accorder, enumerer

AVANT_APRES = ("Avant", "Après")
CHANGES = "changes"
PROJETES = 4
"""Chiffres montrés en projection : lisibles du dernier rang."""
_DEPART = ("tous/favorable", "tous/defavorable", "/epuisement", "/dette_cloture", "epargne_nette")
"""Ce que l'on montre du départ tant que rien n'est déplacé."""
_PRINCIPAUX = ("tous/", "/ecart/", "/epuisement", "/dette_cloture", "resultat_care", "/valeur", "favorable", "epargne_")
"""Par un bout de leur clé, les chiffres de « Ce qui change » ; les autres sont sous leur lentille."""
_PREMIERS = ("budget_vert", "carbone")
"""Lentilles dont on ne montre d'abord que le premier sujet : tous les axes, la première trajectoire promise."""
LIRE = (
    "Gris : ce qui reste ; plein : ce qui s'ajoute ; contour : ce qui s'en va. Chaque lentille a son échelle, qui part "
    "de zéro ; une longueur ne se compare qu'à celles de même unité. « Mieux » et « moins bien » disent le sens de "
    "chaque chiffre, jamais un total."
)
MASQUE = (
    "L'effet d'une action est supposé proportionnel à son financement et compté une fois l'action achevée : il ne dit "
    "ni quand, ni qui en bénéficie. Ce que font les dépenses sans effet chiffré n'apparaît pas, même quand on les "
    "réduit. Aucun capital n'en compense un autre, et il n'y a pas de note globale."
)


@dataclass(frozen=True)
class Cadrage:
    """Ce que montre la vue : son sous-titre, les indicateurs d'où elle vient, la lentille choisie, au plus combien de chiffres."""

    sous_titre: str
    indicateurs: pl.DataFrame
    lentille: str = CHANGES
    maximum: int | None = None


def vue_effets(effets: pl.DataFrame, enveloppe: Enveloppe, cadrage: Cadrage) -> Vue:
    """L'avant-après d'un arbitrage : ce qui change (par défaut), ou tous les chiffres d'une lentille."""
    tous = rangs([effets])
    montres = choisis(tous, cadrage.lentille)
    dits = message(enveloppe, tous, FAITS if cadrage.maximum is None else FAITS_PROJETES)
    return Vue(
        cle="arbitrage",
        message=dits,
        sous_titre=cadrage.sous_titre,
        figure=barres(au_plus(montres, cadrage.maximum)),
        lire=LIRE,
        masque=MASQUE,
        tableau=tableau(tous, AVANT_APRES),
        indicateurs=cadrage.indicateurs,
        alt=_alternative(dits, montres),
    )


def choisis(tous: Sequence[Rang], lentille: str) -> list[Rang]:
    """Les chiffres d'une lentille ; ou, sous toutes, les principaux qui changent — à défaut, ceux du départ, tels quels."""
    if lentille != CHANGES:
        return [rang for rang in tous if rang.lentille == lentille]
    changent = [rang for rang in tous if rang.change]
    premieres: dict[str, str] = {}
    for rang in changent:
        premieres.setdefault(rang.lentille, rang.groupe)
    principaux = [
        rang
        for rang in changent
        if any(bout in rang.cle for bout in _PRINCIPAUX)
        and (rang.lentille not in _PREMIERS or rang.groupe == premieres[rang.lentille])
    ]
    return principaux or changent or [rang for rang in tous if rang.cle.endswith(_DEPART)]


def au_plus(lus: Sequence[Rang], maximum: int | None) -> list[Rang]:
    """Les premiers de chaque lentille, tour à tour, jusqu'à `maximum` ; dans leur ordre. Nul : tous."""
    if maximum is None:
        return list(lus)
    tours: dict[str, int] = {}
    places = []
    for place, rang in enumerate(lus):
        tours[rang.lentille] = tours.get(rang.lentille, 0) + 1
        places.append((tours[rang.lentille], place))
    return [lus[place] for place in sorted(place for _, place in sorted(places)[:maximum])]


def inchangees(effets: pl.DataFrame) -> list[str]:
    """Les lentilles dont aucun chiffre suivi ne bouge."""
    lus = rangs([effets])
    bougent = {rang.lentille for rang in lus if rang.change}
    return list(dict.fromkeys(rang.titre for rang in lus if rang.lentille not in bougent))


def autres(effets: pl.DataFrame) -> int:
    """Combien de chiffres changent sans être parmi les principaux."""
    lus = rangs([effets])
    return sum(rang.change for rang in lus) - sum(rang.change for rang in choisis(lus, CHANGES))


def rien_ne_change(effets: pl.DataFrame) -> bool:
    """Vrai si aucun chiffre suivi ne bouge."""
    return not any(rang.change for rang in rangs([effets]))


def vue_comparer(effets: Sequence[pl.DataFrame], noms: Sequence[str], cadrage: Cadrage) -> Vue:
    """De deux à quatre scénarios du même départ, un par colonne de la table et par barre de la figure."""
    tous = rangs(effets)
    montres = choisis(tous, cadrage.lentille)
    etats = ("Avant", *noms)
    dits = message_comparer(tous, noms)
    return Vue(
        cle="arbitrage_comparer",
        message=dits,
        sous_titre=cadrage.sous_titre,
        figure=colonnes(au_plus(montres, cadrage.maximum), etats),
        lire="Une colonne par scénario, tous du même départ. Gris : ce qui reste ; plein : ce qui s'ajoute ; contour : ce "
        "qui s'en va. Chaque lentille a son échelle, qui part de zéro.",
        masque=MASQUE,
        tableau=tableau(montres, etats),
        indicateurs=cadrage.indicateurs,
        alt=f"{dits}. {accorder(len(montres), 'chiffre comparé', 'chiffres comparés')} pour {enumerer(list(noms))}.",
    )


def _alternative(dits: str, montres: Sequence[Rang]) -> str:
    lignes = [f"{rang.titre}, {sujet(rang)} : {varier(rang) or 'inchangé'}" for rang in montres]
    return f"{dits}. {' ; '.join(lignes)}." if lignes else f"{dits}."
