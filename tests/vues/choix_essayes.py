"""Les adresses que les essais composent : chaque vue, chaque choix clos, et une valeur de chaque choix libre."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

from core.dossier import Dossier
from core.erreurs import TableManquante
from core.figures.arbitrage import composition
from core.figures.bilan_carbone import vues as bilan
from core.figures.budget_climat import vues as climat
from core.figures.trajectoire import vues as trajectoire
from core.methodes import bilan_carbone
from core.vues import Onglet

type_libres = Mapping[str, Sequence[str]]


def vues_de(onglet: Onglet) -> tuple[Any, ...]:
    """L'adresse première de chaque vue de l'onglet."""
    champ = onglet.adresse.model_fields.get("vue")
    return (
        (onglet.adresse(),) if champ is None else tuple(onglet.adresse(vue=vue) for vue in get_args(champ.annotation))
    )


def choix_clos(onglet: Onglet) -> dict[str, tuple[str, ...]]:
    """Les valeurs de chaque choix clos que l'adresse de l'onglet déclare."""
    lus = {nom: get_args(champ.annotation) for nom, champ in onglet.adresse.model_fields.items()}
    return {nom: valeurs for nom, valeurs in lus.items() if valeurs and all(isinstance(une, str) for une in valeurs)}


def adresses(onglet: Onglet, dossier: Dossier) -> Iterator[Any]:
    """Chaque vue de l'onglet, puis chaque autre valeur de chaque choix, un à la fois ; projetée aussi."""
    essayes = {**choix_clos(onglet), **libres(onglet, dossier), "vue": ()}
    for premiere in vues_de(onglet):
        yield premiere
        for nom, valeurs in essayes.items():
            for valeur in valeurs:
                if valeur != getattr(premiere, nom):
                    yield premiere.model_copy(update={nom: valeur})


def libres(onglet: Onglet, dossier: Dossier) -> type_libres:
    """Une valeur que les données proposent pour chaque choix libre de l'onglet, autre que la première si elles en ont
    deux ; aucune sans ses tables."""
    try:
        proposees = _LIBRES[onglet.cle](dossier)
    except TableManquante:
        return {}
    return {nom: valeurs[1:2] or valeurs for nom, valeurs in proposees.items()}


def _codes(table: str, colonne: str, choix: str) -> Callable[[Dossier], type_libres]:
    def proposer(dossier: Dossier) -> type_libres:
        return {choix: dossier.tables[table][colonne].drop_nulls().unique().sort().to_list()}

    return proposer


def _de_la_trajectoire(dossier: Dossier) -> type_libres:
    lues = trajectoire.options(trajectoire.Adresse(), dossier)
    return {"trajectoire": list(lues.trajectoires), "chemins": list(lues.chemins)}


def _du_climat(dossier: Dossier) -> type_libres:
    lu = climat.lu(climat.Adresse(), dossier)
    return {
        "perimetre": list(lu.perimetres),
        "plafond": list(lu.plafonds),
        "taux": list(climat.taux_proposes(dossier.tables)),
        "mesure": list(lu.lecture.mesures),
    }


def _du_bilan(dossier: Dossier) -> type_libres:
    demande, versions = bilan.Adresse(), list(bilan_carbone.versions(dossier.tables))
    lue = bilan.lecture(demande, bilan.choisir(demande, dossier), dossier)
    return {"version": versions, "version_avant": versions, "selection": list(bilan.noms(lue, "postes", demande.par))}


def _de_l_arbitrage(dossier: Dossier) -> type_libres:
    scenarios = dossier.garder(composition.gardes)
    seances = [un.seance for un in scenarios.values() if un.seance]
    codes = list(scenarios)
    return {
        "lentille": list(composition.lentilles(dossier))[1:],
        "scenario": codes,
        "scenarios": codes,
        "seance": list(dict.fromkeys(seances)),
    }


_LIBRES: Mapping[str, Callable[[Dossier], type_libres]] = {
    "donut": _codes("indicateurs", "code", "selection"),
    "care": _codes("capitaux", "code", "capital"),
    "trajectoire": _de_la_trajectoire,
    "budget_climat": _du_climat,
    "bilan_carbone": _du_bilan,
    "execution": _codes("lignes_budgetaires", "chapitre", "selection"),
    "budget_vert": lambda _: {"selection": ["favorable", "defavorable"]},
    "budget_genre": lambda _: {"selection": ["favorable", "genrable"]},
    "arbitrage": _de_l_arbitrage,
}
"""Par onglet, ce que ses choix libres proposent ; un onglet absent d'ici fait échouer l'essai."""
