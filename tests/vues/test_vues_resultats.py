"""Ce que rend une méthode est ce que sa fiche déclare, sur chaque territoire d'exemple, du premier exercice au dernier.

Le premier que l'on propose peut ne rien avoir pour elle : elle le dit en ne rendant rien.
"""

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
        premier, *_, dernier = dossier_de(territoire, 0).exercices
        try:
            rendus = [dossier_de(territoire, annee).calculer(cle, annee) for annee in (premier, dernier)]
        except TableManquante:
            continue
        calcules += rendus[1].height
        assert [dict(frame.schema) for frame in rendus] == [SCHEMA_INDICATEURS] * 2
        lus = pl.concat(rendus)
        assert set(lus["methode"]) <= {cle}
        for nom, unite in lus.select("indicateur", "unite").unique().sort(pl.all()).iter_rows():
            if nom not in declares:
                fautes.append(f"{territoire} : {nom} n'est pas déclaré")
            elif declares[nom].unite not in (None, unite):
                fautes.append(f"{territoire} : {nom} en {unite}, déclaré en {declares[nom].unite}")
    assert calcules
    assert not fautes, "\n".join(fautes)
