"""Une nomenclature écrite autrement, écrite sans être reconnue, ou tue partout : comptée, ou laissée de côté et dite
partout."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import get_args

import polars as pl
import pytest
from fabrique_budget_vert import donnees, ligne

from core.acces import ACCES_LOCAL
from core.commandes.principale import principal
from core.documents.budget_vert.annexe import Annexe, etablir
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from core.dossier import Dossier, ouvrir
from core.figures.budget_vert import vues
from core.figures.budget_vert.lecture import Laisse, Raison, laisses_de_cote
from core.figures.budget_vert.panneau import ailleurs, et_alors
from core.figures.budget_vert.phrases_laisses import QUE_FAIRE, de_cote, inconnu, note_laissee
from core.figures.vue import Vue
from core.methodes import budget_vert
from core.modele import Nature, Territoire
from core.resultat import lire, valeur

ECOLE = ligne("21312", "1000.00", "École")
EAU = ligne("2151", "400.00", "Réseau", budget="Eau")
ESSAI = Territoire(id="essai", nom="Essai", type="commune", population=100)
type_lignes = list[dict[str, object]]


def dossier(lignes: type_lignes) -> Dossier:
    return ouvrir(ESSAI, 2024, (2024,), donnees(lignes))


def annexe(lignes: type_lignes) -> float | None:
    return valeur(budget_vert.calculer(donnees(lignes), 2024), "depenses", perimetre="annexe")


def laisses(lignes: type_lignes) -> tuple[Laisse, ...]:
    return laisses_de_cote(budget_vert.calculer(donnees(lignes), 2024))


def vue_de(lignes: type_lignes, vue: str) -> Vue:
    return vues.composer(vues.Adresse.model_validate({"vue": vue, "perimetre": "annexe"}), dossier(lignes))


def document(lignes: type_lignes) -> Annexe:
    return etablir(donnees(lignes), 2024, "Essai")


def simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")


def test_les_vues_essayees_sont_toutes_celles_de_l_adresse() -> None:
    assert set(vues.VUES) == set(get_args(vues.Adresse.model_fields["vue"].annotation))


@pytest.mark.parametrize("ecrite", ["M57", "M 57", "M.57", "m57", " M57", "M57 développée", "M-57", "Nomenclature M57"])
def test_le_budget_principal_entre_dans_l_annexe_comme_que_s_ecrive_la_m57(ecrite: str) -> None:
    lignes = [ECOLE | {"nomenclature": ecrite}]
    assert annexe(lignes) == 1000 and laisses(lignes) == ()


def test_les_chapitres_et_les_politiques_se_nomment_comme_que_s_ecrive_la_m57() -> None:
    classees = {"fonction": "020", "chapitre": "21"}
    lues = [
        budget_vert.detail(donnees([ECOLE | classees | {"nomenclature": dite}]), 2024)
        for dite in ("M57", "Nomenclature M. 57", "plan de la ville")
    ]
    noms = [lue.select("poste_chapitre", "politique").row(0) for lue in lues]
    assert noms[0] == noms[1] and str(noms[0][0]).startswith("21 Immobilisations")
    assert noms[2] == ("21", "Politique non renseignée"), "d'un texte que l'on ne reconnaît pas, rien n'est déduit"


def test_deux_ecritures_de_la_meme_nomenclature_sont_unanimes() -> None:
    """L'école est en « M57 » et en « m. 57 » : la ligne qui se tait est donc de la même. 1000 + 30 + 7."""
    autre, muette = (
        ECOLE | {"libelle": nom, "realise_eur": Decimal(montant), "nomenclature": dite}
        for nom, montant, dite in (("Crèche", "30.00", "m. 57"), ("Stade", "7.00", None))
    )
    assert annexe([ECOLE, autre, muette]) == 1037
    assert laisses([ECOLE, autre | {"nomenclature": "plan de la ville"}, muette]) == (
        Laisse("principal", 37.0, 2, Nature.REALISE, ("plan de la ville",), Raison.ILLISIBLE),
    ), "un texte que l'on ne comprend pas n'est pas de cet avis : ce qui se tait ne se déduit plus"


@pytest.mark.parametrize("connue", ["M49", "M 49", "m.4", "M41", "M-22", "Nomenclature M57 abrégée", "M4-M49_A"])
def test_une_nomenclature_connue_que_l_annexe_ne_regarde_pas_reste_dehors_sans_question(connue: str) -> None:
    regardee = "57" in connue
    lue = document([ECOLE, EAU | {"nomenclature": connue}])
    assert laisses([ECOLE, EAU | {"nomenclature": connue}]) == () and lue.laisses == ()
    dite = dict(lue.notes.iter_rows())["Budgets laissés de côté"]
    assert simple(dite) == ("Aucun." if regardee else f"Eau (400 € : hors du périmètre, nomenclature {connue}).")
    assert annexe([ECOLE, EAU | {"nomenclature": connue}]) == (1400 if regardee else 1000)


