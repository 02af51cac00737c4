"""Un travail qui dure dit où il en est en ligne de commande, et s'interrompt sans laisser de trace."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.__main__ import principal
from core.acces import ACCES_LOCAL
from core.commandes import avancement, fichiers
from core.commandes.avancement import Avancement, dire
from core.donnees import demo
from core.donnees.entrepot import Entrepot
from core.donnees.lecture import Avance
from tests.donnees.test_donnees_laissees import BONNE, ENTETE


@pytest.mark.parametrize(
    ("avance", "dit"),
    [
        (Avance(avant=2), "2 lectures avant la vôtre"),
        (Avance(), "ouverture"),
        (Avance(0, "Export", 1200, 4000), "Export, ligne 1 200 sur 4 000"),
        (Avance(0, "LigneBudget", 12), "LigneBudget, ligne 12"),
    ],
)
def test_ou_en_est_une_lecture(avance: Avance, dit: str) -> None:
    assert dire(avance).replace("\u202f", " ").replace("\u00a0", " ") == dit


@pytest.mark.parametrize("terminal", [True, False])
def test_la_ligne_ne_s_ecrit_que_dans_un_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: bool
) -> None:
    monkeypatch.setattr(avancement, "DELAI", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    suivre = Avancement("export.csv")
    suivre(Avance(0, "Export", 5, 10))
    suivre.finir()
    assert ("export.csv : Export, ligne" in capsys.readouterr().err) is terminal


def test_ctrl_c_pendant_la_lecture_ne_laisse_rien(
    base: Path, ecrire_csv: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    principal(["--base", str(base), "territoires", "--ajouter", "ville", "--nom", "Ville", "--type", "commune"])

    def interrompre(_: Avancement, avance: Avance) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Avancement, "__call__", interrompre)
    monkeypatch.setattr(fichiers, "lire", lambda *_, suivre, **__: suivre(Avance()))
    fichier = ecrire_csv(ENTETE, BONNE)
    assert principal(["--base", str(base), "importer", str(fichier), "--territoire", "ville"]) == 1
    assert "Interrompu" in capsys.readouterr().err
    entrepot = Entrepot.ouvrir(base)
    assert entrepot.imports(ACCES_LOCAL, "ville").is_empty()
    entrepot.fermer()


def test_la_base_d_exemple_dit_chaque_fichier(tmp_path: Path) -> None:
    dossier = tmp_path / "exemples" / "un"
    dossier.mkdir(parents=True)
    (dossier / "territoire.toml").write_text(
        'id = "un"\nnom = "Un"\ntype = "commune"\n' + '\n[[fichier]]\nchemin = "a.csv"\n', encoding="utf-8"
    )
    (dossier / "a.csv").write_text(f"{ENTETE}\n{BONNE}\n", encoding="utf-8")
    dites: list[str] = []
    demo.creer_la_demonstration(tmp_path / "base.duckdb", tmp_path / "exemples", dites.append)
    assert dites == ["1 sur 1 : Un, a.csv"]


def test_interrompre_la_base_d_exemple_annule_la_lecture_et_ne_laisse_rien(tmp_path: Path) -> None:
    dossier = tmp_path / "exemples" / "un"
    dossier.mkdir(parents=True)
    (dossier / "territoire.toml").write_text(
        'id = "un"\nnom = "Un"\ntype = "commune"\n\n[[fichier]]\nchemin = "a.csv"\n', encoding="utf-8"
    )
    (dossier / "a.csv").write_text(f"{ENTETE}\n{BONNE}\n", encoding="utf-8")

    def interrompre(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.creer_la_demonstration(tmp_path / "base.duckdb", tmp_path / "exemples", interrompre)
    assert [chemin.name for chemin in tmp_path.iterdir()] == ["exemples"]
