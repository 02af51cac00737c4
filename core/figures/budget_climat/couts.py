"""Le coût d'abattement : longueur de la barre, les euros par tonne ; épaisseur, les tonnes évitées ; jamais un
classement."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures import theme
from core.figures.budget_climat.lecture import Mesure
from core.figures.familles.cascade import bande_absente, contour
from core.figures.textes import TAILLE_DOUCE, ecrire, en_tete, gras, sans_html
from core.format_fr import accorder, arrondi_significatif, avec_unite, euros_court, nombre, typographier

LETTRES, BARRES, MINCE = 40, 100, 4
"""Lettres d'un nom ; en pixels : la hauteur de toutes les barres, la plus mince."""

ETIQUETTE, DE_LOIN = 52, 36
"""En pixels, la hauteur du texte d'une mesure : trois lignes ; de loin deux, le prix à la suite du nom."""

BORD = 5.0
"""Une barre qui dépasse cinq fois la valeur tutélaire est coupée net ; son coût est écrit."""


def barres(
    mesures: Sequence[Mesure],
    reperes: Sequence[tuple[str, float]],
    choisie: str | None = None,
    *,
    de_loin: bool = False,
) -> go.Figure:
    """Une mesure par rang, dans l'ordre où elles commencent. Un coût négatif n'a pas de longueur : il se lit en euros
    par an."""
    figure = go.Figure()
    etiquette = DE_LOIN if de_loin else ETIQUETTE
    epaisseurs = _epaisseurs(mesures)
    limite = _limite(mesures, reperes)
    haut = 0.0
    for mesure, epaisseur in zip(mesures, epaisseurs, strict=True):
        _nommer(figure, mesure, haut, de_loin=de_loin)
        _barre(figure, mesure, (haut + etiquette, epaisseur), limite, choisie)
        _reperer(figure, reperes, (haut + etiquette - 1, haut + etiquette + max(epaisseur, 12)))
        haut += etiquette + max(epaisseur, 8) + 10
    theme.habiller(figure, int(haut) + 88)
    if reperes:
        _legender(figure, reperes)
    return _habiller(figure, haut, limite)


def _reperer(figure: go.Figure, reperes: Sequence[tuple[str, float]], hauteurs: tuple[float, float]) -> None:
    """Un tiret par valeur tutélaire, à la hauteur d'une barre."""
    for _, valeur in reperes:
        figure.add_shape(
            type="line",
            x0=valeur,
            x1=valeur,
            y0=hauteurs[0],
            y1=hauteurs[1],
            line={"color": theme.ENCRE, "width": 1.5, "dash": "2px,2px"},
        )


def _legender(figure: go.Figure, reperes: Sequence[tuple[str, float]]) -> None:
    """Ce que disent les tirets, au-dessus de la figure."""
    dits = ", ".join(f"{nombre(valeur)} € ({nom})" for nom, valeur in reperes)
    en_tete(figure, typographier(f"tirets : valeur de l'action pour le climat,<br>{dits}"), decalage=6)
    figure.layout.annotations[-1].align = "left"


