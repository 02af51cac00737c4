"""L'arbitrage en cours : il vit dans l'adresse, si bien qu'un lien le rouvre ; la session n'en garde que le dernier
passage."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import streamlit as st

from core.figures.arbitrage.composition import depart, gardes
from core.usages.arbitrage import Mouvement, Scenario
from core.usages.arbitrage.adresse import AUCUN, ecrire, lire, reunir
from pages._outils import commun
from pages._outils.contexte import Contexte

_CLE = "arbitrage"


@dataclass
class Essai:
    """Les mouvements en cours, par (objet, cible), et le scénario gardé dont ils partent s'il y en a un.

    `revision` grandit quand ils changent d'ailleurs que d'un levier : les grilles repartent alors de zéro.
    """

    marque: tuple[object, ...]
    ecrit: str
    garde: Scenario | None
    variations: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    revision: int = 0

    @property
    def adresse(self) -> str:
        """Les mouvements, tels que l'adresse les écrit."""
        return ecrire(self.mouvements)

    @property
    def mouvements(self) -> tuple[Mouvement, ...]:
        """Les mouvements non nuls, triés : le même arbitrage a toujours la même adresse."""
        return reunir(Mouvement(*cle, variation) for cle, variation in self.variations.items())

    @property
    def modifie(self) -> bool:
        """Vrai si les mouvements ne sont plus ceux du scénario gardé."""
        return self.garde is None or self.adresse != ecrire(reunir(self.garde.mouvements))


def essai(contexte: Contexte) -> Essai:
    """L'arbitrage que dit l'adresse : les mouvements qu'elle porte, à défaut ceux du scénario qu'elle nomme."""
    recu, code = commun.parametre("mouvements"), commun.parametre("scenario")
    debut = commun.garder(depart, contexte)
    garde = commun.garder(gardes, contexte).get(code)
    marque = (contexte.territoire.id, debut.exercice, contexte.version, code)
    courant: Essai | None = st.session_state.get(_CLE)
    if courant is not None and courant.marque == marque and courant.ecrit == recu:
        return courant
    lus = lire(recu, debut) if recu else garde.mouvements if garde else ()
    variations = {(un.objet, un.cible): un.variation_eur for un in reunir(lus)}
    neuf = Essai(marque, recu, garde, variations, (courant.revision + 1) if courant else 0)
    st.session_state[_CLE] = neuf
    return neuf


def deplacer(en_cours: Essai, objet: str, cible: str, variation_eur: Decimal) -> None:
    """Pose la variation d'un levier et l'écrit dans l'adresse."""
    en_cours.variations[objet, cible] = variation_eur
    _ecrire(en_cours)


def vider(en_cours: Essai) -> None:
    """Remet tous les leviers à zéro."""
    en_cours.variations.clear()
    en_cours.revision += 1
    _ecrire(en_cours)


def ouvrir(code: str | None) -> None:
    """Ouvre un scénario gardé, ou un arbitrage neuf ; ce qui n'était pas enregistré est laissé."""
    commun.ecrire_parametre("mouvements", None)
    commun.ecrire_parametre("scenario", code)


def _ecrire(en_cours: Essai) -> None:
    texte = en_cours.adresse
    if en_cours.garde is not None:
        texte = "" if not en_cours.modifie else texte or AUCUN
    en_cours.ecrit = texte
    commun.ecrire_parametre("mouvements", texte)
