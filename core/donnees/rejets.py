"""Le classeur des rejets : chaque ligne refusée telle qu'elle était, et à côté pourquoi, et comment la réparer.

Une dernière feuille garde ce que l'agent a choisi et répondu : corrigé puis redéposé, le classeur les retrouve
(`core.donnees.reprise`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from core.donnees.apercu import ECARTEE, ROUGE, Previsualisation, Rejet
from core.donnees.reprise import COLONNE, ENTETES_ORIGINE, FEUILLE_ORIGINE, FICHIER, REPONSE, TABLE, TETE

_LARGEURS = (12, 24, 20, 70, 10)
_INTERDITS = str.maketrans({signe: " " for signe in "[]:*?/\\'!"})
_LONGUEUR_NOM = 31
_VALEURS = ("exercice", "etape", "budget")

type_lignes = dict[tuple[str, int], tuple[list[str], list[str | None]]]


def classeur_rejets(previsualisation: Previsualisation) -> bytes:
    """Un xlsx, une feuille par feuille du fichier ; toutes les cellules sont du texte, aucune formule n'y survit.

    Une ligne du fichier n'y est qu'une fois, ses raisons réunies : redéposée, elle ne compterait pas double.
    """
    tampon = io.BytesIO()
    classeur = xlsxwriter.Workbook(
        tampon, {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    )
    lignes: type_lignes = {
        (ligne["feuille"], ligne["ligne"]): (ligne["entetes"], ligne["cellules"])
        for ligne in previsualisation.lignes_rejetees.iter_rows(named=True)
    }
    feuilles = dict.fromkeys(rejet.feuille for rejet in previsualisation.rejets)
    noms = {nom: f"{rang} {nom}".translate(_INTERDITS)[:_LONGUEUR_NOM] for rang, nom in enumerate(feuilles, start=1)}
    for nom, ecrit in noms.items():
        siens = [rejet for rejet in previsualisation.rejets if rejet.feuille == nom]
        _feuille(classeur, ecrit, siens, lignes)
    if noms:
        _origine(classeur, previsualisation, noms)
    else:
        classeur.add_worksheet("Aucun rejet")
    classeur.close()
    return tampon.getvalue()


def _feuille(classeur: xlsxwriter.Workbook, nom: str, rejets: list[Rejet], lignes: type_lignes) -> None:
    par_ligne: dict[int, list[Rejet]] = {}
    for rejet in rejets:
        par_ligne.setdefault(rejet.ligne, []).append(rejet)
    entetes = next((lignes[un.feuille, un.ligne][0] for un in rejets if (un.feuille, un.ligne) in lignes), [])
    rangs = [
        (*_reunir(siens), str(ligne), *lignes.get((siens[0].feuille, ligne), ([], []))[1])
        for ligne, siens in par_ligne.items()
    ]
    feuille = _ecrire(classeur, nom, (*TETE, *entetes), rangs)
    for colonne in range(len(TETE) + len(entetes)):
        feuille.set_column(colonne, colonne, _LARGEURS[colonne] if colonne < len(_LARGEURS) else 16)


def _reunir(siens: list[Rejet]) -> tuple[str, str, str, str]:
    """Les cellules, colonnes, valeurs et raisons d'une ligne, séparées par des points-virgules."""
    return (
        " ; ".join(un.cellule for un in siens),
        " ; ".join(un.colonne for un in siens),
        " ; ".join(un.valeur for un in siens),
        " ; ".join(dict.fromkeys(un.message for un in siens)),
    )


def _origine(classeur: xlsxwriter.Workbook, vue: Previsualisation, noms: dict[str, str]) -> None:
    """Le fichier d'où viennent ces lignes, les réponses données, et ce qu'est chaque colonne de chaque feuille."""
    rangs = [(FICHIER, vue.fichier, vue.empreinte)]
    propres = ("correspondance", "reponses")
    reponses = {nom: str(valeur) for nom, valeur in vue.options.en_dict().items() if nom not in propres}
    reponses = _communes(vue) | reponses | dict(vue.options.reponses)
    rangs += [(REPONSE, nom, valeur) for nom, valeur in reponses.items() if nom not in ("table", "origine")]
    tables = {rejet.feuille: rejet.table for rejet in vue.rejets}
    rangs += [(TABLE, ecrit, tables[nom]) for nom, ecrit in noms.items()]
    rangs += [
        (COLONNE, f"{noms[une.feuille]}!{une.entete}", une.colonne or "")
        for une in vue.colonnes
        if une.feuille in noms and une.entete and (une.colonne or une.confiance in (ECARTEE, ROUGE))
    ]
    _ecrire(classeur, FEUILLE_ORIGINE, ENTETES_ORIGINE, rangs).set_column(0, 2, 40)


def _communes(vue: Previsualisation) -> dict[str, str]:
    """L'exercice, l'étape et le budget que toutes les lignes refusées ont en commun : le titre qui les disait n'est pas
    dans le classeur."""
    communes = {}
    for nom in _VALEURS:
        valeurs = {getattr(part, nom) for part in vue.laissees if part.lignes}
        if len(valeurs) == 1 and None not in valeurs:
            communes[nom] = str(valeurs.pop())
    return communes


def _ecrire(
    classeur: xlsxwriter.Workbook, nom: str, entetes: tuple[str, ...], rangs: Sequence[Sequence[str | None]]
) -> xlsxwriter.worksheet.Worksheet:
    gras = classeur.add_format({"bold": True, "bg_color": "#F6F5F1", "bottom": 1})
    texte = classeur.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    feuille = classeur.add_worksheet(nom)
    for colonne, titre in enumerate(entetes):
        feuille.write_string(0, colonne, titre, gras)
    for rang, valeurs in enumerate(rangs, start=1):
        for colonne, valeur in enumerate(valeurs):
            feuille.write_string(rang, colonne, valeur or "", texte)
    feuille.freeze_panes(1, 1)
    return feuille
