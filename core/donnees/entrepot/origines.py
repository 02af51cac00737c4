"""D'où vient ce chiffre : du filtre d'un indicateur aux adresses des cellules du fichier déposé."""

from __future__ import annotations

import json
from collections.abc import Mapping

import polars as pl

from core.donnees.entrepot.schema import FAITS
from core.erreurs import DonneesIncoherentes
from core.modele import type_critere
from core.tables import Table
from core.tables.declaration import Entier, Montant, Nombre, Part

_CHIFFRES_ANNEE = 4


def filtre_declare(origine: str) -> tuple[Table, Mapping[str, type_critere]]:
    """La table et les égalités d'une origine ; lève `DonneesIncoherentes` si elles ne sont pas déclarées."""
    try:
        contenu = json.loads(origine)
        table = FAITS[contenu["table"]]
        filtre: dict[str, type_critere] = dict(contenu["filtre"])
    except (ValueError, KeyError, TypeError) as erreur:
        raise DonneesIncoherentes(
            "Ce chiffre ne dit pas d'où il vient.", "", "Signalez-le à la maintenance."
        ) from erreur
    inconnues = set(filtre) - set(table.schema())
    if inconnues:
        raise DonneesIncoherentes(
            f"L'origine de ce chiffre nomme des colonnes inconnues : {', '.join(sorted(inconnues))}.",
            "",
            "Signalez-le à la maintenance.",
        )
    return table, filtre


def adresses(table: Table, lignes: pl.DataFrame, imports: pl.DataFrame) -> pl.DataFrame:
    """Ajoute à chaque ligne l'adresse de ses valeurs, la date de l'import et qui l'a fait.

    `cellule` énumère les cellules des valeurs connues (« G7, H7 ») ; la ligne seule quand l'adresse des colonnes
    n'est pas connue.
    """
    valeurs = [colonne.nom for colonne in table.colonnes if isinstance(colonne.type, Montant | Nombre | Part | Entier)]
    annee = next((nom for nom in ("exercice", "annee") if nom in table.cle), "")
    morceaux = []
    for (numero, feuille), groupe in lignes.group_by("import_id", "feuille", maintain_order=True):
        registre = imports.filter(pl.col("import_id") == numero)
        lettres = json.loads(registre["lettres"][0] or "{}").get(table.nom, {}).get(feuille, {})
        liste = [_adresse(nom, lettres, annee) for nom in valeurs if _connue(nom, lettres)]
        cellule = pl.concat_str(liste, separator=", ", ignore_nulls=True) if liste else pl.lit("")
        secours = pl.format("ligne {}", "ligne")
        morceaux.append(
            groupe.with_columns(
                cellule=pl.when(cellule == "").then(secours).otherwise(cellule),
                date=pl.lit(registre["date"][0]).cast(pl.Datetime("us")),
                identite=pl.lit(registre["identite"][0]).cast(pl.String),
            )
        )
    if not morceaux:
        morceaux = [
            lignes.with_columns(
                cellule=pl.lit(None).cast(pl.String),
                date=pl.lit(None).cast(pl.Datetime("us")),
                identite=pl.lit(None).cast(pl.String),
            )
        ]
    ordre = ("fichier", "feuille", "cellule", "ligne", *table.schema(), "date", "identite", "import_id")
    return pl.concat(morceaux).sort("import_id", "numero").select(ordre)


def _connue(colonne: str, lettres: dict[str, str]) -> bool:
    return any(cle == colonne or cle.startswith(f"{colonne}@") for cle in lettres)


def _du_groupe(groupe: str, annee: str) -> pl.Expr:
    if not groupe:
        return pl.lit(True)
    if not groupe.isdigit():
        return pl.col("sens") == groupe
    return pl.col(annee) == int(groupe) if len(groupe) == _CHIFFRES_ANNEE else pl.lit(False)


def _adresse(colonne: str, lettres: dict[str, str], annee: str) -> pl.Expr:
    """L'adresse de la valeur d'une colonne ; des colonnes par sens, ou par année, la donnent selon la ligne.

    Des colonnes numérotées ne disent pas de laquelle vient la ligne : son adresse n'est pas connue.
    """
    adresse: pl.Expr = pl.lit(None).cast(pl.String)
    for cle, lettre in lettres.items():
        nom, _, groupe = cle.partition("@")
        if nom != colonne:
            continue
        condition = _du_groupe(groupe, annee)
        adresse = pl.when(condition).then(_ecrite(lettre)).otherwise(adresse)
    return pl.when(pl.col(colonne).is_not_null()).then(adresse)


def _ecrite(lettre: str) -> pl.Expr:
    if len(lettre) <= 3 and lettre.isupper():
        return pl.format(lettre + "{}", "ligne")
    return pl.format("ligne {}, " + lettre.replace("{", "").replace("}", ""), "ligne")
