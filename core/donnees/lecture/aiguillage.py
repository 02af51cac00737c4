"""Du fichier au bon lecteur : le portier dit la nature, les en-têtes disent le format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from core.donnees.lecture import base_carbone, dgfip, gabarit, ofgl, scdl
from core.donnees.lecture.entetes import Brut, mettre_en_feuille
from core.donnees.lecture.etrangers import ecarter_les_etrangeres
from core.donnees.lecture.modele import DonneePersonnelle, Feuille, Lecture
from core.donnees.lecture.plan_de_comptes import est_un_plan, lire_plan
from core.donnees.lecture.signature import signature
from core.donnees.lecture.tableur import Tableau, lire_ods, lire_xls, lire_xlsx
from core.donnees.lecture.texte import TexteLu, exiger_un_entete_complet, lire_texte
from core.donnees.lecture.totem import lire_totem
from core.donnees.personnelles import donnees_personnelles
from core.donnees.portier import verifier
from core.erreurs import FichierRefuse

_OFFICIELS = (
    (scdl.reconnaitre, scdl.lire_scdl),
    (dgfip.reconnaitre, dgfip.lire_dgfip),
    (ofgl.reconnaitre, ofgl.lire_ofgl),
    (base_carbone.reconnaitre, base_carbone.lire_base_carbone),
)


def lire_ici(chemin: Path, nom_fichier: str, indications: Mapping[str, str], de_front: bool = False) -> Lecture:
    """Passe le portier puis lit le fichier dans le processus courant ; lève `FichierRefuse` ou `QuestionOuverte`.

    `de_front` : lire les cellules d'un .xlsx dans un second processus (voir `voisin`), seulement si le processus
    courant vient de naître et n'a encore qu'un fil.
    """
    ou = f"Fichier « {nom_fichier} »"
    nature = verifier(chemin, nom_fichier)
    if nature == "xml":
        lecture = lire_plan(chemin, ou) if est_un_plan(chemin) else lire_totem(chemin, ou)
        return replace(_signer(lecture), personnelles=_des_feuilles(lecture.feuilles))
    texte: TexteLu | None = None
    if nature == "csv":
        texte = lire_texte(chemin, ou)
        tableau = Tableau((replace(texte.brut, nom=nom_fichier),), texte.avertissements)
    elif nature == "xlsx":
        tableau = lire_xlsx(chemin, ou, de_front)
    else:
        tableau = (lire_ods if nature == "ods" else lire_xls)(chemin, ou)
    if tableau.gabarit:
        feuilles, remarques = gabarit.en_feuilles(tableau.bruts)
        lecture = Lecture("gabarit", feuilles, {}, "", tableau.remarques + tuple(remarques))
    else:
        lecture = _tableau(tableau, nature, indications, ou, texte)
    return replace(_signer(lecture), personnelles=_des_bruts(tableau.bruts + tableau.non_lues))


def _des_bruts(bruts: tuple[Brut, ...]) -> tuple[DonneePersonnelle, ...]:
    """Les données personnelles de toutes les cellules du fichier."""
    return tuple(une for brut in bruts for une in _personnelles(brut.nom, brut.lettres, brut.cellules))


def _des_feuilles(feuilles: tuple[Feuille, ...]) -> tuple[DonneePersonnelle, ...]:
    return tuple(une for feuille in feuilles for une in _personnelles(feuille.nom, feuille.lettres, feuille.lignes))


def _personnelles(nom: str, lettres: tuple[str, ...], cellules: pl.DataFrame) -> list[DonneePersonnelle]:
    trouvees = donnees_personnelles(cellules).select("colonne", "motif").unique(maintain_order=True)
    return [DonneePersonnelle(nom, lettres[int(place[1:])], motif) for place, motif in trouvees.rows()]


def _tableau(tableau: Tableau, nature: str, indications: Mapping[str, str], ou: str, texte: TexteLu | None) -> Lecture:
    """Les feuilles d'un tableau ordinaire, ou la lecture d'un format officiel que ses en-têtes dénoncent."""
    feuilles, remarques = _feuilles(tableau.bruts, ou)
    feuilles, autres = ecarter_les_etrangeres(feuilles, ou)
    remarques += autres
    if texte is not None:
        exiger_un_entete_complet(texte, feuilles[0].ligne_entete, ou)
    for reconnaitre, lecteur in _OFFICIELS:
        officielles = [feuille for feuille in feuilles if reconnaitre(feuille)]
        if officielles:
            lecture = lecteur(officielles[0], indications, ou)
            return replace(lecture, avertissements=tableau.remarques + lecture.avertissements)
    return Lecture(nature, tuple(feuilles), {}, "", tableau.remarques + remarques)


def _feuilles(bruts: tuple[Brut, ...], ou: str) -> tuple[list[Feuille], tuple[str, ...]]:
    """Les feuilles qui portent un tableau ; une feuille sans en-tête n'est dite fautive que si elle est seule."""
    feuilles, remarques, refus = [], [], None
    for brut in bruts:
        try:
            feuille = mettre_en_feuille(brut, ou)
        except FichierRefuse as erreur:
            refus = erreur
            feuille = None
        if feuille is not None:
            feuilles.append(feuille)
        else:
            remarques.append(f"La feuille « {brut.nom} » n'a pas de tableau : elle n'est pas lue.")
    if not feuilles:
        raise refus or FichierRefuse(
            "Aucun tableau n'a été trouvé dans ce fichier : il faut un en-tête et au moins une ligne.",
            ou,
            "Vérifiez le fichier dans votre tableur, puis redéposez-le.",
        )
    return feuilles, tuple(remarques)


def _signer(lecture: Lecture) -> Lecture:
    return replace(lecture, signature=signature(lecture.format, lecture.feuilles))
