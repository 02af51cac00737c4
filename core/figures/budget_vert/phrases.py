"""Les phrases-titres du budget vert : ce que disent les euros, accordé à tous les cas, cotés ou non."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.figures.budget_vert.lecture import PERIMETRES, Laisse, Repartition
from core.figures.budget_vert.phrases_laisses import INCONNUE, de_cote, inconnu
from core.format_fr import accorder, enumerer, euros_court, majuscule, part_ecrite, pourcent
from core.modele import Nature

AVERTISSEMENT = "La sobriété fait baisser la part verte : un euro économisé disparaît du compte."
"""Ce que cette mesure récompense mal ; dit sous la figure et dans « Ce que ce graphique ne dit pas »."""

CHACUN = "Ce que chacun a compté"
"""Le titre de ce que les autres collectivités ont publié."""
NOTES = "Notes : périmètre, règles, ce qui reste à vérifier"
SANS_CLASSEUR = (
    "Il n'y a rien à annexer cet exercice : choisissez-en un qui a de l'investissement, ou lisez « Budget hors "
    "dette et reversements » dans la vue « Par classe »."
)
SANS_DETTE = "Budget hors dette et péréquation"
"""Le nom de notre périmètre, quand il se compare à celui des autres."""
RIEN = {
    "annexe": (
        "L’annexe ne regarde que l’investissement exécuté de certains comptes ; « Budget hors dette "
        "et reversements » lit aussi le reste."
    ),
    "budget": "Aucune dépense réelle, hors dette et péréquation, cet exercice.",
}
"""Ce que dit le panneau d'un périmètre sans dépense."""

MASQUE = (
    f"{AVERTISSEMENT} Un euro favorable ne dit ni l'effet obtenu, ni sa taille : isoler une école et y mettre un "
    "panneau comptent de la même façon. Ce qui n'est pas coté n'est pas neutre. Deux collectivités qui n'ont ni le "
    "même périmètre ni les mêmes règles ne se classent pas."
)


def message_classes(repartition: Repartition) -> str:
    """La part favorable de ce qui est coté, en euros d'abord ; ou ce qui empêche de la dire."""
    exercice, sous = repartition.sujet.exercice, repartition.sujet.sous
    if not repartition.total:
        return vide(repartition)
    if not repartition.cote:
        rien = f"Rien n'est encore coté{sous}"
        if repartition.distingue and repartition.montant("indefini"):
            return f"{rien} en {exercice}{reste(repartition)}"
        return f"{rien} : {euros_court(repartition.total)} de {exercice} attendent une lecture"
    favorable, contre = repartition.favorable, repartition.montant("defavorable")
    if not favorable and not contre and not repartition.montant("mixte"):
        debut = f"Tout ce qui est coté en {exercice}{sous} est neutre"
    else:
        but = "" if repartition.distingue else " à la transition"
        dits = f"{euros_court(favorable)} favorables{but} en {exercice}{sous}"
        debut = f"{dits}, {pourcent(repartition.part_des_cotees(favorable))} de ce qui est coté ; {_contre(contre)}"
    return f"{debut}{reste(repartition)}"


def _contre(montant: float) -> str:
    return f"{euros_court(montant)} défavorables" if montant else "aucun euro défavorable"


def reste(repartition: Repartition) -> str:
    """« ; il reste 38 % à coter », ou rien si tout l'est ; I4CE : « ; 4 % non examinés, 27 % sans conclusion »."""
    if not repartition.total or repartition.couverture is None or repartition.couverture >= 1:
        return ""
    if repartition.distingue:
        parts = (("non_cote", "non examinés"), ("indefini", "sans conclusion"))
        dits = [
            f"{part_ecrite(montant / repartition.total, en_mots=True)} {nom}"
            for cle, nom in parts
            if (montant := repartition.montant(cle))
        ]
        return f" ; {', '.join(dits)}" if dits else ""
    return f" ; il reste {part_ecrite(1 - repartition.couverture, en_mots=True)} à coter"


def lire_classes(repartition: Repartition) -> str:
    """Comment lire les barres : leur échelle, et les classes que cette lecture distingue."""
    mixte = any(une.classe.cle == "mixte" for une in repartition.parts)
    i4ce = repartition.sujet.lecture == "i4ce"
    return (
        "Une barre par classe, en euros depuis zéro ; la part est celle du total montré, coté ou non. "
        f"{'« Mixte » : favorable pour un axe, défavorable pour un autre. ' if mixte else ''}"
        f"{'« Indéfini » a été examiné sans conclure ; « non examiné » attend. ' if i4ce else ''}"
        "Chaque classe a sa couleur, son motif et sa marque."
    )


