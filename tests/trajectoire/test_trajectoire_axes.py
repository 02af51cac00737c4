"""Un code dit ce qu'il veut, barre oblique comprise ; une donnée de référence remplacée change le résultat."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from core.dossier import Dossier, ouvrir
from core.figures.trajectoire.lecture import lire, trajectoires
from core.figures.trajectoire.panneau import rubriques
from core.figures.trajectoire.vues import Adresse, composer
from core.methodes import trajectoire
from core.modele import Territoire
from core.references import cle, reference
from core.usages.arbitrage import lectures
from tests.trajectoire.fabrique_carbone import donnees, emissions, ligne, ville

SNBC = {"trajectoire": "nationale", "forme": "snbc", "annee": 2050, "annee_reference": 2020}


def obliques() -> dict[str, pl.DataFrame]:
    """Un secteur, une trajectoire et deux actions dont les noms portent « / », et d'autres qui en sont un morceau."""
    tables = ville()
    tables["emissions"] += emissions({2024: 30.0}, perimetre="organisation", secteur="bâtiments/tertiaire")
    for une in tables["emissions"]:
        une["secteur"] = {"transports": "transports/fret", "bâtiments": "transports"}.get(
            une["secteur"], une["secteur"]
        )
    tables["objectifs_emissions"] += [
        dict(une, trajectoire="PCAET/révisé", emissions_tco2e=une["emissions_tco2e"] / 2)
        for une in tables["objectifs_emissions"]
    ]
    tables["actions_climat"][0]["code"] = "bus/express"
    tables["actions_climat"][1]["code"] = "bus"
    return donnees(tables)


def dossier(tables: dict[str, pl.DataFrame]) -> Dossier:
    return ouvrir(Territoire(id="essai", nom="Essai", type="commune"), 2024, (2023, 2024), tables)


def test_un_code_qui_porte_une_barre_oblique_garde_ses_lignes() -> None:
    obtenus = trajectoire.calculer(obliques(), 2024)
    assert ligne(obtenus, "emissions", "transports/fret", 2024)["valeur"] == 580.0
    assert ligne(obtenus, "emissions", "transports", 2024)["valeur"] == 370.0
    assert ligne(obtenus, "emissions", "bâtiments/tertiaire", 2024, perimetre="organisation")["valeur"] == 30.0
    assert ligne(obtenus, "effet_action", "bus/express", 2030)["valeur"] == pytest.approx(120.0)
    assert ligne(obtenus, "effet_action", "bus", 2030)["valeur"] == pytest.approx(40.0)
    efforts = [ligne(obtenus, "effort_requis", nom, 2030)["valeur"] for nom in ("PCAET", "PCAET/révisé")]
    assert efforts == [350.0, 650.0]


def test_les_vues_et_l_arbitrage_lisent_la_trajectoire_voulue_et_elle_seule() -> None:
    tables = obliques()
    obtenus = trajectoire.calculer(tables, 2024)
    assert list(trajectoires(obtenus, "territoire")) == ["PCAET", "PCAET/révisé"]
    lue = lire(obtenus, tables["actions_climat"], "territoire", "PCAET/révisé", 2024)
    assert (lue.chiffres["effort_requis"], set(lue.effets)) == (650.0, {"bus/express", "bus"})
    vue = composer(Adresse(trajectoire="PCAET/révisé"), dossier(tables))
    assert set(vue.indicateurs.filter(pl.col("indicateur") == "emissions_objectif")["poste"]) == {"PCAET/révisé"}
    ecarts = lectures.trajectoire(tables, obtenus, 2024).filter(pl.col("cle").str.contains("/ecart/"))
    assert dict(ecarts.select("groupe", "valeur").iter_rows()) == {
        "Territoire, PCAET": pytest.approx(190.0),
        "Territoire, PCAET/révisé": pytest.approx(490.0),
    }


def test_les_periodes_du_panneau_sont_celles_de_la_trajectoire_lue() -> None:
    tables = donnees(ville() | {"objectifs_emissions": [SNBC, SNBC | {"trajectoire": "nationale/bis"}]})
    obtenus = trajectoire.calculer(tables, 2024)
    lue = lire(obtenus, tables["actions_climat"], "territoire", "nationale/bis", 2024)
    dites = dict(rubriques(lue, obtenus, None))["Périodes de la SNBC, ramenées au territoire"]
    assert dites.count("SNBC-2 2024-2028") == 1


def calculer_avec(nom: str, tables: dict[str, Any], **colonnes: pl.Expr) -> pl.DataFrame:
    """Les indicateurs quand une donnée de référence est remplacée par une autre version."""
    return trajectoire.calculer(donnees(tables) | {cle(nom): reference(nom).with_columns(**colonnes)}, 2024)


def test_une_donnee_de_reference_remplacee_change_le_resultat() -> None:
    tables = ville() | {"objectifs_emissions": [SNBC]}
    livre = trajectoire.calculer(donnees(tables), 2024)
    doublee = {"valeur": (pl.col("valeur").cast(pl.Float64) * 2).cast(pl.String)}
    # Deux fois plus de budget national, de cible en part de 1990 : autant de fois plus ici.
    for nom, indicateur, axes in (
        ("snbc_budgets", "budget_periode", {"periode": "SNBC-2 2024-2028"}),
        ("snbc_cibles", "emissions_objectif", {}),
    ):
        exercice = 2028 if axes else 2050
        avant, apres = (
            ligne(frame, indicateur, "nationale", exercice, **axes)["valeur"]
            for frame in (livre, calculer_avec(nom, tables, **doublee))
        )
        assert apres == pytest.approx(2 * avant), nom


def test_une_constante_remplacee_change_le_resultat() -> None:
    def constante(cherchee: str, valeur: str) -> pl.Expr:
        return pl.when(pl.col("cle") == cherchee).then(pl.lit(valeur)).otherwise(pl.col("valeur"))

    large = calculer_avec("parametres_carbone", ville(), valeur=constante("incertitude_symetrique_max", "0.05"))
    assert ligne(large, "emissions", "transports", 2024)["borne_haute"] == pytest.approx(580 * 1.1)
    assert ligne(large, "emissions", "transports", 2024)["borne_basse"] == pytest.approx(580 / 1.1)
    exigeant = calculer_avec("parametres_carbone", ville(), valeur=constante("secteurs_pcaet_minimum", "9"))
    assert ligne(exigeant, "emissions_snbc", None, 2024)["valeur"] is None
