"""Le fichier déposé : rangé sur le disque dès son arrivée, ses réponses retenues, son aperçu refait si elles changent.

Streamlit garde en mémoire un fichier déposé jusqu'à la fin de la session : on l'écrit, puis on le lui fait oublier.
Un fichier que personne ne confirme s'efface au bout d'un jour, service ouvert ou non.
"""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.donnees.apercu import Bilan, OptionsImport, Previsualisation
from core.donnees.importation import importer, previsualiser
from core.donnees.lecture import lire
from core.reglages import reglages
from pages._importer import phrases
from pages._importer.avancement import avancement
from pages._outils import chargement
from pages._outils.contexte import Contexte
from pages._service.sante import travail_long

_CLE = "depot"
_TOUR = "depot_tour"
HEURES_GARDEES = 24
MORCEAU = 1 << 20


@dataclass
class Depot:
    """Un dépôt en cours dans une session : le fichier, ce que l'agent a répondu, le dernier aperçu."""

    territoire: str
    nom: str
    chemin: Path
    reponses: dict[str, str] = field(default_factory=dict)
    correspondance: dict[str, str | None] = field(default_factory=dict)
    bilan: Bilan | None = None
    _apercu: tuple[tuple[object, ...], Previsualisation] | None = None

    @property
    def options(self) -> OptionsImport:
        """Les réponses, dans la forme du service d'import."""
        options = set(OptionsImport.__dataclass_fields__)
        textes = {cle: valeur for cle, valeur in self.reponses.items() if cle in options - {"exercice"}}
        propres = {cle: valeur for cle, valeur in self.reponses.items() if cle not in options}
        exercice = int(self.reponses["exercice"]) if "exercice" in self.reponses else None
        return OptionsImport(**textes, exercice=exercice, correspondance=dict(self.correspondance), reponses=propres)

    def apercu(self, contexte: Contexte) -> Previsualisation:
        """L'aperçu pour les réponses et les données d'aujourd'hui ; lève `FichierRefuse` ou `QuestionOuverte`."""
        cle = (contexte.version, *sorted(self.reponses.items()), *sorted(self.correspondance.items(), key=str))
        if self._apercu is None or self._apercu[0] != cle:
            with travail_long(), avancement(phrases.lecture(self.nom), "lecture", oublier) as suivre:
                vue = previsualiser(
                    chargement.entrepot(),
                    contexte.acces,
                    self.territoire,
                    self.chemin,
                    self.nom,
                    self.options,
                    partial(lire, suivre=suivre),
                )
            self._apercu = (cle, vue)
        return self._apercu[1]

    def confirmer(self, contexte: Contexte, accepter_rejets: bool) -> None:
        """Écrit ce que l'aperçu montre et oublie le fichier ; lève ce que lève le service d'import."""
        vue = self.apercu(contexte)
        with travail_long(), avancement(phrases.ENREGISTREMENT, "ecriture", lambda: None) as suivre:
            self.bilan = importer(chargement.entrepot(), contexte.acces, vue, accepter_rejets, suivre)
        self.chemin.unlink(missing_ok=True)


def courant(contexte: Contexte) -> Depot | None:
    """Le dépôt de cette session pour ce territoire, s'il y en a un."""
    depot: Depot | None = st.session_state.get(_CLE)
    if depot is None or depot.territoire != contexte.territoire.id:
        return None
    if depot.bilan is None and not depot.chemin.exists():  # purgé : la session a gardé l'aperçu, pas le fichier
        oublier()
        st.toast(phrases.depot_efface(depot.nom), icon=":material/history:", duration="infinite")
        return None
    return depot


def deposer(contexte: Contexte) -> None:
    """La zone de dépôt ; dès qu'un fichier arrive, il passe sur le disque et la page repart avec lui."""
    tour = st.session_state.setdefault(_TOUR, 0)
    fichier = st.file_uploader(phrases.FICHIER, key=f"fichier_{tour}", max_upload_size=20)
    if fichier is None:
        return
    oublier()
    st.session_state[_CLE] = Depot(contexte.territoire.id, fichier.name, _ranger(fichier))
    _liberer(fichier)
    st.session_state[_TOUR] = tour + 1
    st.rerun()


def _ranger(fichier: BinaryIO) -> Path:
    """Copie le fichier sous un nom tiré au hasard : le nom reçu n'est jamais un chemin."""
    dossier = dossier_depots()
    dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
    chemin = dossier / secrets.token_hex(16)
    with chemin.open("xb") as copie:
        while morceau := fichier.read(MORCEAU):
            copie.write(morceau)
    return chemin


def _liberer(fichier: UploadedFile) -> None:
    """Fait oublier à Streamlit le fichier rangé, qu'il garderait en mémoire jusqu'à la fin de la session."""
    courante = get_script_run_ctx()
    if courante is not None and isinstance(courante.uploaded_file_mgr, MemoryUploadedFileManager):
        courante.uploaded_file_mgr.remove_file(courante.session_id, fichier.file_id)


def oublier() -> None:
    """Abandonne le dépôt en cours : rien n'est écrit, la copie est effacée."""
    depot: Depot | None = st.session_state.pop(_CLE, None)
    if depot is not None:
        depot.chemin.unlink(missing_ok=True)


def dossier_depots() -> Path:
    """Où attendent les fichiers déposés, à côté de la base."""
    return reglages().base.parent / "depots"


def purger() -> None:
    """Efface les dépôts que personne n'a confirmés depuis un jour."""
    limite = time.time() - HEURES_GARDEES * 3600
    for chemin in dossier_depots().glob("*"):
        with suppress(FileNotFoundError):  # confirmé ou abandonné à l'instant
            if chemin.stat().st_mtime < limite:
                chemin.unlink()
