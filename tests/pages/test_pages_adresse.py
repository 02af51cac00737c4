"""L'adresse est l'état : elle survit au rechargement et au changement d'écran, et ne fait jamais tomber la page."""

from __future__ import annotations

import pytest

from tests.pages.visite import Ouvrir, aller, parametre, remplir, textes


def test_la_premiere_visite_montre_la_ville_d_orsevaux_et_son_dernier_exercice(ouvrir: Ouvrir) -> None:
    page = ouvrir()
    assert "Orsevaux" in page.title[0].value
    assert page.selectbox(key="choix_territoire").value == "ville-orsevaux"
    assert str(page.selectbox(key="choix_exercice").value) == page.selectbox(key="choix_exercice").options[0]


def test_choisir_un_territoire_et_un_exercice_les_ecrit_dans_l_adresse(ouvrir: Ouvrir) -> None:
    page = ouvrir()
    page.selectbox(key="choix_territoire").select("cc-val-de-lorvanne").run()
    page.selectbox(key="choix_exercice").select(2022).run()
    assert parametre(page, "territoire") == "cc-val-de-lorvanne"
    assert parametre(page, "exercice") == "2022"
    assert "Lorvanne" in page.title[0].value


def test_territoire_et_exercice_suivent_d_un_ecran_a_l_autre(ouvrir: Ouvrir) -> None:
    page = ouvrir(territoire="cc-val-de-lorvanne", exercice="2022")
    aller(page, "budget")
    assert parametre(page, "territoire") == "cc-val-de-lorvanne"
    assert parametre(page, "exercice") == "2022"


def test_une_adresse_nue_garde_le_territoire_et_l_exercice_de_la_session(ouvrir: Ouvrir) -> None:
    """« Précédent » ramène aux adresses que le menu avait ouvertes nues."""
    page = ouvrir("budget", territoire="cc-val-de-lorvanne", exercice="2022")
    remplir(page, {})
    page.run()
    assert page.selectbox(key="choix_territoire").value == "cc-val-de-lorvanne"
    assert page.selectbox(key="choix_exercice").value == 2022


def test_la_vue_d_un_ecran_est_retrouvee_en_y_revenant_et_ne_fuit_pas_ailleurs(ouvrir: Ouvrir) -> None:
    page = ouvrir("budget", territoire="ville-orsevaux", vue="epargne")
    aller(page, "capitaux")
    assert parametre(page, "vue") != "epargne"
    aller(page, "budget")
    assert parametre(page, "vue") == "epargne"


def test_changer_de_territoire_oublie_vue_et_selection(ouvrir: Ouvrir) -> None:
    page = ouvrir("budget", territoire="ville-orsevaux", vue="epargne", selection="culture")
    page.selectbox(key="choix_territoire").select("metropole-castelvive").run()
    assert parametre(page, "vue") == ""
    assert parametre(page, "selection") == ""


@pytest.mark.parametrize("territoire", ["inconnu", "../../etc", "'; DROP TABLE territoires", "<b>x</b>"])
def test_un_territoire_inconnu_donne_un_message_sans_le_repeter(ouvrir: Ouvrir, territoire: str) -> None:
    page = ouvrir("donut", territoire=territoire)
    assert not page.exception
    assert len(page.title) == 1
    assert "n’existe pas" in textes(page).replace("\\", "")
    assert territoire not in textes(page)
    page.selectbox(key="choix_territoire").select("ville-orsevaux").run()
    assert not page.error


@pytest.mark.parametrize("exercice", ["1999", "abc", "-1", "٢٠٢٤", "9" * 40])
def test_un_exercice_inconnu_montre_le_dernier_et_le_dit(ouvrir: Ouvrir, exercice: str) -> None:
    page = ouvrir("budget", territoire="ville-orsevaux", exercice=exercice)
    assert not page.exception
    assert "Exercice demandé non renseigné" in textes(page)


@pytest.mark.parametrize("ecran", ["donut", "capitaux", "carbone", "budget", "methodes"])
def test_des_parametres_absurdes_n_ont_aucun_effet(ouvrir: Ouvrir, ecran: str) -> None:
    adresse = dict.fromkeys(("vue", "selection", "lentille", "sens", "section", "unite", "methode"), "<script>")
    page = ouvrir(ecran, territoire="ville-orsevaux", **adresse)
    assert not page.exception
    assert not page.error
    assert "<script>" not in textes(page)


def test_projeter_puis_quitter_se_lit_dans_l_adresse(ouvrir: Ouvrir) -> None:
    page = ouvrir("budget", territoire="ville-orsevaux")
    page.button(key="projeter").click().run()
    assert parametre(page, "mode") == "projection"
    page.button(key="quitter").click().run()
    assert parametre(page, "mode") == ""
    assert page.selectbox(key="choix_territoire").value == "ville-orsevaux"


def test_le_retour_du_navigateur_suit_l_adresse(ouvrir: Ouvrir) -> None:
    page = ouvrir(territoire="ville-orsevaux")
    remplir(page, {"territoire": "metropole-castelvive"})
    page.run()
    assert page.selectbox(key="choix_territoire").value == "metropole-castelvive"
