"""Les phrases-titres des capitaux, calculées ; elles n'accordent rien à un nom dont on ignore le genre et le nombre."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.figures.care.lecture import Capital
from core.format_fr import en_lettres, enumerer, euros_court, majuscule, pourcent

NOMMES = 2
"""Au plus deux capitaux sont nommés dans un titre : au-delà, on compte."""

PLUS_TARD = "Le premier capital tenu l'est à partir d'un exercice plus récent."

type_resultat = dict[str, float | str | None]


def message_preservation(capitaux: Sequence[Capital], classique: type_resultat, care: type_resultat) -> str:
    """« Un capital sur trois est sous-financé, Climat (25 %) : le résultat passe de +10 000 € à −9 000 € »."""
    debut, fin = _preservation(capitaux), passage(classique, care)
    return f"{debut} : {fin}" if fin and capitaux else debut


def _preservation(capitaux: Sequence[Capital]) -> str:
    if not capitaux:
        return "Aucun capital n'est encore tenu cette année-là"
    connus = sorted((un for un in capitaux if un.couverture is not None), key=lambda un: (un.couverture, un.entite))
    if not connus:
        return "Les dépenses de préservation ne sont pas encore connues"
    faibles = [un for un in connus if un.couverture is not None and un.couverture < 1]
    inconnus = len(capitaux) - len(connus)
    if not faibles:
        return _tous_finances(len(connus), inconnus)
    if len(faibles) > 1 and all(un.couverture == 0 for un in faibles):
        return f"Aucune dépense de préservation pour {_et_autres([un.entite for un in faibles[:NOMMES]], len(faibles))}"
    nommes = enumerer([f"{un.entite} ({pourcent(_sous_cent(un.couverture))})" for un in faibles[:NOMMES]])
    if len(faibles) == 1:
        return f"{_compte(1, len(connus), inconnus)} est sous-financé, {nommes}"
    abord = "d'abord " if len(faibles) > NOMMES else ""
    return f"{_compte(len(faibles), len(connus), inconnus)} sont sous-financés, {abord}{nommes}"


def _compte(faibles: int, connus: int, inconnus: int) -> str:
    """« Les trois capitaux », « Un capital sur trois », « Deux capitaux sur les trois renseignés »."""
    if faibles == connus == 1:
        return "Le seul capital renseigné" if inconnus else "L'unique capital tenu"
    if faibles == connus:
        return f"Les {en_lettres(connus)} capitaux{' renseignés' if inconnus else ''}"
    sur = f"sur {en_lettres(connus)}" if not inconnus else f"sur les {en_lettres(connus)} renseignés"
    return f"{majuscule(en_lettres(faibles))} {'capital' if faibles == 1 else 'capitaux'} {sur}"


def _sous_cent(couverture: float | None) -> float | None:
    """99,6 % ne s'arrondit pas à 100 % : le budget n'est pas couvert."""
    return couverture if couverture is None else min(couverture, 0.99)


def _et_autres(noms: Sequence[str], total: int) -> str:
    reste = total - len(noms)
    if reste <= 0:
        return enumerer(noms)
    return f"{', '.join(noms)} et {en_lettres(reste)} {'autre capital' if reste == 1 else 'autres capitaux'}"


def _tous_finances(connus: int, inconnus: int) -> str:
    if inconnus:
        reste = (
            "la donnée manque pour un autre"
            if inconnus == 1
            else f"la donnée manque pour {en_lettres(inconnus)} autres"
        )
        sujet = "Un capital est financé" if connus == 1 else f"{majuscule(en_lettres(connus))} capitaux sont financés"
        return f"{sujet} en entier, {reste}"
    if connus == 1:
        return "L'unique capital tenu est financé en entier"
    return f"Les {en_lettres(connus)} capitaux sont financés en entier"


def actions_de(entite: str, exercice: int) -> str:
    """Ce que montre la table des actions d'un capital."""
    return f"Actions de {exercice} pour {entite}"


def passage(classique: type_resultat, care: type_resultat) -> str:
    """« le résultat passe de +10 000 € à −9 000 € », ou ce que l'on peut en dire quand il manque quelque chose."""
    avant, apres = _nombre(classique, "valeur"), _nombre(care, "valeur")
    if avant is None:
        return ""
    nom = "le résultat voté" if classique.get("nature") == "prevu" else "le résultat"
    if apres is not None:
        if euros_court(avant) == euros_court(apres):
            return f"{nom} reste de {euros_court(avant, signe=True)}"
        return f"{nom} passe de {euros_court(avant, signe=True)} à {euros_court(apres, signe=True)}"
    basse, haute = _nombre(care, "borne_basse"), _nombre(care, "borne_haute")
    if basse is not None and haute is not None:
        return (
            f"{nom} de {euros_court(avant, signe=True)} tombe entre {euros_court(basse, signe=True)} "
            f"et {euros_court(haute, signe=True)}"
        )
    return "le résultat CARE ne se calcule pas encore"


def message_dettes(capitaux: Sequence[Capital], historique: pl.DataFrame, exercice: int) -> str:
    """« La dette de préservation grandit pour Climat et Sols depuis 2021 » : qui grandit, qui recule, sans total."""
    if not capitaux:
        return "Aucun capital n'est encore tenu cette année-là"
    closes = historique.filter((pl.col("indicateur") == "dette_cloture") & pl.col("valeur").is_not_null())
    premieres = {
        poste: (annee, valeur)
        for annee, poste, valeur in closes.sort("exercice", descending=True)
        .select("exercice", "poste", "valeur")
        .iter_rows()
    }
    compares = [un for un in capitaux if un.cloture is not None and premieres[un.code][0] < exercice]
    if not compares:
        connues = [un for un in capitaux if un.cloture is not None]
        return _dette_seule(connues, exercice) if connues else "Aucune dette de préservation n'est connue en entier"
    montent = [un.entite for un in compares if (un.cloture or 0.0) > premieres[un.code][1]]
    baissent = [un.entite for un in compares if (un.cloture or 0.0) < premieres[un.code][1]]
    depuis = min(premieres[un.code][0] for un in compares)
    if not montent and not baissent:
        return f"Les dettes de préservation n'ont pas bougé depuis {depuis}"
    morceaux = []
    if montent:
        morceaux.append(f"grandit pour {_et_autres(montent[:NOMMES], len(montent))}")
    if baissent:
        morceaux.append(f"recule pour {_et_autres(baissent[:NOMMES], len(baissent))}")
    return f"La dette de préservation {' et '.join(morceaux)} depuis {depuis}"


def _dette_seule(connues: Sequence[Capital], exercice: int) -> str:
    lourde = connues[0]
    if (lourde.cloture or 0.0) <= 0:
        return f"Fin {exercice}, aucune dette de préservation connue ne reste due"
    return f"Fin {exercice}, la plus lourde dette de préservation est de {lourde.dette}, pour {lourde.entite}"


def message_resultat(classique: type_resultat, care: type_resultat) -> str:
    """« Une fois les capitaux préservés, le résultat passe de +10 000 € à −9 000 € »."""
    phrase = passage(classique, care)
    if not phrase:
        return "Sans recettes ni dépenses importées, le résultat CARE ne se calcule pas"
    return f"Une fois chaque capital préservé, {phrase}"


def _nombre(ligne: type_resultat, champ: str) -> float | None:
    valeur = ligne.get(champ)
    return float(valeur) if isinstance(valeur, int | float) else None
