"""Un choix que les données ne proposent pas est refusé avec des mots, comme un choix clos ; une liste se relit."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.erreurs import TableManquante
from core.figures.adresse import ecrire_liste, lire_liste
from core.figures.phrases import choix_refuse
from core.vues import ECRANS, Onglet
from pages._outils.composants import morceau
from tests.pages.visite import EXEMPLES
from tests.vues.choix_essayes import choix_clos
from tests.vues.vues_composees import ONGLETS, type_ouvrir

FORGE = "zzz*inexistant"
DITS_AILLEURS = {"scenario"}
"""L'écran Arbitrage dit lui-même, avec ses mots, qu'un scénario n'est plus gardé."""
LIBRES = [
    (onglet, nom)
    for onglet in ONGLETS
    for nom in onglet.adresse.model_fields
    if nom not in choix_clos(onglet) and nom not in DITS_AILLEURS
]


def test_chaque_ecran_a_onglet_a_un_choix_libre() -> None:
    assert {onglet.cle for onglet, _ in LIBRES} == {onglet.cle for ecran in ECRANS for onglet in ecran.onglets}


@pytest.mark.parametrize(("onglet", "nom"), LIBRES, ids=lambda un: getattr(un, "cle", un))
def test_un_choix_libre_forge_est_refuse_et_ne_change_rien(onglet: Onglet, nom: str, dossier_de: type_ouvrir) -> None:
    dossier = dossier_de(EXEMPLES[0], dossier_de(EXEMPLES[0], 0).exercices[-1])
    forgee, refus = onglet.adresse.lire({nom: FORGE})
    assert not refus
    assert forgee.inconnus(dossier) == (nom,)
    premiere = onglet.composer(onglet.adresse(), dossier)
    assert onglet.composer(forgee, dossier).message == premiere.message
    assert onglet.adresse().inconnus(dossier) == ()


@pytest.mark.parametrize("onglet", ONGLETS, ids=lambda onglet: onglet.cle)
def test_un_choix_clos_forge_est_refuse_avec_la_meme_phrase(onglet: Onglet) -> None:
    for nom in choix_clos(onglet):
        _, refus = onglet.adresse.lire({nom: FORGE})
        assert refus == (choix_refuse(nom),)
        assert FORGE not in refus[0]


def test_un_choix_refuse_se_nomme_en_francais() -> None:
    dits = [choix_refuse(nom) for onglet in ONGLETS for nom in onglet.adresse.model_fields]
    assert not [dit for dit in dits if re.search("_|perimetre|selection|etat|scenario|seance|unite", dit)]


@pytest.mark.parametrize("territoire", EXEMPLES)
@pytest.mark.parametrize("onglet", ONGLETS, ids=lambda onglet: onglet.cle)
def test_ce_qu_une_figure_ecrit_dans_l_adresse_n_est_pas_refuse(
    onglet: Onglet, territoire: str, dossier_de: type_ouvrir
) -> None:
    """Toute barre se choisit dans sa vue, et reste permise dans les autres vues de l'écran."""
    dossier = dossier_de(territoire, dossier_de(territoire, 0).exercices[-1])
    nom = {"budget_climat": "mesure"}.get(onglet.cle, "selection")
    vues = choix_clos(onglet).get("vue", ())
    if nom not in onglet.adresse.model_fields or not vues:
        return
    for vue in vues:
        ecrits = _ecrits(onglet, vue, dossier)
        for autre in vues:
            for ecrit in ecrits[:: max(1, len(ecrits) // 4)]:
                refuses = onglet.adresse(vue=autre, **{nom: ecrit}).inconnus(dossier)
                assert nom not in refuses, f"{vue} écrit « {ecrit} », refusé par {autre}"


def _ecrits(onglet: Onglet, vue: str, dossier: object) -> list[str]:
    try:
        composee = onglet.composer(onglet.adresse(vue=vue), dossier)
    except TableManquante:
        return []
    if isinstance(composee.figure, str) or composee.cle.startswith(("bilan_flux", "bilan_annees", "budget_epargne")):
        return []
    points = [
        {"customdata": point}
        for trace in composee.figure.to_plotly_json()["data"]
        for point in (trace.get("customdata") if trace.get("customdata") is not None else ())
    ]
    return sorted({ecrit for point in points if (ecrit := morceau([point]))})


@given(
    st.lists(st.text("a|,%7C2é ", min_size=1, max_size=6), unique=True, min_size=1, max_size=5), st.sampled_from("|,")
)
def test_une_liste_ecrite_se_relit_quels_que_soient_les_noms(noms: list[str], separe: str) -> None:
    for combien in range(1, len(noms) + 1):
        for choisis in list(permutations(noms, combien))[:10]:
            assert lire_liste(ecrire_liste(choisis, separe), noms, separe) == choisis


@pytest.mark.parametrize(
    ("texte", "connus", "lus"),
    [
        ("PCAET|SNBC-2", ["PCAET", "SNBC-2"], ("PCAET", "SNBC-2")),
        ("PCAET|zzz", ["PCAET", "SNBC-2"], ("PCAET", "zzz")),
        ("Ville | 2030", ["Ville | 2030", "PCAET"], ("Ville | 2030",)),
        ("Baisse de 20 %|PCAET", ["Baisse de 20 %", "PCAET"], ("Baisse de 20 %", "PCAET")),
        ("", ["PCAET"], ()),
    ],
)
def test_une_adresse_d_avant_se_lit_encore(texte: str, connus: list[str], lus: tuple[str, ...]) -> None:
    assert lire_liste(texte, connus, "|") == lus
