"""Les bilans carbone d'exemple : les quantités sont les euros du budget divisés par un prix, les totaux ceux de
l'inventaire."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import pytest

from core.methodes import bilan_carbone
from sample_territories.fabrique.outils import bilan_carbone_commun as prix

type_donnees = Mapping[str, dict[str, pl.DataFrame]]
TROIS = ("ville-orsevaux", "cc-val-de-lorvanne", "metropole-castelvive")
TERRITOIRES = (*TROIS, "nuits-orsevaux")
UNITAIRES = {
    "60612": {"Électricité": prix.ELECTRICITE},
    "60613": {"Chaleur du réseau": prix.CHALEUR},
    "60621": {"Gaz de chauffage": prix.GAZ, "Granulés de bois": prix.GRANULES, "Fioul domestique": prix.FIOUL},
    "60622": {"Gazole": prix.GAZOLE, "Essence": prix.ESSENCE},
    "60611": {"Eau du robinet": prix.EAU},
}


def realise(donnees: type_donnees, nom: str, exercice: int) -> pl.DataFrame:
    return bilan_carbone.detail(donnees[nom], exercice).filter(pl.col("etat") == "realise")


def somme(detail: pl.DataFrame) -> float:
    return float(detail.filter(~pl.col("biogenique"))["emissions_tco2e"].sum())


@pytest.mark.parametrize("nom", TROIS)
@pytest.mark.parametrize("exercice", [2022, 2023, 2024])
@pytest.mark.parametrize("nature", UNITAIRES)
def test_les_quantites_d_energie_valent_les_euros_du_compte(
    donnees: type_donnees, nom: str, exercice: int, nature: str
) -> None:
    """Σ quantité × prix = réalisé du compte, à l'arrondi des quantités près (0,5 %)."""
    flux = donnees[nom]["donnees_activite"].filter(
        (pl.col("exercice") == exercice) & (pl.col("etat") == "realise") & (pl.col("nature") == nature)
    )
    valeur = sum(
        ligne["quantite"] * UNITAIRES[nature][ligne["flux"]][exercice]
        for ligne in flux.iter_rows(named=True)
        if ligne["quantite"] is not None
    )
    lignes = donnees[nom]["lignes_budgetaires"].filter(
        (pl.col("exercice") == exercice)
        & (pl.col("etape") == "CA")
        & (pl.col("sens") == "depense")
        & (pl.col("nature") == nature)
        & ~pl.col("libelle").str.starts_with("Festival")
    )
    assert flux.height >= 1
    assert valeur == pytest.approx(float(lignes["realise_eur"].sum()), rel=0.006)


@pytest.mark.parametrize("nom", TERRITOIRES)
@pytest.mark.parametrize("exercice", [2022, 2023, 2024])
def test_aucun_flux_n_est_refuse_et_ce_qui_manque_est_dit(donnees: type_donnees, nom: str, exercice: int) -> None:
    detail = bilan_carbone.detail(donnees[nom], exercice)
    assert set(detail["sort"]) <= {"comptee", "non_renseignee"}
    assert detail.filter((pl.col("sort") == "non_renseignee") & pl.col("emissions_tco2e").is_not_null()).is_empty()
    manquants = donnees[nom]["donnees_activite"].filter(pl.col("quantite").is_null() & (pl.col("etat") == "realise"))
    assert manquants.filter(pl.col("exercice") == exercice).height >= 1
    assert manquants.filter(pl.any_horizontal(pl.col("fiabilite", "technique", "completude").is_not_null())).is_empty()


