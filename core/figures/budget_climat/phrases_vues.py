"""Les phrases des cinq vues du budget climat : comment lire, ce qui est tu, les légendes et les en-têtes."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.budget_climat.lecture import Lecture
from core.figures.budget_climat.phrases import sous_titre
from core.format_fr import accorder, avec_unite, euros_court, pourcent, tonnes

OBSERVE = "observé"
OBSERVE_AU_DESSUS = "observé au-dessus du plafond"
SOUS_LE_PLAFOND = "sous le plafond"
MANQUE = "manque, rien d’identifié"
MANQUE_IDENTIFIE = "manque, mais identifié"
LIRE_PLAFOND = (
    "Le trait noir est le plafond ; les hachures prune sont ce qui manque. Le vert est ce qu'évitent les mesures "
    "décidées et chiffrées, sous le niveau présent ; les points verts, ce que des mesures seulement identifiées "
    "ajouteraient. Choisissez une mesure pour lire sa fiche."
)
MASQUE_PLAFOND = (
    "Le calcul part du dernier niveau observé et ignore les évolutions extérieures. Une mesure non chiffrée n'est pas "
    "une mesure sans effet : elle est comptée, pas dessinée. Les effets sont additionnés : s'ils se recouvrent, il "
    "manque davantage. La séquestration n'est pas déduite."
)
LIRE_MESURES = (
    "Le contour est l'effet déclaré de la mesure, ajouté depuis le niveau présent. Le plein est ce qu'il en reste : "
    "dans un secteur, chaque mesure s'applique à ce que les autres laissent, et toutes sont réduites dans la même "
    "proportion. Pointillé vert : mesure identifiée, pas décidée. Bande grise : effet non chiffré."
)
MASQUE_MESURES = (
    "Deux mesures de secteurs différents sont supposées ne pas se recouvrir. La réduction en proportion est une "
    "convention : le tableau montre aussi le partage logarithmique. Une mesure non chiffrée n'est pas une mesure sans "
    "effet."
)
LIRE_COUTS = (
    "Longueur : les euros par tonne évitée. Épaisseur : les tonnes évitées par an. Les mesures se suivent dans l'ordre "
    "où elles commencent. Contour : coût partiel, un terme manque. Vert : la mesure rapporte, elle se lit en euros par "
    "an. Une barre entaillée dépasse l'échelle."
)
MASQUE_COUTS = (
    "Ceci n'est pas un classement. Prendre le moins cher d'abord est une erreur quand les mesures chères sont lentes "
    "et ont un grand potentiel : il faut les commencer tôt. Un coût négatif ne se classe pas : à économie égale, plus "
    "de tonnes le feraient paraître moins bon. Les autres bienfaits (santé, confort, emploi) n'y sont pas. Les euros "
    "de la valeur de l'action pour le climat ne sont pas ceux de l'année."
)
LIRE_OPERATIONS = (
    "Une colonne par exercice, une tranche par mesure, la plus chère en bas. Le contour dit que c'est prévu, pas "
    "dépensé. Dans la table, 0 : aucune ligne cette année-là ; « donnée absente » : une ligne sans montant."
)
MASQUE_OPERATIONS = (
    "Les opérations d'une mesure abandonnée n'y sont pas. Un total sans les montants absents est un minimum. L'argent "
    "prévu ne dit pas ce qui sera évité."
)
LIRE_POINTS = (
    "À gauche, le contour est le gain visé une fois la mesure achevée ; à droite, la dépense prévue cet exercice. Le "
    "plein est ce qui est constaté au dernier point, un trait blanc marque chaque point précédent. Hachures : pas "
    "encore mesuré."
)
MASQUE_POINTS = (
    "Une mesure non suivie n'a pas de rang. Le réalisé de la ligne budgétaire, dans le tableau, peut porter bien plus "
    "que la mesure. Dépenser n'est pas éviter : les deux colonnes ne se compensent pas."
)
AXE_OPERATIONS = "prévu par exercice ; une tranche par mesure"
COLONNES_PLAFOND = (
    "Plafond",
    "Observé",
    "Avec les mesures décidées",
    "Écart au plafond",
    "Avec les mesures identifiées",
    "Écart, identifiées comprises",
    "Décidées, effets recouverts",
    "Écart, effets recouverts",
)
DUREE_DE_VIE = "Durée de vie (ans)"


def autres_mesures(combien: int) -> str:
    """« Autres mesures (10) »."""
    return f"Autres mesures ({combien})"


def etiquette_plafond(annee: int, manque: float, unite: str, decimales: int) -> str:
    """« 2030 : il manque 27,3 ktCO₂e », écrit sur la colonne d'une année."""
    if manque <= 0:
        return f"{annee} : plafond tenu"
    return f"{annee} : il manque {avec_unite(manque, unite, decimales)}"


