"""Un total écrit dans le fichier se retrouve, au centime, dans les nôtres ; ou l'on dit qu'il ne s'y retrouve pas."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from core.donnees.importation import Previsualisation
from core.donnees.totaux import ENSEMBLE, a_retrouver, retrouver
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


ENTETE = "Exercice;Étape;Budget;Sens;Section;Mouvement;Chapitre;Nature;Libellé;Voté;Réalisé"
BUDGET = (
    "2024;CA;principal;D;F;R;011;60612;Électricité;100,10;90,00",
    "2024;CA;principal;D;F;O;042;6811;Amortissements;40,00;40,00",
    "2024;CA;principal;D;I;R;21;21312;Écoles;200,00;",
    "2024;CA;principal;R;F;R;731;73111;Impôts;300,00;310,00",
    "2024;CA;principal;R;I;O;040;28188;Amortissements;40,00;40,00",
    "2024;CA;principal;R;I;R;13;1321;Subvention;0,10;0,10",
)


def test_un_budget_se_controle_sur_quatre_totaux_reel_et_ordre_a_part(
    ecrire_csv: Callable[..., Path], voir: Callable[..., Previsualisation]
) -> None:
    """DF 100,10 + 40,00 d'ordre = 140,10 ; DI 200,00 ; RF 300,00 ; RI 0,10 + 40,00 d'ordre = 40,10."""
    vus = voir(ecrire_csv(ENTETE, *BUDGET)).tables[0].totaux_sections
    votes = vus.filter(pl.col("colonne") == "vote_eur").select("sens", "section", "reel", "ordre", "ensemble").rows()
    assert votes == [
        (sens, section, Decimal(reel), Decimal(ordre), Decimal(ensemble))
        for sens, section, reel, ordre, ensemble in (
            ("depense", "fonctionnement", "100.10", "40.00", "140.10"),
            ("depense", "investissement", "200.00", "0.00", "200.00"),
            ("depense", None, "300.10", "40.00", "340.10"),
            ("recette", "fonctionnement", "300.00", "0.00", "300.00"),
            ("recette", "investissement", "0.10", "40.00", "40.10"),
            ("recette", None, "300.10", "40.00", "340.10"),
        )
    ]
    realises = vus.filter(pl.col("colonne") == "realise_eur")
    assert ("depense", "investissement") not in realises.select("sens", "section").rows(), "aucune valeur, aucun total"


def test_les_quatre_totaux_d_un_exercice_ne_s_ajoutent_pas_a_ceux_d_un_autre(
    ecrire_csv: Callable[..., Path], voir: Callable[..., Previsualisation]
) -> None:
    deux = [ligne.replace("2024", annee) for annee in ("2023", "2024") for ligne in BUDGET]
    vue = voir(ecrire_csv(ENTETE, *deux)).tables[0]
    sections = vue.totaux_sections.filter(pl.col("section").is_not_null() & (pl.col("colonne") == "vote_eur"))
    assert sections.select("exercice", "sens", "section").n_unique() == sections.height == 8
    assert set(a_retrouver(vue.totaux["vote_eur"], vue.totaux_sections, "vote_eur")) == {"depense", "recette"}


def test_un_total_de_section_ecrit_dans_le_fichier_se_retrouve(
    ecrire_csv: Callable[..., Path], voir: Callable[..., Previsualisation]
) -> None:
    vue = voir(ecrire_csv(ENTETE, *BUDGET)).tables[0]
    notres = a_retrouver(vue.totaux["vote_eur"], vue.totaux_sections, "vote_eur")
    trouve = retrouver("Total DF", {"Total DF": Decimal("140.10")}, notres)
    assert trouve == ("depense fonctionnement", False)
    assert egal_a(trouve) == "égal à nos dépenses de fonctionnement"
