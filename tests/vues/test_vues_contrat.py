"""Une figure, sa table et sa provenance disent les mêmes chiffres : un seul essai, pour toutes les vues du registre."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.dossier import Dossier
from core.erreurs import TableManquante
from core.figures.vue import Vue
from core.methodes import declarations
from core.modele import Donnees
from core.vues import ECRANS, Onglet
from tests.pages.visite import EXEMPLES

ONGLETS = [onglet for ecran in ECRANS for onglet in ecran.onglets]
type_ouvrir = Callable[[str, int], Dossier]


def adresses(onglet: Onglet) -> Iterator[Any]:
    """Chaque vue de l'onglet, puis chaque autre valeur de chaque choix clos, une à la fois ; projetée aussi."""
    clos = {nom: get_args(champ.annotation) for nom, champ in onglet.adresse.model_fields.items()}
    vues = clos.pop("vue", ()) or ("",)
    for vue in vues:
        premiere = onglet.adresse(**({"vue": vue} if vue else {}))
        yield premiere
        for nom, valeurs in clos.items():
            for valeur in valeurs if all(isinstance(une, str) for une in valeurs) else ():
                if valeur != getattr(premiere, nom):
                    yield premiere.model_copy(update={nom: valeur})


def composees(onglet: Onglet, dossier: Dossier, demandees: Iterable[Any]) -> Iterator[tuple[Any, Vue]]:
    for adresse in demandees:
        try:
            yield adresse, onglet.composer(adresse, dossier)
        except TableManquante:
            continue


@pytest.mark.parametrize("territoire", EXEMPLES)
@pytest.mark.parametrize("onglet", ONGLETS, ids=lambda onglet: onglet.cle)
def test_figure_table_et_provenance_disent_les_memes_chiffres(
    onglet: Onglet, territoire: str, dossier_de: type_ouvrir, entrepot_lu: Entrepot
) -> None:
    """Tout le dernier exercice, et l'adresse première de celui d'avant ; chaque origine mène à des cellules du
    fichier."""
    avant, dernier = dossier_de(territoire, 0).exercices[-2:]
    toutes = list(adresses(onglet))
    vues = [
        *composees(onglet, dossier_de(territoire, dernier), toutes),
        *composees(onglet, dossier_de(territoire, avant), toutes[:1]),
    ]
    fautes = [faute for adresse, vue in vues for faute in orphelins(adresse, vue)]
    assert not fautes, "\n".join(fautes)
    origines: set[str] = set()
    for _, vue in vues:
        assert not vue.indicateurs.is_empty() or vue.tableau.is_empty(), f"{vue.cle} ne montre aucun chiffre"
        assert set(vue.indicateurs.select("methode", "indicateur").unique().iter_rows()) <= set(declarations())
        origines |= set(vue.indicateurs.filter(pl.col("valeur").is_not_null())["origine"].drop_nulls())
    tables = dossier_de(territoire, dernier).tables
    sans_ligne = [origine for origine in sorted(origines) if not compter(tables, origine)]
    assert not sans_ligne, f"aucune ligne pour {sans_ligne[:5]}"
    for origine in {forme(origine): origine for origine in sorted(origines)}.values():
        lignes = entrepot_lu.lignes_origine(ACCES_LOCAL, territoire, origine)
        assert lignes.height == compter(tables, origine)
        assert lignes["fichier"].null_count() == lignes["cellule"].null_count() == 0, origine


def compter(tables: Donnees, origine: str) -> int:
    """Les lignes importées que dit une origine, comptées à part de l'entrepôt."""
    lue = json.loads(origine)
    conditions = [
        pl.col(nom).is_in(voulu, nulls_equal=True) if isinstance(voulu, list) else pl.col(nom).eq_missing(pl.lit(voulu))
        for nom, voulu in lue["filtre"].items()
    ]
    return tables[lue["table"]].filter(pl.all_horizontal(pl.lit(True), *conditions)).height


def forme(origine: str) -> tuple[object, ...]:
    """Ce que l'entrepôt doit savoir lire : une table, des colonnes, une valeur ou plusieurs."""
    lue = json.loads(origine)
    return (lue["table"], *((nom, isinstance(voulu, list)) for nom, voulu in lue["filtre"].items()))


def orphelins(adresse: object, vue: Vue) -> Iterator[str]:
    """Les nombres de la table qui ne sont pas des chiffres de la figure, colonne par colonne."""
    connus = {cle(v) for nom in ("valeur", "borne_basse", "borne_haute") for v in vue.indicateurs[nom].drop_nulls()}
    arrondis = {cle(round(v * 100, 1)) for v in vue.indicateurs["valeur"].drop_nulls()}
    nombres = {nom for nom, dtype in vue.tableau.schema.items() if dtype.is_numeric() and nom != "Exercice"}
    for nom in sorted(nombres - set(vue.derivees)):
        siens = arrondis if nom.endswith("(%)") else connus
        if seuls := [v for v in vue.tableau[nom].drop_nulls() if cle(v) not in siens]:
            yield f"{adresse!r} « {nom} » : {seuls[:4]}"


def cle(nombre: float) -> str:
    """Deux chiffres égaux à dix chiffres significatifs près ont la même clé ; −0 et 0 aussi."""
    return "0" if math.isclose(float(nombre), 0.0, abs_tol=1e-9) else f"{float(nombre):.10g}"
