"""Le classeur des rejets : chaque ligne refusée telle qu'elle était, et à côté pourquoi, et comment la réparer."""

from __future__ import annotations

import io

import xlsxwriter

from core.donnees.apercu import Previsualisation, Rejet

_DEBUT = ("Cellule", "Colonne", "Valeur lue", "Pourquoi, et comment réparer", "Ligne du fichier")
_LARGEURS = (12, 24, 20, 70, 10)
_INTERDITS = str.maketrans({signe: " " for signe in "[]:*?/\\'"})
_LONGUEUR_NOM = 31


def classeur_rejets(previsualisation: Previsualisation) -> bytes:
    """Un xlsx, une feuille par feuille du fichier ; toutes les cellules sont du texte, aucune formule n'y survit."""
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(
        tampon, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    )
    lignes = {
        (ligne["feuille"], ligne["ligne"]): (ligne["entetes"], ligne["cellules"])
        for ligne in previsualisation.lignes_rejetees.iter_rows(named=True)
    }
    for rang, nom in enumerate(dict.fromkeys(rejet.feuille for rejet in previsualisation.rejets), start=1):
        siens = [rejet for rejet in previsualisation.rejets if rejet.feuille == nom]
        _feuille(classeur, f"{rang} {nom}".translate(_INTERDITS)[:_LONGUEUR_NOM], siens, lignes)
    if not previsualisation.rejets:
        classeur.add_worksheet("Aucun rejet")
    classeur.close()
    return tampon.getvalue()


def _feuille(
    classeur: xlsxwriter.Workbook,
    nom: str,
    rejets: list[Rejet],
    lignes: dict[tuple[str, int], tuple[list[str], list[str | None]]],
) -> None:
    feuille = classeur.add_worksheet(nom)
    gras = classeur.add_format({"bold": True, "bg_color": "#F6F5F1", "bottom": 1})
    texte = classeur.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    entetes = next((entetes for (_, _), (entetes, _) in lignes.items()), [])
    entetes = next((lignes[r.feuille, r.ligne][0] for r in rejets if (r.feuille, r.ligne) in lignes), entetes)
    for colonne, titre in enumerate((*_DEBUT, *entetes)):
        feuille.write_string(0, colonne, titre, gras)
        feuille.set_column(colonne, colonne, _LARGEURS[colonne] if colonne < len(_LARGEURS) else 16)
    for rang, rejet in enumerate(rejets, start=1):
        cellules = lignes.get((rejet.feuille, rejet.ligne), ([], []))[1]
        valeurs = (rejet.cellule, rejet.colonne, rejet.valeur, rejet.message, str(rejet.ligne), *cellules)
        for colonne, valeur in enumerate(valeurs):
            feuille.write_string(rang, colonne, valeur or "", texte)
    feuille.freeze_panes(1, 1)
