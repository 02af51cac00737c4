"""Les vues du budget vert : leurs phrases, leurs barres, leurs marques, à tous les degrés de cotation."""

from __future__ import annotations

import polars as pl
import pytest
from fabrique_budget_vert import RIEN, frame, repartition, vue_de

from core.figures.budget_vert.axes import vue_axes
from core.figures.budget_vert.classes import vue_classes
from core.figures.budget_vert.comparaison import vue_comparaison
from core.figures.budget_vert.evolution import vue_evolution
from core.figures.budget_vert.lecture import Sujet, repartir
from core.figures.budget_vert.phrases import AVERTISSEMENT, dire_perimetre, message_classes
from core.figures.budget_vert.phrases_evolution import message_evolution
from core.figures.familles.classes import D_UN_AXE, GENRE, I4CE, LEGALES
from core.format_fr import part_ecrite
from core.modele import Nature
from core.tables.affectations import AXES

MOITIE = {"favorable": 300_000.0, "mixte": 0.0, "neutre": 100_000.0, "defavorable": 100_000.0, "non_cote": 500_000.0}


@pytest.mark.parametrize("echelle", [LEGALES, D_UN_AXE, I4CE, GENRE])
def test_deux_classes_d_une_lecture_n_ont_ni_la_meme_marque_ni_le_meme_motif(echelle: tuple[object, ...]) -> None:
    for attribut in ("nom", "motif", "symbole", "marque"):
        assert len({getattr(une, attribut) for une in echelle}) == len(echelle), attribut


def test_le_non_cote_n_a_pas_la_couleur_d_une_appreciation() -> None:
    couleurs = {une.remplissage["color"] for une in LEGALES if une.cotee}
    assert LEGALES[-1].remplissage["color"] not in couleurs
    assert not LEGALES[-1].cotee and not I4CE[-1].cotee and not I4CE[-2].cotee


@pytest.mark.parametrize(
    ("montants", "attendu"),
    [
        ({}, "Aucune dépense de 2024 n'entre dans ce périmètre"),
        ({"non_cote": 1_200_000.0}, "Rien n'est encore coté : 1,2\u00a0M€ de 2024 attendent une lecture"),
        ({"neutre": 50_000.0}, "Tout ce qui est coté en 2024 est neutre"),
        (
            {"favorable": 300_000.0, "neutre": 700_000.0},
            "300\u00a0k€ favorables à la transition en 2024, 30\u00a0% de ce qui est coté ; aucun euro défavorable",
        ),
        (
            MOITIE,
            (
                "300\u00a0k€ favorables à la transition en 2024, 60\u00a0% de ce qui est coté ; 100\u00a0k€ "
                "défavorables ; il reste 50\u00a0% à coter"
            ),
        ),
        ({"favorable": 999_000.0, "non_cote": 1_000.0}, "il reste moins de 1\u00a0% à coter"),
    ],
)
def test_la_phrase_dit_la_part_favorable_ou_ce_qui_empeche(montants: dict[str, float], attendu: str) -> None:
    assert attendu in message_classes(repartition(montants))


def test_une_barre_par_classe_meme_a_zero_depuis_zero_et_le_non_cote_toujours_la() -> None:
    vue = vue_classes(repartition(MOITIE, desaccord=40_000.0), RIEN, "17 comptes")
    barres = [trace for trace in vue.figure.data if trace.type == "bar"]
    assert [trace.name for trace in barres] == ["Favorable", "Mixte", "Neutre", "Défavorable", "Non coté"]
    assert [trace.x[0] for trace in barres] == [300_000.0, 0.0, 100_000.0, 100_000.0, 500_000.0]
    assert vue.figure.layout.xaxis.rangemode == "tozero"
    assert "coté à 50\u00a0%" in vue.sous_titre and "en désaccord 40\u202f000\u00a0€" in vue.sous_titre
    assert AVERTISSEMENT.split(":")[0].strip() in vue.masque
    etiquettes = " ".join(note.text for note in vue.figure.layout.annotations)
    assert "500\u00a0k€ · 50\u00a0%" in etiquettes


def test_la_table_jumelle_dit_les_deux_parts() -> None:
    table = vue_classes(repartition(MOITIE), RIEN).tableau
    favorable = table.filter(pl.col("Classe") == "Favorable").row(0, named=True)
    assert (favorable["Part du total (%)"], favorable["Part des cotées (%)"]) == (30.0, 60.0)
    assert table.filter(pl.col("Classe") == "Non coté")["Part des cotées (%)"][0] is None


