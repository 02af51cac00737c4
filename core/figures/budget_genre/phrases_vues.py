"""Les mots des vues de l'égalité : leurs noms, leurs sous-titres, ce qui empêche de montrer."""

from __future__ import annotations

A_QUI = "À qui cela profite"
"""La vue qui compare la part des femmes au public visé."""
PETIT_GROUPE = "moins de 11 personnes : non montré"
DEPENSES = "Dépenses réelles"
AUCUNE = "aucune n'est renseignée"
SANS_DONNEE = "données par sexe absentes"


def sous_titre_benefice(combien: str) -> str:
    """Combien d'activités, et ce que dit le trait noir."""
    return f"{combien} · trait noir : la part de chacun dans le public visé"


def sous_titre_personne(combien: str) -> str:
    """Combien d'activités, et comment se comptent les euros par personne."""
    return f"{combien} · euros de l'activité revenant à chaque sexe ÷ personnes visées de ce sexe"
