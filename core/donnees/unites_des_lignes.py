"""L'unité que chaque ligne dit d'elle-même : une colonne « Unité » que la table n'a pas, l'unité d'un indicateur."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from core.donnees.apercu import Question
from core.donnees.constat import Contexte, Source
from core.donnees.correspondance import MONTANT, UNITE
from core.donnees.echelles import facteur_dit, rapport_ou_rien
from core.donnees.nombres import colonne_echelle
from core.donnees.refus import refus
from core.donnees.unites_ecrites import deux_termes, ecrite, grandeur, monnaie, plat
from core.format_fr import enumerer
from core.tables import Table
from core.tables.declaration import Entier, Montant, Nombre

_MEMES = {"meme": "c'est la même : rien à convertir", "autre": "c'en est une autre : refuser ces lignes"}


def echelonner_par_ligne(
    brut: pl.DataFrame, table: Table, sources: tuple[Source, ...], contexte: Contexte
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Convertit les lignes dont une colonne « Unité » que la table n'a pas, ou l'unité de leur indicateur, le demande.

    Rend les lignes, et les refus de celles dont l'unité ne se convertit pas.
    """
    if UNITE in table.schema():
        return _selon_l_en_tete(brut, table, sources, contexte), []
    if table.seuils and "valeur" in brut.columns:
        return _selon_l_indicateur(brut, sources, contexte)
    return _selon_la_ligne(brut, table, contexte) if UNITE in brut.columns else (brut, [])


def _selon_la_ligne(brut: pl.DataFrame, table: Table, contexte: Contexte) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Convertit chaque grandeur de la ligne dont l'unité écrite se convertit en la sienne."""
    attendues = {nom: vers for nom, vers in _attendues(table) if nom in brut.columns}
    connues: list[tuple[str, str, float]] = []
    refusees = []
    for texte in brut[UNITE].drop_nulls().unique().sort():
        lus = {
            nom: rapport_ou_rien(unite, vers)
            for nom, vers in attendues.items()
            if (unite := grandeur(texte, vers) or monnaie(texte))
        }
        trouves = [(texte, nom, facteur) for nom, facteur in lus.items() if facteur is not None]
        connues += trouves
        if not trouves:
            permises = enumerer(list(dict.fromkeys(attendues.values())))
            message = (
                f"L'unité « {texte} » ne se convertit pas en {permises} : convertissez les nombres, ou corrigez "
                "l'unité."
            )
            refusees.append(refus(brut, brut[UNITE] == texte, UNITE, "unite_inconnue", message))
    for nom, vers in attendues.items():
        facteurs = {texte: facteur for texte, autre, facteur in connues if autre == nom}
        if any(facteur != 1 for facteur in facteurs.values()):
            par_ligne = pl.col(UNITE).replace_strict(facteurs, default=None, return_dtype=pl.Float64)
            brut = _echelonner(brut, nom, brut.select(par_ligne.alias("facteur"))["facteur"])
            dites = enumerer([texte for texte, facteur in facteurs.items() if facteur != 1])
            contexte.constat.avertir(
                f"Table « {table.titre} » : {dites} convertis en {vers}, l'unité que dit la ligne."
            )
    return brut, refusees


def _selon_l_en_tete(brut: pl.DataFrame, table: Table, sources: tuple[Source, ...], contexte: Contexte) -> pl.DataFrame:
    """Demande laquelle croire quand l'en-tête de la valeur dit une unité et la ligne une autre."""
    for source in sources:
        for cible, rang in source.correspondance.cibles.items():
            entete = source.feuille.entetes[rang]
            if cible not in table.valeurs or table.colonne(cible).unite or not (dite := ecrite(entete, "")):
                continue
            ecrites = brut.filter(pl.col("feuille") == source.feuille.nom)[UNITE].drop_nulls().unique().sort()
            autres = [texte for texte in ecrites if rapport_ou_rien(texte, dite) != 1]
            cle = f"{UNITE}:{cible}"
            reponse = contexte.options.reponses.get(cle)
            if autres and reponse == "entete":
                brut = brut.with_columns(
                    pl.when(pl.col("feuille") == source.feuille.nom).then(pl.lit(dite)).otherwise(UNITE).alias(UNITE)
                )
            elif autres and reponse != "ligne":
                contexte.constat.demander(
                    Question(
                        cle,
                        f"« {entete} » dit {dite}, et la colonne de l'unité {enumerer(autres)}. Laquelle croire ?",
                        {"entete": f"l'en-tête : tout est en {dite}", "ligne": "l'unité que dit chaque ligne"},
                        f"--reponse {cle}=",
                    )
                )
    return brut


