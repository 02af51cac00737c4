"""Les rayons de la roue, contre les valeurs de contrôle de la note de méthode, et les textes qui doivent tenir."""

from __future__ import annotations

import itertools
from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figures.donut.geometrie import (
    JEU,
    RAYON_LIMITE,
    RAYON_PLAFOND,
    RAYON_PLANCHER,
    RAYON_TROU,
    Secteur,
    decouper,
    en_bas,
    partager,
    rayon_depassement,
    rayon_manque,
)
from core.figures.donut.textes import composer, largeur, lignes, syllabes


def test_un_manque_de_35_pour_cent_couvre_35_pour_cent_du_disque() -> None:
    rayon = rayon_manque(0.35, plancher=1.0, trou=0.0)
    assert rayon == pytest.approx(0.8062, abs=5e-5)
    assert 1 - rayon**2 == pytest.approx(0.35)


def test_un_depassement_d_un_plafond_sur_deux_couvre_la_moitie_de_la_bande() -> None:
    rayon = rayon_depassement(1.0, plafond=1.5, limite=3.0, maximum=2.0)
    assert rayon == pytest.approx(2.3717, abs=5e-5)
    assert (rayon**2 - 1.5**2) / (3.0**2 - 1.5**2) == pytest.approx(0.5)


@given(st.floats(0, 1))
def test_la_surface_d_un_manque_est_proportionnelle(manque: float) -> None:
    case = Secteur(0.1, 0.6, RAYON_TROU, RAYON_PLANCHER)
    plein = Secteur(0.1, 0.6, rayon_manque(manque), RAYON_PLANCHER)
    assert plein.surface == pytest.approx(manque * case.surface, abs=1e-6)


@given(st.floats(0, 3))
def test_la_surface_d_un_depassement_est_proportionnelle_jusqu_a_la_coupe(depassement: float) -> None:
    case = Secteur(0.1, 0.6, RAYON_PLAFOND, RAYON_LIMITE)
    plein = Secteur(0.1, 0.6, RAYON_PLAFOND, rayon_depassement(depassement))
    assert plein.surface == pytest.approx(depassement / 3 * case.surface, abs=1e-6)


def test_au_dela_de_300_pour_cent_le_secteur_est_coupe_et_le_negatif_ne_deborde_pas() -> None:
    assert rayon_depassement(32.0) == rayon_depassement(3.0) == pytest.approx(RAYON_LIMITE)
    assert rayon_depassement(-0.4) == pytest.approx(RAYON_PLAFOND)


@pytest.mark.parametrize("nombre", [1, 2, 9, 11, 24, 60])
def test_les_parts_sont_egales_sans_se_toucher_et_font_le_tour(nombre: int) -> None:
    parts = decouper(nombre)
    largeurs = [fin - debut for debut, fin in parts]
    assert len(parts) == nombre
    assert max(largeurs) == pytest.approx(min(largeurs))
    assert all(suivante[0] > part[1] for part, suivante in itertools.pairwise(parts))
    assert 2 * pi - sum(largeurs) == pytest.approx(nombre * min(JEU, 2 * pi / nombre / 10))


def test_plusieurs_indicateurs_partagent_l_angle_jamais_le_rayon() -> None:
    assert partager(0.2, 0.8, 1) == [(0.2, 0.8)]
    premiere, seconde, troisieme = partager(0.2, 0.8, 3)
    assert premiere[0] == 0.2 and troisieme[1] == pytest.approx(0.8)
    assert premiere[1] < seconde[0] < seconde[1] < troisieme[0]


def test_les_textes_se_retournent_dans_la_moitie_basse() -> None:
    assert [en_bas(angle) for angle in (0.1, 1.5, 1.7, pi, 4.6, 4.8, 6.2)] == [
        False,
        False,
        True,
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("mot", "coupe"),
    [
        ("Biodiversité", "Bio-di-ver-sité"),
        ("Artificialisation", "Arti-fi-cia-li-sa-tion"),
        ("Alimentation", "Ali-men-ta-tion"),
        ("phosphore", "phos-phore"),
        ("agriculture", "agri-cul-ture"),
        ("Air", "Air"),
    ],
)
def test_la_cesure_francaise(mot: str, coupe: str) -> None:
    assert "-".join(syllabes(mot)) == coupe


def test_un_texte_va_a_la_ligne_aux_espaces_et_apres_un_trait_d_union() -> None:
    place = largeur("femmes-", 12) + 1
    assert lignes("Égalité femmes-hommes", place, 12, cesure=False) == ["Égalité", "femmes-", "hommes"]
    assert lignes("Artificialisation", place, 12, cesure=False) is None


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=14), min_size=1, max_size=5))
def test_rien_n_est_perdu_et_chaque_ligne_tient(mots: list[str]) -> None:
    texte = " ".join(mots)
    faites = lignes(texte, 90, 13, cesure=True)
    if faites is not None:
        assert all(largeur(ligne, 13) <= 90 for ligne in faites)
        assert "".join(faites).replace("-", "").replace(" ", "") == texte.replace(" ", "")


def test_le_corps_est_commun_et_la_cesure_un_dernier_recours() -> None:
    assert composer(["Eau", "Alimentation"], 78, 40, [14, 12, 10]) == (12, [["Eau"], ["Alimentation"]])
    assert composer(["Eau", "Alimentation"], 60, 40, [14, 12]) == (14, [["Eau"], ["Alimen-", "tation"]])
    assert composer(["Anticonstitutionnellement"], 12, 40, [14, 12]) is None
