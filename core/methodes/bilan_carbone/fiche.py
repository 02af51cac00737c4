"""La fiche du bilan carbone, et les indicateurs que la méthode rend."""

from __future__ import annotations

from core.modele import Fiche, Maturite
from core.resultat import Indicateur

FICHE = Fiche(
    cle="bilan_carbone",
    titre="Bilan carbone",
    question="Combien d'émissions nos activités et nos achats causent-ils, poste par poste, et que sait-on vraiment ?",
    origine=(
        "Bilan d'émissions réglementaire, version 5 : chaque flux × son facteur, réparti par part (combustion, amont…) "
        "et par contrôle entre vingt-deux postes. Une immobilisation est divisée par sa durée d'amortissement. Le CO2 "
        "biogénique est compté à part, jamais dans le total. L'incertitude est lognormale : les cinq notes de qualité "
        "de la donnée et l'incertitude du facteur ; les flux qui partagent un facteur s'additionnent avant d'être "
        "combinés. Le bilan par les comptes applique un ratio monétaire aux comptes qu'aucun flux ne documente."
    ),
    masque=(
        "Un facteur est une moyenne : deux repas, deux chantiers réels s'en écartent. Un flux sans quantité ou sans "
        "facteur n'est pas compté, il n'est pas nul : la couverture le dit. Les kWh de combustible sont des kWh PCI. "
        "Le bilan par les comptes est un ordre de grandeur : il suit les prix, ignore la paie et les subventions, et "
        "compte une dépense d'investissement entière l'année où elle est payée. Ce bilan est celui de l'organisation ; "
        "il ne s'ajoute jamais aux émissions du territoire."
    ),
    maturite=Maturite.COMPTABILITE,
    requises=("donnees_activite",),
    optionnelles=("facteurs_emission", "ratios_comptes", "lignes_budgetaires", "populations", "territoires"),
    sources=("beges_v5_2022", "decret_2022_982", "abc_methode_v9", "abc_beges_postes"),
    mene_a=("trajectoire", "budget_vert", "budget_climat"),
)

POSTE = "poste réglementaire"
INDICATEURS = (
    Indicateur("emissions", "Émissions", "tCO2e", "quantités × facteurs, hors CO2 biogénique", POSTE),
    Indicateur("emissions_par_categorie", "Émissions par catégorie", "tCO2e", "les postes réunis", "catégorie"),
    Indicateur("emissions_par_service", "Émissions par service", "tCO2e", "selon le service du flux", "service"),
    Indicateur("emissions_par_activite", "Émissions par activité", "tCO2e", "selon l'activité du flux", "activité"),
    Indicateur(
        "emissions_par_flux",
        "Émissions d'un flux",
        "tCO2e",
        "ce qu'un flux émet, toutes ses parts réunies, ou dans un seul poste",
        POSTE,
        ("activite", "service", "flux"),
    ),
    Indicateur("emissions_biogeniques", "CO2 biogénique", "tCO2e", "compté à part, jamais dans le total", POSTE),
    Indicateur(
        "facteur_incertitude", "Facteur d'incertitude", "×", "la valeur vraie est entre E ÷ GSD² et E × GSD²", POSTE
    ),
    Indicateur(
        "incertitude_quadratique", "Incertitude quadratique", "part", "les écarts relatifs sommés au carré", POSTE
    ),
    Indicateur(
        "intervalle_symetrique",
        "Émissions, intervalle symétrique",
        "tCO2e",
        "E × (1 ± u) ; sans bornes au-delà de l'incertitude où cela n'a plus de sens",
        POSTE,
    ),
    Indicateur("note_qualite", "Note de qualité", "note", "de 1, très mauvaise, à 5, très bonne", POSTE),
    Indicateur("habitants", "Population", "hab.", "le dénominateur des ratios par habitant"),
    Indicateur("emissions_par_habitant", "Émissions par habitant", "kgCO2e/hab.", "le total rapporté aux habitants"),
    Indicateur("lignes_comptees", "Flux comptés", "ligne", "les flux qui entrent dans le total"),
    Indicateur("lignes_non_renseignees", "Flux sans quantité", "ligne", "déclarés, sans quantité : non comptés"),
    Indicateur("lignes_sans_facteur", "Flux sans facteur", "ligne", "aucun facteur connu : non comptés"),
    Indicateur("lignes_refusees", "Flux refusés", "ligne", "unité, facteur ou poste impossible : non comptés"),
    Indicateur(
        "part_ordre_de_grandeur", "Part des ratios monétaires", "part", "ce qui ne vient que d'un montant en euros"
    ),
    Indicateur("emissions_flash", "Émissions devinées des comptes", "tCO2e", "les comptes sans flux, au ratio", POSTE),
    Indicateur(
        "emissions_completees", "Émissions complétées des comptes", "tCO2e", "les flux et les comptes sans flux", POSTE
    ),
    Indicateur(
        "part_indirectes_documentees",
        "Part documentée des émissions indirectes",
        "part",
        "ce que des flux documentent de ce que flux et comptes disent ensemble",
    ),
    Indicateur(
        "montant_compte",
        "Montant mandaté du compte",
        "€",
        "la dépense réelle réalisée",
        "compte",
        ("budget", "fonction"),
    ),
    Indicateur(
        "ratio_compte",
        "Ratio du compte",
        "kgCO2e/k€",
        "le facteur monétaire appliqué",
        "compte",
        ("budget", "fonction"),
    ),
    Indicateur(
        "emissions_compte",
        "Émissions devinées d'un compte",
        "tCO2e",
        "le montant au ratio, quand aucun flux ne le remplace",
        "compte",
        ("budget", "fonction"),
    ),
    Indicateur(
        "effet_activite",
        "Effet activité",
        "tCO2e",
        "les quantités changent, les facteurs restent ceux du premier bilan",
        POSTE,
        ("activite", "service", "flux"),
    ),
    Indicateur(
        "effet_methode",
        "Effet méthode",
        "tCO2e",
        "les facteurs changent de version, à quantités égales",
        POSTE,
        ("activite", "service", "flux"),
    ),
    Indicateur("effet_perimetre", "Effet périmètre", "tCO2e", "les flux connus une seule des deux années"),
)
