"""Toutes les phrases du budget : ce que disent les chiffres, accordé à tous les cas, et ce qu'ils ne disent pas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.communs.classement import HORS_POLITIQUE, NON_VENTILABLES, SANS_CLASSEMENT
from core.figures.execution.lecture import Perimetre, Ventilation, ecrire
from core.format_fr import ABSENT, accorder, avec_unite, enumerer, euros, euros_court, majuscule, pourcent
from core.methodes.execution.ventilation import Poste
from core.modele import Nature

TAUX_EXECUTION = "Taux d'exécution des dépenses"
_ARTICLES = {"politique": "première politique", "chapitre": "premier chapitre"}
SENSIBLE = 0.01
"""En deçà de cette part du prévu, un crédit non réalisé ne fait pas un titre."""
_RATTACHEMENT = {"politique": "politique ni de fonction", "chapitre": "chapitre"}


def pluriel(montant: float) -> bool:
    """Vrai si le montant écrit court se lit au pluriel : à partir de deux unités (2 €, 2 k€, 2 M€)."""
    grandeur = abs(montant)
    if grandeur >= 999_500:
        return round(grandeur / 1e6, 1) >= 2
    return grandeur >= 2


def accorder_participe(participe: str, montant: float) -> str:
    """« 1,2 M€ réalisé », « 4,2 M€ réalisés »."""
    return f"{participe}s" if pluriel(montant) else participe


def message_postes(ventilation: Ventilation, population: int | None = None) -> str:
    """La phrase d'une ventilation : le premier poste qui se nomme, son montant, sa part ; ou ce qui empêche de le
    dire."""
    perimetre, total = ventilation.perimetre, ventilation.total
    if total is None or not ventilation.postes:
        return f"Les {perimetre.masse} de {perimetre.exercice} ne sont pas renseignées"
    nommes = [poste for poste in ventilation.postes if poste.nom not in SANS_CLASSEMENT]
    if not nommes:
        reste = "restent" if pluriel(total) else "reste"
        singulier = {"depense": "dépense réelle", "recette": "recette réelle"}[perimetre.sens]
        return (
            f"Aucune {singulier} de {perimetre.exercice} ne porte de {_RATTACHEMENT[perimetre.lentille]} : "
            f"{euros_court(total)} {reste} à classer"
        )
    premier = next((poste for poste in nommes if poste.nom not in NON_VENTILABLES), None)
    hors = next((poste for poste in nommes if poste.nom in NON_VENTILABLES), None)
    if hors is not None and (premier is None or (hors.part or 0.0) >= 0.5):
        return _hors_politique(perimetre, hors)
    if premier is None or premier.montant is None or premier.montant <= 0:
        return f"Les {perimetre.masse} de {perimetre.exercice} sont nulles ou négatives : voyez le détail en table"
    return _premier(ventilation, premier, population)


def _premier(ventilation: Ventilation, premier: Poste, population: int | None) -> str:
    perimetre = ventilation.perimetre
    montant = premier.montant or 0.0
    realise = ventilation.nature is Nature.REALISE
    fait = accorder_participe("réalisé" if realise else "prévu", montant / population if population else montant)
    debut = f"{sans_code(premier.nom)} : {ecrire(montant, population)} {fait} en {perimetre.exercice}"
    if len(ventilation.postes) == 1:
        return f"{debut}, soit toutes les {perimetre.masse}"
    suite = f"{debut}, {_ARTICLES[perimetre.lentille]} avec {pourcent(premier.part)} des {perimetre.masse}"
    return f"{suite}{_non_realise(ventilation, premier)}"


def _non_realise(ventilation: Ventilation, premier: Poste) -> str:
    """La politique qui laisse le plus de crédits non réalisés, si c'est au moins 1 % du prévu."""
    if ventilation.perimetre.sens != "depense" or ventilation.perimetre.lentille != "politique":
        return ""
    ecarts = [
        (poste.prevu - poste.realise, poste.nom)
        for poste in ventilation.postes
        if poste.prevu is not None and poste.realise is not None and poste.nom not in HORS_POLITIQUE
    ]
    ecart, nom = max(ecarts, default=(0.0, ""))
    if ecart <= SENSIBLE * (ventilation.prevu or 0.0):
        return ""
    lieu = "" if nom == premier.nom else f" pour {nom}"
    verbe = f"n'{'' if lieu else 'y '}{'ont' if pluriel(ecart) else 'a'}"
    prevu, realise = (accorder_participe(mot, ecart) for mot in ("prévu", "réalisé"))
    return f" ; {euros_court(ecart)} {prevu} {verbe} pas été {realise}{lieu}"


