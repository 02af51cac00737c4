"""Les règles de cotation : toutes portées, la plus précise d'abord, et jamais une classe donnée sans qu'on la dise."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from fabrique_affectations import depense, donnees, table

from core.communs.affectations import ISSUES, en_vigueur, propositions, repartir
from core.communs.affectations.regles import LIVREES, SCHEMA_PROPOSITIONS, regles_de
from core.communs.depenses import depenses_reelles
from core.methodes import budget_vert, execution
from core.plan_de_comptes import PLANS, plan_de_comptes
from core.references import cle, reference, sources
from core.tables.affectations import CLASSES_AXE, LENTILLES_AFFECTATION

GRAINES = Path(__file__).resolve().parents[3] / "shared" / "donnees" / "budget" / "regles_cotation_seed.csv"
CLASSES_DES_GRAINES = {"plutot_favorable": "favorable"}


def proposee(lentille: str = "axe_1", **champs: object) -> dict[str, object] | None:
    """Ce que les règles disent d'une ligne ; nul si aucune ne la reconnaît."""
    frame = table("lignes_budgetaires", [{"nature": "2188"} | champs])
    dites = propositions(frame, lentille)
    assert dict(dites.schema) == SCHEMA_PROPOSITIONS
    return dites.row(0, named=True) if dites.height else None


def regle(**champs: object) -> str | None:
    dite = proposee(**champs)  # type: ignore[arg-type]
    return None if dite is None else str(dite["regle"])


@pytest.mark.skipif(
    not GRAINES.exists(), reason="Les 39 règles de départ ne sont pas sur ce poste (dossier shared/donnees)."
)
def test_les_trente_neuf_regles_de_depart_sont_toutes_portees() -> None:
    graines = list(csv.DictReader(GRAINES.open(encoding="utf-8")))
    livrees = {une["id"]: une for une in reference("regles_cotation").iter_rows(named=True)}
    assert len(graines) == 39
    for graine in graines:
        livree = livrees[graine["id"]]
        assert livree["lentille"] == f"axe_{graine['axe']}"
        assert livree["defaut"] == CLASSES_DES_GRAINES.get(graine["cotation_par_defaut"], graine["cotation_par_defaut"])
        assert set(graine["motifs_nature"].split(";")) <= set(livree["motifs_nature"].split(";"))
        fonctions = set(livree["motifs_fonction"].split(";"))
        assert all({motif, f"{motif}*"} & fonctions for motif in graine["motifs_fonction"].split(";"))
        assert set(graine["mots_cles"].split(";")) <= set(livree["mots_cles"].split(";"))
        assert bool(graine["questions"]) == bool(livree["question"])
        si_oui = graine["cotation_si_oui"]
        attendues = {morceau.rpartition("=")[2] for morceau in si_oui.split(";") if morceau}
        postes = {
            reponse["poste"]
            for reponse in regles_de(LIVREES).filter(pl.col("regle") == graine["id"])["reponses"].item()
        }
        assert postes == {CLASSES_DES_GRAINES.get(une, une) for une in attendues}, graine["id"]


def test_les_regles_livrees_sont_bien_formees() -> None:
    regles = regles_de(LIVREES)
    assert regles["regle"].is_unique().all()
    assert set(regles["lentille"]) == {"axe_1", "axe_6"} and set(regles["issue"]) <= set(ISSUES)
    assert set(regles["poste"].drop_nulls()) <= set(CLASSES_AXE)
    assert {reponse["poste"] for liste in regles["reponses"] for reponse in liste} <= set(CLASSES_AXE)
    assert set(regles["role_mots_cles"]) == {"departage", "conclut", "exige", "decrit"}
    assert (
        regles.filter((pl.col("issue") != "classe") & (pl.col("issue") != "hors_perimetre"))["question"].null_count()
        == 0
    )
    assert not any(sources()[une].verifiee for une in regles["source"].unique())


