"""L'avancement d'une cotation : une barre en euros, une en lignes ; dit, repris, disputé, et ce qu'il reste (SVG et
légende)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from core.figures import theme
from core.figures.cotation.phrases import dire_la_barre, titre
from core.format_fr import part_ecrite
from core.usages.cotation.mesures import mesures, part

BARRE, INTERLIGNE = 14, 19
_PARTS = (
    ("dites", "cette année", theme.REALISE, "■"),
    ("reprises", "reprises", "url(#reprises)", "▨"),
    ("disputees", "en désaccord", theme.MIXTE, "◆"),
    ("reste", "à coter", "url(#reste)", "□"),
)
_ENCRES = {"dites": theme.REALISE, "reprises": theme.REALISE, "disputees": "#7A5C0B", "reste": theme.ENCRE_DOUCE}
_MOTIFS = (
    f'<pattern id="reprises" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="{theme.PAPIER}"/>'
    f'<line x1="0" y1="0" x2="0" y2="6" stroke="{theme.REALISE}" stroke-width="5"/></pattern>'
    f'<pattern id="reste" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="{theme.MANQUANT}"/>'
    f'<line x1="0" y1="0" x2="0" y2="6" stroke="{theme.MANQUANT_HACHURE}" stroke-width="2"/></pattern>'
)


def barre(progres: Mapping[str, Any], unite: str, *, echelle: float = 1.0) -> str:
    """La barre d'avancement, large comme son conteneur, sous son titre ; sa légende passe à la ligne quand la place
    manque."""
    parts = mesures(progres, unite)
    taille, haut = 14 * echelle, INTERLIGNE * echelle
    hauteur = haut + BARRE * echelle
    morceaux = [f"<defs>{_MOTIFS}</defs>", _entete(titre(parts, unite), taille)]
    debut = 0.0
    for cle, _, remplissage, _ in _PARTS:
        largeur = 100 * part(parts, cle)
        if largeur > 0:
            morceaux.append(
                f'<rect x="{debut:.3f}%" y="{haut:g}" width="{largeur:.3f}%" height="{BARRE * echelle:g}" '
                f'fill="{remplissage}" stroke="{theme.PAPIER}" stroke-width="1"/>'
            )
        debut += largeur
    morceaux.append(
        f'<rect x="0" y="{haut:g}" width="100%" height="{BARRE * echelle:g}" fill="none" '
        f'stroke="{theme.MANQUANT_HACHURE}"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{hauteur:g}" role="img" '
        f'aria-label="{escape(alternative(progres, unite))}" font-family="{escape(theme.POLICE)}">'
        f"{''.join(morceaux)}</svg>{_legende(parts, taille * 0.93)}"
    )


def alternative(progres: Mapping[str, Any], unite: str) -> str:
    """La barre en une phrase, pour qui ne la voit pas."""
    parts = mesures(progres, unite)
    return dire_la_barre(parts, unite, [(part(parts, cle), nom) for cle, nom, _, _ in _PARTS if parts[cle]])


def _legende(parts: Mapping[str, float], taille: float) -> str:
    """Une mention par part, qui ne se coupe pas ; l'image la dit déjà à qui ne la voit pas."""
    dits = [
        f'<span style="white-space:nowrap;margin-right:0.9em"><span style="color:{_ENCRES[cle]}">{marque}</span> '
        f"{escape(f'{part_ecrite(part(parts, cle), en_mots=True)} {nom}')}</span>"
        for cle, nom, _, marque in _PARTS
        if parts[cle]
    ]
    return (
        f'<div aria-hidden="true" style="font-family:{escape(theme.POLICE)};font-size:{taille:g}px;line-height:1.45;'
        f'color:{theme.ENCRE_DOUCE}">{" ".join(dits)}</div>'
    )


def _entete(texte: str, taille: float) -> str:
    return (
        f'<text x="0" y="{taille:g}" font-size="{taille:g}" fill="{theme.ENCRE}" '
        f'font-weight="600">{escape(texte)}</text>'
    )
