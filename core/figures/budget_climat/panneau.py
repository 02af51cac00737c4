"""La fiche d'une mesure, et ce que dit le panneau quand aucune n'est choisie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from core.figures.budget_climat import phrases_panneau as phrases
from core.figures.budget_climat.couts import conditions, prix
from core.figures.budget_climat.lecture import Lecture, Mesure
from core.figures.budget_climat.operations import Plan
from core.figures.budget_climat.phrases import compte_mesures
from core.figures.budget_climat.points import Point
from core.format_fr import tonnes
from core.tables.climat import RAPPORTS


def rubriques_plafond(lecture: Lecture, annee: int | None) -> list[tuple[str, str]]:
    """Ce que l'écart demande, ce que les identifiées ajouteraient, ce que les recouvrements coûtent, ce qui n'est pas
    chiffré."""
    if annee is None or lecture.niveau is None or annee not in lecture.decidees:
        return [("Mesures", compte_mesures(lecture))]
    demande = lecture.niveau - lecture.plafonds[annee]
    evite = lecture.niveau - lecture.decidees[annee]
    identifiees = lecture.decidees[annee] - lecture.identifiees[annee]
    recouvert = (lecture.ecart(annee, lecture.recouvrement) or 0.0) - (lecture.ecart(annee) or 0.0)
    trouvees = [
        (phrases.ce_que_demande(annee), phrases.demande(lecture, demande)),
        (phrases.EVITE, tonnes(evite)),
        (phrases.IDENTIFIE, phrases.identifie(lecture.par_effet("identifiee"), identifiees)),
        (phrases.RECOUVREMENT, phrases.recouvrement(recouvert)),
        (phrases.SANS_EFFET, phrases.mesures_nommees(_sans_chiffre(lecture))),
        (phrases.A_VERIFIER, phrases.mesures_nommees(_a_verifier(lecture))),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _sans_chiffre(lecture: Lecture) -> list[Mesure]:
    return [
        mesure
        for mesure in lecture.mesures.values()
        if mesure.decision != "abandonnee" and mesure.nombre("gain_tco2e_par_an") is None
    ]


def _a_verifier(lecture: Lecture) -> list[Mesure]:
    return [
        mesure
        for mesure in lecture.mesures.values()
        if mesure.au_dela_potentiel is not None or mesure.au_dela_emissions is not None
    ]


def fiche(mesure: Mesure, lecture: Lecture, plan: Plan, points: list[Point]) -> list[tuple[str, str]]:
    """La fiche d'une mesure : qui en répond, ce qu'elle évite et quand, ce qu'elle coûte, où elle en est."""
    operations = [operation.nom for operation in plan.operations if operation.mesure == mesure.code]
    point = next((un for un in points if un.code == mesure.code), None)
    trouvees = [
        ("Avancement", phrases.avancement(mesure)),
        ("Service responsable", str(mesure.fiche.get("service") or phrases.SANS_SERVICE)),
        ("Secteur", str(mesure.fiche.get("secteur") or "")),
        ("Effet", phrases.effet(mesure, lecture.a_venir[-1] if lecture.a_venir else None)),
        ("À vérifier", phrases.au_dela(mesure)),
        ("Coût", phrases.cout(mesure)),
        ("Coût d'abattement", f"{prix(mesure)} ; {conditions(mesure)}" if mesure.cout_abattement is not None else ""),
        ("Opérations", phrases.operations(operations)),
        ("Dernier point", "" if point is None else phrases.dernier_point(point)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def tableau_points(points: list[Point]) -> pl.DataFrame:
    """Pour le panneau, en milliers d'euros : la dépense déclarée à chaque point, à côté du réalisé de la ligne
    budgétaire."""
    lignes = [
        (
            point.intitule,
            *(_milliers(point.depenses.get(rapport)) for rapport in RAPPORTS),
            _milliers(point.ligne_realisee),
        )
        for point in points
    ]
    schema = {"Mesure": pl.String} | {f"Point {rapport}": pl.Float64 for rapport in RAPPORTS} | {"Sa ligne": pl.Float64}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _milliers(valeur: float | None) -> float | None:
    return None if valeur is None else float(round(valeur / 1000))


def rubriques_couts(lecture: Lecture, valeurs: Sequence[Mapping[str, object]]) -> list[tuple[str, str]]:
    """Pourquoi l'ordre n'est pas un classement, à quoi les coûts se comparent, et ce qui manque pour les calculer."""
    actives = [mesure for mesure in lecture.mesures.values() if mesure.decision != "abandonnee"]
    sans = [mesure for mesure in actives if mesure.cout_abattement is None]
    partielles = [mesure for mesure in actives if mesure.cout_abattement is not None and mesure.termes_connus != 1]
    trouvees = [
        (phrases.POURQUOI, phrases.PAS_UN_CLASSEMENT),
        (phrases.VALEUR_DE_L_ACTION, " ; ".join(phrases.valeur_tutelaire(valeur) for valeur in valeurs)),
        (phrases.COUT_PARTIEL, phrases.mesures_nommees(partielles)),
        (phrases.SANS_COUT, phrases.sans_cout(sans)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]
