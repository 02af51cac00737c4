"""Une affectation importée : une vraie date, des parts qui font 100 %, et sinon on le dit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from core.donnees.importation import Bilan, Previsualisation

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]
ENTETE = "exercice;lentille;budget;nature;libelle;auteur;morceau;poste;quote_part;date_affectation"


def ligne(morceau: int, part: str, quand: str = "2025-02-14", libelle: str = "École", auteur: str = "Finances") -> str:
    return f"2024;politique;principal;21312;{libelle};{auteur};{morceau};Politique {morceau};{part};{quand}"


def phrases(vue: Previsualisation) -> list[str]:
    return [phrase.replace("\u00a0", " ") for phrase in vue.avertissements if "100" in phrase]


@pytest.mark.parametrize(
    ("quand", "refusee"),
    [
        ("2025-02-14", False),
        ("2024-02-29", False),
        ("", False),
        ("2025-02-29", True),
        ("2025-02-31", True),
        ("2025-04-31", True),
        ("2025-13-01", True),
        ("2025-2-1", True),
        ("14/02/2025", True),
    ],
)
def test_une_date_d_affectation_est_un_jour_du_calendrier(
    voir: type_voir, ecrire_csv: type_csv, quand: str, refusee: bool
) -> None:
    vue = voir(ecrire_csv(ENTETE, ligne(1, "100 %", quand)))
    assert [rejet.regle for rejet in vue.rejets] == (["date_affectation"] if refusee else [])
    assert all("année-mois-jour" in rejet.message for rejet in vue.rejets)


def test_des_parts_qui_ne_font_pas_cent_pour_cent_s_importent_et_se_disent(
    voir: type_voir, ecrire_csv: type_csv
) -> None:
    vue = voir(ecrire_csv(ENTETE, ligne(1, "50 %"), ligne(2, "30 %"), ligne(1, "100 %", libelle="Crèche")))
    assert (vue.rejets, vue.tables[0].creees) == ((), 3)
    (phrase,) = phrases(vue)
    assert "1 dépense dont les parts ne font pas 100 %" in phrase and "« École » par Finances : 80 %" in phrase.replace(
        ",0", ""
    )


def test_des_parts_justes_ou_un_retrait_ne_disent_rien(voir: type_voir, ecrire_csv: type_csv) -> None:
    assert (
        phrases(
            voir(
                ecrire_csv(
                    ENTETE,
                    ligne(1, "50 %"),
                    ligne(2, "50 %"),
                    ligne(1, "0 %", libelle="Crèche"),
                    ligne(1, "100 %", auteur="Culture"),
                )
            )
        )
        == []
    )


def test_les_morceaux_deja_dans_la_base_comptent(
    voir: type_voir, deposer: Callable[..., Bilan], ecrire_csv: type_csv
) -> None:
    deposer(ecrire_csv(ENTETE, ligne(1, "50 %"), ligne(2, "50 %")))
    assert phrases(voir(ecrire_csv(ENTETE, ligne(2, "50 %", "2025-03-01"), nom="suite.csv"))) == []
    assert "90" in phrases(voir(ecrire_csv(ENTETE, ligne(2, "40 %"), nom="suite.csv")))[0]


@pytest.mark.parametrize(
    ("quantite", "regles"),
    [("1000000000000", []), ("1e300", ["au_dessus_du_maximum"]), ("1000000000001", ["au_dessus_du_maximum"])],
)
def test_une_quantite_absurde_est_refusee(
    voir: type_voir, ecrire_csv: type_csv, quantite: str, regles: list[str]
) -> None:
    vue = voir(ecrire_csv("exercice;etat;activite;flux;quantite;unite", f"2024;realise;Écoles;Gaz;{quantite};kWh"))
    assert [rejet.regle for rejet in vue.rejets] == regles
    assert all("ne peut pas dépasser" in rejet.message and "unité" in rejet.message for rejet in vue.rejets)
