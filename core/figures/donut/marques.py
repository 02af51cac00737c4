"""Les marques communes à la roue, aux barres et à la courbe : styles, trames, légende. Lisibles sans couleur."""

from __future__ import annotations

from collections.abc import Collection
from math import sqrt
from xml.sax.saxutils import escape, quoteattr

from core.figures import theme
from core.figures.donut.phrases_vues import SANS_ECART
from core.figures.donut.textes import largeur

TRAMES = {
    "donnee_absente": "trame-absente",
    "sans_seuil": "trame-libre",
    "sans_echelle": "trame-libre",
    "incoherent": "trame-refus",
}

STYLE = f"""<style>
.fond{{fill:{theme.FOND_DOUX};stroke:none}}
.manque{{fill:{theme.PLANCHER_DEFICIT}}}.depassement{{fill:{theme.PLAFOND_DEPASSE}}}
.absente{{fill:url(#trame-absente)}}
.libre{{fill:url(#trame-libre);stroke:{theme.MANQUANT_HACHURE};stroke-dasharray:2 3}}
.refus{{fill:url(#trame-refus)}}
.coupe{{fill:none;stroke:{theme.PAPIER};stroke-width:3;stroke-dasharray:7 5}}
.tenu{{fill:none;stroke:{theme.ESPACE_SUR_CONTOUR};stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}}
.sur{{fill:{theme.ESPACE_SUR}}}
.bord{{fill:none;stroke:{theme.ESPACE_SUR_CONTOUR};stroke-width:2.6;pointer-events:none}}
.repere{{fill:none;stroke:{theme.FILET};stroke-width:1;pointer-events:none}}
.choix{{fill:none;stroke:{theme.ENCRE};stroke-width:4;stroke-linejoin:round;pointer-events:none}}
text{{fill:{theme.ENCRE};pointer-events:none}}.clair{{fill:{theme.PAPIER}}}.hors{{paint-order:stroke;stroke:{theme.FOND_DOUX};stroke-width:5}}.doux{{fill:{theme.ENCRE_DOUCE}}}.halo{{paint-order:stroke;stroke:{theme.PAPIER};stroke-width:4}}.fort{{font-weight:700}}
.quartier{{outline:none}}.quartier:hover .fond{{fill:#EBE9E1}}
.quartier:focus-visible .fond{{stroke:{theme.ENCRE};stroke-width:5}}
</style>"""

DEFINITIONS = f"""<pattern id="trame-absente" width="7" height="7" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><rect width="7" height="7" fill="{theme.MANQUANT}"/>\
<path d="M0 0V7" stroke="{theme.MANQUANT_HACHURE}" stroke-width="2.4"/></pattern>\
<pattern id="trame-libre" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" \
fill="{theme.PAPIER}"/><circle cx="4" cy="4" r="1.2" fill="{theme.MANQUANT_HACHURE}"/></pattern>\
<pattern id="trame-refus" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
<rect width="9" height="9" fill="{theme.PAPIER}"/><path d="M0 0V9M0 0H9" stroke="{theme.ENCRE_DOUCE}" \
stroke-width="1.4"/></pattern>"""

LEGENDES = (
    (("non_atteint",), '<rect class="manque" width="18" height="12"/>', "Besoin non couvert"),
    (("franchi",), '<rect class="depassement" width="18" height="12"/>', "Plafond dépassé"),
    (("atteint", "respecte"), '<path class="tenu" d="M3 6.5l4 4.5L15 1"/>', "Seuil tenu"),
    (("donnee_absente",), '<rect class="absente" width="18" height="12"/>', "Donnée absente"),
    (("sans_seuil", "sans_echelle"), '<rect class="libre" width="18" height="12"/>', SANS_ECART),
    (("incoherent",), '<rect class="refus" width="18" height="12"/>', "Seuil refusé"),
)
COINS = (("gauche", (0, 1, 2)), ("droite", (4, 3, 5)))
"""De bas en haut, les entrées de la légende dans chaque coin : les plus longues en bas, où il y a la place."""
CORPS_LEGENDE = 13.5


