"""Les phrases du carbone : d'abord l'écart entre le plafond et ce que les actions couvrent ; comment lire, ce qui est
tu."""

from __future__ import annotations

from collections.abc import Mapping

from core.figures.trajectoire.lecture import Lecture, nom_du_perimetre
from core.format_fr import accorder, arrondi_significatif, en_lettres, enumerer, majuscule, nombre, pourcent, tonnes


def message_trajectoire(lecture: Lecture) -> str:
    """« Nos actions chiffrées ne couvrent que 44 % de l'effort : il manque 32 000 tCO₂e par an en 2030 »."""
    if lecture.niveau is None:
        return "Aucune année n'a tous ses secteurs renseignés : la trajectoire ne se compare pas encore"
    if not lecture.objectif:
        return _sans_objectif(lecture)
    ecart = None if lecture.echeance is None else lecture.ecart(lecture.echeance)
    effort = lecture.chiffres.get("effort_requis")
    if lecture.echeance is None or ecart is None or effort is None:
        return _echeance_passee(lecture)
    if effort <= 0:
        return f"L'objectif de {lecture.echeance} est déjà tenu, avec {tonnes(-effort)} de marge"
    if ecart <= 0:
        return f"{_sujet(lecture)} tout l'effort demandé d'ici {lecture.echeance}"
    return f"{_couverture(lecture)} : il manque {tonnes(ecart)} par an en {lecture.echeance}"


def _couverture(lecture: Lecture) -> str:
    """Ce que les actions couvrent d'un effort qu'elles ne couvrent pas en entier ; 99,6 % ne s'arrondit pas à 100."""
    couverture = lecture.chiffres.get("couverture_actions") or 0.0
    if lecture.chiffrees == 0:
        return "Aucune action n'est chiffrée"
    if couverture < 0.005:
        return f"{_sujet(lecture, negatif=True)} encore rien de l'effort"
    return f"{_sujet(lecture, negatif=True)} que {pourcent(min(couverture, 0.99))} de l'effort"


def _sujet(lecture: Lecture, *, negatif: bool = False) -> str:
    """« Nos actions chiffrées couvrent », « Notre seule action chiffrée ne couvre », selon leur nombre."""
    nom, verbe = (
        ("Notre seule action chiffrée", "couvre") if lecture.chiffrees == 1 else ("Nos actions chiffrées", "couvrent")
    )
    return f"{nom} ne {verbe}" if negatif else f"{nom} {verbe}"


def _sans_objectif(lecture: Lecture) -> str:
    connues = [une for une in lecture.observees if une.annee in lecture.completes]
    fin = RAISONS[lecture.remarque.raison] if lecture.trajectoire else "aucun objectif n'est déclaré"
    if len(connues) < 2 or not connues[0].valeur or connues[-1].valeur is None:
        return f"Les émissions sont connues, mais {fin}"
    evolution = connues[-1].valeur / connues[0].valeur - 1
    verbe = "baissé" if evolution < 0 else "augmenté"
    if pourcent(abs(evolution)) == pourcent(0.0):
        return f"Les émissions n'ont pas bougé depuis {connues[0].annee}, et {fin}"
    return f"Les émissions ont {verbe} de {pourcent(abs(evolution))} depuis {connues[0].annee}, mais {fin}"


def _echeance_passee(lecture: Lecture) -> str:
    horizon = max(lecture.objectif)
    vues = {une.annee: une.valeur for une in lecture.observees if une.annee in lecture.completes}
    observee = vues.get(horizon)
    if observee is None:
        return f"L'échéance de {horizon} est passée, et cette année-là n'est pas observée"
    ecart = observee - lecture.objectif[horizon]
    if ecart <= 0:
        return f"L'objectif de {horizon} a été tenu, avec {tonnes(-ecart)} de marge"
    return f"L'objectif de {horizon} a été manqué de {tonnes(ecart)}"


def message_actions(lecture: Lecture) -> str:
    """« En 2030, 14 actions apportent 24 000 des 56 000 tCO₂e à éviter chaque année » ; celles qui ont alors un
    effet."""
    effort, evite = lecture.chiffres.get("effort_requis"), lecture.chiffres.get("effet_actions")
    if lecture.echeance is None or effort is None or evite is None or effort <= 0:
        return message_trajectoire(lecture)
    reste = f" ; {accorder(lecture.non_chiffrees, 'reste', 'restent')} sans chiffre" if lecture.non_chiffrees else ""
    if lecture.chiffrees == 0:
        return f"En {lecture.echeance}, il faudra éviter {tonnes(effort)} par an, et aucune action n'est chiffrée"
    effets = [serie.get(lecture.echeance, 0.0) for serie in lecture.effets.values()]
    if evite <= 0:
        rien = "ensemble, nos actions chiffrées n'évitent rien" if any(effets) else _sans_effet(lecture.chiffrees)
        return f"En {lecture.echeance}, il faudra éviter {tonnes(effort)} par an, et {rien}{reste}"
    agissantes = len([effet for effet in effets if effet > 0])
    if evite >= effort:
        verbe = accorder(agissantes, "action évite", "actions évitent")
        return f"En {lecture.echeance}, {verbe} {tonnes(evite)} par an, pour {tonnes(effort)} demandées{reste}"
    sujet = accorder(agissantes, "action apporte", "actions apportent")
    part = nombre(arrondi_significatif(evite))
    return f"En {lecture.echeance}, {sujet} {part} des {tonnes(effort)} à éviter chaque année{reste}"


def _sans_effet(compte: int) -> str:
    """« aucune des 16 actions chiffrées n'a encore d'effet »."""
    if compte == 1:
        return "la seule action chiffrée n'a pas encore d'effet"
    return f"aucune des {nombre(compte)} actions chiffrées n'a encore d'effet"


