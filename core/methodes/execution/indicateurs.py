"""Les indicateurs d'exécution : chacun est la somme des lignes du détail, et dit lesquelles."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from core.communs.calculs import quotient
from core.communs.depenses import budget_principal, retenir
from core.methodes.execution.detail import COLONNES_UTILES, classer, lignes_dites, regrouper
from core.methodes.execution.fiche import INDICATEURS, LENTILLES, SECTIONS, SENS
from core.methodes.execution.ratios import ratios, termes
from core.methodes.execution.sommes import NATURES, RIEN, Rangement, Somme, sommer, type_ligne, type_paire
from core.modele import Donnees, Nature, Qualite
from core.resultat import resultat


def calculer(donnees: Donnees, exercice: int) -> pl.DataFrame:
    """Masses, ventilations, taux d'exécution, épargnes et dette d'un exercice, prévus et réalisés.

    Euros, sauf `taux_*` et `marge_autofinancement` (part) et `capacite_desendettement` (ans). `poste` nul = budget
    principal entier ; sinon le chapitre, la politique, ou le budget annexe des indicateurs `annexe_*`, jamais ajoutés
    au principal. Valeur nulle = donnée absente. Lève `TableManquante` sans lignes budgétaires.
    """
    cube = regrouper(lignes_dites(donnees, exercice, COLONNES_UTILES))
    reel = classer(retenir(cube), budget_principal(cube), donnees).filter(pl.col("exclusion").is_null())
    masses = list(_masses())
    sommes = sommer(reel, [*masses, *_ventilations(), *_annexes(), *termes()])
    for masse in masses:
        sommes.setdefault((masse.indicateur, None), RIEN)
    return resultat(
        "execution",
        INDICATEURS,
        [*_montants(sommes), *ratios(sommes, donnees, exercice)],
        territoire=donnees["lignes_budgetaires"]["territoire"].first(),
        exercice=exercice,
        qualite=str(Qualite.DECLARE),
    )


def _montants(sommes: dict[tuple[str, str | None], type_paire]) -> Iterator[type_ligne]:
    """Prévu, réalisé et taux d'exécution de chaque masse et de chaque poste ; les termes des ratios sont à part."""
    for (indicateur, poste), paire in sommes.items():
        if indicateur == "depenses_reelles":
            yield _taux("taux_execution", poste, paire)
        elif not indicateur.startswith("terme_"):
            for nature in NATURES:
                yield paire[nature].en_ligne(indicateur, poste, nature)
            yield _taux(f"taux_execution_{indicateur}", poste, paire)


def _taux(indicateur: str, poste: str | None, paire: type_paire) -> type_ligne:
    """Le réalisé connu rapporté au prévu connu ; nul si l'un manque ou si rien n'était prévu.

    Les crédits se votent par chapitre : un compte peut avoir un réalisé sans crédit ou l'inverse, si bien que le taux
    se prend sur les totaux. Sa couverture est la moins bonne des deux ; son adresse est celle du réalisé.
    """
    prevu, realise = (paire[nature] for nature in NATURES)
    part = quotient(realise.valeur, prevu.valeur)
    connues = [somme.couverture for somme in (prevu, realise) if somme.couverture is not None]
    somme = Somme(part, min(connues, default=None), realise.origine)
    return somme.en_ligne(indicateur, poste, str(Nature.REALISE))


def _est(sens: str, section: str | None, *, principal: bool = True) -> pl.Expr:
    condition = (pl.col("principal") == principal) & (pl.col("sens") == sens)
    return condition if section is None else condition & (pl.col("section") == section)


def _masses() -> Iterator[Rangement]:
    yield Rangement("depenses_reelles", _est("depense", None))
    for sens, nom in SENS.items():
        for section in SECTIONS:
            yield Rangement(f"{nom}_reelles_{section}", _est(sens, section))


def _ventilations() -> Iterator[Rangement]:
    """Chaque euro une fois par lentille : par chapitre dans sa section, par politique dans sa section et en tout."""
    for sens, nom in SENS.items():
        yield Rangement(f"{nom}_par_politique", _est(sens, None), "poste_politique")
        for section in SECTIONS:
            for lentille in LENTILLES:
                yield Rangement(f"{nom}_{section}_par_{lentille}", _est(sens, section), f"poste_{lentille}")


def _annexes() -> Iterator[Rangement]:
    for sens, nom in SENS.items():
        for section in SECTIONS:
            yield Rangement(f"annexe_{nom}_reelles_{section}", _est(sens, section, principal=False), "budget")
