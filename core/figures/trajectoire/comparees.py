"""Les trois vues qui comparent des chemins : plusieurs trajectoires, secteur par secteur, et le coût de l'attente."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from core.figures.trajectoire import attente, chemins, secteurs
from core.figures.trajectoire.lecture import Lecture
from core.figures.trajectoire.phrases import sous_titre
from core.figures.vue import Vue
from core.tables.carbone import PERIMETRES


def vue_chemins(
    lecture: Lecture, indicateurs: pl.DataFrame, nom: str, choisis: chemins.type_chemins, omis: Sequence[str] = ()
) -> Vue:
    """L'observé, nos actions, et les chemins choisis, sur la même échelle ; `omis` : ce que le total national ne compte pas."""
    phrase = chemins.message(lecture, choisis, omis)
    postes = [f"{lecture.perimetre}/{cle}" for cle in choisis]
    nationaux = [cle for cle, libelle in chemins.SNBC.items() if libelle in choisis]
    montres = (pl.col("poste").is_in(postes) & (pl.col("indicateur") == "emissions_objectif")) | (
        (pl.col("poste") == lecture.perimetre)
        & pl.col("indicateur").is_in([*nationaux, "emissions", "emissions_scenario"])
    )
    return Vue(
        cle="carbone_chemins",
        message=phrase,
        sous_titre=sous_titre(nom, lecture, _libelle(lecture)),
        figure=chemins.dessiner(lecture, choisis),
        lire=f"Le trait plein est l'observé{', le pointillé bleu ce que donnent nos actions chiffrées' if lecture.chiffrees else ''}. "
        "Chaque autre trait est un chemin promis ou national. Deux chemins qui arrivent au même point n'émettent pas la même chose en route.",
        masque="Les chemins n'ont ni le même auteur, ni la même année de référence, ni le même périmètre de secteurs : ils se "
        "regardent ensemble, ils ne s'additionnent pas. Les données nationales non relues ne servent à aucun.",
        tableau=chemins.tableau(lecture, choisis),
        indicateurs=indicateurs.filter(montres),
        alt=chemins.alternative(phrase, chemins.rubriques(lecture, choisis, omis)),
    )


def vue_secteurs(indicateurs: pl.DataFrame, cadre: pl.DataFrame, nom: str, quoi: str, regles: Mapping[str, str]) -> Vue:
    """Les huit secteurs du plan climat face à l'indice national, sans ou avec la population."""
    lus = secteurs.lire_secteurs(indicateurs, cadre, quoi)
    phrase = secteurs.message(lus)
    montres = pl.col("indicateur").is_in([quoi, "secteurs_pcaet_renseignes"]) | (
        (pl.col("indicateur") == "emissions") & pl.col("poste").str.starts_with("territoire/")
    )
    annees = [secteur.annee for secteur in lus if secteur.annee is not None]
    return Vue(
        cle="carbone_secteurs",
        message=phrase,
        sous_titre=f"{nom} · périmètre territoire · indice de la SNBC-2 appliqué à l'année de référence, "
        f"{secteurs.LECTURES[quoi].lower()}",
        figure=secteurs.dessiner(lus),
        lire="La part prune dépasse ce que l'indice national demande la même année. La barre entière est l'observé ; le trait "
        "plein, l'indice de la SNBC-2 appliqué à notre année de référence ; le pointillé, le niveau qu'il demande en 2030.",
        masque="L'indice national suppose que le territoire baisse comme la France : il ne tient compte ni de son climat, ni de "
        "ses logements, ni de ses usines. Résidentiel, tertiaire, déchets et énergie suivent des points nationaux reliés "
        "en ligne droite, faute d'indice annuel national. Un secteur absent n'est pas un secteur à zéro.",
        tableau=secteurs.tableau(lus, regles),
        indicateurs=indicateurs.filter(montres & pl.col("exercice").is_in([*annees, secteurs.REPERE])),
        alt=f"{phrase}.",
    )


def vue_attente(lecture: Lecture, indicateurs: pl.DataFrame, nom: str) -> Vue:
    """Le même budget, parti maintenant, dans trois ans, dans cinq ans."""
    phrase = attente.message(lecture)
    montres = (pl.col("poste") == f"{lecture.perimetre}/{lecture.trajectoire}") & pl.col("indicateur").is_in(
        ["taux_requis_budget", "budget_restant", "budget_total", "budget_consomme"]
    )
    return Vue(
        cle="carbone_attente",
        message=phrase,
        sous_titre=sous_titre(nom, lecture, _libelle(lecture)),
        figure=attente.dessiner(lecture),
        lire="Chaque trait reste au niveau présent, puis descend tout droit ; tous laissent sous eux la même surface, le budget "
        "carbone restant. Plus on attend, plus la pente est forte.",
        masque="La baisse est supposée régulière, jusqu'à zéro ou jusqu'au terme de la trajectoire. Le calcul ne dit pas si une "
        "pente est possible : les travaux, les filières et les métiers ont leur rythme.",
        tableau=attente.tableau(lecture),
        indicateurs=indicateurs.filter(montres),
        alt=f"{phrase}.",
    )


def _libelle(lecture: Lecture) -> str:
    return PERIMETRES.get(lecture.perimetre, lecture.perimetre).split(" (")[0]
