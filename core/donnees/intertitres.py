"""Ce qu'un nom de feuille ou un intertitre dit des lignes qui le suivent : leur budget, leur section, leur sens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from core.donnees.apercu import OptionsImport, Question
from core.donnees.constat import Bloc, Constat, Dit
from core.donnees.etablissements import ANNEXES, PRINCIPAL
from core.donnees.lecture.modele import Feuille
from core.donnees.textes import forme
from core.format_fr import accorder, enumerer
from core.plan_de_comptes import deduire

_SENS = {
    **dict.fromkeys(("depense", "depenses", "dep", "charges", "df", "di"), "depense"),
    **dict.fromkeys(("recette", "recettes", "rec", "produits", "rf", "ri"), "recette"),
}
_SECTIONS = {
    **dict.fromkeys(("fonctionnement", "fonct", "exploitation", "df", "rf"), "fonctionnement"),
    **dict.fromkeys(("investissement", "invest", "inv", "di", "ri"), "investissement"),
}
_AUTOUR = frozenset(
    (
        *("section", "sections", "de", "d", "la", "le", "les", "des", "du", "l", "en", "a", "b", "c", "i", "ii", "iii"),
        *("iv", "v", "reelles", "reels", "totales", "ordre", "budget", "primitif", "supplementaire", "principal", "n"),
        *("compte", "administratif", "financier", "unique", "execution", "realise", "realisees", "vote", "votees"),
        *("prevision", "previsions", "detail", "liste", "tableau", "feuille", "vue", "ensemble", "exercice", "annee"),
        *("bp", "bs", "dm", "ca", "cfu", "par", "article", "nature"),
    )
)
"""Les mots qui peuvent entourer le sens ou la section sans en changer la portée."""
_SUITE = (
    r"(?:n\s*°?\s*)?(?:\d+\s*[-–—:]?\s+)?(?:de\s+la\s+|de\s+l['’]|d['’]|du\s+|des\s+|de\s+)?"
    r"(.*?)\s*(?=[-–—(·|;]|\b(?:compte|budget|exercice|ann[ée]e|CA|BP|CFU|BS|DM)\b|\b(?:19|20)\d\d\b|$)"
)
_ANNEXE = re.compile(rf"(?i)\b(?:budgets?\s+annexes?|BA)\b[\s·:|]*{_SUITE}")
_CLE = re.compile(
    rf"(?i)(?:^|·)\s*(?:(?:libell[ée]|nom|code)\s+(?:du\s+)?)?budget\s*[·:|][\s·:|]*(?!budget|principal){_SUITE}"
)
"""« Budget annexe de l'eau », « BA Port », ou la ligne de clés « Budget · Eau » : le nom qui suit."""
_PRINCIPAL = re.compile(r"\bbudget (?:\d+ )?principal\b")
_BUDGET_DE = re.compile(rf"\bbudget (?:de |de la |de l |du |des |d )?{ANNEXES.pattern}|^regie (?:de|du|des|d)\b")
ANNEXE = "annexe"
_CHOIX = {
    "depense": "toutes sont des dépenses",
    "recette": "toutes sont des recettes",
    "refuser": "les deux : refuser ces lignes, j'ajouterai une colonne Sens",
}


def blocs(feuille: Feuille, nommee: bool) -> tuple[Bloc, ...]:
    """Ce que disent le nom de la feuille (`nommee` : s'il est dans le fichier), puis ses titres, ligne après ligne.

    Du sens et de la section, le premier titré est le plus large : un nouveau titre de ce genre oublie l'autre. Un
    budget nommé les oublie tous deux.
    """
    depart = _lire(feuille.nom if nommee else "", 0)
    titres = feuille.ecartees.filter(pl.col("motif") == "titre").sort("ligne")
    rendus, courant, large = [depart], depart, ""
    for ligne, texte in titres.select("ligne", "texte").rows():
        titre = _lire(str(texte or ""), ligne)
        if titre.budget:
            courant = replace(depart, ligne=ligne, budget=titre.budget)
        elif titre.sens and titre.section:
            courant = replace(titre, budget=courant.budget)
        elif titre.sens or titre.section:
            genre, autre = ("sens", "section") if titre.sens else ("section", "sens")
            large = large or genre
            garde = getattr(depart if genre == large else courant, autre)
            courant = replace(titre, budget=courant.budget, **{autre: garde})
        else:
            continue
        rendus.append(courant)
    return tuple(rendus) if any(bloc.sens or bloc.section or bloc.budget for bloc in rendus) else ()


def budgets_nommes(titre: str) -> set[str]:
    """Les budgets que nomme un titre : « BUDGET ANNEXE EAU - CA 2023 », « Budget · Eau », « Budget principal »."""
    annexes = {_net(nom) or ANNEXE for nom in _ANNEXE.findall(titre)}
    cles = {PRINCIPAL if forme(nom) == PRINCIPAL else _net(nom) for nom in _CLE.findall(titre)} - {""}
    return annexes | (cles if not annexes else set()) | ({PRINCIPAL} if _PRINCIPAL.search(forme(titre)) else set())


def budget_douteux(titre: str) -> bool:
    """Vrai si un titre semble nommer un budget annexe sans le dire : « Budget eau », « Régie de l'eau », « EAU »."""
    ecrit = forme(titre)
    return not budgets_nommes(titre) and bool(ANNEXES.fullmatch(ecrit) or _BUDGET_DE.search(ecrit))


def _net(nom: str) -> str:
    return nom.strip(" .-–—:|·")


