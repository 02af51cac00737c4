"""Les phrases de l'accueil : un fait par regard, les petites figures pour qui ne les voit pas, et ce qui manque."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.format_fr import accorder, en_lettres, enumerer, majuscule, tonnes

AILLEURS = "Sans méthode : séances, arbitrages, comparaisons"
"""Le titre des tables qu'aucune méthode n'attend."""
SANS_EMISSION = "Aucune émission connue."


def message_accueil(nom: str, exercice: int, faits: Sequence[str]) -> str:
    """La phrase-titre : un fait par regard, jamais additionnés ni classés ; sans fait, ce que l'on voit."""
    return f"{nom}, {exercice} : {enumerer(list(faits))}" if faits else f"{nom} en {exercice}, en un coup d'œil"


def sous_titre(regards: int) -> str:
    """Combien de méthodes se calculent."""
    if not regards:
        return "Aucune méthode ne se calcule encore pour cet exercice"
    s = "s" if regards > 1 else ""
    return f"{majuscule(en_lettres(regards))} regard{s} sur les mêmes comptes, jamais additionnés"


def fait_donut(comptes: Mapping[str, int]) -> str:
    """« 9 plafonds sur 12 franchis, 15 planchers sur 15 manqués » ; ce qui n'est pas mesuré n'est pas compté."""
    manques = comptes["planchers_renseignes"] - comptes["planchers_atteints"]
    return ", ".join(
        f"{accorder(hors, singulier)} sur {mesures} {participe}{'s' if hors > 1 else ''}"
        for hors, mesures, singulier, participe in (
            (comptes["plafonds_franchis"], comptes["plafonds_renseignes"], "plafond", "franchi"),
            (manques, comptes["planchers_renseignes"], "plancher", "manqué"),
        )
        if mesures
    )


def fait_capitaux(faibles: int, connus: int) -> str:
    """« 6 capitaux sur 6 sous-financés » ; vide si aucune couverture n'est connue."""
    if not connus:
        return ""
    return f"{accorder(faibles, 'capital', 'capitaux')} sur {connus} sous-financé{'s' if faibles > 1 else ''}"


def fait_carbone(ecart: float | None, echeance: int | None) -> str:
    """« 32 000 tCO₂e par an sans action en 2030 » ; vide si l'écart ne se calcule pas ou si les actions suffisent."""
    return f"{tonnes(ecart)} par an sans action en {echeance}" if ecart is not None and ecart > 0 else ""


def alternative_cases(comptes: Mapping[str, int]) -> str:
    """Les besoins couverts et les plafonds franchis, parmi les mesurés."""
    return (
        f"{comptes['planchers_atteints']} besoins couverts sur {comptes['planchers_renseignes']} mesurés ; "
        f"{comptes['plafonds_franchis']} plafonds franchis sur {comptes['plafonds_renseignes']} mesurés."
    )


def alternative_barres(noms: Sequence[str]) -> str:
    """Ce que disent le contour et le plein, et les barres nommées."""
    return f"Prévu en contour, réalisé en plein, {', '.join(noms)}."


def alternative_courbe(debut: int, fin: int) -> str:
    """Ce que trace la courbe, de quelle année à quelle année."""
    return f"Émissions observées et objectif, de {debut} à {fin}."


def ce_qui_manque(tables: Sequence[str], attendent: Sequence[str], en_clair: int) -> str:
    """« Il manque neuf tables ; deux méthodes en attendent pour se calculer : Budget vert et Bilan carbone. »

    `tables` : les titres des tables vides, nommées jusqu'à `en_clair` ; `attendent` : les méthodes à qui il en faut.
    """
    if not tables:
        return ""
    debut = f"Il manque {'une' if len(tables) == 1 else en_lettres(len(tables))} table{'s' if len(tables) > 1 else ''}"
    if len(tables) <= en_clair:
        return f"{debut} : {enumerer(list(tables))}."
    if not attendent:
        return f"{debut} ; aucune n'empêche une méthode de se calculer."
    combien = "une méthode en attend" if len(attendent) == 1 else f"{en_lettres(len(attendent))} méthodes en attendent"
    return f"{debut} ; {combien} pour se calculer : {enumerer(list(attendent))}."


def ce_qu_il_faut(requises: Sequence[str], utiles: Sequence[str]) -> str:
    """Les tables qu'il faut à une méthode pour se calculer, puis celles qui la complètent."""
    morceaux = [
        f"pour la calculer, {enumerer(list(requises))}" if requises else "",
        f"pour la compléter, {enumerer(list(utiles))}" if utiles else "",
    ]
    return majuscule(" ; ".join(morceau for morceau in morceaux if morceau))
