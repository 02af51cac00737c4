"""Sauvegarder une base à chaud, et la restaurer : rien ne compte qui n'ait été rouvert et vérifié en entier."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from core.donnees.entrepot import ancre, copies, ouverture, registre
from core.donnees.entrepot.connexion import Connexion
from core.donnees.entrepot.pannes import BaseAbimee, a_restaurer
from core.donnees.entrepot.schema import retard
from core.erreurs import BaseIndisponible

_ESSAIS = 3


@dataclass(frozen=True)
class Sauvee:
    """Une sauvegarde faite ou remise : le `dernier_import` qu'elle porte, combien d'`originaux`.

    `dossier` : celui de la sauvegarde ; d'une restauration, celui de la base remplacée, nul s'il n'y en avait pas.
    `manquants` : les empreintes des fichiers déposés que la base nomme et que l'on n'a plus, ou plus intacts.
    """

    dossier: Path | None
    dernier_import: int
    originaux: int
    manquants: tuple[str, ...]


def sauvegarder(base: Path, parent: Path | None = None) -> Sauvee:
    """Copie la base et ses originaux dans un dossier daté de `parent` (« sauvegardes », à côté d'elle, à défaut).

    L'application peut y écrire pendant ce temps : tout ce qui était acquis avant l'appel y est. Lève
    `BaseIndisponible` si la base manque, si elle est abîmée ou si la copie ne peut pas être écrite ; rien n'est laissé.
    """
    if not base.exists():
        raise BaseIndisponible(
            "Il n'y a pas de base à sauvegarder.", f"Base « {base} »", "Vérifiez --base ou COMPTES_BASE."
        )
    dossier = copies.dossier_neuf((parent or copies.dossier_des_sauvegardes(base)).absolute())
    provisoire = copies.commencer(dossier)
    try:
        tete, voulus = _copie_verifiee(base, provisoire / base.name)
        originaux = copies.copier_les_originaux(base.parent / "originaux", provisoire / "originaux", voulus)
        copies.finir(provisoire, dossier)
    except BaseException:
        shutil.rmtree(provisoire, ignore_errors=True)
        raise
    ancre.retenir_la_sauvegarde(base, ancre.Sauvegarde(str(dossier), copies.date_lue()))
    return Sauvee(dossier, tete.import_id, originaux.copies, originaux.manquants)


def _copie_verifiee(base: Path, copie: Path) -> tuple[ancre.Tete, set[str]]:
    """Copie jusqu'à ce que la copie tombe juste ; rend la fin de son journal et les originaux que ses imports
    nomment."""
    for reste in reversed(range(_ESSAIS)):
        connue = ancre.lire(base)
        copies.copier(base, copie)
        try:
            return _verifier(copie, connue)
        except BaseAbimee as erreur:
            if not reste:
                raise BaseAbimee(
                    f"Rien n'a été sauvegardé. {erreur.quoi}", f"Base « {base} », {erreur.ou}", a_restaurer(base)
                ) from erreur
    raise AssertionError("un essai au moins est fait")


def _verifier(copie: Path, connue: ancre.Tete | None) -> tuple[ancre.Tete, set[str]]:
    connexion = Connexion(copie)
    try:
        with connexion.curseur() as curseur:
            if not retard(curseur).nul:
                raise BaseIndisponible(
                    "Cette base attend une mise à jour.",
                    f"Base « {copie.name} »",
                    "Lancez d'abord l'application de cette version : elle garde une copie avant de la mettre à jour.",
                )
            ouverture.verifier(curseur)
            if connue is not None and not registre.contient(curseur, connue):
                raise BaseAbimee("La base ne contient pas tout ce que l'application a écrit.", f"Base « {copie.name} »")
            tete = registre.tete(curseur)
            nommes = curseur.execute("SELECT DISTINCT original FROM base.imports WHERE original <> ''").fetchall()
    finally:
        connexion.fermer()
    ancre.ecrire(copie, tete)
    return tete, {empreinte for (empreinte,) in nommes}


def restaurer(base: Path, sauvegarde: Path, identite: str) -> Sauvee:
    """Remet une sauvegarde à la place de la base, l'écrit au journal, et met de côté la base qui était là.

    Lève `BaseIndisponible` si l'application tient la base, ou si la
    sauvegarde n'en est pas une ou ne tombe pas juste ; rien n'est alors changé.
    """
    source = _base_de(sauvegarde)
    _exiger_l_arret(base)
    neuve = base.with_name(f".{base.name}.en-cours")
    copies.effacer(neuve)
    try:
        base.parent.mkdir(parents=True, exist_ok=True)
        copies.copier(source, neuve)
        tete, voulus = _preparer(neuve, source, ancre.lire(base), identite)
        originaux = copies.copier_les_originaux(source.parent / "originaux", base.parent / "originaux", voulus)
        dossier = _mettre_de_cote(base)
        neuve.replace(base)
        ancre.ecrire(base, tete)
    finally:
        copies.effacer(neuve)
    return Sauvee(dossier, tete.import_id, originaux.copies, originaux.manquants)


def _base_de(sauvegarde: Path) -> Path:
    trouvees = sorted(sauvegarde.glob("*.duckdb")) if sauvegarde.is_dir() else [sauvegarde]
    if len(trouvees) != 1 or not trouvees[0].is_file():
        raise BaseIndisponible(
            "Ce dossier ne contient pas une base et une seule.",
            f"« {sauvegarde} »",
            "Nommez le dossier daté qu'a écrit « python -m core sauvegarder », ou le fichier de la base.",
        )
    return trouvees[0].absolute()


def _exiger_l_arret(base: Path) -> None:
    """Lève `BaseIndisponible` si un autre processus tient la base ; une base abîmée, elle, peut être remplacée."""
    if base.exists():
        try:
            Connexion(base).fermer()
        except BaseAbimee:
            return


def _preparer(neuve: Path, source: Path, perdue: ancre.Tete | None, identite: str) -> tuple[ancre.Tete, set[str]]:
    connexion = ouverture.ouvrir_une_copie(neuve)
    try:
        with connexion.curseur() as curseur:
            sienne = ancre.lire(source)
            if sienne is not None and not registre.contient(curseur, sienne):
                raise BaseAbimee(
                    "Cette sauvegarde ne contient pas tout ce que son ancre annonce : elle est incomplète.",
                    f"« {source} »",
                    "Restaurez-en une autre.",
                )
        tete = ouverture.consigner_la_restauration(connexion, perdue, identite)
        with connexion.curseur() as curseur:
            nommes = curseur.execute("SELECT DISTINCT original FROM base.imports WHERE original <> ''").fetchall()
    finally:
        connexion.fermer()
    return tete, {empreinte for (empreinte,) in nommes}


def _mettre_de_cote(base: Path) -> Path | None:
    """Garde la base remplacée et son journal d'écriture, qui ne doit pas se rejouer sur la suivante."""
    if not base.exists():
        return None
    dossier = copies.dossier_neuf(copies.dossier_des_sauvegardes(base), "avant-restauration")
    dossier.mkdir(parents=True)
    journal = copies.journal_d_ecriture(base)
    if journal.exists():
        journal.replace(dossier / journal.name)
    os.link(base, dossier / base.name)
    return dossier
