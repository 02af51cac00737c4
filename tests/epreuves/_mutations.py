"""Ce qu'un agent, un logiciel ou un courriel font à un fichier : un catalogue de blessures, tirées au hasard.

Une blessure met la vérité à jour quand le fichier blessé dit un autre total, et la laisse quand il dit encore le même.
Ce qui se lit de deux façons garde l'ancienne : y répondre est affaire de question.
"""

from __future__ import annotations

import random
from collections.abc import Callable
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
    Formule,
    Page,
    francais,
)

type_blessure = Callable[[random.Random, Document], None]
TABLEAU: list[tuple[type_blessure, frozenset[str]]] = []


FORMATS = ("csv", "xlsx", "ods", "xls")


def _tableau(*formats: str) -> Callable[[type_blessure], type_blessure]:
    """Inscrit une blessure et les formats où elle a prise : tous, si rien n'est dit."""

    def inscrire(blessure: type_blessure) -> type_blessure:
        TABLEAU.append((blessure, frozenset(formats or FORMATS)))
        return blessure

    return inscrire


def _une(hasard: random.Random, document: Document) -> list[object]:
    return hasard.choice(document.lignes[1:])


def _ecrire_montants(document: Document, ecrire: Callable[[float], object]) -> None:
    for ligne in document.lignes[1:]:
        ligne[REALISE] = ecrire(ligne[REALISE])


# Les montants


@_tableau()
def un_montant_ecrit_autrement(hasard: random.Random, document: Document) -> None:
    ligne = _une(hasard, document)
    nombre = ligne[REALISE]
    ligne[REALISE] = hasard.choice(
        (
            francais(nombre),
            francais(nombre).replace(" ", "\u202f"),
            francais(nombre).replace(" ", "\u00a0") + " €",
            f"{nombre:,.2f}",
            f"{nombre:,.2f}".replace(",", "'"),
            f"{nombre:,.2f}".replace(",", "_").replace(".", ",").replace("_", "."),
            f"{nombre / 1000:.5f}".replace(".", ",") + " k€",
            f"{nombre / 1e6:.8f} M€",
            f"({abs(nombre):.2f})" if nombre < 0 else f"+{nombre:.2f}",
            f"{abs(nombre):.2f}-" if nombre < 0 else f" {nombre:.2f} ",
            f"{nombre:.2e}",
            f"{nombre:.2f} EUR",
            f"{nombre:.1f}",
            f"{nombre:.2f}".replace("0", "O"),
            f"{nombre:.2f}".replace("1", "l"),
            f"{nombre:.2f}".replace(".", ",,"),
            f"~{nombre:.0f}",
            f"environ {nombre:.0f}",
            f"{nombre:.2f} (dont RAR)",
            f"{nombre:.2f}/2",
            f"={nombre:.2f}",
            f"'{nombre:.2f}",
        )
    )
    if ligne[REALISE] in (f"{nombre:.1f}", f"{nombre:.2e}"):
        dit = float(str(ligne[REALISE]))
        document.verite[ligne[SECTION], ligne[SENS]] += round(dit * 100) - round(nombre * 100)


@_tableau()
def tous_les_montants_ecrits_autrement(hasard: random.Random, document: Document) -> None:
    _ecrire_montants(
        document,
        hasard.choice(
            (
                francais,
                lambda nombre: f"{nombre:,.2f}",
                lambda nombre: f"{nombre:,.0f}",
                lambda nombre: f"{nombre:,.3f}".replace(",", " "),
                lambda nombre: f"{round(nombre):,}".replace(",", "."),
                lambda nombre: f"{nombre:.2f}".replace(".", ""),
                lambda nombre: f"{nombre / 1000:.5f}",
                lambda nombre: str(nombre) + "%",
            )
        ),
    )


@_tableau()
def montants_arrondis_au_millier(hasard: random.Random, document: Document) -> None:
    """Trois chiffres après un point ou une virgule, « 1.200 » : des milliers si la colonne entière s'écrit ainsi."""
    document.verite = dict.fromkeys(document.verite, 0)
    marque = hasard.choice(".,")
    for ligne in document.lignes[1:]:
        milliers, centaines = hasard.randrange(1, 999), hasard.randrange(10)
        ligne[REALISE] = f"{milliers}{marque}{centaines}00"
        document.verite[ligne[SECTION], ligne[SENS]] += (milliers * 1000 + centaines * 100) * 100


