"""Ce que l'entrepôt garde en mémoire suit chaque écriture ; ouvrir une base ne lit son catalogue qu'une fois."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl
import pytest
from aides_entrepot import AGENT, LECTEUR, deposer, emissions, remplacer

from core.acces import ACCES_LOCAL, Acces, Role
from core.donnees.entrepot import Entrepot
from core.donnees.entrepot.connexion import Connexion
from core.donnees.entrepot.schema import FAITS
from core.donnees.saisie import enregistrer
from core.erreurs import AccesRefuse, BaseIndisponible, DonneesIncoherentes
from core.modele import Territoire


class Compteur:
    """Un curseur qui retient les requêtes qu'on lui confie."""

    def __init__(self, curseur: duckdb.DuckDBPyConnection, requetes: list[str]) -> None:
        self._curseur, self._requetes = curseur, requetes

    def __getattr__(self, nom: str) -> object:
        methode = getattr(self._curseur, nom)
        if nom not in ("execute", "sql"):
            return methode

        def appeler(requete: str, *suite: object, **options: object) -> object:
            self._requetes.append(requete)
            return methode(requete, *suite, **options)

        return appeler


@pytest.fixture
def requetes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Toutes les requêtes faites à une base à partir d'ici."""
    faites: list[str] = []
    vrai = Connexion.curseur

    @contextmanager
    def curseur(connexion: Connexion) -> Iterator[Compteur]:
        with vrai(connexion) as ouvert:
            yield Compteur(ouvert, faites)

    monkeypatch.setattr(Connexion, "curseur", curseur)
    return faites


def au_journal(entrepot: Entrepot, territoire: str = "ville") -> int:
    """La version telle que la base elle-même la dit."""
    dite = "SELECT coalesce(max(numero), 0) AS version FROM base.journal WHERE territoire = ?"
    return int(entrepot._connexion.lire(dite, [territoire])["version"][0])


def test_la_version_et_les_territoires_se_lisent_sans_requete(entrepot: Entrepot, requetes: list[str]) -> None:
    assert entrepot.version(AGENT, "ville") == 1
    assert [territoire.id for territoire in entrepot.territoires(AGENT)] == ["ville"]
    assert requetes == []


def test_chaque_ecriture_change_aussitot_la_version(entrepot: Entrepot) -> None:
    dites = [entrepot.version(AGENT, "ville")]

    def noter() -> None:
        dites.append(entrepot.version(AGENT, "ville"))
        assert dites[-1] == au_journal(entrepot) > dites[-2]

    premier = deposer(entrepot, emissions({"industrie": 1.0}))
    noter()
    entrepot.valider(ACCES_LOCAL, premier)
    noter()
    second = remplacer(entrepot, "industrie", 2.0)
    noter()
    entrepot.annuler(ACCES_LOCAL, second)
    noter()
    saisie = entrepot.courantes(AGENT, "ville", "emissions").drop("import_id", "numero")
    saisie = saisie.select(FAITS["emissions"].schema().keys()).with_columns(emissions_tco2e=pl.lit(7.0))
    enregistrer(entrepot, AGENT, "ville", "emissions", saisie, "Essai")
    noter()


def test_un_territoire_ajoute_est_aussitot_connu_et_sa_version_est_la_sienne(entrepot: Entrepot) -> None:
    avant = entrepot.version(ACCES_LOCAL, "ville")
    voisine = Territoire(id="voisine", nom="Voisine", type="commune")
    entrepot.ajouter_territoire(ACCES_LOCAL, voisine)
    assert entrepot.territoires(ACCES_LOCAL)[-1] == voisine
    assert entrepot.version(ACCES_LOCAL, "voisine") == au_journal(entrepot, "voisine")
    assert entrepot.version(ACCES_LOCAL, "ville") == avant
    assert entrepot.exercices(ACCES_LOCAL, "voisine") == []


