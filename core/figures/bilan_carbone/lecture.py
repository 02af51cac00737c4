"""Ce que les vues du bilan carbone lisent dans les indicateurs : un état (prévu ou réalisé), poste par poste."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

import polars as pl

from core.communs.cumuls import parts_cumulees
from core.methodes.bilan_carbone.indicateurs import attendus, non_comptes
from core.modele import Nature
from core.tables.bilan import ETATS_FLUX

INCERTITUDES = {"lognormale": "Intervalle lognormal", "quadratique": "Intervalle symétrique"}
"""Les deux méthodes : pédigree lognormal (par défaut), et somme quadratique des écarts relatifs."""
DIRECTES = "1"
_CODE = re.compile(r"([1-6]\.[1-5]) ")
NON_RENSEIGNE = "non renseigné"


@dataclass(frozen=True)
class Mesure:
    """Des émissions en tCO2e et leur intervalle à 95 % ; `valeur` nulle : non renseigné, jamais 0.

    `nom` est celui du poste (« 4.1 Achats de biens »), de l'activité ou du service ; `bornes` est nul si l'incertitude
    n'est pas connue ou si la méthode choisie n'a pas de sens ici ; `note` va de 1 à 5.
    """

    nom: str
    valeur: float | None
    bornes: tuple[float, float] | None = None
    note: float | None = None
    couverture: float | None = None

    @property
    def code(self) -> str:
        """« 4.1 » ; vide pour une activité ou un service."""
        trouve = _CODE.match(self.nom)
        return trouve.group(1) if trouve else ""

    @property
    def libelle(self) -> str:
        """Le nom sans son code."""
        return self.nom.split(" ", 1)[1] if self.code and " " in self.nom else self.nom

    @property
    def direct(self) -> bool:
        """Vrai pour la catégorie 1 : ce qui sort de nos cheminées, de nos pots et de nos fuites."""
        return self.code.startswith(DIRECTES)


@dataclass(frozen=True)
class Regard:
    """Qui l'on regarde et comment : le nom du territoire, la barre choisie, le nombre de barres (nul : toutes)."""

    nom: str
    selection: str | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class Lecture:
    """Un bilan dans un état : le total et les postes (22, dans l'ordre réglementaire), en tCO2e.

    `lignes` compte les flux par sort (comptees, non_renseignees, sans_facteur, refusees). `symetrie_maximale` est
    l'incertitude au-delà de laquelle un intervalle symétrique n'est pas tracé, en part.
    """

    exercice: int
    etat: str
    incertitude: str
    total: Mesure
    postes: tuple[Mesure, ...]
    categories: tuple[Mesure, ...]
    activites: tuple[Mesure, ...]
    services: tuple[Mesure, ...]
    biogenique: float | None
    lignes: Mapping[str, int]
    part_monetaire: float | None
    habitants: float | None
    par_habitant_kg: float | None
    symetrie_maximale: float

    @property
    def renseignes(self) -> tuple[Mesure, ...]:
        """Les postes documentés, du plus grand au plus petit."""
        return classer(self.postes)

    @property
    def absents(self) -> tuple[Mesure, ...]:
        """Les postes sans aucune donnée, dans l'ordre réglementaire."""
        return tuple(poste for poste in self.postes if poste.valeur is None)

    @property
    def a_completer(self) -> int:
        """Combien de flux déclarés ne sont pas comptés, faute de quantité ou de facteur."""
        return non_comptes(self.lignes)

    @property
    def attendus(self) -> int:
        """Combien de flux sont déclarés, comptés ou non."""
        return attendus(self.lignes)

    def part(self, mesure: Mesure) -> float | None:
        """La part du total ; nulle si l'un des deux manque."""
        if mesure.valeur is None or not self.total.valeur:
            return None
        return mesure.valeur / self.total.valeur

    def parts_cumulees(self, mesures: Sequence[Mesure]) -> list[float]:
        """La part du total que font la première mesure, les deux premières, et ainsi de suite ; vide sans total."""
        return parts_cumulees([une.valeur for une in mesures], self.total.valeur) if self.total.valeur else []


