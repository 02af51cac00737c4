"""Les indicateurs du budget sensible au genre."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from core.communs.affectations import DESACCORD
from core.methodes.budget_genre.detail import detail
from core.methodes.budget_genre.publics import par_activite, publics_de
from core.methodes.budget_genre.rattachement import A_DEPARTAGER
from core.modele import Donnees, Qualite, en_indicateurs, origine, type_cellule
from core.tables.affectations import CLASSES_GENRE, GENRE

COTEES = ("favorable", "genrable", "neutre")
PERSONNE = "€/personne"
UNITES = {
    "montant": "€",
    "desaccord": "€",
    "a_departager": "€",
    "masque": "€",
    "benefice": "€",
    "benefice_femmes": "€",
    "benefice_hommes": "€",
    "part": "part",
    "couverture_cotation": "part",
    "taux_documentation": "part",
    "part_femmes_benefice": "part",
    "part_femmes_visees": "part",
    "ecart_parite": "part",
    "eur_par_usager": PERSONNE,
    "eur_par_personne_visee": PERSONNE,
}
type_rangee = dict[str, str | float | None]
_SCHEMA = {
    "nature": pl.String,
    "indicateur": pl.String,
    "poste": pl.String,
    "valeur": pl.Float64,
    "unite": pl.String,
    "couverture": pl.Float64,
    "origine": pl.String,
}


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Montants et parts par classe, documentation, bénéfice et écart à la parité d'un exercice ; réalisé et prévu à part.

    `poste` : une classe, une activité, « femmes », « hommes » ou « activité/femmes ». Les mesures par sexe de l'ensemble ne
    comptent que les activités montrées (documentées, sans petit groupe) ; l'écart d'ensemble pèse chaque activité par son
    montant, et son origine tait les activités dont le fichier porte un petit groupe. `couverture` : euros cotés ÷ total, ou euros des activités comptées ÷ euros rattachés. Nul : donnée absente
    ou masquée. Lève `TableManquante` sans lignes budgétaires.
    """
    lignes, publics = detail(donnees, exercice), publics_de(donnees, exercice)
    tableau = par_activite(lignes, publics)
    rangees: list[type_rangee] = []
    for (nature,), partie in lignes.group_by("nature_montant", maintain_order=True):
        siennes = tableau.filter(pl.col("nature_montant") == nature)
        dites = [*_classes(partie, exercice), *_ensemble(siennes, exercice), *_par_activite(siennes, exercice)]
        rangees += [{"nature": nature} | rangee for rangee in dites]
    return en_indicateurs(
        pl.DataFrame(rangees, schema=_SCHEMA).with_columns(
            territoire=pl.lit(donnees["lignes_budgetaires"]["territoire"].first(), pl.String),
            exercice=pl.lit(exercice, pl.Int32),
            methode=pl.lit("budget_genre"),
            qualite=pl.lit(str(Qualite.DECLARE)),
        )
    )


def _classes(lignes: pl.DataFrame, exercice: int) -> Iterator[type_rangee]:
    """Ce que chaque classe reçoit, ce qui reste à dire, et la part documentée des dépenses susceptibles d'un impact."""
    etapes = lignes["etape"].unique().sort().to_list()
    adresse = origine("lignes_budgetaires", exercice=exercice, sens="depense", mouvement="reel", etape=etapes)
    sommes = _sommes(lignes)
    total = sommes["total"]
    cote = None if total is None else sum(sommes[classe] or 0.0 for classe in COTEES)
    couverture = _rapport(cote, total)
    for classe in CLASSES_GENRE:
        dites = origine("affectations", lentille=GENRE, poste=classe) if classe in COTEES else adresse
        yield _rangee("montant", classe, sommes[classe], couverture, dites)
        if classe in COTEES:
            yield _rangee("part", classe, _rapport(sommes[classe], cote), couverture, dites)
    yield _rangee("couverture_cotation", None, couverture, couverture, adresse)
    yield _rangee("desaccord", None, sommes["desaccord"], couverture, adresse)
    documentation = _rapport(sommes["documentes"], sommes["genrable"])
    yield _rangee("taux_documentation", None, documentation, couverture, adresse)
    yield _rangee("a_departager", None, sommes["a_departager"], None, adresse)
    yield _rangee("masque", None, sommes["masque"], None, adresse)


