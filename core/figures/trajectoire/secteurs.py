"""Secteur par secteur : ce qui est observé, et ce que l'indice national demande la même année et en 2030."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from core.figures import theme
from core.figures.familles.cascade import bande_absente
from core.figures.textes import TAILLE_DOUCE, ecrire, en_tete, gras, sans_html
from core.format_fr import accorder, arrondi_significatif, en_lettres, enumerer, majuscule, nombre, tonnes, typographier

RANG, BARRE = 52, 34
LECTURES = {"emissions_snbc": "Sans la population", "emissions_snbc_demographie": "Avec la population"}
REPERE = 2030


@dataclass(frozen=True)
class Secteur:
    """Un secteur du plan climat : observé et demandé la même année, demandé en 2030 (tCO2e, nuls : absents) ; sa référence."""

    nom: str
    annee: int | None
    observe: float | None
    demande: float | None
    en_2030: float | None
    regle: str
    annee_reference: int | None
    demographie: bool
    note: str | None

    @property
    def ecart(self) -> float | None:
        """Ce qui dépasse l'indice national la dernière année observée, en tCO2e ; négatif : en avance."""
        if self.observe is None or self.demande is None:
            return None
        return self.observe - self.demande


def lire_secteurs(indicateurs: pl.DataFrame, cadre: pl.DataFrame, lecture: str) -> list[Secteur]:
    """Rapproche chaque secteur du cadre de son chemin, du plus émetteur au moins émetteur, les absents à la fin."""
    chemins = indicateurs.filter((pl.col("indicateur") == lecture) & pl.col("poste").str.starts_with("territoire/"))
    valeurs = {
        (poste.removeprefix("territoire/"), annee): valeur
        for poste, annee, valeur in chemins.select("poste", "exercice", "valeur").iter_rows()
    }
    lus = [
        Secteur(
            une["secteur"],
            une["annee_observee"],
            une["observe_tco2e"],
            valeurs.get((une["secteur"], une["annee_observee"])),
            valeurs.get((une["secteur"], REPERE)),
            une["regle"],
            une["annee_reference"],
            une["demographie"],
            une["note"],
        )
        for une in cadre.iter_rows(named=True)
    ]
    return sorted(lus, key=lambda secteur: (secteur.observe is None, -(secteur.observe or 0.0), secteur.nom))


def dessiner(secteurs: Sequence[Secteur]) -> go.Figure:
    """Une barre par secteur : l'observé ; un trait plein, le demandé la même année ; un trait tireté, celui de 2030."""
    figure = go.Figure()
    echelle, unite = _echelle(secteurs)
    for rang, secteur in enumerate(secteurs):
        haut = rang * RANG
        ecrire(figure, typographier(f"{gras(_court(secteur.nom))}  {sans_html(_dit(secteur))}"), haut + 12)
        if secteur.observe is None:
            bande_absente(figure, haut + BARRE, 8)
            continue
        permis = secteur.observe if secteur.demande is None else min(secteur.observe, secteur.demande)
        for bas, haute, couleur in ((0.0, permis, theme.REALISE), (permis, secteur.observe, theme.PLAFOND_DEPASSE)):
            figure.add_bar(
                x=[(haute - bas) / echelle],
                base=[bas / echelle],
                y=[haut + BARRE],
                width=14,
                orientation="h",
                marker={"color": couleur},
                hovertemplate=typographier(f"{sans_html(_dit(secteur))}<extra></extra>"),
            )
        for valeur, trait in ((secteur.demande, "solid"), (secteur.en_2030, "dot")):
            if valeur is not None:
                figure.add_shape(
                    type="line",
                    x0=valeur / echelle,
                    x1=valeur / echelle,
                    y0=haut + BARRE - 11,
                    y1=haut + BARRE + 11,
                    line={"color": theme.ENCRE, "width": 2.5, "dash": trait},
                )
    theme.habiller(figure, RANG * max(len(secteurs), 1) + 66)
    en_tete(figure, typographier(f"{unite} ; trait : demandé, pointillé : en {REPERE}"))
    figure.update_layout(margin={"l": 4, "r": 8, "t": 30, "b": 8}, barmode="overlay")
    figure.update_xaxes(
        rangemode="tozero",
        fixedrange=True,
        nticks=5,
        showgrid=False,
        ticks="outside",
        zeroline=True,
        tickfont={"size": TAILLE_DOUCE, "color": theme.ENCRE_DOUCE},
    )
    figure.update_yaxes(range=[RANG * max(len(secteurs), 1), 0], visible=False, fixedrange=True)
    return figure


def _echelle(secteurs: Sequence[Secteur]) -> tuple[float, str]:
    plus_grand = max((secteur.observe or 0.0 for secteur in secteurs), default=0.0)
    return (1000.0, "ktCO₂e") if plus_grand >= 10_000 else (1.0, "tCO₂e")


