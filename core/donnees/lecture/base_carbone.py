"""Lire un export de la Base Carbone de l'ADEME : les éléments valides deviennent des facteurs d'émission.

Un élément est suivi de ses postes (combustion, amont…), qui portent le même identifiant : on garde l'élément seul, ou
ses postes seuls quand leur somme fait exactement son total — jamais les deux.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl

from core.donnees.lecture.collectivites import en_feuille, lettre_de, texte
from core.donnees.lecture.entetes import normaliser
from core.donnees.lecture.modele import Feuille, Lecture
from core.donnees.nombres import nombres
from core.format_fr import accorder
from core.references import reference
from core.unites import nommer_ou_garder

_SIGNATURE = {
    "type ligne",
    "identifiant de l'element",
    "statut de l'element",
    "unite francais",
    "total poste non decompose",
    "code de la categorie",
}
_TYPES = ("type ligne", "type de l'element", "statut de l'element")
_PARTS = (
    ("amont", "amont"),
    ("transport et distribution", "amont"),
    ("pertes", "amont"),
    ("fugitive", "fugitive"),
    ("fuites", "fugitive"),
    ("fabrication", "fabrication"),
    ("combustion", "combustion"),
    ("barrage", "combustion"),
)
"""Ce que contient le type d'un poste → la part du facteur."""

_CHIFFRES = {
    "valeur": "total poste non decompose",
    "co2": "co2f",
    "ch4f": "ch4f",
    "ch4b": "ch4b",
    "n2o": "n2o",
    "autres_gaz": "autres ges",
    "co2b": "co2b",
    "incertitude": "incertitude",
}
_GAZ = ("co2", "ch4", "n2o", "autres_gaz")
_ECART = 0.001
"""Écart relatif admis entre la somme des postes et le total de l'élément : les arrondis de l'export."""
_NUMERO = re.compile(r"(?<![^\W\d_])v(?:ersion)?[\s._-]*(\d{1,3}(?:[.,]\d{1,3})*)(?!\d|[.,]\d)", re.IGNORECASE)
"""« V23.6 », « v.17 », « version 24 » ; ni « nov17 », ni une année (« V2017 »)."""


def reconnaitre(feuille: Feuille) -> bool:
    """Vrai si les en-têtes sont ceux d'un export de la Base Carbone."""
    return {normaliser(entete) for entete in feuille.entetes} >= _SIGNATURE


def lire_base_carbone(feuille: Feuille, indications: Mapping[str, str], ou: str) -> Lecture:
    """Rend une feuille `facteurs_emission` : code et identifiant de l'élément, valeur par unité, gaz, CO2 biogénique.

    La version vient du nom du fichier (« Base_Carbone_V23.6.csv »), sinon de l'année de la dernière modification.
    Une valeur négative est gardée ; une incertitude vide reste vide.
    """
    lignes = _valides(_avec_les_ecartees(feuille))
    facteurs = _decomposer(lignes)
    version, remarques = _version(feuille, lignes)
    fortes = int((lignes["incertitude"] > 100).sum())
    if fortes:
        remarques.append(
            f"{accorder(fortes, 'incertitude dépasse', 'incertitudes dépassent')} 100 % : "
            "l'application les borne à 100 %."
        )
    colonnes = _declarees(version)
    lettres = {
        "code": lettre_de(feuille, "identifiant de l'element"),
        "unite": lettre_de(feuille, "unite francais"),
        **{cible: lettre_de(feuille, source) for cible, source in _CHIFFRES.items() if cible in colonnes},
    }
    laissees = feuille.lignes.height - facteurs["ligne"].n_unique()
    remarques.append(
        f"{accorder(facteurs['id'].n_unique(), 'facteur valide', 'facteurs valides')} ; "
        f"{accorder(laissees, 'ligne laissée', 'lignes laissées')} de côté (archivées, données sources, ou "
        "postes déjà dans leur élément)."
    )
    prete = en_feuille(feuille, "facteurs_emission", colonnes, {c: v for c, v in lettres.items() if v}, facteurs)
    return Lecture("base_carbone", (prete,), {}, "", tuple(remarques))


