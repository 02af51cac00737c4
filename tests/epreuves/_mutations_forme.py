"""La suite du catalogue : les colonnes, les lignes, les codes, les feuilles et le texte."""

from __future__ import annotations

import random
from copy import deepcopy
from datetime import date

from tests.epreuves._documents import (
    CHAPITRE,
    ENTETES,
    EXERCICE,
    LIBELLE,
    NATURE,
    REALISE,
    SECTION,
    SENS,
    Document,
    Page,
)
from tests.epreuves._mutations import blessure, une_ligne

# Les en-têtes et les colonnes


@blessure()
def un_en_tete_renomme(hasard: random.Random, document: Document) -> None:
    place = hasard.randrange(len(ENTETES))
    document.lignes[0][place] = hasard.choice(("Colonne", "", None, "Total", "Divers", "Budget", "N", "2024"))


@blessure()
def le_realise_sous_un_autre_nom(hasard: random.Random, document: Document) -> None:
    document.lignes[0][REALISE] = hasard.choice(
        ("Mandats émis", "Mandaté", "Montant", "Montant réalisé", "CA 2024", "CA 24", "Budget 2024", "€")
    )


@blessure()
def une_colonne_de_plus(hasard: random.Random, document: Document) -> None:
    nom = hasard.choice(
        ("Réalisé", "Mandaté", "Réalisé 2023", "Réalisé N-1", "Montant", "Budget", "Voté", "Disponible", "Réalisé TTC")
    )
    document.lignes[0].append(nom)
    for ligne in document.lignes[1:]:
        ligne.append(round(hasard.random() * 1e5, 2))


@blessure()
def la_colonne_de_plus_est_la_premiere(hasard: random.Random, document: Document) -> None:
    nom = hasard.choice(("Réalisé", "Réalisé 2023", "Mandaté", "Budget"))
    document.lignes[0].insert(0, nom)
    for ligne in document.lignes[1:]:
        ligne.insert(0, round(hasard.random() * 1e5, 2))


@blessure()
def deux_colonnes_une_par_sens(hasard: random.Random, document: Document) -> None:
    noms = hasard.choice(
        (("Mandats émis", "Titres émis"), ("Mandaté", "Titré"), ("Réalisé D", "Réalisé R"), ("Dépenses", "Recettes"))
    )
    document.lignes[0][REALISE:] = noms
    for ligne in document.lignes[1:]:
        montant = ligne[REALISE]
        ligne[REALISE:] = [montant, None] if ligne[SENS] == "Dépense" else [None, montant]


@blessure()
def une_colonne_de_moins(hasard: random.Random, document: Document) -> None:
    place = hasard.randrange(len(ENTETES) - 1)
    for ligne in document.lignes:
        del ligne[place]


@blessure()
def des_colonnes_echangees(hasard: random.Random, document: Document) -> None:
    une, autre = hasard.sample(range(len(ENTETES)), 2)
    for ligne in document.lignes:
        ligne[une], ligne[autre] = ligne[autre], ligne[une]


@blessure("xlsx")
def une_colonne_cachee(hasard: random.Random, document: Document) -> None:
    document.pages[0].colonnes_cachees = (hasard.randrange(len(ENTETES)),)


@blessure()
def un_bandeau_au_dessus(hasard: random.Random, document: Document) -> None:
    bandeau = hasard.choice(
        (
            ["Ville", None, None, "Compte administratif 2024"],
            ["Exercice", 2024],
            ["Étape", "Compte administratif"],
            ["Édition du", "01/02/2025", "Page", 1],
            [0.0, 0.5, 1.0],
            ["Budget", "Budget principal"],
            [None] * 8 + ["Montants"],
        )
    )
    document.lignes.insert(0, list(bandeau))
    if hasard.random() < 0.5:
        document.lignes.insert(1, [])


@blessure("xlsx")
def un_groupe_fusionne(hasard: random.Random, document: Document) -> None:
    document.lignes.insert(0, [None] * len(ENTETES))
    document.pages[0].fusions = ((0, 0, 0, hasard.randrange(2, 8), "Imputation"),)


# Les lignes


@blessure()
def des_totaux_parmi_les_lignes(hasard: random.Random, document: Document) -> None:
    total = sum(ligne[REALISE] for ligne in document.lignes[1:])
    nom = hasard.choice(("Total", "TOTAL GÉNÉRAL", "Sous-total", "Ensemble", "Somme"))
    ligne = [None] * len(ENTETES)
    ligne[hasard.choice((EXERCICE, LIBELLE))] = nom
    ligne[REALISE] = round(total, 2)
    document.lignes.append(ligne)


@blessure()
def un_parent_avec_ses_enfants(hasard: random.Random, document: Document) -> None:
    modele = next(ligne for ligne in document.lignes[1:] if ligne[NATURE] == "64111")
    enfants = [ligne for ligne in document.lignes[1:] if str(ligne[NATURE]).startswith("64")]
    parent = list(modele)
    parent[NATURE], parent[LIBELLE] = "64", "Charges de personnel"
    parent[REALISE] = round(sum(ligne[REALISE] for ligne in enfants), 2)
    document.lignes.insert(document.lignes.index(modele), parent)


@blessure()
def une_ligne_redite(hasard: random.Random, document: Document) -> None:
    document.lignes.insert(hasard.randrange(1, len(document.lignes)), list(une_ligne(hasard, document)))


@blessure()
def toutes_les_lignes_redites(hasard: random.Random, document: Document) -> None:
    document.lignes.extend([list(ligne) for ligne in document.lignes[1:]])


