"""Les plans de comptes : la M4 livrée, ceux d'une autre année importés tels que la DGCL les publie, et ce qu'ils
changent."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.communs.classement import classer
from core.donnees.apercu import OptionsImport
from core.donnees.entrepot import Entrepot
from core.donnees.importation import importer, previsualiser
from core.donnees.lecture.plan_de_comptes import est_un_plan, lire_plan
from core.erreurs import FichierRefuse
from core.modele import Territoire
from core.plan_de_comptes import PLANS, chapitres, deduire, nomenclature_connue, nomenclature_probable, plan_de_comptes
from core.plans_portes import plans_portes
from core.tables.plans import PLANS_DE_COMPTES
from tests.fabrique import table

PUBLICS = Path(__file__).resolve().parents[3] / "shared" / "donnees" / "budget" / "plan_de_compte_xml"
FICHIERS = {
    "M14": "planDeCompte_2023_M14_COM_SUP3500.xml",
    "M57_D": "planDeCompte_2024_M57_D.xml",
    **{cle: f"planDeCompte_2024_{cle}.xml" for cle in ("M4", "M41", "M49_A", "M49_D")},
}
CORRIGES = {"786"}
"""Le libellé d'un compte M57 corrigé à la main : il y manque sa première lettre."""
PLAN = """<?xml version='1.0' encoding='UTF-8'?>
<!-- plan inventé -->
<Nomenclature xmlns="http://www.minefi.gouv.fr/cp/demat/plancomptes" Norme="{norme}" Declinaison="{norme}" Exer="2030">
  <Nature>
    <Chapitres>
      <Chapitre Code="011" Libelle="Charges inventées" TypeChapitre="G" Section="F" Special="0"/>
      <Chapitre Code="21" Libelle="Biens inventés" TypeChapitre="G" Section="I" Special="0"/>
      <Chapitre Code="040" Libelle="Opérations d'ordre de transfert" TypeChapitre="G" Section="I" Special="0"/>
    </Chapitres>
    <Comptes>
      <Compte Code="60" Libelle="Achats  inventés" RegrTotalise="1">
        <Compte Code="6099" Libelle="Énergie inventée" DEquip="0" DR="011" DOES="" DOIS="" RR="" ROES="" ROIS=""/>
      </Compte>
      <Compte Code="21" Libelle="Biens">
        <Compte Code="2101" Libelle="Un" DEquip="1" DR="21" DOES="040" DOIS="" RR="21" ROES="" ROIS=""/>
        <Compte Code="2102" Libelle="Deux" DEquip="0" DR="22" DOES="040" DOIS="" RR="" ROES="" ROIS="" Supprime="1"/>
      </Compte>
      <Compte Code="99" Libelle="Hors budget" DEquip="0" DR="" DOES="" DOIS="" RR="" ROES="" ROIS=""/>
    </Comptes>
  </Nature>
  <Fonction><RefFonctionnelles><RefFonc Code="0" Libelle="Services"/></RefFonctionnelles></Fonction>
</Nomenclature>
"""


def plan_invente(dossier: Path, norme: str = "M52") -> Path:
    chemin = dossier / "planDeCompte.xml"
    chemin.write_text(PLAN.format(norme=norme), encoding="utf-8")
    return chemin


def lu(chemin: Path) -> pl.DataFrame:
    feuille = lire_plan(chemin, "").feuilles[0]
    return feuille.lignes.rename({f"c{place}": nom for place, nom in enumerate(feuille.entetes)})


def portees(chemin: Path) -> dict[str, pl.DataFrame]:
    rangs = lu(chemin).drop("ligne").with_columns(pl.col("annee").cast(pl.Int32))
    return {PLANS_DE_COMPTES.nom: table(PLANS_DE_COMPTES.nom, rangs.to_dicts())}


@pytest.mark.parametrize("cle", FICHIERS)
def test_le_plan_officiel_lu_est_celui_qui_est_livre(cle: str) -> None:
    chemin = PUBLICS / FICHIERS[cle]
    if not chemin.exists():
        pytest.skip("Les plans de comptes publics ne sont pas sur ce poste (dossier shared/donnees à côté du dépôt).")
    assert est_un_plan(chemin)
    rangs = lu(chemin)
    assert rangs["nomenclature"].unique().to_list() == [cle]
    comptes = rangs.filter(sorte="compte").select(plan_de_comptes(cle).columns).sort("code")
    gardes = ~pl.col("code").is_in(CORRIGES if cle == "M57_D" else set())
    assert comptes.filter(gardes).equals(plan_de_comptes(cle).filter(gardes))
    lus = rangs.filter(pl.col("sorte").str.starts_with("chapitre")).select("code", "libelle", "section", "mouvement")
    livres = chapitres(cle).select("code", "libelle", "section", "mouvement")
    assert lus.sort(pl.all()).equals(livres.sort(pl.all()))


