"""La phrase-titre de l'arbitrage : ce qui reste à trouver, puis ce que l'argent déplacé change — le pire n'y est jamais tu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.figures.arbitrage.lecture import MIEUX, MOINS_BIEN, Rang, ecrire, juger
from core.format_fr import accorder, enumerer, euros, euros_court

FAITS, FAITS_PROJETES = 3, 2
"""Au plus trois faits dans un titre, deux en projection."""


_VERT = {"tous/favorable": "favorables", "tous/defavorable": "défavorables"}


@dataclass(frozen=True)
class Enveloppe:
    """L'enveloppe d'un exercice et où en est l'arbitrage : solde à trouver (positif) ou à affecter (négatif), en euros."""

    exercice: int
    total_eur: Decimal
    solde_eur: Decimal
    deplaces_eur: Decimal
    mouvements: int


def solde(enveloppe: Enveloppe) -> str:
    """« Il reste 120 000 € à trouver », « Il reste 120 000 € à affecter », « L'enveloppe est tenue »."""
    if enveloppe.solde_eur > 0:
        return f"Il reste {euros(enveloppe.solde_eur)} à trouver"
    if enveloppe.solde_eur < 0:
        return f"Il reste {euros(-enveloppe.solde_eur)} à affecter"
    return "L'enveloppe est tenue"


def message(enveloppe: Enveloppe, lus: Sequence[Rang], maximum: int = FAITS) -> str:
    """La phrase-titre : le solde tant qu'il n'est pas nul, sinon ce que le montant déplacé change."""
    if not enveloppe.mouvements:
        return (
            f"{euros_court(enveloppe.total_eur)} de dépenses prévues en {enveloppe.exercice} : déplacez un montant pour "
            "voir ce qu'il change"
        )
    if enveloppe.solde_eur:
        return solde(enveloppe)
    debut = f"À enveloppe constante, déplacer {euros(enveloppe.deplaces_eur)}"
    dits = faits(lus)
    if not dits:
        return f"{debut} ne change aucun effet chiffré : on ne sait pas encore ce que ces dépenses font"
    return f"{debut} {enumerer(_retenir(dits, maximum))}"


@dataclass(frozen=True)
class Fait:
    """Ce qui change sous une lentille, à la troisième personne du singulier, et si quelque chose y empire."""

    dit: str
    empire: bool


_RIEN = Fait("", empire=False)


def faits(lus: Sequence[Rang]) -> list[Fait]:
    """Ce qui change, lentille par lentille ; les dettes d'abord."""
    return [fait for fait in (_dettes(lus), _carbone(lus), _donut(lus), _budget_vert(lus)) if fait.dit]


def _retenir(dits: Sequence[Fait], maximum: int) -> list[str]:
    """Les premiers faits ; la dernière place va à ce qui empire si rien de tel n'y est encore."""
    retenus, reste = list(dits[:maximum]), dits[maximum:]
    pire = next((fait for fait in reste if fait.empire), None)
    if pire is not None and not any(fait.empire for fait in retenus):
        retenus[-1] = pire
    return [fait.dit for fait in retenus]


def _dettes(lus: Sequence[Rang]) -> Fait:
    dettes = [rang for rang in lus if rang.lentille == "capitaux" and rang.cle.endswith("/dette_cloture")]
    baissent = [rang for rang in dettes if juger(rang) == MIEUX]
    montent = [rang for rang in dettes if juger(rang) == MOINS_BIEN]
    morceaux = []
    if baissent:
        morceaux.append(
            _une_dette("ramène", baissent[0])
            if len(baissent) == 1
            else f"allège {accorder(len(baissent), 'dette')} de préservation"
        )
    if montent:
        morceaux.append(
            _une_dette("porte", montent[0])
            if len(montent) == 1
            else f"alourdit {accorder(len(montent), 'dette')} de préservation"
        )
    return Fait(" mais ".join(morceaux), bool(montent))


