"""Un budget dont on ne sait pas la nomenclature : déduite si elle peut l'être, sinon laissé de côté, et cela se dit
partout."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from fabrique_budget_vert import cote, donnees, ligne, repartition

from core.acces import ACCES_LOCAL
from core.documents.budget_vert.annexe import Annexe, etablir
from core.documents.budget_vert.classeur import TETE, classeur
from core.donnees.entrepot import Entrepot
from core.figures.budget_vert.evolution import vue_evolution
from core.figures.budget_vert.lecture import Laisse
from core.figures.budget_vert.phrases import sous_titre
from core.figures.budget_vert.phrases_laisses import QUE_FAIRE, que_faire
from core.figures.budget_vert.vues import VUES
from core.methodes import budget_vert
from core.modele import Donnees
from core.references import reference
from core.resultat import SCHEMA_INDICATEURS, lire, valeur
from tests.pages.visite import ouvrir_sur, textes, titre

ECOLE = ligne("21312", "1000.00", "École")
EAU = ligne("2151", "400.00", "Réseau", budget="Eau", nomenclature=None)
LORVANNE = "cc-val-de-lorvanne"


def exercice_de(tables: Donnees) -> dict[str, float | None]:
    indicateurs = budget_vert.calculer(tables, 2024)
    return {
        "annexe": valeur(indicateurs, "depenses", perimetre="annexe"),
        "laisse": valeur(indicateurs, "sans_nomenclature", poste="Eau"),
        "lignes": valeur(indicateurs, "lignes_sans_nomenclature", poste="Eau"),
        "budget": valeur(indicateurs, "depenses", perimetre="budget"),
    }


def test_un_budget_annexe_muet_est_laisse_de_cote_et_compte() -> None:
    lus = exercice_de(
        donnees([ECOLE, EAU, EAU | {"libelle": "Vannes"}, ligne("1641", "9.00", budget="Eau", nomenclature=None)])
    )
    assert lus == {"annexe": 1000, "laisse": 800, "lignes": 2, "budget": 1800}, "un emprunt n'y serait pas entré"


@pytest.mark.parametrize(("temoin", "annexe", "laisse"), [("M57", 1005, None), ("M49", 600, None), (None, 600, 405)])
def test_les_autres_lignes_du_budget_disent_sa_nomenclature_si_elles_sont_unanimes(
    temoin: str | None, annexe: float, laisse: float | None
) -> None:
    """Une recette de fonctionnement suffit à le dire ; deux nomenclatures, non."""
    ecole, autre = ECOLE | {"realise_eur": "600.00"}, ligne("2151", "5.00", "Vannes", budget="Eau", nomenclature=None)
    recette = ligne(
        "7011", "3.00", "Ventes", budget="Eau", sens="recette", section="fonctionnement", nomenclature=temoin
    )
    lus = exercice_de(donnees([ecole, EAU, autre, recette]))
    assert (lus["annexe"], lus["laisse"]) == (annexe, laisse)
    if temoin:
        autre_plan = recette | {"libelle": "Autres", "nomenclature": "M22"}
        assert exercice_de(donnees([ecole, EAU, autre, recette, autre_plan]))["laisse"] == 405


def test_le_budget_principal_muet_a_la_nomenclature_de_ses_comptes_et_l_annexe_le_dit() -> None:
    lue = etablir(donnees([ECOLE | {"nomenclature": None}, EAU]), 2024, "Essai")
    assert lue.synthese.filter(pl.col("cle") == "analysees")["total"][0] == 1000
    dite = dict(lue.notes.iter_rows())["Nomenclature déduite"]
    assert dite.startswith("principal (M57, 1\u202f000\u00a0€)") and "Déclarez-la" in dite
    assert "Nomenclature déduite" not in lire_notes(etablir(donnees([ECOLE]), 2024, "Essai"))


def lire_notes(lue: Annexe) -> dict[str, str]:
    return dict(lue.notes.iter_rows())


def test_les_notes_et_les_controles_nomment_le_budget_ses_euros_ses_lignes_et_que_faire() -> None:
    lue = etablir(donnees([ECOLE, EAU]), 2024, "Essai")
    dit = lire_notes(lue)["Budgets laissés de côté"]
    assert dit.startswith("Eau (400\u00a0€, 1\u00a0ligne) : sa nomenclature n'est pas déclarée") and dit.endswith(
        QUE_FAIRE
    )
    page = openpyxl.load_workbook(io.BytesIO(classeur(lue)))["Contrôles"]
    rangs = list(page.iter_rows(min_row=TETE + 1, values_only=True))
    assert [rang[8] for rang in rangs] == ["OK", "laissé de côté"]
    assert rangs[1][1] == "Eau" and rangs[1][6] == 400 and QUE_FAIRE in rangs[1][4] and rangs[1][5] is None
    assert lue.juste, "ce qui n'est pas contrôlé n'est pas faux"


def test_les_sous_titres_et_le_panneau_le_disent() -> None:
    laisses = (Laisse("Eau", 2_195_000.0, 3),)
    dit = sous_titre(repartition({"favorable": 1.0}, laisses=laisses)).replace("\u00a0", " ")
    assert dit.endswith("laissé de côté, nomenclature non déclarée : Eau, 2,2 M€ en 3 lignes")
    assert f"lignes. {QUE_FAIRE}" in que_faire(laisses) and que_faire(()) == ""
    suite = [repartition({"favorable": 1.0}, exercice=annee, laisses=laisses) for annee in (2023, 2024)]
    rien = pl.DataFrame(schema=SCHEMA_INDICATEURS)
    evolution = vue_evolution(suite, rien, {}).sous_titre.replace("\u00a0", " ")
    assert evolution.endswith("laissé de côté, nomenclature non déclarée : Eau (2,2 M€ en 2023 et 2,2 M€ en 2024)")


@pytest.fixture
def base(base_complete: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(base_complete))


@pytest.mark.usefixtures("base")
@pytest.mark.parametrize("vue", VUES)
def test_l_ecran_de_lorvanne_dit_ce_qu_il_laisse(vue: str) -> None:
    page = ouvrir_sur("budget_vert", {"territoire": LORVANNE, "exercice": "2024", "vue": vue})
    lu = textes(page).replace("\\", "").replace("\u00a0", " ")
    assert not page.exception and "laissé de côté, nomenclature non déclarée : Eau et assainissement" in lu
    assert "Déclarez la nomenclature de ce budget" in lu
    if vue == "classes":
        assert (
            titre(page)
            .replace("\u00a0", " ")
            .startswith("237 k€ favorables à la transition en 2024 sous l’axe 1, 21 %")
        )
        assert "il reste 49 % à coter" in titre(page).replace("\u00a0", " ")


def test_l_annexe_de_lorvanne_ne_compte_que_le_budget_principal(base_demo: Path, tmp_path: Path) -> None:
    """Refait sans la méthode : l'investissement réel mandaté des dix-sept comptes, budget principal seul."""
    copie = tmp_path / "comptes.duckdb"
    copie.write_bytes(base_demo.read_bytes())
    entrepot = Entrepot.ouvrir(copie)
    tables = entrepot.donnees(ACCES_LOCAL, LORVANNE)
    entrepot.fermer()
    motifs = reference("perimetres_annexe").filter(
        (pl.col("lecture") == "annexe") & (pl.col("exercice_debut") == "2024") & (pl.col("inclus") == "oui")
    )
    debuts = tuple(motif.removesuffix("*") for motif in motifs["motif_nature"])
    sommes = {"principal": 0.0, "Eau et assainissement": 0.0}
    for une in tables["lignes_budgetaires"].filter(pl.col("exercice") == 2024).iter_rows(named=True):
        retenue = une["section"] == "investissement" and une["sens"] == "depense" and une["mouvement"] == "reel"
        if retenue and str(une["nature"]).startswith(debuts):
            sommes[une["budget"]] += float(une["realise_eur"] or 0)
    indicateurs = budget_vert.calculer(tables, 2024)
    assert valeur(indicateurs, "depenses", perimetre="annexe") == pytest.approx(sommes["principal"])
    (laisse,) = lire(indicateurs, "sans_nomenclature").select("poste", "valeur").iter_rows()
    assert laisse == ("Eau et assainissement", pytest.approx(sommes["Eau et assainissement"]))
    assert round(sommes["principal"] / 1e6, 2) == 2.19 and round(sommes["Eau et assainissement"] / 1e6, 1) == 2.2


