"""Le chemin de l'agent à l'écran : déposer, répondre, corriger, voir, confirmer, annuler, publier."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from core.acces import ACCES_LOCAL
from core.reglages import reglages
from pages._importer.depot import dossier_depots, purger
from pages._importer.territoire import identifiant
from pages._outils import chargement
from tests.pages.visite import Ouvrir, aller, parametre, textes

ENTETE = "exercice;etape;budget;section;sens;mouvement;chapitre;nature;fonction;libelle;realise_eur"
BON = f"""{ENTETE}
2024;CA;principal;fonctionnement;depense;reel;011;60612;020;Électricité;1 234,56
2024;CA;principal;fonctionnement;recette;reel;731;73111;01;Impôts;5 000,00
"""
ABIME = BON + "2024;CA;principal;fonctionnement;depense;reel;011;60613;020;Chauffage;#REF!\n"
SANS_ETAPE = "\n".join(";".join(ligne.split(";")[:1] + ligne.split(";")[2:]) for ligne in BON.splitlines()) + "\n"
TERRITOIRE = "nuits-orsevaux"


def deposer(page: AppTest, contenu: str | bytes, nom: str = "export.csv") -> AppTest:
    octets = contenu.encode() if isinstance(contenu, str) else contenu
    page.get("file_uploader")[0].set_value((nom, octets, "text/csv"))
    return page.run()


def cliquer(page: AppTest, libelle: str) -> AppTest:
    next(bouton for bouton in page.button if bouton.label == libelle).click()
    return page.run()


def champ(page: AppTest, formulaire: str, nom: str) -> TextInput:
    return next(un for un in page.text_input if un.key.startswith(formulaire) and un.key.endswith(nom))


def lu(page: AppTest) -> str:
    return textes(page).replace("\\", "")


def test_un_bon_fichier_va_du_depot_a_l_annulation(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON)
    assert "« export.csv »" in lu(page)
    assert "rien n’est encore écrit" in lu(page)
    entrepot = chargement.entrepot()
    avant = entrepot.version(ACCES_LOCAL, TERRITOIRE)
    cliquer(page, "Importer ces lignes")
    assert not page.exception
    assert page.title[0].value.startswith("Import n°")
    assert entrepot.version(ACCES_LOCAL, TERRITOIRE) > avant
    assert entrepot.imports(ACCES_LOCAL, TERRITOIRE)["statut"][0] == "brouillon"
    cliquer(page, "Annuler cet import")
    assert entrepot.imports(ACCES_LOCAL, TERRITOIRE)["statut"][0] == "annule"
    assert page.get("file_uploader")


def test_le_fichier_depose_ne_reste_ni_en_memoire_ni_sur_le_disque(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON)
    assert not page.get("file_uploader")
    attente = reglages().base.parent / "depots"
    (copie,) = attente.iterdir()
    assert "export" not in copie.name
    cliquer(page, "Déposer un autre fichier")
    assert list(attente.iterdir()) == []


def test_une_ligne_refusee_bloque_jusqu_au_choix_explicite(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), ABIME)
    assert "1 ligne refusée".replace(" ", "\u00a0", 1) in lu(page)
    bouton = next(un for un in page.button if un.label == "Importer sans la ligne refusée")
    assert bouton.disabled
    page.checkbox[0].check().run()
    cliquer(page, "Importer sans la ligne refusée")
    assert page.title[0].value.startswith("Import n°")
    assert chargement.entrepot().imports(ACCES_LOCAL, TERRITOIRE)["rejetees"][0] == 1


def test_une_question_se_pose_une_fois_et_sa_reponse_compte(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), SANS_ETAPE)
    assert not [bouton for bouton in page.button if bouton.label.startswith("Importer")]
    page.radio(key="question_etape").set_value("CFU")
    cliquer(page, "Continuer")
    cliquer(page, "Importer ces lignes")
    lignes = chargement.entrepot().donnees(ACCES_LOCAL, TERRITOIRE, ["lignes_budgetaires"])["lignes_budgetaires"]
    assert "CFU" in set(lignes["etape"])


def test_reimporter_le_meme_fichier_ne_change_rien(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON)
    cliquer(page, "Importer ces lignes")
    cliquer(page, "Déposer un autre fichier")
    deposer(page, BON)
    assert "ne change rien" in lu(page)
    assert not [bouton for bouton in page.button if bouton.label.startswith("Importer")]


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("vide.csv", b""),
        ("page.xlsx", b"<html><body><table><tr><td>1</td></tr></table></body></html>"),
        ("coupe.xlsx", b"PK\x03\x04" + b"\x00" * 40),
        ("entete.csv", ENTETE.encode() + b"\n"),
    ],
)
def test_un_mauvais_fichier_recoit_une_phrase_et_rien_n_est_ecrit(
    ouvrir_copie: Ouvrir, nom: str, contenu: bytes
) -> None:
    page = ouvrir_copie("importer", territoire=TERRITOIRE)
    avant = chargement.entrepot().version(ACCES_LOCAL, TERRITOIRE)
    deposer(page, contenu, nom)
    assert not page.exception
    assert len(page.error) == 1
    assert "Traceback" not in lu(page)
    assert chargement.entrepot().version(ACCES_LOCAL, TERRITOIRE) == avant
    assert [bouton.label for bouton in page.button if "autre fichier" in bouton.label]


def test_un_nom_de_fichier_n_est_ni_un_chemin_ni_du_markdown(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON, "../![x](http://dehors/x.png).csv")
    assert not page.exception
    assert "![x](http" not in textes(page)


def test_une_colonne_inconnue_se_corrige_a_l_ecran(ouvrir_copie: Ouvrir) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON.replace(";libelle;", ";zzz qqq;"))
    choix = next(liste for liste in page.selectbox if "zzz qqq" in liste.label)
    assert choix.value == ""
    choix.select("libelle")
    cliquer(page, "Appliquer ces colonnes")
    cliquer(page, "Importer ces lignes")
    lignes = chargement.entrepot().donnees(ACCES_LOCAL, TERRITOIRE, ["lignes_budgetaires"])["lignes_budgetaires"]
    assert "Électricité" in set(lignes["libelle"])


def test_publier_au_journal_rend_l_import_visible_du_lecteur(
    ouvrir_copie: Ouvrir, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = deposer(ouvrir_copie("importer", territoire=TERRITOIRE), BON)
    cliquer(page, "Importer ces lignes")
    aller(page, "journal", {"territoire": TERRITOIRE})
    assert "dont un attend d’être publié" in lu(page)
    cliquer(page, "Publier")
    assert chargement.entrepot().imports(ACCES_LOCAL, TERRITOIRE)["statut"][0] == "valide"
    assert "tous publiés" in lu(page)


def test_ouvrir_un_territoire_y_mene_et_refuse_un_nom_vide(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_copie("importer")
    cliquer(page, "Ouvrir ce territoire")
    assert page.error
    champ(page, "ouvrir", "nom").input("Saint-Éloi l'Étang")
    champ(page, "ouvrir", "insee").input("243500139")
    cliquer(page, "Ouvrir ce territoire")
    assert "n’est pas un code Insee" in page.error[0].value.replace("\\", "")
    champ(page, "ouvrir", "insee").input("")
    champ(page, "ouvrir", "siren").input("215 600 461")
    cliquer(page, "Ouvrir ce territoire")
    assert not page.exception
    assert chargement.entrepot().territoire(ACCES_LOCAL, "saint-eloi-l-etang").siren == "215600461"
    assert parametre(page, "territoire") == "saint-eloi-l-etang"
    assert "Saint-Éloi l’Étang : déposez un fichier" in lu(page)


def test_corriger_le_territoire_ou_l_on_est(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_copie("importer", territoire=TERRITOIRE)
    champ(page, "corriger", "siren").input("215600462")
    cliquer(page, "Enregistrer ces corrections")
    assert "clé de contrôle" in page.error[0].value
    champ(page, "corriger", "nom").input("Les Nuits")
    champ(page, "corriger", "siren").input("215600461")
    cliquer(page, "Enregistrer ces corrections")
    assert not page.exception
    assert "Les Nuits : déposez un fichier" in lu(page)
    corrige = chargement.entrepot().territoire(ACCES_LOCAL, TERRITOIRE)
    assert (corrige.nom, corrige.siren, corrige.type) == ("Les Nuits", "215600461", "evenement")


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [("Ville d'Orsevaux", "ville-d-orsevaux"), ("  Œuvre & Cie ", "oeuvre-cie"), ("!!!", ""), ("L’Haÿ", "l-hay")],
)
def test_l_identifiant_vient_du_nom(nom: str, attendu: str) -> None:
    assert identifiant(nom) == attendu


def test_les_depots_oublies_sont_purges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_BASE", str(tmp_path / "base.duckdb"))
    dossier_depots().mkdir()
    vieux, neuf = dossier_depots() / "vieux", dossier_depots() / "neuf"
    vieux.write_text("x")
    neuf.write_text("x")
    avant_hier = time.time() - 48 * 3600
    os.utime(vieux, (avant_hier, avant_hier))
    purger()
    assert [chemin.name for chemin in dossier_depots().iterdir()] == ["neuf"]
