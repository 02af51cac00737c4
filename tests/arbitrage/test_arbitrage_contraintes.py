"""L'enveloppe, les contraintes et les leviers : ce qui bouge, ce qui est refusé et la phrase qui le dit."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.erreurs import TableManquante
from core.usages.arbitrage import arbitrer, preparer
from core.usages.arbitrage.appliquer import appliquer, deplacer
from core.usages.arbitrage.hypotheses import etape_dite, hypotheses
from core.usages.arbitrage.leviers import leviers_actions, leviers_groupes, leviers_lignes, sans_ligne
from core.usages.arbitrage.ventilation import repartir
from tests.arbitrage.contenu_arbitrage import LIGNES, depense
from tests.arbitrage.fabrique_arbitrage import depart, mouvement, tables, tables_apres

DEPART = depart()


def total(donnees: dict[str, pl.DataFrame]) -> Decimal:
    depenses = donnees["lignes_budgetaires"].filter(pl.col("sens") == "depense")
    return Decimal(str(depenses["credits_ouverts_eur"].sum()))


def phrase(*mouvements: object) -> str:
    refus = arbitrer(DEPART, mouvements).refus
    assert len(refus) == 1
    return refus[0].phrase.replace("\u202f", " ").replace("\u00a0", " ")


def test_le_solde_est_la_somme_des_variations_retenues() -> None:
    fait = arbitrer(
        DEPART, [mouvement("politique", "Mobilités", "150000.55"), mouvement("politique", "Culture", -30000)]
    )
    assert fait.solde_eur == Decimal("120000.55")
    assert fait.deplaces_eur == Decimal("150000.55")
    assert total(tables_apres(DEPART, fait)) == total(DEPART.donnees) + fait.solde_eur


def test_une_action_ne_rend_pas_deux_fois_ce_qu_elle_recoit() -> None:
    """Réseau vélo reçoit 800 000 € : 500 000 se reprennent, pas 500 000 de plus, ni sous un objet ni sous un autre."""
    moitie = mouvement("action_climat", "velo", -500000)
    attendu = (
        "« Réseau vélo » reçoit 800 000 € en 2024, dont 500 000 € déjà repris : on ne peut pas en retirer 500 000 €."
    )
    assert phrase(moitie, moitie) == attendu
    assert phrase(moitie, mouvement("action_preservation", "velo", -500000)) == attendu
    rendu = arbitrer(DEPART, [moitie, mouvement("action_climat", "velo", 300000), moitie])
    assert not rendu.refus and rendu.solde_eur == Decimal(-700000)


def test_un_montant_plus_grand_que_l_enveloppe_est_refuse() -> None:
    assert phrase(mouvement("politique", "Mobilités", 10**15)) == (
        "« Mobilités » : 1 000 000 000 000 000 €, c'est plus que toute l'enveloppe, 2 580 000 €."
    )


def test_l_enveloppe_est_celle_des_depenses_reelles_prevues() -> None:
    assert DEPART.total_eur == Decimal("2580000.00")


@pytest.mark.parametrize(
    ("objet", "cible", "montant", "attendu"),
    [
        ("politique", "Sécurité", -1, "« Sécurité » ne bouge pas : Contribution au SDIS, dépense obligatoire."),
        ("politique", "Sécurité", 1, "« Sécurité » ne bouge pas : Contribution au SDIS, dépense obligatoire."),
        (
            "politique",
            "Opérations financières",
            -1,
            "« Opérations financières » ne bouge pas : annuité de la dette, fixée par les contrats d'emprunt.",
        ),
        (
            "politique",
            "Culture",
            -100000,
            (
                "Retirer cela à « Culture » laisserait 75 000 €, sous les 80 000 € que demande : Soutien aux "
                "associations, service minimum (conventions signées)."
            ),
        ),
        (
            "politique",
            "Nature",
            -80001,
            "Sur « Nature », il reste 80 000 € que l'on puisse déplacer : 80 001 €, c'est trop.",
        ),
        (
            "action_climat",
            "velo",
            -800001,
            "« Réseau vélo » reçoit 800 000 € en 2024 : on ne peut pas en retirer 800 001 €.",
        ),
        ("politique", "Disparue", 10, "« Disparue » n'est pas dans le budget 2024 : ce mouvement est laissé de côté."),
        ("action_climat", "cars", 10, "« Cars régionaux » ne bouge pas : aucune ligne de ce budget ne la porte."),
        ("action_climat", "cars", -10, "« Cars régionaux » ne bouge pas : aucune ligne de ce budget ne la porte."),
        ("action_climat", "finie", 10, "« finie » n'est pas dans le budget 2024 : ce mouvement est laissé de côté."),
    ],
)
def test_une_contrainte_enfreinte_est_refusee_et_dite(objet: str, cible: str, montant: int, attendu: str) -> None:
    refuse = mouvement(objet, cible, montant)
    assert phrase(refuse) == attendu
    fait = arbitrer(DEPART, [refuse])
    assert fait.mouvements == () and fait.solde_eur == 0 and tables_apres(DEPART, fait) is DEPART.donnees


def test_deux_mouvements_permis_un_a_un_ne_passent_pas_ensemble_sous_un_minimum() -> None:
    premier = mouvement("politique", "Culture", -60000)
    second = mouvement("ligne", "principal|65748|311|||associations", -10000)
    fait = arbitrer(DEPART, [premier, second])
    assert fait.mouvements == (premier,)
    assert "Soutien aux associations" in fait.refus[0].phrase
    assert arbitrer(DEPART, [second]).refus == ()


def test_un_minimum_deja_enfreint_laisse_augmenter() -> None:
    sous = depart(
        contraintes_budget=[
            {"code": "a", "type": "ap_cp", "intitule": "AP piste", "nature": "2315", "minimum_eur": "9000000.00"}
        ]
    )
    assert arbitrer(sous, [mouvement("politique", "Mobilités", 10)]).refus == ()
    assert len(arbitrer(sous, [mouvement("politique", "Mobilités", -10)]).refus) == 1


def test_les_leviers_disent_jusqu_ou_descendre_et_ce_qui_tient() -> None:
    politiques = {ligne["cible"]: ligne for ligne in leviers_groupes(DEPART, "politique").iter_rows(named=True)}
    assert politiques["Culture"]["plancher_eur"] == Decimal("-80000.00")
    assert "Soutien aux associations, service minimum" in politiques["Culture"]["verrou"]
    assert politiques["Sécurité"]["plancher_eur"] == 0
    assert politiques["Mobilités"]["verrou"] is None
    assert leviers_groupes(DEPART, "operation")["cible"].to_list() == ["OP1"]
    assert arbitrer(DEPART, [mouvement("politique", "Culture", -80000)]).refus == ()


def test_les_actions_disent_ce_que_l_on_ne_sait_pas_chiffrer() -> None:
    actions = {ligne["cible"]: ligne for ligne in leviers_actions(DEPART).iter_rows(named=True)}
    assert set(actions) == {"velo", "isoler", "sobre", "planter"}
    assert sans_ligne(DEPART) == ("Cars régionaux", "Suivre la nappe")
    assert actions["velo"]["note"] == "effet non chiffré : 1 effet du Donut sans chiffre".replace(
        "1 effet", "1\u00a0effet"
    )
    assert actions["sobre"]["note"] == "effet non chiffré : gain climat inconnu"
    assert actions["isoler"]["note"] == ""
    assert actions["planter"]["note"] == ""


def test_les_effets_non_chiffres_sont_comptes_et_nommes() -> None:
    fait = arbitrer(
        DEPART,
        [
            mouvement("action_climat", "sobre", 10),
            mouvement("action_preservation", "planter", 10),
            mouvement("politique", "Culture", -20),
        ],
    )
    assert [nom for nom, _ in fait.non_chiffres] == ["Campagne sobriété", "Culture"]


def test_les_lignes_d_une_politique_s_ouvrent_une_a_une() -> None:
    lignes = leviers_lignes(DEPART, "politique", "Mobilités")
    assert lignes["intitule"].to_list() == ["2315 Piste cyclable", "2315 Giratoire"]
    fait = arbitrer(DEPART, [mouvement("ligne", lignes["cible"][1], -500000)])
    assert fait.refus == () and fait.solde_eur == -500000


def test_sans_prevu_cette_annee_on_part_du_dernier_budget_connu_et_on_le_dit() -> None:
    debut = preparer(tables(), 2025)
    assert (debut.demande, debut.exercice) == (2025, 2024)
    assert hypotheses(debut)[1].startswith("Aucune dépense n'est prévue en 2025")
    assert etape_dite(debut) == "crédits ouverts 2024 (CA)"


def test_les_votes_servent_quand_aucun_credit_n_est_ouvert() -> None:
    votees = [
        ligne
        | {"etape": etape, "vote_eur": ligne["credits_ouverts_eur"], "credits_ouverts_eur": None, "realise_eur": None}
        for ligne in LIGNES
        for etape in ("BP", "DM")
    ]
    debut = depart(lignes_budgetaires=votees)
    assert etape_dite(debut) == "votes 2024 (BP et DM)"
    assert debut.total_eur == 2 * DEPART.total_eur
    fait = arbitrer(debut, [mouvement("politique", "Nature", -80000)])
    assert (
        Decimal(str(tables_apres(debut, fait)["lignes_budgetaires"]["vote_eur"].sum()))
        == 2 * (DEPART.total_eur + 2000000) - 80000
    )


def test_sans_lignes_l_erreur_dit_quoi_importer() -> None:
    with pytest.raises(TableManquante):
        depart(lignes_budgetaires=[])
    with pytest.raises(TableManquante):
        depart(lignes_budgetaires=[depense("6042", "311", "Culture", None)])


@given(montants=st.lists(st.integers(1, 10**9), min_size=1, max_size=30), variation=st.integers(-(10**10), 10**10))
@settings(max_examples=60, deadline=None)
def test_repartir_ne_perd_pas_un_centime(montants: list[int], variation: int) -> None:
    lignes = pl.DataFrame(
        {"indice": range(len(montants)), "montant_eur": [Decimal(un) / 100 for un in montants]},
        schema={"indice": pl.Int32, "montant_eur": pl.Decimal(18, 2)},
    )
    voulue = Decimal(max(variation, -sum(montants))) / 100
    parts = repartir(lignes, voulue)
    assert Decimal(str(parts["variation_eur"].sum())) == voulue
    apres = lignes.join(parts, on="indice").select(pl.col("montant_eur") + pl.col("variation_eur")).to_series()
    assert apres.min() >= 0


@given(
    variations=st.lists(
        st.tuples(st.sampled_from(["Mobilités", "Culture", "Nature", "Sécurité"]), st.integers(-200_000, 200_000)),
        max_size=6,
    )
)
@settings(max_examples=30, deadline=None)
def test_le_total_bouge_exactement_du_solde_et_rien_ne_passe_sous_zero(variations: list[tuple[str, int]]) -> None:
    mouvements = [mouvement("politique", nom, montant) for nom, montant in variations]
    fait = arbitrer(DEPART, mouvements)
    assert total(tables_apres(DEPART, fait)) == total(DEPART.donnees) + fait.solde_eur
    assert tables_apres(DEPART, fait)["lignes_budgetaires"]["credits_ouverts_eur"].min() >= 0
    assert len(fait.mouvements) + len(fait.refus) == sum(bool(un.variation_eur) for un in mouvements)


@given(premier=st.integers(0, 400_000), second=st.integers(0, 400_000))
@settings(max_examples=15, deadline=None)
def test_deux_mouvements_valent_leur_somme(premier: int, second: int) -> None:
    """Linéarité : un gain ou une dépense déplacés en deux fois valent le même montant déplacé d'un coup."""
    ensemble, seul = (
        appliquer(DEPART, deplacer(DEPART, [mouvement("action_climat", "velo", montant) for montant in montants]))
        for montants in ((premier, second), (premier + second,))
    )
    for nom, colonne in (
        ("actions_climat", "gain_tco2e_par_an"),
        ("mesures", "valeur"),
        ("depenses_preservation", "montant_eur"),
    ):
        assert ensemble[nom][colonne].cast(pl.Float64).to_list() == pytest.approx(
            seul[nom][colonne].cast(pl.Float64).to_list(), nan_ok=True
        )
    assert ensemble["lignes_budgetaires"].equals(seul["lignes_budgetaires"])


def test_une_lentille_qui_ne_se_calcule_pas_est_nommee() -> None:
    sans = preparer({**tables(), "capitaux": tables()["capitaux"].clear()}, 2024)
    assert any(phrase.startswith("« Capitaux » ne se calcule pas ici. La table") for phrase in hypotheses(sans))
    assert not any("« Capitaux » ne se calcule pas" in phrase for phrase in hypotheses(DEPART))
