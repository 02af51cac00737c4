"""L'annexe verte : ses totaux sont ceux du fichier, ses contrôles savent échouer, son classeur se relit."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from fabrique_budget_vert import cote, donnees, ligne

from core.acces import ACCES_LOCAL
from core.commandes.principale import principal
from core.documents.budget_vert import annexe as module
from core.documents.budget_vert.annexe import CLASSES, etablir
from core.documents.budget_vert.classeur import TETE, classeur
from core.documents.budget_vert.maquette import feuille, feuilles
from core.donnees.entrepot import Entrepot
from core.figures.budget_vert.annexe import vue_annexe
from core.methodes import budget_vert
from core.modele import Donnees, Nature
from core.resultat import SCHEMA_INDICATEURS

EXEMPLES = ("ville-orsevaux", "cc-val-de-lorvanne", "metropole-castelvive", "nuits-orsevaux")


@pytest.fixture(scope="module")
def exemples(base_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Donnees]:
    copie = tmp_path_factory.mktemp("annexe") / "comptes.duckdb"
    copie.write_bytes(base_demo.read_bytes())
    entrepot = Entrepot.ouvrir(copie)
    lues: dict[str, Donnees] = {nom: entrepot.donnees(ACCES_LOCAL, nom) for nom in EXEMPLES}
    entrepot.fermer()
    return lues


def investissement_du_fichier(tables: Donnees, exercice: int, sans: str = "") -> Decimal:
    """L'investissement réel mandaté, additionné dans les lignes importées sans aucune de nos fonctions."""
    lignes = tables["lignes_budgetaires"].filter(
        (pl.col("exercice") == exercice)
        & (pl.col("section") == "investissement")
        & (pl.col("sens") == "depense")
        & (pl.col("mouvement") == "reel")
        & pl.col("etape").is_in(["CA", "CFU"])
        & ~pl.col("nature").is_in(["001", "1068"])
    )
    if sans:
        lignes = lignes.filter(~pl.col("nature").str.starts_with(sans))
    return sum(lignes["realise_eur"].drop_nulls().to_list(), Decimal(0))


def synthese(lue: module.Annexe, cle: str) -> dict[str, object]:
    return lue.synthese.filter(pl.col("cle") == cle).row(0, named=True)


@pytest.mark.parametrize("territoire", ["ville-orsevaux", "cc-val-de-lorvanne", "metropole-castelvive"])
@pytest.mark.parametrize("exercice", [2023, 2024])
def test_les_totaux_de_l_annexe_sont_ceux_du_fichier(
    exemples: dict[str, Donnees], territoire: str, exercice: int
) -> None:
    lue = etablir(exemples[territoire], exercice, territoire)
    assert synthese(lue, "reel")["total"] == investissement_du_fichier(exemples[territoire], exercice)
    assert lue.juste and lue.controles.height > 0 and lue.nature is Nature.REALISE
    if exercice == 2023:
        muet = pl.col("nomenclature").is_null() & (pl.col("budget") != "principal")
        lues = {"lignes_budgetaires": exemples[territoire]["lignes_budgetaires"].filter(~muet)}
        assert synthese(lue, "analysees")["total"] == investissement_du_fichier(lues, exercice, "16")
    for axe, comptes in lue.axes.items():
        rang = synthese(lue, axe)
        for classe in (*CLASSES, "total"):
            assert sum(comptes[classe].to_list(), Decimal(0)) == rang[classe], (axe, classe)
        assert sum(Decimal(str(rang[classe])) for classe in CLASSES) == rang["total"]


def test_un_territoire_sans_investissement_a_une_annexe_vide_et_qui_le_dit(exemples: dict[str, Donnees]) -> None:
    lue = etablir(exemples["nuits-orsevaux"], 2024, "Nuits")
    assert synthese(lue, "analysees")["total"] is None and synthese(lue, "reel")["total"] is None
    vue = vue_annexe(lue.synthese, 2024, "17 comptes", lue.juste, pl.DataFrame(schema=SCHEMA_INDICATEURS), "Essai")
    assert vue.message == "Aucun investissement de 2024 n’entre dans le périmètre de l’annexe"
    assert openpyxl.load_workbook(io.BytesIO(classeur(lue)))["Synthèse"]["B5"].value is None