@_tableau()
def une_cellule_fautive(hasard: random.Random, document: Document) -> None:
    _une(hasard, document)[REALISE] = hasard.choice(
        ("#REF!", "#N/A", "#VALEUR!", "n.c.", "VRAI", True, "inf", "NaN", date(2024, 12, 31), "voir annexe", "-", "?")
    )


@_tableau()
def une_cellule_vide(hasard: random.Random, document: Document) -> None:
    ligne = _une(hasard, document)
    document.verite[ligne[SECTION], ligne[SENS]] -= round(ligne[REALISE] * 100)
    ligne[REALISE] = hasard.choice((None, "", " "))


@_tableau("xlsx", "ods", "xls")
def formules_jamais_calculees(hasard: random.Random, document: Document) -> None:
    for ligne in document.lignes[1:] if hasard.random() < 0.5 else [_une(hasard, document)]:
        ligne[REALISE] = Formule(f"=ROUND({ligne[REALISE]},2)", None)


@_tableau("xlsx", "ods")
def formules_toutes_a_zero(hasard: random.Random, document: Document) -> None:
    _ecrire_montants(document, lambda nombre: Formule(f"=ROUND({nombre},2)", 0.0))


@_tableau()
def bruit_de_flottant(hasard: random.Random, document: Document) -> None:
    for ligne in document.lignes[1:]:
        ligne[REALISE] = ligne[REALISE] + hasard.choice((1e-7, -1e-7, 3e-9))


@_tableau()
def un_seul_montant_en_milliers(hasard: random.Random, document: Document) -> None:
    ligne = _une(hasard, document)
    ligne[REALISE] = hasard.choice(("{} k€", "{} K", "{}k", "{} milliers")).format(f"{ligne[REALISE] / 1000:.5f}")


# Les unités


@_tableau()
def une_unite_dans_l_en_tete(hasard: random.Random, document: Document) -> None:
    unite = hasard.choice(
        ("k€", "K€", "(kEUR)", "en milliers d'euros", "millier d’euros", "M€", "en millions d'euros", "MEUR", "K")
    )
    document.lignes[0][REALISE] = f"Réalisé {unite}"
    diviseur = 1e6 if unite.startswith(("M", "en mill")) and "milliers" not in unite else 1e3
    _ecrire_montants(document, lambda nombre: round(nombre / diviseur, 8))


@_tableau()
def une_unite_au_titre(hasard: random.Random, document: Document) -> None:
    unite = hasard.choice(("(en k€)", "En milliers d'euros", "en millions d'euros", "Unité : k€", "montants en M€"))
    document.lignes.insert(0, [f"Compte administratif 2024 {unite}"])
    for ligne in document.lignes[2:]:
        ligne[REALISE] = round(ligne[REALISE] / (1e6 if "M€" in unite or "millions" in unite else 1e3), 8)


@_tableau("xlsx")
def une_unite_dans_le_format(hasard: random.Random, document: Document) -> None:
    code, diviseur = hasard.choice((('0.00 "k€"', 1e3), ('0.00" K"', 1e3), ('0.0 "M€"', 1e6), ('0.0 "millions"', 1e6)))
    document.pages[0].formats[REALISE] = code
    _ecrire_montants(document, lambda nombre: round(nombre / diviseur, 8))


@_tableau()
def une_colonne_unite(hasard: random.Random, document: Document) -> None:
    unite, diviseur = hasard.choice((("k€", 1e3), ("milliers d'euros", 1e3), ("M€", 1e6)))
    document.lignes[0].append("Unité")
    for ligne in document.lignes[1:]:
        ligne[REALISE] = round(ligne[REALISE] / diviseur, 8)
        ligne.append(unite)


# Les en-têtes et les colonnes


@_tableau()
def un_en_tete_renomme(hasard: random.Random, document: Document) -> None:
    place = hasard.randrange(len(ENTETES))
    document.lignes[0][place] = hasard.choice(("Colonne", "", None, "Total", "Divers", "Budget", "N", "2024"))


@_tableau()
def le_realise_sous_un_autre_nom(hasard: random.Random, document: Document) -> None:
    document.lignes[0][REALISE] = hasard.choice(
        ("Mandats émis", "Mandaté", "Montant", "Montant réalisé", "CA 2024", "CA 24", "Budget 2024", "€")
    )


