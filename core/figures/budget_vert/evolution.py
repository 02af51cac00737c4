"""Le budget vert d'un exercice à l'autre : des euros empilés, et au-dessus la part favorable et la part cotée."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from core.figures.budget_vert.lecture import LECTURES, PERIMETRES, Repartition, nommer_axes
from core.figures.budget_vert.phrases import MASQUE, dire_de_cote
from core.figures.familles.classes_dessin import legende, part_ecrite
from core.figures.textes import TAILLE_DOUCE, sans_html
from core.figures.theme import ENCRE, ENCRE_DOUCE, habiller
from core.figures.vue import Vue
from core.format_fr import enumerer, euros_court, majuscule, pourcent, typographier
from core.modele import Nature

HAUTEUR, PLAFOND = 460, 1.28
"""Hauteur de la figure en pixels ; et la place au-dessus de la plus haute barre, pour ses chiffres."""


def vue_evolution(suite: Sequence[Repartition], indicateurs: pl.DataFrame, perimetres: Mapping[int, str]) -> Vue:
    """Une barre empilée par exercice, à la même échelle ; `perimetres` dit ce que chaque exercice fait entrer.

    Les exercices vont du plus ancien au plus récent ; un exercice sans dépense garde sa place, « absent ».
    """
    sujet = suite[-1].sujet
    changement = len(set(perimetres.values())) > 1
    message = message_evolution(suite, changement)
    if _axes_changent(suite):
        perimetres = {une.sujet.exercice: _avec_axes(perimetres.get(une.sujet.exercice, ""), une) for une in suite}
    nom = "axes demandés chaque année" if _axes_changent(suite) else sujet.nom_axe
    debats = [f"{euros_court(une.desaccord)} en {une.sujet.exercice}" for une in suite if une.desaccord]
    return Vue(
        cle=f"vert_evolution_{sujet.perimetre}_{sujet.lecture}",
        message=message,
        sous_titre=(
            f"{PERIMETRES[sujet.perimetre]} · {LECTURES[sujet.lecture]} · {majuscule(nom)}, d'un exercice à l'autre"
        )
        + (" · le périmètre change d'un exercice à l'autre" if changement else "")
        + (f" · en désaccord : {enumerer(debats)}" if debats else "")
        + _de_cote(suite),
        figure=_figure(suite, perimetres if len(set(perimetres.values())) > 1 else {}),
        lire="Une barre par exercice, en euros courants depuis zéro. Au-dessus : la part favorable de ce qui est "
        "coté, puis la part cotée ; une hausse peut venir d'une cotation plus complète, et non d'une dépense "
        "nouvelle.",
        masque=MASQUE,
        tableau=_tableau(suite, perimetres),
        derivees=("Coté (%)",),
        indicateurs=indicateurs,
        alt=f"{message}. " + enumerer([f"{une.sujet.exercice} : {_ecrit(une)}" for une in suite]) + ".",
    )


def _de_cote(suite: Sequence[Repartition]) -> str:
    """« · laissé de côté, nomenclature non déclarée : Eau (2,2 M€ en 2024) » ; vide si tous les budgets sont rangés."""
    par_budget: dict[str, list[str]] = {}
    for une in suite:
        for laisse in une.laisses:
            dit = f"{euros_court(laisse.montant)} en {une.sujet.exercice}"
            par_budget.setdefault(laisse.budget, []).append(dit)
    dits = dire_de_cote([f"{budget} ({enumerer(dits)})" for budget, dits in par_budget.items()])
    return f" · {dits}" if dits else ""


def _axes_changent(suite: Sequence[Repartition]) -> bool:
    return len({une.sujet.axes for une in suite}) > 1


def _avec_axes(perimetre: str, une: Repartition) -> str:
    return ", ".join(morceau for morceau in (perimetre, nommer_axes(une.sujet.axes)) if morceau)


def message_evolution(suite: Sequence[Repartition], changement: bool = False) -> str:
    """De quelle part favorable à quelle part, entre le premier et le dernier exercice cotés, avec leur couverture."""
    cotes = [une for une in suite if une.cote]
    if not cotes:
        sous = " sous les axes demandés chaque année" if _axes_changent(suite) else suite[-1].sujet.sous
        return f"Aucun exercice n'est encore coté{sous}"
    if len(cotes) == 1:
        seul = cotes[0]
        return (
            f"Un seul exercice est coté, {seul.sujet.exercice} : "
            f"{pourcent(seul.part_des_cotees(seul.favorable))} de favorable dans ce qui est coté "
            f"(coté à {_couverture(seul)})"
        )
    debut, fin = cotes[0], cotes[-1]
    avant, apres = (pourcent(une.part_des_cotees(une.favorable)) for une in (debut, fin))
    dit = [
        f"{part} en {une.sujet.exercice} (coté à {_couverture(une)})" for une, part in ((debut, avant), (fin, apres))
    ]
    axes = _axes_changent([debut, fin])
    suite_du_titre = (
        " ; le périmètre et les axes ont changé"
        if changement and axes
        else " ; les axes ont changé"
        if axes
        else " ; le périmètre a changé"
        if changement
        else ""
    )
    return f"Part favorable de ce qui est coté : {dit[0]}, {dit[1]}{suite_du_titre}"


def _ecrit(une: Repartition) -> str:
    if not une.total:
        return "absent"
    if not une.cote:
        return "rien de coté"
    return f"{pourcent(une.part_des_cotees(une.favorable))} favorable, coté à {_couverture(une)}"


def _couverture(une: Repartition) -> str:
    return part_ecrite(une.couverture or 0.0)


def _figure(suite: Sequence[Repartition], perimetres: Mapping[int, str]) -> go.Figure:
    figure = go.Figure()
    abscisses = list(range(len(suite)))
    for classe in suite[-1].sujet.classes:
        valeurs = [une.montant(classe.cle) for une in suite]
        if not any(valeurs):
            continue
        figure.add_bar(
            x=abscisses,
            y=valeurs,
            width=0.56,
            name=f"{classe.marque} {classe.nom}",
            marker=classe.remplissage,
            hovertemplate=[
                typographier(f"<b>{une.sujet.exercice}</b><br>{sans_html(classe.nom)} : {euros_court(valeur)}")
                + "<extra></extra>"
                for une, valeur in zip(suite, valeurs, strict=True)
            ],
        )
    plus_haut = max((une.total or 0.0 for une in suite), default=0.0) or 1.0
    for rang, une in enumerate(suite):
        _chiffrer(figure, rang, une)
    habiller(figure, HAUTEUR)
    figure.update_layout(barmode="stack", bargap=0, dragmode=False, margin={"l": 4, "r": 4, "b": 8})
    legende(figure)
    figure.update_yaxes(
        range=[0, plus_haut * PLAFOND], fixedrange=True, showgrid=False, showticklabels=False, zeroline=True
    )
    figure.update_xaxes(
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        tickangle=0,
        range=[-0.6, len(suite) - 0.4],
        tickvals=abscisses,
        ticktext=[_etiquette(une, perimetres) for une in suite],
        tickfont={"size": 14},
    )
    return figure


def _chiffrer(figure: go.Figure, rang: int, une: Repartition) -> None:
    """Au-dessus de la barre : son total, la part favorable et la part cotée."""
    if not une.total:
        texte = "absent"
    else:
        favorable = f"<b>▲ {pourcent(une.part_des_cotees(une.favorable))}</b><br>coté à {_couverture(une)}"
        texte = f"{favorable if une.cote else 'rien de coté'}<br>{euros_court(une.total)}"
    figure.add_annotation(
        x=rang,
        y=une.total or 0,
        text=typographier(texte),
        showarrow=False,
        yanchor="bottom",
        yshift=3,
        font={"size": TAILLE_DOUCE, "color": ENCRE if une.total else ENCRE_DOUCE},
    )


def _etiquette(une: Repartition, perimetres: Mapping[int, str]) -> str:
    annee = une.sujet.exercice
    suite = "<br>prévu" if une.nature is Nature.PREVU and une.total else ""
    precision = perimetres.get(annee, "").replace(", ", "<br>").replace("tout l'investissement ", "")
    return f"<b>{annee}</b>{suite}<br>{precision}" if precision else f"<b>{annee}</b>{suite}"


def _tableau(suite: Sequence[Repartition], perimetres: Mapping[int, str]) -> pl.DataFrame:
    classes = suite[-1].sujet.classes
    lignes = [
        (
            une.sujet.exercice,
            perimetres.get(une.sujet.exercice, ""),
            *(une.montant(classe.cle) if une.total is not None else None for classe in classes),
            une.total,
            None if une.couverture is None else une.couverture * 100,
        )
        for une in (suite if any(une.total is not None for une in suite) else ())
    ]
    return pl.DataFrame(
        lignes,
        orient="row",
        schema={"Exercice": pl.Int64, "Périmètre": pl.String}
        | {f"{classe.nom} (€)": pl.Float64 for classe in classes}
        | {"Total (€)": pl.Float64, "Coté (%)": pl.Float64},
    )