def etats(indicateurs: pl.DataFrame) -> dict[str, str]:
    """Les états qui ont au moins un flux, le réalisé d'abord."""
    presents = set(indicateurs.filter(pl.col("indicateur") == "lignes_comptees")["nature"].to_list())
    return {cle: ETATS_FLUX[cle] for cle in (Nature.REALISE, Nature.PREVU) if cle in presents}


def lire(indicateurs: pl.DataFrame, exercice: int, etat: str, incertitude: str, symetrie_maximale: float) -> Lecture:
    """Lit un état du bilan ; aucune somme n'est faite ici."""
    lignes = indicateurs.filter((pl.col("nature") == etat) & (pl.col("exercice") == exercice))
    symetriques = _bornes(lignes.filter(pl.col("indicateur") == "intervalle_symetrique"))
    notes = _par_poste(lignes, "note_qualite")
    ensemble = lignes.filter(pl.col("poste").is_null())
    seuls = dict(ensemble.select("indicateur", "valeur").iter_rows())

    def mesures(indicateur: str) -> tuple[Mesure, ...]:
        choisies = lignes.filter((pl.col("indicateur") == indicateur) & pl.col("poste").is_not_null())
        return tuple(
            _mesure(ligne, incertitude, symetriques, notes) for ligne in choisies.sort("poste").iter_rows(named=True)
        )

    totaux = ensemble.filter(pl.col("indicateur") == "emissions").rows(named=True)
    return Lecture(
        exercice=exercice,
        etat=etat,
        incertitude=incertitude,
        total=_mesure(totaux[0], incertitude, symetriques, notes) if totaux else Mesure("Total", None),
        postes=mesures("emissions"),
        categories=mesures("emissions_par_categorie"),
        activites=mesures("emissions_par_activite"),
        services=mesures("emissions_par_service"),
        biogenique=seuls.get("emissions_biogeniques"),
        lignes={
            nom.removeprefix("lignes_"): int(valeur or 0) for nom, valeur in seuls.items() if nom.startswith("lignes_")
        },
        part_monetaire=seuls.get("part_ordre_de_grandeur"),
        habitants=seuls.get("habitants"),
        par_habitant_kg=seuls.get("emissions_par_habitant"),
        symetrie_maximale=symetrie_maximale,
    )


def classer(mesures: tuple[Mesure, ...]) -> tuple[Mesure, ...]:
    """Les mesures connues, de la plus grande à la plus petite."""
    connues = [mesure for mesure in mesures if mesure.valeur is not None]
    return tuple(sorted(connues, key=lambda mesure: (-(mesure.valeur or 0.0), mesure.nom)))


def _par_poste(lignes: pl.DataFrame, indicateur: str) -> dict[str | None, float | None]:
    return dict(lignes.filter(pl.col("indicateur") == indicateur).select("poste", "valeur").iter_rows())


def _bornes(lignes: pl.DataFrame) -> dict[str | None, tuple[float, float]]:
    connues = lignes.drop_nulls(("borne_basse", "borne_haute")).select("poste", "borne_basse", "borne_haute")
    return {poste: (basse, haute) for poste, basse, haute in connues.iter_rows()}


def _mesure(
    ligne: Mapping[str, object],
    incertitude: str,
    symetriques: Mapping[str | None, tuple[float, float]],
    notes: Mapping[str | None, float | None],
) -> Mesure:
    poste = ligne["poste"] if isinstance(ligne["poste"], str) else None
    valeur, basse, haute = (_flottant(ligne[nom]) for nom in ("valeur", "borne_basse", "borne_haute"))
    bornes = None if basse is None or haute is None else (basse, haute)
    if incertitude == "quadratique":
        bornes = symetriques.get(poste)
    return Mesure(poste or "Total", valeur, bornes, notes.get(poste), _flottant(ligne["couverture"]))


def _flottant(valeur: object) -> float | None:
    return float(valeur) if isinstance(valeur, int | float) and isfinite(valeur) else None