@_tableau()
def une_colonne_de_plus(hasard: random.Random, document: Document) -> None:
    nom = hasard.choice(
        ("Réalisé", "Mandaté", "Réalisé 2023", "Réalisé N-1", "Montant", "Budget", "Voté", "Disponible", "Réalisé TTC")
    )
    document.lignes[0].append(nom)
    for ligne in document.lignes[1:]:
        ligne.append(round(hasard.random() * 1e5, 2))


@_tableau()
def la_colonne_de_plus_est_la_premiere(hasard: random.Random, document: Document) -> None:
    nom = hasard.choice(("Réalisé", "Réalisé 2023", "Mandaté", "Budget"))
    document.lignes[0].insert(0, nom)
    for ligne in document.lignes[1:]:
        ligne.insert(0, round(hasard.random() * 1e5, 2))


@_tableau()
def deux_colonnes_une_par_sens(hasard: random.Random, document: Document) -> None:
    noms = hasard.choice(
        (("Mandats émis", "Titres émis"), ("Mandaté", "Titré"), ("Réalisé D", "Réalisé R"), ("Dépenses", "Recettes"))
    )
    document.lignes[0][REALISE:] = noms
    for ligne in document.lignes[1:]:
        montant = ligne[REALISE]
        ligne[REALISE:] = [montant, None] if ligne[SENS] == "Dépense" else [None, montant]


@_tableau()
def une_colonne_de_moins(hasard: random.Random, document: Document) -> None:
    place = hasard.randrange(len(ENTETES) - 1)
    for ligne in document.lignes:
        del ligne[place]


@_tableau()
def des_colonnes_echangees(hasard: random.Random, document: Document) -> None:
    une, autre = hasard.sample(range(len(ENTETES)), 2)
    for ligne in document.lignes:
        ligne[une], ligne[autre] = ligne[autre], ligne[une]


@_tableau("xlsx")
def une_colonne_cachee(hasard: random.Random, document: Document) -> None:
    document.pages[0].colonnes_cachees = (hasard.randrange(len(ENTETES)),)


@_tableau()
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


@_tableau("xlsx")
def un_groupe_fusionne(hasard: random.Random, document: Document) -> None:
    document.lignes.insert(0, [None] * len(ENTETES))
    document.pages[0].fusions = ((0, 0, 0, hasard.randrange(2, 8), "Imputation"),)


# Les lignes


@_tableau()
def des_totaux_parmi_les_lignes(hasard: random.Random, document: Document) -> None:
    total = sum(ligne[REALISE] for ligne in document.lignes[1:])
    nom = hasard.choice(("Total", "TOTAL GÉNÉRAL", "Sous-total", "Ensemble", "Somme"))
    ligne = [None] * len(ENTETES)
    ligne[hasard.choice((EXERCICE, LIBELLE))] = nom
    ligne[REALISE] = round(total, 2)
    document.lignes.append(ligne)


@_tableau()
def un_parent_avec_ses_enfants(hasard: random.Random, document: Document) -> None:
    modele = next(ligne for ligne in document.lignes[1:] if ligne[NATURE] == "64111")
    enfants = [ligne for ligne in document.lignes[1:] if str(ligne[NATURE]).startswith("64")]
    parent = list(modele)
    parent[NATURE], parent[LIBELLE] = "64", "Charges de personnel"
    parent[REALISE] = round(sum(ligne[REALISE] for ligne in enfants), 2)
    document.lignes.insert(document.lignes.index(modele), parent)


@_tableau()
def une_ligne_redite(hasard: random.Random, document: Document) -> None:
    document.lignes.insert(hasard.randrange(1, len(document.lignes)), list(_une(hasard, document)))


@_tableau()
def toutes_les_lignes_redites(hasard: random.Random, document: Document) -> None:
    document.lignes.extend([list(ligne) for ligne in document.lignes[1:]])


@_tableau()
def l_en_tete_au_milieu(hasard: random.Random, document: Document) -> None:
    document.lignes.insert(hasard.randrange(2, len(document.lignes)), list(document.lignes[0]))


@_tableau()
def des_lignes_vides(hasard: random.Random, document: Document) -> None:
    for _ in range(3):
        document.lignes.insert(hasard.randrange(1, len(document.lignes)), [])


@_tableau("xlsx")
def des_lignes_cachees(hasard: random.Random, document: Document) -> None:
    document.pages[0].lignes_cachees = tuple(hasard.sample(range(1, len(document.lignes)), 3))


