"""Ce que dit le panneau du Donut : les plus grands écarts et ce qui manque, ou la fiche de l'indicateur choisi."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from core.dossier import Dossier
from core.figures.donut import phrases, phrases_panneau
from core.figures.donut.courbe import courbe_svg
from core.figures.donut.vues import DEPENSE, Adresse, ligne_choisie
from core.format_fr import INSECABLE, majuscule

ECARTS_MONTRES = 3
_ECARTS = ((phrases_panneau.BESOINS, "manque"), (phrases_panneau.PLAFONDS, "depassement"))

type_ligne = Mapping[str, Any]


@dataclass(frozen=True)
class Ensemble:
    """Sans choix : des listes d'écarts (titre, puis code et phrase), les dimensions sans donnée, les indicateurs
    refusés."""

    ecarts: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    absentes: int
    dimensions_absentes: tuple[str, ...]
    refuses: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FicheIndicateur:
    """La fiche d'un indicateur ; `courbe` (SVG) est vide quand la série ne se trace pas, `consacre` sans dépense
    affectée."""

    code: str
    anneau: str
    titre: str
    situation: str
    resume: str
    rubriques: tuple[tuple[str, str], ...]
    courbe: str
    qualite: str
    consacre: str


def ensemble(demande: Adresse, dossier: Dossier) -> Ensemble:
    """Les plus grands écarts des lentilles regardées, du pire au moindre, et ce qui leur manque."""
    lignes = dossier.detail("donut").filter(pl.col("lentille").is_in(demande.lentilles))
    lignes = lignes.with_columns(seule=pl.len().over("lentille", "dimension") == 1)
    ecarts = tuple((titre, _pires(lignes, colonne)) for titre, colonne in _ECARTS)
    absentes = lignes.filter(pl.col("statut") == "donnee_absente")
    refuses = lignes.filter(pl.col("statut") == "incoherent").select("intitule", "raison").rows()
    return Ensemble(
        tuple((titre, pires) for titre, pires in ecarts if pires),
        absentes.height,
        tuple(dict.fromkeys(absentes["dimension"])),
        tuple(refuses),
    )


def _pires(lignes: pl.DataFrame, colonne: str) -> tuple[tuple[str, str], ...]:
    pires = lignes.filter(pl.col(colonne) > 0).sort(colonne, "code", descending=[True, False]).head(ECARTS_MONTRES)
    return tuple((ligne["code"], _pire(ligne)) for ligne in pires.iter_rows(named=True))


def _pire(ligne: type_ligne) -> str:
    sujet = ligne["dimension"] if ligne["seule"] else f"{ligne['dimension']} — {ligne['intitule']}"
    return f"{sujet}{INSECABLE}: {phrases.bref(ligne)}"


def fiche(demande: Adresse, dossier: Dossier) -> FicheIndicateur | None:
    """La fiche de l'indicateur que dit l'adresse ; nulle si elle n'en nomme pas un qui existe."""
    ligne = ligne_choisie(demande, dossier)
    if ligne is None:
        return None
    serie = dossier.tables["mesures"].filter(pl.col("indicateur") == ligne["code"])
    depenses = dossier.indicateurs("donut").filter(
        (pl.col("indicateur") == DEPENSE) & pl.col("poste").eq_missing(pl.lit(ligne["dimension"]))
    )
    return FicheIndicateur(
        ligne["code"],
        ligne["anneau"],
        ligne["dimension"],
        phrases_panneau.situation(ligne["anneau"], ligne["lentille"]),
        phrases.resume(ligne),
        tuple(_rubriques(ligne)),
        courbe_svg(serie, ligne),
        phrases.qualite(ligne),
        phrases.consacre(depenses.sort("nature", descending=True).to_dicts()),
    )


def _rubriques(ligne: type_ligne) -> list[tuple[str, str]]:
    lues = [
        ("Indicateur", ligne["intitule"]),
        (phrases_panneau.titre_valeur(ligne["exercice"]), phrases.valeur_et_seuil(ligne)),
        ("Tendance", phrases.tendance(ligne)),
    ]
    if ligne["raison"] and ligne["statut"] != "donnee_absente":
        lues.insert(2, ("Pourquoi aucun secteur", majuscule(f"{ligne['raison'].rstrip('.')}.")))
    return lues
