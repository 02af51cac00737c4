"""Le mode d'emploi du gabarit dit quelles feuilles remplir pour quel écran, et n'en oublie aucune."""

from __future__ import annotations

import io

import openpyxl
import pytest

from core.donnees import gabarit
from core.donnees.entrepot.schema import FAITS
from core.methodes import bilan_carbone, budget_climat, budget_genre, budget_vert, care, donut, execution, trajectoire

ECRAN_DE = {
    "Budget": execution,
    "Cotation et budget vert": budget_vert,
    "Budget et égalité": budget_genre,
    "Donut": donut,
    "Capitaux": care,
    "Carbone": trajectoire,
    "Budget climat": budget_climat,
    "Bilan carbone": bilan_carbone,
}


@pytest.fixture(scope="module")
def mode_d_emploi() -> list[tuple[str | None, str | None]]:
    feuille = openpyxl.load_workbook(io.BytesIO(gabarit.construire()))[gabarit.MODE_D_EMPLOI]
    return [(ligne[0], ligne[1]) for ligne in feuille.iter_rows(max_col=2, values_only=True)]


def test_chaque_feuille_sert_au_moins_un_ecran() -> None:
    citees = {nom for _, requises, utiles in gabarit.FEUILLES_PAR_ECRAN for nom in (*requises, *utiles)}
    assert citees == set(FAITS)


@pytest.mark.parametrize("ecran", ECRAN_DE)
def test_un_ecran_demande_les_tables_de_sa_methode(ecran: str) -> None:
    requises, utiles = next((requises, utiles) for nom, requises, utiles in gabarit.FEUILLES_PAR_ECRAN if nom == ecran)
    fiche = ECRAN_DE[ecran].FICHE
    assert set(fiche.requises) & set(FAITS) <= set(requises)
    assert set(requises) | set(utiles) <= set(fiche.requises) | set(fiche.optionnelles)


def test_le_mode_d_emploi_montre_les_deux_listes(mode_d_emploi: list[tuple[str | None, str | None]]) -> None:
    for ecran, requises, utiles in gabarit.FEUILLES_PAR_ECRAN:
        texte = next(droite for gauche, droite in mode_d_emploi if gauche == ecran) or ""
        assert texte.startswith(", ".join(requises))
        assert all(nom in texte for nom in utiles)
    gauches = [gauche for gauche, _ in mode_d_emploi]
    assert [nom for nom in gauches if nom in FAITS] == list(FAITS)
    assert all(len(droite or "") < 700 for _, droite in mode_d_emploi)
