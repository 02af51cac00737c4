"""Les vues du budget climat : des phrases calculées, des figures qui ne cachent rien, des tables jumelles."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest

from core.figures.budget_climat import formes as climat
from core.figures.budget_climat.lecture import Lecture, Mesure, echeances, lire, perimetres
from core.figures.budget_climat.operations import lire_plan, table
from core.figures.budget_climat.phrases import message_couts, message_operations, message_points
from core.figures.budget_climat.plafond import HABITS
from core.figures.budget_climat.points import Point
from core.figures.vue import Vue
from core.methodes import budget_climat
from tests.budget_climat.fabrique_budget_climat import donnees, ville

BAREME = climat.Bareme(0.03, (("Quinet 2019, 2028", 217.0), ("Révision 2025, 2030", 300.0)))


def vues(tables: dict[str, list[dict[str, object]]], exercice: int = 2024, annee: int | None = 2025) -> dict[str, Vue]:
    frames = donnees(tables)
    indicateurs, lecture = lues(tables, exercice)
    choix = climat.Choix("Essai", annee)
    return {
        "plafond": climat.vue_plafond(lecture, indicateurs, choix),
        "couts": climat.vue_couts(lecture, indicateurs, BAREME, choix),
        "operations": climat.vue_operations(lecture, indicateurs, choix),
        "points": climat.vue_points(lecture, indicateurs, frames["suivis_climat"], choix),
    }


def lues(tables: dict[str, list[dict[str, object]]], exercice: int = 2024) -> tuple[pl.DataFrame, Lecture]:
    frames = donnees(tables)
    indicateurs = budget_climat.calculer(frames, exercice)
    return indicateurs, lire(indicateurs, frames["actions_climat"], "territoire", exercice)


def sobre(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_le_titre_est_l_ecart_et_ce_que_les_identifiees_ajouteraient() -> None:
    assert sobre(vues(ville(), annee=2028)["plafond"].message) == (
        "Il manque 62 tCO₂e pour tenir le plafond de 2028, 14 tCO₂e si l'on décide aussi ce qui est identifié"
    )
    assert "si l'on décide" not in sobre(vues(ville(), annee=2025)["plafond"].message)


def test_un_plafond_tenu_dit_celui_qui_ne_le_sera_pas() -> None:
    tables = ville()
    tables["plafonds_emissions"][2]["plafond_tco2e"] = 950.0
    phrase = sobre(vues(tables)["plafond"].message)
    assert phrase == "Nos mesures décidées tiennent le plafond de 2025, mais il manque 25 tCO₂e pour celui de 2026"


def test_un_plafond_passe_se_juge_sur_l_observe() -> None:
    tables = {**ville(), "plafonds_emissions": [{"exercice": 2024, "plafond_tco2e": 980.0}]}
    assert sobre(vues(tables, annee=None)["plafond"].message) == "Le plafond de 2024 a été dépassé de 20 tCO₂e"
    assert echeances(lues(tables)[1]) == {}


def test_sans_emissions_la_phrase_le_dit_et_rien_ne_casse() -> None:
    rendues = vues({**ville(), "emissions": []}, annee=None)
    assert "l'écart ne se calcule pas" in sobre(rendues["plafond"].message)


@pytest.mark.parametrize("vide", ["actions_climat", "operations_climat", "suivis_climat", "emissions"])
def test_chaque_table_peut_manquer(vide: str) -> None:
    for vue in vues({**ville(), vide: []}).values():
        assert vue.message and vue.lire and vue.masque and vue.alt


def test_les_hachures_et_le_plafond_sont_dessines_et_font_l_ecart() -> None:
    figure = vues(ville(), annee=2028)["plafond"].figure
    noms = {trace.name for trace in figure.data}
    assert {"plafond", "observé", "mesures décidées", "manque, rien d’identifié", "manque, mais identifié"} <= noms
    en_2028 = sum(
        hauteur
        for trace in figure.data
        if str(trace.name).startswith("manque")
        for annee, hauteur in zip(trace.x, trace.y, strict=True)
        if annee == 2028
    )
    assert en_2028 == pytest.approx(62.5)
    assert figure.layout.yaxis.range[0] == 0


def test_chaque_couche_se_distingue_en_gris() -> None:
    marques = {nom: habit.get("pattern", {}).get("shape", "") + str(habit["color"]) for nom, habit in HABITS.items()}
    assert len(set(marques.values())) == len(HABITS)
    sombres = [nom for nom in ("observé", "observé au-dessus du plafond") if not HABITS[nom].get("pattern")]
    assert sombres == ["observé"], "deux teintes sombres : l'une porte un motif"


def test_chaque_colonne_va_de_zero_au_niveau_present() -> None:
    figure = vues(ville())["plafond"].figure
    for annee in (2025, 2028):
        morceaux = sorted(
            (trace.base[rang], trace.base[rang] + trace.y[rang])
            for trace in figure.data
            if trace.type == "bar"
            for rang, une in enumerate(trace.x)
            if une == annee
        )
        assert morceaux[0][0] == 0 and morceaux[-1][1] == pytest.approx(1000.0)
        for (_, fin), (debut, _) in pairwise(morceaux):
            assert debut == pytest.approx(fin)


def test_les_couts_suivent_les_debuts_et_une_mesure_rentable_se_lit_en_euros_par_an() -> None:
    vue = vues(ville())["couts"]
    assert vue.tableau["Début"].to_list() == sorted(vue.tableau["Début"].to_list())
    led = vue.tableau.filter(pl.col("Mesure") == "Éclairage public")["Coût d'abattement"].item()
    assert "rapporte" in led and "€/t" not in led
    bureaux = vue.tableau.filter(pl.col("Mesure") == "Rénovation des bureaux")["Coût d'abattement"].item()
    assert "sans fonctionnement ni économies" in bureaux
    assert "pas un classement" in sobre(vue.masque)
    textes = " ".join(str(note.text) for note in vue.figure.layout.annotations)
    assert "2025 à 2028" in sobre(textes) and "15 ans" in sobre(textes)


def test_le_titre_des_couts_compte_les_couts_complets() -> None:
    assert sobre(vues(ville())["couts"].message) == (
        "Sur 4 mesures au coût complet, 1 rapporte plus qu'elle ne coûte, 1 coûte moins de 300 € la tonne et 2 "
        "davantage"
    )


@pytest.mark.parametrize(
    ("couts", "attendu"),
    [
        (
            (-20.0, 3_803.0),
            "Sur 2 mesures au coût complet, 1 rapporte plus qu'elle ne coûte et 1 coûte 300 € la tonne ou davantage",
        ),
        ((300.0,), "Sur 1 mesure au coût complet, 1 coûte 300 € la tonne ou davantage"),
        ((400.0, 500.0), "Sur 2 mesures au coût complet, 2 coûtent 300 € la tonne ou davantage"),
        ((0.0, 500.0), "Sur 2 mesures au coût complet, 1 coûte moins de 300 € la tonne et 1 davantage"),
        ((10.0, 20.0), "Sur 2 mesures au coût complet, 2 coûtent moins de 300 € la tonne"),
        ((-10.0,), "Sur 1 mesure au coût complet, 1 rapporte plus qu'elle ne coûte"),
    ],
)
def test_aucun_davantage_sans_son_seuil(couts: tuple[float, ...], attendu: str) -> None:
    mesures = [Mesure(str(rang), {}, {}, {}, {}, cout, 1.0) for rang, cout in enumerate(couts)]
    assert sobre(message_couts(mesures, BAREME.reperes)) == attendu


def test_sans_repere_seules_les_rentables_se_comptent() -> None:
    mesures = [Mesure(str(rang), {}, {}, {}, {}, cout, 1.0) for rang, cout in enumerate((500.0, 600.0))]
    assert sobre(message_couts(mesures, ())) == "2 mesures au coût complet, sans valeur à laquelle les comparer"


@pytest.mark.parametrize(
    ("totaux", "attendu"),
    [
        ({2024: 4_100_000.0}, "Les opérations climat coûtent 4,1 M€ en 2024"),
        ({2024: 4_100_000.0, 2025: 4_700_000.0}, "Les opérations climat coûtent 8,8 M€ de 2024 à 2025"),
        ({2022: None, 2024: 4_100_000.0, 2025: None}, "Les opérations climat coûtent 4,1 M€ en 2024"),
        ({2021: 1_000_000.0}, "Les opérations climat coûtent 1,0 M€ en 2021"),
        (
            {2021: 1_000_000.0, 2022: 2_000_000.0},
            "Les opérations climat coûtent 3,0 M€ de 2021 à 2022, dont 1,0 M€ en 2021",
        ),
        ({}, "Aucune opération climat n'est chiffrée à partir de 2021"),
    ],
)
def test_les_operations_ne_disent_que_les_annees_connues(totaux: dict[int, float | None], attendu: str) -> None:
    assert sobre(message_operations(totaux, dict.fromkeys(totaux, 1.0), 2021)) == attendu


def test_la_table_des_operations_a_ses_totaux() -> None:
    indicateurs, lecture = lues(ville())
    plan = lire_plan(indicateurs, lecture)
    rendue = table(plan, lecture)
    assert rendue["Mesure"].to_list()[-1] == "Total"
    assert rendue.row(-1)[2:] == (1100.0, 900.0, 1350.0, 500.0)
    six_bus = rendue.filter(pl.col("Opération") == "Six bus électriques").row(0)
    assert six_bus[2:] == (0.0, None, 600.0, 0.0)
    assert sobre(vues(ville())["operations"].message) == (
        "Les opérations climat coûtent au moins 3,8 M€ de 2024 à 2027, dont 1,1 M€ en 2024"
    )


def test_les_points_montrent_l_euro_a_cote_de_la_tonne() -> None:
    vue = vues(ville())["points"]
    # dépensé 240 000 + 610 000 sur 250 000 + 850 000 prévus : 77 %
    assert sobre(vue.message) == (
        "Au troisième point de 2024, 3 mesures sont suivies ; pour les 2 dont une dépense était prévue, 77 % est "
        "dépensé"
    )
    assert vue.tableau.height == 6
    assert vue.tableau.filter(pl.col("Mesure") == "Plan vélo")["Dépensé (€)"].to_list() == [None]


@pytest.mark.parametrize(
    ("euros", "attendu"),
    [
        (
            ((50.0, 100.0), (25.0, 100.0)),
            "2 mesures sont suivies : 38 % de ce que leurs opérations prévoyaient est dépensé",
        ),
        (((50.0, 100.0),), "1 mesure est suivie : 50 % de ce que ses opérations prévoyaient est dépensé"),
        (
            ((50.0, 100.0), (25.0, None)),
            "2 mesures sont suivies ; pour celle dont une dépense était prévue, 50 % est dépensé",
        ),
        (
            ((50.0, 100.0), (25.0, 0.0)),
            "2 mesures sont suivies ; pour celle dont une dépense était prévue, 50 % est dépensé",
        ),
        (
            ((50.0, 100.0), (None, 100.0)),
            "2 mesures sont suivies ; pour celle dont le prévu et le dépensé sont connus, 50 % est dépensé",
        ),
        (((50.0, None), (None, 100.0)), "2 mesures sont suivies"),
    ],
)
def test_la_part_depensee_dit_sur_combien_de_mesures_elle_porte(
    euros: tuple[tuple[float | None, float | None], ...], attendu: str
) -> None:
    suivis = [
        Point(str(rang), "", {"1": "engagee"}, None, {}, {"1": depense}, None, prevue, None)
        for rang, (depense, prevue) in enumerate(euros)
    ]
    assert sobre(message_points(2024, suivis)) == f"Au premier point de 2024, {attendu}"


def test_les_operations_d_une_mesure_se_reunissent_sans_leurs_montants_absents() -> None:
    montants: list[tuple[str, dict[int, float | None]]] = [
        ("a", {2024: 10.0, 2025: None}),
        ("b", {2024: 30.0}),
        ("a", {2024: 5.0, 2026: 1.0}),
        ("c", {2024: None}),
    ]
    rendues = budget_climat.par_mesure(montants)
    assert rendues == {"b": {2024: 30.0}, "a": {2024: 15.0, 2026: 1.0}}
    assert list(rendues) == ["b", "a"]
    assert budget_climat.part_depensee([(50.0, 100.0), (25.0, 100.0)]) == 0.375
    assert budget_climat.part_depensee([]) is None


def test_un_intitule_hostile_reste_du_texte() -> None:
    tables = ville()
    tables["actions_climat"][0]["intitule"] = "<b>Bus</b> & co"
    for vue in vues(tables).values():
        assert "<b>Bus</b>" not in vue.figure.to_json().replace("\\u003c", "<").replace("\\u003e", ">")


def test_chaque_vue_ne_garde_que_les_indicateurs_de_son_perimetre() -> None:
    tables = ville()
    tables["plafonds_emissions"].append({"perimetre": "organisation", "exercice": 2025, "plafond_tco2e": 5.0})
    for vue in vues(tables).values():
        assert vue.indicateurs["perimetre"].eq("territoire").all()
        assert vue.indicateurs["origine"].null_count() == 0
    assert list(perimetres(lues(tables)[0])) == ["territoire", "organisation"]
