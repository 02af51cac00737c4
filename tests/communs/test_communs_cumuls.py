"""Réunir des valeurs : une donnée absente n'ajoute rien, et rien de connu ne fait pas zéro."""

from __future__ import annotations

import pytest

from core.communs.climat.reunies import couts_reunis, effets_reunis
from core.communs.cumuls import combien_pour, ensemble, paliers, parts_cumulees


def test_rien_de_connu_ne_fait_pas_zero() -> None:
    assert ensemble([]) is None
    assert ensemble([None, None]) is None
    assert ensemble([None, 0.0]) == 0.0
    assert ensemble([1.5, None, 2.0]) == 3.5


def test_les_parts_se_cumulent_dans_l_ordre_donne() -> None:
    parts = parts_cumulees([50.0, None, 30.0, 20.0], 200.0)
    assert parts == pytest.approx([0.25, 0.25, 0.4, 0.5])
    assert [combien_pour(parts, seuil) for seuil in (0.25, 0.3, 0.5, 0.9)] == [1, 3, 4, 4]
    assert combien_pour([], 0.5) == 0


def test_une_serie_sans_l_annee_n_y_ajoute_rien() -> None:
    assert effets_reunis([{2024: 1.0, 2025: 2.0}, {2025: 3.0, 2026: -1.0}]) == {2024: 1.0, 2025: 5.0, 2026: -1.0}
    assert effets_reunis([]) == {}
    assert couts_reunis([None, 2.0]) == 2.0 and couts_reunis([None]) is None


def test_les_paliers_partent_du_depart() -> None:
    assert paliers(10.0, [-4.0, 1.0]) == [10.0, 6.0, 7.0]
    assert paliers(10.0, []) == [10.0]
