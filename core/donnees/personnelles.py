"""Les données personnelles : reconnues par leur forme, refusées avant d'être rangées."""

from __future__ import annotations

import polars as pl
from stdnum import iban
from stdnum.fr import nir

NIR = "numéro de sécurité sociale"
_GROUPES = (
    *("[12]", r"\d{2}", r"(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)"),
    *(r"(?:\d{2}|2[AB])", r"\d{3}", r"\d{3}", r"\d{2}"),
)
"""Sexe, année, mois, département, commune, ordre, clé : collés, ou séparés d'espaces, ou tous d'un point."""
_DECIMALES = r"\d[.,]\d{4,}|^[-+]?\d+[.,]\d{1,3}$"
"""Un point devant quatre chiffres n'est pas celui d'un numéro : « 12.185057800608436 » est un nombre."""
MOTIFS: dict[str, str] = {
    NIR: rf"\b{' ?'.join(_GROUPES)}\b|\b{'[.]'.join(_GROUPES)}\b",
    "IBAN": r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b",
    "adresse électronique": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
}
MASQUEE = "(masquée)"
"""Ce qui se lit à la place d'une donnée personnelle."""
_CLES = {"IBAN": iban.is_valid, NIR: nir.is_valid}


def donnees_personnelles(frame: pl.DataFrame) -> pl.DataFrame:
    """Repère NIR, IBAN et adresses électroniques dans les colonnes de texte d'une frame.

    Rend une ligne par cellule : `rang` (UInt32, position dans la frame), `colonne`, `motif` (jamais la valeur).
    Un NIR et un IBAN ne sont retenus que si leur clé de contrôle est juste (NIR : 97 − n mod 97, la Corse comprise) :
    un SIRET, un compte ou les décimales d'un nombre n'en sont pas un.
    """
    trouves = [pl.DataFrame(schema={"rang": pl.UInt32, "colonne": pl.String, "motif": pl.String})]
    for nom, dtype in frame.schema.items():
        if dtype == pl.String:
            trouves += _dans_colonne(frame[nom], nom)
    return pl.concat(trouves).sort("rang", "colonne", "motif")


def masquer(frame: pl.DataFrame) -> pl.DataFrame:
    """La même frame, `MASQUEE` à la place de chaque cellule de texte qui porte une donnée personnelle."""
    for (nom,), trouvees in donnees_personnelles(frame).group_by("colonne"):
        personnelle = pl.int_range(pl.len()).is_in(trouvees["rang"].to_list())
        frame = frame.with_columns(
            pl.when(personnelle).then(pl.lit(MASQUEE)).otherwise(pl.col(str(nom))).alias(str(nom))
        )
    return frame


def _dans_colonne(serie: pl.Series, nom: str) -> list[pl.DataFrame]:
    """Ne cherche que dans les valeurs distinctes : une colonne de 100 000 lignes en a souvent cent."""
    distinctes = serie.unique().drop_nulls()
    suspectes = distinctes.filter(distinctes.str.contains(r"@|\d{2}[ .\dAB]{8}|[A-Z]{2}\d{2}[ A-Z0-9]{10}"))
    trouves = []
    for motif, expression in MOTIFS.items():
        cherchees = suspectes.str.replace_all(_DECIMALES, "") if motif == NIR else suspectes
        fautives = [
            valeur
            for valeur, extrait in zip(suspectes, cherchees.str.extract_all(expression), strict=True)
            if any(_cle_juste(motif, morceau) for morceau in extrait)
        ]
        if fautives:
            rangs = serie.is_in(fautives).fill_null(value=False).arg_true().cast(pl.UInt32).alias("rang")
            trouves.append(rangs.to_frame().with_columns(colonne=pl.lit(nom), motif=pl.lit(motif)))
    return trouves


def _cle_juste(motif: str, valeur: str) -> bool:
    """Vrai si la clé de contrôle du numéro est juste ; une adresse électronique n'en a pas."""
    serre = valeur.replace(" ", "").replace(".", "")
    return motif not in _CLES or bool(_CLES[motif](serre))
