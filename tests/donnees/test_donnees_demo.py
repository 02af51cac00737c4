"""La base d'exemple : les fichiers suivants se lisent pendant que les premiers s'écrivent, dans le même ordre."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from core.donnees import demo
from core.donnees.entrepot import Depot, Entrepot
from core.donnees.lecture import Lecture, Suivi, lire
from core.erreurs import DonneesIncoherentes

TERRITOIRE = "nuits-orsevaux"


@pytest.fixture
def exemples(tmp_path: Path) -> Path:
    """Deux territoires d'un seul petit fichier, le second jumeau du premier."""
    for nom in ("un", "deux"):
        shutil.copytree(demo.EXEMPLES / TERRITOIRE, tmp_path / "exemples" / nom)
        fiche = tmp_path / "exemples" / nom / "territoire.toml"
        lignes = [ligne for ligne in fiche.read_text(encoding="utf-8").splitlines() if not ligne.startswith("parent")]
        fiche.write_text("\n".join(lignes).replace(f'"{TERRITOIRE}"', f'"{nom}"'), encoding="utf-8")
    return tmp_path / "exemples"


def test_la_lecture_suivante_est_lancee_avant_que_la_premiere_soit_ecrite(
    exemples: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lectures: list[Path] = []
    seconde = threading.Event()
    vraie = Entrepot.enregistrer

    def noter(chemin: Path, nom: str, indications: dict[str, str], suivre: Suivi) -> Lecture:
        lectures.append(chemin)
        if len(lectures) == 2:
            seconde.set()
        return lire(chemin, nom, indications=indications, suivre=suivre)

    def enregistrer(entrepot: Entrepot, acces: object, depot: Depot, *suite: object) -> int:
        assert seconde.wait(60), "rien ne se lit d'avance"
        return vraie(entrepot, acces, depot, *suite)  # type: ignore[arg-type]

    monkeypatch.setattr(demo, "lire", noter)
    monkeypatch.setattr(Entrepot, "enregistrer", enregistrer)
    bilan = demo.creer_la_demonstration(base, exemples)
    assert [territoire["id"] for territoire in bilan["territoires"]] == ["deux", "un"]
    assert [chemin.parent.name for chemin in lectures] == ["deux", "un"]


def test_un_fichier_refuse_est_nomme_et_ne_laisse_rien(exemples: Path, base: Path) -> None:
    fichier = next(chemin for chemin in (exemples / "un").iterdir() if chemin.suffix in (".xlsx", ".csv"))
    fichier.write_bytes(b"ceci n'est pas un tableur")
    with pytest.raises(DonneesIncoherentes) as refus:
        demo.creer_la_demonstration(base, exemples)
    assert fichier.name in refus.value.ou
    assert not base.exists()
