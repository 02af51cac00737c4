"""Les avis que partagent les équipes d'exemple : ceux que proposent les règles de l'application, confirmés par
paquets."""

from __future__ import annotations

from dataclasses import replace

from sample_territories.fabrique.outils.cotation import Avis

PERSONNEL = "64*;6331;6336;6475;6455"
NUMERIQUE = "21838;21831;2183;2051;65811"

AXE_1 = (
    Avis(
        "axe_1",
        "neutre",
        PERSONNEL,
        justification="Personnel non dédié à la transition",
        regle="A1-02",
        confiance="forte",
    ),
    Avis("axe_1", "defavorable", "60621", justification="Combustible fossile", regle="A1-03", confiance="forte"),
    Avis("axe_1", "neutre", "60612", justification="Contrat d'électricité sans additionnalité", regle="A1-04"),
    Avis(
        "axe_1", "defavorable", "60622", justification="Carburants gazole et essence", regle="A1-06", confiance="forte"
    ),
    Avis("axe_1", "non_cote", "6251", justification="Modes de transport inconnus", regle="A1-09", confiance="faible"),
    Avis("axe_1", "favorable", "6245;6247", justification="Transport collectif", regle="A1-08"),
    Avis("axe_1", "defavorable", "21828;61551;2182", justification="Véhicules thermiques", regle="A1-10"),
    Avis("axe_1", "tres_favorable", "2121", justification="Plantations", regle="A1-14", confiance="forte"),
    Avis("axe_1", "defavorable", NUMERIQUE, justification="Équipement numérique neuf", regle="A1-25"),
    Avis(
        "axe_1",
        "tres_favorable",
        "2151;2152;2315",
        "87",
        justification="Itinéraires cyclables",
        regle="A1-22",
        confiance="forte",
    ),
    Avis(
        "axe_1",
        "favorable",
        "21534",
        "512",
        justification="Baisse de 60 % de la consommation du point lumineux",
        regle="A1-23",
    ),
    Avis(
        "axe_1", "neutre", "2151;2152;2315;615231", "84*", justification="Entretien sans élargissement", regle="A1-21"
    ),
    Avis("axe_1", "neutre", "6553", justification="Secours : sans effet propre", regle="A1-30"),
    Avis("axe_1", "neutre", "615221;21311", justification="Entretien, sécurité, accessibilité", regle="A1-20"),
)
"""Axe 1 : les règles les plus sûres ; chaque équipe met les siennes devant, puis ses services neutres derrière."""

AXE_6 = (
    Avis("axe_6", "favorable", "2121;61524;2117", justification="Essences locales, pleine terre", regle="A6-05"),
    Avis(
        "axe_6",
        "favorable",
        "2128;2312;2031;617",
        "76;73*",
        justification="Renaturation",
        regle="A6-02",
        confiance="forte",
    ),
    Avis("axe_6", "neutre", "2182*;2183*;2184*;2051;65811", justification="Pas d'emprise au sol", regle="A6-08"),
    Avis("axe_6", "neutre", "2151;2152;2315;615231", "84*", justification="Pas de voie nouvelle", regle="A6-03"),
    Avis("axe_6", "neutre", "21312;21318;21351;2316;21314", justification="Emprise au sol inchangée", regle="A6-06"),
)

GENRE = (
    Avis("genre", "favorable", "*", "341", justification="Objet même de la dépense", confiance="forte"),
    Avis("genre", "genrable", "65748", "326", justification="Clubs : 68 % de licenciés masculins", confiance="forte"),
    Avis("genre", "genrable", "*", "32*;33*", justification="Usages différents selon le sexe"),
    Avis("genre", "genrable", "*", "422*", justification="La garde pèse d'abord sur l'emploi des mères"),
    Avis("genre", "genrable", "2152;2315;21534", "512;87;847", justification="Sentiment de sécurité dans la rue"),
    Avis(
        "genre",
        "neutre",
        "60612;60613;60621;60611;66*;6156",
        justification="Fluides, dette, maintenance",
        confiance="forte",
    ),
)


def au_dela(avis: tuple[Avis, ...], plancher: float, chance: float = 1.0) -> tuple[Avis, ...]:
    """Les mêmes avis, appliqués aux seules lignes assez grosses ; `chance` laisse des lignes à coter."""
    return tuple(replace(x, plancher=max(plancher, x.plancher), chance=min(chance, x.chance)) for x in avis)
