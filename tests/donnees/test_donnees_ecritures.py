"""Un nombre se lit d'une seule façon, ou se refuse : jamais 1,20 pour « 1.200 », jamais zéro pour une absence."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.donnees.apercu import OptionsImport
from core.donnees.constat import Constat, Source
from core.donnees.correspondance import apparier
from core.donnees.ecritures import lire_les_nombres
from core.donnees.importation import Previsualisation
from core.donnees.lecture.modele import Feuille
from core.donnees.nombres import montants
from core.tables import TABLES

type_voir = Callable[..., Previsualisation]


def lues(
    ecrits: list[str | None], table: str = "lignes_budgetaires", format_lu: str = "csv", **indices: str
) -> tuple[list[str | None], list[str], list[str]]:
    """Une colonne de nombres telle qu'elle sera lue, les cellules refusées, et ce qui est dit."""
    entetes = {"lignes_budgetaires": ("Nature", "Réalisé"), "mesures": ("indicateur", "annee", "valeur")}
    entetes["populations"] = ("exercice", "population")
    noms = entetes[table]
    lignes = pl.DataFrame(
        {f"c{rang}": ["2024"] * len(ecrits) for rang in range(len(noms) - 1)} | {f"c{len(noms) - 1}": ecrits},
        schema_overrides={f"c{len(noms) - 1}": pl.String},
    ).with_columns(ligne=pl.int_range(2, len(ecrits) + 2, dtype=pl.Int32))
    lettres = tuple("ABC"[: len(noms)])
    vide = pl.DataFrame(schema={"ligne": pl.Int32, "motif": pl.String, "texte": pl.String})
    feuille = Feuille("f", noms, lettres, 1, lignes, vide, indices=indices)
    correspondance = apparier(feuille, OptionsImport(table=table), {})
    assert correspondance is not None
    constat = Constat()
    ecrite, refusees = lire_les_nombres(Source(feuille, correspondance), TABLES[table], {}, format_lu, constat)
    fautes = [valeur for frame in refusees for valeur in frame["valeur"]]
    return ecrite.lignes[f"c{len(noms) - 1}"].to_list(), fautes, constat.avertissements


A_DEUX_LECTURES = {
    "seul": (["1.200"], ["1.200"]),
    "toute la colonne": (["1.200", "8.000"], ["1.200", "8.000"]),
    "virgule": (["12,500", "700"], ["12,500"]),
    "avec euros": (["1.200 €"], ["1.200 €"]),
    "entre parenthèses": (["(1.200)"], ["(1.200)"]),
    "signe": (["-1.200", "+3.400", "5.600-"], ["-1.200", "+3.400", "5.600-"]),
    "moins typographique": (["\u22121,200"], ["\u22121,200"]),
    "point décimal ailleurs": (["1.200", "12.5"], ["1.200"]),
    "les deux": (["1.200", "1.200.000", "12.5"], ["1.200"]),
    "deux groupements": (["1.200", "1.200.000", "3,400,000"], ["1.200"]),
    "sans zéro": (["1.234"], ["1.234"]),
}
"""Une colonne de montants en texte, et ce qui en est refusé."""
EN_MILLIERS = {
    "millions à côté": (["1.200", "1.200.000"], ["1200", "1.200.000"]),
    "centimes à virgule": (["1.200", "1.200,50"], ["1200", "1.200,50"]),
    "virgule décimale": (["1.200", "12,5"], ["1200", "12,5"]),
    "à l'anglaise": (["12,500", "1,200.50"], ["12500", "1,200.50"]),
    "à l'anglaise, millions": (["12,500", "8,000", "1,200,000"], ["12500", "8000", "1,200,000"]),
    "négatif": (["-1.200", "3.400,00"], ["-1200", "3.400,00"]),
    "euros": (["1.200 €", "3.400.000 €"], ["1200 €", "3.400.000 €"]),
    "parenthèses": (["(1.200)", "1.200.000"], ["(1200)", "1.200.000"]),
}
"""Une colonne de montants en texte, et comment elle se lit."""


@pytest.mark.parametrize(("ecrits", "refuses"), A_DEUX_LECTURES.values(), ids=A_DEUX_LECTURES)
def test_un_montant_a_deux_lectures_est_refuse(ecrits: list[str], refuses: list[str]) -> None:
    assert lues(ecrits)[1] == refuses


@pytest.mark.parametrize(("ecrits", "voulus"), EN_MILLIERS.values(), ids=EN_MILLIERS)
def test_la_colonne_tranche_pour_les_milliers(ecrits: list[str], voulus: list[str]) -> None:
    rendus, refuses, dits = lues(ecrits)
    assert (rendus, refuses) == (voulus, [])
    assert len(dits) == 1 and "en milliers" in dits[0]
    assert not montants(pl.Series(rendus))[1].any()