def _une_dette(verbe: str, rang: Rang) -> str:
    avant, apres = (ecrire(valeur, rang.unite) for valeur in rang.valeurs[:2])
    if avant == apres:
        ecart = abs((rang.valeurs[1] or 0.0) - (rang.valeurs[0] or 0.0))
        geste = "allège" if verbe == "ramène" else "alourdit"
        return f"{geste} de {euros(ecart)} la dette « {rang.groupe} » ({avant})"
    return f"{verbe} la dette « {rang.groupe} » de {avant} à {apres}"


def _carbone(lus: Sequence[Rang]) -> Fait:
    ecarts = [rang for rang in lus if rang.lentille == "carbone" and "/ecart/" in rang.cle and rang.change]
    if not ecarts:
        return _RIEN
    premier = ecarts[0]
    ecart = abs((premier.valeurs[1] or 0.0) - (premier.valeurs[0] or 0.0))
    verbe = "réduit" if juger(premier) == MIEUX else "creuse"
    return Fait(f"{verbe} l'{premier.libelle} de {ecrire(ecart, premier.unite)}", juger(premier) == MOINS_BIEN)


def _donut(lus: Sequence[Rang]) -> Fait:
    changes = [rang for rang in lus if rang.lentille == "donut" and rang.change]
    quartiers = list(dict.fromkeys(rang.groupe for rang in changes))
    if not quartiers:
        return _RIEN
    pires = {rang.groupe for rang in changes if juger(rang) == MOINS_BIEN}
    dont = f", dont {len(pires)} en moins bien" if pires and len(pires) < len(quartiers) else ""
    if len(pires) == len(quartiers):
        return Fait(f"dégrade {accorder(len(quartiers), 'quartier')} du Donut", empire=True)
    return Fait(f"change {accorder(len(quartiers), 'quartier')} du Donut{dont}", bool(pires))


def _budget_vert(lus: Sequence[Rang]) -> Fait:
    """Les euros favorables ou défavorables de tous les axes : ce qui empire d'abord."""
    changes = [rang for rang in lus if rang.lentille == "budget_vert" and rang.cle in _VERT and rang.change]
    if not changes:
        return _RIEN
    dit = min(changes, key=lambda rang: juger(rang) != MOINS_BIEN)
    avant, apres = dit.valeurs[:2]
    ecart = (apres or 0.0) - (avant or 0.0)
    return Fait(
        f"{'ajoute' if ecart > 0 else 'retire'} {euros_court(abs(ecart))} {'aux' if ecart > 0 else 'des'} dépenses "
        f"{_VERT[dit.cle]}",
        juger(dit) == MOINS_BIEN,
    )


def message_comparer(lus: Sequence[Rang], noms: Sequence[str]) -> str:
    """Ce que des scénarios donnent côte à côte : la dette dont ils s'écartent le plus, jamais un vainqueur."""
    dettes = [rang for rang in lus if rang.cle.endswith("/dette_cloture") and None not in rang.valeurs and rang.change]
    if not dettes:
        return f"{accorder(len(noms), 'scénario comparé', 'scénarios comparés')} : aucun ne change une dette de préservation"
    ecartee = max(dettes, key=_etendue)
    extremes = sorted(range(1, len(ecartee.valeurs)), key=lambda etat: ecartee.valeurs[etat] or 0.0)
    bas, haut = extremes[0], extremes[-1]
    if len(noms) == 1 or ecartee.valeurs[bas] == ecartee.valeurs[haut]:
        return f"La dette « {ecartee.groupe} » serait de {ecrire(ecartee.valeurs[bas], '€')} dans chaque scénario"
    return (
        f"La dette « {ecartee.groupe} » irait de {ecrire(ecartee.valeurs[bas], '€')} ({noms[bas - 1]}) à "
        f"{ecrire(ecartee.valeurs[haut], '€')} ({noms[haut - 1]})"
    )


def _etendue(rang: Rang) -> float:
    connues = [valeur for valeur in rang.valeurs[1:] if valeur is not None]
    return max(connues) - min(connues)
