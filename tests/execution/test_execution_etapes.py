"""Quel document compte, quel budget est le principal, et ce que fait la méthode quand il manque quelque chose."""

from __future__ import annotations

import json

import polars as pl
import pytest
from fabrique_execution import donnees, ligne, valeur

from core.erreurs import TableManquante
from core.methodes import execution
from core.references import sources
from core.resultat import SCHEMA_INDICATEURS

DEPENSES = "depenses_reelles_fonctionnement"


def test_le_compte_financier_unique_passe_avant_le_compte_administratif() -> None:
    lignes = [ligne("depense", "60612", 90, 100, etape="CA"), ligne("depense", "60612", 80, 110, etape="CFU")]
    indicateurs = execution.calculer(donnees(lignes), 2024)
    assert valeur(indicateurs, DEPENSES) == 80
    assert valeur(indicateurs, DEPENSES, nature="prevu") == 110


def test_sans_credits_au_compte_le_prevu_vient_des_votes() -> None:
    lignes = [
        ligne("depense", "60612", 90, None, etape="CA"),
        ligne("depense", "60612", etape="BP", vote_eur=100),
        ligne("depense", "60612", etape="DM", vote_eur=-5),
    ]
    indicateurs = execution.calculer(donnees(lignes), 2024)
    assert valeur(indicateurs, DEPENSES, nature="prevu") == 95
    assert valeur(indicateurs, f"taux_execution_{DEPENSES}") == pytest.approx(90 / 95)


def test_les_votes_ne_s_ajoutent_pas_aux_credits_ouverts() -> None:
    lignes = [
        ligne("depense", "60612", 90, 100, etape="CA", vote_eur=60),
        ligne("depense", "60612", etape="BP", vote_eur=60),
    ]
    assert valeur(execution.calculer(donnees(lignes), 2024), DEPENSES, nature="prevu") == 100


def test_un_budget_annexe_n_est_jamais_ajoute_au_principal() -> None:
    lignes = [
        ligne("depense", "60612", 90, 100),
        ligne("depense", "60612", 40, 50, budget="Eau"),
        ligne("depense", "60612", 7, 8, budget="Déchets"),
    ]
    indicateurs = execution.calculer(donnees(lignes), 2024)
    assert valeur(indicateurs, DEPENSES) == 90
    assert valeur(indicateurs, f"annexe_{DEPENSES}", "Eau") == 40
    assert valeur(indicateurs, f"annexe_{DEPENSES}", "Déchets") == 7
    assert valeur(indicateurs, f"taux_execution_annexe_{DEPENSES}", "Eau") == 0.8


@pytest.mark.parametrize(
    ("noms", "attendu"), [(["BUDGET PRINCIPAL MONTREUIL", "Eau"], 10), (["Ville"], 10), (["Eau", "Déchets"], None)]
)
def test_le_budget_principal_se_reconnait_ou_reste_inconnu(noms: list[str], attendu: float | None) -> None:
    lignes = [ligne("depense", "60612", 10 * (rang + 1), 20, budget=nom) for rang, nom in enumerate(noms)]
    assert valeur(execution.calculer(donnees(lignes), 2024), DEPENSES) == attendu


def test_une_dette_consolidee_ne_sert_pas_au_budget_principal() -> None:
    lignes = [ligne("depense", "60612", 90, 100), ligne("recette", "73111", 200, 200)]
    indicateurs = execution.calculer(donnees(lignes, {"budget": "consolide", "montant_eur": 1000}), 2024)
    assert valeur(indicateurs, "encours_dette") is None
    assert valeur(indicateurs, "capacite_desendettement") is None


def test_sans_ligne_de_capital_le_document_dit_zero_mais_sans_section_il_ne_dit_rien() -> None:
    courantes = [ligne("depense", "60612", 90, 100), ligne("recette", "73111", 200, 200)]
    avec = execution.calculer(donnees([*courantes, ligne("depense", "2313", 5, 6)]), 2024)
    sans = execution.calculer(donnees(courantes), 2024)
    assert (valeur(avec, "capital_rembourse"), valeur(avec, "epargne_nette")) == (0, 110)
    assert (valeur(sans, "capital_rembourse"), valeur(sans, "epargne_nette")) == (None, None)