@_tableau()
def une_note_en_bas(hasard: random.Random, document: Document) -> None:
    note = hasard.choice(("Source : service des finances", "* hors budgets annexes", "NB : 1 250,00 €"))
    document.lignes.append([note])


@_tableau()
def des_etiquettes_non_repetees(hasard: random.Random, document: Document) -> None:
    place = hasard.choice((SECTION, SENS, CHAPITRE))
    vue = None
    for ligne in document.lignes[1:]:
        if ligne[place] == vue:
            ligne[place] = None
        else:
            vue = ligne[place]


# Les codes


@_tableau()
def des_zeros_perdus(hasard: random.Random, document: Document) -> None:
    for ligne in document.lignes[1:]:
        ligne[CHAPITRE], ligne[NATURE] = int(ligne[CHAPITRE]), int(ligne[NATURE])


@_tableau()
def un_code_ecrit_autrement(hasard: random.Random, document: Document) -> None:
    place = hasard.choice((CHAPITRE, NATURE))
    ecrire = hasard.choice(
        ("{} ", "{}.", "C{}", "{}-LIBELLÉ", "({})", "{}.0", "{},00", "{}/020", "0{}", "6{}", "{:.1e}", "{}-3")
    )
    for ligne in document.lignes[1:]:
        ligne[place] = ecrire.format(float(ligne[place]) if "e" in ecrire else ligne[place])


@_tableau()
def un_sens_ecrit_autrement(hasard: random.Random, document: Document) -> None:
    depense, recette = hasard.choice(
        (("D", "R"), ("DEP", "REC"), ("dépenses", "recettes"), ("Débit", "Crédit"), ("0", "1"), ("1", "2"), ("-", "+"))
    )
    for ligne in document.lignes[1:]:
        ligne[SENS] = depense if ligne[SENS] == "Dépense" else recette


@_tableau()
def un_exercice_ecrit_autrement(hasard: random.Random, document: Document) -> None:
    jours = (date(2024, 12, 31), date(1905, 7, 16))
    annee = hasard.choice(("24", "2024.0", "2024/2025", "N", *jours, "2 024", 20240, -2024))
    for ligne in document.lignes[1:]:
        ligne[EXERCICE] = annee


@_tableau()
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


@_tableau("xlsx", "ods")
def une_seconde_feuille_de_meme_forme(hasard: random.Random, document: Document) -> None:
    autre = _page_de_plus(hasard, document)
    autre.nom = hasard.choice(("Feuil2", "Copie", "Export (2)", "Simulation", "v2", "Total"))
    document.pages.insert(hasard.choice((0, 1)), autre)


@_tableau("xlsx", "ods")
def une_feuille_cachee(hasard: random.Random, document: Document) -> None:
    autre = _page_de_plus(hasard, document)
    autre.nom, autre.cachee = "Ancien", True
    document.pages.append(autre)


@_tableau("xlsx", "ods")
def une_feuille_recopiee(hasard: random.Random, document: Document) -> None:
    autre = deepcopy(document.pages[0])
    autre.nom = "Export (2)"
    document.pages.append(autre)


# Le texte


@_tableau("csv")
def un_autre_separateur(hasard: random.Random, document: Document) -> None:
    document.separateur = hasard.choice((",", "\t", "|", " "))


@_tableau("csv")
def un_autre_encodage(hasard: random.Random, document: Document) -> None:
    document.encodage = hasard.choice(("cp1252", "utf-16", "utf-8-sig", "mac_roman", "cp850", "ascii"))
    document.fin = hasard.choice(("\n", "\r\n", "\r"))


@_tableau("csv")
def une_ligne_courte_ou_longue(hasard: random.Random, document: Document) -> None:
    ligne = _une(hasard, document)
    if hasard.random() < 0.5:
        del ligne[hasard.randrange(3, len(ligne)) :]
    else:
        ligne.insert(hasard.randrange(len(ligne)), hasard.choice(("", "x", 12.5)))


@_tableau()
def un_champ_piege(hasard: random.Random, document: Document) -> None:
    _une(hasard, document)[LIBELLE] = hasard.choice(
        ('3" de tuyau', "a;b", "ligne\ncoupée", '"', "x" * 3000, "=1+1", "<b>gras</b>", "Total des énergies", "")
    )
