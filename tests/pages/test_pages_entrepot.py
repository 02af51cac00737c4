"""L'entrepôt des écrans : un seul par processus, qu'aucune session ne peut faire fermer ou rouvrir."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

from core.acces import ACCES_LOCAL, Acces, Role
from core.donnees.entrepot import Depot, Entrepot, Instantane, pannes
from core.erreurs import ErreurComptes
from core.modele import Territoire
from core.reglages import Reglages, reglages
from pages import _cadre
from pages._outils import chargement
from pages._outils.contexte import Contexte


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


def test_ce_qu_on_lit_porte_la_version_de_l_instant_ou_on_l_a_lu(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Un import tombe entre la version demandée et la lecture : les tables nouvelles n'entrent pas sous l'ancienne."""
    ouvert = chargement.entrepot()
    ouvert.ajouter_territoire(ACCES_LOCAL, Territoire(id="ville", nom="Ville", type="commune"))
    ancienne = ouvert.version(ACCES_LOCAL, "ville")
    vraie = Entrepot.instantane

    def lire(entrepot: Entrepot, qui: Acces, territoire: str) -> Instantane:
        if entrepot.version(qui, territoire) == ancienne:
            depot = Depot(territoire, "f", "csv", "e", "", "s", ())
            entrepot.enregistrer(qui, depot, ancienne)
        return vraie(entrepot, qui, territoire)

    monkeypatch.setattr(Entrepot, "instantane", lire)
    lu = chargement.instantane("ville", ACCES_LOCAL)
    assert lu.version == ouvert.version(ACCES_LOCAL, "ville") > ancienne
    assert chargement.tables("ville", lu.version, ACCES_LOCAL) is lu.tables
    assert chargement.imports("ville", lu.version, ACCES_LOCAL).height == 1
    with pytest.raises(ErreurComptes, match="viennent de changer"):
        chargement.tables("ville", ancienne, ACCES_LOCAL)


def test_le_journal_d_une_version_s_arrete_a_elle(base: Path) -> None:
    ouvert = chargement.entrepot()
    ouvert.ajouter_territoire(ACCES_LOCAL, Territoire(id="ville", nom="Ville", type="commune"))
    version = ouvert.version(ACCES_LOCAL, "ville")
    ouvert.enregistrer(ACCES_LOCAL, Depot("ville", "f", "csv", "e", "", "s", ()), version)
    assert chargement.journal("ville", version, ACCES_LOCAL)["numero"].to_list() == [version]


def test_l_ecran_dit_la_lecture_seule_a_qui_pourrait_ecrire(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ouvert = chargement.entrepot()
    ouvert.ajouter_territoire(ACCES_LOCAL, Territoire(id="ville", nom="Ville", type="commune"))
    dits: list[str] = []
    monkeypatch.setattr(_cadre.st, "markdown", dits.append)
    courant = Contexte(Territoire(id="ville", nom="Ville", type="commune"), 2024, ACCES_LOCAL, 1, projection=False)
    lecteur = replace(courant, acces=Acces("une élue", Role.LECTEUR, None))
    _cadre._mentions(courant)
    assert dits == []
    monkeypatch.setattr(pannes, "ESPACE_MINIMAL", 1 << 60)
    _cadre._mentions(lecteur)
    assert dits == []
    _cadre._mentions(courant)
    assert len(dits) == 1 and "Lecture seule : Il ne reste que" in dits[0]
