"""Le bilan carbone d'une année à l'autre, de chaque territoire d'exemple et de chaque exercice : il ne dit que ce qui a
compté."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product

import polars as pl
import pytest

from core.dossier import Dossier
from core.figures.bilan_carbone.vues import Adresse, composer, effets
from core.figures.bilan_carbone.vues import choisir as choix_de
from core.methodes import bilan_carbone
from tests.pages.visite import EXEMPLES
from tests.vues.test_vues_contrat import compter

type_ouvrir = Callable[[str, int], Dossier]
ETATS = ("realise", "prevu")


def dossiers(territoire: str, dossier_de: type_ouvrir) -> Iterator[Dossier]:
    for exercice in dossier_de(territoire, 0).exercices:
        yield dossier_de(territoire, exercice)


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_sans_bilan_a_comparer_aucun_effet_n_est_dit(territoire: str, dossier_de: type_ouvrir) -> None:
    """Un bilan absent n'est pas un bilan nul : ni effet de 0 t, ni origine qui ne mène à aucune ligne."""
    vus = set()
    for dossier, etat in product(dossiers(territoire, dossier_de), ETATS):
        demande = Adresse(vue="annees", etat=etat)
        choix = choix_de(demande, dossier)
        if choix.vue != "annees":
            continue
        _, evolution = effets(choix, dossier)
        vue = composer(demande, dossier)
        connus = vue.indicateurs.filter(pl.col("valeur").is_not_null())
        deux = evolution.avant is not None and evolution.apres is not None
        vus.add(deux)
        assert bool(connus["indicateur"].str.starts_with("effet_").any()) is deux, dossier.exercice
        colonnes = [nom for nom in vue.tableau.columns if nom.startswith("Effet")]
        assert deux or vue.tableau.select(pl.col(colonnes).count()).row(0) == (0, 0)
        assert all(compter(dossier.tables, une) for une in connus["origine"].unique()), dossier.exercice
    assert vus == {True, False}


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_d_une_annee_a_l_autre_le_sous_titre_dit_les_versions_qui_ont_compte(
    territoire: str, dossier_de: type_ouvrir
) -> None:
    for dossier in dossiers(territoire, dossier_de):
        choix = choix_de(Adresse(vue="annees"), dossier)
        if choix.vue != "annees":
            continue
        dite = composer(Adresse(vue="annees"), dossier).sous_titre.replace("’", "'")
        lignes = pl.concat(
            bilan_carbone.detail(dossier.tables, annee, choix.version).filter(pl.col("etat") == choix.etat)
            for annee in (dossier.exercice - 1, dossier.exercice)
        )
        comptees = bilan_carbone.appliquees(lignes)
        assert {nom for nom in choix.toutes if nom in dite} == set(comptees), (dossier.exercice, dite)
