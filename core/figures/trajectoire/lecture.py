"""Ce que les vues carbone lisent dans les indicateurs : un périmètre, une trajectoire, année par année."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from core import resultat
from core.methodes.trajectoire.remarques import Remarque
from core.tables.carbone import PERIMETRES


@dataclass(frozen=True)
class Annee:
    """Les émissions observées une année, en tCO2e ; `couverture` inférieure à 1 : des secteurs manquent."""

    annee: int
    valeur: float | None
    basse: float | None
    haute: float | None
    couverture: float


@dataclass(frozen=True)
class Lecture:
    """Une trajectoire lue dans un périmètre, en tCO2e ; un dictionnaire vide ou un `None` est une donnée absente."""

    perimetre: str
    trajectoire: str | None
    exercice: int
    observees: tuple[Annee, ...]
    objectif: Mapping[int, float]
    scenario: Mapping[int, float]
    effets: Mapping[str, Mapping[int, float]]
    part_retenue: float
    actions: Mapping[str, Mapping[str, object]]
    chiffres: Mapping[str, float | None] = field(default_factory=dict)
    echeance: int | None = None
    attentes: Mapping[int, float | None] = field(default_factory=dict)
    ecarts: Mapping[int, float] = field(default_factory=dict)
    remarque: Remarque = field(default_factory=Remarque)

    @property
    def depart(self) -> int | None:
        """L'année du niveau présent : la première du scénario."""
        return min(self.scenario, default=None)

    @property
    def niveau(self) -> float | None:
        """Le niveau présent, en tCO2e."""
        return None if self.depart is None else self.scenario[self.depart]

    @property
    def horizon(self) -> int | None:
        """La dernière année montrée : celle de l'objectif, à défaut celle du scénario."""
        return max(self.objectif or self.scenario, default=None)

    def ecart(self, annee: int) -> float | None:
        """Ce qui manque une année : scénario moins objectif, en tCO2e ; négatif quand les actions suffisent."""
        return self.ecarts.get(annee)

    @property
    def completes(self) -> frozenset[int]:
        """Les années qui se comparent : leur couverture est la plus haute rencontrée, et celle du départ."""
        haute = max((une.couverture for une in self.observees), default=0.0)
        return frozenset(une.annee for une in self.observees if une.valeur is not None and une.couverture == haute)

    @property
    def restant(self) -> float | None:
        """Le budget carbone qui reste, en tCO2e ; négatif s'il est déjà dépassé."""
        return self.chiffres.get("budget_restant")

    def intitule(self, code: str) -> str:
        """L'intitulé d'une action ; son code à défaut."""
        return str(self.actions.get(code, {}).get("intitule") or code)

    @property
    def chiffrees(self) -> int:
        """Combien d'actions ont un effet chiffré."""
        return int(self.chiffres.get("actions_chiffrees") or 0)

    @property
    def non_chiffrees(self) -> int:
        """Combien d'actions n'en ont pas."""
        return int(self.chiffres.get("actions_non_chiffrees") or 0)


def perimetres(indicateurs: pl.DataFrame) -> dict[str, str]:
    """Les périmètres observés, avec leur libellé, le territoire d'abord."""
    presents = set(resultat.lire(indicateurs, "emissions", poste=None)["perimetre"].to_list())
    return {cle: nom_du_perimetre(cle) for cle in reversed(PERIMETRES) if cle in presents}


def nom_du_perimetre(cle: str) -> str:
    """« Organisation (patrimoine et compétences) » se dit « Organisation »."""
    return PERIMETRES.get(cle, cle).split(" (")[0]


def trajectoires(indicateurs: pl.DataFrame, perimetre: str) -> dict[str, str]:
    """Les trajectoires promises dans un périmètre, triées par nom."""
    noms = resultat.lire(indicateurs, "emissions_objectif", perimetre=perimetre)["poste"].unique().sort()
    return {nom: nom for nom in noms.to_list()}


