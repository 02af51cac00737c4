"""L'unité écrite à côté d'une grandeur : lue et dite, ou demandée ; jamais un total mille fois faux sans un mot."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from core.donnees.importation import Bilan, Previsualisation
from core.donnees.unites_ecrites import ecrite, grandeur, monnaie, sans_unite
from core.erreurs import DonneesIncoherentes

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]

ENTETE = "Exercice;Étape;Sens;Chapitre;Nature;Libellé;"
LIGNE = "2023;CA;D;011;60612;Électricité;"
EMISSIONS = "perimetre;exercice;secteur;"


def emissions(vue: Previsualisation) -> list[float | None]:
    return vue.tables[0].lignes["emissions_tco2e"].to_list()


def depenses(vue: Previsualisation) -> Decimal:
    return vue.tables[0].totaux["realise_eur"]["depense"]


def dites(vue: Previsualisation) -> list[str]:
    return [question.cle for question in vue.questions]


@pytest.mark.parametrize(
    ("ecrit", "unite"),
    [
        ("Réalisé (k€)", "k€"),
        ("Montant en K€", "k€"),
        ("Réalisé keur", "k€"),
        ("REALISE KEUROS", "k€"),
        ("CA 2023 - unité : millier d'euros", "k€"),
        ("en milliers d’euros", "k€"),
        ("Dépenses (milliers €)", "k€"),
        ("Réalisé (M€)", "M€"),
        ("MEUR", "M€"),
        ("en million d'euros", "M€"),
        ("Budget en millions d'euros", "M€"),
        ("en milliers", "milliers"),
        (" K", "milliers"),
        ("(millions)", "millions"),
        ("Montant en euros", "€"),
        ("Réalisé (€)", "€"),
        ("CA 2023 : 12,7 M€ investis", None),
        ("Un plan de 3 millions d'euros", None),
        ("Réalisé", None),
        ("Marchés", None),
    ],
)
def test_l_unite_monetaire_d_un_texte(ecrit: str, unite: str | None) -> None:
    assert monnaie(ecrit) == unite


@pytest.mark.parametrize(
    ("ecrit", "unite"),
    [
        ("Émissions (ktCO2e)", "ktCO2e"),
        ("Émissions (MtCO₂e)", "MtCO2e"),
        ("Emissions kgCO2e", "kgCO2e"),
        ("emissions_tco2e", "tCO2e"),
        ("Émissions (kt éq. CO2)", "ktCO2e"),
        ("Émissions (milliers de tonnes de CO2)", "ktCO2e"),
        ("Émissions (kt)", "ktCO2e"),
        ("Gain tCO2/an", "tCO2e"),
        ("Valeur (MWh)", "MWh"),
        ("Consommation en GWh", "GWh"),
        ("Habitants (milliers)", "milliers"),
        ("Émissions (tC)", None),
        ("Émissions (territoire)", None),
        ("Émissions 2019", None),
    ],
)
def test_l_unite_physique_d_un_en_tete(ecrit: str, unite: str | None) -> None:
    assert ecrite(ecrit, "tCO2e") == unite


def test_une_tonne_n_est_du_carbone_que_la_ou_on_en_attend() -> None:
    assert (grandeur("t", "tCO2e"), grandeur("t", "kg"), grandeur("kt", "MWh")) == ("tCO2e", "t", None)


@pytest.mark.parametrize("entete", ["Émissions (ktCO2e)", "Émissions ktCO2e", "Émissions en ktCO2e", "Émissions"])
def test_un_en_tete_se_lit_sans_son_unite(entete: str) -> None:
    assert sans_unite(entete) == "Émissions"


@pytest.mark.parametrize(
    "entete", ["Réalisé (M€)", "Réalisé MEUR", "Réalisé (millions d’euros)", "Réalisé en millions"]
)
def test_des_millions_se_demandent_et_multiplient(voir: type_voir, ecrire_csv: type_csv, entete: str) -> None:
    fichier = ecrire_csv(ENTETE + entete, LIGNE + "12,73984788")
    (question,) = voir(fichier).questions
    assert question.cle == "unite" and list(question.choix) == ["eur", "keur", "meur"]
    assert "millions d'euros" in question.texte
    assert voir(fichier).rejets == (), "douze décimales ne se refusent pas avant la réponse"
    assert depenses(voir(fichier, unite="meur")) == Decimal("12739847.88")


def test_le_singulier_d_un_titre_et_le_nom_d_une_feuille_se_demandent(
    voir: type_voir, ecrire_csv: type_csv, ecrire_xlsx: Callable[..., Path]
) -> None:
    titre = ecrire_csv("CA 2023 - unité : millier d'euros", "", ENTETE + "Réalisé", LIGNE + "1200")
    assert dites(voir(titre)) == ["unite"] and depenses(voir(titre, unite="keur")) == Decimal(1_200_000)
    feuille = ecrire_xlsx({"CA 2023 (k€)": [["Sens", "Nature", "Libellé", "Réalisé"], ["D", "60612", "a", 12.5]]})
    assert dites(voir(feuille)) == ["unite"]


@pytest.mark.parametrize(
    "code",
    ['0.00 "M€"', '0.0" K"', '0.0 "k EUR"', '"millions"', "#,##0,", '#,##0,," M€"', "#,##0.00 [$k€-1]", "0.0 k€"],
)
def test_un_format_de_nombre_qui_dit_une_unite_se_demande(voir: type_voir, tmp_path: Path, code: str) -> None:
    assert dites(voir(classeur(tmp_path, code))) == ["unite"]


@pytest.mark.parametrize(
    "code", ["General", "#,##0.00", '#,##0.00 "€"', "#,##0 [$€-40C]", '_-* #,##0.00 "€"_-', "[Red]0.00"]
)
def test_un_format_ordinaire_ne_demande_rien(voir: type_voir, tmp_path: Path, code: str) -> None:
    vue = voir(classeur(tmp_path, code))
    assert vue.questions == () and depenses(vue) == Decimal("12.50")


def classeur(dossier: Path, code: str) -> Path:
    with xlsxwriter.Workbook(dossier / "f.xlsx") as livre:
        style = livre.add_format({"num_format": code})
        page = livre.add_worksheet("CA 2023")
        page.write_row(0, 0, ["Sens", "Nature", "Réalisé"])
        page.write_row(1, 0, ["D", "60612"])
        page.write_number(1, 2, 12.5, style)
    return dossier / "f.xlsx"


def test_chaque_colonne_garde_l_unite_ecrite_a_cote_d_elle(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv(ENTETE + "Voté (k€);Réalisé (€)", LIGNE + "2;1500")
    (question,) = voir(fichier).questions
    assert "« Voté (k€) » : des milliers d'euros" in question.choix["ecrites"]
    totaux = voir(fichier, unite="ecrites").tables[0].totaux
    assert (totaux["vote_eur"]["depense"], totaux["realise_eur"]["depense"]) == (Decimal(2000), Decimal(1500))


def test_une_unite_demandee_inconnue_est_refusee(voir: type_voir, ecrire_csv: type_csv) -> None:
    with pytest.raises(DonneesIncoherentes, match="keuro"):
        voir(ecrire_csv(ENTETE + "Réalisé", LIGNE + "1"), unite="keuro")


@pytest.mark.parametrize(
    ("entete", "ecrit", "tonnes"),
    [
        ("Émissions (ktCO2e)", "1,2", 1200.0),
        ("Emissions kgCO2e", "120000", 120.0),
        ("Émissions (MtCO₂e)", "0,5", 500_000.0),
        ("emissions_tco2e", "1,2", 1.2),
        ("Émissions en tonnes", "1,2", 1.2),
    ],
)
def test_des_emissions_sont_converties_et_c_est_dit(
    voir: type_voir, ecrire_csv: type_csv, entete: str, ecrit: str, tonnes: float
) -> None:
    vue = voir(ecrire_csv(EMISSIONS + entete, f"territoire;2022;Résidentiel;{ecrit}"))
    assert vue.questions == () and emissions(vue) == [tonnes]
    assert any("converti en tCO2e" in phrase for phrase in vue.avertissements) == (
        str(tonnes) != ecrit.replace(",", ".")
    )


@pytest.mark.parametrize("unite", ["tC", "GWh", "milliers", "tCO2e/hab"])
def test_une_unite_qui_ne_se_convertit_pas_se_demande(voir: type_voir, ecrire_csv: type_csv, unite: str) -> None:
    fichier = ecrire_csv(EMISSIONS + f"Émissions ({unite})", "territoire;2022;Résidentiel;1,2")
    (question,) = voir(fichier).questions
    assert question.cle == "unite:emissions_tco2e" and "ktCO2e" in question.choix
    assert emissions(voir(fichier, reponses={question.cle: "ktCO2e"})) == [1200.0]


def test_une_colonne_unite_convertit_ligne_a_ligne_et_refuse_l_inconnue(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(
        ecrire_csv(
            EMISSIONS + "emissions_tco2e;Unité",
            "territoire;2022;a;1,2;ktCO2e",
            "territoire;2022;b;7;t",
            "territoire;2022;c;7;GWh",
        )
    )
    assert emissions(vue) == [1200.0, 7.0]
    assert [(rejet.cellule, rejet.regle) for rejet in vue.rejets] == [("E4", "unite_inconnue")]
    euros = voir(
        ecrire_csv("exercice;budget;agregat;montant;unite", "2023;principal;Dette;18,2;M€", "2023;principal;A;500;k€")
    )
    assert euros.tables[0].totaux["montant_eur"]["total"] == Decimal(18_700_000)


def test_une_mesure_est_ramenee_a_l_unite_de_son_indicateur(
    voir: type_voir, deposer: Callable[..., Bilan], ecrire_csv: type_csv
) -> None:
    deposer(
        ecrire_csv(
            "code;intitule;dimension;lentille;unite;sens;plancher",
            "conso;C;E;locale_sociale;GWh;baisse;5",
            "attente;A;L;locale_sociale;ménages;baisse;5",
            nom="i.csv",
        )
    )
    vue = voir(ecrire_csv("indicateur;annee;valeur (MWh)", "conso;2023;1500"))
    assert vue.questions == () and vue.tables[0].lignes["valeur"].to_list() == [1.5]
    autre = ecrire_csv("indicateur;annee;valeur;unité", "conso;2023;1,5;GWh", "attente;2023;12;foyers", nom="u.csv")
    assert dites(voir(autre)) == ["unite:valeur"]
    assert voir(autre, reponses={"unite:valeur": "meme"}).tables[0].lignes["valeur"].to_list() == [1.5, 12.0]
    assert [rejet.cellule for rejet in voir(autre, reponses={"unite:valeur": "autre"}).rejets] == ["C3"]


def test_un_en_tete_et_une_unite_de_ligne_qui_se_contredisent_se_demandent(
    voir: type_voir, ecrire_csv: type_csv
) -> None:
    fichier = ecrire_csv("exercice;etat;activite;flux;quantite (MWh);unite", "2024;realise;Écoles;Gaz;5;kWh")
    assert dites(voir(fichier)) == ["unite:quantite"]
    assert voir(fichier, reponses={"unite:quantite": "entete"}).tables[0].lignes["unite"].to_list() == ["MWh"]
    assert voir(fichier, reponses={"unite:quantite": "ligne"}).tables[0].lignes["unite"].to_list() == ["kWh"]


def test_les_totaux_du_fichier_suivent_l_unite(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv(
        ENTETE + "Réalisé (k€)", LIGNE + "1,5", LIGNE.replace("60612", "60613") + "2", ";;;;;Total;3,5"
    )
    vue = voir(fichier, unite="keur")
    assert vue.tables[0].totaux_fichier["realise_eur"] == {"Total (ligne 4)": Decimal(3500)}
    assert not any("ne se retrouve" in phrase for phrase in vue.avertissements)
