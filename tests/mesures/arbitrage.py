"""Arbitrer : un mouvement de chaque sorte sur 8 000 lignes, puis un cran de curseur, du serveur et de l'écran."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl
from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.usages.arbitrage import Depart, Mouvement, arbitrer, preparer
from core.usages.arbitrage.leviers import leviers_actions, leviers_groupes, leviers_lignes
from core.usages.arbitrage.modele import POLITIQUE
from tests.base_exemple import copie_de_la_base
from tests.mesures.fabrique import lignes_budgetaires
from tests.mesures.importation import duree
from tests.mesures.visites import processeur
from tests.navigateur.visiteur import erreur_montree, ouvrir_une_prise

LIGNES, ANNEE = 8_000, 2024
PLUS_GRAND = f"territoire=metropole-castelvive&exercice={ANNEE}"
CHAUFFE = 3
"""Crans que l'on ne compte pas."""
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


def crans_du_serveur(adresse: str, numero: int, nombre: int) -> tuple[list[float], list[float]]:
    """Par cran du premier curseur, sur une prise ouverte : secondes d'attente, et de processeur du serveur `numero`."""
    demande = BackMsg()
    demande.rerun_script.query_string = PLUS_GRAND
    demande.rerun_script.page_name = "arbitrage"
    attentes, couts = [], []
    with ouvrir_une_prise(adresse) as prise:
        curseur, fragment = next(
            (delta.new_element.slider, delta.fragment_id)
            for delta in _recevoir(prise, demande)
            if delta.new_element.WhichOneof("type") == "slider"
        )
        demande.rerun_script.fragment_id = fragment
        etat = demande.rerun_script.widget_states.widgets.add(id=curseur.id)
        for cran in range(1, nombre + CHAUFFE + 1):
            etat.double_array_value.data[:] = [cran * curseur.step]
            debut, avant = time.perf_counter(), processeur(numero)
            _recevoir(prise, demande)
            attentes.append(time.perf_counter() - debut)
            couts.append(processeur(numero) - avant)
    return attentes[CHAUFFE:], couts[CHAUFFE:]


def _recevoir(prise: ClientConnection, demande: BackMsg) -> list[Delta]:
    """Ce que le serveur dessine en réponse ; lève `RuntimeError` si une panne s'y montre."""
    prise.send(demande.SerializeToString())
    recus = []
    while True:
        recu = ForwardMsg()
        recu.ParseFromString(bytes(prise.recv(timeout=60)))
        if recu.WhichOneof("type") == "script_finished":
            return recus
        if recu.WhichOneof("type") == "delta":
            if erreurs := erreur_montree(recu.delta.new_element):
                raise RuntimeError(f"arbitrage : {erreurs}")
            recus.append(recu.delta)


def crans(page: Page, adresse: str, nombre: int) -> list[float]:
    """Secondes, dans la page, entre la touche qui bouge un curseur et le solde réécrit, après trois crans de
    chauffe."""
    page.goto(f"{adresse}/arbitrage?{PLUS_GRAND}")
    curseur = page.get_by_role("slider").first
    curseur.wait_for()
    page.wait_for_timeout(2500)
    durees = []
    for _ in range(nombre + CHAUFFE):
        page.evaluate(CHRONOMETRE)
        curseur.press("ArrowRight")
        durees.append(page.evaluate("window.duree_du_cran") / 1e3)
        page.wait_for_timeout(400)
    return durees[CHAUFFE:]


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
