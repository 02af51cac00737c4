"""Les données personnelles : reconnues par leur forme, refusées avant d'être rangées."""

from __future__ import annotations

import polars as pl

MOTIFS: dict[str, str] = {
    "numéro de sécurité sociale": (
        r"\b[12][ .]?\d{2}[ .]?(?:0[1-9]|1[0-2]|[23]\d|4[0-2]|[5-9]\d)[ .]?(?:\d{2}|2[AB])[ .]?\d{3}[ .]?\d{3}[ .]?\d{2}\b"
    ),
    "IBAN": r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b",
    "adresse électronique": r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
}


def donnees_personnelles(frame: pl.DataFrame) -> pl.DataFrame:
    """Repère NIR, IBAN et adresses électroniques dans les colonnes de texte d'une frame.

    Rend une ligne par cellule : `rang` (UInt32, position dans la frame), `colonne`, `motif` (jamais la valeur).
    Un NIR et un IBAN ne sont retenus que si leur clé de contrôle est juste : un SIRET ou un compte n'en est pas un.
    """
    trouves = [pl.DataFrame(schema={"rang": pl.UInt32, "colonne": pl.String, "motif": pl.String})]
    for nom, dtype in frame.schema.items():
        if dtype == pl.String:
            trouves += _dans_colonne(frame[nom], nom)
    return pl.concat(trouves).sort("rang", "colonne", "motif")


def _dans_colonne(serie: pl.Series, nom: str) -> list[pl.DataFrame]:
    """Ne cherche que dans les valeurs distinctes : une colonne de 100 000 lignes en a souvent cent."""
    distinctes = serie.unique().drop_nulls()
    suspectes = distinctes.filter(distinctes.str.contains(r"@|\d{2}[ .\dAB]{8}|[A-Z]{2}\d{2}[ A-Z0-9]{10}"))
    trouves = []
    for motif, expression in MOTIFS.items():
        fautives = [
            valeur for valeur, extrait in zip(suspectes, suspectes.str.extract_all(expression), strict=True)
            if any(_cle_juste(motif, morceau) for morceau in extrait)
        ]
        if fautives:
            rangs = serie.is_in(fautives).fill_null(value=False).arg_true().cast(pl.UInt32).alias("rang")
            trouves.append(rangs.to_frame().with_columns(colonne=pl.lit(nom), motif=pl.lit(motif)))
    return trouves


def _cle_juste(motif: str, valeur: str) -> bool:
    """La clé de contrôle : 97 moins le reste par 97 pour le NIR, reste 1 pour l'IBAN (ISO 13616)."""
    serre = valeur.replace(" ", "").replace(".", "")
    if motif == "IBAN":
        tourne = serre[4:] + serre[:4]
        return int("".join(str(int(signe, 36)) for signe in tourne)) % 97 == 1
    if motif == "numéro de sécurité sociale":
        chiffres = serre.replace("2A", "19").replace("2B", "18")
        return len(chiffres) == 15 and chiffres.isdigit() and 97 - int(chiffres[:13]) % 97 == int(chiffres[13:])
    return True
