"""Plusieurs chemins, huit secteurs, le coût de l'attente : ce qui se compare, ce qui ne se compare pas, et comment on
le dit."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest

from core import references
from core.figures.trajectoire import attente, chemins, secteurs
from core.figures.trajectoire.comparees import vue_attente, vue_chemins, vue_secteurs
from core.figures.trajectoire.lecture import Lecture, lire, trajectoires
from core.figures.trajectoire.panneau import rubriques as panneau
from core.figures.trajectoire.phrases_comparees import rubriques_chemins, rubriques_secteurs
from core.figures.trajectoire.phrases_figures import SNBC
from core.figures.vue import Vue
from core.methodes import trajectoire
from core.methodes.trajectoire.pcaet import reference_observee
from tests.trajectoire.fabrique_carbone import donnees, emissions, ville

Tables = dict[str, list[dict[str, object]]]
NATIONAL, AVEC_POPULATION = SNBC.values()


def pcaet(*noms: str, population: bool = True) -> Tables:
    """Un territoire observé secteur par secteur : 100 t en 2015, 90 t en 2024 pour chacun, 10 000 puis 12 000
    habitants."""
    habitants = [{"annee": 2015, "habitants": 10_000}, {"annee": 2050, "habitants": 12_000, "etat": "projetee"}]
    return {
        "emissions": [ligne for nom in noms for ligne in emissions({2015: 100.0, 2024: 90.0}, secteur=nom)],
        "objectifs_emissions": [
            {"annee": 2030, "annee_reference": 2015, "emissions_tco2e": 50.0 * len(noms)},
            {"annee": 2050, "annee_reference": 2015, "emissions_tco2e": 0.0},
        ],
        "actions_climat": [{"code": "bus", "intitule": "Bus", "gain_tco2e_par_an": 20.0, "debut": 2025, "fin": 2030}],
        "populations": habitants if population else [],
    }


QUATRE = ("Résidentiel", "Tertiaire", "Agriculture", "Déchets")


def lue(tables: Tables, exercice: int = 2024) -> tuple[Lecture, pl.DataFrame]:
    frames = donnees(tables)
    indicateurs = trajectoire.calculer(frames, exercice)
    promis = next(iter(trajectoires(indicateurs, "territoire")), None)
    return lire(indicateurs, frames["actions_climat"], "territoire", promis, exercice), indicateurs


def comparer(tables: Tables) -> tuple[Vue, dict[str, str]]:
    lecture, indicateurs = lue(tables)
    omis = trajectoire.omis(donnees(tables), 2024)
    choisis = chemins.chemins(indicateurs, "territoire")
    return vue_chemins(lecture, indicateurs, "Essai", choisis, omis), dict(rubriques_chemins(lecture, choisis, omis))


def par_secteur(tables: Tables, quoi: str = "emissions_snbc") -> Vue:
    cadre = trajectoire.secteurs(donnees(tables), 2024)
    return vue_secteurs(lue(tables)[1], cadre, "Essai", quoi)


def simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_le_cadre_a_huit_secteurs_et_chaque_indice_part_de_un() -> None:
    cadre = trajectoire.secteurs(donnees(pcaet(*QUATRE)), 2024)
    assert cadre.height == 8 and cadre["reference_tco2e"].drop_nulls().to_list() == [100.0] * 4
    depart = lue(pcaet(*QUATRE))[1].filter((pl.col("indicateur") == "emissions_snbc") & (pl.col("exercice") == 2015))
    assert set(depart["valeur"]) == {100.0, 400.0}


@pytest.mark.parametrize(
    ("observees", "attendu"),
    [
        ({2015: 7.0, 2016: 9.0}, (2015, 7.0, "observee")),
        ({2014: 7.39, 2016: 7.47}, (2015, pytest.approx(7.43), "interpolee")),
        ({2017: 5.0, 2021: 4.0}, (2017, 5.0, "plus_proche")),
        ({2010: 8.0}, (2010, 8.0, "plus_proche")),
        ({}, (None, None, "absente")),
    ],
)
def test_la_regle_de_l_annee_de_reference(observees: dict[int, float], attendu: tuple[object, ...]) -> None:
    assert reference_observee(observees, 2015) == attendu


def test_les_chemins_se_tracent_ensemble_et_se_comparent_la_meme_annee() -> None:
    vue, dits = comparer(pcaet(*QUATRE))
    assert {trace.name for trace in vue.figure.data} == {
        "observé",
        "avec nos actions chiffrées",
        "PCAET",
        NATIONAL,
        AVEC_POPULATION,
    }
    assert len({(trace.line.color, trace.line.dash, trace.line.width) for trace in vue.figure.data}) == 5
    # 2030 : PCAET 200 ; actions 360 − 20 = 340 ; il manque 140
    assert simple(vue.message).startswith("En 2030, trois chemins vont de 200 à") and "340 tCO₂e" in simple(vue.message)
    assert "il manque 140 tCO₂e" in simple(dits["PCAET"])
    assert vue.tableau.columns[0] == "Année" and f"{NATIONAL} (tCO₂e)" in vue.tableau.columns


def test_sans_action_chiffree_rien_n_est_dit_des_actions() -> None:
    tables = pcaet(*QUATRE)
    tables["actions_climat"][0]["gain_tco2e_par_an"] = None
    vue, dits = comparer(tables)
    assert "sans action chiffrée, il manque 160 tCO₂e" in simple(dits["PCAET"])
    assert (
        "nos actions"
        not in f"{vue.alt} {vue.message} {vue.lire} {' '.join(dits.values())} {' '.join(vue.tableau.columns)}".lower()
    )
    tables["objectifs_emissions"][0]["emissions_tco2e"] = 380.0
    assert "le niveau de 2024 y suffit" in simple(comparer(tables)[1]["PCAET"])


def test_un_total_national_qui_omet_un_secteur_ne_se_compare_pas() -> None:
    vue, dits = comparer(pcaet(*QUATRE, "Numérique", population=False))
    assert "« Numérique »" in dits[NATIONAL] and "ne se compare pas" in dits[NATIONAL]
    assert "il manque" not in dits[NATIONAL] and "depuis 2024" not in dits[NATIONAL]
    assert simple(vue.message).startswith("En 2030, ce chemin demande 250 tCO₂e")
    _, ambigus = comparer(pcaet(*QUATRE, "Logement", population=False))
    assert trajectoire.omis(donnees(pcaet(*QUATRE, "Logement")), 2024) == ["Logement", "Résidentiel"]
    assert NATIONAL not in ambigus, "trois secteurs sans ambiguïté ne suffisent plus"


def test_sans_population_la_lecture_demographique_est_absente() -> None:
    assert AVEC_POPULATION not in comparer(pcaet(*QUATRE, population=False))[1]


def test_la_population_module_les_secteurs_qui_en_dependent_et_eux_seuls() -> None:
    _, indicateurs = lue(pcaet(*QUATRE))
    en_2050 = {
        (nom, poste): valeur
        for nom, poste, valeur in indicateurs.filter(pl.col("exercice") == 2050)
        .select("indicateur", "poste", "valeur")
        .iter_rows()
    }
    for secteur, facteur in (("résidentiel", 1.2), ("tertiaire", 1.2), ("déchets", 1.2), ("agriculture", 1.0)):
        assert en_2050["emissions_snbc_demographie", secteur] == pytest.approx(
            en_2050["emissions_snbc", secteur] * facteur
        )


def test_les_secteurs_disent_ce_qui_manque_et_d_ou_vient_la_reference() -> None:
    vue = par_secteur(pcaet(*QUATRE))
    assert "secteurs sur 4" in simple(vue.message) or "aucun secteur" in simple(vue.message)
    regles = dict(vue.tableau.select("Secteur", "Comment elle est connue").iter_rows())
    assert regles["résidentiel"] == "observée cette année-là" and regles["transport routier"] == "donnée absente"
    assert vue.tableau.filter(pl.col("Secteur") == "transport routier")["Observé (tCO₂e)"].to_list() == [None]


@pytest.mark.parametrize(
    ("noms", "attendu"),
    [
        (
            QUATRE[:3],
            "Trois secteurs sur huit sont renseignés : il en faut quatre pour transposer la trajectoire nationale",
        ),
        (QUATRE[:1], "Un secteur sur huit est renseigné : il en faut quatre pour transposer la trajectoire nationale"),
        (
            ("total",),
            "Aucun des huit secteurs n'est renseigné : il en faut quatre pour transposer la trajectoire nationale",
        ),
    ],
)
def test_trop_peu_de_secteurs_se_dit_en_toutes_lettres(noms: tuple[str, ...], attendu: str) -> None:
    tables = pcaet(*noms)
    assert simple(par_secteur(tables).message) == attendu
    lus = secteurs.lire_secteurs(lue(tables)[1], trajectoire.secteurs(donnees(tables), 2024), "emissions_snbc")
    assert dict(rubriques_secteurs(lus, ()))["Données insuffisantes"].endswith("il en faut quatre")


@pytest.mark.parametrize(
    "table",
    ["snbc_budgets", "snbc_points", "snbc_cibles", "snbc_indices", "valeur_action_climat", "parametres_carbone"],
)
def test_une_donnee_de_statut_c_d_ou_m_est_toujours_a_verifier(table: str) -> None:
    for statut, cle in references.valeurs(table).select("statut", "source").iter_rows():
        assert references.source(cle).verifiee == (statut in {"A", "B", "K"}), f"{cle} : {statut}"


def test_ce_qui_reste_a_verifier_se_compte_et_ne_sert_pas() -> None:
    assert "21 budgets (SNBC-2, SNBC-3)" in trajectoire.a_verifier({})
    assert "2 points sectoriels" in trajectoire.a_verifier({})


def test_attendre_coute_et_le_meme_budget_tient_sous_chaque_trait() -> None:
    # 1 000 t par an, zéro dans vingt ans : budget 10 000 ; 5 %, 7,1 % et 10 % par an
    tables: Tables = {
        "emissions": emissions({2024: 1000.0}),
        "actions_climat": [],
        "populations": [],
        "objectifs_emissions": [{"annee": 2044, "annee_reference": 2024, "emissions_tco2e": 0.0}],
    }
    lecture, indicateurs = lue(tables)
    vue = vue_attente(lecture, indicateurs, "Essai")
    assert simple(vue.message) == (
        "Attendre cinq ans fait passer l'effort annuel de 5,0 % à 10,0 % du niveau de 2024, pour le même budget"
    )
    for points in attente.droites(lecture).values():
        annees = sorted(points)
        surface = sum((points[une] + points[autre]) / 2 * (autre - une) for une, autre in pairwise(annees))
        assert surface == pytest.approx(10_000.0)
    assert vue.tableau["Année"].to_list() == ["2024", "2027", "2029"]


def test_attendre_trop_se_dit() -> None:
    tables: Tables = {
        "emissions": emissions({2024: 1000.0}),
        "actions_climat": [],
        "populations": [],
        "objectifs_emissions": [{"annee": 2029, "annee_reference": 2024, "emissions_tco2e": 0.0}],
    }
    vue = vue_attente(*lue(tables), "Essai")
    assert simple(vue.message) == "Partir dans trois ans serait trop tard pour tenir ce budget"
    assert vue.tableau.get_column(vue.tableau.columns[2]).to_list()[1:] == ["trop tard", "trop tard"]


def test_une_attente_possible_ne_tait_pas_celle_qui_est_trop_tard() -> None:
    # 1 000 t par an, zéro dans neuf ans : budget 4 500 ; 11,1 %, puis 1 500 t sur six ans, 33,3 % ; cinq ans l'épuisent
    tables: Tables = {
        "emissions": emissions({2024: 1000.0}),
        "actions_climat": [],
        "populations": [],
        "objectifs_emissions": [{"annee": 2033, "annee_reference": 2024, "emissions_tco2e": 0.0}],
    }
    phrase = simple(vue_attente(*lue(tables), "Essai").message)
    assert phrase == (
        "Attendre trois ans fait passer l'effort annuel de 11,1 % à 33,3 % du niveau de 2024 ; "
        "dans cinq ans, trop tard pour ce budget"
    )
    assert len(phrase) <= 130


def test_le_panneau_dit_quand_les_actions_epuisent_le_budget() -> None:
    lecture, indicateurs = lue(ville())
    assert "au rythme actuel, en" in simple(dict(panneau(lecture, indicateurs, None))["Budget carbone restant"])
