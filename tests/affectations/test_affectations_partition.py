"""Chaque euro compte une fois sous chaque lentille, quels que soient les parts, les signes et l'ordre des lignes."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module

import polars as pl
import pytest
from fabrique_affectations import depense, dite, donnees, montants, partagee, parts
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.communs.affectations import DEDUITE, en_vigueur, lentilles_d_une_ligne, partition, preuve, repartir, signer
from core.communs.depenses import depenses_reelles
from core.modele import Donnees
from core.tables.affectations import LENTILLES_AFFECTATION

POSTES = ["tres_favorable", "favorable", "neutre", "defavorable", "non_cote"]
TROIS = ("axe_1", "axe_6", "genre")


def lire(tables: Donnees, exercice: int = 2024) -> tuple[pl.DataFrame, pl.DataFrame]:
    return depenses_reelles(tables, exercice), en_vigueur(tables["affectations"], exercice)


@st.composite
def budgets(tirer: st.DrawFn) -> dict[str, list[dict[str, object]]]:
    """Des dépenses de tous signes, dont certaines portent la même signature, partagées sous trois lentilles."""
    libelles = tirer(st.lists(st.sampled_from(["École", "Voirie", "Parc", "Piscine"]), min_size=1, max_size=8))
    lignes = [depense(libelle, tirer(montants())) for libelle in libelles]
    dites: list[dict[str, object]] = []
    for libelle in sorted(set(libelles)):
        for lentille in TROIS:
            if tirer(st.booleans()):
                postes = POSTES if lentille != "genre" else ["favorable", "genrable", "neutre"]
                dites += [
                    dite(libelle, tirer(st.sampled_from(postes)), lentille=lentille, quote_part=part, morceau=rang)
                    for rang, part in enumerate(tirer(parts()), start=1)
                ]
    return {"lignes_budgetaires": lignes, "affectations": dites}


@given(budgets())
@settings(max_examples=60)
def test_la_partition_est_exacte_au_centime(contenus: dict[str, list[dict[str, object]]]) -> None:
    lignes, vigueur = lire(donnees(contenus))
    total = sum(lignes["montant_eur"].drop_nulls().to_list(), Decimal(0))
    coupees = repartir(lignes, vigueur, TROIS)
    assert sum(coupees["montant_eur"].drop_nulls().to_list(), Decimal(0)) == total
    par_ligne = coupees.group_by("rang").agg(pl.col("montant_eur").sum(), pl.col("part").sum()).sort("rang")
    assert par_ligne["montant_eur"].to_list() == lignes.sort("rang")["montant_eur"].fill_null(0).to_list()
    assert par_ligne["part"].to_list() == pytest.approx([1.0] * lignes.height)
    postes = partition(lignes, vigueur, TROIS)
    for lentille in TROIS:
        assert (
            sum(postes.filter(pl.col("lentille") == lentille)["montant_eur"].drop_nulls().to_list(), Decimal(0))
            == total
        )
    preuves = preuve(lignes, vigueur, TROIS)
    assert preuves["exacte"].all() and set(preuves["ecart_eur"]) == {Decimal(0)}


@given(budgets(), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_l_ordre_des_lignes_ne_change_rien(contenus: dict[str, list[dict[str, object]]], hasard: object) -> None:
    tables = donnees(contenus)
    battues = {
        nom: frame.sample(fraction=1.0, shuffle=True, seed=hasard.randint(0, 99)) if frame.height else frame  # type: ignore[attr-defined]
        for nom, frame in tables.items()
    }
    (lignes, vigueur), (autres, autre_vigueur) = lire(tables), lire(battues)
    assert vigueur.equals(autre_vigueur)
    assert partition(lignes, vigueur, TROIS).equals(partition(autres, autre_vigueur, TROIS))


def test_les_parts_vont_a_leur_poste_et_le_dernier_centime_aussi() -> None:
    lignes, vigueur = lire(
        donnees(
            {
                "lignes_budgetaires": [depense("École", "100.01"), depense("Parc", "-0.02")],
                "affectations": [
                    *partagee("École", {"favorable": 1 / 3, "neutre": 1 / 3, "defavorable": 1 / 3}),
                    *partagee("Parc", {"favorable": 0.5, "neutre": 0.5}),
                ],
            }
        )
    )
    sommes = {une["poste"]: une["montant_eur"] for une in partition(lignes, vigueur, ["axe_1"]).iter_rows(named=True)}
    # École : cumuls 33,3366… → 33,34, 66,6733… → 66,67, puis 100,01, soit 33,34 + 33,33 + 33,34 ; Parc : −0,01 et
    # −0,01.
    assert sommes == {"favorable": Decimal("33.33"), "neutre": Decimal("33.32"), "defavorable": Decimal("33.34")}


def test_les_morceaux_de_deux_lentilles_se_superposent_dans_leur_ordre() -> None:
    lignes, vigueur = lire(
        donnees(
            {
                "lignes_budgetaires": [depense("École", "1000.00")],
                "affectations": [
                    *partagee("École", {"favorable": 0.6, "neutre": 0.4}),
                    *partagee("École", {"neutre": 0.3, "defavorable": 0.7}, lentille="axe_6"),
                ],
            }
        )
    )
    coupees = repartir(lignes, vigueur, ["axe_1", "axe_6"]).select("axe_1", "axe_6", "montant_eur")
    assert coupees.rows() == [
        ("favorable", "neutre", Decimal("300.00")),
        ("favorable", "defavorable", Decimal("300.00")),
        ("neutre", "defavorable", Decimal("400.00")),
    ]


def test_ce_qui_ne_compte_pas_reste_non_affecte_et_le_dit() -> None:
    lignes, vigueur = lire(
        donnees(
            {
                "lignes_budgetaires": [depense("École"), depense("Parc"), depense("Voirie"), depense("Inconnue")],
                "affectations": [
                    dite("École", "favorable"),
                    dite("École", "neutre", auteur="Écologie"),
                    dite("Parc", "favorable", quote_part=0.9),
                    dite("Voirie", "neutre"),
                ],
            }
        )
    )
    coupees = repartir(lignes, vigueur, ["axe_1"])
    assert coupees.select("libelle", "axe_1", "statut_axe_1").rows() == [
        ("École", None, "desaccord"),
        ("Parc", None, "fautive"),
        ("Voirie", "neutre", "cotee"),
        ("Inconnue", None, None),
    ]


def test_la_preuve_sait_echouer(monkeypatch: pytest.MonkeyPatch) -> None:
    lignes, vigueur = lire(donnees({"lignes_budgetaires": [depense("École"), depense("Parc")]}))
    vraie = repartir(lignes, vigueur, ["axe_1"])
    for fausse, colonne in (
        (pl.concat([vraie, vraie.head(1)]), "lignes_comptees_deux_fois"),
        (vraie.head(1), "lignes_oubliees"),
    ):
        monkeypatch.setattr(
            import_module("core.communs.affectations.partition"), "repartir", lambda *_, rendue=fausse: rendue
        )
        ratee = preuve(lignes, vigueur, ["axe_1"]).row(0, named=True)
        assert not ratee["exacte"] and ratee[colonne] == 1 and abs(ratee["ecart_eur"]) == Decimal("100.00")


def test_la_politique_de_la_ligne_vaut_tant_que_personne_n_en_dit_une_autre() -> None:
    lignes, vigueur = lire(
        donnees(
            {
                "lignes_budgetaires": [
                    depense("École", politique="Éducation"),
                    depense("Gymnase", politique="Sport"),
                    depense("Salle", politique="Culture"),
                ],
                "affectations": [
                    dite("Gymnase", "Jeunesse", lentille="politique"),
                    dite("Salle", "Sport", lentille="politique"),
                    dite("Salle", "Vie locale", lentille="politique", auteur="B"),
                ],
            }
        )
    )
    coupees = repartir(lignes, vigueur, ["politique"]).select("libelle", "politique", "statut_politique")
    assert coupees.rows() == [
        ("École", "Éducation", DEDUITE),
        ("Gymnase", "Jeunesse", "cotee"),
        ("Salle", None, "desaccord"),
    ]


@given(montants(), montants(), parts())
@settings(max_examples=50)
def test_la_page_d_une_ligne_montre_le_meme_partage_que_la_partition(
    premier: Decimal | None, second: Decimal | None, siennes: list[float]
) -> None:
    assume(premier is not None or second is not None)
    dites = [
        dite("École", f"poste {rang}", lentille="activite", quote_part=part, morceau=rang)
        for rang, part in enumerate(siennes, start=1)
    ]
    lignes, vigueur = lire(
        donnees({"lignes_budgetaires": [depense("École", premier), depense("ECOLE", second)], "affectations": dites})
    )
    vues = lentilles_d_une_ligne(lignes, vigueur, signer(lignes)["signature"][0])
    assert vues["lentille"].unique(maintain_order=True).to_list() == list(LENTILLES_AFFECTATION)
    montrees = vues.filter(pl.col("lentille") == "activite").select("poste", "montant_eur").sort("poste")
    comptees = (
        partition(lignes, vigueur, ["activite"])
        .select("poste", pl.col("montant_eur").cast(pl.Decimal(18, 2)))
        .sort("poste")
    )
    assert montrees.equals(comptees)


def test_un_budget_vide_se_partage_en_rien() -> None:
    lignes, vigueur = lire(donnees({"lignes_budgetaires": [depense("École", exercice=2023)]}))
    assert lignes.is_empty()
    assert partition(lignes, vigueur).is_empty()
    assert preuve(lignes, vigueur)["exacte"].all()
