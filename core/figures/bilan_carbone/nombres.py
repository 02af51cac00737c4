"""Écrire des tonnes sans fausses décimales : on arrondit à ce que l'incertitude laisse savoir."""

from __future__ import annotations

from math import floor, log10

from core.figures.bilan_carbone.lecture import NON_RENSEIGNE, Mesure
from core.figures.bilan_carbone.phrases_nombres import de_l_ordre_de, entre_deux
from core.format_fr import INSECABLE, avec_unite, nombre, part_ecrite

UNITE = "tCO₂e"


def pas(valeur: float, bornes: tuple[float, float] | None) -> float:
    """Le pas d'arrondi, une puissance de dix : un ou deux chiffres sur l'écart le plus court, trois sur la valeur au
    plus.

    L'écart 3 700 se lit à la centaine, l'écart 95 à la dizaine. À partir de 10, aucune décimale. Sans intervalle connu,
    deux chiffres significatifs seulement.
    """
    if not valeur:
        return 1.0
    grandeur = floor(log10(abs(valeur)))
    if bornes is None:
        return 10.0 ** (grandeur - 1)
    ecart = min(valeur - bornes[0], bornes[1] - valeur)
    if ecart <= 0:
        return 10.0 ** (grandeur - 2)
    premier = floor(log10(ecart))
    fin = premier - 1 if ecart < 5 * 10.0**premier else premier
    return 10.0 ** max(grandeur - 2, fin, *([0] if grandeur >= 1 else []))


def ecrire(valeur: float, marche: float) -> str:
    """Un nombre arrondi à ce pas, avec les décimales qu'il faut et pas une de plus."""
    return nombre(round(valeur / marche) * marche, max(0, -round(log10(marche))))


def environ(mesure: Mesure, unite: str = UNITE) -> str:
    """« ≈ 23 500 tCO₂e » ; « non renseigné » si la valeur manque, « 0 tCO₂e » si elle est mesurée nulle."""
    if mesure.valeur is None:
        return NON_RENSEIGNE
    if not mesure.valeur:
        return avec_unite(0, unite)
    return f"≈{INSECABLE}{ecrire(mesure.valeur, pas(mesure.valeur, mesure.bornes))}{INSECABLE}{unite}"


def entre(mesure: Mesure, unite: str = "") -> str:
    """« entre 19 800 et 28 000 » ; vide si l'intervalle n'est pas connu."""
    if mesure.valeur is None or mesure.bornes is None:
        return ""
    marche = pas(mesure.valeur, mesure.bornes)
    basse, haute = (ecrire(borne, marche) for borne in mesure.bornes)
    return entre_deux(basse, haute, unite)


def part_courte(part: float | None) -> str:
    """« 35 % », « < 1 % » ; vide si la part n'est pas connue."""
    return "" if part is None else part_ecrite(part)


def ordre(valeur: float | None) -> str:
    """« de l'ordre de 23 000 tCO₂e » : deux chiffres, ce que vaut un ratio monétaire."""
    if valeur is None:
        return NON_RENSEIGNE
    return de_l_ordre_de(ecrire(valeur, pas(valeur, None)), UNITE)


def a_peu_pres(valeur: float) -> str:
    """« ≈ 570 » : deux chiffres, sans unité."""
    return f"≈{INSECABLE}{ecrire(valeur, pas(valeur, None))}"
