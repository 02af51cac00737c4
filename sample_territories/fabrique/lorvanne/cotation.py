"""Les cotations inventées du Val de Lorvanne : deux personnes, l'investissement d'abord, l'eau et les sols avant le reste."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.outils.cotation import Avis, Equipe, coter, trancher
from sample_territories.fabrique.outils.cotation_commune import AXE_1, AXE_6, PERSONNEL, au_dela
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

FINANCES, TRANSITION = "Finances et administration", "Transition et énergie"
DECIDE = "Bureau communautaire du 8 avril 2025"

_AXE_1 = (
    Avis("axe_1", "neutre", "21531;21532;2313;2315;21561;21562", "", justification="Réseaux d'eau : sans effet démontré",
         regle="A1-28", confiance="faible"),
    Avis("axe_1", "favorable:0.3;neutre:0.7", "611", "7212", "Collecte", "Trois bennes sur dix au bioGNV", "A1-27"),
    Avis("axe_1", "favorable", "65742;2121;2128", "6312;76", justification="Sols couverts, haies, zones humides", regle="A1-14"),
    Avis("axe_1", "neutre", "2312", "735", "Lorvanne", "Restauration sans effet chiffré sur le climat", "A1-28"),
    Avis("axe_1", "defavorable", "2312", "61", "Sablons", "Zone d'activités desservie par la seule route", "A1-16"),
    Avis("axe_1", "favorable", "21318", "323", "filtration", "Moins de renouvellement d'eau chauffée", "A1-18", "faible"),
    Avis("axe_1", "non_cote", "2031;202;2041412", "*", "PLUi;Fonds de concours;Études", "À rattacher à un projet", "A1-12",
         "faible"),
    *(x for x in AXE_1 if x.natures not in {PERSONNEL, "60612", "6251"}),
)
_AXE_6 = (
    Avis("axe_6", "favorable", "2111", "731", "captages", "Terres des captages en herbe", "A6-09", "forte"),
    Avis("axe_6", "favorable", "2312;2128;2121;65742", "735;76;6312", justification="Rivière, haies, zones humides",
         regle="A6-02", confiance="forte"),
    Avis("axe_6", "defavorable", "2312", "61", "Sablons", "3,4 ha de terres agricoles", "A6-01", "forte"),
    Avis("axe_6", "neutre", "21531;21532", "", justification="Réseaux refaits dans leur tranchée", regle="A6-03"),
    *AXE_6,
)
_EAU_ET_SOLS = (
    Avis("axe_3", "favorable", "21531;21532;2315", "", justification="Moins de fuites, moins de rejets", confiance="forte"),
    Avis("axe_3", "favorable", "2111;617;2312", "731;735", justification="Nappe et rivière", confiance="forte"),
    Avis("axe_3", "favorable:0.8;neutre:0.2", "2313", "", "Station", "Filière du phosphore 80 %"),
    Avis("axe_5", "favorable", "2313;21562", "", justification="Rejets de la station"),
    Avis("axe_4", "favorable", "2158;611", "721*", justification="Tri et apport volontaire"),
)
_GENRE = (
    Avis("genre", "genrable", "*", "323;331;4221;338", justification="Public par sexe à compter", plancher=15_000),
    Avis("genre", "neutre", "21531;21532;2313;2315;6061;739211", justification="Sans public identifiable",
         confiance="forte"),
)
_LIENS = (
    Avis("politique", "Déchets", "*", "721*", confiance=None, plancher=20_000),
    Avis("politique", "Enfance et jeunesse", "*", "331;4221", confiance=None, plancher=30_000),
    Avis("capital", "sols", "65742;617;6184", "6312", confiance=None), Avis("capital", "nappe", "2111;617", "731", confiance=None),
    Avis("capital", "riviere", "2312", "735", confiance=None), Avis("capital", "bocage", "2121;2128", "76", confiance=None),
    Avis("capital", "reseaux", "21531", "", confiance=None),
    Avis("donut", "Eau douce", "21531;2111;2313", "731;", confiance=None),
    Avis("activite", "Eau potable", "605;6061;6062;611;61523;21531;21561", "", "Service de l'eau;eau potable", confiance=None),
    Avis("activite", "Assainissement", "6061;6062;611;61523;2313;21532;21562", "", "assainissement;station", confiance=None),
    Avis("activite", "Collecte des déchets", "60622;61551;611;21828", "7212", confiance=None),
    Avis("activite", "Piscine de Bréval", "60612;60613;60621;21318;64111;64131", "323", confiance=None),
)
_CONTRAIRES = (
    Avis("axe_1", "defavorable", "2315", "845", "Programme de voirie", "Deux giratoires ajoutés sur la départementale", "A1-21"),
)
_DES_FINANCES = (
    Avis("axe_6", "neutre", "2128", "76", "Bréval", "Un tiers des fossés reste à boucher", "A6-02", "faible"),
)
_DECISIONS = (
    Avis("axe_6", "favorable:0.67;neutre:0.33", "2128", "76", "Bréval", "Deux tiers de la zone en eau : décidé au prorata",
         "A6-02", "forte"),
)


def de_2023(lignes: Sequence[Ligne]) -> list[type_ligne]:
    """La première année : les opérations d'eau et de bocage, que 2024 reprend."""
    avis = tuple(x for x in _EAU_ET_SOLS if x.lentille == "axe_3")
    return coter(lignes, avis, Equipe(2023, TRANSITION, ("2024-05-14",)))


def de_2024(lignes: Sequence[Ligne], deja: Sequence[type_ligne]) -> list[type_ligne]:
    """La deuxième année : l'investissement et quelques gros marchés, sans la paie."""
    finances, transition = Equipe(2024, FINANCES, ("2025-03-20", "2025-04-01")), Equipe(2024, TRANSITION, ("2025-03-27",))
    return [
        *coter(lignes, au_dela(_AXE_1, 15_000), finances), *coter(lignes, au_dela(_AXE_6, 5_000), transition),
        *coter(lignes, _EAU_ET_SOLS, transition, deja), *coter(lignes, _GENRE, finances), *coter(lignes, _LIENS, transition),
        *coter(lignes, _CONTRAIRES, transition), *coter(lignes, _DES_FINANCES, finances),
        *trancher(coter(lignes, _DECISIONS, Equipe(2024, DECIDE, ("2025-04-08",)))),
    ]
