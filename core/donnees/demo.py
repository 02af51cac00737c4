"""La base d'exemple : tous les territoires fictifs livrés, par le véritable import, tout ou rien."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

from core.acces import ACCES_LOCAL
from core.donnees.apercu import OptionsImport
from core.donnees.entrepot import Entrepot, ancre, copies
from core.donnees.importation import importer, previsualiser, question_ouverte, qui, rejets_a_accepter
from core.donnees.lecture import Avance, Lecture, lire
from core.erreurs import DonneesIncoherentes, ErreurComptes
from core.format_fr import accorder
from core.modele import Territoire
from core.reglages import RACINE

EXEMPLES = RACINE / "sample_territories"
_CHAMPS = ("id", "nom", "type", "population", "parent", "code_insee", "siren", "fictif")


def creer_la_demonstration(
    base: Path, exemples: Path = EXEMPLES, dire: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """Crée la base (ou la complète) avec les territoires d'exemple, validés ; rend ce qui a été fait.

    `dire` apprend chaque fichier à mesure. Écrit dans une copie, renommée à la fin : une interruption laisse la base
    précédente. Ne fait rien si tous y sont déjà. Lève l'erreur du premier fichier refusé, en le nommant.
    """
    fiches = _dans_l_ordre(
        [
            (dossier.parent, tomllib.loads(dossier.read_text(encoding="utf-8")))
            for dossier in sorted(exemples.glob("*/territoire.toml"))
        ]
    )
    if not fiches:
        raise DonneesIncoherentes(
            "Aucun territoire d'exemple n'est livré.", f"Dossier « {exemples.name} »", "Réinstallez Comptes communs."
        )
    base = Path(base).absolute()
    connus = _connus(base)
    manquants = [(dossier, fiche) for dossier, fiche in fiches if fiche["id"] not in connus]
    if not manquants:
        phrase = f"La base « {base} » contient déjà les territoires d'exemple : rien n'est changé."
        return {"statut": "existe", "base": str(base), "territoires": [], "phrases": [phrase]}
    provisoire = base.with_name(f".{base.name}.en-cours")
    copies.effacer(provisoire)
    if base.exists():
        copies.copier(base, provisoire)
    try:
        territoires = _charger(provisoire, manquants, dire)
        copies.journal_d_ecriture(base).unlink(missing_ok=True)  # ce qu'il portait est dans la copie
        os.replace(provisoire, base)
    finally:
        copies.effacer(provisoire)
    phrases = [
        f"{t['nom']} : {accorder(t['lignes'], 'ligne')} de {accorder(len(t['fichiers']), 'fichier')}."
        for t in territoires
    ]
    prete = f"La base « {base} » est prête."
    return {"statut": "cree", "base": str(base), "territoires": territoires, "phrases": [*phrases, prete]}


def _connus(base: Path) -> set[str]:
    if not base.exists() and not ancre.fichier(base).exists():
        return set()
    entrepot = Entrepot.ouvrir(base)
    try:
        return {territoire.id for territoire in entrepot.territoires(ACCES_LOCAL)}
    finally:
        entrepot.fermer()


def _dans_l_ordre(fiches: list[tuple[Path, dict[str, Any]]]) -> list[tuple[Path, dict[str, Any]]]:
    """Un territoire vient après celui qui le contient."""
    noms = {fiche["id"] for _, fiche in fiches}
    places: set[str] = set()
    ordonnees: list[tuple[Path, dict[str, Any]]] = []
    while len(ordonnees) < len(fiches):
        prets = [
            (dossier, fiche)
            for dossier, fiche in fiches
            if fiche["id"] not in places and (fiche.get("parent") not in noms or fiche.get("parent") in places)
        ]
        if not prets:
            raise DonneesIncoherentes(
                "Des territoires d'exemple se contiennent l'un l'autre.", "", "Corrigez « parent »."
            )
        places |= {fiche["id"] for _, fiche in prets}
        ordonnees += prets
    return ordonnees


def _charger(
    provisoire: Path, fiches: list[tuple[Path, dict[str, Any]]], dire: Callable[[str], None]
) -> list[dict[str, Any]]:
    entrepot = Entrepot.ouvrir(provisoire)
    fil, arret = ThreadPoolExecutor(1), Event()
    try:
        lecteur = _dire_chacun(_lire_d_avance(fil, fiches, arret), fiches, dire)
        return [_charger_un(entrepot, dossier, fiche, lecteur) for dossier, fiche in fiches]
    finally:
        arret.set()
        fil.shutdown(cancel_futures=True)
        entrepot.fermer()


def _dire_chacun(
    lecteur: Callable[..., Lecture], fiches: list[tuple[Path, dict[str, Any]]], dire: Callable[[str], None]
) -> Callable[..., Lecture]:
    """Le même lecteur, qui nomme chaque fichier et son rang avant de l'attendre."""
    noms = {
        dossier / entree["chemin"]: fiche["nom"] for dossier, fiche in fiches for entree in fiche.get("fichier", [])
    }
    rangs = {chemin: rang for rang, chemin in enumerate(noms, start=1)}

    def lire_en_le_disant(chemin: Path, nom: str, indications: dict[str, str]) -> Lecture:
        dire(f"{rangs[chemin]} sur {len(rangs)} : {noms[chemin]}, {nom}")
        return lecteur(chemin, nom, indications)

    return lire_en_le_disant


