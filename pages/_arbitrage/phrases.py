"""Les phrases des gestes de l'arbitrage : déplacer, enregistrer, envoyer à une séance, comparer, emporter."""

from __future__ import annotations

from datetime import date

from core.format_fr import date_longue
from core.usages.arbitrage import Scenario
from pages._outils.textes import echapper

# Déplacer

MONTANTS = "Euros ajoutés, ou retirés avec un signe moins"
TOUT_REMETTRE = "Tout remettre à zéro"
SANS_EQUILIBRE = "Aucune politique ne peut à elle seule équilibrer : réduisez ou répartissez vos mouvements."
SUPPOSITIONS = "Ce que l’on suppose"

# Enregistrer

NON_ENREGISTRE = "Arbitrage non enregistré"
PLUS_GARDE = "Ce scénario n’est plus gardé pour cet exercice : voici un arbitrage neuf."
DEJA_ENVOYE = "Ce scénario est envoyé à une séance : il ne se modifie plus. Enregistrez-en un nouveau."
CE_QU_IL_MONTRE = "Ce qu’il cherche à montrer (facultatif)"
NOM_ET_AUTEUR = "Donnez un nom au scénario et dites qui le pose."

# Emporter

CONTENU_DU_CLASSEUR = "Le classeur porte les mouvements, l’avant-après par lentille, les contraintes et les hypothèses."
ADRESSE_DE_LA_PAGE = (
    "L’adresse de cette page rouvre le même arbitrage : copiez-la dans la convocation ou le compte rendu."
)

# Envoyer

ENREGISTREZ_AVANT = "Cet arbitrage est modifié : enregistrez-le avant de l’envoyer."
NOM_DE_LA_SEANCE = "Nom de la séance"
SEANCE_EXEMPLE = "Conseil municipal du 12 décembre 2024"
NE_SE_MODIFIE_PLUS = "Le scénario envoyé ne se modifie plus : la séance lit ce qui lui a été envoyé."
ENVOYER = "Envoyer à cette séance"
SANS_SEANCE = "Dites à quelle séance il est envoyé."
ADRESSE_DU_SCENARIO = "L’adresse de ce scénario, pour la convocation :"
ADRESSE_DE_LA_SEANCE = "Tous les scénarios de cette séance, côte à côte :"
RETIRER = "Retirer de la séance"

# Comparer

COMMENT_COMPARER = (
    "Déplacez des montants à la vue « Arbitrer », puis enregistrez-les sous un nom : ils se compareront ici."
)
COMPARES = "Scénarios comparés (quatre au plus)"
CLASSEUR_DES_SCENARIOS = "Classeur des scénarios (Excel)"


def choisir_les_actions(choisies: int, proposees: int) -> str:
    """La porte qui ajoute des curseurs."""
    return f"Choisir : {choisies} sur {proposees}"


def grille(objet: str) -> str:
    """Ce que montre la grille d'un regroupement."""
    return f"{objet} : crédits et variation"


def contraintes(compte: int) -> str:
    """La porte des crédits tenus."""
    return f"Ce qui ne bouge pas librement ({compte})"


def contrainte(nom: str, montants: str) -> str:
    """Un crédit tenu et son montant, en markdown."""
    return f"- :material/lock: {echapper(nom)} : {echapper(montants)}"


def la_seance_le_verra(solde: str) -> str:
    """L'avertissement d'un scénario envoyé sans que l'enveloppe soit tenue."""
    return f"{solde} : la séance le verra."


def d_un_autre(auteur: str) -> str:
    """Pourquoi ce scénario ne se met pas à jour, en markdown."""
    return f"Posé par {echapper(auteur)} : il ne se modifie pas sous un autre nom. Enregistrez-en un nouveau."


def qui(garde: Scenario, *, modifie: bool = False) -> str:
    """« Posé par la commission, le 14 novembre 2024. Envoyé à « Conseil du 12 décembre », le 28 novembre 2024. »."""
    morceaux = [f"Posé par {garde.auteur}{_le(garde.date)}.", f"« {garde.note} »" if garde.note else ""]
    if garde.seance:
        morceaux.append(f"Envoyé à la séance « {garde.seance} »{_le(garde.date_envoi)}.")
    if modifie:
        morceaux.append("Modifié depuis, non enregistré.")
    return " ".join(morceau for morceau in morceaux if morceau)


def _le(jour: str) -> str:
    try:
        return f", le {date_longue(date.fromisoformat(jour))}"
    except ValueError:
        return f", {jour}" if jour else ""
