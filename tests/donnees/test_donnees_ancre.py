"""Une base plus ancienne que la dernière connue, ou dont le journal d'écriture est perdu, se reconnaît."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from aides_entrepot import AGENT, deposer, emissions, valeurs

from core.acces import ACCES_LOCAL
from core.commandes.principale import principal
from core.donnees.entrepot import Entrepot, ancre, copies
from core.erreurs import BaseIndisponible


def lire(base: Path) -> dict[str, float | None]:
    ouvert = Entrepot.ouvrir(base)
    try:
        return valeurs(ouvert, AGENT)
    finally:
        ouvert.fermer()


@pytest.fixture
def ancienne(entrepot: Entrepot, base: Path) -> Path:
    """La base, remise à son état d'avant le second import ; l'ancre, elle, le connaît."""
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    octets = base.read_bytes()
    suite = Entrepot.ouvrir(base)
    deposer(suite, emissions({"tertiaire": 5.0}))
    suite.fermer()
    base.write_bytes(octets)
    return base


def test_une_base_plus_ancienne_est_reconnue_et_acceptee_d_un_geste_qui_est_au_journal(ancienne: Path) -> None:
    for _ in range(2):
        with pytest.raises(BaseIndisponible, match=r"s'arrête à l'import n° 1, .* jusqu'au n° 2.*core accepter"):
            Entrepot.ouvrir(ancienne)
    assert principal(["accepter", "--base", str(ancienne)]) == 0
    ouvert = Entrepot.ouvrir(ancienne)
    assert valeurs(ouvert, AGENT) == {"transport": 10.0}
    derniere = ouvert.journal(ACCES_LOCAL, "ville").row(0, named=True)
    assert derniere["action"] == "restauration" and derniere["identite"] == ACCES_LOCAL.identite
    assert json.loads(derniere["detail"]) == {"dernier_import": 1, "dernier_import_connu": 2}
    ouvert.fermer()


def test_accepter_la_derniere_base_ne_change_rien(
    entrepot: Entrepot, base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entrepot.fermer()
    octets = base.read_bytes()
    assert principal(["accepter", "--base", str(base)]) == 0
    assert "rien à accepter" in capsys.readouterr().out and base.read_bytes() == octets


def test_un_journal_d_ecriture_perdu_se_remarque(entrepot: Entrepot, base: Path, tmp_path: Path) -> None:
    """Ce qu'un disque garderait si le journal d'écriture s'y perdait : la base d'avant, l'ancre d'après."""
    copie = tmp_path / "perte" / base.name
    copie.parent.mkdir()
    entrepot._connexion.point_de_controle = lambda: None  # type: ignore[method-assign]
    deposer(entrepot, emissions({"transport": 10.0}))
    shutil.copyfile(base, copie)
    shutil.copyfile(ancre.fichier(base), ancre.fichier(copie))
    with pytest.raises(BaseIndisponible, match=r"s'arrête à l'import n° 0.*comptes\.duckdb\.wal"):
        Entrepot.ouvrir(copie)
    journal = copies.journal_d_ecriture(copie)
    shutil.copyfile(copies.journal_d_ecriture(base), journal)
    entier = journal.read_bytes()
    journal.write_bytes(entier[:-40])
    trouves = copie.read_bytes(), journal.read_bytes()
    with pytest.raises(BaseIndisponible, match="s'arrête à l'import n° 0"):
        Entrepot.ouvrir(copie)
    assert (copie.read_bytes(), journal.read_bytes()) == trouves  # le refus n'a rien touché
    journal.write_bytes(entier)
    assert lire(copie) == {"transport": 10.0}


def test_ce_qui_suit_un_journal_d_ecriture_coupe_n_est_pas_perdu(entrepot: Entrepot, base: Path) -> None:
    """Processus tué en écrivant le journal d'écriture : l'import d'après ne se range pas derrière les octets coupés."""
    journal = copies.journal_d_ecriture(base)
    entrepot._connexion.point_de_controle = lambda: None  # type: ignore[method-assign]
    deposer(entrepot, emissions({"transport": 10.0}))
    acquis, ancre_acquise = journal.read_bytes(), ancre.fichier(base).read_bytes()
    deposer(entrepot, emissions({"tertiaire": 5.0}))
    coupe = journal.read_bytes()[: len(acquis) + 60]
    entrepot.fermer()
    journal.write_bytes(coupe)
    ancre.fichier(base).write_bytes(ancre_acquise)
    suite = Entrepot.ouvrir(base)
    suite._connexion.point_de_controle = lambda: None  # type: ignore[method-assign]
    deposer(suite, emissions({"industrie": 1.0}))
    suite.fermer()
    assert lire(base) == {"transport": 10.0, "industrie": 1.0}


def test_une_validation_perdue_se_remarque_aussi(entrepot: Entrepot, base: Path) -> None:
    numero = deposer(entrepot, emissions({"transport": 10.0}))
    octets = base.read_bytes()
    entrepot.valider(ACCES_LOCAL, numero)
    entrepot.fermer()
    base.write_bytes(octets)
    with pytest.raises(BaseIndisponible, match=r"Il lui manque 1\sentrée du journal"):
        Entrepot.ouvrir(base)


def test_une_base_disparue_n_est_pas_remplacee_en_silence(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    base.unlink()
    for mots in (["territoires"], ["demo"], ["accepter"]):
        assert principal([*mots, "--base", str(base)]) == 1
        assert not base.exists()
    ancre.fichier(base).unlink()
    assert lire_territoires(base) == []


def lire_territoires(base: Path) -> list[str]:
    ouvert = Entrepot.ouvrir(base)
    try:
        return [territoire.id for territoire in ouvert.territoires(ACCES_LOCAL)]
    finally:
        ouvert.fermer()


@pytest.mark.parametrize("geste", ["sans ancre", "ancre illisible", "ancre en retard"])
def test_une_ancre_absente_ou_en_retard_n_est_pas_une_faute(entrepot: Entrepot, base: Path, geste: str) -> None:
    """Base copiée ailleurs ; processus tué entre la validation et l'ancre."""
    en_retard = ancre.fichier(base).read_text(encoding="utf-8")
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    if geste == "sans ancre":
        ancre.fichier(base).unlink()
    else:
        ancre.fichier(base).write_text("{" if geste == "ancre illisible" else en_retard, encoding="utf-8")
    assert lire(base) == {"transport": 10.0}
    posee = ancre.lire(base)
    assert posee is not None and posee.import_id == 1
