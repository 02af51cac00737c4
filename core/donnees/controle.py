"""Contrôler les lignes lues : ce qui manque, ce qui déborde, ce qui se répète, ce qui ne renvoie à rien.

Vectorisé : chaque règle rend une frame de refus. Une cellule déjà refusée à la lecture ne l'est pas deux fois.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from core.donnees.lecture.modele import Feuille
from core.donnees.personnelles import MASQUEE, donnees_personnelles
from core.donnees.refus import SCHEMA_REFUS, refus, reunir
from core.format_fr import nombre
from core.tables import TABLES, Colonne, Table
from core.tables.declaration import Code, Entier, Nombre, Part

_CITEES = 3
_ADRESSE = re.compile(r"^([A-Z]+)(\d+)$|^ligne (\d+), (.+)$")
_INDECIDABLE = {
    "sens": "« Dépense ou recette » : le compte {} peut être en dépense ou en recette, et le fichier ne le dit pas. "
    "Ajoutez une colonne « Dépense ou recette » (D ou R), ou dites laquelle le dit déjà.",
    "section": "« Section » : le compte {} n'est pas dans le plan de comptes, la section ne peut pas s'en déduire. "
    "Corrigez le compte, ou ajoutez une colonne Section.",
}
_COMPTE_INCONNU = (
    "Le compte {} n'est pas dans le plan de comptes : ni sa section ni son sens ne peuvent s'en déduire. Corrigez le "
    "compte, ou ajoutez les colonnes Section et Sens."
)
_REPARATIONS = {
    "erreur de calcul du tableur": "corrigez la formule ou tapez la valeur",
    "formule jamais calculée": "ouvrez le fichier dans Excel ou LibreOffice pour que la valeur soit calculée",
    "nombre affiché comme une date": "mettez la cellule au format Nombre",
    "heure ou durée": "mettez la cellule au format Nombre et tapez la valeur",
    "montant illisible": "écrivez un montant : « 1 234,56 », au centime",
    "un total, ou une ligne du compte ?": "effacez la ligne si c'est un total, sinon donnez-lui un vrai libellé",
    "valeur au-delà de la dernière colonne": "protégez par des guillemets le texte qui contient le séparateur",
}


def controler(
    lignes: pl.DataFrame, table: Table, deja: pl.DataFrame, demandees: frozenset[str], connus: Mapping[str, pl.Series]
) -> pl.DataFrame:
    """Les cellules refusées par les règles de la table (schéma `SCHEMA_REFUS`), en plus de celles de `deja`.

    `demandees` : colonnes dont la valeur fait l'objet d'une question, à ne pas encore refuser. `connus` :
    codes auxquels une colonne peut renvoyer, par « table.colonne ».
    """
    morceaux: list[pl.DataFrame] = []
    for colonne in table.colonnes:
        if colonne.nom not in demandees:
            morceaux += [_bornes(lignes, colonne), _au_dessus(lignes, colonne)]
            if table.imputee and colonne.nom in _INDECIDABLE:
                morceaux.append(_indecises(lignes, colonne.nom))
            elif colonne.requis:
                morceaux.append(_absentes(lignes, colonne))
        if isinstance(colonne.type, Code) and colonne.type.renvoi:
            morceaux.append(_renvoi(lignes, colonne, colonne.type.renvoi, connus))
    for regle in table.regles:
        morceaux.append(refus(lignes, regle.fautive(), regle.colonne, regle.nom, regle.message))
    morceaux.append(_personnelles(lignes, table))
    nouvelles = reunir(morceaux)
    return nouvelles.join(deja, on=["feuille", "ligne", "cote", "colonne"], how="anti")


def cles_repetees(lignes: pl.DataFrame, table: Table, lettres: Mapping[str, str]) -> pl.DataFrame:
    """Les lignes d'une table à clé unique qui portent la même clé : chacune nomme les autres.

    `lettres` : pour chaque feuille, la lettre de la première colonne de clé. Trois adresses au plus sont citées.
    """
    cle = list(table.cle)
    if table.par_rang or not cle or lignes.is_empty() or not lignes.select(cle).is_duplicated().any():
        return pl.DataFrame(schema=SCHEMA_REFUS)
    repetees = lignes.filter(lignes.select(cle).is_duplicated())
    repetees = repetees.with_columns(
        _ou=pl.format(
            "{}{} de « {} »", pl.col("feuille").replace_strict(lettres, default="ligne "), "ligne", "feuille"
        ),
        _cle=pl.concat_str([pl.col(nom).cast(pl.String).fill_null("(vide)") for nom in cle], separator=", "),
    )
    citees = pl.col("_ou").sort_by("feuille", "ligne").head(_CITEES).str.join(", ")
    suite = pl.when(pl.len() > _CITEES).then(pl.format(" et {} autres", pl.len() - _CITEES)).otherwise(pl.lit(""))
    groupes = repetees.group_by(cle).agg(_toutes=pl.concat_str(citees, suite))
    repetees = repetees.join(groupes, on=cle, how="left", nulls_equal=True, maintain_order="left")
    noms = ", ".join(cle)
    return refus(
        repetees,
        pl.repeat(True, repetees.height, eager=True),
        cle[0],
        "cle_repetee",
        pl.format(
            "La même clé ({}) est écrite plusieurs fois : {}. Gardez une seule de ces lignes.", pl.lit(noms), "_toutes"
        ),
        pl.col("_cle"),
    )


def _absentes(lignes: pl.DataFrame, colonne: Colonne) -> pl.DataFrame:
    message = f"« {colonne.sens} » est obligatoire et la cellule est vide ; renseignez-la."
    return refus(lignes, lignes[colonne.nom].is_null(), colonne.nom, "obligatoire", message)


def _indecises(lignes: pl.DataFrame, nom: str) -> pl.DataFrame:
    """Les lignes dont le compte ne dit pas le sens ou la section ; un compte inconnu n'est refusé qu'une fois.

    Une ligne sans compte lisible est déjà refusée pour cette raison.
    """
    inconnu = pl.col("section").is_null() & pl.col("sens").is_null()
    masque = pl.col(nom).is_null() & pl.col("nature").is_not_null()
    if nom == "sens":
        return refus(lignes, masque & ~inconnu, nom, "obligatoire", pl.format(_INDECIDABLE[nom], "nature"))
    message = (
        pl.when(inconnu).then(pl.format(_COMPTE_INCONNU, "nature")).otherwise(pl.format(_INDECIDABLE[nom], "nature"))
    )
    return refus(lignes, masque, nom, "obligatoire", message)


def _bornes(lignes: pl.DataFrame, colonne: Colonne) -> pl.DataFrame:
    valeurs = lignes[colonne.nom]
    if isinstance(colonne.type, Part):
        message = f"« {colonne.sens} » est une part, entre 0 et 100 % ; écrivez « 25 % » ou « 0,25 »."
        return refus(lignes, ~valeurs.is_between(0, 1).fill_null(value=True), colonne.nom, "part_hors_bornes", message)
    if isinstance(colonne.type, Nombre | Entier) and colonne.type.minimum is not None:
        message = f"« {colonne.sens} » ne peut pas être inférieur à {colonne.type.minimum:g} ; vérifiez le signe."
        masque = (valeurs < colonne.type.minimum).fill_null(value=False)
        return refus(lignes, masque, colonne.nom, "sous_le_minimum", message)
    return pl.DataFrame(schema=SCHEMA_REFUS)


def _au_dessus(lignes: pl.DataFrame, colonne: Colonne) -> pl.DataFrame:
    if not isinstance(colonne.type, Nombre) or colonne.type.maximum is None:
        return pl.DataFrame(schema=SCHEMA_REFUS)
    message = (
        f"« {colonne.sens.partition(' ;')[0]} » ne peut pas dépasser {nombre(colonne.type.maximum)} ; vérifiez l'unité."
    )
    masque = (lignes[colonne.nom] > colonne.type.maximum).fill_null(value=False)
    return refus(lignes, masque, colonne.nom, "au_dessus_du_maximum", message)


def _renvoi(lignes: pl.DataFrame, colonne: Colonne, renvoi: str, connus: Mapping[str, pl.Series]) -> pl.DataFrame:
    nom = renvoi.partition(".")[0]
    existants = connus.get(renvoi, pl.Series([], dtype=pl.String))
    inconnus = ~lignes[colonne.nom].is_in(existants.to_list()).fill_null(value=True)
    titre = TABLES[nom].titre
    message = (
        f"« {colonne.sens} » renvoie à un code absent de la table « {titre} » ; ajoutez-le à cette table "
        "(même fichier ou import précédent), ou corrigez le code."
    )
    return refus(lignes, inconnus, colonne.nom, "renvoi_inconnu", message)


def _personnelles(lignes: pl.DataFrame, table: Table) -> pl.DataFrame:
    textes = [colonne.nom for colonne in table.colonnes if colonne.type.dtype == pl.String]
    trouvees = donnees_personnelles(lignes.select(textes))
    if trouvees.is_empty():
        return pl.DataFrame(schema=SCHEMA_REFUS)
    reperes = lignes.select("feuille", "ligne", "cote").with_row_index("rang")
    return (
        trouvees.join(reperes, on="rang", how="left", maintain_order="left")
        .select(
            "feuille",
            "ligne",
            "cote",
            "colonne",
            valeur=pl.lit(MASQUEE),
            regle=pl.lit("donnee_personnelle"),
            message=pl.format(
                "Cette cellule contient une donnée personnelle ({}) : elle n'est pas conservée. Effacez-la du fichier, "
                "puis déposez-le à nouveau.",
                "motif",
            ),
        )
        .cast(SCHEMA_REFUS)  # type: ignore[arg-type]
    )


def fautives(feuille: Feuille, cibles: Mapping[str, int]) -> tuple[pl.DataFrame, int]:
    """Les cellules qu'un tableur rend vides ou fausses (`#REF!`…) dans nos colonnes, et combien sont ailleurs."""
    rangs = {feuille.lettres[rang]: (cible, rang) for cible, rang in cibles.items()}
    lignes = set(feuille.lignes["ligne"].to_list()) if feuille.fautives else set()
    trouvees, ailleurs = [], 0
    for faute in feuille.fautives:
        lue = _ADRESSE.match(faute.cellule)
        lettre, numero = (lue[1] or lue[4], int(lue[2] or lue[3])) if lue else ("", 0)
        if lettre not in rangs or numero not in lignes:
            ailleurs += 1
            continue
        colonne, _, cote = rangs[lettre][0].partition("@")
        trouvees.append((feuille.nom, numero, cote, colonne, faute.valeur, "cellule_en_erreur", _phrase(faute.motif)))
    return pl.DataFrame(trouvees, schema=SCHEMA_REFUS, orient="row"), ailleurs


def _phrase(motif: str) -> str:
    reparation = _REPARATIONS.get(motif, "corrigez la cellule")
    return f"{motif[0].upper()}{motif[1:]} : {reparation}, enregistrez, puis déposez le fichier à nouveau."
