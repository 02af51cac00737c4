"""Les phrases de la cotation et sa barre d'avancement disent ce que disent les données, sans arrondi trompeur."""

from __future__ import annotations

import re

import polars as pl
import pytest

from core.communs.affectations import en_vigueur, lentilles_d_une_ligne, preuve
from core.figures.cotation.vues import alternative, barre
from core.format_fr import part_ecrite, typographier
from core.tables.affectations import CLASSES_AXE, CLASSES_GENRE
from core.usages.cotation import phrases
from core.usages.cotation.classes import classes
from core.usages.cotation.mesures import mesures
from core.usages.cotation.travail import file_a_coter, progres
from tests.cotation.fabrique_cotation import affectations, depenses

AC, ECOLE, CITADINE, BOURG = (
    "Contribution au syndicat",
    "Rénovation de l'école",
    "Achat d'une citadine",
    "Aménagement du bourg",
)


def dire(*libelles: str, lentille: str = "axe_1") -> pl.DataFrame:
    return affectations(
        *({"libelle": libelle, "auteur": "A", "poste": "neutre", "lentille": lentille} for libelle in libelles)
    )


def titre(dites: pl.DataFrame, lentille: str = "axe_1") -> str:
    lignes, vigueur = depenses(), en_vigueur(dites, 2024)
    file = file_a_coter(lignes, vigueur, lentille)
    return phrases.titre(file, progres(lignes, vigueur, file, lentille), lentille).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("dites", "attendu"),
    [
        (dire(), "3 lignes suffisent à coter 80 % des dépenses ; rien n'est encore coté sous l'axe Atténuation"),
        (
            dire(AC),
            "2 lignes de plus suffisent à coter 80 % des dépenses ; 42 % des euros le sont sous l'axe Atténuation",
        ),
        (
            dire(AC, ECOLE),
            "1 ligne de plus suffit à coter 80 % des dépenses ; 74 % des euros le sont sous l'axe Atténuation",
        ),
        (
            dire(AC, ECOLE, CITADINE),
            "89 % des euros sont cotés sous l'axe Atténuation ; il reste 1 ligne, 1\u202f000 €",
        ),
        (dire(AC, ECOLE, CITADINE, BOURG), "4 dépenses sont toutes cotées sous l'axe Atténuation"),
    ],
)
def test_le_titre_dit_ou_l_on_en_est(dites: pl.DataFrame, attendu: str) -> None:
    assert titre(dites) == attendu


def test_le_titre_parle_aussi_des_desaccords_qui_restent() -> None:
    dites = pl.concat(
        [dire(AC, ECOLE, CITADINE, BOURG), affectations({"libelle": BOURG, "auteur": "B", "poste": "favorable"})]
    )
    assert titre(dites) == "89 % des euros sont cotés sous l'axe Atténuation ; il reste 1 désaccord à trancher"


def test_le_titre_compte_les_desaccords_a_part_des_lignes_a_coter() -> None:
    dites = pl.concat([dire(AC, ECOLE), affectations({"libelle": AC, "auteur": "B", "poste": "favorable"})])
    assert titre(dites) == (
        "1 ligne de plus et 1 désaccord suffisent à coter 80 % des dépenses ; 32 % des euros le sont sous l'axe "
        "Atténuation"
    )


def test_le_titre_nomme_la_lentille() -> None:
    assert titre(dire(), "genre").endswith("sous la lentille Égalité")


@pytest.mark.parametrize(
    ("part", "attendu"),
    [
        (0.0, "0 %"),
        (0.004, "moins de 1 %"),
        (0.01, "1 %"),
        (0.41, "41 %"),
        (0.996, "plus de 99 %"),
        (1.0, "100 %"),
        (None, "donnée absente"),
    ],
)
def test_une_part_n_est_jamais_arrondie_a_tout_ou_rien(part: float | None, attendu: str) -> None:
    assert part_ecrite(part, en_mots=True).replace("\u00a0", " ") == attendu


def test_ce_qui_est_dit_se_lit_en_clair() -> None:
    un = {"auteur": "Finances", "poste": "favorable", "quote_part": 1.0}
    assert phrases.dit([un], CLASSES_AXE) == "Favorable"
    partage = [un | {"quote_part": 0.6}, un | {"poste": "neutre", "quote_part": 0.4}]
    assert typographier(phrases.dit(partage, CLASSES_AXE)) == "Favorable 60\u00a0%, Neutre 40\u00a0%"
    deux = [un, un | {"auteur": "Transition", "poste": "neutre"}]
    assert phrases.dit(deux, CLASSES_AXE).replace("\u00a0", " ") == "Finances : Favorable / Transition : Neutre"
    assert phrases.dit([], CLASSES_AXE) == phrases.dit(None, CLASSES_AXE) == ""


def test_un_nom_de_poste_avec_une_virgule_reste_entier() -> None:
    assert phrases.dit([{"auteur": "A", "poste": "Énergie, climat", "quote_part": 1.0}], {}) == "Énergie, climat"


def test_la_date_se_lit_en_francais() -> None:
    assert phrases.le_jour("2025-02-14") == "14 février 2025"
    assert phrases.le_jour("2025-02-31") == "2025-02-31"
    assert phrases.le_jour(None) == ""