def test_une_cellule_numerique_n_est_pas_un_texte() -> None:
    """1.234 dans une cellule numérique vaut 1,23 ; la même écriture en texte a deux lectures."""
    assert lues(["1.234", "10735.3249"], format_lu="xlsx", decimales="B") == (
        ["1.23", "10735.32"],
        [],
        ["« Réalisé » : 2\u00a0cellules à plus de deux décimales, arrondies au centime."],
    )
    assert lues(["1.234"], format_lu="xlsx", textes="B")[1] == ["1.234"]


def test_une_colonne_qui_mele_nombres_et_textes_ne_prouve_rien() -> None:
    for autre in ("1.200.000", "12,5"):
        assert lues(["1.234", autre], format_lu="xlsx", textes="B", decimales="B")[1] == ["1.234"]
    assert lues(["1,200", "12.5"], format_lu="xlsx", textes="B")[1] == ["1,200"], "12.5 est peut-être un nombre"


def test_le_bruit_d_un_flottant_s_arrondit_et_se_dit() -> None:
    """Quinze chiffres significatifs : −339668758.900001 est −339 668 758,90 (défaut mesuré sur une balance)."""
    valeurs, illisibles = montants(pl.Series(["-339668758.900001"]))
    assert (valeurs.to_list(), illisibles.to_list()) == ([Decimal("-339668758.90")], [False])
    assert "arrondie au centime" in lues(["-339668758.900001"])[2][0]
    assert lues(["1234.5600000000001"])[2] == [], "un bruit qui ne se voit pas ne se dit pas"
    assert montants(pl.Series(["1234.5678"]))[1][0], "quatre vraies décimales dans un texte ne sont pas du bruit"


@pytest.mark.parametrize(
    "marque", ["s", "nd", "n.d.", "N/A", "n.c.", "nc", "…", "...", "///", "-", "–", "—", "--", "NS"]
)
@pytest.mark.parametrize("table", ["lignes_budgetaires", "mesures", "populations"])
def test_une_marque_d_absence_est_vide_et_dite_une_fois(marque: str, table: str) -> None:
    rendus, refuses, dits = lues(["12", marque, f" {marque} "], table)
    assert (rendus, refuses) == (["12", None, None], [])
    assert len(dits) == 1 and f"« {marque} »" in dits[0] and "non zéro" in dits[0]


@pytest.mark.parametrize("mot", ["x", "12 s", "n", "zéro", "néant?", "sd", "--5", "abc"])
def test_un_autre_mot_reste_ecrit(mot: str) -> None:
    assert lues([mot])[0] == [mot]


@pytest.mark.parametrize(
    ("table", "ecrits", "refuses"),
    [
        ("mesures", ["12.345"], []),
        ("mesures", ["12,345", "0,5"], []),
        ("mesures", ["12.500"], ["12.500"]),
        ("mesures", ["12.500", "0.350"], []),
        ("mesures", ["12.345", "1.234.567", "0.5"], ["12.345"]),
        ("populations", ["12.345"], ["12.345"]),
        ("populations", ["12.000", "980"], ["12.000"]),
        ("populations", ["12.000", "1.200.000"], []),
    ],
)
def test_une_grandeur_a_deux_lectures(table: str, ecrits: list[str], refuses: list[str]) -> None:
    """Une mesure s'écrit avec trois décimales, sauf si elles finissent par zéro ; un compte n'en a jamais."""
    assert lues(ecrits, table)[1] == refuses