def message_budget(lecture: Lecture) -> str:
    """« Au rythme actuel, le budget carbone sera épuisé en 2033, dix-sept ans avant son terme »."""
    restant, total = lecture.chiffres.get("budget_restant"), lecture.chiffres.get("budget_total")
    if restant is None or total is None or lecture.horizon is None:
        return "Le budget carbone ne se calcule pas : la trajectoire et les émissions observées ne se recoupent pas"
    epuisement = lecture.chiffres.get("annee_epuisement")
    if epuisement is None:
        return f"Il reste {tonnes(restant)} de budget carbone jusqu'en {lecture.horizon}"
    if restant <= 0:
        return f"Le budget carbone prévu jusqu'en {lecture.horizon} est épuisé depuis {epuisement:.0f}"
    if epuisement >= lecture.horizon:
        return f"Au rythme actuel, le budget carbone suffit jusqu'à son terme, en {lecture.horizon}"
    avance = lecture.horizon - int(epuisement)
    ans = f"{en_lettres(avance)} {'an' if avance == 1 else 'ans'}"
    return f"Au rythme actuel, le budget carbone sera épuisé en {epuisement:.0f}, {ans} avant son terme"


RAISONS = {
    "": "la référence de la trajectoire n'est pas connue",
    "sans_reference": "la référence de la trajectoire n'est pas connue",
    "sans_inventaire": "la France n'a ni inventaire ni cible pour l'année de référence de la trajectoire",
    "sans_pente": "ni taux ni émission visée ne donnent la pente de la trajectoire",
}
"""Pourquoi une trajectoire n'a pas de chemin."""
BASES = {"reference": "de l'année de référence", "segment": "de la valeur au début du segment"}
PORTEE = "référence nationale portée au-delà du dernier inventaire par la SNBC"


def remarques(lecture: Lecture) -> list[str]:
    """Ce qu'il faut savoir pour lire le chemin : la base de son taux, ce qui le porte, où il s'arrête."""
    lue = lecture.remarque
    dites = [f"taux en % {enumerer([BASES[base] for base in lue.bases])}"] if lue.bases else []
    if lue.portee:
        dites.append(PORTEE)
    if lue.raison and lecture.objectif:
        dites.append(f"s'arrête en {max(lecture.objectif)}, ni taux ni émission visée n'en donnant la pente")
    return dites


def sous_titre(nom: str, lecture: Lecture) -> str:
    """Le périmètre, la trajectoire, comment la lire, et ce qui manque : années partielles, actions non chiffrées."""
    morceaux = [nom, f"périmètre {nom_du_perimetre(lecture.perimetre).lower()}"]
    if lecture.trajectoire:
        morceaux += [f"trajectoire « {lecture.trajectoire} »", *remarques(lecture)]
    partielles = len(
        [une for une in lecture.observees if une.valeur is not None and une.annee not in lecture.completes]
    )
    if partielles:
        morceaux.append(accorder(partielles, "année partielle", "années partielles"))
    if lecture.non_chiffrees:
        morceaux.append(accorder(lecture.non_chiffrees, "action non chiffrée", "actions non chiffrées"))
    return majuscule(" · ".join(morceaux))


LIRE_TRAJECTOIRE = (
    "La surface prune est le carbone en trop, au-dessus de l'objectif tireté. Le pointillé est le scénario de nos "
    "actions. Chaque coin vert est l'effet d'une action. Bande bleue : incertitude à 95 %. Point creux : année où des "
    "secteurs manquent."
)
LIRE_ACTIONS = (
    "Chaque marche verte est une action ; en bas, ce qu'aucune ne couvre. En haut, ce qu'il faut éviter chaque "
    "année à l'échéance."
)
ACTIONS = "Actions du périmètre, leur effet à l’échéance et le service qui les porte"
LIRE_BUDGET = (
    "Le budget est la surface sous l'objectif tireté. En bleu ce qui est émis, en vert ce qui reste si rien ne "
    "change, en prune ce qui serait émis au-delà."
)
MASQUE = (
    "Le scénario part du dernier niveau observé et n'y retranche que les actions chiffrées ; leurs effets peuvent se "
    "recouvrir. La séquestration n'est pas déduite. Le graphique ne dit pas qui porte l'effort."
)
MASQUE_ACTIONS = f"Une action non chiffrée n'est pas une action sans effet. {MASQUE}"
MASQUE_BUDGET = (
    "Le budget cumule des années par trapèzes ; les budgets quinquennaux de la SNBC sont des moyennes de cinq "
    f"années civiles et ne s'y mêlent pas. {MASQUE}"
)


def reduction(lecture: Lecture) -> str:
    """Ce qui s'ajoute au masque quand les effets ont été réduits ; vide sinon."""
    if lecture.part_retenue >= 1:
        return ""
    return f" Les effets additionnés dépassaient les émissions : ils sont réduits à {pourcent(lecture.part_retenue)}."


def alternative_trajectoire(message: str, lecture: Lecture) -> str:
    """La phrase, le niveau présent et l'objectif, pour qui ne voit pas la figure."""
    if lecture.depart is None or lecture.niveau is None:
        return f"{message}."
    fin = (
        f", objectif {tonnes(lecture.objectif[lecture.horizon])} en {lecture.horizon}"
        if lecture.horizon is not None and lecture.horizon in lecture.objectif
        else ""
    )
    return f"{message}. Émissions de {lecture.depart} : {tonnes(lecture.niveau)}{fin}."


def alternative_actions(message: str, effets: Mapping[str, float]) -> str:
    """La phrase, puis l'effet de chaque action."""
    dits = " ; ".join(f"{intitule} : {tonnes(effet)}" for intitule, effet in effets.items())
    return f"{message}. {dits}." if dits else f"{message}."
