"""De l'effort requis à ce qui manque : une marche par action, à l'échéance, dans la main de la cascade CARE."""

from __future__ import annotations

import plotly.graph_objects as go

from core.figures.familles.cascade import Marche, dessiner
from core.figures.trajectoire.dessin import autres
from core.figures.trajectoire.lecture import Lecture
from core.format_fr import accorder, tonnes

SEPAREES = 4


def marches(lecture: Lecture) -> go.Figure:
    """L'effort visé, l'effet de chaque action à l'échéance (du plus grand au plus petit), et le reste, en tCO2e."""
    effort, echeance = lecture.chiffres.get("effort_requis"), lecture.echeance
    if effort is None or echeance is None:
        return dessiner([])
    rangs = [Marche(f"Effort à fournir d'ici {echeance}", tonnes(effort), 0.0, effort, "objectif", effort)]
    niveau = effort
    for nom, effet in effets_a(lecture, echeance).items():
        rangs.append(Marche(nom, tonnes(-effet, signe=True), niveau, niveau - effet, "avance", niveau - effet))
        niveau -= effet
    if lecture.non_chiffrees:
        nom = accorder(lecture.non_chiffrees, "action non chiffrée", "actions non chiffrées")
        rangs.append(Marche(nom, "effet inconnu", None, None, "absent", niveau))
    manque = Marche(f"Il manque en {echeance}", tonnes(niveau), 0.0, niveau, "dette")
    marge = Marche(f"Marge en {echeance}", tonnes(-niveau), niveau, 0.0, "avance")
    return dessiner([*rangs, manque if niveau > 0 else marge])


def effets_a(lecture: Lecture, annee: int) -> dict[str, float]:
    """L'effet des actions une année, par intitulé, du plus grand au plus petit ; au-delà de quatre, les autres
    ensemble."""
    effets = sorted(
        ((lecture.intitule(code), serie.get(annee, 0.0)) for code, serie in lecture.effets.items()),
        key=lambda couple: (-couple[1], couple[0]),
    )
    if len(effets) <= SEPAREES + 1:
        return dict(effets)
    reste = effets[SEPAREES:]
    return dict(effets[:SEPAREES]) | {autres(len(reste)): sum(effet for _, effet in reste)}
