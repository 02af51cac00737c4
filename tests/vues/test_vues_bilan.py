"""Toutes les vues du bilan carbone, de chaque territoire d'exemple et de chaque exercice : leurs textes se lisent, et
ne disent que ce qui a compté."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import get_args

import polars as pl
import pytest

from core.dossier import Dossier
from core.erreurs import TableManquante
from core.figures.bilan_carbone.vues import Adresse, composer, effets
from core.figures.bilan_carbone.vues import choisir as choix_de
from core.figures.vue import Vue
from core.methodes import bilan_carbone
from tests.pages.visite import EXEMPLES
from tests.vues.test_vues_contrat import compter

type_ouvrir = Callable[[str, int], Dossier]
ETATS = ("realise", "prevu")
MAL_DIT = re.compile(r"\.\s*\.|  |\b0 \w*poste|\(\s*\)|[:,;(]\s*\.|^\s|\s$|\bNone\b|\bnan\b")
"""Deux points de suite, deux espaces, un compte nul, une parenthèse ou une liste vides, une absence à la Python."""


def dossiers(territoire: str, dossier_de: type_ouvrir) -> Iterator[Dossier]:
    for exercice in dossier_de(territoire, 0).exercices:
        yield dossier_de(territoire, exercice)


def composees(dossier: Dossier) -> Iterator[tuple[Adresse, Vue]]:
    """Chaque vue dans chaque état, par activité puis par service, et projetée."""
    vues = [
        Adresse(vue=vue, etat=etat) for vue, etat in product(get_args(Adresse.model_fields["vue"].annotation), ETATS)
    ]
    for demande in (*vues, Adresse(vue="activites", par="service"), Adresse(vue="activites", projetee=True)):
        try:
            yield demande, composer(demande, dossier)
        except TableManquante:
            continue


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_les_alternatives_sont_du_francais_sans_liste_vide(territoire: str, dossier_de: type_ouvrir) -> None:
    alternatives = {
        (dossier.exercice, demande.vue, demande.etat): vue.alt.replace("\u00a0", " ").replace("\u202f", " ")
        for dossier in dossiers(territoire, dossier_de)
        for demande, vue in composees(dossier)
    }
    assert len(alternatives) > 10
    fautes = {cle: alt for cle, alt in alternatives.items() if MAL_DIT.search(alt) or not alt.endswith(".")}
    assert not fautes


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
