"""Les vrais fichiers : totaux égaux à ceux d'une lecture indépendante, réimport sans effet, annulation, JSON."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan, Previsualisation
from core.tables import TABLES

RACINE = Path(__file__).resolve().parents[2]
BUDGET = RACINE.parent / "shared" / "donnees" / "budget"
XML = sorted((BUDGET / "totem_xml").glob("*.xml"))
SCDL = sorted((BUDGET / "scdl_csv").glob("*.csv"))
OFGL = BUDGET / "ofgl_csv" / "ofgl-base-communes-consolidee.test.csv"

pytestmark = pytest.mark.skipif(
    not BUDGET.exists(), reason="les données réelles (../shared/donnees) ne sont pas à côté du dépôt"
)


def totaux_du_xml(fichier: Path) -> dict[str, dict[str, Decimal]]:
    """Sommes par sens, lues par un autre chemin que celui du logiciel : lxml, ligne à ligne, en décimal."""
    totaux: dict[str, dict[str, Decimal]] = {}
    for ligne in etree.parse(fichier).iter("{*}LigneBudget"):
        if ligne.get("calculated") == "true":
            continue
        champs = {etree.QName(enfant).localname: enfant.get("V") for enfant in ligne}
        sens = {"D": "depense", "R": "recette"}[str(champs["CodRD"])]
        for champ, colonne in (("MtReal", "realise_eur"), ("CredOuv", "credits_ouverts_eur")):
            if champs.get(champ) is not None:
                par_sens = totaux.setdefault(colonne, {})
                par_sens[sens] = par_sens.get(sens, Decimal(0)) + Decimal(str(champs[champ]))
    return totaux


def totaux_du_csv(fichier: Path) -> dict[str, Decimal]:
    totaux: dict[str, Decimal] = {}
    with fichier.open(encoding="utf-8-sig", newline="") as flux:
        for ligne in csv.DictReader(flux):
            sens = {"dépense": "depense", "recette": "recette"}[ligne["BGT_CODRD"].lower()]
            totaux[sens] = totaux.get(sens, Decimal(0)) + Decimal(ligne["BGT_MTREAL"] or 0)
    return totaux


def non_nuls(par_sens: dict[str, Decimal]) -> dict[str, Decimal]:
    return {sens: total for sens, total in par_sens.items() if total}


@pytest.mark.parametrize("fichier", XML, ids=lambda f: f.name[:32])
def test_un_document_budgetaire_entre_au_centime_se_reimporte_sans_effet_et_s_annule(
    entrepot: Entrepot, voir: Callable[..., Previsualisation], deposer: Callable[..., Bilan], fichier: Path
) -> None:
    avant = entrepot.donnees(ACCES_LOCAL, "ville")
    vue = voir(fichier)
    assert vue.questions == () and vue.rejets == ()
    apercu = next(apercu for apercu in vue.tables if apercu.table == "lignes_budgetaires")
    attendus = totaux_du_xml(fichier)
    for colonne in ("realise_eur", "credits_ouverts_eur"):
        assert non_nuls(apercu.totaux.get(colonne, {})) == non_nuls(attendus.get(colonne, {}))
    bilan = deposer(fichier)
    assert bilan.import_id is not None
    en_base = entrepot.donnees(ACCES_LOCAL, "ville")["lignes_budgetaires"]
    assert en_base["realise_eur"].sum() == sum(attendus["realise_eur"].values())
    assert en_base.select("section", "sens", "mouvement").null_count().sum_horizontal()[0] == 0
    assert deposer(fichier).import_id is None
    entrepot.annuler(ACCES_LOCAL, bilan.import_id)
    apres = entrepot.donnees(ACCES_LOCAL, "ville")
    assert all(avant[nom].equals(apres[nom]) for nom in TABLES)


@pytest.mark.parametrize("fichier", SCDL, ids=lambda f: f.name[:32])
def test_un_csv_scdl_entre_au_centime(
    voir: Callable[..., Previsualisation], deposer: Callable[..., Bilan], fichier: Path
) -> None:
    vue = voir(fichier)
    assert vue.format == "scdl" and vue.questions == () and vue.rejets == ()
    assert non_nuls(vue.tables[0].totaux["realise_eur"]) == non_nuls(totaux_du_csv(fichier))
    deposer(fichier)
    assert deposer(fichier).import_id is None


def test_le_meme_document_en_xml_puis_en_csv_ne_change_aucun_montant(
    voir: Callable[..., Previsualisation], deposer: Callable[..., Bilan]
) -> None:
    couple = BUDGET / "totem_xml" / SCDL[0].with_suffix(".xml").name
    deposer(couple)
    vue = voir(SCDL[0])
    assert vue.tables[0].creees == 0 and vue.tables[0].absentes == 0
    assert set(vue.tables[0].differences["colonne"]) <= {"libelle"}


def test_les_agregats_ofgl_entrent(deposer: Callable[..., Bilan], entrepot: Entrepot) -> None:
    bilan = deposer(OFGL)
    agregats = entrepot.donnees(ACCES_LOCAL, "ville")["agregats_financiers"]
    assert agregats.height == sum(apercu.creees for apercu in bilan.tables) > 40
    assert deposer(OFGL).import_id is None


def commande(base: Path, *arguments: str) -> tuple[int, object]:
    sortie = subprocess.run(
        [sys.executable, "-m", "core", "--json", "--base", str(base), *arguments],
        capture_output=True,
        text=True,
        cwd=RACINE,
        check=False,
    )
    return sortie.returncode, json.loads(sortie.stdout)


def test_la_ligne_de_commande_importe_simule_calcule_et_annule(tmp_path: Path) -> None:
    base, fichier = tmp_path / "base.duckdb", str(XML[0])
    assert commande(
        base, "territoires", "--ajouter", "crach", "--nom", "Crach", "--type", "commune", "--population", "3300"
    ) == (0, [{"id": "crach", "nom": "Crach", "type": "commune", "population": 3300}])
    code, simule = commande(base, "importer", fichier, "--territoire", "crach", "--simuler")
    assert code == 0 and isinstance(simule, dict) and simule["statut"] == "simule"
    code, importe = commande(base, "importer", fichier, "--territoire", "crach")
    assert code == 0 and isinstance(importe, dict)
    assert (importe["statut"], importe["format"], importe["erreur"], importe["rejets"]) == (
        "importe",
        "totem",
        None,
        [],
    )
    table = importe["tables"][0]
    assert set(table) == {"table", "lues", "creees", "remplacees", "inchangees", "rejetees", "ecartees", "totaux"}
    assert {sens: Decimal(str(v)) for sens, v in table["totaux"]["realise_eur"].items()} == totaux_du_xml(XML[0])[
        "realise_eur"
    ]
    code, encore = commande(base, "importer", fichier, "--territoire", "crach")
    assert code == 0 and isinstance(encore, dict)
    assert (encore["tables"][0]["creees"], encore["tables"][0]["inchangees"]) == (0, table["creees"])
    code, annule = commande(base, "annuler", "1", "--territoire", "crach")
    assert (code, annule) == (0, {"statut": "annule", "import": 1})
    code, deux_fois = commande(base, "annuler", "1")
    assert code == 1 and isinstance(deux_fois, dict) and "déjà annulé" in deux_fois["erreur"]["quoi"]
