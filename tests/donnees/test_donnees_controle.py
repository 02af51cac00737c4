"""Les contrôles : chaque règle refuse la bonne cellule, dit pourquoi et comment réparer ; ce qui est douteux se
demande."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan, Previsualisation, classeur_rejets, importer
from core.donnees.originaux import conserver
from core.donnees.rejets import classeur_rejets as classeur

type_voir = Callable[..., Previsualisation]
type_deposer = Callable[..., Bilan]

BUDGET = ["Exercice", "Etape", "Budget", "Sens", "Section", "Mouvement", "Nature", "Réalisé"]
BONNE: list[Any] = ["2023", "CA", "principal", "D", "F", "R", "60612", 100.5]


def budget(**changements: object) -> list[list[Any]]:
    """Un en-tête, une bonne ligne, et la même changée."""
    changee = [changements.get(entete, valeur) for entete, valeur in zip(BUDGET, BONNE, strict=True)]
    return [BUDGET, [*BONNE[:-1], 7.0], changee]


@pytest.mark.parametrize(
    ("changement", "cellule", "regle", "mots"),
    [
        ({"Exercice": "23"}, "A3", "annee_illisible", "quatre chiffres"),
        ({"Exercice": "1812"}, "A3", "annee_illisible", "1990"),
        ({"Etape": "BUDGET MAGIQUE"}, "B3", "choix_inconnu", "Compte administratif"),
        ({"Sens": "X"}, "D3", "choix_inconnu", "Recette"),
        ({"Section": None}, "E3", "", ""),
        ({"Nature": None}, "G3", "obligatoire", "obligatoire"),
        ({"Nature": "6E10"}, "G3", "code_devenu_nombre", "format Texte"),
        ({"Nature": "01/02/2024"}, "G3", "code_devenu_date", "format Texte"),
        ({"Nature": "2024-02-01 00:00:00"}, "G3", "code_devenu_date", "format Texte"),
        ({"Nature": "VRAI"}, "G3", "code_devenu_booleen", "VRAI"),
        ({"Nature": "60612,5"}, "G3", "code_illisible", "60612"),
        ({"Réalisé": "douze"}, "H3", "montant_illisible", "1 234,56"),
        ({"Réalisé": "VRAI"}, "H3", "montant_illisible", "corrigez"),
        ({"Réalisé": "1,234"}, "H3", "nombre_a_deux_lectures", "deux lectures"),
        ({"Budget": "dupont.jean@ville.fr"}, "C3", "donnee_personnelle", "n'est pas conservée"),
    ],
)
def test_chaque_cellule_fautive_est_nommee_avec_sa_regle_et_sa_reparation(
    voir: type_voir, ecrire_xlsx: Callable[..., Path], changement: dict[str, Any], cellule: str, regle: str, mots: str
) -> None:
    vue = voir(ecrire_xlsx({"Export": budget(**changement)}))
    if not regle:
        assert vue.rejets == (), "la section se déduit du compte"
        return
    assert [(rejet.feuille, rejet.cellule, rejet.regle) for rejet in vue.rejets] == [("Export", cellule, regle)]
    assert mots in vue.rejets[0].message
    assert (vue.tables[0].creees, vue.tables[0].rejetees) == (1, 1)


def test_un_compte_a_double_sens_sans_sens_est_refuse_avec_sa_raison(
    voir: type_voir, ecrire_csv: Callable[..., Path]
) -> None:
    vue = voir(ecrire_csv("Exercice;Chapitre;Nature;Réalisé", "2023;011;60612;10", "2023;16;1641;20"), etape="CA")
    assert [(rejet.regle, rejet.ligne) for rejet in vue.rejets] == [("obligatoire", 3)]
    assert "1641 peut être en dépense ou en recette" in vue.rejets[0].message


def test_une_cle_repetee_nomme_les_deux_cellules(voir: type_voir, ecrire_csv: Callable[..., Path]) -> None:
    vue = voir(ecrire_csv("code;entite;famille", "eau;Eau;naturel", "sol;Sol;naturel", "eau;Eaux;naturel"))
    assert {rejet.cellule for rejet in vue.rejets} == {"A2", "A4"}
    assert all("A2" in rejet.message and "A4" in rejet.message for rejet in vue.rejets)
    assert vue.tables[0].creees == 1


def test_un_renvoi_inconnu_est_refuse_sauf_s_il_est_dans_la_base_ou_le_fichier(
    voir: type_voir, deposer: type_deposer, ecrire_csv: Callable[..., Path]
) -> None:
    mesures = ecrire_csv("indicateur;annee;valeur", "logement;2024;12", nom="mesures.csv")
    vue = voir(mesures)
    assert [(rejet.cellule, rejet.regle) for rejet in vue.rejets] == [("A2", "renvoi_inconnu")]
    assert "Indicateurs et seuils" in vue.rejets[0].message
    deposer(
        ecrire_csv(
            "code;intitule;dimension;lentille;unite;sens;plancher",
            "logement;L;Logement;locale_sociale;u;baisse;0",
            nom="indicateurs.csv",
        )
    )
    assert voir(mesures).rejets == ()


def test_une_borne_franchie_et_une_regle_de_table_refusent_la_ligne(
    voir: type_voir, ecrire_csv: Callable[..., Path]
) -> None:
    negatif = voir(ecrire_csv("exercice;capital;action;intitule;type;quantite", "2024;eau;a;A;evitement;-1"))
    assert {"sous_le_minimum", "renvoi_inconnu"} == {rejet.regle for rejet in negatif.rejets}
    incoherent = voir(
        ecrire_csv(
            "code;intitule;dimension;lentille;unite;sens;plancher;pire_valeur",
            "a;A;D;locale_sociale;u;hausse;10;20",
            nom="incoherent.csv",
        )
    )
    assert [rejet.regle for rejet in incoherent.rejets] == ["pire_valeur_du_mauvais_cote"]


def test_une_cellule_en_erreur_est_un_rejet_jamais_un_vide(voir: type_voir, tmp_path: Path) -> None:
    fichier = tmp_path / "erreurs.xlsx"
    classeur_erreurs = openpyxl.Workbook()
    feuille = classeur_erreurs.active
    feuille.title = "Export"
    feuille.append(BUDGET)
    feuille.append(BONNE)
    feuille.append([*BONNE[:-1], "#REF!"])
    feuille["H3"].data_type = "e"
    feuille.append([*BONNE[:-1], "=SUM(H2:H2)"])
    classeur_erreurs.save(fichier)
    vue = voir(fichier, doublons="garder")
    assert {(rejet.cellule, rejet.regle) for rejet in vue.rejets} == {
        ("H3", "cellule_en_erreur"),
        ("H4", "cellule_en_erreur"),
    }
    assert vue.tables[0].creees == 1


def test_le_classeur_des_rejets_met_la_raison_a_cote_de_la_ligne_sans_formule(
    voir: type_voir, ecrire_xlsx: Callable[..., Path], tmp_path: Path
) -> None:
    vue = voir(ecrire_xlsx({"Export": budget(Réalisé="=1+1 piège", Budget="=cmd")}))
    chemin = tmp_path / "rejets.xlsx"
    chemin.write_bytes(classeur_rejets(vue))
    feuille = openpyxl.load_workbook(chemin).worksheets[0]
    lignes = list(feuille.iter_rows(values_only=True))
    assert lignes[0][:5] == ("Cellule", "Colonne", "Valeur lue", "Pourquoi, et comment réparer", "Ligne du fichier")
    assert lignes[0][5:] == tuple(BUDGET)
    assert (
        lignes[1][0] == "H3"
        and lignes[1][4] == "3"
        and lignes[1][5:12] == ("2023", "CA", "=cmd", "D", "F", "R", "60612")
    )
    assert all(cellule.data_type == "s" for ligne in feuille.iter_rows() for cellule in ligne if cellule.value)
    assert classeur is classeur_rejets


def test_des_lignes_identiques_se_demandent_et_la_reponse_est_suivie(
    entrepot: Entrepot, voir: type_voir, ecrire_xlsx: Callable[..., Path]
) -> None:
    fichier = ecrire_xlsx({"Export": [BUDGET, BONNE, BONNE]})
    assert [(q.cle, q.option_cli, set(q.choix)) for q in voir(fichier).questions] == [
        ("doublons", "--doublons", {"garder", "ecarter"})
    ]
    assert voir(fichier, doublons="garder").tables[0].totaux["realise_eur"]["depense"] == Decimal(201)
    ecartes = voir(fichier, doublons="ecarter")
    assert (ecartes.tables[0].totaux["realise_eur"]["depense"], ecartes.tables[0].ecartees) == (Decimal("100.50"), 1)
    importer(entrepot, ACCES_LOCAL, ecartes)
    assert entrepot.donnees(ACCES_LOCAL, "ville")["lignes_budgetaires"].height == 1


def test_les_milliers_d_euros_se_demandent_et_multiplient_exactement(
    voir: type_voir, ecrire_xlsx: Callable[..., Path]
) -> None:
    entete = [*BUDGET[:-1], "Réalisé (k€)"]
    fichier = ecrire_xlsx({"Export": [entete, BONNE, [*BONNE[:-1], 0.07]]})
    assert [question.cle for question in voir(fichier).questions] == ["unite"]
    assert voir(fichier, unite="keur").tables[0].totaux["realise_eur"]["depense"] == Decimal("100570.00")
    assert voir(fichier, unite="eur").tables[0].totaux["realise_eur"]["depense"] == Decimal("100.57")


def test_pourcents_ou_fractions_se_demande(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: Callable[..., Path]
) -> None:
    entete = "perimetre;exercice;secteur;emissions_tco2e;incertitude"
    sans_doute = voir(ecrire_csv(entete, "territoire;2024;a;1;25 %", "territoire;2024;b;1;0,25"))
    assert sans_doute.questions == ()
    assert sans_doute.tables[0].lignes["incertitude"].to_list() == [0.25, 0.25]
    douteux = ecrire_csv(entete, "territoire;2024;a;1;25", "territoire;2024;b;1;10 %", nom="d.csv")
    assert [question.cle for question in voir(douteux).questions] == ["pourcents"]
    assert voir(douteux).rejets == ()
    assert voir(douteux, pourcents="points").tables[0].lignes["incertitude"].to_list() == [0.25, 0.1]
    assert [rejet.regle for rejet in voir(douteux, pourcents="fractions").rejets] == ["part_hors_bornes"]


def test_un_indicateur_en_pourcents_mesure_en_fractions_se_demande(
    voir: type_voir, deposer: type_deposer, ecrire_csv: Callable[..., Path]
) -> None:
    deposer(
        ecrire_csv(
            "code;intitule;dimension;lentille;unite;sens;plancher",
            "bio;Bio;A;locale_sociale;%;hausse;50",
            nom="indicateurs.csv",
        )
    )
    mesures = ecrire_csv("indicateur;annee;valeur", "bio;2023;0,31", "bio;2024;0,35", nom="mesures.csv")
    assert [question.cle for question in voir(mesures).questions] == ["pourcents"]
    assert voir(mesures, pourcents="fractions").tables[0].lignes["valeur"].to_list() == [31.0, 35.0]
    assert voir(mesures, pourcents="points").tables[0].lignes["valeur"].to_list() == [0.31, 0.35]


def test_un_total_du_fichier_qui_ne_tombe_pas_juste_est_signale(
    voir: type_voir, ecrire_csv: Callable[..., Path]
) -> None:
    entete = "Exercice;Étape;Sens;Chapitre;Nature;Libellé;Réalisé"
    lignes = ["2023;CA;D;011;60612;Électricité;100,00", "2023;CA;D;011;60621;Fioul;50,00"]
    juste = voir(ecrire_csv(entete, *lignes, ";;;;;Total général;150,00"))
    assert juste.tables[0].totaux_fichier == {"realise_eur": {"Total général (ligne 4)": Decimal("150.00")}}
    assert not any("ne se retrouve" in phrase for phrase in juste.avertissements)
    faux = voir(ecrire_csv(entete, *lignes, ";;;;;Total général;151,00", nom="faux.csv"))
    assert any("ne se retrouve pas" in phrase and "151,00" in phrase for phrase in faux.avertissements)


def test_des_donnees_personnelles_hors_des_colonnes_lues_ne_sont_pas_conservees(
    entrepot: Entrepot, deposer: type_deposer, ecrire_xlsx: Callable[..., Path]
) -> None:
    deposer(ecrire_xlsx({"Export": [[*BUDGET, "Courriel"], [*BONNE, "ada@exemple.fr"]]}))
    assert entrepot.donnees(ACCES_LOCAL, "ville")["lignes_budgetaires"].height == 1
    assert not entrepot.originaux.exists() or not list(entrepot.originaux.iterdir())


def test_les_annexes_nominatives_d_un_totem_ne_sont_pas_conservees(tmp_path: Path) -> None:
    document = tmp_path / "doc.xml"
    document.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><DocumentBudgetaire xmlns="http://www.minefi.gouv.fr/cp/demat/docbudgetaire">'
        '<Budget><LigneBudget><Nature V="60612"/></LigneBudget><Annexes>'
        '<DATA_CONCOURS><CONCOURS><LibOrgaBenef V="Ada Lovelace"/></CONCOURS></DATA_CONCOURS>'
        '<DATA_EMPRUNT><EMPRUNT><CodTypEmpr V="01"/><MtCapitalRestDu_31_12 V="12.5"/><LibOrgaPreteur V="Jean Dupont"/>'
        "</EMPRUNT></DATA_EMPRUNT></Annexes></Budget></DocumentBudgetaire>",
        encoding="utf-8",
    )
    garde = (tmp_path / "originaux" / conserver(document, "doc.xml", tmp_path / "originaux")).read_text(
        encoding="utf-8"
    )
    assert "60612" in garde and "12.5" in garde
    assert "Lovelace" not in garde and "Dupont" not in garde


def test_les_cellules_sont_des_chaines_meme_pour_un_classeur_sans_rejet(
    voir: type_voir, ecrire_xlsx: Callable[..., Path], tmp_path: Path
) -> None:
    vue = voir(ecrire_xlsx({"Export": [BUDGET, BONNE]}))
    assert isinstance(vue.lignes_rejetees, pl.DataFrame) and vue.rejets == ()
    chemin = tmp_path / "vide.xlsx"
    chemin.write_bytes(classeur_rejets(vue))
    assert openpyxl.load_workbook(chemin).sheetnames == ["Aucun rejet"]


@pytest.mark.parametrize(("colonne", "permis"), [("libelle", 500), ("service", 500), ("operation", 100)])
def test_un_texte_trop_long_est_refuse_a_l_import(
    voir: type_voir, ecrire_csv: Callable[..., Path], colonne: str, permis: int
) -> None:
    """Un guillemet mal fermé fait de tout un fichier un libellé : le refus le cite court."""
    tete = f"Exercice;Étape;Sens;Nature;{colonne};Réalisé"
    ecrits = [f"2023;CA;D;60612;{'é' * taille};1" for taille in (permis, permis + 1, 50_000)]
    vue = voir(ecrire_csv(tete, *ecrits))
    assert [(rejet.cellule, rejet.regle) for rejet in vue.rejets] == [
        ("E3", "texte_trop_long"),
        ("E4", "texte_trop_long"),
    ]
    assert f"{permis} au plus" in vue.rejets[0].message and max(len(rejet.valeur) for rejet in vue.rejets) == 200
