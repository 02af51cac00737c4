"""Ce qu'un examinateur hostile vérifie : un refus par cellule, des totaux sans fausse alerte, rien de pris à la
mauvaise année."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from core.acces import ACCES_LOCAL
from core.donnees.apercu import Bilan, Previsualisation
from core.donnees.entrepot import Entrepot
from core.erreurs import DonneesIncoherentes

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]
ENTETE = "Exercice;Étape;Sens;Chapitre;Nature;Libellé;Fonction;Réalisé"


@pytest.mark.parametrize(
    ("ligne", "cellule"),
    [
        ("2023;CA;D;011;60612;x;020;#REF!", "H2"),
        ("2023;CA;D;;#N/A;x;020;1", "E2"),
        ("2023;CA;D;;6E10;x;020;1", "E2"),
        ("2023;CA;;;99999;x;020;1", "E2"),
    ],
)
def test_une_cellule_fautive_donne_un_seul_refus_avec_sa_reparation(
    voir: type_voir, ecrire_csv: type_csv, ligne: str, cellule: str
) -> None:
    vue = voir(ecrire_csv(ENTETE, ligne, "2023;CA;D;011;60613;y;020;2"))
    assert [rejet.cellule for rejet in vue.rejets] == [cellule]
    message = vue.rejets[0].message
    assert message[0].isupper() or message[0] == "«"
    assert any(mot in message.lower() for mot in ("corrigez", "ressaisissez", "ouvrez"))
    assert not any("compte qui admet les deux" in phrase for phrase in vue.avertissements)


LIGNES_MELEES = [
    "{a};CA;D;011;60612;Électricité;020;100,00",
    "{a};CA;R;731;73111;Impôts;01;900,00",
    "{a};CA;D;21;21312;Écoles;211;50,00",
    "{a};CA;R;13;1311;État;01;30,00",
]
TOTAUX_JUSTES = [
    "Total dépenses;;;;;;;150,00",
    "Total recettes;;;;;;;930,00",
    "Total {a};;;;;;;1080,00",
    "Total dépenses de fonctionnement;;;;;;;100,00",
    "Total section d'investissement;;;;;;;80,00",
    "Total solde;;;;;;;780,00",
]


def test_aucun_total_juste_n_est_signale_meme_quand_les_sens_sont_meles(voir: type_voir, ecrire_csv: type_csv) -> None:
    corps = [ligne.format(a=annee) for annee in (2022, 2023) for ligne in (*LIGNES_MELEES, *TOTAUX_JUSTES)]
    vue = voir(ecrire_csv(ENTETE, *corps, "Total général;;;;;;;2160,00"))
    assert vue.tables[0].lues == 8 and vue.rejets == ()
    assert not [phrase for phrase in vue.avertissements if "ne se retrouve" in phrase]


def test_un_total_faux_est_signale_et_dit_a_quoi_il_a_ete_compare(voir: type_voir, ecrire_csv: type_csv) -> None:
    corps = [ligne.format(a=2023) for ligne in LIGNES_MELEES]
    vue = voir(ecrire_csv(ENTETE, *corps, "Total dépenses;;;;;;;151,00"))
    (phrase,) = [phrase for phrase in vue.avertissements if "ne se retrouve" in phrase]
    assert "151,00" in phrase and "exercice, étape, section, sens, chapitre" in phrase


def test_une_colonne_montant_seule_est_comparee_a_son_total(voir: type_voir, ecrire_csv: type_csv) -> None:
    lignes = (
        "Exercice;Étape;Sens;Nature;Libellé;Montant",
        "2023;CA;D;60612;x;10",
        "2023;CA;D;60613;y;5",
        ";;;;Total;16",
    )
    assert any("ne se retrouve" in phrase for phrase in voir(ecrire_csv(*lignes)).avertissements)


def test_bp_bs_et_dm_font_les_credits_ouverts_et_c_est_dit(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(
        ecrire_csv("Exercice;Nature;BP;DM n° 1;DM n° 2;BS", "2023;60612;100;10;-4;5", "2023;60613;;;;"), etape="CA"
    )
    assert vue.tables[0].lignes["credits_ouverts_eur"].to_list() == [Decimal("111.00"), None]
    assert any("augmenté des colonnes BS et DM" in phrase for phrase in vue.avertissements)
    total = voir(ecrire_csv("Exercice;Nature;BP;DM;Budget total", "2023;60612;100;10;115", nom="t.csv"), etape="CA")
    assert total.tables[0].lignes["credits_ouverts_eur"].to_list() == [Decimal("115.00")]


def test_une_colonne_d_une_autre_annee_n_est_jamais_prise(voir: type_voir, ecrire_csv: type_csv) -> None:
    plusieurs = ecrire_csv("Sens;Nature;CA 2022;BP 2023;BP 2024", "D;60612;1;2;3")
    vue = voir(plusieurs, etape="BP", exercice=2024)
    assert vue.tables[0].totaux == {"vote_eur": {"depense": Decimal("3.00")}}
    (question,) = voir(plusieurs, etape="BP").questions
    assert (question.cle, list(question.choix)) == ("exercice", ["2024", "2023", "2022"])
    dite = voir(ecrire_csv("Exercice;Sens;Nature;CA 2022;BP 2023", "2023;D;60612;1;2", nom="b.csv"), etape="BP")
    assert dite.tables[0].totaux == {"vote_eur": {"depense": Decimal("2.00")}}


def test_l_objet_de_la_ligne_l_emporte_sur_le_libelle_du_compte(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(
        ecrire_csv("Exercice;Sens;Nature - Code;Nature - Libellé;Objet;TTC", "2023;D;60612;Énergie;École;12"),
        etape="CA",
    )
    assert vue.tables[0].lignes["libelle"].to_list() == ["École"]


def test_une_feuille_recopiee_est_demandee(voir: type_voir, ecrire_xlsx: Callable[..., Path]) -> None:
    tete = ["Exercice", "Étape", "Sens", "Nature", "Réalisé"]
    lignes = [tete, ["2023", "CA", "D", "60612", 1], ["2023", "CA", "D", "60613", 2]]
    copie = ecrire_xlsx({"A": lignes, "Copie de A": lignes})
    (question,) = voir(copie).questions
    assert question.cle == "feuilles" and "« A » et « Copie de A »" in question.texte
    (question,) = voir(copie, reponses={"feuilles": "toutes"}).questions
    assert question.cle == "doublons" and "autre feuille" in question.texte
    assert voir(copie, doublons="ecarter").tables[0].totaux == {"realise_eur": {"depense": Decimal("3.00")}}
    assert voir(copie, doublons="garder").tables[0].totaux == {"realise_eur": {"depense": Decimal("6.00")}}


def test_les_emissions_ne_font_un_exercice_qu_a_defaut(
    entrepot: Entrepot, deposer: Callable[..., Bilan], ecrire_csv: type_csv
) -> None:
    deposer(ecrire_csv("perimetre;exercice;secteur;emissions_tco2e", "territoire;2015;transports;10", nom="e.csv"))
    assert entrepot.exercices(ACCES_LOCAL, "ville") == [2015]
    deposer(ecrire_csv(ENTETE, "2023;CA;D;011;60612;x;020;1"))
    assert entrepot.exercices(ACCES_LOCAL, "ville") == [2023]


def test_un_avertissement_ne_nomme_aucune_option(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(ecrire_csv("Nature;Montant", "60612;5", "1641;x"))
    assert vue.questions and not any(
        "--" in texte for texte in (*vue.avertissements, *(q.texte for q in vue.questions))
    )


def test_plusieurs_etapes_ecrites_ne_sont_pas_ecrasees_par_une_seule(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv("Exercice;Étape;Sens;Nature;Montant", "2023;BP;D;60612;5", "2023;CA;D;60612;6")
    with pytest.raises(DonneesIncoherentes, match="plusieurs étapes"):
        voir(fichier, etape="CA")
    assert voir(fichier).tables[0].lignes["etape"].to_list() == ["BP", "CA"]


def test_un_total_de_zero_sur_une_colonne_vide_n_est_pas_une_alerte(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(
        ecrire_csv(
            f"{ENTETE};Engagé", "2023;CA;D;011;60612;x;020;5;", "2023;CA;D;011;60613;y;020;6;", "Total;;;;;;;11;0"
        )
    )
    assert not [phrase for phrase in vue.avertissements if "ne se retrouve" in phrase]
