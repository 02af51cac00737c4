"""Un résultat n'existe que si tous ses termes sont connus ; 0 en est un."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.communs.calculs import moins, plus, quotient

TROIS, DEUX, ZERO = Decimal(3), Decimal(2), Decimal(0)


@pytest.mark.parametrize(
    ("calcul", "attendu", "avec_zero"),
    [(plus, Decimal(5), TROIS), (moins, Decimal(1), TROIS), (quotient, Decimal("1.5"), None)],
)
def test_un_terme_absent_n_est_pas_un_terme_nul(calcul, attendu, avec_zero) -> None:  # noqa: ANN001
    assert calcul(TROIS, DEUX) == attendu and isinstance(calcul(TROIS, DEUX), Decimal)
    assert calcul(TROIS, None) is None and calcul(None, DEUX) is None
    assert calcul(TROIS, ZERO) == avec_zero


def test_rien_rapporte_a_quelque_chose_fait_zero() -> None:
    assert quotient(0.0, 4.0) == 0.0 and plus(0.0, 0.0) == 0.0
