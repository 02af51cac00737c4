"""Ouvrir une base : la mettre à jour après en avoir gardé une copie, vérifier qu'elle est entière et la dernière."""

from __future__ import annotations

import logging
from pathlib import Path

import duckdb

from core.donnees.entrepot import ancre, controles, registre, sceaux
from core.donnees.entrepot.connexion import Connexion
from core.donnees.entrepot.copies import garder_avant_migration, journal_d_ecriture
from core.donnees.entrepot.pannes import BaseAbimee, a_restaurer
from core.donnees.entrepot.registre import Fait
from core.donnees.entrepot.schema import Retard, rattraper, retard
from core.erreurs import BaseIndisponible
from core.format_fr import accorder

JOURNAL = logging.getLogger("comptes_communs")


def ouvrir(chemin: Path) -> Connexion:
    """La base de ce chemin, créée si elle manque, à jour, entière, et pas plus ancienne que ce que son ancre en sait.

    Lève `BaseIndisponible` si un autre processus la tient, si elle est abîmée, plus ancienne ou disparue.
    """
    return _ouvrir(chemin, exiger_l_ancre=True)


def ouvrir_une_copie(chemin: Path) -> Connexion:
    """Comme `ouvrir`, d'une copie que personne d'autre ne connaît : son ancre n'est ni exigée ni écrite."""
    return _ouvrir(chemin, exiger_l_ancre=False)


def accepter(chemin: Path, identite: str) -> str:
    """Accepte une base plus ancienne que son ancre, ou d'une autre histoire ; l'écrit au journal et dit ce qui change.

    N'écrit rien si la base contient déjà tout ce que son ancre savait. Lève `BaseIndisponible` comme `ouvrir`.
    """
    if not chemin.exists():
        raise BaseIndisponible("Il n'y a pas de base à accepter.", f"Base « {chemin} »", "Restaurez une sauvegarde.")
    connexion = _ouvrir(chemin, exiger_l_ancre=False)
    try:
        connue = ancre.lire(chemin)
        with connexion.curseur() as curseur:
            actuelle = registre.tete(curseur)
            if connue is None or registre.contient(curseur, connue):
                return "Cette base est bien la dernière connue : il n'y a rien à accepter."
        consigner_la_restauration(connexion, connue, identite)
        return f"Base acceptée telle qu'elle est. {_ce_qui_manque(connue, actuelle)} Le journal le dit."
    finally:
        connexion.fermer()


def consigner_la_restauration(connexion: Connexion, connue: ancre.Tete | None, identite: str) -> ancre.Tete:
    """Écrit au journal de chaque territoire qu'une base plus ancienne est reprise, pose l'ancre et la rend."""
    with connexion.transaction() as curseur:
        actuelle = registre.tete(curseur)
        detail: dict[str, object] = {
            "dernier_import": actuelle.import_id,
            "dernier_import_connu": connue.import_id if connue else None,
        }
        lus = curseur.execute("SELECT id FROM base.territoires ORDER BY cree_le, id").fetchall()
        for territoire in [identifiant for (identifiant,) in lus] or [""]:
            registre.consigner(curseur, Fait(identite, territoire, "restauration", None, detail))
        sceaux.sceller(curseur)
        finale = registre.tete(curseur)
    ancre.ecrire(connexion.chemin, finale)
    connexion.point_de_controle()
    return finale


def verifier(curseur: duckdb.DuckDBPyConnection) -> None:
    """Vérifie la chaîne du journal, les sceaux et tous les totaux de contrôle ; lève `BaseAbimee` au premier écart."""
    registre.verifier_chaine(curseur)
    sceaux.verifier(curseur)
    controles.verifier(curseur)


