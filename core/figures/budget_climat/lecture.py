"""Ce que les vues du budget climat lisent dans les indicateurs : un périmètre, ses plafonds, ses mesures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from core.tables.carbone import PERIMETRES, STATUTS_ACTION

DECISIONS = {"decidee": "Décidée", "identifiee": "Identifiée seulement", "abandonnee": "Abandonnée"}


@dataclass(frozen=True)
class Mesure:
    """Une mesure : ce qu'elle évite chaque année plafonnée (tCO2e), et ce que la collectivité en a déclaré.

    `reduits` est l'effet ramené à ce que les mesures décidées du même secteur évitent ensemble ; `logarithmes`, l'autre
    partage de ce qu'elles évitent. `au_dela_potentiel` et
    `au_dela_emissions` : de combien son gain passe ce qu'elle peut, ou tout ce que le périmètre émet ; nuls sinon.
    """

    code: str
    fiche: Mapping[str, object]
    effets: Mapping[int, float]
    reduits: Mapping[int, float]
    logarithmes: Mapping[int, float]
    cout_abattement: float | None = None
    termes_connus: float | None = None
    au_dela_potentiel: float | None = None
    au_dela_emissions: float | None = None

    @property
    def intitule(self) -> str:
        """Son intitulé ; son code à défaut."""
        return str(self.fiche.get("intitule") or self.code)

    @property
    def decision(self) -> str:
        """Clé de `DECISIONS` : décidée dès qu'elle est décidée, engagée ou achevée."""
        statut = str(self.fiche.get("statut"))
        return statut if statut in DECISIONS else "decidee"

    @property
    def statut(self) -> str:
        """Son avancement, écrit."""
        return STATUTS_ACTION.get(str(self.fiche.get("statut")), "avancement inconnu")

    @property
    def chiffree(self) -> bool:
        """Vrai si la collectivité a déclaré ce que la mesure évite."""
        return self.nombre("gain_tco2e_par_an") is not None

    def nombre(self, colonne: str) -> float | None:
        """Une colonne chiffrée de sa fiche ; nulle si elle est vide."""
        valeur = self.fiche.get(colonne)
        return None if valeur is None else float(str(valeur))

    @property
    def annees(self) -> str:
        """« 2025 à 2029 », ou « 2025 » si l'effet est complet dès la première année."""
        debut, fin = self.fiche.get("debut"), self.fiche.get("fin")
        return f"{debut}" if debut == fin else f"{debut} à {fin}"


@dataclass(frozen=True)
class Lecture:
    """Le budget climat d'un périmètre, en tCO2e ; un dictionnaire vide ou un `None` est une donnée absente."""

    perimetre: str
    exercice: int
    plafonds: Mapping[int, float]
    observees: Mapping[int, float]
    niveau: float | None
    depart: int | None
    decidees: Mapping[int, float]
    identifiees: Mapping[int, float]
    recouvrement: Mapping[int, float]
    mesures: Mapping[str, Mesure]
    comptes: Mapping[str, int]

    @property
    def a_venir(self) -> list[int]:
        """Les années plafonnées qui ne sont pas encore observées."""
        return [annee for annee in sorted(self.plafonds) if self.depart is None or annee > self.depart]

    def ecart(self, annee: int, serie: Mapping[int, float] | None = None) -> float | None:
        """Ce qui manque sous le plafond d'une année, en tCO2e : avec les mesures décidées, ou la série donnée."""
        lue = self.decidees if serie is None else serie
        if annee not in lue or annee not in self.plafonds:
            return None
        return lue[annee] - self.plafonds[annee]

    def par_effet(self, decision: str) -> list[Mesure]:
        """Les mesures chiffrées d'une décision, de la plus forte à la plus faible au dernier plafond."""
        retenues = [mesure for mesure in self.mesures.values() if mesure.decision == decision and mesure.effets]
        return sorted(retenues, key=lambda mesure: (-mesure.effets[max(mesure.effets)], mesure.code))


