"""Ce que l'écran Arbitrage tire d'un dossier : le budget de départ, l'arbitrage d'une adresse, les scénarios comparés.

Chacune de ces fonctions se garde (`Dossier.garder`) : un cran de curseur ne refait que l'arbitrage de ses mouvements.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import polars as pl
from pydantic import StringConstraints

from core.dossier import Dossier
from core.figures import adresse
from core.figures.arbitrage.phrases import CE_QUI_CHANGE, Enveloppe
from core.usages.arbitrage import TITRES, Arbitrage, Depart, Scenario, arbitrer, preparer, scenarios
from core.usages.arbitrage.adresse import AUCUN, ecrire, lire, lisible, reunir
from core.usages.arbitrage.reperage import reperer

CHANGES = "changes"
"""La lentille première : ce qui change, sous toutes."""
MAXIMUM, PREMIERS = 4, 3
"""Scénarios comparés au plus, et d'abord."""
SEPARE = ","

LongTexte = Annotated[str, StringConstraints(max_length=20_000)]
"""Des mouvements écrits : un levier y prend une trentaine de signes."""


class Adresse(adresse.Adresse):
    """Les choix de l'écran ; `mouvements` et `scenario` disent l'arbitrage en cours, `scenarios` et `seance` ceux que
    l'on compare."""

    vue: Literal["arbitrer", "comparer"] = "arbitrer"
    lentille: adresse.Texte = ""
    mouvements: LongTexte = ""
    scenario: adresse.Texte = ""
    scenarios: LongTexte = ""
    seance: adresse.Texte = ""

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """La lentille, la séance, un scénario comparé ou un mouvement que ce territoire n'a pas ; le scénario ouvert se
        dit à sa place."""
        tous = dossier.garder(gardes)
        nommes = adresse.lire_liste(self.scenarios, tous, SEPARE)
        illisibles = self.mouvements != AUCUN and not lisible(self.mouvements, dossier.garder(depart))
        return (
            *self.hors(lentille=lentilles(dossier), seance={un.seance for un in tous.values() if un.seance}),
            *(("scenarios",) if set(nommes) - set(tous) else ()),
            *(("mouvements",) if illisibles else ()),
        )


def depart(dossier: Dossier) -> Depart:
    """Le budget de travail du dossier ; lève `TableManquante` sans dépense prévue."""
    return preparer(dossier.tables, dossier.exercice)


def chiffres(dossier: Dossier) -> pl.DataFrame:
    """Les indicateurs de départ dont partent les chiffres montrés, avec leur origine, et la clé de chacun."""
    return reperer(dossier.garder(depart))


def gardes(dossier: Dossier) -> dict[str, Scenario]:
    """Les scénarios gardés de l'exercice, par code."""
    debut = dossier.garder(depart)
    return scenarios(debut.donnees, debut.exercice)


def resultat(mouvements: str, dossier: Dossier) -> Arbitrage:
    """L'arbitrage que disent des mouvements écrits."""
    debut = dossier.garder(depart)
    return arbitrer(debut, lire(mouvements, debut))


def mouvements_dits(demande: Adresse, dossier: Dossier) -> str:
    """Les mouvements que porte l'adresse, à défaut ceux du scénario qu'elle nomme, réunis et réécrits."""
    if demande.mouvements:
        return ecrire(reunir(lire(demande.mouvements, dossier.garder(depart))))
    garde = dossier.garder(gardes).get(demande.scenario)
    return ecrire(reunir(garde.mouvements)) if garde else ""


def compares(demande: Adresse, dossier: Dossier) -> tuple[Scenario, ...]:
    """Les scénarios que nomme l'adresse ; ou ceux envoyés à la séance qu'elle nomme ; à défaut, les premiers gardés.

    Deux scénarios de même nom se distinguent par leur code.
    """
    tous = dossier.garder(gardes)
    nommes = [code for code in adresse.lire_liste(demande.scenarios, tous, SEPARE) if code in tous]
    envoyes = [code for code, un in tous.items() if un.seance and un.seance == demande.seance]
    codes = list(dict.fromkeys(nommes or envoyes))[:MAXIMUM] or list(tous)[:PREMIERS]
    noms = [tous[code].nom for code in codes]
    return tuple(
        replace(tous[code], nom=f"{nom} ({code})") if noms.count(nom) > 1 else tous[code]
        for code, nom in zip(codes, noms, strict=True)
    )


def resultats(demande: Adresse, dossier: Dossier) -> dict[str, Arbitrage]:
    """L'arbitrage de chaque scénario comparé, par son nom."""
    return {un.nom: dossier.garder(resultat, ecrire(un.mouvements)) for un in compares(demande, dossier)}


def lentilles(dossier: Dossier) -> dict[str, str]:
    """Ce qui change, puis chaque lentille qui se calcule pour ce territoire."""
    lues = dossier.garder(depart).lectures
    return {
        CHANGES: CE_QUI_CHANGE,
        **{cle: titre for cle, titre in TITRES.items() if cle in lues and not lues[cle].is_empty()},
    }


def enveloppe(mouvements: str, dossier: Dossier) -> Enveloppe:
    """L'enveloppe du dossier, et où en sont ces mouvements."""
    debut, fait = dossier.garder(depart), dossier.garder(resultat, mouvements)
    return Enveloppe(
        debut.exercice,
        debut.total_eur,
        fait.solde_eur,
        fait.deplaces_eur,
        fait.retires_eur,
        len(fait.mouvements),
        len(fait.refus),
        len(fait.non_chiffres),
    )