def _hors_politique(perimetre: Perimetre, hors: Poste) -> str:
    quoi = "dette et opérations financières" if perimetre.sens == "depense" else "impôts, dotations, emprunts"
    return f"{pourcent(hors.part)} des {perimetre.masse} de {perimetre.exercice} ne visent aucune politique : {quoi}"


def sans_code(poste: str) -> str:
    """« 012 Charges de personnel » devient « Charges de personnel » : un titre n'a pas besoin du code."""
    code, _, libelle = poste.partition(" ")
    return libelle if code.isdigit() and libelle else poste


def sous_titre_postes(ventilation: Ventilation, taux: float | None, couverture: float | None) -> str:
    """Périmètre, exercice, exécution, et la part des lignes renseignées quand elle n'est pas entière."""
    perimetre, seul = ventilation.perimetre, ventilation.realise is None
    morceaux = [
        f"{majuscule(perimetre.masse)}, budget principal, {perimetre.exercice}",
        "prévu seulement, le réalisé est absent" if seul else "prévu en contour, réalisé en plein",
    ]
    if taux is not None:
        morceaux.append(taux_realise(taux))
    if couverture is not None and couverture < 1:
        morceaux.append(f"{pourcent(couverture)} des lignes renseignées")
    return " · ".join(morceaux)


def taux_realise(taux: float) -> str:
    """« réalisé à 92 % du prévu »."""
    return f"réalisé à {pourcent(taux)} du prévu"


def message_epargne(valeurs: dict[str, float | None], precedent: float | None, exercice: int) -> str:
    """L'épargne brute de l'exercice, ce qu'elle devient, et le temps de rembourser la dette ou, sans dette connue, son
    taux."""
    brute, taux, annees = (
        valeurs.get(nom) for nom in ("epargne_brute", "taux_epargne_brute", "capacite_desendettement")
    )
    if brute is None:
        return f"L'épargne brute de {exercice} n'est pas connue : le réalisé de fonctionnement est absent"
    if brute <= 0:
        etat = "est nulle" if brute == 0 else f"est négative ({euros_court(brute)})"
        return f"L'épargne brute {etat} en {exercice} : les recettes courantes ne couvrent plus les dépenses courantes"
    debut, evolution = f"L'épargne brute est de {euros_court(brute)} en {exercice}", _evolution(brute, precedent)
    if annees is not None:
        return f"{debut}{evolution} : la dette se rembourserait en {duree(annees)}"
    part = "" if taux is None else f", soit {pourcent(taux, 1)} des recettes"
    return f"{debut}{part}{evolution}"


def _evolution(brute: float, precedent: float | None) -> str:
    if precedent is None:
        return ""
    ecart = brute - precedent
    if abs(ecart) < 0.005 * abs(brute):
        return ", stable sur un an"
    return f", {'en hausse' if ecart > 0 else 'en baisse'} de {euros_court(abs(ecart))} sur un an"


def duree(annees: float) -> str:
    """« 5,7 ans », « 12 ans », « 1 an », « moins d'un an »."""
    dixiemes = round(annees, 1)
    if dixiemes < 1:
        return "moins d'un an"
    return avec_unite(dixiemes, "an" if dixiemes < 2 else "ans", 0 if dixiemes == round(dixiemes) else 1)


LIRE_EPARGNE = (
    "Plein : réalisé, contour : prévu, pointillé : repère d'usage, pas une norme. Le prévu n'est montré que "
    "quand le réalisé manque encore. Les trois bandes partagent les mêmes exercices, chacune part de zéro."
)
MASQUE_EPARGNE = (
    "L'épargne ne dit pas ce qui n'a pas été entretenu : reporter des travaux l'améliore aujourd'hui. Les "
    "repères viennent de textes échus ou d'usages d'analystes : à vérifier avant de les opposer à quelqu'un. "
    "La dette n'est connue que si un document la donne."
)
SOUS_TITRE_EPARGNE = "Épargne et dette du budget principal, d'un exercice à l'autre · opérations réelles"
MASQUE_POSTES = (
    "Seules les opérations réelles du budget principal sont comptées : ni opérations d'ordre, ni résultats reportés, "
    "ni cessions, ni budgets annexes. Le montant ne dit ni l'utilité ni l'effet de la dépense."
)
MASQUE_POLITIQUE = "Une ligne sans politique est rangée d'après sa fonction : c'est une convention, modifiable."
MASQUE_CHAPITRE = "Un chapitre dit la nature de la dépense, pas ce qu'elle sert."
SANS_LIGNE = "Aucune ligne importée ne porte ce poste."
DETTE_INCONNUE = "L'encours de dette n'est donné par aucun document : la capacité de désendettement ne se calcule pas."
MASSES = {
    "depenses_reelles_fonctionnement": "dépenses réelles, fonctionnement",
    "depenses_reelles_investissement": "dépenses réelles, investissement",
    "recettes_reelles_fonctionnement": "recettes réelles, fonctionnement",
    "recettes_reelles_investissement": "recettes réelles, investissement",
}
"""Les masses, comme le panneau les nomme."""


