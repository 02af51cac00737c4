"""Dérouler un budget : des enveloppes aux lignes, d'un exercice à l'autre, sections équilibrées au centime.

Chaque exercice reprend les résultats du précédent (001, 002, affectation au 1068), la dette porte ses intérêts,
les restes à réaliser gonflent les crédits de l'année suivante.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils import comptes
from sample_territories.fabrique.outils.hasard import entre, tirage, variation
from sample_territories.fabrique.outils.lignes import Ligne, Poste, Reprise, arrondi_au, total
from sample_territories.fabrique.outils.ordre import equilibrer, operations_ordre, operations_reelles_financieres
from sample_territories.fabrique.outils.profil import EXERCICES, Profil

MILLION = 100_000_000
CONTRIBUTIONS_OBLIGATOIRES = frozenset({"6553", "65568", "65311", "65313"})


@dataclass(frozen=True)
class BudgetDeroule:
    """Les lignes de tous les exercices et l'encours de dette au 31 décembre de chacun, en centimes."""

    lignes: list[Ligne]
    encours: dict[int, int]


def derouler(profil: Profil, postes: Sequence[Poste]) -> BudgetDeroule:
    """Les lignes de 2021 à 2024 d'un budget ; lève `ValueError` si une section ne peut pas s'équilibrer."""
    doublons = len(postes) - len({poste.cle for poste in postes})
    if doublons:
        raise ValueError(f"{doublons} lignes en double dans le budget « {profil.budget} »")
    reprise = Reprise(
        resultat=round(profil.resultat_2020 * MILLION),
        solde=round(profil.solde_2020 * MILLION),
        rar_depenses=round(profil.rar_depenses_2020 * MILLION),
        rar_recettes=round(profil.rar_recettes_2020 * MILLION),
        encours=round(profil.encours_2020 * MILLION),
    )
    toutes: list[Ligne] = []
    encours: dict[int, int] = {}
    for rang, exercice in enumerate(EXERCICES):
        lignes = _lignes_reelles(profil, postes, rang, reprise)
        lignes += operations_reelles_financieres(profil, rang, reprise.encours)
        lignes += operations_ordre(profil, rang)
        lignes += equilibrer(profil, exercice, lignes, reprise)
        reprise = _clore(lignes, reprise)
        encours[exercice] = reprise.encours
        toutes += lignes
    return BudgetDeroule(toutes, encours)


def _lignes_reelles(profil: Profil, postes: Sequence[Poste], rang: int, reprise: Reprise) -> list[Ligne]:
    exercice = EXERCICES[rang]
    par_chapitre: dict[tuple[str, str], list[Poste]] = defaultdict(list)
    for poste in postes:
        par_chapitre[comptes.chapitre(poste.nature, poste.sens, "reel", profil.nomenclature), poste.sens].append(poste)
    lignes: list[Ligne] = []
    for (chapitre, sens), groupe in par_chapitre.items():
        for poste, montant in _repartir(_enveloppe(profil, chapitre, sens, rang), groupe, rang):
            ligne = Ligne(
                exercice, profil.budget, profil.nomenclature, comptes.section(chapitre), "reel", chapitre, poste
            )
            _executer(ligne, montant, profil, rang, reprise)
            lignes.append(ligne)
    return lignes


def _enveloppe(profil: Profil, chapitre: str, sens: str, rang: int) -> int:
    if comptes.section(chapitre) == "fonctionnement":
        source = profil.depenses if sens == "depense" else profil.recettes
    else:
        source = profil.investissements if sens == "depense" else profil.ressources
    return round(source[chapitre][rang] * MILLION)


def _repartir(enveloppe: int, postes: Sequence[Poste], rang: int) -> list[tuple[Poste, int]]:
    exercice = EXERCICES[rang]
    fixes = [
        (poste, round(montant * 100))
        for poste in postes
        if poste.montants is not None and (montant := poste.montants[rang]) is not None
    ]
    poids = {
        poste.cle: poste.poids * variation(0.08, exercice, *poste.cle)
        for poste in postes
        if not poste.montants and exercice not in poste.sauf
    }
    reste = enveloppe - sum(montant for _, montant in fixes)
    somme = sum(poids.values())
    if reste < 0 or (reste > 0 and not somme and abs(reste) > MILLION):
        raise ValueError(f"Enveloppe impossible à répartir : {enveloppe / 100} € pour {postes[0].nature}")
    libres = [(poste, round(reste * poids[poste.cle] / somme)) for poste in postes if poste.cle in poids and somme]
    return [(poste, montant) for poste, montant in fixes + libres if montant > 0]


