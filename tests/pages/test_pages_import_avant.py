"""Ce que l'agent voit avant de répondre et de confirmer : l'extrait, les remarques qui comptent, le fichier déjà vu."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
import streamlit as st

from core.acces import ACCES_LOCAL
from core.donnees.lecture import Avance, Lecture, Suivi, lire
from core.modele import Territoire
from pages._importer import avancement, depot, phrases
from pages._outils import chargement
from tests.pages.test_pages_import import BON, SANS_ETAPE, TERRITOIRE, cliquer, deposer, lu
from tests.pages.test_pages_import_refus import simple
from tests.pages.visite import Ouvrir, aller


def test_les_premieres_lignes_se_lisent_avant_de_repondre_sans_donnee_personnelle(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), SANS_ETAPE.replace("Impôts", "agent@exemple.fr"))
    assert "Les 2 premières lignes" in simple(lu(page))
    (extrait,) = [table.value for table in page.dataframe]
    assert "Électricité" in extrait["c8"].to_list()
    assert "agent@exemple.fr" not in extrait.to_string()
    assert extrait["ligne"].to_list() == ["2", "3"]
    page.radio(key="question_etape").set_value("CFU")
    cliquer(page, "Continuer")
    assert "premières lignes** de" not in simple(lu(page))


def test_une_remarque_qui_compte_n_est_pas_pliee(ouvrir_copie: Ouvrir) -> None:
    page = deposer(
        ouvrir_copie("importer", territoire=TERRITOIRE), BON + "TOTAL;;;;;;;;;;99 999,99\n", "total_faux.csv"
    )
    assert not page.exception
    (alerte,) = page.warning
    assert "ne se retrouve pas" in simple(alerte.value)


def test_le_meme_fichier_redepose_se_dit(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON)
    cliquer(page, "Importer ces lignes")
    numero = chargement.entrepot().imports(ACCES_LOCAL, TERRITOIRE)["id"][0]
    cliquer(page, "Déposer un autre fichier")
    deposer(page, BON, "autre_nom.csv")
    assert f"a déjà été importé : import n° {numero}, « export.csv »" in simple(page.warning[0].value)
    chargement.entrepot().annuler(ACCES_LOCAL, int(numero))
    page.run()
    assert "déjà été importé" not in lu(page)


def test_un_apercu_perime_ne_s_importe_pas(ouvrir_copie: Ouvrir) -> None:
    """Un autre import passe pendant que l'aperçu est à l'écran : la confirmation montre celui d'aujourd'hui."""
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON)
    autre = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON, "autre.csv")
    cliquer(autre, "Importer ces lignes")
    avant = chargement.entrepot().imports(ACCES_LOCAL, TERRITOIRE).height
    cliquer(page, "Importer ces lignes")
    assert not page.exception
    assert chargement.entrepot().imports(ACCES_LOCAL, TERRITOIRE).height == avant
    assert "ne change rien" in lu(page)


def test_le_journal_dit_que_le_seul_import_est_annule(ouvrir_copie: Ouvrir) -> None:
    neuve = Territoire(id="ville-neuve", nom="Ville neuve", type="commune")
    chargement.entrepot().ajouter_territoire(ACCES_LOCAL, neuve)
    page = deposer(ouvrir_copie("importer", territoire=neuve.id), BON)
    cliquer(page, "Importer ces lignes")
    cliquer(page, "Annuler cet import")
    aller(page, "journal", {"territoire": "ville-neuve"})
    assert "son seul import est annulé, aucune donnée n’est en vigueur" in simple(page.title[0].value)


def test_une_lecture_qui_dure_dit_sa_place_et_sa_ligne_puis_se_tait(
    ouvrir_copie: Ouvrir, monkeypatch: pytest.MonkeyPatch
) -> None:
    dites: list[str] = []

    def lire_lentement(chemin: Path, nom: str, indications: dict[str, str], suivre: Suivi) -> Lecture:
        for avance in (Avance(avant=2), Avance(0, "Export", 50, 100)):
            suivre(avance)
            dites.append(phrases.avancement(avance))
        return lire(chemin, nom, indications=indications)

    monkeypatch.setattr(avancement, "DELAI", 0.0)
    monkeypatch.setattr(depot, "lire", lire_lentement)
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON)
    assert not page.exception
    assert [simple(texte) for texte in dites] == ["2 fichiers avant le vôtre", "Export : ligne 50 sur 100"]
    assert "rien n’est encore écrit" in lu(page)
    assert not [bouton for bouton in page.button if bouton.label == "Annuler"]


def test_annuler_une_lecture_ne_laisse_ni_import_ni_copie(
    ouvrir_copie: Ouvrir, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Le clic arrive pendant la lecture : Streamlit l'interrompt à sa prochaine nouvelle, puis le dépôt est oublié."""

    def cliquer_pendant(chemin: Path, nom: str, indications: dict[str, str], suivre: Suivi) -> Lecture:
        suivre(Avance(0, "Export", 1, 100))
        st.stop()

    monkeypatch.setattr(avancement, "DELAI", 0.0)
    monkeypatch.setattr(depot, "lire", cliquer_pendant)
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON)
    cliquer(page, "Annuler")
    assert not page.exception
    assert page.get("file_uploader")
    assert list(depot.dossier_depots().iterdir()) == []
    assert chargement.entrepot().imports(ACCES_LOCAL, TERRITOIRE).filter(pl.col("statut") == "brouillon").is_empty()
