"""Trois exports comme les logiciels financiers les donnent : chacun sa mise en page, aucun n'a la nôtre."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sample_territories.fabrique.outils import comptes
from sample_territories.fabrique.outils.lignes import Ligne, euros, total

INSECABLE = "\u00a0"
FINE = "\u202f"
DATE_FIGEE = datetime(2025, 3, 14)
MONTANTS = ("credits", "engage", "realise", "rar")
NOMS_SENS = {"depense": "Dépenses", "recette": "Recettes"}

type_cellule = str | float | int | None


class Classeur:
    """Un classeur d'une feuille, écrit de haut en bas, toujours identique à lui-même."""

    def __init__(self, chemin: Path, feuille: str, largeurs: Sequence[int]) -> None:
        self._classeur = xlsxwriter.Workbook(str(chemin))
        self._classeur.set_properties({"created": DATE_FIGEE})
        self.feuille: Worksheet = self._classeur.add_worksheet(feuille)
        self.gras: Format = self._classeur.add_format({"bold": True})
        self.centre: Format = self._classeur.add_format({"bold": True, "align": "center", "border": 1})
        self.argent: Format = self._classeur.add_format({"num_format": "#,##0.00"})
        self.rang = 0
        for colonne, largeur in enumerate(largeurs):
            self.feuille.set_column(colonne, colonne, largeur)

    def ligne(self, cellules: Sequence[type_cellule], forme: Format | None = None) -> None:
        """Écrit une ligne ; une cellule nulle reste vide, un nombre prend le format monétaire."""
        for colonne, valeur in enumerate(cellules):
            if isinstance(valeur, float):
                self.feuille.write_number(self.rang, colonne, valeur, forme or self.argent)
            elif isinstance(valeur, int):
                self.feuille.write_number(self.rang, colonne, valeur, forme)
            elif valeur is not None:
                self.feuille.write_string(self.rang, colonne, valeur, forme)
        self.rang += 1

    def format_nombre(self, modele: str) -> Format:
        """Une façon d'écrire les nombres : « 0 », « 0% »."""
        return self._classeur.add_format({"num_format": modele})

    def fermer(self) -> None:
        """Enregistre le fichier."""
        self._classeur.close()


def _nombre(centimes: int | None) -> float | None:
    return None if centimes is None else float(Decimal(centimes) / 100)


def montant_en_texte(centimes: int | None, separateur: str = FINE) -> str | None:
    """« 1 234,56 » comme un logiciel l'écrit, espace insécable comprise ; nul reste vide."""
    if centimes is None:
        return None
    signe = "-" if centimes < 0 else ""
    entiers, decimales = divmod(abs(centimes), 100)
    return f"{signe}{entiers:,}".replace(",", separateur) + f",{decimales:02d}"


def _sommes(lignes: Sequence[Ligne], sens: str) -> dict[str, int]:
    return {nom: total(lignes, nom, lambda x: x.poste.sens == sens) for nom in MONTANTS}


def style_astre(chemin: Path, lignes: Sequence[Ligne], titre: str) -> None:
    """Orsevaux : titres au-dessus, noms de colonnes à espaces insécables, un total par exercice et par sens."""
    classeur = Classeur(
        chemin, "Extraction GF", (9, 12, 10, 10, 15, 10, 32, 10, 42, 10, 34, 30, 28, 44, 15, 15, 15, 15)
    )
    classeur.ligne([titre], classeur.gras)
    classeur.ligne(["Astre GF - Extraction de l'exécution budgétaire - éditée le 14/03/2025 - montants en euros"])
    classeur.ligne([])
    n = INSECABLE
    classeur.ligne(
        [
            "Exercice",
            "Budget",
            "Sens",
            f"Nature{n}Mvt",
            "Section",
            f"Chapitre{n}- Code",
            f"Chapitre{n}- Libellé",
            f"Nature{n}- Code",
            f"Nature{n}- Libellé",
            f"Fonction{n}- Code",
            f"Fonction{n}- Libellé",
            f"Service{n}gestionnaire",
            f"Niveau a{n}- Politique",
            "Objet",
            f"Crédits{n}ouverts",
            f"Engagé{n}",
            f"Réalisé{n}",
            f"RAR au{n}31/12",
        ],
        classeur.gras,
    )
    for exercice in sorted({ligne.exercice for ligne in lignes}):
        for sens, nom in NOMS_SENS.items():
            siennes = [ligne for ligne in lignes if ligne.exercice == exercice and ligne.poste.sens == sens]
            for ligne in siennes:
                classeur.ligne(list(_ligne_astre(ligne)))
            sommes = _sommes(siennes, sens)
            classeur.ligne(
                [f"Total {nom.lower()} {exercice}", *[None] * 13, *(_nombre(sommes[montant]) for montant in MONTANTS)],
                classeur.gras,
            )
    classeur.fermer()