@settings(max_examples=40)
@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=12),
    st.sampled_from([(" ", ","), ("\u202f", ","), (".", ","), (",", "."), ("", ","), ("", ".")]),
    st.integers(0, 2),
)
def test_toute_colonne_ecrite_d_une_seule_main_se_lit_juste_ou_se_refuse(
    centimes: list[int], signes: tuple[str, str], decimales: int
) -> None:
    """Quels que soient les signes, et avec ou sans décimales, aucun montant n'est lu autre que ce qu'on a écrit."""
    milliers, virgule = signes
    valeurs = [Decimal(un // 10 ** (2 - decimales)).scaleb(-decimales) for un in centimes]
    ecrits = [f"{v:,.{decimales}f}".replace(",", "#").replace(".", virgule).replace("#", milliers) for v in valeurs]
    rendus, refuses, _ = lues(list(ecrits))
    for ecrit, rendu, valeur in zip(ecrits, rendus, valeurs, strict=True):
        lu, illisible = montants(pl.Series([rendu]))
        assert ecrit in refuses or illisible[0] or lu[0] == valeur, (ecrit, rendu)


def test_le_fichier_entier(voir: type_voir, ecrire_csv: Callable[..., Path]) -> None:
    """Un refus nomme la cellule et la réparation ; un total écrit de la même main se compare aux lignes."""
    tete = "Exercice;Étape;Sens;Nature;Réalisé"
    vue = voir(ecrire_csv(tete, "2023;CA;D;60612;1.200", "2023;CA;D;60613;8.000"))
    assert [rejet.cellule for rejet in vue.rejets] == ["E2", "E3"] and "écrivez 1200 ou 1,20" in vue.rejets[0].message
    lue = voir(
        ecrire_csv(tete, "2023;CA;D;60612;1.200", "2023;CA;D;60613;1.200.000", "Total;;;;1.201.200", nom="b.csv")
    )
    assert lue.rejets == () and lue.tables[0].totaux == {"realise_eur": {"depense": Decimal("1201200.00")}}
    assert list(lue.tables[0].totaux_fichier["realise_eur"].values()) == [Decimal("1201200.00")]


def test_un_classeur_de_nombres_et_de_textes(voir: type_voir, ecrire_xlsx: Callable[..., Path]) -> None:
    """9 000 + 1 500/7 = 9 214,2857… au centime ; « 1.200 » tapé en texte reste à deux lectures."""
    tete = ["Exercice", "Étape", "Sens", "Nature", "Réalisé", "Voté"]
    vue = voir(
        ecrire_xlsx(
            {"A": [tete, ["2023", "CA", "D", "60612", 9000 + 1500 / 7, "1.200"], ["2023", "CA", "D", "60613", 1, "8"]]}
        )
    )
    assert any("« Réalisé » : 1\u00a0cellule à plus de deux décimales" in phrase for phrase in vue.avertissements)
    assert [(rejet.cellule, rejet.valeur) for rejet in vue.rejets] == [("F2", "1.200")]


def test_une_ligne_inegale_d_un_csv_est_refusee_par_son_numero(
    voir: type_voir, ecrire_csv: Callable[..., Path]
) -> None:
    vue = voir(
        ecrire_csv(
            "Exercice;Étape;Sens;Nature;Libellé;Réalisé",
            "2023;CA;D;60612;Eau;1,00",
            "2023;CA;D;60613;Gaz",
            "2023;CA;D;60618;Bois;granules;4,00",
            "2023;CA;D;60621;Fioul;8,00",
        )
    )
    assert [(rejet.cellule, rejet.regle) for rejet in vue.rejets if rejet.colonne == "toute la ligne"] == [
        ("ligne 3", "ligne_inegale"),
        ("ligne 4", "ligne_inegale"),
    ]
    assert vue.tables[0].rejetees == 2 and vue.tables[0].totaux == {"realise_eur": {"depense": Decimal("9.00")}}


@pytest.mark.parametrize(
    ("entete", "valeur", "garde"),
    [
        ("Réalisé", "255081416802538", True),
        ("Réalisé", "25.5081416802538", True),
        ("Remarque", "255081416802538", False),
    ],
)
def test_un_nombre_importe_n_est_pas_dit_personnel(
    voir: type_voir, ecrire_csv: Callable[..., Path], entete: str, valeur: str, garde: bool
) -> None:
    """« Elles ne sont pas importées » n'est dit que de ce qui ne l'est pas ; l'original se garde sinon."""
    vue = voir(ecrire_csv(f"Exercice;Étape;Sens;Nature;{entete};Voté", f"2023;CA;D;60612;{valeur};1"))
    assert vue.conservable is garde
    assert any("Données personnelles" in phrase for phrase in vue.avertissements) is not garde


@pytest.mark.parametrize("ecrit", ["1,23E+06", "1.2E+11", "-1,5E+07", "9E+05"])
def test_un_montant_abrege_par_le_tableur_est_refuse(ecrit: str) -> None:
    """1 234 567,89 affiché 1,23E+06 s'exporte ainsi : la valeur n'est plus dans le fichier."""
    assert lues([ecrit])[1] == [ecrit] and lues([ecrit], "mesures")[1] == []


@pytest.mark.parametrize(("ecrit", "valeur"), [("1.2E7", "12000000"), ("1e-07", "0"), ("1.23456789E8", "123456789")])
def test_un_programme_ecrit_tous_les_chiffres_d_un_nombre_a_exposant(ecrit: str, valeur: str) -> None:
    rendus, refuses, _ = lues([ecrit])
    assert refuses == [] and montants(pl.Series(rendus))[0][0] == Decimal(valeur)
