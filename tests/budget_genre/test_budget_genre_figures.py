"""Les vues de l'égalité : calculées à la main, complètes, muettes quand il faut se taire."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest
from fabrique_budget_genre_vues import Public, donnees, ecrit, vues
from hypothesis import given, settings
from hypothesis import strategies as st

from core.figures.budget_genre.lecture import activites_de, lire
from core.figures.budget_genre.panneau import manques, rubriques
from core.figures.budget_genre.vues import vue_classes
from core.figures.vue import Vue
from core.methodes import budget_genre
from core.resultat import SCHEMA_INDICATEURS

MONTANTS = {"Stade": "90000.00", "Musique": "10000.00", "Lecture": "5000.00", "Siège": "20000.00"}
PUBLICS: tuple[Public, ...] = (
    ("Stade", 100, 300, 2000, 2000),
    ("Musique", 60, 40, 500, 500),
    ("Lecture", None, None, None, None),
)
CLASSES = {"Siège": "neutre", "Lecture": "favorable"}


def vue(nom: str, montants: dict[str, str] = MONTANTS, publics: Sequence[Public] = PUBLICS) -> Vue:
    return vues(donnees(montants, publics, CLASSES))[nom]


def notes(une: Vue) -> str:
    assert not isinstance(une.figure, str)
    return " ".join(str(note.text) for note in une.figure.layout.annotations)


def ligne_de(une: Vue, activite: str) -> dict[str, object]:
    return next(ligne for ligne in une.tableau.iter_rows(named=True) if ligne["Activité"] == activite)


def test_les_trois_classes_portent_leur_nom_et_leurs_euros() -> None:
    une = vue("classes")
    assert not isinstance(une.figure, str)
    assert {trace.name: trace.x[0] for trace in une.figure.data} == {
        "Favorable à l'égalité": 5000.0,
        "Susceptible d'avoir un impact": 100_000.0,
        "Neutre": 20_000.0,
        "Non coté": 0.0,
    }
    assert une.message == (
        "100\u00a0k€ peuvent avoir un impact sur l’égalité en 2024\u00a0; le public est compté par sexe pour 100\u00a0%"
    )
    assert "coté à 100\u00a0%" in une.sous_titre and "documenté par sexe à 100\u00a0%" in une.sous_titre
    assert "80\u00a0%" in notes(une), "les euros d'abord, le pourcentage à côté"


def test_le_taux_de_documentation_est_un_rapport_d_euros() -> None:
    assert "le public est compté par sexe pour 10\u00a0%" in vue("classes", publics=PUBLICS[1:]).message


def test_le_benefice_et_l_ecart_a_la_parite_calcules_a_la_main() -> None:
    """Stade : 100 / 400 = 25 % de femmes pour 50 % visées, soit 25 points de moins ; 22 500 € et 67 500 €."""
    une = vue("benefice")
    assert une.message.startswith("Stade\u00a0: les femmes reçoivent 25 points de moins que leur part du public visé")
    stade = ligne_de(une, "Stade")
    assert (stade["Usagères"], stade["Usagers"]) == (100, 300)
    assert [stade[nom] for nom in ("Femmes (%)", "Femmes visées (%)", "Écart (points)")] == pytest.approx([25, 50, -25])
    assert (stade["Pour les femmes (€)"], stade["Pour les hommes (€)"]) == (22_500.0, 67_500.0)
    assert not isinstance(une.figure, str)
    longueurs = {
        (trace.name, trace.customdata[0][0]): trace.x[0] for trace in une.figure.data if trace.customdata is not None
    }
    assert longueurs["Femmes", "Stade"] == 0.25 and longueurs["Hommes", "Stade"] == -0.75
    traits = {forme.x0 for forme in une.figure.layout.shapes if forme.line.width == 3}
    assert traits == {0.5, -0.5}


def test_les_euros_par_personne_visee_calcules_a_la_main() -> None:
    """Stade : 22 500 € ÷ 2 000 femmes = 11,25 € ; 67 500 € ÷ 2 000 hommes = 33,75 €."""
    une = vue("personne")
    assert une.message == "Stade\u00a0: 11\u00a0€ par femme visée, 34\u00a0€ par homme en 2024, le plus grand écart"
    assert not isinstance(une.figure, str)
    barres = [
        trace.x[0] for trace in une.figure.data if trace.customdata is not None and trace.customdata[0][0] == "Stade"
    ]
    assert barres == [11.25, 33.75] and une.figure.layout.xaxis.range[0] == 0


def test_une_activite_sans_public_compte_est_hachuree_et_dit_pourquoi() -> None:
    for nom in ("benefice", "personne"):
        une = vue(nom)
        assert not isinstance(une.figure, str)
        absentes = [trace for trace in une.figure.data if trace.name == "absent"]
        assert len(absentes) == 1 and absentes[0].marker.pattern.shape == "/"
        assert "données par sexe absentes" in notes(une)
        lecture = ligne_de(une, "Lecture")
        assert lecture["Usagères"] is None and lecture["Femmes (%)"] is None, "absent n'est pas zéro"


def test_un_petit_groupe_se_tait_et_le_dit() -> None:
    publics: list[Public] = [*PUBLICS[1:], ("Stade", 10, 300, 1000, 1000)]
    une = vue("benefice", publics=publics)
    assert "moins de 11 personnes" in notes(une) and "Stade" in notes(une)
    stade = ligne_de(une, "Stade")
    assert all(stade[nom] is None for nom in stade if nom not in ("Activité", "Montant (€)", "Ce qui manque"))
    assert "Musique" in une.message, "le plus grand écart se cherche parmi ce qui se montre"


petit = st.integers(1, 10)
grand = st.integers(0, 5000)


@settings(max_examples=25, deadline=None)
@given(st.tuples(petit, grand, grand, grand), st.tuples(grand, petit, grand, grand), st.booleans())
def test_rien_ne_permet_de_retrouver_un_groupe_cache(
    avant: tuple[int, int, int, int], apres: tuple[int, int, int, int], seule: bool
) -> None:
    """Changer ce qui est caché ne change rien de ce qui se lit, se survole, se télécharge ou s'additionne."""
    autres = [] if seule else list(PUBLICS[1:])
    montants = {"Stade": "90000.00"} if seule else MONTANTS
    lus = [donnees(montants, [("Stade", *groupe), *autres], CLASSES) for groupe in (avant, apres)]
    assert budget_genre.calculer(lus[0], 2024).equals(budget_genre.calculer(lus[1], 2024))
    assert budget_genre.activites(lus[0], 2024).equals(budget_genre.activites(lus[1], 2024))
    premieres, secondes = (vues(lues) for lues in lus)
    for nom, une in premieres.items():
        assert ecrit(une) == ecrit(secondes[nom]), nom


