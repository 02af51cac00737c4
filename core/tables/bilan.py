"""Le bilan carbone : les flux physiques ou monétaires, et les facteurs qui les changent en émissions."""

from __future__ import annotations

import polars as pl

from core.tables.declaration import Annee, Choix, Code, Colonne, Entier, Nombre, Part, Regle, Table, Texte

ETATS_FLUX = {"prevu": "Prévu", "realise": "Réalisé"}
CONTROLES = {
    "exploite": "Exploité par la collectivité",
    "non_exploite": "Exploité par un tiers",
    "detenu": "Détenu par la collectivité",
    "location": "Loué",
    "tiers": "Détenu par un tiers",
}
QUANTITE_MAXIMALE = 1e12
"""Au-delà, une unité est fausse : la France entière consomme moins de 1e12 kWh d'électricité par an."""
PARTS_FACTEUR = {
    "total": "Facteur entier",
    "combustion": "Combustion",
    "amont": "Amont",
    "fugitive": "Fuites",
    "fabrication": "Fabrication",
    "biogenique": "CO2 biogénique",
}
STATUTS_FACTEUR = {
    "A": "Lu dans la Base Carbone",
    "B": "Lu dans un calculateur public qui la cite",
    "C": "Source unique, à vérifier",
    "D": "Non vérifié",
}

DONNEES_ACTIVITE = Table(
    nom="donnees_activite",
    titre="Données d'activité",
    question=(
        "Quels flux (énergie, achats, déplacements, repas…) nos activités demandent-elles, et en quelle quantité ?"
    ),
    exercice_de="exercice",
    exercice_a_defaut=True,
    valeurs=("quantite",),
    colonnes=(
        Colonne("exercice", Annee(), "Année du flux", cle=True, exemple="2024"),
        Colonne("etat", Choix(ETATS_FLUX), "Prévu ou réalisé", cle=True, exemple="realise"),
        Colonne("activite", Texte(), "Activité, équipement ou service", cle=True, exemple="Écoles"),
        Colonne("flux", Texte(), "Ce qui est consommé", cle=True, exemple="Gaz de chauffage"),
        Colonne(
            "periode", Texte(), "Période dans l'année (vide : toute l'année)", cle=True, requis=False, exemple="T1"
        ),
        Colonne(
            "facteur",
            Code(),
            "Code du facteur d'émission (vide : flux sans facteur connu)",
            requis=False,
            exemple="gaz_naturel_kwh",
        ),
        Colonne(
            "quantite",
            Nombre(maximum=QUANTITE_MAXIMALE),
            "Quantité ; vide : non renseigné, jamais compté 0",
            requis=False,
            exemple="1840000",
        ),
        Colonne("unite", Texte(), "Unité de la quantité", exemple="kWh"),
        Colonne(
            "poste",
            Code(),
            "Poste BEGES du flux entier (vide : celui que donnent le facteur, sa part et le contrôle)",
            requis=False,
            exemple="3.3",
        ),
        Colonne(
            "controle", Choix(CONTROLES), "Qui exploite ou détient (vide : exploité)", requis=False, exemple="exploite"
        ),
        Colonne(
            "duree_amortissement", Entier(1), "Années d'amortissement d'une immobilisation", requis=False, unite="ans"
        ),
        Colonne("service", Texte(), "Service qui tient la donnée", requis=False, exemple="Patrimoine bâti"),
        Colonne("nature", Code(), "Compte de la ligne budgétaire liée", requis=False, exemple="60621"),
        Colonne("fonction", Code(), "Fonction de la ligne budgétaire liée", requis=False, exemple="213"),
        Colonne(
            "fiabilite",
            Entier(1),
            "Qualité : fiabilité, de 1 (très mauvaise) à 5 (très bonne)",
            requis=False,
            exemple="5",
        ),
        Colonne("technique", Entier(1), "Qualité : représentativité technique, de 1 à 5", requis=False, exemple="5"),
        Colonne(
            "geographique", Entier(1), "Qualité : représentativité géographique, de 1 à 5", requis=False, exemple="5"
        ),
        Colonne("temporelle", Entier(1), "Qualité : représentativité temporelle, de 1 à 5", requis=False, exemple="5"),
        Colonne("completude", Entier(1), "Qualité : complétude, de 1 à 5", requis=False, exemple="4"),
        Colonne("source", Texte(), "D'où vient la quantité", requis=False, exemple="Factures 2024"),
    ),
    regles=tuple(
        Regle(
            f"{critere}_hors_echelle",
            "Une note de qualité va de 1 (très mauvaise) à 5 (très bonne).",
            lambda critere=critere: pl.col(critere) > 5,  # type: ignore[misc]
            critere,
        )
        for critere in ("fiabilite", "technique", "geographique", "temporelle", "completude")
    ),
)

