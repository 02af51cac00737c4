"""L'écran « Budget et égalité » tel qu'un visiteur le lit : chaque vue, chaque territoire, le vide, l'adresse, la
projection."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.figures.budget_genre.vues import VUES
from core.methodes import budget_genre
from pages._outils import chargement
from tests.pages.visite import EXEMPLES, VIDE, ouvrir_sur, parametre, textes, titre

VILLE = {"territoire": "ville-orsevaux", "exercice": "2024"}


@pytest.fixture(autouse=True)
def base(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))


@pytest.mark.parametrize("territoire", EXEMPLES)
@pytest.mark.parametrize("vue", VUES)
def test_chaque_vue_se_lit_pour_chaque_territoire(territoire: str, vue: str) -> None:
    page = ouvrir_sur("budget_genre", {"territoire": territoire, "exercice": "2024", "vue": vue})
    assert not page.exception and not page.error
    assert titre(page) and "None" not in titre(page) and "None" not in textes(page)
    assert parametre(page, "vue") == vue


@pytest.mark.parametrize(
    "adresse",
    [
        {"mode": "projection", "vue": "benefice"},
        {"vue": "???", "selection": "<b>"},
        {"exercice": "2021"},
        {"vue": "personne", "selection": "activité inconnue"},
    ],
)
def test_l_adresse_choisit_la_vue_sans_jamais_casser(adresse: dict[str, str]) -> None:
    page = ouvrir_sur("budget_genre", VILLE | adresse)
    assert not page.exception and not page.error and len(page.title) == 1


def test_un_territoire_vide_dit_ce_qu_il_faut_apporter() -> None:
    page = ouvrir_sur("budget_genre", {"territoire": VIDE.id})
    assert not page.exception and "il manque des données pour cet écran" in titre(page)


def test_une_barre_choisie_montre_exactement_ses_depenses() -> None:
    detail = budget_genre.detail(chargement.entrepot().donnees(ACCES_LOCAL, "ville-orsevaux"), 2024)
    for choix, condition in (
        ({"selection": "genrable"}, pl.col("classe") == "genrable"),
        ({"vue": "benefice", "selection": "Stades"}, pl.col("activite") == "Stades"),
    ):
        page = ouvrir_sur("budget_genre", VILLE | choix)
        assert page.subheader[0].value == "Les dépenses choisies"
        assert len(page.dataframe[0].value) == detail.filter(condition).height > 0, choix
    page.button[-1].click().run()
    assert parametre(page, "selection") == "" and page.subheader[0].value.startswith("Et alors")


def test_aucun_petit_groupe_de_l_exemple_ne_se_lit() -> None:
    tables = chargement.entrepot().donnees(ACCES_LOCAL, "ville-orsevaux")
    petites = budget_genre.activites(tables, 2024).filter("masque")["activite"].to_list()
    assert petites, "l'exemple doit avoir un petit groupe, sinon l'essai ne prouve rien"
    publics = tables["publics"].filter((pl.col("exercice") == 2024) & pl.col("activite").is_in(petites))
    indicateurs = budget_genre.calculer(tables, 2024)
    des_petites = indicateurs.filter(pl.col("poste").is_in(petites) & (pl.col("indicateur") != "montant_activite"))
    assert (
        des_petites.height
        and des_petites["valeur"].null_count() == des_petites["origine"].null_count() == des_petites.height
    )
    lisible = " ".join(indicateurs["origine"].drop_nulls())
    assert publics.height == len(petites) and not any(nom in lisible for nom in petites)


def test_un_lecteur_ne_recoit_pas_de_lien_vers_la_cotation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_ROLE", "lecteur")
    page = ouvrir_sur("budget_genre", VILLE)
    assert not page.exception
    assert not [lien for lien in page.get("page_link") if "cotation" in str(lien.proto)]
