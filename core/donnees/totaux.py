"""Les totaux d'un fichier : les nôtres par sens et par étape, ceux qu'il annonce, et les écarts entre les deux."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations

import polars as pl

from core.donnees import nombres
from core.donnees.correspondance import MONTANT, SENS, Correspondance
from core.donnees.laissees import type_totaux
from core.donnees.lecture.modele import Feuille
from core.format_fr import accorder, nombre
from core.tables import Table

_MONTRES = 3
ENSEMBLE = "ensemble"
"""Nos dépenses et nos recettes additionnées."""
_COMBINEES = ("exercice", "etape", "budget", "section", "sens", "mouvement", "chapitre")
_SEULES = ("service", "fonction", "politique", "operation", "nature")
_ANNONCES: dict[str, pl.DataType] = {
    "ligne": pl.Int32(),
    "libelle": pl.String(),
    "colonne": pl.String(),
    "cote": pl.String(),
    "montant": pl.Decimal(18, 2),
}


def totaux(lignes: pl.DataFrame, table: Table) -> type_totaux:
    """{colonne: {depense, recette}} d'une table qui a un sens, {colonne: {total}} d'une autre ; une colonne vide n'y
    est pas."""
    rendus: type_totaux = {}
    for nom in table.montants:
        connues = lignes.filter(pl.col(nom).is_not_null())
        if connues.is_empty():
            continue
        if "sens" in table.cle:
            par_sens = connues.group_by("sens").agg(pl.col(nom).sum()).drop_nulls("sens").sort("sens")
            rendus[nom] = dict(par_sens.iter_rows())
        else:
            rendus[nom] = {"total": connues[nom].sum()}  # type: ignore[dict-item]
    return rendus


def totaux_sections(lignes: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Les totaux sur lesquels un budget se contrôle : DF, DI, RF, RI, opérations réelles et d'ordre à part, en euros.

    Une ligne par exercice, étape, budget, sens, section et `colonne` de montants ; `section` nulle : les deux ensemble.
    Sans mouvement dans la table, `reel` et `ordre` manquent ; vide si la table n'a ni montant ni exercice.
    """
    portee: list[str] = [nom for nom in ("exercice", "etape", "budget", "sens") if nom in table.cle]
    if not portee or not table.montants:
        return pl.DataFrame()
    par_section: list[list[str]] = [[*portee, "section"], portee] if "section" in table.cle else [portee]
    morceaux = [
        lignes.filter(pl.col(nom).is_not_null())
        .group_by(groupe)
        .agg(*_par_mouvement(nom, table), ensemble=pl.col(nom).sum())
        .with_columns(colonne=pl.lit(nom), _rang=pl.lit(rang))
        for rang, nom in enumerate(table.montants)
        for groupe in par_section
    ]
    tout = pl.concat(morceaux, how="diagonal")
    ordre = [nom for nom in (*portee[:3], "_rang", "sens", "section") if nom in tout.columns]
    return tout.sort(*dict.fromkeys(ordre), nulls_last=True).drop("_rang")


def portee_a_dire(sections: pl.DataFrame) -> list[str]:
    """De l'exercice, de l'étape et du budget, ceux dont le fichier porte plusieurs."""
    portee = [nom for nom in ("exercice", "etape", "budget") if nom in sections.columns]
    return [nom for nom in portee if sections[nom].n_unique() > 1]


def _par_mouvement(nom: str, table: Table) -> list[pl.Expr]:
    if "mouvement" not in table.cle:
        return []
    return [pl.col(nom).filter(pl.col("mouvement") == sorte).sum().alias(sorte) for sorte in ("reel", "ordre")]


def a_retrouver(totaux: Mapping[str, Decimal], sections: pl.DataFrame, colonne: str) -> dict[str, Decimal]:
    """Nos totaux d'une colonne auxquels comparer ceux du fichier : par sens, puis « sens section » si le fichier n'a
    qu'un exercice, une étape et un budget."""
    rendus = dict(totaux)
    if "section" not in sections.columns:
        return rendus
    siennes = sections.filter((pl.col("colonne") == colonne) & pl.col("section").is_not_null())
    if not siennes.select("sens", "section").is_duplicated().any():
        rendus |= {f"{sens} {section}": m for sens, section, m in siennes.select("sens", "section", "ensemble").rows()}
    return rendus


