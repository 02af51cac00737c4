"""D'où une vue tient ses chiffres se lit en français : des noms, jamais des codes, et des unités accordées."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import polars as pl
import pytest

from core.figures.vue import Vue
from core.format_fr import mesure, typographier
from core.methodes import declarations
from core.modele import Donnees
from core.tables.indicateurs import LENTILLES
from pages._outils.provenance import en_table, noms_des_postes, sans_ligne
from tests.pages.visite import EXEMPLES
from tests.vues.vues_composees import composees, type_ouvrir

IDENTIFIANT = re.compile(r"^[a-z]+(_[a-z0-9]+)+$")
DECLARES = {
    "capital": ("capitaux", "entite"),
    "indicateur": ("indicateurs", "intitule"),
    "action": ("actions_climat", "intitule"),
    "mesure": ("actions_climat", "intitule"),
}
type_vues = list[tuple[int, Any, Vue]]


@pytest.fixture(scope="module")
def vues_de(dossier_de: type_ouvrir) -> Any:  # noqa: ANN401
    """Les vues d'un territoire, composées une fois pour le module."""
    return lru_cache(lambda territoire: list(composees(dossier_de, territoire)))


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_code_de_la_provenance_porte_son_nom(territoire: str, vues_de: Any, dossier_de: type_ouvrir) -> None:  # noqa: ANN401
    """Un poste porte le nom que sa propre table lui donne, quel que soit son code ; aucun axe ne reste un code."""
    tables = dossier_de(territoire, 0).tables
    chiffres = _chiffres(vues_de(territoire))
    dits = en_table(chiffres, noms_des_postes(tables))["Poste"].to_list()
    morceaux = [morceau for dit in dits for morceau in dit.split(" · ")]
    assert not [morceau for morceau in morceaux if IDENTIFIANT.match(morceau)]
    attendus = list(_noms_declares(chiffres, tables))
    assert {sorte for _, sorte, _ in attendus} >= {"indicateur", "lentille"}
    faux = [(dits[rang], nom) for rang, _, nom in attendus if dits[rang].split(" · ")[0] != typographier(nom)]
    assert not faux, faux[:5]


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_valeur_de_la_provenance_s_accorde(territoire: str, vues_de: Any) -> None:  # noqa: ANN401
    """Ni « 1 indicateurs », ni « 2 action », ni « 0,30 part », ni « 2 035 année »."""
    valeurs = en_table(_chiffres(vues_de(territoire)), {})["Valeur"].to_list()
    assert not [dite for dite in valeurs if re.search(r"part\b|année$", dite)]
    comptees = [
        dite.split("\u00a0") for dite in valeurs if re.search(r"\u00a0(action|an|indicateur|mesure|ligne)", dite)
    ]
    assert comptees
    assert not [mots for mots in comptees if (mots[0] in {"0", "1"}) == mots[1].split(" ")[0].endswith("s")]


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_un_chiffre_sans_ligne_est_absent_ou_ne_compte_rien(territoire: str, vues_de: Any) -> None:  # noqa: ANN401
    """C'est ce que dit la phrase qui remplace ses lignes."""
    tous = pl.concat([vue.indicateurs for _, _, vue in vues_de(territoire)]).unique()
    sans = tous.filter(pl.col("origine").is_null() & pl.col("valeur").is_not_null())
    assert sans["valeur"].abs().max() in {None, 0.0}, sans.filter(pl.col("valeur") != 0)["indicateur"].unique()
    assert sans_ligne(None) != sans_ligne(0.0)
    assert "absente" not in sans_ligne(0.0)


def _chiffres(vues: type_vues) -> pl.DataFrame:
    """Les chiffres des deux derniers exercices, chacun une fois."""
    annees = sorted({annee for annee, _, _ in vues})[-2:]
    return pl.concat([vue.indicateurs for annee, _, vue in vues if annee in annees]).unique(maintain_order=True)


def _noms_declares(chiffres: pl.DataFrame, tables: Donnees) -> Iterator[tuple[int, str, str]]:
    """Le rang, la sorte et le nom de chaque poste dont une table, ou une liste close, donne le nom."""
    declarees = declarations()
    for rang, (methode, indicateur, poste) in enumerate(chiffres.select("methode", "indicateur", "poste").iter_rows()):
        sorte = declarees[methode, indicateur].poste
        if poste and sorte == "lentille":
            yield rang, sorte, LENTILLES[poste]
        elif poste and sorte in DECLARES:
            table, nom = DECLARES[sorte]
            yield rang, sorte, tables[table].filter(pl.col("code") == poste)[nom][-1]


@pytest.mark.parametrize(
    ("valeur", "unite", "ecrite"),
    [
        (1.0, "indicateurs", "1\u00a0indicateur"),
        (2.0, "action", "2\u00a0actions"),
        (1.0, "ans", "1\u00a0an"),
        (2.5, "ans", "2,50\u00a0ans"),
        (1.0, "ménages par an", "1\u00a0ménage par an"),
        (0.3, "part", "30\u00a0%"),
        (0.0002, "part", "<\u00a01\u00a0%"),
        (0.045, "part du niveau présent par an", "4,5\u00a0% du niveau présent par an"),
        (2035.4, "année", "2035"),
        (12345.6, "€", "12\u202f346\u00a0€"),
        (1.5, "", "1,50"),
        (None, "€", "donnée absente"),
    ],
)
def test_une_valeur_s_ecrit_avec_son_unite(valeur: float | None, unite: str, ecrite: str) -> None:
    assert mesure(valeur, unite) == ecrite
