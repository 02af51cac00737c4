"""Le plafond d'émissions face aux mesures : ce qui est décidé, ce qui n'est qu'identifié, et ce qui manque encore."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.communs.climat.actions import STATUTS_COMPTES, Action, bruts
from core.communs.climat.observees import Observees
from core.methodes.budget_climat.recouvrement import Coin, Mesure, combiner
from core.modele import Nature, Qualite, origine
from core.tables.carbone import ACTIONS_CLIMAT, EMISSIONS
from core.tables.climat import PLAFONDS_EMISSIONS

Ligne = dict[str, str | int | float | None]
PARTAGES = ("effet_mesure_recouvrement", "effet_mesure_logarithmique")
"""Les deux façons de partager les recouvrements entre les mesures décidées."""


@dataclass(frozen=True)
class Terrain:
    """Un périmètre : son plafond par année (tCO2e), ce qu'il émet, ses mesures triées par code."""

    perimetre: str
    plafonds: dict[int, float]
    observees: Observees
    actions: Sequence[Action]

    @property
    def niveau(self) -> float | None:
        """Le niveau présent, en tCO2e : la dernière année complète ; nul si aucune ne l'est."""
        depart = self.observees.depart
        return None if depart is None else self.observees.completes[depart]

    @property
    def decidees(self) -> list[Action]:
        """Les mesures décidées, engagées ou achevées ; une mesure seulement identifiée n'engage personne."""
        return [action for action in self.actions if action.decidee]

    @property
    def a_venir(self) -> list[int]:
        """Les années plafonnées qui ne sont pas encore observées."""
        depart = self.observees.depart
        return [annee for annee in sorted(self.plafonds) if depart is None or annee > depart]

    def coins(self, annee: int) -> tuple[list[Coin], float]:
        """L'effet de chaque mesure décidée une année, brut et réduit par les recouvrements, et ce qu'elles évitent
        ensemble."""
        if self.niveau is None or self.observees.depart is None:
            return [], 0.0
        presentes = self.observees.secteurs[self.observees.depart]
        secteurs = {lue.secteur: lue.valeur for lue in presentes if lue.valeur is not None}
        touches = {action.code: action.secteur for action in self.decidees}
        declares = bruts(self.decidees, self.observees.depart, [annee])
        return combiner(
            self.niveau, secteurs, [Mesure(code, touches[code], effet[annee]) for code, effet in declares.items()]
        )


def indicateurs_plafond(terrain: Terrain, exercice: int) -> list[Ligne]:
    """Le plafond, l'observé, l'effet des mesures, et les écarts (positif : il manque), en tCO2e ; et les comptes."""
    lignes = _plafonds(terrain) + _observe(terrain) + _comptes(terrain, exercice)
    niveau, depart = terrain.niveau, terrain.observees.depart
    if niveau is None or depart is None:
        return lignes + _manquants(terrain)
    declares = bruts(terrain.actions, depart, terrain.a_venir)
    partages: dict[str, dict[str, dict[int, float]]] = {nom: {} for nom in PARTAGES}
    for annee in terrain.a_venir:
        coins, evite = terrain.coins(annee)
        for coin in coins:
            partages["effet_mesure_recouvrement"].setdefault(coin.code, {})[annee] = coin.proportionnel
            if coin.logarithmique is not None:
                partages["effet_mesure_logarithmique"].setdefault(coin.code, {})[annee] = coin.logarithmique
        evites = {
            "mesures_decidees": sum(coin.brut for coin in coins),
            "mesures_identifiees": sum(effet[annee] for effet in declares.values()),
            "recouvrement": evite,
        }
        lignes += _annee(terrain, annee, niveau, evites)
    for nom, effets in ({"effet_mesure": declares} | partages).items():
        for code, effet in effets.items():
            lignes += _de_mesure(terrain, nom, code, effet)
    return lignes


def _annee(terrain: Terrain, annee: int, niveau: float, evites: Mapping[str, float]) -> list[Ligne]:
    """Trois lectures de ce que les mesures chiffrées évitent : décidées, avec les identifiées, décidées et
    recouvertes."""
    ecarts = {
        "mesures_decidees": "ecart_plafond",
        "mesures_identifiees": "ecart_plafond_identifiees",
        "recouvrement": "ecart_plafond_recouvrement",
    }
    commun = _prevu(terrain.perimetre, _adresse_des_mesures(terrain))
    lignes: list[Ligne] = []
    for nom, evite in evites.items():
        reste = max(0.0, niveau - evite)
        lignes += [
            commun | {"exercice": annee, "indicateur": f"emissions_{nom}", "valeur": reste},
            commun | {"exercice": annee, "indicateur": ecarts[nom], "valeur": reste - terrain.plafonds[annee]},
        ]
    return lignes