ILLISIBLE = [ECOLE, EAU | {"nomenclature": "plan de l'eau"}, EAU | {"nomenclature": None, "libelle": "Vannes"}]
MUETS = [ECOLE | {"budget": "Ville", "nomenclature": None}, EAU | {"nomenclature": None}]
PREVU = [ECOLE, EAU | {"nomenclature": None, "etape": "BP", "realise_eur": None, "vote_eur": Decimal("70.00")}]


@pytest.mark.parametrize("vue", vues.VUES)
def test_chaque_vue_cite_le_texte_que_l_on_ne_reconnait_pas(vue: str) -> None:
    dit = simple(vue_de(ILLISIBLE, vue).sous_titre)
    euros = "(800 € en 2024)" if vue == "evolution" else "800 € en 2 lignes"
    assert "laissé de côté, nomenclature non reconnue : Eau, « plan de l'eau »" in dit and euros in dit
    assert "non déclarée" not in dit


def test_le_panneau_les_notes_et_les_controles_citent_aussi_le_texte() -> None:
    alors = simple(et_alors(vues.Adresse.model_validate({"perimetre": "annexe"}), dossier(ILLISIBLE)).laisses)
    assert alors.startswith("Eau, « plan de l'eau », 800 € en 2 lignes. ") and QUE_FAIRE in alors
    titre, texte = ailleurs(dossier(ILLISIBLE))[0]
    assert titre == "Laissé de côté" and simple(texte) == alors
    assert ailleurs(dossier([ECOLE]))[0][0] != "Laissé de côté"
    lue = document(ILLISIBLE)
    note = simple(dict(lue.notes.iter_rows())["Budgets laissés de côté"])
    assert note.startswith("Eau (800 €, 2 lignes) : sa nomenclature, « plan de l'eau », n'est pas reconnue, on ne sait")
    controle = lue.controles.filter(constat="laissé de côté").row(0, named=True)
    assert "« plan de l'eau »" in controle["libelle_compte"] and controle["mandate"] == 800
    assert lue.juste is True, "l'école, elle, est contrôlée"


@pytest.mark.parametrize("vue", vues.VUES)
def test_quand_rien_n_est_dit_aucune_vue_n_affirme_que_rien_n_entre(vue: str) -> None:
    lue = vue_de(MUETS, vue)
    dits = simple(f"{lue.message} {lue.sous_titre} {lue.alt}")
    assert "n'entre" not in dits and "tous exacts" not in dits and "absent" not in dits
    if vue not in {"evolution", "comparaison"}:
        assert simple(lue.message) == (
            "On ne sait pas ce qui entre dans l'annexe 2024 : nomenclature non déclarée pour Eau (400 €) et Ville "
            "(1 000 €)"
        )
    if vue in {"classes", "annexe"}:
        montants = lire(lue.indicateurs, "sans_nomenclature").select("poste", "valeur").rows()
        assert montants == [("Eau", 400.0), ("Ville", 1000.0)], "les euros du titre mènent à leurs lignes"
    if vue in {"classes", "politiques", "annexe"}:
        textes = " ".join(str(une.text) for une in lue.figure.layout.annotations)
        assert "on ne sait pas ce qui y entre" in simple(textes) and "aucune dépense" not in textes
    if vue == "evolution":
        assert "2024 : inconnu" in dits


def test_deux_budgets_qui_pourraient_etre_le_principal_ne_font_deviner_aucune_nomenclature() -> None:
    deux = [
        ECOLE | {"budget": "Budget principal", "nomenclature": None},
        ECOLE | {"budget": "Principal annulé", "nomenclature": None, "realise_eur": Decimal("5.00")},
    ]
    assert annexe(deux) is None
    assert simple(inconnu(laisses(deux), 2024)).endswith("Budget principal (1 000 €) et Principal annulé (5 €)")


def test_les_controles_ne_sont_pas_exacts_quand_rien_n_est_controle() -> None:
    lue = document(MUETS)
    assert lue.vide and lue.juste is None and "aucun compte à contrôler" in vue_de(MUETS, "annexe").sous_titre
    assert lue.sans_classeur.startswith("On ne sait pas s'il y a quelque chose à annexer")
    assert document([ligne("1641", "9.00")]).sans_classeur.startswith("Il n'y a rien à annexer")
    notes = dict(lue.notes.iter_rows())
    assert (
        notes["Budgets compris"].startswith("Aucun, à ce que l'on sait") and "Ville" in notes["Budgets laissés de côté"]
    )


