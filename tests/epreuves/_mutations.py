"""Ce qu'un agent, un logiciel ou un courriel font à un fichier : un catalogue de blessures, tirées au hasard.

Une blessure met la vérité à jour quand le fichier blessé dit un autre total, et la laisse quand il dit encore le même.
Ce qui se lit de deux façons garde l'ancienne : y répondre est affaire de question.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

from tests.epreuves._documents import REALISE, SECTION, SENS, Document, Formule, francais

type_blessure = Callable[[random.Random, Document], None]
TABLEAU: list[tuple[type_blessure, frozenset[str]]] = []


FORMATS = ("csv", "xlsx", "ods", "xls")


def blessure(*formats: str) -> Callable[[type_blessure], type_blessure]:
    """Inscrit une blessure et les formats où elle a prise : tous, si rien n'est dit."""

    def inscrire(sienne: type_blessure) -> type_blessure:
        TABLEAU.append((sienne, frozenset(formats or FORMATS)))
        return sienne

    return inscrire


def une_ligne(hasard: random.Random, document: Document) -> list[object]:
    return hasard.choice(document.lignes[1:])


def _ecrire_montants(document: Document, ecrire: Callable[[float], object]) -> None:
    for ligne in document.lignes[1:]:
        ligne[REALISE] = ecrire(ligne[REALISE])


# Les montants


@blessure()
def un_montant_ecrit_autrement(hasard: random.Random, document: Document) -> None:
    ligne = une_ligne(hasard, document)
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


@blessure()
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


@blessure()
def montants_arrondis_au_millier(hasard: random.Random, document: Document) -> None:
    """Trois chiffres après un point ou une virgule, « 1.200 » : des milliers si la colonne entière s'écrit ainsi."""
    document.verite = dict.fromkeys(document.verite, 0)
    marque = hasard.choice(".,")
    for ligne in document.lignes[1:]:
        milliers, centaines = hasard.randrange(1, 999), hasard.randrange(10)
        ligne[REALISE] = f"{milliers}{marque}{centaines}00"
        document.verite[ligne[SECTION], ligne[SENS]] += (milliers * 1000 + centaines * 100) * 100


@blessure()
def une_cellule_fautive(hasard: random.Random, document: Document) -> None:
    une_ligne(hasard, document)[REALISE] = hasard.choice(
        ("#REF!", "#N/A", "#VALEUR!", "n.c.", "VRAI", True, "inf", "NaN", date(2024, 12, 31), "voir annexe", "-", "?")
    )


@blessure()
def une_cellule_vide(hasard: random.Random, document: Document) -> None:
    ligne = une_ligne(hasard, document)
    document.verite[ligne[SECTION], ligne[SENS]] -= round(ligne[REALISE] * 100)
    ligne[REALISE] = hasard.choice((None, "", " "))


@blessure("xlsx", "ods", "xls")
def formules_jamais_calculees(hasard: random.Random, document: Document) -> None:
    for ligne in document.lignes[1:] if hasard.random() < 0.5 else [une_ligne(hasard, document)]:
        ligne[REALISE] = Formule(f"=ROUND({ligne[REALISE]},2)", None)


@blessure("xlsx", "ods")
def formules_toutes_a_zero(hasard: random.Random, document: Document) -> None:
    _ecrire_montants(document, lambda nombre: Formule(f"=ROUND({nombre},2)", 0.0))


@blessure()
def bruit_de_flottant(hasard: random.Random, document: Document) -> None:
    for ligne in document.lignes[1:]:
        ligne[REALISE] = ligne[REALISE] + hasard.choice((1e-7, -1e-7, 3e-9))


@blessure()
def un_seul_montant_en_milliers(hasard: random.Random, document: Document) -> None:
    ligne = une_ligne(hasard, document)
    ligne[REALISE] = hasard.choice(("{} k€", "{} K", "{}k", "{} milliers")).format(f"{ligne[REALISE] / 1000:.5f}")


# Les unités


@blessure()
def une_unite_dans_l_en_tete(hasard: random.Random, document: Document) -> None:
    unite = hasard.choice(
        ("k€", "K€", "(kEUR)", "en milliers d'euros", "millier d’euros", "M€", "en millions d'euros", "MEUR", "K")
    )
    document.lignes[0][REALISE] = f"Réalisé {unite}"
    diviseur = 1e6 if unite.startswith(("M", "en mill")) and "milliers" not in unite else 1e3
    _ecrire_montants(document, lambda nombre: round(nombre / diviseur, 8))


@blessure()
def une_unite_au_titre(hasard: random.Random, document: Document) -> None:
    unite = hasard.choice(("(en k€)", "En milliers d'euros", "en millions d'euros", "Unité : k€", "montants en M€"))
    document.lignes.insert(0, [f"Compte administratif 2024 {unite}"])
    for ligne in document.lignes[2:]:
        ligne[REALISE] = round(ligne[REALISE] / (1e6 if "M€" in unite or "millions" in unite else 1e3), 8)


@blessure("xlsx")
def une_unite_dans_le_format(hasard: random.Random, document: Document) -> None:
    code, diviseur = hasard.choice((('0.00 "k€"', 1e3), ('0.00" K"', 1e3), ('0.0 "M€"', 1e6), ('0.0 "millions"', 1e6)))
    document.pages[0].formats[REALISE] = code
    _ecrire_montants(document, lambda nombre: round(nombre / diviseur, 8))


@blessure()
def une_colonne_unite(hasard: random.Random, document: Document) -> None:
    unite, diviseur = hasard.choice((("k€", 1e3), ("milliers d'euros", 1e3), ("M€", 1e6)))
    document.lignes[0].append("Unité")
    for ligne in document.lignes[1:]:
        ligne[REALISE] = round(ligne[REALISE] / diviseur, 8)
        ligne.append(unite)
