"""Le bilan par les comptes (« flash ») : un ordre de grandeur, là où aucun flux ne documente la dépense.

La règle, dans l'ordre : un compte dont un flux compté cite la nature (le compte ou sa racine, et la fonction si le flux
en dit une) est remplacé par ce flux ; sinon, un compte dont le poste est celui d'un flux compté qui ne cite aucune
nature est remplacé. Le poste d'un flux est celui de sa plus grosse part. Une dépense n'est donc jamais comptée deux fois.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import polars as pl

from core.communs.classement import exclusion
from core.communs.depenses import retenir
from core.methodes.bilan_carbone.facteurs import chaine, parts
from core.methodes.bilan_carbone.incertitude import CRITERES, POUR_AGREGER, agreger, empiler, gsd2_de, parametre
from core.methodes.bilan_carbone.lignes import COMPTEE, appliquer
from core.methodes.bilan_carbone.postes import noms, postes
from core.modele import Donnees, Nature, Qualite, origine, somme_connue, table_requise, type_cellule
from core.references import reference
from core.tables.bilan import DONNEES_ACTIVITE
from core.tables.budget import LIGNES_BUDGETAIRES

_CLES = ("budget", "nature", "fonction")
_INDICATEURS = ("emissions_flash", "emissions_completees")
_REGLE = {
    "nature": pl.String,
    "sort": pl.String,
    "ratio": pl.String,
    "poste": pl.String,
    "raison": pl.String,
    "documente": pl.Boolean,
    "libelle_ratio": pl.String,
    "version": pl.String,
    "valeur_facteur": pl.Float64,
    "u": pl.Float64,
}
type_ligne = dict[str, str | float | None]
type_regle = tuple[str, str | None, str | None, str | None]
HORS_CHAMP: type_regle = ("hors_champ", None, None, None)
"""Le sort d'un compte qu'aucune règle ne connaît."""


def flash(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """Une ligne par compte mandaté (budget, nature, fonction) : son ratio, son poste, ses tCO2e — un ordre de grandeur.

    `sort` : comptee ; remplacee (un flux la documente, `motif` dit comment) ; sans_ratio (un flux est nécessaire) ;
    hors_champ (salaire, dette, impôt). `emissions_tco2e` nul ailleurs que pour comptee ; `ordre_tco2e` : ce que dirait le
    ratio même si un flux remplace le compte ; `cite` : un flux cite ce compte. Lève `TableManquante` sans budget.
    """
    flux = donnees.get(DONNEES_ACTIVITE.nom)
    catalogue = parts(donnees, chaine(donnees, version))
    comptees = None if flux is None or flux.is_empty() else realisees(appliquer(donnees, exercice, catalogue))
    return _flash(donnees, exercice, catalogue, comptees)


def realisees(lignes: pl.DataFrame) -> pl.DataFrame:
    """Les lignes de `detail` qui entrent dans le total réalisé."""
    return lignes.filter((pl.col("sort") == COMPTEE) & (pl.col("etat") == "realise") & ~pl.col("biogenique"))


def _flash(donnees: Donnees, exercice: int, catalogue: pl.DataFrame, comptees: pl.DataFrame | None) -> pl.DataFrame:
    comptes = _mandats(donnees, exercice)
    par_compte, par_poste = _documentes(comptees)
    comptes = comptes.with_columns(_cites(comptes, par_compte)).join(
        _regles(comptes["nature"], catalogue, par_poste), on="nature", how="left", maintain_order="left"
    )
    cite, comptee = pl.col("cite"), pl.col("sort") == COMPTEE
    convertible = pl.col("sort").is_in([COMPTEE, "sans_ratio"])
    # Un avoir ou un montant absent n'est pas converti.
    absent = pl.col("montant_eur").is_null() | (pl.col("montant_eur") <= 0)
    return comptes.with_columns(
        sort=pl.when(convertible & (cite | pl.col("documente")))
        .then(pl.lit("remplacee"))
        .when(comptee & absent)
        .then(pl.lit("hors_champ"))
        .otherwise("sort"),
        motif=pl.when(convertible & cite)
        .then(pl.lit("Un flux cite ce compte."))
        .when(convertible & pl.col("documente"))
        .then(pl.lit("Ce poste est déjà compté par des flux."))
        .when(comptee & absent)
        .then(pl.lit("Montant absent, nul ou négatif."))
        .otherwise("raison"),
        ordre_tco2e=pl.col("montant_eur").cast(pl.Float64) * pl.col("valeur_facteur") / 1_000_000,
    ).select(
        *_CLES,
        "libelle",
        "montant_eur",
        "ratio",
        "libelle_ratio",
        "version",
        "valeur_facteur",
        "poste",
        pl.when(comptee).then("ordre_tco2e").alias("emissions_tco2e"),
        "sort",
        "motif",
        "cite",
        "ordre_tco2e",
        "u",
    )


def _mandats(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les dépenses réelles réalisées de tous les budgets, par compte et fonction : le CFU, sinon le CA, de chaque budget.

    Additionne avant de choisir le document : cent fois moins de lignes, même total que `core.communs.depenses.depenses_reelles`.
    Seul le réalisé est lu : le prévu, absent, ne change pas le document qui le porte.
    """
    lignes = (
        table_requise(donnees, LIGNES_BUDGETAIRES.nom, LIGNES_BUDGETAIRES.titre)
        .lazy()
        .filter((pl.col("exercice") == exercice) & (pl.col("sens") == "depense") & exclusion().is_null())
    )
    realise, absent = pl.col("realise_eur"), pl.lit(None, pl.Decimal(18, 2))
    sommes = (
        lignes.group_by("budget", "etape", "nature", "fonction")
        .agg(
            libelle=pl.col("libelle").min(),
            realise_eur=somme_connue("realise_eur"),
            connues_realise_eur=realise.count(),
        )
        .with_columns(vote_eur=absent, credits_ouverts_eur=absent, connues_vote_eur=0, connues_credits_ouverts_eur=0)
        .collect()
    )
    return (
        retenir(sommes)
        .filter("attend_realise")
        .select(*_CLES, "libelle", montant_eur="realise_eur")
        .sort(_CLES, nulls_last=True)
    )


