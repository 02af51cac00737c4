"""La file de travail : son ordre, ses états, ses filtres, et ce qu'il reste à faire pour atteindre 80 %."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from core.communs.affectations import en_vigueur
from core.tables.affectations import LENTILLES_AFFECTATION
from core.usages.cotation import travail
from core.usages.cotation.travail import Filtre
from tests.cotation.fabrique_cotation import affectations, depenses

ECOLE, CITADINE, BOURG, EMPRUNT = (
    "Rénovation de l'école",
    "Achat d'une citadine",
    "Aménagement du bourg",
    "Emprunts en euros",
)
AC = "Contribution au syndicat"
DITES = affectations(
    {"libelle": AC, "auteur": "Finances", "poste": "neutre", "exercice": 2023},
    {"libelle": ECOLE, "auteur": "Finances", "poste": "neutre", "confiance": "faible"},
    {"libelle": ECOLE, "auteur": "Transition", "poste": "favorable"},
    {"libelle": BOURG, "auteur": "Finances", "poste": "favorable", "quote_part": 0.5},
)


def file(dites: pl.DataFrame = DITES, lentille: str = "axe_1") -> pl.DataFrame:
    return travail.file_a_coter(depenses(), en_vigueur(dites, 2024), lentille)


def libelles(filtre: Filtre) -> list[str]:
    return travail.filtrer(file(), filtre)["libelle"].to_list()


def test_une_raison_en_desaccord_ne_devient_celle_de_personne() -> None:
    dites = affectations(
        {"libelle": ECOLE, "auteur": "A", "poste": "neutre", "justification": "RE2020"},
        {"libelle": BOURG, "auteur": "A", "poste": "neutre", "justification": "entretien"},
        {"libelle": ECOLE, "auteur": "B", "poste": "favorable"},
    )
    raisons = dict(file(dites).select("libelle", "justification").iter_rows())
    assert (raisons[ECOLE], raisons[BOURG]) == (None, "entretien")


def test_la_file_va_de_la_plus_grande_a_la_plus_petite_avec_son_cumul() -> None:
    montree = file()
    assert montree["libelle"].to_list() == [AC, ECOLE, CITADINE, BOURG, EMPRUNT]
    assert montree["part_cumulee"].to_list() == pytest.approx([0.4, 0.7, 0.85, 0.95, 1.0])


def test_chaque_etat_est_dit() -> None:
    assert dict(file().select("libelle", "statut").iter_rows()) == {
        AC: "reprise",
        ECOLE: "desaccord",
        CITADINE: "a_faire",
        BOURG: "fautive",
        EMPRUNT: "hors_perimetre",
    }
    assert travail.compter(file()) == {
        "a_faire": 2,
        "desaccord": 1,
        "reprise": 1,
        "cotee": 0,
        "hors_perimetre": 1,
        "sans_euro": 0,
        "toutes": 5,
    }


def test_une_dette_est_hors_du_perimetre_de_tous_les_axes_mais_pas_des_autres_lentilles() -> None:
    for lentille in LENTILLES_AFFECTATION:
        statut = file(affectations(), lentille).filter(pl.col("libelle") == EMPRUNT)["statut"][0]
        assert statut == ("hors_perimetre" if lentille.startswith("axe_") else "a_faire"), lentille


def test_une_dette_que_quelqu_un_cote_quand_meme_est_cotee() -> None:
    dites = affectations({"libelle": EMPRUNT, "auteur": "Finances", "poste": "neutre"})
    assert file(dites).filter(pl.col("libelle") == EMPRUNT)["statut"].to_list() == ["cotee"]


def test_les_avis_d_un_desaccord_sont_tous_la() -> None:
    ligne = file().filter(pl.col("libelle") == ECOLE).row(0, named=True)
    assert [(un["auteur"], un["poste"]) for un in ligne["avis"]] == [
        ("Finances", "neutre"),
        ("Transition", "favorable"),
    ]
    assert (ligne["auteurs"], ligne["poste_dit"]) == ("Finances, Transition", None)


def test_une_reprise_dit_d_ou_elle_vient() -> None:
    ligne = file().filter(pl.col("libelle") == AC).row(0, named=True)
    assert (ligne["poste_dit"], ligne["exercice_source"], ligne["auteurs"]) == ("neutre", 2023, "Finances")


@pytest.mark.parametrize(
    ("filtre", "attendus"),
    [
        (Filtre(), [CITADINE, BOURG]),
        (Filtre("desaccord"), [ECOLE]),
        (Filtre("toutes", "ecole RENOVATION"), [ECOLE]),
        (Filtre("toutes", "l’école"), [ECOLE]),
        (Filtre("toutes", "21828"), [CITADINE]),
        (Filtre("toutes", "école citadine"), []),
        (Filtre("toutes", "", (("service", "Finances"),)), [AC, EMPRUNT]),
        (Filtre("toutes", "", (("service", "Finances"), ("nature", "1641"))), [EMPRUNT]),
        (Filtre("toutes", "", (("operation", travail.VIDE),)), [AC, ECOLE, CITADINE, BOURG, EMPRUNT]),
        (Filtre("toutes", "", (("confiance", "faible"),)), [ECOLE]),
        (Filtre("toutes", ".*"), []),
    ],
)
def test_les_filtres(filtre: Filtre, attendus: list[str]) -> None:
    assert libelles(filtre) == attendus


def test_une_ligne_sans_montant_ne_se_cote_pas_mais_se_voit() -> None:
    lignes = depenses(("Provision", "6815", "01", "Finances", None), ("Neant", "6068", "01", "Finances", 0))
    sans = travail.file_a_coter(lignes, en_vigueur(affectations(), 2024), "axe_1")
    comptes = travail.compter(sans)
    assert (comptes["a_faire"], comptes["sans_euro"], comptes["toutes"]) == (4, 2, 7)


def test_le_progres_ne_compte_pas_ce_qui_est_hors_du_perimetre() -> None:
    montree = file()
    mesure = travail.progres(depenses(), en_vigueur(DITES, 2024), montree, "axe_1")
    assert (mesure["montant_eur"], mesure["affecte_eur"]) == (Decimal(9_500), Decimal(4_000))
    assert (mesure["lignes"], mesure["lignes_affectees"], mesure["lignes_reprises"]) == (4, 1, 1)


@pytest.mark.parametrize(
    ("dites", "part", "attendu"),
    [
        (affectations(), 0.8, 3),  # 4000 + 3000 = 7000 sur 9500 (74 %) ; avec 1500, 8500 (89 %)
        (affectations(), 0.7, 2),
        (affectations({"libelle": AC, "auteur": "A", "poste": "neutre"}), 0.8, 2),  # il manque 3600 : 3000, puis 1500
        (
            affectations(
                {"libelle": AC, "auteur": "A", "poste": "neutre"},
                {"libelle": ECOLE, "auteur": "A", "poste": "neutre"},
                {"libelle": CITADINE, "auteur": "A", "poste": "neutre"},
            ),
            0.8,
            0,
        ),
    ],
)
def test_ce_qu_il_reste_pour_atteindre_une_part(dites: pl.DataFrame, part: float, attendu: int) -> None:
    assert travail.manquantes(file(dites), part).height == attendu


def test_un_desaccord_ne_compte_pas_parmi_ce_qui_est_cote() -> None:
    dites = affectations(
        *({"libelle": AC, "auteur": auteur, "poste": poste} for auteur, poste in (("A", "neutre"), ("B", "favorable")))
    )
    manquent = travail.manquantes(file(dites), 0.8)
    assert manquent.select("libelle", "statut").rows() == [(AC, "desaccord"), (ECOLE, "a_faire"), (CITADINE, "a_faire")]


def test_la_couverture_dit_ou_l_on_sera_une_fois_la_ligne_faite() -> None:
    dites = affectations({"libelle": ECOLE, "auteur": "A", "poste": "neutre"})
    parts = dict(file(dites).select("libelle", "couverture").iter_rows())
    # 3000 déjà cotés sur 9500 hors dette : 7000, puis 8500, puis 9500
    assert parts == {
        AC: pytest.approx(7 / 9.5),
        ECOLE: None,
        CITADINE: pytest.approx(8.5 / 9.5),
        BOURG: pytest.approx(1),
        "Emprunts en euros": None,
    }


def test_les_groupes_comptent_ce_qu_il_reste_et_ne_perdent_aucun_euro() -> None:
    groupes = travail.grouper(file(), "service")
    assert groupes["poids_eur"].sum() == Decimal(10_000)
    assert groupes.select("valeur", "lignes", "a_coter", "a_coter_eur").row(0) == ("Parc", 1, 1, Decimal(1_500))
    assert dict(groupes.select("valeur", "a_coter").iter_rows()) == {
        "Parc": 1,
        "Voirie": 1,
        "Finances": 0,
        "Bâtiments": 0,
    }
    assert travail.grouper(file(), "operation")["valeur"].to_list() == [travail.VIDE]


def test_les_valeurs_d_un_filtre_vont_de_la_plus_lourde_a_la_plus_legere() -> None:
    assert travail.valeurs(file(), "service") == ["Finances", "Bâtiments", "Parc", "Voirie"]
    assert travail.valeurs(file(), "operation") == [travail.VIDE]
