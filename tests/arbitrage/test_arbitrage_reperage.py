"""Chaque chiffre suivi part d'une rangée de résultat, une seule, qui porte sa valeur."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import pytest

from core.usages.arbitrage import Depart
from core.usages.arbitrage.lentilles import LENTILLES
from core.usages.arbitrage.reperage import enveloppe_de, reperer
from tests.pages.visite import EXEMPLES


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_chiffre_suivi_a_sa_rangee(departs: Mapping[str, Depart], territoire: str) -> None:
    """L'année d'épuisement se tire du budget restant : sa rangée est là, avec une autre valeur."""
    reperees = reperer(departs[territoire])
    assert not reperees.select("methode", "cle").is_duplicated().any()
    methodes = {lentille.cle: lentille.methode for lentille in LENTILLES}
    rangees = {(une["methode"], une["cle"]): une["valeur"] for une in reperees.iter_rows(named=True)}
    suivis = {
        (methodes[lentille], cle): valeur
        for lentille, lus in departs[territoire].lectures.items()
        for cle, valeur in lus.filter(pl.col("valeur").is_not_null()).select("cle", "valeur").iter_rows()
    }
    assert suivis.keys() <= rangees.keys(), sorted(suivis.keys() - rangees.keys())[:5]
    tires = {cle for cle in suivis if cle[1].endswith("/epuisement")}
    assert {cle: suivis[cle] for cle in suivis.keys() - tires} == {cle: rangees[cle] for cle in suivis.keys() - tires}


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_l_enveloppe_est_la_somme_de_ses_rangees(departs: Mapping[str, Depart], territoire: str) -> None:
    depart = departs[territoire]
    total = float(depart.lignes["montant_eur"].sum() or 0)
    assert enveloppe_de(depart)["valeur"].sum() == pytest.approx(total, abs=0.01)
