"""Montreuil, comptes administratifs 2021 et 2022 réels : importés, cotés par les règles, confirmés, annexés, relus.

Le montant attendu est additionné dans le XML lui-même, sans aucune de nos fonctions.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import fastexcel
import openpyxl
import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.commandes.principale import principal
from core.communs.affectations import en_vigueur
from core.communs.depenses import depenses_reelles
from core.documents.budget_vert import classeur as document
from core.documents.budget_vert.annexe import CLASSES, Annexe, etablir
from core.documents.budget_vert.classeur import TETE
from core.donnees.entrepot import Entrepot
from core.donnees.saisie import enregistrer
from core.methodes import budget_vert
from core.modele import Donnees
from core.usages.cotation.lots import Acte, Lot, confirmables, confirmer, preparer
from core.usages.cotation.travail import file_a_coter
from tests.pages.visite import ouvrir_sur

REELS = Path(__file__).resolve().parents[2].parent / "shared" / "donnees" / "budget" / "totem_xml"
EXERCICES = (2021, 2022)
ESPACE = "{http://www.minefi.gouv.fr/cp/demat/docbudgetaire}"
DETTE = "16"


@dataclass(frozen=True)
class Ville:
    """La base de Montreuil avant et après cotation."""

    base: Path
    avant: Donnees
    apres: Donnees


@pytest.fixture(scope="module")
def montreuil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ville]:
    if not all((REELS / f"montreuil_CA_{annee}.xml").exists() for annee in EXERCICES):
        pytest.skip("Les comptes administratifs de Montreuil ne sont pas sur ce poste (dossier shared/donnees).")
    base = tmp_path_factory.mktemp("montreuil") / "comptes.duckdb"
    commande = ["--base", str(base)]
    territoire = ["--ajouter", "montreuil", "--nom", "Montreuil", "--type", "commune", "--population", "110000"]
    assert principal([*commande, "territoires", *territoire]) == 0
    for annee in EXERCICES:
        fichier = str(REELS / f"montreuil_CA_{annee}.xml")
        assert principal([*commande, "importer", fichier, "--territoire", "montreuil"]) == 0
    entrepot = Entrepot.ouvrir(base)
    avant = entrepot.donnees(ACCES_LOCAL, "montreuil")
    for annee in EXERCICES:
        for axe in budget_vert.perimetre_annexe({}, annee).axes:
            lot = confirmer_les_propositions(entrepot.donnees(ACCES_LOCAL, "montreuil"), annee, axe)
            if lot.lignes.height:
                enregistrer(entrepot, ACCES_LOCAL, "montreuil", "affectations", lot.lignes, "Cotation", publier=True)
    apres = entrepot.donnees(ACCES_LOCAL, "montreuil")
    entrepot.fermer()
    yield Ville(base, avant, apres)


def confirmer_les_propositions(tables: Donnees, exercice: int, axe: str) -> Lot:
    """Ce que fait le bouton « Confirmer » de l'écran : une personne prend à son compte ce que la règle conclut."""
    lignes = depenses_reelles(tables, exercice)
    file = file_a_coter(lignes, en_vigueur(tables["affectations"], exercice), axe)
    return preparer(
        Acte(exercice, axe, "Direction des finances", date(2023, 4, 3)), confirmer(file, {}), tables["affectations"]
    )


def mandate(exercice: int, *, sans_dette: bool) -> dict[str, Decimal]:
    """Par compte : l'investissement réel mandaté, lu dans le XML (dépense, opération réelle, comptes des classes 1, 2
    et 4)."""
    montants: dict[str, Decimal] = {}
    for ligne in ElementTree.parse(REELS / f"montreuil_CA_{exercice}.xml").getroot().iter(f"{ESPACE}LigneBudget"):
        lu = {fils.tag.removeprefix(ESPACE): fils.get("V") for fils in ligne}
        compte = str(lu["Nature"])
        ecartee = compte in ("001", "1068") or compte[0] not in "124" or (sans_dette and compte.startswith(DETTE))
        if lu["CodRD"] == "D" and lu["OpBudg"] == "0" and lu.get("MtReal") and not ecartee:
            montants[compte] = montants.get(compte, Decimal(0)) + Decimal(str(lu["MtReal"]))
    return {compte: montant for compte, montant in montants.items() if montant}


def rang(lue: Annexe, cle: str) -> dict[str, object]:
    return lue.synthese.filter(pl.col("cle") == cle).row(0, named=True)


@pytest.mark.parametrize("exercice", EXERCICES)
def test_chaque_compte_de_l_annexe_a_le_montant_du_fichier(montreuil: Ville, exercice: int) -> None:
    lue = etablir(montreuil.apres, exercice, "Montreuil")
    attendus = mandate(exercice, sans_dette=True)
    assert len(attendus) > 30 and lue.juste
    for axe, comptes in lue.axes.items():
        par_compte = dict(comptes.group_by("compte").agg(pl.col("total").sum()).iter_rows())
        assert par_compte == attendus, axe
        assert sum((rang(lue, axe)[classe] for classe in CLASSES), Decimal(0)) == sum(attendus.values())
    assert rang(lue, "analysees")["total"] == sum(attendus.values())
    assert rang(lue, "reel")["total"] == sum(mandate(exercice, sans_dette=False).values())


