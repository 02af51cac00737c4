"""Les étiquettes directes de la trajectoire : chaque courbe porte son nom, l'écart porte son chiffre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

from core.figures import theme
from core.figures.familles.etiquettes import Cadre, Place, poser
from core.figures.textes import TAILLE, TAILLE_DOUCE, gras, sans_html
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases_figures import OBJECTIF, OBSERVE, actions_chiffrees, etiquette_manque
from core.figures.trajectoire.toile import Toile
from core.format_fr import arrondi_significatif

COULEURS = {
    "observe": theme.REALISE,
    "objectif": theme.OBJECTIF,
    "scenario": theme.ESPACE_SUR_CONTOUR,
    "ecart": theme.PLAFOND_DEPASSE,
    "consomme": theme.REALISE,
    "reste": theme.ESPACE_SUR_CONTOUR,
    "epuise": theme.PLAFOND_DEPASSE,
}
EN_GRAS = {"observe", "ecart", "consomme", "reste", "epuise"}


type_textes = dict[str, tuple[str, list[Place]]]


def etiqueter(toile: Toile) -> None:
    """Écrit les étiquettes là où elles ne se gênent pas ; l'écart d'abord, il a droit à la meilleure place."""
    lignes = [toile.observees(), toile.mise(toile.lecture.objectif), toile.mise(toile.lecture.scenario)]
    disposer(toile, _ecart(toile) | _courbes(toile), lignes)


def disposer(toile: Toile, textes: type_textes, lignes: Sequence[Mapping[int, float]]) -> None:
    """Pose des étiquettes dont chacune a ses places possibles, sans couper les lignes données."""
    cadre = Cadre(toile.debut - 0.4, toile.fin + 0.4, toile.haut, toile.hauteur)
    for cle, place in poser(textes, lignes, cadre).items():
        texte = textes[cle][0]
        alignement = {"left": "left", "right": "right", "center": "center"}[place.ancrage]
        toile.figure.add_annotation(
            x=place.x,
            y=place.y,
            yshift=place.decalage,
            xanchor=place.ancrage,
            yanchor="middle",
            showarrow=False,
            text=(gras(texte) if cle in EN_GRAS else sans_html(texte)).replace("\n", "<br>"),
            align=alignement,
            font={"size": TAILLE_DOUCE if cle in {"consomme", "reste"} else TAILLE, "color": COULEURS[cle]},
        )


def _ecart(toile: Toile) -> type_textes:
    """L'écart, écrit dans sa surface si elle est assez épaisse, sinon au-dessus du niveau présent."""
    echeance = toile.lecture.echeance
    ecart = None if echeance is None else toile.lecture.ecart(echeance)
    if ecart is None or ecart <= 0 or toile.lecture.niveau is None:
        return {}
    objectif, scenario = toile.mise(toile.lecture.objectif), toile.mise(toile.lecture.scenario)
    decimales = 1 if toile.echelle > 1 and ecart / toile.echelle < 10 else 0
    communes = [annee for annee in sorted(scenario, reverse=True) if annee in objectif]
    dedans = [
        Place(annee, objectif[annee] + part * (scenario[annee] - objectif[annee]), "right")
        for part in (0.5, 0.65, 0.8, 0.35)
        for annee in communes
    ]
    dehors = [Place(annee, toile.lecture.niveau / toile.echelle, "right", 34.0) for annee in communes]
    texte = etiquette_manque(arrondi_significatif(ecart / toile.echelle), toile.unite, decimales, echeance)
    return {"ecart": (texte, dedans + dehors)}


def _courbes(toile: Toile) -> type_textes:
    lecture, observees = toile.lecture, toile.observees()
    textes: type_textes = {}
    if observees:
        textes["observe"] = (
            OBSERVE,
            [Place(annee, valeur, "left", pas) for pas in (22.0, -22.0, 34.0) for annee, valeur in observees.items()],
        )
    if lecture.objectif:
        textes["objectif"] = (nom_de(lecture), le_long(toile.mise(lecture.objectif), lecture.depart))
    if lecture.scenario and lecture.chiffrees:
        scenario = toile.mise(lecture.scenario)
        dessus = [
            Place(annee, (lecture.niveau or 0.0) / toile.echelle, "right", 13.0) for annee in sorted(scenario)[::-1]
        ]
        textes["scenario"] = (
            actions_chiffrees(lecture.chiffrees),
            [Place(annee, scenario[annee], "right", -14.0) for annee in sorted(scenario)[::-1]] + dessus,
        )
    return textes


def nom_de(lecture: Lecture, lettres: int = 18) -> str:
    """Le nom de la trajectoire, sur plusieurs lignes s'il est long."""
    return "\n".join(wrap(lecture.trajectoire or OBJECTIF, lettres))


def le_long(serie: Mapping[int, float], depart: int | None) -> list[Place]:
    """Sous la ligne, puis au-dessus, de la droite vers la gauche."""
    annees = [annee for annee in sorted(serie, reverse=True) if depart is None or annee > depart] or list(serie)
    pas = ((-14.0, "right"), (14.0, "left"), (14.0, "right"), (-28.0, "right"), (28.0, "left"), (28.0, "right"))
    return [Place(annee, serie[annee], ancrage, decalage) for decalage, ancrage in pas for annee in annees]
