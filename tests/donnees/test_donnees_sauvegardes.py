"""Sauvegarder à chaud, restaurer, et reconnaître une base plus ancienne que la dernière connue."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pytest
from aides_entrepot import AGENT, deposer, emissions, valeurs

from core.acces import ACCES_LOCAL
from core.commandes.principale import principal
from core.donnees.entrepot import Depot, Entrepot, ancre, copies, sauvegardes
from core.erreurs import BaseIndisponible
from core.reglages import RACINE


def lire(base: Path) -> dict[str, float | None]:
    ouvert = Entrepot.ouvrir(base)
    try:
        return valeurs(ouvert, AGENT)
    finally:
        ouvert.fermer()


def commander(*mots: str) -> subprocess.CompletedProcess[str]:
    commande = [sys.executable, "-m", "core", *mots]
    return subprocess.run(commande, cwd=RACINE, capture_output=True, text=True, check=False)


# Sauvegarder


def test_la_sauvegarde_se_fait_application_en_marche_et_se_rouvre(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    faite = commander("sauvegarder", "--base", str(base), "--json")  # un autre processus : celui-ci tient la base
    assert faite.returncode == 0, faite.stderr
    dit = json.loads(faite.stdout)
    assert (dit["statut"], dit["dernier_import"], dit["originaux_manquants"]) == ("sauvegardee", 1, [])
    deposer(entrepot, emissions({"tertiaire": 5.0}))
    dossier = Path(dit["dossier"])
    assert dossier.parent == base.parent / "sauvegardes" and sorted(un.name for un in dossier.parent.iterdir()) == [
        dossier.name
    ]
    assert lire(dossier / base.name) == {"transport": 10.0}


def test_une_copie_pendant_laquelle_la_base_change_est_refaite(
    entrepot: Entrepot, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deux imports tombent chacun au milieu d'une copie : la troisième, tranquille, porte les deux."""
    monkeypatch.setattr(copies, "SECONDES_ENTRE_ESSAIS", 0.0)
    a_venir = [{"tertiaire": 5.0}, {"transport": 10.0}]
    vraie = shutil.copyfile

    def copier(source: Path, cible: Path) -> None:
        vraie(source, cible)
        if a_venir:
            deposer(entrepot, emissions(a_venir.pop()))

    monkeypatch.setattr(copies.shutil, "copyfile", copier)
    faite = sauvegardes.sauvegarder(base, tmp_path / "ailleurs")
    assert faite.dossier is not None and faite.dernier_import == 2
    assert lire(faite.dossier / base.name) == {"transport": 10.0, "tertiaire": 5.0}


def test_une_base_qui_ne_cesse_de_changer_ne_laisse_rien(
    entrepot: Entrepot, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "SECONDES_ENTRE_ESSAIS", 0.0)
    monkeypatch.setattr(copies, "_etat", lambda _: object())
    with pytest.raises(BaseIndisponible, match="pas cessé de changer"):
        sauvegardes.sauvegarder(base, tmp_path / "ailleurs")
    assert list((tmp_path / "ailleurs").iterdir()) == []


