"""Les indicateurs du bilan par les comptes : un ordre de grandeur par poste, et le calcul de chaque compte."""

from __future__ import annotations

from typing import Any

import polars as pl

from core.methodes.bilan_carbone.bareme import CRITERES, Bareme, bareme
from core.methodes.bilan_carbone.comptes import comptes_convertis, flash, realisees
from core.methodes.bilan_carbone.couverture import indirectes
from core.methodes.bilan_carbone.facteurs import chaine, parts
from core.methodes.bilan_carbone.fiche import INDICATEURS
from core.methodes.bilan_carbone.incertitude import POUR_AGREGER, agreger, empiler, gsd2_de
from core.methodes.bilan_carbone.lignes import COMPTEE
from core.modele import Donnees, Nature, Qualite, origine, table_requise
from core.resultat import resultat
from core.tables.budget import LIGNES_BUDGETAIRES

ENSEMBLE = ("emissions_flash", "emissions_completees")
type_ligne = dict[str, Any]


def indicateurs_des_comptes(
    donnees: Donnees, exercice: int, catalogue: pl.DataFrame, lignes: pl.DataFrame | None
) -> list[type_ligne]:
    """emissions_flash, emissions_completees (flux + comptes non documentés) et part_indirectes_documentees ; tous
    estimés.

    `lignes` : celles de `detail`, nulles sans aucun flux ; les comptes sont alors seuls, et la part documentée est
    inconnue. Aucune ligne si l'exercice n'a pas de compte mandaté : rien ne se devine sans comptes.
    """
    budget = donnees.get(LIGNES_BUDGETAIRES.nom)
    if budget is None or not (budget["exercice"] == exercice).any():
        return []
    lu = bareme(donnees)
    comptees = None if lignes is None else realisees(lignes)
    comptes = comptes_convertis(donnees, exercice, catalogue, comptees)
    if comptes.is_empty():
        return []
    sommes = _sommes(_a_agreger(comptes, 0 if lignes is None else lignes.height, lu), comptees, lu)
    rendues = [
        _ligne(groupe["indicateur"], groupe["groupe"] or None, groupe["valeur"], exercice)
        | {"borne_basse": groupe["borne_basse"], "borne_haute": groupe["borne_haute"]}
        for groupe in sommes
    ]
    presents = {groupe["indicateur"] for groupe in sommes}
    rendues += [_ligne(nom, None, None, exercice) for nom in ENSEMBLE if nom not in presents]
    part = None if comptees is None else _part_documentee(comptees, comptes, lu)
    return [*rendues, _ligne("part_indirectes_documentees", None, part, exercice)]


def _part_documentee(comptees: pl.DataFrame, comptes: pl.DataFrame, lu: Bareme) -> float | None:
    reunies = indirectes(comptees, comptes, lu)
    documente, reste = (float(reunies[nom].sum()) for nom in ("documente_tco2e", "flash_tco2e"))
    return documente / (documente + reste) if documente + reste > 0 else None


def compte_par_compte(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """Le bilan par les comptes, compte par compte : montant_compte (€), ratio_compte (kgCO2e/k€), emissions_compte
    (tCO2e).

    `poste` est le compte ; `budget` et `fonction` sont ses axes. Les comptes hors champ n'y sont pas. Lève
    `TableManquante` sans lignes budgétaires.
    """
    territoire = table_requise(donnees, LIGNES_BUDGETAIRES.nom, LIGNES_BUDGETAIRES.titre)["territoire"].first()
    comptes = flash(donnees, exercice, version).filter(pl.col("sort") != "hors_champ")
    mesures = {"montant_compte": "montant_eur", "ratio_compte": "valeur_facteur", "emissions_compte": "emissions_tco2e"}
    rangees = [
        {
            "indicateur": nom,
            "poste": ligne["nature"],
            "budget": ligne["budget"],
            "fonction": ligne["fonction"],
            "valeur": None if ligne[colonne] is None else float(ligne[colonne]),
            "qualite": str(Qualite.DECLARE if nom == "montant_compte" else Qualite.ESTIME),
            "origine": _origine(exercice, budget=ligne["budget"], nature=ligne["nature"], fonction=ligne["fonction"]),
        }
        for ligne in comptes.iter_rows(named=True)
        for nom, colonne in mesures.items()
        if ligne[colonne] is not None
    ]
    return resultat(
        "bilan_carbone", INDICATEURS, rangees, territoire=territoire, exercice=exercice, nature=str(Nature.REALISE)
    )


def comptes_seuls(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """Les indicateurs d'un bilan sans aucun flux : ce que les comptes laissent deviner. Lève `TableManquante` sans
    comptes."""
    territoire = table_requise(donnees, LIGNES_BUDGETAIRES.nom, LIGNES_BUDGETAIRES.titre)["territoire"].first()
    catalogue = parts(donnees, chaine(donnees, version))
    rangees = indicateurs_des_comptes(donnees, exercice, catalogue, None)
    return resultat("bilan_carbone", INDICATEURS, rangees, territoire=territoire, exercice=exercice)


def _a_agreger(comptes: pl.DataFrame, premier: int, lu: Bareme) -> pl.DataFrame:
    """Les comptes convertis, à la forme qu'attend `agreger` ; les cinq notes viennent de `data/parametres_bilan.csv`.

    Chacun est sa propre donnée, numérotée à partir de `premier` pour ne se confondre avec aucun flux.
    """
    gsd2 = gsd2_de(tuple(int(lu.parametres[f"comptes_{critere}"]) for critere in CRITERES), lu)
    return (
        comptes.filter(pl.col("sort") == COMPTEE)
        .with_row_index("flux_id", offset=premier)
        .select(
            "poste",
            "emissions_tco2e",
            "flux_id",
            facteur_id=pl.format("{} {}", "rang", "code"),
            gsd2_donnee=pl.lit(gsd2),
            gsd2_facteur=1 + pl.col("u"),
            u_donnee=pl.lit(gsd2 - 1),
            u_facteur="u",
        )
    )


def _sommes(convertis: pl.DataFrame, comptees: pl.DataFrame | None, lu: Bareme) -> list[type_ligne]:
    """Les comptes seuls, puis les flux et les comptes : l'ensemble et chaque poste."""
    seuls, completes = ENSEMBLE
    flux = convertis.clear() if comptees is None else comptees.select(convertis.columns)
    rangees = pl.concat(
        [
            frame.with_columns(indicateur=pl.lit(nom))
            for nom, frame in ((seuls, convertis), (completes, flux), (completes, convertis))
        ]
    )
    empilees = empiler(rangees, ["poste"], ["indicateur", *POUR_AGREGER])
    return agreger(empilees, ["indicateur", "niveau", "groupe"], lu).rows(named=True)


def _ligne(indicateur: str, poste: str | None, valeur: float | None, exercice: int) -> type_ligne:
    return {
        "indicateur": indicateur,
        "poste": poste,
        "nature": str(Nature.REALISE),
        "valeur": valeur,
        "qualite": str(Qualite.ESTIME),
        "origine": _origine(exercice),
    }


def _origine(exercice: int, **compte: str | None) -> str:
    return origine(LIGNES_BUDGETAIRES.nom, exercice=exercice, sens="depense", mouvement="reel", **compte)
