"""Ce que dit le panneau de l'égalité : ce qui est documenté, l'écart à la parité, ce qui est caché, ce qui reste à
faire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.communs.cotes import par_depense
from core.dossier import Dossier
from core.figures.budget_genre import phrases_panneau as phrases
from core.figures.budget_genre.lecture import Activite, Lecture, valeur
from core.figures.budget_genre.vues import METHODE, Adresse, activites, choisie, lecture_de
from core.figures.budget_vert.lecture import nature_montree
from core.figures.familles.depenses import montrer_lignes


@dataclass(frozen=True)
class Alors:
    """« Et alors ? » : les chiffres d'ensemble, les dépenses dont compter le public (signature et nom), ce qui
    manque."""

    rubriques: tuple[tuple[str, str], ...]
    a_documenter: tuple[tuple[str, str], ...]
    manques: tuple[str, ...]


def choisies(demande: Adresse, dossier: Dossier) -> pl.DataFrame | None:
    """Les dépenses de la barre que dit l'adresse, prêtes à montrer ; nul si elle n'en dit pas, ou n'en désigne
    aucune."""
    dite = choisie(demande)
    if dite is None:
        return None
    montree = pl.col("nature_montant") == str(lecture_de(dossier).nature)
    colonne = "classe" if demande.vue == "classes" else "activite"
    lignes = dossier.detail(METHODE).filter(montree & (pl.col(colonne) == dite))
    return None if lignes.is_empty() else montrer_lignes(lignes)


def et_alors(dossier: Dossier) -> Alors:
    """Ce que ces chiffres disent, et ce qui leur manque."""
    indicateurs, lecture = dossier.indicateurs(METHODE), lecture_de(dossier)
    return Alors(
        tuple(rubriques(indicateurs, lecture)),
        tuple(a_documenter(dossier.detail(METHODE), 3)),
        tuple(manques(indicateurs, lecture, activites(dossier))),
    )


def rubriques(indicateurs: pl.DataFrame, lecture: Lecture) -> list[tuple[str, str]]:
    """Les chiffres d'ensemble, titre et texte ; ce qui manque est dit tel."""
    nature = lecture.nature
    benefice = (
        valeur(indicateurs, nom, nature) for nom in ("part_femmes_benefice", "part_femmes_visees", "ecart_parite")
    )
    par_sexe = (valeur(indicateurs, "eur_par_usager", nature, sexe) for sexe in ("femmes", "hommes"))
    return [
        (phrases.PUBLIC_COMPTE, phrases.documentation(lecture.documentation)),
        (phrases.A_QUI, phrases.benefice(*benefice)),
        (phrases.PAR_PERSONNE, phrases.par_usager(*par_sexe)),
        (phrases.FAVORABLE, phrases.favorable(lecture.montant("favorable"), lecture.cote)),
    ]


def manques(indicateurs: pl.DataFrame, lecture: Lecture, activites: Sequence[Activite]) -> list[str]:
    """Ce que ces chiffres ne comptent pas, en phrases."""
    dits = []
    if lecture.total and lecture.cote < lecture.total:
        dits.append(phrases.sans_cotation(lecture.total, lecture.cote))
    if lecture.desaccord:
        dits.append(phrases.en_desaccord(lecture.desaccord))
    if a_departager := valeur(indicateurs, "a_departager", lecture.nature):
        dits.append(phrases.a_departager(a_departager))
    if cachees := [une for une in activites if une.masquee]:
        dits.append(phrases.cachees(len(cachees)))
    if muettes := [une for une in activites if une.empeche and not une.masquee]:
        dits.append(phrases.muettes(len(muettes)))
    return dits


def a_documenter(detail: pl.DataFrame, combien: int = 5) -> list[tuple[str, str]]:
    """Les plus grandes dépenses susceptibles d'avoir un impact dont le public n'est pas compté par sexe : signature et
    nom."""
    montree = pl.col("nature_montant") == str(nature_montree(detail))
    lignes = detail.filter(
        montree
        & (pl.col("classe") == "genrable")
        & ~pl.col("documentee").fill_null(False)
        & pl.col("montant_eur").is_not_null()
    )
    return [
        (signature, phrases.depense_a_documenter(libelle or f"Compte {nature}", montant))
        for signature, libelle, nature, montant in par_depense(lignes).head(combien).iter_rows()
    ]
