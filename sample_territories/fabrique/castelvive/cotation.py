"""Les cotations inventées de Castelvive : des paquets de lignes par nature et par opération, le reste attend son tour."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.outils.cotation import Avis, Equipe, coter, trancher
from sample_territories.fabrique.outils.cotation_commune import AXE_1, AXE_6, GENRE, PERSONNEL, au_dela
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

FINANCES, CLIMAT = "Finances - Budget et comptabilité", "Environnement - Plan climat"
DECIDE = "Comité de direction du 3 avril 2025"

_AXE_1 = (
    Avis("axe_1", "tres_favorable", "2315;2031", "828", "Tramway", "Ligne électrique en site propre", "A1-24", "forte"),
    Avis("axe_1", "favorable", "65568;6245;2152;2315;611", "82*;81", justification="Transports collectifs", regle="A1-24"),
    Avis("axe_1", "tres_favorable", "2315;617", "751", justification="Réseau de chaleur à 71 % d'énergies renouvelables",
         regle="A1-26", confiance="forte"),
    Avis("axe_1", "tres_favorable", "21351", "758", "Rénovation énergétique", "Gain moyen de 41 %", "A1-18", "forte"),
    Avis("axe_1", "tres_favorable", "20422", "552", justification="Rénovation globale de l'habitat privé", regle="A1-29"),
    Avis("axe_1", "favorable:0.55;neutre:0.45", "204182", "555", justification="Part des logements réhabilités : 55 %",
         regle="A1-29"),
    Avis("axe_1", "favorable", "65741", "74", justification="Remplacement des foyers ouverts", regle="A1-26"),
    Avis("axe_1", "tres_favorable", "2128;2121", "518;511;76", justification="Espaces végétalisés créés", regle="A1-15"),
    Avis("axe_1", "non_cote", "2041412;2031;65748", "53;515;52", justification="Objet financé à préciser", regle="A1-29",
         confiance="faible"),
    Avis("axe_1", "neutre", "2313", "323", "Piscine des Coteaux", "Respect de la RE2020, sans plus", "A1-17"),
    Avis("axe_1", "favorable:0.7;neutre:0.3", "2313", "23", "Campus", "Réhabilitation lourde 70 %, extension 30 %", "A1-17"),
    Avis("axe_1", "neutre", "2315;2312;615231", "844;518;734", justification="Réfection sans élargissement", regle="A1-21"),
    Avis("axe_1", "favorable", "611;2158;2188", "721*", justification="Tri et biodéchets", regle="A1-27", confiance="faible"),
)
_NEUTRES = (
    Avis("axe_1", "neutre", "657382;65748", "31*;326;338", justification="Culture et sport", regle="A1-30"),
    Avis("axe_1", "neutre", "6156;6262", justification="Maintenance et abonnements", regle="A1-30", confiance="faible",
         plancher=60_000, chance=0.6),
)
_AXE_6 = (
    Avis("axe_6", "favorable", "2128;2121", "518;511;76", justification="Pleine terre et essences locales", regle="A6-02"),
    Avis("axe_6", "defavorable", "2315", "828", "Tramway", "4 ha d'emprise en lisière", "A6-03"),
    Avis("axe_6", "defavorable:0.3;neutre:0.7", "2313", "23", "Campus", "L'extension prend 0,8 ha de prairie", "A6-01"),
    *AXE_6,
    Avis("axe_6", "neutre", "65568;6553", "82*;12", justification="Sans effet sur les milieux"),
    Avis("axe_6", "neutre", "64111", justification="Personnel sans lien avec les milieux", plancher=90_000),
)
_AUTRES = (
    Avis("axe_2", "favorable", "2312;2111", "735", justification="Champs d'expansion rouverts", confiance="forte"),
    Avis("axe_2", "favorable", "2128;2121", "518", justification="Îlots de fraîcheur"),
    Avis("axe_3", "favorable", "2312;617", "731", justification="Ruisseaux restaurés"),
    Avis("axe_3", "favorable:0.6;neutre:0.4", "2315", "734", justification="Noues 60 %, canalisations 40 %"),
    Avis("axe_4", "favorable", "2158;611", "7211;7212", "Biodéchets;volontaire", "Collecte séparée"),
    Avis("axe_5", "favorable", "65741;617", "74", justification="Particules du chauffage au bois"),
)
_GENRE = (
    *GENRE,
    Avis("genre", "neutre", "739*;6553;2315;65568", justification="Sans public identifiable", confiance="forte"),
    Avis("genre", "genrable", "657382", "31*", justification="Publics et plateaux à compter par sexe", confiance="faible"),
)
_LIENS = (
    Avis("capital", "climat", "2315", "828", confiance=None), Avis("capital", "climat", "2315", "751", confiance=None),
    Avis("capital", "climat", "21351", "758", confiance=None), Avis("capital", "air", "65741;617", "74", confiance=None),
    Avis("capital", "vive", "2312", "731;735", confiance=None), Avis("capital", "vivant", "2128;61524", "76", confiance=None),
    Avis("capital", "habitants", "2128;2121", "518", "Îlots", confiance=None),
    Avis("capital", "agents", "6184;6475", "020", "formation;prévention", confiance=None),
    Avis("donut", "Réseaux et mobilité", "2315;2152;65568", "82*;87", confiance=None),
    Avis("donut", "Biodiversité", "2128;2121", "76;511", confiance=None), Avis("donut", "Logement", "204182", "555", confiance=None),
    Avis("activite", "Piscines", "60612;60613;60621;2313", "323", confiance=None),
    Avis("activite", "Opéra", "657382;2313", "316", confiance=None),
    Avis("activite", "Collecte des déchets", "60622;61551;611", "7212", confiance=None, plancher=25_000),
)
_CONTRAIRES = (
    Avis("axe_1", "defavorable", "2313", "323", "Piscine des Coteaux", "Un bassin neuf ajoute 2,1 GWh par an", "A1-17"),
    Avis("axe_1", "neutre:0.5;favorable:0.5", "65568", "821", "Syndicat mixte", "La moitié du parc roule encore au gazole", "A1-24"),
    Avis("axe_1", "defavorable", "2315", "844", "Ouvrage d'art - Castelvive", "Le pont passe de deux à trois voies", "A1-21"),
)
_DECISIONS = (
    Avis("axe_1", "favorable:0.6;neutre:0.4", "65568", "821", "Syndicat mixte",
         "60 % des kilomètres en électrique ou bioGNV en 2024", "A1-24", "forte"),
)
_DE_2023 = tuple(x for x in AXE_1 if x.natures == PERSONNEL or x.regle in {"A1-22", "A1-30"})


def de_2023(lignes: Sequence[Ligne]) -> list[type_ligne]:
    """La première année : la paie des plus gros services, le vélo, le SDIS."""
    return coter(lignes, au_dela(_DE_2023, 45_000, 0.65), Equipe(2023, FINANCES, ("2024-04-09", "2024-04-16"), True))


def de_2024(lignes: Sequence[Ligne], deja: Sequence[type_ligne]) -> list[type_ligne]:
    """La deuxième année : les opérations et les gros marchés, puis les objections du plan climat et la décision."""
    finances = Equipe(2024, FINANCES, ("2025-02-04", "2025-02-25", "2025-03-11"), True)
    climat = Equipe(2024, CLIMAT, ("2025-03-18", "2025-03-25"), True)
    sans_paie = tuple(x for x in AXE_1 if x.natures != PERSONNEL)
    return [
        *coter(lignes, au_dela((*_AXE_1, *sans_paie, *_NEUTRES), 28_000, 0.94), finances, deja),
        *coter(lignes, au_dela(_AXE_6, 40_000), finances),
        *coter(lignes, au_dela(_GENRE, 120_000), finances),
        *coter(lignes, au_dela(_AUTRES, 20_000), climat), *coter(lignes, _LIENS, climat),
        *coter(lignes, _CONTRAIRES, climat),
        *trancher(coter(lignes, _DECISIONS, Equipe(2024, DECIDE, ("2025-04-03",), True))),
    ]
