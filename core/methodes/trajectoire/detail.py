"""Le calcul ligne à ligne : chaque émission lue, chaque effet d'action, avec sa ligne de fichier."""

from __future__ import annotations

import polars as pl

from core.communs.climat.actions import actives, rampe
from core.communs.climat.observees import observer
from core.modele import Donnees, table_requise
from core.tables.carbone import ACTIONS_CLIMAT, EMISSIONS

COLONNES = (
    "perimetre",
    "exercice",
    "sorte",
    "poste",
    "libelle",
    "valeur_tco2e",
    "service",
    "statut",
    "fichier",
    "feuille",
    "ligne",
)


def detail(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Les lignes dont les totaux de l'exercice sont la somme, en tCO2e, triées par périmètre, sorte et poste.

    `sorte` vaut « emission » (valeur lue ; nulle = donnée absente), « puits » (valeur négative, jamais déduite) ou
    « action » : l'effet d'une action, négatif, entre l'année de départ et son terme ; nul si l'action n'est pas
    chiffrée. Lève `TableManquante` si les émissions ne sont pas renseignées.
    """
    emissions = table_requise(donnees, EMISSIONS.nom, EMISSIONS.titre)
    sorte = pl.when(pl.col("emissions_tco2e") < 0).then(pl.lit("puits")).otherwise(pl.lit("emission"))
    lues = emissions.filter(pl.col("exercice") == exercice).select(
        "perimetre",
        "exercice",
        sorte.alias("sorte"),
        poste="secteur",
        libelle="source",
        valeur_tco2e="emissions_tco2e",
        service=pl.lit(None, pl.String),
        statut="qualite",
        fichier="fichier",
        feuille="feuille",
        ligne="ligne",
    )
    actions = donnees.get(ACTIONS_CLIMAT.nom)
    if actions is None or actions.is_empty():
        return lues.select(COLONNES).sort("perimetre", "sorte", "poste")
    departs = {perimetre: observees.depart for perimetre, observees in observer(emissions, exercice, donnees).items()}
    effets = [
        {
            **{nom: action[nom] for nom in ("perimetre", "service", "statut", "fichier", "feuille", "ligne")},
            "exercice": exercice,
            "sorte": "action",
            "poste": action["code"],
            "libelle": action["intitule"],
            "valeur_tco2e": _effet(action, departs.get(action["perimetre"])),
        }
        for action in actives(actions).iter_rows(named=True)
    ]
    menees = pl.DataFrame(effets, schema={nom: lues.schema[nom] for nom in COLONNES})
    return pl.concat([lues.select(COLONNES), menees]).sort("perimetre", "sorte", "poste")


def _effet(action: dict[str, object], depart: int | None) -> float | None:
    gain, debut, fin = (action[nom] for nom in ("gain_tco2e_par_an", "debut", "fin"))
    if not isinstance(gain, float) or depart is None:
        return None
    deja = rampe(gain, int(str(debut)), int(str(fin)), depart)
    return 0.0 - (gain - deja)
