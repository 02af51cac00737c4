"""Mettre de côté les lignes d'une feuille qui ne sont pas des données : totaux, intertitres, en-têtes répétés."""

from __future__ import annotations

import re

import polars as pl

from core.donnees.lecture.modele import CelluleFautive
from core.donnees.lecture.vocabulaire import mots_du_compte
from core.donnees.textes import forme

TOTAL = r"(?i)^\s*(?:sous[- ]?)?totaux?\b|^\s*(?i:total)\b|^\s*(?i:sous[- ]total)"
_TOTAL_PRECIS = (
    r"(?i)^\s*(?:sous[- ]?)?tota(?:l|ux)(?:\s+(?:d[ue]s?\s+|de\s+la\s+|de\s+l['’])?(?:comptes?|articles?|natures?"
    r"|chapitres?|chap|sections?|fonctions?|services?|g[ée]n[ée]ral|d[ée]penses|recettes|exercice|budget))*"
    r"[\s:.n°]*[\d.]*[\s:.]*$"
)
"""Un total qui se dit tout entier : « Total », « Sous-total du chapitre 011 », « Total 60612 »."""
_TOTAL_NU = r"(?i)^\s*(?:sous[- ]?)?tota(?:l|ux)[\s:.]*$"
_TIERS = re.compile(r"\b(?:tiers|fournisseurs?|beneficiaires?|creanciers?|debiteurs?|raison sociale)\b")
_COMPTE = r"^\s*[A-Z]{0,2}\d{2,}"
_MONTANT = re.compile(
    r"montant|vote|realis|credit|engag|mandat|emis|budget total|disponible|reste|rar\b|\bbp\b|\bdm\b|\beur|solde"
)


def dit_un_montant(entete: str) -> bool:
    """Vrai pour l'en-tête d'une colonne de montants : « Réalisé », « Crédits ouverts », « en € »."""
    return "€" in entete or bool(_MONTANT.search(forme(entete)))


def colonnes_de_montants(corps: pl.DataFrame, entetes: tuple[str, ...]) -> list[str]:
    """Les colonnes qui portent des montants : tout y est nombre, avec des décimales ou un en-tête qui le dit."""
    trouvees = []
    echantillon = corps.head(2_000)
    for place, nom in enumerate(nom for nom in corps.columns if nom != "ligne"):
        valeurs = echantillon[nom].drop_nulls()
        nombres = valeurs.str.contains(r"^[-+(]?\d[\d\s\u00a0\u202f.,]*[)€ -]*$")
        dit = bool(entetes) and dit_un_montant(entetes[place])
        decimales = valeurs.str.contains(r"[.,]\d{1,2}[)€ -]*$|\d[\s\u00a0\u202f]\d{3}|^-").any()
        if len(valeurs) and int(nombres.sum()) > 0.8 * len(valeurs) and (dit or decimales):
            trouvees.append(nom)
    return trouvees


def ecarter(
    corps: pl.DataFrame, entetes: tuple[str, ...], titres: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Sépare les lignes de données des totaux, intertitres et en-têtes répétés.

    Rend les lignes, les écartées, et celles des lignes gardées dont une cellule commence par « Total ».
    """
    noms = [nom for nom in corps.columns if nom != "ligne"]
    montants = set(colonnes_de_montants(corps, entetes))
    textes = [nom for nom in noms if nom not in montants]
    dit_total = pl.any_horizontal(pl.col(nom).str.contains(TOTAL) for nom in textes) if textes else pl.lit(value=False)
    corps = corps.with_columns(_total=dit_total.fill_null(value=False))
    ordinaires = corps.filter(~pl.col("_total"))
    remplissage = ordinaires.select(pl.col(textes).is_not_null().mean()).row(0) if textes else ()
    identite = [nom for nom, part in zip(textes, remplissage, strict=True) if part and part > 0.7]
    premier = pl.coalesce(noms).str.contains(TOTAL)
    incomplete = (
        pl.any_horizontal(pl.col(nom).is_null() for nom in identite) if len(identite) > 1 else pl.lit(value=False)
    )
    sans_code = pl.all_horizontal(pl.col(nom).is_null() for nom in textes) if textes else pl.lit(value=False)
    une_seule = pl.sum_horizontal(pl.col(nom).is_not_null() for nom in noms) == 1
    repete = pl.all_horizontal(pl.col(f"c{place}").eq_missing(pl.lit(nom or None)) for place, nom in enumerate(entetes))
    motif = (
        pl.when(repete)
        .then(pl.lit("en-tête répété"))
        .when((pl.col("_total") & incomplete) | premier | (sans_code & (pl.lit(len(montants)) > 0)))
        .then(pl.lit("total"))
        .when(une_seule & pl.lit(len(noms) >= 4))
        .then(pl.lit("titre"))
    )
    precis, autres = _totaux_d_un_compte(corps.filter("_total"), entetes, textes)
    numero = pl.col("ligne")
    motif = pl.when(numero.is_in(precis)).then(pl.lit("total")).when(~numero.is_in(autres)).then(motif)
    marque = corps.with_columns(motif=motif)
    lignes = marque.filter(pl.col("motif").is_null()).drop("motif")
    dits = lignes.filter("_total").drop("_total")
    ecartees = marque.filter(pl.col("motif").is_not_null()).with_columns(
        texte=pl.concat_str([pl.col(nom) for nom in noms], separator=" · ", ignore_nulls=True)
    )
    ordre = ["ligne", "motif", "texte", *noms]
    vides = [pl.lit(None, pl.String).alias(nom) for nom in noms]
    toutes = pl.concat([titres.with_columns(vides).select(ordre), ecartees.select(ordre)]).sort("ligne")
    return lignes.drop("_total"), toutes, dits


def totaux_douteux(dits: pl.DataFrame, entetes: tuple[str, ...], lettres: tuple[str, ...]) -> list[CelluleFautive]:
    """Les lignes gardées dont le libellé n'est que « Total » et qui portent un compte : à trancher par une personne.

    `dits` : les lignes gardées dont une cellule commence par « Total ».
    """
    if not mots_du_compte() & {forme(nom) for nom in entetes}:
        return []
    nus = [(place, f"c{place}") for place, nom in enumerate(entetes) if not _TIERS.search(forme(nom))]
    return [
        CelluleFautive(f"{lettres[place]}{ligne}", texte, "un total, ou une ligne du compte ?")
        for place, nom in nus
        for ligne, texte in dits.filter(pl.col(nom).str.contains(_TOTAL_NU)).select("ligne", nom).rows()
    ]


def _totaux_d_un_compte(dits: pl.DataFrame, entetes: tuple[str, ...], textes: list[str]) -> tuple[list[int], list[int]]:
    """Parmi les lignes dites « total », celles qui portent un compte : vraies (« Total 60612 »), et fausses (« Total
    Énergies », un fournisseur). Ni les unes ni les autres : celles qui ne disent que « Total »."""
    comptes = [f"c{place}" for place, nom in enumerate(entetes) if forme(nom) in mots_du_compte()]
    if dits.is_empty() or not comptes or not textes:
        return [], []
    porteuses = dits.filter(pl.any_horizontal(pl.col(nom).str.contains(_COMPTE) for nom in comptes))
    nues = pl.any_horizontal(pl.col(nom).str.contains(_TOTAL_NU) for nom in textes).fill_null(value=False)
    precises = pl.any_horizontal(pl.col(nom).str.contains(_TOTAL_PRECIS) for nom in textes).fill_null(value=False)
    return (
        porteuses.filter(precises & ~nues)["ligne"].to_list(),
        porteuses.filter(~precises & ~nues)["ligne"].to_list(),
    )
