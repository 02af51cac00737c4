"""Les plans de comptes et les fonctions livrés, et ce que l'on en déduit d'une ligne : sens, mouvement, section,
chapitre.

Les frames rendues sont gardées en mémoire : elles ne se modifient pas.
"""

from __future__ import annotations

import re
from functools import lru_cache

import polars as pl

from core.plans_portes import AUCUN, PlansPortes, type_plan
from core.references import reference

PLANS = {
    "M57_D": "plan_de_comptes_m57_developpe_2024",
    "M57_A": "plan_de_comptes_m57_abrege_2024",
    "M14": "plan_de_comptes_m14_2023",
    "M4": "plan_de_comptes_m4_2024",
    "M41": "plan_de_comptes_m41_2024",
    "M49_A": "plan_de_comptes_m49_a_2024",
    "M49_D": "plan_de_comptes_m49_d_2024",
}
"""Les plans de comptes livrés : clé de nomenclature → fichier."""
GENERALES = ("M57_D", "M57_A", "M14")
"""Celles d'un budget principal : les seules que l'on devine d'après les comptes."""

PLUSIEURS = "plusieurs"
"""Dans un plan, chapitre d'un compte collectif dont les subdivisions relèvent de chapitres différents."""


_NUMEROS = (4, 14, 21, 22, 31, 41, 42, 43, 44, 49, 52, 57, 61, 71, 832)
FAMILLES = frozenset(f"M{numero}" for numero in _NUMEROS)
"""Les nomenclatures du secteur public local que l'on sait nommer, dont on ait le plan ou non."""
_NOMMEE = re.compile(r"(?<![A-Z0-9])M[\W_]*(\d+)")
_ABREGEE = re.compile(r"(?<![A-Z])ABR[EÉ]G|(?:57|49)[\W_]*A(?![A-ZÀ-Ý])")


def famille_de(texte: str | None) -> str | None:
    """La nomenclature que nomme un texte, comme on l'écrit : « M 57 », « m.57 », « M57-M57_A » → « M57 ».

    Nul si aucune de `FAMILLES` n'y est nommée, ou si deux le sont qui ne se contiennent pas (« M14-M57 ») : rien n'est
    deviné. « M4-M49_A » dit la plus précise.
    """
    nommees = {f"M{numero}" for numero in _NOMMEE.findall((texte or "").upper())} & FAMILLES
    precise = max(nommees, key=len, default=None)
    return precise if precise and all(precise.startswith(une) for une in nommees) else None


def nomenclature_connue(texte: str | None) -> str | None:
    """Ramène « M57-M57_A », « M57D », « M14-M14_COM_500_3500 », « M 57 développée »… à une clé de `PLANS`.

    Nul si la nomenclature est absente, n'est pas reconnue ou n'est pas livrée (M52, par exemple) : rien n'est alors
    deviné.
    """
    famille = famille_de(texte)
    if famille in {"M57", "M49"}:
        return f"{famille}_{'A' if _ABREGEE.search((texte or '').upper()) else 'D'}"
    return famille if famille in PLANS else None


@lru_cache
def plan_de_comptes(nomenclature: str) -> pl.DataFrame:
    """Les comptes budgétaires d'une nomenclature (clé de `PLANS` ou texte qui s'y ramène), triés par code.

    Colonnes : code, libelle, un chapitre par sens et mouvement (`depense_reelle`, `recette_reelle`,
    `depense_ordre_entre_sections`, `recette_ordre_entre_sections`, `depense_ordre_interne`,
    `recette_ordre_interne` ; nul = impossible, « plusieurs » = à préciser), `equipement` (oui/non), `ferme`.
    Lève `KeyError` si la nomenclature n'est pas livrée. Source : DGCL.
    """
    return reference(PLANS[nomenclature_connue(nomenclature) or nomenclature])


