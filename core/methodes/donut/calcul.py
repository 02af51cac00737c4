"""La fiche du Donut, son détail indicateur par indicateur, et ses lignes de résultat."""

from __future__ import annotations

from typing import Any

import polars as pl

from core.erreurs import DonneesIncoherentes
from core.methodes.donut.depenses import depenses_affectees
from core.methodes.donut.ecarts import mesurer_ecarts, qualifier
from core.methodes.donut.tendance import QUANTILE_NORMAL_95, juger, pentes
from core.modele import Donnees, Fiche, Maturite, Nature, Qualite, en_indicateurs, origine, table_requise, type_cellule
from core.tables.indicateurs import INDICATEURS, LENTILLES, MESURES

FICHE = Fiche(
    cle="donut",
    titre="Donut",
    question="Quels besoins ne sont pas couverts, quelles limites sont franchies, ici et ailleurs par nos actes ?",
    origine="Kate Raworth, « théorie du donut » ; calcul de Fanning et Raworth (2025) ; quatre lentilles du "
    "« portrait » de territoire du Doughnut Economics Action Lab. Manque = (plancher − valeur) ÷ (plancher − pire "
    "valeur), entre 0 et 1 ; sans pire valeur saisie, elle vaut 0 si plus, c'est mieux, et 100 pour un pourcentage à "
    "réduire. Dépassement = (valeur − valeur préindustrielle, à défaut 0) ÷ (plafond − celle-ci) − 1. La pente va de "
    "la première à la dernière année observée, dans l'unité de l'indicateur.",
    masque="Le Donut ne dit pas qui est concerné ni où : une moyenne de territoire cache ses écarts. Les seuils sont "
    "des choix, datés et signés ; rien n'est compensé d'un secteur à l'autre. Une dépense affectée à une dimension dit une "
    "intention : elle ne dit pas ce que la dépense y change.",
    maturite=Maturite.PILOTAGE,
    requises=("indicateurs", "mesures"),
    optionnelles=("affectations", "lignes_budgetaires"),
    sources=("fanning_raworth_2025", "deal_portrait_2024", "mahecha_2024"),
    mene_a=("care", "trajectoire"),
)

SERIES = (
    ("valeur", "valeur", Nature.REALISE),
    ("manque", "manque", Nature.REALISE),
    ("depassement", "depassement", Nature.REALISE),
    ("pente", "pente", Nature.REALISE),
    ("pente_requise", "pente_requise", Nature.OBJECTIF),
    ("cible", "cible", Nature.OBJECTIF),
    ("seuil", "plancher", Nature.PLANCHER),
    ("seuil", "plafond", Nature.PLAFOND),
)


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Une ligne par indicateur déclaré : seuil, valeur de l'année, écart, statut, tendance et ligne de source.

    `valeur` est celle de l'exercice exact, dans l'unité de l'indicateur ; nulle = donnée absente, la dernière connue
    restant dans `derniere_valeur` et `derniere_annee`. Dimensions dans l'ordre du fichier, lentille par lentille.
    Lève `TableManquante`, ou `DonneesIncoherentes` quand aucun indicateur n'est cohérent.
    """
    indicateurs = table_requise(donnees, "indicateurs", INDICATEURS.titre)
    mesures = table_requise(donnees, "mesures", MESURES.titre)
    qualifies = qualifier(indicateurs)
    _exiger_un_indicateur_coherent(qualifies)
    annee = mesures.filter(pl.col("annee") == exercice).select(
        pl.col("indicateur").alias("code"),
        "valeur",
        "qualite",
        "couverture",
        "source",
        pl.col("fichier").alias("fichier_mesure"),
        pl.col("feuille").alias("feuille_mesure"),
        pl.col("ligne").alias("ligne_mesure"),
    )
    complet = qualifies.join(annee, on="code", how="left").join(pentes(mesures, exercice), on="code", how="left")
    absente = pl.col("valeur").is_null()
    complet = juger(mesurer_ecarts(complet)).with_columns(
        exercice=pl.lit(exercice, dtype=pl.Int32),
        qualite=pl.when(absente).then(pl.lit(str(Qualite.MANQUANT))).otherwise(pl.col("qualite")),
        couverture=pl.when(absente).then(0.0).otherwise(pl.col("couverture")),
        rang_lentille=pl.col("lentille").replace_strict(list(LENTILLES), range(len(LENTILLES)), default=len(LENTILLES)),
        rang_dimension=pl.col("ligne").min().over("lentille", "dimension"),
    )
    return complet.sort("rang_lentille", "rang_dimension", "dimension", "ligne", "code", nulls_last=True)


def refus(detail_donut: pl.DataFrame) -> pl.DataFrame:
    """Les indicateurs refusés parce qu'ils se contredisent : `code, intitule, raison` ; vide si tout se tient."""
    return detail_donut.filter(pl.col("statut") == "incoherent").select("code", "intitule", "raison")


