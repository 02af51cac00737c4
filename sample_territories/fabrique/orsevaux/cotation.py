"""Les cotations inventées d'Orsevaux : la paie dite en 2023 et reprise, le reste en 2025, quatre désaccords dont deux tranchés."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.outils.cotation import Avis, Equipe, coter, trancher
from sample_territories.fabrique.outils.cotation_commune import AXE_1, AXE_6, GENRE, PERSONNEL, au_dela
from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.lignes import Ligne

FINANCES, TRANSITION = "Direction des finances", "Transition écologique"
DECIDE = "Comité de cotation du 27 mars 2025"

_PROPRES_AXE_1 = (
    Avis("axe_1", "favorable:0.4;neutre:0.45;defavorable:0.15", "60623", "281",
         justification="Menus végétariens et bio 40 %, viande de bœuf 15 %", regle="A1-07", confiance="moyenne"),
    Avis("axe_1", "favorable", "60613", justification="Réseau de chaleur à 62 % de bois", regle="A1-05", confiance="forte"),
    Avis("axe_1", "tres_favorable", "21312", "212", "Rénovation énergétique",
         "Gain de 45 % après travaux, diagnostic de 2022", "A1-18", "forte"),
    Avis("axe_1", "tres_favorable", "21351", "751", "Chaufferies bois", "Sortie du gaz de trois équipements", "A1-19", "forte"),
    Avis("axe_1", "neutre", "2313", "212", "Prairies", "Simple respect de la RE2020", "A1-17"),
    Avis("axe_1", "favorable:0.6;neutre:0.4", "2313", "316", "théâtre", "Lot thermique 60 %, lot scénique 40 %", "A1-18"),
    Avis("axe_1", "favorable:0.4;defavorable:0.6", "21828", "7222", "Balayeuses", "Deux engins électriques sur cinq", "A1-10"),
    Avis("axe_1", "tres_favorable", "2128", "211", "oasis", "Désimperméabilisation des cours", "A1-15", "forte"),
    Avis("axe_1", "tres_favorable", "2312", "76", "berges", "Renaturation", "A1-15"),
    Avis("axe_1", "favorable", "20422", "555", justification="Aides conditionnées à deux sauts de classe", regle="A1-29"),
    Avis("axe_1", "non_cote", "2031;202;2111;204182", justification="À rattacher à un projet", regle="A1-12", confiance="faible"),
    Avis("axe_1", "favorable", "21314", "323", "étanchéité", "Isolation de la toiture refaite", "A1-18", "faible"),
    Avis("axe_1", "neutre", "21318;21313;2316;2188;2184*", justification="Gros entretien sans effet énergétique", regle="A1-20"),
)
_SERVICES_NEUTRES = (
    Avis("axe_1", "neutre", "657363;657361;65311;65313", justification="Social et administration", regle="A1-30",
         confiance="forte"),
    Avis("axe_1", "neutre", "65748", "311;316;326;338;4228;024", justification="Culture, sport et social", regle="A1-30"),
    Avis("axe_1", "neutre", "6*", "0*;1*;3*;4*;288", justification="Administration, culture, social", regle="A1-30",
         plancher=20_000, chance=0.7),
)
_AXE_6 = (
    Avis("axe_6", "favorable", "2128", "211", "oasis", "Pleine terre, essences locales", "A6-02", "forte"),
    Avis("axe_6", "defavorable", "2313", "212", "Prairies", "1,2 ha de prairie artificialisés", "A6-01", "forte"),
    Avis("axe_6", "favorable", "2312", "511", "Tannerie", "Friche rendue à la pleine terre", "A6-02"),
    Avis("axe_6", "non_cote", "21534", "512", justification="Température de couleur inconnue", regle="A6-04", confiance="faible"),
    *AXE_6,
    Avis("axe_6", "neutre", "2313", "316", justification="Emprise inchangée", regle="A6-06"),
    Avis("axe_6", "neutre", "64*", "2*;4*;1*;3*", justification="Personnel sans lien avec les milieux", confiance="forte",
         plancher=32_000, chance=0.75),
    Avis("axe_6", "neutre", "65*", "420;12;326", justification="Sans effet sur les milieux"),
)
_AUTRES_AXES = (
    Avis("axe_2", "favorable", "2128;2121;2312", "211;511;76", justification="Ombre, infiltration, zones d'expansion"),
    Avis("axe_2", "favorable", "21312;21314", justification="Confort d'été vérifié au programme", confiance="faible"),
    Avis("axe_2", "defavorable", "2313", "212", "Prairies", "Terrain en zone de ruissellement", confiance="faible"),
    Avis("axe_3", "favorable", "2312;617", "76", justification="Rivière rendue à son lit"),
    Avis("axe_3", "favorable:0.5;neutre:0.5", "2128", "211", "oasis", "La moitié des surfaces infiltre la pluie"),
    Avis("axe_4", "favorable", "611;6288", "7222", justification="Tri des déchets de rue"),
    Avis("axe_4", "favorable:0.2;neutre:0.8", "60623", "281", justification="Pesées et dons : 20 % du coût matière"),
    Avis("axe_5", "defavorable", "60622", justification="Oxydes d'azote en ville"),
    Avis("axe_5", "favorable", "2152", "87", justification="Report depuis la voiture"),
    Avis("axe_5", "favorable", "2121;2128", "511;211", justification="Aucun produit phytosanitaire"),
)
_GENRE = (
    Avis("genre", "favorable", "65748;6184", "341", "femmes", "Accueil des femmes victimes de violences", confiance="forte"),
    Avis("genre", "genrable", "2128", "211", "oasis", "Partage de la cour entre filles et garçons", confiance="forte"),
    *GENRE,
    Avis("genre", "genrable", "65748", "024;311", justification="Associations : public par sexe à demander", confiance="faible"),
    Avis("genre", "neutre", "2315;2316;21311;6553;739*", justification="Sans public identifiable", confiance="forte"),
    Avis("genre", "genrable", "64111;64131", "311;313;316;211;212", justification="Métiers et publics très féminins",
         plancher=150_000),
)
_LIENS = (
    Avis("capital", "climat", "21312", "212", confiance=None), Avis("capital", "climat", "21351", "751", confiance=None),
    Avis("capital", "climat", "2152", "87", confiance=None), Avis("capital", "sols_arbres", "2128", "211", confiance=None),
    Avis("capital", "sols_arbres", "2121", "511", confiance=None), Avis("capital", "orse", "2312;617", "76", confiance=None),
    Avis("capital", "agents", "6184", "020", "Formation des agents", confiance=None),
    Avis("capital", "agents", "6475", "020", confiance=None), Avis("capital", "patrimoine", "2316", "312", confiance=None),
    Avis("capital", "patrimoine", "615221", "316", "Gros entretien", confiance=None),
    Avis("capital", "lien", "65748", "024", confiance=None),
    Avis("donut", "Alimentation:0.7;Éducation:0.3", "60623", "281", justification="Le repas, et l'accueil du midi"),
    Avis("donut", "Éducation", "2313;6067;21312", "21*", confiance=None),
    Avis("donut", "Énergie", "20422", "555", confiance=None), Avis("donut", "Logement", "204182", "555", confiance=None),
    Avis("donut", "Réseaux et mobilité", "2152;2315", "87;845", confiance=None),
    Avis("donut", "Biodiversité", "2121;2312", "511;76", confiance=None), Avis("donut", "Santé", "6*", "412", confiance=None),
    Avis("donut", "Égalité femmes-hommes", "65748", "341", confiance=None),
    Avis("donut", "Culture et lien social", "65748", "311;024;338", confiance=None),
    Avis("activite", "Écoles maternelles", "60612;60613;60621;6067", "211", confiance=None),
    Avis("activite", "Écoles élémentaires", "60612;60613;60621;21312;2313;6067", "212", confiance=None),
    Avis("activite", "Restauration scolaire", "60623;60612;60613;60621;611", "281", confiance=None),
    Avis("activite", "Piscine des Peupliers", "6*;21314", "323", confiance=None, plancher=5_000),
    Avis("activite", "Éclairage public", "60612;21534;615232", "512", confiance=None),
    Avis("activite", "Conservatoire", "6*", "311", "Conservatoire", confiance=None, plancher=5_000),
    Avis("activite", "Médiathèques", "6*;2188", "313", confiance=None, plancher=5_000),
    Avis("activite", "Clubs sportifs", "65748", "326", confiance=None),
)
_CONTRAIRES = (
    Avis("axe_1", "favorable", "2313", "212", "Prairies", "Ossature bois et chaufferie bois : au-delà de la RE2020", "A1-17"),
    Avis("axe_1", "defavorable:0.25;neutre:0.75", "2315", "845", "Programme de voirie",
         "La rocade des Sablons ajoute une voie", "A1-21"),
    Avis("axe_6", "neutre", "2312", "511", "Tannerie", "Le parc remplace une friche déjà boisée", "A6-02", "faible"),
    Avis("axe_1", "neutre", "21314", "323", "étanchéité", "L'étanchéité seule n'économise rien", "A1-20"),
)
_DECISIONS = (
    Avis("axe_1", "neutre", "21314", "323", "étanchéité", "Isolant de même épaisseur qu'avant : décidé neutre", "A1-20", "forte"),
    Avis("axe_1", "defavorable:0.2;neutre:0.8", "2315", "845", "Programme de voirie",
         "La voie ajoutée de la rocade pèse un cinquième du marché", "A1-21", "forte"),
)
_DE_2023 = (*(x for x in AXE_1 if x.natures == PERSONNEL),
            Avis("axe_1", "tres_favorable", "2152", "87", justification="Itinéraires cyclables", regle="A1-22", confiance="forte"),
            Avis("axe_1", "neutre", "6553", justification="Secours : sans effet propre", regle="A1-30"))


def de_2023(lignes: Sequence[Ligne]) -> list[type_ligne]:
    """La première année : la paie et quelques lignes, que 2024 reprend sans les recoter."""
    return coter(lignes, au_dela(_DE_2023, 12_000, 0.62), Equipe(2023, FINANCES, ("2024-03-19", "2024-03-26")))


def de_2024(lignes: Sequence[Ligne], deja: Sequence[type_ligne]) -> list[type_ligne]:
    """La deuxième année : tout ce que 2023 n'a pas dit, puis les désaccords de la transition, puis la décision."""
    finances = Equipe(2024, FINANCES, ("2025-02-11", "2025-02-18", "2025-03-04"))
    transition = Equipe(2024, TRANSITION, ("2025-03-11", "2025-03-18"))
    sans_paie = tuple(x for x in AXE_1 if x.natures != PERSONNEL)
    suivi = au_dela((*_PROPRES_AXE_1, *sans_paie, *_SERVICES_NEUTRES), 4_000, 0.97)
    return [
        *coter(lignes, (*suivi, *_AXE_6, *_GENRE), finances, deja),
        *coter(lignes, (*_AUTRES_AXES, *_LIENS), transition),
        *coter(lignes, _CONTRAIRES, transition),
        *trancher(coter(lignes, _DECISIONS, Equipe(2024, DECIDE, ("2025-03-27",)))),
    ]
