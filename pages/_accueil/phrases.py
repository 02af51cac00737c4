"""Les phrases de l'accueil, en markdown : la bienvenue, et les portes vers ce qu'il faut apporter."""

from __future__ import annotations

from pages._outils.textes import echapper

CE_QU_IL_FAUT = "Ce qu’il faut apporter"
LESQUELLES = "Lesquelles, méthode par méthode"
CE_QUE_CHACUNE_DEMANDE = "Ce que chaque méthode demande"
TROIS_GESTES = "Trois gestes suffisent pour une première figure."
LES_GESTES = (
    "1. **Téléchargez le gabarit**, ou prenez l’export de votre logiciel financier tel qu’il est.\n"
    "2. **Déposez-le à l’écran Import** : un aperçu montre ce qui serait écrit, ligne par ligne.\n"
    "3. **Confirmez**, puis revenez ici : chaque figure dira d’où viennent ses chiffres."
)
COMMENCER = "Commencer à l’écran Import"
VOIR_CE_QUE_CHACUNE_DEMANDE = "Voir ce que chaque méthode demande"


def sans_donnees(territoire: str) -> str:
    """Le titre d'un territoire vide."""
    return f"{echapper(territoire)} n’a pas encore de données"


def voir(ecran: str) -> str:
    """Le lien d'une carte vers son écran."""
    return f"Voir l’écran {ecran}"
