"""Les règles de cotation : elles proposent une classe ou posent une question ; seule une personne cote."""

from __future__ import annotations

import re
from functools import lru_cache

import polars as pl

from core.communs.affectations.signature import normaliser, signer
from core.modele import Donnees
from core.plan_de_comptes import GENERALES, fonctions_nues, nomenclature_connue, nomenclature_probable
from core.references import cle, reference_de
from core.tables.affectations import CLASSES_AXE

NOM = "regles_cotation"
LIVREES: Donnees = {}
"""Des données qui ne portent aucune version à elles : les règles sont alors celles qui sont livrées."""
CLASSE = "classe"
INDEFINI = "indefini"
ISSUES = (CLASSE, INDEFINI, "suit_le_projet", "suit_objet_finance", "hors_perimetre")
"""Ce qu'une règle peut dire ; seule la première donne une classe."""
_CONCLUT, _EXIGE, _DECRIT = "conclut", "exige", "decrit"
"""Le rôle des mots-clés d'une règle, quand ce n'est pas de départager : sans eux, elle ne conclut pas et pose sa
question ; sans eux, elle ne s'applique pas ; ils ne font que décrire."""

SCHEMA_PROPOSITIONS: dict[str, pl.DataType] = {
    "signature": pl.String(),
    "lentille": pl.String(),
    "regle": pl.String(),
    "issue": pl.String(),
    "poste": pl.String(),
    "question": pl.String(),
    "reponses": pl.List(pl.Struct({"reponse": pl.String(), "poste": pl.String()})),
    "par_mot_cle": pl.Boolean(),
    "confiance": pl.String(),
    "a_verifier": pl.Boolean(),
}


def propositions(lignes: pl.DataFrame, lentille: str, donnees: Donnees = LIVREES) -> pl.DataFrame:
    """La règle qui s'applique à chaque ligne distincte (`signature`) qu'au moins une règle reconnaît.

    La plus précise l'emporte : un mot-clé reconnu dans le libellé d'abord, puis le plus de caractères fixes dans les
    motifs de nature et de fonction, puis la règle qui interroge avant celle qui conclut, puis l'identifiant. `poste`
    est nul quand la règle ne sait pas (`issue` dit pourquoi, `question` quoi demander). Dans l'ordre des lignes ; vide
    sous une lentille sans règle. Les règles sont celles que portent les `donnees`, à défaut celles qui sont livrées.
    """
    regles = regles_de(donnees).filter(pl.col("lentille") == lentille)
    if regles.is_empty() or lignes.is_empty():
        return pl.DataFrame(schema=SCHEMA_PROPOSITIONS)
    signees = signer(lignes).select("signature", "nature", "fonction", "nomenclature", "exercice")
    uniques = (
        avec_famille(signees.unique("signature", keep="first", maintain_order=True))
        .select("signature", "nature", "fonction", "famille")
        .with_row_index("_cle")
    )
    codes = uniques.select("nature", "fonction", "famille").unique()
    candidates = uniques.join(_reconnues(codes, regles), on=("nature", "fonction", "famille"), nulls_equal=True)
    lues = _avec_mots_cles(candidates, regles)
    choisies = lues.sort(
        "_cle", "par_mot_cle", "poids", "conclut", "regle", descending=[False, True, True, False, False]
    ).unique("_cle", keep="first", maintain_order=True)
    se_tait = (pl.col("issue") == CLASSE) & ~pl.col("conclut")
    dites = choisies.join(regles, on="regle", how="left", maintain_order="left").with_columns(
        issue=pl.when(se_tait).then(pl.lit(INDEFINI)).otherwise("issue"), poste=pl.when(~se_tait).then("poste")
    )
    return dites.select(pl.col(nom).cast(dtype) for nom, dtype in SCHEMA_PROPOSITIONS.items())


def regles_de(donnees: Donnees) -> pl.DataFrame:
    """Les règles qui valent pour ces données (`regles_cotation`), prêtes à lire : `issue`, `poste` (nul si elle ne
    conclut pas), `reponses`."""
    return _livrees() if cle(NOM) not in donnees else _pretes(reference_de(donnees, NOM))


@lru_cache
def _livrees() -> pl.DataFrame:
    return _pretes(reference_de(LIVREES, NOM))


def _pretes(livrees: pl.DataFrame) -> pl.DataFrame:
    brutes = livrees.rename({"id": "regle"})
    reponses = [_reponses(texte) for texte in brutes["reponses"].to_list()]
    classe = pl.col("defaut").is_in(list(CLASSES_AXE))
    return brutes.with_columns(
        pl.Series("reponses", reponses, SCHEMA_PROPOSITIONS["reponses"]),
        issue=pl.when(classe).then(pl.lit(CLASSE)).otherwise("defaut"),
        poste=pl.when(classe).then("defaut"),
        a_verifier=pl.col("confiance") == "memoire",
    )


def _reponses(texte: str | None) -> list[dict[str, str]]:
    """« avion=defavorable;train=tres_favorable » en paires ; vide si la règle n'en donne pas."""
    paires = (morceau.partition("=") for morceau in (texte or "").split(";") if morceau)
    return [{"reponse": reponse.strip(), "poste": poste.strip()} for reponse, _, poste in paires]


