"""Ce qu'un fichier laisse entendre sans le dire : des feuilles semblables, des comptes parents, un tableau croisé, des
parts ; tout ce qui a deux lectures se demande."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from aides_colonnes import ENTETE, LIGNE, budget, totaux, type_csv, type_voir

from core.donnees.importation import Bilan

D = Decimal


TETE = ["Exercice", "Étape", "Sens", "Nature", "Chapitre", "Libellé", "Réalisé"]


def ligne(exercice: int, nature: str, montant: float) -> list[object]:
    return [str(exercice), "CA", "D", nature, "011", "a", montant]


def test_deux_feuilles_de_meme_forme_se_demandent(voir: type_voir, ecrire_xlsx: Callable[..., Path]) -> None:
    fichier = ecrire_xlsx({nom: [TETE, ligne(2023, "60612", 10.0 + rang)] for rang, nom in enumerate(["v1", "v2"])})
    (question,) = voir(fichier).questions
    assert question.cle == "feuilles" and list(question.choix) == ["toutes", "v1", "v2"]
    assert totaux(voir(fichier, reponses={"feuilles": "v2"}))["realise_eur"] == {"depense": D(11)}
    assert totaux(voir(fichier, reponses={"feuilles": "toutes"}))["realise_eur"] == {"depense": D(21)}


@pytest.mark.parametrize(
    "feuilles",
    [
        {"a": [TETE, ligne(2022, "60612", 1)], "b": [TETE, ligne(2023, "60612", 2)]},
        {"Dépenses": [TETE, ligne(2023, "60612", 1)], "Recettes": [TETE, ligne(2023, "60612", 2)]},
        {"011": [TETE, ligne(2023, "60612", 1)], "012": [TETE, ligne(2023, "64111", 2)]},
        {nom: [TETE[1:], ligne(2023, "60612", 1)[1:]] for nom in ("2022", "2023")},
        {nom: [TETE[1:], ligne(2023, "60612", 1)[1:]] for nom in ("CA 2022", "CA 2023")},
    ],
    ids=["exercices", "sens", "comptes", "noms", "titres"],
)
def test_des_feuilles_que_quelque_chose_distingue_se_lisent_ensemble(
    voir: type_voir, ecrire_xlsx: Callable[..., Path], feuilles: dict[str, list[list[object]]]
) -> None:
    vue = voir(ecrire_xlsx(feuilles))
    assert vue.questions == () and vue.tables[0].creees == 2
    assert vue.tables[0].lignes["exercice"].null_count() == 0


COMPTES = ("60;a;11", "606;a;11", "60612;b;4", "60613;c;7")


def test_un_compte_somme_de_ses_comptes_se_demande(voir: type_voir, ecrire_csv: type_csv) -> None:
    def fichier(*lignes: str) -> Path:
        return ecrire_csv("Exercice;Étape;Sens;Nature;Libellé;Réalisé", *(f"2023;CA;D;{une}" for une in lignes))

    (question,) = voir(fichier(*COMPTES)).questions
    assert question.cle == "parents" and "60 et 606" in question.texte
    assert totaux(voir(fichier(*COMPTES), reponses={"parents": "enfants"}))["realise_eur"] == {"depense": D(11)}
    assert totaux(voir(fichier(*COMPTES), reponses={"parents": "tous"}))["realise_eur"] == {"depense": D(33)}
    assert voir(fichier("6061;a;10", *COMPTES[2:])).questions == (), "10 n'est pas 4 + 7"
    assert voir(fichier("6061;a;4", COMPTES[2])).questions == (), "un seul enfant égal peut être un hasard"


def test_un_tableau_croise_se_prolonge_si_on_le_dit(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv(
        "Exercice;Étape;Sens;Service;Chapitre;Nature;Libellé;Réalisé",
        "2023;CA;D;Bâtiments;011;60612;a;1",
        "2023;CA;D;;;615221;b;2",
        "2023;CA;D;;21;2188;c;3",
        "2023;CA;D;Culture;011;6232;d;4",
        "2023;CA;D;;;6236;e;5",
    )
    (question,) = voir(fichier).questions
    assert question.cle == "prolonger" and "« Service » et « Chapitre »" in question.texte
    prolongee = voir(fichier, reponses={"prolonger": "oui"}).tables[0].lignes
    assert prolongee["service"].to_list() == ["Bâtiments"] * 3 + ["Culture"] * 2
    assert prolongee["chapitre"].to_list() == ["011", "011", "21", "011", "011"]
    assert voir(fichier, reponses={"prolonger": "non"}).tables[0].lignes["service"].null_count() == 3


def test_une_colonne_a_trous_n_est_pas_un_tableau_croise(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(budget(ecrire_csv, "Service;Réalisé", "A;1", "A;2", ";3", ";4", "B;5"))
    assert vue.questions == ()


def test_les_pourcents_montrent_tout_ce_qui_est_concerne_et_se_disent_un_par_un(
    voir: type_voir, deposer: Callable[..., Bilan], ecrire_csv: type_csv
) -> None:
    deposer(
        ecrire_csv(
            "code;intitule;dimension;lentille;unite;sens;plancher",
            *(f"i{rang};I;E;locale_sociale;%;hausse;50" for rang in range(3)),
            nom="i.csv",
        )
    )
    fichier = ecrire_csv("indicateur;annee;valeur;couverture", "i0;2023;0,3;80", "i1;2023;0,4;90", "i2;2023;45;1")
    (question,) = voir(fichier).questions
    assert all(mot in question.texte for mot in ("« i0 »", "« i1 »", "couverte")) and "un_par_un" in question.choix
    separees = voir(fichier, pourcents="un_par_un")
    assert [q.cle for q in separees.questions] == ["pourcents:couverture", "pourcents:i0", "pourcents:i1"]
    dites = {"pourcents:couverture": "points", "pourcents:i0": "fractions", "pourcents:i1": "points"}
    lignes = voir(fichier, pourcents="un_par_un", reponses=dites).tables[0].lignes
    assert lignes["valeur"].to_list() == [30.0, 0.4, 45.0] and lignes["couverture"].to_list() == [0.8, 0.9, 0.01]


def test_un_en_tete_en_pourcents_fait_demander_les_petites_valeurs(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv("perimetre;exercice;secteur;emissions_tco2e;incertitude (%)", "territoire;2024;a;1;0,8")
    assert [question.cle for question in voir(fichier).questions] == ["pourcents"]
    assert voir(fichier, pourcents="points").tables[0].lignes["incertitude"].to_list() == [0.008]


def test_une_question_se_montre_avant_les_refus_qu_elle_viderait(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv(ENTETE + "Réalisé (k€)", LIGNE.format(2) + "12,3456", "2023;CA;D;011;1.2.3;x;1")
    assert voir(fichier).rejets == ()
    assert [rejet.regle for rejet in voir(fichier, unite="eur").rejets] == ["montant_illisible", "code_illisible"]
    deux = budget(ecrire_csv, "Réalisé;Réalisé", "45;x", "50;60")
    assert voir(deux).rejets == ()
