"""L'écran « Cotation » : ses vues, ses lentilles, la page d'une ligne, la preuve, et qui peut l'ouvrir."""

from __future__ import annotations

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.tables.affectations import AFFECTATIONS, LENTILLES_AFFECTATION
from core.usages.cotation.travail import CRITERES, compter
from pages import _cadre
from tests.pages.cotation_essai import etat, lu, ouvrir_la_ville
from tests.pages.visite import EXEMPLES, TROUS, VIDE, Ouvrir, parametre


@pytest.mark.parametrize("vue", ["file", "lot", "desaccords", "preuve"])
@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_vue_s_affiche_pour_chaque_territoire(ouvrir: Ouvrir, territoire: str, vue: str) -> None:
    page = ouvrir("cotation", territoire=territoire, vue=vue)
    assert not page.exception
    assert not page.error
    assert len(page.title) == 1


@pytest.mark.parametrize("lentille", ["axe_6", "genre", "politique", "capital", "donut", "activite"])
def test_chaque_lentille_a_sa_file(ouvrir: Ouvrir, lentille: str) -> None:
    page = ouvrir_la_ville(ouvrir, lentille=lentille)
    assert not page.exception
    assert not page.error


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_toutes_est_la_somme_des_etats_sous_chaque_lentille(ouvrir: Ouvrir, territoire: str) -> None:
    ouvrir("cotation", territoire=territoire)
    for lentille in LENTILLES_AFFECTATION:
        comptes = compter(etat(lentille, territoire))
        assert comptes.pop("toutes") == sum(comptes.values()) > 0


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_critere_resserre_la_file_et_se_dit(ouvrir: Ouvrir, territoire: str) -> None:
    fermee = ouvrir("cotation", territoire=territoire, statut="toutes")
    fermee.session_state["porte_criteres"] = True
    listes = {str(liste.key): liste for liste in fermee.run().selectbox}
    for nom in CRITERES:
        valeurs = listes[f"liste_{nom}"].options
        assert valeurs[0] == "Toutes les valeurs"
        if len(valeurs) > 1:
            resserree = ouvrir("cotation", territoire=territoire, statut="toutes", page="2", service="nulle part")
            resserree.session_state["porte_criteres"] = True
            resserree.run()
            choisie = next(une for une in resserree.selectbox if une.key == f"liste_{nom}")
            choisie.select_index(1).run()
            assert not resserree.exception
            assert "1 critère" in lu(resserree)
            assert parametre(resserree, nom) and not parametre(resserree, "page")


def test_un_territoire_sans_budget_dit_quoi_faire_et_un_territoire_sans_cotation_a_sa_file(ouvrir: Ouvrir) -> None:
    vide = ouvrir("cotation", territoire=VIDE.id)
    assert "n’est pas encore renseignée" in lu(vide)
    neuf = ouvrir("cotation", territoire=TROUS.id)
    assert not neuf.exception
    assert "rien n’est encore coté" in neuf.title[0].value.replace("\\", "")


@pytest.mark.parametrize("vue", ["<script>", "preuve"])
def test_des_parametres_absurdes_n_ont_aucun_effet(ouvrir: Ouvrir, vue: str) -> None:
    page = ouvrir_la_ville(
        ouvrir, vue=vue, lentille="<b>", statut="x", page="-3", q="<i>", service="nulle part", ligne=""
    )
    assert not page.exception
    assert not page.error


def test_le_titre_annonce_ce_qu_il_reste(ouvrir: Ouvrir) -> None:
    titre = ouvrir_la_ville(ouvrir).title[0].value
    assert "80\\u00a0%" in titre.replace("\u00a0", "\\u00a0") or "cotés" in titre
    assert "Atténuation" in titre
    assert "Égalité" in ouvrir_la_ville(ouvrir, lentille="genre").title[0].value


def test_la_page_d_une_ligne_montre_ses_lentilles_son_histoire_et_sa_chaine(ouvrir: Ouvrir) -> None:
    ouvrir_la_ville(ouvrir)
    disputee = etat().filter(pl.col("statut") == "desaccord").row(0, named=True)
    page = ouvrir_la_ville(ouvrir, ligne=disputee["signature"])
    assert not page.exception
    assert "lentilles sur 11" in lu(page)
    assert {titre.value for titre in page.header} == {"D’un exercice à l’autre", "D’où vient cette ligne"}
    histoire, chaine = (cadre.value for cadre in page.dataframe[-2:])
    assert "2024" in histoire["Exercice"].to_list()
    assert all(chaine["fichier"])
    assert all(chaine["cellule"])
    page.button(key="revenir").click().run()
    assert parametre(page, "ligne") == ""


def test_une_ligne_inconnue_le_dit(ouvrir: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir, ligne="principal|0|0|||<b>rien</b>")
    assert not page.exception
    assert "n’existe pas" in page.title[0].value
    assert "<b>" not in lu(page)


def test_la_preuve_tombe_juste_au_centime_pour_chaque_exemple(ouvrir: Ouvrir) -> None:
    for territoire in EXEMPLES:
        page = ouvrir("cotation", territoire=territoire, vue="preuve")
        assert page.title[0].value.startswith("Chaque euro compte une fois")
        preuve = page.dataframe[0].value
        assert len(preuve) == len(AFFECTATIONS.colonne("lentille").type.valeurs)  # type: ignore[union-attr]
        assert set(preuve["Écart (€)"]) == {"0,00"}


def test_en_projection_seul_l_avancement_reste(ouvrir: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir, mode="projection")
    assert not page.exception
    assert not page.selectbox
    assert not page.dataframe
    assert [un.label for un in page.button] == ["Quitter la projection"]
    assert len(page.title) == 1


def test_un_lecteur_recoit_un_message_clair(ouvrir: Ouvrir, monkeypatch: pytest.MonkeyPatch) -> None:
    ouvrir_la_ville(ouvrir)
    complet = _cadre.menu
    monkeypatch.setattr(_cadre, "menu", lambda qui, visibles: complet(ACCES_LOCAL, visibles))
    monkeypatch.setenv("COMPTES_ROLE", "lecteur")
    page = ouvrir_la_ville(ouvrir)
    assert "ne permet pas d’importer" in lu(page)
    assert not [un for un in page.button if un.label.startswith("Enregistrer")]
