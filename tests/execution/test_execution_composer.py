"""La vue du budget est une fonction de l'adresse et du dossier : ses choix, le jour, les seuils, et d'où viennent ses
chiffres."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from fabrique_execution import donnees, ligne

from core.dossier import Dossier, ouvrir
from core.figures.execution.panneau import choisi, lignes_du_poste, panneau
from core.figures.execution.vues import Adresse, composer
from core.methodes import execution
from core.modele import Territoire
from core.references import cle, reference

LIGNES = [
    ligne("depense", "64111", 600, 500, politique="Culture"),
    ligne("depense", "64111", 40, 50, politique="Culture/Sports"),
    ligne("depense", "6288", 0, 80, politique="Eau"),
    ligne("recette", "73111", 1500, 1400),
    ligne("depense", "64111", 500, 500, exercice=2023),
    ligne("recette", "73111", None, 900, exercice=2023),
]


def dossier(lignes: list[dict[str, object]] | None = None, population: int | None = 100) -> Dossier:
    territoire = Territoire(id="essai", nom="Essai", type="commune", population=population)
    return ouvrir(territoire, 2024, (2023, 2024), donnees(LIGNES if lignes is None else lignes))


def test_un_code_qui_porte_une_barre_oblique_est_un_poste_comme_un_autre() -> None:
    vue = composer(Adresse(selection="Culture/Sports"), dossier())
    realises = dict(vue.tableau.select("Politique", "Réalisé (€)").iter_rows())
    assert (realises["Culture"], realises["Culture/Sports"]) == (600.0, 40.0)
    lu = choisi(Adresse(selection="Culture/Sports"), dossier())
    assert lu is not None and lu.poste == "Culture/Sports" and '"Culture/Sports"' in (lu.origine or "")


def test_les_chiffres_d_ou_l_on_vient_sont_ceux_des_barres_zero_compris() -> None:
    vue = composer(Adresse(), dossier())
    eau = vue.indicateurs.filter(pl.col("poste") == "Eau")
    assert dict(eau.select("nature", "valeur").iter_rows()) == {"prevu": 80.0, "realise": 0.0}


def test_l_epargne_mene_aux_lignes_de_chaque_exercice_celui_que_l_on_regarde_d_abord() -> None:
    vue = composer(Adresse(vue="epargne"), dossier())
    assert vue.indicateurs["exercice"].unique(maintain_order=True).to_list() == [2024, 2023]
    brutes = vue.indicateurs.filter(pl.col("indicateur") == "epargne_brute")
    # En 2023 le réalisé des recettes manque : la barre dessinée est la prévue, et elle seule.
    assert sorted(brutes.select("exercice", "nature", "valeur").iter_rows()) == [
        (2023, "prevu", 400.0),
        (2024, "realise", 860.0),
    ]


def test_le_jour_ou_l_on_regarde_dit_quels_reperes_sont_a_verifier() -> None:
    un = dossier()
    seuils = {cle("seuils_financiers"): reference("seuils_financiers").with_columns(source=pl.lit("dgcl_ratios"))}
    un = replace(un, tables={**un.tables, **seuils})

    def notes(jour: date) -> str:
        figure = composer(Adresse(vue="epargne"), replace(un, jour=jour)).figure
        assert not isinstance(figure, str)
        return " ".join(note.text for note in figure.layout.annotations)

    assert "à vérifier" not in notes(date(1990, 1, 1))
    assert "à vérifier" in notes(date(2100, 1, 1))


def test_un_seuil_remplace_change_la_figure() -> None:
    un = dossier()
    autre = reference("seuils_financiers").with_columns(valeur=pl.lit("0.5"), libelle=pl.lit("un autre repère"))
    figure = composer(Adresse(vue="epargne"), replace(un, tables={**un.tables, cle("seuils_financiers"): autre})).figure
    assert not isinstance(figure, str)
    assert "un autre repère" in [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize(
    ("demande", "cle_de_vue"),
    [
        (Adresse(), "budget_depenses_par_politique"),
        (Adresse(vue="chapitres"), "budget_depenses_fonctionnement_par_chapitre"),
        (Adresse(vue="chapitres", section="investissement"), "budget_depenses_investissement_par_chapitre"),
        (Adresse(sens="recette", section="fonctionnement"), "budget_recettes_fonctionnement_par_politique"),
        (Adresse(vue="epargne", selection="Culture"), "budget_epargne"),
    ],
)
def test_l_adresse_compose_sa_vue(demande: Adresse, cle_de_vue: str) -> None:
    assert composer(demande, dossier()).cle == cle_de_vue


def test_sans_population_par_habitant_reste_en_euros() -> None:
    assert "€/hab." in composer(Adresse(unite="habitant"), dossier()).message
    assert "€/hab." not in composer(Adresse(unite="habitant"), dossier(population=None)).message


def test_une_adresse_forgee_est_refusee_avec_des_mots() -> None:
    lue, refus = Adresse.lire({"vue": "??", "sens": "recette", "selection": "x" * 300, "autre": "1"})
    assert (lue.vue, lue.sens, lue.selection) == ("politiques", "recette", "")
    assert len(refus) == 2 and "« vue » n'existe pas ici" in refus[1] and "??" not in refus[1]


def test_le_panneau_dit_les_reperes_et_les_lignes_choisies_vont_de_la_plus_grande_a_la_plus_petite() -> None:
    lus = panneau(dossier())
    assert len(lus.reperes) == 6 and lus.clair.startswith("Sur 100")
    tables = donnees(LIGNES)["lignes_budgetaires"].with_columns(cellule=pl.lit("A1"))
    fichiers, lignes = lignes_du_poste(tables.filter(pl.col("exercice") == 2024))
    assert "essai.xlsx" in fichiers
    assert lignes["Réalisé (€)"].cast(pl.Float64).to_list() == [1500.0, 600.0, 40.0, 0.0]


def test_ce_que_rend_la_methode_est_declare() -> None:
    rendus = set(execution.calculer(donnees(LIGNES), 2024)["indicateur"])
    assert rendus <= {un.nom for un in execution.INDICATEURS}
    assert len({un.nom for un in execution.INDICATEURS}) == len(execution.INDICATEURS)
