"""La cascade d'une année à l'autre : elle se referme, et la méthode ne passe pas pour de l'activité."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go
import polars as pl
import pytest
from fabrique_bilan_carbone_vues import indicateurs, propre

from core.figures.bilan_carbone.annees import cascade, rubriques_annees, vue_annees
from core.figures.bilan_carbone.phrases_annees import message_annees, sous_titre_annees
from core.methodes.bilan_carbone.effets import Evolution, comparer

EFFETS = {
    "poste": pl.String,
    "activite": pl.String,
    "service": pl.String,
    "flux": pl.String,
    "avant_tco2e": pl.Float64,
    "apres_tco2e": pl.Float64,
    "effet_activite": pl.Float64,
    "effet_methode": pl.Float64,
    "comparable": pl.Boolean,
    "versions_avant": pl.List(pl.String),
    "versions_apres": pl.List(pl.String),
}
V = (("V",), ("V",))


def effets(lignes: list[tuple[str, str, float | None, float | None, float, float]]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (poste, "Écoles", None, flux, avant, apres, activite, methode, None not in (avant, apres), ["V1"], ["V2"])
            for poste, flux, avant, apres, activite, methode in lignes
        ],
        schema=EFFETS,
        orient="row",
    )


CHANGES = effets(
    [
        ("1.1 Sources fixes", "Gaz", 1000.0, 850.0, -150.0, 0.0),
        ("4.1 Achats", "Machines", 700.0, 300.0, 20.0, -420.0),
        ("3.3 Domicile-travail", "Voiture", None, 90.0, 90.0, 0.0),
    ]
)


def test_la_cascade_part_du_bilan_d_avant_et_arrive_a_celui_d_apres() -> None:
    evolution = comparer(CHANGES, (2023, 2024), ("V1", "V2"))
    assert evolution.effet_activite == -130 and evolution.methode == -420 and evolution.une_seule == 90
    assert evolution.avant is not None and evolution.apres is not None
    assert evolution.avant + evolution.effet_activite + evolution.methode + evolution.une_seule == evolution.apres
    marches = [trace for trace in cascade(evolution).data if isinstance(trace, go.Bar)]
    bouts = [(trace.base[0], trace.base[0] + trace.x[0]) for trace in marches]
    for (_, arrivee), (depart, _) in pairwise(bouts[:-1]):
        assert depart == pytest.approx(arrivee)
    assert bouts[-2][1] == pytest.approx(bouts[-1][1]) == pytest.approx(1240)


def test_l_effet_methode_ne_ressemble_pas_a_l_effet_activite() -> None:
    vue = vue_annees(comparer(CHANGES, (2023, 2024), ("V1", "V2")), indicateurs(), CHANGES, "Ville")
    assert propre(vue.message) == (
        "De 2023 à 2024, à flux comparables, notre activité a retiré ≈ 130 tCO₂e ; à activité "
        "égale, les facteurs révisés en ôtent ≈ 420"
    )
    marques = {propre(trace.name): trace.marker for trace in vue.figure.data}
    methode = marques["Méthode : facteurs révisés"]
    assert methode.pattern.shape == "+"
    assert all(marque.pattern.shape is None for nom, marque in marques.items() if nom.startswith("Activité"))
    assert "V1 → V2" in vue.sous_titre


def test_un_flux_connu_une_seule_annee_n_est_pas_une_hausse_d_activite() -> None:
    seuls = effets(
        [("1.1 Sources fixes", "Gaz", None, 850.0, 850.0, 0.0), ("2.1 Électricité", "É", 10.0, None, -10.0, 0.0)]
    )
    assert "ne se comparent pas" in message_annees(comparer(seuls, (2023, 2024), ("V", "V")))


def test_le_titre_dit_des_flux_isoles_qui_pesent_plus_que_l_activite() -> None:
    lues = effets(
        [("1.1 Sources fixes", "Gaz", 1000.0, 980.0, -20.0, 0.0), ("4.5 Services", "Voirie", None, 600.0, 600.0, 0.0)]
    )
    assert propre(message_annees(comparer(lues, (2023, 2024), ("V", "V")))) == (
        "De 2023 à 2024, à flux comparables, notre activité a retiré ≈ 20 tCO₂e ; 1 flux connu une seule année "
        "en ajoute ≈ 600"
    )


def test_une_annee_absente_se_dit() -> None:
    evolution = comparer(effets([("1.1 Sources fixes", "Gaz", None, 850.0, 850.0, 0.0)]), (2023, 2024), ("V", "V"))
    assert message_annees(evolution) == "Le bilan de 2023 n'est pas renseigné : rien à lui comparer"
    assert not cascade(evolution).data


def test_un_ecart_plus_petit_que_l_incertitude_previent() -> None:
    evolution = Evolution((2023, 2024), ("V", "V"), V, 1000.0, 950.0, {"1.1": -50.0}, 0.0, 0.0, 0)
    assert any("plus petit que l'incertitude" in texte for _, texte in rubriques_annees(evolution, (700.0, 1300.0)))
    assert not any("plus petit" in texte for _, texte in rubriques_annees(evolution, (940.0, 960.0)))


def test_les_postes_qui_changent_le_moins_sont_reunis() -> None:
    activite = {"1.1": -50.0, "1.2": 8.0, "2.1": 30.0, "3.1": -20.0, "4.1": 10.0, "4.5": -3.0}
    evolution = Evolution((2023, 2024), ("V", "V"), V, 1000.0, 975.0, activite, 0.0, 0.0, 0)
    assert evolution.ecart == 25.0
    assert evolution.les_plus_grands(4) == ([("1.1", -50.0), ("2.1", 30.0), ("3.1", -20.0), ("4.1", 10.0)], 2, 5.0)
    assert evolution.les_plus_grands(6) == (sorted(activite.items(), key=lambda un: -abs(un[1])), 0, 0)


def test_un_bilan_absent_n_a_aucun_effet() -> None:
    """Rien à comparer ne vaut pas 0 t d'effet."""
    for lues in (effets([]), effets([("1.1 Sources fixes", "Gaz", None, 850.0, 850.0, 0.0)])):
        evolution = comparer(lues, (2023, 2024), ("V", "V"))
        assert evolution.methode is None and evolution.une_seule is None and evolution.ecart is None
    assert comparer(CHANGES, (2023, 2024), ("V1", "V2")).methode == -420


@pytest.mark.parametrize(
    ("demandees", "appliquees", "attendu"),
    [
        (("A", "A"), (("A",), ("A",)), " · mêmes facteurs : A"),
        (("A", "A"), (("A", "B"), ("B", "A, 2026")), " · mêmes facteurs : « B », « A, 2026 » et « A »"),
        (("A", "B"), (("C",), ("C",)), " · mêmes facteurs : C"),
        (("A", "B"), (("A",), ("B", "C")), " · facteurs : A → « B » et « C »"),
        (("A", "B"), ((), ("B",)), " · facteurs : aucun → B"),
        (("A", "A"), ((), ()), ""),
    ],
)
def test_le_sous_titre_dit_les_versions_qui_ont_compte(
    demandees: tuple[str, str], appliquees: tuple[tuple[str, ...], tuple[str, ...]], attendu: str
) -> None:
    evolution = Evolution((2023, 2024), demandees, appliquees, 1.0, 1.0, {}, 0.0, 0.0, 0)
    assert propre(sous_titre_annees("Ville", evolution)) == f"Ville · organisation, 2023 → 2024{attendu}"
    compares = [texte for titre, texte in rubriques_annees(evolution, None) if titre == "Facteurs comparés"]
    assert len(compares) == bool(attendu)