def test_une_cible_trop_petite_se_tait_sans_cacher_les_usagers() -> None:
    stades: list[Sequence[Public]] = [[("Stade", 100, 300, visees, 1000)] for visees in (3, 9)]
    avant, apres = (vues(donnees({"Stade": "90000.00"}, publics))["benefice"] for publics in stades)
    assert ecrit(avant) == ecrit(apres)
    stade = avant.tableau.row(0, named=True)
    assert stade["Femmes (%)"] == 25 and stade["Femmes visées (%)"] is None and stade["Écart (points)"] is None
    assert avant.indicateurs.height and "publics" not in " ".join(avant.indicateurs["origine"].drop_nulls()), (
        "ouvrir la ligne du fichier montrerait la petite cible"
    )


def test_le_panneau_dit_l_ensemble_et_ce_qui_manque() -> None:
    tables = donnees(
        MONTANTS, [("Stade", 100, 300, 1000, 1000), ("Musique", 4, 40, 500, 500)], CLASSES | {"Siège": "non_cote"}
    )
    indicateurs = budget_genre.calculer(tables, 2024)
    lue, activites = lire(indicateurs, 2024), activites_de(budget_genre.activites(tables, 2024))
    dits = dict(rubriques(indicateurs, lue))
    assert (
        dits["À qui profite ce qui est documenté"]
        == "25\u00a0% aux femmes, pour 50\u00a0% de femmes dans le public visé."
    )
    assert dits["Euros par personne touchée"] == "225\u00a0€ par femme, 225\u00a0€ par homme."
    assert dits["Favorable à l'égalité"] == "5\u202f000\u00a0€, 4,8\u00a0% de ce qui est coté."
    absences = manques(indicateurs, lue, activites)
    assert absences[0] == "20\u202f000\u00a0€ sans cotation, 16\u00a0% du total."
    assert "1\u00a0activité cachée : moins de 11 personnes." in absences


@pytest.mark.parametrize(
    ("classes", "attendu"),
    [
        (dict.fromkeys(MONTANTS, "non_cote"), "Rien n’est encore lu sous l’angle de l’égalité"),
        (dict.fromkeys(MONTANTS, "neutre"), "Tout ce qui est coté en 2024 est neutre pour l’égalité"),
    ],
)
def test_le_titre_dit_ce_qui_empeche(classes: dict[str, str], attendu: str) -> None:
    trois = vues(donnees(MONTANTS, (), classes))
    assert trois["classes"].message.startswith(attendu)
    assert trois["benefice"].message == "Aucune activité de 2024 ne dit encore qui elle touche, femmes et hommes"
    assert "un public manque" in trois["personne"].message


def test_chaque_vue_porte_tout_ce_qu_il_faut_pour_la_lire() -> None:
    for une in vues(donnees(MONTANTS, PUBLICS, CLASSES)).values():
        assert une.lire and une.alt.startswith(une.message) and "moins de 11" in une.masque
        assert une.tableau.height and une.indicateurs["origine"].null_count() == 0


def test_sans_aucune_ligne_ni_table_ni_figure_ni_texte_ne_disent_zero() -> None:
    """Rien n'est renseigné : ce n'est pas 0 € dans chaque classe."""
    vide = pl.DataFrame(schema=SCHEMA_INDICATEURS)
    vue = vue_classes(lire(vide, 2019), vide)
    assert vue.tableau.is_empty() and vue.indicateurs.is_empty()
    assert vue.alt == f"{vue.message}." and "n’est renseignée" in vue.message and "0" not in vue.alt.replace("2019", "")
    assert [trace.name for trace in vue.figure.data] == ["donnée absente"]