def _habiller(figure: go.Figure, haut: float, limite: float) -> go.Figure:
    figure.update_layout(
        margin={"l": 4, "r": 8, "t": 60, "b": 8}, barmode="overlay", dragmode=False, clickmode="event+select"
    )
    figure.update_xaxes(
        range=[0, limite * 1.04],
        fixedrange=True,
        nticks=5,
        ticksuffix=" €/t",
        zeroline=True,
        tickfont={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
        showgrid=False,
        ticks="outside",
    )
    figure.update_yaxes(range=[max(haut, 1.0), 0], visible=False, fixedrange=True)
    return figure


def _nommer(figure: go.Figure, mesure: Mesure, haut: float, *, de_loin: bool) -> None:
    """Le nom, le prix, puis quand, combien de temps et combien de tonnes."""
    if de_loin:
        ecrire(figure, typographier(f"{gras(_court(mesure.intitule))}  {sans_html(prix(mesure))}"), haut + 8)
    else:
        ecrire(figure, typographier(gras(_court(mesure.intitule))), haut + 10)
        ecrire(figure, typographier(sans_html(prix(mesure))), haut + 27)
    ecrire(figure, typographier(sans_html(conditions(mesure))), haut + (26 if de_loin else 43), taille=TAILLE_DOUCE)
    figure.layout.annotations[-1].font.color = theme.ENCRE_DOUCE


def prix(mesure: Mesure) -> str:
    """« 120 €/t », « au plus 957 €/t, économies non dites », ou ce qu'une mesure rentable rapporte chaque année."""
    cout, gain = mesure.cout_abattement, mesure.nombre("gain_tco2e_par_an")
    if cout is None:
        return "coût à la tonne inconnu"
    if cout < 0 and gain is not None:
        return f"rapporte {euros_court(arrondi_significatif(-cout * gain))} par an"
    reste = "" if mesure.termes_connus == 1 else f", {_manque(mesure)}"
    return f"{avec_unite(cout, '€/t')}{reste}"


def _manque(mesure: Mesure) -> str:
    absents = [
        nom
        for nom, colonne in (("fonctionnement", "fonctionnement_eur_par_an"), ("économies", "economies_eur_par_an"))
        if mesure.fiche.get(colonne) is None
    ]
    return f"sans {' ni '.join(absents)}"


def conditions(mesure: Mesure) -> str:
    """« 2025 à 2029 · 30 ans · 850 t/an, potentiel 2 600 » : quand, combien de temps, combien de tonnes."""
    duree, gain = mesure.nombre("duree_vie_ans"), mesure.nombre("gain_tco2e_par_an")
    potentiel = mesure.nombre("potentiel_tco2e_par_an")
    vie = "durée inconnue" if duree is None else accorder(round(duree), "an")
    reste = "" if potentiel is None else f", potentiel {nombre(potentiel)}"
    return f"{mesure.annees} · {vie} · {avec_unite(gain, 't/an')}{reste}"


def _epaisseurs(mesures: Sequence[Mesure]) -> list[float]:
    gains = [max(0.0, mesure.nombre("gain_tco2e_par_an") or 0.0) for mesure in mesures]
    total = sum(gains) or 1.0
    return [max(MINCE, BARRES * gain / total) for gain in gains]


def _limite(mesures: Sequence[Mesure], reperes: Sequence[tuple[str, float]]) -> float:
    couts = [mesure.cout_abattement for mesure in mesures if mesure.cout_abattement is not None]
    plafond = max((valeur for _, valeur in reperes), default=100.0) * BORD
    return max([*(min(cout, plafond) for cout in couts), plafond / BORD])


def _barre(figure: go.Figure, mesure: Mesure, place: tuple[float, float], limite: float, choisie: str | None) -> None:
    """Pleine si le coût est complet, en contour s'il est partiel, verte et sans échelle s'il est négatif."""
    haut, epaisseur = place
    cout, milieu = mesure.cout_abattement, haut + epaisseur / 2
    if cout is None:
        bande_absente(figure, milieu, epaisseur / 2)
        return
    habit = (
        contour(theme.ESPACE_SUR_CONTOUR, theme.ESPACE_SUR)
        if cout < 0
        else ({"color": theme.REALISE} if mesure.termes_connus == 1 else contour(theme.REALISE))
    )
    longueur = limite * 0.06 if cout < 0 else min(cout, limite)
    figure.add_bar(
        x=[longueur],
        y=[milieu],
        width=epaisseur,
        orientation="h",
        customdata=[mesure.code],
        name=mesure.intitule,
        marker=habit | {"opacity": 1.0 if choisie in (None, mesure.code) else 0.4},
        hovertemplate=typographier(
            f"<b>{sans_html(mesure.intitule)}</b><br>{prix(mesure)}<br>{conditions(mesure)}<extra></extra>"
        ),
    )
    if cout > limite:
        for recul in (0.03, 0.045):
            figure.add_shape(
                type="line",
                x0=limite * (1 - recul),
                x1=limite * (1 - recul + 0.012),
                y0=haut + epaisseur,
                y1=haut,
                line={"color": theme.PAPIER, "width": 3},
            )


def _court(nom: str) -> str:
    return nom if len(nom) <= LETTRES else f"{nom[: LETTRES - 1].rstrip()}…"
