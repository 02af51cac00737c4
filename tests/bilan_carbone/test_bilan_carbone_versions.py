"""Une version plus ancienne ne ramène jamais sa valeur d'elle-même : ni par son identifiant, ni par son nom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.communs.climat.observees import bornes
from core.communs.incertitude import est_symetrique, symetrie_maximale
from core.documents.bilan_carbone.beges import ecrire_beges
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from core.methodes import bilan_carbone
from core.methodes.bilan_carbone.bareme import bareme
from core.methodes.bilan_carbone.versions import LIVREE, LIVREE_2016, Livree, ranger
from core.modele import Donnees, Territoire
from core.references import cle, reference
from tests.bilan_carbone.fabrique_bilan_carbone import bilan, compte, flux, indicateur
from tests.bilan_carbone.test_bilan_carbone_base_carbone import export, ligne
from tests.bilan_carbone.test_bilan_carbone_classeur import feuilles

REELLE = Path(__file__).resolve().parents[3] / "shared" / "donnees" / "carbone" / "Base_Carbone_Test.csv"
RATIOS = {"m_machines": 273.0, "m_reparation": 195.0, "m_formation": 66.0, "m_juridique": 67.0, "m_resto": 250.0}
"""Les ratios en vigueur de cinq codes, en kgCO2e par k€."""


def achats(exercice: int = 2024) -> list[dict[str, Any]]:
    return [flux(code, code, 100.0, "k€", exercice=exercice) for code in RATIOS]


def anciens(version: str) -> list[dict[str, Any]]:
    """Les ratios de 2016, sous l'identifiant qu'ils ont dans la Base Carbone, comme un export les porte encore."""
    livres = bareme({}).livres
    de_2016 = livres.filter((pl.col("version") == LIVREE_2016) & pl.col("code").is_in(list(RATIOS)))
    return [
        {
            "version": version,
            "code": une["id_base_empreinte"],
            "id_base_empreinte": une["id_base_empreinte"],
            "valeur": une["valeur"],
            "unite": "k€",
            "categorie": "ratio_monetaire",
            "poste": "4.5",
        }
        for une in de_2016.iter_rows(named=True)
    ]


def total(tables: Donnees, version: str | None = None) -> float:
    lu: float = indicateur(bilan_carbone.calculer(tables, 2024, version), "emissions")["valeur"]
    return lu


ATTENDU = sum(RATIOS.values()) * 100 / 1000


@pytest.mark.parametrize("version", ["Base Carbone V23.6", "Base Carbone V17", "Base Carbone 2024", "Nos facteurs"])
def test_importer_de_vieux_ratios_ne_bouge_pas_le_total(version: str) -> None:
    """43 xxx en 2023 et 25 xxx en 2016 : la plus petite chaîne ramenait 2016."""
    tables = bilan(*achats(), facteurs=anciens(version))
    assert len(anciens(version)) == len(RATIOS)
    assert total(bilan(*achats())) == pytest.approx(ATTENDU)
    assert total(tables) == pytest.approx(ATTENDU)
    assert total(tables, bilan_carbone.versions(tables)[0]) == pytest.approx(ATTENDU)


def test_choisir_l_ancienne_version_est_un_effet_methode() -> None:
    tables = bilan(*achats(2023), *achats(2024), facteurs=anciens("Base Carbone V17"))
    assert bilan_carbone.versions(tables) == (LIVREE, "Base Carbone V17", LIVREE_2016)
    frame = bilan_carbone.effets(tables, 2023, 2024, "Base Carbone V17", LIVREE)
    evolution = bilan_carbone.comparer(frame, (2023, 2024), ("Base Carbone V17", LIVREE))
    assert evolution.effet_activite == pytest.approx(0.0)
    assert evolution.methode == pytest.approx(ATTENDU - total(tables, "Base Carbone V17"))
    assert evolution.methode < -40
    assert set(bilan_carbone.detail(tables, 2024, "Base Carbone V17")["version"]) == {"Base Carbone V17"}
    assert evolution.appliquees == (("Base Carbone V17",), (LIVREE,)) and not evolution.memes_facteurs
    chiffres = bilan_carbone.indicateurs_effets(tables, evolution, frame, "realise")
    assert indicateur(chiffres, "effet_methode")["valeur"] == pytest.approx(evolution.methode)


def test_une_version_plus_recente_garde_le_facteur_du_meme_identifiant() -> None:
    """Un export porte les deux générations : celle de 2023, révisée, l'emporte sur celle de 2016."""
    recents = [
        une | {"valeur": 300.0, "code": "43380", "id_base_empreinte": "43380"}
        for une in anciens("Base Carbone V23.6")[:1]
    ]
    tables = bilan(flux("Chimie", "m_chimie", 10.0, "k€"), facteurs=[*recents, *anciens("Base Carbone V23.6")])
    assert bilan_carbone.detail(tables, 2024).select("code", "version").row(0) == ("43380", "Base Carbone V23.6")


