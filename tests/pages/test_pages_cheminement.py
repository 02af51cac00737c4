"""Le cheminement entre méthodes reste lisible quand elles se multiplient : rien ne se chevauche, le choix ressort."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from core.figures.methodes.places import HAUTEUR, LARGEUR, liens, placer
from core.figures.methodes.vues import alternative, cheminement
from core.figures.theme import ENCRE
from core.methodes import METHODES
from core.modele import Fiche, Maturite

FICHES = [methode.FICHE for methode in METHODES]
CLES = [fiche.cle for fiche in FICHES]


def fiche(cle: str, *mene_a: str, maturite: Maturite = Maturite.PILOTAGE) -> Fiche:
    return Fiche(
        cle=cle,
        titre=f"Titre {cle} <b>",
        question="",
        origine="",
        masque="",
        maturite=maturite,
        requises=(),
        mene_a=mene_a,
    )


def test_aucune_boite_n_en_recouvre_une_autre_et_toutes_tiennent_dans_le_dessin() -> None:
    plan = placer(FICHES, liens(FICHES))
    assert set(plan.places) == set(CLES)
    for (x, y), (autre_x, autre_y) in combinations(plan.places.values(), 2):
        assert abs(x - autre_x) >= LARGEUR or abs(y - autre_y) >= HAUTEUR
    assert all(0 <= x and x + LARGEUR <= plan.largeur and y + HAUTEUR <= plan.hauteur for x, y in plan.places.values())


def test_un_aller_et_retour_ne_fait_qu_un_trait_et_un_chemin_vers_rien_aucun() -> None:
    chemins = liens([fiche("a", "b", "inconnue"), fiche("b", "a"), fiche("c", "a", "c")])
    assert [(lien.depart, lien.arrivee, lien.retour) for lien in chemins] == [("a", "b", True), ("c", "a", False)]


def test_l_ordre_des_boites_ne_depend_que_des_chemins() -> None:
    haut = [
        fiche("a", maturite=Maturite.COMPTABILITE),
        fiche("b", maturite=Maturite.COMPTABILITE),
        fiche("x", "b"),
        fiche("y", "a"),
    ]
    places = placer(haut, liens(haut)).places
    assert (places["a"][1] < places["b"][1]) == (places["y"][1] < places["x"][1])


@pytest.mark.parametrize("courante", CLES)
def test_la_methode_choisie_est_cernee_et_ses_chemins_appuyes(courante: str) -> None:
    dessin = cheminement(FICHES, courante, frozenset(CLES[:2]))
    attendus = sum(courante in (lien.depart, lien.arrivee) for lien in liens(FICHES))
    large, etroit = re.findall(r"<svg class=.*?</svg>", dessin)
    assert len(re.findall(rf'fill="none" stroke="{ENCRE}"', large)) == attendus
    assert large.count('stroke-width="2.5"') == etroit.count('stroke-width="2.5"') == 1
    assert large.count("<rect") == len(FICHES) and etroit.count("<rect") == attendus + 1
    assert 'role="img"' in large and "aria-label" in etroit


def test_le_dessin_etroit_tient_sur_un_telephone_et_se_dit_en_mots() -> None:
    dessin = cheminement(FICHES, "donut", frozenset())
    assert re.findall(r'class="etroit" viewBox="0 0 (\d+)', dessin) == ["340"]
    assert "max-width: 700px" in dessin
    assert "Donut mène à" in alternative(FICHES, liens(FICHES))


def test_un_titre_n_est_jamais_du_html() -> None:
    assert "<b>" not in cheminement([fiche("a", "b"), fiche("b")], "a", frozenset())
