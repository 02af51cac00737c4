"""Les phrases du bilan carbone : ce qui pèse, arrondi à ce que l'on sait, jamais un zéro pour une absence."""

from __future__ import annotations

import pytest
from fabrique_bilan_carbone_vues import ENTIER, etat, indicateurs, table
from hypothesis import given
from hypothesis import strategies as st

from core.figures.bilan_carbone.lecture import Mesure, etats, lire
from core.figures.bilan_carbone.nombres import entre, environ, ordre, part_courte, pas
from core.figures.bilan_carbone.panneau import ensemble, fiche_mesure
from core.figures.bilan_carbone.phrases import message_postes, message_repartition, par_habitant, sous_titre
from core.figures.bilan_carbone.phrases_flash import alternative_flash
from core.figures.bilan_carbone.phrases_noms import SUJETS, pluriel, sujet
from core.figures.bilan_carbone.phrases_panneau import seuil_manque
from core.figures.bilan_carbone.phrases_vues import alternative_flux, alternative_postes, alternative_repartition


def propre(texte: str) -> str:
    return texte.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("valeur", "bornes", "ecrit", "intervalle"),
    [
        (23512.0, (19810.0, 27990.0), "≈ 23 500 tCO₂e", "entre 19 800 et 28 000"),
        (410.0, (315.0, 533.0), "≈ 410 tCO₂e", "entre 320 et 530"),
        (22.0, (16.9, 28.6), "≈ 22 tCO₂e", "entre 17 et 29"),
        (3.456, (3.1, 3.9), "≈ 3,46 tCO₂e", "entre 3,10 et 3,90"),
        (8734.0, None, "≈ 8 700 tCO₂e", ""),
        (0.0, None, "0 tCO₂e", ""),
        (None, None, "non renseigné", ""),
    ],
)
def test_on_arrondit_a_l_incertitude(
    valeur: float | None, bornes: tuple[float, float] | None, ecrit: str, intervalle: str
) -> None:
    mesure = Mesure("4.1 Achats de biens", valeur, bornes)
    assert propre(environ(mesure)) == ecrit
    assert propre(entre(mesure)) == intervalle


@given(st.floats(0.01, 1e7), st.floats(1.01, 5))
def test_l_arrondi_ne_cache_jamais_plus_que_l_incertitude(valeur: float, gsd2: float) -> None:
    bornes = (valeur / gsd2, valeur * gsd2)
    marche = pas(valeur, bornes)
    ecart = min(valeur - bornes[0], bornes[1] - valeur)
    assert marche <= max(ecart, valeur / 10, 1.0)
    assert marche >= valeur / 1000 * 0.99


def test_le_titre_nomme_ce_qui_fait_la_moitie_du_bilan() -> None:
    lue = lire(indicateurs(), 2024, "realise", "lognormale", 0.6)
    assert propre(message_postes(lue)) == (
        "Les achats de biens et les achats de services font 57 % du bilan : au moins ≈ 17 100 tCO₂e, "
        "entre 12 700 et 23 100"
    )
    assert "13 postes renseignés sur 22" in propre(sous_titre("Ville", lue))
    assert "39 flux comptés sur 43" in propre(sous_titre("Ville", lue))


def test_sans_flux_a_completer_le_total_n_est_plus_un_minimum() -> None:
    lue = lire(table(etat(ENTIER)), 2024, "realise", "lognormale", 0.6)
    assert "au moins" not in message_postes(lue)
    assert "flux compté" not in sous_titre("Ville", lue)


def test_un_seul_poste_est_au_singulier_et_peut_faire_tout_le_bilan() -> None:
    lue = lire(table(etat({"2.1": 300.0})), 2024, "realise", "lognormale", 0.6)
    assert propre(message_postes(lue)).startswith("L'électricité fait tout le bilan : ≈ 300 tCO₂e")
    assert "1 poste renseigné sur 22" in propre(sous_titre("Ville", lue))


def test_un_prevu_se_dit_au_conditionnel() -> None:
    lue = lire(indicateurs(), 2025, "prevu", "lognormale", 0.6)
    assert "feraient 75" in message_postes(lue)
    assert list(etats(indicateurs())) == ["realise", "prevu"]


def test_sans_aucun_flux_compte_le_titre_dit_ce_qui_manque_et_jamais_zero() -> None:
    lue = lire(table(etat({}, manques=5)), 2024, "realise", "lognormale", 0.6)
    assert propre(message_postes(lue)) == (
        "Le bilan de 2024 ne se compte pas encore : 5 flux réalisés attendent une quantité ou un facteur"
    )
    assert lue.total.valeur is None and len(lue.absents) == 22


