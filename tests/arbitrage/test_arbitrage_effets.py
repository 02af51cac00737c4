"""Ce que change un euro déplacé : chaque méthode est vraiment recalculée, chaque chiffre se refait à la main."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from core.usages.arbitrage import appliquer, arbitrer, deplacer, preparer
from core.usages.arbitrage.calcul import chiffres_de_depart
from core.usages.arbitrage.lentilles import LENTILLES, METHODES_LUES
from tests.arbitrage.contenu_arbitrage import EXERCICE
from tests.arbitrage.fabrique_arbitrage import chiffre, depart, mouvement, tables, tables_apres

VELO = mouvement("action_climat", "velo", 250000)
MOINS_CULTURE = mouvement("politique", "Culture", -40000)


def test_sans_mouvement_apres_est_avant_et_rien_n_est_recalcule() -> None:
    debut = depart()
    rien = arbitrer(debut, [])
    assert rien.effets["apres"].equals(rien.effets["avant"].rename("apres"))
    assert rien.recalculees == () and tables_apres(debut, rien) is debut.donnees
    assert {"budget_vert", "carbone", "capitaux", "donut", "genre", "epargne"} <= set(rien.effets["lentille"])


def test_l_action_climat_de_meme_code_qu_une_action_de_preservation_est_la_meme() -> None:
    """+250 000 € sur « velo » : 5 % du coût entier de 5 M€, une seule fois dans les lignes."""
    debut = depart()
    fait = arbitrer(debut, [VELO])
    assert chiffre(fait, "capitaux", "climat/preservation") == (800000.0, 1050000.0)
    # 50 000 + 900 000 − 800 000 = 150 000 ; moins 250 000 : une avance de 100 000 sur ce seul capital.
    assert chiffre(fait, "capitaux", "climat/dette_cloture") == (150000.0, -100000.0)
    assert chiffre(fait, "capitaux", "haies/dette_cloture") == (60000.0, 60000.0)
    apres = tables_apres(debut, fait)
    velo = apres["actions_climat"].filter(pl.col("code") == "velo")
    assert velo["gain_tco2e_par_an"].item() == pytest.approx(105.0)
    ligne = apres["lignes_budgetaires"].filter(pl.col("libelle") == "Piste cyclable")
    assert ligne["credits_ouverts_eur"].item() == Decimal("1250000.00")


def test_l_ecart_carbone_bouge_du_gain_de_l_echeance() -> None:
    """L'échéance est 2030, après la fin de l'action : 5 t de plus, pleinement."""
    avant, apres = chiffre(arbitrer(depart(), [VELO]), "carbone", "territoire/PCAET/ecart/2030")
    assert avant is not None and apres is not None
    assert avant == pytest.approx(1000 - 100 - 40 - 20 - 700)
    assert apres == pytest.approx(avant - 5)


def test_le_donut_bouge_de_l_effet_en_proportion_du_cout_entier() -> None:
    fait = arbitrer(depart(), [VELO])
    assert chiffre(fait, "donut", "air/valeur") == (15.0, pytest.approx(15.0 - 2.0 * 0.05))
    avant, apres = chiffre(fait, "donut", "air/depassement")
    assert (avant, apres) == (pytest.approx(0.5), pytest.approx(14.9 / 10 - 1))
    assert chiffre(fait, "donut", "sport/valeur") == (20.0, 20.0)


def test_le_gain_ne_depasse_pas_le_potentiel_declare() -> None:
    debut = depart()
    fait = arbitrer(debut, [mouvement("action_climat", "isoler", 500000)])
    gains = dict(tables_apres(debut, fait)["actions_climat"].select("code", "gain_tco2e_par_an").iter_rows())
    assert gains["isoler"] == 45.0 and gains["velo"] == 100.0


def test_le_budget_vert_suit_l_action_et_l_egalite_suit_la_politique() -> None:
    fait = arbitrer(depart(), [VELO, MOINS_CULTURE])
    assert chiffre(fait, "budget_vert", "axe_1/favorable") == (1000000.0, 1250000.0)
    assert chiffre(fait, "budget_vert", "axe_1/defavorable") == (500000.0, 500000.0)
    # Culture : 300 000 + 100 000 ; −40 000 au prorata retire 30 000 aux spectacles, dont 40 % favorables.
    assert chiffre(fait, "genre", "favorable") == (120000.0, 108000.0)


def test_l_epargne_est_celle_du_prevu() -> None:
    """Recettes prévues 2 000 000 − dépenses de fonctionnement 600 000 ; −40 000 de culture l'augmente d'autant."""
    fait = arbitrer(depart(), [MOINS_CULTURE])
    assert chiffre(fait, "epargne", "epargne_brute") == (1400000.0, 1440000.0)
    assert chiffre(fait, "epargne", "epargne_nette") == (1000000.0, 1040000.0)


def test_une_action_suit_ses_lignes() -> None:
    """Mobilités −10 % : la piste cyclable, et donc la dépense de préservation « velo », baissent de 10 %."""
    fait = arbitrer(depart(), [mouvement("politique", "Mobilités", -150000)])
    assert chiffre(fait, "capitaux", "climat/preservation") == (800000.0, 720000.0)


@pytest.mark.parametrize(
    ("mouvements", "recalculees"),
    [
        ([mouvement("ligne", "principal|65748|311|||associations", 1000)], ("care",)),
        ([MOINS_CULTURE], ("care", "trajectoire")),
        ([mouvement("action_climat", "isoler", 1000)], ("care", "trajectoire")),
        ([mouvement("action_preservation", "planter", 1000)], ("care", "donut")),
    ],
)
def test_seules_les_methodes_touchees_sont_recalculees(mouvements: list, recalculees: tuple[str, ...]) -> None:
    assert arbitrer(depart(), mouvements).recalculees == recalculees


@pytest.mark.parametrize("mouvements", [[VELO], [MOINS_CULTURE, VELO], [mouvement("action_climat", "isoler", -1000)]])
def test_ne_recalculer_que_le_touche_donne_ce_que_donne_tout_recalculer(mouvements: list) -> None:
    debut = depart()
    fait = arbitrer(debut, mouvements)
    apres = tables_apres(preparer(tables(), EXERCICE), fait)
    tout = {
        methode.FICHE.cle: methode.calculer(apres, EXERCICE)
        for methode in METHODES_LUES
        if methode.FICHE.cle in debut.avant
    }
    for lentille in LENTILLES:
        if lentille.methode not in tout:
            continue
        attendu = lentille.lire(apres, tout[lentille.methode], EXERCICE)["valeur"].to_list()
        assert fait.effets.filter(pl.col("lentille") == lentille.cle)["apres"].to_list() == attendu


def test_les_tables_du_territoire_ne_sont_jamais_modifiees_sur_place() -> None:
    donnees = tables()
    copies = {nom: frame.clone() for nom, frame in donnees.items()}
    debut = preparer(donnees, EXERCICE)
    avant = {nom: frame.clone() for nom, frame in debut.donnees.items()}
    arbitrer(debut, [VELO, MOINS_CULTURE])
    assert all(donnees[nom].equals(copie) for nom, copie in copies.items())
    assert all(debut.donnees[nom].equals(copie) for nom, copie in avant.items())


def test_ce_que_rien_ne_touche_est_identique() -> None:
    debut = depart()
    modifiees = appliquer(debut, deplacer(debut, [mouvement("ligne", "principal|65748|311|||associations", -1000)]))
    assert {nom for nom in modifiees if modifiees[nom] is not debut.donnees[nom]} == {"lignes_budgetaires"}
    ailleurs = pl.col("libelle").ne_missing("Associations")
    assert modifiees["lignes_budgetaires"].filter(ailleurs).equals(debut.donnees["lignes_budgetaires"].filter(ailleurs))


def test_chaque_chiffre_suivi_a_son_origine() -> None:
    chiffres = chiffres_de_depart(depart())
    assert chiffres.height and chiffres["origine"].null_count() == 0
    assert {"trajectoire", "care", "donut", "execution", "budget_vert"} <= set(chiffres["methode"])