def _lire(texte: str, ligne: int) -> Bloc:
    """Ce que dit un titre : un budget nommé, ou un sens et une section s'il ne dit rien d'autre."""
    budgets = budgets_nommes(texte)
    if budgets:
        return Bloc(ligne, budget=budgets.pop() if len(budgets) == 1 else None)
    mots = [mot for mot in forme(texte).split() if not mot.isdigit()]
    sens = {_SENS[mot] for mot in mots if mot in _SENS}
    sections = {_SECTIONS[mot] for mot in mots if mot in _SECTIONS}
    etrangers = [mot for mot in mots if mot not in _SENS and mot not in _SECTIONS and mot not in _AUTOUR]
    if etrangers or len(sens) > 1 or len(sections) > 1:
        return Bloc(ligne)
    return Bloc(ligne, next(iter(sens), None), next(iter(sections), None))


def poser(lignes: pl.DataFrame, dits: Mapping[str, Dit], options: OptionsImport, constat: Constat) -> pl.DataFrame:
    """Remplit `budget`, `section` et `sens` là où ils manquent, d'après les blocs de chaque feuille, et le dit."""
    avec = {nom: dit.blocs for nom, dit in dits.items() if dit.blocs}
    if not avec or lignes.is_empty():
        return lignes
    nommes = lignes.select(_colonne(lignes, avec, "budget")).to_series()
    lignes = lignes.with_columns(budget=pl.coalesce("budget", nommes))
    if noms := sorted({*nommes.drop_nulls().unique()}):
        constat.avertir(f"Budget lu dans un titre : {enumerer([f'« {nom} »' for nom in noms])}.")
    du_plan = deduire(lignes)
    dites = lignes.select(
        pl.when(lignes[nom].is_null()).then(_colonne(lignes, avec, nom)).alias(nom) for nom in ("section", "sens")
    )
    section = _confronter(dites["section"], du_plan["section"], lignes["nature"], constat)
    sens = _confronter(dites["sens"], du_plan["sens"], lignes["nature"], constat)
    for pris, mot in ((sens, "le sens"), (section, "la section")):
        if pris.count():
            constat.avertir(f"Lu dans un titre ou un nom de feuille pour {accorder(pris.count(), 'ligne')} : {mot}.")
    lignes = lignes.with_columns(
        section=pl.coalesce(lignes["section"], section), sens=pl.coalesce(lignes["sens"], sens)
    )
    return _sens_demande(lignes, section, options, constat)


def _confronter(dit: pl.Series, du_plan: pl.Series, natures: pl.Series, constat: Constat) -> pl.Series:
    """Ce que dit le titre, comparé au plan de comptes : contredit pour le plus grand nombre, il n'est pas suivi.

    Pour quelques lignes, le sens du titre l'emporte (une annulation), jamais sa section : elle est dans le compte.
    """
    contraires = (dit != du_plan).fill_null(value=False)
    combien = int(contraires.sum())
    if not combien:
        return dit
    exemples = enumerer([str(nature) for nature in natures.filter(contraires).drop_nulls().unique().sort().head(3)])
    lignes = accorder(combien, "ligne a un compte", "lignes ont un compte")
    trop = combien * 2 > int((dit.is_not_null() & du_plan.is_not_null()).sum())
    suivi = not trop and dit.name == "sens"
    fin = "le titre est suivi, vérifiez" if suivi else "le titre n'y est pas suivi, vérifiez"
    mot = "le sens" if dit.name == "sens" else "la section"
    constat.avertir(f"{lignes} ({exemples}) qui contredit {mot} de son titre ou de sa feuille : {fin}.")
    return dit.clear(len(dit)) if trop else dit if suivi else dit.set(contraires, None)


def _colonne(lignes: pl.DataFrame, avec: Mapping[str, Sequence[Bloc]], nom: str) -> pl.Expr:
    """Pour chaque ligne, ce que dit le dernier bloc au-dessus d'elle."""
    rendue: pl.Expr = pl.lit(None, pl.String)
    for feuille, siens in avec.items():
        bornes = pl.Series([bloc.ligne for bloc in siens], dtype=pl.Int32)
        rangs = bornes.search_sorted(lignes["ligne"].fill_null(0), side="right").cast(pl.Int64) - 1
        valeurs = pl.Series([getattr(bloc, nom) for bloc in siens], dtype=pl.String).gather(rangs)
        rendue = pl.when(pl.col("feuille") == feuille).then(valeurs).otherwise(rendue)
    return rendue.alias(nom)


def _sens_demande(lignes: pl.DataFrame, sections: pl.Series, options: OptionsImport, constat: Constat) -> pl.DataFrame:
    """Un titre a dit la section, rien n'a dit le sens : il est demandé une fois pour les lignes que leur compte ne
    tranche pas."""
    indecises = sections.is_not_null() & lignes["nature"].is_not_null() & deduire(lignes)["sens"].is_null()
    if not indecises.any() or options.sens == "refuser":
        return lignes
    if options.sens is not None:
        return lignes.with_columns(sens=pl.when(indecises).then(pl.lit(options.sens)).otherwise("sens"))
    exemples = enumerer([str(n) for n in lignes.filter(indecises)["nature"].unique().sort().head(3)])
    texte = (
        f"Le compte de {accorder(int(indecises.sum()), 'ligne')} ({exemples}…) peut être en dépense ou en recette, et "
        "le fichier ne le dit pas. Que sont ces lignes ?"
    )
    constat.demander(Question("sens", texte, _CHOIX, "--sens"))
    return lignes
