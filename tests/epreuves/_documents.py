"""Un budget d'épreuve : sa vérité en centimes, et son écriture en csv, xlsx, ods, xls et TotEM."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from tests.lecture.fabrique_lecture import ods, table_ods, xls

ENTETES = ["Exercice", "Étape", "Section", "Sens", "Mouvement", "Chapitre", "Nature", "Libellé", "Réalisé"]
EXERCICE, SECTION, SENS, MOUVEMENT, CHAPITRE, NATURE, LIBELLE, REALISE = 0, 2, 3, 4, 5, 6, 7, 8
_COMPTES = (
    ("fonctionnement", "Dépense", "011", "60612", "Énergie et électricité"),
    ("fonctionnement", "Dépense", "011", "6288", "Autres services extérieurs"),
    ("fonctionnement", "Dépense", "011", "60632", "Fournitures de petit équipement"),
    ("fonctionnement", "Dépense", "012", "64111", "Rémunération principale"),
    ("fonctionnement", "Dépense", "012", "6451", "Cotisations à l’URSSAF"),
    ("fonctionnement", "Dépense", "65", "65748", "Subventions aux associations"),
    ("fonctionnement", "Dépense", "66", "66111", "Intérêts réglés à l’échéance"),
    ("fonctionnement", "Recette", "70", "70632", "Redevances à caractère de loisirs"),
    ("fonctionnement", "Recette", "731", "73111", "Impôts directs locaux"),
    ("fonctionnement", "Recette", "74", "74111", "Dotation forfaitaire"),
    ("investissement", "Dépense", "16", "1641", "Emprunts en euros"),
    ("investissement", "Dépense", "21", "2135", "Installations générales"),
    ("investissement", "Dépense", "21", "2183", "Matériel informatique"),
    ("investissement", "Dépense", "23", "2313", "Constructions en cours"),
    ("investissement", "Recette", "10", "10222", "FCTVA"),
    ("investissement", "Recette", "13", "1321", "Subventions de l’État"),
)

type_ligne = list[Any]
type_verite = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Formule:
    """Une formule de tableur et la valeur qu'il y a gardée ; nulle : jamais calculée."""

    texte: str
    valeur: float | None


@dataclass
class Page:
    """Une feuille : ses rangées, et ce qu'un tableur y cache, fusionne ou met en forme."""

    nom: str
    lignes: list[type_ligne]
    cachee: bool = False
    lignes_cachees: tuple[int, ...] = ()
    colonnes_cachees: tuple[int, ...] = ()
    fusions: tuple[tuple[int, int, int, int, str], ...] = ()
    formats: dict[int, str] = field(default_factory=dict)


@dataclass
class Document:
    """Un fichier à écrire et ce que l'import en doit rendre : par (section, sens), des centimes."""

    pages: list[Page]
    verite: type_verite
    separateur: str = ";"
    encodage: str = "utf-8"
    fin: str = "\n"

    @property
    def lignes(self) -> list[type_ligne]:
        """Les rangées de la première feuille, en-tête comprise."""
        return self.pages[0].lignes


def sain(hasard: random.Random) -> Document:
    """Un compte administratif complet, sans rien à demander, aux montants tirés."""
    lignes = [list(ENTETES)]
    verite: Counter[tuple[str, str]] = Counter()
    for section, sens, chapitre, nature, libelle in _COMPTES:
        for rang in range(hasard.choice((1, 1, 2))):
            centimes = hasard.choice((hasard.randrange(1, 10**9), hasard.randrange(1, 10**5) * 100))
            centimes *= -1 if hasard.random() < 0.05 else 1
            texte = f"{libelle} {rang + 1}"
            lignes.append([2024, "CA", section, sens, "réel", chapitre, nature, texte, centimes / 100])
            verite[section, sens] += centimes
    return Document([Page("Export", lignes)], dict(verite))


def francais(nombre: float) -> str:
    """« 1 234,56 », comme l'écrit un tableur français."""
    return f"{nombre:,.2f}".replace(",", " ").replace(".", ",")


def _texte(valeur: object) -> str:
    if isinstance(valeur, Formule):
        valeur = valeur.valeur
    if isinstance(valeur, float):
        ecrit = f"{valeur:.2f}" if round(valeur, 2) == valeur else f"{valeur:.9f}".rstrip("0")
        return ecrit.replace(".", ",")
    return "" if valeur is None else str(valeur)