def _ouvrir(chemin: Path, exiger_l_ancre: bool) -> Connexion:
    connue = ancre.lire(chemin)
    if exiger_l_ancre and connue is not None and connue.numero and not chemin.exists():
        raise _disparue(chemin, connue)
    connexion = Connexion(chemin)
    try:
        connexion = _mettre_a_jour(connexion)
        with connexion.curseur() as curseur:
            verifier(curseur)
            actuelle = registre.tete(curseur)
            if exiger_l_ancre and connue is not None and not registre.contient(curseur, connue):
                raise _plus_ancienne(chemin, connue, actuelle)
        if connexion.empechement is None:
            if exiger_l_ancre and connue != actuelle:
                ancre.ecrire(chemin, actuelle)
            if journal_d_ecriture(chemin).exists():
                connexion.point_de_controle()  # sa fin peut être coupée : rien ne doit s'écrire à sa suite
    except (BaseAbimee, duckdb.Error) as erreur:
        connexion.fermer()
        quoi = erreur.quoi if isinstance(erreur, BaseAbimee) else "La base ne peut plus être lue."
        ou = erreur.ou if isinstance(erreur, BaseAbimee) else f"Base « {chemin} »"
        raise BaseAbimee(quoi, ou, a_restaurer(chemin)) from erreur
    except BaseException:
        connexion.fermer()
        raise
    return connexion


def _mettre_a_jour(connexion: Connexion) -> Connexion:
    """Passe les migrations qui manquent ; d'une base qui n'est pas neuve, garde d'abord une copie vérifiée."""
    chemin = connexion.chemin
    manque = _retard(connexion)
    if manque.nul:
        return connexion
    empechement = connexion.empechement
    if empechement is not None:
        raise BaseIndisponible(
            f"{empechement.quoi} Cette base doit être mise à jour avant d'être lue, et ne peut pas l'être.",
            empechement.ou,
            empechement.que_faire,
        )
    if not manque.neuve:
        connexion.fermer()  # une copie faite ici, base ouverte, rendrait au système le verrou qui la protège
        copie = garder_avant_migration(chemin)
        JOURNAL.warning("La base « %s » va être mise à jour : sa copie est dans « %s ».", chemin, copie)
        connexion = Connexion(chemin)
    try:
        with connexion.transaction() as curseur:
            rattraper(curseur, manque)
            sceaux.sceller(curseur)
    except BaseException:
        connexion.fermer()
        raise
    connexion.point_de_controle()
    return connexion


def _retard(connexion: Connexion) -> Retard:
    with connexion.curseur() as curseur:
        manque = retard(curseur)
        if not manque.neuve and 3 not in manque.migrations:
            sceaux.verifier(curseur)  # avant que la mise à jour ne les réécrive
        return manque


def _ce_qui_manque(connue: ancre.Tete, actuelle: ancre.Tete) -> str:
    perdues = connue.numero - actuelle.numero
    if connue.import_id > actuelle.import_id:
        return (
            f"Elle s'arrête à l'import n° {actuelle.import_id}, l'application en avait écrit jusqu'au "
            f"n° {connue.import_id}."
        )
    if perdues > 0:
        return f"Il lui manque {accorder(perdues, 'entrée', 'entrées')} du journal."
    return "Son journal n'est pas celui que l'application avait écrit."


def _plus_ancienne(chemin: Path, connue: ancre.Tete, actuelle: ancre.Tete) -> BaseIndisponible:
    return BaseIndisponible(
        f"Cette base n'est pas la dernière que l'application a écrite ici. {_ce_qui_manque(connue, actuelle)}",
        f"Base « {chemin} »",
        "Si vous venez de remettre une base plus ancienne, dites-le : python -m core accepter. Sinon, son journal "
        f"d'écriture « {chemin.name}.wal » a été perdu ou coupé : remettez-le, ou restaurez une sauvegarde.",
    )


def _disparue(chemin: Path, connue: ancre.Tete) -> BaseIndisponible:
    return BaseIndisponible(
        f"La base a disparu ; elle allait jusqu'à l'import n° {connue.import_id}.",
        f"Base « {chemin} »",
        "Remettez-la, ou restaurez une sauvegarde (python -m core restaurer). Pour repartir d'une base neuve, effacez "
        f"aussi « {ancre.fichier(chemin).name} ».",
    )
