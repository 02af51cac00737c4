"""Compléter ce que le fichier ne dit pas : d'après lui-même, les options, puis le plan de comptes — ou demander.

Chaque complément est dit dans les avertissements. Rien n'est deviné : un compte qui peut être en dépense ou en
recette laisse le sens à préciser, et la ligne est refusée en disant pourquoi.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from core.donnees import intertitres
from core.donnees.apercu import OptionsImport, Question
from core.donnees.constat import Constat, Contexte, Dit
from core.donnees.correspondance import MONTANT, TYPE_ORDRE
from core.donnees.departage import MODIFICATION
from core.donnees.valeurs import ANNEE_MAX, ANNEE_MIN, section_dite_par_le_sens
from core.donnees.zeros import rendre_les_zeros
from core.erreurs import DonneesIncoherentes
from core.format_fr import accorder, enumerer
from core.plan_de_comptes import deduire, plan_de_comptes
from core.tables import Table
from core.tables.imputation import ETAPES

PRINCIPAL = "principal"
_DERNIERE_ANNEE_M14 = 2023
_PLANS = {"M57": "M57_D", "M14": "M14"}
_DEDUITS = {"section": "la section", "sens": "le sens", "mouvement": "réel ou ordre", "chapitre": "le chapitre"}


def completer(lignes: pl.DataFrame, table: Table, contexte: Contexte) -> pl.DataFrame:
    """Remplit `exercice` (ou `annee`), `etape` et `budget` là où ils manquent ; pose la question sinon.

    Lève `DonneesIncoherentes` si l'exercice demandé n'est pas celui du fichier.
    """
    dits, options, constat = contexte.dits, contexte.options, contexte.constat
    annee = next((nom for nom in ("exercice", "annee") if nom in table.cle), None)
    if annee is not None and not table.annee_visee:
        lignes = _exercice(lignes, annee, dits, options, constat)
    if "etape" in table.cle:
        lignes = _etape(lignes, dits, options, constat)
    if table.imputee:
        lignes = intertitres.poser(lignes, dits, options, constat)
    if "budget" in table.cle:
        lignes = _budget(lignes, dits, options, contexte.budgets, constat)
    if "nomenclature" in table.schema():
        lignes = _remplir(lignes, "nomenclature", {nom: dit.nomenclature for nom, dit in dits.items()})
        lignes = _nomenclature_certaine(lignes)
    return lignes


def _nomenclature_certaine(lignes: pl.DataFrame) -> pl.DataFrame:
    """M57 ou M14 quand un seul des deux plans contient tous les comptes de l'exercice ; rien sinon (M4…).

    La M14 n'existe plus à partir de 2024.
    """
    sans = lignes.filter(pl.col("nomenclature").is_null() & pl.col("nature").is_not_null())
    sures: dict[int, str] = {}
    for (annee,), groupe in sans.group_by("exercice"):
        natures = groupe["nature"].unique()
        possibles = {
            famille
            for famille, plan in _PLANS.items()
            if (famille != "M14" or int(str(annee or 0)) <= _DERNIERE_ANNEE_M14)
            and natures.is_in(plan_de_comptes(plan)["code"].to_list()).all()
        }
        if annee is not None and len(possibles) == 1:
            sures[int(str(annee))] = possibles.pop()
    if not sures:
        return lignes
    dite = pl.col("exercice").replace_strict(sures, default=None, return_dtype=pl.String)
    return lignes.with_columns(pl.coalesce("nomenclature", dite))


def _remplir(lignes: pl.DataFrame, colonne: str, par_feuille: Mapping[str, object]) -> pl.DataFrame:
    connus = {feuille: valeur for feuille, valeur in par_feuille.items() if valeur is not None}
    if not connus:
        return lignes
    dite = pl.col("feuille").replace_strict(connus, default=None, return_dtype=lignes.schema[colonne])
    return lignes.with_columns(pl.coalesce(colonne, dite))


def _exercice(
    lignes: pl.DataFrame, annee: str, dits: Mapping[str, Dit], options: OptionsImport, constat: Constat
) -> pl.DataFrame:
    vide = lignes[annee].null_count() == lignes.height
    if vide and options.exercice is None:
        lignes = _remplir(lignes, annee, {nom: dit.exercice for nom, dit in dits.items()})
    if options.exercice is not None:
        if not ANNEE_MIN <= options.exercice <= ANNEE_MAX:
            raise DonneesIncoherentes(f"{options.exercice} n'est pas un exercice.", "", "Donnez une année : 2024.")
        ecrits = set(lignes[annee].drop_nulls().unique()) | {d.exercice for d in dits.values() if vide and d.exercice}
        if ecrits and options.exercice not in ecrits:
            raise DonneesIncoherentes(
                f"Le fichier porte l'exercice {enumerer([str(a) for a in sorted(ecrits)])}, vous demandez "
                f"{options.exercice}. Rien n'a été importé.",
                "",
                "Ne précisez pas d'exercice, ou déposez le fichier de celui que vous voulez.",
            )
        if vide:
            lignes = lignes.with_columns(pl.lit(options.exercice, pl.Int32).alias(annee))
        elif len(ecrits) > 1:
            gardees = lignes.filter(pl.col(annee).is_null() | (pl.col(annee) == options.exercice))
            constat.avertir(
                f"{accorder(lignes.height - gardees.height, 'ligne')} d'autres exercices laissées de côté : "
                f"seul {options.exercice} est demandé."
            )
            lignes = gardees
    elif lignes[annee].null_count() == lignes.height and lignes.height:
        ecrites = sorted(frozenset[int]().union(*(dit.annees for dit in dits.values())), reverse=True)
        constat.demander(
            Question(
                "exercice",
                _question_exercice(ecrites),
                {str(a): str(a) for a in ecrites or range(2030, 2009, -1)},
                "--exercice",
            )
        )
    return lignes


def _question_exercice(ecrites: list[int]) -> str:
    if len(ecrites) > 1:
        return f"Le fichier porte plusieurs années ({enumerer([str(a) for a in ecrites])}). Laquelle importer ?"
    return "Le fichier ne dit pas de quel exercice il s'agit. Lequel ?"


def _etape(lignes: pl.DataFrame, dits: Mapping[str, Dit], options: OptionsImport, constat: Constat) -> pl.DataFrame:
    if options.etape is not None:
        if options.etape not in ETAPES:
            raise DonneesIncoherentes(
                f"L'étape « {options.etape} » n'existe pas.", "", f"Choisissez parmi : {', '.join(ETAPES)}."
            )
        ecrites = set(lignes["etape"].drop_nulls().unique())
        if len(ecrites) > 1:
            raise DonneesIncoherentes(
                f"Le fichier porte plusieurs étapes : {enumerer(sorted(ecrites))}. Rien n'a été importé.",
                "",
                "Ne précisez pas d'étape : chaque ligne garde la sienne.",
            )
        ecrites |= {d.etape for d in dits.values() if d.etape}
        if ecrites - {options.etape}:
            constat.avertir(
                f"Le fichier dit « {enumerer(sorted(ecrites))} » ; l'étape demandée, {options.etape}, est retenue."
            )
        return lignes.with_columns(etape=pl.lit(options.etape))
    vide = lignes["etape"].null_count() == lignes.height
    if vide:
        lignes = _remplir(lignes, "etape", {nom: dit.etape for nom, dit in dits.items()})
    if lignes.height and lignes["etape"].null_count() == lignes.height:
        constat.demander(
            Question(
                "etape",
                "Le fichier ne dit pas à quelle étape budgétaire il correspond. Laquelle ?",
                dict(ETAPES),
                "--etape",
            )
        )
    return lignes


def _budget(
    lignes: pl.DataFrame, dits: Mapping[str, Dit], options: OptionsImport, budgets: list[str], constat: Constat
) -> pl.DataFrame:
    par_siret = next((dit.etablissements for dit in dits.values() if dit.etablissements is not None), None)
    if par_siret is not None:
        lignes = lignes.with_columns(pl.col("budget").replace(dict(par_siret)))
    elif options.budget is not None:
        ecrits = lignes["budget"].drop_nulls().unique()
        if len(ecrits) > 1:
            raise DonneesIncoherentes(
                f"Le fichier porte plusieurs budgets : {enumerer(sorted(ecrits))}.",
                "",
                "Ne précisez pas de budget : chaque ligne garde le sien.",
            )
        return lignes.with_columns(budget=pl.lit(options.budget))
    lignes = _remplir(lignes, "budget", {nom: dit.budget for nom, dit in dits.items()})
    lignes = lignes.with_columns(
        budget=pl.when(pl.col("budget").str.to_lowercase().is_in(["budget principal", "bp", "p", "principal"]))
        .then(pl.lit(PRINCIPAL))
        .otherwise(pl.col("budget"))
    )
    if not lignes.height or not lignes["budget"].null_count():
        return lignes
    if "budget" in constat.questions:
        return lignes
    if any(nom != PRINCIPAL for nom in budgets):
        choix = {nom: nom for nom in dict.fromkeys([PRINCIPAL, *budgets])}
        constat.demander(
            Question(
                "budget",
                "Ce territoire a plusieurs budgets, et le fichier ne dit pas duquel il s'agit. Lequel ?",
                choix,
                "--budget",
            )
        )
        return lignes
    constat.avertir("Le fichier ne nomme pas le budget : il est rangé au budget principal.")
    return lignes.with_columns(pl.col("budget").fill_null(PRINCIPAL))


def completer_budget(lignes: pl.DataFrame, brut: pl.DataFrame, constat: Constat) -> pl.DataFrame:
    """Section, sens, réel ou ordre, chapitre d'après le plan de comptes ; montants rangés selon l'étape.

    `brut` porte les mêmes lignes telles qu'écrites. Chaque déduction est comptée dans les avertissements.
    """
    lignes = _credits_par_addition(_montant_de_passage(lignes), constat)
    lignes = rendre_les_zeros(lignes, constat)
    if "sens" in brut.columns:
        lignes = lignes.with_columns(pl.coalesce("section", section_dite_par_le_sens(brut["sens"])))
    lignes = _sens_par_le_signe(lignes, constat)
    type_ordre = brut[TYPE_ORDRE] if TYPE_ORDRE in brut.columns else pl.Series([None], dtype=pl.String)
    deduites = deduire(lignes.with_columns(type_ordre=type_ordre) if len(type_ordre) == lignes.height else lignes)
    for nom in ("sens", "mouvement", "section", "chapitre"):
        manquait, reste = lignes[nom].null_count(), deduites[nom].null_count()
        if manquait > reste:
            constat.avertir(f"Déduit du plan de comptes pour {accorder(manquait - reste, 'ligne')} : {_DEDUITS[nom]}.")
    lignes = lignes.with_columns(deduites[nom] for nom in ("sens", "mouvement", "section", "chapitre"))
    lignes = lignes.with_columns(libelle=pl.coalesce(lignes["libelle"], deduites["libelle_compte"]))
    lisibles = lignes["nature"].is_not_null() & lignes["sens"].is_not_null()
    indecises = int((lignes["mouvement"].is_null() & lisibles).sum())
    if indecises:
        constat.avertir(
            f"Réel ou ordre : {accorder(indecises, 'ligne')} d'un compte qui admet les deux, sans chapitre pour "
            "trancher, comptées en réel."
        )
    if lignes["mouvement"].null_count():
        lignes = lignes.with_columns(pl.col("mouvement").fill_null("reel"))
        lignes = lignes.with_columns(deduire(lignes)["chapitre"])
    return lignes


def _montant_de_passage(lignes: pl.DataFrame) -> pl.DataFrame:
    """Une colonne « Montant » sans autre précision : réalisé pour un CA ou un CFU, voté pour les autres étapes."""
    if MONTANT not in lignes.columns:
        return lignes
    execute = pl.col("etape").is_in(["CA", "CFU"])
    return lignes.with_columns(
        realise_eur=pl.coalesce("realise_eur", pl.when(execute).then(pl.col(MONTANT))),
        vote_eur=pl.coalesce("vote_eur", pl.when(~execute).then(pl.col(MONTANT))),
    ).drop(MONTANT)


def _credits_par_addition(lignes: pl.DataFrame, constat: Constat) -> pl.DataFrame:
    """Voté + BS + DM font les crédits ouverts quand le fichier n'a pas cette colonne ; une case vide compte pour
    rien."""
    ajouts = [nom for nom in lignes.columns if nom.startswith(f"{MODIFICATION}_")]
    if not ajouts:
        return lignes
    constat.avertir("Crédits ouverts calculés : montant voté augmenté des colonnes BS et DM du fichier.")
    connus = pl.any_horizontal(pl.col(nom).is_not_null() for nom in ("vote_eur", *ajouts))
    somme = pl.sum_horizontal("vote_eur", *ajouts).cast(pl.Decimal(18, 2))
    return lignes.with_columns(credits_ouverts_eur=pl.when(connus).then(somme)).drop(ajouts)


def _sens_par_le_signe(lignes: pl.DataFrame, constat: Constat) -> pl.DataFrame:
    """Une seule colonne signée : les dépenses en négatif, les recettes en positif, si les classes 6 et 7 le montrent.

    N'agit que si aucun sens n'est dit, et si toutes les lignes de classe 6 sont ≤ 0 et celles de classe 7 ≥ 0.
    """
    montants = [
        nom
        for nom in ("realise_eur", "vote_eur", "credits_ouverts_eur", "engage_eur", "rar_eur")
        if lignes[nom].count()
    ]
    if lignes["sens"].count() or not montants or not lignes.height:
        return lignes
    signe = pl.coalesce(pl.when(pl.col(nom) != 0).then(pl.col(nom)) for nom in montants).sign()
    classe = pl.col("nature").str.slice(0, 1)
    vus = lignes.select(
        charges=((classe == "6") & (signe < 0)).sum(),
        charges_positives=((classe == "6") & (signe > 0)).sum(),
        produits=((classe == "7") & (signe > 0)).sum(),
        produits_negatifs=((classe == "7") & (signe < 0)).sum(),
    ).row(0, named=True)
    if not vus["charges"] or vus["charges_positives"] or vus["produits_negatifs"]:
        return lignes
    constat.avertir("Sens lu au signe : les charges sont écrites en négatif, elles sont rangées en dépenses positives.")
    return lignes.with_columns(
        sens=pl.when(signe < 0).then(pl.lit("depense")).when(signe > 0).then(pl.lit("recette"))
    ).with_columns(
        pl.when(pl.col("sens") == "depense").then(-pl.col(nom)).otherwise(pl.col(nom)).alias(nom) for nom in montants
    )