def lire_postes(perimetre: Perimetre) -> str:
    """Comment lire les barres d'une ventilation."""
    return (
        f"Une barre par {perimetre.lentille} : le contour est le prévu, le plein le réalisé. Elles vont de la plus "
        "grande à la plus petite. Le prévu est fait des crédits ouverts ; un plein qui dépasse son contour dit un "
        "dépassement. La part est celle du total montré."
    )


def masque_postes(perimetre: Perimetre) -> str:
    """Ce que tait une ventilation, selon sa lentille."""
    return f"{MASQUE_POSTES} {MASQUE_POLITIQUE if perimetre.lentille == 'politique' else MASQUE_CHAPITRE}"


def alternative_postes(ventilation: Ventilation, population: int | None) -> str:
    """Les cinq plus grandes barres, pour qui ne voit pas la figure."""
    if not ventilation.postes:
        return "Aucune barre : données absentes."
    premiers = [
        f"{poste.nom} {ecrire(poste.montant, population)}"
        + ("" if poste.part is None else f" ({pourcent(poste.part)})")
        for poste in ventilation.postes[:5]
    ]
    return f"Barres horizontales des {ventilation.perimetre.masse}. Les plus grandes : {enumerer(premiers)}."


def alternative_epargne(message: str, brutes: Mapping[int, float | None]) -> str:
    """L'épargne brute de chaque exercice, pour qui ne voit pas la figure."""
    suite = [f"{annee} : {ABSENT if brute is None else euros_court(brute)}" for annee, brute in brutes.items()]
    return f"{message}. Épargne brute, {enumerer(suite)}."


def en_clair(execution: float | None, epargne: float | None) -> str:
    """Le taux d'exécution et le taux d'épargne brute, dits avec « sur 100 € » ; vide si aucun n'est connu."""
    phrases = []
    if execution is not None:
        phrases.append(f"Sur 100 € prévus, {euros(execution * 100)} de dépenses réelles.")
    if epargne is not None and epargne >= 0:
        phrases.append(
            f"Sur 100 € de recettes courantes, il reste {euros(epargne * 100)} une fois payées les dépenses courantes."
        )
    if epargne is not None and epargne < 0:
        phrases.append(f"Pour 100 € de recettes courantes, {euros(100 - epargne * 100)} de dépenses courantes.")
    return " ".join(phrases)


def realise_absent(exercice: int) -> str:
    """Quel document apporterait le réalisé."""
    return f"Le réalisé de {exercice} n'est pas encore importé : compte administratif ou compte financier unique."


def cessions_comprises(montant: float) -> str:
    """Ce que les recettes comptent de cessions."""
    return f"Les recettes comprennent {euros_court(montant)} de cessions inscrites aux comptes 7751 ou 7752."


def non_classe(part: float) -> str:
    """La part des dépenses qu'aucune politique ne porte."""
    return f"{pourcent(part)} des dépenses réelles n'ont ni politique ni fonction."


def incomplete(couverture: float, masse: str) -> str:
    """La masse dont le réalisé est le moins renseigné ; `masse` est une clé de `MASSES`."""
    return f"{pourcent(couverture)} des lignes seulement portent un réalisé ({MASSES[masse]})."


def annexes(montants: Mapping[str, float | None]) -> str:
    """Les budgets annexes, leur fonctionnement réalisé, et qu'ils ne s'ajoutent pas."""
    noms = [f"{nom} ({euros_court(montant)} de fonctionnement)" for nom, montant in montants.items()]
    pluriel = "n'est pas ajouté" if len(noms) == 1 else "ne sont pas ajoutés"
    return f"{accorder(len(noms), 'budget annexe', 'budgets annexes')} {pluriel} au principal : {enumerer(noms)}."


def lignes_de(poste: str) -> str:
    """Ce que montre la table d'un poste choisi."""
    return f"Les lignes budgétaires de {poste}"


def des_fichiers(fichiers: Sequence[str]) -> str:
    """« de « budget.xlsx » et « annexe.csv » »."""
    return f"de {' et '.join(f'« {nom} »' for nom in fichiers)}"