def _executer(ligne: Ligne, montant: int, profil: Profil, rang: int, reprise: Reprise) -> None:
    """Pose réalisé, crédits ouverts, RAR, engagé et BP d'une ligne à partir du montant que l'histoire veut réalisé."""
    cle = (ligne.exercice, profil.budget, *ligne.poste.cle)
    pas = 100 if montant > 500_000 else 10
    taux = _taux(ligne, montant, profil, rang)
    ligne.realise = montant
    ligne.credits = arrondi_au(montant / taux, pas)
    if ligne.poste.sens == "depense" or ligne.section == "investissement":
        ligne.credits = max(ligne.credits, arrondi_au(montant + pas * 50, pas))
    if ligne.section == "investissement":
        if ligne.poste.montants is None and montant < MILLION / 4 and tirage("jamais commencée", *cle) < 0.04:
            ligne.realise = 0
        part = entre(0.35, 0.95, "rar", *cle) if tirage("a des rar", *cle) < 0.6 else 0.0
        ligne.rar = round((ligne.credits - ligne.realise) * part)
    if ligne.poste.sens == "depense":
        engage_non_mandate = (ligne.credits - ligne.realise) * 0.2 * tirage("engage", *cle)
        ligne.engage = ligne.realise + (ligne.rar if ligne.rar is not None else round(engage_non_mandate))
    disponible = ligne.credits - reprise.rar_par_ligne.get(ligne.poste.cle, 0)
    ligne.bp = _bp(max(disponible, 0), pas, cle)


def _taux(ligne: Ligne, montant: int, profil: Profil, rang: int) -> float:
    if ligne.poste.execution is not None:
        return ligne.poste.execution
    cle = ("taux", ligne.exercice, profil.budget, *ligne.poste.cle)
    if ligne.section == "fonctionnement":
        if ligne.poste.sens == "recette":
            return entre(0.99, 1.03, *cle) if montant > MILLION / 2 else entre(0.94, 1.09, *cle)
        if ligne.chapitre in {"012", "014"} or ligne.poste.nature in CONTRIBUTIONS_OBLIGATOIRES:
            return entre(0.972, 1.0, *cle)
        return 1 - 0.17 * tirage(*cle) ** 2
    if ligne.poste.sens == "recette":
        return 1.0 if ligne.chapitre == "10" else entre(0.42, 0.97, *cle)
    return min(1.0, max(0.18, profil.execution_equipement[rang] * variation(0.2, *cle)))


def _bp(credits: int, pas: int, cle: tuple[object, ...]) -> int | None:
    sort = tirage("bp", *cle)
    if sort < 0.04 and credits < 4_000_000:
        return None
    if sort < 0.24 and credits < MILLION / 2:
        return arrondi_au(credits * entre(0.8, 1.12, "vote", *cle), pas)
    return arrondi_au(credits, pas)


def _clore(lignes: Sequence[Ligne], reprise: Reprise) -> Reprise:
    def solde(section: str) -> int:
        recettes = total(lignes, "realise", lambda x: x.section == section and x.poste.sens == "recette")
        return recettes - total(lignes, "realise", lambda x: x.section == section and x.poste.sens == "depense")

    emprunte = total(lignes, "realise", lambda x: x.poste.nature == "1641" and x.poste.sens == "recette")
    rembourse = total(lignes, "realise", lambda x: x.poste.nature == "1641" and x.poste.sens == "depense")
    return Reprise(
        resultat=solde("fonctionnement"),
        solde=solde("investissement"),
        rar_depenses=total(lignes, "rar", lambda x: x.poste.sens == "depense"),
        rar_recettes=total(lignes, "rar", lambda x: x.poste.sens == "recette"),
        encours=reprise.encours + emprunte - rembourse,
        rar_par_ligne={ligne.poste.cle: ligne.rar for ligne in lignes if ligne.rar},
    )