def _court(nom: str) -> str:
    """« Industrie hors énergie » : le nom du cadre, assez court pour un téléphone."""
    return majuscule(nom.replace("branche ", ""))


def _dit(secteur: Secteur) -> str:
    if secteur.observe is None:
        return "non renseigné" if secteur.regle == "absente" else "plusieurs noms lus, aucun choisi"
    if secteur.ecart is None:
        return f"{tonnes(secteur.observe)} en {secteur.annee}"
    ecart = nombre(arrondi_significatif(abs(secteur.ecart)))
    suite = "au niveau demandé" if ecart == "0" else f"{ecart} {'de trop' if secteur.ecart > 0 else 'd’avance'}"
    return f"{tonnes(secteur.observe)}, {suite}"


def message(secteurs: Sequence[Secteur]) -> str:
    """« En 2024, 5 secteurs sur 8 émettent plus que la trajectoire nationale ; le plus loin, « tertiaire », de 3 860 tCO₂e »."""
    renseignes = [secteur for secteur in secteurs if secteur.ecart is not None]
    if not renseignes:
        connus = sum(secteur.annee_reference is not None for secteur in secteurs)
        suite = "il en faut quatre pour transposer la trajectoire nationale"
        if not connus:
            return f"Aucun des huit secteurs n'est renseigné : {suite}"
        sujet = f"{majuscule(en_lettres(connus))} secteur{'s' if connus > 1 else ''} sur huit"
        return f"{sujet} {'sont renseignés' if connus > 1 else 'est renseigné'} : {suite}"
    au_dessus = [
        (secteur.ecart, secteur) for secteur in renseignes if secteur.ecart is not None and secteur.ecart >= 0.5
    ]
    annee = max(secteur.annee or 0 for secteur in renseignes)
    if not au_dessus:
        return f"En {annee}, aucun secteur renseigné n'émet plus que ne le demande la trajectoire nationale"
    pire, secteur = max(au_dessus, key=lambda couple: couple[0])
    sujet = accorder(len(au_dessus), "secteur", "secteurs")
    verbe = "émet" if len(au_dessus) == 1 else "émettent"
    return (
        f"En {annee}, {sujet} sur {len(renseignes)} {verbe} plus que la trajectoire nationale ; "
        f"le plus loin, « {secteur.nom} », de {tonnes(pire)}"
    )


def rubriques(secteurs: Sequence[Secteur], regles: Mapping[str, str], inconnus: Sequence[str]) -> list[tuple[str, str]]:
    """D'où vient chaque référence, en français ; ce que la population module ; ce qui reste hors du cadre."""
    connus = [secteur for secteur in secteurs if secteur.annee_reference is not None]
    textes = [
        (
            "Données suffisantes" if len(connus) >= 4 else "Données insuffisantes",
            f"{accorder(len(connus), 'secteur renseigné', 'secteurs renseignés')} sur {len(secteurs)} ; il en faut quatre",
        )
    ]
    for regle, phrase in regles.items():
        groupe = [secteur for secteur in secteurs if secteur.regle == regle]
        if groupe and regle != "observee":
            annees = sorted({str(secteur.annee_reference) for secteur in groupe if secteur.annee_reference})
            textes.append(
                (
                    majuscule(phrase),
                    enumerer([secteur.nom for secteur in groupe]) + (f" ({enumerer(annees)})" if annees else ""),
                )
            )
    references = [secteur for secteur in secteurs if secteur.regle == "observee"]
    if references:
        textes.append((f"Référence observée en {references[0].annee_reference}", accorder(len(references), "secteur")))
    modules = [secteur.nom for secteur in secteurs if secteur.demographie and secteur.annee_reference is not None]
    if modules:
        textes.append(
            ("La population module", f"{enumerer(modules)} ; le trafic non, faute de connaître sa part locale")
        )
    if inconnus:
        textes.append(("Secteurs lus hors du cadre", enumerer(list(inconnus))))
    return textes


def tableau(secteurs: Sequence[Secteur], regles: Mapping[str, str]) -> pl.DataFrame:
    """Un secteur par ligne, en tCO2e : observé, demandé, écart, demandé en 2030, et d'où vient sa référence."""
    lignes = [
        (
            secteur.nom,
            None if secteur.annee is None else str(secteur.annee),
            secteur.observe,
            secteur.demande,
            secteur.ecart,
            secteur.en_2030,
            None if secteur.annee_reference is None else str(secteur.annee_reference),
            regles[secteur.regle],
            secteur.note,
        )
        for secteur in secteurs
    ]
    schema = {
        "Secteur": pl.String,
        "Année": pl.String,
        "Observé (tCO₂e)": pl.Float64,
        "Demandé la même année (tCO₂e)": pl.Float64,
        "Écart (tCO₂e)": pl.Float64,
        f"Demandé en {REPERE} (tCO₂e)": pl.Float64,
        "Référence": pl.String,
        "Comment elle est connue": pl.String,
        "Note": pl.String,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")
