"""Les affectations : ce qu'une personne dit d'une ligne de dépense, une fois, sous chaque lentille."""

from __future__ import annotations

import polars as pl

from core.tables.declaration import TEXTE_LONG, Annee, Choix, Code, Colonne, Entier, Part, Regle, Table, Texte

AXES = {
    "axe_1": "Atténuation du changement climatique",
    "axe_2": "Adaptation au changement climatique et risques naturels",
    "axe_3": "Ressource en eau",
    "axe_4": "Économie circulaire, déchets et risques technologiques",
    "axe_5": "Pollutions de l'air et des sols",
    "axe_6": "Biodiversité, espaces naturels, agricoles et sylvicoles",
}
"""Les six axes de l'annexe « Impact du budget pour la transition écologique »."""
GENRE = "genre"
LENTILLES_AFFECTATION = AXES | {
    GENRE: "Égalité entre les femmes et les hommes",
    "politique": "Politique publique",
    "capital": "Capital préservé",
    "donut": "Dimension du Donut",
    "activite": "Activité",
}
NOMS_COURTS = {
    "axe_1": "Atténuation",
    "axe_2": "Adaptation",
    "axe_3": "Ressource en eau",
    "axe_4": "Économie circulaire",
    "axe_5": "Pollutions",
    "axe_6": "Biodiversité",
    GENRE: "Égalité",
    "politique": "Politique",
    "capital": "Capital",
    "donut": "Donut",
    "activite": "Activité",
}
"""De quoi nommer une lentille dans une phrase ou une colonne."""
CLASSES_AXE = {
    "tres_favorable": "Très favorable",
    "favorable": "Favorable",
    "neutre": "Neutre",
    "defavorable": "Défavorable",
    "non_cote": "Non coté",
}
CLASSES_GENRE = {
    "favorable": "Favorable à l'égalité",
    "genrable": "Susceptible d'avoir un impact",
    "neutre": "Neutre",
    "non_cote": "Non coté",
}
CONFIANCES = {"forte": "Forte", "moyenne": "Moyenne", "faible": "Faible"}
OUI_NON = {"oui": "Oui", "non": "Non"}
IDENTITE = ("budget", "nature", "fonction", "operation", "service", "libelle")
"""Les colonnes qui reconnaissent une même ligne de dépense d'un exercice à l'autre."""


def _date_impossible() -> pl.Expr:
    """Vrai si le texte n'est pas un jour du calendrier écrit année-mois-jour ; un vide n'est pas une faute."""
    ecrite = pl.col("date_affectation")
    forme = ecrite.str.contains(r"^\d{4}-\d{2}-\d{2}$")
    return ecrite.is_not_null() & (~forme | ecrite.str.to_date("%Y-%m-%d", strict=False).is_null())


def _hors_liste(lentilles: list[str], postes: dict[str, str]) -> pl.Expr:
    return pl.col("lentille").is_in(lentilles) & ~pl.col("poste").is_in(list(postes))


AFFECTATIONS = Table(
    nom="affectations",
    titre="Affectations des dépenses",
    question="Que sert chaque dépense, que fait-elle à la transition et à l'égalité, qui le dit, et pourquoi ?",
    par_morceaux=True,
    colonnes=(
        Colonne("exercice", Annee(), "Exercice de la ligne", cle=True, exemple="2024"),
        Colonne(
            "lentille",
            Choix(LENTILLES_AFFECTATION),
            "Lentille sous laquelle la ligne est lue",
            cle=True,
            exemple="axe_1",
        ),
        Colonne("budget", Texte(), "Budget de la ligne", cle=True, exemple="principal"),
        Colonne("nature", Code(), "Compte par nature de la ligne", cle=True, exemple="21312"),
        Colonne("fonction", Code(), "Fonction de la ligne", cle=True, requis=False, exemple="213"),
        Colonne("operation", Code(), "Opération de la ligne", cle=True, requis=False),
        Colonne("service", Texte(), "Service de la ligne", cle=True, requis=False, exemple="Bâtiments"),
        Colonne(
            "libelle", Texte(), "Libellé de la ligne", cle=True, requis=False, exemple="Isolation de l'école Prévert"
        ),
        Colonne("auteur", Texte(), "Qui le dit", cle=True, exemple="Direction des finances"),
        Colonne("morceau", Entier(1), "Rang du morceau quand la ligne est partagée ; 1 sinon", cle=True, exemple="1"),
        Colonne(
            "poste",
            Texte(),
            "Classe de la cotation, politique, code du capital, dimension ou activité",
            exemple="favorable",
        ),
        Colonne("quote_part", Part(), "Part du montant que ce morceau représente", exemple="100 %"),
        Colonne("date_affectation", Texte(), "Quand (AAAA-MM-JJ)", requis=False, exemple="2025-02-14"),
        Colonne("justification", Texte(TEXTE_LONG), "Pourquoi", requis=False, exemple="Gain de 45 % après travaux"),
        Colonne("regle", Code(), "Règle qui l'a proposé (vide : dit sans règle)", requis=False, exemple="A1-18"),
        Colonne("confiance", Choix(CONFIANCES), "Confiance", requis=False, exemple="forte"),
        Colonne("tranche", Choix(OUI_NON), "Oui : cette affectation tranche un désaccord", requis=False, exemple="non"),
    ),
    regles=(
        Regle(
            "classe_de_cotation",
            "Sous un axe de la transition, une dépense est « tres_favorable », « favorable », "
            "« neutre », « defavorable » ou « non_cote ».",
            lambda: _hors_liste(list(AXES), CLASSES_AXE),
            "poste",
        ),
        Regle(
            "classe_du_genre",
            "Sous la lentille de l'égalité, une dépense est « favorable », « genrable », « neutre » ou « non_cote ».",
            lambda: _hors_liste([GENRE], CLASSES_GENRE),
            "poste",
        ),
        Regle(
            "date_affectation",
            "La date s'écrit année-mois-jour, par exemple 2025-02-14.",
            _date_impossible,
            "date_affectation",
        ),
    ),
)
