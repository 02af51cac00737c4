"""Les vues d'un territoire d'exemple, composées : ce que relisent les essais de chiffres et de provenance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from core.dossier import Dossier
from core.erreurs import TableManquante
from core.figures.vue import Vue
from core.vues import ECRANS, Onglet
from tests.vues.choix_essayes import adresses, vues_de

ONGLETS = tuple(onglet for ecran in ECRANS for onglet in ecran.onglets)
type_ouvrir = Callable[[str, int], Dossier]


def composees(
    ouvrir: type_ouvrir, territoire: str, onglets: Sequence[Onglet] = ONGLETS, *, choix: bool = False
) -> Iterator[tuple[int, Any, Vue]]:
    """Chaque vue du premier exercice, d'ordinaire troué, et des deux derniers ; avec `choix`, tous ceux du dernier
    aussi. Celles dont une table manque n'y sont pas."""
    premier, *_, dernier = exercices = ouvrir(territoire, 0).exercices
    for exercice in sorted({premier, *exercices[-2:]}):
        dossier = ouvrir(territoire, exercice)
        for onglet in onglets:
            for adresse in adresses(onglet, dossier) if choix and exercice == dernier else vues_de(onglet):
                try:
                    yield exercice, adresse, onglet.composer(adresse, dossier)
                except TableManquante:
                    continue
