"""Un passage à chaud : ce que coûte au serveur une nouvelle adresse sur une connexion ouverte, à côté d'une page
vide."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from core.vues import ECRANS
from tests.base_exemple import copie_de_la_base
from tests.navigateur.serveur import lancer
from tests.navigateur.visiteur import Visite, ouvrir_une_prise, passer

TERRITOIRES = ("ville-orsevaux", "metropole-castelvive")
CHAUFFE, TOURS = 3, 12
SECONDES_DE_CALME = 4.0
ELEMENTS = 21
PAGE_VIDE = f"import streamlit as st\n\nfor rang in range({ELEMENTS}):\n    st.markdown(f'élément {{rang}}')\n"

MEDIANE, PIRE = 2.5, 4.0
"""Le coût permis d'un écran, en pages vides : à la médiane des écrans, et pour le plus cher."""


def mesurer(dossier: Path) -> Iterator[tuple[str, str, str]]:
    """Millisecondes de processeur du serveur par passage : page vide, chaque écran, puis la médiane et le pire."""
    dossier = dossier / "visites"
    dossier.mkdir()
    vide = dossier / "vide.py"
    vide.write_text(PAGE_VIDE, encoding="utf-8")
    base = copie_de_la_base(dossier)
    temoin, lance = lancer(base, dossier / "vide.log", str(vide)), lancer(base, dossier / "serveur.log")
    with temoin as (adresse_vide, numero_vide), lance as (adresse, numero):
        attendre_le_calme(numero)
        repere = couter(adresse_vide, numero_vide, ["", ""], "")
        yield f"passage d'une page vide de {ELEMENTS} éléments, processeur", f"{repere:.1f} ms", "—"
        couts = {
            un.nom: couter(adresse, numero, [f"territoire={t}&exercice=2024" for t in TERRITOIRES], un.nom)
            for un in ECRANS
        }
    for nom, cout in couts.items():
        yield f"  … écran {nom}", f"{cout:.1f} ms", f"{PIRE:g} × vide, 50 ms"
    mediane, pire = statistics.median(couts.values()), max(couts.values())
    yield "passage à chaud, médiane des écrans", f"{mediane:.1f} ms = {mediane / repere:.1f} ×", f"30 ms, {MEDIANE:g} ×"
    yield "passage à chaud, le plus cher", f"{pire:.1f} ms = {pire / repere:.1f} ×", f"50 ms, {PIRE:g} ×"


def couter(adresse: str, numero: int, demandes: Sequence[str], ecran: str) -> float:
    """Millisecondes de processeur par passage, les demandes l'une après l'autre sur une même prise, à chaud."""
    with ouvrir_une_prise(adresse) as prise:
        for _ in range(CHAUFFE):
            for demande in demandes:
                verifier(passer(prise, demande, ecran), ecran)
        depart = processeur(numero)
        for _ in range(TOURS):
            for demande in demandes:
                passer(prise, demande, ecran)
        return (processeur(numero) - depart) / (TOURS * len(demandes)) * 1e3


def attendre_le_calme(numero: int) -> None:
    """Attend que le serveur ait fini de préparer ses écrans : un passage à chaud vient après."""
    calme = False
    while not calme:
        avant = processeur(numero)
        time.sleep(SECONDES_DE_CALME)
        calme = processeur(numero) - avant < SECONDES_DE_CALME / 50


def verifier(visite: Visite, ecran: str) -> None:
    """Un passage qui montre une panne ne se mesure pas."""
    if visite.erreurs:
        raise RuntimeError(f"{ecran} : {visite.erreurs}")


def processeur(numero: int) -> float:
    """Secondes de processeur d'un autre processus, tous fils compris (horloge de Linux)."""
    return time.clock_gettime((~numero << 3) | 2)