def test_la_lecture_i4ce_distingue_l_indefini_du_non_examine() -> None:
    lue = repartition({"tres_favorable": 10.0, "indefini": 20.0, "non_cote": 70.0}, lecture="i4ce", axe="axe_1")
    vue = vue_classes(lue, RIEN)
    assert {"Très favorable", "Indéfini", "Non examiné"} <= {trace.name for trace in vue.figure.data}
    assert lue.couverture == pytest.approx(0.1)
    assert "indéfini 20\u00a0€" in vue.sous_titre


def test_le_realise_et_le_prevu_ne_se_melent_pas() -> None:
    deux = pl.concat([frame({"favorable": 10.0}, "realise"), frame({"favorable": 90.0}, "prevu")])
    lue = repartir(deux, Sujet("annexe", "legale", None, 2024))
    assert (lue.nature, lue.total) == (Nature.REALISE, 10.0)
    assert repartition({"favorable": 90.0}, nature="prevu").nature is Nature.PREVU


def test_les_politiques_sont_douze_au_plus_et_leurs_euros_ne_se_perdent_pas() -> None:
    vue = vue_de(
        {f"P{rang:02d}": {"favorable": float(rang), "non_cote": 10.0} for rang in range(20)}, perimetre="budget"
    )
    total = sum(
        float(valeur) for trace in vue.figure.data if trace.type == "bar" for valeur in trace.x if valeur is not None
    )
    assert total == pytest.approx(sum(range(20)) + 200)
    assert len(vue.figure.data[0].x) == 13
    assert any("Autres (8\u00a0politiques)" in note.text for note in vue.figure.layout.annotations)
    assert "P19 porte le plus d’euros favorables" in vue.message
    assert vue.tableau.height == 20


def test_une_politique_sans_cotation_le_dit() -> None:
    vue = vue_de({"Culture": {"non_cote": 5.0}}, perimetre="budget")
    assert vue.message == "Aucune politique n’est encore cotée en 2024"
    assert "rien de coté" in vue.figure.layout.annotations[0].text


def _axes(cotes: dict[str, dict[str, float]]) -> pl.DataFrame:
    return pl.concat([frame(cotes.get(axe, {"non_cote": 100.0}), axe=axe) for axe in AXES])


def test_un_axe_que_personne_n_a_cote_est_hachure_sur_toute_la_ligne() -> None:
    vue = vue_axes(
        _axes({"axe_1": {"favorable": 60.0, "defavorable": 40.0}}), Sujet("annexe", "legale", None, 2024), RIEN
    )
    hachures = [
        trace for trace in vue.figure.data if trace.name == "Non coté" and trace.base[0] == 0 and trace.x[0] > 3
    ]
    assert len(hachures) == 5 and all(trace.marker.pattern.shape for trace in hachures)
    assert vue.message.startswith("Un axe sur six a des cotations en 2024")
    assert vue.tableau.filter(pl.col("Axe").str.starts_with("Axe 2"))["Favorable (€)"][0] is None


def test_les_cases_de_la_matrice_ont_la_meme_echelle() -> None:
    vue = vue_axes(
        _axes({axe: {"favorable": 50.0, "neutre": 50.0 * (rang + 1)} for rang, axe in enumerate(AXES)}),
        Sujet("budget", "legale", None, 2024),
        RIEN,
    )
    favorables = {round(float(trace.x[0]), 6) for trace in vue.figure.data if trace.name == "Favorable"}
    neutres = [float(trace.x[0]) for trace in vue.figure.data if trace.name == "Neutre"]
    assert len(favorables) == 1 and neutres[-1] == pytest.approx(6 * neutres[0])
    assert vue.message.startswith("Les six axes ont des cotations en 2024")


def test_l_evolution_dit_la_couverture_de_chaque_exercice_et_le_changement_de_perimetre() -> None:
    suite = [
        repartition({"non_cote": 10.0}, exercice=2022),
        repartition({"favorable": 1.0, "non_cote": 9.0}, exercice=2023),
        repartition({"favorable": 3.0, "neutre": 1.0}, exercice=2024),
    ]
    vue = vue_evolution(suite, RIEN, {2022: "a", 2023: "a", 2024: "b"})
    assert vue.message == (
        "Part favorable de ce qui est coté\u00a0: 100\u00a0% en 2023 (coté à 10\u00a0%), 75\u00a0% en 2024 "
        "(coté à 100\u00a0%)\u00a0; le périmètre a changé"
    )
    assert vue.figure.layout.yaxis.range[0] == 0 and len(vue.figure.data[0].x) == 3
    assert message_evolution(suite[:1]) == "Aucun exercice n'est encore coté"
    assert message_evolution(suite[:2]).startswith("Un seul exercice est coté, 2023")


