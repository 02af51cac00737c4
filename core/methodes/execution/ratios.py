"""Épargnes, dette et équipement : les ratios de l'analyse financière, sur le réel du budget principal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import polars as pl

from core.communs.calculs import moins, plus, quotient
from core.communs.depenses import est_principal
from core.methodes.execution.detail import TROP_COURTS
from core.methodes.execution.sommes import NATURES, RIEN, Rangement, Somme, type_ligne, type_paire
from core.modele import Donnees, Nature, origine

ENCOURS = "encours de dette"

type_sommes = Mapping[tuple[str, str | None], type_paire]


def termes() -> Iterator[Rangement]:
    """Ce qu'il faut additionner pour les ratios, en plus des masses."""
    principal = pl.col("principal")
    yield Rangement("terme_fonctionnement", principal & (pl.col("section") == "fonctionnement"))
    for agregat in ("cession", "interets", "capital", "caution", "equipement"):
        yield Rangement(f"terme_{agregat}", principal & pl.col(agregat))
    for agregat in TROP_COURTS:
        yield Rangement(f"terme_imprecis_{agregat}", principal & pl.col(f"imprecis_{agregat}"))


def ratios(sommes: type_sommes, donnees: Donnees, exercice: int) -> Iterator[type_ligne]:
    """Épargnes de gestion, brute et nette, leur taux, capital remboursé, équipement, dette, désendettement, marge.

    Une valeur est nulle dès qu'un de ses termes manque. La capacité de désendettement n'a de sens que pour une
    épargne brute positive et un encours connu : elle est nulle sinon.
    """
    for nature in NATURES:
        yield from _de_nature(sommes, nature)
    realise = str(Nature.REALISE)
    brute = moins(_recettes(sommes, realise), _depenses(sommes, realise))
    encours = _encours(donnees, exercice)
    annees = quotient(encours.valeur, brute) if brute is not None and brute > 0 else None
    yield encours.en_ligne("encours_dette", None, realise)
    ensemble = sommes.get(("terme_fonctionnement", None), RIEN)[realise]
    yield Somme(annees, ensemble.couverture, encours.origine).en_ligne("capacite_desendettement", None, realise)


def _de_nature(sommes: type_sommes, nature: str) -> Iterator[type_ligne]:
    recettes, depenses = _recettes(sommes, nature), _depenses(sommes, nature)
    ensemble = sommes.get(("terme_fonctionnement", None), RIEN)[nature]
    interets = _agregat(sommes, "interets", "depenses_reelles_fonctionnement", nature)
    capital = _agregat(sommes, "capital", "depenses_reelles_investissement", nature)
    cautions = _agregat(sommes, "caution", "depenses_reelles_investissement", nature)
    for indicateur, valeur in epargnes(recettes, depenses, interets.valeur, capital.valeur, cautions.valeur).items():
        yield Somme(valeur, ensemble.couverture, ensemble.origine).en_ligne(indicateur, None, nature)
    equipement = _agregat(sommes, "equipement", "depenses_reelles_investissement", nature)
    cessions = _agregat(sommes, "cession", "recettes_reelles_fonctionnement", nature)
    yield capital.en_ligne("capital_rembourse", None, nature)
    yield cautions.en_ligne("cautions_rendues", None, nature)
    yield equipement.en_ligne("depenses_equipement", None, nature)
    yield cessions.en_ligne("cessions_comprises", None, nature)


def epargnes(
    recettes: Decimal | None,
    depenses: Decimal | None,
    interets: Decimal | None,
    capital: Decimal | None,
    cautions: Decimal | None,
) -> dict[str, Decimal | None]:
    """Épargnes, taux et marge, tirés de leurs termes en euros ; nuls dès qu'un terme manque.

    Les cautions rendues (165) ne sont pas du capital ; les documents les comptent pourtant dans la marge.
    """
    brute = moins(recettes, depenses)
    return {
        "epargne_gestion": plus(brute, interets),
        "epargne_brute": brute,
        "taux_epargne_brute": quotient(brute, recettes),
        "epargne_nette": moins(brute, capital),
        "marge_autofinancement": quotient(plus(plus(depenses, capital), cautions), recettes),
    }


def _recettes(sommes: type_sommes, nature: str) -> Decimal | None:
    return sommes["recettes_reelles_fonctionnement", None][nature].valeur


def _depenses(sommes: type_sommes, nature: str) -> Decimal | None:
    return sommes["depenses_reelles_fonctionnement", None][nature].valeur


def _agregat(sommes: type_sommes, agregat: str, masse: str, nature: str) -> Somme:
    """Un agrégat d'une masse ; un document qui porte la masse sans ces comptes en dit 0, pas l'absence.

    Un montant à un compte trop court pour savoir s'il en est le rend inconnu.
    """
    imprecis = sommes.get((f"terme_imprecis_{agregat}", None), RIEN)[nature]
    if imprecis.valeur:
        return Somme(None, imprecis.couverture, imprecis.origine)
    choisies = sommes.get((f"terme_{agregat}", None))
    if choisies is not None:
        return choisies[nature]
    tout = sommes[masse, None][nature]
    return Somme(None if tout.valeur is None else Decimal(0), tout.couverture, None)


def _encours(donnees: Donnees, exercice: int) -> Somme:
    """L'encours de dette du budget principal, seulement si un document le donne ; jamais celui d'un autre périmètre."""
    agregats = donnees.get("agregats_financiers")
    if agregats is None or agregats.is_empty():
        return Somme(None, None, None)
    nommes = agregats.filter(
        (pl.col("exercice") == exercice) & (pl.col("agregat").str.strip_chars().str.to_lowercase() == ENCOURS)
    )
    for ligne in nommes.sort("budget", "agregat").iter_rows(named=True):
        if est_principal(ligne["budget"]):
            adresse = origine(
                "agregats_financiers", exercice=exercice, budget=ligne["budget"], agregat=ligne["agregat"]
            )
            return Somme(ligne["montant_eur"], None, adresse)
    return Somme(None, None, None)