def _declarees(version: str) -> dict[str, pl.Expr]:
    """Les colonnes de `facteurs_emission`, en texte, depuis les lignes décomposées."""
    return {
        "version": pl.lit(version),
        "code": pl.col("id"),
        "part": pl.col("part"),
        "libelle": pl.col("libelle"),
        "poste": pl.col("poste"),
        "categorie": pl.col("categorie"),
        "valeur": _ecrit("valeur"),
        "unite": pl.col("unite"),
        "incertitude": pl.when(pl.col("incertitude").is_not_null()).then(
            pl.format("{} %", pl.col("incertitude").clip(0, 100))
        ),
        **{gaz: _ecrit(gaz) for gaz in _GAZ},
        "id_base_empreinte": pl.col("id"),
        "millesime": pl.col("validite"),
        "source": pl.lit("Base Carbone, ADEME"),
        "statut": pl.lit("A"),
    }


def _ecrit(nom: str) -> pl.Expr:
    return pl.col(nom).cast(pl.String)


def _avec_les_ecartees(feuille: Feuille) -> Feuille:
    """Remet les lignes dont un libellé commence par « Total » : dans ce format, ce sont des facteurs."""
    communes = feuille.lignes.columns
    if not set(communes) <= set(feuille.ecartees.columns):
        return feuille
    totaux = feuille.ecartees.filter(pl.col("motif") == "total").select(communes)
    rendues = pl.concat([feuille.lignes, totaux]).sort("ligne")
    restes = feuille.ecartees.filter(pl.col("motif") != "total")
    return Feuille(**{**feuille.__dict__, "lignes": rendues, "ecartees": restes})


def _valides(feuille: Feuille) -> pl.DataFrame:
    """Les facteurs d'émission au statut « Valide… », éléments et postes, chiffres lus."""
    ligne, genre, statut = (texte(feuille, nom) for nom in _TYPES)
    nommees = feuille.lignes.select(
        "ligne",
        sorte=ligne,
        genre=genre,
        statut=statut,
        id=texte(feuille, "identifiant de l'element"),
        libelle=pl.concat_str(
            [texte(feuille, f"nom {nom} francais") for nom in ("base", "attribut", "frontiere")],
            separator=" – ",
            ignore_nulls=True,
        ),
        lieu=texte(feuille, "localisation geographique"),
        chemin=texte(feuille, "code de la categorie"),
        unite_ecrite=texte(feuille, "unite francais"),
        type_poste=texte(feuille, "type poste").str.to_lowercase(),
        validite=texte(feuille, "periode de validite"),
        **{nom: texte(feuille, source) for nom, source in _CHIFFRES.items()},
    )
    lues = nommees.with_columns(nombres(nommees[nom])[0].alias(nom) for nom in _CHIFFRES)
    gardees = lues.filter(
        pl.col("statut").str.starts_with("Valide")
        & (pl.col("genre") == "Facteur d'émission").fill_null(value=True)
        & pl.col("valeur").is_not_null()
        & pl.col("unite_ecrite").str.contains(r"(?i)^\s*kg\s?co2e?\s*/")
    )
    ch4 = pl.when(pl.col("ch4f").is_not_null() | pl.col("ch4b").is_not_null()).then(pl.sum_horizontal("ch4f", "ch4b"))
    ailleurs = pl.col("lieu").is_not_null() & (pl.col("lieu") != "France continentale")
    return gardees.with_columns(
        ch4=ch4,
        unite=unites_lues(gardees["unite_ecrite"]),
        categorie=_familles(gardees["chemin"]),
        libelle=pl.when(ailleurs).then(pl.format("{} ({})", "libelle", "lieu")).otherwise("libelle"),
        poste=_poste_des_achats(),
    )


def _poste_des_achats() -> pl.Expr:
    """Un ratio monétaire relève des achats de biens (4.1) ou de services (4.5) ; nul pour tout autre facteur."""
    chemin = pl.col("chemin").str
    poste = pl.when(chemin.contains("(?i)^achats de biens")).then(pl.lit("4.1")).otherwise(pl.lit("4.5"))
    return pl.when(chemin.contains("(?i)ratio") & chemin.contains("(?i)^achats de")).then(poste)