@lru_cache
def fonctions(nomenclature: str) -> pl.DataFrame:
    """Les fonctions d'une nomenclature : code, libelle, politique (nôtre, d'après `data/politiques.csv`)."""
    famille = (nomenclature_connue(nomenclature) or nomenclature).split("_", maxsplit=1)[0]
    prefixes = reference("politiques").filter(pl.col("nomenclature") == famille)
    codes = reference("fonctions").filter(pl.col("nomenclature") == famille).drop("nomenclature")
    trouves = plus_long_prefixe(codes["code"], prefixes["prefixe"])
    return (
        codes.with_columns(prefixe=trouves)
        .join(prefixes.select("prefixe", "politique"), on="prefixe", how="left", maintain_order="left")
        .drop("prefixe")
    )


@lru_cache
def chapitres(nomenclature: str) -> pl.DataFrame:
    """Les chapitres d'une nomenclature : presentation (nature ou fonction), code, libelle, section, mouvement."""
    cle = nomenclature_connue(nomenclature) or nomenclature
    return reference("chapitres").filter(pl.col("nomenclature") == cle).drop("nomenclature")


def plus_long_prefixe(codes: pl.Series, connus: pl.Series) -> pl.Series:
    """Pour chaque code, le plus long code connu par lequel il commence ; nul si aucun. Même ordre que `codes`."""
    possibles = frozenset(connus)
    trouves = {
        code: next((code[:n] for n in range(len(code), 0, -1) if code[:n] in possibles), None)
        for code in codes.unique().drop_nulls()
    }
    return codes.replace_strict(trouves, default=None, return_dtype=pl.String)


def nomenclature_probable(natures: pl.Series, exercice: int | None = None) -> str:
    """La nomenclature dont le plan contient le plus de ces comptes ; la M57 développée à égalité.

    À partir de l'exercice 2024 la M14 n'existe plus : seules les deux M57 sont comparées.
    """
    distinctes = natures.drop_nulls().unique()
    possibles = [cle for cle in GENERALES if not (cle == "M14" and exercice is not None and exercice >= 2024)]
    scores = {cle: distinctes.is_in(plan_de_comptes(cle)["code"].to_list()).sum() for cle in possibles}
    return max(possibles, key=lambda cle: scores[cle])


def politiques(fonction: pl.Series, nomenclature: str, connues: pl.DataFrame) -> pl.Series:
    """La politique par défaut de chaque code fonction ; nulle si la fonction est absente ou inconnue.

    `connues` : nomenclature, prefixe, politique (`data/politiques.csv`, ou la version que des données portent).
    """
    cle = nomenclature_connue(nomenclature) or famille_de(nomenclature) or "M57_D"
    famille = cle.split("_", maxsplit=1)[0]
    par_prefixe = connues.filter(pl.col("nomenclature") == famille)
    nues = fonctions_nues(fonction, famille)
    trouves = pl.DataFrame({"prefixe": plus_long_prefixe(nues, par_prefixe["prefixe"])})
    return trouves.join(par_prefixe.select("prefixe", "politique"), on="prefixe", how="left", maintain_order="left")[
        "politique"
    ]


def fonctions_nues(fonction: pl.Series, famille: str) -> pl.Series:
    """Les fonctions sans le préfixe de section d'un vote par fonction (« 93020 » pour 020, « 90515 » pour 515).

    Le préfixe est ôté quand le code est trop long ou commence par une fonction qui n'existe pas dans cette `famille`
    (M14 ou M57). Même ordre, même nombre.
    """
    prefixes_section, longueur = (("90", "92"), 4) if famille == "M14" else (("90", "93"), 3)
    prefixee = pl.any_horizontal(pl.col("code").str.starts_with(prefixe) for prefixe in prefixes_section)
    longue = pl.col("code").str.len_chars() >= longueur
    return pl.DataFrame({"code": fonction}).select(
        pl.when(prefixee & longue).then(pl.col("code").str.slice(2)).otherwise("code").alias("code")
    )["code"]


