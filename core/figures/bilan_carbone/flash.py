"""Le bilan flash : ce que les comptes laissent deviner, poste par poste, là où aucun flux n'est encore compté."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from core.figures.bilan_carbone.barres import Groupe, barres
from core.figures.bilan_carbone.lecture import Lecture, Mesure, Regard, classer
from core.figures.bilan_carbone.nombres import environ, ordre
from core.figures.bilan_carbone.phrases_flash import (
    COMPTE,
    COMPTES_SANS_FLUX,
    DEJA_COMPTE,
    DEVINE,
    HORS_CHAMP,
    INCOMPLETS,
    LIRE_FLASH,
    MASQUE_FLASH,
    REMPLACE,
    SANS_RATIO,
    SORTS,
    alternative_flash,
    compte_par_les_flux,
    comptes_et_euros,
    devine_des_comptes,
    flux_incomplets,
    message_flash,
    sous_titre_flash,
)
from core.figures.bilan_carbone.repartition import groupe_absent, reunir
from core.figures.vue import Vue
from core.methodes import bilan_carbone
from core.modele import Nature

AUCUN_COMPTE = (0, None)
"""Un sort qu'aucun compte n'a : combien, et leurs euros."""
DESSINES = (
    "emissions",
    "emissions_flash",
    "emissions_completees",
    "montant_compte",
    "ratio_compte",
    "emissions_compte",
)
"""Les indicateurs que dessine le bilan flash, ou que sa table donne."""


def vue_flash(  # noqa: PLR0913, PLR0917
    flash: pl.DataFrame,
    lecture: Lecture | None,
    indicateurs: pl.DataFrame,
    exercice: int,
    regard: Regard,
    surplus: float = 0.0,
) -> Vue:
    """Les postes comptés par leurs flux en plein, ceux que seuls les comptes disent en contour piqué.

    `flash` : une ligne par compte, `sort` et `emissions_tco2e` ; `lecture` : le bilan par les flux, nul s'il n'y en a
    aucun ; `indicateurs` : ceux du bilan et ceux de chaque compte ; `surplus` : ce que les comptes diraient de plus que
    les flux de leurs postes, montré et jamais ajouté.
    """
    devines, connus = estimes(flash), () if lecture is None else lecture.renseignes
    devine, compte = bilan_carbone.devine(flash), None if lecture is None else lecture.total.valeur
    message = message_flash(exercice, devine, compte, bilan_carbone.complete(compte, flash) or 0.0, surplus)
    _, sans_ratio = bilan_carbone.par_sort(flash).get("sans_ratio", AUCUN_COMPTE)
    return Vue(
        cle="bilan_flash",
        message=message,
        sous_titre=sous_titre_flash(regard.nom, exercice, sans_ratio),
        figure=barres(
            _groupes(devines, connus, lecture, regard.maximum),
            lambda _: None,
            selection=regard.selection,
            deux_tons=False,
        ),
        lire=LIRE_FLASH,
        masque=MASQUE_FLASH,
        tableau=tableau_flash(flash, connus),
        indicateurs=indicateurs.filter(
            pl.col("indicateur").is_in(DESSINES) & (pl.col("nature") == Nature.REALISE) & pl.col("valeur").is_not_null()
        ),
        alt=alternative_flash(message, devines),
    )


def _groupes(
    devines: tuple[Mesure, ...], connus: tuple[Mesure, ...], lecture: Lecture | None, maximum: int | None
) -> list[Groupe]:
    """Ce que les flux comptent, ce que les comptes devinent, puis les postes dont rien ne dit rien ; résumés en
    projection."""
    groupes = [Groupe(DEJA_COMPTE, connus), Groupe(COMPTES_SANS_FLUX, devines, "comptes")]
    retenus = [groupe for groupe in groupes if groupe.mesures]
    if maximum is not None:
        place = max(1, maximum // max(1, len(retenus)))
        return [Groupe(groupe.titre, reunir(tuple(groupe.mesures), place), groupe.sorte) for groupe in retenus]
    noms = {un.nom for un in devines}
    absents = () if lecture is None else tuple(poste for poste in lecture.absents if poste.nom not in noms)
    return [*retenus, *groupe_absent(absents)]


def estimes(flash: pl.DataFrame) -> tuple[Mesure, ...]:
    """Les postes que seuls les comptes disent, du plus grand au plus petit ; sans intervalle : un ordre de grandeur."""
    return classer(tuple(Mesure(poste, tonnes) for poste, tonnes in bilan_carbone.estimes(flash).items()))


def surplus_des_comptes(couverture: pl.DataFrame) -> tuple[Mesure, ...]:
    """Les postes documentés dont les comptes non cités diraient plus que les flux, du plus grand écart au plus
    petit."""
    return classer(tuple(Mesure(poste, tonnes) for poste, tonnes in bilan_carbone.surplus(couverture).items()))


def rubriques_flash(
    flash: pl.DataFrame, lecture: Lecture | None, surplus: Sequence[Mesure] = ()
) -> list[tuple[str, str]]:
    """Ce que les flux ont déjà remplacé, ce qui reste deviné, ce que les flux oublient peut-être, ce que rien
    n'estime."""
    par_sort = bilan_carbone.par_sort(flash)
    converti, remplace, sans_ratio, hors_champ = (par_sort.get(sort, AUCUN_COMPTE) for sort in SORTS)
    trouvees = [
        (COMPTE, compte_par_les_flux(None if lecture is None else lecture.total)),
        (DEVINE, devine_des_comptes(bilan_carbone.devine(flash), *converti)),
        (REMPLACE, comptes_et_euros(*remplace)),
        (INCOMPLETS, flux_incomplets(surplus)),
        (SANS_RATIO, comptes_et_euros(*sans_ratio)),
        (HORS_CHAMP, comptes_et_euros(*hors_champ)),
    ]
    return [(titre, texte) for titre, texte in trouvees if texte]


def tableau_flash(flash: pl.DataFrame, connus: Sequence[Mesure]) -> pl.DataFrame:
    """Compte par compte : le montant, le ratio, ce qu'il donne, et ce qui le remplace déjà."""
    mesures = {un.nom: environ(un) for un in connus}
    lignes = flash.filter(pl.col("sort") != "hors_champ").sort(
        "montant_eur", "nature", descending=[True, False], nulls_last=True
    )
    return pl.DataFrame(
        [
            (
                ligne["nature"],
                ligne["libelle"] or "",
                ligne["montant_eur"],
                ligne["libelle_ratio"] or "aucun",
                ligne["valeur_facteur"],
                ligne["version"] or "",
                ligne["poste"] or "",
                ordre(ligne["emissions_tco2e"]) if ligne["sort"] == "comptee" else "",
                SORTS.get(ligne["sort"], ligne["sort"]),
                mesures.get(ligne["poste"] or "", ""),
            )
            for ligne in lignes.iter_rows(named=True)
        ],
        schema={
            "Compte": pl.String,
            "Libellé": pl.String,
            "Montant (€)": pl.Float64,
            "Ratio": pl.String,
            "kgCO₂e par k€": pl.Float64,
            "Version du ratio": pl.String,
            "Poste": pl.String,
            "Estimation": pl.String,
            "Sort": pl.String,
            "Par les flux": pl.String,
        },
        orient="row",
        strict=False,
    )