def retrouver(libelle: str, annonces: Mapping[str, Decimal], totaux: Mapping[str, Decimal]) -> tuple[str, bool] | None:
    """Lequel de nos totaux (`a_retrouver`) égale au centime celui du fichier : son nom (ou `ENSEMBLE`), et s'il lui
    faut pour cela les autres totaux annoncés du même sens ; nul si aucun."""
    entiers = {sens: montant for sens, montant in totaux.items() if " " not in sens}
    for sens, montant in totaux.items():
        if montant == annonces[libelle]:
            return (sens, False)
    reunis = sum(annonce for autre, annonce in annonces.items() if _cote(autre) == _cote(libelle))
    for sens, montant in entiers.items():
        if _cote(libelle) in ("", sens) and montant == reunis:
            return (sens, True)
    if len(entiers) > 1 and sum(entiers.values()) == annonces[libelle]:
        return (ENSEMBLE, False)
    return None


def _cote(libelle: str) -> str:
    """Le sens que porte le libellé d'un total à deux colonnes ; vide s'il n'en porte pas."""
    return next((sens for sens in ("depense", "recette") if f"{sens}s)" in libelle), "")


def annonces(
    feuille: Feuille, correspondance: Correspondance, echelles: Mapping[tuple[str, str], float]
) -> pl.DataFrame:
    """Les totaux écrits dans la feuille : `ligne`, `libelle`, `colonne`, `cote`, `montant` (euros).

    `echelles` : (feuille, cible) → par combien multiplier ce qui est écrit.
    """
    lignes = feuille.ecartees.filter(pl.col("motif") == "total")
    morceaux = []
    for cible, rang in correspondance.cibles.items():
        colonne, _, cote = cible.partition("@")
        if f"c{rang}" not in lignes.columns or (not colonne.endswith("_eur") and colonne != MONTANT):
            continue
        lus, _ = nombres.montants(lignes[f"c{rang}"])
        facteur = echelles.get((feuille.nom, cible), 1)
        if facteur != 1:
            lus = (nombres.nombres(lignes[f"c{rang}"])[0] * facteur).round(2).cast(pl.Decimal(18, 2))
        morceaux.append(
            lignes.select(
                pl.col("ligne").cast(pl.Int32),
                libelle=pl.col("texte").fill_null("Total").str.split(" · ").list.first(),
                colonne=pl.lit(colonne),
                cote=pl.lit(cote),
            ).with_columns(montant=lus)
        )
    tout = pl.concat([pl.DataFrame(schema=_ANNONCES), *morceaux])
    return tout.drop_nulls("montant").sort("ligne", "colonne", "cote")


def en_totaux(annoncees: pl.DataFrame) -> type_totaux:
    """Les totaux annoncés, prêts à être montrés à côté des nôtres."""
    rendus: dict[str, dict[str, Decimal]] = {}
    for ligne in annoncees.iter_rows(named=True):
        cote = f", {ligne['cote']}s" if ligne["cote"] else ""
        rendus.setdefault(ligne["colonne"], {})[f"{ligne['libelle']} (ligne {ligne['ligne']}{cote})"] = ligne["montant"]
    return rendus