@lru_cache
def _ratios() -> dict[str, type_regle]:
    """Ce que `data/ratios_monetaires.csv` dit de chaque racine de compte : sort, ratio, code du poste, raison."""
    lignes = reference("ratios_monetaires").select("prefixe", "sort", "ratio", "poste", "raison").iter_rows()
    return {prefixe: (sort, ratio, poste, raison) for prefixe, sort, ratio, poste, raison in lignes}


def _regles(natures: pl.Series, catalogue: pl.DataFrame, par_poste: list[str]) -> pl.DataFrame:
    """Pour chaque compte, la règle de sa plus longue racine connue et le facteur de son ratio.

    Le facteur est celui de la première version cherchée. `documente` : un flux qui ne cite aucun compte a ce poste.
    """
    ratios = _ratios()
    cherches = sorted({ratio for _, ratio, _, _ in ratios.values() if ratio})
    facteurs: dict[str, tuple[type_cellule, ...]] = {}
    for code, *facteur in (
        catalogue.filter(pl.col("code").is_in(cherches))
        .select("code", "libelle", "version", "valeur", pl.coalesce("u_publiee", "u_famille"))
        .iter_rows()
    ):
        facteurs.setdefault(code, tuple(facteur))
    lignes = []
    for nature in natures.unique():
        racines = (nature[:longueur] for longueur in range(len(nature), 0, -1))
        sort, ratio, poste, raison = next((ratios[racine] for racine in racines if racine in ratios), HORS_CHAMP)
        lignes.append(
            (
                nature,
                sort,
                ratio,
                noms().get(poste or ""),
                raison,
                poste in par_poste,
                *facteurs.get(ratio or "", (None,) * 4),
            )
        )
    return pl.DataFrame(lignes, schema=_REGLE, orient="row")


def _cites(comptes: pl.DataFrame, par_compte: dict[str, tuple[str, ...]]) -> pl.Series:
    """Vrai pour un compte dont un flux cite la nature ou sa racine et, si le flux en dit une, la fonction."""
    sous_fonctions = {
        nature: tuple(une for racine, unes in par_compte.items() if nature.startswith(racine) for une in unes)
        for nature in comptes["nature"].unique()
    }
    return pl.Series(
        "cite",
        [
            (fonction or "").startswith(sous_fonctions[nature])
            for nature, fonction in comptes.select("nature", "fonction").iter_rows()
        ],
        dtype=pl.Boolean,
    )


