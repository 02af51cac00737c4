"""L'entrepôt face aux pannes : verrous, disque, corruption, processus tué, lectures pendant l'écriture."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
from aides_entrepot import AGENT, AUCUNE, deposer, emissions, remplacer, valeurs

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Depot, Entrepot, Lot, pannes
from core.erreurs import BaseIndisponible
from core.modele import Territoire


@pytest.mark.parametrize(
    "evasion",
    [
        "COPY (SELECT 1) TO 'dehors.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "ATTACH 'autre.duckdb' AS autre",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '99GB'",
        "SELECT * FROM evasion",
    ],
)
def test_le_moteur_est_verrouille(entrepot: Entrepot, evasion: str) -> None:
    cadre = pl.DataFrame({"a": [1]})
    assert cadre.height == 1
    with entrepot._connexion.curseur() as curseur, pytest.raises(duckdb.Error):
        curseur.execute(evasion)


def test_le_fichier_n_est_lisible_que_de_son_proprietaire(entrepot: Entrepot, base: Path) -> None:
    assert stat.S_IMODE(base.stat().st_mode) == 0o600


def test_un_second_processus_est_refuse_en_francais(entrepot: Entrepot, base: Path) -> None:
    programme = (
        "import sys; from pathlib import Path; from core.donnees.entrepot import Entrepot\n"
        "from core.erreurs import BaseIndisponible\n"
        "try: Entrepot.ouvrir(Path(sys.argv[1]))\n"
        "except BaseIndisponible as erreur: print(erreur)\n"
    )
    sortie = subprocess.run(
        [sys.executable, "-c", programme, str(base)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert "déjà ouverte par l'application" in sortie.stdout
    assert "Import" in sortie.stdout


def test_un_disque_plein_est_dit_avant_d_ecrire(entrepot: Entrepot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pannes, "ESPACE_MINIMAL", 1 << 60)
    with pytest.raises(BaseIndisponible, match="Rien n'a été écrit"):
        deposer(entrepot, emissions({"transport": 10.0}))
    assert valeurs(entrepot, AGENT) == {}


def test_un_dossier_protege_est_dit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pannes.os, "access", lambda *_: False)
    with pytest.raises(BaseIndisponible, match="pas inscriptible"):
        Entrepot.ouvrir(tmp_path / "base.duckdb")


def test_un_fichier_qui_n_est_pas_une_base_est_dit(tmp_path: Path) -> None:
    faux = tmp_path / "base.duckdb"
    faux.write_bytes(b"ceci n'est pas une base" * 1000)
    with pytest.raises(BaseIndisponible):
        Entrepot.ouvrir(faux)


def test_une_erreur_fatale_rouvre_le_moteur(entrepot: Entrepot) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    with pytest.raises(BaseIndisponible), entrepot._connexion.curseur():
        raise duckdb.FatalException("database has been invalidated")
    assert valeurs(entrepot, AGENT) == {"transport": 10.0}


CORRUPTIONS = {
    "ligne perdue": "DELETE FROM base.emissions WHERE secteur = 'tertiaire'",
    "valeur changée": "UPDATE base.emissions SET emissions_tco2e = 999 WHERE secteur = 'tertiaire'",
    "version ressuscitée": "UPDATE base.emissions SET remplace_par = NULL",
    "ligne ajoutée": "INSERT INTO base.emissions SELECT * FROM base.emissions LIMIT 1",
    "ligne orpheline": "INSERT INTO base.emissions (territoire, import_id) VALUES ('ville', 99)",
    "montant changé": "UPDATE base.agregats_financiers SET montant_eur = 2",
    "journal réécrit": "UPDATE base.journal SET identite = 'personne' WHERE numero = 2",
    "journal coupé": "DELETE FROM base.journal WHERE numero = 2",
}


@pytest.mark.parametrize("corruption", CORRUPTIONS)
def test_une_base_modifiee_hors_de_l_application_ne_s_ouvre_plus(
    entrepot: Entrepot, base: Path, corruption: str
) -> None:
    deposer(entrepot, emissions({"transport": 10.0, "tertiaire": 5.0}))
    remplacer(entrepot, "transport", 12.0)
    agregat = pl.DataFrame(
        {
            "exercice": [2024],
            "budget": ["p"],
            "agregat": ["Dette"],
            "montant_eur": pl.Series([Decimal(1)], dtype=pl.Decimal(18, 2)),
            "source_agregat": ["x"],
            "feuille": ["F"],
            "ligne": [2],
        }
    )
    entrepot.enregistrer(
        AGENT,
        Depot("ville", "f", "csv", "e", "", "s", (Lot("agregats_financiers", agregat, AUCUNE),)),
        entrepot.version(AGENT, "ville"),
    )
    entrepot.fermer()
    Entrepot.ouvrir(base).fermer()
    with duckdb.connect(":memory:") as brute:
        brute.execute(f"ATTACH '{base}' AS base")
        brute.execute(CORRUPTIONS[corruption])
    with pytest.raises(BaseIndisponible, match=r"totaux de contrôle|journal"):
        Entrepot.ouvrir(base)


def test_une_base_plus_recente_n_est_pas_touchee(entrepot: Entrepot, base: Path) -> None:
    entrepot.fermer()
    with duckdb.connect(":memory:") as brute:
        brute.execute(f"ATTACH '{base}' AS base")
        brute.execute("INSERT INTO base.schema_version VALUES (9999, 'futur')")
    with pytest.raises(BaseIndisponible, match="plus récente"):
        Entrepot.ouvrir(base)


def test_une_colonne_nouvellement_declaree_est_ajoutee_sans_perdre_les_totaux(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    with duckdb.connect(":memory:") as brute:
        brute.execute(f"ATTACH '{base}' AS base")
        brute.execute("ALTER TABLE base.emissions DROP COLUMN source")
    rouvert = Entrepot.ouvrir(base)
    assert valeurs(rouvert, AGENT) == {"transport": 10.0}
    rouvert.fermer()


def test_des_lectures_simultanees_ne_se_melangent_pas_pendant_un_import(entrepot: Entrepot) -> None:
    """Chaque territoire n'a que sa valeur ; vingt fils lisent pendant qu'un autre importe."""
    for nom in ("un", "deux"):
        entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id=nom, nom=nom, type="commune"))
        depot = Depot(nom, "f", "csv", "e", "", "s", (Lot("emissions", emissions({nom: 1.0}), AUCUNE),))
        entrepot.enregistrer(ACCES_LOCAL, depot, entrepot.version(ACCES_LOCAL, nom))
    fautes: list[object] = []

    def lire(nom: str) -> None:
        for _ in range(15):
            try:
                secteurs = set(entrepot.donnees(ACCES_LOCAL, nom, ["emissions"])["emissions"]["secteur"])
            except Exception as erreur:  # noqa: BLE001
                fautes.append(erreur)
                return
            if secteurs != {nom}:
                fautes.append(secteurs)

    fils = [threading.Thread(target=lire, args=(nom,)) for nom in ("un", "deux") * 10]
    for fil in fils:
        fil.start()
    for rang in range(5):
        deposer(entrepot, emissions({f"s{rang}": 1.0}))
    for fil in fils:
        fil.join()
    assert fautes == []
    assert len(valeurs(entrepot, AGENT)) == 5


def test_un_processus_tue_en_plein_import_laisse_l_etat_precedent(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    programme = """
import sys, time
from pathlib import Path
import polars as pl
from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Depot, Entrepot, Lot, controles
entrepot = Entrepot.ouvrir(Path(sys.argv[1]))
def bloquer(*_):
    print("en plein import", flush=True)
    time.sleep(60)
controles.ecrire = bloquer
courantes = entrepot.courantes(ACCES_LOCAL, "ville", "emissions")
nouvelles = courantes.drop("territoire", "import_id", "fichier", "numero").with_columns(emissions_tco2e=99.0)
lot = Lot("emissions", nouvelles, courantes.select("import_id", "numero"))
depot = Depot("ville", "f", "csv", "e", "", "s", (lot,))
entrepot.enregistrer(ACCES_LOCAL, depot, entrepot.version(ACCES_LOCAL, "ville"))
"""
    processus = subprocess.Popen(
        [sys.executable, "-c", programme, str(base)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert processus.stdout is not None
    assert processus.stdout.readline().strip() == "en plein import"
    os.kill(processus.pid, signal.SIGKILL)
    processus.wait()
    rouvert = Entrepot.ouvrir(base)
    assert valeurs(rouvert, AGENT) == {"transport": 10.0}
    assert rouvert.imports(AGENT, "ville").height == 1
    assert rouvert.journal(AGENT, "ville").height == 2
    rouvert.fermer()
