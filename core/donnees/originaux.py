"""Les fichiers déposés, gardés sous l'empreinte de leur copie, jamais sous leur nom, et sans nom de personne."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from core.donnees.entrepot.copies import empreinte
from core.donnees.lecture import Suivi, copie_a_garder, ignorer
from core.donnees.signatures import OLE

_PROVISOIRE = "tmp"
_ORPHELINE = 3600.0


def conservable(chemin: Path) -> bool:
    """Faux pour un vieux .xls : ses auteurs et ses commentaires ne s'en ôtent pas."""
    with chemin.open("rb") as flux:
        return flux.read(len(OLE)) != OLE


def conserver(chemin: Path, nom_fichier: str, dossier: Path, suivre: Suivi = ignorer) -> str:
    """Range dans `dossier` la copie à garder du fichier (voir `lecture.copie`), et rend l'empreinte de cette copie.

    Écrire deux fois le même contenu ne fait rien. Les copies qu'un arrêt brutal a laissées à moitié sont effacées.
    Lève `FichierRefuse` si la copie ne peut pas s'écrire, et ce que lève `suivre`.
    """
    dossier.mkdir(parents=True, exist_ok=True)
    _effacer_les_orphelines(dossier)
    with copie_a_garder(chemin, nom_fichier, suivre) as copie:
        nom = empreinte(copie)
        if not (dossier / nom).exists():
            _ranger(copie, dossier / nom)
    return nom


def _ranger(copie: Path, cible: Path) -> None:
    descripteur, provisoire = tempfile.mkstemp(prefix=_PROVISOIRE, dir=cible.parent)
    try:
        with os.fdopen(descripteur, "wb") as flux, copie.open("rb") as source:
            shutil.copyfileobj(source, flux)
            flux.flush()
            os.fsync(flux.fileno())
        Path(provisoire).replace(cible)
    finally:
        Path(provisoire).unlink(missing_ok=True)


def _effacer_les_orphelines(dossier: Path) -> None:
    limite = time.time() - _ORPHELINE
    for orpheline in dossier.glob(f"{_PROVISOIRE}*"):
        if orpheline.stat().st_mtime < limite:
            orpheline.unlink(missing_ok=True)