def perimetres(indicateurs: pl.DataFrame) -> dict[str, str]:
    """Les périmètres plafonnés, avec leur libellé, le territoire d'abord."""
    presents = set(indicateurs.filter(pl.col("indicateur") == "plafond_emissions")["perimetre"].to_list())
    return {cle: libelle.split(" (")[0] for cle, libelle in reversed(PERIMETRES.items()) if cle in presents}


def echeances(lecture: Lecture) -> dict[str, str]:
    """Les deux plafonds qui se discutent : le prochain et le dernier ; vide s'ils sont tous passés."""
    annees = lecture.a_venir
    if not annees:
        return {}
    return {str(annees[0]): f"Plafond {annees[0]}", str(annees[-1]): f"Plafond {annees[-1]}"}


def lire(indicateurs: pl.DataFrame, actions: pl.DataFrame, perimetre: str, exercice: int) -> Lecture:
    """Met en séries les indicateurs d'un périmètre ; aucune somme n'est faite ici."""
    siens = indicateurs.filter(pl.col("perimetre") == perimetre)
    du_perimetre = siens.filter(pl.col("poste").is_null())
    niveau = du_perimetre.filter(pl.col("indicateur") == "niveau_present").select("exercice", "valeur").rows()
    noms = (
        "mesures_decidees",
        "mesures_identifiees",
        "mesures_chiffrees",
        "mesures_non_chiffrees",
        "mesures_abandonnees",
    )
    comptes = du_perimetre.filter(pl.col("indicateur").is_in(noms)).select("indicateur", "valeur").iter_rows()
    return Lecture(
        perimetre=perimetre,
        exercice=exercice,
        plafonds=serie(du_perimetre, "plafond_emissions"),
        observees=serie(du_perimetre, "emissions_observees"),
        niveau=niveau[0][1] if niveau else None,
        depart=niveau[0][0] if niveau else None,
        decidees=serie(du_perimetre, "emissions_mesures_decidees"),
        identifiees=serie(du_perimetre, "emissions_mesures_identifiees"),
        recouvrement=serie(du_perimetre, "emissions_recouvrement"),
        mesures=_mesures(siens.filter(pl.col("poste").is_not_null()), actions, perimetre),
        comptes={nom: int(valeur) for nom, valeur in comptes},
    )


def serie(frame: pl.DataFrame, indicateur: str) -> dict[int, float]:
    """Les valeurs connues d'un indicateur, par exercice."""
    lignes = frame.filter((pl.col("indicateur") == indicateur) & pl.col("valeur").is_not_null())
    return dict(lignes.sort("exercice").select("exercice", "valeur").iter_rows())


def _mesures(siens: pl.DataFrame, actions: pl.DataFrame, perimetre: str) -> dict[str, Mesure]:
    effets, reduits, logarithmes = (
        _par_code(siens, nom) for nom in ("effet_mesure", "effet_mesure_recouvrement", "effet_mesure_logarithmique")
    )
    couts = {
        code: (valeur, connus)
        for code, valeur, connus in siens.filter(pl.col("indicateur") == "cout_abattement")
        .select("poste", "valeur", "couverture")
        .iter_rows()
    }
    passes = [
        dict(siens.filter(pl.col("indicateur") == f"gain_au_dela_{nom}").select("poste", "valeur").iter_rows())
        for nom in ("potentiel", "emissions")
    ]
    return {
        code: Mesure(
            code,
            fiche,
            effets.get(code, {}),
            reduits.get(code, {}),
            logarithmes.get(code, {}),
            *couts.get(code, (None, None)),
            *(passe.get(code) for passe in passes),
        )
        for fiche in actions.filter(pl.col("perimetre") == perimetre).sort("code").iter_rows(named=True)
        for code in (fiche["code"],)
    }


def _par_code(siens: pl.DataFrame, indicateur: str) -> dict[str, dict[int, float]]:
    """Les valeurs connues d'un indicateur, par code de mesure puis par année."""
    lignes = siens.filter((pl.col("indicateur") == indicateur) & pl.col("valeur").is_not_null())
    series: dict[str, dict[int, float]] = {}
    for code, annee, valeur in lignes.sort("exercice", "poste").select("poste", "exercice", "valeur").iter_rows():
        series.setdefault(code, {})[annee] = valeur
    return series
