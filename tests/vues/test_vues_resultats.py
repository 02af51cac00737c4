"""Ce que rend une méthode est ce que sa fiche déclare, sur chaque territoire d'exemple."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from core.dossier import Dossier
from core.erreurs import TableManquante
from core.methodes import CLES, METHODES
from core.resultat import SCHEMA_INDICATEURS
from tests.pages.visite import EXEMPLES


@pytest.mark.parametrize("cle", CLES)
def test_une_methode_ne_rend_que_ses_indicateurs_dans_leur_unite(
    cle: str, dossier_de: Callable[[str, int], Dossier]
) -> None:
    declares = {un.nom: un for module in METHODES if module.FICHE.cle == cle for un in module.INDICATEURS}
    fautes, calcules = [], 0
    for territoire in EXEMPLES:
        dernier = dossier_de(territoire, 0).exercices[-1]
        try:
            rendus = dossier_de(territoire, dernier).calculer(cle, dernier)
        except TableManquante:
            continue
        calcules += 1
        assert dict(rendus.schema) == SCHEMA_INDICATEURS
        assert rendus["methode"].unique().to_list() == [cle]
        for nom, unite in rendus.select("indicateur", "unite").unique().sort(pl.all()).iter_rows():
            if nom not in declares:
                fautes.append(f"{territoire} : {nom} n'est pas déclaré")
            elif declares[nom].unite not in (None, unite):
                fautes.append(f"{territoire} : {nom} en {unite}, déclaré en {declares[nom].unite}")
    assert calcules
    assert not fautes, "\n".join(fautes)
