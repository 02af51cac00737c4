"""Les contrôles du bilan réglementaire : deux chemins différents vers le même chiffre."""

from __future__ import annotations

from math import isclose

import polars as pl

from core.documents.bilan_carbone import phrases
from core.format_fr import nombre
from core.methodes.bilan_carbone.lignes import immobilisations_entieres
from core.modele import Donnees, Nature
from core.references import parametre_de
from core.tables.bilan import DONNEES_ACTIVITE

type_controle = tuple[str, object, object, str]


def controles(
    donnees: Donnees, exercice: int, lignes: pl.DataFrame, tableau: pl.DataFrame, indicateurs: pl.DataFrame
) -> list[type_controle]:
    """Chaque contrôle : ce qu'on attend, ce qu'on trouve, et le verdict (« juste », « FAUX » ou « à compléter »)."""
    total = _valeur(indicateurs, "emissions")
    activite = donnees[DONNEES_ACTIVITE.nom].filter((pl.col("exercice") == exercice) & (pl.col("etat") == "realise"))
    sorts = sum(
        _valeur(indicateurs, f"lignes_{sort}") or 0
        for sort in ("comptees", "non_renseignees", "sans_facteur", "refusees")
    )
    services = indicateurs.filter((pl.col("indicateur") == "emissions_par_service") & (pl.col("nature") == "realise"))
    biogenique = lignes.filter((pl.col("sort") == "comptee") & pl.col("biogenique"))["emissions_tco2e"].sum()
    tout = lignes.filter(pl.col("sort") == "comptee")["emissions_tco2e"].sum()
    return [
        _egal(phrases.SOMME_DES_POSTES, total, _somme(tableau["total_tco2e"])),
        _egal(phrases.SOMME_DES_SERVICES, total, _somme(services["valeur"])),
        _egal(phrases.BIOGENIQUE_HORS_TOTAL, float(tout) - float(biogenique), total),
        _egal(phrases.UN_SORT_PAR_FLUX, float(activite.height), float(sorts)),
        _amorties(lignes),
        _indirectes(_valeur(indicateurs, "part_indirectes_documentees"), donnees),
    ]


def _valeur(indicateurs: pl.DataFrame, indicateur: str) -> float | None:
    trouvees = indicateurs.filter(
        (pl.col("indicateur") == indicateur) & pl.col("poste").is_null() & (pl.col("nature") == str(Nature.REALISE))
    )
    return trouvees["valeur"][0] if trouvees.height else None


def _somme(valeurs: pl.Series) -> float:
    return float(sum(valeurs.drop_nulls().to_list()))


def _egal(libelle: str, attendu: float | None, obtenu: float | None) -> type_controle:
    gauche, droite = attendu or 0.0, obtenu or 0.0
    return libelle, gauche, droite, "juste" if isclose(gauche, droite, rel_tol=1e-9, abs_tol=1e-9) else "FAUX"


def _amorties(lignes: pl.DataFrame) -> type_controle:
    entieres = immobilisations_entieres(lignes)["flux_id"].n_unique()
    return (phrases.IMMOBILISATIONS, 0, entieres, "à compléter" if entieres else "juste")


def _indirectes(part: float | None, donnees: Donnees) -> type_controle:
    minimum = parametre_de(donnees, "parametres_bilan", "seuil_significatif")
    seuil, libelle = phrases.seuil_indirectes(minimum), phrases.part_indirectes(minimum)
    if part is None:
        return libelle, seuil, None, phrases.SANS_COMPTES
    verdict = "juste" if part > minimum else "à compléter"
    return libelle, seuil, f"{nombre(100 * part, 0)} %", verdict