def test_les_comptes_prennent_le_ratio_que_prennent_les_flux() -> None:
    tables = bilan(facteurs=anciens("Base Carbone V23.6"), lignes_budgetaires=[compte("6156", 100_000)])
    assert bilan_carbone.flash(tables, 2024)["emissions_tco2e"].item() == pytest.approx(19.5)
    revise = [{**anciens("V")[0], "version": "Base Carbone V23.6", "valeur": 150.0}]
    (identifiant,) = bareme({}).livres.filter((pl.col("version") == LIVREE) & (pl.col("code") == "m_reparation"))[
        "id_base_empreinte"
    ]
    revise[0] |= {"code": identifiant, "id_base_empreinte": identifiant}
    tables = bilan(facteurs=revise, lignes_budgetaires=[compte("6156", 100_000)])
    lu = bilan_carbone.flash(tables, 2024).row(0, named=True)
    assert (lu["emissions_tco2e"], lu["version"]) == (pytest.approx(15.0), "Base Carbone V23.6")


@pytest.mark.parametrize(
    ("nom", "place"),
    [
        ("Base Carbone V23.6", 0),
        ("Base Carbone V23.5", 0),
        ("Base Carbone 2027", 0),
        ("Nos facteurs", 0),
        ("Réseau de chaleur, relevé 2015", 0),
        ("Base Carbone V23.4", 1),
        ("Base Carbone V9", 1),
        ("Base Carbone 2026", 1),
        ("Base Carbone 2024", 1),
        ("Base Carbone 2015", 2),
    ],
)
def test_une_version_se_range_a_sa_date(nom: str, place: int) -> None:
    livrees = (Livree("2016", 2016, None), Livree("2026", 2026, (23, 5)))
    assert ranger([nom], livrees).index(nom) == place
    assert [un for un in ranger([nom], livrees) if un != nom] == ["2026", "2016"]


def test_le_classeur_et_le_detail_disent_la_version() -> None:
    tables = bilan(*achats(), facteurs=anciens("Base Carbone V17"))
    assert bilan_carbone.appliquees(bilan_carbone.detail(tables, 2024)) == {LIVREE: len(RATIOS)}
    feuille = feuilles(ecrire_beges(tables, 2024, "Base Carbone V17"))["Facteurs et versions"]
    assert "« Base Carbone V17 », puis" in feuille[1][0]
    assert {rang[3] for rang in feuille[4:]} == {"Base Carbone V17"}


def importees(dossier: Path, chemin: Path) -> tuple[Entrepot, pl.DataFrame]:
    entrepot = Entrepot.ouvrir(dossier / "comptes.duckdb")
    entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id="ville", nom="Ville", type="commune"))
    importer(entrepot, ACCES_LOCAL, previsualiser(entrepot, ACCES_LOCAL, "ville", chemin, chemin.name, OptionsImport()))
    return entrepot, entrepot.donnees(ACCES_LOCAL, "ville")["facteurs_emission"]


def test_un_export_de_la_base_carbone_aux_ratios_de_2016_ne_bouge_pas_le_total(tmp_path: Path) -> None:
    chemin = export(
        tmp_path,
        [
            ligne(
                une["code"],
                "Ratio",
                "kgCO2e/keuro (2016) HT",
                str(une["valeur"]),
                "Achats de services > Ratios monétaires",
            )
            for une in anciens("")
        ],
    )
    entrepot, facteurs = importees(tmp_path, chemin)
    entrepot.fermer()
    assert facteurs.height == len(RATIOS)
    assert total({**bilan(*achats()), "facteurs_emission": facteurs}) == pytest.approx(ATTENDU)


