"""Les phrases du classeur réglementaire : titres, en-têtes, ce que dit chaque feuille et chaque contrôle."""

from __future__ import annotations

from core.format_fr import nombre

TABLEAU = {
    "code": "Poste",
    "libelle_long": "Intitulé réglementaire",
    "co2_tco2e": "CO2 (tCO2e)",
    "ch4_tco2e": "CH4 (tCO2e)",
    "n2o_tco2e": "N2O (tCO2e)",
    "autres_tco2e": "Autres gaz (tCO2e)",
    "total_tco2e": "Total (tCO2e)",
    "biogenique_tco2e": "CO2 biogénique, hors total (tCO2e)",
    "borne_basse": "Borne basse à 95 % (tCO2e)",
    "borne_haute": "Borne haute à 95 % (tCO2e)",
    "gsd2": "Facteur d'incertitude (÷ et ×)",
    "note": "Note de qualité (1 à 5)",
    "lignes_comptees": "Flux comptés",
    "lignes": "Flux attendus",
}
LIGNES = {
    "etat": "État",
    "activite": "Activité",
    "service": "Service",
    "flux": "Flux",
    "periode": "Période",
    "quantite": "Quantité",
    "unite": "Unité",
    "controle": "Contrôle",
    "code": "Facteur",
    "version": "Version du facteur",
    "part": "Part",
    "valeur_facteur": "Valeur (kgCO2e par unité)",
    "unite_facteur": "Unité du facteur",
    "duree_amortissement": "Amortissement (ans)",
    "poste": "Poste",
    "biogenique": "CO2 biogénique",
    "emissions_tco2e": "Émissions (tCO2e)",
    "borne_basse": "Borne basse",
    "borne_haute": "Borne haute",
    "note": "Note",
    "sort": "Sort",
    "motif": "Motif",
    "source": "Source",
    "fichier": "Fichier",
    "feuille": "Feuille",
    "ligne": "Ligne",
}
FACTEURS = {
    "code": "Code",
    "libelle_facteur": "Libellé",
    "part": "Part",
    "version": "Version",
    "valeur_facteur": "kgCO2e par unité",
    "unite_facteur": "Unité",
    "id_base_empreinte": "Identifiant Base Empreinte",
    "statut": "Vérification",
    "source_facteur": "Source",
}
DES_LIGNES = "Chaque flux réalisé, part par part ; une ligne non comptée garde son motif."
DES_EXCLUSIONS = (
    "Ce que le total ne compte pas. La réglementation demande de justifier chaque poste indirect significatif exclu."
)
DES_CONTROLES = "Chaque contrôle est recalculé à l'écriture du classeur."
AUCUN_FLUX_COMPTE = "Périmètre de l'organisation. Aucun flux réalisé n'est compté."
TOTAL_GENERAL = "Total général, hors CO2 biogénique"
POSTE_VIDE, SANS_DONNEE = "Poste sans aucun flux", "Aucune donnée d'activité"
SOMME_DES_POSTES = "La somme des vingt-deux postes est le total"
SOMME_DES_SERVICES = "La somme des services est le total"
BIOGENIQUE_HORS_TOTAL = "Le CO2 biogénique est hors du total"
UN_SORT_PAR_FLUX = "Chaque flux du fichier a un sort et un seul"
IMMOBILISATIONS = "Immobilisations comptées entières cette année, faute de durée d'amortissement"
SANS_COMPTES = "à compléter : il faut les comptes de l'exercice"


def bilan_vide(exercice: int) -> str:
    """Pourquoi le classeur d'un exercice ne s'écrit pas."""
    return f"Aucun flux réalisé n'est déclaré pour {exercice} ; le bilan réglementaire serait vide."


def deposer(exercice: int) -> str:
    """Comment y remédier."""
    return f"Déposez les données d'activité {exercice} à l'écran « Import », ou choisissez une année qui en a."


def titre(exercice: int, nom: str) -> str:
    """Le titre du classeur, avec le territoire s'il est connu."""
    if not nom:
        return f"Bilan d'émissions de gaz à effet de serre {exercice}"
    return f"Bilan d'émissions de gaz à effet de serre {exercice} — {nom}"


def du_tableau(total: float, couverture: float) -> str:
    """Ce que dit la feuille du tableau : le total (tCO2e) et la part des flux attendus qui sont comptés."""
    return (
        "Périmètre de l'organisation (patrimoine et compétences). Total hors CO2 biogénique : "
        f"{nombre(total, 0)} tCO2e ; {nombre(100 * couverture, 0)} % des flux attendus sont comptés."
    )


def des_facteurs(versions: list[str]) -> str:
    """Ce que dit la feuille des facteurs : où chacun a été cherché, dans l'ordre."""
    ordre = ", puis ".join(f"« {une} »" for une in versions)
    return f"Les facteurs comptés ; C et D sont à vérifier. Cherchés dans l'ordre : {ordre}."


def total_categorie(categorie: str) -> str:
    """« Total 1 Émissions directes »."""
    return f"Total {categorie}"


def seuil_indirectes(minimum: float) -> str:
    """« plus de 80 % »."""
    return f"plus de {nombre(100 * minimum, 0)} %"


def part_indirectes(minimum: float) -> str:
    """Le contrôle de la part des émissions indirectes que des flux documentent."""
    return (
        f"Les flux documentent {seuil_indirectes(minimum)} des émissions indirectes (le reste est deviné d'après les "
        "comptes)"
    )
