"""Les phrases des vues par poste, par activité ou service, et flux par flux : comment lire, ce qui est tu."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.bilan_carbone.lecture import Lecture, Mesure
from core.figures.bilan_carbone.nombres import environ, part_courte
from core.figures.bilan_carbone.phrases import MASQUE, message_vide
from core.figures.bilan_carbone.phrases_nombres import precise
from core.format_fr import accorder, en_lettres, enumerer, majuscule, pourcent

LOGNORMALE = (
    "L'intervalle vient des notes de qualité de chaque flux et de l'incertitude de son facteur (pédigree lognormal)."
)
LIRE_FLUX = (
    "Un flux est une quantité multipliée par un facteur. Un même flux peut nourrir plusieurs postes : la combustion du "
    "gaz est directe, son amont est un achat. La note va de 1 (très mauvaise) à 5 (très bonne)."
)
MASQUE_REPARTITION = f"Un flux qui ne dit ni son activité ni son service est montré tel quel. {MASQUE}"
MASQUE_FLUX = (
    f"Un flux sans quantité, sans facteur ou refusé n'est pas compté pour zéro : il n'est pas compté du tout. {MASQUE}"
)
INTERVALLE = "Intervalle à 95 % (tCO₂e)"
BIOGENIQUE_A_PART = "À part : CO₂ biogénique"
DITS = 5


def incertitude(lecture: Lecture) -> str:
    """Quelle méthode donne l'intervalle, et ce qu'elle ne sait pas dire."""
    if lecture.incertitude != "quadratique":
        return LOGNORMALE
    return (
        "L'intervalle symétrique somme les écarts au carré ; au-delà de "
        f"± {pourcent(lecture.symetrie_maximale)} il n'a plus de sens et n'est pas tracé. "
        "Il n'existe que par poste."
    )


def lire_postes(lecture: Lecture) -> str:
    """Comment lire les barres des postes."""
    return (
        "La barre est l'estimation, le trait noir son intervalle à 95 %. Foncé : émissions directes, clair : "
        "indirectes. Gris hachuré : non renseigné, jamais compté pour zéro. Un intervalle fléché dépasse le "
        f"dessin : sa borne est écrite. {incertitude(lecture)}"
    )


def lire_repartition(lecture: Lecture, nom: str) -> str:
    """Comment lire les barres des activités ou des services (`nom`, au singulier)."""
    return (
        f"Une barre par {nom}, de la plus grande à la plus petite ; le trait noir est son intervalle à 95 %. La part "
        f"est celle du bilan compté. {incertitude(lecture)}"
    )


def alternative_postes(message: str, lecture: Lecture) -> str:
    """La phrase, les plus grands postes, et combien ne sont pas renseignés."""
    absents = f"{non_renseignes(len(lecture.absents), 'poste')}." if lecture.absents else ""
    return _suite(f"{message}.", _plus_grandes(lecture, lecture.renseignes), absents)


def alternative_repartition(message: str, lecture: Lecture, mesures: Sequence[Mesure]) -> str:
    """La phrase, puis les plus grandes activités ou les plus grands services."""
    return _suite(f"{message}.", _plus_grandes(lecture, mesures))


def _suite(*phrases: str) -> str:
    """Ces phrases l'une après l'autre, sans celles qui n'ont rien à dire."""
    return " ".join(phrase for phrase in phrases if phrase)


def _plus_grandes(lecture: Lecture, mesures: Sequence[Mesure]) -> str:
    if not mesures:
        return ""
    dits = [precise(f"{un.nom} {environ(un)}", part_courte(lecture.part(un))) for un in mesures[:DITS]]
    return f"Les plus grandes barres : {enumerer(dits)}."


def autres(combien: int) -> str:
    """« Autres (11) »."""
    return f"Autres ({combien})"


def non_renseignes(combien: int, nom: str) -> str:
    """« 8 postes non renseignés », « 2 activités non renseignées » ; `nom` au singulier."""
    fin = "e" if nom == "activité" else ""
    return accorder(combien, f"{nom} non renseigné{fin}", f"{nom}s non renseigné{fin}s")


def note_sur_5(note: str) -> str:
    """« 4 sur 5 »."""
    return f"{note} sur 5"


def message_flux(lecture: Lecture, flux: Sequence[Mesure], combien: int, part: float) -> str:
    """« Trois flux sur quarante et un font la moitié du bilan ; quatre autres restent à compléter ».

    `combien` : les plus grands flux, ceux qui font la `part` du bilan.
    """
    if not flux or not lecture.total.valeur:
        return message_vide(lecture)
    sujet = "Un seul flux" if combien == 1 else f"{majuscule(en_lettres(combien))} flux"
    debut = f"{sujet} sur {len(flux)} {'fait' if combien == 1 else 'font'} {pourcent(part)} du bilan"
    if not lecture.a_completer:
        return f"{debut} ; aucun n'attend de donnée"
    return f"{debut} ; {accorder(lecture.a_completer, 'autre reste', 'autres restent')} à compléter"


def alternative_flux(message: str, flux: Sequence[Mesure]) -> str:
    """La phrase, puis les plus grands flux."""
    dits = " ; ".join(f"{un.nom} {environ(un)}" for un in flux[:DITS])
    return _suite(f"{message}.", f"{dits}." if dits else "")
