"""Ce que les flux documentent des émissions indirectes, à côté de ce que les comptes en laissent deviner."""

from __future__ import annotations

import polars as pl

from core.communs.cumuls import ensemble
from core.methodes.bilan_carbone.bareme import Bareme, bareme
from core.methodes.bilan_carbone.comptes import comptes_convertis, realisees
from core.methodes.bilan_carbone.facteurs import chaine, parts
from core.methodes.bilan_carbone.lignes import COMPTEE, appliquer
from core.modele import Donnees, table_requise
from core.tables.bilan import DONNEES_ACTIVITE


def couverture_indirectes(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """Les postes indirects (2.1 à 6.1) : ce que les flux documentent, ce que les comptes laissent deviner ; tCO2e.

    `flash_tco2e` : ce que les ratios des comptes non cités donnent de plus que les flux sans compte du même poste — un
    poste qu'un petit flux ne documente qu'en partie le montre. `part` et `part_cumulee` (du plus gros au plus petit) se
    rapportent à l'ensemble des deux ; `significatif` : le poste est de ceux qu'il faut pour atteindre 80 % des
    émissions indirectes ; `documente` : il a au moins un flux compté. Rangés du plus gros au plus petit, les postes
    vides à la fin. Lève `TableManquante` sans flux ou sans budget.
    """
    table_requise(donnees, DONNEES_ACTIVITE.nom, DONNEES_ACTIVITE.titre)
    lu = bareme(donnees)
    catalogue = parts(donnees, chaine(donnees, version))
    comptees = realisees(appliquer(donnees, exercice, catalogue))
    ensemble = indirectes(comptees, comptes_convertis(donnees, exercice, catalogue, comptees), lu)
    total = pl.sum_horizontal(pl.col("documente_tco2e", "flash_tco2e").fill_null(0.0))
    rangees = ensemble.with_columns(total=total).sort("total", "code", descending=[True, False])
    part = pl.when(pl.col("total").sum() > 0).then(pl.col("total") / pl.col("total").sum())
    seuil = lu.parametres["seuil_significatif"]
    return (
        rangees.with_columns(part=part)
        .with_columns(part_cumulee=pl.col("part").cum_sum())
        .select(
            "poste",
            "documente_tco2e",
            "flash_tco2e",
            "part",
            "part_cumulee",
            significatif=(pl.col("part_cumulee") - pl.col("part") < seuil) & (pl.col("part") > 0),
            documente=pl.col("documente_tco2e").is_not_null(),
        )
    )


def indirectes(comptees: pl.DataFrame, comptes: pl.DataFrame, lu: Bareme) -> pl.DataFrame:
    """Par poste indirect, ce que disent les flux comptés et ce que les comptes non cités donnent de plus."""
    emission = pl.col("emissions_tco2e")
    flux = {
        poste: (documente, libres)
        for poste, documente, libres in comptees.group_by("poste", maintain_order=True)
        .agg(documente=emission.sum(), libres=emission.filter(pl.col("nature").is_null()).sum())
        .iter_rows()
    }
    devinees = comptes.filter(
        ~pl.col("cite") & pl.col("sort").is_in([COMPTEE, "remplacee"]) & (pl.col("ordre_tco2e") > 0)
    )
    devines = dict(devinees.group_by("poste", maintain_order=True).agg(pl.col("ordre_tco2e").sum()).iter_rows())
    lignes = []
    for code, poste in lu.postes.select("code", "poste").iter_rows():
        documente, libres = flux.get(poste, (None, 0.0))
        if not code.startswith("1."):
            reste = max(devines[poste] - libres, 0.0) if poste in devines else None
            lignes.append((code, poste, documente, reste))
    schema = {"code": pl.String, "poste": pl.String, "documente_tco2e": pl.Float64, "flash_tco2e": pl.Float64}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def surplus(couverture: pl.DataFrame) -> dict[str, float]:
    """Par poste documenté, ce que les comptes non cités diraient de plus que ses flux (tCO2e) ; d'après
    `couverture_indirectes`."""
    ecarts = couverture.filter(pl.col("documente") & (pl.col("flash_tco2e") > 0))
    return dict(ecarts.select("poste", "flash_tco2e").iter_rows())


def surplus_total(couverture: pl.DataFrame) -> float:
    """Ce surplus, tous postes ensemble (tCO2e) ; 0 si aucun poste n'en a."""
    return ensemble(surplus(couverture).values()) or 0.0
