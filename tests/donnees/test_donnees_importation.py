"""L'import : aperçu, écriture, réimport, différences, annulation, mémoire des correspondances, provenance."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.acces import ACCES_LOCAL, Acces, Role
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan, OptionsImport, Previsualisation, importer, previsualiser
from core.erreurs import AccesRefuse, DonneesIncoherentes, FichierRefuse, QuestionOuverte
from core.modele import Territoire, origine
from core.tables.budget import LIGNES_BUDGETAIRES

type_voir = Callable[..., Previsualisation]
type_deposer = Callable[..., Bilan]
type_csv = Callable[..., Path]

ENTETE = "Exercice;Étape;Budget;Sens;Section;Mouvement;Chapitre;Nature;Libellé;Réalisé"
LIGNES = (
    "2023;CA;principal;D;F;R;011;60612;Électricité;1 000,50",
    "2023;CA;principal;R;F;R;731;73111;Impôts;5 000,00",
    "2023;CA;principal;D;I;R;21;21312;Écoles;2 000,10",
)


def courantes(entrepot: Entrepot) -> pl.DataFrame:
    frame = entrepot.donnees(ACCES_LOCAL, "ville")["lignes_budgetaires"]
    return frame.select(*LIGNES_BUDGETAIRES.schema()).sort(pl.all(), nulls_last=True)


def comptes(vue: Previsualisation) -> tuple[int, int, int]:
    apercu = vue.tables[0]
    return apercu.creees, apercu.remplacees, apercu.inchangees


def test_un_export_simple_est_lu_compare_et_ecrit(
    entrepot: Entrepot, voir: type_voir, deposer: type_deposer, ecrire_csv: type_csv
) -> None:
    fichier = ecrire_csv(ENTETE, *LIGNES)
    vue = voir(fichier)
    assert comptes(vue) == (3, 0, 0)
    assert vue.tables[0].totaux == {"realise_eur": {"depense": Decimal("3000.60"), "recette": Decimal("5000.00")}}
    assert entrepot.imports(ACCES_LOCAL, "ville").is_empty(), "un aperçu n'écrit rien"
    bilan = deposer(fichier)
    assert bilan.import_id == 1
    assert courantes(entrepot)["realise_eur"].sum() == Decimal("8000.60")
    assert entrepot.exercices(ACCES_LOCAL, "ville") == [2023]


def test_reimporter_le_meme_fichier_ne_change_rien(
    entrepot: Entrepot, deposer: type_deposer, voir: type_voir, ecrire_csv: type_csv
) -> None:
    fichier = ecrire_csv(ENTETE, *LIGNES)
    deposer(fichier)
    avant, version = courantes(entrepot), entrepot.version(ACCES_LOCAL, "ville")
    assert comptes(voir(fichier)) == (0, 0, 3)
    bilan = deposer(fichier)
    assert bilan.import_id is None and "Rien n'a changé" in bilan.phrase
    assert courantes(entrepot).equals(avant)
    assert entrepot.version(ACCES_LOCAL, "ville") == version
    assert entrepot.imports(ACCES_LOCAL, "ville").height == 1


def test_une_valeur_changee_est_montree_ancienne_et_nouvelle_puis_annulable(
    entrepot: Entrepot, deposer: type_deposer, voir: type_voir, ecrire_csv: type_csv
) -> None:
    deposer(ecrire_csv(ENTETE, *LIGNES))
    avant = courantes(entrepot)
    corrige = ecrire_csv(ENTETE, LIGNES[0].replace("1 000,50", "1 100,50"), *LIGNES[1:], nom="corrige.csv")
    vue = voir(corrige)
    assert comptes(vue) == (0, 1, 2)
    difference = vue.tables[0].differences.row(0, named=True)
    assert (difference["colonne"], difference["ancienne"], difference["nouvelle"]) == (
        "realise_eur",
        "1000.50",
        "1100.50",
    )
    bilan = deposer(corrige)
    assert courantes(entrepot)["realise_eur"].sum() == Decimal("8100.60")
    assert bilan.import_id is not None
    entrepot.annuler(ACCES_LOCAL, bilan.import_id)
    assert courantes(entrepot).equals(avant)


def test_plusieurs_mandats_d_un_meme_compte_sont_apparies_par_leur_contenu(
    entrepot: Entrepot, deposer: type_deposer, voir: type_voir, ecrire_csv: type_csv
) -> None:
    """Trois mandats de même clé ; un quatrième s'ajoute : il est créé, les trois autres n'ont pas bougé."""
    mandats = [LIGNES[0].replace("1 000,50", montant) for montant in ("100,00", "200,00", "300,00")]
    deposer(ecrire_csv(ENTETE, *mandats))
    plus_un = ecrire_csv(ENTETE, LIGNES[0].replace("1 000,50", "50,00"), *mandats, nom="plus.csv")
    assert comptes(voir(plus_un)) == (1, 0, 3)
    un_change = ecrire_csv(ENTETE, mandats[0], mandats[1].replace("200,00", "250,00"), mandats[2], nom="change.csv")
    assert comptes(voir(un_change)) == (0, 1, 2)


def test_des_lignes_absentes_du_nouveau_fichier_sont_gardees_et_comptees(
    deposer: type_deposer, voir: type_voir, ecrire_csv: type_csv
) -> None:
    deposer(ecrire_csv(ENTETE, *LIGNES))
    vue = voir(ecrire_csv(ENTETE, LIGNES[0], nom="partiel.csv"))
    assert vue.tables[0].absentes == 2
    assert any("2\u00a0lignes déjà dans la base" in phrase for phrase in vue.avertissements)
    autre_annee = voir(ecrire_csv(ENTETE, LIGNES[0].replace("2023", "2022"), nom="autre.csv"))
    assert autre_annee.tables[0].absentes == 0


def test_une_colonne_que_le_fichier_n_a_pas_garde_sa_valeur(
    entrepot: Entrepot, deposer: type_deposer, voir: type_voir, ecrire_csv: type_csv
) -> None:
    deposer(ecrire_csv(ENTETE + ";Politique", LIGNES[0] + ";Énergie"))
    sans = ecrire_csv(ENTETE, LIGNES[0].replace("1 000,50", "900,00"), nom="sans.csv")
    assert comptes(voir(sans)) == (0, 1, 0)
    deposer(sans)
    assert courantes(entrepot).select("politique", "realise_eur").row(0) == ("Énergie", Decimal("900.00"))
    videe = ecrire_csv(ENTETE + ";Politique", LIGNES[0].replace("1 000,50", "900,00") + ";", nom="videe.csv")
    deposer(videe)
    assert courantes(entrepot)["politique"].to_list() == [None]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(montants=st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=12), graine=st.integers(0, 1000))
def test_importer_deux_fois_vaut_une_et_l_ordre_ne_compte_pas(
    entrepot: Entrepot, tmp_path: Path, montants: list[int], graine: int
) -> None:
    identifiant = f"t{abs(hash((tuple(montants), graine)))}"
    if identifiant not in {t.id for t in entrepot.territoires(ACCES_LOCAL)}:
        entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id=identifiant, nom="T", type="commune"))
    lignes = [
        f"2023;CA;principal;D;F;R;011;{60611 + rang % 3};ligne;{montant / 100:.2f}"
        for rang, montant in enumerate(montants)
    ]
    melangees = lignes[:]
    random.Random(graine).shuffle(melangees)
    premier, second = tmp_path / "premier.csv", tmp_path / "second.csv"
    premier.write_text("\n".join([ENTETE, *lignes]))
    second.write_text("\n".join([ENTETE, *melangees]))
    options = OptionsImport(doublons="garder")
    importer(entrepot, ACCES_LOCAL, previsualiser(entrepot, ACCES_LOCAL, identifiant, premier, "premier.csv", options))
    vue = previsualiser(entrepot, ACCES_LOCAL, identifiant, second, "second.csv", options)
    apercu = vue.tables[0]
    assert (apercu.creees, apercu.remplacees) == (0, 0)
    assert importer(entrepot, ACCES_LOCAL, vue).import_id is None
    total = entrepot.donnees(ACCES_LOCAL, identifiant)["lignes_budgetaires"]["realise_eur"].sum()
    assert total == Decimal(sum(montants)) / 100


def test_l_original_est_garde_sous_son_empreinte_jamais_sous_son_nom(
    entrepot: Entrepot, deposer: type_deposer, voir: type_voir, ecrire_csv: type_csv
) -> None:
    fichier = ecrire_csv(ENTETE, *LIGNES, nom="mon export.csv")
    deposer(fichier)
    gardes = list(entrepot.originaux.iterdir())
    assert [garde.name for garde in gardes] == [entrepot.imports(ACCES_LOCAL, "ville")["empreinte"][0]]
    assert gardes[0].read_bytes() == fichier.read_bytes()


def test_un_fichier_change_depuis_l_apercu_n_est_pas_importe(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv
) -> None:
    fichier = ecrire_csv(ENTETE, *LIGNES)
    vue = voir(fichier)
    fichier.write_text("autre chose")
    with pytest.raises(FichierRefuse, match="changé depuis l'aperçu"):
        importer(entrepot, ACCES_LOCAL, vue)
    assert courantes(entrepot).is_empty()


def test_un_apercu_perime_n_est_pas_importe(
    entrepot: Entrepot, voir: type_voir, deposer: type_deposer, ecrire_csv: type_csv
) -> None:
    vue = voir(ecrire_csv(ENTETE, *LIGNES))
    deposer(ecrire_csv(ENTETE, LIGNES[0], nom="entre-temps.csv"))
    with pytest.raises(DonneesIncoherentes, match="depuis l'aperçu"):
        importer(entrepot, ACCES_LOCAL, vue)


def test_un_lecteur_ne_peut_ni_prevoir_ni_importer(entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv(ENTETE, *LIGNES)
    lecteur = Acces("élue", Role.LECTEUR, frozenset({"ville"}))
    with pytest.raises(AccesRefuse):
        previsualiser(entrepot, lecteur, "ville", fichier, fichier.name, OptionsImport())
    with pytest.raises(AccesRefuse):
        importer(entrepot, lecteur, voir(fichier))


def test_une_mauvaise_ligne_bloque_tout_sauf_choix_explicite(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv
) -> None:
    vue = voir(ecrire_csv(ENTETE, LIGNES[0], LIGNES[1].replace("5 000,00", "cinq mille")))
    assert [(rejet.cellule, rejet.valeur, rejet.regle) for rejet in vue.rejets] == [
        ("J3", "cinq mille", "montant_illisible")
    ]
    with pytest.raises(FichierRefuse, match="J3"):
        importer(entrepot, ACCES_LOCAL, vue)
    assert courantes(entrepot).is_empty()
    importer(entrepot, ACCES_LOCAL, vue, accepter_rejets=True)
    assert courantes(entrepot)["nature"].to_list() == ["60612"]
    assert entrepot.imports(ACCES_LOCAL, "ville")["rejetees"].to_list() == [1]


def test_une_correspondance_confirmee_est_retenue_puis_oubliee_si_l_import_est_annule(
    entrepot: Entrepot, voir: type_voir, deposer: type_deposer, ecrire_csv: type_csv
) -> None:
    entete = ENTETE.replace("Réalisé", "Zorglub").replace("Libellé", "Libelle ligne")
    fichier = ecrire_csv(entete, *LIGNES)
    sans_choix = voir(fichier)
    assert "correspondance" in {question.cle for question in sans_choix.questions}
    with pytest.raises(QuestionOuverte, match="--correspondance"):
        importer(entrepot, ACCES_LOCAL, sans_choix)
    bilan = deposer(fichier, correspondance={"Zorglub": "realise_eur"})
    suivant = ecrire_csv(entete, *(ligne.replace("2023", "2024") for ligne in LIGNES), nom="an prochain.csv")
    vue = voir(suivant)
    assert {a.entete: a.confiance for a in vue.colonnes}["Zorglub"] == "vert"
    assert vue.questions == () and comptes(vue) == (3, 0, 0)
    assert bilan.import_id is not None
    entrepot.annuler(ACCES_LOCAL, bilan.import_id)
    assert voir(suivant).questions != ()


def test_une_correspondance_qui_nomme_l_inconnu_est_refusee(voir: type_voir, ecrire_csv: type_csv) -> None:
    fichier = ecrire_csv(ENTETE, *LIGNES)
    with pytest.raises(DonneesIncoherentes, match="que le fichier n'a pas"):
        voir(fichier, correspondance={"Absente": "realise_eur"})
    with pytest.raises(DonneesIncoherentes, match="n'existe pas"):
        voir(fichier, correspondance={"Réalisé": "inexistante"})
    with pytest.raises(DonneesIncoherentes, match="n'existe pas"):
        voir(fichier, table="inexistante")


def test_deux_colonnes_depense_recette_gardent_l_adresse_de_leur_cellule(
    entrepot: Entrepot, deposer: type_deposer, ecrire_csv: type_csv
) -> None:
    deposer(
        ecrire_csv(
            "Exercice;Nature;Chapitre;Dépenses Réalisé;Recettes Réalisé",
            "2023;60612;011;100,00;",
            "2023;73111;731;0,00;250,00",
            "2023;6419;013;;30,00",
        ),
        etape="CA",
    )
    frame = courantes(entrepot)
    assert dict(frame.select("nature", "sens").iter_rows()) == {
        "60612": "depense",
        "73111": "recette",
        "6419": "recette",
    }
    assert frame["realise_eur"].sum() == Decimal(380)
    lignes = entrepot.lignes_origine(ACCES_LOCAL, "ville", origine("lignes_budgetaires", nature="73111"))
    assert lignes["cellule"].to_list() == ["E3"]
    lignes = entrepot.lignes_origine(ACCES_LOCAL, "ville", origine("lignes_budgetaires", nature="60612"))
    assert lignes["cellule"].to_list() == ["D2"]


def test_un_classeur_de_plusieurs_tables_entre_en_une_fois(
    entrepot: Entrepot, ecrire_xlsx: Callable[..., Path], deposer: type_deposer
) -> None:
    fichier = ecrire_xlsx(
        {
            "capitaux": [["code", "entite", "famille"], ["climat", "Climat", "naturel"]],
            "actions_preservation": [
                ["exercice", "capital", "action", "intitule", "type", "quantite", "cout_unitaire_eur"],
                [2024, "climat", "navettes", "Navettes", "Évitement", 40, 300],
            ],
            "Divers": [["Prénom", "Couleur"], ["Ada", "bleu"]],
        }
    )
    bilan = deposer(fichier)
    assert {apercu.table: apercu.creees for apercu in bilan.tables} == {"capitaux": 1, "actions_preservation": 1}
    donnees = entrepot.donnees(ACCES_LOCAL, "ville")
    assert donnees["actions_preservation"]["type"].to_list() == ["evitement"]
    assert donnees["actions_preservation"]["feuille"].to_list() == ["actions_preservation"]
