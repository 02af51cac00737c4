"""Lire les indicateurs d'exécution pour une figure : les postes d'une ventilation, triés, les petits réunis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.format_fr import INSECABLE, avec_unite, euros_court
from core.modele import Nature
from core.resultat import lire

POLITIQUE_INCONNUE = "Politique non renseignée"
SANS_CLASSEMENT = frozenset({POLITIQUE_INCONNUE, "Chapitre non renseigné"})
NON_VENTILABLES = frozenset({"Opérations non ventilables", "Opérations financières"})
"""Dette, impôts, dotations : de l'argent qui ne vise aucune politique en particulier."""
HORS_POLITIQUE = NON_VENTILABLES | SANS_CLASSEMENT
SENS = {"depense": "dépenses", "recette": "recettes"}
_PLURIELS = {"depense": "depenses", "recette": "recettes"}


@dataclass(frozen=True)
class Perimetre:
    """Ce que la figure montre : la lentille (politique, chapitre), le sens, la section (nulle : les deux),
    l'exercice."""

    lentille: str
    sens: str
    section: str | None
    exercice: int

    @property
    def indicateur(self) -> str:
        """Le nom de la ventilation dans la table de résultats."""
        milieu = f"_{self.section}" if self.section else ""
        return f"{_PLURIELS[self.sens]}{milieu}_par_{self.lentille}"

    @property
    def masse(self) -> str:
        """« dépenses réelles de fonctionnement », « recettes réelles »…"""
        suite = {"fonctionnement": " de fonctionnement", "investissement": " d'investissement"}.get(
            self.section or "", ""
        )
        return f"{SENS[self.sens]} réelles{suite}"


@dataclass(frozen=True)
class Poste:
    """Un poste de la ventilation, en euros ; nul = donnée absente. `part` du total montré, `taux` = réalisé ÷ prévu."""

    nom: str
    prevu: float | None
    realise: float | None
    part: float | None
    taux: float | None
    regroupe: int = 1

    @property
    def montant(self) -> float | None:
        """Ce que la barre montre d'abord : le réalisé, sinon le prévu."""
        return self.prevu if self.realise is None else self.realise


@dataclass(frozen=True)
class Ventilation:
    """Les postes d'un périmètre, du plus grand au plus petit, ceux qui ne visent aucune politique à la fin, et leurs
    totaux ; `nature` est celle des parts."""

    perimetre: Perimetre
    postes: tuple[Poste, ...]
    prevu: float | None
    realise: float | None

    @property
    def nature(self) -> Nature:
        """Réalisé dès qu'un poste en porte un, sinon prévu : les parts ne mêlent jamais les deux."""
        return Nature.PREVU if self.realise is None else Nature.REALISE

    @property
    def total(self) -> float | None:
        """Le total de la nature montrée."""
        return self.prevu if self.realise is None else self.realise


def ventiler(indicateurs: pl.DataFrame, perimetre: Perimetre) -> Ventilation:
    """Les postes du périmètre, ceux à 0 € partout laissés de côté ; vide si aucun n'a de valeur."""
    lignes = lire(indicateurs, perimetre.indicateur)
    valeurs = {(ligne["poste"], ligne["nature"]): ligne["valeur"] for ligne in lignes.iter_rows(named=True)}
    noms = lignes["poste"].unique().sort().to_list()
    couples = [(nom, valeurs.get((nom, "prevu")), valeurs.get((nom, "realise"))) for nom in noms]
    couples = [(nom, prevu, realise) for nom, prevu, realise in couples if prevu or realise]
    prevu = somme([un[1] for un in couples])
    realise = somme([un[2] for un in couples])
    total = prevu if realise is None else realise
    postes = [
        Poste(
            nom,
            du_prevu,
            du_realise,
            rapporter(du_prevu if realise is None else du_realise, total),
            rapporter(du_realise, du_prevu),
        )
        for nom, du_prevu, du_realise in couples
    ]
    return Ventilation(perimetre, tuple(sorted(postes, key=_rang)), prevu, realise)


def reunir(postes: Sequence[Poste], maximum: int) -> list[Poste]:
    """Au plus `maximum` postes : les plus grands, « Autres » qui dit combien il en réunit, puis le hors politique."""
    if len(postes) <= maximum:
        return list(postes)
    politiques = [poste for poste in postes if poste.nom not in HORS_POLITIQUE]
    hors = [poste for poste in postes if poste.nom in HORS_POLITIQUE]
    places = maximum - 1 - len(hors)
    gardes, reste = politiques[:places], politiques[places:]
    prevu, realise = somme([un.prevu for un in reste]), somme([un.realise for un in reste])
    autres = Poste(
        f"Autres ({len(reste)}{INSECABLE}postes)",
        prevu,
        realise,
        somme([un.part for un in reste]),
        rapporter(realise, prevu),
        len(reste),
    )
    return [*gardes, autres, *hors]


def somme(valeurs: Sequence[float | None]) -> float | None:
    """La somme des valeurs connues ; nulle si aucune ne l'est."""
    connues = [valeur for valeur in valeurs if valeur is not None]
    return sum(connues) if connues else None


def rapporter(haut: float | None, bas: float | None) -> float | None:
    """Un quotient ; nul si un terme manque ou si le dénominateur est nul."""
    return haut / bas if haut is not None and bas else None


def ecrire(montant: float | None, population: int | None) -> str:
    """Un montant court, ou rapporté à l'habitant quand une population est donnée."""
    if population and montant is not None:
        par_habitant = montant / population
        return avec_unite(par_habitant, "€/hab.", 0 if abs(par_habitant) >= 10 or not par_habitant else 2)
    return euros_court(montant)


def euros_rond(montant: float) -> str:
    """Un montant rond sans décimale inutile : « 20 M€ », « 2,5 M€ », « 500 k€ »."""
    grandeur, unite = next(
        ((seuil, nom) for seuil, nom in ((1e6, "M€"), (1e3, "k€")) if abs(montant) >= seuil), (1, "€")
    )
    valeur = montant / grandeur
    return avec_unite(valeur, unite, 0 if valeur == round(valeur) else 1)


def _rang(poste: Poste) -> tuple[bool, float, float, str]:
    """Les politiques d'abord ; ce qui n'en vise aucune vient après elles."""
    return (poste.nom in HORS_POLITIQUE, -(poste.montant or 0.0), -(poste.prevu or 0.0), poste.nom)
