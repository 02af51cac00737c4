"""Pourquoi un indicateur n'a pas de secteur, et ce qu'il faut corriger."""

from __future__ import annotations

MASQUE_ECHELLE_SOCIALE = (
    "aucune échelle ne dit ce que serait un manque total : renseignez la pire valeur pour que l'écart se mesure"
)
MASQUE_ECHELLE_ECOLOGIQUE = (
    "un plafond nul ou négatif ne donne pas de rapport : renseignez la valeur préindustrielle pour que l'écart "
    "se mesure"
)
SANS_SEUIL = "aucun plancher ni plafond n'est fixé pour cet indicateur"
DONNEE_ABSENTE = "aucune valeur n'est connue pour cette année"
FEUILLE = "Indicateurs et seuils"
CORRIGER = "Corrigez ces lignes dans le classeur, puis importez-le à nouveau."
