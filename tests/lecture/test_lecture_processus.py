"""Le processus fils : limité, un fichier à la fois ; le père survit à tout et dit ce qui s'est passé."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from fabrique_lecture import ENTETES, FEUILLE, FICHES, LIGNES, classeur, identiques, lire, xlsx_brut

from core.donnees import lecture as lecteurs
from core.donnees.lecture import fils, garde
from core.donnees.lecture.transport import deposer, deposer_erreur, reprendre
from core.erreurs import FichierRefuse, QuestionOuverte

SAIN = [ENTETES, *LIGNES]
RACINE = Path(__file__).resolve().parents[2]


@pytest.fixture
def sain(tmp_path: Path) -> Path:
    return classeur(tmp_path / "sain.xlsx", SAIN)


def test_le_fils_rend_ce_que_lit_le_lecteur(sain: Path) -> None:
    assert identiques(lecteurs.lire(sain, "sain.xlsx"), lire(sain))


def test_le_transport_rend_tout(tmp_path: Path) -> None:
    chemin = xlsx_brut(
        tmp_path / "b.xlsx",
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Chapitre</t></is></c><c r="B1" '
        't="inlineStr"><is><t>Voté (k€)</t></is></c></row><row r="2"><c r="A2"><v>11</v></c><c r="B2" t="e">'
        '<v>#REF!</v></c></row><row r="3"><c r="A3"><v>12</v></c><c r="B3" s="1"><v>1.5</v></c></row>',
        autres={
            "xl/styles.xml": f'{FICHES}<styleSheet xmlns="{FEUILLE}"><numFmts><numFmt numFmtId="164" '
            'formatCode="0.0&quot; k€&quot;"/></numFmts><cellXfs><xf/><xf numFmtId="164"/></cellXfs></styleSheet>'
        },
    )
    lue = lire(chemin)
    assert lue.feuilles[0].fautives and lue.feuilles[0].indices
    deposer(lue, tmp_path)
    relue = reprendre(tmp_path)
    assert relue is not None and identiques(lue, relue)


def test_un_refus_traverse_avec_sa_classe(tmp_path: Path) -> None:
    deposer_erreur(QuestionOuverte("quoi ?", "où", "que faire"), tmp_path)
    with pytest.raises(QuestionOuverte, match=r"quoi \?") as erreur:
        reprendre(tmp_path)
    assert erreur.value.en_dict() == {"quoi": "quoi ?", "ou": "où", "que_faire": "que faire"}


def test_un_refus_du_fils_arrive_au_pere(tmp_path: Path) -> None:
    chemin = tmp_path / "vide.xlsx"
    chemin.touch()
    with pytest.raises(FichierRefuse, match="vide"):
        lecteurs.lire(chemin, "vide.xlsx")


@pytest.mark.skipif(sys.platform == "win32", reason="les limites n'existent pas sous Windows")
def test_les_limites_sont_posees() -> None:
    programme = (
        "import json, resource; from core.donnees.lecture.fils import limiter; limiter(); "
        "print(json.dumps([resource.getrlimit(n) for n in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]))"
    )
    sortie = subprocess.run([sys.executable, "-c", programme], cwd=RACINE, capture_output=True, text=True, check=True)
    assert json.loads(sortie.stdout) == [[fils.MEMOIRE, fils.MEMOIRE], [fils.CALCUL, fils.CALCUL + 2]]
    assert (fils.MEMOIRE, fils.CALCUL) == (3 * 1024**3, 40)


@pytest.mark.skipif(sys.platform == "win32", reason="les limites n'existent pas sous Windows")
@pytest.mark.parametrize(
    "acte",
    [
        "bytearray(4 * 1024**3)",
        "__import__('os').abort()",
        "__import__('os').kill(__import__('os').getpid(), 9)",
        "__import__('resource').setrlimit(__import__('resource').RLIMIT_CPU, (1, 1)) or [None for n in iter(int, 1)]",
    ],
)
def test_le_pere_survit_et_le_fichier_suivant_est_lu(acte: str, sain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mémoire demandée, arrêt brutal, signal, calcul sans fin : un refus, puis le fichier suivant se lit."""
    garde.eteindre()
    monkeypatch.setattr(
        garde,
        "PROGRAMME",
        (
            "import core.donnees.lecture.fils as f; vrai = f.lire_ici\n"
            f"def faux(chemin, nom, *suite):\n    return {acte} if nom == 'piege' else vrai(chemin, nom, *suite)\n"
            "f.lire_ici = faux; f.boucle()"
        ),
    )
    with pytest.raises(FichierRefuse, match=r"mémoire|temps"):
        lecteurs.lire(sain, "piege")
    assert lecteurs.lire(sain, "sain.xlsx").feuilles[0].lignes.height == 3
    garde.eteindre()


def test_un_fils_muet_est_tue(sain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    garde.eteindre()
    monkeypatch.setattr(garde, "PATIENCE", 1.0)
    monkeypatch.setattr(garde, "PROGRAMME", "import time; time.sleep(600)")
    debut = time.monotonic()
    with pytest.raises(FichierRefuse, match="temps"):
        lecteurs.lire(sain, "sain.xlsx")
    assert time.monotonic() - debut < 30
    monkeypatch.undo()
    assert lecteurs.lire(sain, "sain.xlsx").feuilles


def test_un_fils_mort_est_remplace(sain: Path) -> None:
    lecteurs.preparer()
    garde.eteindre()
    assert lecteurs.lire(sain, "sain.xlsx").feuilles


def test_lire_depuis_plusieurs_fils_d_execution(tmp_path: Path) -> None:
    chemins = [classeur(tmp_path / f"{n}.xlsx", [ENTETES, *LIGNES * (n + 1)]) for n in range(4)]
    hauteurs: dict[int, int] = {}

    def un(rang: int) -> None:
        hauteurs[rang] = lecteurs.lire(chemins[rang], chemins[rang].name).feuilles[0].lignes.height

    taches = [threading.Thread(target=un, args=(rang,)) for rang in range(4)]
    for tache in taches:
        tache.start()
    for tache in taches:
        tache.join()
    assert hauteurs == {rang: 3 * (rang + 1) for rang in range(4)}


def test_lire_depuis_un_autre_dossier_et_un_chemin_relatif(sain: Path, tmp_path: Path) -> None:
    programme = (
        "import sys; from pathlib import Path; from core.donnees.lecture import lire; "
        "print(lire(Path('sain.xlsx'), 'sain.xlsx').feuilles[0].lignes.height)"
    )
    sortie = subprocess.run(
        [sys.executable, "-c", programme],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(RACINE)},
    )
    assert sortie.stdout.strip() == "3"


@pytest.mark.skipif(not Path("/proc").exists(), reason="compte les processus par /proc")
def test_le_fils_ne_survit_pas_au_pere(sain: Path) -> None:
    programme = (
        "import sys; from pathlib import Path; from core.donnees.lecture import lire, garde; "
        f"lire(Path({str(sain)!r}), 'sain.xlsx'); print(garde._fils.pid, flush=True); import os; os._exit(0)"
    )
    sortie = subprocess.run([sys.executable, "-c", programme], cwd=RACINE, capture_output=True, text=True, check=True)
    processus = Path("/proc") / sortie.stdout.strip()
    for _ in range(600):
        if not processus.exists() or (processus / "stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("le processus fils tourne encore")