def sous_titre_couts(nom: str, lecture: Lecture, taux: float, reste: int) -> str:
    """Celui du budget climat, le taux d'actualisation, et combien de mesures ne sont que dans le tableau."""
    return f"{sous_titre(nom, lecture)} · taux d'actualisation {pourcent(taux, 1)}{_ailleurs(reste)}"


def sous_titre_operations(nom: str, lecture: Lecture, operations: int) -> str:
    """Celui du budget climat, et le compte des opérations."""
    return f"{sous_titre(nom, lecture)} · {accorder(operations, 'opération')}"


def sous_titre_points(nom: str, lecture: Lecture, reste: int) -> str:
    """Celui du budget climat, et combien de mesures ne sont que dans le tableau."""
    return f"{sous_titre(nom, lecture)}{_ailleurs(reste)}"


def _ailleurs(reste: int) -> str:
    """Ce que la figure ne montre pas et que le tableau montre ; vide si tout y est."""
    return f" · {accorder(reste, 'autre mesure', 'autres mesures')} dans le tableau" if reste > 0 else ""


def alternative_plafond(message: str, lecture: Lecture) -> str:
    """La phrase, puis chaque plafond à venir face aux mesures décidées."""
    dits = [
        f"plafond de {annee} : {tonnes(lecture.plafonds[annee])}, {tonnes(lecture.decidees[annee])} avec les mesures"
        for annee in lecture.a_venir
        if annee in lecture.decidees
    ]
    return _alternative(message, dits)


def alternative_mesures(message: str, effets: Sequence[tuple[str, float]]) -> str:
    """La phrase, puis l'effet de chaque mesure (tCO2e)."""
    return _alternative(message, [f"{nom} : {tonnes(effet)}" for nom, effet in effets])


def alternative_couts(message: str, prix: Sequence[tuple[str, str]]) -> str:
    """La phrase, puis le coût d'abattement écrit de chaque mesure."""
    return _alternative(message, [f"{nom} : {dit}" for nom, dit in prix])


def _alternative(message: str, dits: Sequence[str]) -> str:
    """La phrase, puis ce qu'il y a à dire, s'il y a quelque chose."""
    return f"{message}. {' ; '.join(dits)}." if dits else f"{message}."


def survol_couche(annee: int, valeur: float, nom: str) -> str:
    """« 2030 : 27 300 tCO₂e, sous le plafond » : une couche d'une colonne, sous le curseur."""
    return f"{annee} : {tonnes(valeur)}, {nom}"


def survol_mesure(annee: int, effet: float) -> str:
    """« 2030 : 4 200 tCO₂e évitées »."""
    return f"{annee} : {tonnes(effet)} évitées"


def survol_operations(annee: int, montant: float) -> str:
    """« 2024 : 1,1 M€ prévus »."""
    return f"{annee} : {euros_court(montant)} prévus"


def repere_dit(edition: str, annee: int, *, interpolee: bool) -> str:
    """« Quinet 2019, 2030, interpolée » : d'où vient la valeur tutélaire d'une tonne, et pour quelle année."""
    return f"{edition}, {annee}{', interpolée' if interpolee else ''}"
