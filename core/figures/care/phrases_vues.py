"""Les phrases des trois vues des capitaux et de leur panneau : comment lire, ce qui est tu, ce qui manque."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.care.lecture import Capital
from core.figures.care.phrases import type_resultat
from core.format_fr import ABSENT, accorder, enumerer, euros

LIRE_PRESERVATION = (
    "Un capital est une dette : le contour vide reste à payer. C'est ce qu'il faut encore engager pour le garder en "
    "bon état. Hachures : donnée absente."
)
LIRE_DETTES = (
    "Chaque point est la dette au 31 décembre ; le creux, celle d'ouverture. Sous zéro, c'est une avance, sur ce seul "
    "capital."
)
LIRE_RESULTAT = (
    "Chaque marche retire ce qu'un capital attend encore cette année : son coût, moins ce qui est déjà dans les "
    "charges. Une dépense d'investissement éteint la dette sans changer cette marche."
)
MASQUE = (
    "Le coût dépend des actions retenues : il ne dit pas si elles suffisent au bon état, ni qui est concerné. "
    "Un capital que personne n'a inscrit n'a pas de dette ici."
)
MASQUE_CLASSIQUE = "Le résultat classique est l'épargne brute : il ignore les amortissements et l'investissement."
TOUS_LES_BUDGETS = (
    "Le résultat réunit tous les budgets, annexes compris ; l'épargne brute de l'écran Budget est celle du seul "
    "budget principal."
)
COUT_PREVU = "Coût de préservation prévu (€)"
DEPENSE_REALISEE = "Dépense de préservation réalisée (€)"
DETTE_OUVERTURE = "Dette d'ouverture (€)"
DETTE_CLOTURE = "Dette de clôture (€)"
DETTE_AU_MOINS, DETTE_AU_PLUS = "Dette, au moins (€)", "Dette, au plus (€)"
RESULTAT_ATTEINT = "Résultat après cette étape (€)"
BON_ETAT, BON_ETAT_ABSENT = "Bon état convenu", "non défini : le coût ne peut pas encore être discuté"
PORTE_PAROLE, PORTE_PAROLE_ABSENT = "Qui parle pour ce capital", "personne n'est désigné"


def sous_titre_preservation(nom: str, exercice: int, annexes: int, capitaux: Sequence[Capital]) -> str:
    """De qui, de quand, les budgets réunis, et combien de capitaux sont renseignés s'il en manque."""
    renseignes = len([un for un in capitaux if un.realise is not None and un.cout is not None])
    tenus = accorder(len(capitaux), "capital renseigné", "capitaux renseignés")
    inconnus = "" if renseignes == len(capitaux) else f" · {renseignes}/{tenus}"
    return f"{nom}, {exercice} · comptabilité CARE · aucun capital n'en compense un autre{_budgets(annexes)}{inconnus}"


def sous_titre_dettes(nom: str, exercice: int) -> str:
    """De qui, jusqu'à quand, et ce qu'est la dette de clôture."""
    return (
        f"{nom}, jusqu'en {exercice} · dette de clôture = dette d'ouverture + coût − dépense · même échelle pour tous"
    )


def sous_titre_resultat(nom: str, exercice: int, classique: type_resultat, annexes: int) -> str:
    """De qui, de quand, et le document d'où vient le résultat classique."""
    if classique.get("valeur") is None:
        origine = "aucune recette ou aucune dépense de fonctionnement connue"
    elif classique.get("nature") == "prevu":
        origine = f"d'après le budget voté, faute de compte{_budgets(annexes)}"
    else:
        origine = f"d'après le compte{_budgets(annexes)}"
    return f"{nom}, {exercice} · {origine} · du résultat classique au résultat CARE"


def _budgets(annexes: int) -> str:
    return f", budget principal et {accorder(annexes, 'budget annexe', 'budgets annexes')}" if annexes else ""


def masque_preservation(annexes: int) -> str:
    """Ce que la préservation tait, et pourquoi ce résultat n'est pas l'épargne de l'écran Budget."""
    return f"{TOUS_LES_BUDGETS} {MASQUE}" if annexes else MASQUE


def masque_resultat(annexes: int) -> str:
    """Ce que la cascade tait."""
    return f"{MASQUE_CLASSIQUE} {masque_preservation(annexes)}"


def alternative_preservation(message: str, capitaux: Sequence[Capital]) -> str:
    """La phrase, puis ce qui est payé de chaque capital et sa dette."""
    return _alternative(message, [f"{un.entite} : {un.taux}, dette {un.dette}" for un in capitaux])


def alternative_dettes(message: str, capitaux: Sequence[Capital], exercice: int) -> str:
    """La phrase, puis la dette de chaque capital."""
    return _alternative(message, [f"{un.entite} : dette {un.dette} fin {exercice}" for un in capitaux])


def alternative_resultat(message: str, marches: Sequence[tuple[str, float | None]]) -> str:
    """La phrase, puis chaque marche, signée ; une marche inconnue est dite absente."""
    return _alternative(message, [f"{libelle} : {euros(montant, signe=True)}" for libelle, montant in marches])


def _alternative(message: str, dits: Sequence[str]) -> str:
    return f"{message}. {enumerer(dits)}." if dits else f"{message}."


def titre_dette(exercice: int) -> str:
    """« Dette, de l'ouverture à la clôture de 2024 »."""
    return f"Dette, de l'ouverture à la clôture de {exercice}"


def titre_paye(exercice: int) -> str:
    """« Payé en 2024 »."""
    return f"Payé en {exercice}"


def mouvement_de_dette(capital: Capital) -> str:
    """« 6 000 € → 9 000 € (+3 000 €) »."""
    ouverture = ABSENT if capital.ouverture is None else euros(capital.ouverture)
    if capital.cloture is None:
        return f"{ouverture} → {capital.dette}"
    if capital.ouverture is None:
        return f"{ouverture} → {euros(capital.cloture)}"
    return f"{ouverture} → {euros(capital.cloture)} ({euros(capital.cloture - capital.ouverture, signe=True)})"


def paye(capital: Capital) -> str:
    """Ce qui est payé du coût, et ce qu'il reste à payer."""
    if capital.cout is not None and capital.realise is not None and capital.realise < capital.cout:
        return f"{capital.taux}. Il reste {euros(capital.cout - capital.realise)} à payer pour tenir le bon état."
    return f"{capital.taux}."


def manques(sans_cout: int, sans_depense: int) -> str:
    """« 2 actions sans coût ; 1 action sans dépense saisie » ; vide si rien ne manque."""
    dits = []
    if sans_cout:
        dits.append(f"{accorder(sans_cout, 'action')} sans coût")
    if sans_depense:
        dits.append(f"{accorder(sans_depense, 'action')} sans dépense saisie")
    return " ; ".join(dits)
