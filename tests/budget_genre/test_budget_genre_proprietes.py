"""Le secret des petits groupes, le rattachement des dépenses, et des totaux qui ne perdent aucun euro."""

from __future__ import annotations

import json
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.erreurs import TableManquante
from core.methodes import budget_genre
from core.methodes.budget_genre import SEUIL_SECRET, activites, detail
from core.modele import Donnees
from core.resultat import SCHEMA_INDICATEURS
from core.tables.affectations import CLASSES_GENRE
from tests.affectations.fabrique_affectations import depense, dite, donnees, indicateur, montants, parts

EFFECTIFS = st.one_of(st.none(), st.integers(0, 12), st.integers(0, 5000))
PERSONNES = ("femmes", "hommes", "femmes_visees", "hommes_vises")
MESURES = (
    "part_femmes",
    "benefice_femmes_eur",
    "benefice_hommes_eur",
    "eur_par_usager",
    "eur_par_visee",
    "eur_par_vise",
    "part_femmes_visees",
    "ecart_parite",
)


def public(
    activite: str,
    femmes: int | None,
    hommes: int | None,
    visees: int | None = None,
    vises: int | None = None,
    **criteres: object,
) -> dict[str, object]:
    effectifs = dict(zip(PERSONNES, (femmes, hommes, visees, vises), strict=True))
    return {"activite": activite, "fonction": "321"} | effectifs | criteres


def sport(*publics: dict[str, object], dites: tuple[dict[str, object], ...] = (), montant: str = "100.00") -> Donnees:
    """Une dépense de sport (fonction 321), et les publics qui la réclament."""
    return donnees(
        {
            "lignes_budgetaires": [depense("Sport", montant, nature="6188", fonction="321")],
            "publics": publics,
            "affectations": [dite("Sport", "genrable", "6188", lentille="genre", fonction="321"), *dites],
        }
    )


def petit(*groupes: int | None) -> bool:
    return any(un is not None and 0 < un < SEUIL_SECRET for un in groupes)


