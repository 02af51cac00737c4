"""Des euros cotés : ce qui porte une appréciation, le total connu, et les dépenses d'où ils viennent."""

from __future__ import annotations

import polars as pl

from core.communs.cotes import cotes_eur, par_depense, total_eur


def test_ni_le_non_cote_ni_l_indefini_ne_sont_cotes() -> None:
    montants = {"favorable": 10.0, "genrable": 5.0, "neutre": 1.0, "indefini": 100.0, "non_cote": 1000.0}
    assert cotes_eur(montants) == 16
    assert total_eur(montants) == 1116


def test_sans_montant_le_total_est_inconnu_et_rien_n_est_cote() -> None:
    assert total_eur({}) is None
    assert cotes_eur({}) == 0


def test_les_morceaux_d_une_depense_se_reunissent_du_plus_grand_au_plus_petit() -> None:
    lignes = pl.DataFrame(
        {
            "signature": ["b", "a", "b", "c"],
            "libelle": ["Bus", "Arbres", "Bus", None],
            "nature": ["1", "2", "1", "3"],
            "montant_eur": [3.0, 4.0, 2.0, 4.0],
        }
    )
    assert par_depense(lignes).rows() == [("b", "Bus", "1", 5.0), ("a", "Arbres", "2", 4.0), ("c", None, "3", 4.0)]
