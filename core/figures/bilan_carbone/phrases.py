"""Les phrases-titres du bilan carbone : ce qui pèse, combien, et à quel point on le sait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from core.communs.cumuls import combien_pour
from core.figures.bilan_carbone.lecture import Lecture, Mesure, classer
from core.figures.bilan_carbone.nombres import UNITE, entre, environ
from core.figures.bilan_carbone.phrases_noms import pluriel, sujet
from core.format_fr import accorder, enumerer, majuscule, pourcent
from core.modele import Nature
from core.tables.bilan import ETATS_FLUX

SUJETS_DU_TITRE, MOITIE = 3, 0.5
"""Le titre nomme les postes qui font ensemble la moitié du bilan, trois au plus, autant qu'il en tient."""
LETTRES_DU_TITRE = 118
"""Ce qui tient sur deux lignes, projeté."""
SANS_NOM = ("Service non renseigné", "Activité non renseignée")


def message_postes(lecture: Lecture) -> str:
    """« Les achats de services et les repas font 62 % du bilan : ≈ 23 500 tCO₂e au total, entre 19 800 et 28 000 »."""
    if not lecture.total.valeur:
        return message_vide(lecture)
    return _phrase(lecture, dominants(lecture, lecture.renseignes), lambda poste: sujet(poste.code, poste.libelle))


def message_repartition(lecture: Lecture, mesures: Sequence[Mesure], nom: str) -> str:
    """La même phrase par activité ou par service (`nom`) ; ce qui n'est rattaché à rien ne fait pas un titre."""
    if not lecture.total.valeur:
        return message_vide(lecture)
    nommees = tuple(mesure for mesure in classer(tuple(mesures)) if mesure.nom not in SANS_NOM)
    if not nommees:
        return f"Aucun flux de {lecture.exercice} ne dit de quel {nom} il vient : {_total(lecture)}"
    return _phrase(lecture, dominants(lecture, nommees), lambda mesure: f"« {mesure.nom} »")


def dominants(lecture: Lecture, mesures: Sequence[Mesure]) -> list[Mesure]:
    """Les plus grandes mesures jusqu'à la moitié du total, trois au plus."""
    retenues = list(mesures[:SUJETS_DU_TITRE])
    return retenues[: combien_pour(lecture.parts_cumulees(retenues), MOITIE)]


def _phrase(lecture: Lecture, retenues: Sequence[Mesure], nommer: Callable[[Mesure], str]) -> str:
    """Le titre qui nomme ces mesures ; trop long pour deux lignes projetées, il tait la plus petite."""
    phrase = _affirmer(lecture, [nommer(mesure) for mesure in retenues], lecture.parts_cumulees(retenues)[-1])
    if len(phrase) > LETTRES_DU_TITRE and len(retenues) > 1:
        return _phrase(lecture, retenues[:-1], nommer)
    return phrase


def _affirmer(lecture: Lecture, noms: list[str], part: float) -> str:
    prevu = lecture.etat == Nature.PREVU
    verbe = ("feraient" if prevu else "font") if pluriel(noms) else ("ferait" if prevu else "fait")
    quoi = "tout le bilan" if pourcent(part) == pourcent(1.0) else f"{pourcent(part)} du bilan"
    return f"{majuscule(enumerer(noms))} {verbe} {quoi} : {_total(lecture)}"


def _total(lecture: Lecture) -> str:
    intervalle = entre(lecture.total)
    moins = "au moins " if lecture.a_completer else ""
    return f"{moins}{environ(lecture.total)}{', ' if intervalle else ''}{intervalle}"


def message_vide(lecture: Lecture) -> str:
    """Quand rien ne se compte : combien de flux attendent une quantité ou un facteur."""
    etat = ETATS_FLUX[lecture.etat].lower()
    if lecture.total.valeur == 0:
        return f"Les flux {etat}s de {lecture.exercice} ne font aucune émission hors biogénique"
    if lecture.a_completer:
        flux = accorder(lecture.a_completer, f"flux {etat} attend", f"flux {etat}s attendent")
        return f"Le bilan de {lecture.exercice} ne se compte pas encore : {flux} une quantité ou un facteur"
    return f"Aucun flux {etat} n'est déclaré en {lecture.exercice}"


