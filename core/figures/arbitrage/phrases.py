"""La phrase-titre de l'arbitrage : ce qui reste à trouver, puis ce que l'argent déplacé change — le pire n'y est jamais
tu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.figures.arbitrage.lecture import Rang, ecrire, juger, sujet, varier
from core.figures.arbitrage.phrases_lecture import MIEUX, MOINS_BIEN
from core.format_fr import accorder, enumerer, euros, euros_court

FAITS, FAITS_PROJETES = 3, 2
"""Au plus trois faits dans un titre, deux en projection."""
CE_QUI_CHANGE = "Ce qui change"
SUPPOSITIONS = "Ce que l'on suppose"
ANNUITE = ("Annuité de la dette", "le contrat d'emprunt fixe le remboursement et les intérêts")
SANS_SCENARIO = "Aucun scénario n'est encore gardé pour cet exercice"
LIRE = (
    "Gris : ce qui reste ; plein : ce qui s'ajoute ; contour : ce qui s'en va. Chaque lentille a son échelle, qui part "
    "de zéro ; une longueur ne se compare qu'à celles de même unité. « Mieux » et « moins bien » disent le sens de "
    "chaque chiffre, jamais un total."
)
LIRE_COMPARER = (
    "Une colonne par scénario, tous du même départ. Gris : ce qui reste ; plein : ce qui s'ajoute ; contour : ce "
    "qui s'en va. Chaque lentille a son échelle, qui part de zéro."
)
MASQUE = (
    "L'effet d'une action est supposé proportionnel à son financement et compté une fois l'action achevée : il ne dit "
    "ni quand, ni qui en bénéficie. Ce que font les dépenses sans effet chiffré n'apparaît pas, même quand on les "
    "réduit. Un chiffre d'après est recalculé : sa provenance est celle du départ. Aucun capital n'en compense un "
    "autre, et il n'y a pas de note globale."
)

_VERT = {"tous/favorable": "favorables", "tous/defavorable": "défavorables"}


@dataclass(frozen=True)
class Enveloppe:
    """L'enveloppe d'un exercice et où en est l'arbitrage : solde à trouver (positif) ou à affecter (négatif), en
    euros."""

    exercice: int
    total_eur: Decimal
    solde_eur: Decimal
    deplaces_eur: Decimal
    retires_eur: Decimal
    mouvements: int
    refus: int = 0
    non_chiffres: int = 0


def solde(enveloppe: Enveloppe) -> str:
    """« Il reste 120 000 € à trouver », « Il reste 120 000 € à affecter », « L'enveloppe est tenue »."""
    if enveloppe.solde_eur > 0:
        return f"Il reste {euros(enveloppe.solde_eur)} à trouver"
    if enveloppe.solde_eur < 0:
        return f"Il reste {euros(-enveloppe.solde_eur)} à affecter"
    return "L'enveloppe est tenue"


def total(enveloppe: Enveloppe) -> str:
    """« Enveloppe : 78 400 000 € »."""
    return f"Enveloppe : {euros(enveloppe.total_eur)}"


def deplace(enveloppe: Enveloppe) -> str:
    """« 250 000 € ajoutés, 0 € retirés · effet non chiffré : 1 sur 2 mouvements · 1 mouvement refusé »."""
    morceaux = [f"{euros(enveloppe.deplaces_eur)} ajoutés, {euros(enveloppe.retires_eur)} retirés"]
    if enveloppe.non_chiffres:
        morceaux.append(sans_chiffre(enveloppe.non_chiffres, enveloppe.mouvements).lower())
    return " · ".join([*morceaux, *_refus(enveloppe)])


def bilan_du_scenario(enveloppe: Enveloppe) -> str:
    """« 250 000 € ajoutés en 2 mouvements · effet non chiffré : 1 sur 2 mouvements »."""
    morceaux = [f"{euros(enveloppe.deplaces_eur)} ajoutés en {accorder(enveloppe.mouvements, 'mouvement')}"]
    if enveloppe.non_chiffres:
        morceaux.append(sans_chiffre(enveloppe.non_chiffres, enveloppe.mouvements).lower())
    return " · ".join([*morceaux, *_refus(enveloppe)])


