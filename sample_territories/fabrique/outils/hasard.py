"""Un hasard qui se rejoue : chaque tirage ne dépend que de sa clé, jamais de l'ordre des appels."""

from __future__ import annotations

from random import Random


def tirage(*cle: object) -> float:
    """Un nombre entre 0 et 1, toujours le même pour la même clé."""
    return Random("|".join(str(partie) for partie in cle)).random()


def variation(ecart: float, *cle: object) -> float:
    """Un facteur autour de 1, d'écart type `ecart`, jamais à plus de 3,5 écarts types."""
    source = Random("|".join(str(partie) for partie in cle))
    somme = source.random() + source.random() + source.random() + source.random()
    return 1 + ecart * (somme - 2) * 1.7320508


def entre(bas: float, haut: float, *cle: object) -> float:
    """Un nombre uniforme entre `bas` et `haut`."""
    return bas + (haut - bas) * tirage(*cle)


def poids_inegal(*cle: object) -> float:
    """Un poids positif, petit le plus souvent et parfois dix fois plus grand, comme les lignes d'un budget."""
    return 0.12 + 2.2 * tirage(*cle) ** 3
