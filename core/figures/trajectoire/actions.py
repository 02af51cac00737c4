"""De l'effort requis à ce qui manque : une marche par action, à l'échéance, dans la main de la cascade CARE."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go

from core.communs.climat.reunies import effets_reunis
from core.communs.cumuls import paliers
from core.figures.familles.cascade import Marche, dessiner
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases_figures import (
    EFFET_INCONNU,
    autres_actions,
    effort_a_fournir,
    il_manque,
    marge,
    non_chiffrees,
)
from core.format_fr import tonnes

SEPAREES = 4


def marches(lecture: Lecture) -> go.Figure:
    """L'effort visé, l'effet de chaque action à l'échéance (du plus grand au plus petit), et le reste, en tCO2e."""
    effort, echeance = lecture.chiffres.get("effort_requis"), lecture.echeance
    if effort is None or echeance is None:
        return dessiner([])
    rangs = [Marche(effort_a_fournir(echeance), tonnes(effort), 0.0, effort, "objectif", effort)]
    effets = effets_a(lecture, echeance)
    niveaux = paliers(effort, [-effet for effet in effets.values()])
    for (nom, effet), (niveau, suivant) in zip(effets.items(), pairwise(niveaux), strict=True):
        rangs.append(Marche(nom, tonnes(-effet, signe=True), niveau, suivant, "avance", suivant))
    reste = niveaux[-1]
    if lecture.non_chiffrees:
        rangs.append(Marche(non_chiffrees(lecture.non_chiffrees), EFFET_INCONNU, None, None, "absent", reste))
    manque = Marche(il_manque(echeance), tonnes(reste), 0.0, reste, "dette")
    surplus = Marche(marge(echeance), tonnes(-reste), reste, 0.0, "avance")
    return dessiner([*rangs, manque if reste > 0 else surplus])


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
    reunis = effets_reunis([{annee: effet} for _, effet in reste])
    return dict(effets[:SEPAREES]) | {autres_actions(len(reste)): reunis[annee]}