def test_la_proposition_et_la_question_se_lisent() -> None:
    ligne = (
        file_a_coter(depenses(), en_vigueur(dire(), 2024), "axe_1")
        .filter(pl.col("libelle") == CITADINE)
        .row(0, named=True)
    )
    assert phrases.proposition(ligne, CLASSES_AXE) == "Défavorable"
    assert "très favorable" in phrases.question(ligne, CLASSES_AXE)
    sans = ligne | {"issue": None, "question": None}
    assert phrases.proposition(sans, CLASSES_AXE) == phrases.question(sans, CLASSES_AXE) == ""


def test_l_effet_d_un_lot_compte_les_lignes_et_les_euros() -> None:
    file = file_a_coter(depenses(), en_vigueur(dire(), 2024), "axe_1")
    assert phrases.effet(file.head(2), 12).replace("\u00a0", " ") == (
        "2 lignes seront cotées, soit 7\u202f000 € ; 12 déjà dites restent comme elles sont."
    )
    assert phrases.effet(file.head(0), 0) == "Aucune ligne ne serait cotée."


def test_la_page_d_une_ligne_compte_ses_lentilles() -> None:
    lignes, dites = depenses(), pl.concat([dire(ECOLE), dire(ECOLE, lentille="axe_6")])
    vigueur = en_vigueur(dites, 2024)
    signature = file_a_coter(lignes, vigueur, "axe_1").filter(pl.col("libelle") == ECOLE)["signature"][0]
    lues = lentilles_d_une_ligne(lignes, vigueur, signature)
    assert phrases.titre_de_la_ligne(ECOLE, 3000, lues).replace("\u00a0", " ").endswith("lue sous 2 lentilles sur 11")
    rien = lentilles_d_une_ligne(lignes, en_vigueur(dire(), 2024), signature)
    assert phrases.titre_de_la_ligne(ECOLE, 3000, rien).endswith("personne ne l'a encore cotée")


def test_la_preuve_se_dit_et_une_faute_se_nomme() -> None:
    juste = preuve(depenses(), en_vigueur(dire(AC), 2024))
    assert phrases.titre_de_la_preuve(juste) == "Chaque euro compte une fois et une seule sous chacune des 11 lentilles"
    fausse = juste.with_columns(exacte=pl.col("lentille") != "axe_6")
    assert "Biodiversité" in phrases.titre_de_la_preuve(fausse)
    assert "n'y est pas" in phrases.titre_de_la_preuve(fausse)


def test_les_classes_d_une_lentille_viennent_de_ce_que_le_territoire_a_declare() -> None:
    vide = {
        nom: pl.DataFrame(schema={colonne: pl.String})
        for nom, colonne in (("publics", "activite"), ("donnees_activite", "activite"), ("indicateurs", "dimension"))
    }
    donnees = vide | {
        "affectations": dire(),
        "capitaux": pl.DataFrame({"code": ["air"], "entite": ["Qualité de l'air"]}),
    }
    assert classes("axe_3", donnees, depenses()) == CLASSES_AXE
    assert classes("genre", donnees, depenses()) == CLASSES_GENRE
    assert classes("capital", donnees, depenses()) == {"air": "Qualité de l'air"}
    assert classes("donut", donnees, depenses()) == {}
    assert classes("politique", donnees, depenses()) == {"Divers": "Divers"}
    dites = donnees | {
        "affectations": affectations({"libelle": AC, "auteur": "A", "poste": "Écoles", "lentille": "activite"})
    }
    assert classes("activite", dites, depenses()) == {"Écoles": "Écoles"}


def avancement(**valeurs: float) -> dict[str, float]:
    rien = dict.fromkeys(
        (
            "montant_eur",
            "affecte_eur",
            "repris_eur",
            "desaccord_eur",
            "lignes",
            "lignes_affectees",
            "lignes_reprises",
            "lignes_en_desaccord",
        ),
        0,
    )
    return rien | valeurs


def test_les_quatre_parts_de_la_barre_font_le_total() -> None:
    progres_lu = avancement(montant_eur=1000, affecte_eur=400, repris_eur=100, desaccord_eur=50)
    parts = mesures(progres_lu, "euros")
    assert parts == {"dites": 300.0, "reprises": 100.0, "disputees": 50.0, "reste": 550.0}
    largeurs = [
        float(largeur)
        for largeur in re.findall(r'<rect x="[\d.]+%"[^>]* width="([\d.]+)%"', barre(progres_lu, "euros"))
    ]
    assert sum(largeurs) == pytest.approx(100)
    assert largeurs == pytest.approx([30, 10, 5, 55])


def test_la_barre_se_lit_sans_la_voir_et_echappe_ses_textes() -> None:
    progres_lu = avancement(lignes=10, lignes_affectees=4)
    dite = alternative(progres_lu, "lignes").replace("\u00a0", " ")
    assert dite == "4 lignes cotées sur 10 : 40 % cette année, 60 % à coter"
    assert 'role="img"' in barre(progres_lu, "lignes")
    assert alternative(avancement(), "euros") == "Aucune dépense à coter"
