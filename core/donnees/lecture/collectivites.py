"""Dans un fichier national qui mêle plusieurs collectivités, retenir la bonne — ou demander laquelle."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.donnees.lecture.entetes import normaliser
from core.donnees.lecture.modele import Feuille
from core.erreurs import QuestionOuverte
from core.format_fr import accorder

MONTREES = 8
SIREN = 9
"""Les chiffres d'un SIREN, qui ouvrent chacun de ses SIRET."""
INDICATIONS = ("collectivite", "siren", "code_insee", "nom")


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


def retenir(
    feuille: Feuille, reperes: Reperes, indications: Mapping[str, str], ou: str
) -> tuple[pl.DataFrame, dict[str, str]]:
    """Les lignes de la collectivité voulue et ce qui la nomme (`collectivite`, `siret`, `code_insee`, si connus).

    `indications` : collectivite (le choix d'une personne), siren, code_insee ou nom ; la première qui en désigne une.
    Seule dans son fichier, une collectivité est retenue, sauf si le choix en nomme une autre. Lève `QuestionOuverte`,
    qui porte la liste des candidates, si aucune ou plusieurs conviennent.
    """
    lignes = feuille.lignes.with_columns(_siren=reperes.siren, _insee=reperes.insee, _nom=reperes.nom)
    lignes = lignes.with_columns(_cle=pl.coalesce("_siren", "_insee", "_nom"))
    candidates = (
        lignes.select("_cle", "_siren", "_insee", "_nom").unique(subset=["_cle"], keep="first").sort("_nom", "_cle")
    )
    voulues = _designees(candidates, indications)
    if voulues.height == 1:
        cle, siren, insee, nom = voulues.row(0)
        propres = lignes.filter(pl.col("_cle").eq_missing(pl.lit(cle, pl.String)))
        qui = {"collectivite": nom or siren or insee, "siret": siren, "code_insee": insee}
        return propres.drop("_cle", "_siren", "_insee", "_nom"), {mot: dit for mot, dit in qui.items() if dit}
    montrees = voulues if voulues.height else candidates
    choix = {
        cle: f"{nom or 'sans nom'} ({siren or insee or 'sans code'})"
        for cle, siren, insee, nom in montrees.drop_nulls("_cle").rows()
    }
    exemples = list(choix.values())
    suite = f" et {len(exemples) - MONTREES} autres" if len(exemples) > MONTREES else ""
    combien = accorder(candidates.height, "collectivité")
    raise QuestionOuverte(
        f"Ce fichier porte {combien} : {', '.join(exemples[:MONTREES])}{suite}. Laquelle faut-il lire ?",
        ou,
        "Donnez son SIREN, son code Insee ou son nom.",
        choix,
    )


def _designees(candidates: pl.DataFrame, indications: Mapping[str, str]) -> pl.DataFrame:
    """Les candidates que désigne la première indication qui en désigne ; toutes s'il n'y en a aucune."""
    donnees = [valeur for cle in INDICATIONS if (valeur := indications.get(cle, "").strip())]
    if not donnees or (candidates.height == 1 and not indications.get("collectivite")):
        return candidates
    essais = (candidates.filter(_convient(candidates, valeur)) for valeur in donnees)
    return next((essai for essai in essais if essai.height), candidates.clear())


def meme_siren(un: str, autre: str) -> bool:
    """Vrai si deux SIREN ou SIRET, dans un sens ou dans l'autre, sont ceux d'une même collectivité."""
    return len(un) >= SIREN and len(autre) >= SIREN and un[:SIREN] == autre[:SIREN]


def _convient(candidates: pl.DataFrame, valeur: str) -> pl.Series:
    """Le SIREN, le code Insee ou le nom entier ; à défaut, un morceau du nom."""
    voulu = normaliser(valeur)
    noms = [normaliser(nom or "") for nom in candidates["_nom"]]
    numero = re.sub(r"\s", "", voulu) if re.fullmatch(r"[\d\s]{9,}", voulu) else ""
    exact = pl.Series(
        [
            voulu in {normaliser(cle or ""), siren or "", normaliser(insee or ""), nom}
            or meme_siren(siren or "", numero)
            for (cle, siren, insee, _), nom in zip(candidates.rows(), noms, strict=True)
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
