"""Un SIREN est une collectivité, ses SIRET sont ses budgets : nommer chacun, une fois pour toutes, ou demander."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from core.donnees.apercu import OptionsImport, Question
from core.donnees.constat import Constat
from core.donnees.textes import forme
from core.erreurs import DonneesIncoherentes
from core.format_fr import enumerer

SIGNATURE = "etablissements"
"""Sous quelle forme de fichier la base retient le budget de chaque SIRET : la même pour tous les formats."""
PRINCIPAL = "principal"
ANNEXES = re.compile(
    r"\b(?:annexes?|ba|eaux?|assainissement|spanc|ccas|cias|caisse des ecoles|lotissements?|zac|zone|ports?|camping"
    r"|regie|transports?|mobilites?|ordures|dechets|teom|reom|cuisine|restauration|cinema|theatre|parkings?|stationnement"
    r"|chaleur|energies?|photovoltaique|funeraires?|funebres|crematorium|locaux|commerces?|abattoir|tourisme|ehpad"
    r"|foyer|residence|musee|ski|aeroport|halles?|marches?|gemapi|numerique)\b"
)
"""Ce qui, dans un nom, annonce un budget annexe."""
_SIEGE = re.compile(r"0001\d$")
"""Le premier établissement d'un SIREN : pour une collectivité, son budget principal."""
_AUCUN = "aucun"


def lus(contexte: Mapping[str, str]) -> dict[str, str]:
    """Les SIRET dont le document ne nomme pas le budget, et le nom qu'il leur donne (vide s'il n'en donne pas)."""
    return dict(json.loads(contexte.get("etablissements", "{}")))


def attribuer(
    etablissements: Mapping[str, str], retenus: Mapping[str, str], options: OptionsImport, constat: Constat
) -> dict[str, str]:
    """Le budget de chaque SIRET : celui déjà retenu, celui que son nom dit clairement, ou celui que l'on répond.

    `retenus` : {SIRET: budget} des imports d'avant. Rend ce qui est su ; le reste fait l'objet d'une question. Lève
    `DonneesIncoherentes` si l'option donne un seul nom à plusieurs budgets.
    """
    connus = {siret: retenus[siret] for siret in etablissements if siret in retenus}
    inconnus = {siret: nom for siret, nom in etablissements.items() if siret not in retenus}
    if options.budget and len(etablissements) == 1:
        return dict.fromkeys(etablissements, options.budget)
    if options.budget and len(etablissements) > 1 and options.budget not in {*etablissements, _AUCUN}:
        raise DonneesIncoherentes(
            f"Le fichier porte plusieurs budgets : {enumerer(list(etablissements))}.",
            "",
            "Donnez le SIRET de celui qui est le budget principal, ou « aucun ».",
        )
    if not inconnus:
        return connus
    principal = _principal(inconnus, retenus, options)
    if principal is None:
        constat.demander(_question(inconnus))
        return connus
    noms = [*inconnus.values()]
    pris = {*retenus.values(), PRINCIPAL, *(nom for nom in noms if noms.count(nom) > 1)}
    for siret, nom in inconnus.items():
        nomme = PRINCIPAL if siret == principal else _libre(siret, nom, pris)
        pris.add(nomme)
        connus[siret] = nomme
    dits = [f"{siret} « {budget} »" for siret, budget in connus.items() if siret in inconnus]
    constat.avertir(f"Budget de chaque SIRET, retenu pour la suite : {enumerer(dits)}.")
    return connus


def _principal(inconnus: Mapping[str, str], retenus: Mapping[str, str], options: OptionsImport) -> str | None:
    """Le SIRET du budget principal, « aucun » si ce n'est aucun de ceux-là, nul si rien ne le dit clairement."""
    if options.budget in {*inconnus, _AUCUN}:
        return options.budget
    annexes = {siret for siret, nom in inconnus.items() if ANNEXES.search(forme(nom))}
    certaines = {siret for siret, nom in inconnus.items() if "annexe" in forme(nom)}
    autres = [siret for siret in inconnus if siret not in annexes]
    if PRINCIPAL in retenus.values():
        return _AUCUN if annexes == {*inconnus} else None
    if certaines == {*inconnus}:
        return _AUCUN
    sieges = [siret for siret in autres if _SIEGE.search(siret)]
    if len(autres) == 1 and sieges:
        return sieges[0]
    return sieges[0] if len(sieges) == 1 and len(inconnus) > 1 and not annexes else None


def _libre(siret: str, nom: str, pris: set[str]) -> str:
    """Le nom du document, distingué par le SIRET s'il manque ou s'il est déjà celui d'un autre budget."""
    return nom if nom and nom not in pris else f"{nom or 'Budget'} ({siret})"


def _question(inconnus: Mapping[str, str]) -> Question:
    choix = {siret: f"{nom or 'sans nom'} (SIRET {siret})" for siret, nom in inconnus.items()}
    if len(choix) == 1:
        ((siret, libelle),) = choix.items()
        nom = inconnus[siret] or "annexe"
        return Question(
            "budget",
            f"Ce document est celui de l'établissement {libelle}, et ne dit pas de quel budget il s'agit. Lequel ? La "
            "réponse sera retenue pour ce SIRET.",
            {PRINCIPAL: "le budget principal", nom: f"un budget annexe : « {nom} »"},
            "--budget",
        )
    return Question(
        "budget",
        f"Ce fichier réunit {len(choix)} budgets d'une même collectivité : {enumerer(list(choix.values()))}. Lequel "
        "est le budget principal ? La réponse sera retenue.",
        choix | {_AUCUN: "aucun : tous sont des budgets annexes"},
        "--budget",
    )
