"""La fiche de l'exécution budgétaire, et les indicateurs que la méthode rend."""

from __future__ import annotations

from collections.abc import Iterator

from core.format_fr import majuscule
from core.modele import Fiche, Maturite
from core.resultat import Indicateur

SENS = {"depense": "depenses", "recette": "recettes"}
"""Le sens d'une ligne, et le mot que portent les noms d'indicateurs."""
SECTIONS = ("fonctionnement", "investissement")
LENTILLES = ("chapitre", "politique")

FICHE = Fiche(
    cle="execution",
    titre="Exécution budgétaire",
    question=(
        "Que dépensons-nous et pour quoi, qu'avons-nous réalisé de ce qui était prévu, et que reste-t-il pour agir ?"
    ),
    origine=(
        "Ratios usuels de l'analyse financière locale, recalculés ligne à ligne. Recettes réelles de fonctionnement : "
        "sans le résultat reporté (002) ni les cessions (775). Épargne brute = recettes − dépenses réelles de "
        "fonctionnement ; épargne de gestion = épargne brute + intérêts (66111, 66112) ; épargne nette = épargne brute "
        "− capital remboursé (16 sans 165, 166, 16449 et 1645) ; capacité de désendettement = encours de dette ÷ "
        "épargne brute ; marge d'autofinancement = (dépenses réelles de fonctionnement + capital + cautions rendues, "
        "165) ÷ recettes ; dépenses d'équipement = comptes 20, 21 et 23 sans 204, et travaux pour compte de tiers "
        "(454, 455, 456, 458), "
        "comme le ratio imprimé des documents budgétaires. Le réalisé vient du compte financier unique, sinon du "
        "compte administratif ; le prévu, des crédits ouverts de ce document, sinon des votes BP + BS + DM."
    ),
    masque=(
        "Un taux d'exécution élevé ne dit pas si la dépense était utile, ni ce qu'elle fait au climat ou aux "
        "personnes. Seul le budget principal est compté : additionner ses budgets annexes compterait deux fois les "
        "flux entre eux. Les opérations d'ordre, les résultats reportés, le compte 1068 et les cessions (775) sont "
        "laissés de côté ; les subdivisions 7751 et 7752 restent dans les recettes, comme dans les ratios des "
        "documents publiés : l'indicateur « cessions comprises » en dit le montant. Un compte trop court pour savoir "
        "(« 66 », « 16 », « 20 ») rend inconnus les intérêts, le capital ou l'équipement dont il est. Un taux "
        "d'exécution rapporte le réalisé connu au prévu connu : sa couverture dit la part des lignes renseignées."
    ),
    maturite=Maturite.COMPTABILITE,
    requises=("lignes_budgetaires",),
    optionnelles=("agregats_financiers", "affectations", "plans_de_comptes"),
    sources=(
        "dgcl_ratios",
        "dgcl_plan_m57_2024",
        "dgcl_plan_m14_2023",
        "dgcl_plan_m4_2024",
        "comptes_communs_politiques",
    ),
    mene_a=("care", "trajectoire"),
)

_ECRITS = {"depenses": "dépenses", "recettes": "recettes"}
_SECTIONS = {"fonctionnement": "de fonctionnement", "investissement": "d'investissement"}


def _sommes() -> Iterator[tuple[Indicateur, Indicateur]]:
    """Ce qui s'additionne, en euros, chacun avec son taux d'exécution : masses, ventilations, budgets annexes."""
    for nom, ecrit in _ECRITS.items():
        yield _avec_taux(f"{nom}_par_politique", f"{ecrit} réelles par politique", "politique")
        for section, de in _SECTIONS.items():
            yield _avec_taux(f"{nom}_reelles_{section}", f"{ecrit} réelles {de}", "")
            for lentille in LENTILLES:
                yield _avec_taux(f"{nom}_{section}_par_{lentille}", f"{ecrit} réelles {de}, par {lentille}", lentille)
            yield _avec_taux(
                f"annexe_{nom}_reelles_{section}", f"{ecrit} réelles {de} d'un budget annexe", "budget annexe"
            )


def _avec_taux(nom: str, titre: str, poste: str) -> tuple[Indicateur, Indicateur]:
    return (
        Indicateur(nom, majuscule(titre), "€", "la somme des lignes d'opérations réelles, prévue ou réalisée", poste),
        Indicateur(
            f"taux_execution_{nom}",
            f"Taux d'exécution, {titre}",
            "part",
            "le réalisé connu rapporté au prévu connu",
            poste,
        ),
    )


INDICATEURS = (
    *(un for paire in _sommes() for un in paire),
    Indicateur(
        "taux_execution", "Taux d'exécution des dépenses", "part", "toutes les dépenses réelles, réalisées sur prévues"
    ),
    Indicateur("epargne_gestion", "Épargne de gestion", "€", "l'épargne brute, avant les intérêts de la dette"),
    Indicateur("epargne_brute", "Épargne brute", "€", "recettes moins dépenses réelles de fonctionnement"),
    Indicateur(
        "taux_epargne_brute", "Taux d'épargne brute", "part", "l'épargne brute rapportée aux recettes de fonctionnement"
    ),
    Indicateur("epargne_nette", "Épargne nette", "€", "l'épargne brute, une fois le capital de la dette remboursé"),
    Indicateur(
        "marge_autofinancement",
        "Marge d'autofinancement courant",
        "part",
        "dépenses de fonctionnement, capital remboursé et cautions rendues, rapportés aux recettes de fonctionnement",
    ),
    Indicateur("capital_rembourse", "Capital remboursé", "€", "le capital de la dette payé dans l'exercice"),
    Indicateur("cautions_rendues", "Cautions rendues", "€", "les dépôts et cautionnements rendus (165)"),
    Indicateur(
        "depenses_equipement",
        "Dépenses d'équipement",
        "€",
        "les comptes 20, 21 et 23 sans le 204, et 454, 455, 456 et 458",
    ),
    Indicateur(
        "cessions_comprises", "Cessions comprises dans les recettes", "€", "ce que portent les comptes 7751 et 7752"
    ),
    Indicateur("encours_dette", "Encours de dette", "€", "ce qui reste dû au 31 décembre, si un document le donne"),
    Indicateur(
        "capacite_desendettement",
        "Capacité de désendettement",
        "ans",
        "les années d'épargne brute qu'il faudrait pour rembourser la dette",
    ),
)
