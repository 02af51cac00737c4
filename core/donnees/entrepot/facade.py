"""L'entrepôt vu du reste du logiciel : chaque appel nomme une identité, un rôle et un territoire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from core.acces import Acces, Action
from core.donnees.entrepot import controles, faits, registre, territoires
from core.donnees.entrepot.connexion import Connexion
from core.donnees.entrepot.etat import EtatTenu
from core.donnees.entrepot.modele import ANNULE, VALIDE, Depot
from core.donnees.entrepot.origines import adresses, filtre_declare
from core.donnees.entrepot.registre import Fait
from core.donnees.entrepot.schema import FAITS, migrer
from core.erreurs import DonneesIncoherentes
from core.modele import Territoire, type_cellule
from core.tables import TABLES


class Entrepot:
    """Une base ouverte. Sûre entre fils d'exécution : chaque appel prend son propre curseur.

    Le fichier n'a qu'un processus : territoires et versions sont gardés en mémoire, relus à chaque écriture.
    """

    def __init__(self, connexion: Connexion) -> None:
        self._connexion = connexion
        self._etat = EtatTenu(connexion)

    @classmethod
    def ouvrir(cls, chemin: Path) -> Entrepot:
        """Ouvre ou crée la base, la met à jour, la verrouille et vérifie ses totaux de contrôle.

        Lève `BaseIndisponible` si un autre processus la tient, si le disque manque, ou si elle a été abîmée.
        """
        connexion = Connexion(Path(chemin).absolute())
        try:
            with connexion.transaction() as curseur:
                migrer(curseur)
            with connexion.curseur() as curseur:
                registre.verifier_chaine(curseur)
                controles.verifier(curseur)
            return cls(connexion)
        except BaseException:
            connexion.fermer()
            raise

    def fermer(self) -> None:
        """Rend le fichier à qui le veut."""
        self._connexion.fermer()

    @property
    def chemin(self) -> Path:
        """Le fichier de la base."""
        return self._connexion.chemin

    @property
    def originaux(self) -> Path:
        """Le dossier des fichiers déposés, rangés sous leur empreinte."""
        return self.chemin.parent / "originaux"

    # Territoires

    def territoires(self, acces: Acces) -> list[Territoire]:
        """Les territoires que cette identité peut lire, dans l'ordre où ils ont été créés."""
        connus = self._etat.courant.territoires.values()
        return [territoire for territoire in connus if acces.peut(Action.LIRE_VALIDE, territoire.id)]

    def territoire(self, acces: Acces, territoire_id: str) -> Territoire:
        """Un territoire ; lève `AccesRefuse` ou `DonneesIncoherentes` s'il ne se lit pas ou n'existe pas."""
        acces.exiger(Action.LIRE_VALIDE, territoire_id)
        self._exister(territoire_id)
        return self._etat.courant.territoires[territoire_id]

    def ajouter_territoire(self, acces: Acces, territoire: Territoire) -> None:
        """Crée un territoire ; le recréer à l'identique ne fait rien.

        Lève `DonneesIncoherentes` si l'identifiant, le type ou le parent ne convient pas, ou s'il existe autrement.
        """
        acces.exiger(Action.GERER_TERRITOIRES, territoire.id)
        with self._etat.ecriture() as curseur:
            territoires.ouvrir(curseur, acces.identite, territoire)

    def corriger_territoire(self, acces: Acces, territoire: Territoire) -> None:
        """Remplace les renseignements du territoire de cet identifiant, et le journalise ; identiques, ne fait rien.

        Lève `DonneesIncoherentes` s'il n'existe pas, ou si un renseignement ne convient pas.
        """
        acces.exiger(Action.GERER_TERRITOIRES, territoire.id)
        self._exister(territoire.id)
        with self._etat.ecriture() as curseur:
            territoires.corriger(curseur, acces.identite, territoire)

    # Lecture

    def donnees(self, acces: Acces, territoire_id: str, tables: Sequence[str] | None = None) -> dict[str, pl.DataFrame]:
        """Les lignes en vigueur de chaque table : colonnes déclarées et provenance ; vide, jamais absente.

        Un lecteur reçoit les versions validées, un agent les dernières. `territoires` porte le terrain lui-même.
        """
        brouillons = self._lecture(acces, territoire_id)
        rendues = {}
        for nom in tables if tables is not None else TABLES:
            if nom in FAITS:
                rendues[nom] = faits.visibles(self._connexion, FAITS[nom], territoire_id, brouillons).drop("numero")
            else:
                rendues[nom] = territoires.terrain(self._connexion, territoire_id)
        return rendues

    def exercices(self, acces: Acces, territoire_id: str) -> list[int]:
        """Les années qui ont des lignes budgétaires, des mesures ou des capitaux, croissantes.

        À défaut, celles des émissions et des flux : un inventaire remonte souvent bien avant le premier budget importé.
        """
        brouillons = self._lecture(acces, territoire_id)
        for a_defaut in (False, True):
            annees: set[Any] = set()
            for table in FAITS.values():
                if table.exercice_de and table.exercice_a_defaut is a_defaut:
                    annees |= faits.distinctes(self._connexion, table, table.exercice_de, territoire_id, brouillons)
            if annees:
                return sorted(annees)
        return []

    def version(self, acces: Acces, territoire_id: str) -> int:
        """Un nombre qui grandit à chaque import, annulation ou validation de ce territoire ; gardé en mémoire."""
        acces.exiger(Action.LIRE_VALIDE, territoire_id)
        return self._etat.courant.versions.get(territoire_id, 0)

    def imports_depuis(self, acces: Acces, territoire_id: str, version: int) -> list[int]:
        """Les imports faits après cette version, brouillons compris : ce qu'une saisie pourrait écraser."""
        acces.exiger(Action.IMPORTER, territoire_id)
        with self._connexion.curseur() as curseur:
            return registre.imports_depuis(curseur, territoire_id, version)

    def imports(self, acces: Acces, territoire_id: str) -> pl.DataFrame:
        """Le registre des imports, du plus récent au plus ancien ; un lecteur n'y voit que les validés."""
        brouillons = self._lecture(acces, territoire_id)
        frame = self._connexion.lire(
            "SELECT id, territoire, fichier, format, empreinte, signature, identite, date, statut, creees, remplacees, "
            "inchangees, rejetees, ecartees, coalesce(retirees, 0) AS retirees, options, laissees FROM base.imports "
            "WHERE territoire = ? AND (? OR statut = ?) ORDER BY id DESC",
            [territoire_id, brouillons, VALIDE],
        )
        return registre.heure_locale(frame)

    def lignes_origine(self, acces: Acces, territoire_id: str, origine: str) -> pl.DataFrame:
        """Les lignes derrière un indicateur : `fichier`, `feuille`, `cellule`, colonnes déclarées, `date`, `identite`.

        `cellule` énumère les adresses des valeurs de la ligne dans le fichier déposé. Lève `DonneesIncoherentes`
        si l'origine ne nomme pas une table et des colonnes déclarées.
        """
        brouillons = self._lecture(acces, territoire_id)
        table, filtre = filtre_declare(origine)
        lignes = faits.visibles(self._connexion, table, territoire_id, brouillons, filtre)
        imports = registre.heure_locale(
            self._connexion.lire(
                "SELECT id AS import_id, lettres, date, identite FROM base.imports WHERE territoire = ?",
                [territoire_id],
            )
        )
        return adresses(table, lignes, imports)

    def journal(self, acces: Acces, territoire_id: str) -> pl.DataFrame:
        """Le journal du territoire, du plus récent au plus ancien, avec l'empreinte chaînée de chaque entrée."""
        acces.exiger(Action.LIRE_JOURNAL, territoire_id)
        self._exister(territoire_id)
        frame = self._connexion.lire(
            "SELECT j.numero, j.date, j.identite, j.action, j.import_id, i.fichier, i.format, j.detail, j.empreinte "
            "FROM base.journal AS j LEFT JOIN base.imports AS i ON i.id = j.import_id "
            "WHERE j.territoire = ? ORDER BY j.numero DESC",
            [territoire_id],
        )
        return registre.heure_locale(frame)

    # Écriture

    def courantes(
        self, acces: Acces, territoire_id: str, table: str, filtre: Mapping[str, type_cellule] | None = None
    ) -> pl.DataFrame:
        """La dernière version des lignes d'une table, avec `import_id` et `numero` : ce qu'un import compare."""
        acces.exiger(Action.IMPORTER, territoire_id)
        self._exister(territoire_id)
        return faits.visibles(self._connexion, FAITS[table], territoire_id, True, filtre)

    def budgets(self, acces: Acces, territoire_id: str) -> list[str]:
        """Les budgets (principal, annexes) que le territoire connaît déjà, triés."""
        acces.exiger(Action.IMPORTER, territoire_id)
        connus: set[str] = set()
        for table in FAITS.values():
            if table.imputee:
                connus |= faits.distinctes(self._connexion, table, "budget", territoire_id, True)
        return sorted(connus)

    def correspondance_retenue(self, acces: Acces, territoire_id: str, signature: str) -> dict[str, object]:
        """Ce qui a été confirmé la dernière fois pour un fichier de cette forme ; vide si c'est le premier."""
        acces.exiger(Action.IMPORTER, territoire_id)
        with self._connexion.curseur() as curseur:
            return registre.memoire(curseur, territoire_id, signature)

    def enregistrer(self, acces: Acces, depot: Depot, version: int, octets: int = 0) -> int:
        """Écrit un dépôt entier en une transaction et rend le numéro de l'import, à l'état de brouillon.

        `version` est celle de l'aperçu : si le territoire a changé depuis, lève `DonneesIncoherentes` et n'écrit rien.
        """
        acces.exiger(Action.IMPORTER, depot.territoire)
        self._exister(depot.territoire)
        with self._etat.ecriture(octets) as curseur:
            if self.version(acces, depot.territoire) != version:
                raise DonneesIncoherentes(
                    "Les données du territoire ont changé depuis l'aperçu ; rien n'a été importé.",
                    "",
                    "Refaites l'aperçu, puis confirmez.",
                )
            numero = registre.inscrire_import(curseur, depot, acces.identite)
            for lot in depot.lots:
                faits.inserer(curseur, numero, depot.territoire, lot)
                controles.ecrire(curseur, numero, lot)
            registre.consigner(
                curseur, Fait(acces.identite, depot.territoire, "import", numero, registre.resume(depot))
            )
        return numero

    def valider(self, acces: Acces, import_id: int) -> None:
        """Rend un import visible de tous.

        Lève `DonneesIncoherentes` s'il est annulé, ou s'il remplace des lignes d'un import encore brouillon.
        """
        with self._etat.ecriture() as curseur:
            territoire, statut, fichier = self._import(import_id)
            acces.exiger(Action.VALIDER, territoire)
            if statut == VALIDE:
                return
            if statut == ANNULE:
                raise _deja_annule(import_id)
            precedent = faits.brouillon_remplace(curseur, import_id)
            if precedent is not None:
                raise DonneesIncoherentes(
                    f"L'import n° {import_id} remplace des lignes de l'import n° {precedent}, encore brouillon.",
                    "",
                    f"Validez d'abord l'import n° {precedent}.",
                )
            registre.changer_statut(curseur, import_id, VALIDE)
            registre.consigner(curseur, Fait(acces.identite, territoire, "validation", import_id, {"fichier": fichier}))

    def annuler(self, acces: Acces, import_id: int) -> None:
        """Défait un import : le territoire revient exactement à son état d'avant.

        Lève `DonneesIncoherentes` s'il est déjà annulé, ou si un import plus récent a remplacé de ses lignes.
        """
        with self._etat.ecriture() as curseur:
            territoire, statut, fichier = self._import(import_id)
            acces.exiger(Action.ANNULER, territoire)
            if statut == ANNULE:
                raise _deja_annule(import_id)
            suivant = faits.remplacant(curseur, import_id)
            if suivant is not None:
                raise DonneesIncoherentes(
                    f"L'import n° {suivant} a remplacé des lignes de l'import n° {import_id}.",
                    "",
                    f"Annulez d'abord l'import n° {suivant}.",
                )
            faits.retirer(curseur, import_id)
            registre.changer_statut(curseur, import_id, ANNULE)
            registre.consigner(curseur, Fait(acces.identite, territoire, "annulation", import_id, {"fichier": fichier}))

    # Gardes

    def _lecture(self, acces: Acces, territoire_id: str) -> bool:
        acces.exiger(Action.LIRE_VALIDE, territoire_id)
        self._exister(territoire_id)
        return acces.peut(Action.LIRE_BROUILLON, territoire_id)

    def _exister(self, territoire_id: str) -> None:
        if territoire_id not in self._etat.courant.territoires:
            raise DonneesIncoherentes(
                f"Le territoire « {territoire_id} » n'existe pas dans cette base.",
                "",
                "Vérifiez son identifiant dans la liste des territoires, ou créez-le.",
            )

    def _import(self, import_id: int) -> tuple[str, str, str]:
        trouve = self._connexion.lire("SELECT territoire, statut, fichier FROM base.imports WHERE id = ?", [import_id])
        if trouve.is_empty():
            raise DonneesIncoherentes(f"Il n'y a pas d'import n° {import_id}.", "", "Vérifiez son numéro au journal.")
        territoire, statut, fichier = trouve.row(0)
        return territoire, statut, fichier


def _deja_annule(import_id: int) -> DonneesIncoherentes:
    return DonneesIncoherentes(
        f"L'import n° {import_id} est déjà annulé.", "", "Importez de nouveau le fichier s'il le faut."
    )
