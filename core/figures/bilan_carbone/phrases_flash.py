"""Les phrases du bilan flash : ce que les comptes laissent deviner, et ce que des flux ont déjà remplacé."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core.figures.bilan_carbone.lecture import Mesure
from core.figures.bilan_carbone.nombres import environ, ordre
from core.figures.bilan_carbone.phrases import MASQUE
from core.format_fr import accorder, euros_court, pourcent

SORTS = {
    "comptee": "Compté",
    "remplacee": "Remplacé par des flux",
    "sans_ratio": "Sans ratio",
    "hors_champ": "Hors champ",
}
DEJA_COMPTE = "Déjà compté par des flux"
COMPTES_SANS_FLUX = "Comptes sans flux : ordre de grandeur"
LIRE_FLASH = (
    "Plein : compté par des flux ; piqué : deviné d'après les comptes. Une dépense en euros y est changée en tonnes au "
    "ratio de son compte : c'est un ordre de grandeur. Dès qu'un flux documente une dépense, son compte ne compte plus."
)
MASQUE_FLASH = (
    "Un ratio suppose qu'un euro émet partout autant : payer plus cher y fait émettre plus, et une économie d'énergie "
    "s'y confond avec une baisse de prix. À remplacer par des quantités, en commençant par le plus grand poste estimé. "
    f"{MASQUE}"
)
COMPTE, DEVINE, REMPLACE = (
    "Compté par des flux",
    "Deviné d'après les comptes",
    "Remplacé par des flux, donc non deviné",
)
INCOMPLETS, SANS_RATIO, HORS_CHAMP = (
    "Flux peut-être incomplets",
    "Sans ratio : demande un flux",
    "Hors champ : paie, dette, reversements",
)
NOMMES = 3
DITS = 5


def sous_titre_flash(nom: str, exercice: int, sans_ratio: Decimal | None) -> str:
    """De qui, de quand, et les euros que l'estimation laisse de côté faute de ratio."""
    champ = (
        f"{euros_court(sans_ratio)} de dépenses sans ratio"
        if sans_ratio
        else "toutes les dépenses du champ ont un ratio"
    )
    return f"{nom} · organisation, {exercice} · ordre de grandeur · {champ}"


def message_flash(exercice: int, devine: float | None, compte: float | None, complete: float, surplus: float) -> str:
    """« Complété par les comptes, le bilan serait de l'ordre de 23 000 tCO₂e : 41 % ne sont encore que devinés ».

    `devine` : ce que seuls les comptes disent ; `compte` : ce que les flux comptent ; nuls s'il n'y a rien de tel.
    """
    if devine is None and compte is None:
        return f"Les comptes de {exercice} ne permettent aucune estimation"
    if devine is None and surplus >= 0.5:
        return (
            f"Les postes que les comptes de {exercice} touchent ont tous des flux, mais les comptes diraient "
            f"{ordre(surplus)} de plus"
        )
    if devine is None:
        return f"Tous les postes que les comptes de {exercice} touchent ont déjà des flux : rien n'est plus deviné"
    if compte is None:
        return (
            f"D'après les seuls comptes, le bilan de {exercice} serait {ordre(devine)} : aucun flux ne le vérifie "
            "encore"
        )
    return (
        f"Complété par les comptes, le bilan serait {ordre(complete)} : {pourcent(devine / complete)} ne sont encore "
        "que devinés"
    )


def alternative_flash(message: str, devines: Sequence[Mesure]) -> str:
    """La phrase, puis les plus grands postes que seuls les comptes disent, s'il y en a."""
    if not devines:
        return f"{message}."
    dits = ", ".join(f"{un.nom} {environ(un)}" for un in devines[:DITS])
    return f"{message}. Postes estimés par les comptes : {dits}."


def compte_par_les_flux(total: Mesure | None) -> str:
    """« ≈ 23 500 tCO₂e »."""
    return "rien encore : tout est deviné" if total is None or total.valeur is None else environ(total)


def devine_des_comptes(devine: float | None, comptes: int, euros: Decimal | None) -> str:
    """« de l'ordre de 9 000 tCO₂e, de 12 comptes pour 4,2 M€ »."""
    if not devine:
        return "plus rien"
    return f"{ordre(devine)}, de {accorder(comptes, 'compte')} pour {euros_court(euros)}"


def comptes_et_euros(comptes: int, euros: Decimal | None) -> str:
    """« 12 comptes, 4,2 M€ » ; vide sans compte."""
    return f"{accorder(comptes, 'compte')}, {euros_court(euros)}" if comptes else ""


def flux_incomplets(surplus: Sequence[Mesure]) -> str:
    """Les postes dont les comptes disent plus que les flux ; vide s'il n'y en a pas."""
    if not surplus:
        return ""
    noms = ", ".join(f"{un.nom} ({environ(un)})" for un in surplus[:NOMMES])
    if any(un.code == "4.2" for un in surplus):
        return (
            f"les comptes diraient de plus, sans que rien ne soit ajouté : {noms} ; un investissement y pèse entier "
            "l'année où il est payé"
        )
    return f"les comptes diraient de plus, sans que rien ne soit ajouté : {noms}"
