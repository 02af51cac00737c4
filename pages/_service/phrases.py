"""Ce que le service dit à une personne : une panne imprévue, un dépôt refusé."""

from __future__ import annotations

DEPOT_INTERDIT = "Votre rôle ne permet pas de déposer un fichier."
TAILLE_INCONNUE = "La taille du fichier n’est pas annoncée."
SANS_JAVASCRIPT = (
    "Comptes communs a besoin de JavaScript pour s’afficher. Autorisez-le pour cette adresse, puis rechargez la page."
)
TROP_LOURD = "Le fichier dépasse 20 Mo."


def incident(reference: str) -> str:
    """Une panne imprévue, en markdown : ce qui n'est pas touché, et la référence à transmettre."""
    return (
        "Cet écran n’a pas pu s’afficher. Vos données ne sont pas en cause et rien n’a été modifié. Rechargez la "
        f"page ; si cela recommence, transmettez la référence **{reference}** à la personne qui administre "
        "Comptes communs."
    )