def lire(  # noqa: PLR0913, PLR0917
    indicateurs: pl.DataFrame,
    actions: pl.DataFrame,
    perimetre: str,
    trajectoire: str | None,
    exercice: int,
    remarque: Remarque | None = None,
) -> Lecture:
    """Met en séries les indicateurs d'un périmètre et d'une trajectoire ; aucune somme n'est faite ici."""
    du_perimetre = indicateurs.filter(pl.col("perimetre") == perimetre)
    totaux = du_perimetre.filter(pl.col("poste").is_null())
    promis = du_perimetre.filter(pl.col("poste") == pl.lit(trajectoire, pl.String))
    efforts = resultat.lire(promis, "effort_requis")["exercice"].to_list()
    scenario = serie(totaux, "emissions_scenario")
    effets, part = _effets(du_perimetre)
    return Lecture(
        perimetre=perimetre,
        trajectoire=trajectoire,
        exercice=exercice,
        observees=_observees(totaux),
        objectif=serie(promis, "emissions_objectif"),
        scenario=scenario,
        effets=effets,
        part_retenue=part,
        actions={
            ligne["code"]: ligne for ligne in actions.filter(pl.col("perimetre") == perimetre).iter_rows(named=True)
        },
        chiffres=_chiffres(totaux) | _chiffres(promis),
        echeance=efforts[0] if efforts else None,
        attentes=_par_annee(resultat.lire(promis, "taux_requis_budget")),
        ecarts={annee: valeur for annee, valeur in serie(promis, "ecart_objectif").items() if annee in scenario},
        remarque=remarque or Remarque(),
    )


CHIFFRES = (
    "effort_requis",
    "effet_actions",
    "couverture_actions",
    "taux_requis_lineaire",
    "taux_requis_compose",
    "taux_compense",
    "depassement_passe",
    "budget_total",
    "budget_consomme",
    "budget_restant",
    "annee_debut_budget",
    "annee_epuisement",
    "annee_epuisement_scenario",
    "actions_chiffrees",
    "actions_non_chiffrees",
)


def _observees(totaux: pl.DataFrame) -> tuple[Annee, ...]:
    champs = ("exercice", "valeur", "borne_basse", "borne_haute", "couverture")
    return tuple(
        Annee(annee, valeur, basse, haute, couverture if couverture is not None else 0.0)
        for annee, valeur, basse, haute, couverture in resultat.lire(totaux, "emissions")
        .sort("exercice")
        .select(champs)
        .iter_rows()
    )


def _chiffres(frame: pl.DataFrame) -> dict[str, float | None]:
    """Les grandeurs qui n'ont qu'une valeur, par indicateur."""
    return dict(frame.filter(pl.col("indicateur").is_in(CHIFFRES)).select("indicateur", "valeur").iter_rows())


def serie(frame: pl.DataFrame, indicateur: str) -> dict[int, float]:
    """Les valeurs connues d'un indicateur, par année."""
    return _par_annee(resultat.lire(frame, indicateur).filter(pl.col("valeur").is_not_null()))


def _par_annee(lignes: pl.DataFrame) -> dict[int, float]:
    return dict(lignes.sort("exercice").select("exercice", "valeur").iter_rows())


def _effets(du_perimetre: pl.DataFrame) -> tuple[dict[str, dict[int, float]], float]:
    """L'effet de chaque action par année, de la plus forte à la plus faible au terme ; et la part la plus réduite."""
    lignes = resultat.lire(du_perimetre, "effet_action").sort("poste", "exercice")
    effets: dict[str, dict[int, float]] = {}
    for code, annee, valeur in lignes.select("poste", "exercice", "valeur").iter_rows():
        effets.setdefault(code, {})[annee] = valeur
    ordre = sorted(effets, key=lambda code: (-effets[code][max(effets[code])], code))
    reduite = lignes["couverture"].min()
    return {code: effets[code] for code in ordre}, float(str(reduite)) if reduite is not None else 1.0