def _adresse_des_mesures(terrain: Terrain) -> str:
    """Les mesures comptées ; sans aucune, le niveau observé, dont vient alors tout l'écart."""
    if terrain.actions:
        return origine(ACTIONS_CLIMAT.nom, perimetre=terrain.perimetre, statut=STATUTS_COMPTES)
    return origine(EMISSIONS.nom, perimetre=terrain.perimetre, exercice=terrain.observees.depart)


def _de_mesure(terrain: Terrain, indicateur: str, code: str, effet: Mapping[int, float]) -> list[Ligne]:
    """L'effet d'une mesure année par année, en tCO2e."""
    adresse = origine(ACTIONS_CLIMAT.nom, perimetre=terrain.perimetre, code=code)
    commun = _prevu(terrain.perimetre, adresse) | {"poste": code}
    return [commun | {"exercice": annee, "indicateur": indicateur, "valeur": valeur} for annee, valeur in effet.items()]


def _manquants(terrain: Terrain) -> list[Ligne]:
    """Sans niveau présent, l'écart de chaque année plafonnée est une donnée absente."""
    commun = _prevu(terrain.perimetre, origine(EMISSIONS.nom, perimetre=terrain.perimetre))
    return [
        commun
        | {
            "exercice": annee,
            "indicateur": "ecart_plafond",
            "valeur": None,
            "couverture": 0.0,
            "qualite": str(Qualite.MANQUANT),
        }
        for annee in terrain.a_venir
    ]


def _prevu(perimetre: str, adresse: str) -> Ligne:
    """Ce que partagent les lignes d'une prévision en tonnes."""
    return {"perimetre": perimetre, "nature": str(Nature.PREVU), "qualite": str(Qualite.ESTIME), "origine": adresse}


def _plafonds(terrain: Terrain) -> list[Ligne]:
    return [
        {
            "exercice": annee,
            "indicateur": "plafond_emissions",
            "perimetre": terrain.perimetre,
            "valeur": valeur,
            "nature": str(Nature.PLAFOND),
            "qualite": str(Qualite.DECLARE),
            "origine": origine(PLAFONDS_EMISSIONS.nom, perimetre=terrain.perimetre, exercice=annee),
        }
        for annee, valeur in sorted(terrain.plafonds.items())
    ]


def _observe(terrain: Terrain) -> list[Ligne]:
    """Les années observées en entier, et leur écart au plafond si l'année en avait un."""
    lignes: list[Ligne] = []
    for annee, valeur in terrain.observees.completes.items():
        vu: Ligne = {
            "exercice": annee,
            "perimetre": terrain.perimetre,
            "nature": str(Nature.REALISE),
            "qualite": terrain.observees.totaux[annee].qualite,
            "origine": origine(
                EMISSIONS.nom, perimetre=terrain.perimetre, exercice=annee, secteur=terrain.observees.secteurs_de(annee)
            ),
        }
        lignes.append(vu | {"indicateur": "emissions_observees", "valeur": valeur})
        if annee == terrain.observees.depart:
            lignes.append(vu | {"indicateur": "niveau_present", "valeur": valeur, "nature": str(Nature.REFERENCE)})
        if annee in terrain.plafonds:
            lignes.append(vu | {"indicateur": "ecart_plafond", "valeur": valeur - terrain.plafonds[annee]})
    return lignes


def _comptes(terrain: Terrain, exercice: int) -> list[Ligne]:
    """Combien de mesures : décidées, identifiées, chiffrées, non chiffrées, abandonnées."""
    actions = terrain.actions
    compte = {
        "mesures_decidees": len(terrain.decidees),
        "mesures_identifiees": sum(action.statut == "identifiee" for action in actions),
        "mesures_chiffrees": sum(action.retenue and action.gain is not None for action in actions),
        "mesures_non_chiffrees": sum(action.retenue and action.gain is None for action in actions),
        "mesures_abandonnees": sum(action.statut == "abandonnee" for action in actions),
    }
    return [
        {
            "exercice": exercice,
            "indicateur": nom,
            "perimetre": terrain.perimetre,
            "nature": str(Nature.PREVU),
            "valeur": float(valeur),
            "qualite": str(Qualite.DECLARE),
            "origine": origine(ACTIONS_CLIMAT.nom, perimetre=terrain.perimetre),
        }
        for nom, valeur in compte.items()
    ]
