"""L'entrepôt des écrans : un seul par processus, qu'aucune session ne peut faire fermer ou rouvrir."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from core.acces import ACCES_LOCAL, Role
from core.donnees.entrepot import Entrepot
from core.reglages import Reglages, reglages
from pages._outils import chargement


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    chemin = tmp_path / "comptes.duckdb"
    monkeypatch.setenv("COMPTES_BASE", str(chemin))
    yield chemin
    chargement.fermer()


def test_vider_les_caches_de_streamlit_ne_touche_pas_l_entrepot(base: Path) -> None:
    ouvert = chargement.entrepot()
    st.cache_resource.clear()
    st.cache_data.clear()
    assert chargement.entrepot() is ouvert
    assert chargement.entrepot().territoires(ACCES_LOCAL) == []


def test_vingt_fils_ouvrent_un_seul_entrepot(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ouvertures: list[Path] = []
    vraie = Entrepot.ouvrir

    def ouvrir(chemin: Path) -> Entrepot:
        ouvertures.append(chemin)
        return vraie(chemin)

    monkeypatch.setattr(Entrepot, "ouvrir", ouvrir)
    depart, obtenus = threading.Barrier(20), []

    def demander() -> None:
        depart.wait()
        obtenus.append(chargement.entrepot())

    fils = [threading.Thread(target=demander) for _ in range(20)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert ouvertures == [base]
    assert len(obtenus) == 20 and len({id(un) for un in obtenus}) == 1


def test_fermer_rend_le_fichier_et_le_prochain_besoin_le_rouvre(base: Path) -> None:
    ferme = chargement.entrepot()
    chargement.fermer()
    Entrepot.ouvrir(base).fermer()
    assert chargement.entrepot() is not ferme
    chargement.fermer()
    chargement.fermer()


def test_les_reglages_sont_construits_une_fois_et_suivent_l_environnement(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reglages() is reglages()
    assert reglages().base == base and reglages().role is Role.ADMINISTRATEUR
    monkeypatch.setenv("COMPTES_ROLE", "lecteur")
    assert reglages().role is Role.LECTEUR
    monkeypatch.setenv("COMPTES_BASE", str(tmp_path / "autre.duckdb"))
    assert reglages() == Reglages() and reglages().base == tmp_path / "autre.duckdb"
