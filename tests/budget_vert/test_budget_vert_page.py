"""L'écran « Budget vert » tel qu'un visiteur le lit : chaque vue, chaque territoire, le vide, l'adresse, la
projection."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from core.acces import ACCES_LOCAL
from core.figures.budget_vert.phrases import AVERTISSEMENT
from core.figures.budget_vert.vues import VUES
from core.format_fr import euros_court, typographier
from core.methodes import budget_vert
from pages._outils import chargement
from tests.pages.visite import EXEMPLES, VIDE, ouvrir_sur, parametre, textes, titre

VILLE = {"territoire": "ville-orsevaux", "exercice": "2024"}


@pytest.fixture(autouse=True)
def base(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))


def lire(page: AppTest) -> str:
    return textes(page).replace("\\", "")


@pytest.mark.parametrize("territoire", EXEMPLES)
@pytest.mark.parametrize("vue", VUES)
def test_chaque_vue_se_lit_pour_chaque_territoire(territoire: str, vue: str) -> None:
    page = ouvrir_sur("budget_vert", {"territoire": territoire, "exercice": "2024", "vue": vue})
    assert not page.exception and not page.error
    assert titre(page) and "None" not in titre(page)
    assert parametre(page, "vue") == vue


@pytest.mark.parametrize(
    "adresse",
    [
        {"perimetre": "budget"},
        {"lecture": "i4ce"},
        {"axe": "axe_6"},
        {"perimetre": "budget", "lecture": "i4ce", "axe": "axe_2"},
        {"vue": "politiques", "lecture": "i4ce", "axe": "axe_1"},
        {"vue": "evolution", "axe": "axe_1", "perimetre": "budget"},
        {"vue": "evolution", "lecture": "i4ce", "axe": "axe_2"},
        {"vue": "axes", "lecture": "i4ce", "selection": "axe_1/tres_favorable"},
        {"vue": "???", "axe": "axe_9", "lecture": "x"},
        {"vue": "axes", "perimetre": "budget"},
        {"mode": "projection"},
        {"mode": "projection", "vue": "axes"},
        {"mode": "projection", "vue": "annexe"},
        {"exercice": "2021"},
    ],
)
def test_l_adresse_choisit_la_vue(adresse: dict[str, str]) -> None:
    page = ouvrir_sur("budget_vert", VILLE | adresse)
    assert not page.exception and not page.error
    assert len(page.title) == 1


def test_un_territoire_vide_dit_ce_qu_il_faut_apporter() -> None:
    page = ouvrir_sur("budget_vert", {"territoire": VIDE.id})
    assert not page.exception
    assert "il manque des données pour cet écran" in titre(page)


def test_le_titre_est_fait_des_euros_de_la_methode() -> None:
    detail = budget_vert.detail(chargement.entrepot().donnees(ACCES_LOCAL, "ville-orsevaux"), 2024)
    favorable = detail.filter(pl.col("dans_annexe") & (pl.col("classe_annexe") == "favorable"))["montant_eur"].sum()
    page = ouvrir_sur("budget_vert", VILLE)
    assert titre(page).startswith(
        f"{float(favorable) / 1e6:.1f}".replace(".", ",") + "\u00a0M€ favorables à la transition en 2024"
    )
    assert typographier(AVERTISSEMENT) in lire(page)
    assert "coté à" in lire(page) and "Et alors" in page.subheader[0].value


def test_une_barre_choisie_montre_exactement_ses_depenses() -> None:
    detail = budget_vert.detail(chargement.entrepot().donnees(ACCES_LOCAL, "ville-orsevaux"), 2024)
    for choix, condition in (
        ({"selection": "defavorable"}, pl.col("classe_annexe") == "defavorable"),
        ({"selection": "non_cote"}, pl.col("classe_annexe") == "non_cote"),
        ({"vue": "axes", "selection": "axe_6/favorable"}, pl.col("axe_6").is_in(["favorable", "tres_favorable"])),
    ):
        page = ouvrir_sur("budget_vert", VILLE | choix)
        attendues = detail.filter(pl.col("dans_annexe") & condition)
        assert page.subheader[0].value == "Les dépenses choisies"
        assert len(page.dataframe[0].value) == attendues.height > 0, choix
    page.button[-1].click().run()
    assert parametre(page, "selection") == "" and page.subheader[0].value.startswith("Et alors")


def test_un_seul_axe_demande_ne_montre_pas_de_mixte() -> None:
    figures = [
        str(ouvrir_sur("budget_vert", VILLE | autre).get("plotly_chart")[0].proto.spec)
        for autre in ({}, {"perimetre": "budget"})
    ]
    assert "Mixte" not in figures[0] and "Mixte" in figures[1]


def test_un_perimetre_vide_n_affirme_rien() -> None:
    page = ouvrir_sur("budget_vert", {"territoire": "nuits-orsevaux", "exercice": "2024", "perimetre": "annexe"})
    assert titre(page) == "Aucune dépense de 2024 n’entre dans ce périmètre"
    assert "Tout le périmètre est coté" not in lire(page) and "Budget hors dette et reversements" in lire(page)


@pytest.mark.parametrize("vue", ["classes", "politiques", "axes", "evolution"])
def test_sans_depense_d_annexe_l_ecran_s_ouvre_sur_le_budget(vue: str) -> None:
    page = ouvrir_sur("budget_vert", {"territoire": "nuits-orsevaux", "exercice": "2024", "vue": vue})
    assert "€" in titre(page) or "%" in titre(page)
    assert "Aucun" not in titre(page) and parametre(page, "perimetre") == ""
    choix = next(
        un
        for un in page.get("button_group")
        if "Budget hors dette et reversements" in [str(option) for option in un.options]
    )
    assert choix.value == "budget"
    ville = ouvrir_sur("budget_vert", VILLE | {"vue": vue})
    choix = next(
        un
        for un in ville.get("button_group")
        if "Budget hors dette et reversements" in [str(option) for option in un.options]
    )
    assert choix.value == "annexe", "ailleurs, le périmètre légal reste le premier"


def test_une_annexe_vide_ne_se_telecharge_pas_et_dit_que_faire() -> None:
    page = ouvrir_sur("budget_vert", {"territoire": "nuits-orsevaux", "exercice": "2024", "vue": "annexe"})
    assert titre(page).startswith("Aucun investissement de 2024")
    assert not [bouton for bouton in page.get("download_button") if "annexe" in bouton.label]
    assert "choisissez-en un qui a de l’investissement" in lire(page)


def test_le_desaccord_se_compte_une_fois_quel_que_soit_l_axe() -> None:
    detail = budget_vert.detail(chargement.entrepot().donnees(ACCES_LOCAL, "ville-orsevaux"), 2024)
    debat = detail.filter(pl.col("dans_budget") & pl.any_horizontal(pl.col("^statut_axe_.$") == "desaccord"))
    page = ouvrir_sur("budget_vert", VILLE | {"perimetre": "budget"})
    assert debat.height > 0 and f"en désaccord {euros_court(debat['montant_eur'].sum())}" in lire(page)


def test_le_choix_d_une_autre_vue_n_eteint_pas_les_barres() -> None:
    specs = [
        ouvrir_sur("budget_vert", VILLE | autre).get("plotly_chart")[0].proto.spec
        for autre in ({}, {"selection": "axe_6/favorable"}, {"selection": "favorable"})
    ]
    assert specs[0] == specs[1] != specs[2]


@pytest.mark.parametrize("selection", ["<b>rien</b>", "a/b/c", "/", "axe_1/inconnue"])
def test_une_selection_d_ailleurs_ne_casse_rien(selection: str) -> None:
    for vue in ("classes", "politiques", "axes"):
        page = ouvrir_sur("budget_vert", VILLE | {"vue": vue, "selection": selection})
        assert not page.exception


def test_l_annexe_se_telecharge_et_montre_ses_comptes() -> None:
    page = ouvrir_sur("budget_vert", VILLE | {"vue": "annexe"})
    assert any("Télécharger l’annexe" in bouton.label for bouton in page.get("download_button"))
    assert {"Budget", "Chapitre", "Compte", "Non coté (€)"} <= set(page.table[0].value.columns)
    assert "Ville d’Orsevaux" in lire(page), "imprimée, la page dit à qui elle est"
    assert "data/maquette" in lire(page) and "contrôles : tous exacts" in lire(page).replace("\u00a0", " ")


def test_un_lecteur_ne_recoit_pas_de_lien_vers_la_cotation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_ROLE", "lecteur")
    page = ouvrir_sur("budget_vert", VILLE)
    assert not page.exception
    assert not [lien for lien in page.get("page_link") if "cotation" in str(lien.proto)]


def test_chaque_chiffre_montre_mene_a_des_lignes_du_fichier() -> None:
    entrepot = chargement.entrepot()
    indicateurs = budget_vert.calculer(entrepot.donnees(ACCES_LOCAL, "ville-orsevaux"), 2024)
    montres = indicateurs.filter((pl.col("indicateur") == "montant") & (pl.col("valeur") > 0))
    assert montres.height > 60
    for (adresse,), chiffres in montres.group_by("origine"):
        lignes = entrepot.lignes_origine(ACCES_LOCAL, "ville-orsevaux", str(adresse))
        assert lignes.height > 0 and lignes["cellule"].null_count() == 0, chiffres
        if "realise_eur" in lignes.columns:
            assert float(lignes["realise_eur"].sum()) >= chiffres["valeur"].max() - 0.01, "il y manque des lignes"
