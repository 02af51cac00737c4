"""Les phrases des résultats publiés ailleurs : l'étendue de ce qui est connu, jamais un rang."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.budget_vert.lecture import Laisse
from core.figures.budget_vert.phrases import MASQUE
from core.figures.budget_vert.phrases_laisses import de_cote
from core.format_fr import accorder, enumerer, pourcent
from core.modele import Source

_SOUS_TITRE = (
    "Parts de ce qui a été examiné, sous l'axe 1 pour nous · résultats publiés par d'autres, dans l'ordre des noms · "
    "les axes et les périmètres diffèrent, rien n'est classé"
)
LIRE = (
    "Chaque barre fait 100 % de ce qui a été examiné, dans le périmètre écrit dessous. « Favorable » y réunit très et "
    "plutôt favorable. Ce qui n'a pas été publié est hachuré."
)
MASQUE_COMPARAISON = (
    "Ni les mêmes dépenses, ni les mêmes axes, ni les mêmes règles, ni la même année : ces parts ne se classent pas. "
    f"{MASQUE}"
)


def sous_titre_comparaison(laisses: Sequence[Laisse]) -> str:
    """Ce que les barres comparent, et ce que notre annexe laisse de côté."""
    return " · ".join([_SOUS_TITRE, *de_cote(laisses)])


def message_comparaison(favorable: float | None, publiees: Sequence[float]) -> str:
    """Notre part favorable (0–1, nulle si rien n'est coté), et l'étendue de celles que d'autres ont publiées et que la
    figure montre, hors celles qui restent à vérifier."""
    combien = accorder(len(publiees), "résultat publié et relu va", "résultats publiés et relus vont")
    ailleurs = (
        f"{combien} de {pourcent(min(publiees))} à {pourcent(max(publiees))}, sur d'autres périmètres"
        if publiees
        else "aucun résultat publié n'est relu"
    )
    if favorable is None:
        return f"Rien n'est encore coté ici sous l'axe 1 ; {ailleurs}"
    return f"Ici, sous l'axe 1, {pourcent(favorable)} de favorable dans ce qui est examiné ; {ailleurs}"


def perimetre_examine(perimetre: str, axes: str, examine: float | None) -> str:
    """« Périmètre, axe 1 (examiné à 62 %) » ; la part est tue si rien ne se compte."""
    return f"{perimetre}, {axes}{'' if examine is None else f' (examiné à {pourcent(examine)})'}"


def favorable_de(document: str, part: float | None) -> str:
    """Le document et sa part favorable, ou « favorable non publié »."""
    return f"{document} · {'favorable non publié' if part is None else f'{pourcent(part)} favorable'}"


def parts_inconnues(document: str) -> str:
    """D'un document dont aucune part n'est publiée."""
    return f"{document} · parts inconnues"


def alternative_comparaison(message: str, resultats: Sequence[tuple[str, str]]) -> str:
    """Chaque résultat (son nom, ce qui en est écrit), pour qui ne voit pas la figure."""
    return f"{message}. {enumerer([f'{nom}, {ecrit}' for nom, ecrit in resultats])}."


def source_publiee(une: Source) -> str:
    """« Auteur, titre — à vérifier »."""
    return f"{une.auteur}, {une.titre}{'' if une.verifiee else ' — à vérifier'}"
