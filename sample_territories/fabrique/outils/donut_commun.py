"""Les empreintes mondiales, que l'on ne sait estimer qu'en moyenne nationale : les mêmes dans les trois territoires.

Les seuils par habitant sont publiés (Fanning et Raworth, 2025) ; les valeurs sont inventées.
"""

from __future__ import annotations

from sample_territories.fabrique.outils.donut import LIMITES, ME, Indicateur, serie

_SOURCE = "Moyenne nationale, faute de mesure locale (valeur d'exemple)"

EMPREINTES = (
    Indicateur(
        "empreinte_co2",
        "Empreinte CO2 d'un habitant, importations comprises",
        "Climat",
        ME,
        "tCO2/hab.",
        "baisse",
        0.95,
        LIMITES,
        serie(7.3, 6.2, _SOURCE, "modelise", 2, couverture=None),
        cible=3.0,
        annee_cible=2035,
    ),
    Indicateur(
        "empreinte_azote",
        "Empreinte azote d'un habitant",
        "Azote et phosphore",
        ME,
        "kg N/hab.",
        "baisse",
        8.5,
        LIMITES,
        serie(19.4, 17.9, _SOURCE, "modelise", 1, sans=(2018, 2020), couverture=None),
    ),
    Indicateur(
        "empreinte_phosphore",
        "Empreinte phosphore d'un habitant",
        "Azote et phosphore",
        ME,
        "kg P/hab.",
        "baisse",
        0.85,
        LIMITES,
        serie(1.92, 1.61, _SOURCE, "modelise", 2, sans=(2018, 2020), couverture=None),
    ),
    Indicateur(
        "empreinte_biomasse",
        "Production végétale accaparée par habitant",
        "Biomasse et eau importées",
        ME,
        "t C/hab.",
        "baisse",
        1.47,
        LIMITES,
        serie(1.36, 1.31, _SOURCE, "modelise", 2, couverture=None),
    ),
    Indicateur(
        "empreinte_eau_bleue",
        "Eau bleue consommée ailleurs pour un habitant",
        "Biomasse et eau importées",
        ME,
        "m³/hab.",
        "baisse",
        384,
        LIMITES,
        serie(231, 214, _SOURCE, "modelise", 0, couverture=None),
    ),
)