def deduire(lignes: pl.DataFrame, portes: PlansPortes = AUCUN) -> pl.DataFrame:
    """Ce que le plan de comptes dit de chaque ligne : une ligne rendue par ligne reçue, dans le même ordre.

    Le plan importé de l'exercice de la ligne (`portes`) passe avant celui qui est livré.

    Reçoit `nature` et, s'ils sont connus, `sens`, `mouvement` (reel, ordre), `type_ordre` (entre_sections,
    interne), `chapitre`, `section`, `nomenclature`, `exercice` ; une colonne absente vaut une colonne vide.
    Rend `compte` (compte du plan retenu), `libelle_compte`, `nomenclature` (clé de `PLANS`), `sens`, `mouvement`,
    `section`, `chapitre` : la valeur reçue si elle est là, sinon la valeur déduite, sinon nul. Rien n'est deviné :
    un compte qui peut être en dépense ou en recette garde un sens nul.
    """
    entree = _colonnes_d_entree(lignes, portes)
    uniques = entree.unique()
    morceaux = [
        _deduire_dans_un_plan(
            uniques.filter(pl.col("_plan").eq_missing(cle), pl.col("_annee").eq_missing(annee)),
            _plan_retenu(cle, annee, portes),
        )
        for cle, annee in uniques.select("_plan", "_annee").unique().iter_rows()
    ]
    deduites = pl.concat(morceaux) if morceaux else _deduire_dans_un_plan(uniques, _plan_retenu(None, None, portes))
    rendu = entree.join(deduites, on=entree.columns, how="left", nulls_equal=True, maintain_order="left")
    return rendu.select(
        "compte",
        "libelle_compte",
        pl.col("_plan").alias("nomenclature"),
        *(pl.col(f"_{nom}").alias(nom) for nom in ("sens", "mouvement", "section", "chapitre")),
    )


def _plan_retenu(cle: str | None, annee: int | None, portes: PlansPortes) -> type_plan:
    """Les comptes et les chapitres du plan importé de cette année, à défaut du plan livré ; vides sans l'un ni
    l'autre."""
    if cle is not None and annee is not None:
        return portes.plan(cle, annee)
    if cle in PLANS:
        return plan_de_comptes(cle), chapitres(cle)
    return plan_de_comptes("M57_D").clear(), chapitres("M57_D").clear()


def _colonnes_d_entree(lignes: pl.DataFrame, portes: PlansPortes) -> pl.DataFrame:
    voulues = ("nature", "sens", "mouvement", "type_ordre", "chapitre", "section", "nomenclature")
    entree = lignes.select(
        pl.col(nom).cast(pl.String) if nom in lignes.columns else pl.lit(None, pl.String).alias(nom) for nom in voulues
    )
    exercice = pl.col("exercice").cast(pl.Int32) if "exercice" in lignes.columns else pl.lit(None, pl.Int32)
    annees = lignes.select("nature", exercice.alias("exercice"))["exercice"]
    textes = entree["nomenclature"].drop_nulls().unique().to_list()
    plans = {texte: cle_du_plan(texte, portes) for texte in textes}
    nommees = entree.with_columns(
        _plan=pl.when(pl.col("nomenclature").is_null())
        .then(_plans_probables(entree, annees))
        .otherwise(pl.col("nomenclature").replace_strict(plans, default=None, return_dtype=pl.String)),
        _annee=annees,
    ).drop("nomenclature")
    importees = portes.annees().with_columns(importee=True)
    return nommees.join(importees, on=("_plan", "_annee"), how="left", maintain_order="left").select(
        *entree.drop("nomenclature").columns, "_plan", _annee=pl.when("importee").then("_annee")
    )


def cle_du_plan(texte: str, portes: PlansPortes) -> str | None:
    """La clé du plan que nomme un texte, livré ou importé ; nulle si l'on n'a ni l'un ni l'autre."""
    famille = famille_de(texte)
    return nomenclature_connue(texte) or (famille if portes.nomme(famille) else None)


def _plans_probables(entree: pl.DataFrame, annees: pl.Series) -> pl.Series:
    """La nomenclature probable de chaque exercice, ligne par ligne ; l'exercice inconnu forme un groupe à lui seul."""
    sans = entree.select("nature", "nomenclature").with_columns(annee=annees).filter(pl.col("nomenclature").is_null())
    par_annee = {
        annee: nomenclature_probable(sans.filter(pl.col("annee").eq_missing(pl.lit(annee)))["nature"], annee)
        for annee in sans["annee"].unique().to_list()
    }
    return annees.replace_strict(par_annee, default=None, return_dtype=pl.String)