def _ligne_astre(ligne: Ligne) -> Iterator[type_cellule]:
    p = ligne.poste
    yield from (ligne.exercice, "Principal", NOMS_SENS[p.sens][:-1])
    yield "REELLE" if ligne.mouvement == "reel" else "ORDRE"
    yield from (ligne.section.capitalize(), ligne.chapitre, comptes.libelle_chapitre(ligne.chapitre))
    yield from (p.nature, comptes.libelle_nature(p.nature), p.fonction, comptes.libelle_fonction(p.fonction))
    yield from (p.service, p.politique, p.libelle)
    yield from (_nombre(getattr(ligne, nom)) for nom in MONTANTS)


def style_ciril(chemin: Path, lignes: Sequence[Ligne], titre: str) -> None:
    """Lorvanne : « code - libellé », en-tête sur deux lignes fusionnées, dépenses et recettes côte à côte, texte."""
    classeur = Classeur(chemin, "Exécution", (9, 24, 14, 9, 34, 46, 34, 26, 26, 30, 16, 16, 14, 16, 16, 14))
    classeur.ligne([titre], classeur.gras)
    classeur.ligne(["Édition Ciril Finances du 02/04/2025 - comptes administratifs adoptés"])
    fixes = (
        "Exercice",
        "Budget",
        "Section",
        "Type mvt",
        "Chapitre",
        "Article",
        "Fonction",
        "Gestionnaire",
        "Politique",
        "Libellé de la ligne",
    )
    groupes = ("Crédits ouverts", "Réalisé", "RAR")
    for colonne, nom in enumerate(fixes):
        classeur.feuille.merge_range(2, colonne, 3, colonne, nom, classeur.centre)
    for rang, nom in enumerate(("Dépenses", "Recettes")):
        debut = len(fixes) + 3 * rang
        classeur.feuille.merge_range(2, debut, 2, debut + 2, nom, classeur.centre)
        for decalage, groupe in enumerate(groupes):
            classeur.feuille.write_string(3, debut + decalage, groupe, classeur.centre)
    classeur.rang = 4
    for budget in dict.fromkeys(ligne.budget for ligne in lignes):
        siennes = [ligne for ligne in lignes if ligne.budget == budget]
        for ligne in siennes:
            classeur.ligne(list(_ligne_ciril(ligne)))
        montants = [_sommes(siennes, sens)[nom] for sens in NOMS_SENS for nom in ("credits", "realise", "rar")]
        classeur.ligne([f"Total {budget}", *[None] * 9, *(montant_en_texte(m) for m in montants)], classeur.gras)
    classeur.fermer()


def _ligne_ciril(ligne: Ligne) -> Iterator[type_cellule]:
    p = ligne.poste
    yield str(ligne.exercice)
    yield ligne.budget.capitalize() if ligne.budget != "principal" else "Budget principal"
    yield ligne.section.capitalize()
    yield "Réel" if ligne.mouvement == "reel" else "Ordre"
    yield f"{ligne.chapitre} - {comptes.libelle_chapitre(ligne.chapitre)}"
    yield f"{p.nature} - {comptes.libelle_nature(p.nature, ligne.nomenclature)}"
    yield f"{p.fonction} - {comptes.libelle_fonction(p.fonction)}" if p.fonction else None
    yield p.service
    yield p.politique or None
    yield p.libelle
    montants = [montant_en_texte(getattr(ligne, nom)) for nom in ("credits", "realise", "rar")]
    yield from (*[None] * 3, *montants) if p.sens == "recette" else (*montants, *[None] * 3)