@pytest.mark.parametrize("exercice", EXERCICES)
def test_les_regles_confirmees_cotent_sans_deplacer_un_centime(montreuil: Ville, exercice: int) -> None:
    avant, apres = (etablir(tables, exercice, "Montreuil") for tables in (montreuil.avant, montreuil.apres))
    assert rang(avant, "axe_1")["non_cote"] == rang(avant, "axe_1")["total"] == rang(apres, "axe_1")["total"]
    part = rang(apres, "axe_1")["part_cotee"]
    assert isinstance(part, float) and 0.2 < part < 1
    assert {classe for classe in CLASSES if rang(apres, "axe_1")[classe]} >= {
        "favorable",
        "neutre",
        "defavorable",
        "non_cote",
    }
    sixieme = rang(apres, "axe_6")["part_cotee"]
    assert isinstance(sixieme, float) and 0 < sixieme < part, "les règles concluent moins souvent sous l'axe 6"
    cotations = montreuil.apres["affectations"].filter(pl.col("exercice") == exercice)
    assert cotations["regle"].null_count() == 0 and cotations["auteur"].unique().to_list() == ["Direction des finances"]


def test_la_cotation_de_2021_est_reprise_en_2022(montreuil: Ville) -> None:
    de_2021 = dict(montreuil.apres) | {
        "affectations": montreuil.apres["affectations"].filter(pl.col("exercice") == 2021)
    }
    statuts = budget_vert.detail(de_2021, 2022).filter("dans_annexe")["statut_axe_1"].value_counts()
    assert dict(statuts.drop_nulls().iter_rows()).keys() == {"reprise"}
    file = file_a_coter(depenses_reelles(de_2021, 2022), en_vigueur(de_2021["affectations"], 2022), "axe_1")
    assert confirmables(file).height < file.filter(pl.col("statut") == "reprise").height


@pytest.mark.parametrize("exercice", EXERCICES)
def test_la_commande_ecrit_un_classeur_qui_se_relit_au_centime(
    montreuil: Ville, exercice: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sortie, attendus = tmp_path / "annexe.xlsx", mandate(exercice, sans_dette=True)
    arguments = ["annexe", "--territoire", "montreuil", "--exercice", str(exercice), "-o", str(sortie)]
    assert principal(["--base", str(montreuil.base), "--json", *arguments]) == 0
    objet = json.loads(capsys.readouterr().out)
    assert Decimal(objet["analysees_eur"]) == sum(attendus.values()) and objet["controles_exacts"] is True
    verifier_le_classeur(sortie.read_bytes(), attendus)


def verifier_le_classeur(contenu: bytes, attendus: dict[str, Decimal]) -> None:
    """Relu par deux lecteurs : les totaux par compte et par axe, les contrôles, et pas une formule."""
    lecteur = fastexcel.read_excel(contenu)
    assert lecteur.sheet_names == ["Synthèse", "Axe 1", "Axe 6", "Contrôles", "Notes"]
    for onglet in ("Axe 1", "Axe 6"):
        feuille = pl.from_arrow(lecteur.load_sheet(onglet, header_row=TETE - 1, dtypes="string").to_arrow())
        assert isinstance(feuille, pl.DataFrame)
        comptes = feuille.filter(pl.col("Compte").is_not_null()).select("Compte", pl.col("Total (€)").cast(pl.Float64))
        lus = comptes.group_by("Compte").agg(pl.col("Total (€)").sum().round(2))
        assert {compte: Decimal(str(montant)) for compte, montant in lus.iter_rows()} == {
            compte: montant.normalize() for compte, montant in attendus.items()
        }
    classeur = openpyxl.load_workbook(io.BytesIO(contenu))
    assert classeur["Synthèse"]["G5"].value == float(sum(attendus.values()))
    constats = {cellules[8] for cellules in classeur["Contrôles"].iter_rows(min_row=TETE + 1, values_only=True)}
    assert constats == {"OK"}
    assert all(cellule.data_type != "f" for page in classeur for cellules in page.iter_rows() for cellule in cellules)


def test_l_ecran_donne_le_meme_classeur(montreuil: Ville, monkeypatch: pytest.MonkeyPatch) -> None:
    ecrits: list[bytes] = []

    def retenir(lue: Annexe) -> bytes:
        ecrits.append(vrai(lue))
        return ecrits[-1]

    vrai = document.classeur
    monkeypatch.setattr(document, "classeur", retenir)
    monkeypatch.setenv("COMPTES_BASE", str(montreuil.base))
    page = ouvrir_sur("budget_vert", {"territoire": "montreuil", "exercice": "2022", "vue": "annexe"})
    assert not page.exception and not page.error
    attendus = mandate(2022, sans_dette=True)
    millions = f"{sum(attendus.values()) / 1_000_000:.1f}".replace(".", ",")
    assert page.title[0].value.replace("\\", "").startswith(f"L’annexe 2022 regarde {millions}\u00a0M€")
    verifier_le_classeur(ecrits[0], attendus)
