"""Les phrases que tout écran peut montrer, en markdown : ce qui manque, d'où vient un chiffre, les portes du pied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.donnees.laissees import Manquante, refusees_en_bref
from core.erreurs import ErreurComptes
from core.format_fr import accorder
from pages._journal.phrases import quand
from pages._outils.textes import echapper

# Ouvrir un écran

AUCUN_TERRITOIRE = (
    "Aucun territoire n'est ouvert à votre rôle.",
    "",
    "Créez-en un à l'écran « Import », ou demandez l'accès.",
)
"""Ce qui est refusé, où, que faire."""
TERRITOIRE_INTERDIT = (
    "Ce territoire n'existe pas, ou votre rôle n'y donne pas accès.",
    "Adresse de la page",
    "Choisissez un territoire dans la liste, en haut de l'écran.",
)
DONNEES_CHANGEES = ("Les données du territoire viennent de changer.", "", "Rechargez la page.")
ECRAN_IMPOSSIBLE = "Cet écran ne peut pas être montré"
A_DEPOSER = "Une personne qui alimente ce territoire doit d'abord la déposer et valider son import."
QUELLES_TABLES = "De quelles tables chaque méthode a besoin"
PROVISOIRES = ":orange-badge[Chiffres provisoires : un import attend d’être publié]"

# Refusé à l'import

MANQUE_A_L_IMPORT = "Ce qui manque : refusé à l’import"


def refuses(manquante: Manquante) -> str:
    """« Import n° 17, « x.csv » : 22 lignes refusées, 167,7 M€ (voté). Aucun chiffre ne les compte. »"""
    montants = refusees_en_bref(manquante.laissees)
    ou = f"Import n° {manquante.import_id}, « {echapper(manquante.fichier)} »"
    lignes = accorder(manquante.lignes, "ligne refusée", "lignes refusées")
    return f"{ou} : {lignes}{f', {echapper(montants)}' if montants else ''}. Aucun chiffre ne les compte."


def lecture_seule(empechement: ErreurComptes) -> str:
    """Pourquoi l'on ne peut que consulter en ce moment."""
    return f":orange-badge[Lecture seule : {echapper(empechement.quoi)} Rien ne peut être enregistré]"


# Sous une figure

NE_DIT_PAS = "Ce que ce graphique ne dit pas"
D_OU = "D’où vient ce chiffre"
SANS_CHIFFRE = "Cette vue ne montre aucun chiffre calculé."
CHOISISSEZ = "Choisissez un chiffre : ses lignes d’origine s’affichent dessous."
CHIFFRES = "Les chiffres montrés par cette vue"
SANS_LIGNE = "Aucune ligne importée ne porte ce chiffre : sa donnée est absente."
RIEN_A_COMPTER = "Aucune ligne importée n’entre dans ce chiffre : c’est pourquoi il vaut zéro."
LIGNES = "Les lignes du fichier qui portent ce chiffre"
UNE_FOIS_PAR_VISITE = "Dites qui vous êtes, une fois pour cette visite. Ce nom sera marqué « nom déclaré »."


def il_manque(territoire: str) -> str:
    """Le titre d'un écran sans ses tables."""
    return f"{echapper(territoire)} : il manque des données pour cet écran"


def exercice_absent(voici: int) -> str:
    """L'adresse demande un exercice que le territoire n'a pas."""
    return f":orange-badge[Exercice demandé non renseigné : voici {voici}]"


def source(territoire: str, exercice: int, sous_titre: str) -> str:
    """La ligne de source d'un classeur."""
    return f"Comptes communs, {territoire}, exercice {exercice}. {sous_titre}"


def origine(lignes: int, fichiers: Sequence[str], depots: Sequence[tuple[datetime, str]]) -> str:
    """Combien de lignes, de quels fichiers, importés par qui et quand."""
    noms = ", ".join(f"« {nom} »" for nom in fichiers)
    importees = "".join(f", importé par {echapper(qui)} le {quand(jour)}" for jour, qui in depots)
    return f"**{accorder(lignes, 'ligne')}** de {echapper(noms)}{importees}"


def premieres(montrees: int) -> str:
    """On ne montre pas toutes les lignes."""
    return f"Les {montrees} premières lignes sont montrées."


def depenses(compte: int) -> str:
    """Combien de dépenses fait le morceau choisi."""
    return f"**{accorder(compte, 'dépense')}**"


def de_la_plus_grande(combien: str) -> str:
    """Comment les dépenses choisies sont rangées ; `combien` en markdown."""
    return f"{combien}, de la plus grande à la plus petite."


def nom_declare(nom: str) -> str:
    """Un nom que rien ne vérifie, tel qu'il signe."""
    return f"{nom} (nom déclaré)"
