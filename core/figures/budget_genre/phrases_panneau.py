"""Les phrases du panneau de l'égalité : ce qui est documenté, à qui cela profite, et ce qui manque."""

from __future__ import annotations

from core.format_fr import accorder, avec_unite, euros, euros_court, pourcent

PUBLIC_COMPTE = "Public compté par sexe"
A_QUI = "À qui profite ce qui est documenté"
PAR_PERSONNE = "Euros par personne touchée"
FAVORABLE = "Favorable à l'égalité"
"""Les titres du panneau."""
_MEME_BASE = 1e-6
"""Deux parts plus proches que cela viennent des mêmes activités."""


def documentation(part: float | None) -> str:
    """La part des euros susceptibles d'avoir un impact dont le public est compté par sexe ; nulle sans un tel euro."""
    if part is None:
        return "Aucune dépense n'est encore dite susceptible d'avoir un impact."
    return f"{pourcent(part)} des euros susceptibles d'avoir un impact."


def benefice(part: float | None, visees: float | None, ecart: float | None) -> str:
    """La part des femmes ; puis, sur les seules activités dont le public visé est connu, sa distance à ce public."""
    if part is None:
        return "Donnée absente : aucun public compté par sexe ne peut se montrer."
    if visees is None or ecart is None:
        return f"{pourcent(part)} aux femmes."
    if abs(visees + ecart - part) < _MEME_BASE:
        return f"{pourcent(part)} aux femmes, pour {pourcent(visees)} de femmes dans le public visé."
    points = round(abs(ecart) * 100)
    compare = (
        f"{accorder(points, 'point')} de {'plus' if ecart > 0 else 'moins'} que leur part du public"
        if points
        else "autant que leur part du public"
    )
    return f"{pourcent(part)} aux femmes ; là où le public visé est connu, {pourcent(visees + ecart)}, {compare}."


def par_usager(femmes: float | None, hommes: float | None) -> str:
    """Les euros par personne touchée de chaque sexe."""
    if femmes is None or hommes is None:
        return "Donnée absente."
    return f"{_euros(femmes)} par femme, {_euros(hommes)} par homme."


def _euros(montant: float) -> str:
    return euros(montant) if montant >= 10 else avec_unite(montant, "€", 2)


def favorable(montant: float, cote: float) -> str:
    """Les euros favorables à l'égalité, et leur part de ce qui est coté."""
    if not cote:
        return "Rien n'est encore coté."
    if not montant:
        return "Aucun euro de ce qui est coté."
    return f"{euros_court(montant)}, {pourcent(montant / cote, 1)} de ce qui est coté."


def sans_cotation(total: float, cote: float) -> str:
    """Les euros que personne n'a cotés, et leur part du total."""
    return f"{euros_court(total - cote)} sans cotation, {pourcent(1 - cote / total)} du total."


def en_desaccord(montant: float) -> str:
    """Les euros sur lesquels deux personnes ne s'accordent pas."""
    return f"{euros_court(montant)} en désaccord : aucune lecture n'y compte encore."


def a_departager(montant: float) -> str:
    """Les euros que deux activités se disputent."""
    return f"{euros_court(montant)} que deux activités réclament : à départager."


def cachees(nombre: int) -> str:
    """Les activités que le secret statistique cache."""
    return f"{accorder(nombre, 'activité cachée', 'activités cachées')} : moins de 11 personnes."


def muettes(nombre: int) -> str:
    """Les activités dont le public n'est pas compté par sexe."""
    return f"{accorder(nombre, 'activité')} sans public compté par sexe."


def depense_a_documenter(nom: str, montant: float | None) -> str:
    """Une dépense et ses euros."""
    return f"{nom} — {euros_court(montant)}"
