"""Un compte plus court que les motifs du périmètre n'en est pas exclu : on ne sait pas, et cela se dit partout."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from fabrique_budget_vert import donnees, ligne

from core.acces import ACCES_LOCAL
from core.commandes.principale import principal
from core.documents.budget_vert.annexe import Annexe, etablir
from core.donnees.apercu import OptionsImport
from core.donnees.entrepot import Entrepot
from core.donnees.importation import importer, previsualiser
from core.dossier import Dossier, ouvrir
from core.figures.budget_vert import vues
from core.figures.budget_vert.lecture import Laisse, Raison, laisses_de_cote
from core.figures.budget_vert.panneau import et_alors
from core.figures.budget_vert.phrases_laisses import COMPTE_ENTIER, note_laissee
from core.figures.vue import Vue
from core.methodes import budget_vert
from core.modele import Territoire
from core.resultat import lire, valeur

ECOLE = ligne("21312", "1000.00", "École")
COURT = ligne("213", "500000.00", "Constructions")
VUES = get_args(vues.Adresse.model_fields["vue"].annotation)
ESSAI = Territoire(id="essai", nom="Essai", type="commune", population=100)
type_lignes = list[dict[str, object]]


def dossier(lignes: type_lignes, exercice: int = 2024) -> Dossier:
    return ouvrir(ESSAI, exercice, (exercice,), donnees([une | {"exercice": exercice} for une in lignes]))


def vue_de(lignes: type_lignes, vue: str, perimetre: str = "annexe") -> Vue:
    return vues.composer(vues.Adresse.model_validate({"vue": vue, "perimetre": perimetre}), dossier(lignes))


def document(lignes: type_lignes) -> Annexe:
    return etablir(donnees(lignes), 2024, "Essai")


def sort(nature: str | None, exercice: int) -> str:
    """Où tombe une dépense d'investissement de ce compte : « dedans », « dehors » ou « inconnu »."""
    une = budget_vert.detail(
        donnees([ligne(str(nature), "1.00") | {"nature": nature, "exercice": exercice}]), exercice
    ).row(0, named=True)
    assert not (une["dans_annexe"] and une["trop_court"]), "jamais compté et laissé de côté à la fois"
    return "dedans" if une["dans_annexe"] else "inconnu" if une["trop_court"] else "dehors"


def simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


@pytest.mark.parametrize(
    ("nature", "exercice", "attendu"),
    [
        ("2", 2024, "inconnu"),
        ("21", 2024, "inconnu"),
        ("213", 2024, "inconnu"),
        ("2131", 2024, "inconnu"),
        ("2182", 2024, "inconnu"),
        (None, 2024, "inconnu"),
        ("21312", 2024, "dedans"),
        ("2151", 2024, "dedans"),
        ("21511", 2024, "dedans"),
        ("2188", 2024, "dehors"),
        ("204", 2024, "dehors"),
        ("1641", 2024, "dehors"),
        ("16", 2025, "inconnu"),
        ("167", 2025, "inconnu"),
        ("16", 2023, "inconnu"),
        ("164", 2025, "dehors"),
        ("165", 2025, "dehors"),
        ("1675", 2025, "dedans"),
        ("213", 2025, "dedans"),
        (None, 2025, "inconnu"),
    ],
)
def test_le_sort_d_un_compte_n_est_dit_que_s_il_est_sur(nature: str | None, exercice: int, attendu: str) -> None:
    assert sort(nature, exercice) == attendu


@pytest.mark.parametrize("exercice", [2023, 2024, 2025, 2027])
def test_un_debut_de_compte_n_est_jamais_plus_sur_que_ses_suites(exercice: int) -> None:
    """Tout début d'un motif dont une suite a un autre sort est inconnu : la règle, sur tous les motifs livrés."""
    motifs = budget_vert.perimetre_annexe({}, exercice).comptes["motif_nature"].str.strip_suffix("*").to_list()
    debuts = sorted({motif[:longueur] for motif in motifs for longueur in range(1, len(motif) + 1)})
    sorts = {debut: sort(debut, exercice) for debut in debuts}
    for debut, dit in sorts.items():
        suites = {sorts[autre] for autre in debuts if autre.startswith(debut) and autre != debut}
        assert dit == "inconnu" or not suites - {dit}, debut


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("lignes", [[COURT], [ECOLE, COURT]])
def test_chaque_vue_dit_le_compte_et_le_montant_laisses_de_cote(lignes: type_lignes, vue: str) -> None:
    lue = vue_de(lignes, vue)
    dit = simple(f"{lue.message} {lue.sous_titre} {lue.alt}")
    euros = "(500 k€ en 2024)" if vue == "evolution" else "500 k€ en 1 ligne"
    assert (
        f"laissé de côté, compte trop court pour savoir : principal, compte 213{'' if vue == 'evolution' else ','}"
        in dit
    )
    assert euros in dit and "tous exacts" not in dit
    if len(lignes) == 1:
        assert "n'entre" not in dit and "absent" not in dit
    montants = lire(lue.indicateurs, "comptes_trop_courts").select("poste", "valeur").rows()
    assert montants == [("principal", 500000.0)], "les euros du sous-titre mènent à leurs lignes"
    assert lire(lue.indicateurs, "comptes_trop_courts")["origine"].null_count() == 0


