"""Ce qui vaut cette année : la cotation dite, sinon reprise, et les désaccords qui attendent qu'on tranche."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from fabrique_affectations import depense, dite, donnees, partagee, table
from hypothesis import given, settings
from hypothesis import strategies as st

from core.communs.affectations import en_vigueur, partition, vigueur_de
from core.communs.affectations.vigueur import SCHEMA_VIGUEUR
from core.communs.depenses import depenses_reelles

type_avis = tuple[str, str, str, int | None]


def avis(*dites: dict[str, object], exercice: int = 2024) -> set[type_avis]:
    """Ce qui est visible : auteur(s), poste, statut, exercice d'où il vient."""
    vue = en_vigueur(table("affectations", dites), exercice)
    assert dict(vue.schema) == SCHEMA_VIGUEUR
    return set(vue.select("auteurs", "poste", "statut", "exercice_source").iter_rows())


def compte(*dites: dict[str, object], exercice: int = 2024) -> dict[str | None, Decimal]:
    """Les euros de chaque poste d'une dépense de 100 €."""
    tables = donnees({"lignes_budgetaires": [depense("École", exercice=exercice)], "affectations": dites})
    postes = partition(depenses_reelles(tables, exercice), en_vigueur(tables["affectations"], exercice), ["axe_1"])
    return dict(postes.select("poste", "montant_eur").iter_rows())


def une(poste: str, auteur: str = "A", exercice: int = 2024, **autres: object) -> dict[str, object]:
    return dite("École", poste, auteur=auteur, exercice=exercice, **autres)


def test_une_cotation_se_reprend_l_annee_suivante_pour_la_meme_ligne() -> None:
    ancienne = une("favorable", exercice=2022) | {"libelle": "ECOLE "}
    assert avis(ancienne) == {("A", "favorable", "reprise", 2022)}
    assert compte(ancienne) == {"favorable": Decimal("100.00")}
    assert avis(ancienne, exercice=2021) == set()


def test_la_cotation_de_l_annee_remplace_celle_d_avant_et_ne_change_pas_le_passe() -> None:
    deux = (une("favorable", exercice=2023), une("neutre", "B", 2024))
    assert avis(*deux) == {("B", "neutre", "cotee", 2024)}
    assert avis(*deux, exercice=2023) == {("A", "favorable", "cotee", 2023)}
    assert avis(*deux, exercice=2026) == {("B", "neutre", "reprise", 2024)}


@given(st.lists(st.sampled_from(range(2018, 2026)), min_size=1, unique=True), st.integers(2016, 2028))
@settings(max_examples=40)
def test_c_est_toujours_le_dernier_exercice_passe_qui_vaut(annees: list[int], exercice: int) -> None:
    dites = [une(f"p{annee}", exercice=annee, lentille="activite") for annee in annees]
    passees = [annee for annee in annees if annee <= exercice]
    attendu = (
        {("A", f"p{max(passees)}", "cotee" if max(passees) == exercice else "reprise", max(passees))}
        if passees
        else set()
    )
    assert avis(*dites, exercice=exercice) == attendu


def test_deux_personnes_en_desaccord_restent_visibles_et_ne_comptent_pas() -> None:
    deux = (une("favorable", "A"), une("neutre", "B"))
    assert avis(*deux) == {("A", "favorable", "desaccord", 2024), ("B", "neutre", "desaccord", 2024)}
    assert compte(*deux) == {None: Decimal("100.00")}
    parts = [
        *partagee("École", {"favorable": 0.5, "neutre": 0.5}, auteur="A"),
        *partagee("École", {"favorable": 0.6, "neutre": 0.4}, auteur="B"),
    ]
    assert {statut for _, _, statut, _ in avis(*parts)} == {"desaccord"}


def test_deux_personnes_d_accord_comptent_une_fois_meme_en_morceaux_ranges_autrement() -> None:
    assert avis(une("neutre", "B"), une("neutre", "A")) == {("A, B", "neutre", "cotee", 2024)}
    memes = [
        *partagee("École", {"favorable": 0.5, "neutre": 0.5}, auteur="A"),
        *partagee("École", {"neutre": 0.5, "favorable": 0.5}, auteur="B"),
    ]
    assert compte(*memes) == {"favorable": Decimal("50.00"), "neutre": Decimal("50.00")}


def test_trancher_fait_compter_un_avis_et_ecarte_les_autres() -> None:
    trois = (une("favorable", "A"), une("neutre", "B"), une("defavorable", "C", tranche="oui"))
    assert avis(*trois) == {("C", "defavorable", "cotee", 2024)}
    assert compte(*trois) == {"defavorable": Decimal("100.00")}


def test_la_derniere_decision_l_emporte() -> None:
    deux = (
        une("favorable", "A", tranche="oui", date_affectation="2024-03-01"),
        une("neutre", "B", tranche="oui", date_affectation="2024-02-01"),
    )
    assert avis(*deux) == {("A", "favorable", "cotee", 2024)}


