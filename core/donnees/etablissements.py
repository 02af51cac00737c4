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
FORMATS = frozenset(("totem", "cfu", "scdl"))
"""Les documents qui disent leur budget par un SIRET."""
SIRET = 14
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


def attribuer(
    contexte: Mapping[str, str], memoire: Mapping[str, object], options: OptionsImport, constat: Constat
) -> dict[str, str]:
    """Le budget de chaque SIRET connu : retenu des imports d'avant (`memoire`), dit par le document, ou répondu.

    `contexte` : ce que le document dit de lui-même. Ce que rien ne dit clairement fait l'objet d'une question. Lève
    `DonneesIncoherentes` si l'option donne un seul nom à plusieurs budgets.
    """
    retenus = {siret: str(budget) for siret, budget in memoire.items()}
    a_nommer: dict[str, str] = json.loads(contexte.get("etablissements", "{}"))
    budget, siret = options.budget or contexte.get("budget"), contexte.get("siret", "")
    if budget and len(siret) == SIRET and len(a_nommer) <= 1:
        return retenus | {siret: budget}
    if options.budget and len(a_nommer) > 1 and options.budget not in {*a_nommer, _AUCUN}:
        raise DonneesIncoherentes(
            f"Le fichier porte plusieurs budgets : {enumerer(list(a_nommer))}.",
            "",
            "Donnez le SIRET de celui qui est le budget principal, ou « aucun ».",
        )
    inconnus = {siret: nom for siret, nom in a_nommer.items() if siret not in retenus}
    if not inconnus:
        return retenus
    principal = _principal(inconnus, retenus, options)
    if principal is None:
        constat.demander(_question(inconnus))
        return retenus
    nommes = _nommer(inconnus, principal, {*retenus.values()})
    dits = [f"{siret} « {budget} »" for siret, budget in nommes.items()]
    constat.avertir(f"Budget de chaque SIRET, retenu pour la suite : {enumerer(dits)}.")
    return retenus | nommes


def _nommer(inconnus: Mapping[str, str], principal: str, pris: set[str]) -> dict[str, str]:
    """Le principal, puis chaque annexe sous le nom du document ; le SIRET distingue deux budgets du même nom."""
    noms = [*inconnus.values()]
    pris |= {PRINCIPAL, *(nom for nom in noms if noms.count(nom) > 1)}
    nommes: dict[str, str] = {}
    for siret, nom in inconnus.items():
        libre = nom if nom and nom not in pris else f"{nom or 'Budget'} ({siret})"
        nommes[siret] = PRINCIPAL if siret == principal else libre
        pris.add(nommes[siret])
    return nommes


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
