"""Le budget climat : un plafond d'émissions par exercice, ce que les opérations coûtent, et le point fait en séance."""

from __future__ import annotations

from core.tables.carbone import PERIMETRES, STATUTS_ACTION
from core.tables.declaration import TEXTE_LONG, Annee, Choix, Code, Colonne, Entier, Montant, Nombre, Table, Texte

RAPPORTS = {"1": "Premier rapport (printemps)", "2": "Deuxième rapport (automne)", "3": "Rapport annuel"}
ETATS_POPULATION = {"observee": "Observée", "projetee": "Projetée"}

PLAFONDS_EMISSIONS = Table(
    nom="plafonds_emissions",
    titre="Plafonds d'émissions",
    question="Combien de tonnes nous accordons-nous chaque année, comme nous nous accordons des euros ?",
    valeurs=("plafond_tco2e",),
    colonnes=(
        Colonne("perimetre", Choix(PERIMETRES), "Périmètre plafonné", cle=True, exemple="territoire"),
        Colonne("exercice", Annee(), "Exercice du plafond", cle=True, exemple="2025"),
        Colonne("plafond_tco2e", Nombre(0), "Plafond voté", unite="tCO2e", exemple="188000"),
        Colonne("origine", Texte(), "Délibération qui le fixe", requis=False, exemple="Budget climat 2025"),
    ),
)

OPERATIONS_CLIMAT = Table(
    nom="operations_climat",
    titre="Opérations du budget climat",
    question="Que coûtent les actions climat, opération par opération, sur quatre ans ?",
    valeurs=("montant_eur",),
    colonnes=(
        Colonne("action", Code("actions_climat.code"), "Action climat servie", cle=True, exemple="reno_ecoles"),
        Colonne("operation", Texte(), "Opération", cle=True, exemple="Isolation de l'école Prévert"),
        Colonne("exercice", Annee(), "Exercice", cle=True, exemple="2025"),
        Colonne(
            "montant_eur",
            Montant(),
            "Montant prévu ; vide : donnée absente",
            requis=False,
            unite="€",
            exemple="850 000,00",
        ),
        Colonne("service", Texte(), "Service responsable", requis=False, exemple="Patrimoine bâti"),
    ),
)

SUIVIS_CLIMAT = Table(
    nom="suivis_climat",
    titre="Points d'avancement du budget climat",
    question="Trois fois par an : où en est chaque action, en tonnes et en euros ?",
    colonnes=(
        Colonne("exercice", Annee(), "Exercice", cle=True, exemple="2024"),
        Colonne("rapport", Choix(RAPPORTS), "Lequel des trois rapports de l'année", cle=True, exemple="1"),
        Colonne("action", Code("actions_climat.code"), "Action climat", cle=True, exemple="reno_ecoles"),
        Colonne("statut", Choix(STATUTS_ACTION), "Avancement à cette date", exemple="engagee"),
        Colonne(
            "gain_constate_tco2e",
            Nombre(),
            "Émissions déjà évitées par an ; vide : pas encore mesuré",
            requis=False,
            unite="tCO2e/an",
            exemple="120",
        ),
        Colonne(
            "depense_eur",
            Montant(),
            "Dépensé depuis le début de l'exercice",
            requis=False,
            unite="€",
            exemple="410 000,00",
        ),
        Colonne("commentaire", Texte(TEXTE_LONG), "Ce qui avance, ce qui bloque", requis=False),
    ),
)

POPULATIONS = Table(
    nom="populations",
    titre="Population par année",
    question="Combien d'habitants chaque année, pour rapporter et projeter les émissions ?",
    valeurs=("habitants",),
    colonnes=(
        Colonne("annee", Annee(), "Année", cle=True, exemple="2030"),
        Colonne("habitants", Entier(0), "Population", unite="hab.", exemple="43200"),
        Colonne("etat", Choix(ETATS_POPULATION), "Observée ou projetée", exemple="projetee"),
        Colonne("source", Texte(), "D'où vient le nombre", requis=False, exemple="Projection du SCoT"),
    ),
)
