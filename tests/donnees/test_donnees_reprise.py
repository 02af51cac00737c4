"""Le classeur des refus fait l'aller et retour : corrigé puis redéposé, il est lu comme le fichier d'où il vient."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan, Previsualisation, classeur_rejets, importer
from core.donnees.personnelles import MASQUEE
from core.donnees.rejets import TETE

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]

ENTETE = "annee;section;zz flux;chapitre;nature;libelle;zz prix"
LIGNES = (
    "2024;Fonctionnement;Dépense;011;60612;Électricité;1000,50",
    "2024;Investissement;Dépense;9?4;231;Travaux;480000,00",
    "2024;Fonctionnement;Recette;9?5;747;Participations;2500000,25",
)
CHOIX = {"zz flux": "sens", "zz prix": "vote_eur", "annee": "exercice"}
CORRIGES = {"9?4": "23", "9?5": "74"}


def corriger(vue: Previsualisation, dossier: Path, corrections: dict[str, str], sans_origine: bool = False) -> Path:
    """Le classeur des refus, ses cellules corrigées une à une, comme dans un tableur."""
    chemin = dossier / "rejets.xlsx"
    chemin.write_bytes(classeur_rejets(vue))
    classeur = openpyxl.load_workbook(chemin)
    for cellule in (cellule for rang in classeur.worksheets[0].iter_rows(min_row=2, min_col=6) for cellule in rang):
        cellule.value = corrections.get(str(cellule.value), cellule.value)
    if sans_origine:
        del classeur[classeur.sheetnames[-1]]
    classeur.save(chemin)
    return chemin


def test_le_classeur_corrige_reprend_les_colonnes_et_les_reponses(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv, tmp_path: Path
) -> None:
    vue = voir(ecrire_csv(ENTETE, *LIGNES), etape="BP", correspondance=CHOIX)
    assert len(vue.rejets) == 2
    importer(entrepot, ACCES_LOCAL, vue, accepter_rejets=True)
    revenue = voir(corriger(vue, tmp_path, CORRIGES))
    assert (revenue.questions, revenue.rejets) == ((), ())
    assert not [une for une in revenue.colonnes if une.entete in TETE]
    assert (revenue.compte("creees"), revenue.compte("lues")) == (2, 2)
    assert revenue.tables[0].totaux == {"vote_eur": {"depense": Decimal("480000.00"), "recette": Decimal("2500000.25")}}
    assert revenue.options.origine == vue.empreinte
    importer(entrepot, ACCES_LOCAL, revenue)
    lignes = entrepot.donnees(ACCES_LOCAL, "ville")["lignes_budgetaires"]
    assert lignes["vote_eur"].sum() == Decimal("2981000.75"), "1 000,50 + 480 000,00 + 2 500 000,25"
    assert set(lignes["etape"]) == {"BP"}
    assert any("Classeur des refus de « export.csv »" in phrase for phrase in revenue.avertissements)


def test_l_etape_lue_dans_un_titre_revient_avec_le_classeur(
    voir: type_voir, ecrire_csv: type_csv, tmp_path: Path
) -> None:
    """Le titre n'est pas dans le classeur ; l'étape et l'exercice qu'il disait y sont gardés."""
    sans_annee = [ligne.partition(";")[2] for ligne in (ENTETE, *LIGNES)]
    fichier = ecrire_csv("Budget primitif 2024;;;;;", *sans_annee)
    vue = voir(fichier, correspondance={"zz flux": "sens", "zz prix": "vote_eur"})
    assert (vue.questions, len(vue.rejets)) == ((), 2)
    revenue = voir(corriger(vue, tmp_path, CORRIGES))
    assert (revenue.questions, revenue.rejets) == ((), ())
    assert revenue.tables[0].lignes.select("exercice", "etape").unique().rows() == [(2024, "BP")]


def test_une_ligne_deux_fois_fautive_n_est_qu_une_fois_dans_le_classeur(
    voir: type_voir, ecrire_csv: type_csv, tmp_path: Path
) -> None:
    deux = "2024;Investissement;Dépense;9?4;231?5;Travaux;480000,00"
    vue = voir(ecrire_csv(ENTETE, LIGNES[0], deux), etape="BP", correspondance=CHOIX)
    assert len(vue.rejets) == 2
    chemin = corriger(vue, tmp_path, {"9?4": "23", "231?5": "2315"})
    feuille = openpyxl.load_workbook(chemin).worksheets[0]
    assert feuille.max_row == 2
    assert feuille["A2"].value == "D3 ; E3"
    assert voir(chemin).tables[0].totaux == {"vote_eur": {"depense": Decimal("480000.00")}}


@pytest.mark.parametrize("retenue", [True, False])
def test_un_classeur_sans_feuille_d_origine_reprend_ce_que_la_base_a_retenu_sinon_demande(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv, tmp_path: Path, retenue: bool
) -> None:
    vue = voir(ecrire_csv(ENTETE, *LIGNES), etape="BP", correspondance=CHOIX)
    if retenue:
        importer(entrepot, ACCES_LOCAL, vue, accepter_rejets=True)
    revenue = voir(corriger(vue, tmp_path, CORRIGES, sans_origine=True), etape="BP")
    assert not [une for une in revenue.colonnes if une.entete in TETE]
    if retenue:
        assert (revenue.questions, revenue.rejets, revenue.compte("creees")) == ((), (), 2)
    else:
        assert revenue.questions or revenue.rejets, "rien ne se devine"


def test_une_colonne_otee_du_classeur_ne_l_empeche_pas_de_revenir(
    voir: type_voir, ecrire_csv: type_csv, tmp_path: Path
) -> None:
    vue = voir(ecrire_csv(ENTETE, *LIGNES), etape="BP", correspondance=CHOIX)
    chemin = corriger(vue, tmp_path, CORRIGES)
    classeur = openpyxl.load_workbook(chemin)
    classeur.worksheets[0].delete_cols(11)  # « libelle »
    classeur.save(chemin)
    assert voir(chemin).compte("creees") == 2


NIR, IBAN, COURRIEL = "2 69 05 49 588 157 80", "FR76 3000 6000 0112 3456 7890 189", "agent@exemple.fr"


@pytest.mark.parametrize("secret", [NIR, IBAN, COURRIEL])
def test_le_classeur_masque_ce_que_l_ecran_masque(
    voir: type_voir, ecrire_csv: type_csv, tmp_path: Path, secret: str
) -> None:
    """La donnée est dans une colonne laissée, dans le libellé, ou dans un montant illisible : masquée partout."""
    for rang, ligne in enumerate(
        (
            f"2024;Fonctionnement;Dépense;9?4;60612;Eau;10,00;{secret}",
            f"2024;Fonctionnement;Dépense;011;60612;{secret};10,00;x",
            f"2024;Fonctionnement;Dépense;011;60612;Eau;{secret};x",
        )
    ):
        vue = voir(
            ecrire_csv(f"{ENTETE};tiers", f"{LIGNES[0]};y", ligne, nom=f"{rang}.csv"), etape="BP", correspondance=CHOIX
        )
        assert vue.rejets
        assert not [un for un in vue.rejets if secret in (un.valeur, un.message)]
        chemin = tmp_path / "rejets.xlsx"
        chemin.write_bytes(classeur_rejets(vue))
        feuille = openpyxl.load_workbook(chemin).worksheets[0]
        ecrites = [str(valeur) for rang in feuille.iter_rows(values_only=True) for valeur in rang]
        assert not [texte for texte in ecrites if secret in texte]
        assert MASQUEE in ecrites


def test_une_cellule_restee_masquee_ne_devient_pas_un_libelle(
    deposer: Callable[..., Bilan], voir: type_voir, ecrire_csv: type_csv, tmp_path: Path
) -> None:
    ligne = f"2024;Fonctionnement;Dépense;011;60612;{COURRIEL};10,00"
    vue = voir(ecrire_csv(ENTETE, LIGNES[0], ligne), etape="BP", correspondance=CHOIX)
    revenue = voir(corriger(vue, tmp_path, {}))
    assert revenue.rejets == ()
    assert MASQUEE not in revenue.tables[0].lignes["libelle"].to_list()
