"""Le disque plein, le dossier protégé, le moteur tombé : ce qui est dit est vrai, et l'on peut encore consulter."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from aides_entrepot import AGENT, deposer, emissions, valeurs

from core.acces import ACCES_LOCAL
from core.commandes.principale import principal
from core.donnees.entrepot import Entrepot, etat, pannes
from core.donnees.entrepot.connexion import Connexion
from core.erreurs import BaseIndisponible


def condamner_le_point_de_controle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Le prochain point de contrôle échoue comme sur un disque plein, et condamne le moteur."""
    monkeypatch.setattr(Connexion, "_ranger", lambda *_: _lever(duckdb.FatalException("No space left on device")))


def _lever(erreur: Exception) -> None:
    raise erreur


def test_un_point_de_controle_rate_ne_dit_jamais_que_l_ecriture_est_annulee(
    entrepot: Entrepot, base: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    condamner_le_point_de_controle(monkeypatch)
    numero = deposer(entrepot, emissions({"transport": 10.0}))
    assert "L'écriture est faite, mais son point de contrôle a échoué" in caplog.text
    assert valeurs(entrepot, AGENT) == {"transport": 10.0}  # le moteur est rouvert : le même processus lit encore
    monkeypatch.undo()
    entrepot.valider(ACCES_LOCAL, numero)
    entrepot.fermer()
    rouvert = Entrepot.ouvrir(base)
    assert rouvert.imports(AGENT, "ville")["statut"].to_list() == ["valide"]
    rouvert.fermer()


class Curseur:
    """Un curseur dont la validation échoue, avant ou après avoir écrit."""

    def __init__(self, vrai: duckdb.DuckDBPyConnection, ecrire: bool) -> None:
        self._vrai, self._ecrire = vrai, ecrire

    def __getattr__(self, nom: str) -> object:
        return getattr(self._vrai, nom)

    def commit(self) -> None:
        if self._ecrire:
            self._vrai.commit()
        raise duckdb.IOException("Could not write file: No space left on device")


@pytest.mark.parametrize("ecrite", [True, False])
def test_une_validation_en_panne_est_tranchee_par_une_relecture(
    entrepot: Entrepot, ecrite: bool, caplog: pytest.LogCaptureFixture
) -> None:
    avant = entrepot.version(AGENT, "ville")
    _valider_en_panne(entrepot, ecrite)
    if ecrite:
        deposer(entrepot, emissions({"transport": 10.0}))
        assert "L'écriture est faite malgré une panne" in caplog.text
    else:
        with pytest.raises(BaseIndisponible, match=r"Le disque est plein\. Rien n'a été écrit"):
            deposer(entrepot, emissions({"transport": 10.0}))
    assert valeurs(entrepot, AGENT) == ({"transport": 10.0} if ecrite else {})
    assert (entrepot.version(AGENT, "ville") > avant) is ecrite


def _valider_en_panne(entrepot: Entrepot, ecrire: bool) -> None:
    connexion = entrepot._connexion
    instance = connexion._instance

    class Instance:
        def cursor(self) -> Curseur:
            return Curseur(instance.cursor(), ecrire)

        def close(self) -> None:
            instance.close()

    connexion._instance = Instance()  # type: ignore[assignment]


def test_une_base_qui_ne_se_relit_pas_le_dit_sans_pretendre(
    entrepot: Entrepot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _valider_en_panne(entrepot, ecrire=True)
    monkeypatch.setattr(Connexion, "_ouvrir", lambda _: _lever(BaseIndisponible("Fichier perdu.", "", "")))
    with pytest.raises(BaseIndisponible, match="On ne sait pas encore si la dernière écriture est faite"):
        deposer(entrepot, emissions({"transport": 10.0}))
    monkeypatch.undo()
    assert valeurs(entrepot, AGENT) == {"transport": 10.0}


def test_presque_plein_la_base_s_ouvre_et_ne_fait_que_se_lire(
    entrepot: Entrepot, base: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    monkeypatch.setattr(pannes, "ESPACE_MINIMAL", 1 << 60)
    rouvert = Entrepot.ouvrir(base)
    assert valeurs(rouvert, AGENT) == {"transport": 10.0}
    assert rouvert.empechement is not None and "Mo sur le disque" in rouvert.empechement.quoi
    with pytest.raises(BaseIndisponible, match=r"Rien n'a été écrit"):
        deposer(rouvert, emissions({"tertiaire": 5.0}))
    rouvert.fermer()
    assert principal(["territoires", "--base", str(base), "--json"]) == 0
    assert "lecture seule" in capsys.readouterr().err


def test_un_dossier_protege_se_consulte_puis_s_ecrit_des_que_le_droit_revient(
    entrepot: Entrepot, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    octets = base.read_bytes()
    monkeypatch.setattr(pannes.os, "access", lambda *_: False)
    protegee = Entrepot.ouvrir(base)
    assert valeurs(protegee, AGENT) == {"transport": 10.0}
    assert protegee.empechement is not None and "pas inscriptible" in protegee.empechement.quoi
    with pytest.raises(BaseIndisponible, match=r"pas inscriptible\. Rien n'a été écrit"):
        deposer(protegee, emissions({"tertiaire": 5.0}))
    assert base.read_bytes() == octets
    monkeypatch.undo()
    deposer(protegee, emissions({"tertiaire": 5.0}))
    assert protegee.empechement is None and len(valeurs(protegee, AGENT)) == 2
    protegee.fermer()


def test_une_base_abimee_dit_qu_elle_l_est_et_ou_est_sa_sauvegarde(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({f"s{rang}": 1.0 for rang in range(500)}))
    entrepot.fermer()
    sain = base.read_bytes()
    base.write_bytes(sain[:8192] + bytes(len(sain) - 8192))
    with pytest.raises(pannes.BaseAbimee, match=r"abîmée.*Aucune sauvegarde") as refus:
        Entrepot.ouvrir(base)
    assert "annulée" not in str(refus.value)
    base.write_bytes(sain)
    assert principal(["sauvegarder", "--base", str(base)]) == 0
    base.write_bytes(sain[:8192] + bytes(len(sain) - 8192))
    (sauvegarde,) = (base.parent / "sauvegardes").iterdir()
    with pytest.raises(pannes.BaseAbimee) as refus:
        Entrepot.ouvrir(base)
    assert f"python -m core restaurer {sauvegarde}" in refus.value.que_faire


def test_un_territoire_change_hors_de_l_application_se_voit(entrepot: Entrepot, base: Path) -> None:
    entrepot.fermer()
    for ordre in (
        "UPDATE territoires SET population = 999999",
        "DELETE FROM territoires",
        "UPDATE imports SET statut = 'valide'",
        "DELETE FROM sceaux",
    ):
        neuve = base.with_name("alteree.duckdb")
        neuve.write_bytes(base.read_bytes())
        depot = Entrepot.ouvrir(neuve)
        deposer(depot, emissions({"transport": 1.0}))
        depot.fermer()
        with duckdb.connect(str(neuve)) as brute:
            brute.execute(ordre)
        with pytest.raises(pannes.BaseAbimee, match="totaux de contrôle"):
            Entrepot.ouvrir(neuve)
        for fichier in base.parent.glob("alteree*"):
            fichier.unlink()


def test_le_moteur_rouvre_apres_que_chacun_a_rendu_son_curseur(entrepot: Entrepot) -> None:
    """Une lecture en cours au moment de la panne ne fait pas attendre pour toujours, ni ouvrir deux fois le fichier."""
    deposer(entrepot, emissions({"transport": 10.0}))
    with entrepot._connexion.curseur() as tenu:
        with pytest.raises(BaseIndisponible), entrepot._connexion.curseur():
            raise duckdb.FatalException("database has been invalidated")
        assert tenu.execute("SELECT 1").fetchone() == (1,)
    assert valeurs(entrepot, AGENT) == {"transport": 10.0}


def test_une_erreur_inattendue_de_l_etat_ne_masque_pas_l_ecriture(
    entrepot: Entrepot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    panne = BaseIndisponible("Le disque est plein.", "", "")
    monkeypatch.setattr(etat.EtatTenu, "_lire", lambda _: _lever(panne))
    deposer(entrepot, emissions({"transport": 10.0}))
    assert "ne se relit pas après une écriture" in caplog.text
    monkeypatch.undo()
    assert valeurs(entrepot, AGENT) == {"transport": 10.0}
