"""Les données personnelles se reconnaissent à leur forme et à leur clé ; un nombre n'en est jamais une."""

from __future__ import annotations

import random

import polars as pl
import pytest

from core.donnees.personnelles import donnees_personnelles


def test_donnees_personnelles() -> None:
    frame = pl.DataFrame(
        {
            "libelle": [
                "Achat",
                "Mandat Dupont 2 55 08 14 168 025 38",
                "RIB FR14 2004 1010 0505 0001 3M02 606",
                None,
                "voir a.martin@ville-orsevaux.fr",
                "SIRET 21930048000015",
                "FR7630006000011234567890189",
            ],
            "nature": ["60612", "255081416802538", "60612", "1", "2", "255081416802539", "60612"],
            "montant": [1, 2, 3, 4, 5, 6, 7],
        }
    )
    assert donnees_personnelles(frame).rows() == [
        (1, "libelle", "numéro de sécurité sociale"),
        (1, "nature", "numéro de sécurité sociale"),
        (2, "libelle", "IBAN"),
        (4, "libelle", "adresse électronique"),
        (6, "libelle", "IBAN"),
    ]


def test_un_code_comptable_n_est_pas_une_donnee_personnelle() -> None:
    frame = pl.DataFrame(
        {"c": ["21930048000015", "120 000,00", "FR12", "2024-03-01", "200068815", "M57-M57_A", "@mairie"]}
    )
    assert donnees_personnelles(frame).is_empty()


NUMEROS = (
    "255081416802538",
    "2 55 08 14 168 025 38",
    "2550814168025 38",
    "2 55 08 14168025 38",
    "2.55.08.14.168.025.38",
    "253072B07300470",
    "2 53 07 2A 073 004 43",
    "Mme X (255081416802538), mandat 12",
    "n°255081416802538",
    "Dupont ; 255081416802538",
)
NOMBRES = (
    "25.5081416802538",
    "2.55081416802538",
    "12.255081416802538",
    "12,255081416802538",
    "-0.255081416802538",
    "1255081416802538",
    "2550814168025389",
    "255081416802539",
    "255081416802538.5",
    "2 55.08 14.168 025.38",
    "253072C07300470",
    "255131416802538",
)
"""Des décimales, des numéros trop longs ou de clé fausse, un mois ou un département impossible."""


@pytest.mark.parametrize("ecrit", NUMEROS)
def test_un_numero_de_securite_sociale_est_reconnu(ecrit: str) -> None:
    assert donnees_personnelles(pl.DataFrame({"c": [ecrit]}))["motif"].to_list() == ["numéro de sécurité sociale"]


@pytest.mark.parametrize("ecrit", NOMBRES)
def test_un_nombre_n_est_pas_un_numero_de_securite_sociale(ecrit: str) -> None:
    assert donnees_personnelles(pl.DataFrame({"c": [ecrit]})).is_empty()


def test_des_decimales_ordinaires_ne_sont_jamais_des_numeros() -> None:
    """Deux cents colonnes de cent nombres à pleine précision entre 10 et 30 : vingt-neuf étaient accusées."""
    hasard = random.Random(9)
    nombres = pl.DataFrame({f"c{rang}": [repr(hasard.uniform(10, 30)) for _ in range(100)] for rang in range(200)})
    assert donnees_personnelles(nombres).is_empty()
