"""Les phrases d'un geste refusé ou tranché : ce qui ne va pas, et comment le réparer."""

from __future__ import annotations

from core.erreurs import DonneesIncoherentes
from core.format_fr import accorder, nombre

JUSTIFICATION_RETIREE = "Cotation retirée"


def sans_auteur() -> DonneesIncoherentes:
    """Personne n'est nommé."""
    return DonneesIncoherentes("Une cotation dit toujours qui la fait.", "", "Écrivez l'auteur, en haut de l'écran.")


def parts_inexactes(total: float) -> DonneesIncoherentes:
    """Des parts (leur somme, 0–1) ne font pas le tout."""
    dit = nombre(total * 100, 2).rstrip("0").rstrip(",")
    return DonneesIncoherentes(
        f"Les parts font {dit} %, pas 100 %. Rien n'a été enregistré.",
        "",
        "Corrigez-les : tout l'argent de la ligne doit aller quelque part.",
    )


def classes_repetees() -> DonneesIncoherentes:
    """Une classe est dite deux fois, ou sans part."""
    return DonneesIncoherentes(
        "Chaque classe se dit une fois, avec une part. Rien n'a été enregistré.",
        "",
        "Ôtez les morceaux vides et réunissez ceux de même classe.",
    )


def desaccord_disparu() -> DonneesIncoherentes:
    """Le désaccord que l'on veut trancher ne l'est plus."""
    return DonneesIncoherentes("Ce désaccord n'existe plus. Rien n'a été enregistré.", "", "Relisez la ligne.")


def avis_retenu(auteur: str) -> str:
    """La raison d'une décision qui n'en donne pas d'autre."""
    return f"Avis de {auteur} retenu"


def raison_manquante(lignes: int, premiere: str) -> DonneesIncoherentes:
    """Des lignes passent de défavorable à favorable sans que l'on dise pourquoi ; `premiere` nomme l'une d'elles."""
    return DonneesIncoherentes(
        f"La règle propose « Défavorable » et vous dites favorable, sans dire pourquoi, pour "
        f"{accorder(lignes, 'ligne')} (« {premiere} »…). Rien n'a été enregistré.",
        "",
        "L'annexe demande une justification : écrivez-la dans la colonne « Pourquoi ».",
    )
