"""Les phrases de l'avancement d'une cotation : ce qui est coté, et la barre pour qui ne la voit pas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.format_fr import accorder, euros_court, nombre, part_ecrite
from core.usages.cotation.mesures import faites, total


def titre(mesures: Mapping[str, float], unite: str) -> str:
    """« 1,2 M€ cotés sur 3,4 M€ », « 120 lignes cotées sur 340 »."""
    if unite == "euros":
        return f"{euros_court(faites(mesures))} cotés sur {euros_court(total(mesures))}"
    return f"{accorder(round(faites(mesures)), 'ligne cotée', 'lignes cotées')} sur {nombre(total(mesures))}"


def dire_la_barre(mesures: Mapping[str, float], unite: str, parts: Sequence[tuple[float, str]]) -> str:
    """Ce qui est coté, puis chaque part (sa valeur, son nom) ; ou qu'il n'y a rien à coter."""
    if not parts:
        return "Aucune dépense à coter"
    dits = ", ".join(f"{part_ecrite(part, en_mots=True)} {nom}" for part, nom in parts)
    return f"{titre(mesures, unite)} : {dits}"
