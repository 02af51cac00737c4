"""Ce qui vaut cette année : l'affectation de l'exercice, sinon la dernière dite, et les désaccords laissés visibles."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from core.communs.affectations.phrases import PARTS_FAUTIVES, REPRISE_DITE
from core.communs.affectations.signature import normaliser, signer
from core.modele import PROVENANCE, Donnees
from core.tables.affectations import AFFECTATIONS, IDENTITE

TOLERANCE = 1e-6
COTEE, REPRISE, DESACCORD, FAUTIVE = "cotee", "reprise", "desaccord", "fautive"
STATUTS = {COTEE: "Cotée", REPRISE: REPRISE_DITE, DESACCORD: "En désaccord", FAUTIVE: "Parts à corriger"}
VALENT = (COTEE, REPRISE)
"""Les statuts qui comptent ; un désaccord et une affectation fautive se montrent mais ne comptent pas."""

SCHEMA_VIGUEUR: dict[str, pl.DataType] = {
    "lentille": pl.String(),
    "signature": pl.String(),
    **{nom: pl.String() for nom in IDENTITE},
    "auteur": pl.String(),
    "auteurs": pl.String(),
    "morceau": pl.Int64(),
    "poste": pl.String(),
    "quote_part": pl.Float64(),
    "date_affectation": pl.String(),
    "justification": pl.String(),
    "regle": pl.String(),
    "confiance": pl.String(),
    "tranche": pl.String(),
    "exercice_source": pl.Int32(),
    "statut": pl.String(),
    "motif": pl.String(),
    "import_id": pl.Int64(),
    "fichier": pl.String(),
    "feuille": pl.String(),
    "ligne": pl.Int32(),
}


class _Frame:
    """Une frame reconnue par son identité, sans la retenir : jamais modifiée, la même a toujours le même contenu."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.lue = weakref.ref(frame)
        self._identite = id(frame)

    def __hash__(self) -> int:
        return self._identite

    def __eq__(self, autre: object) -> bool:
        return isinstance(autre, _Frame) and self.lue() is not None and self.lue() is autre.lue()


def affectations_de(donnees: Donnees) -> pl.DataFrame:
    """La table des affectations, vide si le territoire n'a encore rien coté."""
    frame = donnees.get(AFFECTATIONS.nom)
    return pl.DataFrame(schema=AFFECTATIONS.schema() | PROVENANCE) if frame is None else frame


def vigueur_de(donnees: Donnees, exercice: int, lentilles: Sequence[str]) -> pl.DataFrame:
    """Ce qui vaut pour un exercice sous ces lentilles (voir `en_vigueur`), gardé tant que la table est la même.

    Un arbitrage déplace des euros, jamais des affectations : il ne les relit pas à chaque mouvement.
    """
    affectations = affectations_de(donnees)
    return _vigueur_gardee(_Frame(affectations), exercice, tuple(lentilles))


@lru_cache(maxsize=32)
def _vigueur_gardee(affectations: _Frame, exercice: int, lentilles: tuple[str, ...]) -> pl.DataFrame:
    frame = affectations.lue()
    if frame is None:
        raise ReferenceError("la table des affectations a été libérée pendant qu'on la lisait")
    return en_vigueur(frame.filter(pl.col("lentille").is_in(list(lentilles))), exercice)


