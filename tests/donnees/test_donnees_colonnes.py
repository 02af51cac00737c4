"""À quelle colonne va quoi : ni une colonne prise pour une autre, ni deux pour une, ni une ligne sans sa valeur."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from aides_colonnes import budget, totaux, type_csv, type_voir

from core.acces import ACCES_LOCAL
from core.donnees.apercu import JAUNE
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan
from core.modele import origine
from core.tables import TABLES

D = Decimal


@pytest.mark.parametrize("tete", ["Budget;Réalisé", "Budget N;Réalisé N", "Budget 2023;Réalisé 2023"])
def test_une_colonne_budget_pleine_de_montants_n_est_pas_un_nom(
    voir: type_voir, ecrire_csv: type_csv, tete: str
) -> None:
    fichier = budget(ecrire_csv, tete, "2401;1200,50", "16000;8000", "600,5;300,25")
    (question,) = voir(fichier).questions
    assert question.cle == "colonne:budget:G" and list(question.choix) == ["vote_eur", "credits_ouverts_eur", "aucune"]
    vue = voir(fichier, reponses={question.cle: "vote_eur"})
    assert vue.tables[0].lignes["budget"].to_list() == ["principal"] * 3
    assert totaux(vue)["vote_eur"] == {"depense": D("19001.50")}
    assert "vote_eur" not in totaux(voir(fichier, reponses={question.cle: "aucune"}))


def test_un_numero_de_budget_qui_se_repete_reste_son_nom(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(budget(ecrire_csv, "Budget;Réalisé", "1;5", "1;6", "2;7", "2;8", "1;9"))
    assert vue.questions == () and vue.tables[0].lignes["budget"].to_list() == ["1", "1", "2", "2", "1"]


def test_des_montants_ne_sont_ni_un_service_ni_un_libelle(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(budget(ecrire_csv, "Service;Réalisé", "5000,50;1", "700,00;2"))
    assert {a.entete: a.colonne for a in vue.colonnes}["Service"] is None
    assert voir(budget(ecrire_csv, "Service;Réalisé", "1201;1", "1202;2")).tables[0].lignes["service"].to_list() == [
        "1201",
        "1202",
    ]


@pytest.mark.parametrize(
    ("depenses", "recettes"),
    [
        ("Mandats émis", "Titres émis"),
        ("Mandaté", "Titré"),
        ("Montant mandaté", "Montant titré"),
        ("Réalisé D", "Réalisé R"),
        ("D Réalisé", "R Réalisé"),
        ("Dépenses réalisées", "Recettes réalisées"),
        ("Charges", "Produits"),
        ("CA D", "CA R"),
    ],
)
def test_deux_colonnes_une_par_sens(voir: type_voir, ecrire_csv: type_csv, depenses: str, recettes: str) -> None:
    vue = voir(
        ecrire_csv(
            f"Exercice;Étape;Nature;Chapitre;{depenses};{recettes}",
            "2023;CA;60612;011;1200,50;",
            "2023;CA;70632;70;;500",
            "2023;CA;2188;21;300,25;12",
        )
    )
    assert vue.rejets == () and totaux(vue)["realise_eur"] == {"depense": D("1500.75"), "recette": D(512)}


def test_un_montant_commun_aux_deux_sens_ne_compte_pas_deux_fois(voir: type_voir, ecrire_csv: type_csv) -> None:
    entete = "Exercice;Étape;Nature;Chapitre;Crédits ouverts;Mandaté;Titré"
    vue = voir(ecrire_csv(entete, "2023;CA;70632;70;600;;", "2023;CA;60612;011;70;5;"))
    assert totaux(vue)["credits_ouverts_eur"] == {"depense": D(70), "recette": D(600)}
    double = voir(ecrire_csv(entete, "2023;CA;2188;21;600;5;7"))
    assert [(rejet.cellule, rejet.regle) for rejet in double.rejets] == [("E2", "montant_des_deux_cotes")]


def test_reel_et_ordre_ne_sont_pas_recette_et_ordre(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(budget(ecrire_csv, "Réalisé R;Réalisé O", "10;1"))
    assert vue.questions and "recette" not in totaux(vue)["realise_eur"]


@pytest.mark.parametrize("tete", ["Réalisé;Réalisé", "Mandaté;Réalisé", "Crédits ouverts;Budget total"])
def test_deux_colonnes_qui_ne_disent_pas_la_meme_chose_se_demandent(
    voir: type_voir, ecrire_csv: type_csv, tete: str
) -> None:
    fichier = budget(ecrire_csv, tete, "45;10", "50;60")
    (question,) = voir(fichier).questions
    assert set(question.choix) == {"G", "H"} and "total 70,00" in question.choix["H"]
    (par_sens,) = totaux(voir(fichier, reponses={question.cle: "H"})).values()
    assert par_sens == {"depense": D(70)}


def test_deux_colonnes_qui_disent_la_meme_chose_en_font_une_et_c_est_dit(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(budget(ecrire_csv, "Réalisé;Mandaté", "45;45,00", "50;50"))
    assert vue.questions == () and totaux(vue)["realise_eur"] == {"depense": D(95)}
    assert any("disent la même chose" in phrase for phrase in vue.avertissements)
    vide = voir(budget(ecrire_csv, "Réalisé;Réalisé", ";45", ";50"))
    assert vide.questions == () and totaux(vide)["realise_eur"] == {"depense": D(95)}


def test_le_choix_entre_deux_colonnes_de_meme_titre_est_retenu(
    voir: type_voir, deposer: Callable[..., Bilan], ecrire_csv: type_csv
) -> None:
    deposer(budget(ecrire_csv, "Réalisé;Réalisé", "45;10"), reponses={"colonne:realise_eur:G,H": "H"})
    suivant = voir(budget(ecrire_csv, "Réalisé;Réalisé", "46;11"))
    assert suivant.questions == () and totaux(suivant)["realise_eur"] == {"depense": D(11)}
    par_lettre = {"G:Réalisé": "realise_eur", "H:Réalisé": None}
    assert totaux(voir(budget(ecrire_csv, "Réalisé;Réalisé", "46;11"), correspondance=par_lettre)) == {
        "realise_eur": {"depense": D(46)}
    }


def test_le_plus_fin_de_deux_libelles_et_de_deux_fonctions_gagne(voir: type_voir, ecrire_csv: type_csv) -> None:
    entete = "Exercice;Étape;Sens;Chapitre;Libellé;Nature;Libellé;Fonction;Sous-fonction;Réalisé"
    vue = voir(
        ecrire_csv(entete, "2023;CA;D;011;Charges;60612;Élec;2;213;1", "2023;CA;D;011;Charges;60613;Gaz;0;020;2")
    )
    assert vue.tables[0].lignes.select("libelle", "fonction").rows() == [("Élec", "213"), ("Gaz", "020")]


def test_une_colonne_par_annee_est_depliee_avec_l_adresse_de_chaque_valeur(
    entrepot: Entrepot, voir: type_voir, deposer: Callable[..., Bilan], ecrire_csv: type_csv
) -> None:
    fichier = ecrire_csv(
        "perimetre;secteur;2015;2019;2022", "territoire;Résidentiel;1200;1100;1000", "territoire;Tertiaire;600;;500"
    )
    vue = voir(fichier)
    assert vue.questions == () and vue.rejets == ()
    assert vue.tables[0].lignes.select("exercice", "emissions_tco2e").rows() == [
        (2015, 1200.0),
        (2019, 1100.0),
        (2022, 1000.0),
        (2015, 600.0),
        (2022, 500.0),
    ]
    deposer(fichier)
    lignes = entrepot.lignes_origine(
        ACCES_LOCAL, "ville", origine("emissions", perimetre="territoire", secteur="Résidentiel", exercice=2019)
    )
    assert lignes["cellule"].to_list() == ["D2"]


def test_des_annees_datees_et_leur_unite_se_lisent_ensemble(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(ecrire_csv("perimetre;secteur;Émissions 2019 (ktCO2e);Émissions 2020 (ktCO2e)", "territoire;A;1,5;1,4"))
    assert vue.tables[0].lignes["emissions_tco2e"].to_list() == [1500.0, 1400.0]


def test_valeur_1_annee_1_et_les_annees_d_un_indicateur(
    entrepot: Entrepot, voir: type_voir, deposer: Callable[..., Bilan], ecrire_csv: type_csv
) -> None:
    deposer(
        ecrire_csv(
            "code;intitule;dimension;lentille;unite;sens;plancher", "PAUV;P;R;locale_sociale;%;baisse;5", nom="i.csv"
        )
    )
    numerotees = ecrire_csv("indicateur;Valeur 1;Année 1;Commentaire 1;Valeur 2;Année 2", "PAUV;14,2;2019;x;13,9;2020")
    larges = ecrire_csv("indicateur;2019;2020", "PAUV;14,2;13,9", nom="larges.csv")
    for fichier in (numerotees, larges):
        vue = voir(fichier)
        assert vue.questions == () and vue.rejets == ()
        assert vue.tables[0].lignes.select("annee", "valeur").rows() == [(2019, 14.2), (2020, 13.9)]
    deposer(numerotees)
    lignes = entrepot.lignes_origine(ACCES_LOCAL, "ville", origine("mesures", indicateur="PAUV", annee=2019))
    assert lignes["cellule"].to_list() == ["ligne 2"]


SANS_VALEUR = {
    "emissions": ("perimetre;exercice;secteur;zorg", "territoire;2022;a;1"),
    "objectifs_emissions": (
        "perimetre;trajectoire;annee;forme;annee_reference;zorg",
        "territoire;P;2030;points;2015;1",
    ),
    "mesures": ("indicateur;annee;qualite;zorg", "a;2022;mesure;1"),
    "depenses_preservation": ("exercice;capital;action;zorg", "2022;climat;a;1"),
    "operations_climat": ("action;operation;exercice;zorg", "a;b;2022;1"),
}


@pytest.mark.parametrize("nom", SANS_VALEUR)
def test_aucune_ligne_de_faits_sans_colonne_de_valeur(voir: type_voir, ecrire_csv: type_csv, nom: str) -> None:
    vue = voir(ecrire_csv(*SANS_VALEUR[nom]), table=nom)
    (question,) = vue.questions
    assert question.cle == "correspondance" and TABLES[nom].valeurs[0] in question.texte and vue.tables == ()


@pytest.mark.parametrize(
    ("titre", "ecrits", "cible"),
    [
        ("sens_flux", ("Dépense", "Recette"), "sens"),
        ("zz", ("D", "R"), "sens"),
        ("Type fichier", ("CA", "CA"), "etape"),
        ("Genre", ("Fonctionnement", "Investissement"), "section"),
        ("Mvts", ("Réel", "Ordre"), "mouvement"),
        ("zz", ("R", "R"), None),
        ("zz", ("O", "N"), None),
        ("zz", ("rouge", "vert"), None),
    ],
)
def test_une_colonne_inconnue_est_proposee_d_apres_son_contenu(
    voir: type_voir, ecrire_csv: type_csv, titre: str, ecrits: tuple[str, str], cible: str | None
) -> None:
    fichier = ecrire_csv(
        f"Exercice;{titre};Nature;Libellé;Montant", *(f"2023;{un};6061{rang};a;1" for rang, un in enumerate(ecrits, 2))
    )
    trouvee = next(a for a in voir(fichier).colonnes if a.entete == titre)
    assert (trouvee.colonne, trouvee.confiance == JAUNE) == (cible, cible is not None)
