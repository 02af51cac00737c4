"""Un zéro de tête se rend si l'agent le dit, et jamais à un code qui existe sans lui ni dans un format officiel."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from core.donnees.apercu import OptionsImport
from core.donnees.constat import OFFICIELS, Constat, Contexte
from core.donnees.importation import Previsualisation
from core.donnees.zeros import rendre_les_zeros

TETE = "Exercice;Étape;Sens;Chapitre;Nature;Fonction;Réalisé"


def rendus(
    lignes: list[tuple[str | None, str, str, str | None]], format_lu: str = "csv", zeros: str | None = None
) -> tuple[list[tuple[str, str]], Constat]:
    """Les (chapitre, fonction) de lignes (section, chapitre, compte, fonction), et ce qui est dit ou demandé."""
    frame = pl.DataFrame(lignes, schema=["section", "chapitre", "nature", "fonction"], orient="row").cast(pl.String)
    constat = Constat()
    contexte = Contexte(format_lu, {}, OptionsImport(zeros=zeros), [], {}, pl.DataFrame(), constat)
    return rendre_les_zeros(frame, contexte).select("chapitre", "fonction").rows(), constat


CHAPITRES = {
    "11 n'existe pas": ((None, "11", "60612"), "011"),
    "12 n'existe pas": ((None, "12", "64111"), "012"),
    "1 : solde reporté": ((None, "1", "001"), "001"),
    "40 : ordre": (("investissement", "40", "28188"), "040"),
    "42 : ordre": (("fonctionnement", "42", "6811"), "042"),
    "13 en fonctionnement": (("fonctionnement", "13", "6419"), "013"),
    "13 d'après le compte": ((None, "13", "6419"), "013"),
    "13 en investissement": (("investissement", "13", "1321"), "13"),
    "13, compte d'investissement": ((None, "13", "2188"), "13"),
    "16 : APA": (("fonctionnement", "16", "65242"), "016"),
    "16 : emprunts": (("investissement", "16", "2031"), "16"),
    "18 : liaison": (("investissement", "18", "2031"), "18"),
    "20, compte 2313": ((None, "20", "2313"), "20"),
    "21, compte 2313": ((None, "21", "2313"), "21"),
    "23, compte 2188": ((None, "23", "2188"), "23"),
    "21 dit d'investissement": (("investissement", "21", "023"), "21"),
    "23 en fonctionnement": (("fonctionnement", "23", "023"), "023"),
    "21 sans section": ((None, "21", "021"), "21"),
    "26, compte 16": ((None, "26", "1641"), "26"),
    "65": ((None, "65", "60612"), "65"),
    "99 n'existe nulle part": ((None, "99", "60612"), "99"),
    "trois chiffres": ((None, "011", "60612"), "011"),
}
"""(section, chapitre écrit, compte) et le chapitre lu."""


@pytest.mark.parametrize(("ecrit", "voulu"), CHAPITRES.values(), ids=CHAPITRES)
def test_un_chapitre_qui_existe_garde_son_ecriture(ecrit: tuple[str | None, str, str], voulu: str) -> None:
    lus, constat = rendus([(*ecrit, None)])
    assert lus == [(voulu, None)]
    assert list(constat.questions) == (["zeros"] if voulu != ecrit[1] else [])
    assert constat.avertissements == []


@pytest.mark.parametrize("format_lu", sorted(OFFICIELS))
def test_un_format_officiel_n_a_perdu_aucun_zero(format_lu: str) -> None:
    """Ni rendu, ni demandé, ni dit : les fonctions 20 d'un XML ne sont pas des 020."""
    lignes = [(None, "11", "60612", "38"), ("fonctionnement", "13", "6419", "20")]
    lus, constat = rendus(lignes, format_lu)
    assert lus == [("11", "38"), ("13", "20")] and not constat.questions and not constat.avertissements


def test_une_seule_question_dit_combien_et_donne_l_exemple() -> None:
    lignes = [(None, "11", "60612", "38"), (None, "11", "60613", "020"), (None, "12", "64111", None)]
    lus, constat = rendus(lignes)
    assert lus == [("011", "038"), ("011", "020"), ("012", None)]
    (question,) = constat.questions.values()
    texte = question.texte.replace("\u00a0", " ")
    assert "chapitre : 3 lignes, où 11 se lirait 011 et fonction : 1 ligne, où 38 se lirait 038" in texte
    assert question.option_cli == "--zeros" and set(question.choix) == {"rendre", "garder"}


@pytest.mark.parametrize(("zeros", "voulus"), [("rendre", ("011", "038")), ("garder", ("11", "38"))])
def test_la_reponse_est_suivie(zeros: str, voulus: tuple[str, str]) -> None:
    lus, constat = rendus([(None, "11", "60612", "38")], zeros=zeros)
    assert lus == [voulus] and not constat.questions


def test_une_fonction_a_deux_lectures_est_dite_et_gardee() -> None:
    lus, constat = rendus([(None, "011", "60612", "20")])
    assert lus == [("011", "20")] and "20 ou 020" in constat.avertissements[0]
    assert rendus([(None, "011", "60612", "020"), (None, "011", "60613", "211")])[1].avertissements == []


def test_les_travaux_au_chapitre_23_restent_des_depenses_reelles(
    voir: Callable[..., Previsualisation], ecrire_csv: Callable[..., Path]
) -> None:
    """500 + 1 000 + 2 000 = 3 500 € d'investissement réel : 23 lu 023 en faisait un virement, 21 lu 021 de l'ordre."""
    vue = voir(
        ecrire_csv(TETE, "2023;CA;D;21;2188;020;500", "2023;CA;D;23;2188;020;1000", "2023;CA;D;21;2313;020;2000")
    )
    assert vue.questions == ()
    lignes = vue.tables[0].lignes
    assert set(lignes["section"]) == {"investissement"} and lignes["chapitre"].to_list() == ["21", "23", "21"]
    assert lignes.filter(pl.col("mouvement") == "reel")["realise_eur"].sum() == Decimal(3500)