def _refus(enveloppe: Enveloppe) -> list[str]:
    return [accorder(enveloppe.refus, "mouvement refusé", "mouvements refusés")] if enveloppe.refus else []


def sans_chiffre(muets: int, mouvements: int) -> str:
    """« Effet non chiffré : 2 sur 5 mouvements »."""
    return f"Effet non chiffré : {muets} sur {accorder(mouvements, 'mouvement')}"


def equilibrer(reste: Decimal) -> str:
    """« Prendre 120 000 € sur », « Donner 120 000 € à »."""
    return f"{'Prendre' if reste > 0 else 'Donner'} {euros(abs(reste))} {'sur' if reste > 0 else 'à'}"


def geste_d_equilibre(reste: Decimal) -> str:
    """« Prendre ce montant », « Donner ce montant »."""
    return f"{'Prendre' if reste > 0 else 'Donner'} ce montant"


def constat(*, deplace: bool) -> str:
    """Pourquoi l'on montre le départ tel quel."""
    debut = "Aucun chiffre suivi ne change" if deplace else "Rien n'est encore déplacé"
    return f"{debut} : voici d'où l'on part."


def reste(autres: int, calmes: Sequence[str]) -> str:
    """Ce que la figure ne montre pas : les chiffres secondaires, et les lentilles que rien ne touche."""
    dits = [
        f"{accorder(autres, 'autre chiffre change', 'autres chiffres changent')} : choisissez une lentille."
        if autres
        else "",
        f"Rien ne bouge sous : {enumerer(list(calmes))}." if calmes else "",
    ]
    return " ".join(dit for dit in dits if dit)


def tenu(montant: Decimal, minimum: Decimal | None) -> str:
    """Ce que tient une contrainte : « 1,2 M€, ne bougent pas », « 820 k€ prévus, pas moins de 600 k€ »."""
    if minimum is None:
        return f"{euros_court(montant)}, ne bougent pas"
    return f"{euros_court(montant)} prévus, pas moins de {euros_court(minimum)}"


def hors_budget(noms: Sequence[str]) -> str:
    """Les actions qu'aucune ligne de ce budget ne porte ; vide s'il n'y en a pas."""
    if not noms:
        return ""
    combien = accorder(len(noms), "action ne s'arbitre pas ici", "actions ne s'arbitrent pas ici")
    pronom = "la" if len(noms) == 1 else "les"
    return f"{combien}, faute de ligne de ce budget qui {pronom} porte : {enumerer(list(noms))}."


def sous_titre(nom: str, etape: str, sans_prevu: int | None) -> str:
    """Le terrain, le prévu sur lequel on arbitre, et l'exercice sans dépense prévue s'il a fallu se replier."""
    repli = f" · aucune dépense prévue en {sans_prevu}" if sans_prevu is not None else ""
    return f"{nom} · {etape} · prévu, jamais le réalisé{repli}"


def message(enveloppe: Enveloppe, lus: Sequence[Rang], maximum: int = FAITS) -> str:
    """La phrase-titre : le solde tant qu'il n'est pas nul, sinon ce que le montant déplacé change."""
    if not enveloppe.mouvements:
        return (
            f"{euros_court(enveloppe.total_eur)} de dépenses prévues en {enveloppe.exercice} : déplacez un montant "
            "pour voir ce qu'il change"
        )
    if enveloppe.solde_eur:
        return solde(enveloppe)
    debut = f"À enveloppe constante, déplacer {euros(enveloppe.deplaces_eur)}"
    dits = faits(lus)
    if not dits:
        return f"{debut} ne change aucun effet chiffré : on ne sait pas encore ce que ces dépenses font"
    return f"{debut} {enumerer([fait.dit for fait in _retenir(dits, maximum)])}"