def test_une_base_abimee_ne_se_sauvegarde_pas(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    with duckdb.connect(str(base)) as brute:
        brute.execute("UPDATE emissions SET emissions_tco2e = 1")
    with pytest.raises(BaseIndisponible, match=r"Rien n'a été sauvegardé\. Les totaux de contrôle"):
        sauvegardes.sauvegarder(base)
    assert list((base.parent / "sauvegardes").iterdir()) == []


def test_les_originaux_sont_copies_et_reverifies(entrepot: Entrepot, base: Path) -> None:
    entrepot.originaux.mkdir()
    gardes = []
    for contenu in (b"un", b"deux"):
        provisoire = entrepot.originaux / "x"
        provisoire.write_bytes(contenu)
        gardes.append(provisoire.rename(entrepot.originaux / copies.empreinte(provisoire)).name)
    (entrepot.originaux / "tmpabc").write_bytes(b"orpheline")
    for original in gardes:
        depot = Depot("ville", "f", "csv", "e", original, "s", ())
        entrepot.enregistrer(AGENT, depot, entrepot.version(AGENT, "ville"))
    faite = sauvegardes.sauvegarder(base)
    assert (faite.originaux, faite.manquants) == (2, ())
    assert faite.dossier is not None
    assert sorted(un.name for un in (faite.dossier / "originaux").iterdir()) == sorted(gardes)
    (entrepot.originaux / gardes[0]).write_bytes(b"change")
    encore = sauvegardes.sauvegarder(base)
    assert (encore.originaux, encore.manquants) == (1, (gardes[0],))


def test_une_copie_est_gardee_avant_une_mise_a_jour(
    entrepot: Entrepot, base: Path, caplog: pytest.LogCaptureFixture
) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    with duckdb.connect(str(base)) as brute:
        brute.execute("DROP TABLE sceaux")
        brute.execute("DELETE FROM schema_version WHERE numero = 3")
    octets = base.read_bytes()
    with caplog.at_level(logging.WARNING):
        assert lire(base) == {"transport": 10.0}
    (gardee,) = (base.parent / "sauvegardes").iterdir()
    assert gardee.name.endswith("avant-mise-a-jour") and str(gardee) in caplog.text
    assert (gardee / base.name).read_bytes() == octets != base.read_bytes()
    assert lire(base) == {"transport": 10.0} and len(list((base.parent / "sauvegardes").iterdir())) == 1


# Restaurer


def test_restaurer_remet_la_sauvegarde_et_garde_ce_qui_etait_la(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    faite = sauvegardes.sauvegarder(base)
    deposer(entrepot, emissions({"tertiaire": 5.0}))
    entrepot.fermer()
    remise = sauvegardes.restaurer(base, faite.dossier or base, "une agente")
    assert lire(base) == {"transport": 10.0}
    ouvert = Entrepot.ouvrir(base)
    assert ouvert.journal(ACCES_LOCAL, "ville").row(0, named=True)["action"] == "restauration"
    ouvert.fermer()
    assert remise.dossier is not None
    assert lire(remise.dossier / base.name) == {"transport": 10.0, "tertiaire": 5.0}
    assert sorted(un.name for un in base.parent.iterdir() if un.name.startswith(".")) == []


def test_restaurer_remplace_une_base_abimee(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    faite = sauvegardes.sauvegarder(base)
    entrepot.fermer()
    base.write_bytes(b"abimee" * 10_000)
    assert principal(["restaurer", str(faite.dossier), "--base", str(base)]) == 0
    assert lire(base) == {"transport": 10.0}


def test_restaurer_refuse_tant_que_l_application_tient_la_base(entrepot: Entrepot, base: Path) -> None:
    faite = sauvegardes.sauvegarder(base)
    deposer(entrepot, emissions({"transport": 10.0}))
    with pytest.raises(BaseIndisponible, match="déjà ouverte"):
        sauvegardes.restaurer(base, faite.dossier or base, "une agente")
    assert valeurs(entrepot, AGENT) == {"transport": 10.0}


@pytest.mark.parametrize("quoi", ["dossier vide", "sauvegarde abîmée", "sauvegarde incomplète"])
def test_restaurer_refuse_ce_qui_n_est_pas_une_sauvegarde(
    entrepot: Entrepot, base: Path, tmp_path: Path, quoi: str
) -> None:
    faite = sauvegardes.sauvegarder(base, tmp_path / "s").dossier or base
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    copie = faite / base.name
    if quoi == "dossier vide":
        copie.unlink()
    elif quoi == "sauvegarde abîmée":
        copie.write_bytes(b"abimee" * 10_000)
    else:
        ancre.ecrire(copie, ancre.Tete(50, "f" * 64, 12))
    with pytest.raises(BaseIndisponible):
        sauvegardes.restaurer(base, faite, "une agente")
    assert lire(base) == {"transport": 10.0}
    assert sorted(un.name for un in base.parent.iterdir()) == [
        base.name,
        f"{base.name}.ancre",
        f"{base.name}.sauvegarde",
    ]


def test_sauvegarder_pendant_des_imports_porte_tout_ce_qui_etait_acquis(
    entrepot: Entrepot, base: Path, tmp_path: Path
) -> None:
    acquis: list[int] = []
    fini = threading.Event()

    def importer() -> None:
        while not fini.is_set():
            acquis.append(deposer(entrepot, emissions({f"s{len(acquis)}": 1.0})))
            fini.wait(0.02)

    fil = threading.Thread(target=importer)
    fil.start()
    try:
        avant = len(acquis)
        faite = sauvegardes.sauvegarder(base, tmp_path / "s")
    finally:
        fini.set()
        fil.join()
    assert avant <= faite.dernier_import <= len(acquis)
    assert len(lire((faite.dossier or base) / base.name)) == faite.dernier_import