def sous_titre(nom: str, lecture: Lecture) -> str:
    """De qui, de quand, dans quel état, et ce qui est renseigné."""
    morceaux = [nom, f"organisation, {lecture.exercice}, {ETATS_FLUX[lecture.etat].lower()}"]
    if lecture.postes:
        renseignes = accorder(len(lecture.renseignes), "poste renseigné", "postes renseignés")
        morceaux.append(f"{renseignes} sur {len(lecture.postes)}")
    if lecture.a_completer:
        comptes = accorder(lecture.lignes.get("comptees", 0), "flux compté", "flux comptés")
        morceaux.append(f"{comptes} sur {lecture.attendus}")
    if lecture.part_monetaire:
        morceaux.append(f"{pourcent(lecture.part_monetaire)} des émissions par ratio monétaire")
    return " · ".join(morceaux)


def par_habitant(lecture: Lecture, nom: str = "habitants") -> str:
    """« ≈ 560 kgCO₂e par habitant (42 000 habitants) » : jamais sans son dénominateur ; vide s'il manque."""
    if not lecture.habitants or lecture.par_habitant_kg is None or not lecture.total.valeur:
        return ""
    echelle = lecture.par_habitant_kg / lecture.total.valeur
    bornes = lecture.total.bornes
    mesure = Mesure("", lecture.par_habitant_kg, None if bornes is None else (bornes[0] * echelle, bornes[1] * echelle))
    return (
        f"{environ(mesure, UNITE.replace('t', 'kg', 1))} par habitant, pour "
        f"{accorder(int(lecture.habitants), nom.removesuffix('s'), nom)}"
    )


VUES = {
    "postes": "Par poste",
    "activites": "Par activité",
    "annees": "D’une année à l’autre",
    "flash": "Bilan flash",
    "flux": "Flux",
}
MASQUE = (
    "C'est le bilan de l'organisation (son patrimoine, ses compétences), pas celui du territoire : les émissions des "
    "habitants et des entreprises se lisent à l'écran Carbone. Un poste non renseigné n'est pas un poste sans "
    "émissions. Le CO₂ biogénique est compté à part, les sols et les forêts aussi : rien ne se compense."
)
FRONTIERE = (
    "Ce bilan est celui de l'organisation : ce que ses bâtiments, ses achats et ses services causent. Celui du "
    "territoire, avec ses habitants et ses entreprises, ne s'y ajoute jamais."
)
AUCUN_FLUX = "Aucun flux n'est encore déclaré : tout vient des comptes."
NON_COMPTES = "Les flux non comptés et leur raison"
LES_PLUS_CHANGES = "Les flux que la méthode change le plus"
MEMES_FACTEURS = "Les mêmes facteurs servent aux deux bilans. « Hypothèses » permet d'en comparer deux versions."


def flux_de(choisie: str) -> str:
    """Ce que montre la table d'une barre choisie."""
    return f"Les flux de {choisie}"


def sans_classeur(exercice: int) -> str:
    """Pourquoi le tableau réglementaire d'un exercice ne se télécharge pas."""
    return (
        f"Le tableau réglementaire se fait des flux réalisés, et {exercice} n'en a aucun : déposez-les à "
        "l'écran « Import », ou choisissez une autre année."
    )


def versions_appliquees(versions: Mapping[str, int]) -> str:
    """« Base Carbone V23.6 (12 flux), Livrée avec l'application, 2026 (30 flux) » ; vide si rien n'est compté."""
    return " ; ".join(f"{nom} ({accorder(nombre, 'flux', 'flux')})" for nom, nombre in versions.items())