def _documentes(comptees: pl.DataFrame | None) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Les fonctions citées par compte (« » : toutes) des flux comptés, et les postes des flux qui ne citent aucun compte."""
    if comptees is None:
        return {}, []
    principaux = (
        comptees.select("flux_id", "emissions_tco2e", "nature", "fonction", "poste")
        .sort("flux_id", "emissions_tco2e", descending=[False, True])
        .unique("flux_id", keep="first", maintain_order=True)
    )
    par_compte: dict[str, tuple[str, ...]] = {}
    libres = set()
    for nature, fonction, poste in principaux.select("nature", "fonction", "poste").unique().iter_rows():
        if nature is None:
            libres.add(poste.split(" ")[0])
        else:
            par_compte[nature] = (*par_compte.get(nature, ()), fonction or "")
    return par_compte, sorted(libres)


def _a_agreger(comptes: pl.DataFrame, premier: int) -> pl.DataFrame:
    """Les comptes convertis, à la forme qu'attend `agreger` ; les cinq notes viennent de `data/parametres_bilan.csv`.

    Chacun est sa propre donnée, numérotée à partir de `premier` pour ne se confondre avec aucun flux.
    """
    gsd2 = gsd2_de(tuple(int(parametre(f"comptes_{critere}")) for critere in CRITERES))
    return (
        comptes.filter(pl.col("sort") == COMPTEE)
        .with_row_index("flux_id", offset=premier)
        .select(
            "poste",
            "emissions_tco2e",
            "flux_id",
            facteur_id=pl.format("{}|{}", "version", "ratio"),
            gsd2_donnee=pl.lit(gsd2),
            gsd2_facteur=1 + pl.col("u"),
            u_donnee=pl.lit(gsd2 - 1),
            u_facteur="u",
        )
    )


def couverture_indirectes(donnees: Donnees, exercice: int, version: str | None = None) -> pl.DataFrame:
    """Les postes indirects (2.1 à 6.1) : ce que les flux documentent, ce que les comptes laissent deviner ; tCO2e.

    `flash_tco2e` : ce que les ratios des comptes non cités donnent de plus que les flux sans compte du même poste — un
    poste qu'un petit flux ne documente qu'en partie le montre. `part` et `part_cumulee` (du plus gros au plus petit) se
    rapportent à l'ensemble des deux ; `significatif` : le poste est de ceux qu'il faut pour atteindre 80 % des émissions
    indirectes ; `documente` : il a au moins un flux compté.
    Rangés du plus gros au plus petit, les postes vides à la fin. Lève `TableManquante` sans flux ou sans budget.
    """
    table_requise(donnees, DONNEES_ACTIVITE.nom, DONNEES_ACTIVITE.titre)
    catalogue = parts(donnees, chaine(donnees, version))
    comptees = realisees(appliquer(donnees, exercice, catalogue))
    ensemble = _indirectes(comptees, _flash(donnees, exercice, catalogue, comptees))
    total = pl.sum_horizontal(pl.col("documente_tco2e", "flash_tco2e").fill_null(0.0))
    rangees = ensemble.with_columns(total=total).sort("total", "code", descending=[True, False])
    part = pl.when(pl.col("total").sum() > 0).then(pl.col("total") / pl.col("total").sum())
    seuil = parametre("seuil_significatif")
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


def _indirectes(comptees: pl.DataFrame, comptes: pl.DataFrame) -> pl.DataFrame:
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
    for code, poste in postes().select("code", "poste").iter_rows():
        documente, libres = flux.get(poste, (None, 0.0))
        if not code.startswith("1."):
            reste = max(devines[poste] - libres, 0.0) if poste in devines else None
            lignes.append((code, poste, documente, reste))
    schema = {"code": pl.String, "poste": pl.String, "documente_tco2e": pl.Float64, "flash_tco2e": pl.Float64}
    return pl.DataFrame(lignes, schema=schema, orient="row")


def indicateurs_des_comptes(
    donnees: Donnees, exercice: int, catalogue: pl.DataFrame, lignes: pl.DataFrame
) -> list[type_ligne]:
    """emissions_flash, emissions_completees (flux + comptes non documentés) et part_indirectes_documentees ; tous estimés.

    Aucune ligne si l'exercice n'a pas de compte mandaté : rien ne se devine sans comptes.
    """
    budget = donnees.get(LIGNES_BUDGETAIRES.nom)
    if budget is None or not (budget["exercice"] == exercice).any():
        return []
    comptees = realisees(lignes)
    comptes = _flash(donnees, exercice, catalogue, comptees)
    if comptes.is_empty():
        return []
    convertis = _a_agreger(comptes, lignes.height)
    sommes = _sommes(convertis, comptees.select(convertis.columns))
    rendues = [
        _ligne(groupe["indicateur"], groupe["groupe"] or None, groupe["valeur"], "tCO2e", exercice)
        | {"borne_basse": groupe["borne_basse"], "borne_haute": groupe["borne_haute"]}
        for groupe in sommes
    ]
    presents = {groupe["indicateur"] for groupe in sommes}
    rendues += [_ligne(nom, None, None, "tCO2e", exercice) for nom in _INDICATEURS if nom not in presents]
    indirectes = _indirectes(comptees, comptes)
    documente, reste = (float(indirectes[nom].sum()) for nom in ("documente_tco2e", "flash_tco2e"))
    part = documente / (documente + reste) if documente + reste > 0 else None
    return [*rendues, _ligne("part_indirectes_documentees", None, part, "part", exercice)]


def _sommes(convertis: pl.DataFrame, flux: pl.DataFrame) -> list[dict[str, Any]]:
    """Les comptes seuls, puis les flux et les comptes : l'ensemble et chaque poste."""
    seuls, completes = _INDICATEURS
    rangees = pl.concat(
        [
            frame.with_columns(indicateur=pl.lit(nom))
            for nom, frame in ((seuls, convertis), (completes, flux), (completes, convertis))
        ]
    )
    empilees = empiler(rangees, ["poste"], ["indicateur", *POUR_AGREGER])
    return agreger(empilees, ["indicateur", "niveau", "groupe"]).rows(named=True)


def _ligne(indicateur: str, poste: str | None, valeur: float | None, unite: str, exercice: int) -> type_ligne:
    return {
        "indicateur": indicateur,
        "poste": poste,
        "nature": str(Nature.REALISE),
        "valeur": valeur,
        "borne_basse": None,
        "borne_haute": None,
        "unite": unite,
        "qualite": str(Qualite.ESTIME),
        "couverture": None,
        "origine": origine(LIGNES_BUDGETAIRES.nom, exercice=exercice, sens="depense", mouvement="reel"),
    }
