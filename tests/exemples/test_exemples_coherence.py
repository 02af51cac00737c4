"""Une fois importés, les territoires d'exemple se tiennent d'une table à l'autre et racontent trois histoires."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.methodes import care, donut, trajectoire
from core.modele import somme_connue
from sample_territories.fabrique.orsevaux.budget import FESTIVAL, PROFIL, postes
from sample_territories.fabrique.outils.exercices import derouler
from tests.fabrique import valeur

type_donnees = Mapping[str, dict[str, pl.DataFrame]]
TROIS = ("ville-orsevaux", "cc-val-de-lorvanne", "metropole-castelvive")
TERRITOIRES = (*TROIS, "nuits-orsevaux")


def test_les_quatre_territoires_sont_fictifs_et_le_festival_est_dans_la_ville(entrepot: Entrepot) -> None:
    charges = {territoire.id: territoire for territoire in entrepot.territoires(ACCES_LOCAL)}
    assert set(charges) == set(TERRITOIRES)
    assert all(territoire.fictif for territoire in charges.values())
    assert charges["nuits-orsevaux"].parent == "ville-orsevaux"
    assert [charges[nom].population for nom in TROIS] == [42_000, 31_000, 230_000]


@pytest.mark.parametrize("nom", TROIS)
def test_quatre_exercices_partout(entrepot: Entrepot, donnees: type_donnees, nom: str) -> None:
    budgetaires = donnees[nom]["lignes_budgetaires"].filter(pl.col("etape") == "CA")
    assert budgetaires["exercice"].unique().sort().to_list() == [2021, 2022, 2023, 2024]
    assert entrepot.exercices(ACCES_LOCAL, nom)[-1] == 2024


def test_tout_est_valide_et_rien_n_est_rejete(entrepot: Entrepot) -> None:
    for nom in TERRITOIRES:
        imports = entrepot.imports(ACCES_LOCAL, nom)
        assert imports["statut"].unique().to_list() == ["valide"]
        assert imports["rejetees"].sum() == 0


def test_toutes_les_lignes_du_generateur_sont_arrivees_au_centime(donnees: type_donnees) -> None:
    voulues = derouler(PROFIL, postes()).lignes
    lues = donnees["ville-orsevaux"]["lignes_budgetaires"].filter(pl.col("etape") == "CA")
    assert lues.height == len(voulues)
    for colonne, attribut in (
        ("credits_ouverts_eur", "credits"),
        ("realise_eur", "realise"),
        ("rar_eur", "rar"),
        ("engage_eur", "engage"),
    ):
        attendu = Decimal(sum(getattr(ligne, attribut) or 0 for ligne in voulues)) / 100
        assert lues[colonne].sum() == attendu
        assert lues[colonne].null_count() == sum(getattr(ligne, attribut) is None for ligne in voulues)


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_chaque_renvoi_existe(donnees: type_donnees, nom: str) -> None:
    tables = donnees[nom]
    for table, colonne, cible, cle in (
        ("mesures", "indicateur", "indicateurs", "code"),
        ("actions_preservation", "capital", "capitaux", "code"),
        ("depenses_preservation", "capital", "capitaux", "code"),
    ):
        assert set(tables[table][colonne]) <= set(tables[cible][cle])
    cles = ["exercice", "capital", "action"]
    orphelines = tables["depenses_preservation"].join(tables["actions_preservation"], on=cles, how="anti")
    assert orphelines.is_empty()


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_chaque_depense_de_preservation_tient_dans_sa_ligne_budgetaire(donnees: type_donnees, nom: str) -> None:
    cles = ["exercice", "section", "nature", "fonction"]
    reliees = donnees[nom]["depenses_preservation"].filter(pl.col("nature").is_not_null())
    assert reliees.height >= 3
    lignes = donnees[nom]["lignes_budgetaires"].filter((pl.col("etape") == "CA") & (pl.col("sens") == "depense"))
    portees = lignes.group_by(cles).agg(realise=pl.col("realise_eur").sum())
    besoin = reliees.group_by(cles).agg(montant=somme_connue("montant_eur")).filter(pl.col("montant").is_not_null())
    comparees = besoin.join(portees, on=cles, how="left", nulls_equal=True)
    assert comparees.filter(pl.col("realise").is_null() | (pl.col("montant") > pl.col("realise"))).is_empty()


def test_le_festival_est_le_meme_dans_le_budget_de_la_ville(donnees: type_donnees) -> None:
    def lire(nom: str) -> pl.DataFrame:
        lignes = donnees[nom]["lignes_budgetaires"].filter(
            (pl.col("service") == FESTIVAL) & (pl.col("etape") == "CA") & (pl.col("nature") != "74888")
        )
        return lignes.select("exercice", "sens", "nature", "libelle", "realise_eur").sort(pl.all())

    assert lire("nuits-orsevaux").height > 30
    assert lire("nuits-orsevaux").equals(lire("ville-orsevaux"))


def test_le_festival_2024_est_le_cas_d_ecole(donnees: type_donnees) -> None:
    indicateurs = care.calculer(donnees["nuits-orsevaux"], 2024)
    assert valeur(indicateurs, "resultat_classique") == 10_000
    assert valeur(indicateurs, "resultat_care") == -9_000
    for capital, prevu, realise, dette in (
        ("climat", 12_000, 3_000, 9_000),
        ("biodiversite", 6_000, 0, 6_000),
        ("equipes", 9_000, 5_000, 4_000),
    ):
        assert valeur(indicateurs, "cout_preservation", capital) == prevu
        assert valeur(indicateurs, "preservation", capital) == realise
        assert valeur(indicateurs, "dette_cloture", capital) == dette


def test_orsevaux_manque_de_carbone(donnees: type_donnees) -> None:
    indicateurs = trajectoire.calculer(donnees["ville-orsevaux"], 2024)
    chemin = "PCAET 2023"
    assert valeur(indicateurs, "effort_requis", chemin, perimetre="territoire") == 196_000 - 139_000
    assert valeur(indicateurs, "effet_actions", chemin, perimetre="territoire") == pytest.approx(25_000)
    assert valeur(indicateurs, "couverture_actions", chemin, perimetre="territoire") == pytest.approx(25 / 57)
    assert valeur(indicateurs, "actions_chiffrees", perimetre="territoire") == 14
    assert valeur(indicateurs, "actions_non_chiffrees", perimetre="territoire") == 6


def test_lorvanne_doit_plus_qu_elle_n_epargne(donnees: type_donnees) -> None:
    indicateurs = care.calculer(donnees["cc-val-de-lorvanne"], 2024)
    classique, integre = (valeur(indicateurs, nom) for nom in ("resultat_classique", "resultat_care"))
    assert classique is not None and integre is not None
    assert classique > 4_000_000
    assert integre < 0
    dettes = [
        valeur(care.calculer(donnees["cc-val-de-lorvanne"], annee), "dette_cloture", "sols")
        for annee in (2022, 2023, 2024)
    ]
    assert dettes == sorted(dettes)


def test_castelvive_a_de_gros_capitaux_et_un_resultat_borne(donnees: type_donnees) -> None:
    indicateurs = care.calculer(donnees["metropole-castelvive"], 2024)
    assert (valeur(indicateurs, "cout_preservation", "climat") or 0) > 15_000_000
    resultat = indicateurs.filter(pl.col("indicateur") == "resultat_care")
    assert resultat["valeur"].item() is None
    assert 0 < resultat["borne_basse"].item() < resultat["borne_haute"].item()
    carbone = trajectoire.calculer(donnees["metropole-castelvive"], 2024)
    assert 0.6 < (valeur(carbone, "couverture_actions", "PCAET 2022", perimetre="territoire") or 0) < 0.75


@pytest.mark.parametrize("nom", TROIS)
def test_le_donut_a_ses_quatre_lentilles_ses_trous_et_ses_depassements(donnees: type_donnees, nom: str) -> None:
    detail = donut.detail(donnees[nom], 2024)
    assert donut.refus(detail).is_empty()
    assert detail["lentille"].n_unique() == 4
    sociales = detail.filter(pl.col("anneau") == "social")["dimension"].n_unique()
    ecologiques = detail.filter(pl.col("anneau") != "social")["dimension"].n_unique()
    assert 11 <= sociales <= 12
    assert 8 <= ecologiques <= 10
    statuts = set(detail["statut"])
    assert {"donnee_absente", "sans_seuil", "franchi", "respecte", "non_atteint"} <= statuts
    assert 1 <= detail.filter(pl.col("depassement") > 3).height <= 2
    assert (detail.group_by("dimension").len()["len"] > 1).any()
    assert set(detail["sens"]) == {"hausse", "baisse"}
    assert detail.filter(pl.col("seuil").is_not_null() & pl.col("auteur_seuil").is_null()).is_empty()
    sans_annee = detail.filter(pl.col("source_seuil").is_not_null() & ~pl.col("source_seuil").str.contains(r"20\d\d"))
    assert sans_annee.is_empty()


@pytest.mark.parametrize("nom", TROIS)
def test_les_vrais_trous_sont_la(donnees: type_donnees, nom: str) -> None:
    tables = donnees[nom]
    assert tables["capitaux"]["dette_ouverture_eur"].null_count() <= 1
    assert tables["depenses_preservation"].filter(pl.col("montant_eur") == 0).height >= 1
    manquantes = tables["actions_preservation"].join(
        tables["depenses_preservation"], on=["exercice", "capital", "action"], how="anti"
    )
    assert manquantes.height >= 1
    territoire = tables["emissions"].filter(pl.col("perimetre") == "territoire")
    assert territoire.filter(pl.col("emissions_tco2e").is_null()).height == 1
    assert tables["actions_climat"]["gain_tco2e_par_an"].null_count() >= 6
    assert set(tables["emissions"]["perimetre"]) == {"organisation", "territoire"}
    annees = tables["mesures"].group_by("indicateur").len()
    assert annees["len"].min() < 8  # type: ignore[operator]
