"""Ce que le budget consacre à une dimension : la cotation que toutes les méthodes lisent, euro par euro."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.communs.depenses import depenses_reelles
from core.figures.donut.phrases import consacre
from core.figures.donut.vues import vue_donut
from core.methodes import budget_vert, donut
from core.modele import Donnees
from core.resultat import lire
from tests.affectations.fabrique_affectations import depense, dite, partagee, table
from tests.donut.fabrique_donut import donnees_donut

INDICATEURS = [
    {"code": "eau", "dimension": "Eau", "plancher": 0.0},
    {"code": "ecole", "dimension": "Éducation", "plancher": 0.0},
]


def donnees(lignes: list[Any], affectations: list[Any]) -> Donnees:
    mesures = {"eau": {2023: 10.0, 2024: 9.0}, "ecole": {2024: 4.0}}
    return {
        **donnees_donut(INDICATEURS, mesures),
        "lignes_budgetaires": table("lignes_budgetaires", lignes),
        "affectations": table("affectations", [{"lentille": "donut", **une} for une in affectations]),
    }


def depenses(tables: Donnees, exercice: int = 2024) -> pl.DataFrame:
    return donut.calculer(tables, exercice).filter(pl.col("indicateur") == "depense_affectee")


def lues(tables: Donnees, exercice: int = 2024) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    return {
        (poste, nature): (valeur, couverture)
        for poste, nature, valeur, couverture in depenses(tables, exercice)
        .select("poste", "nature", "valeur", "couverture")
        .iter_rows()
    }


def test_les_euros_affectes_se_comptent_par_dimension_avec_ce_que_la_cotation_couvre() -> None:
    """Réseau 600 à l'Eau ; cantine 100 : 70 à l'Éducation, 30 à l'Eau ; routes 300 à rien. Eau 630, Éducation 70 ;
    affecté 700 sur 1 000 : 70 %."""
    tables = donnees(
        [depense("Réseau", "600.00"), depense("Cantine", "100.00", "60623"), depense("Routes", "300.00", "2315")],
        [
            dite("Réseau", "Eau"),
            *partagee("Cantine", {"Éducation": 0.7, "Eau": 0.3}, nature="60623"),
            dite("Routes", "neutre", "2315", lentille="axe_1"),
        ],
    )
    assert lues(tables) == {
        ("Eau", "realise"): (630.0, pytest.approx(0.7)),
        ("Éducation", "realise"): (70.0, pytest.approx(0.7)),
    }
    eau = depenses(tables).filter(pl.col("poste") == "Eau").row(0, named=True)
    assert (eau["unite"], eau["qualite"]) == ("€", "declare")
    assert eau["origine"] == (
        '{"table": "affectations", "filtre": {"lentille": "donut", "poste": ["Eau"], "exercice": [2024]}}'
    )


def test_une_affectation_passee_est_reprise_et_un_desaccord_ne_compte_pas() -> None:
    """2024 : la station dite en 2023 vaut encore (500) ; le canal, que deux auteurs disputent, reste non affecté
    (250)."""
    tables = donnees(
        [depense("Station", "500.00"), depense("Canal", "250.00", "2313")],
        [
            dite("Station", "Eau", exercice=2023),
            dite("Canal", "Eau", "2313"),
            dite("Canal", "Éducation", "2313", auteur="Écoles"),
        ],
    )
    assert lues(tables) == {("Eau", "realise"): (500.0, pytest.approx(500 / 750))}
    assert '"exercice": [2023]' in depenses(tables)["origine"][0]


def test_le_realise_et_le_prevu_ne_se_melent_pas() -> None:
    tables = donnees(
        [depense("Réseau", "600.00"), depense("Bassin", None, budget="annexe eau", etape="BP", vote_eur="80.00")],
        [dite("Réseau", "Eau"), dite("Bassin", "Eau", budget="annexe eau")],
    )
    assert lues(tables) == {("Eau", "realise"): (600.0, 1.0), ("Eau", "prevu"): (80.0, 1.0)}


def test_une_dimension_se_reconnait_a_la_casse_et_aux_accents_pres_sinon_garde_son_nom() -> None:
    tables = donnees(
        [depense("École", "40.00"), depense("Classe", "10.00"), depense("Bal", "5.00")],
        [dite("École", "education"), dite("Classe", "Éducation"), dite("Bal", "Fête")],
    )
    assert {poste: valeur for (poste, _), (valeur, _) in lues(tables).items()} == {"Éducation": 50.0, "Fête": 5.0}
    origine = depenses(tables).filter(pl.col("poste") == "Éducation")["origine"][0]
    assert '"poste": ["education", "Éducation"]' in origine


@pytest.mark.parametrize(
    ("lignes", "affectations"),
    [
        ([], [dite("Réseau", "Eau")]),
        ([depense("Réseau")], []),
        ([depense("Réseau")], [dite("Réseau", "neutre", lentille="axe_1")]),
        ([depense("Réseau")], [dite("Ailleurs", "Eau")]),
        ([depense("Réseau")], [dite("Réseau", "Eau", quote_part=0.5)]),
        ([depense("Réseau", exercice=2023)], [dite("Réseau", "Eau")]),
    ],
)
def test_sans_affectation_qui_compte_ni_ligne_il_n_y_a_rien_jamais_un_zero(
    lignes: list[Any], affectations: list[Any]
) -> None:
    tables = donnees(lignes, affectations)
    assert depenses(tables).is_empty()
    seules = {nom: tables[nom] for nom in ("indicateurs", "mesures")}
    assert donut.calculer(tables, 2024).equals(donut.calculer(seules, 2024))


def test_un_montant_absent_reste_absent() -> None:
    tables = donnees([depense("Réseau", None), depense("Routes", "300.00", "2315")], [dite("Réseau", "Eau")])
    assert lues(tables) == {("Eau", "realise"): (None, None)}
    assert depenses(tables)["qualite"].to_list() == ["manquant"]


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(st.integers(-5_000, 90_000), st.sampled_from(["Eau", "Éducation", "partage", ""])),
        min_size=1,
        max_size=8,
    )
)
def test_les_dimensions_et_le_non_affecte_font_les_depenses_reelles(tirages: list[tuple[int, str]]) -> None:
    lignes = [depense(f"L{rang}", f"{centimes / 100:.2f}") for rang, (centimes, _) in enumerate(tirages)]
    dites: list[Any] = []
    for rang, (_, poste) in enumerate(tirages):
        entiere = [dite(f"L{rang}", poste)] if poste else []
        dites += partagee(f"L{rang}", {"Eau": 0.37, "Éducation": 0.63}) if poste == "partage" else entiere
    tables = donnees(lignes, dites)
    reelles = float(depenses_reelles(tables, 2024)["montant_eur"].sum())
    libres = sum(centimes for centimes, poste in tirages if not poste) / 100
    assert sum(valeur or 0 for valeur, _ in lues(tables).values()) + libres == pytest.approx(reelles, abs=1e-6)


def test_le_donut_et_le_budget_vert_partent_des_memes_depenses() -> None:
    tables = donnees(
        [depense("Réseau", "600.00"), depense("Routes", "300.00", "2315")],
        [dite("Réseau", "Eau"), dite("Réseau", "favorable", lentille="axe_3")],
    )
    vert = lire(
        budget_vert.calculer(tables, 2024),
        "montant",
        perimetre="budget",
        lecture="i4ce",
        axe="axe_3",
        classe="favorable",
    )
    assert vert["valeur"].to_list() == depenses(tables)["valeur"].to_list() == [600.0]


def test_la_phrase_dit_le_montant_l_annee_et_ce_que_la_cotation_couvre() -> None:
    une = {"nature": "realise", "exercice": 2024, "valeur": 4_230_000.0, "couverture": 0.37}
    lue = consacre([une]).replace("\u00a0", " ")
    assert lue == "4,2 M€ réalisés en 2024 (37 % du budget réalisé est affecté)"
    deux = consacre([une, {**une, "nature": "prevu", "valeur": None, "couverture": None}]).replace("\u00a0", " ")
    assert deux == f"{lue} ; montant prévu absent en 2024"
    assert consacre([]) == ""


def test_la_vue_porte_les_depenses_de_ses_dimensions_et_d_elles_seules() -> None:
    tables = donnees(
        [depense("Réseau", "600.00"), depense("Bal", "5.00")], [dite("Réseau", "Eau"), dite("Bal", "Fête")]
    )
    resultat, detail = donut.calculer(tables, 2024), donut.detail(tables, 2024)
    montres = vue_donut(resultat, detail, "Essai").indicateurs.filter(pl.col("indicateur") == "depense_affectee")
    assert montres["poste"].to_list() == ["Eau"]
    ailleurs = vue_donut(resultat, detail, "Essai", ("mondiale_sociale",)).indicateurs
    assert "depense_affectee" not in ailleurs["indicateur"].to_list()
