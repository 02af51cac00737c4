"""L'écran Donut, visité sans navigateur : lentilles, formes, sélection dans l'adresse, fiche, projection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from core.acces import Acces
from core.donnees.entrepot.modele import Instantane
from core.modele import Donnees, Territoire
from pages._outils import chargement
from tests import fabrique
from tests.affectations.fabrique_affectations import depense, dite, table
from tests.donut.fabrique_donut import donnees_donut

RACINE = Path(__file__).resolve().parents[2]
ESSAI = Territoire(id="essai-donut", nom="Essai *du* Donut", type="commune")
ECO = {"lentille": "mondiale_ecologique", "unite": "t", "plafond": 2.0, "annee_cible": 2050}


def tables() -> Donnees:
    remplies = donnees_donut(
        [
            {
                "code": "logement",
                "intitule": "Demandes <b>en attente</b>",
                "dimension": "Logement",
                "plancher": 0.0,
                "annee_cible": 2030,
                "auteur_seuil": "Conseil municipal",
                "source_seuil": "Délibération, 12 mars 2023",
            },
            {"code": "eau", "dimension": "Eau", "plancher": 0.0},
            {"code": "fautif", "dimension": "Fautif", "plancher": 1.0, "plafond": 2.0},
            {"code": "climat", "dimension": "Climat", **ECO},
        ],
        {
            "logement": {2020: 30.0, 2021: 33.0, 2022: 36.0, 2023: 38.0, 2024: 41.0},
            "eau": {2022: 4.0},
            "climat": {2024: 8.4},
        },
    )
    cotees = {
        "lignes_budgetaires": table(
            "lignes_budgetaires", [depense("Construction", "3000000.00"), depense("Routes", "1000000.00", "2315")]
        ),
        "affectations": table("affectations", [dite("Construction", "Logement", lentille="donut")]),
    }
    return {**fabrique.tables({}), **remplies, **cotees}


class EntrepotEssai:
    """Ce que l'écran demande à l'entrepôt, servi de mémoire."""

    def territoires(self, acces: Acces) -> list[Territoire]:
        return [ESSAI]

    empechement = None

    def instantane(self, acces: Acces, territoire: str) -> Instantane:
        return Instantane(self.version(acces, territoire), tables(), (2023, 2024), self.imports(acces, territoire))

    def version(self, acces: Acces, territoire: str) -> int:
        return 1

    def imports(self, acces: Acces, territoire: str) -> pl.DataFrame:
        return pl.DataFrame(schema={"id": pl.Int64, "statut": pl.String, "date": pl.Datetime, "fichier": pl.String})

    def lignes_origine(self, acces: Acces, territoire: str, origine: str) -> pl.DataFrame:
        codes = tables()["mesures"]["indicateur"].unique()
        return pl.DataFrame({"indicateur": codes}).with_columns(
            fichier=pl.lit("export_sne.xlsx"), feuille=pl.lit("Demandes"), cellule=pl.lit("D14")
        )


@pytest.fixture
def ouvrir(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    monkeypatch.setattr(chargement, "entrepot", EntrepotEssai)

    def visiter(**adresse: str) -> AppTest:
        page = AppTest.from_file(str(Path(__file__).with_name("page_essai.py")), default_timeout=60)
        page.query_params["territoire"] = ESSAI.id
        page.run()
        page.switch_page(str(RACINE / "pages" / "donut.py"))
        page.query_params.update({"territoire": ESSAI.id, "exercice": "2024", **adresse})
        return page.run()

    return visiter


def lus(page: AppTest) -> str:
    morceaux = [
        str(element.value) for sorte in ("title", "header", "markdown", "warning") for element in page.get(sorte)
    ]
    return "\n".join(morceaux).replace("\\", "").replace("\u00a0", " ")


def parametre(page: AppTest, nom: str) -> str:
    valeur = page.query_params.get(nom, "")
    return valeur[0] if isinstance(valeur, list) else valeur


def test_sans_selection_le_panneau_dit_les_plus_grands_ecarts_ce_qui_manque_et_ce_qui_est_refuse(
    ouvrir: Callable[..., AppTest],
) -> None:
    page = ouvrir()
    assert not page.exception
    assert [titre.value.replace("\\", "") for titre in page.title] == [
        "Le seul plafond mesuré est franchi\u00a0; le seul besoin mesuré n’est pas couvert pour tous"
    ]
    assert "2 indicateurs renseignés sur 3" in lus(page)
    assert {"voir_logement", "voir_climat"} <= {bouton.key for bouton in page.button}
    assert "1 donnée absente" in lus(page) and "Eau" in lus(page)
    assert "est refusé" in lus(page) and "à la fois un plancher et un plafond" in lus(page)


def test_la_selection_de_l_adresse_ouvre_la_fiche_jusqu_a_la_cellule(ouvrir: Callable[..., AppTest]) -> None:
    page = ouvrir(selection="logement")
    lu = lus(page)
    assert not page.exception
    assert [titre.value for titre in page.header] == ["Manque de 41\u00a0%"]
    assert "41 % · plancher : 0 % en 2030 · Conseil municipal, Délibération, 12 mars 2023" in lu
    assert "S’éloigne : +2,7 points par an de 2020 à 2024" in lu and "jusqu’en 2030" in lu
    assert "mesuré, couverture 100 % · essai" in lu
    assert "export_sne.xlsx, feuille « Demandes », D14" in lu
    assert "Demandes <b>en attente</b>" in lu


def test_la_fiche_dit_ce_que_le_budget_consacre_a_la_dimension_et_se_tait_sans_affectation(
    ouvrir: Callable[..., AppTest],
) -> None:
    lu = lus(ouvrir(selection="logement"))
    assert "Ce que le budget y consacre, dépenses affectées à cette dimension" in lu
    assert "3,0 M€ réalisés en 2024 (75 % du budget réalisé est affecté)" in lu
    assert "Ce que le budget y consacre" not in lus(ouvrir(selection="climat"))


def test_un_choix_dans_le_panneau_s_ecrit_dans_l_adresse_et_se_ferme(ouvrir: Callable[..., AppTest]) -> None:
    page = ouvrir()
    page.button(key="voir_climat").click().run()
    assert parametre(page, "selection") == "climat"
    assert [titre.value for titre in page.header] == ["4,2 fois le plafond"]
    page.button(key="fermer_fiche").click().run()
    assert "selection" not in page.query_params
    assert not page.header


def test_une_donnee_absente_se_dit_avec_la_derniere_connue(ouvrir: Callable[..., AppTest]) -> None:
    lu = lus(ouvrir(selection="eau"))
    assert "Donnée absente en 2024 (dernière valeur connue : 4 % en 2022)" in lu


def test_une_selection_inconnue_n_ouvre_rien(ouvrir: Callable[..., AppTest]) -> None:
    page = ouvrir(selection="<script>")
    assert not page.exception and not page.header


@pytest.mark.parametrize(
    ("lentille", "attendu"),
    [
        ("mondiale_ecologique", "Le seul plafond mesuré est franchi"),
        ("locale_sociale", "Le seul besoin mesuré n’est pas couvert pour tous"),
        ("mondiale_sociale", "Aucun indicateur suivi ne porte encore de seuil"),
    ],
)
def test_la_lentille_filtre_la_figure_et_sa_phrase(ouvrir: Callable[..., AppTest], lentille: str, attendu: str) -> None:
    page = ouvrir(lentille=lentille)
    assert not page.exception
    assert page.title[0].value.replace("\\", "") == attendu


@pytest.mark.parametrize("forme", ["roue", "barres", "tableau"])
def test_les_trois_formes_tiennent_dans_l_adresse(ouvrir: Callable[..., AppTest], forme: str) -> None:
    page = ouvrir(vue=forme, selection="logement")
    assert not page.exception
    assert bool(page.dataframe) == (forme == "tableau")
    if forme == "tableau":
        table: Any = page.dataframe[0].value
        assert "donnée absente" in table["Valeur"].tolist()


def test_en_projection_il_ne_reste_que_la_phrase_la_roue_et_sa_lecture(ouvrir: Callable[..., AppTest]) -> None:
    page = ouvrir(mode="projection", selection="logement")
    assert not page.exception and not page.header and not page.dataframe
    assert "Besoins non couverts vers le centre, plafonds dépassés vers l’extérieur" in lus(page)