def unites_lues(ecrites: pl.Series) -> pl.Series:
    """« kgCO2e/keuro (2023) HT » → « k€ » ; une unité que l'application ne connaît pas est gardée telle quelle."""
    apres = ecrites.str.splitn("/", 2).struct.field("field_1")
    return nommer_ou_garder(apres.str.replace_all(r"\s*\(?\b\d{4}\b\)?\s*", " ").str.strip_chars())


def _familles(chemins: pl.Series) -> pl.Series:
    """La famille de chaque catégorie de la Base Carbone ; nulle si aucune ne convient (le flux dira alors son
    poste)."""
    motifs = [
        (re.compile(motif, re.IGNORECASE), famille)
        for motif, famille in reference("familles_base_carbone").select("motif", "categorie").iter_rows()
    ]
    connus = {
        chemin: next((famille for motif, famille in motifs if motif.search(chemin)), None)
        for chemin in chemins.drop_nulls().unique().to_list()
    }
    return chemins.replace_strict(connus, default=None, return_dtype=pl.String)


def _decomposer(lignes: pl.DataFrame) -> pl.DataFrame:
    """Une ligne par facteur et part : « total », ou les postes quand ils font le total ; puis le CO2 biogénique."""
    elements = lignes.filter(pl.col("sorte").str.to_lowercase().is_in(["elément", "élément", "element"]))
    elements = elements.unique("id", keep="first", maintain_order=True)
    part: pl.Expr = pl.lit(None, pl.String)
    for mot, nom in reversed(_PARTS):
        part = pl.when(pl.col("type_poste").str.contains(mot, literal=True)).then(pl.lit(nom)).otherwise(part)
    postes = lignes.filter(pl.col("sorte").str.to_lowercase() == "poste").with_columns(part=part)
    sommes = postes.group_by("id").agg(
        somme=pl.col("valeur").sum(), nommes=pl.col("part").is_not_null().all(), distinctes=pl.col("part").n_unique()
    )
    jugees = elements.join(sommes, on="id", how="left", maintain_order="left")
    juste = (pl.col("somme") - pl.col("valeur")).abs() <= _ECART * pl.col("valeur").abs()
    faits = jugees.filter(juste & pl.col("nommes") & (pl.col("distinctes") > 1))
    entiers = jugees.filter(~pl.col("id").is_in(faits["id"].to_list())).with_columns(part=pl.lit("total"))
    commun = ["id", "libelle", "unite", "categorie", "poste", "incertitude", "validite"]
    decomposees = (
        postes.join(faits.select("id"), on="id", how="semi", maintain_order="left")
        .group_by("id", "part", maintain_order=True)
        .agg(
            pl.col("ligne").first(),
            pl.col("valeur").sum(),
            *(pl.when(pl.col(gaz).is_not_null().all()).then(pl.col(gaz).sum()).alias(gaz) for gaz in _GAZ),
        )
        .join(faits.select(commun), on="id", how="left", maintain_order="left")
    )
    biogeniques = elements.filter(pl.col("co2b").is_not_null() & (pl.col("co2b") != 0)).with_columns(
        part=pl.lit("biogenique"), valeur="co2b", **{gaz: pl.lit(None, pl.Float64) for gaz in _GAZ}
    )
    voulues = ["ligne", *commun, "part", "valeur", *_GAZ]
    return pl.concat([frame.select(voulues) for frame in (entiers, decomposees, biogeniques)]).sort("ligne", "part")


def _version(feuille: Feuille, lignes: pl.DataFrame) -> tuple[str, list[str]]:
    trouvee = _NUMERO.search(feuille.nom)
    if trouvee and lignes.height:
        return f"Base Carbone V{trouvee.group(1).replace(',', '.')}", []
    dates = feuille.lignes.select(annee=texte(feuille, "date de modification").str.extract(r"((?:19|20)\d{2})"))
    annee = dates["annee"].drop_nulls().max()
    version = f"Base Carbone {annee!s}" if annee else "Base Carbone, version non dite"
    remarque = (
        f"Le nom du fichier ne dit pas la version : elle est nommée « {version} ». Pour la nommer autrement, "
        "renommez le fichier (« Base_Carbone_V23.6.csv ») avant de le déposer. Tant que rien ne dit cette base plus "
        "récente que les facteurs livrés, elle ne les remplace que si vous choisissez sa version."
    )
    return version, [remarque]
