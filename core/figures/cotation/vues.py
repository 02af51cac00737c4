"""L'avancement d'une cotation : une barre en euros, une en lignes ; dit, repris, disputé, et ce qu'il reste (SVG et
légende)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from core.figures import theme
from core.format_fr import accorder, euros_court, nombre, pourcent_prudent

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


def mesures(progres: Mapping[str, Any], unite: str) -> dict[str, float]:
    """Les quatre parts de l'avancement, en euros (`unite` = « euros ») ou en lignes ; leur somme est le total."""
    noms = {
        "euros": ("montant_eur", "affecte_eur", "repris_eur", "desaccord_eur"),
        "lignes": ("lignes", "lignes_affectees", "lignes_reprises", "lignes_en_desaccord"),
    }[unite]
    total, affecte, repris, disputees = (float(progres[nom] or 0) for nom in noms)
    return {
        "dites": affecte - repris,
        "reprises": repris,
        "disputees": disputees,
        "reste": max(total - affecte - disputees, 0.0),
    }


def barre(progres: Mapping[str, Any], unite: str, *, echelle: float = 1.0) -> str:
    """La barre d'avancement, large comme son conteneur, sous son titre ; sa légende passe à la ligne quand la place
    manque."""
    parts = mesures(progres, unite)
    total = sum(parts.values())
    taille, haut = 14 * echelle, INTERLIGNE * echelle
    hauteur = haut + BARRE * echelle
    morceaux = [f"<defs>{_MOTIFS}</defs>", _entete(_titre(parts, unite), taille)]
    debut = 0.0
    for cle, _, remplissage, _ in _PARTS:
        largeur = 100 * parts[cle] / total if total else 0.0
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
    dits = ", ".join(f"{pourcent_prudent(_part(parts, cle))} {nom}" for cle, nom, _, _ in _PARTS if parts[cle])
    return f"{_titre(parts, unite)} : {dits}" if dits else "Aucune dépense à coter"


def _titre(parts: Mapping[str, float], unite: str) -> str:
    faites, total = parts["dites"] + parts["reprises"], sum(parts.values())
    if unite == "euros":
        return f"{euros_court(faites)} cotés sur {euros_court(total)}"
    return f"{accorder(round(faites), 'ligne cotée', 'lignes cotées')} sur {nombre(total)}"


def _part(parts: Mapping[str, float], cle: str) -> float:
    total = sum(parts.values())
    return parts[cle] / total if total else 0.0


def _legende(parts: Mapping[str, float], taille: float) -> str:
    """Une mention par part, qui ne se coupe pas ; l'image la dit déjà à qui ne la voit pas."""
    dits = [
        f'<span style="white-space:nowrap;margin-right:0.9em"><span style="color:{_ENCRES[cle]}">{marque}</span> '
        f"{escape(f'{pourcent_prudent(_part(parts, cle))} {nom}')}</span>"
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
