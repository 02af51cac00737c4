"""Les petites figures de l'accueil : une par méthode, lisible d'un coup d'œil (SVG)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import polars as pl

from core.figures import theme
from core.figures.accueil import phrases
from core.methodes.donut.suffisance import compter
from core.modele import Nature
from core.resultat import lire
from core.tables.indicateurs import LENTILLES

LARGEUR, HAUTEUR = 480, 98
_HACHURE = (
    f'<pattern id="absente" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">'
    f'<rect width="6" height="6" fill="{theme.MANQUANT}"/>'
    f'<line x1="0" y1="0" x2="0" y2="6" stroke="{theme.MANQUANT_HACHURE}" stroke-width="2"/></pattern>'
)

type_rang = tuple[str, float | None, float | None]


def _svg(contenu: str, alternative: str) -> str:
    return (
        f'<svg viewBox="0 0 {LARGEUR} {HAUTEUR}" width="100%" role="img" font-size="15" fill="{theme.ENCRE}" '
        f'font-family="{theme.POLICE}" aria-label="{escape(alternative, quote=True)}">'
        f"<defs>{_HACHURE}</defs>{contenu}</svg>"
    )


def _texte(x: float, y: float, texte: str, *, doux: bool = False) -> str:
    couleur = f' fill="{theme.ENCRE_DOUCE}"' if doux else ""
    return f'<text x="{x:.0f}" y="{y:.0f}"{couleur}>{escape(texte, quote=False)}</text>'


def cases_donut(indicateurs: pl.DataFrame) -> str:
    """Une case par indicateur : besoins atteints ou non, plafonds tenus ou franchis, hachures pour l'absent."""
    comptes = compter(indicateurs, tuple(LENTILLES))
    manques = comptes["planchers_renseignes"] - comptes["planchers_atteints"]
    besoins = _cases(
        "Besoins", (comptes["planchers_suivis"], comptes["planchers_renseignes"], manques), 20, theme.PLANCHER_DEFICIT
    )
    franchis = comptes["plafonds_franchis"]
    plafonds = _cases(
        "Plafonds", (comptes["plafonds_suivis"], comptes["plafonds_renseignes"], franchis), 68, theme.PLAFOND_DEPASSE
    )
    return _svg(besoins + plafonds, phrases.alternative_cases(comptes))


def _cases(nom: str, comptes: tuple[int, int, int], haut: int, couleur: str) -> str:
    """Un rang de cases : hors des clous d'abord, puis tenus, puis absents ; `comptes` : suivis, renseignés, hors."""
    suivis, renseignes, hors = comptes
    pas = min(24.0, (LARGEUR - 96) / max(suivis, 1))
    dessin = [_texte(0, haut + 6, nom, doux=True)]
    for rang in range(suivis):
        if rang < hors:
            style = f'fill="{couleur}"'
        elif rang < renseignes:
            style = f'fill="{theme.ESPACE_SUR}" stroke="{theme.ESPACE_SUR_CONTOUR}" stroke-width="1.5"'
        else:
            style = 'fill="url(#absente)"'
        cote = pas - 5
        dessin.append(
            f'<rect x="{92 + rang * pas:.1f}" y="{haut - cote / 2:.1f}" width="{cote:.1f}" height="{cote:.1f}" '
            f'rx="2" {style}/>'
        )
    return "".join(dessin)


def barres_capitaux(indicateurs: pl.DataFrame, noms: Mapping[str, str]) -> str:
    """Un rang par capital : coût de préservation prévu en contour, dépense réalisée en plein ; quatre au plus."""
    prevus = _par_poste(indicateurs, "cout_preservation")
    realises = _par_poste(indicateurs, "preservation")
    postes = sorted(prevus, key=lambda poste: -(prevus[poste] or 0.0))[:4]
    return _barres([(noms.get(poste, poste), prevus[poste], realises.get(poste)) for poste in postes])


def barres_budget(indicateurs: pl.DataFrame) -> str:
    """Dépenses réelles de fonctionnement et d'investissement : prévu en contour, réalisé en plein."""
    masses = indicateurs.filter(pl.col("poste").is_null())
    rangs: list[type_rang] = []
    for section in ("fonctionnement", "investissement"):
        lignes = masses.filter(pl.col("indicateur") == f"depenses_reelles_{section}")
        valeurs = {nature: valeur for nature, valeur in lignes.select("nature", "valeur").iter_rows()}
        rangs.append((section.capitalize(), valeurs.get(Nature.PREVU), valeurs.get(Nature.REALISE)))
    return _barres(rangs)


def _par_poste(indicateurs: pl.DataFrame, nom: str) -> dict[str, float | None]:
    lignes = indicateurs.filter((pl.col("indicateur") == nom) & pl.col("poste").is_not_null())
    return {poste: valeur for poste, valeur in lignes.select("poste", "valeur").iter_rows()}