def _sommes(lignes: pl.DataFrame) -> dict[str, float | None]:
    """Le total et ce qu'en font chaque classe et chaque réserve : 0 quand aucune ligne n'y tombe, nuls si rien n'est connu."""
    voulues = {classe: pl.col("classe") == classe for classe in CLASSES_GENRE} | {
        "desaccord": pl.col("statut") == DESACCORD,
        "documentes": (pl.col("classe") == "genrable") & pl.col("documentee"),
        "a_departager": pl.col("rattachement") == A_DEPARTAGER,
        "masque": pl.col("masquee"),
    }
    lues = lignes.select(
        pl.col("montant_eur").count().alias("connus"),
        pl.col("montant_eur").sum().alias("total"),
        *(pl.col("montant_eur").filter(condition).sum().alias(nom) for nom, condition in voulues.items()),
    ).row(0, named=True)
    connus = lues.pop("connus")
    return {nom: float(valeur or 0) if connus else None for nom, valeur in lues.items()}


def _ensemble(tableau: pl.DataFrame, exercice: int) -> Iterator[type_rangee]:
    """Les activités montrées, réunies : bénéfice par sexe, euros par usager, part des femmes, écart à la parité."""
    rattache = _total(tableau, "montant_eur")
    montrees = tableau.filter(pl.col("benefice_femmes_eur").is_not_null())
    adresse = _adresse(montrees.filter("adressable")["activite"].to_list(), exercice)
    couverture = _rapport(_total(montrees, "montant_eur"), rattache)
    for sexe in ("femmes", "hommes"):
        benefice = _total(montrees, f"benefice_{sexe}_eur")
        yield _rangee("benefice", sexe, benefice, couverture, adresse)
        yield _rangee("eur_par_usager", sexe, _rapport(benefice, _total(montrees, sexe)), couverture, adresse)
    part = _rapport(_total(montrees, "benefice_femmes_eur"), _total(montrees, "montant_eur"))
    yield _rangee("part_femmes_benefice", None, part, couverture, adresse)
    visees = montrees.filter(pl.col("part_femmes_visees").is_not_null())
    poids = _total(visees, "montant_eur")
    attendue = _rapport(
        _total(visees.with_columns(_attendu=pl.col("montant_eur") * pl.col("part_femmes_visees")), "_attendu"), poids
    )
    obtenue = _rapport(_total(visees, "benefice_femmes_eur"), poids)
    comptees = _rapport(poids, rattache)
    yield _rangee("part_femmes_visees", None, attendue, comptees, adresse)
    ecart = None if obtenue is None or attendue is None else obtenue - attendue
    yield _rangee("ecart_parite", None, ecart, comptees, adresse)


def _par_activite(tableau: pl.DataFrame, exercice: int) -> Iterator[type_rangee]:
    for une in tableau.iter_rows(named=True):
        nom = une["activite"]
        adresse = _adresse([nom] if une["adressable"] else [], exercice)
        for indicateur, colonne in (
            ("part_femmes_benefice", "part_femmes"),
            ("part_femmes_visees", "part_femmes_visees"),
            ("ecart_parite", "ecart_parite"),
            ("benefice_femmes", "benefice_femmes_eur"),
            ("benefice_hommes", "benefice_hommes_eur"),
            ("eur_par_usager", "eur_par_usager"),
        ):
            yield _rangee(indicateur, nom, une[colonne], None, adresse)
        for sexe, colonne in (("femmes", "eur_par_visee"), ("hommes", "eur_par_vise")):
            yield _rangee("eur_par_personne_visee", f"{nom}/{sexe}", une[colonne], None, adresse)


def _adresse(activites: list[type_cellule], exercice: int) -> str | None:
    """Les comptes par sexe de ces activités ; nulle si aucune ne peut se montrer."""
    return origine("publics", exercice=exercice, activite=activites) if activites else None


def _total(tableau: pl.DataFrame, colonne: str) -> float | None:
    valeurs = tableau[colonne].drop_nulls()
    return float(valeurs.sum()) if valeurs.len() else None


def _rapport(haut: float | None, bas: float | None) -> float | None:
    return None if haut is None or not bas else haut / bas


def _rangee(
    indicateur: str, poste: str | None, valeur: float | None, couverture: float | None, adresse: str | None
) -> type_rangee:
    return {
        "indicateur": indicateur,
        "poste": poste,
        "valeur": valeur,
        "unite": UNITES[indicateur],
        "couverture": couverture,
        "origine": adresse,
    }
