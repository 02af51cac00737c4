"""Ce qu'un geste écrit : l'auteur, le jour, la règle, la raison exigée, les parts qui font 100 %, les morceaux
caducs."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from core.communs.affectations import en_vigueur
from core.erreurs import DonneesIncoherentes
from core.usages.cotation import lots
from core.usages.cotation.lots import Acte
from core.usages.cotation.travail import file_a_coter
from tests.cotation.fabrique_cotation import ACTE, JOUR, affectations, depenses, ecrites

VIDE = affectations()
ECOLE, CITADINE, BOURG = "Rénovation de l'école", "Achat d'une citadine", "Aménagement du bourg"


def file(dites: pl.DataFrame = VIDE, exercice: int = 2024) -> pl.DataFrame:
    return file_a_coter(depenses(), en_vigueur(dites, exercice), "axe_1")


def une(libelle: str, dites: pl.DataFrame = VIDE) -> pl.DataFrame:
    return file(dites).filter(pl.col("libelle") == libelle)


def choix(libelle: str, poste: str, raison: str | None = None) -> pl.DataFrame:
    return une(libelle).select(
        "signature", poste=pl.lit(poste), justification=pl.lit(raison, pl.String), confiance=pl.lit("forte")
    )


def statuts(dites: pl.DataFrame) -> dict[str, tuple[str, str | None]]:
    return {
        libelle: (statut, dit) for libelle, statut, dit in file(dites).select("libelle", "statut", "poste_dit").rows()
    }


def test_une_cotation_garde_son_auteur_son_jour_sa_raison_et_sa_confiance() -> None:
    lot = lots.preparer(ACTE, lots.choisir(file(), choix(BOURG, "neutre", " entretien ")), VIDE)
    ligne = lot.lignes.row(0, named=True)
    assert lot.retirees.is_empty()
    assert (ligne["auteur"], ligne["date_affectation"], ligne["exercice"]) == ("Finances", JOUR.isoformat(), 2024)
    assert (ligne["poste"], ligne["justification"], ligne["confiance"]) == ("neutre", "entretien", "forte")
    assert (ligne["morceau"], ligne["quote_part"], ligne["tranche"]) == (1, 1.0, None)
    assert statuts(ecrites(VIDE, lot))[BOURG] == ("cotee", "neutre")


def test_sans_auteur_rien_ne_s_ecrit() -> None:
    with pytest.raises(DonneesIncoherentes, match="qui la fait"):
        lots.preparer(Acte(2024, "axe_1", "  ", JOUR), lots.choisir(file(), choix(BOURG, "neutre")), VIDE)


def test_la_regle_est_gardee_quand_on_la_suit_ou_qu_on_repond_a_sa_question_et_pas_autrement() -> None:
    proposee = une(CITADINE).row(0, named=True)
    assert proposee["poste_propose"] == "defavorable"
    reponse = proposee["reponses"][0]["poste"]
    for poste, regle in (("defavorable", proposee["regle"]), (reponse, proposee["regle"]), ("neutre", None)):
        avis = lots.choisir(file(), choix(CITADINE, poste, "électrique"))
        assert avis["regle"].to_list() == [regle], poste


def test_passer_de_defavorable_a_favorable_demande_une_raison() -> None:
    for muette in (None, "", "   "):
        with pytest.raises(DonneesIncoherentes, match="sans dire pourquoi") as refus:
            lots.choisir(file(), choix(CITADINE, "tres_favorable", muette))
        assert CITADINE in str(refus.value)
    assert lots.choisir(file(), choix(CITADINE, "tres_favorable", "électrique")).height == 1
    assert lots.choisir(file(), choix(CITADINE, "defavorable")).height == 1
    assert lots.choisir(file(), choix(BOURG, "favorable")).height == 1


def test_en_bloc_exige_aussi_la_raison() -> None:
    with pytest.raises(DonneesIncoherentes, match="sans dire pourquoi"):
        lots.en_bloc(file(), "favorable", "", None)
    assert lots.en_bloc(file(), "favorable", "décision du comité", None)["poste"].unique().to_list() == ["favorable"]


def test_confirmer_ne_prend_que_ce_que_la_regle_conclut_et_que_personne_n_a_dit() -> None:
    dites = affectations({"libelle": "Contribution au syndicat", "auteur": "A", "poste": "neutre"})
    citadine = une(CITADINE, dites)["signature"][0]
    confirmes = lots.confirmer(file(dites), {citadine: "diesel"})
    assert dict(confirmes.select("libelle", "justification").iter_rows())[CITADINE] == "diesel"
    conclues = file(dites).filter((pl.col("statut") == "a_faire") & pl.col("poste_propose").is_not_null())
    assert sorted(confirmes["signature"]) == sorted(conclues["signature"])
    assert confirmes.height
    assert confirmes["regle"].null_count() == 0
    assert not confirmes["libelle"].is_in(["Contribution au syndicat", "Emprunts en euros"]).any()


def test_coter_toute_la_ligne_ote_les_morceaux_que_le_meme_auteur_avait_faits() -> None:
    dites = affectations(
        {"libelle": ECOLE, "auteur": "Finances", "poste": "favorable", "quote_part": 0.6},
        {"libelle": ECOLE, "auteur": "Finances", "poste": "neutre", "quote_part": 0.4, "morceau": 2},
        {"libelle": ECOLE, "auteur": "Transition", "poste": "neutre"},
        {"libelle": BOURG, "auteur": "Finances", "poste": "neutre", "morceau": 1},
        {"libelle": ECOLE, "auteur": "Finances", "poste": "favorable", "exercice": 2023, "morceau": 2},
    )
    lot = lots.preparer(ACTE, lots.choisir(file(dites), choix(ECOLE, "neutre")), dites)
    assert lot.retirees.select("libelle", "auteur", "morceau", "exercice").rows() == [(ECOLE, "Finances", 2, 2024)]
    assert statuts(ecrites(dites, lot))[ECOLE][0] == "cotee"


def test_une_autre_ecriture_de_la_meme_ligne_est_otee_aussi() -> None:
    dites = affectations({"libelle": ECOLE, "auteur": "Finances", "poste": "favorable"}).with_columns(
        service=pl.lit("BATIMENTS")
    )
    lot = lots.preparer(ACTE, lots.choisir(file(dites), choix(ECOLE, "neutre")), dites)
    assert lot.retirees["service"].to_list() == ["BATIMENTS"]
    assert statuts(ecrites(dites, lot))[ECOLE] == ("cotee", "neutre")


@pytest.mark.parametrize(
    ("parts", "mot"),
    [
        ([("favorable", 0.6), ("neutre", 0.3)], "90 %"),
        ([("favorable", 0.6), ("neutre", 0.6)], "120 %"),
        ([("favorable", 1 / 3), ("neutre", 1 / 3)], "66,67 %"),
        ([("favorable", 1.0), ("neutre", 0.0)], "une fois, avec une part"),
        ([("favorable", 0.5), ("favorable", 0.5)], "une fois, avec une part"),
        ([("favorable", 1.5), ("neutre", -0.5)], "une fois, avec une part"),
        ([("favorable", 0.0)], "0 %"),
    ],
)
def test_des_parts_qui_ne_font_pas_la_ligne_sont_refusees(parts: list[tuple[str, float]], mot: str) -> None:
    with pytest.raises(DonneesIncoherentes) as refus:
        lots.partager(une(BOURG), parts, "pourquoi")
    assert mot in str(refus.value)


def test_partager_ecrit_un_morceau_par_classe_et_le_montant_se_partage() -> None:
    avis = lots.partager(une(BOURG), [("favorable", 0.7), ("neutre", 0.2), ("defavorable", 0.1)], "au mètre carré")
    lot = lots.preparer(ACTE, avis, VIDE)
    assert lot.lignes.select("morceau", "poste", "quote_part").rows() == [
        (1, "favorable", 0.7),
        (2, "neutre", 0.2),
        (3, "defavorable", 0.1),
    ]
    assert statuts(ecrites(VIDE, lot))[BOURG] == ("cotee", None)


def test_partager_une_defavorable_en_favorable_demande_une_raison() -> None:
    parts = [("favorable", 0.5), ("neutre", 0.5)]
    with pytest.raises(DonneesIncoherentes, match="sans dire pourquoi"):
        lots.partager(une(CITADINE), parts, " ")
    assert lots.partager(une(CITADINE), parts, "hybride").height == 2


def test_trancher_met_fin_au_desaccord_et_garde_les_deux_avis() -> None:
    dites = affectations(
        {"libelle": ECOLE, "auteur": "Finances", "poste": "neutre"},
        {"libelle": ECOLE, "auteur": "Transition", "poste": "favorable", "justification": "gain de 45 %"},
    )
    assert statuts(dites)[ECOLE] == ("desaccord", None)
    signature = une(ECOLE)["signature"][0]
    vigueur = en_vigueur(dites, 2024)
    avis = lots.trancher(vigueur, "axe_1", signature, "Transition", "")
    apres = ecrites(dites, lots.preparer(Acte(2024, "axe_1", "Direction générale", JOUR), avis, dites))
    assert statuts(apres)[ECOLE] == ("cotee", "favorable")
    assert apres.height == 3
    decidee: dict[str, Any] = file(apres).filter(pl.col("libelle") == ECOLE).row(0, named=True)
    assert (decidee["auteurs"], decidee["tranche"]) == ("Direction générale", True)
    assert decidee["justification"] == "Avis de Transition retenu"
    with pytest.raises(DonneesIncoherentes, match="n'existe plus"):
        lots.trancher(en_vigueur(apres, 2024), "axe_1", signature, "Transition", "")


def test_revenir_sur_une_decision_reste_une_decision() -> None:
    dites = affectations(
        {"libelle": ECOLE, "auteur": "Finances", "poste": "neutre"},
        {"libelle": ECOLE, "auteur": "DGS", "poste": "favorable", "tranche": "oui"},
    )
    avis = lots.choisir(file(dites), choix(ECOLE, "tres_favorable"))
    lot = lots.preparer(Acte(2024, "axe_1", "Transition", JOUR), avis, dites)
    assert lot.lignes["tranche"].to_list() == ["oui"]
    assert statuts(ecrites(dites, lot))[ECOLE] == ("cotee", "tres_favorable")


def test_trancher_pour_un_avis_partage_garde_ses_morceaux() -> None:
    dites = affectations(
        {"libelle": BOURG, "auteur": "A", "poste": "neutre"},
        {"libelle": BOURG, "auteur": "B", "poste": "neutre", "quote_part": 0.75},
        {"libelle": BOURG, "auteur": "B", "poste": "defavorable", "quote_part": 0.25, "morceau": 2},
    )
    avis = lots.trancher(en_vigueur(dites, 2024), "axe_1", une(BOURG)["signature"][0], "B", "une voie de plus")
    assert avis.select("poste", "quote_part", "tranche", "justification").rows() == [
        ("neutre", 0.75, "oui", "une voie de plus"),
        ("defavorable", 0.25, "oui", "une voie de plus"),
    ]


def test_retirer_une_reprise_remet_la_ligne_a_coter() -> None:
    dites = affectations({"libelle": ECOLE, "auteur": "Finances", "poste": "favorable", "exercice": 2023})
    assert statuts(dites)[ECOLE] == ("reprise", "favorable")
    lot = lots.preparer(ACTE, lots.retirer(une(ECOLE, dites), "favorable"), dites)
    assert statuts(ecrites(dites, lot))[ECOLE][0] == "a_faire"