def en_vigueur(affectations: pl.DataFrame, exercice: int) -> pl.DataFrame:
    """Les morceaux qui valent pour un exercice, par lentille et par ligne (`signature`) ; schéma `SCHEMA_VIGUEUR`.

    `statut` : dite cet exercice (`cotee`), `reprise` du dernier exercice antérieur (`exercice_source`), `desaccord`
    quand plusieurs auteurs diffèrent et que personne ne tranche (tous restent visibles), `fautive` quand les parts
    d'un auteur ne font pas 100 % (`motif`). Une affectation qui tranche l'emporte, la plus récente d'abord ; un
    désaccord passé que rien n'a tranché reste ouvert tant qu'un seul de ses auteurs se répète. Un morceau de part 0 est
    ignoré ; une affectation dont toutes les parts valent 0 est un retrait, qui arrête aussi la reprise.
    """
    passees = signer(affectations.filter(pl.col("exercice") <= exercice))
    if passees.is_empty():
        return pl.DataFrame(schema=SCHEMA_VIGUEUR)
    codees = passees.with_columns(_cle=_cle(passees), _ecrit="auteur", auteur=_une_seule_graphie(passees))
    dites = _derniere_ecriture(_encore_dites(codees)).filter(pl.col("quote_part") != 0)
    seule = (pl.len().over("_cle") == 1) & ((pl.col("quote_part") - 1).abs() <= TOLERANCE)
    simples = dites.filter(seule).with_columns(
        motif=pl.lit(None, pl.String), differe=pl.lit(False), auteurs=pl.col("auteur")
    )
    autres = dites.filter(~seule)
    jugees = autres.join(_juger(autres), on=("_cle", "auteur"), how="inner") if autres.height else None
    statut = pl.when(pl.col("exercice") == exercice).then(pl.lit(COTEE)).otherwise(pl.lit(REPRISE))
    ensemble = simples if jugees is None else pl.concat([simples, jugees.select(simples.columns)])
    return (
        ensemble.with_columns(
            statut=pl.when(pl.col("motif").is_not_null())
            .then(pl.lit(FAUTIVE))
            .when("differe")
            .then(pl.lit(DESACCORD))
            .otherwise(statut),
            exercice_source="exercice",
        )
        .sort("lentille", "signature", "auteur", "morceau")
        .select(pl.col(nom).cast(dtype) for nom, dtype in SCHEMA_VIGUEUR.items())
    )


def _cle(dites: pl.DataFrame) -> pl.Series:
    """Un nombre par (lentille, ligne) : les regroupements qui suivent vont bien plus vite que sur des textes."""
    uniques = dites.select("lentille", "signature").unique().with_row_index("_cle")
    return dites.select("lentille", "signature").join(
        uniques, on=("lentille", "signature"), how="left", maintain_order="left"
    )["_cle"]


def _une_seule_graphie(dites: pl.DataFrame) -> pl.Series:
    """« Finances » et « finances » sont la même personne, qui ne se contredit pas : sa graphie la plus récente la
    nomme."""
    graphies = (
        dites.group_by("auteur")
        .agg(pl.col("import_id").max())
        .sort("import_id", "auteur")
        .with_columns(nom=pl.col("auteur").last().over(normaliser(pl.col("auteur"))))
    )
    return dites["auteur"].replace_strict(graphies["auteur"], graphies["nom"])


def _encore_dites(codees: pl.DataFrame) -> pl.DataFrame:
    """Ce qui a été dit au dernier exercice où la ligne l'a été, et les avis d'un désaccord plus ancien encore
    ouvert."""
    recente = pl.col("exercice") == pl.col("exercice").max().over("_cle")
    disputees = (
        codees.filter(~recente).filter(pl.col("auteur").n_unique().over("_cle", "exercice") > 1)["_cle"].unique()
    )
    if disputees.is_empty():
        return codees.filter(recente)
    suivies = codees.filter(pl.col("_cle").is_in(disputees.implode()))
    encore = suivies.clear()
    for exercice in suivies["exercice"].unique().sort():
        nouvelles = suivies.filter(pl.col("exercice") == exercice)
        reprises = encore.join(nouvelles, on="_cle", how="anti")
        contestees = encore.join(_ouvertes(encore), on="_cle", how="semi").join(nouvelles, on="_cle", how="semi")
        encore = pl.concat([reprises, contestees.join(nouvelles, on=("_cle", "auteur"), how="anti"), nouvelles])
    return pl.concat([codees.filter(recente).join(suivies, on="_cle", how="anti"), encore])


def _ouvertes(dites: pl.DataFrame) -> pl.DataFrame:
    """Les lignes (`_cle`) dont les auteurs diffèrent sans que personne ne tranche."""
    comptees = _derniere_ecriture(dites).filter(pl.col("quote_part") != 0)
    return _juger(comptees).filter("differe").select("_cle").unique()


