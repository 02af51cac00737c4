"""Plusieurs chemins sur un même dessin : ce que nous émettons, et ce que chaque trajectoire demande."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import polars as pl

from core.figures import theme
from core.figures.textes import TAILLE_DOUCE, en_tete, sans_html
from core.figures.trajectoire.lecture import Lecture, serie, trajectoires
from core.figures.trajectoire.toile import tendre
from core.format_fr import arrondi_significatif, en_lettres, enumerer, majuscule, nombre, pourcent, tonnes, typographier

SNBC = {
    "emissions_snbc": "SNBC, secteur par secteur",
    "emissions_snbc_demographie": "SNBC par secteur, avec la population",
}
"""Les deux lectures nationales par secteur, et le nom que porte leur chemin."""

TRAITS = (
    {"color": theme.OBJECTIF, "width": 2.5, "dash": "dash"},
    {"color": theme.PLAFOND_DEPASSE, "width": 2.5, "dash": "longdash"},
    {"color": theme.ESPACE_SUR_CONTOUR, "width": 2.5, "dash": "dashdot"},
    {"color": theme.PLANCHER_DEFICIT, "width": 2.5, "dash": "longdashdot"},
    {"color": theme.ENCRE_DOUCE, "width": 2.5, "dash": "2px,6px"},
    {"color": theme.OBJECTIF, "width": 1.5, "dash": "10px,3px"},
)
"""Un trait par chemin : la couleur et le tireté changent ensemble, pour se lire aussi en gris."""

type_chemins = Mapping[str, Mapping[int, float]]


def chemins(indicateurs: pl.DataFrame, perimetre: str) -> dict[str, dict[int, float]]:
    """Les chemins d'un périmètre, en tCO2e : chaque trajectoire promise, puis les lectures nationales par secteur."""
    trouves = {
        nom: serie(indicateurs.filter(pl.col("poste") == f"{perimetre}/{nom}"), "emissions_objectif")
        for nom in trajectoires(indicateurs, perimetre)
    }
    totaux = indicateurs.filter(pl.col("poste") == perimetre)
    trouves |= {nom: serie(totaux, cle) for cle, nom in SNBC.items()}
    return {nom: chemin for nom, chemin in trouves.items() if chemin}


def dessiner(lecture: Lecture, choisis: type_chemins) -> go.Figure:
    """L'observé en plein, le scénario de nos actions en pointillé bleu, un trait par chemin ; la légende les nomme."""
    toile = tendre(lecture)
    en_tete(toile.figure, f"{toile.unite} par an")
    observees = toile.observees()
    lignes = [("observé", observees, {"color": theme.REALISE, "width": 3.5})]
    if lecture.chiffrees:
        lignes.append(
            (
                "avec nos actions chiffrées",
                toile.mise(lecture.scenario),
                {"color": theme.REALISE, "width": 2.5, "dash": "dot"},
            )
        )
    lignes += [
        (nom, toile.mise(chemin), TRAITS[rang % len(TRAITS)]) for rang, (nom, chemin) in enumerate(choisis.items())
    ]
    for nom, ligne, trait in lignes:
        toile.figure.add_trace(
            go.Scatter(
                x=list(ligne),
                y=list(ligne.values()),
                mode="lines",
                name=sans_html(nom),
                line=trait,
                showlegend=True,
                hovertemplate=[
                    typographier(f"{annee} : {tonnes(valeur * toile.echelle)}, {sans_html(nom)}<extra></extra>")
                    for annee, valeur in ligne.items()
                ],
            )
        )
    haut = max(
        [toile.haut, *(valeur / toile.echelle * 1.06 for chemin in choisis.values() for valeur in chemin.values())]
    )
    toile.figure.update_yaxes(range=[0, haut])
    toile.figure.update_layout(
        showlegend=True,
        margin={"l": 44, "r": 14, "t": 30, "b": 8},
        legend={
            "orientation": "h",
            "x": 0,
            "y": -0.09,
            "yanchor": "top",
            "itemclick": False,
            "itemdoubleclick": False,
            "font": {"size": TAILLE_DOUCE},
        },
    )
    return toile.figure


def comparables(choisis: type_chemins, omis: Sequence[str]) -> type_chemins:
    """Les chemins qui comptent autant de secteurs que l'observé : sans les nationaux, quand ils en omettent."""
    return {nom: chemin for nom, chemin in choisis.items() if not (omis and nom in SNBC.values())}


