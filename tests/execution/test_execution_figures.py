"""Les figures du budget : ce qui est tracé, dans quel ordre, et ce qui est tu."""

from __future__ import annotations

import polars as pl
import pytest
from fabrique_execution import donnees, ligne

from core.figures.execution.panneau import en_clair, manques, reperes
from core.figures.execution.vues import Perimetre, vue_epargne, vue_postes
from core.figures.theme import MANQUANT_HACHURE, PAPIER, REALISE
from core.format_fr import typographier
from core.methodes import execution

DEPENSES = Perimetre("politique", "depense", None, 2024)
SEUILS = pl.DataFrame(
    {
        "indicateur": ["taux_epargne_brute", "capacite_desendettement"],
        "valeur": [0.08, 12.0],
        "role": ["alerte", "alerte"],
        "libelle": ["8 % : fragile", "12 ans"],
        "a_verifier": [True, False],
    }
)
LIGNES = [
    ligne("depense", "64111", 600, 500, politique="Culture"),
    ligne("depense", "2313", 100, 400, politique="Voirie"),
    ligne("depense", "60612", 250, 250),
    ligne("depense", "6288", 0, 0, politique="Rien"),
    ligne("depense", "65748", None, 50, politique="Sports"),
    ligne("recette", "73111", 1500, 1400, politique="Culture"),
]


def indicateurs(lignes: list[dict[str, object]] | None = None, encours: int | None = None) -> pl.DataFrame:
    dette = None if encours is None else {"montant_eur": encours}
    return execution.calculer(donnees(LIGNES if lignes is None else lignes, dette), 2024)


def test_prevu_en_contour_realise_en_plein_du_plus_grand_au_plus_petit() -> None:
    figure = vue_postes(indicateurs(), DEPENSES).figure
    prevu, realise, noms = figure.data
    assert (prevu.name, realise.name, figure.layout.barmode) == ("Prévu", "Réalisé", "overlay")
    assert (prevu.marker.color, prevu.marker.line.color) == (PAPIER, REALISE)
    assert list(realise.x) == [600, 100, None, 250]
    assert list(prevu.x) == [500, 400, 50, 250]
    assert [point[0] for point in realise.customdata] == ["Culture", "Voirie", "Sports", "Politique non renseignée"]
    assert list(realise.marker.color) == [REALISE, REALISE, REALISE, MANQUANT_HACHURE]
    assert realise.width < prevu.width
    assert "réalisé absent" in noms.text[2]
    assert figure.layout.xaxis.rangemode == "tozero"


def test_un_poste_a_zero_partout_est_tu_mais_un_realise_absent_est_dit() -> None:
    vue = vue_postes(indicateurs(), DEPENSES)
    assert "Rien" not in vue.tableau["Politique"].to_list()
    sports = vue.tableau.filter(pl.col("Politique") == "Sports").row(0, named=True)
    assert sports["Réalisé (€)"] is None
    assert sports["Prévu (€)"] == 50


def test_sans_aucun_realise_la_figure_ne_montre_que_le_prevu_et_le_dit() -> None:
    vue = vue_postes(
        indicateurs(
            [
                ligne("depense", "60612", None, 75, politique="Culture"),
                ligne("depense", "60612", None, 25, politique="Sports"),
            ]
        ),
        DEPENSES,
    )
    assert [trace.name for trace in vue.figure.data if trace.type == "bar"] == ["Prévu"]
    assert "75\u00a0€ prévus · 75\u00a0%" in vue.figure.data[-1].text[0]
    assert "le réalisé est absent" in vue.sous_titre


def test_les_parts_font_le_tout() -> None:
    assert vue_postes(indicateurs(), DEPENSES).tableau["Part du total (%)"].sum() == pytest.approx(100)


def test_par_habitant_divise_tout_par_la_population() -> None:
    vue = vue_postes(indicateurs(), DEPENSES, population=10)
    assert list(vue.figure.data[1].x) == [60, 10, None, 25]
    assert "€/hab." in vue.message
    assert vue.tableau.columns[1] == "Prévu (€/hab.)"


def test_au_dela_du_maximum_les_petits_postes_sont_reunis_et_comptes() -> None:
    nombreuses = [ligne("depense", "60612", 100 - rang, 100, politique=f"Politique {rang:02d}") for rang in range(25)]
    vue = vue_postes(indicateurs(nombreuses), DEPENSES)
    noms = [point[0] for point in vue.figure.data[1].customdata]
    assert len(noms) == 20
    assert noms[-1] == "", "« Autres » ne désigne aucun poste : le choisir n'écrit rien dans l'adresse"
    assert "Autres (6\u00a0postes)" in vue.figure.data[1].customdata[-1][1]
    assert vue.figure.data[1].x[-1] == sum(100 - rang for rang in range(19, 25))
    assert vue.tableau.height == 25


def test_ce_qui_ne_vise_aucune_politique_vient_a_part_et_ne_se_fond_pas_dans_les_autres() -> None:
    nombreuses = [ligne("depense", "60612", 100, 100, politique=f"Politique {rang:02d}") for rang in range(25)]
    vue = vue_postes(indicateurs([*nombreuses, ligne("depense", "60612", 9, 900)]), DEPENSES, maximum=8)
    noms = [point[0] for point in vue.figure.data[1].customdata]
    assert len(noms) == 8
    assert noms[-2:] == ["", "Politique non renseignée"]
    assert "Autres (19\u00a0postes)" in vue.figure.data[1].customdata[-2][1]


