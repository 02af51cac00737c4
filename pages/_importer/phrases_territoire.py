"""Les phrases du formulaire de territoire."""

from __future__ import annotations

from pages._outils.textes import echapper

ENREGISTRER = "Enregistrer ces corrections"
SIREN = "SIREN (facultatif) : neuf chiffres, pour vérifier de qui est un document"
CODE_INSEE = "Code Insee (facultatif) : cinq caractères pour une commune"


def corriger(territoire: str) -> str:
    """Le titre du formulaire plié."""
    return f"Corriger {echapper(territoire)} : nom, SIREN, code Insee"


def corrige(territoire: str) -> str:
    """Les renseignements sont enregistrés."""
    return f"{echapper(territoire)} est corrigé : le journal garde l’ancien et le nouveau."
