"""Les en-têtes rencontrés pour de vrai : chaque logiciel, chaque ville, trouve ses colonnes sans aide."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from core.donnees.apercu import ECARTEE, JAUNE, ROUGE, VERT, OptionsImport
from core.donnees.correspondance import apparier, cibles, manquantes
from core.donnees.importation import Previsualisation
from core.donnees.lecture.modele import Feuille
from core.donnees.textes import forme
from core.tables import TABLES

VIDE = pl.DataFrame(schema={"ligne": pl.Int32, "motif": pl.String, "texte": pl.String})


def feuille(*entetes: str, nom: str = "Export") -> Feuille:
    lignes = pl.DataFrame({f"c{rang}": ["x"] for rang in range(len(entetes))}).with_columns(ligne=pl.lit(2, pl.Int32))
    lettres = tuple(chr(65 + rang) for rang in range(len(entetes)))
    return Feuille(nom, entetes, lettres, 1, lignes, VIDE)


CAS = {
    "Astre": (
        {
            "Sens": "sens",
            "Nature Mvt": "mouvement",
            "Section": "section",
            "Chapitre\u00a0- Code": "chapitre",
            "Chapitre\u00a0- Libellé": None,
            "Nature - Code": "nature",
            "Nature - Libellé": "libelle",
            "Fonction - Code": "fonction",
            "Fonction - Libellé": None,
            "Niveau a - Politique": "politique",
            "Réalisé": "realise_eur",
        }
    ),
    "Toulouse Métropole": (
        {
            "entite_juridique": None,
            "decision_budgetaire": "etape",
            "exercice": "exercice",
            "nomenclature_comptable": "nomenclature",
            "type_de_mouvements": "mouvement",
            "section": "section",
            "chapitre_budgetaire": None,
            "chapitre_par_nature": "chapitre",
            "nature_comptable": "nature",
            "libelle_nature_comptable": "libelle",
            "fonction": "fonction",
            "libelle_fonction": None,
            "mt_depenses": "montant@depense",
            "mt_recettes": "montant@recette",
        }
    ),
    "Toulouse BP": (
        {
            "Code fonction": "fonction",
            "Libellé fonction": None,
            "Code article": "nature",
            "MT Voté BP Dépense": "vote_eur@depense",
            "MT Voté BP Recette": "vote_eur@recette",
        }
    ),
    "Blagnac": {"Code fonction": "fonction", "Code article": "nature", "Mt Voté BP / Article": "vote_eur"},
    "Brest": (
        {
            "Dépense / Recette": "sens",
            "Code chap. / fonction": "chapitre",
            "Code article / nature réglementaire": "nature",
            "Lib. article / nature": "libelle",
            "Budg. primitif imp. bud.": "vote_eur",
        }
    ),
    "Nantes": (
        {
            "Dépenses/Recettes": "sens",
            "Code sous-fonction": "fonction",
            "Code article": "nature",
            "Libellé article": "libelle",
            "Montant": "montant",
        }
    ),
    "Marseille": (
        {
            "Exercice budgétaire": "exercice",
            "Budget": "budget",
            "Section": "section",
            "Inscription": None,
            "Type mvt": "mouvement",
            "Chap": "chapitre",
            "Nature": "nature",
            "Alloué": "credits_ouverts_eur",
            "Réalisé": "realise_eur",
        }
    ),
    "Paris": (
        {
            "exercice_comptable": "exercice",
            "section_budgetaire_i_f": "section",
            "sens_depense_recette": "sens",
            "type_d_operation_r_o_i_m": "mouvement",
            "chapitre_budgetaire_cle": "chapitre",
            "nature_budgetaire_cle": "nature",
            "nature_budgetaire_texte": "libelle",
            "fonction_cle": "fonction",
            "fonction_texte": None,
            "mandate_titre_apres_regul": "realise_eur",
        }
    ),
    "Ciril, Sedit": (
        {
            "Exercice": "exercice",
            "Budget": "budget",
            "Sens": "sens",
            "Section": "section",
            "Chapitre": "chapitre",
            "Article/Compte": "nature",
            "Libellé": "libelle",
            "Fonction": "fonction",
            "Opération": "operation",
            "Gestionnaire": "service",
            "BP": "vote_eur",
            "DM": None,
            "Budget total": "credits_ouverts_eur",
            "Engagé": "engage_eur",
            "Mandaté": "realise_eur",
            "RAR": "rar_eur",
            "Disponible": None,
            "% réalisation": None,
        }
    ),
    "deux lignes d'en-tête": (
        {
            "Compte": "nature",
            "Dépenses Réalisé": "realise_eur@depense",
            "Recettes Réalisé": "realise_eur@recette",
            "Dépenses Crédits ouverts": "credits_ouverts_eur@depense",
            "Recettes Crédits ouverts": "credits_ouverts_eur@recette",
        }
    ),
}


@pytest.mark.parametrize("logiciel", CAS)
def test_les_en_tetes_reels_trouvent_leur_colonne_en_vert(logiciel: str) -> None:
    attendu = CAS[logiciel]
    trouvee = apparier(feuille(*attendu), OptionsImport(), {})
    assert trouvee is not None and trouvee.table.nom == "lignes_budgetaires" and manquantes(trouvee) == []
    assert {a.entete: a.colonne for a in trouvee.appariements} == attendu
    assert {a.confiance for a in trouvee.appariements if a.colonne} == {VERT}
    assert {a.confiance for a in trouvee.appariements if not a.colonne} <= {ROUGE, ECARTEE}


def test_une_faute_de_frappe_est_jaune_un_mot_inconnu_rouge() -> None:
    trouvee = apparier(feuille("Exercise", "Nature", "Réalisé", "Zorglub", "Disponible"), OptionsImport(), {})
    assert trouvee is not None
    assert {a.entete: (a.colonne, a.confiance) for a in trouvee.appariements} == {
        "Exercise": ("exercice", JAUNE),
        "Nature": ("nature", VERT),
        "Réalisé": ("realise_eur", VERT),
        "Zorglub": (None, ROUGE),
        "Disponible": (None, ECARTEE),
    }


def test_l_agent_a_le_dernier_mot_sur_le_synonyme_et_sur_la_memoire() -> None:
    options = OptionsImport(correspondance={"Réalisé": None, "export!Autre": "realise_eur"})
    memoire = {"table": "lignes_budgetaires", "colonnes": {"Réalisé": "realise_eur", "Truc": "politique"}}
    trouvee = apparier(feuille("Nature", "Réalisé", "Autre", "Truc"), options, memoire)
    assert trouvee is not None
    assert {a.entete: a.colonne for a in trouvee.appariements} == {
        "Nature": "nature",
        "Réalisé": None,
        "Autre": "realise_eur",
        "Truc": "politique",
    }


@pytest.mark.parametrize("nom", [nom for nom, table in TABLES.items() if table.importable])
def test_chaque_table_se_reconnait_a_ses_propres_colonnes(nom: str) -> None:
    trouvee = apparier(feuille(*(colonne.nom for colonne in TABLES[nom].colonnes)), OptionsImport(), {})
    assert trouvee is not None and trouvee.table.nom == nom
    assert set(trouvee.cibles) == set(TABLES[nom].schema())


def test_une_feuille_sans_rapport_ne_va_nulle_part() -> None:
    assert apparier(feuille("Prénom", "Couleur"), OptionsImport(), {}) is None


def test_des_annees_dans_les_en_tetes_donnent_l_exercice_ou_se_demandent(
    ecrire_csv: Callable[..., Path], voir: Callable[..., Previsualisation]
) -> None:
    une = voir(ecrire_csv("Chapitre;Nature;Réalisé 2022", "011;60612;10"), etape="CA")
    assert une.questions == () and une.tables[0].lignes["exercice"].to_list() == [2022]
    deux = ecrire_csv("Chapitre;Nature;Réalisé 2022;Réalisé 2023", "011;60612;10;20", nom="deux.csv")
    (question,) = voir(deux, etape="CA").questions
    assert question.cle == "exercice" and list(question.choix) == ["2023", "2022"]
    choisie = voir(deux, etape="CA", exercice=2023)
    assert choisie.tables[0].totaux == {"realise_eur": {"depense": Decimal("20.00")}}


def test_les_cibles_proposees_sont_toutes_connues() -> None:
    for table in TABLES.values():
        for cible in cibles(table):
            nom = cible.partition("@")[0]
            assert nom in {"montant", "modification", "unite"} or nom in table.schema()


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("  Crédits_ouverts (BP\u00a0+ DM)", "credits ouverts bp dm"),
        ("N° mandat", "n mandat"),
        ("Œuvre", "oeuvre"),
        ("% réalisation", "% realisation"),
    ],
)
def test_la_forme_d_un_en_tete(ecrit: str, attendu: str) -> None:
    assert forme(ecrit) == attendu