@given(st.lists(st.tuples(*[EFFECTIFS] * 4), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_aucun_petit_groupe_ne_se_montre_nulle_part(effectifs: list[tuple[int | None, ...]]) -> None:
    publics = [public(f"A{rang}", *quatre, fonction=f"32{rang}") for rang, quatre in enumerate(effectifs)]
    tables = donnees(
        {
            "publics": publics,
            "lignes_budgetaires": [
                depense(f"L{rang}", "1000.00", nature="6188", fonction=f"32{rang}") for rang in range(len(effectifs))
            ],
        }
    )
    tableau = {une["activite"]: une for une in activites(tables, 2024).iter_rows(named=True)}
    obtenus = budget_genre.calculer(tables, 2024)
    adresses = [json.loads(un)["filtre"]["activite"] for un in obtenus["origine"].drop_nulls() if '"publics"' in un]
    for rang, (femmes, hommes, visees, vises) in enumerate(effectifs):
        nom, ligne = f"A{rang}", tableau[f"A{rang}"]
        usagers_petits, cible_petite = petit(femmes, hommes), petit(visees, vises)
        assert ligne["masque"] is usagers_petits
        assert not any(petit(ligne[une]) for une in PERSONNES)
        siens = obtenus.filter((pl.col("poste") == nom) & (pl.col("indicateur") != "montant_activite"))
        if usagers_petits:
            assert [ligne[une] for une in (*PERSONNES, *MESURES)] == [None] * 12
            assert siens["valeur"].null_count() == siens.height
        if cible_petite:
            assert [ligne[une] for une in ("part_femmes_visees", "ecart_parite", "eur_par_visee", "eur_par_vise")] == [
                None
            ] * 4
        if usagers_petits or cible_petite:
            assert siens["origine"].null_count() == siens.height
            assert not any(nom in un for un in adresses)
    lignes = detail(tables, 2024)
    assert not set(PERSONNES) & set(lignes.columns)
    masques = sum(1000 for quatre in effectifs if petit(*quatre[:2]))
    assert indicateur(obtenus, "masque")["valeur"] == masques


@pytest.mark.parametrize(
    ("femmes", "hommes", "masque"),
    [(10, 500, True), (11, 500, False), (0, 500, False), (5, 5, True), (1, 0, True), (None, 4, True), (0, 0, False)],
)
def test_le_seuil_est_de_onze_personnes(femmes: int | None, hommes: int, masque: bool) -> None:
    ligne = activites(sport(public("Sport", femmes, hommes)), 2024).row(0, named=True)
    assert ligne["masque"] is masque
    assert (ligne["hommes"] is None) is masque


def test_une_adresse_ne_mene_jamais_a_un_petit_public_vise() -> None:
    tables = donnees(
        {
            "lignes_budgetaires": [
                depense("a", nature="6188", fonction="321"),
                depense("b", nature="6188", fonction="322"),
            ],
            "publics": [public("Rare", 40, 40, 5, 300), public("Courant", 40, 40, 300, 300, fonction="322")],
        }
    )
    obtenus = budget_genre.calculer(tables, 2024)
    rare = indicateur(obtenus, "part_femmes_benefice", "Rare")
    assert (rare["valeur"], rare["origine"]) == (0.5, None)
    ensemble = indicateur(obtenus, "benefice", sexe="femmes")
    assert ensemble["valeur"] == 100
    assert json.loads(str(ensemble["origine"]))["filtre"]["activite"] == ["Courant"]


def test_le_motif_dit_ce_qui_manque() -> None:
    tables = donnees(
        {
            "lignes_budgetaires": [
                depense(nom, nature="6188", fonction=code)
                for nom, code in (("a", "321"), ("b", "322"), ("c", "323"), ("d", "324"))
            ],
            "publics": [
                public("Petit", 3, 40, fonction="321"),
                public("Sans sexe", None, None, fonction="322"),
                public("Sans cible", 30, 40, fonction="323"),
                public("Complet", 30, 40, 300, 400, fonction="324"),
                public("Sans dépense", 30, 40, 300, 400, fonction="999"),
            ],
        }
    )
    motifs = dict(activites(tables, 2024).select("activite", "motif").iter_rows())
    assert motifs == {
        "Petit": "moins de 11 personnes",
        "Sans sexe": "données par sexe absentes",
        "Sans cible": "public visé absent",
        "Complet": None,
        "Sans dépense": "aucune dépense rattachée",
    }


@given(st.lists(st.tuples(montants(), parts()), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_les_classes_font_le_total_et_rien_ne_depend_de_l_ordre(
    lignes: list[tuple[Decimal | None, list[float]]],
) -> None:
    classes = list(CLASSES_GENRE)
    tables = donnees(
        {
            "lignes_budgetaires": [
                depense("Témoin", "1.00"),
                *(depense(f"L{rang}", un) for rang, (un, _) in enumerate(lignes)),
            ],
            "affectations": [
                dite(f"L{rang}", classes[ordre % 4], lentille="genre", quote_part=part, morceau=ordre)
                for rang, (_, siennes) in enumerate(lignes)
                for ordre, part in enumerate(siennes, start=1)
            ],
        }
    )
    total = sum((un for un, _ in lignes if un is not None), Decimal(1))
    assert sum(detail(tables, 2024)["montant_eur"].drop_nulls().to_list(), Decimal(0)) == total
    obtenus = budget_genre.calculer(tables, 2024)
    assert dict(obtenus.schema) == SCHEMA_INDICATEURS
    assert obtenus.filter(pl.col("indicateur") == "montant")["valeur"].sum() == pytest.approx(float(total), abs=0.01)
    assert obtenus.equals(budget_genre.calculer({nom: frame.reverse() for nom, frame in tables.items()}, 2024))


def test_une_ligne_que_personne_n_a_dite_est_non_cotee_jamais_neutre() -> None:
    lignes = detail(donnees({"lignes_budgetaires": [depense("École")]}), 2024)
    assert lignes.select("classe", "statut", "activite", "rattachement").row(0) == ("non_cote", None, None, None)


@pytest.mark.parametrize(
    ("publics", "attendue"),
    [
        ([public("Sport", 20, 20)], ("Sport", "critere")),
        ([public("Sport", 20, 20, fonction="32")], ("Sport", "critere")),
        ([public("Large", 20, 20, fonction="3"), public("Fin", 20, 20, fonction="321")], ("Fin", "critere")),
        ([public("Fonction", 20, 20), public("Deux", 20, 20, nature="6188")], ("Deux", "critere")),
        ([public("A", 20, 20), public("B", 20, 20)], (None, "a_departager")),
        ([public("Ailleurs", 20, 20, fonction="322")], (None, None)),
    ],
)
def test_le_critere_le_plus_precis_rattache(
    publics: list[dict[str, object]], attendue: tuple[str | None, str | None]
) -> None:
    assert detail(sport(*publics), 2024).select("activite", "rattachement").row(0) == attendue


def test_service_et_operation_se_comparent_sans_casse_ni_accents() -> None:
    tables = donnees(
        {
            "lignes_budgetaires": [depense("x", service="PISCINE  MUNICIPALE")],
            "publics": [public("Natation", 20, 20, fonction=None, service="Piscine municipale")],
        }
    )
    assert detail(tables, 2024)["activite"].to_list() == ["Natation"]


def test_l_activite_dite_l_emporte_et_s_ecrit_comme_dans_les_publics() -> None:
    dites = (dite("Sport", "ecole de natation", "6188", lentille="activite", fonction="321"),)
    lignes = detail(sport(public("Sport", 20, 20), public("École de natation", 60, 40), dites=dites), 2024)
    assert lignes.select("activite", "rattachement", "documentee").row(0) == ("École de natation", "dite", True)


def test_une_activite_en_desaccord_ne_se_remplace_pas_par_un_critere() -> None:
    dites = tuple(
        dite("Sport", nom, "6188", lentille="activite", fonction="321", auteur=nom) for nom in ("Judo", "Boxe")
    )
    tables = sport(public("Sport", 20, 20), dites=dites)
    lignes = detail(tables, 2024).filter(pl.col("rattachement") == "a_departager")
    assert lignes.select("activite", "candidates").rows() == [(None, "Boxe, Judo")]
    assert indicateur(budget_genre.calculer(tables, 2024), "a_departager")["valeur"] == 100
    assert activites(tables, 2024)["montant_eur"].to_list() == [None]


def test_deux_classes_et_deux_activites_se_croisent_sans_se_compter_deux_fois() -> None:
    autres = tuple(
        dite("Sport", nom, "6188", lentille="activite", fonction="321", quote_part=0.5, morceau=rang)
        for rang, nom in enumerate(("Judo", "Boxe"), start=1)
    )
    tables = sport(public("Judo", 60, 40, fonction="999"), public("Boxe", 20, 80, fonction="998"), dites=autres)
    obtenus = budget_genre.calculer(tables, 2024)
    assert indicateur(obtenus, "benefice", "Judo", sexe="femmes")["valeur"] == pytest.approx(30)
    assert indicateur(obtenus, "benefice", "Boxe", sexe="femmes")["valeur"] == pytest.approx(10)
    assert indicateur(obtenus, "montant", classe="genrable")["valeur"] == 100


def test_une_activite_dont_le_nom_porte_une_barre_garde_ses_rangees() -> None:
    obtenus = budget_genre.calculer(sport(public("Judo / femmes", 60, 40)), 2024)
    lus = {sexe: indicateur(obtenus, "benefice", "Judo / femmes", sexe=sexe)["valeur"] for sexe in ("femmes", "hommes")}
    assert lus == {"femmes": pytest.approx(60), "hommes": pytest.approx(40)}
    assert indicateur(obtenus, "montant_activite", "Judo / femmes")["valeur"] == 100


def test_les_indicateurs_sont_les_sommes_du_detail() -> None:
    """Ils se calculent sur des lignes additionnées : une activité disputée ou partagée n'y change rien."""
    avis = [dite("Sport", nom, "6188", lentille="activite", fonction="321", auteur=nom) for nom in ("Judo", "Boxe")]
    tables = donnees(
        {
            "lignes_budgetaires": [
                depense("Sport", "100.00", "6188", fonction="321"),
                depense("Stade", "50.00", "6188", fonction="321"),
            ],
            "affectations": avis,
            "publics": [public("Judo", 60, 40)],
        }
    )
    lignes, obtenus = detail(tables, 2024), budget_genre.calculer(tables, 2024)
    assert dict(lignes.select("libelle", "activite").iter_rows()) == {"Sport": None, "Stade": "Judo"}
    assert indicateur(obtenus, "montant_activite", "Judo")["valeur"] == 50
    assert indicateur(obtenus, "a_departager")["valeur"] == 100


def test_les_publics_d_un_autre_exercice_ne_servent_pas_et_sans_budget_la_table_manque() -> None:
    tables = sport(public("Sport", 20, 20, exercice=2023))
    assert detail(tables, 2024)["activite"].null_count() == 1
    with pytest.raises(TableManquante):
        budget_genre.calculer(donnees({}), 2024)
