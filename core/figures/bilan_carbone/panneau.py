"""Ce que dit le panneau du bilan carbone : l'ensemble, le seuil des 80 %, ce qui manque, et la qualité d'un flux."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from core.figures.bilan_carbone import phrases_panneau as phrases
from core.figures.bilan_carbone.lecture import Lecture, Mesure
from core.figures.bilan_carbone.nombres import UNITE, environ
from core.figures.bilan_carbone.phrases import versions_appliquees
from core.figures.bilan_carbone.phrases_vues import note_sur_5
from core.format_fr import nombre
from core.methodes import bilan_carbone
from core.modele import Nature

EQUIVALENTS = 2
"""Équivalents montrés : assez pour se représenter, trop peu pour s'y perdre."""


def ensemble(
    lecture: Lecture,
    couverture: pl.DataFrame | None,
    equivalents: pl.DataFrame | None,
    part_indirectes: float | None,
    seuil: float,
) -> list[tuple[str, str]]:
    """Les rubriques du bilan entier, titre et texte ; une rubrique sans rien à dire n'est pas montrée.

    `seuil` : la part des émissions indirectes que des flux doivent dépasser pour que le bilan soit réglementaire.
    """
    trouvees = [
        (phrases.AU_TOTAL, phrases.total(lecture)),
        (phrases.EQUIVALENTS, _representer(equivalents)),
        (phrases.DIRECT_ET_INDIRECT, _directes(lecture)),
        (
            phrases.question_du_seuil(seuil),
            _seuil(couverture, part_indirectes, seuil) if lecture.etat == Nature.REALISE else "",
        ),
        (phrases.BIOGENIQUE, phrases.biogenique(lecture.biogenique)),
        (phrases.ABSENTS, phrases.absents(lecture.absents)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def _representer(equivalents: pl.DataFrame | None) -> str:
    if equivalents is None:
        return ""
    return phrases.equivalents(equivalents.select("nombre", "libelle").head(EQUIVALENTS).rows())


def _directes(lecture: Lecture) -> str:
    directes = next((un for un in lecture.categories if un.nom.startswith("1 ")), None)
    return phrases.directes(None if directes is None else lecture.part(directes))


def _seuil(couverture: pl.DataFrame | None, part: float | None, seuil: float) -> str:
    """La part documentée des émissions indirectes, et par quels postes commencer s'il en manque."""
    if couverture is None or part is None:
        return phrases.SEUIL_INVERIFIABLE
    if part > seuil:
        return phrases.seuil_tenu(part)
    a_faire = couverture.filter(pl.col("significatif") & pl.col("flash_tco2e").is_not_null()).sort(
        "flash_tco2e", "poste", descending=[True, False]
    )
    return phrases.seuil_manque(part, a_faire.select("poste", "part").head(phrases.NOMMES).rows())


def entieres(immobilisations: pl.DataFrame) -> list[tuple[str, str]]:
    """Les immobilisations sans durée d'amortissement, s'il y en a : comptées entières, elles gonflent l'année."""
    comptees = immobilisations.filter(pl.col("emissions_tco2e") > 0)
    if comptees.is_empty():
        return []
    noms = comptees["flux"].unique().sort().to_list()
    return [(phrases.IMMOBILISATIONS, phrases.immobilisations_entieres(noms, bilan_carbone.tonnes(comptees)))]


def facteurs(versions: Mapping[str, int]) -> list[tuple[str, str]]:
    """Les versions de facteurs que compte ce bilan ; rien si aucun flux n'est compté."""
    return [(phrases.VERSIONS, versions_appliquees(versions))] if versions else []


def manquants(detail: pl.DataFrame) -> pl.DataFrame:
    """Les flux non comptés : lequel, et pourquoi ; triés par activité."""
    return (
        detail.filter(pl.col("sort") != "comptee")
        .unique("flux_id")
        .sort("activite", "flux")
        .select(pl.format("{} ({})", "flux", "activite").alias("À compléter"), pl.col("motif").alias("Pourquoi"))
    )


def fiche_mesure(lecture: Lecture, mesure: Mesure, devine: float | None) -> list[tuple[str, str]]:
    """La carte d'un poste, d'une activité ou d'un service : combien, à quel point on le sait, ce que disent les
    comptes."""
    if mesure.valeur is None:
        return [("Émissions", phrases.non_renseigne(devine))]
    rubriques = [("Émissions", phrases.emissions(mesure, lecture.part(mesure)))]
    if mesure.bornes is None:
        rubriques.append(("Intervalle", phrases.sans_intervalle(lecture)))
    if mesure.note is not None:
        rubriques.append((phrases.QUALITE, note_sur_5(nombre(mesure.note))))
    if devine:
        rubriques.append((phrases.RESTE_DES_COMPTES, phrases.reste_des_comptes(devine)))
    return rubriques


def flux_d_une_fiche(detail: pl.DataFrame) -> pl.DataFrame:
    """Les flux d'une fiche, du plus grand au plus petit : ce qu'ils font et leur note."""
    comptees = detail.filter((pl.col("sort") == "comptee") & ~pl.col("biogenique")).sort(
        "emissions_tco2e", "flux", "activite", descending=[True, False, False]
    )
    return comptees.select(
        pl.format("{} · {}", "flux", "activite").alias("Flux"),
        pl.Series(UNITE, [environ(_de(ligne), "t") for ligne in comptees.iter_rows(named=True)], dtype=pl.String),
        pl.format("{}/5", "note").alias("Note"),
    )


def _de(trois: Mapping[str, Any]) -> Mesure:
    basse, haute = trois["borne_basse"], trois["borne_haute"]
    return Mesure("", trois["emissions_tco2e"], None if basse is None or haute is None else (basse, haute))
