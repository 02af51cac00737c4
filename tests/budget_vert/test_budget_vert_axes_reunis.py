"""Ce que l'on réunit se nomme : les axes demandés à l'exercice, jamais « tous » ; et ce qui n'est pas coté se dit
juste."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from fabrique_budget_vert import RIEN, frame, repartition, vue_de
from streamlit.testing.v1 import AppTest

from core.figures.budget_vert.annexe import vue_annexe
from core.figures.budget_vert.axes import Autour, vue_axes
from core.figures.budget_vert.classes import vue_classes
from core.figures.budget_vert.comparaison import vue_comparaison
from core.figures.budget_vert.evolution import vue_evolution
from core.figures.budget_vert.lecture import Sujet
from core.figures.budget_vert.phrases import message_classes
from core.figures.budget_vert.phrases_evolution import message_evolution
from core.figures.budget_vert.phrases_panneau import a_coter
from core.figures.budget_vert.phrases_politique import message_politiques
from core.tables.affectations import AXES
from tests.pages.visite import ouvrir_sur, textes, titre

VILLE = {"territoire": "ville-orsevaux", "exercice": "2024", "perimetre": "annexe"}
UN, DEUX = ("axe_1",), ("axe_1", "axe_6")


@pytest.fixture(autouse=True)
def base(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))


def lire(page: AppTest) -> str:
    return textes(page).replace("\\", "").replace("\u00a0", " ")


def simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("reunis", "legale", "nom", "sous"),
    [
        (UN, True, "axe 1, seul demandé en 2024", " sous l'axe 1"),
        (UN, False, "axe 1, seul lu en 2024", " sous l'axe 1"),
        (DEUX, True, "axes 1 et 6 réunis", " sous les axes 1 et 6"),
        (tuple(AXES), True, "six axes réunis", ""),
    ],
)
def test_les_axes_reunis_sont_nommes(reunis: tuple[str, ...], legale: bool, nom: str, sous: str) -> None:
    sujet = Sujet("annexe", "legale", None, 2024, reunis, legale)
    assert (sujet.nom_axe, sujet.sous) == (nom, sous)
    lue = repartition({"non_cote": 4_000_000.0}, reunis=reunis, legale=legale)
    assert message_classes(lue).startswith(f"Rien n'est encore coté{sous} : ")
    assert nom[1:] in vue_classes(lue, RIEN).sous_titre
    assert message_politiques([], sujet) == f"Aucune politique n'est encore cotée{sous} en 2024"


def test_un_seul_axe_ne_fait_rien_de_mixte() -> None:
    assert {len(Sujet("annexe", "legale", None, 2024, reunis).classes) for reunis in (UN, ("axe_2",))} == {4}
    assert len(Sujet("annexe", "legale", None, 2025, DEUX).classes) == 5


def test_l_evolution_dit_que_les_axes_changent() -> None:
    suite = [
        repartition({"favorable": 1.0, "non_cote": 99.0}, exercice=2023, reunis=DEUX, legale=False, desaccord=5.0),
        repartition({"favorable": 1.0}, exercice=2024, reunis=UN),
    ]
    vue = vue_evolution(suite, RIEN, {2023: "a", 2024: "b"})
    assert "Axes demandés chaque année" in vue.sous_titre and "en désaccord\u00a0: 5\u00a0€ en 2023" in vue.sous_titre
    assert vue.message.endswith("le périmètre et les axes ont changé")
    assert vue.tableau["Périmètre"].to_list() == ["a, axes 1 et 6", "b, axe 1"]
    assert message_evolution(suite).endswith("les axes ont changé")
    vides = [repartition({"non_cote": 1.0}, exercice=annee, reunis=axes) for annee, axes in ((2024, UN), (2025, DEUX))]
    assert message_evolution(vides) == "Aucun exercice n'est encore coté sous les axes demandés chaque année"
    assert message_evolution(vides[:1]) == "Aucun exercice n'est encore coté sous l'axe 1"


def test_un_seul_exercice_cote_dit_son_denominateur_et_sa_couverture() -> None:
    suite = [repartition({"favorable": 1.0, "non_cote": 99.0}, exercice=2024, axe="axe_2")]
    assert simple(message_evolution(suite)) == (
        "Un seul exercice est coté, 2024 : 100 % de favorable dans ce qui est coté (coté à 1 %)"
    )
    peu = [repartition({"favorable": 1.0, "non_cote": 999.0}, exercice=2024, axe="axe_2")]
    assert "coté à < 1 %" in simple(message_evolution(peu))


def test_l_indefini_a_ete_examine() -> None:
    montants = {"favorable": 690_000.0, "indefini": 270_000.0, "non_cote": 40_000.0}
    lue = repartition(montants, lecture="i4ce", axe="axe_1")
    assert simple(message_classes(lue)).endswith(" ; 4 % non examinés, 27 % sans conclusion")
    assert "à coter" not in message_classes(lue)
    assert (
        simple(a_coter(lue)) == "40 000 € non examinés, 4 % du total ; 270 k€ examinés sans conclusion, 27 % du total."
    )
    rien = repartition({"indefini": 30.0, "non_cote": 70.0}, lecture="i4ce", axe="axe_1")
    assert simple(message_classes(rien)) == (
        "Rien n'est encore coté sous l'axe 1 en 2024 ; 70 % non examinés, 30 % sans conclusion"
    )
    assert simple(a_coter(repartition({"non_cote": 1.0, "neutre": 3.0}))) == "1 € sans cotation, 25 % du total."


@pytest.mark.parametrize(
    ("axes", "legale", "attendu"),
    [
        (DEUX, False, "annexe : axes 1 et 6, lus à blanc"),
        (DEUX, True, "annexe : axes 1 et 6, obligatoires"),
        (UN, True, "annexe : axe 1, obligatoire"),
        ((), True, "annexe : aucun axe"),
    ],
)
def test_la_vue_des_axes_ne_dit_obligatoires_que_ceux_qui_le_sont(
    axes: tuple[str, ...], legale: bool, attendu: str
) -> None:
    montants = pl.concat([frame({"non_cote": 1.0}, axe=axe) for axe in AXES])
    vue = vue_axes(
        montants, Sujet("annexe", "legale", None, 2023, legale=legale), RIEN, Autour(axes, "17 comptes", 40_000.0)
    )
    dit = simple(vue.sous_titre)
    assert attendu in dit and "17 comptes" in dit and dit.endswith("en désaccord 40 000 €")


def test_les_politiques_disent_le_desaccord() -> None:
    vue = vue_de({"Eau": {"favorable": 5.0}}, "17 comptes", reunis=UN, desaccord=40_000.0)
    assert simple(vue.sous_titre).endswith("en désaccord 40 000 €") and "17 comptes" in simple(vue.sous_titre)


def test_l_axe_des_autres_n_est_pas_le_notre() -> None:
    publies = pl.DataFrame(
        {
            "collectivite": ["Nantes"],
            "exercice": ["2024"],
            "document": ["BP"],
            "perimetre": ["axe de l'adaptation"],
            "favorable": [0.2],
            "neutre": [0.5],
            "defavorable": [0.3],
            "indefini": [0.0],
            "source": ["S"],
            "statut": ["verifie"],
        }
    )
    ici = repartition({"favorable": 1.0, "neutre": 1.0}, lecture="i4ce", axe="axe_1")
    vue = vue_comparaison([(ici, "Notre périmètre")], "Ici", publies, RIEN)
    assert "sous l’axe 1 pour nous" in vue.sous_titre and "les axes et les périmètres diffèrent" in vue.sous_titre
    assert vue.tableau["Périmètre"].to_list() == [
        "Notre périmètre, axe 1 (examiné à 100\u00a0%)",
        "axe de l'adaptation",
    ]
    assert vue.message.startswith("Ici, sous l’axe 1, 50")


def _synthese(axes: tuple[str, ...]) -> pl.DataFrame:
    rang = {
        "favorable": 60.0,
        "mixte": 0.0,
        "neutre": 0.0,
        "defavorable": 0.0,
        "non_cote": 40.0,
        "total": 100.0,
        "part_cotee": 0.6,
    }
    return pl.DataFrame([{"cle": cle, "axe": AXES.get(cle, ""), **rang} for cle in (*axes, "reel", "analysees")])


def test_l_annexe_ne_repete_pas_un_axe_seul() -> None:
    un, deux = (vue_annexe(_synthese(axes), 2025, "P", True, RIEN, "Ici") for axes in (UN, DEUX))
    assert "réunis" not in un.alt and "réunis" not in un.lire and len(un.figure.data[0].y) == 1
    assert "Axes 1 et 6 réunis" in deux.alt and "axes 1 et 6 réunis" in deux.lire and len(deux.figure.data[0].y) == 3
    assert un.message.endswith("60\u00a0% est coté sous l’axe 1")
    assert un.tableau["Axe"][-1] == "dont analysées, axe 1"
    assert deux.tableau["Axe"][-1] == "dont analysées, axes 1 et 6 réunis"


@pytest.mark.parametrize("vue", ["classes", "politiques", "evolution", "annexe"])
@pytest.mark.parametrize("perimetre", ["annexe", "budget"])
def test_l_ecran_ne_dit_tous_axes_nulle_part(vue: str, perimetre: str) -> None:
    page = ouvrir_sur("budget_vert", VILLE | {"vue": vue, "perimetre": perimetre, "axe": "tous"})
    boutons = [str(option) for groupe in page.get("button_group") for option in groupe.options]
    assert boutons and not [un for un in boutons if "Tous axes" in un]
    assert not page.exception and "tous axes" not in lire(page).lower()
    if vue == "classes" and perimetre == "annexe":
        assert "Axe 1, seul demandé en 2024" in boutons and "Axe 1" not in boutons and "Axe 2" in boutons
        assert "· Axe 1, seul demandé en 2024 ·" in lire(page)
    if vue == "classes" and perimetre == "budget":
        assert {"Six axes réunis", "Axe 1"} <= set(boutons)


def test_l_ecran_d_orsevaux_ne_dit_plus_a_coter_ce_qui_est_examine() -> None:
    page = ouvrir_sur("budget_vert", VILLE | {"lecture": "i4ce", "axe": "axe_1"})
    assert "non examinés" in titre(page) and "sans conclusion" in titre(page) and "à coter" not in titre(page)
    assert "examinés sans conclusion" in lire(page) and "reste à coter" not in lire(page)


def test_un_autre_axe_cote_ne_fait_pas_dire_que_rien_ne_l_est() -> None:
    page = ouvrir_sur("budget_vert", {"territoire": "cc-val-de-lorvanne", "exercice": "2023", "perimetre": "annexe"})
    assert titre(page).replace("\\", "").startswith("Rien n’est encore coté sous les axes 1 et 6")


@pytest.mark.parametrize("vue", ["politiques", "axes", "evolution", "annexe", "classes"])
def test_le_desaccord_est_visible_dans_toutes_les_vues(vue: str) -> None:
    assert " · en désaccord" in lire(ouvrir_sur("budget_vert", VILLE | {"vue": vue}))
