"""Les codes s'écrivent de bien des façons : lus quand il n'y a qu'une lecture, laissés tels quels sinon."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from core.donnees.codes import lire_les_codes
from core.donnees.constat import Constat
from core.donnees.importation import Previsualisation
from core.tables import TABLES

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]


def lus(
    table: str = "lignes_budgetaires", **colonnes: list[str | None]
) -> tuple[dict[str, list[str | None]], list[str]]:
    constat = Constat()
    brut = pl.DataFrame(colonnes, schema=dict.fromkeys(colonnes, pl.String))
    return lire_les_codes(brut, TABLES[table], constat).to_dict(as_series=False), constat.avertissements


FENDUS = {
    "tiret espacé": ("nature", "60612 - Électricité", "60612", "Électricité"),
    "tiret collé": ("nature", "73111-IMPOTS DIRECTS", "73111", "IMPOTS DIRECTS"),
    "barre espacée": ("nature", "2188 / AUTRES", "2188", "AUTRES"),
    "barre": ("nature", "2188/AUTRES", "2188", "AUTRES"),
    "deux points": ("nature", "2188:AUTRES", "2188", "AUTRES"),
    "espace": ("nature", "60612 ENERGIE - ELECTRICITE", "60612", "ENERGIE - ELECTRICITE"),
    "parenthèses": ("nature", "(64111) Rémunération", "64111", "Rémunération"),
    "crochets": ("nature", "[64111] Rémunération", "64111", "Rémunération"),
    "parenthèses seules": ("nature", "(64111)", "64111", None),
    "point final": ("nature", "777.", "777", None),
    "point et libellé": ("nature", "2188. - Autres", "2188", "Autres"),
    "souligné": ("nature", "2188_Autres immobilisations", "2188", "Autres immobilisations"),
    "chapitre": ("chapitre", "731-FISCALITE LOCALE", "731", None),
    "chapitre entre parenthèses": ("chapitre", "(012) Charges de personnel", "012", None),
    "apostrophe": ("chapitre", "'011", "011", None),
    "égal et guillemets": ("chapitre", '="011"', "011", None),
    "opération protégée": ("operation", '="0012"', "0012", None),
    "chapitre à tiret": ("chapitre", "934-3", "9343", None),
    "chapitre à tiret et libellé": ("chapitre", "934-4 RSA", "9344", None),
    "chapitre à tiret, libellé": ("chapitre", "930-5 - Fonds européens", "9305", None),
    "chapitre à tiret d'investissement": ("chapitre", "904-4", "9044", None),
    "fonction": ("fonction", "020-Administration générale", "020", None),
}
"""Colonne, ce qui est écrit, le code, le libellé du compte."""
GARDES = {
    "opération à lettre": ("operation", "15-B"),
    "opération nommée": ("operation", "2023-ECOLE"),
    "chapitre à tiret inconnu": ("chapitre", "911-7"),
    "compte à lettre": ("nature", "60612-A"),
    "compte décimal": ("nature", "60612,5"),
    "date": ("nature", "01/02/2024"),
    "mot": ("nature", "Électricité"),
}


@pytest.mark.parametrize(("nom", "ecrit", "code", "libelle"), FENDUS.values(), ids=FENDUS)
def test_le_code_et_son_libelle(nom: str, ecrit: str, code: str, libelle: str | None) -> None:
    colonnes, _ = lus(**{nom: [ecrit, None]})
    assert colonnes[nom] == [code, None]
    assert nom != "nature" or colonnes.get("libelle", [None])[0] == libelle


@pytest.mark.parametrize(("nom", "ecrit"), GARDES.values(), ids=GARDES)
def test_ce_qui_n_est_pas_un_code_et_un_libelle_reste_ecrit(nom: str, ecrit: str) -> None:
    assert lus(**{nom: [ecrit]})[0][nom] == [ecrit]


LETTRES = {
    "chapitre": ("chapitre", ["C011", "C67", "C040"], ["011", "67", "040"]),
    "compte": ("nature", ["A2748", "A6866", None], ["2748", "6866", None]),
    "compte à point final": ("nature", ["A777.", "A13918."], ["777", "13918"]),
    "fonction": ("fonction", ["R01", "R020 "], ["01", "020"]),
    "minuscule": ("chapitre", ["c011", "c65"], ["011", "65"]),
    "pas toute la colonne": ("chapitre", ["C011", "67"], ["C011", "67"]),
    "deux lettres": ("chapitre", ["D011", "R70"], ["D011", "R70"]),
    "rien de connu": ("nature", ["X99999", "X88888"], ["X99999", "X88888"]),
    "lettre au milieu": ("nature", ["6A12", "6A13"], ["6A12", "6A13"]),
}


@pytest.mark.parametrize(("nom", "ecrits", "voulus"), LETTRES.values(), ids=LETTRES)
def test_une_lettre_commune_a_toute_la_colonne(nom: str, ecrits: list[str | None], voulus: list[str | None]) -> None:
    colonnes, dits = lus(**{nom: ecrits})
    assert colonnes[nom] == voulus
    assert [("commune à toute la colonne" in dit) for dit in dits] == ([True] if voulus[0] != ecrits[0] else [])


IMPUTATIONS = {
    "compte et fonction": (["60612/020", "64111/211"], {"nature": ["60612", "64111"], "fonction": ["020", "211"]}),
    "espace": (["60612 020"], {"nature": ["60612"], "fonction": ["020"]}),
    "fonction et compte": (["020-60612"], {"nature": ["60612"], "fonction": ["020"]}),
    "chapitre et compte": (["012/64111"], {"nature": ["64111"], "chapitre": ["012"]}),
    "les trois": (
        ["011-60612-020", "012-64111-211"],
        {"chapitre": ["011", "012"], "nature": ["60612", "64111"], "fonction": ["020", "211"]},
    ),
    "à côté de comptes nus": (["60612/020", "64111"], {"nature": ["60612", "64111"], "fonction": ["020", None]}),
    "espaces autour": (["60612 / 020"], {"nature": ["60612"], "fonction": ["020"]}),
}
INDECISES = {
    "deux comptes": ["60612/64111"],
    "fonction inconnue": ["60612/0999"],
    "compte inconnu": ["99999/020"],
    "chapitre d'un autre compte": ["014/60612"],
    "211 est un compte et une fonction": ["211/020"],
    "longueurs mêlées": ["60612/020", "011-60612-020"],
    "ordres mêlés": ["60612/020", "020/64111"],
}


@pytest.mark.parametrize(("ecrites", "voulues"), IMPUTATIONS.values(), ids=IMPUTATIONS)
def test_une_imputation_sans_ambiguite_se_decoupe(ecrites: list[str], voulues: dict[str, list[str]]) -> None:
    colonnes, dits = lus(nature=list(ecrites))
    assert {nom: colonnes.get(nom) for nom in voulues} == voulues
    assert len(dits) == 1 and "se lit" in dits[0]


@pytest.mark.parametrize("ecrites", INDECISES.values(), ids=INDECISES)
def test_une_imputation_a_plusieurs_lectures_reste_ecrite(ecrites: list[str]) -> None:
    assert lus(nature=list(ecrites)) == ({"nature": ecrites}, [])


def test_une_imputation_qui_dement_les_autres_colonnes_reste_ecrite() -> None:
    assert lus(nature=["60612/020"], fonction=["211"])[0]["nature"] == ["60612/020"]
    assert lus(nature=["60612/020"], fonction=["020"])[0] == {"nature": ["60612"], "fonction": ["020"]}


ANNEES = {
    "31/12/2023": "2023",
    "01-01-2024": "2024",
    "2023-12-31": "2023",
    "2023-12-31 00:00:00": "2023",
    "1905-07-15 00:00:00": "2023",
    "1905-07-14": "2022",
    "1812-07-15": "1812-07-15",
    "15/07/1905": "1905",
    "2 023": "2023",
    "2\u202f024": "2024",
    "31/12/23": "31/12/23",
    "2023": "2023",
    "juillet": "juillet",
}


@pytest.mark.parametrize(("ecrite", "lue"), ANNEES.items())
def test_un_exercice_en_date(ecrite: str, lue: str) -> None:
    """Le 15 juillet 1905 est le jour 2 023 des tableurs (le 30 décembre 1899 est le jour 0)."""
    for table, nom in (("lignes_budgetaires", "exercice"), ("mesures", "annee")):
        colonnes, dits = lus(table, **{nom: [ecrite, None]})
        assert colonnes[nom] == [lue, None] and len(dits) == (ecrite != lue)


def test_une_imputation_indecise_se_dit_pour_ce_qu_elle_est(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(ecrire_csv("Exercice;Étape;Sens;Imputation;Réalisé", "2023;CA;D;211/020;1", "2023;CA;D;60612;2"))
    (rejet,) = vue.rejets
    assert (rejet.cellule, rejet.regle) == ("D2", "code_combine") and "réunit plusieurs codes" in rejet.message


def test_les_ecritures_d_un_departement(voir: type_voir, ecrire_csv: type_csv) -> None:
    """Codes à lettre, point final, mouvements OR, OE et OI : 100 + 40 réels, 7 + 5 d'ordre."""
    vue = voir(
        ecrire_csv(
            "Exercice;Étape;Sens;Section;Mouvement;Chapitre;Article;Fonction;Montant",
            "2013;CA;D;F;OR;C67;A678;R621;100",
            "2013;CA;D;I;OR;C21;A2188.;R0202;40",
            "2013;CA;D;I;OE;C040;A13918.;R01;7",
            "2013;CA;D;I;OI;C041;A2315;R01;5",
        )
    )
    assert vue.rejets == () and vue.questions == ()
    par_mouvement = vue.tables[0].lignes.group_by("mouvement").agg(pl.col("realise_eur").sum()).sort("mouvement")
    assert par_mouvement.rows() == [("ordre", Decimal(12)), ("reel", Decimal(140))]
    assert vue.tables[0].lignes["chapitre"].to_list() == ["67", "21", "040", "041"]


def test_un_compte_inconnu_du_plan_se_dit_inconnu(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(ecrire_csv("Exercice;Étape;Sens;Section;Nature;Réalisé", "2023;CA;D;F;X27;1", "2023;CA;D;F;Y28;1"))
    (phrase,) = [phrase for phrase in vue.avertissements if phrase.startswith("Réel ou ordre")]
    assert "inconnu du plan de comptes (X27 et Y28)" in phrase and "admet les deux" not in phrase