def style_sedit(chemin: Path, lignes: Sequence[Ligne], titre: str, exercice: int) -> None:
    """Castelvive : un fichier par exercice, l'année dans le titre seulement, « code - libellé », sous-totaux."""
    classeur = Classeur(chemin, f"CA {exercice}", (5, 4, 5, 30, 44, 34, 10, 44, 48, 30, 15, 15, 15, 15))
    classeur.ligne([titre], classeur.gras)
    classeur.ligne([f"Compte administratif {exercice} - Budget principal - arrêté au 31/12/{exercice}"])
    classeur.ligne([])
    classeur.ligne(
        [
            "Sens",
            "Section (I/F)",
            "R/O",
            "Chapitre",
            "Compte",
            "Fonction",
            "N° opération",
            "Service gestionnaire",
            "Libellé",
            "Politique publique",
            "Total crédits",
            "Engagé",
            "Mandaté / Titré",
            "Restes à réaliser",
        ],
        classeur.gras,
    )
    for section in ("fonctionnement", "investissement"):
        for sens, nom in NOMS_SENS.items():
            siennes = [x for x in lignes if x.section == section and x.poste.sens == sens]
            for ligne in siennes:
                p = ligne.poste
                classeur.ligne(
                    [
                        sens[0].upper(),
                        section[0].upper(),
                        "R" if ligne.mouvement == "reel" else "O",
                        f"{ligne.chapitre} - {comptes.libelle_chapitre(ligne.chapitre)}",
                        f"{p.nature} - {comptes.libelle_nature(p.nature)}",
                        f"{p.fonction} - {comptes.libelle_fonction(p.fonction)}",
                        p.operation or None,
                        p.service,
                        p.libelle,
                        p.politique,
                        *(_nombre(getattr(ligne, montant)) for montant in MONTANTS),
                    ]
                )
            sommes = _sommes(siennes, sens)
            lien = "de " if section == "fonctionnement" else "d'"
            classeur.ligne(
                [
                    f"Sous-total {nom.lower()} {lien}{section}",
                    *[None] * 9,
                    *(_nombre(sommes[montant]) for montant in MONTANTS),
                ],
                classeur.gras,
            )
    classeur.fermer()


def csv_budget(chemin: Path, lignes: Sequence[Ligne]) -> None:
    """Un budget primitif en CSV comme Excel l'enregistre : cp1252, points-virgules, virgule décimale.

    La colonne Libellé porte l'objet de la ligne, à défaut le libellé de son compte.
    """
    entete = (
        "Exercice;Étape;Budget;Section;Sens;Mouvement;Chapitre;Nature;Libellé;Fonction;Opération;"
        "Gestionnaire;Politique publique;Montant voté"
    )
    textes = [entete]
    for ligne in lignes:
        p = ligne.poste
        cellules = (
            str(ligne.exercice),
            "BP",
            "Principal",
            ligne.section.capitalize(),
            NOMS_SENS[p.sens][:-1],
            "Réel" if ligne.mouvement == "reel" else "Ordre",
            ligne.chapitre,
            p.nature,
            p.libelle or comptes.libelle_nature(p.nature, ligne.nomenclature),
            p.fonction,
            p.operation,
            p.service,
            p.politique,
            f"{euros(ligne.bp):.2f}".replace(".", ",") if ligne.bp is not None else "",
        )
        textes.append(";".join(f'"{c}"' if ";" in c or '"' in c else c for c in cellules))
    chemin.write_bytes(("\r\n".join(textes) + "\r\n").encode("cp1252"))


def csv_mesures(chemin: Path, lignes: Sequence[dict[str, str | int | float | None]]) -> None:
    """Des mesures en CSV comme un service technique les tient : cp1252, points-virgules, virgule décimale."""
    textes = ["Indicateur;Année;Valeur;Qualité;Couverture;Source"]
    for ligne in lignes:
        part = ligne["couverture"]
        couverture = "" if part is None else f"{float(part) * 100:.0f} %"
        valeur = "" if ligne["valeur"] is None else str(ligne["valeur"]).replace(".", ",")
        textes.append(
            f"{ligne['indicateur']};{ligne['annee']};{valeur};{ligne['qualite']};{couverture};{ligne['source']}"
        )
    chemin.write_bytes(("\r\n".join(textes) + "\r\n").encode("cp1252"))