def _derniere_ecriture(dites: pl.DataFrame) -> pl.DataFrame:
    """Un auteur qui a écrit la même ligne, ou son nom, de deux façons (« Ecole », « École ») n'est entendu qu'une
    fois : la dernière."""
    cle, ecriture = ("_cle", "auteur"), (*IDENTITE, "_ecrit")
    repetees = dites.filter(pl.len().over(cle) > pl.col("morceau").n_unique().over(cle))
    ecritures = (
        dites.join(repetees.select(cle).unique(), on=cle, how="semi")
        .group_by(*cle, *ecriture)
        .agg(pl.col("import_id", "ligne").max())
    )
    gardees = ecritures.sort("import_id", "ligne", *ecriture, nulls_last=False).unique(
        cle, keep="last", maintain_order=True
    )
    perdues = ecritures.join(gardees, on=(*cle, *ecriture), how="anti", nulls_equal=True)
    return dites.join(perdues, on=(*cle, *ecriture), how="anti", nulls_equal=True) if perdues.height else dites


def _juger(dites: pl.DataFrame) -> pl.DataFrame:
    """Une ligne par (lentille, ligne, auteur) visible : `motif` de la faute, `differe` des autres, `auteurs`
    d'accord."""
    avis = (
        dites.group_by("_cle", "auteur")
        .agg(
            pl.col("quote_part").sum().alias("total"),
            (pl.col("tranche") == "oui").any().alias("tranchee"),
            pl.col("date_affectation").max().fill_null("").alias("quand"),
            pl.col("import_id").max(),
        )
        .with_columns(motif=_motif(), nombre=pl.len().over("_cle"))
    )
    seuls = avis.filter(pl.col("nombre") == 1).select(
        "_cle", "auteur", "motif", differe=pl.lit(False), auteurs=pl.col("auteur")
    )
    plusieurs = avis.filter(pl.col("nombre") > 1)
    return pl.concat([seuls, _departager(plusieurs, dites)]) if plusieurs.height else seuls


def _motif() -> pl.Expr:
    """Pourquoi les parts d'un auteur ne vont pas ; nul quand elles font 100 %."""
    total = (
        (pl.col("total") * 100).round(4).cast(pl.String).str.replace(r"\.0$", "").str.replace(".", ",", literal=True)
    )
    phrase = pl.format(PARTS_FAUTIVES, total)
    return pl.when((pl.col("total") - 1).abs() > TOLERANCE).then(phrase)


def _departager(avis: pl.DataFrame, dites: pl.DataFrame) -> pl.DataFrame:
    """Entre plusieurs auteurs : celui qui tranche, sinon ceux qui disent la même chose, sinon tous, en désaccord."""
    empreintes = (
        dites.join(avis, on=("_cle", "auteur"), how="semi")
        .group_by("_cle", "auteur", "poste")
        .agg(pl.col("quote_part").sum().round(6))
        .sort("poste")
        .group_by("_cle", "auteur", maintain_order=True)
        .agg(pl.concat_str("poste", "quote_part", separator="=").str.join(";").alias("empreinte"))
    )
    juste, ranges = (
        pl.col("motif").is_null(),
        avis.join(empreintes, on=("_cle", "auteur")).sort("quand", "import_id", "auteur"),
    )
    decide = (juste & pl.col("tranchee")).any().over("_cle")
    accord = pl.col("empreinte").filter(juste).n_unique().over("_cle") <= 1
    ranges = ranges.with_columns(
        _decide=decide,
        differe=juste & ~decide & ~accord,
        _candidat=juste & (pl.col("tranchee") | ~decide),
        _d_accord=accord,
    ).with_columns(_elu=pl.col("auteur").filter("_candidat").last().over("_cle"))
    unanimes = pl.col("auteur").filter(juste).sort().str.join(", ").over("_cle")
    auteurs = pl.when(~pl.col("_decide") & pl.col("_d_accord") & juste).then(unanimes).otherwise("auteur")
    visible = pl.col("differe") | (pl.col("auteur") == pl.col("_elu")) | (~juste & ~pl.col("_decide"))
    return ranges.with_columns(auteurs=auteurs).filter(visible).select("_cle", "auteur", "motif", "differe", "auteurs")
