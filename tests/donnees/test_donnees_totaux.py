"""Un total écrit dans le fichier se retrouve, au centime, dans les nôtres ; ou l'on dit qu'il ne s'y retrouve pas."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.donnees.totaux import ENSEMBLE, retrouver
from pages._importer.phrases import egal_a

DEPENSES, RECETTES = Decimal("120000.10"), Decimal("130000.00")
NOS_TOTAUX = {"depense": DEPENSES, "recette": RECETTES}


@pytest.mark.parametrize(
    ("libelle", "annonces", "trouve", "dit"),
    [
        ("TOTAL", {"TOTAL": DEPENSES}, ("depense", False), "égal à nos dépenses"),
        ("TOTAL", {"TOTAL": DEPENSES + RECETTES}, (ENSEMBLE, False), "égal à nos dépenses et recettes ensemble"),
        ("TOTAL", {"TOTAL": DEPENSES + Decimal("0.01")}, None, "sous-total, ou écart à vérifier"),
        (
            "T (depenses)",
            {"T (depenses)": RECETTES, "U (recettes)": Decimal(1)},
            ("recette", False),
            "égal à nos recettes",
        ),
    ],
)
def test_un_total_annonce_se_retrouve_seul(
    libelle: str, annonces: dict[str, Decimal], trouve: tuple[str, bool] | None, dit: str
) -> None:
    assert retrouver(libelle, annonces, NOS_TOTAUX) == trouve
    assert egal_a(trouve) == dit


def test_des_totaux_du_meme_sens_se_retrouvent_ensemble() -> None:
    annonces = {
        "Chapitre 011 (depenses)": DEPENSES - 100,
        "Chapitre 012 (depenses)": Decimal(100),
        "Chapitre 70 (recettes)": Decimal(7),
    }
    muets = {"Fonctionnement": DEPENSES - 100, "Investissement": Decimal(100)}
    assert retrouver("Fonctionnement", muets, NOS_TOTAUX) == ("depense", True)
    trouve = retrouver("Chapitre 011 (depenses)", annonces, NOS_TOTAUX)
    assert trouve == ("depense", True)
    assert egal_a(trouve) == "avec les autres, égal à nos dépenses"
    assert retrouver("Chapitre 70 (recettes)", annonces, NOS_TOTAUX) is None


def test_une_table_sans_sens_a_un_seul_total() -> None:
    assert egal_a(retrouver("Total", {"Total": Decimal(5)}, {"total": Decimal(5)})) == "égal à notre total"