def _barres(rangs: Sequence[type_rang]) -> str:
    maximum = max((valeur for _, *deux in rangs for valeur in deux if valeur is not None), default=0.0) or 1.0
    pas = HAUTEUR / max(len(rangs), 2)
    epaisseur = min(18.0, pas - 8)
    dessin, gauche, long = [], 150.0, LARGEUR - 156.0
    for rang, (nom, prevu, realise) in enumerate(rangs):
        y = pas * (rang + 0.5)
        dessin.append(_texte(0, y + 5, nom if len(nom) <= 20 else f"{nom[:19]}…", doux=True))
        if realise is None:
            dessin.append(
                _rect(
                    gauche,
                    y - epaisseur / 2 + 3,
                    long * (prevu or 0.0) / maximum,
                    epaisseur - 6,
                    'fill="url(#absente)"',
                )
            )
        else:
            dessin.append(
                _rect(gauche, y - epaisseur / 2 + 3, long * realise / maximum, epaisseur - 6, f'fill="{theme.REALISE}"')
            )
        if prevu is not None:
            dessin.append(
                _rect(
                    gauche,
                    y - epaisseur / 2,
                    long * prevu / maximum,
                    epaisseur,
                    f'fill="none" stroke="{theme.REALISE}" stroke-width="1.5"',
                )
            )
    dessin.append(f'<line x1="{gauche}" y1="2" x2="{gauche}" y2="{HAUTEUR - 2}" stroke="{theme.ENCRE_DOUCE}"/>')
    return _svg("".join(dessin), phrases.alternative_barres([nom for nom, *_ in rangs]))


def _rect(x: float, y: float, largeur: float, hauteur: float, style: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(largeur, 0):.1f}" height="{hauteur:.1f}" {style}/>'


def courbe_carbone(indicateurs: pl.DataFrame) -> str:
    """Les émissions observées en trait plein, l'objectif en tireté ; l'échelle part de zéro."""
    perimetre = _perimetre(indicateurs)
    observees = _serie(indicateurs, "emissions", Nature.REALISE, perimetre)
    objectif = _serie(indicateurs, "emissions_objectif", Nature.OBJECTIF, perimetre)
    points = observees + objectif
    if not points:
        return _svg(_texte(0, 60, "donnée absente", doux=True), phrases.SANS_EMISSION)
    debut, fin = min(annee for annee, _ in points), max(annee for annee, _ in points)
    maximum = max(valeur for _, valeur in points) or 1.0

    def place(annee: int, valeur: float) -> str:
        x = 4 + (LARGEUR - 8) * (annee - debut) / max(fin - debut, 1)
        return f"{x:.1f},{76 - 70 * max(valeur, 0.0) / maximum:.1f}"

    bas = f'<line x1="0" y1="77" x2="{LARGEUR}" y2="77" stroke="{theme.FILET}"/>'
    trait = " ".join(place(*point) for point in observees)
    tirete = " ".join(place(*point) for point in objectif)
    dessin = (
        bas
        + f'<polyline points="{tirete}" fill="none" stroke="{theme.OBJECTIF}" stroke-width="2" stroke-dasharray="6 5"/>'
        + f'<polyline points="{trait}" fill="none" stroke="{theme.REALISE}" stroke-width="3"/>'
        + "".join(_point(place(*point)) for point in observees[-1:])
        + _texte(0, 95, str(debut), doux=True)
        + _texte(LARGEUR - 34, 95, str(fin), doux=True)
    )
    return _svg(dessin, phrases.alternative_courbe(debut, fin))


def _point(place: str) -> str:
    x, y = place.split(",")
    return f'<circle cx="{x}" cy="{y}" r="5" fill="{theme.REALISE}"/>'


def _perimetre(indicateurs: pl.DataFrame) -> str:
    observes = set(lire(indicateurs, "emissions", poste=None)["perimetre"])
    return "territoire" if "territoire" in observes else "organisation"


def _serie(indicateurs: pl.DataFrame, nom: str, nature: Nature, perimetre: str) -> list[tuple[int, float]]:
    """Les valeurs connues d'un périmètre ; de plusieurs objectifs, le premier par ordre de nom."""
    lignes = lire(indicateurs, nom, nature=str(nature), perimetre=perimetre).filter(
        pl.col("valeur").is_not_null() & (pl.col("poste").is_null() | (nature == Nature.OBJECTIF))
    )
    if lignes.is_empty():
        return []
    premier = lignes.sort("poste")["poste"][0]
    return list(lire(lignes, nom, poste=premier).sort("exercice").select("exercice", "valeur").iter_rows())
