"""Les ratios que les documents réels impriment eux-mêmes, lus au document et comparés aux nôtres, tous ; et les comptes
trop courts pour les calculer."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import polars as pl
import pytest
from fabrique_execution import REELS, document_reel, donnees, ligne, valeur
from lxml import etree

from core.methodes import execution

CRACH = "megalis_DOCBUDG-21560046100010-056025-CA-2021-01032022000000.xml"
MOHON = "megalis_DOCBUDG-21560134500014-CFU-BP-2023.xml"
DOCUMENTS = {CRACH: 2021, MOHON: 2023, "montreuil_CA_2021.xml": 2021, "montreuil_CA_2022.xml": 2022}
FONCTIONNEMENT, RECETTES = "depenses_reelles_fonctionnement", "recettes_reelles_fonctionnement"
RATIOS = {
    "ValDepRFonc": (FONCTIONNEMENT, "population"),
    "ValRecRFonc": (RECETTES, "population"),
    "ValDepEq": ("depenses_equipement", "population"),
    "ValEncDettePop": ("encours_dette", "population"),
    "ValDepEqB": ("depenses_equipement", RECETTES),
    "ValEncDetteRecFonc": ("encours_dette", RECETTES),
    "ValDepFoncRemDette": ("marge_autofinancement", ""),
    "ValEparRFonc": ("taux_epargne_brute", ""),
    "ValEparNetRFonc": ("epargne_nette", RECETTES),
}
"""Chaque ratio imprimé que nous calculons : son code au document, notre numérateur, ce qui le divise."""
DIFFERENTS = {
    (CRACH, "ValDepRFonc"): "54 926,72 de travaux en régie en sont ôtés",
    (CRACH, "ValDepEq"): "les travaux en régie et les subventions 204 y sont ajoutés",
    (CRACH, "ValDepEqB"): "de même",
    (CRACH, "ValDepFoncRemDette"): "les dépenses sont celles d'où la régie est ôtée",
    (CRACH, "ValEncDettePop"): "l'encours est celui du 1er janvier",
    (CRACH, "ValEncDetteRecFonc"): "de même",
    ("montreuil_CA_2022.xml", "population"): "112 712 habitants font ses ratios, il en annonce 111 810",
}
"""Ce que le document compte autrement, et en quoi : relu à la main dans les cas de référence."""


@cache
def imprimes(document: str) -> dict[str, str]:
    if not (REELS / document).exists():
        pytest.skip(f"Le document réel « {document} » n'est pas sur ce poste (dossier shared/donnees à côté du dépôt).")
    arbre = etree.parse(str(REELS / document), etree.XMLParser(resolve_entities=False, no_network=True))
    return {une.get("Code"): une.get("V") for bloc in arbre.iter("{*}InformationsGenerales") for une in bloc}


@cache
def calcules(document: str) -> pl.DataFrame:
    return execution.calculer(document_reel(document), DOCUMENTS[document])


def nombre(texte: str) -> tuple[float, float]:
    """La valeur imprimée, et la moitié de sa dernière décimale."""
    nu = texte.replace("\u00a0", "").replace(" ", "").replace(",", ".").rstrip("%")
    return float(nu), 0.5 * 10 ** Decimal(nu).as_tuple().exponent


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("code", RATIOS)
def test_le_ratio_imprime_est_le_notre(document: str, code: str) -> None:
    lus = imprimes(document)
    if code not in lus:
        pytest.skip(f"Ce document n'imprime pas {code}.")
    quoi, par = RATIOS[code]
    imprime, pas = nombre(lus[code])
    numerateur = valeur(calcules(document), quoi)
    diviseur = {"population": nombre(lus["PopTot"])[0], "": 1.0}.get(par) or valeur(calcules(document), par)
    assert numerateur is not None and diviseur
    echelle = 1 if par == "population" else 100
    exact = abs(echelle * numerateur / diviseur - imprime) <= pas * 1.001
    dit = (document, code) in DIFFERENTS or (document, par) in DIFFERENTS
    assert exact is not dit, (echelle * numerateur / diviseur, imprime)


def test_le_ratio_de_montreuil_2022_par_habitant_se_retrouve_avec_la_population_qu_il_suppose() -> None:
    """2 062,65 € de recettes par habitant pour 232 485 381,10 € : 112 712 habitants ; 291,60 d'équipement de même."""
    lus, document = imprimes("montreuil_CA_2022.xml"), calcules("montreuil_CA_2022.xml")
    recettes, equipement = valeur(document, RECETTES), valeur(document, "depenses_equipement")
    assert recettes is not None and equipement is not None
    population = recettes / nombre(lus["ValRecRFonc"])[0]
    assert equipement / population == pytest.approx(nombre(lus["ValDepEq"])[0], abs=0.006)