def test_aucun_flux_du_tout() -> None:
    lue = lire(table(etat({})), 2024, "realise", "lognormale", 0.6)
    assert message_postes(lue) == "Aucun flux réalisé n'est déclaré en 2024"
    rien = lire(indicateurs().clear(), 2024, "realise", "lognormale", 0.6)
    assert message_postes(rien) == "Aucun flux réalisé n'est déclaré en 2024"


def test_par_service_ce_qui_n_est_rattache_a_rien_ne_fait_pas_le_titre() -> None:
    lue = lire(indicateurs(), 2024, "realise", "lognormale", 0.6)
    assert propre(message_repartition(lue, lue.services, "service")).startswith(
        "« Patrimoine bâti » fait 70 % du bilan"
    )


def test_par_habitant_montre_toujours_son_denominateur() -> None:
    lue = lire(indicateurs(), 2024, "realise", "lognormale", 0.6)
    assert propre(par_habitant(lue)) == "≈ 410 kgCO₂e par habitant, pour 42 000 habitants"
    sans = table([ligne for ligne in etat(ENTIER) if ligne["indicateur"] != "habitants"])
    assert par_habitant(lire(sans, 2024, "realise", "lognormale", 0.6)) == ""


def test_l_intervalle_symetrique_se_tait_au_dela_de_soixante_pour_cent() -> None:
    lue = lire(indicateurs(), 2024, "realise", "quadratique", 0.6)
    bornes = {poste.code: poste.bornes for poste in lue.renseignes}
    assert bornes["4.5"] is None
    assert bornes["1.1"] == pytest.approx((1250 * 0.94, 1250 * 1.06))
    services = next(poste for poste in lue.postes if poste.code == "4.5")
    assert any("60" in texte for _, texte in fiche_mesure(lue, services, None))


def test_les_22_postes_ont_un_nom_dans_une_phrase() -> None:
    assert len(SUJETS) == 22
    assert pluriel(["la chaleur et le froid achetés"]) and not pluriel(["l'électricité"])
    assert sujet("9.9", "inconnu") == "« inconnu »"


def test_le_panneau_compte_les_absents_et_n_additionne_pas_le_biogenique() -> None:
    lue = lire(indicateurs(), 2024, "realise", "lognormale", 0.6)
    textes = {propre(titre): propre(texte) for titre, texte in ensemble(lue, None, None, None, 0.8)}
    assert "et 6 autres" in textes["Postes non renseignés"]
    assert textes["CO₂ biogénique, compté à part"].startswith("≈ 120 tCO₂e")
    assert textes["Direct et indirect"].startswith("10 % de directes")
    assert "ne se vérifie pas" in textes["Plus de 80 % des émissions indirectes documentées ?"]


def test_un_poste_absent_dit_non_renseigne_et_ce_que_devinent_les_comptes() -> None:
    lue = lire(indicateurs(), 2024, "realise", "lognormale", 0.6)
    absent = next(poste for poste in lue.postes if poste.code == "3.1")
    assert propre(fiche_mesure(lue, absent, 1234.0)[0][1]) == (
        "non renseigné, donc non compté ; les comptes en laissent deviner de l'ordre de 1 200 tCO₂e"
    )
    assert "0 tCO" not in fiche_mesure(lue, absent, None)[0][1]


def test_un_ordre_de_grandeur_n_a_que_deux_chiffres() -> None:
    assert propre(ordre(23_456.0)) == "de l'ordre de 23 000 tCO₂e"
    assert propre(part_courte(0.003)) == "< 1 %" and part_courte(None) == ""


def test_une_alternative_ne_dit_ni_liste_vide_ni_compte_nul() -> None:
    rien = lire(indicateurs().clear(), 2024, "realise", "lognormale", 0.6)
    assert alternative_postes("Titre", rien) == alternative_repartition("Titre", rien, ()) == "Titre."
    assert alternative_flux("Titre", ()) == alternative_flash("Titre", ()) == "Titre."
    complete = lire(table(etat(dict.fromkeys(SUJETS, 1.0))), 2024, "realise", "lognormale", 0.6)
    assert "renseigné" not in alternative_postes("Titre", complete)
    sauf_un = lire(table(etat(dict.fromkeys(list(SUJETS)[1:], 1.0))), 2024, "realise", "lognormale", 0.6)
    assert propre(alternative_postes("Titre", sauf_un)).endswith(". 1 poste non renseigné.")
    nulle = lire(table(etat({"1.1": 0.0})), 2024, "realise", "lognormale", 0.6)
    assert propre(alternative_postes("Titre", nulle)) == (
        "Titre. Les plus grandes barres : 1.1 Sources fixes de combustion 0 tCO₂e. 21 postes non renseignés."
    )
    assert seuil_manque(0.5, [("4.1 Achats", None)]).endswith("à documenter d'abord : 4.1 Achats")
