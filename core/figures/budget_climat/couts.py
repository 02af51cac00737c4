"""Le coût d'abattement : longueur de la barre, les euros par tonne ; épaisseur, les tonnes évitées ; jamais un
classement."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures import theme
from core.figures.budget_climat.lecture import Mesure
from core.figures.budget_climat.phrases_mesures import COUT_INCONNU, rapporte, tirets
from core.figures.familles.rangs import CLIC, GRADUE, Planche, barre, intitule, marges, opacite, trait
from core.figures.habits import bande, contour
from core.figures.textes import annotation, court, gras, note, sans_html, titre
from core.format_fr import accorder, arrondi_significatif, avec_unite, euros_court, nombre

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
    planche = Planche()
    etiquette, limite = DE_LOIN if de_loin else ETIQUETTE, _limite(mesures, reperes)
    haut = 0.0
    for mesure, epaisseur in zip(mesures, _epaisseurs(mesures), strict=True):
        _nommer(planche, mesure, haut, de_loin=de_loin)
        _barre(planche, mesure, (haut + etiquette, epaisseur), limite, choisie)
        demi = (max(epaisseur, 12) + 1) / 2
        ligne = {"color": theme.ENCRE, "width": 1.5, "dash": "2px,2px"}
        planche.traits.extend(trait(valeur, haut + etiquette - 1 + demi, demi, ligne) for _, valeur in reperes)
        haut += etiquette + max(epaisseur, 8) + 10
    if reperes:
        planche.textes.append(titre(tirets(reperes), align="left"))
    axe = GRADUE | {"range": [0, limite * 1.04], "ticksuffix": " €/t"}
    return planche.figure(haut, haut + 88, axe, margin=marges(60, 8), **CLIC)


def _nommer(planche: Planche, mesure: Mesure, haut: float, *, de_loin: bool) -> None:
    """Le nom, le prix, puis quand, combien de temps et combien de tonnes."""
    nom, cout = court(mesure.intitule, LETTRES), sans_html(prix(mesure))
    if de_loin:
        planche.textes.append(annotation(intitule(nom, cout), haut + 8))
    else:
        planche.textes.extend((annotation(gras(nom), haut + 10), annotation(cout, haut + 27)))
    planche.textes.append(note(sans_html(conditions(mesure)), haut + (26 if de_loin else 43)))


def prix(mesure: Mesure) -> str:
    """« 120 €/t », « au plus 957 €/t, économies non dites », ou ce qu'une mesure rentable rapporte chaque année."""
    cout, gain = mesure.cout_abattement, mesure.nombre("gain_tco2e_par_an")
    if cout is None:
        return COUT_INCONNU
    if cout < 0 and gain is not None:
        return rapporte(euros_court(arrondi_significatif(-cout * gain)))
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


def _barre(planche: Planche, mesure: Mesure, place: tuple[float, float], limite: float, choisie: str | None) -> None:
    """Pleine si le coût est complet, en contour s'il est partiel, verte et sans échelle s'il est négatif."""
    haut, epaisseur = place
    cout, milieu = mesure.cout_abattement, haut + epaisseur / 2
    if cout is None:
        planche.traits.append(bande(milieu, epaisseur / 2))
        return
    habit = (
        contour(theme.ESPACE_SUR_CONTOUR, theme.ESPACE_SUR)
        if cout < 0
        else ({"color": theme.REALISE} if mesure.termes_connus == 1 else contour(theme.REALISE))
    )
    planche.traces.append(
        barre(
            limite * 0.06 if cout < 0 else min(cout, limite),
            milieu,
            epaisseur,
            habit | {"opacity": opacite(choisie, mesure.code)},
            f"{gras(mesure.intitule)}<br>{prix(mesure)}<br>{conditions(mesure)}",
            customdata=[mesure.code],
            name=mesure.intitule,
        )
    )
    if cout > limite:
        for recul in (0.03, 0.045):
            debut = limite * (1 - recul)
            entaille = trait(debut, milieu, -epaisseur / 2, {"color": theme.PAPIER, "width": 3})
            planche.traits.append(entaille | {"x1": debut + limite * 0.012})
