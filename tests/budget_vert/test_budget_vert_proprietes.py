"""Ce qui doit rester vrai du budget vert quelles que soient les dépenses et les cotations."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.erreurs import TableManquante
from core.methodes import budget_vert
from core.methodes.budget_vert import (
    CLASSES_I4CE,
    CLASSES_LEGALES,
    annexe,
    controles_annexe,
    perimetre_annexe,
    synthese_annexe,
)
from core.modele import Donnees, Nature
from core.references import reference, sources
from core.resultat import SCHEMA_INDICATEURS, lire
from core.tables.affectations import AXES
from tests.affectations.fabrique_affectations import depense, dite, donnees, indicateur, montants, parts

COMPTES = ["21312", "2151", "2315", "2188", "1641", "1675", "6067", "66111", "739223", "204182"]
CLASSES = ["tres_favorable", "favorable", "neutre", "defavorable", "non_cote"]


@st.composite
def budgets(tirer: st.DrawFn) -> Donnees:
    """De une à six dépenses de comptes et de signes divers, cotées sous des axes pris au hasard."""
    exercice = tirer(st.sampled_from([2023, 2024, 2025, 2027]))
    lignes, dites = [], []
    for rang, nature in enumerate(tirer(st.lists(st.sampled_from(COMPTES), min_size=1, max_size=6))):
        lignes.append(
            depense(f"L{rang}", tirer(montants()), nature=nature, exercice=exercice, politique=f"P{rang % 2}")
        )
        for axe in tirer(st.lists(st.sampled_from(list(AXES)), unique=True, max_size=3)):
            dites += [
                dite(
                    f"L{rang}",
                    tirer(st.sampled_from(CLASSES)),
                    nature,
                    lentille=axe,
                    quote_part=part,
                    morceau=ordre,
                    exercice=exercice,
                )
                for ordre, part in enumerate(tirer(parts()), start=1)
            ]
    return donnees(
        {"lignes_budgetaires": [depense("Témoin", "1.00", exercice=exercice), *lignes], "affectations": dites}
    )


def annee(tables: Donnees) -> int:
    return int(tables["lignes_budgetaires"]["exercice"][0])


def somme(frame: pl.DataFrame, colonne: str = "montant_eur") -> Decimal:
    return sum(frame[colonne].drop_nulls().to_list(), Decimal(0))


@given(budgets())
@settings(max_examples=40, deadline=None)
def test_les_classes_font_toujours_le_total_sous_chaque_axe_et_dans_chaque_lecture(tables: Donnees) -> None:
    exercice = annee(tables)
    detail = budget_vert.detail(tables, exercice)
    assert somme(detail) == sum(tables["lignes_budgetaires"]["realise_eur"].drop_nulls().to_list(), Decimal(0))
    indicateurs = budget_vert.calculer(tables, exercice)
    for perimetre in ("annexe", "budget"):
        total = pytest.approx(float(somme(detail.filter(f"dans_{perimetre}"))), abs=0.005)
        for lecture, axe in (("legale", None), *product(("legale", "i4ce"), AXES)):
            assert lire(indicateurs, "montant", perimetre=perimetre, lecture=lecture, axe=axe)["valeur"].sum() == total
        for lecture, axe in (("legale", None), ("i4ce", "axe_6")):
            lus = lire(indicateurs, "montant_par_politique", perimetre=perimetre, lecture=lecture, axe=axe)
            assert lus["valeur"].sum() == total
        assert lire(indicateurs, "depenses_par_politique", perimetre=perimetre)["valeur"].sum() == total
    assert somme(detail.filter(~pl.col("dans_budget"))) == somme(detail.filter(pl.col("hors_perimetre").is_not_null()))
    assert controles_annexe(detail, tables, exercice)["exact"].all()
    synthese = synthese_annexe(indicateurs, perimetre_annexe({}, exercice).axes, Nature.REALISE)
    for ligne in synthese.filter(pl.col("cle") != "reel").iter_rows(named=True):
        assert sum((ligne[nom] or 0 for nom in CLASSES_LEGALES), Decimal(0)) == (ligne["total"] or 0)


@given(budgets())
@settings(max_examples=30, deadline=None)
def test_chaque_case_du_croisement_est_la_somme_de_ses_depenses(tables: Donnees) -> None:
    """Refait à la main, dépense par dépense, sans le croisement."""
    exercice = annee(tables)
    detail, indicateurs = budget_vert.detail(tables, exercice), budget_vert.calculer(tables, exercice)
    attendus: dict[tuple[str | None, ...], Decimal] = {}
    for une in detail.filter(pl.col("montant_eur").is_not_null()).iter_rows(named=True):
        for perimetre, reunie in (("annexe", "classe_annexe"), ("budget", "classe")):
            if not une[f"dans_{perimetre}"]:
                continue
            cases = [("legale", None, une[reunie])]
            for axe in AXES:
                indefini = une[axe] == "non_cote" and une[f"statut_{axe}"] not in (None, "fautive")
                cases.append(("legale", axe, "favorable" if une[axe] == "tres_favorable" else une[axe]))
                cases.append(("i4ce", axe, "indefini" if indefini else une[axe]))
            for lecture, axe, classe in cases:
                for cle in (
                    (None, perimetre, lecture, axe, classe),
                    (une["politique"], perimetre, lecture, axe, classe),
                ):
                    attendus[cle] = attendus.get(cle, Decimal(0)) + une["montant_eur"]
    lus = indicateurs.filter(
        pl.col("indicateur").is_in(["montant", "montant_par_politique"]) & pl.col("valeur").is_not_null()
    )
    for *cle, valeur in lus.select("poste", "perimetre", "lecture", "axe", "classe", "valeur").iter_rows():
        assert valeur == pytest.approx(float(attendus.get(tuple(cle), Decimal(0))), abs=0.005), cle
    dits = {tuple(cle) for cle in lus.select("poste", "perimetre", "lecture", "axe", "classe").iter_rows()}
    assert {cle for cle in attendus if cle[0] is None or cle[2] == "i4ce" or cle[3] is None} <= dits


@given(budgets())
@settings(max_examples=40, deadline=None)
def test_mixte_n_existe_qu_en_reunissant_et_jamais_sans_les_deux_sens(tables: Donnees) -> None:
    exercice = annee(tables)
    detail = budget_vert.detail(tables, exercice)
    for axe in AXES:
        assert "mixte" not in set(detail[axe])
        assert somme(annexe(detail, axe), "mixte_eur") == 0
    mixtes = (
        detail.filter(pl.col("classe") == "mixte").select(pl.concat_list(list(AXES)).alias("axes"))["axes"].to_list()
    )
    assert all(set(axes) & {"favorable", "tres_favorable"} and "defavorable" in axes for axes in mixtes)
    assert set(detail["classe"]) | set(detail["classe_annexe"]) <= set(CLASSES_LEGALES)


@given(budgets())
@settings(max_examples=30, deadline=None)
def test_les_indicateurs_ne_dependent_pas_de_l_ordre_et_somment_les_parts_a_un(tables: Donnees) -> None:
    exercice = annee(tables)
    obtenus = budget_vert.calculer(tables, exercice)
    assert dict(obtenus.schema) == SCHEMA_INDICATEURS
    renverses = budget_vert.calculer({nom: frame.reverse() for nom, frame in tables.items()}, exercice)
    assert obtenus.equals(renverses)
    parts_dites = obtenus.filter(pl.col("indicateur").is_in(["part", "part_examinee"]))
    sommes = parts_dites.group_by("indicateur", "perimetre", "lecture", "axe").agg(
        pl.col("valeur").sum(), pl.col("valeur").null_count().alias("absents"), pl.len().alias("nombre")
    )
    for une in sommes.iter_rows(named=True):
        assert une["absents"] in (0, une["nombre"])
        assert une["absents"] or une["valeur"] == pytest.approx(1.0)


def test_une_ligne_que_personne_n_a_dite_est_non_cotee_jamais_neutre() -> None:
    detail = budget_vert.detail(
        donnees({"lignes_budgetaires": [depense("École"), depense("Voirie", nature="2151")]}), 2024
    )
    assert all(set(detail[axe]) == {"non_cote"} and detail[f"statut_{axe}"].null_count() == 2 for axe in AXES)
    assert set(detail["classe"]) | set(detail["classe_annexe"]) == {"non_cote"}
    obtenus = budget_vert.calculer(
        donnees({"lignes_budgetaires": [depense("École"), depense("Voirie", nature="2151")]}), 2024
    )
    croise = lire(obtenus, "montant", perimetre="budget", lecture="i4ce").filter(pl.col("valeur") > 0)
    assert set(croise["classe"]) == {"non_cote"} and set(lire(obtenus, "part")["valeur"]) == {None}
    assert set(CLASSES_I4CE) - {"non_cote"} == {"tres_favorable", "favorable", "neutre", "defavorable", "indefini"}


def test_realise_et_prevu_ne_se_melent_jamais() -> None:
    tables = donnees(
        {
            "lignes_budgetaires": [
                depense("École", "100.00"),
                depense("Scène", None, budget="festival", etape="BP", vote_eur="30.00"),
            ]
        }
    )
    obtenus = budget_vert.calculer(tables, 2024)
    assert indicateur(obtenus, "depenses", perimetre="budget")["valeur"] == 100
    assert indicateur(obtenus, "depenses", nature="prevu", perimetre="budget")["valeur"] == 30
    totaux = [
        synthese_annexe(obtenus, ("axe_1",), nature).filter(pl.col("cle") == "analysees")["total"][0]
        for nature in (Nature.REALISE, Nature.PREVU)
    ]
    assert totaux == [100, 30]


def test_un_montant_inconnu_n_est_pas_zero() -> None:
    tables = donnees({"lignes_budgetaires": [depense("École", None), depense("Fête", "5.00", nature="6232")]})
    obtenus = budget_vert.calculer(tables, 2024)
    inconnue = indicateur(obtenus, "depenses", perimetre="annexe")
    assert (inconnue["valeur"], inconnue["qualite"]) == (None, "manquant")
    axes = {"perimetre": "annexe", "lecture": "legale", "axe": "axe_1", "classe": "non_cote"}
    assert indicateur(obtenus, "montant", **axes)["valeur"] is None
    assert annexe(budget_vert.detail(tables, 2024))["total_eur"].to_list() == [None]


def test_sans_investissement_l_annexe_se_tait_et_sans_budget_la_table_manque() -> None:
    obtenus = budget_vert.calculer(donnees({"lignes_budgetaires": [depense("Fête", nature="6232")]}), 2024)
    assert "annexe" not in obtenus["perimetre"].to_list()
    with pytest.raises(TableManquante):
        budget_vert.calculer(donnees({}), 2024)


def test_les_comptes_a_verifier_de_2024_sont_deux_et_le_disent_sur_chaque_ligne() -> None:
    comptes = perimetre_annexe({}, 2024).comptes
    assert comptes.height == 17
    assert comptes.filter(pl.col("statut") == "a_verifier")["motif_nature"].to_list() == ["2315*", "2317*"]
    tables = donnees({"lignes_budgetaires": [depense("A", nature="2315"), depense("B", nature="2151")]})
    detail = budget_vert.detail(tables, 2024)
    assert dict(detail.select("nature", "annexe_a_verifier").iter_rows()) == {"2315": True, "2151": False}
    assert dict(annexe(detail, "axe_1").select("nature", "a_verifier").iter_rows()) == {"2315": True, "2151": False}


@pytest.mark.parametrize("exercice", [2022, 2025, 2027])
def test_les_cautions_restent_hors_de_l_annexe_et_se_disent_a_verifier(exercice: int) -> None:
    """Le texte n'exclut que les annuités d'emprunt : 165 n'en est pas une, sa place n'a pas été relue."""
    comptes = perimetre_annexe({}, exercice).comptes.filter(pl.col("motif_nature") == "165*")
    assert comptes.select("inclus", "statut").rows() == [("non", "a_verifier")]
    tables = donnees(
        {
            "lignes_budgetaires": [
                depense("Cautions", nature="165") | {"exercice": exercice},
                depense("Emprunt", nature="1641") | {"exercice": exercice},
            ]
        }
    )
    assert not budget_vert.detail(tables, exercice)["dans_annexe"].any()


@pytest.mark.parametrize(
    ("exercice", "axes", "legale", "a_verifier"),
    [
        (2022, 2, False, True),
        (2024, 1, True, True),
        (2025, 2, True, True),
        (2026, 2, True, True),
        (2027, 6, True, True),
        (2030, 6, True, True),
    ],
)
def test_le_perimetre_de_chaque_exercice_est_une_donnee(
    exercice: int, axes: int, legale: bool, a_verifier: bool
) -> None:
    perimetre = perimetre_annexe({}, exercice)
    assert (len(perimetre.axes), perimetre.legale, perimetre.a_verifier) == (axes, legale, a_verifier)
    assert set(perimetre.axes) <= set(AXES) and perimetre.source in sources()
    assert ("M4" in perimetre.nomenclatures) == (exercice != 2024)


def test_les_resultats_publies_sont_des_parts_et_portent_leur_perimetre() -> None:
    publies = reference("resultats_budgets_verts")
    assert {"Ville de Paris", "Milizac-Guipronvel", "Ville de Lannion"} <= set(publies["collectivite"])
    assert publies["perimetre"].null_count() == 0 and set(publies["source"]) <= set(sources())
    nombres = publies.select(pl.col("favorable", "neutre", "defavorable", "indefini").cast(pl.Float64))
    assert publies.filter(pl.col("collectivite") == "Ville de Paris")["favorable"].item() == "0.218"
    assert all(0 <= un <= 1 for colonne in nombres for un in colonne.drop_nulls())
    assert (nombres.sum_horizontal() <= 1 + 1e-9).all()


def test_chaque_chiffre_mene_a_des_lignes_qui_existent() -> None:
    tables = donnees(
        {
            "lignes_budgetaires": [depense("École"), depense("Fête", nature="6232")],
            "affectations": [dite("École", "tres_favorable", exercice=2023)],
        }
    )
    obtenus = budget_vert.calculer(tables, 2024)
    assert obtenus["origine"].null_count() == 0
    favorable = indicateur(obtenus, "montant", perimetre="annexe", lecture="legale", axe="axe_1", classe="favorable")
    assert favorable["valeur"] == 100
    assert favorable["origine"] == (
        '{"table": "affectations", "filtre": {"lentille": "axe_1", "poste": ["favorable", '
        '"tres_favorable"], "exercice": [2023]}}'
    )
