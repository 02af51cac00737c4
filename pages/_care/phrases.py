"""La phrase du panneau des capitaux, en markdown ; ce que disent les chiffres est dans `core.figures.care`."""

from __future__ import annotations

from pages._outils.textes import echapper


def a_renseigner(manques: str) -> str:
    """Ce qu'il reste à dire d'un capital."""
    return f":small[:gray[À renseigner : {echapper(manques)}]]"