FACTEURS_EMISSION = Table(
    nom="facteurs_emission",
    titre="Facteurs d'émission",
    question="Combien de kgCO2e pour une unité de chaque flux, dans quelle version, avec quelle incertitude ?",
    colonnes=(
        Colonne("version", Texte(), "Version du jeu de facteurs", cle=True, exemple="Base Carbone V23.6"),
        Colonne("code", Code(), "Code du facteur", cle=True, exemple="gaz_naturel_kwh"),
        Colonne("part", Choix(PARTS_FACTEUR), "Part du facteur que dit cette ligne", cle=True, exemple="combustion"),
        Colonne("libelle", Texte(), "Ce que le facteur compte", exemple="Gaz naturel, combustion"),
        Colonne(
            "poste",
            Code(),
            "Poste BEGES de cette part (vide : celui que donne la table des postes)",
            requis=False,
            exemple="1.1",
        ),
        Colonne("categorie", Texte(), "Famille de flux", requis=False, exemple="energie"),
        Colonne("valeur", Nombre(), "Émissions par unité", unite="kgCO2e", exemple="0,205"),
        Colonne("unite", Texte(), "Unité du flux", exemple="kWh"),
        Colonne("incertitude", Part(), "Incertitude relative (± à 95 %)", requis=False, exemple="5 %"),
        Colonne("co2", Nombre(), "Dont CO2 fossile ; vide : gaz non renseigné", requis=False, unite="kgCO2e"),
        Colonne("ch4", Nombre(), "Dont CH4", requis=False, unite="kgCO2e"),
        Colonne("n2o", Nombre(), "Dont N2O", requis=False, unite="kgCO2e"),
        Colonne("autres_gaz", Nombre(), "Dont autres gaz", requis=False, unite="kgCO2e"),
        Colonne("minimum", Nombre(), "Plus petite valeur plausible", requis=False, unite="kgCO2e"),
        Colonne("maximum", Nombre(), "Plus grande valeur plausible", requis=False, unite="kgCO2e"),
        Colonne("id_base_empreinte", Code(), "Identifiant Base Empreinte", requis=False, exemple="13515"),
        Colonne("millesime", Texte(), "Millésime de la valeur", requis=False, exemple="2022"),
        Colonne("source", Texte(), "Qui publie la valeur", requis=False, exemple="Base Empreinte, ADEME"),
        Colonne("statut", Choix(STATUTS_FACTEUR), "Comment la valeur a été vérifiée", requis=False, exemple="A"),
    ),
    regles=(
        Regle(
            "hors_bornes",
            "La valeur sort des bornes plausibles de ce facteur : vérifiez l'unité (kg ou t, kWh ou MWh, "
            "par kg ou par kWh).",
            lambda: (pl.col("valeur") < pl.col("minimum")) | (pl.col("valeur") > pl.col("maximum")),
            "valeur",
        ),
    ),
)

SORTS_DU_COMPTE = {
    "comptee": "Converti par son ratio",
    "sans_ratio": "À documenter par un flux",
    "hors_champ": "Hors du champ (salaire, dette, impôt)",
}
RATIOS_COMPTES = Table(
    nom="ratios_comptes",
    titre="Comptes et ratios monétaires",
    question="Quel ratio convertit la dépense d'un compte en carbone, quand il ne doit pas être celui qui est livré ?",
    colonnes=(
        Colonne("prefixe", Code(), "Compte, ou début de compte : le plus long l'emporte", cle=True, exemple="6061"),
        Colonne("sort", Choix(SORTS_DU_COMPTE), "Ce que devient la dépense", exemple="comptee"),
        Colonne("ratio", Code(), "Code du facteur, en kgCO2e par k€", requis=False, exemple="m_fournitures"),
        Colonne("poste", Code(), "Poste BEGES", requis=False, exemple="4.1"),
        Colonne("raison", Texte(), "Pourquoi", requis=False, exemple="Ratio de notre centrale d'achat"),
    ),
    regles=(
        Regle(
            "sans_ratio_ni_poste",
            "Un compte converti dit son ratio et son poste.",
            lambda: (pl.col("sort") == "comptee") & (pl.col("ratio").is_null() | pl.col("poste").is_null()),
            "ratio",
        ),
    ),
)
