"""Garder un scénario : écrit par la saisie, relu tel quel, retiré, envoyé à une séance ; un lecteur ne garde rien."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from core.acces import ACCES_LOCAL, Acces, Role
from core.donnees.entrepot import Entrepot
from core.donnees.saisie import enregistrer
from core.erreurs import AccesRefuse
from core.usages.arbitrage import Scenario, scenarios
from core.usages.arbitrage.gardes import a_retirer, code_de, en_lignes
from tests.arbitrage.fabrique_arbitrage import mouvement

VILLE, ANNEE = "ville-orsevaux", 2024
ESSAI = Scenario(
    "essai",
    "L'essai du soir",
    ANNEE,
    "Commission des finances",
    "2024-11-28",
    (mouvement("action_climat", "reno_ecoles", "250000.00"), mouvement("politique", "Éducation", "-250000.00")),
    "Voir l'école",
)


@pytest.fixture
def entrepot(base_copiee: Path) -> Iterator[Entrepot]:
    ouvert = Entrepot.ouvrir(base_copiee)
    yield ouvert
    ouvert.fermer()


def poser(entrepot: Entrepot, ancien: Scenario | None, nouveau: Scenario | None, acces: Acces = ACCES_LOCAL) -> None:
    dit = nouveau or ancien
    assert dit is not None
    lignes = en_lignes(dit) if nouveau else en_lignes(dit).clear()
    enregistrer(
        entrepot, acces, VILLE, "scenarios", lignes, "Arbitrage", retirees=a_retirer(ancien, nouveau), publier=True
    )


def gardes(entrepot: Entrepot) -> dict[str, Scenario]:
    return scenarios(entrepot.donnees(ACCES_LOCAL, VILLE), ANNEE)


def test_un_scenario_garde_se_relit_tel_quel_avec_auteur_et_date(entrepot: Entrepot) -> None:
    poser(entrepot, None, ESSAI)
    assert gardes(entrepot)["essai"] == ESSAI


def test_modifier_retire_les_mouvements_qui_n_y_sont_plus(entrepot: Entrepot) -> None:
    poser(entrepot, None, ESSAI)
    neuf = replace(ESSAI, nom="Autre nom", mouvements=(mouvement("action_climat", "reno_ecoles", "10.00"),))
    poser(entrepot, ESSAI, neuf)
    assert gardes(entrepot)["essai"] == neuf
    poser(entrepot, neuf, None)
    assert "essai" not in gardes(entrepot) and len(gardes(entrepot)) == 2


def test_l_envoi_a_une_seance_est_garde_en_base_et_se_retire(entrepot: Entrepot) -> None:
    poser(entrepot, None, ESSAI)
    envoye = replace(ESSAI, seance="Conseil du 12 décembre 2024", date_envoi="2024-11-29")
    poser(entrepot, ESSAI, envoye)
    relu = gardes(entrepot)["essai"]
    assert (relu.seance, relu.date_envoi) == ("Conseil du 12 décembre 2024", "2024-11-29")
    assert relu.mouvements == ESSAI.mouvements
    poser(entrepot, envoye, ESSAI)
    assert gardes(entrepot)["essai"] == ESSAI


@pytest.mark.parametrize("role", [Role.LECTEUR, Role.ANIMATEUR])
def test_un_role_qui_ne_saisit_pas_ne_garde_rien(entrepot: Entrepot, role: Role) -> None:
    avant = entrepot.donnees(ACCES_LOCAL, VILLE)["scenarios"]
    with pytest.raises(AccesRefuse):
        poser(entrepot, None, ESSAI, Acces("Élue", role, frozenset({VILLE})))
    assert entrepot.donnees(ACCES_LOCAL, VILLE)["scenarios"].equals(avant)


def test_un_agent_d_ailleurs_ne_garde_rien_ici(entrepot: Entrepot) -> None:
    with pytest.raises(AccesRefuse):
        poser(entrepot, None, ESSAI, Acces("Agent", Role.AGENT, frozenset({"nuits-orsevaux"})))


def test_la_saisie_laisse_sa_trace_et_s_annule(entrepot: Entrepot) -> None:
    poser(entrepot, None, ESSAI)
    ligne = entrepot.donnees(ACCES_LOCAL, VILLE)["scenarios"].filter(pl.col("scenario") == "essai").row(0, named=True)
    assert ligne["fichier"] == "Saisie à l'écran — Arbitrage" and ligne["feuille"] == "Arbitrage"
    entrepot.annuler(ACCES_LOCAL, ligne["import_id"])
    assert "essai" not in gardes(entrepot)


@pytest.mark.parametrize(
    ("nom", "existants", "attendu"),
    [
        ("Sobriété d'abord", (), "sobriete-d-abord"),
        ("Cœur d’îlot", (), "coeur-d-ilot"),
        ("!!!", (), "scenario"),
        ("Essai", ("essai",), "essai-2"),
        ("Essai", ("essai", "essai-2"), "essai-3"),
    ],
)
def test_un_code_se_tire_du_nom(nom: str, existants: tuple[str, ...], attendu: str) -> None:
    assert code_de(nom, existants) == attendu