def test_une_politique_dont_le_nom_porte_une_barre_garde_ses_rangees() -> None:
    tables = donnees(
        [ECOLE | {"politique": "Eau / déchets"}, ligne("2151", "5.00", "Voirie", politique="Eau")],
        [cote("21312", "favorable", "École")],
    )
    lus = lire(
        budget_vert.calculer(tables, 2024), "montant_par_politique", perimetre="annexe", lecture="legale", axe=None
    )
    dits = {
        (poste, classe): montant
        for poste, classe, montant in lus.select("poste", "classe", "valeur").iter_rows()
        if montant
    }
    assert dits == {("Eau / déchets", "favorable"): 1000, ("Eau", "non_cote"): 5}


def test_une_autre_version_du_perimetre_change_le_resultat() -> None:
    tables = donnees([ECOLE, ligne("2151", "5.00", "Voirie")])
    sans_ecoles = reference("perimetres_annexe").filter(pl.col("motif_nature") != "21312*")
    remplacees = {**tables, "reference:perimetres_annexe": sans_ecoles}
    six = reference("axes_annexe").with_columns(axes=pl.lit("axe_1;axe_6"))
    assert [exercice_de(une)["annexe"] for une in (tables, remplacees)] == [1005, 5]
    assert budget_vert.perimetre_annexe({"reference:axes_annexe": six}, 2024).axes == ("axe_1", "axe_6")
    assert list(etablir({**tables, "reference:axes_annexe": six}, 2024, "E").axes) == ["axe_1", "axe_6"]