@pytest.mark.parametrize("vue", vues.VUES)
def test_un_budget_muet_seulement_prevu_se_dit_quand_le_principal_est_realise(vue: str) -> None:
    dit = simple(vue_de(PREVU, vue).sous_titre)
    euros = "Eau (70 € prévus en 2024)" if vue == "evolution" else "Eau, 70 € prévus en 1 ligne"
    assert f"laissé de côté, nomenclature non déclarée : {euros}" in dit


def test_un_montant_prevu_n_est_pas_dit_mandate() -> None:
    lue = document(PREVU)
    assert simple(dict(lue.notes.iter_rows())["Budgets laissés de côté"]).startswith("Eau (70 € prévus, 1 ligne) :")
    controle = lue.controles.filter(constat="laissé de côté").row(0, named=True)
    assert controle["mandate"] is None and "70\u00a0€ prévus" in controle["libelle_compte"]


def test_un_montant_inconnu_n_est_pas_zero() -> None:
    dette, reseau = ligne("1641", "9.00", budget="Eau", nomenclature=None), EAU | {"nomenclature": None}
    assert laisses([ECOLE, dette, reseau | {"realise_eur": None}]) == (Laisse("Eau", None, 1),)
    sans = Laisse("Eau", None, 2)
    assert simple(de_cote((sans,))[0]).endswith("Eau, montant inconnu en 2 lignes")
    assert simple(note_laissee(sans)).startswith("Eau (montant inconnu, 2 lignes)")


def test_le_titre_nomme_trois_budgets_et_compte_les_autres() -> None:
    lus = tuple(Laisse(nom, 10.0, 1) for nom in ("A", "B", "C", "D", "E"))
    assert simple(inconnu(lus, 2024)).endswith("pour A (10 €), B (10 €), C (10 €) et 2 autres budgets")
    assert simple(inconnu(lus[:4], 2024)).endswith("et 1 autre budget")
    mele = (lus[0], Laisse("F", 1.0, 1, Nature.REALISE, ("?",), Raison.ILLISIBLE))
    assert "nomenclature non déclarée ou non reconnue pour" in inconnu(mele, 2024)


def test_la_commande_dit_qu_on_ne_sait_pas_et_ce_qu_il_faut_faire(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Un fichier importé tel qu'on l'écrit : « M 57 » entre dans l'annexe, « plan de l'eau » se demande."""
    base, sortie, fichier = tmp_path / "base.duckdb", tmp_path / "annexe.xlsx", tmp_path / "budget.csv"
    entrepot = Entrepot.ouvrir(base)
    for nom, dite in (("connue", "M 57"), ("inconnue", "plan de la ville")):
        entetes = "exercice;etape;budget;section;sens;mouvement;nature;libelle;nomenclature;realise_eur"
        fichier.write_text(
            f"{entetes}\n2024;CA;principal;investissement;depense;reel;21312;École;{dite};1000\n", encoding="utf-8"
        )
        entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id=nom, nom=nom, type="commune"))
        importer(
            entrepot, ACCES_LOCAL, previsualiser(entrepot, ACCES_LOCAL, nom, fichier, fichier.name, OptionsImport())
        )
    entrepot.fermer()
    debut = ["--base", str(base), "--json", "annexe", "--exercice", "2024", "-o", str(sortie), "--territoire"]
    assert principal([*debut, "inconnue"]) == 1 and not sortie.exists()
    erreur = json.loads(capsys.readouterr().out)["erreur"]
    assert simple(erreur["quoi"]).startswith("On ne sait pas ce qui entre dans l'annexe 2024") and (
        "principal (1 000 €)" in simple(erreur["quoi"]) and erreur["que_faire"] == QUE_FAIRE
    )
    assert principal([*debut, "connue"]) == 0
    objet = json.loads(capsys.readouterr().out)
    assert float(objet["analysees_eur"]) == 1000 and objet["controles_exacts"] is True


def test_les_lignes_illisibles_se_comptent_texte_par_texte() -> None:
    lignes = [
        ECOLE,
        EAU | {"nomenclature": "?"},
        EAU | {"nomenclature": "?", "libelle": "V"},
        EAU | {"nomenclature": "M"},
    ]
    indicateurs = budget_vert.calculer(donnees(lignes), 2024)
    lues = lire(indicateurs, "lignes_de_nomenclature_inconnue").select("budget", "poste", "valeur").sort("poste")
    assert lues.rows() == [("Eau", "?", 2.0), ("Eau", "M", 1.0)]
    assert valeur(indicateurs, "sans_nomenclature", poste="Eau") == 1200
    assert lire(indicateurs, "sans_nomenclature").filter(pl.col("origine").is_null()).is_empty()
