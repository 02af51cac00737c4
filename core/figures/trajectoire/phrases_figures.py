"""Ce qui s'écrit sur les figures du carbone et dans leurs tables : axes, légendes, étiquettes, en-têtes."""

from __future__ import annotations

from core.format_fr import accorder, avec_unite, en_lettres, nombre, pourcent, tonnes

SNBC = {
    "emissions_snbc": "SNBC, secteur par secteur",
    "emissions_snbc_demographie": "SNBC par secteur, avec la population",
}
"""Les deux lectures nationales par secteur, et le nom que porte leur chemin."""
GRANDEURS = {
    "budget_total": "Budget de la trajectoire (tCO₂e)",
    "budget_consomme": "Consommé (tCO₂e)",
    "budget_restant": "Restant (tCO₂e)",
    "annee_epuisement": "Année d'épuisement au rythme actuel",
    "annee_epuisement_scenario": "Année d'épuisement avec nos actions chiffrées",
}
"""Les grandeurs du budget, et leur nom dans la table."""
OBSERVE, OBJECTIF, ANNEE_PARTIELLE = "observé", "objectif", "année partielle"
AVEC_ACTIONS, AVEC_NOS_ACTIONS = "avec les actions chiffrées", "avec nos actions chiffrées"
ECART_A_COMBLER, INCERTITUDE, BUDGET_CONSOMME = "écart à combler", "incertitude à 95 %", "budget consommé"
COLONNE_SCENARIO, COLONNE_ECART = "Avec les actions chiffrées (tCO₂e)", "Écart à l'objectif (tCO₂e)"
COLONNE_DEPART, COLONNE_NOS_ACTIONS = "Départ de l'effort", "Avec nos actions"
TROP_TARD = "trop tard"
EFFET_INCONNU = "effet inconnu"


def axe(unite: str) -> str:
    """« ktCO₂e par an »."""
    return f"{unite} par an"


def axe_attente(unite: str) -> str:
    """L'axe de la vue de l'attente."""
    return f"{unite} par an ; sous chaque trait, le même budget"


def axe_budget(unite: str) -> str:
    """L'axe de la vue du budget."""
    return f"{unite} par an ; une surface est un tonnage"


def quand(attente: int) -> str:
    """« dès maintenant », « dans trois ans »."""
    return "dès maintenant" if attente == 0 else f"dans {en_lettres(attente)} ans"


def legende_attente(attente: int, taux: float | None) -> str:
    """« dans trois ans : 7,1 % par an » ; `taux` : la baisse annuelle, en part du niveau présent."""
    return f"{quand(attente)} : {baisse_annuelle(taux)}"


def baisse_annuelle(taux: float | None) -> str:
    """« 7,1 % par an » ; sans taux, il est trop tard."""
    return TROP_TARD if taux is None else f"{pourcent(taux, 1)} par an"


def colonne_baisse(depart: int) -> str:
    """L'en-tête de la baisse annuelle."""
    return f"Baisse annuelle, en part du niveau de {depart}"


def colonne_evitees(annee: int) -> str:
    """L'en-tête de l'effet des actions."""
    return f"tCO₂e évitées en {annee}"


def effort_a_fournir(echeance: int) -> str:
    """La première marche de la cascade des actions."""
    return f"Effort à fournir d'ici {echeance}"


def il_manque(echeance: int) -> str:
    """La dernière marche, quand les actions ne suffisent pas."""
    return f"Il manque en {echeance}"


def marge(echeance: int) -> str:
    """La dernière marche, quand les actions suffisent."""
    return f"Marge en {echeance}"


def non_chiffrees(combien: int) -> str:
    """« 6 actions non chiffrées »."""
    return accorder(combien, "action non chiffrée", "actions non chiffrées")


def actions_chiffrees(combien: int) -> str:
    """Le nom du scénario sur la figure : « nos 9 actions chiffrées »."""
    return "notre action chiffrée" if combien == 1 else f"nos {nombre(combien)} actions chiffrées"


def autres_actions(combien: int) -> str:
    """Le nom du coin, ou de la marche, qui réunit les actions non séparées."""
    return f"Autres actions ({combien})"


def nos_actions(combien: int) -> str:
    """Le nom du coin qui réunit toutes les actions, quand aucune n'est séparée."""
    return f"Nos {combien} actions"


def etiquette_manque(manque: float, unite: str, decimales: int, echeance: int | None) -> str:
    """« il manque 32 ktCO₂e en 2030 », sur deux lignes."""
    return f"il manque\n{avec_unite(manque, unite, decimales)} en {echeance}"


def etiquette_consomme(tonnage: str) -> str:
    """« consommé 2,31 Mt », sur deux lignes."""
    return f"consommé\n{tonnage}"


def etiquette_reste(tonnage: str) -> str:
    """« reste 850 kt », sur deux lignes."""
    return f"reste\n{tonnage}"


def etiquette_epuise(annee: float) -> str:
    """« épuisé en 2033 »."""
    return f"épuisé en {annee:.0f}"


def survol(annee: int, valeur: float, nom: str) -> str:
    """« 2030 : 178 000 tCO₂e, objectif » : l'année d'une courbe, sous le curseur."""
    return f"{annee} : {tonnes(valeur)}, {nom}"


def survol_niveau(annee: int, valeur: float) -> str:
    """« 2024 : 310 000 tCO₂e »."""
    return f"{annee} : {tonnes(valeur)}"


def survol_observe(annee: int, valeur: float) -> str:
    """« 2024 : 310 000 tCO₂e observées »."""
    return f"{annee} : {tonnes(valeur)} observées"


def survol_partiel(annee: int, valeur: float) -> str:
    """Une année dont tous les secteurs ne sont pas renseignés."""
    return f"{annee} : {tonnes(valeur)}, il manque des secteurs"
