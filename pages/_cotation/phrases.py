"""Les phrases des gestes de la cotation ; ce que disent les dépenses elles-mêmes est dans `core.usages.cotation`."""

from __future__ import annotations

from core.format_fr import INSECABLE, accorder, euros, euros_court, nombre
from core.usages.cotation.classes import sous_la_lentille
from core.usages.cotation.travail import TOUTES, VIDE, Filtre
from pages._outils.textes import echapper

# L'écran

UNE_PERSONNE = "Une dépense cotée l’est par une personne ; les règles ne font que proposer."
PROVISOIRE = "Provisoire jusqu’à sa publication, à l’écran Journal."
ANNULEE = "La saisie est annulée : les cotations d’avant sont revenues."

# La file

A_COTER = "Les dépenses à coter, de la plus grande à la plus petite"
CUMUL = "La part des euros qui sera cotée une fois faites cette ligne et les plus grandes encore à coter"
QUESTION = "Question de la règle"
TOUTES_LES_VALEURS = "Toutes les valeurs"
RETENIR = "Retenir cette dépense pour la confirmer ou l’ouvrir"
FAIRE_VOTRES = "Faire vôtres les classes proposées pour les lignes cochées, ou pour toutes celles de la page."
COMMENT_COTER = "Choisissez une classe dans « Cotation » ; cochez une ligne pour l’ouvrir ou la partager."

# Le lot

GROUPES = "Les groupes de dépenses, de celui qui a le plus d'euros à coter à celui qui en a le moins"
UNE_CLASSE = "Une classe pour tout le groupe"
AUSSI_LES_DITES = "Aussi celles que quelqu’un a déjà dites (la vôtre s’ajoutera à la leur)"

# Une dépense

REVENIR = "Revenir à la file"
INCONNUE = "Cette dépense n’existe pas dans l’exercice choisi"
CHANGEZ_D_EXERCICE = "Changez d’exercice, en haut de l’écran, ou revenez à la file."
CE_QUE_L_ON_DIT = "Ce que l’on en dit"
SOUS_CHAQUE_LENTILLE = "Cette dépense sous chaque lentille"
HISTOIRE = "D’un exercice à l’autre"
EXERCICE_APRES_EXERCICE = "La même dépense, exercice après exercice"
CHAINE = "D’où vient cette ligne"
LIGNES_DU_FICHIER = "Les lignes du fichier dont vient cette dépense"

# La preuve

DETAIL = "Le détail d’une lentille"
TELECHARGER = "Télécharger la preuve (Excel)"
PREUVE_PAR_LENTILLE = "La preuve du partage, lentille par lentille"
PARTAGE_PAR_POSTE = "Le partage des dépenses entre les postes"


def sujet(exercice: int) -> str:
    """Ce que l'on cote, et pour combien de temps."""
    return f"Dépenses réelles de {exercice}, tous budgets : une cotation sert à toutes les méthodes, et l’an prochain"


def criteres(combien: int) -> str:
    """Combien de critères resserrent la file."""
    return accorder(combien, "critère")


def enregistree(bilan: str, *, provisoire: bool) -> str:
    """Ce que le dernier geste a écrit, en markdown."""
    return f":green-badge[Enregistré] {echapper(bilan)}{f' {PROVISOIRE}' if provisoire else ''}"


def aucune(filtre: Filtre) -> str:
    """Pourquoi la file n'a rien à montrer."""
    if filtre.texte or filtre.criteres:
        ailleurs = "" if filtre.statut == TOUTES else ", ou regardez « Toutes »"
        return f"Aucune dépense ne répond à ces critères. Élargissez la recherche{ailleurs}."
    if filtre.statut == "a_faire":
        return "Tout est coté sous cette lentille. Relisez les reprises et les désaccords, ou changez de lentille."
    return "Aucune dépense dans cet état."


def enregistrer(cotations: int) -> str:
    """Le geste qui écrit ce qui est tapé."""
    return f"Enregistrer {accorder(cotations, 'cotation')}" if cotations else "Enregistrer"


def confirmer(propositions: int, poids_eur: float) -> str:
    """Le geste qui fait siennes des propositions."""
    return f"Confirmer {accorder(propositions, 'proposition')}, {euros_court(poids_eur)}"


def sans_classe(lignes: int) -> str:
    """Ce que l'on a commencé à taper sans dire de classe."""
    return f"{accorder(lignes, 'ligne attend', 'lignes attendent')} une classe."


def page(debut: int, fin: int, depenses: int, poids_eur: float) -> str:
    """Où l'on en est de la file, en markdown."""
    combien = f"{nombre(debut)} à {nombre(fin)} sur {accorder(depenses, 'dépense')}"
    return f"{combien}, {echapper(euros_court(poids_eur))}"


def groupes_montres(montres: int, total: int) -> str:
    """On ne montre pas tous les groupes."""
    return f"Les {montres} groupes qui pèsent le plus sont montrés, sur {total}."


def coter(lignes: int, poids_eur: float) -> str:
    """Le geste qui cote un lot."""
    return f"Coter {accorder(lignes, 'ligne')}, {euros(poids_eur)}"


def sans_valeur(critere: str) -> str:
    """Ce que veut dire le groupe vide."""
    return f"« {VIDE} » : les dépenses sans {critere.lower()}."


def proposition(dite: str) -> str:
    """Ce que la règle propose, en markdown."""
    return f":gray[La règle propose{INSECABLE}:] {echapper(dite)}"


def partager(morceaux: int) -> str:
    """Le geste qui ajoute un morceau."""
    return "Partager" if morceaux == 1 else "Un morceau de plus"


def pas_de_desaccord(lentille: str) -> str:
    """Personne ne s'oppose."""
    return f"Personne n'est en désaccord {sous_la_lentille(lentille)}."


def tant_que_dure(depenses: int, poids_eur: float) -> str:
    """Ce qu'un désaccord laisse en suspens, en markdown."""
    combien = echapper(f"{accorder(depenses, 'dépense')}, {euros(poids_eur)}")
    return f"Tant qu’un désaccord dure, la dépense n’est comptée dans aucune classe : {combien}."


def plus_grandes(montrees: int, total: int) -> str:
    """On ne montre pas tous les désaccords."""
    return f"Les {montrees} plus grandes sont montrées, sur {total}."


def avis(parole: str, auteur: str, jour: str, justification: str) -> str:
    """Ce qu'une personne dit d'une dépense disputée, en markdown."""
    qui, pourquoi = f"{auteur}, {jour or 'date absente'}", justification or "Sans justification écrite."
    return f"**{echapper(parole)}**  \n:gray[{echapper(qui)}]  \n{echapper(pourquoi)}"


def raison(auteurs: str, jour: str, pourquoi: str, fichier: str, ligne: int) -> str:
    """« Finances, 14 février 2025 : gain de 45 % (cotation_2024.xlsx, ligne 12) »."""
    qui = ", ".join(filter(None, (auteurs, jour)))
    return f"{qui}{f' : {pourquoi}' if pourquoi else ''} ({fichier}, ligne {ligne})"


def source(territoire: str, exercice: int) -> str:
    """La ligne de source du classeur de preuve."""
    return f"Comptes communs, {territoire}, exercice {exercice}. Dépenses réelles, en euros."
