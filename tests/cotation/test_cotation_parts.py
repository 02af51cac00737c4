"""Les parts d'une dépense partagée : ce que l'écran propose en pour cent, ce que la base garde entre 0 et 1."""

from __future__ import annotations

import pytest

from core.usages.cotation import parts


@pytest.mark.parametrize(
    ("rang", "anciens", "attendu"),
    [
        (0, [], (None, 50.0)),
        (1, [], (None, 50.0)),
        (2, [], (None, 0.0)),
        (0, [("favorable", 0.335)], ("favorable", 33.5)),
        (1, [("favorable", 0.335)], (None, 0.0)),
    ],
)
def test_un_morceau_reprend_sa_part_ou_la_moitie_d_un_partage_neuf(
    rang: int, anciens: list[tuple[str, float]], attendu: tuple[str | None, float]
) -> None:
    assert parts.ancien(rang, anciens) == attendu


def test_le_total_est_celui_des_quotes_parts_tapees() -> None:
    morceaux = [("favorable", parts.quote_part(60.0)), ("neutre", parts.quote_part(30.0))]
    assert parts.total(morceaux) == pytest.approx(0.9)