def avec_famille(lignes: pl.DataFrame) -> pl.DataFrame:
    """La famille de nomenclature (M57, M14, autre) et la fonction sans préfixe de section : les codes en dépendent."""
    textes = lignes["nomenclature"].drop_nulls().unique().to_list()
    connues = {texte: nomenclature_connue(texte) for texte in textes}
    plans = {texte: cle if cle in GENERALES else "autre" for texte, cle in connues.items()}
    sans = lignes.filter(pl.col("nomenclature").is_null())
    exercice = lignes["exercice"].max()
    defaut = (
        nomenclature_probable(sans["nature"], exercice if isinstance(exercice, int) else None) if sans.height else "M57"
    )
    plan = pl.col("nomenclature").replace_strict(plans, default=defaut, return_dtype=pl.String).fill_null(defaut)
    nommees = lignes.with_columns(famille=plan.str.slice(0, 3))
    m14, m57 = (fonctions_nues(nommees["fonction"], famille) for famille in ("M14", "M57"))
    return nommees.with_columns(
        fonction=pl.when(pl.col("famille") == "M14")
        .then(m14)
        .when(pl.col("famille") == "M57")
        .then(m57)
        .otherwise("fonction")
    )


def _reconnues(codes: pl.DataFrame, regles: pl.DataFrame) -> pl.DataFrame:
    """Les règles dont les motifs reconnaissent chaque couple de codes, avec leur `poids` en caractères fixes.

    Les fonctions M57 et M14 diffèrent : chaque famille lit ses motifs ; une autre nomenclature, aucun (« * » excepté).
    """
    roles = regles.select("regle", "role_mots_cles", conclut=pl.col("issue") == CLASSE)
    natures = _peser(codes.select("nature").unique(), regles, "nature", "motifs_nature")
    morceaux = []
    for famille, colonne in (("M57", "motifs_fonction"), ("M14", "motifs_fonction_m14"), ("aut", "motifs_fonction")):
        siennes = codes.filter(pl.col("famille") == famille)
        lisibles = regles if famille != "aut" else regles.filter(pl.col(colonne) == "*")
        fonctions = _peser(siennes.select("fonction").unique(), lisibles, "fonction", colonne)
        morceaux.append(siennes.join(natures, on="nature").join(fonctions, on=("fonction", "regle"), nulls_equal=True))
    return (
        pl.concat(morceaux)
        .with_columns(poids=pl.col("poids_nature") + pl.col("poids_fonction"))
        .drop("poids_nature", "poids_fonction")
        .join(roles, on="regle")
    )


def _peser(codes: pl.DataFrame, regles: pl.DataFrame, code: str, motifs: str) -> pl.DataFrame:
    """Code × règle reconnue : le plus long motif, compté en caractères fixes ; « * » reconnaît tout, même l'absence."""
    eclates = (
        regles.select("regle", motif=pl.col(motifs).str.split(";"))
        .explode("motif")
        .drop_nulls()
        .with_columns(debut=pl.col("motif").str.strip_suffix("*"))
    )
    valeur = pl.col(code).fill_null("")
    reconnu = (
        pl.when(pl.col("motif").str.ends_with("*"))
        .then(valeur.str.starts_with(pl.col("debut")))
        .otherwise(valeur == pl.col("motif"))
    )
    return (
        codes.join(eclates, how="cross")
        .filter(reconnu)
        .group_by(code, "regle")
        .agg(pl.col("debut").str.len_chars().max().alias(f"poids_{code}"))
    )


def _avec_mots_cles(candidates: pl.DataFrame, regles: pl.DataFrame) -> pl.DataFrame:
    """`par_mot_cle` : le libellé (dernier morceau de la signature) contient l'un des mots-clés de la règle, mot entier.

    Ôte les règles qui exigent un mot-clé absent, et retire sa conclusion à celle qui ne conclut pas sans lui.
    """
    mots = dict(
        regles.filter(pl.col("role_mots_cles") != _DECRIT).select("regle", "mots_cles").drop_nulls().iter_rows()
    )
    lues = [
        partie.with_columns(
            par_mot_cle=pl.col("signature").str.contains(_expression(mots[str(regle)]))
            if regle in mots
            else pl.lit(False)
        )
        for (regle,), partie in candidates.group_by("regle")
    ]
    ensemble = pl.concat(lues) if lues else candidates.with_columns(par_mot_cle=pl.lit(False))
    role = pl.col("role_mots_cles")
    return ensemble.filter(pl.col("par_mot_cle") | (role != _EXIGE)).with_columns(
        conclut=pl.col("conclut") & (pl.col("par_mot_cle") | (role != _CONCLUT))
    )


@lru_cache
def _expression(mots_cles: str) -> str:
    """L'expression rationnelle des mots-clés, pluriels admis, dans le libellé seul : « led » ne se lit pas dans
    « collede »."""
    propres = pl.DataFrame({"mot": mots_cles.split(";")}).select(normaliser(pl.col("mot")))["mot"].to_list()
    expressions = [r"\s".join(f"{re.escape(mot)}(?:s|x|es)?" for mot in expression.split()) for expression in propres]
    return rf"(?:^|[^\w])(?:{'|'.join(expressions)})(?:[^\w|][^|]*)?$"