def test_un_exercice_sans_ligne_est_tout_en_donnees_absentes() -> None:
    indicateurs = execution.calculer(donnees([ligne("depense", "60612", 90, 100)]), 2019)
    assert indicateurs["valeur"].null_count() == indicateurs.height > 0
    assert set(indicateurs["qualite"]) == {"manquant"}


def test_sans_aucune_ligne_la_table_manquante_est_nommee() -> None:
    with pytest.raises(TableManquante, match="Lignes budgétaires"):
        execution.calculer(donnees([]), 2024)
    with pytest.raises(TableManquante, match="Lignes budgétaires"):
        execution.detail(donnees([]), 2024)


def test_un_chapitre_inconnu_est_retrouve_par_le_plan_de_comptes() -> None:
    lignes = [ligne("depense", "2313", 5, 6, chapitre="2313"), ligne("depense", "60612", 5, 6, chapitre=None)]
    postes = set(
        execution.calculer(donnees(lignes), 2024).filter(
            pl.col("indicateur").str.ends_with("_par_chapitre") & (pl.col("nature") == "realise")
        )["poste"]
    )
    assert postes == {"23 Immobilisations en cours", "011 Charges à caractère général"}


def test_d_une_nomenclature_inconnue_on_garde_les_codes_sans_rien_deduire() -> None:
    lignes = [
        ligne("depense", "6061", 5, 6, chapitre="011", fonction="311", nomenclature="M52"),
        ligne("depense", "6063", 2, 3, nomenclature="M52", politique="Eau"),
    ]
    indicateurs = execution.calculer(donnees(lignes), 2024)
    nom = "depenses_fonctionnement_par_chapitre"
    assert (valeur(indicateurs, nom, "011"), valeur(indicateurs, nom, "Chapitre non renseigné")) == (5, 2)
    assert valeur(indicateurs, "depenses_par_politique", "Politique non renseignée") == 5


def test_la_politique_de_la_ligne_passe_avant_celle_de_la_fonction() -> None:
    lignes = [
        ligne("depense", "60612", 5, 6, fonction="311"),
        ligne("depense", "60612", 7, 8, fonction="32", politique="Festival"),
        ligne("depense", "60612", 2, 3, fonction="93845"),
        ligne("depense", "60612", 1, 1),
    ]
    indicateurs = execution.calculer(donnees(lignes), 2024)
    nom = "depenses_par_politique"
    assert [
        valeur(indicateurs, nom, poste) for poste in ("Culture", "Festival", "Voirie", "Politique non renseignée")
    ] == [5, 7, 2, 1]


def test_sans_politique_une_ligne_suit_l_habitude_du_territoire_pour_sa_fonction() -> None:
    lignes = [
        ligne("depense", "60612", 5, 6, fonction="845", politique="Voirie et mobilités"),
        ligne("depense", "60611", 2, 3, fonction="845"),
        ligne("depense", "60612", 7, 8, fonction="020", politique="Accueil"),
        ligne("depense", "60612", 9, 9, fonction="020", politique="Informatique"),
        ligne("depense", "60611", 1, 1, fonction="020"),
    ]
    indicateurs = execution.calculer(donnees(lignes), 2024)
    nom = "depenses_par_politique"
    assert valeur(indicateurs, nom, "Voirie et mobilités") == 7
    assert valeur(indicateurs, nom, "Administration générale") == 1