PUBLIES = pl.DataFrame(
    {
        "collectivite": ["Zeta", "Alpha"],
        "exercice": ["2022", "2023"],
        "document": ["CA", "BP"],
        "perimetre": ["Tout", "Une part"],
        "favorable": [0.2, None],
        "neutre": [0.5, None],
        "defavorable": [0.1, None],
        "indefini": [None, None],
        "source": ["S", "T"],
        "statut": ["verifie", "verifie"],
    },
    schema_overrides={"favorable": pl.Float64, "neutre": pl.Float64, "defavorable": pl.Float64, "indefini": pl.Float64},
)


def test_la_comparaison_suit_l_ordre_des_noms_et_dit_chaque_perimetre() -> None:
    ici = repartition(
        {"favorable": 30.0, "neutre": 50.0, "indefini": 20.0, "non_cote": 900.0}, lecture="i4ce", axe="axe_1"
    )
    vue = vue_comparaison([(ici, "Notre périmètre")], "Ici-Ville", PUBLIES, RIEN)
    assert vue.tableau["Collectivité"].to_list() == ["Ici-Ville", "Alpha", "Zeta"]
    assert vue.tableau["Favorable (%)"].to_list() == [30.0, None, 20.0]
    textes = " ".join(note.text for note in vue.figure.layout.annotations)
    assert "Une part" in textes and "Tout" in textes and "parts inconnues" in textes and "examiné à 10\u00a0%" in textes
    non_publie = next(trace for trace in vue.figure.data if "Non publié" in trace.name)
    assert non_publie.x[2] == pytest.approx(0.2)
    assert "ne se classent pas" in vue.masque
    douteux = vue_comparaison([(ici, "P")], "Ici", PUBLIES.with_columns(statut=pl.lit("a_verifier")), RIEN)
    assert (
        "1\u00a0résultat publié et relu va de 20" in vue.message
        and "aucun résultat publié n’est relu" in douteux.message
    )


def test_la_comparaison_projetee_ne_garde_que_les_resultats_complets_et_la_table_les_dit_tous() -> None:
    ici = repartition({"favorable": 30.0, "neutre": 70.0}, lecture="i4ce", axe="axe_1")
    vue = vue_comparaison([(ici, "P")], "Ici-Ville", PUBLIES, RIEN, projetee=True)
    textes = " ".join(note.text for note in vue.figure.layout.annotations)
    assert "Zeta" in textes and "Alpha" not in textes and vue.tableau.height == 3


def test_un_perimetre_sans_depense_est_hachure_et_ne_se_dit_ni_nul_ni_prevu() -> None:
    vue = vue_classes(repartition({}), RIEN)
    assert [trace.marker.pattern.shape for trace in vue.figure.data] == ["/"] and vue.tableau.is_empty()
    assert "prévu" not in vue.sous_titre and "0\u00a0€" not in vue.alt
    autres = vue_de({"Culture": {}})
    assert "aucune dépense dans ce périmètre" in autres.figure.layout.annotations[0].text


@pytest.mark.parametrize(
    ("part", "attendu"),
    [(0.0, "0"), (0.004, "<1"), (0.005, "<1"), (0.006, "1"), (0.5, "50"), (0.994, "99"), (0.995, ">99"), (1.0, "100")],
)
def test_une_part_ne_s_arrondit_jamais_a_rien_ni_a_tout(part: float, attendu: str) -> None:
    assert part_ecrite(part).replace("\u00a0", "") == f"{attendu}%"


def test_la_comparaison_sans_cotation_ne_se_donne_pas_de_part() -> None:
    vue = vue_comparaison([(repartition({"non_cote": 5.0}, lecture="i4ce", axe="axe_1"), "P")], "Ici", PUBLIES, RIEN)
    assert vue.message.startswith("Rien n’est encore coté ici")
    assert vue.tableau["Favorable (%)"][0] is None


def test_le_perimetre_se_dit_en_clair() -> None:
    comptes = pl.DataFrame(
        {
            "motif_nature": ["2031*", "2315*", "16*"],
            "inclus": ["oui", "oui", "non"],
            "statut": ["verifie", "a_verifier", "verifie"],
        }
    )
    assert dire_perimetre(comptes, True) == "2\u00a0comptes, dont 1 à vérifier"
    tout = pl.DataFrame({"motif_nature": ["*"], "inclus": ["oui"], "statut": ["verifie"]})
    assert dire_perimetre(tout, False) == "tout l'investissement hors dette, lecture à blanc"
