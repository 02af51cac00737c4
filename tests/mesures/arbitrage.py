"""Arbitrer : un mouvement de chaque sorte sur 8 000 lignes, et ce qu'un navigateur attend après un cran de curseur."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl
from playwright.sync_api import Page

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.usages.arbitrage import Depart, Mouvement, arbitrer, preparer
from core.usages.arbitrage.leviers import leviers_actions, leviers_groupes, leviers_lignes
from core.usages.arbitrage.modele import POLITIQUE
from tests.base_exemple import copie_de_la_base
from tests.mesures.fabrique import lignes_budgetaires
from tests.mesures.importation import duree

LIGNES, ANNEE = 8_000, 2024
MONTANT = Decimal(10_000)


def mesurer(dossier: Path) -> Iterator[tuple[str, str, str]]:
    """Médiane de neuf calculs à chaud par sorte de mouvement, et du budget de départ."""
    dossier = dossier / "arbitrage"
    dossier.mkdir()
    depart, secondes = _depart(dossier)
    yield f"Arbitrage, budget de départ de {depart.lignes.height} dépenses", f"{secondes * 1e3:.0f} ms", "—"
    for nom, mouvements in _mouvements(depart).items():
        fait = arbitrer(depart, mouvements)
        millisecondes = statistics.median(duree(lambda m=mouvements: arbitrer(depart, m)) for _ in range(9)) * 1e3
        yield (
            f"  … {nom}, {len(fait.recalculees)} méthodes recalculées sur {LIGNES} lignes",
            f"{millisecondes:.0f} ms",
            "200 ms",
        )


def _depart(dossier: Path) -> tuple[Depart, float]:
    """Les tables de la métropole d'exemple, ses lignes de l'exercice complétées jusqu'à 8 000."""
    entrepot = Entrepot.ouvrir(copie_de_la_base(dossier))
    tables = entrepot.donnees(ACCES_LOCAL, "metropole-castelvive")
    entrepot.fermer()
    siennes = tables["lignes_budgetaires"].filter((pl.col("exercice") == ANNEE) & (pl.col("etape") == "CA"))
    autres = lignes_budgetaires(LIGNES - siennes.height, (ANNEE,)).cast(dict(siennes.schema))
    tables = {**tables, "lignes_budgetaires": pl.concat([siennes, autres.select(siennes.columns)])}
    preparer(tables, ANNEE)
    secondes = duree(lambda: preparer(tables, ANNEE))
    return preparer(tables, ANNEE), secondes


def _mouvements(depart: Depart) -> dict[str, list[Mouvement]]:
    politique = leviers_groupes(depart, POLITIQUE).filter(pl.col("plancher_eur") < -MONTANT)["cible"][0]
    ligne = leviers_lignes(depart, POLITIQUE, politique).filter(pl.col("plancher_eur") < -MONTANT)["cible"][0]
    action = leviers_actions(depart).filter(pl.col("note") == "").row(0, named=True)
    vers = Mouvement(action["objet"], action["cible"], MONTANT)
    return {
        "une ligne déplacée": [Mouvement("ligne", ligne, -MONTANT)],
        "une politique": [Mouvement(POLITIQUE, politique, -MONTANT)],
        "une politique vers une action": [Mouvement(POLITIQUE, politique, -MONTANT), vers],
    }


def crans(page: Page, adresse: str, nombre: int) -> list[float]:
    """Secondes, dans la page, entre la touche qui bouge un curseur et le solde réécrit, après trois crans de chauffe."""
    page.goto(f"{adresse}/arbitrage?territoire=metropole-castelvive&exercice={ANNEE}")
    curseur = page.get_by_role("slider").first
    curseur.wait_for()
    page.wait_for_timeout(2500)
    durees = []
    for _ in range(nombre + 3):
        page.evaluate(CHRONOMETRE)
        curseur.press("ArrowRight")
        durees.append(page.evaluate("window.duree_du_cran") / 1e3)
        page.wait_for_timeout(400)
    return durees[3:]


CHRONOMETRE = """() => {
    const solde = document.querySelector('.st-key-solde');
    window.duree_du_cran = new Promise(fini => {
        let debut = 0;
        document.addEventListener('keydown', () => { debut = performance.now(); }, {once: true, capture: true});
        const vigie = new MutationObserver(() => {
            if (!debut) return;
            vigie.disconnect();
            fini(performance.now() - debut);
        });
        vigie.observe(solde, {subtree: true, childList: true, characterData: true});
    });
}"""
