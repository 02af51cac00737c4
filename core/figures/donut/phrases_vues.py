"""Les phrases des vues du Donut : comment les lire, ce qu'elles taisent, leur légende et les colonnes de leur table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from core.figures.donut.phrases import suffisance
from core.format_fr import INSECABLE, en_lettres, majuscule
from core.tables.indicateurs import LENTILLES

LIRE = (
    "Besoins non couverts vers le centre, plafonds dépassés vers l'extérieur. Hachures : donnée absente. La "
    "surface colorée est proportionnelle à l'écart ; au-delà de quatre fois le plafond le secteur est coupé, bord "
    "rompu, et le multiple est écrit."
)
LIRE_BARRES = (
    "Besoins non couverts à gauche, plafonds dépassés à droite, données absentes hachurées. Les plus grands écarts "
    "sont en haut ; au-delà de quatre fois le plafond la barre est coupée, bord rompu, et le multiple est écrit."
)
MASQUE = (
    "Le Donut ne dit pas qui est concerné, ni où : une valeur de territoire cache ses écarts. Chaque seuil est un "
    "choix, signé et daté. Un besoin couvert ne rachète jamais une limite franchie, et aucun secteur n'est moyenné "
    "avec un autre."
)
ECHELLE_BESOINS, ECHELLE_LIMITES = "Besoins : part non couverte", "Limites : nombre de fois le plafond"
"""Ce que mesurent les barres, à gauche et à droite."""
SANS_ECART = "Sans seuil ou sans échelle"
"""Dans la légende, ce qui n'a pas d'écart à dessiner."""
QUI_A_FIXE, SOURCE_MESURE = "Qui a fixé le seuil", "Source de la mesure"
SANS_SEUIL, TENDANCE_ABSENTE, DONNEE_ABSENTE = "sans seuil", "non établie", "donnée absente"
QUALITE_ABSENTE = SOURCE_ABSENTE = "non renseignée"
"""Dans la table, ce qui manque."""


def sous_titre(nom: str, exercice: int, comptes: dict[str, int], lentilles: Collection[str]) -> str:
    """De qui, de quand, combien d'indicateurs sont renseignés, et sous quelles lentilles on regarde."""
    if set(lentilles) >= set(LENTILLES):
        regard = "les quatre lentilles"
    else:
        noms = [libelle.lower() for cle, libelle in LENTILLES.items() if cle in lentilles]
        regard = f"lentille {noms[0]}" if len(noms) == 1 else f"lentilles {', '.join(noms)}"
    return f"{nom}, {exercice} · {suffisance(comptes)} · {regard}"


def alternative_donut(territoire: str, exercice: int, message: str, *, en_barres: bool) -> str:
    """La figure nommée, et sa phrase, pour qui ne la voit pas."""
    return f"{'Barres' if en_barres else 'Roue'} du Donut de {territoire}, {exercice}. {message}."


def refuses(indicateurs: Sequence[tuple[str, str]]) -> str:
    """Les indicateurs refusés (leur nom, la raison), précédés d'une espace pour suivre une phrase ; vide sans eux."""
    if not indicateurs:
        return ""
    raisons = " ".join(f"« {intitule} »{INSECABLE}: {raison}" for intitule, raison in indicateurs)
    if len(indicateurs) == 1:
        return f" Un indicateur est refusé, car ses données se contredisent. {raisons}"
    nombre = majuscule(en_lettres(len(indicateurs)))
    return f" {nombre} indicateurs sont refusés, car leurs données se contredisent. {raisons}"
