"""Ce que le fichier ne dit pas : déduit du plan de comptes et dit, ou demandé ; jamais deviné."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from core.donnees.importation import Bilan, Previsualisation
from core.erreurs import DonneesIncoherentes

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]


def ligne(vue: Previsualisation, **filtre: object) -> dict[str, object]:
    lignes = [
        rangee
        for rangee in vue.tables[0].lignes.iter_rows(named=True)
        if all(rangee[nom] == valeur for nom, valeur in filtre.items())
    ]
    assert len(lignes) == 1
    return lignes[0]


def test_tout_se_deduit_du_compte_quand_le_plan_le_dit(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(ecrire_csv("Exercice;Nature;Réalisé", "2024;60612;10", "2024;73111;20", "2024;6811;5"), etape="CA")
    electricite = ligne(vue, nature="60612")
    assert (electricite["section"], electricite["sens"], electricite["mouvement"], electricite["chapitre"]) == (
        "fonctionnement",
        "depense",
        "reel",
        "011",
    )
    assert electricite["libelle"] is not None and electricite["nomenclature"] == "M57"
    assert ligne(vue, nature="73111")["sens"] == "recette"
    assert ligne(vue, nature="6811")["mouvement"] == "ordre"
    assert any("Déduit du plan de comptes" in phrase and "le chapitre" in phrase for phrase in vue.avertissements)


@pytest.mark.parametrize(
    ("sens", "attendu", "section"),
    [
        ("Dépenses", "depense", "fonctionnement"),
        ("R", "recette", "fonctionnement"),
        ("DF", "depense", "fonctionnement"),
        ("Recettes d'investissement", "recette", "investissement"),
        ("RI", "recette", "investissement"),
    ],
)
def test_le_sens_s_ecrit_de_bien_des_facons(
    voir: type_voir, ecrire_csv: type_csv, sens: str, attendu: str, section: str
) -> None:
    nature = "1641" if section == "investissement" else "6419"
    vue = voir(ecrire_csv("Exercice;Sens;Nature;Mouvement;Réalisé", f"2023;{sens};{nature};Réelle;1"), etape="CA")
    assert (ligne(vue)["sens"], ligne(vue)["section"]) == (attendu, section)


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("Compte administratif", "CA"),
        ("compte administratif 2023", "CA"),
        ("BP", "BP"),
        ("Budget primitif", "BP"),
        ("DM 2", "DM"),
        ("Décision modificative n°1", "DM"),
        ("CFU", "CFU"),
        ("budget supplémentaire", "BS"),
    ],
)
def test_l_etape_s_ecrit_de_bien_des_facons(voir: type_voir, ecrire_csv: type_csv, ecrit: str, attendu: str) -> None:
    vue = voir(ecrire_csv("Exercice;Étape;Nature;Montant", f"2023;{ecrit};60612;12,50"))
    assert ligne(vue)["etape"] == attendu
    colonne = "realise_eur" if attendu in ("CA", "CFU") else "vote_eur"
    autre = "vote_eur" if colonne == "realise_eur" else "realise_eur"
    assert (ligne(vue)[colonne], ligne(vue)[autre]) == (Decimal("12.50"), None)


def test_exercice_et_etape_se_demandent_avec_leur_option(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv("Nature;Réalisé", "60612;10", nom="budget_2019.csv")
    assert {(q.cle, q.option_cli) for q in voir(fichier).questions} == {
        ("exercice", "--exercice"),
        ("etape", "--etape"),
    }, "le nom du fichier ne répond pas à la place de l'agent"
    vue = voir(fichier, exercice=2023, etape="CA")
    assert vue.questions == () and ligne(vue)["exercice"] == 2023


def test_le_titre_du_tableau_dit_l_exercice_et_l_etape(voir: type_voir, ecrire_xlsx: Callable[..., Path]) -> None:
    vue = voir(
        ecrire_xlsx(
            {
                "Export": [
                    ["Compte administratif - Exercice 2022 - édité le 03/04/2023"],
                    [],
                    ["Chapitre", "Nature", "Réalisé"],
                    ["011", "60612", 10],
                ]
            }
        )
    )
    assert vue.questions == ()
    assert (ligne(vue)["exercice"], ligne(vue)["etape"]) == (2022, "CA")
    assert any("2022" in phrase and "titre" in phrase for phrase in vue.avertissements)


def test_un_exercice_demande_qui_contredit_le_fichier_est_refuse(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv("Exercice;Nature;Réalisé", "2023;60612;10", "2022;60612;11")
    with pytest.raises(DonneesIncoherentes, match="2022 et 2023"):
        voir(fichier, exercice=2021, etape="CA")
    vue = voir(fichier, exercice=2022, etape="CA")
    assert [apercu.creees for apercu in vue.tables] == [1] and vue.tables[0].ecartees == 1


def test_une_etape_demandee_l_emporte_et_le_dit(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(ecrire_csv("Exercice;Étape;Nature;Réalisé", "2023;CA;60612;10"), etape="CFU")
    assert ligne(vue)["etape"] == "CFU"
    assert any("CFU, est retenue" in phrase for phrase in vue.avertissements)


def test_une_colonne_signee_donne_le_sens_si_tout_concorde(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(
        ecrire_csv("Exercice;Nature;Chapitre;Réalisé", "2023;60612;011;-10,50", "2023;73111;731;20", "2023;1641;16;-5"),
        etape="CA",
    )
    assert vue.tables[0].totaux == {"realise_eur": {"depense": Decimal("15.50"), "recette": Decimal("20.00")}}
    discordante = voir(ecrire_csv("Exercice;Nature;Réalisé", "2023;60612;-10", "2023;60621;4", nom="d.csv"), etape="CA")
    assert discordante.tables[0].totaux == {"realise_eur": {"depense": Decimal("-6.00")}}


def test_code_et_libelle_dans_une_meme_cellule_se_separent(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(
        ecrire_csv(
            "Exercice;Chapitre;Nature;Fonction;Réalisé",
            "2023;011 - Charges générales;60612 - Énergie, électricité;020 Administration;10",
        ),
        etape="CA",
    )
    assert {nom: ligne(vue)[nom] for nom in ("chapitre", "nature", "fonction", "libelle")} == {
        "chapitre": "011",
        "nature": "60612",
        "fonction": "020",
        "libelle": "Énergie, électricité",
    }


def test_un_zero_de_tete_perdu_est_rendu_quand_le_compte_le_confirme(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(
        ecrire_csv(
            "Exercice;Chapitre;Nature;Sens;Réalisé",
            "2023;11;60612;D;10",
            "2023;13;6419;R;5",
            "2023;13;1321;R;7",
            "2023;65;65311;D;1",
        ),
        etape="CA",
    )
    assert {ligne["nature"]: ligne["chapitre"] for ligne in vue.tables[0].lignes.iter_rows(named=True)} == {
        "60612": "011",
        "6419": "013",
        "1321": "13",
        "65311": "65",
    }
    assert any("zéro de tête" in phrase for phrase in vue.avertissements)


def test_le_budget_est_le_principal_tant_qu_il_est_seul_puis_se_demande(
    voir: type_voir, deposer: Callable[..., Bilan], ecrire_csv: type_csv
) -> None:
    fichier = ecrire_csv("Exercice;Étape;Nature;Réalisé", "2023;CA;60612;10")
    assert ligne(voir(fichier))["budget"] == "principal"
    assert any("budget principal" in phrase for phrase in voir(fichier).avertissements)
    deposer(fichier, budget="Eau")
    assert [(q.cle, set(q.choix)) for q in voir(fichier).questions] == [("budget", {"principal", "Eau"})]
    assert voir(fichier, budget="principal").questions == ()


def test_un_mouvement_mixte_laisse_decider_le_plan(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(ecrire_csv("Exercice;Étape;Mouvement;Nature;Réalisé", "2023;CA;Mixte;60612;10"))
    assert ligne(vue)["mouvement"] == "reel"