def message(lecture: Lecture, choisis: type_chemins, omis: Sequence[str] = ()) -> str:
    """« En 2030, quatre chemins vont de 139 000 à 165 000 tCO₂e ; nos actions mènent à 178 000 tCO₂e »."""
    choisis = comparables(choisis, omis)
    annee = annee_comparee(lecture, choisis)
    if annee is None:
        return "Aucun chemin choisi ne porte sur une année à venir"
    valeurs = sorted(chemin[annee] for chemin in choisis.values() if annee in chemin)
    scenario = lecture.scenario.get(annee)
    suite = f" ; nos actions mènent à {tonnes(scenario)}" if scenario is not None and lecture.chiffrees else ""
    if len(valeurs) == 1:
        return f"En {annee}, ce chemin demande {tonnes(valeurs[0])}{suite}"
    bas = nombre(arrondi_significatif(valeurs[0]))
    return f"En {annee}, {en_lettres(len(valeurs))} chemins vont de {bas} à {tonnes(valeurs[-1])}{suite}"


def annee_comparee(lecture: Lecture, choisis: type_chemins) -> int | None:
    """L'échéance de la trajectoire regardée, sinon la première année à venir que tous les chemins choisis portent."""
    if not choisis:
        return None
    communes = set.intersection(*(set(chemin) for chemin in choisis.values()))
    if lecture.echeance in communes:
        return lecture.echeance
    a_venir = [annee for annee in communes if annee > (lecture.depart or lecture.exercice)]
    dizaines = [annee for annee in a_venir if annee % 10 == 0]
    return min(dizaines or a_venir, default=None)


def rubriques(lecture: Lecture, choisis: type_chemins, omis: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Chaque chemin : ce qu'il demande à l'échéance comparée et à son terme, et ce qu'il manque avec nos actions.

    Un total national qui omet des secteurs observés ne se compare ni au niveau présent, ni à nos actions.
    """
    annee, niveau = annee_comparee(lecture, choisis), lecture.niveau
    comparees = comparables(choisis, omis)
    textes = []
    for nom, chemin in choisis.items():
        entier = nom in comparees
        morceaux = [
            _a(chemin, une, niveau if entier else None, lecture.depart)
            for une in dict.fromkeys((annee, max(chemin)))
            if une in chemin
        ]
        if not entier:
            morceaux.append(f"sans {enumerer([f'« {un} »' for un in omis])} : ne se compare pas au total observé")
        elif annee is not None and annee in chemin and annee in lecture.scenario:
            morceaux.append(_reste(lecture, lecture.scenario[annee] - chemin[annee]))
        textes.append((nom, " ; ".join(morceaux)))
    return textes


def _reste(lecture: Lecture, ecart: float) -> str:
    """Ce qui manque avec nos actions ; tant qu'aucune n'est chiffrée, ce qui manque sans elles."""
    if not lecture.chiffrees:
        return (
            f"sans action chiffrée, il manque {tonnes(ecart)}"
            if ecart > 0
            else f"le niveau de {lecture.depart} y suffit"
        )
    return f"avec nos actions, il manque {tonnes(ecart)}" if ecart > 0 else "nos actions y suffisent"


def _a(chemin: Mapping[int, float], annee: int | None, niveau: float | None, depart: int | None) -> str:
    valeur = chemin[annee or 0]
    depuis = f" ({pourcent(valeur / niveau - 1, signe=True)} depuis {depart})" if niveau else ""
    return f"{tonnes(valeur)} en {annee}{depuis}"


def tableau(lecture: Lecture, choisis: type_chemins) -> pl.DataFrame:
    """Une année par ligne, un chemin par colonne, en tCO2e ; une case vide est une donnée absente."""
    observees = {une.annee: une.valeur for une in lecture.observees if une.annee in lecture.completes}
    avec = {"Avec nos actions": lecture.scenario} if lecture.chiffrees else {}
    colonnes: dict[str, Mapping[int, float | None]] = {"Observé": observees, **avec, **choisis}
    annees = sorted({annee for ligne in colonnes.values() for annee in ligne})
    return pl.DataFrame(
        {"Année": [str(annee) for annee in annees]}
        | {f"{nom} (tCO₂e)": [ligne.get(annee) for annee in annees] for nom, ligne in colonnes.items()},
        schema={"Année": pl.String} | {f"{nom} (tCO₂e)": pl.Float64 for nom in colonnes},
    )


def alternative(phrase: str, textes: Sequence[tuple[str, str]]) -> str:
    """La phrase, puis chaque chemin."""
    return f"{phrase}. {majuscule(enumerer([f'{nom} : {texte}' for nom, texte in textes]))}."
