"""Chaque écran, pour chaque territoire d'exemple, un territoire vide et un territoire à trous."""

from __future__ import annotations

import pytest

from core.format_fr import en_lettres
from core.methodes import METHODES
from tests.pages.visite import ECRANS, EXEMPLES, FIGURES, TERRITOIRES, TROUS, VIDE, Ouvrir, textes


@pytest.mark.parametrize("territoire", TERRITOIRES)
@pytest.mark.parametrize("ecran", ECRANS)
def test_l_ecran_s_affiche_avec_un_seul_titre_et_sans_panne(ouvrir: Ouvrir, ecran: str, territoire: str) -> None:
    page = ouvrir(ecran, territoire=territoire)
    assert not page.exception
    assert len(page.title) == 1, [titre.value for titre in page.title]
    assert not page.error


@pytest.mark.parametrize("exercice", ["2021", "2022", "2023"])
@pytest.mark.parametrize("ecran", FIGURES)
def test_les_exercices_anciens_s_affichent_aussi(ouvrir: Ouvrir, ecran: str, exercice: str) -> None:
    page = ouvrir(ecran, territoire="ville-orsevaux", exercice=exercice)
    assert not page.exception
    assert not page.error
    assert len(page.title) == 1


@pytest.mark.parametrize("territoire", EXEMPLES[:3])
@pytest.mark.parametrize("ecran", FIGURES)
def test_en_projection_ni_commande_ni_pied_ne_restent(ouvrir: Ouvrir, ecran: str, territoire: str) -> None:
    page = ouvrir(ecran, territoire=territoire, mode="projection")
    assert not page.exception
    assert not page.selectbox
    assert not page.dataframe
    assert [bouton.label for bouton in page.button] == ["Quitter la projection"]


@pytest.mark.parametrize("ecran", FIGURES)
def test_un_territoire_vide_dit_quoi_faire(ouvrir: Ouvrir, ecran: str) -> None:
    page = ouvrir(ecran, territoire=VIDE.id)
    assert "n’est pas encore renseignée" in textes(page).replace("\\", "")
    assert "Import" in textes(page)


def test_l_accueil_d_un_territoire_vide_accueille(ouvrir: Ouvrir) -> None:
    page = ouvrir(territoire=VIDE.id)
    assert "n’a pas encore de données" in page.title[0].value
    assert "gabarit" in textes(page)


def test_l_accueil_a_quatre_cartes_dont_chaque_phrase_est_celle_de_l_ecran(ouvrir: Ouvrir) -> None:
    cartes = {titre.value for titre in ouvrir(territoire="ville-orsevaux", exercice="2024").header}
    assert len(cartes) == 4
    for ecran in ("donut", "capitaux", "carbone", "budget"):
        phrase = ouvrir(ecran, territoire="ville-orsevaux", exercice="2024").title[0].value
        assert phrase in cartes, ecran


def test_l_accueil_dit_ce_qui_manque_et_le_dernier_import(ouvrir: Ouvrir) -> None:
    lus = textes(ouvrir(territoire=TROUS.id)).replace("\\", "")
    assert "Il manque" in lus
    assert "Dernier import : « bp_2024.csv »" in lus


def test_un_territoire_fictif_le_dit_et_un_brouillon_aussi(ouvrir: Ouvrir) -> None:
    assert "Territoire fictif" in textes(ouvrir(territoire="ville-orsevaux"))
    brouillon = textes(ouvrir(territoire=TROUS.id))
    assert "Territoire fictif" not in brouillon
    assert "Chiffres provisoires" in brouillon


def test_les_fiches_disent_l_etat_de_chaque_table(ouvrir: Ouvrir) -> None:
    page = ouvrir("methodes", territoire=TROUS.id, methode="donut")
    assert f"trois des {en_lettres(len(METHODES))} méthodes se calculent" in page.title[0].value.replace("\\", "")
    assert "pas encore renseignée" in textes(page)
    assert "✓" in textes(ouvrir("methodes", territoire="ville-orsevaux", methode="donut"))


def test_l_accueil_d_un_territoire_a_trous_renvoie_aux_methodes(ouvrir: Ouvrir) -> None:
    lus = textes(ouvrir(territoire=TROUS.id)).replace("\\", "")
    assert "en attendent pour se calculer" in lus
    assert "- **Donut**" in lus and "Pour la calculer," in lus
    assert "Il manque" not in textes(ouvrir(territoire=VIDE.id)), "l'accueil vide accueille, il ne liste pas"