LIGNES = [
    ligne("21312", "1000.00", "École"),
    ligne("2151", "500.50", "Voirie"),
    ligne("2313", "300.00", "=1+1", chapitre="23"),
    ligne("1641", "9000.00", "Dette", chapitre="16"),
    ligne("2188", "70.00", "Mobilier"),
]
COTES = [
    cote("21312", "favorable", "École", quote_part=0.6),
    cote("21312", "neutre", "École", quote_part=0.4, morceau=2),
    cote("2151", "defavorable", "Voirie"),
]


def test_une_annexe_calculee_a_la_main() -> None:
    lue = etablir(donnees(LIGNES, COTES), 2024, "Essai")
    total = synthese(lue, "analysees")
    assert [total[classe] for classe in (*CLASSES, "total")] == [
        Decimal(un) for un in ("600.00", "0.00", "400.00", "500.50", "300.00", "1800.50")
    ]
    assert total["part_cotee"] == pytest.approx(1500.5 / 1800.5)
    assert synthese(lue, "reel")["total"] == Decimal("10870.50")
    assert list(lue.axes) == ["axe_1"]


def test_hors_de_2024_le_perimetre_et_les_axes_changent() -> None:
    suite = {
        annee: etablir(donnees([une | {"exercice": annee} for une in LIGNES]), annee, "E") for annee in (2025, 2027)
    }
    assert {annee: list(lue.axes) for annee, lue in suite.items()} == {
        2025: ["axe_1", "axe_6"],
        2027: [f"axe_{rang}" for rang in range(1, 7)],
    }
    assert synthese(suite[2025], "analysees")["total"] == Decimal("1870.50")


def test_un_prevu_sans_compte_execute_le_dit() -> None:
    vote = [une | {"etape": "BP", "vote_eur": une["realise_eur"], "realise_eur": None} for une in LIGNES]
    lue = etablir(donnees(vote), 2024, "Essai")
    assert lue.nature is Nature.PREVU
    assert "aucun investissement exécuté" in lue.notes.filter(pl.col("sujet") == "Montants")["note"][0]


def test_les_controles_savent_echouer(monkeypatch: pytest.MonkeyPatch) -> None:
    vrai = budget_vert.detail

    def fausse(tables: Donnees, exercice: int) -> pl.DataFrame:
        ecart = pl.when(pl.col("nature") == "2151").then(pl.col("montant_eur") + 1).otherwise(pl.col("montant_eur"))
        return vrai(tables, exercice).with_columns(montant_eur=ecart.cast(pl.Decimal(18, 2)))

    monkeypatch.setattr(budget_vert, "detail", fausse)
    lue = etablir(donnees(LIGNES, COTES), 2024, "Essai")
    assert not lue.juste
    assert lue.controles.filter(pl.col("constat") == "écart")["compte"].to_list() == ["2151"]
    vue = vue_annexe(lue.synthese, 2024, "17 comptes", lue.juste, pl.DataFrame(schema=SCHEMA_INDICATEURS), "Essai")
    assert "des écarts" in vue.sous_titre


def relire(lue: module.Annexe) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(classeur(lue)))


def test_le_classeur_suit_la_maquette_et_se_relit() -> None:
    lue = etablir(donnees(LIGNES, COTES), 2024, "=Essai")
    classe = relire(lue)
    assert classe.sheetnames == ["Synthèse", "Axe 1", "Contrôles", "Notes"]
    page = classe["Synthèse"]
    assert [une.value for une in page[TETE]] == [colonne.titre for colonne in feuille("synthese").colonnes]
    assert page["A5"].value == "Axe 1 : Atténuation du changement climatique"
    assert [page.cell(5, rang).value for rang in range(2, 8)] == [600, 0, 400, 500.5, 300, 1800.5]
    assert page["A6"].value == "Total dépenses réelles d'investissement" and page["B6"].value is None
    assert page["G6"].value == 10870.5 and page["G7"].value == 1800.5
    assert page["A7"].value == "dont analysées (périmètre de l'annexe), axe 1"
    axe = list(classe["Axe 1"].iter_rows(min_row=TETE + 1, values_only=True))
    assert axe[-1][0] == "Total de l'axe" and axe[-1][10] == 1800.5
    assert [rang[3] for rang in axe if rang[3]] == ["21312", "2151", "2313"]
    assert ("principal", "Total du chapitre 21") in {rang[:2] for rang in axe}
    assert {rang[8] for rang in classe["Contrôles"].iter_rows(min_row=TETE + 1, values_only=True)} == {"OK"}


