"""Comment s'écrivent les montants d'un capital : ce qui est payé de son coût, ce que vaut sa dette."""

from __future__ import annotations

from core.format_fr import ABSENT, euros, euros_court, pourcent


def taux(cout: float | None, realise: float | None, realise_connu: float | None, couverture: float | None) -> str:
    """« 820 k€ sur 1,2 M€ · 68 % », ou ce qui manque pour l'écrire ; en euros, nuls si absents."""
    if cout is None and realise is None:
        return "coût : donnée absente"
    if cout is None:
        return f"{euros_court(realise)} payés, coût : donnée absente"
    if realise is None and realise_connu:
        return f"au moins {euros_court(realise_connu)} sur {euros_court(cout)}"
    if realise is None:
        return f"donnée absente, sur {euros_court(cout)}"
    if couverture is None:
        return f"{euros_court(realise)}, sans coût prévu"
    return f"{euros_court(realise)} sur {euros_court(cout)} · {pourcent(couverture)}"


def dette(cloture: float | None, basse: float | None, haute: float | None) -> str:
    """« 9 000 € », « avance de 3 000 € », « de 0 à 9 000 € » ou « donnée absente »."""
    if cloture is not None:
        return f"avance de {euros_court(-cloture)}" if cloture < 0 else euros_court(cloture)
    if basse is not None and haute is not None:
        return f"de {euros_court(basse)} à {euros_court(haute)}"
    if basse is not None:
        return f"au moins {euros_court(basse)}"
    return ABSENT


def fin_d_annee(annee: int | str, montant: float | None) -> str:
    """« fin 2024 : 9 000 € »."""
    return f"fin {annee} : {euros(montant)}"


def fin_entre_bornes(annee: object, basse: float, haute: float) -> str:
    """« fin 2024 : de 0 € à 9 000 € »."""
    return f"fin {annee} : de {euros(basse)} à {euros(haute)}"