@pytest.mark.parametrize(
    ("texte", "cle"),
    [
        ("M4", "M4"),
        ("m 41", "M41"),
        ("M49", "M49_D"),
        ("M4-M49_A", "M49_A"),
        ("M49 abrégée", "M49_A"),
        ("M43", None),
        ("M52", None),
    ],
)
def test_une_nomenclature_m4_se_ramene_a_son_plan(texte: str, cle: str | None) -> None:
    assert nomenclature_connue(texte) == cle and (cle is None or cle in PLANS)


def test_la_m4_deduit_ce_que_la_m57_ne_peut_pas_et_ne_se_devine_jamais() -> None:
    dits = deduire(pl.DataFrame({"nature": ["6061", "2315"], "nomenclature": ["M4", "M49"], "sens": ["depense"] * 2}))
    assert dits["nomenclature"].to_list() == ["M4", "M49_D"]
    assert dits.select("section", "chapitre").rows() == [("fonctionnement", "011"), ("investissement", None)]
    for cle in ("M4", "M41", "M49_A", "M49_D"):
        assert nomenclature_probable(plan_de_comptes(cle)["code"], 2024) in {"M57_D", "M57_A"}


def test_un_plan_xml_se_lit_comptes_chapitres_et_fonctions(tmp_path: Path) -> None:
    chemin = plan_invente(tmp_path)
    rangs = {(une["sorte"], une["code"]): une for une in lu(chemin).iter_rows(named=True)}
    assert est_un_plan(chemin) and len(rangs) == 9 and ("compte", "99") not in rangs
    achats, biens = rangs["compte", "60"], rangs["compte", "21"]
    assert (achats["libelle"], achats["depense_reelle"], achats["equipement"]) == ("Achats inventés", "011", "non")
    assert (biens["depense_reelle"], biens["recette_reelle"], biens["equipement"]) == ("plusieurs", "21", None)
    assert rangs["compte", "2102"]["ferme"] == "oui"
    assert rangs["chapitre", "040"]["mouvement"] == "ordre" and rangs["chapitre", "21"]["mouvement"] == "reel"
    assert rangs["fonction", "0"]["libelle"] == "Services"


@pytest.mark.parametrize(
    ("abime", "dit"),
    [
        (lambda texte: texte[: len(texte) // 2], "coupé ou mal formé"),
        (lambda texte: texte.replace(' Exer="2030"', ""), "ne dit pas son exercice"),
        (lambda texte: texte.replace("Compte ", "Autre ").replace("</Compte>", "</Autre>"), "aucun compte"),
    ],
)
def test_un_plan_abime_est_refuse_en_le_disant(tmp_path: Path, abime: object, dit: str) -> None:
    chemin = plan_invente(tmp_path)
    chemin.write_text(abime(PLAN.format(norme="M52")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(FichierRefuse) as refus:
        lire_plan(chemin, "Fichier « p.xml »")
    assert dit in str(refus.value)


def test_un_plan_importe_passe_avant_celui_qui_est_livre_pour_son_annee_seulement(tmp_path: Path) -> None:
    donnees = portees(plan_invente(tmp_path, "M57"))
    lignes = pl.DataFrame({"nature": ["6099"] * 2, "sens": ["depense"] * 2, "exercice": [2030, 2029]})
    lignes = lignes.with_columns(nomenclature=pl.lit("M57"))
    dits = deduire(lignes, plans_portes(donnees))
    assert dits["libelle_compte"].to_list() == ["Énergie inventée", deduire(lignes)["libelle_compte"][1]]
    assert dits["chapitre"][0] == "011"


def test_une_nomenclature_importee_nomme_ses_chapitres_sans_emprunter_les_politiques_de_la_m57(tmp_path: Path) -> None:
    socle = {"exercice": 2030, "etape": "CA", "budget": "principal", "section": "fonctionnement", "sens": "depense"}
    ligne = socle | {"mouvement": "reel", "nature": "6099", "fonction": "0", "nomenclature": "M52"}
    lignes = table("lignes_budgetaires", [ligne])
    seules = classer(lignes, "principal", {})
    avec = classer(lignes, "principal", portees(plan_invente(tmp_path)))
    assert seules["poste_chapitre"].to_list() != avec["poste_chapitre"].to_list() == ["011 Charges inventées"]
    assert avec["poste_politique"].to_list() == ["Politique non renseignée"]


def test_un_plan_depose_sert_au_budget_depose_ensuite(tmp_path: Path) -> None:
    entrepot = Entrepot.ouvrir(tmp_path / "base.duckdb")
    entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id="essai", nom="Essai", type="departement"))
    budget = tmp_path / "budget.csv"
    budget.write_text(
        "exercice;etape;budget;nature;nomenclature;realise_eur\n2030;CA;principal;6099;M52;10\n", encoding="utf-8"
    )
    for chemin in (plan_invente(tmp_path), budget):
        apercu = previsualiser(entrepot, ACCES_LOCAL, "essai", chemin, chemin.name, OptionsImport())
        importer(entrepot, ACCES_LOCAL, apercu)
    lue = entrepot.courantes(ACCES_LOCAL, "essai", "lignes_budgetaires").row(0, named=True)
    entrepot.fermer()
    assert (lue["sens"], lue["section"], lue["chapitre"]) == ("depense", "fonctionnement", "011")
    assert lue["libelle"] == "Énergie inventée"
