"""Ce que dit le panneau carbone : l'effort annuel dans ses deux sens, le budget, l'attente ; ou les chemins, les
secteurs."""

from __future__ import annotations

import polars as pl
import polars.selectors as cs

from core import resultat
from core.dossier import Dossier
from core.figures.trajectoire import phrases_comparees, secteurs
from core.figures.trajectoire import phrases_panneau as phrases
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.vues import Adresse, chemins_choisis, lecture_de, options, population, tableau_actions
from core.format_fr import majuscule
from core.methodes import trajectoire

type_rubriques = tuple[tuple[str, str], ...]


def actions_de(demande: Adresse, dossier: Dossier) -> tuple[str, pl.DataFrame] | None:
    """Le compte des actions, puis elles, de la plus grande à la plus petite, les non chiffrées à la fin.

    Nul hors de la vue des actions, ou s'il n'y en a pas : le panneau dit alors ses rubriques.
    """
    lecture = lecture_de(demande, dossier)
    if demande.vue != "actions" or not lecture.actions:
        return None
    table = tableau_actions(lecture).select("Action", cs.starts_with("tCO₂e"), "Service")
    rangees = table.sort(table.columns[1], "Action", descending=[True, False], nulls_last=True)
    return phrases.compte(lecture), rangees


def rubriques_de(demande: Adresse, dossier: Dossier) -> type_rubriques:
    """Les rubriques du panneau, titre et texte, à cette adresse."""
    if demande.vue == "secteurs":
        textes = _secteurs(demande, dossier)
    else:
        lecture = lecture_de(demande, dossier)
        if demande.vue == "chemins":
            omis = trajectoire.omis(dossier.tables, dossier.exercice)
            textes = phrases_comparees.rubriques_chemins(lecture, chemins_choisis(demande, dossier), omis)
        else:
            textes = rubriques(lecture, dossier.indicateurs("trajectoire"), _auteur(lecture, dossier))
    return tuple((titre, majuscule(texte)) for titre, texte in textes)


def rubriques(lecture: Lecture, indicateurs: pl.DataFrame, auteur: str | None) -> list[tuple[str, str]]:
    """Les rubriques d'une trajectoire ; une rubrique qui ne se calcule pas n'est pas montrée."""
    trouvees = [
        (phrases.NIVEAU, phrases.niveau(lecture)),
        (phrases.AUTEUR, auteur or ""),
        (phrases.pour_tenir(lecture.echeance), phrases.effort(lecture)),
        (phrases.BUDGET_RESTANT, phrases.budget(lecture)),
        (phrases.SI_L_ON_ATTEND, phrases.attente(lecture)),
        (phrases.COMPENSATION, phrases.compense(lecture)),
        (phrases.PERIODES, _periodes(lecture, indicateurs)),
        (phrases.SEQUESTRATION, _puits(lecture, indicateurs)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _secteurs(demande: Adresse, dossier: Dossier) -> list[tuple[str, str]]:
    """D'où vient la référence de chaque secteur, et ce que la lecture laisse de côté."""
    indicateurs, tables, exercice = dossier.indicateurs("trajectoire"), dossier.tables, dossier.exercice
    cadre = trajectoire.secteurs(tables, exercice)
    lus = secteurs.lire_secteurs(indicateurs, cadre, population(demande, dossier))
    inconnus = trajectoire.non_rattaches(tables, exercice)
    textes = phrases_comparees.rubriques_secteurs(lus, inconnus)
    if len(options(demande, dossier).lectures) < len(secteurs.LECTURES):
        textes.append(("Population", phrases.POPULATION_ABSENTE))
    return [*textes, (phrases.A_VERIFIER, trajectoire.a_verifier(tables))]


def _auteur(lecture: Lecture, dossier: Dossier) -> str | None:
    promis = dossier.tables["objectifs_emissions"].filter(
        (pl.col("perimetre") == lecture.perimetre) & (pl.col("trajectoire") == lecture.trajectoire)
    )
    connues: list[str] = promis.sort("annee")["origine"].drop_nulls().to_list()
    return connues[0] if connues else None


def _periodes(lecture: Lecture, indicateurs: pl.DataFrame) -> str:
    """Les deux dernières périodes dont une année est observée."""
    if lecture.trajectoire is None:
        return ""
    voulue = {"perimetre": lecture.perimetre, "poste": lecture.trajectoire}
    dites = []
    for ligne in resultat.lire(indicateurs, "emissions_periode", **voulue).sort("exercice").iter_rows(named=True):
        if ligne["valeur"] is not None:
            budget = resultat.valeur(indicateurs, "budget_periode", periode=ligne["periode"], **voulue)
            dites.append(phrases.periode(ligne["periode"], ligne["valeur"], budget, ligne["couverture"]))
    return " ; ".join(dites[-2:])


def _puits(lecture: Lecture, indicateurs: pl.DataFrame) -> str:
    lignes = resultat.lire(indicateurs, "sequestration", perimetre=lecture.perimetre).sort("exercice")
    if lignes.is_empty():
        return ""
    derniere = lignes.row(-1, named=True)
    return phrases.puits(derniere["poste"], derniere["valeur"], derniere["exercice"])
