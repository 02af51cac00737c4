"""Le gabarit Excel : une feuille par table importable, tirée des déclarations ; vide, ou rempli pour être amendé."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.donnees.entrepot.schema import FAITS
from core.tables import Colonne, Table
from core.tables.declaration import Annee, Choix, Entier, Montant, Nombre, Part

TITRE = "Comptes communs — gabarit d'import"
MODE_D_EMPLOI = "Mode d'emploi"
EXEMPLE = "ex. : "
LIGNES_D_ENTETE = 3
_LIGNES_PREPAREES = 1000
_ANNEES = [str(annee) for annee in range(2015, 2036)]
_CONSIGNES = (
    "Une feuille par table ; remplissez celles dont vous disposez, laissez les autres vides.",
    "Ligne 1 : le nom des colonnes, à ne pas changer. Ligne 2 : leur sens et leur unité. Ligne 3 : un exemple, ignoré.",
    "Vos données commencent à la ligne 4.",
    "Les colonnes colorées sont obligatoires. Une case vide veut dire « donnée absente » : n'écrivez pas 0 à sa place.",
    "Bilan carbone : un poste sans objet se dit par un flux de quantité 0, avec sa raison dans « source ».",
    "Montants en euros, avec ou sans centimes. Parts : « 25 % » ou « 0,25 ». Codes (011, 60612) : format Texte.",
    "Déposez le classeur à l'écran « Import » : un aperçu montre tout avant d'écrire, et l'import peut être annulé.",
    "Déposer deux fois le même fichier ne change rien.",
)
FEUILLES_PAR_ECRAN: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Budget", ("lignes_budgetaires",), ("agregats_financiers", "plans_de_comptes")),
    ("Cotation et budget vert", ("lignes_budgetaires",), ("affectations",)),
    ("Budget et égalité", ("lignes_budgetaires",), ("affectations", "publics")),
    ("Donut", ("indicateurs", "mesures"), ()),
    ("Capitaux", ("capitaux", "actions_preservation"), ("depenses_preservation", "lignes_budgetaires")),
    ("Carbone", ("emissions",), ("objectifs_emissions", "actions_climat", "populations")),
    ("Budget climat", ("plafonds_emissions",), ("actions_climat", "emissions", "operations_climat", "suivis_climat")),
    (
        "Bilan carbone",
        ("donnees_activite",),
        ("facteurs_emission", "ratios_comptes", "lignes_budgetaires", "populations"),
    ),
    ("Arbitrage", ("lignes_budgetaires",), ("actions_climat", "effets_actions", "contraintes_budget", "scenarios")),
)
"""Pour chaque écran : les feuilles qu'il lui faut, puis celles qui l'enrichissent."""
_FORMATS: dict[str, dict[str, Any]] = {
    "titre": {"bold": True, "font_size": 16},
    "gras": {"bold": True},
    "texte_long": {"text_wrap": True},
    "obligatoire": {"bold": True, "bg_color": "#DCEBE0", "bottom": 1},
    "facultative": {"bold": True, "bg_color": "#F6F5F1", "bottom": 1},
    "sens": {"text_wrap": True, "font_color": "#4B5563", "font_size": 9},
    "exemple": {"italic": True, "font_color": "#6B7280", "num_format": "@"},
    "code": {"num_format": "@"},
    "lien": {"num_format": "@", "font_color": "#245B78", "underline": 1},
    "montant": {"num_format": "#,##0.00"},
    "part": {"num_format": "0.0%"},
    "nombre": {"num_format": "General"},
}


def construire(lignes: Mapping[str, pl.DataFrame] | None = None) -> bytes:
    """Le classeur du gabarit, en octets ; `lignes` (par nom de table) remplit les feuilles à partir de la ligne 4.

    Une frame peut n'avoir qu'une partie des colonnes déclarées ; lève `KeyError` pour une table ou une colonne
    inconnue. Le même contenu donne les mêmes octets.
    """
    remplies = dict(lignes or {})
    for nom, frame in remplies.items():
        for colonne in frame.columns:
            FAITS[nom].colonne(colonne)
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(tampon, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    classeur.set_properties({"title": TITRE, "created": datetime(2024, 1, 1, tzinfo=UTC)})
    formats = _formats(classeur)
    _mode_d_emploi(classeur.add_worksheet(MODE_D_EMPLOI), formats)
    for table in FAITS.values():
        _feuille(classeur.add_worksheet(table.nom), table, formats, remplies.get(table.nom))
    classeur.close()
    return tampon.getvalue()


def _formats(classeur: xlsxwriter.Workbook) -> dict[str, Format]:
    return {nom: classeur.add_format({"valign": "top", **propre}) for nom, propre in _FORMATS.items()}


def _mode_d_emploi(feuille: Worksheet, formats: dict[str, Format]) -> None:
    feuille.set_column(0, 0, 34)
    feuille.set_column(1, 1, 90)
    feuille.write_string(0, 0, TITRE, formats["titre"])
    rang = 2
    for consigne in _CONSIGNES:
        feuille.merge_range(rang, 0, rang, 1, consigne, formats["texte_long"])
        feuille.set_row(rang, 18)
        rang += 1
    rang = _feuilles_par_ecran(feuille, rang + 1, formats)
    feuille.write_string(rang, 0, "Feuille", formats["gras"])
    feuille.write_string(rang, 1, "La question à laquelle elle répond", formats["gras"])
    for table in FAITS.values():
        rang += 1
        feuille.write_url(rang, 0, f"internal:'{table.nom}'!A1", formats["lien"], table.nom)
        feuille.write_string(rang, 1, f"{table.titre} : {table.question}", formats["texte_long"])
    rang += 2
    feuille.write_string(rang, 0, "Colonne à choix", formats["gras"])
    feuille.write_string(rang, 1, "Les valeurs permises", formats["gras"])
    rang += 1
    for table in FAITS.values():
        for colonne in table.colonnes:
            if isinstance(colonne.type, Choix):
                valeurs = " ; ".join(f"{code} = {libelle}" for code, libelle in colonne.type.valeurs.items())
                feuille.write_string(rang, 0, f"{table.nom} · {colonne.nom}", formats["code"])
                feuille.write_string(rang, 1, valeurs, formats["texte_long"])
                rang += 1


def _feuilles_par_ecran(feuille: Worksheet, rang: int, formats: dict[str, Format]) -> int:
    """Écrit quelles feuilles remplir pour quel écran ; rend le rang de la ligne qui suit une ligne vide."""
    feuille.write_string(rang, 0, "Pour l'écran", formats["gras"])
    feuille.write_string(rang, 1, "Remplissez (entre parenthèses : ce qui l'enrichit)", formats["gras"])
    for ecran, requises, utiles in FEUILLES_PAR_ECRAN:
        rang += 1
        feuille.write_string(rang, 0, ecran, formats["texte_long"])
        feuille.write_string(
            rang, 1, ", ".join(requises) + (f" ({', '.join(utiles)})" if utiles else ""), formats["texte_long"]
        )
    return rang + 2


def _feuille(feuille: Worksheet, table: Table, formats: dict[str, Format], lignes: pl.DataFrame | None) -> None:
    derniere = LIGNES_D_ENTETE + max(_LIGNES_PREPAREES, (lignes.height if lignes is not None else 0) + 200)
    for rang, colonne in enumerate(table.colonnes):
        format_cellule = formats[_nom_du_format(colonne)]
        feuille.set_column(rang, rang, _largeur(colonne), format_cellule)
        feuille.write_string(0, rang, colonne.nom, formats["obligatoire" if colonne.requis else "facultative"])
        feuille.write_comment(0, rang, _note(colonne), {"x_scale": 2, "y_scale": 1.5})
        unite = f" ({colonne.unite})" if colonne.unite else ""
        feuille.write_string(1, rang, f"{colonne.sens}{unite}", formats["sens"])
        exemple = f"{EXEMPLE}{colonne.exemple}" if rang == 0 else colonne.exemple
        feuille.write_string(2, rang, exemple, formats["exemple"])
        _liste(feuille, rang, colonne, derniere)
        if lignes is not None and colonne.nom in lignes.columns:
            _ecrire(feuille, rang, lignes[colonne.nom], format_cellule)
    feuille.set_row(1, 36)
    feuille.freeze_panes(LIGNES_D_ENTETE, 1)


def _ecrire(feuille: Worksheet, rang: int, valeurs: pl.Series, format_cellule: Format) -> None:
    for ligne, valeur in enumerate(valeurs.to_list(), start=LIGNES_D_ENTETE):
        if valeur is None:
            continue
        if isinstance(valeur, int | float | Decimal):
            feuille.write_number(ligne, rang, float(valeur), format_cellule)
        else:
            feuille.write_string(ligne, rang, str(valeur), format_cellule)


def _liste(feuille: Worksheet, rang: int, colonne: Colonne, derniere: int) -> None:
    if isinstance(colonne.type, Choix):
        choix, severite = list(colonne.type.valeurs), "stop"
    elif isinstance(colonne.type, Annee):
        choix, severite = _ANNEES, "warning"
    else:
        return
    feuille.data_validation(
        LIGNES_D_ENTETE,
        rang,
        derniere,
        rang,
        {
            "validate": "list",
            "source": choix,
            "error_type": severite,
            "error_title": colonne.nom,
            "error_message": f"{colonne.sens} : choisissez dans la liste.",
        },
    )


def _nom_du_format(colonne: Colonne) -> str:
    match colonne.type:
        case Montant():
            return "montant"
        case Part():
            return "part"
        case Nombre() | Entier() | Annee():
            return "nombre"
        case _:
            return "code"


def _largeur(colonne: Colonne) -> int:
    return max(12, min(34, len(colonne.nom) + 3, 34), min(34, len(colonne.exemple) + 2))


def _note(colonne: Colonne) -> str:
    morceaux = [colonne.sens + (f", en {colonne.unite}" if colonne.unite else "") + "."]
    morceaux.append("Obligatoire." if colonne.requis else "Facultatif : vide veut dire « donnée absente ».")
    if colonne.cle:
        morceaux.append("Fait partie de la clé : distingue une ligne d'une autre.")
    if isinstance(colonne.type, Choix):
        morceaux.append("Valeurs : " + " ; ".join(f"{code} = {lib}" for code, lib in colonne.type.valeurs.items()))
    return "\n".join(morceaux)
