"""Les phrases du panneau du budget vert : ce qui reste à coter, ce qui pèse contre, ce qui fait débat."""

from __future__ import annotations

from core.figures.budget_vert.lecture import Repartition, Sujet
from core.format_fr import accorder, euros_court, part_ecrite

TOUT_COTE = "Tout le périmètre est coté."
LAISSE = "Laissé de côté"


def titre_defavorables(sujet: Sujet) -> str:
    """Ce que nomme la suite des dépenses défavorables."""
    return f"Les plus grandes dépenses défavorables{sujet.sous}"


def aucune_defavorable(sujet: Sujet) -> str:
    """Ce que l'on dit quand il n'y en a pas."""
    return f"Aucune dépense défavorable{sujet.sous} dans ce périmètre."


def titre_reste(sujet: Sujet) -> str:
    """Ce que nomme la rubrique de ce qui n'est pas coté."""
    return f"{'Ce qui n’est pas coté' if sujet.lecture == 'i4ce' else 'Ce qui reste à coter'}{sujet.sous}"


def a_coter(repartition: Repartition) -> str:
    """Ce qui n'est pas coté, en euros et en part ; vide si tout l'est, ou s'il n'y a rien à coter.

    I4CE sépare ce que personne n'a examiné de ce qui l'a été sans conclure.
    """
    if not repartition.total:
        return ""
    reste = repartition.total - repartition.cote
    if reste <= 0:
        return ""
    if repartition.distingue:
        parts = (("non_cote", "non examinés"), ("indefini", "examinés sans conclusion"))
        dits = " ; ".join(
            f"{euros_court(montant)} {nom}, {part_ecrite(montant / repartition.total, en_mots=True)} du total"
            for cle, nom in parts
            if (montant := repartition.montant(cle))
        )
        return f"{dits}."
    return f"{euros_court(reste)} sans cotation, {part_ecrite(reste / repartition.total, en_mots=True)} du total."


def en_desaccord(depenses: int, montant: float) -> str:
    """Le titre des dépenses en débat : combien, leurs euros, et qu'aucune lecture n'y compte ; vide sans débat."""
    if not depenses:
        return ""
    return (
        f"En désaccord — {accorder(depenses, 'dépense')} en débat, {euros_court(montant)} : aucune des lectures ne "
        "compte encore."
    )
