"""Les vues des capitaux : ce qu'elles montrent, ce qu'elles disent, et qu'elles le disent en bon français."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest

from core.figures import theme
from core.figures.care.lecture import Capital, capitaux_de
from core.figures.care.panneau import actions, manques, rubriques
from core.figures.care.phrases import message_preservation, message_resultat, passage
from core.figures.care.vues import vue_dettes, vue_preservation, vue_resultat
from core.figures.vue import Vue
from core.methodes import care
from tests.care.fabrique_care import donnees, festival

NOM = "Festival Les Nuits d'Orsevaux"


def vues(tables: dict[str, list[dict[str, Any]]], exercice: int) -> list[Vue]:
    lues = donnees(tables)
    indicateurs = care.calculer(lues, exercice)
    return [
        vue_preservation(indicateurs, lues["capitaux"], NOM, exercice),
        vue_dettes(care.historique(lues, exercice), lues["capitaux"], NOM, exercice),
        vue_resultat(indicateurs, care.cascade(lues, exercice), NOM, exercice),
    ]


def traces(figure: go.Figure | str, nom: str) -> list[Any]:
    assert isinstance(figure, go.Figure)
    return [trace for trace in figure.data if trace.name == nom]


def textes(figure: go.Figure | str) -> str:
    assert isinstance(figure, go.Figure)
    return " | ".join(annotation.text for annotation in figure.layout.annotations)


def test_le_prevu_est_un_contour_et_le_realise_un_plein_a_la_meme_echelle() -> None:
    figure = vues(festival(), 2023)[0].figure
    prevus, realises = traces(figure, "prévu"), traces(figure, "réalisé")
    assert sorted(trace.x[0] for trace in prevus) == [6000, 9000, 12000]
    assert sorted(trace.x[0] for trace in realises) == [3000, 5000]
    assert {trace.marker.color for trace in prevus} == {"rgba(0,0,0,0)"}
    assert {trace.marker.color for trace in realises} == {theme.REALISE}
    assert {trace.xaxis for trace in prevus + realises} == {None}, "un seul axe pour les deux"
    assert figure.layout.xaxis.range[0] == 0 and figure.layout.xaxis2.range[0] == 0
    assert "3\u202f000\u00a0€ sur 12\u202f000\u00a0€ · 25\u00a0%" in textes(figure)


def test_les_dettes_a_droite_sont_sur_les_memes_rangs() -> None:
    figure = vues(festival(), 2023)[0].figure
    hauteurs = {trace.x[-1]: trace.y[0] for trace in traces(figure, "dette")}
    prevus = {trace.x[0]: trace.y[0] for trace in traces(figure, "prévu")}
    assert hauteurs[9000] == prevus[12000] and hauteurs[6000] == prevus[6000] and hauteurs[4000] == prevus[9000]


def test_une_depense_absente_est_hachuree_et_dite() -> None:
    tables = festival()
    tables["depenses_preservation"] = [
        ligne for ligne in tables["depenses_preservation"] if ligne["capital"] != "equipes"
    ]
    vue = vues(tables, 2023)[0]
    (hachure,) = traces(vue.figure, "donnée absente")
    assert hachure.x[0] == 9000 and hachure.marker.pattern.shape == "/"
    assert "donnée absente, sur 9\u202f000\u00a0€" in textes(vue.figure)
    assert "de 0\u00a0€ à 9\u202f000\u00a0€" in textes(vue.figure)
    assert "2/3\u00a0capitaux renseignés" in vue.sous_titre
    assert vue.tableau.filter(pl.col("Capital") == "Équipes et bénévoles")["Couverture"].item() is None


def test_la_hachure_ne_couvre_que_les_actions_sans_depense() -> None:
    tables = festival()
    tables["actions_preservation"].append(
        {
            "exercice": 2023,
            "capital": "climat",
            "action": "velo",
            "intitule": "Vélos",
            "type": "evitement",
            "quantite": 2.0,
            "cout_unitaire_eur": 500,
        }
    )
    (hachure,) = traces(vues(tables, 2023)[0].figure, "donnée absente")
    assert (hachure.base[0], hachure.x[0]) == (3000, 1000)
    assert "au moins 3\u202f000\u00a0€ sur 13\u202f000\u00a0€" in textes(vues(tables, 2023)[0].figure)


def test_les_dettes_dans_le_temps_partagent_une_echelle_qui_contient_zero() -> None:
    figure = vues(festival(), 2024)[1].figure
    assert isinstance(figure, go.Figure)
    axes = [figure.layout[nom].range for nom in ("yaxis", "yaxis2", "yaxis3")]
    assert len(set(axes)) == 1 and axes[0][0] <= 0 <= axes[0][1]
    par_capital = [list(trace.y) for trace in figure.data]
    assert par_capital == [[0, 6000, 10000], [0, 9000, 6000], [0, 4000, 4000]]
    assert list(figure.data[0].x) == [2022, 2023, 2024]


def test_la_cascade_part_du_classique_et_finit_au_care() -> None:
    figure = vues(festival(), 2023)[2].figure
    assert isinstance(figure, go.Figure)
    barres = [(trace.base[0], trace.x[0]) for trace in figure.data]
    assert barres == [(0, 10000), (10000, -9000), (1000, -6000), (-5000, -4000), (0, -9000)]
    assert figure.data[-1].marker.color == theme.PLANCHER_DEFICIT
    etendue = figure.layout.xaxis.range
    assert etendue[0] < -9000 and etendue[1] > 10000


def test_un_resultat_vote_est_dessine_en_contour() -> None:
    tables = festival()
    for ligne in tables["lignes_budgetaires"]:
        ligne |= {"etape": "BP", "vote_eur": ligne["realise_eur"], "realise_eur": None}
    vue = vues(tables, 2023)[2]
    assert isinstance(vue.figure, go.Figure)
    assert vue.figure.data[0].marker.color == theme.PAPIER
    assert "voté" in vue.message and "faute de compte" in vue.sous_titre


def test_un_nom_saisi_n_est_jamais_du_html() -> None:
    tables = festival()
    tables["capitaux"][0]["entite"] = "<a href='x'>Climat</a> & Cie"
    assert "<a href" not in textes(vues(tables, 2023)[0].figure)


def capital(nom: str, couverture: float | None, cout: float | None = 100.0) -> Capital:
    realise = None if couverture is None or cout is None else couverture * cout
    return Capital(nom.lower(), nom, "naturel", cout, cout, realise, realise, None, couverture, 0.0, 1.0, None, None)


RESULTAT = {"valeur": 10_000.0, "nature": "realise"}
PERTE = {"valeur": -9_000.0, "nature": "realise"}


@pytest.mark.parametrize(
    ("capitaux", "attendu"),
    [
        ([], "Aucun capital n'est encore tenu cette année-là"),
        ([capital("Climat", None)], "Les dépenses de préservation ne sont pas encore connues"),
        ([capital("Climat", 0.25)], "L'unique capital tenu est sous-financé, Climat (25 %)"),
        ([capital("Climat", 0.996)], "L'unique capital tenu est sous-financé, Climat (99 %)"),
        ([capital("Climat", 1.0)], "L'unique capital tenu est financé en entier"),
        ([capital("Climat", 1.0), capital("Sols", 1.2)], "Les deux capitaux sont financés en entier"),
        (
            [capital("Climat", 1.0), capital("Sols", None)],
            "Un capital est financé en entier, la donnée manque pour un autre",
        ),
        (
            [capital("Climat", 0.25), capital("Sols", 0.0)],
            "Les deux capitaux sont sous-financés, Sols (0 %) et Climat (25 %)",
        ),
        ([capital("Climat", 0.25), capital("Sols", 1.0)], "Un capital sur deux est sous-financé, Climat (25 %)"),
        ([capital("Climat", 0.25), capital("Sols", None)], "Le seul capital renseigné est sous-financé, Climat (25 %)"),
        (
            [capital("A", 0.25), capital("B", 0.5), capital("C", None)],
            "Les deux capitaux renseignés sont sous-financés, A (25 %) et B (50 %)",
        ),
        ([capital("Climat", 0.0), capital("Sols", 0.0)], "Aucune dépense de préservation pour Climat et Sols"),
        ([capital(nom, 0.0) for nom in "ABC"], "Aucune dépense de préservation pour A, B et un autre capital"),
        ([capital(nom, 0.5) for nom in "ABC"], "Les trois capitaux sont sous-financés, d'abord A (50 %) et B (50 %)"),
        ([capital(nom, 0.5) for nom in "ABCD"], "Les quatre capitaux sont sous-financés, d'abord A (50 %) et B (50 %)"),
    ],
)
def test_la_phrase_de_la_preservation(capitaux: list[Capital], attendu: str) -> None:
    assert message_preservation(capitaux, {}, {}).replace("\u00a0", " ") == attendu


@pytest.mark.parametrize(
    ("classique", "care_", "attendu"),
    [
        (RESULTAT, PERTE, "le résultat passe de +10 000 € à −9 000 €"),
        (RESULTAT, RESULTAT, "le résultat reste de +10 000 €"),
        ({"valeur": None}, {"valeur": None}, ""),
        (
            RESULTAT,
            {"valeur": None, "borne_basse": -17_000.0, "borne_haute": -8_000.0},
            "le résultat de +10 000 € tombe entre −17 000 € et −8 000 €",
        ),
        (RESULTAT, {"valeur": None}, "le résultat CARE ne se calcule pas encore"),
        (
            {"valeur": 10_000.0, "nature": "prevu"},
            {"valeur": -9_000.0, "nature": "prevu"},
            "le résultat voté passe de +10 000 € à −9 000 €",
        ),
    ],
)
def test_la_phrase_du_resultat(classique: dict[str, Any], care_: dict[str, Any], attendu: str) -> None:
    assert passage(classique, care_).replace("\u00a0", " ").replace("\u202f", " ") == attendu


def test_sans_budget_la_phrase_le_dit() -> None:
    assert message_resultat({}, {}) == "Sans recettes ni dépenses importées, le résultat CARE ne se calcule pas"


def test_les_messages_du_festival() -> None:
    messages = [vue.message.replace("\u00a0", " ").replace("\u202f", " ") for vue in vues(festival(), 2023)]
    assert messages == [
        (
            "Les trois capitaux sont sous-financés, d’abord Biodiversité du site (0 %) et Climat (25 %) : "
            "le résultat passe de +10 000 € à −9 000 €"
        ),
        "Fin 2023, la plus lourde dette de préservation est de 9 000 €, pour Climat",
        "Une fois chaque capital préservé, le résultat passe de +10 000 € à −9 000 €",
    ]
    assert vues(festival(), 2024)[1].message == (
        "La dette de préservation grandit pour Biodiversité du site et recule pour Climat depuis 2023"
    )


def test_le_panneau_dit_ce_qui_reste_et_ce_qui_manque() -> None:
    tables = festival()
    tables["capitaux"][0] |= {"bon_etat": "Sous le budget carbone", "porte_parole": "Conseil climat"}
    tables["depenses_preservation"] = tables["depenses_preservation"][:1]
    lues = donnees(tables)
    climat = next(un for un in capitaux_de(care.calculer(lues, 2023), lues["capitaux"], 2023) if un.code == "climat")
    dits = dict(rubriques(climat, tables["capitaux"][0], 2023))
    assert dits["Bon état convenu"] == "Sous le budget carbone"
    assert "Il reste 9\u202f000\u00a0€ à payer" in dits["Payé en 2023"]
    detail = care.detail(lues, 2023)
    assert actions(detail, "climat")["Réalisé (€)"].to_list() == [3000.0]
    assert manques(detail, "climat") == "" and manques(detail, "equipes") == "1\u00a0action sans dépense saisie"


@pytest.mark.parametrize("exercice", [2022, 2023, 2024])
def test_chaque_vue_a_tout_ce_qu_il_faut(exercice: int) -> None:
    for vue in vues(festival(), exercice):
        assert vue.message and vue.alt.startswith(vue.message.replace("\u00a0", " ")[:5])
        assert vue.lire.endswith(".") and vue.masque.endswith(".") and not vue.message.endswith(".")
        assert isinstance(vue.figure, go.Figure) and vue.figure.layout.separators == ", "
