"""Les mesures une à une : l'effet déclaré, à côté de ce qu'il en reste quand les effets se recouvrent."""

from __future__ import annotations

import polars as pl
import pytest

from core.figures.budget_climat import formes as climat
from core.figures.budget_climat.lecture import Lecture, lire
from core.figures.budget_climat.mesures import Rang, rangs, table_courte
from core.figures.vue import Vue
from core.methodes import budget_climat
from core.methodes.budget_climat.recouvrement import Mesure, combiner
from tests.budget_climat.fabrique_budget_climat import donnees, valeur, ville

Tables = dict[str, list[dict[str, object]]]


def lecture(tables: Tables) -> Lecture:
    frames = donnees(tables)
    return lire(budget_climat.calculer(frames, 2024), frames["actions_climat"], "territoire", 2024)


def vue(tables: Tables, annee: int | None = 2028, *, projete: bool = False, choisie: str | None = None) -> Vue:
    frames = donnees(tables)
    return climat.vue_mesures(
        lecture(tables), budget_climat.calculer(frames, 2024), climat.Choix("Essai", annee, choisie, projete)
    )


def sobre(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_l_effet_reduit_est_celui_du_recouvrement_a_la_main() -> None:
    # 2028, bâtiments 400 t : écoles 60 × (1 − 2/6) = 40, LED 20 ; 400 × 0,90 × 0,95 = 342 ; gain 58 au lieu de 60
    obtenus = budget_climat.calculer(donnees(ville()), 2024)
    assert valeur(obtenus, "effet_mesure", "ecoles", 2028) == pytest.approx(40.0)
    assert valeur(obtenus, "effet_mesure_recouvrement", "ecoles", 2028) == pytest.approx(40 * 58 / 60)
    assert valeur(obtenus, "effet_mesure_recouvrement", "led", 2028) == pytest.approx(20 * 58 / 60)
    # transports 600 t : bus 120, vélo 90 × 3/4 = 67,5 ; 600 × 0,8 × 0,8875 = 426 ; gain 174 ; en tout 232 sur 247,5
    assert valeur(obtenus, "emissions_recouvrement", None, 2028) == pytest.approx(1000 - 58 - 174)
    assert valeur(obtenus, "ecart_plafond_recouvrement", None, 2028) == pytest.approx(768 - 690)


def test_les_effets_reduits_font_ensemble_ce_que_l_ecart_compte_et_les_deux_lectures_s_accordent() -> None:
    frames = donnees(ville())
    obtenus = budget_climat.calculer(frames, 2024)
    reduits = obtenus.filter((pl.col("indicateur") == "effet_mesure_recouvrement") & (pl.col("exercice") == 2028))
    assert reduits["valeur"].sum() == pytest.approx(1000 - 768)
    coins = budget_climat.coins(frames, 2024, "territoire", 2028)
    assert dict(coins.select("code", "proportionnel").iter_rows()) == pytest.approx(
        dict(reduits.select("poste", "valeur").iter_rows())
    )
    assert coins["logarithmique"].sum() == pytest.approx(1000 - 768)


def test_une_mesure_qui_augmente_les_emissions_ne_vide_pas_l_effet_des_autres_et_l_ensemble_reste_juste() -> None:
    coins, evite = combiner(1000.0, {"x": 1000.0}, [Mesure("moins", "x", 100.0), Mesure("plus", "x", -99.0)])
    assert evite == pytest.approx(1000 - 1000 * 0.9 * 1.099)
    # les baisses d'abord : 1 000 − 900 = 100 ; la hausse ajoute 9,9 % de ce qui reste, 900 × 0,099 = 89,1
    assert [coin.proportionnel for coin in coins] == pytest.approx([100.0, -89.1])
    assert sum(coin.logarithmique or 0.0 for coin in coins) == pytest.approx(evite)


def test_le_titre_donne_le_declare_puis_ce_qu_il_en_reste() -> None:
    assert sobre(vue(ville()).message) == (
        "En 2028, 4 mesures décidées évitent 248 tCO₂e, 232 sans les recouvrements ; 1 reste sans chiffre"
    )
    assert sobre(vue({**ville(), "actions_climat": []}).message) == "Aucune mesure décidée n'est chiffrée d'ici 2028"
    assert sobre(vue(ville(), None).message).startswith("5 mesures chiffrées, 1 non chiffrée")


def avec_debuts(**debuts: int) -> Tables:
    """La ville, dont les mesures décidées commencent aux années dites, à plein effet dès la première."""
    tables = ville()
    for action in tables["actions_climat"]:
        if action["code"] in debuts:
            action |= {"debut": debuts[str(action["code"])], "fin": debuts[str(action["code"])]}
    return tables


@pytest.mark.parametrize(
    ("debuts", "attendu"),
    [
        ({"bus": 2030, "velo": 2030, "led": 2030}, "En 2028, 1 mesure décidée évite 40 tCO₂e ; 1 reste sans chiffre"),
        (
            {"bus": 2030, "velo": 2030, "led": 2030, "ecoles": 2030},
            "En 2028, aucune des 4 mesures décidées n'a encore d'effet ; 1 reste sans chiffre",
        ),
    ],
)
def test_une_mesure_sans_effet_cette_annee_la_n_est_pas_comptee(debuts: dict[str, int], attendu: str) -> None:
    assert sobre(vue(avec_debuts(**debuts)).message) == attendu


def test_des_mesures_qui_ajoutent_des_emissions_ne_sont_pas_dites_sans_effet() -> None:
    tables = avec_debuts(velo=2030, led=2030, ecoles=2030)
    tables["actions_climat"][0]["gain_tco2e_par_an"] = -120.0
    assert sobre(vue(tables).message) == (
        "En 2028, les mesures décidées n'évitent rien : ensemble, elles ajoutent 120 tCO₂e ; 1 reste sans chiffre"
    )


def test_chaque_rang_met_le_reduit_dans_le_brut_et_les_identifiees_n_ont_que_leur_brut() -> None:
    figure = vue(ville()).figure
    par_code: dict[str, list[float]] = {}
    for trace in figure.data:
        par_code.setdefault(trace.customdata[0], []).append(trace.x[0])
    assert par_code["bus"] == pytest.approx([120.0, 120 * 174 / 187.5])
    assert par_code["bureaux"] == pytest.approx([48.0])
    assert "1 mesure non chiffrée" in sobre(" ".join(str(note.text) for note in figure.layout.annotations))


def test_ce_qui_n_est_pas_dessine_est_reuni_sans_meler_decide_et_identifie() -> None:
    lues = rangs(lecture(ville()), 2028, 2)
    assert [(rang.nom, round(rang.brut or 0.0, 1)) for rang in lues] == [
        ("Lignes de bus express", 120.0),
        ("Plan vélo", 67.5),
        ("Autres mesures décidées (2)", 60.0),
        ("Autres mesures identifiées (1)", 48.0),
        ("1\u00a0mesure non chiffrée", 0.0),
    ]
    assert sum(rang.brut or 0.0 for rang in lues if rang.decidee) == pytest.approx(247.5)
    assert "led" in [rang.code for rang in rangs(lecture(ville()), 2028, 2, "led")]
    assert [rang for rang in lues if rang.brut is None] == [
        Rang("", "1\u00a0mesure non chiffrée", "effet inconnu, pas nul", None, None)
    ]


def test_de_loin_il_y_a_moins_de_rangs() -> None:
    de_pres, de_loin = vue(ville()).figure, vue(ville(), projete=True).figure
    assert len(de_loin.data) < len(de_pres.data)


def test_la_table_a_toutes_les_mesures_leur_service_leur_cout_et_ce_qui_n_est_pas_chiffre() -> None:
    rendue = vue(ville()).tableau
    assert rendue.height == 7
    assert rendue["Service responsable"].null_count() == 0
    plu = rendue.filter(pl.col("Mesure") == "PLU bioclimatique").row(0, named=True)
    assert (plu["Effet"], plu["Une fois achevée (tCO₂e/an)"], plu["Effet brut en 2028 (tCO₂e)"]) == (
        "Non chiffrée",
        None,
        None,
    )
    fret = rendue.row(-1, named=True)
    assert (fret["Décision"], fret["Effet brut en 2028 (tCO₂e)"]) == ("Abandonnée", None)
    bureaux = rendue.filter(pl.col("Décision") == "Identifiée seulement").row(0, named=True)
    assert bureaux["Réduit en proportion en 2028 (tCO₂e)"] is None
    courte = table_courte(lecture(ville()))
    assert courte.filter(pl.col("Mesure") == "PLU bioclimatique").row(0) == (
        "PLU bioclimatique",
        "Service plu",
        "non chiffrée",
        None,
    )


def test_un_intitule_et_un_service_hostiles_restent_du_texte() -> None:
    tables = ville()
    tables["actions_climat"][0] |= {"intitule": "<b>Bus</b> & co", "service": "<i>x</i>"}
    rendu = vue(tables).figure.to_json().replace("\\u003c", "<").replace("\\u003e", ">")
    assert "<b>Bus</b>" not in rendu and "<i>x</i>" not in rendu


@pytest.mark.parametrize("vide", ["actions_climat", "operations_climat", "emissions"])
def test_chaque_table_peut_manquer(vide: str) -> None:
    rendue = vue({**ville(), vide: []}, 2028 if vide != "emissions" else None)
    assert rendue.message and rendue.alt and rendue.indicateurs["perimetre"].eq("territoire").all()