def test_la_selection_efface_les_autres() -> None:
    realise = vue_postes(indicateurs(), DEPENSES, selection="Voirie").figure.data[1]
    assert list(realise.marker.opacity) == [0.35, 1.0, 0.35, 0.35]


def test_un_nom_venu_d_un_fichier_ne_devient_jamais_une_balise() -> None:
    figure = vue_postes(indicateurs([ligne("depense", "60612", 10, 10, politique="<b>Eau & air</b>")]), DEPENSES).figure
    assert "&lt;b&gt;Eau &amp; air&lt;/b&gt;" in figure.data[2].text[0]
    assert "<b><b>" not in figure.data[2].text[0]


def test_les_sections_ne_se_melent_pas() -> None:
    chapitres = vue_postes(indicateurs(), Perimetre("chapitre", "depense", "investissement", 2024))
    assert chapitres.tableau["Chapitre"].to_list() == ["23 Immobilisations en cours"]
    assert "dépenses réelles d’investissement" in chapitres.message


def test_chaque_chiffre_montre_garde_son_adresse() -> None:
    vue = vue_postes(indicateurs(), DEPENSES)
    assert vue.indicateurs["origine"].null_count() == 0
    assert set(vue.indicateurs["indicateur"]) == {"depenses_par_politique"}


def test_l_epargne_part_de_zero_et_garde_la_place_d_un_exercice_absent() -> None:
    ensemble = pl.concat([indicateurs(encours=3000), execution.calculer(donnees(LIGNES), 2023)])
    vue = vue_epargne(ensemble, 2024, SEUILS)
    bandes = [trace for trace in vue.figure.data if trace.name == "Réalisé"]
    assert [list(bande.y) for bande in bandes] == [
        [None, 650.0],
        [None, pytest.approx(650 / 1500)],
        [None, pytest.approx(3000 / 650)],
    ]
    textes = [note.text for note in vue.figure.layout.annotations]
    assert textes.count("absent") == 3
    assert "Taux d’épargne brute · repère à vérifier" in textes
    assert "Désendettement en années" in textes
    axe = vue.figure.layout.yaxis3.range
    assert axe[0] == 0 and axe[1] > 12
    assert vue.tableau["Épargne brute (€)"].to_list() == [None, 650.0]


def test_une_epargne_negative_descend_sous_zero() -> None:
    lignes = [ligne("depense", "64111", 900, 900), ligne("recette", "73111", 600, 600)]
    vue = vue_epargne(indicateurs(lignes), 2024, SEUILS)
    assert vue.figure.layout.yaxis.range[0] < 0 <= vue.figure.layout.yaxis.range[1]
    assert "négative" in vue.message


def test_les_reperes_ecrivent_donnee_absente_et_les_manques_se_disent() -> None:
    seulement_vote = [
        ligne("depense", "60612", etape="BP", vote_eur=100),
        ligne("recette", "73111", etape="BP", vote_eur=150),
        ligne("depense", "60612", etape="BP", vote_eur=40, budget="Eau"),
    ]
    ecrits = {un.titre: un.valeur for un in reperes(indicateurs(seulement_vote), {})}
    assert set(ecrits.values()) == {"donnée absente"}
    phrases = " ".join(manques(indicateurs(seulement_vote), 2024))
    assert "réalisé de 2024 n'est pas encore importé" in phrases
    assert "L'encours de dette n'est donné par aucun document" in phrases
    assert "100\u00a0% des dépenses réelles n'ont ni politique ni fonction" in phrases


def test_les_ratios_se_disent_sur_cent_euros() -> None:
    assert typographier(en_clair(indicateurs())) == (
        "Sur 100\u00a0€ prévus, 79\u00a0€ de dépenses réelles. Sur 100\u00a0€ de recettes courantes, "
        "il reste 43\u00a0€ une fois payées les dépenses courantes."
    )
    deficit = [ligne("depense", "64111", 900, 900), ligne("recette", "73111", 600, 600)]
    assert typographier(en_clair(indicateurs(deficit))).endswith(
        "Pour 100\u00a0€ de recettes courantes, 150\u00a0€ de dépenses courantes."
    )
    assert en_clair(execution.calculer(donnees(LIGNES), 2019)) == ""


def test_un_territoire_bien_renseigne_n_a_aucun_manque() -> None:
    completes = [
        ligne("depense", "64111", 600, 500, politique="Culture"),
        ligne("recette", "73111", 900, 900, politique="Culture"),
        ligne("depense", "2313", 10, 20, politique="Voirie"),
    ]
    assert manques(indicateurs(completes, 1000), 2024) == []
    annexe = [*completes, ligne("depense", "60612", 40, 50, budget="Eau")]
    assert manques(indicateurs(annexe, 1000), 2024) == [
        "1\u00a0budget annexe n'est pas ajouté au principal : Eau (40\u00a0€ de fonctionnement)."
    ]
