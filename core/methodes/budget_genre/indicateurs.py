"""Les indicateurs du budget sensible au genre."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from core.communs.affectations import DESACCORD
from core.communs.calculs import moins, quotient
from core.methodes.budget_genre.detail import reunir
from core.methodes.budget_genre.fiche import INDICATEURS
from core.methodes.budget_genre.publics import par_activite, publics_de
from core.methodes.budget_genre.rattachement import A_DEPARTAGER
from core.modele import Donnees, Qualite, origine, type_cellule
from core.resultat import resultat
from core.tables.affectations import CLASSES_GENRE, GENRE

COTEES = ("favorable", "genrable", "neutre")
SEXES = ("femmes", "hommes")
_COLONNES = ("budget", "etape", "section", "nature")
"""Ce qui suffit à retrouver les lignes d'un chiffre."""
type_rangee = dict[str, str | float | None]


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Montants et parts par classe, documentation, bénéfice et écart à la parité d'un exercice ; réalisé et prévu à
    part.

    `poste` : une activité, nul pour l'ensemble ; `sexe` : femmes ou hommes. Les mesures par sexe de l'ensemble ne
    comptent que les activités montrées (documentées, sans petit groupe) ; l'écart d'ensemble pèse chaque activité par
    son montant, et son origine tait les activités dont le fichier porte un petit groupe. `couverture` : euros cotés ÷
    total, ou euros des activités comptées ÷ euros rattachés. Nul : donnée absente ou masquée. Lève `TableManquante`
    sans lignes budgétaires.
    """
    publics = publics_de(donnees, exercice)
    lignes = reunir(donnees, exercice, publics)
    tableau = par_activite(lignes, publics)
    rangees: list[type_rangee] = []
    for (nature,), partie in lignes.sort("nature_montant").group_by("nature_montant", maintain_order=True):
        siennes = tableau.filter(pl.col("nature_montant") == nature)
        dites = [
            *_classes(partie, exercice),
            *_ensemble(siennes, exercice),
            *_par_activite(siennes, _lignes_des_activites(partie, exercice), exercice),
        ]
        rangees += [{"nature": str(nature), **rangee} for rangee in dites]
    return resultat(
        "budget_genre",
        INDICATEURS,
        rangees,
        territoire=donnees["lignes_budgetaires"]["territoire"].first(),
        exercice=exercice,
        qualite=str(Qualite.DECLARE),
    )


def _classes(lignes: pl.DataFrame, exercice: int) -> Iterator[type_rangee]:
    """Ce que chaque classe reçoit, ce qui reste à dire, et la part documentée des dépenses susceptibles d'un impact."""
    adresse = _des_lignes(lignes, exercice)
    sommes = _sommes(lignes)
    total = sommes["total"]
    cote = None if total is None else sum(sommes[classe] or 0.0 for classe in COTEES)
    couverture = quotient(cote, total)
    for classe in CLASSES_GENRE:
        du_classement = classe in COTEES and sommes[classe]
        dites = origine("affectations", lentille=GENRE, poste=classe) if du_classement else adresse
        yield _rangee("montant", sommes[classe], couverture, dites, classe=classe)
        if classe in COTEES:
            yield _rangee("part", quotient(sommes[classe], cote), couverture, dites, classe=classe)
    yield _rangee("couverture_cotation", couverture, couverture, adresse)
    yield _rangee("desaccord", sommes["desaccord"], couverture, adresse)
    yield _rangee("taux_documentation", quotient(sommes["documentes"], sommes["genrable"]), couverture, adresse)
    yield _rangee("a_departager", sommes["a_departager"], None, adresse)
    yield _rangee("masque", sommes["masque"], None, adresse)


def _des_lignes(lignes: pl.DataFrame, exercice: int) -> str:
    """L'adresse des dépenses réelles de ces budgets, étapes, sections et comptes."""
    filtre = {nom: lignes[nom].drop_nulls().unique().sort().to_list() for nom in _COLONNES}
    return origine("lignes_budgetaires", exercice=exercice, sens="depense", mouvement="reel", **filtre)