@pytest.mark.parametrize("nom", TERRITOIRES)
@pytest.mark.parametrize("exercice", [2022, 2023, 2024])
def test_aucun_des_vingt_deux_postes_n_est_passe_sous_silence(donnees: type_donnees, nom: str, exercice: int) -> None:
    """Compté, attendu et non renseigné, ou sans objet : alors un zéro affirmé, avec sa raison."""
    assert bilan_carbone.tableau_beges(donnees[nom], exercice).filter(pl.col("lignes") == 0).is_empty()
    sans_objet = donnees[nom]["donnees_activite"].filter(
        (pl.col("exercice") == exercice) & (pl.col("activite") == "Sans objet")
    )
    assert sans_objet.height >= 5
    assert (sans_objet["quantite"] == 0).all()
    assert sans_objet["source"].str.starts_with("Sans objet : ").all()
    compris = realise(donnees, nom, exercice)
    assert (
        compris.join(compris.filter(pl.col("activite") == "Sans objet").select("poste"), on="poste", how="semi")[
            "activite"
        ]
        == "Sans objet"
    ).all(), "un poste sans objet n'a aucun autre flux"


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_le_bilan_2024_tombe_pres_de_l_inventaire_deja_saisi(donnees: type_donnees, nom: str) -> None:
    inventaire = (
        donnees[nom]["emissions"]
        .filter((pl.col("perimetre") == "organisation") & (pl.col("exercice") == 2024))["emissions_tco2e"]
        .sum()
    )
    assert somme(realise(donnees, nom, 2024)) == pytest.approx(inventaire, rel=0.06)


def test_le_festival_2024_se_refait_a_la_main(donnees: type_donnees) -> None:
    """Public : 217 000 × 0,227 + 275 000 × 0,0277 + 24 000 × 0,0376 = 49 259 + 7 617,5 + 902,4 = 57 778,9 kg."""
    detail = realise(donnees, "nuits-orsevaux", 2024)
    assert somme(detail.filter(pl.col("activite") == "Public")) == pytest.approx(57.7789)
    ronds = {nom[0]: round(somme(siens), 1) for nom, siens in detail.group_by("activite") if somme(siens)}
    assert ronds == {
        "Public": 57.8,
        "Buvette": 13.0,
        "Artistes": 8.9,
        "Site": 7.3,
        "Déchets": 1.8,
        "Communication": 0.3,
    }
    assert round(somme(detail)) == 89


def test_les_ordures_de_castelvive_sont_celles_de_son_indicateur(donnees: type_donnees) -> None:
    tables = donnees["metropole-castelvive"]
    kilos = tables["mesures"].filter((pl.col("indicateur") == "omr") & (pl.col("annee") == 2024))["valeur"].item()
    tonnes = (
        tables["donnees_activite"]
        .filter(
            (pl.col("flux") == "Ordures résiduelles incinérées")
            & (pl.col("exercice") == 2024)
            & (pl.col("etat") == "realise")
        )["quantite"]
        .item()
    )
    habitants = tables["populations"].filter(pl.col("annee") == 2024)["habitants"].item()
    assert tonnes == pytest.approx(kilos * habitants / 1000, rel=0.002)


def test_changer_de_facteur_est_un_effet_de_methode(donnees: type_donnees) -> None:
    tables = donnees["ville-orsevaux"]
    recente, ancienne = bilan_carbone.versions(tables)[:2]
    effets = bilan_carbone.effets(tables, 2023, 2024, ancienne, recente)
    reseau = effets.filter(pl.col("flux") == "Chaleur du réseau")
    kwh = (
        tables["donnees_activite"]
        .filter((pl.col("flux") == "Chaleur du réseau") & (pl.col("exercice") == 2024) & (pl.col("etat") == "realise"))[
            "quantite"
        ]
        .sum()
    )
    assert reseau["effet_methode"].sum() == pytest.approx(kwh * (0.081 - 0.094) / 1000)
    assert effets.filter(pl.col("flux") == "Électricité")["effet_methode"].abs().sum() == 0


@pytest.mark.parametrize("nom", TERRITOIRES)
def test_le_prevu_vise_moins_que_l_an_passe(donnees: type_donnees, nom: str) -> None:
    flux = donnees[nom]["donnees_activite"]
    prevus = flux.filter(pl.col("etat") == "prevu")
    assert set(prevus["exercice"]) == {2023, 2024}
    passe = flux.filter(pl.col("etat") == "realise").select(
        pl.col("exercice") + 1, "activite", "flux", hier=pl.col("quantite")
    )
    compares = prevus.join(passe, on=("exercice", "activite", "flux"), how="left")
    assert compares.filter(pl.col("quantite").is_null() != pl.col("hier").is_null()).is_empty()
    ecart = (pl.col("quantite") / pl.col("hier") - 0.97).abs()
    assert compares.filter(pl.col("hier") > 0).filter(ecart > 0.06).is_empty()