def test_l_annexe_ne_dit_ni_qu_il_n_y_a_rien_ni_que_tout_est_exact() -> None:
    seul = document([COURT])
    assert seul.vide and seul.juste is None
    assert seul.sans_classeur == f"On ne sait pas s'il y a quelque chose à annexer cet exercice. {COMPTE_ENTIER}"
    assert simple(vue_de([COURT], "annexe").message) == (
        "On ne sait pas ce qui entre dans l'annexe 2024 : comptes trop courts pour principal (500 k€)"
    )
    lue = document([ECOLE, COURT])
    notes = dict(lue.notes.iter_rows())
    assert simple(notes["Budgets laissés de côté"]) == (
        "principal (500 000 €, 1 ligne) : compte 213, trop court, on ne sait donc pas si la dépense entre dans "
        "l'annexe. " + COMPTE_ENTIER
    )
    controle = lue.controles.filter(constat="laissé de côté").row(0, named=True)
    assert controle["mandate"] == 500000 and controle["exact"] is None and "213" in controle["libelle_compte"]
    assert "contrôles : exacts, hors ce qui est laissé de côté" in simple(vue_de([ECOLE, COURT], "annexe").sous_titre)
    assert COMPTE_ENTIER in et_alors(vues.Adresse.model_validate({"perimetre": "annexe"}), dossier([COURT])).laisses


def test_un_compte_entier_ne_laisse_rien_de_cote_et_les_deux_raisons_se_disent_ensemble() -> None:
    indicateurs = budget_vert.calculer(donnees([ECOLE, ligne("2188", "9.00")]), 2024)
    assert laisses_de_cote(indicateurs) == ()
    assert dict(document([ECOLE]).notes.iter_rows())["Budgets laissés de côté"] == "Aucun."
    assert "contrôles : tous exacts" in simple(vue_de([ECOLE], "annexe").sous_titre)
    eau = ligne("2151", "400.00", budget="Eau", nomenclature=None)
    lus = laisses_de_cote(budget_vert.calculer(donnees([ECOLE, eau, COURT, ligne("21", None)]), 2024))
    assert lus == (
        Laisse("Eau", 400.0, 1),
        Laisse("principal", 500000.0, 2, raison=Raison.COURTE, comptes=("21", "213")),
    )
    titre = simple(vue_de([eau, COURT, ligne("2188", "1.00", nomenclature="M57")], "annexe").message)
    assert titre.endswith("nomenclature non déclarée pour Eau (400 €) ; comptes trop courts pour principal (500 k€)")


def test_les_comptes_nommes_sont_bornes_et_une_depense_sans_compte_se_dit() -> None:
    nombreux = Laisse("principal", 1.0, 5, raison=Raison.COURTE, comptes=("20", "21", "213", "23", "231"))
    assert "comptes 20, 21, 213 et 2 autres" in simple(note_laissee(nombreux))
    assert "sans compte, on ne sait donc pas" in note_laissee(Laisse("p", 1.0, 1, raison=Raison.COURTE))


def test_un_budget_hors_de_la_nomenclature_regardee_n_est_pas_trop_court() -> None:
    assert laisses_de_cote(budget_vert.calculer(donnees([COURT | {"nomenclature": "M49"}]), 2024)) == ()


@pytest.mark.parametrize("vue", ["classes", "politiques", "axes", "evolution"])
def test_le_budget_dit_ce_qu_il_ote_et_se_retrouve_avec_l_ecran_budget(vue: str) -> None:
    """1 000 d'école + 60 d'intérêts + 40 de dette + 10 reversés + 5 au compte 65, d'où 65888 est ôté : 1 005 lus,
    110 ôtés, 5 incertains ; 1 005 + 110 = 1 115, toutes les dépenses réelles."""
    section = {"section": "fonctionnement", "chapitre": None}
    lignes = [
        ECOLE,
        ligne("1641", "40.00"),
        ligne("66111", "60.00", **section),
        ligne("739211", "10.00", **section),
        ligne("65", "5.00", **section),
    ]
    indicateurs = budget_vert.calculer(donnees(lignes), 2024)
    lus = [valeur(indicateurs, "depenses", perimetre="budget"), valeur(indicateurs, "hors_perimetre")]
    assert lus == [1005, 110] and valeur(indicateurs, "comptes_imprecis") == 5
    total = budget_vert.detail(donnees(lignes), 2024)["montant_eur"].sum()
    assert total == Decimal(1115)
    lue = vue_de(lignes, vue, "budget")
    dit = simple(lue.sous_titre)
    assert "Budget hors dette et reversements" in dit
    assert "sans 110 € de dette, d'intérêts et de reversements" in dit
    assert "dont 5 € au compte trop court pour savoir s'il y en a" in dit
    montres = lue.indicateurs.filter(pl.col("indicateur").is_in(["hors_perimetre", "comptes_imprecis"]))
    assert sorted(montres["valeur"]) == [5, 110]


def test_la_commande_dit_ce_qu_elle_laisse_de_cote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, fichier = tmp_path / "base.duckdb", tmp_path / "budget.csv"
    entrepot = Entrepot.ouvrir(base)
    entetes = "exercice;etape;budget;section;sens;mouvement;nature;nomenclature;realise_eur"
    debut = "2024;CA;principal;investissement;depense;reel"
    fichier.write_text(f"{entetes}\n{debut};21312;M57;250000\n{debut};213;M57;500000\n", encoding="utf-8")
    entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id="essai", nom="Essai", type="commune"))
    options = OptionsImport()
    importer(entrepot, ACCES_LOCAL, previsualiser(entrepot, ACCES_LOCAL, "essai", fichier, fichier.name, options))
    entrepot.fermer()
    sortie = ["-o", str(tmp_path / "annexe.xlsx"), "--territoire", "essai"]
    assert principal(["--base", str(base), "annexe", "--exercice", "2024", *sortie]) == 0
    dit = simple(capsys.readouterr().out)
    assert "250 000 € analysés" in dit and "contrôles exacts, hors ce qui est laissé de côté" in dit
    assert "compte trop court pour savoir : principal, compte 213, 500 k€ en 1 ligne" in dit
