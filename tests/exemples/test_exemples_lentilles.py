"""Les cotations et les publics d'exemple : chacun rencontre de vraies lignes, avec ses partages, ses trous, ses
désaccords."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import pytest

from core.communs.affectations import en_vigueur, preuve, signer
from core.communs.depenses import depenses_reelles
from core.methodes import budget_genre, budget_vert
from core.references import reference
from core.tables.affectations import IDENTITE
from core.usages.arbitrage import preparer

type_donnees = Mapping[str, dict[str, pl.DataFrame]]
TROIS = ("ville-orsevaux", "cc-val-de-lorvanne", "metropole-castelvive")
TERRITOIRES = (*TROIS, "nuits-orsevaux")
COUVERTURE = {"ville-orsevaux": 0.73, "cc-val-de-lorvanne": 0.35, "metropole-castelvive": 0.55, "nuits-orsevaux": 0.98}
DESACCORDS = {
    "ville-orsevaux": (2, 2),
    "cc-val-de-lorvanne": (1, 1),
    "metropole-castelvive": (2, 1),
    "nuits-orsevaux": (1, 0),
}


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_chaque_cotation_rencontre_une_ligne_de_son_exercice(donnees: type_donnees, nom: str) -> None:
    affectations = donnees[nom]["affectations"]
    assert affectations.height > 30
    for exercice in affectations["exercice"].unique():
        lignes = signer(depenses_reelles(donnees[nom], exercice))
        siennes = signer(affectations.filter(pl.col("exercice") == exercice))
        orphelines = siennes.join(lignes, on="signature", how="anti")
        assert orphelines.is_empty(), orphelines.select("lentille", *IDENTITE).head(3)


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_les_quotes_parts_font_cent_pour_cent_et_rien_n_est_fautif(donnees: type_donnees, nom: str) -> None:
    affectations = donnees[nom]["affectations"]
    sommes = affectations.group_by("exercice", "lentille", *IDENTITE, "auteur").agg(
        pl.col("quote_part").sum(), pl.col("morceau").sort()
    )
    assert sommes.filter((pl.col("quote_part") - 1).abs() > 1e-9).is_empty()
    assert sommes["morceau"].list.len().max() >= 2  # type: ignore[operator]
    vigueur = en_vigueur(affectations, 2024)
    assert "fautive" not in set(vigueur["statut"])
    assert preuve(depenses_reelles(donnees[nom], 2024), vigueur)["exacte"].all()


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_la_couverture_est_celle_que_dit_le_lisez_moi(donnees: type_donnees, nom: str) -> None:
    indicateurs = budget_vert.calculer(donnees[nom], 2024).filter(
        pl.col("indicateur") == "couverture", pl.col("perimetre") == "budget", pl.col("axe").is_not_null()
    )
    cotes = dict(indicateurs.select("axe", "valeur").iter_rows())
    assert cotes["axe_1"] == pytest.approx(COUVERTURE[nom], abs=0.006)
    if nom == "ville-orsevaux":
        assert 0.40 < cotes["axe_6"] < 0.50
    assert all((part or 0) < cotes["axe_1"] for axe, part in cotes.items() if axe != "axe_1")


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_les_desaccords_restent_visibles_et_l_un_est_tranche(donnees: type_donnees, nom: str) -> None:
    vigueur = en_vigueur(donnees[nom]["affectations"], 2024)
    ouverts = vigueur.filter(pl.col("statut") == "desaccord").select("lentille", "signature").n_unique()
    tranches = vigueur.filter(pl.col("tranche") == "oui").select("lentille", "signature").n_unique()
    assert (ouverts, tranches) == DESACCORDS[nom]
    contestees = (
        vigueur.filter(pl.col("statut") == "desaccord")
        .group_by("lentille", "signature")
        .agg(pl.col("auteur").n_unique())
    )
    assert (contestees["auteur"] == 2).all()


@pytest.mark.parametrize("nom", TROIS)
def test_2024_reprend_2023_sans_recoter(donnees: type_donnees, nom: str) -> None:
    affectations = signer(donnees[nom]["affectations"])
    vigueur = en_vigueur(affectations, 2024)
    reprises = vigueur.filter(pl.col("statut") == "reprise")
    assert reprises.height > 5
    assert set(reprises["exercice_source"]) == {2023}
    cles = ("lentille", "signature")
    anciennes = affectations.filter(pl.col("exercice") == 2023).select(cles)
    neuves = affectations.filter((pl.col("exercice") == 2024) & (pl.col("auteur") != "Transition écologique")).select(
        cles
    )
    assert neuves.join(anciennes, on=cles, how="inner").is_empty()


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_regles_capitaux_et_dimensions_cites_existent(donnees: type_donnees, nom: str) -> None:
    tables = donnees[nom]
    affectations = tables["affectations"]
    regles = dict(reference("regles_cotation").select("id", "lentille").iter_rows())
    citees = affectations.filter(pl.col("regle").is_not_null()).select("regle", "lentille").unique()
    assert citees.height >= 3
    assert all(lentille == regles[regle] for regle, lentille in citees.iter_rows())

    def postes(lentille: str) -> set[str]:
        return set(affectations.filter(pl.col("lentille") == lentille)["poste"])

    assert postes("capital") and postes("capital") <= set(tables["capitaux"]["code"])
    assert postes("donut") and postes("donut") <= set(tables["indicateurs"]["dimension"])
    assert postes("politique") <= set(tables["lignes_budgetaires"]["politique"].drop_nulls())


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_les_publics_ont_leurs_trous_et_leurs_petits_groupes(donnees: type_donnees, nom: str) -> None:
    publics = donnees[nom]["publics"]
    assert set(publics["exercice"]) == {2022, 2023, 2024}
    assert publics["femmes"].null_count() == publics["hommes"].null_count() >= 1
    petits = publics.filter((pl.col("femmes") < 11) | (pl.col("hommes") < 11))
    assert petits["activite"].n_unique() >= 1
    activites = budget_genre.activites(donnees[nom], 2024)
    assert set(publics["activite"]) <= set(activites["activite"])
    masquees = activites.filter(pl.col("masque"))
    assert masquees.height >= 1
    assert masquees["femmes"].null_count() == masquees.height


def test_le_public_du_festival_est_le_nombre_de_ses_spectateurs(donnees: type_donnees) -> None:
    mesures = donnees["nuits-orsevaux"]["mesures"].filter(pl.col("indicateur") == "spectateurs")
    attendus = dict(mesures.select("annee", "valeur").iter_rows())
    for nom, activite in (("nuits-orsevaux", "Spectateurs"), ("ville-orsevaux", "Festival")):
        publics = donnees[nom]["publics"].filter((pl.col("activite") == activite) & pl.col("femmes").is_not_null())
        comptes = {ligne["exercice"]: ligne["femmes"] + ligne["hommes"] for ligne in publics.iter_rows(named=True)}
        assert comptes == {annee: attendus[annee] for annee in (2023, 2024)}


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_l_arbitrage_part_d_un_resultat_prevu_connu(donnees: type_donnees, nom: str) -> None:
    lus = preparer(donnees[nom], 2024).lectures["capitaux"].filter(pl.col("cle") == "resultat_classique")
    assert lus.height == 1 and lus["valeur"].null_count() == 0