def test_aucune_cellule_n_est_une_formule() -> None:
    piege = [ligne("21312", "10.00", "École", budget="=cmd()"), ligne("2151", "20.00", "V", budget="@x")]
    for page in relire(etablir(donnees(piege), 2024, "=1+1")):
        for rang in page.iter_rows():
            assert all(
                cellule.data_type != "f" and not str(cellule.value or "").startswith(("=", "@")) for cellule in rang
            )


def test_les_notes_disent_ce_qui_reste_a_verifier() -> None:
    notes = dict(etablir(donnees(LIGNES, COTES), 2024, "Essai").notes.iter_rows())
    assert "2315" in notes["À vérifier : les comptes"] and "2317" in notes["À vérifier : les comptes"]
    assert "maquette_annexe.csv" in notes["À vérifier : la maquette"]
    en_2025 = dict(etablir(donnees([une | {"exercice": 2025} for une in LIGNES]), 2025, "E").notes.iter_rows())
    assert "165 (cautions reçues, exclu aujourd’hui)" in en_2025["À vérifier : les comptes"]
    assert "principal (1\u202f800\u00a0€)" in notes["Budgets compris"]
    assert (
        "à blanc"
        in dict(etablir(donnees([une | {"exercice": 2022} for une in LIGNES]), 2022, "E").notes.iter_rows())["Statut"]
    )


def test_les_notes_nomment_les_budgets_laisses_de_cote() -> None:
    vote = ligne("2111", None, "Lot", budget="Lotissement", etape="BP") | {"vote_eur": Decimal(70)}
    eau = ligne("21531", "40.00", "Réseau", budget="Eau", nomenclature="M49")
    rien = ligne("2111", "0.00", "Vide", budget="Halle", nomenclature="M4")
    notes = dict(etablir(donnees([*LIGNES, vote, eau, rien], COTES), 2024, "Essai").notes.iter_rows())
    assert notes["Budgets laissés de côté"] == (
        "Eau (40\u00a0€ : hors du périmètre, nomenclature M49) et Lotissement (70\u00a0€ : prévus, aucun compte "
        "exécuté n'est importé)."
    )
    assert dict(etablir(donnees(LIGNES), 2024, "E").notes.iter_rows())["Budgets laissés de côté"] == "Aucun."
    assert "3 500 habitants" in notes["Statut"]


def test_la_maquette_decrit_chaque_feuille_sans_doublon() -> None:
    assert feuilles() == ["synthese", "axe", "controles", "notes"]
    for cle in feuilles():
        cles = [colonne.cle for colonne in feuille(cle).colonnes]
        assert len(cles) == len(set(cles)) and all(colonne.largeur > 0 for colonne in feuille(cle).colonnes)


def test_la_commande_ecrit_l_annexe(base_copiee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sortie = tmp_path / "annexe.xlsx"
    commun = [
        "--base",
        str(base_copiee),
        "--json",
        "annexe",
        "--territoire",
        "ville-orsevaux",
        "--exercice",
        "2024",
        "-o",
    ]
    assert principal([*commun, str(sortie)]) == 0
    objet = json.loads(capsys.readouterr().out)
    assert objet["statut"] == "ecrit" and objet["controles_exacts"] is True
    assert openpyxl.load_workbook(sortie)["Synthèse"]["G5"].value == pytest.approx(float(objet["analysees_eur"]))
    assert principal([*commun, str(tmp_path / "absent" / "annexe.xlsx")]) == 1
    assert json.loads(capsys.readouterr().out)["erreur"]["quoi"].startswith("L'annexe ne peut pas être écrite")


def test_sans_ligne_dans_le_perimetre_la_commande_refuse(
    base_copiee: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sortie = tmp_path / "annexe.xlsx"
    assert (
        principal(
            [
                "--base",
                str(base_copiee),
                "--json",
                "annexe",
                "--territoire",
                "nuits-orsevaux",
                "--exercice",
                "2024",
                "-o",
                str(sortie),
            ]
        )
        == 1
    )
    erreur = json.loads(capsys.readouterr().out)["erreur"]
    assert "Aucune dépense de 2024" in erreur["quoi"] and "Choisissez un exercice" in erreur["que_faire"]
    assert not sortie.exists()