def _attendues(table: Table) -> Iterator[tuple[str, str]]:
    for colonne in table.colonnes:
        if isinstance(colonne.type, Montant):
            yield colonne.nom, "€"
        elif isinstance(colonne.type, Nombre | Entier) and (vers := grandeur(colonne.unite, "tCO2e")):
            yield colonne.nom, vers
    yield MONTANT, "€"


def _echelonner(brut: pl.DataFrame, nom: str, facteur: pl.Series) -> pl.DataFrame:
    """Pose le multiplicateur de chaque ligne ; nul : la ligne ne dit pas son unité, celui de sa colonne reste."""
    deja = [colonne_echelle(nom)] if colonne_echelle(nom) in brut.columns else []
    return brut.with_columns(pl.coalesce(facteur, *deja, pl.lit(1.0)).alias(colonne_echelle(nom)))


def _selon_l_indicateur(
    brut: pl.DataFrame, sources: tuple[Source, ...], contexte: Contexte
) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """Ramène chaque mesure à l'unité de son indicateur, quand l'en-tête ou une colonne « Unité » en dit une."""
    dites = {
        source.feuille.nom: unite
        for source in sources
        for cible, rang in source.correspondance.cibles.items()
        if cible.partition("@")[0] == "valeur" and (unite := ecrite(source.feuille.entetes[rang], ""))
    }
    entete = pl.col("feuille").replace_strict(dites, default=None, return_dtype=pl.String)
    de = pl.coalesce(UNITE, entete) if UNITE in brut.columns else entete
    attendue = contexte.seuils.unique("code").select(indicateur="code", _vers="unite")
    paires = brut.with_columns(_de=de).join(attendue, on="indicateur", how="left", maintain_order="left")
    facteurs, inconnues = {}, []
    for de_lue, vers in paires.select("_de", "_vers").drop_nulls().unique().sort("_de", "_vers").iter_rows():
        facteur = _entre_ratios(de_lue, vers)
        if facteur is None:
            inconnues.append((de_lue, vers))
        elif facteur != 1:
            facteurs[f"{de_lue}\x1f{vers}"] = facteur
            contexte.constat.avertir(
                f"Mesures en {de_lue} d'un indicateur en {vers} : converties (× {facteur_dit(facteur)})."
            )
    cle = pl.concat_str("_de", "_vers", separator="\x1f")
    if facteurs:
        par_ligne = cle.replace_strict(facteurs, default=None, return_dtype=pl.Float64)
        brut = _echelonner(brut, "valeur", paires.select(par_ligne.alias("facteur"))["facteur"])
    if not inconnues or not _a_refuser(inconnues, contexte):
        return brut, []
    fautives = paires.select(cle.is_in([f"{a}\x1f{b}" for a, b in inconnues]).fill_null(value=False).alias("f"))["f"]
    message = "L'unité de cette mesure n'est pas celle de l'indicateur : convertissez-la, puis déposez à nouveau."
    return brut, [refus(brut, fautives, "valeur", "unite_inconnue", message)]


def _a_refuser(inconnues: list[tuple[str, str]], contexte: Contexte) -> bool:
    """Vrai si l'agent a dit que l'unité écrite n'est pas celle de l'indicateur ; le lui demande s'il n'a rien dit."""
    reponse = contexte.options.reponses.get("unite:valeur")
    if reponse not in _MEMES:
        citees = enumerer([f"« {de_lue} » pour un indicateur en « {vers} »" for de_lue, vers in inconnues])
        contexte.constat.demander(
            Question(
                "unite:valeur",
                f"Des mesures disent leur unité : {citees}. Est-ce la même ?",
                _MEMES,
                "--reponse unite:valeur=",
            )
        )
    return reponse == "autre"


def _entre_ratios(de: str, vers: str) -> float | None:
    """Le rapport de deux unités, ou de deux ratios au même dénominateur (« kWh/hab » et « MWh/hab »)."""
    if plat(de) == plat(vers):
        return 1.0
    (haut, bas), (haut_vers, bas_vers) = deux_termes(de), deux_termes(vers)
    if bas != bas_vers:
        return None
    gauche, droite = grandeur(haut, haut_vers), grandeur(haut_vers, haut)
    return rapport_ou_rien(gauche, droite) if gauche and droite else None
