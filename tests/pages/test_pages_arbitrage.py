"""L'écran « Arbitrage » : chaque territoire, chaque vue, les gestes, ce qui reste dans l'adresse, ce qu'un lecteur ne
peut pas."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from core.acces import ACCES_LOCAL, Acces, Role
from core.figures.arbitrage.leviers import VARIATION
from core.reglages import RACINE
from core.usages.arbitrage import Scenario, preparer, scenarios
from core.usages.arbitrage.leviers import leviers_groupes, leviers_lignes
from core.usages.arbitrage.modele import POLITIQUE
from pages._outils import chargement
from tests.pages.visite import EXEMPLES, TROUS, VIDE, Ouvrir, parametre, textes

VILLE, ANNEE = "ville-orsevaux", "2024"
ECOLES = "curseur_action_climat_reno_ecoles"
DEPLACE = "c:reno_ecoles:250000"


def lu(page: AppTest) -> str:
    return textes(page).replace("\\", "").replace("\u00a0", " ").replace("\u202f", " ")


def a_la_ville(ouvrir: Ouvrir, **adresse: str) -> AppTest:
    return ouvrir("arbitrage", territoire=VILLE, exercice=ANNEE, **adresse)


def bouton(page: AppTest, debut: str) -> Button:
    return next(un for un in page.button if un.label.startswith(debut))


def gardes() -> dict[str, Scenario]:
    return scenarios(preparer(chargement.entrepot().donnees(ACCES_LOCAL, VILLE), int(ANNEE)).donnees, int(ANNEE))


@pytest.mark.parametrize("vue", ["arbitrer", "comparer"])
@pytest.mark.parametrize("territoire", EXEMPLES)
def test_chaque_territoire_s_arbitre_et_se_compare(ouvrir: Ouvrir, territoire: str, vue: str) -> None:
    page = ouvrir("arbitrage", territoire=territoire, exercice=ANNEE, vue=vue)
    assert not page.exception and len(page.title) == 1
    if vue == "arbitrer":
        assert "dépenses prévues en 2024" in lu(page) and "Enveloppe :" in lu(page)
        assert page.slider
    else:
        assert lu(page).count("Posé par") == 2 and lu(page).count("L'enveloppe est tenue".replace("'", "’")) == 2


@pytest.mark.parametrize("territoire", [VIDE.id, TROUS.id])
def test_sans_prevu_ou_presque_l_ecran_le_dit_sans_trace(ouvrir: Ouvrir, territoire: str) -> None:
    page = ouvrir("arbitrage", territoire=territoire, exercice=ANNEE)
    assert not page.exception and len(page.title) == 1


def test_bouger_un_curseur_change_le_solde_l_adresse_et_l_avant_apres(ouvrir: Ouvrir) -> None:
    page = a_la_ville(ouvrir)
    page.slider(key=ECOLES).set_value(250000).run()
    assert parametre(page, "mouvements") == DEPLACE
    assert page.title[0].value.replace("\u202f", " ").replace("\u00a0", " ") == "Il reste 250 000 € à trouver"
    assert "250 000 € ajoutés, 0 € retirés" in lu(page)
    assert "autres chiffres changent" in lu(page)


def test_equilibrer_prend_le_reste_sur_une_politique(ouvrir: Ouvrir) -> None:
    page = a_la_ville(ouvrir, mouvements=DEPLACE)
    bouton(page, "Prendre ce montant").click().run()
    assert "L’enveloppe est tenue" in lu(page) and page.title[0].value.startswith("À enveloppe constante")
    assert parametre(page, "mouvements").endswith(":-250000")
    page.button(key="vider").click().run()
    assert parametre(page, "mouvements") == "" and "Enveloppe :" in lu(page)


def test_un_lien_rouvre_le_meme_arbitrage(ouvrir: Ouvrir) -> None:
    page = a_la_ville(ouvrir, mouvements="c:reno_ecoles:250000*p:%C3%89ducation:-250000")
    assert "L’enveloppe est tenue" in lu(page) and page.slider(key=ECOLES).value == 250000


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_la_grille_des_lignes_s_ouvre_se_change_et_se_ferme(ouvrir: Ouvrir, territoire: str) -> None:
    page = ouvrir("arbitrage", territoire=territoire, exercice=ANNEE)
    fermee = len(page.dataframe)
    page.session_state["porte_lignes"] = True
    page.run()
    assert not page.exception and len(page.dataframe) == fermee + 1
    dans = page.selectbox(key="dans_politique")
    premieres = page.dataframe[-1].value
    dans.select_index(len(dans.options) - 1).run()
    assert not page.exception and page.dataframe[-1].value.equals(premieres) == (len(dans.options) == 1)
    page.session_state["porte_lignes"] = False
    page.run()
    assert len(page.dataframe) == fermee


@pytest.mark.parametrize("geste", ["fermer", "changer de politique", "changer d'écran"])
def test_une_ligne_remontree_porte_son_mouvement(ouvrir: Ouvrir, geste: str) -> None:
    debut = preparer(chargement.entrepot().donnees(ACCES_LOCAL, VILLE), int(ANNEE))
    politique, autre = leviers_groupes(debut, POLITIQUE)["cible"][:2]
    cible = leviers_lignes(debut, POLITIQUE, politique).filter(pl.col("plancher_eur") < -1000)["cible"][0]
    page = a_la_ville(ouvrir)
    page.session_state["porte_lignes"] = True
    page.session_state["dans_politique"] = politique
    page.run()
    page.session_state["arbitrage"].variations["ligne", cible] = Decimal(-1000)  # comme une frappe dans la grille
    page.run()
    assert -1000 not in page.dataframe[-1].value[VARIATION].to_list(), "une grille montrée ne se redessine pas"
    if geste == "changer d'écran":
        page.switch_page(str(RACINE / "pages" / "methodes.py")).run()
        page.switch_page(str(RACINE / "pages" / "arbitrage.py")).run()
    else:
        cle, ailleurs = ("porte_lignes", False) if geste == "fermer" else ("dans_politique", autre)
        page.session_state[cle] = ailleurs
        page.run()
    page.session_state["porte_lignes"] = True
    page.session_state["dans_politique"] = politique
    page.run()
    assert -1000 in page.dataframe[-1].value[VARIATION].to_list()


def test_un_mouvement_refuse_dit_sa_contrainte_et_n_est_pas_compte(ouvrir: Ouvrir) -> None:
    page = a_la_ville(ouvrir, mouvements="p:Inconnue:-100*c:bus:-100")
    assert "« Inconnue » n’est pas dans le budget 2024" in lu(page)
    assert "aucune ligne de ce budget ne la porte" in lu(page)
    assert "2 mouvements refusés" in lu(page) and "0 € ajoutés, 0 € retirés" in lu(page)


def test_un_effet_non_chiffre_est_dit_nomme_et_compte(ouvrir: Ouvrir) -> None:
    page = a_la_ville(ouvrir, mouvements="p:Culture:-1000")
    assert "Effet non chiffré : 1 sur 1 mouvement" in lu(page) and "- Culture : effet non chiffré" in lu(page)


def test_garder_envoyer_puis_retirer(ouvrir_copie: Ouvrir) -> None:
    page = a_la_ville(ouvrir_copie, mouvements=DEPLACE)
    page.text_input[0].set_value("Écoles d’abord")
    page.text_input[1].set_value("Commission du 3")
    bouton(page, "Enregistrer ce scénario").click().run()
    assert parametre(page, "scenario") == "ecoles-d-abord" and parametre(page, "mouvements") == ""
    garde = gardes()["ecoles-d-abord"]
    assert (garde.auteur, garde.mouvements[0].variation_eur) == ("Commission du 3 (nom déclaré)", Decimal(250000))
    assert "Posé par Commission du 3 (nom déclaré)" in lu(page)
    next(champ for champ in page.text_input if champ.label == "Nom de la séance").set_value("Conseil du 12")
    bouton(page, "Envoyer à cette séance").click().run()
    assert gardes()["ecoles-d-abord"].seance == "Conseil du 12"
    assert "Envoyé à la séance « Conseil du 12 »" in lu(page)
    assert not [un for un in page.button if un.label == "Mettre à jour"]
    assert any("seance=Conseil+du+12" in code.value for code in page.code)
    bouton(page, "Retirer de la séance").click().run()
    assert gardes()["ecoles-d-abord"].seance == ""
    bouton(page, "Retirer ce scénario").click().run()
    assert "ecoles-d-abord" not in gardes()


def test_un_scenario_pose_par_un_autre_ne_se_modifie_ni_ne_se_retire(ouvrir_copie: Ouvrir) -> None:
    page = a_la_ville(ouvrir_copie, scenario="sobriete")
    pose_par = gardes()["sobriete"].auteur
    next(champ for champ in page.text_input if champ.label == "Posé par").set_value(pose_par)
    bouton(page, "Enregistrer comme nouveau").click().run()
    assert gardes()["sobriete"].auteur == pose_par
    assert gardes()["sobriete-d-abord"].auteur == f"{pose_par} (nom déclaré)"
    page = a_la_ville(ouvrir_copie, scenario="sobriete")
    assert not [un for un in page.button if un.label in ("Mettre à jour", "Retirer ce scénario")]
    assert "il ne se modifie pas sous un autre nom" in lu(page)


def test_sans_nom_rien_n_est_garde(ouvrir_copie: Ouvrir) -> None:
    page = a_la_ville(ouvrir_copie, mouvements=DEPLACE)
    bouton(page, "Enregistrer ce scénario").click().run()
    assert "Donnez un nom au scénario" in lu(page) and len(gardes()) == 2


def test_un_lecteur_arbitre_mais_ne_garde_ni_n_envoie(ouvrir: Ouvrir, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chargement, "acces", lambda: Acces("Élue", Role.LECTEUR, frozenset({VILLE})))
    page = a_la_ville(ouvrir, mouvements=DEPLACE)
    assert "250 000 € ajoutés" in lu(page)
    assert not [un for un in page.button if un.label.startswith(("Enregistrer", "Envoyer", "Retirer"))]


def test_comparer_suit_l_adresse_et_la_seance(ouvrir: Ouvrir) -> None:
    page = a_la_ville(ouvrir, vue="comparer", scenarios="sobriete")
    assert lu(page).count("Posé par") == 1 and "Sobriété d’abord" in lu(page)
    page = a_la_ville(ouvrir, vue="comparer", seance="Inconnue")
    assert lu(page).count("Posé par") == 2


def test_en_projection_rien_ne_se_commande(ouvrir: Ouvrir) -> None:
    page = a_la_ville(ouvrir, mode="projection", scenario="sobriete")
    assert not page.exception and not page.slider and page.title[0].value.startswith("À enveloppe constante")
