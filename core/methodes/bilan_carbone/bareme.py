"""Ce que le bilan lit des données de référence : postes, facteurs livrés, bornes, notes, ratios ; lu une fois, puis
passé."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from core.communs.incertitude import symetrie_maximale
from core.methodes.bilan_carbone.versions import Livree, lire_numero
from core.modele import Donnees
from core.references import cle, reference_de, sources, valeurs_de
from core.tables.bilan import FACTEURS_EMISSION, RATIOS_COMPTES

CRITERES = ("fiabilite", "technique", "geographique", "temporelle", "completude")
REFERENCES = (
    "postes_beges",
    "affectation_postes",
    "facteurs_emission",
    "versions_facteurs",
    "bornes_facteurs",
    "incertitudes_familles",
    "pedigree",
    "parametres_bilan",
    "parametres_carbone",
    "ratios_monetaires",
)
_NOMBRES = ("valeur", "incertitude", "co2", "ch4", "n2o", "autres_gaz", "minimum", "maximum")
type_regle = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, eq=False)
class Bareme:
    """Les données de référence du bilan, prêtes à servir.

    `postes` : code, libelle, libelle_long, categorie et `poste` (« 2.1 Électricité »), dans l'ordre réglementaire ;
    `noms` va du code au poste nommé. `livres` : les facteurs livrés, au schéma de la table `facteurs_emission`.
    `coefficients` : par critère et par note. `ratios` : par racine de compte, son sort, son ratio, le code de son poste
    et sa raison. `symetrie_maximale` : l'incertitude au-delà de laquelle un intervalle symétrique se tait.
    """

    postes: pl.DataFrame
    noms: Mapping[str, str]
    affectation: pl.DataFrame
    livres: pl.DataFrame
    livrees: tuple[Livree, ...]
    bornes: pl.DataFrame
    familles: pl.DataFrame
    coefficients: Mapping[str, Mapping[int, float]]
    parametres: Mapping[str, float]
    ratios: Mapping[str, type_regle]
    symetrie_maximale: float

    @property
    def categories(self) -> dict[str, str]:
        """Du poste nommé à sa catégorie."""
        return dict(self.postes.select("poste", "categorie").iter_rows())


def bareme(donnees: Donnees) -> Bareme:
    """Le barème qui vaut pour ces données : celui qui est livré, lu une fois, ou celui qu'elles portent ; le ratio que
    le territoire donne à un compte remplace celui qui est livré pour ce compte."""
    portees = {cle(nom): donnees[cle(nom)] for nom in REFERENCES if cle(nom) in donnees}
    propres = donnees.get(RATIOS_COMPTES.nom)
    if propres is not None and not propres.is_empty():
        portees[RATIOS_COMPTES.nom] = propres
    return _lire(portees) if portees else _livre()


@lru_cache
def _livre() -> Bareme:
    return _lire({})


def _lire(donnees: Donnees) -> Bareme:
    postes = reference_de(donnees, "postes_beges").select(
        "code", "libelle", "libelle_long", "categorie", poste=pl.col("code") + " " + pl.col("libelle")
    )
    colonnes = ("prefixe", "sort", "ratio", "poste", "raison")
    livrees = reference_de(donnees, "ratios_monetaires").select(colonnes)
    propres = donnees.get(RATIOS_COMPTES.nom, livrees.clear()).select(colonnes)
    ratios = (*livrees.iter_rows(), *propres.iter_rows())
    livres = _livres(donnees)
    return Bareme(
        postes=postes,
        noms=dict(postes.select("code", "poste").iter_rows()),
        affectation=reference_de(donnees, "affectation_postes").select(
            "categorie", "part", "controle", poste_table="poste"
        ),
        livres=livres,
        livrees=_livrees(donnees, livres["version"].unique().to_list()),
        bornes=reference_de(donnees, "bornes_facteurs").select(
            "categorie", "unite", pl.col("minimum", "maximum").cast(pl.Float64)
        ),
        familles=valeurs_de(donnees, "incertitudes_familles").select("categorie", u_famille="valeur"),
        coefficients=_coefficients(valeurs_de(donnees, "pedigree")),
        parametres=dict(valeurs_de(donnees, "parametres_bilan").select("cle", "valeur").iter_rows()),
        ratios={prefixe: (sort, ratio, poste, raison) for prefixe, sort, ratio, poste, raison in ratios},
        symetrie_maximale=symetrie_maximale(donnees),
    )


def _livres(donnees: Donnees) -> pl.DataFrame:
    titres = {cle: une.titre for cle, une in sources().items()}
    return (
        reference_de(donnees, "facteurs_emission")
        .with_columns(
            pl.col(_NOMBRES).cast(pl.Float64),
            pl.col("source").replace_strict(titres, default=pl.col("source"), return_dtype=pl.String),
        )
        .select(list(FACTEURS_EMISSION.schema()))
    )


def _livrees(donnees: Donnees, noms: list[str]) -> tuple[Livree, ...]:
    """Les versions livrées et leur date ; lève `ValueError` si l'une ne dit pas la sienne."""
    dates = {
        nom: Livree(nom, int(annee), None if base_carbone is None else lire_numero(base_carbone))
        for nom, annee, base_carbone in reference_de(donnees, "versions_facteurs")
        .select("version", "annee", "base_carbone")
        .iter_rows()
    }
    sans_date = sorted(set(noms) - set(dates))
    if sans_date:
        raise ValueError(f"versions de facteurs sans date dans « versions_facteurs » : {sans_date}")
    return tuple(une for nom, une in dates.items() if nom in noms)


def _coefficients(pedigree: pl.DataFrame) -> dict[str, dict[int, float]]:
    rendus: dict[str, dict[int, float]] = {critere: {} for critere in CRITERES}
    for critere, note, valeur in pedigree.select("critere", "note", "valeur").iter_rows():
        rendus[critere][int(note)] = valeur
    return rendus
