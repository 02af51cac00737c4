"""Les comptes : libellé, chapitre et section d'une nature, lus dans le plan de comptes livré avec l'application."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

DONNEES = Path(__file__).resolve().parents[3] / "data"

# Comptes M49 (eau et assainissement, services à caractère industriel et commercial) : chapitre, libellé.
COMPTES_M49: dict[str, tuple[str, str]] = {
    "605": ("011", "Achats d'eau"),
    "6061": ("011", "Fournitures non stockables (eau, énergie…)"),
    "6062": ("011", "Produits de traitement"),
    "6063": ("011", "Fournitures d'entretien et de petit équipement"),
    "6068": ("011", "Autres matières et fournitures"),
    "611": ("011", "Sous-traitance générale"),
    "61523": ("011", "Entretien et réparations - Réseaux"),
    "61528": ("011", "Entretien et réparations - Autres"),
    "61551": ("011", "Entretien et réparations - Matériel roulant"),
    "6156": ("011", "Maintenance"),
    "6161": ("011", "Multirisques"),
    "617": ("011", "Études et recherches"),
    "6226": ("011", "Honoraires"),
    "6261": ("011", "Frais d'affranchissement"),
    "6262": ("011", "Frais de télécommunications"),
    "6287": ("011", "Remboursements de frais"),
    "6215": ("012", "Personnel affecté par la collectivité de rattachement"),
    "6411": ("012", "Salaires, appointements, commissions de base"),
    "6413": ("012", "Primes et gratifications"),
    "6451": ("012", "Cotisations à l'URSSAF"),
    "6453": ("012", "Cotisations aux caisses de retraites"),
    "701249": ("014", "Reversement à l'agence de l'eau - Redevance pour pollution d'origine domestique"),
    "706129": ("014", "Reversement à l'agence de l'eau - Redevance pour modernisation des réseaux de collecte"),
    "6541": ("65", "Créances admises en non-valeur"),
    "6542": ("65", "Créances éteintes"),
    "66111": ("66", "Intérêts réglés à l'échéance"),
    "66112": ("66", "Intérêts - Rattachement des ICNE"),
    "673": ("67", "Titres annulés sur exercices antérieurs"),
    "6811": ("042", "Dotations aux amortissements sur immobilisations"),
    "70111": ("70", "Ventes d'eau aux abonnés"),
    "701241": ("70", "Redevance pour pollution d'origine domestique"),
    "704": ("70", "Travaux"),
    "70611": ("70", "Redevance d'assainissement collectif"),
    "706121": ("70", "Redevance pour modernisation des réseaux de collecte"),
    "70613": ("70", "Participations pour l'assainissement collectif"),
    "7062": ("70", "Redevances d'assainissement non collectif"),
    "741": ("74", "Primes d'épuration"),
    "7588": ("75", "Autres produits divers de gestion courante"),
    "777": ("042", "Quote-part des subventions d'investissement virée au résultat"),
    "13111": ("13", "Subventions d'équipement - Agence de l'eau"),
    "1313": ("13", "Subventions d'équipement - Départements"),
    "139111": ("040", "Subventions transférées au résultat - Agence de l'eau"),
    "1641": ("16", "Emprunts en euros"),
    "1068": ("10", "Autres réserves"),
    "2031": ("20", "Frais d'études"),
    "2051": ("20", "Concessions et droits assimilés"),
    "2111": ("21", "Terrains nus"),
    "21531": ("21", "Réseaux d'adduction d'eau"),
    "21532": ("21", "Réseaux d'assainissement"),
    "21561": ("21", "Service de distribution d'eau"),
    "21562": ("21", "Service d'assainissement"),
    "2182": ("21", "Matériel de transport"),
    "2313": ("23", "Constructions"),
    "2315": ("23", "Installations, matériel et outillage techniques"),
    "281531": ("040", "Amortissements - Réseaux d'adduction d'eau"),
    "281532": ("040", "Amortissements - Réseaux d'assainissement"),
    "281561": ("040", "Amortissements - Service de distribution d'eau"),
}
SPECIAUX_M49 = {
    "001": "Solde d'exécution de la section d'investissement reporté",
    "002": "Résultat d'exploitation reporté",
    "021": "Virement de la section d'exploitation",
    "023": "Virement à la section d'investissement",
}
# Libellés abrégés du plan M57 (« Autres », « Divers ») complétés pour se comprendre seuls.
PRECISIONS = {
    "6188": "Autres frais divers",
    "6228": "Rémunérations d'intermédiaires - Divers",
    "6238": "Publicité - Divers",
    "6248": "Transports - Divers",
    "6288": "Autres services extérieurs",
    "65888": "Autres charges de gestion courante",
    "75888": "Autres produits divers de gestion courante",
    "74718": "Participations - État - Autres",
    "74788": "Participations - Autres organismes",
    "2188": "Autres immobilisations corporelles",
    "61358": "Locations mobilières - Autres",
    "615221": "Entretien de bâtiments publics",
    "615231": "Entretien de voiries",
    "615232": "Entretien de réseaux",
    "61521": "Entretien de terrains",
    "61558": "Entretien d'autres biens mobiliers",
    "65748": "Subventions aux autres personnes de droit privé",
    "65742": "Subventions aux entreprises",
    "6168": "Autres primes d'assurance",
    "7472": "Participations - Régions",
    "7473": "Participations - Départements",
    "74748": "Participations - Autres communes",
    "1311": "Subventions d'investissement - État",
    "1312": "Subventions d'investissement - Régions",
    "1313": "Subventions d'investissement - Départements",
    "1318": "Subventions d'investissement - Autres",
    "20422": "Subventions d'équipement au privé - Bâtiments et installations",
    "204182": "Subventions d'équipement aux organismes publics - Bâtiments et installations",
    "2041412": "Subventions d'équipement aux communes membres - Bâtiments et installations",
}


@cache
def _plan_m57() -> dict[str, dict[str, str]]:
    with (DONNEES / "plan_de_comptes_m57_developpe_2024.csv").open(encoding="utf-8", newline="") as flux:
        return {ligne["code"]: ligne for ligne in csv.DictReader(flux)}


@cache
def _libelles(fichier: str, nomenclature: str) -> dict[str, str]:
    with (DONNEES / fichier).open(encoding="utf-8", newline="") as flux:
        return {
            ligne["code"]: ligne["libelle"]
            for ligne in csv.DictReader(flux)
            if ligne["nomenclature"] == nomenclature and ligne.get("presentation", "nature") == "nature"
        }


def chapitre(nature: str, sens: str, mouvement: str, nomenclature: str = "M57") -> str:
    """Chapitre d'une nature ; lève `KeyError` si le plan de comptes ne connaît pas cet emploi de la nature."""
    if nature in SPECIAUX_M49:
        return nature
    if nomenclature == "M49":
        code = COMPTES_M49[nature][0]
        return ("040" if nature.startswith("2") else code) if mouvement == "ordre" else code
    compte = _plan_m57()[nature]
    colonne = f"{sens}_reelle" if mouvement == "reel" else f"{sens}_ordre_entre_sections"
    if not compte[colonne]:
        raise KeyError(f"{nature} ne s'emploie pas en {sens} {mouvement}")
    return compte[colonne]


def section(code_chapitre: str) -> str:
    """Section d'un chapitre budgétaire."""
    if code_chapitre in {"001", "018", "021", "024", "040", "041"}:
        return "investissement"
    if len(code_chapitre) == 2 or code_chapitre == "204":
        return "investissement" if code_chapitre[0] in "124" or code_chapitre == "204" else "fonctionnement"
    return "fonctionnement"


def libelle_nature(nature: str, nomenclature: str = "M57") -> str:
    """Libellé d'une nature, complété quand le plan n'écrit que « Autres »."""
    if nomenclature == "M49":
        return SPECIAUX_M49.get(nature) or COMPTES_M49[nature][1]
    return PRECISIONS.get(nature) or _plan_m57()[nature]["libelle"].strip()


def libelle_chapitre(code: str) -> str:
    """Libellé d'un chapitre par nature de la M57, qui sert aussi aux exports M49."""
    return _libelles("chapitres.csv", "M57_D")[code]


def libelle_fonction(code: str) -> str:
    """Libellé d'une fonction M57 ; vide quand la ligne n'a pas de fonction."""
    return _libelles("fonctions.csv", "M57")[code] if code else ""
