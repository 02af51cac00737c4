"""Des rangs couchés : ce que la famille dessine, quel que soit le sujet."""

from __future__ import annotations

import pytest

from core.figures import theme
from core.figures.familles.cascade import BARRE, Marche, dessiner
from core.figures.familles.rangs import CLIC, EFFACE, GRADUE, MUET, Planche, barre, intitule, marges, opacite, trait
from core.figures.habits import bande, contour, hachure
from core.figures.textes import annotation, court, note, titre

PLEIN = {"color": theme.REALISE}


def test_les_rangs_se_lisent_de_haut_en_bas_sur_une_echelle_commune() -> None:
    planche = Planche()
    for rang, longueur in enumerate((3.0, 7.0)):
        planche.traces.append(barre(longueur, rang + 0.5, 0.4, PLEIN, "survol", customdata=[f"code {rang}"]))
    figure = planche.figure(2, 120.9, GRADUE | {"range": [0, 8]}, margin=marges(30, 6), **CLIC)
    assert list(figure.layout.yaxis.range) == [2, 0] and figure.layout.yaxis.visible is False
    assert list(figure.layout.xaxis.range) == [0, 8] and figure.layout.xaxis.zeroline
    assert (figure.layout.height, figure.layout.margin.t, figure.layout.margin.r) == (120, 30, 6)
    assert figure.layout.barmode == "overlay" and figure.layout.clickmode == "event+select"
    assert [(une.x[0], une.y[0], une.width, une.orientation) for une in figure.data] == [
        (3.0, 0.5, 0.4, "h"),
        (7.0, 1.5, 0.4, "h"),
    ]
    assert [une.customdata[0] for une in figure.data] == ["code 0", "code 1"]


def test_une_figure_sans_rang_garde_la_place_d_un_seul() -> None:
    figure = Planche().figure(0, 60, MUET)
    assert list(figure.layout.yaxis.range) == [1, 0] and figure.layout.xaxis.showticklabels is False
    assert figure.layout.margin.to_plotly_json() == {"l": 4, "r": 4, "t": 4, "b": 8}


def test_la_planche_pose_ses_textes_et_ses_traits_typographies_dans_leur_ordre() -> None:
    planche = Planche()
    planche.textes.extend((annotation(intitule("L'eau", "9 : 10"), 0.2), titre("dit l'axe", gauche=0.5)))
    planche.traits.extend((trait(4.0, 0.6, 0.25, {"width": 2}, xref="x2"), bande(1.5, 0.2)))
    figure = planche.figure(2, 60, MUET)
    assert [un.text for un in figure.layout.annotations] == ["<b>L’eau</b>  9\u00a0: 10", "dit l’axe"]
    assert [(un.x, un.yref) for un in figure.layout.annotations] == [(0.0, "y"), (0.5, "paper")]
    debout, couchee = figure.layout.shapes
    assert (debout.x0, debout.x1, debout.xref, debout.line.width) == (4.0, 4.0, "x2", 2)
    assert (debout.y0, debout.y1) == pytest.approx((0.35, 0.85))
    assert (couchee.x1, couchee.y0, couchee.y1, couchee.line.dash) == (0.12, 1.3, 1.7, "dot")


def test_une_barre_dit_son_survol_sans_le_nom_du_trace() -> None:
    une = barre(2.0, 0.5, 0.4, PLEIN, "prévu : 2", base=[1.0], name="prévu")
    assert une["hovertemplate"] == "prévu\u00a0: 2<extra></extra>"
    assert (une["base"], une["name"], une["marker"]) == ([1.0], "prévu", PLEIN)


def test_un_nom_saisi_n_est_jamais_lu_comme_du_html_et_se_coupe() -> None:
    assert intitule("<i>Eau</i>", "3 €") == "<b>&lt;i&gt;Eau&lt;/i&gt;</b>  3 €"
    assert court("Eau et air", 10) == "Eau et air" and court("Eau et airs", 8) == "Eau et…"


def test_ce_que_l_on_n_a_pas_choisi_s_efface() -> None:
    assert [opacite(choix, "eau") for choix in (None, "eau", "air")] == [1.0, 1.0, EFFACE] and EFFACE < 0.5


def test_l_absent_le_prevu_et_la_note_ont_leur_marque() -> None:
    assert hachure()["pattern"]["shape"] == "/" and hachure("\\")["pattern"]["shape"] == "\\"
    assert contour("#123456")["color"] == theme.PAPIER and contour("#123456")["line"]["color"] == "#123456"
    assert note("dessous", 4.0)["font"]["size"] < annotation("dessus", 4.0)["font"]["size"]


def test_une_cascade_relie_ses_marches_au_niveau_atteint() -> None:
    marches = [
        Marche("Avant", "10", 0.0, 10.0, "realise", 10.0),
        Marche("Baisse", "−4", 10.0, 6.0, "avance", 6.0),
        Marche("Inconnue", "donnée absente", None, None, "absent"),
    ]
    figure = dessiner(marches)
    assert [(une.base[0], une.x[0]) for une in figure.data] == [(0.0, 10.0), (10.0, -4.0)]
    zero, premier, second, absente = figure.layout.shapes
    assert (zero.x0, premier.x0, second.x0, absente.type) == (0, 10.0, 6.0, "rect")
    assert (premier.y0, premier.y1, premier.layer) == (pytest.approx(BARRE), pytest.approx(1 + BARRE), "below")
    assert all(un.bgcolor == theme.PAPIER for un in figure.layout.annotations)