def test_aucune_regle_ne_cote_une_ligne_d_elle_meme() -> None:
    tables = donnees({"lignes_budgetaires": [depense("Plantations", nature="2121"), depense("Fioul", nature="60621")]})
    lignes = depenses_reelles(tables, 2024)
    assert propositions(lignes, "axe_1")["poste"].to_list() == ["tres_favorable", "defavorable"]
    coupees = repartir(lignes, en_vigueur(tables["affectations"], 2024), ["axe_1"])
    assert coupees["axe_1"].null_count() == 2
    assert set(budget_vert.detail(tables, 2024)["axe_1"]) == {"non_cote"}


@pytest.mark.parametrize(
    ("champs", "attendue"),
    [
        ({"nature": "21351", "libelle": "Isolation de l'école"}, "A1-18"),
        ({"nature": "21351", "libelle": "Remplacement de la chaudière à gaz"}, "A1-19"),
        ({"nature": "21351", "libelle": "Peintures du gymnase"}, "A1-20"),
        ({"nature": "2313", "libelle": "Maison de quartier"}, "A1-17"),
        ({"nature": "2151", "fonction": "844", "libelle": "Réfection"}, "A1-21"),
        ({"nature": "2151", "fonction": "87", "libelle": "Réfection"}, "A1-22"),
        ({"nature": "2152", "fonction": "512", "libelle": "Éclairage LED"}, "A1-23"),
        ({"nature": "2128", "fonction": "511"}, "A1-15"),
        ({"nature": "2128", "fonction": "511", "libelle": "Nouveau parking"}, "A1-16"),
        ({"nature": "6188", "fonction": "311"}, "A1-30"),
        ({"nature": "60621", "fonction": "020", "libelle": "Combustible de l'administration"}, "A1-03"),
        ({"nature": "1641"}, "A1-01"),
        ({"nature": "739223"}, "A1-01"),
        ({"nature": "1675"}, "A1-31"),
        ({"nature": "204182", "fonction": "82"}, "A1-29"),
        ({"nature": "2188", "fonction": "212"}, None),
    ],
)
def test_la_regle_la_plus_precise_l_emporte(champs: dict[str, object], attendue: str | None) -> None:
    assert regle(**champs) == attendue


def test_un_compte_large_n_est_ni_favorable_ni_defavorable_sans_un_mot_qui_le_dise() -> None:
    sans = proposee(nature="21351", libelle="Travaux divers")
    assert sans is not None and (sans["issue"], sans["poste"]) == ("indefini", None) and sans["question"]
    avec = proposee(nature="21351", libelle="Réhabilitations thermiques")
    assert avec is not None and (avec["issue"], avec["poste"], avec["par_mot_cle"]) == ("classe", "favorable", True)
    assert proposee(nature="2158", libelle="Outillage du garage") is None
    assert proposee(nature="2158", libelle="Chaudière fioul") is not None
    eau = proposee("axe_6", nature="2312", fonction="73", libelle="Station d'épuration")
    assert eau is not None and eau["poste"] is None


@pytest.mark.parametrize(
    ("libelle", "reconnu"),
    [
        ("Éclairage LED", True),
        ("LED's rue Haute", True),
        ("Collede du marché", False),
        ("éclairages publics", True),
        ("Reportage", False),
    ],
)
def test_un_mot_cle_est_un_mot_entier_du_libelle(libelle: str, reconnu: bool) -> None:
    dite = proposee(nature="2152", fonction="512", libelle=libelle, service="éclairage public")
    assert dite is not None and dite["par_mot_cle"] is reconnu


def test_les_fonctions_se_lisent_dans_leur_nomenclature() -> None:
    assert regle(nature="2151", fonction="822", nomenclature="M14") == "A1-21"
    assert regle(nature="2151", fonction="822", nomenclature="M57") == "A1-24"
    assert regle(nature="2151", fonction="90844", nomenclature="M57") == "A1-21"
    assert regle(nature="2151", fonction="844", nomenclature="M4") is None
    assert regle(nature="2031", fonction="844", nomenclature="M4") == "A1-12"


