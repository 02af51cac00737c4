"""Les phrases du panneau du bilan carbone : l'ensemble, le seuil, ce qui manque, la fiche d'une mesure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.figures.bilan_carbone.lecture import Lecture, Mesure
from core.figures.bilan_carbone.nombres import ecrire, entre, environ, ordre, part_courte, pas
from core.figures.bilan_carbone.phrases import par_habitant
from core.figures.bilan_carbone.phrases_nombres import precise
from core.format_fr import INSECABLE, accorder, enumerer, nombre, pourcent

AU_TOTAL, EQUIVALENTS, DIRECT_ET_INDIRECT = "Au total", "Pour se le représenter", "Direct et indirect"
BIOGENIQUE, ABSENTS = "CO₂ biogénique, compté à part", "Postes non renseignés"
QUALITE, NOTES, PROVENANCE = "Qualité de la donnée", "Qualité de la donnée, de 1 à 5", "D'où vient la quantité"
IMMOBILISATIONS, RESTE_DES_COMPTES = "Immobilisations comptées entières", "Reste des comptes"
VERSIONS = "Versions des facteurs"
SEUIL_INVERIFIABLE = (
    "Le seuil ne se vérifie pas : sans comptes réalisés, un poste non renseigné n'a pas d'ordre de grandeur"
)
CRITERES = {
    "fiabilite": "fiabilité",
    "technique": "technique",
    "geographique": "géographie",
    "temporelle": "époque",
    "completude": "complétude",
}
NOMMES = 3


def total(lecture: Lecture) -> str:
    """« ≈ 23 500 tCO₂e, entre 19 800 et 28 000 ; soit ≈ 560 kgCO₂e par habitant » ; vide si rien n'est compté."""
    if lecture.total.valeur is None:
        return ""
    phrase = _mesure(lecture.total)
    habitant = par_habitant(lecture)
    return f"{phrase} ; soit {habitant}" if habitant else phrase


def _mesure(mesure: Mesure) -> str:
    """« ≈ 23 500 tCO₂e, entre 19 800 et 28 000 »."""
    return ", ".join(morceau for morceau in (environ(mesure), entre(mesure)) if morceau)


def equivalents(dits: Sequence[tuple[float, str]]) -> str:
    """« autant que 52 000 allers-retours ou que 4,7 millions de repas ; une aide à lire, pas un résultat »."""
    noms = " ou que ".join(f"{_grand(combien)} {libelle}" for combien, libelle in dits)
    return f"autant que {noms} ; une aide à lire, pas un résultat"


def _grand(valeur: float) -> str:
    """« 4,7 millions de », « 52 000 »."""
    if valeur >= 1e6:
        return f"{nombre(valeur / 1e6, 1)}{INSECABLE}{'millions' if valeur >= 2e6 else 'million'} de"
    return ecrire(valeur, pas(valeur, None))


def directes(part: float | None) -> str:
    """La part des émissions directes, et le reste ; vide si elle n'est pas connue."""
    if part is None:
        return ""
    return f"{pourcent(part)} de directes (ce qui brûle ou fuit chez nous), {pourcent(1 - part)} d'indirectes"


def question_du_seuil(seuil: float) -> str:
    """« Plus de 80 % des émissions indirectes documentées ? »."""
    return f"Plus de {pourcent(seuil)} des émissions indirectes documentées ?"


def seuil_tenu(part: float) -> str:
    """La part documentée, au-dessus du seuil ; 99,6 % ne s'arrondit pas à 100."""
    documentes = pourcent(min(part, 0.99) if part < 1 else 1.0)
    return f"Oui : des flux en documentent {documentes}, d'après ce que disent les comptes"


def seuil_manque(part: float, a_faire: Sequence[tuple[str, float | None]]) -> str:
    """La part documentée, sous le seuil, et les postes par lesquels commencer, chacun avec sa part."""
    if not a_faire:
        return f"Non : {pourcent(part)} seulement"
    noms = enumerer([precise(poste, part_courte(sienne)) for poste, sienne in a_faire])
    return f"Non : {pourcent(part)} seulement ; à documenter d'abord : {noms}"


def biogenique(tonnes: float | None) -> str:
    """Le CO₂ des plantes, hors du total ; vide s'il n'y en a pas."""
    if not tonnes:
        return ""
    return f"{environ(Mesure('', tonnes))}, absorbées puis rendues par des plantes : hors du total"


def absents(postes: Sequence[Mesure]) -> str:
    """Les postes sans donnée, trois nommés au plus ; vide s'il n'en manque aucun."""
    if not postes:
        return ""
    return f"{nommer([poste.nom.replace(' ', INSECABLE, 1) for poste in postes])} ; aucun ne compte pour zéro"


def nommer(noms: Sequence[str]) -> str:
    """Les trois premiers noms, et combien d'autres."""
    reste = len(noms) - NOMMES
    return f"{', '.join(noms[:NOMMES])}, et {accorder(reste, 'autre')}" if reste > 0 else enumerer(noms)


def immobilisations_entieres(noms: Sequence[str], tonnes: float | None) -> str:
    """Ce que pèsent sur cette seule année des biens sans durée d'amortissement."""
    return f"{nommer(noms)} : {ordre(tonnes)} cette seule année, faute de durée d'amortissement"


def non_renseigne(devine: float | None) -> str:
    """Un poste sans flux, et ce que les comptes en laissent deviner."""
    if not devine:
        return "non renseigné, donc non compté ; les comptes n'en laissent rien deviner non plus"
    return f"non renseigné, donc non compté ; les comptes en laissent deviner {ordre(devine)}"


def emissions(mesure: Mesure, part: float | None) -> str:
    """« ≈ 377 tCO₂e, entre 340 et 420 ; 12 % du bilan »."""
    return _mesure(mesure) if part is None else f"{_mesure(mesure)} ; {part_courte(part)} du bilan"


def sans_intervalle(lecture: Lecture) -> str:
    """Pourquoi l'intervalle n'est pas tracé."""
    if lecture.incertitude != "quadratique":
        return "inconnu"
    return f"non tracé : plus de ± {pourcent(lecture.symetrie_maximale)}, un intervalle symétrique n'y a pas de sens"


def reste_des_comptes(devine: float) -> str:
    """Ce que les comptes diraient de plus d'un poste documenté."""
    return f"des dépenses sans flux en ajouteraient {ordre(devine)}"


def criteres(ligne: Mapping[str, object]) -> str:
    """« fiabilité 5, technique 4, … » ; un critère jamais noté vaut 1 et se dit tel."""
    dits = [f"{nom} {ligne[cle] if ligne[cle] is not None else 'non notée (vaut 1)'}" for cle, nom in CRITERES.items()]
    return ", ".join(dits)
