"""Les phrases des gestes du Donut, en markdown ; ce que disent les indicateurs est dans `core.figures.donut`."""

from __future__ import annotations

from core.format_fr import INSECABLE
from pages._outils.textes import echapper

CHOISISSEZ = "**Choisissez un indicateur** sur la figure pour ouvrir sa fiche."
SANS_LIGNE = "aucune ligne importée pour cette année"
D_OU = "D'où vient ce chiffre"


def refuse(intitule: str, raison: str) -> str:
    """Un indicateur que ses seuils rendent incohérent."""
    return f"**{echapper(intitule)}** est refusé. {echapper(raison)}"


def cellule(fichier: str, feuille: str | None, adresse: str) -> str:
    """« export SNE.xlsx, feuille « Demandes », D14 »."""
    dans = f"feuille «{INSECABLE}{feuille}{INSECABLE}», " if feuille else ""
    return f"{fichier}, {dans}{adresse}"