def test_une_ligne_sans_fonction_ni_libelle_n_est_jugee_que_sur_son_compte() -> None:
    assert regle(nature="2151") is None
    assert regle(nature="60622") == "A1-06"


def test_sous_une_lentille_sans_regle_rien_n_est_propose() -> None:
    for lentille in set(LENTILLES_AFFECTATION) - {"axe_1", "axe_6"}:
        assert proposee(lentille, nature="2121") is None
    assert propositions(table("lignes_budgetaires", []), "axe_1").is_empty()


def test_une_proposition_par_signature_quel_que_soit_l_ordre() -> None:
    lignes = table(
        "lignes_budgetaires", [depense("A", nature="2121"), depense("a", nature="2121"), depense("B", nature="2031")]
    )
    dites = propositions(lignes, "axe_1")
    assert dites["signature"].is_unique().all() and dites.height == 2
    assert propositions(lignes.reverse(), "axe_1").sort("signature").equals(dites.sort("signature"))


def test_ce_que_les_regles_mettent_hors_du_perimetre_est_ce_que_le_budget_vert_n_examine_pas() -> None:
    comptes = sorted(
        {
            compte
            for plan in PLANS
            for compte in plan_de_comptes(plan).filter(pl.col("depense_reelle").is_not_null())["code"]
            if compte[:1] in "126"
        }
    )
    tables = donnees({"lignes_budgetaires": [depense("x", nature=compte, exercice=2025) for compte in comptes]})
    lignes = depenses_reelles(tables, 2025)
    dites = propositions(lignes, "axe_1").filter(pl.col("issue") == "hors_perimetre")["signature"].to_list()
    sorts = budget_vert.detail(tables, 2025).with_columns(regle=pl.col("signature").is_in(dites))
    ecart = sorts.filter(pl.col("regle") == (pl.col("dans_budget") | pl.col("dans_annexe")))
    assert ecart["nature"].to_list() == []


def test_les_regles_sont_celles_que_portent_les_donnees() -> None:
    """Une version datée des règles remplace celle qui est livrée, sans toucher au code."""
    lignes = table("lignes_budgetaires", [{"nature": "2121", "libelle": "Plantations"}])
    livrees = reference("regles_cotation")
    assert propositions(lignes, "axe_1").height > 0
    assert propositions(lignes, "axe_1", {cle("regles_cotation"): livrees.clear()}).is_empty()
    inversees = livrees.with_columns(defaut=pl.col("defaut").replace("tres_favorable", "defavorable"))
    dites = propositions(lignes, "axe_1", {cle("regles_cotation"): inversees})
    assert "tres_favorable" in set(propositions(lignes, "axe_1")["poste"])
    assert "tres_favorable" not in set(dites["poste"])


def test_la_politique_d_une_fonction_est_celle_que_disent_les_donnees() -> None:
    """Toutes les méthodes la lisent au même endroit : l'exécution par politique, ses lignes, les dépenses réelles."""
    fonctions = [depense("Cantine", nature="60623", fonction="281"), depense("Voirie", nature="615231", fonction="845")]
    tables = donnees({"lignes_budgetaires": fonctions})
    autres = tables | {cle("politiques"): reference("politiques").with_columns(politique=pl.lit("Une seule"))}
    for lues, attendue in ((tables, False), (autres, True)):
        postes = execution.calculer(lues, 2024).filter(pl.col("indicateur").str.ends_with("_par_politique"))["poste"]
        assert (set(postes.drop_nulls()) == {"Une seule"}) is attendue
        assert (set(execution.detail(lues, 2024)["poste_politique"]) == {"Une seule"}) is attendue
        assert (set(depenses_reelles(lues, 2024)["politique"]) == {"Une seule"}) is attendue
