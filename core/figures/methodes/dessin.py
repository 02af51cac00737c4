"""Les deux dessins du cheminement : en colonnes, et la méthode choisie avec ses voisines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from core.figures.methodes.phrases import VENUE
from core.figures.methodes.places import BORD, HAUTEUR, LARGEUR, PAS_COLONNE, Lien, Plan
from core.figures.theme import ENCRE, ENCRE_DOUCE, ESPACE_SUR, ESPACE_SUR_CONTOUR, FILET, FOND_DOUX, POLICE, REFERENCE
from core.modele import Fiche, Maturite

ETAPES = {Maturite.ACCULTURATION: "S’acculturer", Maturite.PILOTAGE: "Piloter", Maturite.COMPTABILITE: "Compter"}
STYLE = (
    ".dessin svg.etroit { display: none; }"
    "@media (max-width: 700px) { .dessin svg.large { display: none; } .dessin svg.etroit { display: block; } }"
)
_ETROIT, _ECART = 340, 12
_DEFS = "".join(
    f'<marker id="{nom}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="{taille}" markerHeight="{taille}" '
    f'markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="{couleur}"/></marker>'
    for nom, taille, couleur in (("douce", 9, REFERENCE), ("vive", 12, ENCRE))
)

type_point = tuple[float, float]
type_etat = tuple[str, frozenset[str]]
"""La méthode choisie, et celles qui se calculent."""


def colonnes(fiches: Sequence[Fiche], chemins: Sequence[Lien], plan: Plan, etat: type_etat, nom: str) -> str:
    """Une colonne par maturité ; les chemins de la méthode choisie, en encre, passent au-dessus des autres."""
    courante, calculables = etat
    titres = "".join(
        _texte(BORD + rang * PAS_COLONNE, 20, ETAPES[etape], 14, doux=True)
        + f'<line x1="{BORD + rang * PAS_COLONNE}" y1="32" x2="{BORD + rang * PAS_COLONNE + LARGEUR}" y2="32" '
        f'stroke="{FILET}"/>'
        for rang, etape in enumerate(plan.etapes)
    )
    ports = _ports(chemins, plan)
    ordre = sorted(chemins, key=lambda lien: courante in (lien.depart, lien.arrivee))
    traits = "".join(_trait(lien, plan, ports, courante in (lien.depart, lien.arrivee)) for lien in ordre)
    boites = "".join(
        _boite(fiche, plan.places[fiche.cle], LARGEUR, (fiche.cle == courante, fiche.cle in calculables))
        for fiche in fiches
    )
    return _svg("large", plan.largeur, plan.hauteur, nom, titres + traits + boites)


def voisinage(
    fiches: Sequence[Fiche], chemins: Sequence[Lien], courante: str, calculables: frozenset[str], nom: str
) -> str:
    """Pour un écran étroit, de haut en bas : ce qui mène à la méthode choisie, elle, et où elle mène."""
    avant = {lien.depart for lien in chemins if lien.arrivee == courante and not lien.retour}
    apres = {lien.arrivee for lien in chemins if lien.depart == courante}
    apres |= {lien.depart for lien in chemins if lien.arrivee == courante and lien.retour}
    groupes = [(VENUE, avant), ("Méthode choisie", {courante}), ("Elle mène à", apres)]
    dessin, y = [], 0.0
    for titre, cles in groupes:
        if not cles:
            continue
        dessin.append(_texte(2, y + 16, titre, 15, doux=True))
        y += 26
        for fiche in (une for une in fiches if une.cle in cles):
            dessin.append(_boite(fiche, (2, y), _ETROIT - 4, (fiche.cle == courante, fiche.cle in calculables)))
            y += HAUTEUR + _ECART
    return _svg("etroit", _ETROIT, y, nom, "".join(dessin))


def _svg(classe: str, largeur: float, hauteur: float, nom: str, contenu: str) -> str:
    return (
        f'<svg class="{classe}" viewBox="0 0 {largeur:.0f} {hauteur:.0f}" width="100%" '
        f'style="max-width:{largeur:.0f}px" role="img" aria-label="{nom}" '
        f'font-family="{POLICE}"><defs>{_DEFS}</defs>{contenu}</svg>'
    )


def _texte(x: float, y: float, texte: str, taille: int, *, doux: bool = False) -> str:
    trait = f'fill="{ENCRE_DOUCE}"' if doux else f'fill="{ENCRE}" font-weight="600"'
    return f'<text x="{x:.0f}" y="{y:.0f}" font-size="{taille}" {trait}>{escape(texte, quote=False)}</text>'


def _boite(fiche: Fiche, place: type_point, largeur: float, etat: tuple[bool, bool]) -> str:
    (x, y), (courante, prete) = place, etat
    tirete = "" if prete else ' stroke-dasharray="5 4"'
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{largeur}" height="{HAUTEUR}" rx="6" '
        f'fill="{ESPACE_SUR if prete else FOND_DOUX}" stroke="{ENCRE if courante else ESPACE_SUR_CONTOUR}" '
        f'stroke-width="{2.5 if courante else 1}"{tirete}/>'
        + _texte(x + 12, y + 22, fiche.titre, 15)
        + _texte(x + 12, y + 41, "se calcule ici" if prete else "données à apporter", 13, doux=True)
    )


def _ports(chemins: Sequence[Lien], plan: Plan) -> dict[tuple[Lien, str], float]:
    """La hauteur où chaque trait touche chacune de ses deux boîtes : répartis sur son flanc, dans l'ordre des
    arrivées."""
    flancs: defaultdict[tuple[str, bool], list[tuple[float, int]]] = defaultdict(list)
    for rang, lien in enumerate(chemins):
        for ici, autre in ((lien.depart, lien.arrivee), (lien.arrivee, lien.depart)):
            flancs[ici, _a_droite(plan, ici, autre)].append((plan.places[autre][1], rang))
    hauteurs = {}
    for (ici, _), venus in flancs.items():
        for place, (_, rang) in enumerate(sorted(venus), start=1):
            hauteurs[chemins[rang], ici] = plan.places[ici][1] + HAUTEUR * place / (len(venus) + 1)
    return hauteurs


def _a_droite(plan: Plan, ici: str, autre: str) -> bool:
    """Le flanc d'où part le trait : vers l'autre colonne ; dans la même, vers le bord du dessin."""
    rang, arrivee = plan.colonne(ici), plan.colonne(autre)
    return arrivee > rang if arrivee != rang else rang > 0


def _trait(lien: Lien, plan: Plan, ports: dict[tuple[Lien, str], float], appuye: bool) -> str:
    bouts, sens = [], []
    for ici, autre in ((lien.depart, lien.arrivee), (lien.arrivee, lien.depart)):
        droite = _a_droite(plan, ici, autre)
        sens.append(1 if droite else -1)
        bouts.append((plan.places[ici][0] + (LARGEUR + 4 if droite else -4), ports[lien, ici]))
    (x1, y1), (x2, y2) = bouts
    souple = abs(x2 - x1) / 2 if abs(x2 - x1) > 20 else min(BORD + 8.0, 22 + abs(y2 - y1) / 5)
    pointe, couleur, epais = ("vive", ENCRE, 2) if appuye else ("douce", REFERENCE, 1.2)
    retour = f' marker-start="url(#{pointe})"' if lien.retour else ""
    return (
        f'<path d="M{x1:.0f} {y1:.1f}C{x1 + sens[0] * souple:.0f} {y1:.1f} {x2 + sens[1] * souple:.0f} {y2:.1f} '
        f'{x2:.0f} {y2:.1f}" fill="none" stroke="{couleur}" stroke-width="{epais}" '
        f'marker-end="url(#{pointe})"{retour}/>'
    )
