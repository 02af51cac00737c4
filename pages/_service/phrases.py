"""Ce que le service dit : à une personne, une panne, un refus, une coupure ; à qui le surveille, s'il va bien."""

from __future__ import annotations

BASE_MUETTE = "La base ne répond pas."
CHEMIN_FERME = "Ce chemin est fermé."
CONNEXION_PERDUE = "La connexion est coupée. Elle se rétablit dès que possible ; rien ne s’enregistre en attendant."
DEPOT_INTERDIT = "Votre rôle ne permet pas de déposer un fichier."
TAILLE_INCONNUE = "La taille du fichier n’est pas annoncée."
HOTE_ETRANGER = (
    "Comptes communs ne répond pas à ce nom. S’il est le sien, ajoutez-le au réglage COMPTES_HOTES de l’installation."
)
ORIGINE_ETRANGERE = "Cette demande vient d’une autre adresse que Comptes communs."
RETABLIE = "La connexion a été rétablie. Un fichier non importé est à redéposer, une saisie à reprendre."
SANS_DOSSIER_TEMPORAIRE = (
    "Aucun dossier temporaire n’est inscriptible : aucun fichier ne pourrait être lu.",
    "",
    "Donnez au service un dossier où écrire, ou nommez-le par la variable TMPDIR.",
)
SANS_JAVASCRIPT = (
    "Comptes communs a besoin de JavaScript pour s’afficher. Autorisez-le pour cette adresse, puis rechargez la page."
)
TOUT_VA = "Tout va."
TROP_DE_DEPOTS = "Trop de fichiers attendent déjà. Rechargez la page, puis déposez un fichier à la fois."
TROP_LOURD = "Le fichier dépasse 20 Mo."


def incident(reference: str) -> str:
    """Une panne imprévue, en markdown : ce qui n'est pas touché, et la référence à transmettre."""
    return (
        "Cet écran n’a pas pu s’afficher. Vos données ne sont pas en cause et rien n’a été modifié. Rechargez la "
        f"page ; si cela recommence, transmettez la référence **{reference}** à la personne qui administre "
        "Comptes communs."
    )


def base_illisible(sorte: str) -> str:
    """La base a répondu par une erreur, nommée par sa sorte."""
    return f"La base ne se lit pas ({sorte})."


def passage_sans_fin(secondes: float) -> str:
    """Un écran n'a pas fini de se dessiner."""
    return f"Un passage dure depuis {secondes:.0f} s."