@pytest.mark.parametrize("compte", ["4541", "454101", "45411", "4551", "45611", "4581"])
def test_une_operation_pour_compte_de_tiers_est_de_l_equipement(compte: str) -> None:
    lignes = [ligne("depense", "2313", "100.00"), ligne("depense", compte, "7.00"), ligne("depense", "204", "9.00")]
    assert valeur(execution.calculer(donnees(lignes), 2024), "depenses_equipement") == 107
    ordre = [ligne("depense", "2313", "100.00"), ligne("depense", compte, "7.00", mouvement="ordre")]
    assert valeur(execution.calculer(donnees(ordre), 2024), "depenses_equipement") == 100


@pytest.mark.parametrize(
    ("compte", "section", "inconnus"),
    [
        ("66", "fonctionnement", {"epargne_gestion"}),
        ("6611", "fonctionnement", {"epargne_gestion"}),
        ("16", "investissement", {"capital_rembourse", "epargne_nette", "marge_autofinancement"}),
        ("20", "investissement", {"depenses_equipement"}),
        ("45", "investissement", {"depenses_equipement"}),
        (None, "fonctionnement", {"epargne_gestion"}),
        (
            None,
            "investissement",
            {"capital_rembourse", "epargne_nette", "marge_autofinancement", "depenses_equipement"},
        ),
        ("21", "investissement", set()),
        ("204", "investissement", set()),
        ("1641", "investissement", set()),
        ("65", "fonctionnement", set()),
    ],
)
def test_un_compte_trop_court_rend_inconnu_ce_qu_il_pourrait_contenir(
    compte: str | None, section: str, inconnus: set[str]
) -> None:
    """Un budget voté au chapitre : « 66 » contient des intérêts, on ne sait pas combien ; 0 serait faux."""
    socle = [
        ligne("recette", "73111", "1000.00"),
        ligne("depense", "60612", "600.00"),
        ligne("depense", "2188", "50.00"),
    ]
    court = ligne("depense", compte or "2", "40.00") | {"nature": compte, "section": section}
    lus = execution.calculer(donnees([*socle, court]), 2024)
    suivis = ("epargne_brute", "epargne_gestion", "capital_rembourse", "epargne_nette", "marge_autofinancement")
    nuls = {nom for nom in (*suivis, "depenses_equipement") if valeur(lus, nom) is None}
    assert nuls == inconnus, "les masses, elles, restent connues"
    rien = execution.calculer(donnees([*socle, court | {"realise_eur": Decimal(0)}]), 2024)
    assert all(valeur(rien, nom) is not None for nom in suivis), "0 € n'y cache rien"


def test_l_encours_sur_l_epargne_nette_de_mohon_est_celui_du_document() -> None:
    encours, nette = valeur(calcules(MOHON), "encours_dette"), valeur(calcules(MOHON), "epargne_nette")
    assert encours and nette
    assert encours / nette == pytest.approx(float(imprimes(MOHON)["ValEncDetteEpar"]), abs=5e-7)
