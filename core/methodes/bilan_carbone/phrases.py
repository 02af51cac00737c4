"""Pourquoi un flux ou un compte n'est pas compté, en une phrase ; un modèle polars a ses places entre accolades."""

from __future__ import annotations

from collections.abc import Iterable

QUANTITE_ABSENTE = "La quantité n'est pas renseignée."
QUANTITE_NEGATIVE = "La quantité est négative : un avoir ou une émission évitée ne se retranche pas d'un bilan."
FACTEUR_NON_NOMME = "Aucun facteur n'est nommé : choisissez-en un."
FACTEUR_INCONNU = "Le facteur « {} » n'existe dans aucune version."
FACTEUR_NEGATIF = "Le facteur est négatif : il dit une émission évitée ou stockée, qui ne se retranche pas d'un bilan."
FACTEUR_TROP_BAS = (
    "Le facteur « {} » vaut {} kgCO2e par {}, sous sa plus petite valeur plausible ({}) : vérifiez son unité."
)
FACTEUR_TROP_HAUT = (
    "Le facteur « {} » vaut {} kgCO2e par {}, au-dessus de sa plus grande valeur plausible ({}) : vérifiez son unité."
)
POSTE_NON_DIT = (
    "Le facteur ne dit pas le poste de ce flux : écrivez-le (3.3 domicile-travail, 3.4 visiteurs, 3.5 "
    "déplacements professionnels…)."
)
POSTE_INCONNU = "Le poste « {} » n'est pas un des vingt-deux postes."
COMPTE_CITE = "Un flux cite ce compte."
POSTE_DOCUMENTE = "Ce poste est déjà compté par des flux."
MONTANT_ABSENT = "Montant absent, nul ou négatif."
COMPTE_TROP_COURT = "Le compte est trop court pour savoir s'il se convertit : donnez-le en entier."
SANS_RATIO = "Aucune version de facteurs n'a ce ratio."


def version_inconnue(version: str, connues: Iterable[str]) -> tuple[str, str]:
    """Ce qui ne va pas, et les versions que l'on peut demander."""
    return (
        f"La version de facteurs « {version} » n'existe pas.",
        f"Versions connues : {', '.join(f'« {une} »' for une in connues)}.",
    )
