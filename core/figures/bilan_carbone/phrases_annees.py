"""Les phrases d'une année à l'autre : ce que notre activité a changé, ce qui ne tient qu'à des facteurs révisés."""

from __future__ import annotations

from collections.abc import Sequence

from core.figures.bilan_carbone.nombres import UNITE, a_peu_pres
from core.figures.bilan_carbone.phrases import MASQUE
from core.format_fr import INSECABLE, accorder, enumerer
from core.methodes.bilan_carbone.effets import Evolution

LIRE_ANNEES = (
    "Prune : l'activité a ajouté des émissions, vert : elle en a retiré. Quadrillé : l'effet de facteurs révisés, à "
    "quantités égales. Contour : des flux connus une seule des deux années, donc ni une hausse ni une baisse."
)
MASQUE_ANNEES = (
    "Un écart plus petit que l'incertitude du bilan se vérifie sur les quantités (kWh, litres, km), pas sur le total. "
    f"{MASQUE}"
)
RUBRIQUES_DES_EFFETS = (
    ("Effet activité", "les quantités ont changé, les facteurs restent ceux du premier bilan"),
    ("Effet méthode", "les quantités sont celles du second bilan, seuls les facteurs changent"),
)
CONFIANCE = "Peut-on s'y fier ?"
FLUX_CHANGES = "Flux dont le facteur a changé"


def sous_titre_annees(nom: str, evolution: Evolution) -> str:
    """De qui, les deux années, et les facteurs qui ont compté dans chacune ; rien d'eux si aucun n'a compté."""
    debut, fin = evolution.annees
    avant, apres = evolution.appliquees
    identite = f"{nom} · organisation, {debut} → {fin}"
    if not (avant or apres):
        return identite
    if evolution.memes_facteurs:
        return f"{identite} · mêmes facteurs : {citer(_reunies(evolution))}"
    return f"{identite} · facteurs : {citer(avant)} → {citer(apres)}"


def citer(versions: Sequence[str]) -> str:
    """« Base Carbone V23.6 » seule, ou plusieurs entre guillemets : leurs noms portent des virgules."""
    if len(versions) < 2:
        return "".join(versions) or "aucun"
    return enumerer([f"« {nom} »" for nom in versions])


def _reunies(evolution: Evolution) -> tuple[str, ...]:
    """Les versions du second bilan, puis celles que seul le premier emploie."""
    avant, apres = evolution.appliquees
    return tuple(dict.fromkeys((*apres, *avant)))


def message_annees(evolution: Evolution) -> str:
    """« De 2023 à 2024, notre activité a retiré ≈ 900 tCO₂e ; les facteurs révisés en ôtent ≈ 300 de plus ».

    Des flux connus une seule année pèsent-ils plus que ces deux effets ? Le titre le dit, ou la figure le démentirait.
    """
    debut, fin = evolution.annees
    if evolution.apres is None or evolution.avant is None:
        absente = debut if evolution.avant is None else fin
        return f"Le bilan de {absente} n'est pas renseigné : rien à lui comparer"
    if not evolution.activite:
        return f"Aucun flux n'est renseigné à la fois en {debut} et en {fin} : les deux bilans ne se comparent pas"
    effet = evolution.effet_activite
    verbe = "ajouté" if effet > 0 else "retiré"
    activite = (
        f"notre activité a {verbe} {a_peu_pres(abs(effet))}{INSECABLE}{UNITE}"
        if abs(effet) >= 0.5
        else "notre activité n'a presque rien changé"
    )
    suites = []
    methode, une_seule = evolution.methode or 0.0, evolution.une_seule or 0.0
    if abs(methode) >= 0.5:
        suites.append(f"à activité égale, les facteurs révisés {_fait(methode, 2)}")
    if abs(une_seule) > max(abs(effet), abs(methode), 0.5):
        suites.append(f"{une_seule_annee(evolution.flux_seuls)} {_fait(une_seule, evolution.flux_seuls)}")
    comparables = "à flux comparables, " if evolution.flux_seuls else ""
    return f"De {debut} à {fin}, {comparables}{activite} ; {' ; '.join(suites) or 'les facteurs n’y sont pour rien'}"


def _fait(effet: float, nombre: int) -> str:
    """« en ajoutent ≈ 570 »."""
    verbe = ("ajoute" if effet > 0 else "ôte") + ("nt" if nombre > 1 else "")
    return f"en {verbe} {a_peu_pres(abs(effet))}"


def une_seule_annee(flux: int) -> str:
    """« 12 flux connus une seule année »."""
    return f"{accorder(flux, 'flux connu', 'flux connus')} une seule année"


def etape_activite(poste: str) -> str:
    """« Activité : 4.5 Achats de services » : une marche de la cascade."""
    return f"Activité : {poste}"


def etape_autres(combien: int) -> str:
    """« Activité : 6 autres postes »."""
    return f"Activité : {accorder(combien, 'autre poste', 'autres postes')}"


def etape_methode(memes: bool) -> str:
    """La marche des facteurs : révisés, ou les mêmes."""
    return "Méthode : mêmes facteurs" if memes else "Méthode : facteurs révisés"


def facteurs_compares(evolution: Evolution) -> str:
    """« Base Carbone V23.5, puis Base Carbone V23.6 » ; une seule fois si ce sont les mêmes, vide si aucun n'a
    compté."""
    avant, apres = evolution.appliquees
    if not (avant or apres):
        return ""
    return citer(_reunies(evolution)) if evolution.memes_facteurs else f"{citer(avant)}, puis {citer(apres)}"


def ecart_incertain(ecart: float, doute: float) -> str:
    """Pourquoi un écart plus petit que ce que l'on ignore du bilan ne se lit pas sur le total."""
    return (
        f"l'écart ({a_peu_pres(ecart)} {UNITE}) est plus petit que l'incertitude du bilan, {a_peu_pres(doute)} {UNITE} "
        "de part et d'autre : il se vérifie sur les quantités, pas sur le total"
    )