def legende(
    statuts: Collection[str], coin: tuple[float, float], place: float, facteur: float = 1.0, *, centree: bool = True
) -> tuple[str, float]:
    """La légende des seuls statuts présents et sa hauteur, par rangs de largeur `place` au plus depuis `coin`."""
    entrees = [(marque, texte) for cles, marque, texte in LEGENDES if set(cles) & set(statuts)]
    rangs: list[list[tuple[str, str, float]]] = [[]]
    for marque, texte in entrees:
        large = (45 + largeur(texte, CORPS_LEGENDE)) * facteur
        if rangs[-1] and sum(entree[2] for entree in rangs[-1]) + large > place:
            rangs.append([])
        rangs[-1].append((marque, texte, large))
    morceaux = []
    for numero, rang in enumerate(rangs):
        blanc = place - sum(entree[2] for entree in rang) + 20 * facteur
        x = coin[0] + (blanc / 2 if centree else 0)
        for marque, texte, large in rang:
            morceaux.append(_entree(marque, texte, (x, coin[1] + numero * 22 * facteur), facteur))
            x += large
    return "".join(morceaux), 22 * facteur * len(rangs)


def legende_aux_coins(statuts: Collection[str], rayon: float) -> str | None:
    """La légende dans les coins bas du carré qui contient un disque de ce rayon ; nulle si elle le toucherait."""
    morceaux = []
    for cote, rangs in COINS:
        presents = [LEGENDES[rang] for rang in rangs if set(LEGENDES[rang][0]) & set(statuts)]
        for etage, (_, marque, texte) in enumerate(presents):
            haut = rayon - 14 - 21 * etage
            if largeur(texte, CORPS_LEGENDE) + 26 > rayon - sqrt(rayon**2 - (haut - 3) ** 2):
                return None
            morceaux.append(
                _entree(marque, texte, (-rayon, haut), 1.0)
                if cote == "gauche"
                else _entree_a_droite(marque, texte, (rayon - 18, haut))
            )
    return "".join(morceaux)


def _entree_a_droite(marque: str, texte: str, coin: tuple[float, float]) -> str:
    return (
        f'<g transform="translate({coin[0]:.1f} {coin[1]:.1f})">{marque}'
        f'<text x="-7" y="11" text-anchor="end" font-size="{CORPS_LEGENDE}">{escape(texte)}</text></g>'
    )


def _entree(marque: str, texte: str, coin: tuple[float, float], facteur: float) -> str:
    return (
        f'<g transform="translate({coin[0]:.1f} {coin[1]:.1f}) scale({facteur:g})">{marque}'
        f'<text x="25" y="11" font-size="{CORPS_LEGENDE}">{escape(texte)}</text></g>'
    )


def ouvrir(cadre: tuple[float, float, float, float], alternative: str, role: str = "group") -> str:
    """L'ouverture du SVG : cadre, nom accessible, police, styles et trames ; `role` vaut `img` sans quartier à
    choisir."""
    boite = " ".join(f"{valeur:.0f}" for valeur in cadre)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{boite}" role="{role}" lang="fr" '
        f"aria-label={quoteattr(alternative)} font-family={quoteattr(theme.POLICE)}>{STYLE}<defs>{DEFINITIONS}</defs>"
    )


def bouton(code: str, nom: str, contenu: str, *, choisi: bool) -> str:
    """Un quartier que l'on atteint au clic comme au clavier ; `nom` est dit par les lecteurs d'écran."""
    return (
        f'<g class="quartier" role="button" tabindex="0" data-code={quoteattr(code)} '
        f'aria-pressed="{str(choisi).lower()}" aria-label={quoteattr(nom)}><title>{escape(nom)}</title>{contenu}</g>'
    )
