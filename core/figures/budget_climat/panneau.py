"""La fiche d'une mesure, et ce que dit le panneau quand aucune n'est choisie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from core.figures.budget_climat.couts import conditions, prix
from core.figures.budget_climat.lecture import DECISIONS, Lecture, Mesure
from core.figures.budget_climat.operations import Plan
from core.figures.budget_climat.phrases import compte_mesures, liste
from core.figures.budget_climat.points import Point
from core.format_fr import accorder, enumerer, euros_court, nombre, tonnes
from core.tables.climat import RAPPORTS

PAS_UN_CLASSEMENT = (
    "Les mesures se suivent dans l'ordre où elles commencent. Commencer par la moins chère fait perdre du temps sur "
    "celles qui sont lentes et peuvent beaucoup : elles doivent partir tôt, même chères. Une mesure qui rapporte se "
    "lit en euros par an : à économie égale, plus de tonnes la feraient paraître moins bonne."
)


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
        (
            f"Ce que demande le plafond de {annee}",
            f"{tonnes(demande)} de moins qu'en {lecture.depart}"
            if demande > 0
            else f"rien de plus : le niveau de {lecture.depart} est déjà sous ce plafond",
        ),
        ("Ce que nos mesures décidées évitent", tonnes(evite)),
        ("Identifié, pas décidé", _identifie(lecture, identifiees)),
        (
            "Si les effets se recouvrent",
            f"{tonnes(recouvert)} de plus à trouver : chaque mesure s'applique à ce que les autres "
            "du même secteur laissent"
            if recouvert >= 0.5
            else "",
        ),
        ("Sans effet chiffré", _sans_chiffre(lecture)),
        ("Gain au-delà de son potentiel ou des émissions : à vérifier", _a_verifier(lecture)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _identifie(lecture: Lecture, apport: float) -> str:
    mesures = lecture.par_effet("identifiee")
    if not mesures:
        return "aucune mesure chiffrée n'attend une décision"
    evite = f", {tonnes(apport)}" if apport >= 0.5 else ", sans effet d'ici là"
    return f"{accorder(len(mesures), 'mesure')}{evite} : {liste(mesures)}"


def _sans_chiffre(lecture: Lecture) -> str:
    muettes = [
        mesure
        for mesure in lecture.mesures.values()
        if mesure.decision != "abandonnee" and mesure.nombre("gain_tco2e_par_an") is None
    ]
    return f"{accorder(len(muettes), 'mesure')} : {liste(muettes)}" if muettes else ""


def _a_verifier(lecture: Lecture) -> str:
    douteuses = [
        mesure
        for mesure in lecture.mesures.values()
        if mesure.au_dela_potentiel is not None or mesure.au_dela_emissions is not None
    ]
    return f"{accorder(len(douteuses), 'mesure')} : {liste(douteuses)}" if douteuses else ""


def fiche(mesure: Mesure, lecture: Lecture, plan: Plan, points: list[Point]) -> list[tuple[str, str]]:
    """La fiche d'une mesure : qui en répond, ce qu'elle évite et quand, ce qu'elle coûte, où elle en est."""
    service = str(mesure.fiche.get("service") or "aucun service n'est désigné")
    trouvees = [
        (
            "Avancement",
            f"{mesure.statut}, {DECISIONS[mesure.decision].lower()}"
            if mesure.decision == "identifiee"
            else mesure.statut,
        ),
        ("Service responsable", service),
        ("Secteur", str(mesure.fiche.get("secteur") or "")),
        ("Effet", _effet(mesure, lecture)),
        ("À vérifier", _au_dela(mesure)),
        ("Coût", _cout(mesure)),
        ("Coût d'abattement", f"{prix(mesure)} ; {conditions(mesure)}" if mesure.cout_abattement is not None else ""),
        ("Opérations", _operations(mesure, plan)),
        ("Dernier point", _point(mesure, points)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _effet(mesure: Mesure, lecture: Lecture) -> str:
    gain = mesure.nombre("gain_tco2e_par_an")
    if gain is None:
        return f"non chiffré ; de {mesure.annees}"
    fin = lecture.a_venir[-1] if lecture.a_venir else None
    ajoute = (
        ""
        if fin is None or fin not in mesure.effets
        else f" ; {tonnes(mesure.effets[fin])} évitées de plus qu'aujourd'hui en {fin}"
    )
    reduit = None if fin is None else mesure.reduits.get(fin)
    reste = (
        f", {tonnes(reduit)} sans les recouvrements"
        if fin is not None and reduit is not None and tonnes(reduit) != tonnes(mesure.effets.get(fin))
        else ""
    )
    return f"{tonnes(gain)} par an une fois achevée ({mesure.annees}){ajoute}{reste}"


def _au_dela(mesure: Mesure) -> str:
    if mesure.au_dela_emissions is not None:
        return f"gain au-delà de tout ce que le périmètre émet, de {tonnes(mesure.au_dela_emissions)} par an"
    if mesure.au_dela_potentiel is not None:
        return f"gain au-delà de son potentiel, de {tonnes(mesure.au_dela_potentiel)} par an"
    return ""


def _cout(mesure: Mesure) -> str:
    noms = (
        ("cout_eur", "d'investissement"),
        ("fonctionnement_eur_par_an", "de fonctionnement par an"),
        ("economies_eur_par_an", "d'économies par an"),
    )
    dits = [f"{euros_court(valeur)} {nom}" for colonne, nom in noms if (valeur := mesure.nombre(colonne)) is not None]
    return enumerer(dits) or "non renseigné"


def _operations(mesure: Mesure, plan: Plan) -> str:
    siennes = [operation.nom for operation in plan.operations if operation.mesure == mesure.code]
    return enumerer(
        [f"« {nom} »" for nom in siennes[:3]] + ([accorder(len(siennes) - 3, "autre")] if len(siennes) > 3 else [])
    )


def _point(mesure: Mesure, points: list[Point]) -> str:
    point = next((un for un in points if un.code == mesure.code), None)
    if point is None:
        return ""
    gain = "gain pas encore mesuré" if point.gain is None else f"{nombre(point.gain)} tCO₂e par an constatées"
    depense = "dépense absente" if point.depense is None else f"{euros_court(point.depense)} dépensés"
    ligne = (
        ""
        if point.ligne_realisee is None
        else f" ; sa ligne budgétaire : {euros_court(point.ligne_realisee)} réalisés en tout"
    )
    dit = "" if point.commentaire is None else f". « {point.commentaire} »"
    return f"{RAPPORTS[point.dernier]} : {gain}, {depense}{ligne}{dit}"


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
        ("Pourquoi ce n'est pas un classement", PAS_UN_CLASSEMENT),
        ("Valeur de l'action pour le climat", " ; ".join(_valeur(valeur) for valeur in valeurs)),
        ("Coût partiel", f"{accorder(len(partielles), 'mesure')} : {liste(partielles)}" if partielles else ""),
        (
            "Sans coût à la tonne",
            f"{accorder(len(sans), 'mesure')} : {liste(sans)}. Il manque le gain, le coût ou la durée de vie."
            if sans
            else "",
        ),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _valeur(valeur: Mapping[str, object]) -> str:
    notes = [nom for nom, vrai in (("interpolée", valeur["interpolee"]), ("à vérifier", valeur["a_verifier"])) if vrai]
    suite = f" ({', '.join(notes)})" if notes else ""
    return (
        f"{valeur['edition']} : {nombre(float(str(valeur['valeur'])))} "
        f"{str(valeur['unite']).replace('tCO2e', 'tCO₂e')}{suite}"
    )
