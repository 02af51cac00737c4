"""Un choix que l'écran ne propose pas est dit sous la phrase, sans être répété ; rien ne tombe."""

from __future__ import annotations

import pytest

from core.figures.phrases import choix_refuse
from core.format_fr import typographier
from core.usages.cotation.travail import CRITERES
from core.vues import ECRANS
from tests.pages.visite import Ouvrir, textes

FORGE = "zzzinexistant"
SANS_ONGLET = {
    "cotation": ("lentille", "vue", "statut", "par", *CRITERES),
    "methodes": ("methode",),
    "journal": ("origine",),
}
DECLARES = {ecran.nom: tuple(ecran.onglets[0].adresse.model_fields) for ecran in ECRANS if ecran.onglets} | SANS_ONGLET
DITS_AUTREMENT = {("arbitrage", "scenario"): "n’est plus gardé"}


@pytest.mark.parametrize("territoire", ["ville-orsevaux", "nuits-orsevaux"])
@pytest.mark.parametrize("ecran", DECLARES)
def test_chaque_choix_forge_est_dit_sous_la_phrase(ouvrir: Ouvrir, ecran: str, territoire: str) -> None:
    page = ouvrir(ecran, territoire=territoire, **dict.fromkeys(DECLARES[ecran], FORGE))
    assert not page.exception
    assert not page.error
    lus = textes(page).replace("\\", "")
    assert FORGE not in lus
    dits = {nom: DITS_AUTREMENT.get((ecran, nom), typographier(choix_refuse(nom))) for nom in DECLARES[ecran]}
    assert not [nom for nom, dit in dits.items() if dit not in lus]


@pytest.mark.parametrize("ecran", DECLARES)
def test_une_adresse_sans_faute_ne_refuse_rien(ouvrir: Ouvrir, ecran: str) -> None:
    assert "n’existe pas ici" not in textes(ouvrir(ecran, territoire="ville-orsevaux"))


def test_un_mouvement_illisible_est_dit_et_les_autres_restent(ouvrir: Ouvrir) -> None:
    page = ouvrir("arbitrage", territoire="ville-orsevaux", mouvements="p:Culture:-1000*zzz")
    assert typographier(choix_refuse("mouvements")) in textes(page).replace("\\", "")
    page = ouvrir("arbitrage", territoire="ville-orsevaux", mouvements="aucun")
    assert "n’existe pas ici" not in textes(page)
