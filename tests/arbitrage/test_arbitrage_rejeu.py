"""Refaire seulement ce qui est touché donne exactement ce que donnerait tout recalculer, quels que soient les
mouvements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random

import pytest

from core.communs.depenses import depenses_reelles
from core.usages.arbitrage import Arbitrage, Depart, Mouvement, arbitrer
from core.usages.arbitrage.lentilles import LENTILLES, METHODES_LUES
from core.usages.arbitrage.leviers import leviers_actions, leviers_groupes, leviers_lignes
from core.usages.arbitrage.modele import OPERATION, POLITIQUE
from tests.arbitrage.fabrique_arbitrage import depart as petit_depart
from tests.arbitrage.fabrique_arbitrage import tables_apres
from tests.pages.visite import EXEMPLES

TIRAGES = 6


def tout_recalculer(depart: Depart, fait: Arbitrage) -> dict[tuple[str, str], float | None]:
    """Chaque méthode, entière, sur les tables modifiées, relue par sa lentille : ce que l'on doit retrouver."""
    apres = tables_apres(depart, fait)
    recalcules = {
        methode.FICHE.cle: methode.calculer(apres, depart.exercice)
        for methode in METHODES_LUES
        if methode.FICHE.cle in depart.avant
    }
    return {
        (lentille.cle, cle): valeur
        for lentille in LENTILLES
        if lentille.methode in recalcules
        for cle, valeur in lentille.lire(apres, recalcules[lentille.methode], depart.exercice)
        .select("cle", "valeur")
        .iter_rows()
    }


def mouvements(depart: Depart, hasard: Random) -> Iterator[Mouvement]:
    """De un à cinq mouvements de toute sorte, au centime, dans leurs bornes ou un peu au-delà."""
    groupes = [leviers_groupes(depart, objet) for objet in (POLITIQUE, OPERATION)]
    politique = hasard.choice(groupes[0]["cible"].to_list())
    sortes = [leviers_actions(depart), *groupes, leviers_lignes(depart, POLITIQUE, politique)]
    for _ in range(hasard.randint(1, 5)):
        leviers = hasard.choice([sorte for sorte in sortes if sorte.height])
        levier = leviers.row(hasard.randrange(leviers.height), named=True)
        borne = levier["plancher_eur"] if hasard.random() < 0.6 else levier["plafond_eur"]
        part = hasard.choice([hasard.random(), hasard.random(), 1.0, 1.01])
        yield Mouvement(levier["objet"], levier["cible"], Decimal(int(float(borne) * part * 100)) / 100)


def comparer(depart: Depart, fait: Arbitrage) -> None:
    attendus = tout_recalculer(depart, fait)
    for lentille, cle, apres in fait.effets.select("lentille", "cle", "apres").iter_rows():
        assert apres == attendus[lentille, cle], f"{lentille}, {cle} après {fait.mouvements}"


@pytest.mark.parametrize("graine", range(TIRAGES))
@pytest.mark.parametrize("territoire", EXEMPLES)
def test_refaire_ce_qui_est_touche_vaut_tout_recalculer(
    departs: Mapping[str, Depart], territoire: str, graine: int
) -> None:
    depart = departs[territoire]
    hasard = Random(f"{territoire}{graine}")
    for _ in range(10):
        fait = arbitrer(depart, list(mouvements(depart, hasard)))
        if fait.mouvements:
            break
    assert fait.mouvements
    comparer(depart, fait)


def test_le_petit_territoire_aussi() -> None:
    depart = petit_depart()
    assert not depenses_reelles(depart.donnees, depart.exercice).is_empty()
    for graine in range(TIRAGES):
        comparer(depart, arbitrer(depart, list(mouvements(depart, Random(graine)))))