def ecrire_csv(document: Document, dossier: Path) -> Path:
    """Le premier tableau en texte ; un champ qui contient le séparateur ou un guillemet est entre guillemets."""
    chemin = dossier / "budget.csv"
    rangees = []
    for ligne in document.lignes:
        champs = [_texte(valeur) for valeur in ligne]
        a_proteger = (document.separateur, '"', "\n")
        rangees.append(
            document.separateur.join(
                '"' + champ.replace('"', '""') + '"' if any(signe in champ for signe in a_proteger) else champ
                for champ in champs
            )
        )
    texte = document.fin.join(rangees) + document.fin
    chemin.write_bytes(texte.encode(document.encodage, errors="replace"))
    return chemin


def ecrire_xlsx(document: Document, dossier: Path) -> Path:
    """Toutes les feuilles, avec leurs formats, leurs fusions et ce qu'elles cachent."""
    chemin = dossier / "budget.xlsx"
    with xlsxwriter.Workbook(chemin, {"strings_to_formulas": False, "strings_to_numbers": False}) as livre:
        for page in document.pages:
            feuille = livre.add_worksheet(page.nom)
            formats = {rang: livre.add_format({"num_format": code}) for rang, code in page.formats.items()}
            jour = livre.add_format({"num_format": "dd/mm/yyyy"})
            for rang, ligne in enumerate(page.lignes):
                for place, valeur in enumerate(ligne):
                    if isinstance(valeur, Formule):
                        garde = "" if valeur.valeur is None else valeur.valeur
                        feuille.write_formula(rang, place, valeur.texte, formats.get(place), garde)
                    elif isinstance(valeur, date):
                        feuille.write_datetime(rang, place, valeur, jour)
                    elif valeur is not None:
                        feuille.write(rang, place, valeur, formats.get(place))
            for debut, gauche, fin, droite, texte in page.fusions:
                feuille.merge_range(debut, gauche, fin, droite, texte)
            for rang in page.lignes_cachees:
                feuille.set_row(rang, None, None, {"hidden": True})
            for place in page.colonnes_cachees:
                feuille.set_column(place, place, None, None, {"hidden": True})
            if page.cachee:
                feuille.hide()
    return chemin


def ecrire_ods(document: Document, dossier: Path) -> Path:
    """Toutes les feuilles ; une feuille cachée l'est par son style."""

    def cellule(valeur: object) -> object:
        if isinstance(valeur, Formule):
            gardee = "" if valeur.valeur is None else f' office:value-type="float" office:value="{valeur.valeur}"'
            return f"<table:table-cell table:formula={quoteattr('of:' + valeur.texte)}{gardee}/>"
        if isinstance(valeur, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{valeur.isoformat()}"/>'
        return escape(valeur) if isinstance(valeur, str) else valeur

    pages = [
        table_ods(
            escape(page.nom),
            *(tuple(map(cellule, ligne)) for ligne in page.lignes),
            style="cachee" if page.cachee else "",
        )
        for page in document.pages
    ]
    return ods(dossier / "budget.ods", *pages)


def ecrire_xls(document: Document, dossier: Path) -> Path:
    """La première feuille ; une formule jamais calculée est une cellule « = », une calculée est sa valeur."""

    def cellule(valeur: object) -> object:
        if isinstance(valeur, Formule):
            return "=" if valeur.valeur is None else valeur.valeur
        return valeur.strftime("%d/%m/%Y") if isinstance(valeur, date) else valeur

    return xls(dossier / "budget.xls", [tuple(map(cellule, ligne)) for ligne in document.lignes])


def lignes_totem(document: Document) -> list[str]:
    """Les `<LigneBudget>` du document."""
    rendues = []
    for ligne in document.lignes[1:]:
        champs = {
            "Nature": ligne[NATURE],
            "ContNat": ligne[CHAPITRE],
            "CodRD": "D" if ligne[SENS] == "Dépense" else "R",
            "OpBudg": "0",
            "LibCpte": ligne[LIBELLE],
            "MtReal": f"{ligne[REALISE]:.2f}",
        }
        rendues.append(
            "<LigneBudget>" + "".join(f"<{nom} V={quoteattr(v)}/>" for nom, v in champs.items()) + "</LigneBudget>"
        )
    return rendues


def totem(lignes: list[str], apres: str = "") -> str:
    """Un document budgétaire dématérialisé, au compte administratif de 2024."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<DocumentBudgetaire xmlns="http://www.minefi.gouv.fr/cp/demat/docbudgetaire">'
        '<EnTeteDocBudgetaire><LibelleColl V="Orsevaux"/></EnTeteDocBudgetaire>'
        '<Budget><EnTeteBudget><LibelleEtab V="BUDGET PRINCIPAL"/><Nomenclature V="M57-M57_A"/></EnTeteBudget>'
        '<BlocBudget><NatDec V="09"/><Exer V="2024"/><NatFonc V="3"/><CodTypBud V="P"/></BlocBudget>'
        f"{''.join(lignes)}</Budget>{apres}</DocumentBudgetaire>"
    )