def cites(enveloppe: Enveloppe, lus: Sequence[Rang], maximum: int = FAITS) -> list[Rang]:
    """Les chiffres dont cette phrase-titre dit la valeur."""
    if not enveloppe.mouvements or enveloppe.solde_eur:
        return []
    return [rang for fait in _retenir(faits(lus), maximum) for rang in fait.rangs]


@dataclass(frozen=True)
class Fait:
    """Ce qui change sous une lentille, à la troisième personne du singulier, si quelque chose y empire, et les chiffres
    dont la valeur est dite."""

    dit: str
    empire: bool
    rangs: tuple[Rang, ...] = ()


_RIEN = Fait("", empire=False)


def faits(lus: Sequence[Rang]) -> list[Fait]:
    """Ce qui change, lentille par lentille ; les dettes d'abord."""
    return [fait for fait in (_dettes(lus), _carbone(lus), _donut(lus), _budget_vert(lus)) if fait.dit]


def _retenir(dits: Sequence[Fait], maximum: int) -> list[Fait]:
    """Les premiers faits ; la dernière place va à ce qui empire si rien de tel n'y est encore."""
    retenus, reste = list(dits[:maximum]), dits[maximum:]
    pire = next((fait for fait in reste if fait.empire), None)
    if pire is not None and not any(fait.empire for fait in retenus):
        retenus[-1] = pire
    return retenus


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
    seules = [rang for sens in (baissent, montent) if len(sens) == 1 for rang in sens]
    return Fait(" mais ".join(morceaux), bool(montent), tuple(seules))


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
    dit = f"{verbe} l'{premier.libelle} de {ecrire(ecart, premier.unite)}"
    return Fait(dit, juger(premier) == MOINS_BIEN, (premier,))


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
        (dit,),
    )


def message_comparer(lus: Sequence[Rang], noms: Sequence[str]) -> str:
    """Ce que des scénarios donnent côte à côte : la dette dont ils s'écartent le plus, jamais un vainqueur."""
    ecartee = plus_ecartee(lus)
    if ecartee is None:
        return (
            f"{accorder(len(noms), 'scénario comparé', 'scénarios comparés')} : aucun ne change une dette de "
            "préservation"
        )
    extremes = sorted(range(1, len(ecartee.valeurs)), key=lambda etat: ecartee.valeurs[etat] or 0.0)
    bas, haut = extremes[0], extremes[-1]
    if len(noms) == 1 or ecartee.valeurs[bas] == ecartee.valeurs[haut]:
        return f"La dette « {ecartee.groupe} » serait de {ecrire(ecartee.valeurs[bas], '€')} dans chaque scénario"
    return (
        f"La dette « {ecartee.groupe} » irait de {ecrire(ecartee.valeurs[bas], '€')} ({noms[bas - 1]}) à "
        f"{ecrire(ecartee.valeurs[haut], '€')} ({noms[haut - 1]})"
    )


def plus_ecartee(lus: Sequence[Rang]) -> Rang | None:
    """La dette connue dont les scénarios s'écartent le plus ; nulle si aucun n'en change une."""
    dettes = [rang for rang in lus if rang.cle.endswith("/dette_cloture") and None not in rang.valeurs and rang.change]
    return max(dettes, key=_etendue, default=None)


def _etendue(rang: Rang) -> float:
    connues = [valeur for valeur in rang.valeurs[1:] if valeur is not None]
    return max(connues) - min(connues)


def alternative(dits: str, montres: Sequence[Rang]) -> str:
    """La phrase, puis chaque chiffre montré et de combien il varie."""
    lignes = [f"{rang.titre}, {sujet(rang)} : {varier(rang) or 'inchangé'}" for rang in montres]
    return f"{dits}. {' ; '.join(lignes)}." if lignes else f"{dits}."