def test_un_desaccord_passe_reste_ouvert_tant_que_personne_ne_tranche() -> None:
    passe = (une("favorable", "A", 2022), une("neutre", "B", 2022))
    assert {statut for _, _, statut, _ in avis(*passe)} == {"desaccord"}
    repete = (*passe, une("favorable", "A", 2023), une("favorable", "A", 2024))
    assert avis(*repete) == {("A", "favorable", "desaccord", 2024), ("B", "neutre", "desaccord", 2022)}
    assert compte(*repete) == {None: Decimal("100.00")}


@pytest.mark.parametrize(
    "suite",
    [
        [une("favorable", "B", 2024)],
        [une("favorable", "C", 2024, tranche="oui")],
        [une("neutre", "B", 2024, quote_part=0.0), une("favorable", "A", 2024)],
        [une("neutre", "C", 2023, tranche="oui"), une("favorable", "A", 2024)],
    ],
    ids=["se range", "tranche", "se retire", "tranché avant"],
)
def test_un_desaccord_se_ferme_quand_on_se_range_tranche_ou_se_retire(suite: list[dict[str, object]]) -> None:
    assert compte(une("favorable", "A", 2022), une("neutre", "B", 2022), *suite) == {"favorable": Decimal("100.00")}


def test_des_parts_qui_ne_font_pas_cent_pour_cent_ne_comptent_pas_et_disent_pourquoi() -> None:
    fausses = partagee("École", {"favorable": 0.6, "neutre": 0.3})
    vue = en_vigueur(table("affectations", fausses), 2024)
    assert set(vue["statut"]) == {"fautive"}
    assert set(vue["motif"]) == {"Les parts font 90\u00a0%, pas 100\u00a0%."}
    assert compte(*fausses) == {None: Decimal("100.00")}
    assert compte(*fausses, une("neutre", "B")) == {"neutre": Decimal("100.00")}


def test_une_part_nulle_est_ignoree_et_un_retrait_arrete_la_reprise() -> None:
    assert compte(*partagee("École", {"favorable": 1.0, "neutre": 0.0})) == {"favorable": Decimal("100.00")}
    assert avis(une("favorable", exercice=2023), une("favorable", quote_part=0.0)) == set()


def test_la_meme_personne_ecrivant_deux_fois_la_meme_ligne_n_est_entendue_qu_une_fois() -> None:
    deux = table("affectations", [une("favorable"), une("neutre") | {"libelle": "ecole"}])
    vue = en_vigueur(deux, 2024)
    assert vue.select("poste", "statut").rows() == [("neutre", "cotee")]


def test_une_lentille_n_entend_pas_les_autres() -> None:
    trois = (une("favorable"), une("neutre", "B", lentille="axe_6"), une("genrable", "C", lentille="genre"))
    vue = en_vigueur(table("affectations", trois), 2024)
    assert set(vue["statut"]) == {"cotee"} and vue["lentille"].to_list() == ["axe_1", "axe_6", "genre"]


def test_la_cotation_garde_qui_quand_pourquoi_et_sa_regle() -> None:
    complete = une(
        "favorable", date_affectation="2024-05-02", justification="Gain de 45 %", regle="A1-18", confiance="forte"
    )
    vue = en_vigueur(table("affectations", [complete]), 2025).row(0, named=True)
    assert [
        vue[nom] for nom in ("auteur", "date_affectation", "justification", "regle", "confiance", "fichier", "ligne")
    ] == ["A", "2024-05-02", "Gain de 45 %", "A1-18", "forte", "essai.xlsx", 5]


def test_sans_affectation_rien_ne_vaut() -> None:
    vue = en_vigueur(table("affectations", []), 2024)
    assert vue.is_empty() and dict(vue.schema) == SCHEMA_VIGUEUR
    assert pl.DataFrame(schema=SCHEMA_VIGUEUR).equals(vue)


def test_un_auteur_ecrit_de_deux_facons_ne_se_contredit_pas() -> None:
    hier, depuis = une("favorable", "Finances", import_id=1), une("neutre", " finances", import_id=2)
    assert avis(hier, depuis) == {(" finances", "neutre", "cotee", 2024)}
    assert compte(hier, depuis) == {"neutre": Decimal(100)}
    assert avis(hier, une("neutre", "Climat", import_id=2)) == {
        ("Finances", "favorable", "desaccord", 2024),
        ("Climat", "neutre", "desaccord", 2024),
    }
    ancien = une("favorable", "Éva", 2023, import_id=1)
    assert avis(ancien, une("defavorable", "Climat", 2023, import_id=1), une("neutre", "EVA", import_id=2)) == {
        ("Climat", "defavorable", "desaccord", 2023),
        ("EVA", "neutre", "desaccord", 2024),
    }


def test_la_vigueur_gardee_suit_la_table_et_ne_rend_jamais_celle_d_une_autre() -> None:
    for poste in ("favorable", "neutre", "favorable"):
        tables = donnees({"affectations": [une(poste)]})
        attendue = en_vigueur(tables["affectations"], 2024)
        assert vigueur_de(tables, 2024, ["axe_1"]).equals(attendue)
        assert vigueur_de({**tables}, 2024, ["axe_1"]).equals(attendue)
        assert vigueur_de(tables, 2024, ["axe_2"]).is_empty()
    assert vigueur_de({}, 2024, ["axe_1"]).is_empty()