def test_une_ecriture_refusee_ne_change_rien(entrepot: Entrepot, monkeypatch: pytest.MonkeyPatch) -> None:
    avant = entrepot.version(AGENT, "ville")
    with pytest.raises(DonneesIncoherentes):
        entrepot.annuler(ACCES_LOCAL, 99)
    assert entrepot.version(AGENT, "ville") == avant == au_journal(entrepot)


def test_les_droits_sont_verifies_a_chaque_lecture(entrepot: Entrepot) -> None:
    ailleurs = Acces("une élue d'ailleurs", Role.LECTEUR, frozenset({"autre"}))
    assert entrepot.territoires(LECTEUR) and entrepot.territoires(ailleurs) == []
    with pytest.raises(AccesRefuse):
        entrepot.version(ailleurs, "ville")


def test_la_version_ne_recule_jamais_sous_plusieurs_ecrivains(entrepot: Entrepot) -> None:
    fini, reculs = threading.Event(), []

    def surveiller() -> None:
        derniere = 0
        while not fini.is_set():
            lue = entrepot.version(AGENT, "ville")
            if lue < derniere:
                reculs.append((derniere, lue))
            derniere = lue

    def ecrire(rang: int) -> None:
        for tour in range(4):
            identifiant = f"lieu-{rang}-{tour}"
            entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id=identifiant, nom=identifiant, type="commune"))
            assert entrepot.version(ACCES_LOCAL, identifiant) > 0
            deposer_encore(entrepot, f"secteur {identifiant}")

    veilleur = threading.Thread(target=surveiller)
    veilleur.start()
    ecrivains = [threading.Thread(target=ecrire, args=(rang,)) for rang in range(3)]
    for fil in ecrivains:
        fil.start()
    for fil in ecrivains:
        fil.join()
    fini.set()
    veilleur.join()
    assert reculs == []
    assert len(entrepot.territoires(ACCES_LOCAL)) == 13
    assert entrepot.version(AGENT, "ville") == au_journal(entrepot)


def deposer_encore(entrepot: Entrepot, secteur: str) -> None:
    """Dépose, en recommençant tant qu'un autre écrivain est passé entre l'aperçu et l'écriture."""
    while True:
        try:
            deposer(entrepot, emissions({secteur: 1.0}))
            return
        except DonneesIncoherentes:
            continue


def test_ouvrir_une_base_vide_ne_fait_pas_une_requete_par_table(
    entrepot: Entrepot, base: Path, requetes: list[str]
) -> None:
    entrepot.fermer()
    Entrepot.ouvrir(base).fermer()
    assert len(requetes) < len(FAITS) - 5
    assert sum("duckdb_columns" in requete for requete in requetes) == 1


def test_ouvrir_une_base_ne_recalcule_les_totaux_que_des_tables_qui_ont_des_lignes(
    entrepot: Entrepot, base: Path, requetes: list[str]
) -> None:
    deposer(entrepot, emissions({"industrie": 1.0}))
    entrepot.fermer()
    requetes.clear()
    Entrepot.ouvrir(base).fermer()
    recalculs = [requete for requete in requetes if "GROUP BY import_id" in requete]
    assert len(recalculs) == 1 and '"emissions"' in recalculs[0]


@pytest.mark.parametrize(
    ("alteration", "constat"),
    [
        ("DELETE FROM emissions", "0 lignes au lieu de 1"),
        ("UPDATE emissions SET remplace_par = 1", "1 lignes remplacées au lieu de 0"),
        ("INSERT INTO capitaux (import_id) VALUES (1)", "n'appartiennent à aucun import"),
        ("INSERT INTO capitaux (import_id, remplace_par) VALUES (99, 98)", "n'appartiennent à aucun import"),
    ],
)
def test_une_table_videe_ou_remplie_hors_de_l_application_se_voit_a_l_ouverture(
    entrepot: Entrepot, base: Path, alteration: str, constat: str
) -> None:
    deposer(entrepot, emissions({"industrie": 1.0}))
    entrepot.fermer()
    with duckdb.connect(str(base)) as brute:
        brute.execute(alteration)
    with pytest.raises(BaseIndisponible) as refus:
        Entrepot.ouvrir(base)
    assert constat in refus.value.quoi