def ecarts(annoncees: pl.DataFrame, lignes: pl.DataFrame, feuille: Feuille, table: Table) -> list[str]:
    """Une phrase par colonne dont des totaux annoncés ne se retrouvent dans aucune somme de nos lignes.

    Sont essayées les sommes par exercice, étape, budget, section, sens, mouvement et chapitre, seuls ou combinés,
    par service, fonction, politique…, et celles des lignes qui précèdent le total. Un total qui s'y retrouve n'est
    jamais signalé.
    """
    phrases = []
    for (colonne, cote), groupe in annoncees.group_by("colonne", "cote", maintain_order=True):
        nom = str(colonne)
        lues = lignes.filter((pl.col("feuille") == feuille.nom) & pl.col(nom).is_not_null())
        lues = lues.filter(pl.col("cote") == cote) if cote else lues
        manques = groupe.filter(~pl.col("montant").is_in(list(_sommes(lues, nom))))
        manques = manques.filter(~_suites(lues, groupe, manques, nom))
        if manques.is_empty():
            continue
        exemples = " ; ".join(
            f"ligne {ligne['ligne']} : {nombre(ligne['montant'], 2)} €"
            for ligne in manques.head(_MONTRES).iter_rows(named=True)
        )
        notre = nombre(lues[nom].sum(), 2) + " €" if lues.height else "aucune valeur"
        phrases.append(
            f"Feuille « {feuille.nom} », {table.colonne(nom).sens.lower()} : "
            f"{accorder(manques.height, 'total du fichier ne se retrouve', 'totaux du fichier ne se retrouvent')} pas "
            f"dans nos lignes ({exemples}), ni au tout ({notre}), ni par exercice, étape, section, sens, chapitre ou "
            "service, ni dans les lignes d'avant. Vérifiez avant d'importer."
        )
    return phrases


def _signe(nom: str) -> pl.Expr:
    return pl.when(pl.col("sens") == "depense").then(-pl.col(nom)).otherwise(pl.col(nom))


def _sommes(lues: pl.DataFrame, nom: str) -> set[Decimal]:
    """Toutes les sommes simples d'une colonne, et, où il y a deux sens, les soldes recettes − dépenses.

    Un total de zéro convient à une colonne que rien ne remplit.
    """
    if lues.is_empty():
        return {Decimal(0)}
    sommes: set[Decimal] = {lues[nom].sum()}  # type: ignore[arg-type]
    for une in [une for une in _SEULES if une in lues.columns]:
        avec = [une, *(cle for cle in ("exercice", "sens") if cle in lues.columns)]
        sommes |= _par_combinaison(_agreger(lues, avec, nom), avec)
    cles = [cle for cle in _COMBINEES if cle in lues.columns and lues[cle].n_unique() > 1]
    return sommes | _par_combinaison(_agreger(lues, cles, nom), cles)


def _agreger(lues: pl.DataFrame, cles: list[str], nom: str) -> pl.DataFrame:
    signe = _signe(nom) if "sens" in lues.columns else pl.col(nom)
    return lues.group_by(cles or [pl.lit(0).alias("tout")]).agg(montant=pl.col(nom).sum(), solde=signe.sum())


def _par_combinaison(agregees: pl.DataFrame, cles: list[str]) -> set[Decimal]:
    sommes: set[Decimal] = set()
    for combien in range(len(cles) + 1):
        for choisies in combinations(cles, combien):
            groupes = agregees.group_by(choisies) if choisies else agregees.group_by(pl.lit(0).alias("tout"))
            for colonne in groupes.agg(pl.col("montant", "solde").sum()).select("montant", "solde"):
                sommes |= set(colonne.to_list())
    return sommes


def _suites(lues: pl.DataFrame, groupe: pl.DataFrame, manques: pl.DataFrame, nom: str) -> pl.Series:
    """Vrai pour un total qui est la somme des lignes (d'un sens, ou en solde) entre un total d'avant et lui."""
    trouves = pl.repeat(False, manques.height, dtype=pl.Boolean, eager=True)
    if manques.is_empty() or lues.is_empty():
        return trouves
    series = [pl.col(nom)]
    if "sens" in lues.columns:
        series += [_signe(nom), *(pl.when(pl.col("sens") == sens).then(pl.col(nom)) for sens in SENS)]
    for serie in series:
        cumul = lues.sort("ligne").select("ligne", cumul=serie.fill_null(Decimal(0)).cast(pl.Decimal(38, 2)).cum_sum())
        par_borne = (
            pl.DataFrame({"ligne": [0, *groupe["ligne"]]}, schema={"ligne": pl.Int32})
            .join_asof(cumul, on="ligne", strategy="backward")
            .with_columns(pl.col("cumul").fill_null(Decimal(0)))
        )
        cumuls = dict(par_borne.iter_rows())
        trouves |= pl.Series(
            [
                any(cumuls[ligne] - avant == montant for borne, avant in cumuls.items() if borne < ligne)
                for ligne, montant in manques.select("ligne", "montant").rows()
            ],
            dtype=pl.Boolean,
        )
    return trouves
