"""La veille : après un démarrage ou une écriture, la première visite d'un écran trouve tout prêt."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from pages._outils import chargement
from pages._outils.etat import adresse_preparee, parametre
from pages._service import demarrage, veille
from tests.pages.visite import Ouvrir

VILLE, VOISINE = "ville-orsevaux", "cc-val-de-lorvanne"


@pytest.fixture
def base(base_copiee: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("COMPTES_BASE", str(base_copiee))
    yield base_copiee
    chargement.fermer()


@pytest.mark.parametrize("ecran", ["carbone", "budget"])
def test_une_visite_preparee_ne_relit_pas_la_base(
    ecran: str, ouvrir_copie: Ouvrir, monkeypatch: pytest.MonkeyPatch
) -> None:
    veille.passer("accueil", VOISINE)
    veille.passer(ecran, VOISINE)
    relues: list[str] = []
    vraie = Entrepot.donnees

    def donnees(entrepot: Entrepot, acces: object, territoire: str, *suite: object) -> object:
        relues.append(territoire)
        return vraie(entrepot, acces, territoire, *suite)  # type: ignore[arg-type]

    monkeypatch.setattr(Entrepot, "donnees", donnees)
    page = ouvrir_copie(ecran, territoire=VOISINE)
    assert page.title and not page.exception
    assert relues == []


def test_l_adresse_preparee_ne_vaut_que_pour_son_fil() -> None:
    vues: list[str] = []
    with adresse_preparee({"territoire": VOISINE}):
        fil = threading.Thread(target=lambda: vues.append(parametre("territoire", "rien")))
        fil.start()
        fil.join()
        assert parametre("territoire") == VOISINE
        assert parametre("exercice", "aucun") == "aucun"
    assert vues == ["rien"] and parametre("territoire", "rien") == "rien"


def test_la_veille_passe_tout_au_demarrage_puis_ce_qu_une_ecriture_change(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[tuple[str, str]] = []
    monkeypatch.setattr(veille, "passer", lambda ecran, territoire: passes.append((ecran, territoire)))
    monkeypatch.setattr(veille, "SECONDES_ENTRE_REGARDS", 0.01)
    territoires = [territoire.id for territoire in chargement.entrepot().territoires(ACCES_LOCAL)]
    arret = threading.Event()
    fil = threading.Thread(target=veille.veiller, args=(arret,))
    fil.start()
    attendre(lambda: len(passes) == len(territoires) * len(veille.ECRANS))
    assert passes[0] == (veille.ECRANS[0], VILLE)
    assert {territoire for _, territoire in passes} == set(territoires)
    passes.clear()
    dernier = int(chargement.entrepot().imports(ACCES_LOCAL, VOISINE)["id"][0])
    chargement.entrepot().annuler(ACCES_LOCAL, dernier)
    attendre(lambda: len(passes) == len(veille.ECRANS))
    assert passes == [(ecran, VOISINE) for ecran in veille.ECRANS]
    arret.set()
    fil.join(5)
    assert not fil.is_alive()


def attendre(condition: Callable[[], bool], secondes: float = 20) -> None:
    limite = time.monotonic() + secondes
    while not condition():
        assert time.monotonic() < limite, "la veille n'a pas fait ce qu'on attendait"
        time.sleep(0.01)


def test_beaucoup_de_territoires_ne_sont_pas_tous_prepares_mais_un_changement_l_est_toujours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    actuelles = {f"t{rang}": rang for rang in range(30)}
    monkeypatch.setattr(veille, "versions", lambda: actuelles)
    premiers = veille.a_preparer({})
    assert premiers == [f"t{rang}" for rang in range(veille.TERRITOIRES_PREPARES)]
    prepares = {territoire: actuelles[territoire] for territoire in premiers}
    assert veille.a_preparer(prepares) == []
    assert veille.a_preparer({**prepares, "t3": 2}) == ["t3"]


def test_une_panne_de_preparation_ne_tue_pas_la_veille(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def tomber(*_: object) -> dict[str, object]:
        raise RuntimeError("panne")

    monkeypatch.setattr(Entrepot, "donnees", tomber)
    veille.passer("carbone", VOISINE)


def test_tous_les_modules_des_ecrans_s_importent_avant_le_premier_visiteur() -> None:
    demarrage.importer_les_ecrans()
    attendus = {f"pages.{f.parent.name}.{f.stem}" for f in (demarrage.RACINE / "pages").glob("_*/*.py")}
    assert len(attendus) > 40 and attendus <= set(sys.modules)
    assert set(demarrage.PREMIERS_ECRANS) <= set(veille.ECRANS)
