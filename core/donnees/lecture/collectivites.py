"""Dans un fichier national qui mêle plusieurs collectivités, retenir la bonne — ou demander laquelle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.donnees.lecture.entetes import normaliser
from core.donnees.lecture.modele import Feuille
from core.erreurs import QuestionOuverte

MONTREES = 8


@dataclass(frozen=True)
class Reperes:
    """Les colonnes qui nomment la collectivité, comme expressions sur les lignes ; nulles si le fichier n'en a pas."""

    siren: pl.Expr
    insee: pl.Expr
    nom: pl.Expr


def reperer(feuille: Feuille, *noms: str) -> str | None:
    """La colonne (`c3`) du premier en-tête qui commence ainsi et finit ainsi : « nom * commune » accepte le
    millésime."""
    entetes = [normaliser(entete) for entete in feuille.entetes]
    for nom in noms:
        debut, joker, fin = nom.partition("*")
        for place, entete in enumerate(entetes):
            if entete == nom or (joker and entete.startswith(debut) and entete.endswith(fin)):
                return f"c{place}"
    return None


def texte(feuille: Feuille, *noms: str) -> pl.Expr:
    """La colonne repérée, ou une colonne nulle."""
    colonne = reperer(feuille, *noms)
    return pl.col(colonne) if colonne else pl.lit(None, pl.String)


def retenir(feuille: Feuille, reperes: Reperes, indications: Mapping[str, str], ou: str) -> tuple[pl.DataFrame, str]:
    """Les lignes de la collectivité voulue et son nom ; la seule du fichier si elle y est seule.

    `indications` : siren, code_insee, collectivite ou nom. Lève `QuestionOuverte`, qui nomme les candidates, si
    aucune ou plusieurs conviennent.
    """
    lignes = feuille.lignes.with_columns(_siren=reperes.siren, _insee=reperes.insee, _nom=reperes.nom)
    candidates = (
        lignes.select("_siren", "_insee", "_nom").unique(subset=["_siren"], keep="first").sort("_nom", "_siren")
    )
    voulues = candidates
    for cle in ("siren", "code_insee", "collectivite", "nom"):
        if (valeur := indications.get(cle, "").strip()) and candidates.height:
            voulues = candidates.filter(_convient(candidates, valeur))
            break
    if voulues.height == 1:
        siren, _, nom = voulues.row(0)
        propres = lignes.filter(pl.col("_siren").eq_missing(pl.lit(siren, pl.String)))
        return propres.drop("_siren", "_insee", "_nom"), str(nom or siren or "")
    exemples = ", ".join(
        f"{nom or '?'} ({siren or insee or '?'})" for siren, insee, nom in candidates.head(MONTREES).rows()
    )
    suite = f" et {candidates.height - MONTREES} autres" if candidates.height > MONTREES else ""
    raise QuestionOuverte(
        f"Ce fichier porte {candidates.height} collectivités : {exemples}{suite}. Laquelle faut-il lire ?",
        ou,
        "Donnez son SIREN, son code Insee ou son nom.",
    )


def _convient(candidates: pl.DataFrame, valeur: str) -> pl.Series:
    """Le SIREN, le code Insee ou le nom entier ; à défaut, un morceau du nom."""
    voulu = normaliser(valeur)
    noms = [normaliser(nom or "") for nom in candidates["_nom"]]
    exact = pl.Series(
        [
            voulu in {siren or "", insee or "", nom} or ((siren or "#") == voulu[:9] and len(voulu) == 14)
            for (siren, insee, _), nom in zip(candidates.rows(), noms, strict=True)
        ],
        dtype=pl.Boolean,
    )
    return exact if exact.any() else pl.Series([voulu in nom for nom in noms], dtype=pl.Boolean)


def en_feuille(
    feuille: Feuille, table: str, colonnes: Mapping[str, pl.Expr], lettres: Mapping[str, str], lignes: pl.DataFrame
) -> Feuille:
    """Refait une feuille aux noms des colonnes déclarées ; `lettres` dit de quelle colonne vient chacune."""
    prete = lignes.select(
        "ligne", *(expression.cast(pl.String).alias(f"c{place}") for place, expression in enumerate(colonnes.values()))
    )
    return Feuille(
        nom=feuille.nom,
        entetes=tuple(colonnes),
        lettres=tuple(lettres.get(nom, nom) for nom in colonnes),
        ligne_entete=feuille.ligne_entete,
        lignes=prete,
        ecartees=feuille.ecartees.select("ligne", "motif", "texte"),
        fautives=feuille.fautives,
        table=table,
    )


def lettre_de(feuille: Feuille, *noms: str) -> str:
    """La lettre de la colonne repérée, pour l'adresse des cellules ; vide si elle manque."""
    colonne = reperer(feuille, *noms)
    return feuille.lettres[int(colonne[1:])] if colonne else ""