def _deduire_dans_un_plan(lignes: pl.DataFrame, retenu: type_plan) -> pl.DataFrame:
    plan, codes = retenu
    sections = dict(codes.select("code", "section").iter_rows())
    mouvements = dict(codes.select("code", "mouvement").iter_rows())
    completees = lignes.with_columns(compte=plus_long_prefixe(lignes["nature"], plan["code"])).join(
        plan.rename({"code": "compte", "libelle": "libelle_compte"}), on="compte", how="left", maintain_order="left"
    )
    completees = completees.with_columns(_sens=_sens(), _mouvement_annonce=_mouvement_annonce(mouvements))
    completees = completees.with_columns(_mouvement=_mouvement())
    completees = completees.with_columns(_chapitre=pl.coalesce("chapitre", _chapitre()))
    section_du_chapitre = pl.col("_chapitre").replace_strict(sections, default=None, return_dtype=pl.String)
    section = pl.coalesce("section", section_du_chapitre, _section_du_compte())
    return completees.with_columns(_section=section).select(
        *lignes.columns, "compte", "libelle_compte", "_sens", "_mouvement", "_section", "_chapitre"
    )


def _possible(debut: str, *fins: str) -> pl.Expr:
    return pl.any_horizontal(pl.col(f"{debut}_{fin}").is_not_null() for fin in fins)


def _sens() -> pl.Expr:
    toutes = ("reelle", "ordre_entre_sections", "ordre_interne")
    depense, recette = _possible("depense", *toutes), _possible("recette", *toutes)
    deduit = pl.when(depense & ~recette).then(pl.lit("depense")).when(recette & ~depense).then(pl.lit("recette"))
    return pl.coalesce("sens", deduit)


def _mouvement_annonce(mouvements: dict[str, str]) -> pl.Expr:
    par_chapitre = pl.col("chapitre").replace_strict(mouvements, default=None, return_dtype=pl.String)
    par_type = pl.when(pl.col("type_ordre").is_not_null()).then(pl.lit("ordre"))
    return pl.coalesce("mouvement", par_type, par_chapitre)


def _mouvement() -> pl.Expr:
    deduit = pl.lit(None, pl.String)
    for sens in ("depense", "recette"):
        reel, ordre = _possible(sens, "reelle"), _possible(sens, "ordre_entre_sections", "ordre_interne")
        deduit = (
            pl.when((pl.col("_sens") == sens) & reel & ~ordre)
            .then(pl.lit("reel"))
            .when((pl.col("_sens") == sens) & ordre & ~reel)
            .then(pl.lit("ordre"))
            .otherwise(deduit)
        )
    return pl.coalesce("_mouvement_annonce", deduit)


def _chapitre() -> pl.Expr:
    chapitre = pl.lit(None, pl.String)
    for sens in ("depense", "recette"):
        entre, interne = pl.col(f"{sens}_ordre_entre_sections"), pl.col(f"{sens}_ordre_interne")
        ordre = (
            pl.when(pl.col("type_ordre") == "entre_sections")
            .then(entre)
            .when(pl.col("type_ordre") == "interne")
            .then(interne)
            .when(entre.is_null() | interne.is_null())
            .then(pl.coalesce(entre, interne))
        )
        chapitre = (
            pl.when((pl.col("_sens") == sens) & (pl.col("_mouvement") == "reel"))
            .then(pl.col(f"{sens}_reelle"))
            .when((pl.col("_sens") == sens) & (pl.col("_mouvement") == "ordre"))
            .then(ordre)
            .otherwise(chapitre)
        )
    return pl.when(chapitre != PLUSIEURS).then(chapitre)


def _section_du_compte() -> pl.Expr:
    """Classes 6 et 7 : fonctionnement ; 1 à 4 : investissement ; comptes « 00x » et « 02x » d'après leur chapitre."""
    nature = pl.col("nature")
    fonctionnement = nature.is_in(["002", "022", "023"]) | nature.str.contains(r"^[67]\d")
    investissement = nature.is_in(["001", "020", "021", "024"]) | nature.str.contains(r"^[1-4]\d")
    return pl.when(fonctionnement).then(pl.lit("fonctionnement")).when(investissement).then(pl.lit("investissement"))
