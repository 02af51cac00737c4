"""Les deux vues de l'arbitrage : ce que changent les mouvements, et plusieurs scénarios côte à côte."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.dossier import Dossier
from core.figures.arbitrage.colonnes import colonnes
from core.figures.arbitrage.composition import (
    CHANGES,
    Adresse,
    chiffres,
    compares,
    depart,
    enveloppe,
    lentilles,
    mouvements_dits,
    resultat,
    resultats,
)
from core.figures.arbitrage.dessin import barres
from core.figures.arbitrage.lecture import Rang, rangs, tableau
from core.figures.arbitrage.phrases import (
    FAITS,
    FAITS_PROJETES,
    LIRE,
    LIRE_COMPARER,
    MASQUE,
    SANS_SCENARIO,
    Enveloppe,
    alternative,
    cites,
    message,
    message_comparer,
    plus_ecartee,
    sous_titre,
)
from core.figures.arbitrage.phrases_lecture import alternative_comparer
from core.figures.arbitrage.rangees import rangees
from core.figures.vue import Vue
from core.usages.arbitrage.hypotheses import etape_dite
from core.usages.arbitrage.reperage import enveloppe_de

__all__ = ["Adresse", "composer"]

AVANT_APRES = ("Avant", "Après")
VUES = {"arbitrer": "Arbitrer", "comparer": "Comparer"}
PROJETES = 4
"""Chiffres montrés en projection : lisibles du dernier rang."""
_DEPART = ("tous/favorable", "tous/defavorable", "/epuisement", "/dette_cloture", "epargne_nette")
"""Ce que l'on montre du départ tant que rien n'est déplacé."""
_PRINCIPAUX = ("tous/", "/ecart/", "/epuisement", "/dette_cloture", "resultat_care", "/valeur", "favorable", "epargne_")
"""Par un bout de leur clé, les chiffres de « Ce qui change » ; les autres sont sous leur lentille."""
_PREMIERS = ("budget_vert", "carbone")
"""Lentilles dont on ne montre d'abord que le premier sujet : tous les axes, la première trajectoire promise."""


@dataclass(frozen=True)
class Cadrage:
    """Ce que montre la vue : son sous-titre, les rangées repérées du départ et celles de l'enveloppe, la lentille
    choisie, au plus combien de chiffres."""

    sous_titre: str
    reperees: pl.DataFrame
    enveloppe: pl.DataFrame
    lentille: str = CHANGES
    maximum: int | None = None

    def montres(self, tous: Sequence[Rang]) -> list[Rang]:
        """Les chiffres que montre la vue : ceux de sa lentille, autant qu'elle en montre."""
        return au_plus(choisis(tous, self.lentille), self.maximum)


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """L'avant-après de l'arbitrage que dit l'adresse, ou les scénarios qu'elle compare ; lève `TableManquante` sans
    prévu."""
    if demande.vue == "comparer":
        return _comparer(demande, dossier)
    mouvements = mouvements_dits(demande, dossier)
    effets = dossier.garder(resultat, mouvements).effets
    return vue_effets(effets, dossier.garder(enveloppe, mouvements), _cadrer(demande, dossier, PROJETES))


def _comparer(demande: Adresse, dossier: Dossier) -> Vue:
    cadrage = _cadrer(demande, dossier, PROJETES - 1)
    if not compares(demande, dossier):
        return _sans_scenario(cadrage)
    faits = resultats(demande, dossier)
    return vue_comparer([un.effets for un in faits.values()], list(faits), cadrage)


def _cadrer(demande: Adresse, dossier: Dossier, projetes: int) -> Cadrage:
    debut = dossier.garder(depart)
    repli = debut.demande if debut.demande != debut.exercice else None
    return Cadrage(
        sous_titre(dossier.territoire.nom, etape_dite(debut), repli),
        dossier.garder(chiffres),
        enveloppe_de(debut),
        demande.choix("lentille", lentilles(dossier)),
        projetes if demande.projetee else None,
    )


def _sans_scenario(cadrage: Cadrage) -> Vue:
    """Rien à comparer encore : la phrase le dit."""
    return Vue(
        cle="arbitrage_comparer",
        message=SANS_SCENARIO,
        sous_titre=cadrage.sous_titre,
        figure=barres([]),
        lire=LIRE_COMPARER,
        masque=MASQUE,
        tableau=tableau([], AVANT_APRES),
        indicateurs=rangees(cadrage.reperees, []),
        alt=f"{SANS_SCENARIO}.",
    )


def vue_effets(effets: pl.DataFrame, enveloppe: Enveloppe, cadrage: Cadrage) -> Vue:
    """L'avant-après d'un arbitrage : ce qui change (par défaut), ou tous les chiffres d'une lentille."""
    tous, maximum = rangs([effets]), FAITS if cadrage.maximum is None else FAITS_PROJETES
    montres, dits = cadrage.montres(tous), message(enveloppe, tous, maximum)
    lues = rangees(cadrage.reperees, [*cites(enveloppe, tous, maximum), *montres])
    return Vue(
        cle="arbitrage",
        message=dits,
        sous_titre=cadrage.sous_titre,
        figure=barres(montres),
        lire=LIRE,
        masque=MASQUE,
        tableau=tableau(montres, AVANT_APRES),
        indicateurs=lues if enveloppe.mouvements else pl.concat([cadrage.enveloppe, lues]),
        reperes=(float(enveloppe.deplaces_eur), float(enveloppe.solde_eur)) if enveloppe.mouvements else (),
        alt=alternative(dits, montres),
    )


def choisis(tous: Sequence[Rang], lentille: str) -> list[Rang]:
    """Les chiffres d'une lentille ; ou, sous toutes, les principaux qui changent — à défaut, ceux du départ, tels
    quels."""
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


def vue_comparer(effets: Sequence[pl.DataFrame], noms: Sequence[str], cadrage: Cadrage) -> Vue:
    """De deux à quatre scénarios du même départ, un par colonne de la table et par barre de la figure."""
    tous, etats = rangs(effets), ("Avant", *noms)
    montres, dits = cadrage.montres(tous), message_comparer(tous, noms)
    ecartee = plus_ecartee(tous)
    return Vue(
        cle="arbitrage_comparer",
        message=dits,
        sous_titre=cadrage.sous_titre,
        figure=colonnes(montres, etats),
        lire=LIRE_COMPARER,
        masque=MASQUE,
        tableau=tableau(montres, etats),
        indicateurs=rangees(cadrage.reperees, montres if ecartee is None else [ecartee, *montres]),
        alt=alternative_comparer(dits, len(montres), noms),
    )