def _lignes_des_activites(lignes: pl.DataFrame, exercice: int) -> dict[str, str]:
    """L'adresse des dépenses rattachées à chaque activité."""
    rattachees = lignes.filter(pl.col("activite").is_not_null())
    return {str(nom): _des_lignes(partie, exercice) for (nom,), partie in rattachees.group_by("activite")}


def _sommes(lignes: pl.DataFrame) -> dict[str, float | None]:
    """Le total et ce qu'en font chaque classe et chaque réserve : 0 quand aucune ligne n'y tombe, nuls si rien n'est
    connu."""
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
    couverture = quotient(_total(montrees, "montant_eur"), rattache)
    for sexe in SEXES:
        benefice = _total(montrees, f"benefice_{sexe}_eur")
        yield _rangee("benefice", benefice, couverture, adresse, sexe=sexe)
        par_usager = quotient(benefice, _total(montrees, sexe))
        yield _rangee("eur_par_usager", par_usager, couverture, adresse, sexe=sexe)
    part = quotient(_total(montrees, "benefice_femmes_eur"), _total(montrees, "montant_eur"))
    yield _rangee("part_femmes_benefice", part, couverture, adresse)
    visees = montrees.filter(pl.col("part_femmes_visees").is_not_null())
    poids = _total(visees, "montant_eur")
    attendue = quotient(
        _total(visees.with_columns(_attendu=pl.col("montant_eur") * pl.col("part_femmes_visees")), "_attendu"), poids
    )
    obtenue = quotient(_total(visees, "benefice_femmes_eur"), poids)
    comptees = quotient(poids, rattache)
    yield _rangee("part_femmes_visees", attendue, comptees, adresse)
    ecart = moins(obtenue, attendue)
    yield _rangee("ecart_parite", ecart, comptees, adresse)


def _par_activite(tableau: pl.DataFrame, lignes: dict[str, str], exercice: int) -> Iterator[type_rangee]:
    """Ce que chaque activité coûte, et à qui elle profite ; `lignes` : l'adresse de ses dépenses."""
    for une in tableau.iter_rows(named=True):
        nom = une["activite"]
        adresse = _adresse([nom] if une["adressable"] else [], exercice)
        yield _rangee("montant_activite", une["montant_eur"], None, lignes.get(nom), poste=nom)
        for indicateur, colonne in (
            ("part_femmes_benefice", "part_femmes"),
            ("part_femmes_visees", "part_femmes_visees"),
            ("ecart_parite", "ecart_parite"),
            ("eur_par_usager", "eur_par_usager"),
        ):
            yield _rangee(indicateur, une[colonne], None, adresse, poste=nom)
        for sexe, visees in zip(SEXES, ("eur_par_visee", "eur_par_vise"), strict=True):
            yield _rangee("usagers", une[sexe], None, adresse, poste=nom, sexe=sexe)
            yield _rangee("benefice", une[f"benefice_{sexe}_eur"], None, adresse, poste=nom, sexe=sexe)
            yield _rangee("eur_par_personne_visee", une[visees], None, adresse, poste=nom, sexe=sexe)


def _adresse(activites: list[type_cellule], exercice: int) -> str | None:
    """Les comptes par sexe de ces activités ; nulle si aucune ne peut se montrer."""
    return origine("publics", exercice=exercice, activite=activites) if activites else None


def _total(tableau: pl.DataFrame, colonne: str) -> float | None:
    valeurs = tableau[colonne].drop_nulls()
    return float(valeurs.sum()) if valeurs.len() else None


def _rangee(
    indicateur: str, valeur: float | None, couverture: float | None, adresse: str | None, **axes: str
) -> type_rangee:
    return {"indicateur": indicateur, "valeur": valeur, "couverture": couverture, "origine": adresse, **axes}
