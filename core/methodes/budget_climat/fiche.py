"""La fiche du budget climat, et les indicateurs que la méthode rend."""

from __future__ import annotations

from core.modele import Fiche, Maturite
from core.resultat import Indicateur

FICHE = Fiche(
    cle="budget_climat",
    titre="Budget climat",
    question=(
        "Nos mesures décidées et chiffrées tiennent-elles le plafond d'émissions de chaque exercice, et à quel prix ?"
    ),
    origine=(
        "Comme à Oslo : un plafond d'émissions par exercice, des mesures avec leur service, leur effet annuel, leur "
        "coût et leur avancement, un tableau d'opérations sur quatre ans, trois points par an à côté de l'exécution "
        "budgétaire. L'écart au plafond est le niveau observé, moins les mesures décidées et chiffrées, moins le "
        "plafond. Le coût d'abattement étale l'investissement en annuités sur la durée de vie. En France, « budget "
        "climat » désigne souvent une cotation des dépenses : c'est ici un autre objet, en tonnes."
    ),
    masque=(
        "Le calcul part du dernier niveau observé et ignore les évolutions extérieures. Une mesure sans effet chiffré "
        "n'est pas une mesure sans effet : elle est comptée à part. Des effets qui se recouvrent s'additionnent trop : "
        "la lecture multiplicative le montre. Un coût à la tonne ne dit ni la lenteur, ni le potentiel, ni les autres "
        "bienfaits d'une mesure : il ne fait pas un classement."
    ),
    maturite=Maturite.PILOTAGE,
    requises=("plafonds_emissions",),
    optionnelles=("actions_climat", "emissions", "operations_climat", "suivis_climat", "lignes_budgetaires"),
    sources=("oslo_klimabudsjett_2023", "quinet_2019", "comptes_communs_abattement"),
    mene_a=("trajectoire", "execution"),
)

_PERIMETRE = ("perimetre",)


def _ensemble(nom: str, titre: str, unite: str, sens: str) -> Indicateur:
    return Indicateur(nom, titre, unite, sens, axes=_PERIMETRE)


def _mesure(nom: str, titre: str, unite: str, sens: str, axe: str = "") -> Indicateur:
    return Indicateur(nom, titre, unite, sens, "mesure", (*_PERIMETRE, axe) if axe else _PERIMETRE)


INDICATEURS = (
    _ensemble("plafond_emissions", "Plafond d'émissions", "tCO2e", "ce qui est voté pour l'exercice"),
    _ensemble("emissions_observees", "Émissions observées", "tCO2e", "les années dont tous les secteurs sont connus"),
    _ensemble("niveau_present", "Niveau présent", "tCO2e", "la dernière année observée en entier"),
    _ensemble(
        "emissions_mesures_decidees", "Émissions, mesures décidées", "tCO2e", "le niveau, moins ce qu'elles évitent"
    ),
    _ensemble("emissions_mesures_identifiees", "Émissions, mesures identifiées", "tCO2e", "avec les identifiées aussi"),
    _ensemble("emissions_recouvrement", "Émissions, effets recouverts", "tCO2e", "quand les effets se recouvrent"),
    _ensemble("ecart_plafond", "Écart au plafond", "tCO2e", "positif : il manque, avec les mesures décidées"),
    _ensemble("ecart_plafond_identifiees", "Écart au plafond, identifiées comprises", "tCO2e", "positif : il manque"),
    _ensemble("ecart_plafond_recouvrement", "Écart au plafond, effets recouverts", "tCO2e", "positif : il manque"),
    _ensemble("mesures_decidees", "Mesures décidées", "mesure", "décidées, engagées ou achevées"),
    _ensemble(
        "mesures_identifiees", "Mesures identifiées", "mesure", "identifiées seulement : elles n'engagent personne"
    ),
    _ensemble("mesures_chiffrees", "Mesures chiffrées", "mesure", "dont l'effet est déclaré"),
    _ensemble("mesures_non_chiffrees", "Mesures non chiffrées", "mesure", "dont l'effet est inconnu, pas nul"),
    _ensemble("mesures_abandonnees", "Mesures abandonnées", "mesure", "qui ne comptent plus"),
    _mesure(
        "effet_mesure", "Effet d'une mesure", "tCO2e", "ce qu'elle ajoute depuis le niveau présent, tel que déclaré"
    ),
    _mesure("effet_mesure_recouvrement", "Effet sans les recouvrements", "tCO2e", "réduit dans la même proportion"),
    _mesure(
        "effet_mesure_logarithmique", "Effet réduit selon les logarithmes", "tCO2e", "l'autre partage des recouvrements"
    ),
    _mesure(
        "gain_declare", "Gain une fois achevée", "tCO2e/an", "ce que la mesure évite chaque année, tel que déclaré"
    ),
    _mesure("potentiel_declare", "Potentiel", "tCO2e/an", "le plus que la mesure puisse éviter"),
    _mesure("investissement", "Investissement", "€", "ce que la mesure coûte en tout"),
    _mesure("fonctionnement_annuel", "Fonctionnement", "€/an", "ce que la mesure coûte chaque année"),
    _mesure("economies_annuelles", "Économies", "€/an", "ce que la mesure épargne chaque année"),
    _mesure("duree_vie", "Durée de vie", "ans", "sur combien d'années l'investissement s'étale"),
    _mesure("gain_au_dela_potentiel", "Gain au-delà du potentiel", "tCO2e", "à vérifier"),
    _mesure("gain_au_dela_emissions", "Gain au-delà des émissions", "tCO2e", "à vérifier"),
    _mesure("cout_abattement", "Coût d'abattement", "€/tCO2e", "ce que coûte une tonne évitée par an"),
    _mesure("operation", "Opération", "€", "ce qui est prévu pour elle cet exercice", "operation"),
    _ensemble("operations_total", "Total des opérations", "€", "les opérations prévues de l'exercice"),
    _mesure("gain_constate", "Gain constaté", "tCO2e", "ce qu'un point d'avancement a mesuré", "rapport"),
    _mesure("depense_constatee", "Dépense constatée", "€", "dépensé depuis le début de l'exercice", "rapport"),
    _mesure("gain_vise", "Gain visé", "tCO2e", "une fois la mesure achevée"),
    _mesure("depense_prevue", "Dépense prévue", "€", "les opérations de la mesure cet exercice"),
    _mesure("ligne_realisee", "Réalisé de la ligne budgétaire", "€", "un repère : la ligne peut porter bien plus"),
)
