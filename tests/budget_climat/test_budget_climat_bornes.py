"""Un gain absurde se dit, ne fait pas passer sous zéro, et un taux impossible est refusé en français."""

from __future__ import annotations

import math

import polars as pl
import pytest

from core.erreurs import ErreurComptes
from core.figures.budget_climat.lecture import Lecture, lire
from core.figures.budget_climat.operations import Plan, lire_plan
from core.figures.budget_climat.panneau import fiche, rubriques_plafond
from core.methodes import budget_climat
from tests.budget_climat.fabrique_budget_climat import donnees, valeur, ville

Tables = dict[str, list[dict[str, object]]]


def avec(code: str, **champs: object) -> Tables:
    tables = ville()
    next(action for action in tables["actions_climat"] if action["code"] == code).update(champs)
    return tables


def lecture(tables: Tables) -> tuple[Lecture, Plan]:
    frames = donnees(tables)
    indicateurs = budget_climat.calculer(frames, 2024)
    lue = lire(indicateurs, frames["actions_climat"], "territoire", 2024)
    return lue, lire_plan(indicateurs, lue)


def alertes(tables: Tables) -> dict[str, str | None]:
    return dict(budget_climat.detail(donnees(tables), 2024).select("code", "alerte").iter_rows())


def test_un_gain_au_dela_du_potentiel_se_dit_dans_le_detail_la_fiche_et_le_panneau() -> None:
    tables = avec("bus", potentiel_tco2e_par_an=100.0)
    assert {code: alerte for code, alerte in alertes(tables).items() if alerte} == {
        "bus": "Gain au-delà de son potentiel : à vérifier."
    }
    obtenus = budget_climat.calculer(donnees(tables), 2024)
    assert valeur(obtenus, "gain_au_dela_potentiel", "bus", 2024) == pytest.approx(20.0)
    lue, plan = lecture(tables)
    assert "au-delà de son potentiel" in dict(fiche(lue.mesures["bus"], lue, plan, []))["À vérifier"]
    assert "Lignes de bus express" in " ".join(
        texte for titre, texte in rubriques_plafond(lue, 2028) if "à vérifier" in titre
    )


def test_un_potentiel_atteint_ou_tu_et_une_mesure_abandonnee_n_alertent_pas() -> None:
    assert set(alertes(ville()).values()) == {None}
    assert alertes(avec("bus", potentiel_tco2e_par_an=120.0))["bus"] is None
    assert alertes(avec("fret", gain_tco2e_par_an=5_000.0))["fret"] is None
    lue, plan = lecture(ville())
    assert "À vérifier" not in dict(fiche(lue.mesures["bus"], lue, plan, []))


def test_un_gain_plus_grand_que_le_perimetre_se_dit_et_l_ecart_s_arrete_a_zero_emission() -> None:
    # le territoire émet 1 000 t en 2024 ; le plafond de 2028 est 690 : le plus petit écart possible est −690
    tables = avec("bus", gain_tco2e_par_an=50_000.0, potentiel_tco2e_par_an=60_000.0)
    assert alertes(tables)["bus"] == "Gain au-delà de tout ce que le périmètre émet : à vérifier."
    obtenus = budget_climat.calculer(donnees(tables), 2024)
    assert valeur(obtenus, "gain_au_dela_emissions", "bus", 2024) == pytest.approx(49_000.0)
    assert valeur(obtenus, "emissions_mesures_decidees", None, 2028) == 0.0
    assert valeur(obtenus, "ecart_plafond", None, 2028) == pytest.approx(-690.0)
    restes = obtenus.filter(pl.col("indicateur").str.starts_with("emissions_"))["valeur"]
    assert (restes >= 0).all()
    lue, plan = lecture(tables)
    assert "tout ce que le périmètre émet" in dict(fiche(lue.mesures["bus"], lue, plan, []))["À vérifier"]


def test_un_gain_negatif_laisse_aux_autres_leur_effet_de_recouvrement() -> None:
    """2028, transports 600 t : bus 120 seul en baisse, vélo −90 × 3/4 = −67,5 ; la hausse pèse sur les 480
    restantes."""
    obtenus = budget_climat.calculer(donnees(avec("velo", gain_tco2e_par_an=-90.0)), 2024)
    bus, velo = (valeur(obtenus, "effet_mesure_recouvrement", code, 2028) for code in ("bus", "velo"))
    assert (bus, velo) == (pytest.approx(120.0), pytest.approx(-67.5 * 480 / 600))
    reduits = obtenus.filter((pl.col("indicateur") == "effet_mesure_recouvrement") & (pl.col("exercice") == 2028))
    reste = valeur(obtenus, "emissions_recouvrement", None, 2028)
    assert reste is not None and reduits["valeur"].sum() == pytest.approx(1000 - reste)


@pytest.mark.parametrize("taux", [-1.0, -1.5, math.inf, math.nan])
def test_un_taux_de_moins_cent_pour_cent_ou_moins_est_refuse_en_francais(taux: float) -> None:
    with pytest.raises(ErreurComptes, match="taux d'actualisation"):
        budget_climat.abattement(donnees(ville()), taux)