def test_l_adresse_d_un_indicateur_designe_exactement_ses_lignes() -> None:
    lignes = [
        ligne("depense", "60612", 5, 6, fonction="311"),
        ligne("depense", "60611", 7, 8, fonction="311", politique="Festival"),
        ligne("recette", "775", 9, 0, fonction="01"),
        ligne("recette", "73111", 4, 4, fonction="01"),
        ligne("recette", "002", 3, 3),
        ligne("depense", "60612", 50, 60, budget="Eau", fonction="311"),
        ligne("depense", "60612", None, None, etape="BP", vote_eur=99, fonction="311"),
    ]
    tables = donnees(lignes)
    indicateurs = execution.calculer(tables, 2024).filter(pl.col("unite") == "€", pl.col("origine").is_not_null())
    masses = indicateurs.filter(~pl.col("indicateur").str.starts_with("epargne"))
    assert masses.height > 10
    for un in masses.iter_rows(named=True):
        retrouvees = _filtrer(tables["lignes_budgetaires"], json.loads(un["origine"])["filtre"])
        colonne = "realise_eur" if un["nature"] == "realise" else "credits_ouverts_eur"
        assert float(retrouvees[colonne].sum()) == pytest.approx(un["valeur"]), un


def _filtrer(lignes: pl.DataFrame, filtre: dict[str, object]) -> pl.DataFrame:
    for colonne, voulu in filtre.items():
        voulues = voulu if isinstance(voulu, list) else [voulu]
        lignes = lignes.filter(
            pl.col(colonne).is_in([une for une in voulues if une is not None])
            | (pl.col(colonne).is_null() & (None in voulues))
        )
    return lignes


def test_la_fiche_et_le_schema_tiennent_leurs_promesses() -> None:
    indicateurs = execution.calculer(donnees([ligne("depense", "60612", 5, 6)]), 2024)
    assert dict(indicateurs.schema) == SCHEMA_INDICATEURS
    assert set(indicateurs["methode"]) == {"execution"}
    assert set(execution.FICHE.sources) <= set(sources())


def test_un_meme_compte_dans_deux_chapitres_garde_deux_adresses() -> None:
    lignes = [ligne("depense", "6288", 5, 6, chapitre="011"), ligne("depense", "6288", 7, 8, chapitre="65")]
    tables = donnees(lignes)
    postes = execution.calculer(tables, 2024).filter(
        (pl.col("indicateur") == "depenses_fonctionnement_par_chapitre") & (pl.col("nature") == "realise")
    )
    assert postes.height == 2
    for un in postes.iter_rows(named=True):
        retrouvees = _filtrer(tables["lignes_budgetaires"], json.loads(un["origine"])["filtre"])
        assert float(retrouvees["realise_eur"].sum()) == un["valeur"]


def test_la_couverture_d_un_taux_est_la_moins_bonne_des_deux_et_le_desendettement_a_celle_de_l_epargne() -> None:
    lignes = [
        ligne("depense", "60612", 90, 100),
        ligne("depense", "60611", None, 50),
        ligne("recette", "73111", 300, None),
        ligne("recette", "74111", 100, None),
        ligne("recette", "752", 100, 100),
        ligne("recette", "70", 0, 0),
    ]
    indicateurs = execution.calculer(donnees(lignes, {"montant_eur": 820}), 2024)
    lus = {
        un["indicateur"]: un
        for un in indicateurs.filter(pl.col("poste").is_null() & (pl.col("nature") == "realise")).iter_rows(named=True)
    }
    depenses, recettes = (lus[f"taux_execution_{nom}_reelles_fonctionnement"] for nom in ("depenses", "recettes"))
    assert (depenses["valeur"], depenses["couverture"]) == (0.6, 0.5)
    assert (recettes["valeur"], recettes["couverture"]) == (5.0, 0.5)
    assert (lus["capacite_desendettement"]["valeur"], lus["capacite_desendettement"]["couverture"]) == (2.0, 5 / 6)


def test_la_cession_prevue_et_toute_subdivision_du_1068_restent_hors_du_reel() -> None:
    lignes = [
        ligne("recette", "024", None, 700),
        ligne("recette", "10682", 40, 50),
        ligne("recette", "1068", 30, 30),
        ligne("recette", "10222", 8, 9),
    ]
    indicateurs = execution.calculer(donnees(lignes), 2024)
    for nature, attendu in (("realise", 8), ("prevu", 9)):
        assert valeur(indicateurs, "recettes_reelles_investissement", nature=nature) == attendu
