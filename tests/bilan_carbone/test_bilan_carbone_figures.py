"""Les figures du bilan carbone : barres triées, intervalles, absents hachurés."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl
import pytest
from fabrique_bilan_carbone_vues import ENTIER, VILLE, barres, etat, indicateurs, lecture, propre, table

from core.figures import theme
from core.figures.bilan_carbone.barres import INDIRECTE
from core.figures.bilan_carbone.lecture import Regard, lire
from core.figures.bilan_carbone.repartition import par_categorie, reunir, vue_postes, vue_repartition
from core.figures.vue import Vue


def postes(regard: Regard = VILLE) -> Vue:
    return vue_postes(lecture(), indicateurs(), regard)


def par_code(vue: Vue) -> dict[str, go.Bar]:
    return {trace.customdata[0][0]: trace for trace in barres(vue.figure)}


def test_chaque_poste_a_sa_barre_les_absents_sont_haches_et_sans_grandeur() -> None:
    trouvees = par_code(postes())
    assert len(trouvees) == 22
    absents = {code for code, trace in trouvees.items() if trace.marker.pattern.shape == "/"}
    assert absents == {code.split(" ")[0] for code in (poste.nom for poste in lecture().absents)}
    assert len({trouvees[code].x[0] for code in absents}) == 1, "la bande d'un absent n'a pas d'échelle"
    assert {code: trouvees[code].x[0] for code in ENTIER} == ENTIER


def test_directes_et_indirectes_se_distinguent_sans_la_couleur_aussi() -> None:
    trouvees = par_code(postes())
    assert trouvees["1.1"].marker.color == theme.REALISE and trouvees["4.1"].marker.color == INDIRECTE
    titres = [note.text for note in postes().figure.layout.annotations]
    assert any("Émissions directes" in titre for titre in titres)
    assert any("Produits achetés, indirectes" in titre for titre in titres)


def test_les_categories_puis_leurs_postes_vont_du_plus_grand_au_plus_petit() -> None:
    groupes = par_categorie(lecture())
    sommes = [sum(mesure.valeur or 0 for mesure in groupe.mesures) for groupe in groupes[:-1]]
    assert sommes == sorted(sommes, reverse=True)
    for groupe in groupes[:-1]:
        valeurs = [mesure.valeur or 0 for mesure in groupe.mesures]
        assert valeurs == sorted(valeurs, reverse=True)
    assert groupes[-1].sorte == "absent" and len(groupes[-1].mesures) == 9


def test_l_intervalle_est_trace_et_coupe_avec_sa_borne_ecrite() -> None:
    figure = postes().figure
    traits = {
        round(trace.y[0]): trace
        for trace in figure.data
        if isinstance(trace, go.Scatter) and trace.mode == "lines+markers"
    }
    biens = par_code(postes())["4.1"]
    assert traits[round(biens.y[0])].x == pytest.approx((5400 / 1.5, 5400 * 1.5))
    services = par_code(postes())["4.5"]
    coupe = traits[round(services.y[0])]
    assert coupe.x[1] == pytest.approx(2 * 5400) and coupe.marker.symbol[1] == "triangle-right"
    assert any(propre(note.text) == "→ 11 200" for note in figure.layout.annotations)


@pytest.mark.parametrize("bout", [0.03, 0.8, 1.5, 9.0, 12.0, 94.0, 1000.0, 2700.0, 26_000.0])
def test_les_graduations_sont_rondes_distinctes_et_jamais_trop(bout: float) -> None:
    figure = vue_postes(
        lire(table(etat({"1.1": bout / 1.3})), 2024, "realise", "lognormale", 0.6), indicateurs(), VILLE
    ).figure
    assert isinstance(figure, go.Figure)
    axe = figure.layout.xaxis
    assert 2 <= len(axe.tickvals) <= 5 and len(set(axe.ticktext)) == len(axe.ticktext)
    for valeur, texte in zip(axe.tickvals, axe.ticktext, strict=True):
        assert float(propre(texte).removesuffix(" tCO₂e").replace(" ", "").replace(",", ".")) == pytest.approx(valeur)


def test_le_prevu_est_un_contour_et_le_choisi_reste_plein() -> None:
    prevu = par_code(vue_postes(lire(indicateurs(), 2025, "prevu", "lognormale", 0.6), indicateurs(), VILLE))["1.1"]
    assert prevu.marker.color == theme.PAPIER and prevu.marker.line.color == theme.REALISE
    choisies = par_code(postes(Regard("Ville", "4.1")))
    assert choisies["4.1"].opacity == 1.0 and choisies["1.1"].opacity < 1.0


def test_en_projection_peu_de_barres_et_un_compte_des_absents() -> None:
    vue = postes(Regard("Ville", None, 7))
    noms = [trace.customdata[0][0] for trace in barres(vue.figure)]
    assert len(noms) == 8
    assert propre(noms[-1]) == "9 postes non renseignés" and noms[-2] == "Autres (7)"
    assert sum(mesure.valeur or 0 for mesure in reunir(lecture().renseignes, 7)) == pytest.approx(sum(ENTIER.values()))


def test_un_nom_saisi_n_est_jamais_du_html() -> None:
    lignes = etat(ENTIER)
    for ligne in lignes:
        if ligne["poste"] == "Écoles":
            ligne["poste"] = "<img src=x>"
    lus = table(lignes)
    vue = vue_repartition(lire(lus, 2024, "realise", "lognormale", 0.6), lus, "activite", VILLE)
    assert "<img" not in "".join(note.text for note in vue.figure.layout.annotations)
    assert "<img" not in barres(vue.figure)[0].customdata[0][1]


def test_la_table_et_les_chiffres_de_la_vue_sont_ceux_de_l_etat_montre() -> None:
    vue = postes()
    assert vue.tableau.height == 22
    assert vue.tableau.filter(pl.col("Émissions") == "non renseigné").height == 9
    assert set(vue.indicateurs["nature"]) == {"realise"} and vue.indicateurs["valeur"].null_count() == 0
    assert "territoire" in vue.masque and "Carbone" in vue.masque


@pytest.mark.parametrize("incertitude", ["lognormale", "quadratique"])
@pytest.mark.parametrize("valeurs", [{}, {"1.1": 0.0}, {"1.5": -40.0}, {"1.5": -40.0, "1.1": 10.0}, {"3.1": 0.004}])
def test_toutes_les_formes_de_bilan_se_dessinent(valeurs: dict[str, float], incertitude: str) -> None:
    lus = table(etat(valeurs))
    lue = lire(lus, 2024, "realise", incertitude, 0.6)
    assert vue_postes(lue, lus, VILLE).message
    assert vue_repartition(lue, lus, "service", VILLE).message
