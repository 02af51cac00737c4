"""L'avancement d'une cotation, en quatre parts qui font le tout : dit, repris, disputé, et ce qu'il reste."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_COLONNES = {
    "euros": ("montant_eur", "affecte_eur", "repris_eur", "desaccord_eur"),
    "lignes": ("lignes", "lignes_affectees", "lignes_reprises", "lignes_en_desaccord"),
}


def mesures(progres: Mapping[str, Any], unite: str) -> dict[str, float]:
    """Les quatre parts de l'avancement, en euros (`unite` = « euros ») ou en lignes ; leur somme est le total."""
    total, affecte, repris, disputees = (float(progres[nom] or 0) for nom in _COLONNES[unite])
    return {
        "dites": affecte - repris,
        "reprises": repris,
        "disputees": disputees,
        "reste": max(total - affecte - disputees, 0.0),
    }


def total(mesures: Mapping[str, float]) -> float:
    """Le tout que font les quatre parts."""
    return sum(mesures.values())


def faites(mesures: Mapping[str, float]) -> float:
    """Ce qui est coté : dit cette année, ou repris."""
    return mesures["dites"] + mesures["reprises"]


def part(mesures: Mapping[str, float], cle: str) -> float:
    """Une des quatre parts, rapportée au tout ; 0 quand il n'y a rien à coter."""
    tout = total(mesures)
    return mesures[cle] / tout if tout else 0.0
