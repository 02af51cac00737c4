"""Un refus par cause : combien de lignes, pourquoi, des exemples, et la colonne inconnue qui y répondrait."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from core.donnees.causes import causes, commun
from core.donnees.importation import Previsualisation

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]

ENTETE = "Exercice;Étape;Budget;Section;zz flux;zz note;Chapitre;Nature;Libellé;Voté"
AMBIGUS = ("203", "231", "2313", "2315")


def lignes(*flux: str) -> list[str]:
    return [
        f"2024;BP;principal;I;{mot};a{rang};23;{AMBIGUS[rang % 4]};l{rang};{rang + 1}00,00"
        for rang, mot in enumerate(flux)
    ]


def test_six_cent_lignes_sans_sens_ne_font_qu_une_cause_et_la_colonne_qui_le_dit_est_proposee(
    voir: type_voir, ecrire_csv: type_csv
) -> None:
    vue = voir(ecrire_csv(ENTETE, *lignes(*["Dépense", "Recette"] * 300)), correspondance={"zz flux": None})
    assert vue.compte("rejetees") == 600
    (cause,) = causes(vue.rejets, vue.proposees)
    assert (cause.sujet, cause.lignes, len(cause.exemples)) == ("Dépense ou recette", 600, 3)
    assert "le compte … peut être en dépense ou en recette" in cause.message
    assert "« Dépense ou recette »" in cause.message, "le mot de la liste des choix, pas un autre"


def test_une_colonne_inconnue_dont_le_contenu_conviendrait_est_proposee_et_regle_tout(
    voir: type_voir, ecrire_csv: type_csv
) -> None:
    """Deux colonnes conviendraient : aucune n'est prise d'office, les deux se proposent."""
    doubles = [re.sub(r"(Dépense|Recette);[^;]*;", r"\1;\1;", une) for une in lignes(*["Dépense", "Recette"] * 5)]
    fichier = ecrire_csv(ENTETE, *doubles)
    vue = voir(fichier)
    (cause,) = causes(vue.rejets, vue.proposees)
    assert {(une.entete, une.colonne) for une in cause.proposees} == {("zz flux", "sens"), ("zz note", "sens")}
    assert voir(fichier, correspondance={"zz flux": "sens", "zz note": None}).rejets == ()


@pytest.mark.parametrize("flux", [("Nord", "Sud"), ("", ""), ("Dépense", "")])
def test_une_colonne_qui_ne_convient_pas_n_est_pas_proposee(
    voir: type_voir, ecrire_csv: type_csv, flux: tuple[str, str]
) -> None:
    vue = voir(ecrire_csv(ENTETE, *lignes(*flux * 5)))
    assert vue.proposees == ()
    assert vue.rejets


def test_des_causes_differentes_restent_distinctes_la_plus_frequente_d_abord(
    voir: type_voir, ecrire_csv: type_csv
) -> None:
    bonnes = [f"2024;BP;principal;F;Nord;n;{ch};60612;l;1,00" for ch in ("9-1", "9-2", "9-3", "011")]
    vue = voir(ecrire_csv(ENTETE, *lignes("Nord", "Sud"), *bonnes))
    assert [(cause.sujet, cause.lignes) for cause in causes(vue.rejets, vue.proposees)] == [
        ("Chapitre", 3),
        ("Dépense ou recette", 2),
    ]


def test_une_question_se_pose_avant_ses_consequences(voir: type_voir, ecrire_csv: type_csv) -> None:
    sans_etape = [ligne.replace(";BP;", ";").replace(";principal;", ";") for ligne in lignes("Nord", "Sud")]
    vue = voir(ecrire_csv("Exercice;Section;zz flux;zz note;Chapitre;Nature;Libellé;Montant", *sans_etape))
    assert [question.cle for question in vue.questions] == ["etape"]
    assert vue.rejets == ()


@pytest.mark.parametrize(
    ("messages", "dit"),
    [
        (["a", "a"], "a"),
        (["le compte 203 manque ; voir", "le compte 6068 manque ; voir"], "le compte … manque ; voir"),
        (["tout autre", "rien"], "…"),
        (["compte 20", "compte 203"], "compte …"),
    ],
)
def test_ce_que_des_messages_ont_en_commun(messages: list[str], dit: str) -> None:
    assert commun(messages) == dit
