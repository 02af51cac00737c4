"""Le cheminement entre méthodes : par laquelle commencer, vers laquelle aller ensuite (SVG).

Deux dessins, un seul montré : les colonnes sur un écran large ; sur un téléphone, la méthode choisie et ses voisines.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from core.figures.methodes import phrases
from core.figures.methodes.dessin import STYLE, colonnes, voisinage
from core.figures.methodes.places import Lien, liens, placer
from core.modele import Fiche


def cheminement(fiches: Sequence[Fiche], courante: str, calculables: frozenset[str]) -> str:
    """Le dessin : une colonne par maturité, une boîte par méthode, un trait vers celles où elle mène.

    La méthode `courante` est cernée et ses chemins sont appuyés ; une méthode absente de `calculables` est en tireté.
    Un chemin vers une méthode qui n'existe pas encore n'est pas dessiné.
    """
    chemins = liens(fiches)
    nom = escape(alternative(fiches, chemins), quote=True)
    plan = placer(fiches, chemins)
    return (
        f"<style>{STYLE}</style>{colonnes(fiches, chemins, plan, (courante, calculables), nom)}"
        f"{voisinage(fiches, chemins, courante, calculables, nom)}"
    )


def alternative(fiches: Sequence[Fiche], chemins: Sequence[Lien]) -> str:
    """Le dessin en une phrase : qui mène à qui."""
    titres = {fiche.cle: fiche.titre for fiche in fiches}
    suites = {
        fiche.titre: [titres[lien.arrivee] for lien in chemins if lien.depart == fiche.cle]
        + [titres[lien.depart] for lien in chemins if lien.arrivee == fiche.cle and lien.retour]
        for fiche in fiches
    }
    return phrases.alternative(suites)