def _lire_d_avance(
    fil: ThreadPoolExecutor, fiches: list[tuple[Path, dict[str, Any]]], arret: Event
) -> Callable[..., Lecture]:
    """Lance toutes les lectures, dans l'ordre ; le lecteur rendu attend la sienne, pendant que les suivantes
    avancent. `arret` levé, la lecture en cours s'annule."""

    def suivre(_: Avance) -> None:
        if arret.is_set():
            raise CancelledError

    lancees = {
        dossier / entree["chemin"]: fil.submit(
            lire,
            dossier / entree["chemin"],
            Path(entree["chemin"]).name,
            indications=qui(_territoire(fiche), _options(entree)),
            suivre=suivre,
        )
        for dossier, fiche in fiches
        for entree in fiche.get("fichier", [])
    }
    return lambda chemin, nom, indications: lancees[chemin].result()


def _territoire(fiche: dict[str, Any]) -> Territoire:
    return Territoire(**{nom: fiche[nom] for nom in _CHAMPS if nom in fiche})


def _charger_un(
    entrepot: Entrepot, dossier: Path, fiche: dict[str, Any], lecteur: Callable[..., Lecture]
) -> dict[str, Any]:
    territoire = _territoire(fiche)
    entrepot.ajouter_territoire(ACCES_LOCAL, territoire)
    lignes, fichiers = 0, []
    for entree in fiche.get("fichier", []):
        chemin = dossier / entree["chemin"]
        try:
            lignes += _importer_un(entrepot, territoire.id, chemin, _options(entree), lecteur)
        except ErreurComptes as erreur:
            raise DonneesIncoherentes(
                erreur.quoi, f"Exemple « {territoire.nom} », fichier « {chemin.name} »", erreur.que_faire
            ) from erreur
        fichiers.append(chemin.name)
    return {"id": territoire.id, "nom": territoire.nom, "lignes": lignes, "fichiers": fichiers}


def _options(entree: dict[str, Any]) -> OptionsImport:
    choix = {nom: valeur for nom, valeur in entree.items() if nom not in ("chemin", "correspondance")}
    correspondance = {entete: colonne or None for entete, colonne in entree.get("correspondance", {}).items()}
    return OptionsImport(correspondance=correspondance, **choix)


def _importer_un(
    entrepot: Entrepot, territoire: str, chemin: Path, options: OptionsImport, lecteur: Callable[..., Lecture]
) -> int:
    vue = previsualiser(entrepot, ACCES_LOCAL, territoire, chemin, chemin.name, options, lecteur)
    if vue.questions:
        raise question_ouverte(vue)
    if vue.rejets:
        raise rejets_a_accepter(vue)
    bilan = importer(entrepot, ACCES_LOCAL, vue)
    if bilan.import_id is not None:
        entrepot.valider(ACCES_LOCAL, bilan.import_id)
    return sum(apercu.creees + apercu.remplacees for apercu in vue.tables)