@pytest.mark.skipif(not REELLE.exists(), reason="l'extrait public n'est pas là")
def test_le_vrai_extrait_ne_ramene_pas_les_ratios_de_2016(tmp_path: Path) -> None:
    entrepot, facteurs = importees(tmp_path, REELLE)
    entrepot.fermer()
    identifiants = {une["code"] for une in anciens("")}
    assert identifiants & set(facteurs["code"]), "l'extrait porte au moins un ratio de 2016"
    assert total({**bilan(*achats()), "facteurs_emission": facteurs}) == pytest.approx(ATTENDU)


def test_une_autre_donnee_de_reference_change_le_bilan() -> None:
    """Facteurs, ratios, notes, postes et incertitudes se lisent à travers les données."""
    tables = bilan(flux("Machines", "m_machines", 100.0, "k€"), lignes_budgetaires=[compte("6156", 100_000)])
    avant = bilan_carbone.calculer(tables, 2024)

    def avec(nom: str, **colonnes: pl.Expr) -> pl.DataFrame:
        portees = {**tables, cle(nom): reference(nom).with_columns(**colonnes)}
        return bilan_carbone.calculer(portees, 2024)

    double = (pl.col("valeur").cast(pl.Float64) * 2).cast(pl.String)
    large = avec("facteurs_emission", valeur=double, maximum=pl.lit("1e9"))
    assert indicateur(large, "emissions")["valeur"] == pytest.approx(2 * indicateur(avant, "emissions")["valeur"])
    assert indicateur(avec("ratios_monetaires", ratio=pl.lit("m_machines")), "emissions_flash")[
        "valeur"
    ] == pytest.approx(27.3)
    for nom in ("pedigree", "incertitudes_familles"):
        assert (
            indicateur(avec(nom, valeur=double), "emissions")["borne_haute"]
            != indicateur(avant, "emissions")["borne_haute"]
        )
    renommes = avec("postes_beges", libelle=pl.lit("Autrement dit"))
    assert "4.1 Autrement dit" in set(renommes["poste"].drop_nulls())
    indulgent = avec("parametres_bilan", valeur=pl.lit("5"))
    assert indicateur(indulgent, "note_qualite")["valeur"] != indicateur(avant, "note_qualite")["valeur"]
    partout = avec("parametres_carbone", valeur=pl.lit("10"))
    assert indicateur(partout, "intervalle_symetrique")["borne_basse"] is not None


def test_un_code_qui_porte_une_barre_reste_un_seul_code() -> None:
    facteur = {"version": "V / 1", "code": "repas / bio", "valeur": 2.0, "unite": "repas", "poste": "4.1"}
    tables = bilan(
        flux("Repas / midi", "repas / bio", 1000.0, "repas", activite="Écoles / crèches", service="Éducation / sport"),
        facteurs=[facteur],
        lignes_budgetaires=[compte("6156 / A", 1000, fonction="02 / 0")],
    )
    assert bilan_carbone.detail(tables, 2024).select("code", "version").row(0) == ("repas / bio", "V / 1")
    calcul = bilan_carbone.calculer(tables, 2024)
    assert indicateur(calcul, "emissions_par_activite", "Écoles / crèches")["valeur"] == pytest.approx(2.0)
    assert indicateur(calcul, "emissions_par_service", "Éducation / sport")["valeur"] == pytest.approx(2.0)
    seul = bilan_carbone.flux_par_flux(tables, 2024).row(0, named=True)
    assert (seul["activite"], seul["flux"], seul["valeur"]) == ("Écoles / crèches", "Repas / midi", pytest.approx(2.0))
    comptes = bilan_carbone.compte_par_compte(tables, 2024)
    assert set(comptes.select("poste", "fonction").rows()) == {("6156 / A", "02 / 0")}


@pytest.mark.parametrize(("incertitude", "symetrique"), [(0.59, True), (0.6, True), (0.61, False)])
def test_la_meme_regle_de_symetrie_pour_le_bilan_et_la_trajectoire(incertitude: float, symetrique: bool) -> None:
    assert est_symetrique(incertitude, symetrie_maximale({})) is symetrique
    basse, haute = bornes(100.0, incertitude, symetrie_maximale({}))
    attendues = (1 - incertitude, 1 + incertitude) if symetrique else (1 / (1 + incertitude), 1 + incertitude)
    assert (basse, haute) == pytest.approx(tuple(100 * borne for borne in attendues))