@blessure()
def l_en_tete_au_milieu(hasard: random.Random, document: Document) -> None:
    document.lignes.insert(hasard.randrange(2, len(document.lignes)), list(document.lignes[0]))


@blessure()
def des_lignes_vides(hasard: random.Random, document: Document) -> None:
    for _ in range(3):
        document.lignes.insert(hasard.randrange(1, len(document.lignes)), [])


@blessure("xlsx")
def des_lignes_cachees(hasard: random.Random, document: Document) -> None:
    document.pages[0].lignes_cachees = tuple(hasard.sample(range(1, len(document.lignes)), 3))


@blessure()
def une_note_en_bas(hasard: random.Random, document: Document) -> None:
    note = hasard.choice(("Source : service des finances", "* hors budgets annexes", "NB : 1 250,00 €"))
    document.lignes.append([note])


@blessure()
def des_etiquettes_non_repetees(hasard: random.Random, document: Document) -> None:
    place = hasard.choice((SECTION, SENS, CHAPITRE))
    vue = None
    for ligne in document.lignes[1:]:
        if ligne[place] == vue:
            ligne[place] = None
        else:
            vue = ligne[place]


# Les codes


@blessure()
def des_zeros_perdus(hasard: random.Random, document: Document) -> None:
    for ligne in document.lignes[1:]:
        ligne[CHAPITRE], ligne[NATURE] = int(ligne[CHAPITRE]), int(ligne[NATURE])


@blessure()
def un_code_ecrit_autrement(hasard: random.Random, document: Document) -> None:
    place = hasard.choice((CHAPITRE, NATURE))
    ecrire = hasard.choice(
        ("{} ", "{}.", "C{}", "{}-LIBELLÉ", "({})", "{}.0", "{},00", "{}/020", "0{}", "6{}", "{:.1e}", "{}-3")
    )
    for ligne in document.lignes[1:]:
        ligne[place] = ecrire.format(float(ligne[place]) if "e" in ecrire else ligne[place])


@blessure()
def un_sens_ecrit_autrement(hasard: random.Random, document: Document) -> None:
    depense, recette = hasard.choice(
        (("D", "R"), ("DEP", "REC"), ("dépenses", "recettes"), ("Débit", "Crédit"), ("0", "1"), ("1", "2"), ("-", "+"))
    )
    for ligne in document.lignes[1:]:
        ligne[SENS] = depense if ligne[SENS] == "Dépense" else recette


@blessure()
def un_exercice_ecrit_autrement(hasard: random.Random, document: Document) -> None:
    jours = (date(2024, 12, 31), date(1905, 7, 16))
    annee = hasard.choice(("24", "2024.0", "2024/2025", "N", *jours, "2 024", 20240, -2024))
    for ligne in document.lignes[1:]:
        ligne[EXERCICE] = annee


@blessure()
def une_autre_annee_dans_les_lignes(hasard: random.Random, document: Document) -> None:
    """Des lignes d'un autre exercice : elles sont importées à leur année, hors de nos totaux."""
    for ligne in hasard.sample(document.lignes[1:], 3):
        ligne[EXERCICE] = 2023
        document.verite[ligne[SECTION], ligne[SENS]] -= round(ligne[REALISE] * 100)


# Les feuilles


def _page_de_plus(hasard: random.Random, document: Document) -> Page:
    autre = deepcopy(document.pages[0])
    for ligne in autre.lignes[1:]:
        ligne[REALISE] = round(hasard.random() * 1e5, 2)
    return autre


@blessure("xlsx", "ods")
def une_seconde_feuille_de_meme_forme(hasard: random.Random, document: Document) -> None:
    autre = _page_de_plus(hasard, document)
    autre.nom = hasard.choice(("Feuil2", "Copie", "Export (2)", "Simulation", "v2", "Total"))
    document.pages.insert(hasard.choice((0, 1)), autre)


@blessure("xlsx", "ods")
def une_feuille_cachee(hasard: random.Random, document: Document) -> None:
    autre = _page_de_plus(hasard, document)
    autre.nom, autre.cachee = "Ancien", True
    document.pages.append(autre)


@blessure("xlsx", "ods")
def une_feuille_recopiee(hasard: random.Random, document: Document) -> None:
    autre = deepcopy(document.pages[0])
    autre.nom = "Export (2)"
    document.pages.append(autre)


# Le texte


@blessure("csv")
def un_autre_separateur(hasard: random.Random, document: Document) -> None:
    document.separateur = hasard.choice((",", "\t", "|", " "))


@blessure("csv")
def un_autre_encodage(hasard: random.Random, document: Document) -> None:
    document.encodage = hasard.choice(("cp1252", "utf-16", "utf-8-sig", "mac_roman", "cp850", "ascii"))
    document.fin = hasard.choice(("\n", "\r\n", "\r"))


@blessure("csv")
def une_ligne_courte_ou_longue(hasard: random.Random, document: Document) -> None:
    ligne = une_ligne(hasard, document)
    if hasard.random() < 0.5:
        del ligne[hasard.randrange(3, len(ligne)) :]
    else:
        ligne.insert(hasard.randrange(len(ligne)), hasard.choice(("", "x", 12.5)))


@blessure()
def un_champ_piege(hasard: random.Random, document: Document) -> None:
    une_ligne(hasard, document)[LIBELLE] = hasard.choice(
        ('3" de tuyau', "a;b", "ligne\ncoupée", '"', "x" * 3000, "=1+1", "<b>gras</b>", "Total des énergies", "")
    )