def alternative_classes(repartition: Repartition, message: str) -> str:
    """Les euros et la part de chaque classe, pour qui ne voit pas la figure."""
    if not repartition.total:
        return f"{message}."
    dits = [
        f"{une.classe.nom} {euros_court(une.montant)}{'' if une.part is None else f' ({part_ecrite(une.part)})'}"
        for une in repartition.parts
    ]
    return f"{message}. Barres par classe : {enumerer(dits)}."


AUCUNE = "aucune dépense dans ce périmètre"


def absence(laisses: Sequence[Laisse]) -> str:
    """Ce que dit une barre sans dépense : il n'y en a pas, ou l'on ne sait pas lesquelles en sont."""
    return INCONNUE if laisses else AUCUNE


def vide(repartition: Repartition) -> str:
    """Ce que l'on dit quand aucune dépense n'entre dans le périmètre, ou que l'on ne sait pas lesquelles y entrent."""
    if repartition.laisses:
        return inconnu(repartition.laisses, repartition.sujet.exercice)
    return f"Aucune dépense de {repartition.sujet.exercice} n'entre dans ce périmètre"


def sous_titre(repartition: Repartition, precision: str = "") -> str:
    """Le périmètre, la nature, l'axe, la part cotée et le désaccord : toujours visibles au-dessus de la figure."""
    morceaux = [*cadre(repartition, precision), majuscule(repartition.sujet.nom_axe)]
    if repartition.couverture is not None:
        morceaux.append(f"coté à {part_ecrite(repartition.couverture)}")
    if indefini := repartition.montant("indefini"):
        morceaux.append(f"indéfini {euros_court(indefini)}")
    return " · ".join([*morceaux, *en_debat(repartition.desaccord), *de_cote(repartition.laisses)])


def cadre(repartition: Repartition, precision: str = "") -> list[str]:
    """Les premiers mots de tout sous-titre : le périmètre, l'exercice, la nature, et ce que l'annexe fait entrer."""
    nature = (
        ""
        if repartition.total is None
        else ", mandaté"
        if repartition.nature is Nature.REALISE
        else ", prévu, le réalisé est absent"
    )
    debut = f"{PERIMETRES[repartition.sujet.perimetre]}, {repartition.sujet.exercice}{nature}"
    return [debut, precision] if precision else [debut]


def ote(hors: float | None, imprecis: float | None) -> str:
    """Ce que le budget entier ôte (dette, intérêts, reversements), et ce qu'il compte sans en être sûr ; en euros."""
    dits = [
        *([f"sans {euros_court(hors)} de dette, d'intérêts et de reversements"] if hors else []),
        *([f"dont {euros_court(imprecis)} au compte trop court pour savoir s'il y en a"] if imprecis else []),
    ]
    return ", ".join(dits)


def en_debat(desaccord: float) -> list[str]:
    """« en désaccord 40 000 € », le dernier mot de tout sous-titre ; vide si tous s'accordent."""
    return [f"en désaccord {euros_court(desaccord)}"] if desaccord else []


def axe_par_compte(axe: str, nom: str) -> str:
    """Le titre des comptes d'un axe : « Axe 1 par compte : atténuation »."""
    return majuscule(f"Axe {axe.removeprefix('axe_')} par compte : {nom.lower()}")


def comptes_de_l_axe(axe: str) -> str:
    """Ce que montre la table des comptes d'un axe."""
    return f"Les comptes de l'axe {axe.removeprefix('axe_')}"


def dire_perimetre(comptes: pl.DataFrame, legale: bool) -> str:
    """Ce que l'annexe d'un exercice fait entrer : « 17 comptes, dont 2 à vérifier » ou « tout l'investissement hors
    dette »."""
    inclus = comptes.filter(pl.col("inclus") == "oui")
    if "*" in inclus["motif_nature"].to_list():
        dit = "tout l'investissement hors dette"
    else:
        doutes = inclus.filter(pl.col("statut") == "a_verifier").height
        dit = accorder(inclus.height, "compte") + (f", dont {doutes} à vérifier" if doutes else "")
    return dit if legale else f"{dit}, lecture à blanc"