def _exiger_un_indicateur_coherent(qualifies: pl.DataFrame) -> None:
    """Lève `DonneesIncoherentes`, raisons à l'appui, si aucun indicateur ne peut être lu."""
    if qualifies["motif_refus"].null_count():
        return
    raisons = [f"« {code} » : {motif}" for code, motif in qualifies.select("code", "motif_refus").sort("code").rows()]
    raise DonneesIncoherentes(
        " ".join(raisons), "Indicateurs et seuils", "Corrigez ces lignes dans le classeur, puis importez-le à nouveau."
    )


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Indicateurs du Donut à l'exercice : `valeur`, `manque`, `depassement`, seuils, pentes, comptes de suffisance, dépenses.

    `poste` est le code de l'indicateur, la lentille pour les comptes (nul : les quatre), la dimension pour les euros que
    le budget y consacre (`depense_affectee`). Manques et dépassements sont des parts (0,35 ; 1,2), les pentes en unité
    par an avec leur intervalle à 95 %. Un compte porte la part renseignée en `couverture`. Lève comme `detail`.
    """
    lignes = detail(donnees, exercice)
    blocs = [_par_indicateur(lignes), _suffisance(lignes), depenses_affectees(donnees, exercice)]
    return en_indicateurs(pl.concat(blocs, how="diagonal_relaxed"))


def _par_indicateur(lignes: pl.DataFrame) -> pl.DataFrame:
    """Les séries de chaque indicateur, au long ; un manque n'existe que pour un besoin, un seuil que s'il est fixé."""
    blocs = []
    for colonne, nom, nature in SERIES:
        social = pl.col("anneau") == "social"
        dans_l_anneau = {"manque": social, "plancher": social, "depassement": ~social, "plafond": ~social}
        retenues = lignes.lazy().filter(dans_l_anneau.get(nom, pl.lit(True)), pl.col("statut") != "incoherent")
        if nom not in {"valeur", "manque", "depassement"}:
            retenues = retenues.filter(pl.col(colonne).is_not_null())
        table = "mesures" if nature == Nature.REALISE else "indicateurs"
        blocs.append(
            retenues.select(
                "territoire",
                "exercice",
                methode=pl.lit(FICHE.cle),
                indicateur=pl.lit(nom),
                poste="code",
                nature=pl.lit(str(nature)),
                valeur=colonne,
                unite=_unite(nom),
                borne_basse=_borne(nom, -1),
                borne_haute=_borne(nom, 1),
                qualite=pl.col("qualite") if table == "mesures" else None,
                couverture=pl.col("couverture") if table == "mesures" else None,
                origine=_origine(nom, table),
            )
        )
    return pl.concat(blocs, how="diagonal_relaxed").collect()


def _unite(nom: str) -> pl.Expr:
    if nom in {"manque", "depassement"}:
        return pl.lit("part")
    return pl.concat_str("unite", pl.lit(" par an")) if nom.startswith("pente") else pl.col("unite")


def _borne(nom: str, cote: int) -> pl.Expr:
    if nom != "pente":
        return pl.lit(None, dtype=pl.Float64)
    return pl.col("pente") + cote * QUANTILE_NORMAL_95 * pl.col("erreur_type")


def _origine(nom: str, table: str) -> pl.Expr:
    """L'adresse du seuil, de la mesure de l'année, ou de toutes les mesures dont vient la pente."""

    def ecrire(ligne: dict[str, Any]) -> str:
        if table == "indicateurs":
            return origine(table, code=ligne["code"])
        if nom == "pente":
            annees: list[type_cellule] = list(range(ligne["premiere_annee"], ligne["derniere_annee"] + 1))
            return origine(table, indicateur=ligne["code"], annee=annees)
        return origine(table, indicateur=ligne["code"], annee=ligne["exercice"])

    return pl.struct("code", "exercice", "premiere_annee", "derniere_annee").map_elements(
        ecrire, return_dtype=pl.String
    )


def _suffisance(lignes: pl.DataFrame) -> pl.DataFrame:
    """Refusés, suivis, renseignés, planchers atteints, plafonds franchis : le territoire, puis chaque lentille."""
    besoin = pl.col("anneau") == "social"
    tenu = pl.col("seuil_tenu")
    refuse = pl.col("statut") == "incoherent"
    suivi = pl.col("seuil").is_not_null() & ~refuse
    comptes = {
        "indicateurs_refuses": refuse.sum(),
        "indicateurs_suivis": suivi.sum(),
        "indicateurs_renseignes": tenu.is_not_null().sum(),
        "planchers_suivis": (suivi & besoin).sum(),
        "planchers_renseignes": (besoin & tenu.is_not_null()).sum(),
        "planchers_atteints": (besoin & tenu).sum(),
        "plafonds_suivis": (suivi & ~besoin).sum(),
        "plafonds_renseignes": (~besoin & tenu.is_not_null()).sum(),
        "plafonds_franchis": (~besoin & ~tenu).sum(),
    }
    ensemble = lignes.select(**comptes).with_columns(poste=pl.lit(None, dtype=pl.String))
    par_lentille = lignes.group_by(pl.col("lentille").alias("poste")).agg(**comptes)
    large = pl.concat([ensemble, par_lentille], how="diagonal_relaxed")
    couverture = pl.when(pl.col("indicateurs_suivis") > 0).then(
        pl.col("indicateurs_renseignes") / pl.col("indicateurs_suivis")
    )
    return (
        large.with_columns(couverture=couverture)
        .unpivot(on=list(comptes), index=["poste", "couverture"], variable_name="indicateur", value_name="valeur")
        .with_columns(
            territoire=pl.lit(lignes["territoire"][0]),
            exercice=pl.lit(lignes["exercice"][0]),
            methode=pl.lit(FICHE.cle),
            nature=pl.lit(str(Nature.REALISE)),
            unite=pl.lit("indicateurs"),
            origine=pl.lit(origine("indicateurs")),
        )
    )
