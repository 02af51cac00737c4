"""Les gestes de la cotation : taper, confirmer, coter par lot, trancher, partager, répondre, annuler."""

from __future__ import annotations

import polars as pl

from core.acces import ACCES_LOCAL
from pages._outils import chargement
from tests.pages.cotation_essai import (
    ANNEE,
    MOI,
    VILLE,
    a_coter,
    bouton,
    ecrire_ailleurs,
    etat,
    liste,
    lu,
    miennes,
    ouvrir_la_ville,
    statut,
    statuts,
    taper,
    version,
)
from tests.pages.visite import Ouvrir, aller


def test_coter_deux_lignes_les_ecrit_provisoires_et_s_annule(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    deux = a_coter()["signature"].head(2).to_list()
    assert bouton(page, "Enregistrer").disabled
    taper(page, {signature: {"poste": "neutre", "justification": "sans effet"} for signature in deux})
    assert bouton(page, "Enregistrer").label.replace("\u00a0", " ") == "Enregistrer 2 cotations"
    bouton(page, "Enregistrer").click().run()
    assert not page.exception
    assert statuts(*deux) == [("cotee", "neutre", MOI)] * 2
    registre = chargement.entrepot().imports(ACCES_LOCAL, VILLE).row(0, named=True)
    assert (registre["format"], registre["statut"], registre["creees"]) == ("saisie", "brouillon", 2)
    assert "2 lignes créées" in lu(page)
    assert bouton(page, "Enregistrer").disabled
    bouton(page, "Annuler cette saisie").click().run()
    assert [lu for lu, _, _ in statuts(*deux)] == ["a_faire"] * 2


def test_le_nom_declare_se_dit_declare_et_suit_d_un_ecran_a_l_autre(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    page.text_input(key="champ_auteur").set_value("  Direction  de l'eau ").run()
    aller(page, "budget", {"territoire": VILLE})
    aller(page, "cotation", {"territoire": VILLE, "exercice": str(ANNEE)})
    assert "Direction de l’eau (nom déclaré)" in lu(page)
    assert not [champ for champ in page.text_input if champ.key == "champ_auteur"], "un nom se déclare une fois"
    premiere = a_coter()["signature"][0]
    taper(page, {premiere: {"poste": "neutre"}})
    bouton(page, "Enregistrer").click().run()
    assert statut(premiere) == ("cotee", "neutre", "Direction de l'eau (nom déclaré)")


def test_un_nom_declare_ne_remplace_ni_ne_retire_l_avis_de_qui_porte_ce_nom(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    premiere = a_coter()["signature"][0]
    ecrire_ailleurs(premiere, "favorable", "Le Maire")
    page.text_input(key="champ_auteur").set_value("Le Maire").run()
    taper(page, {premiere: {"poste": "neutre"}})
    bouton(page, "Enregistrer").click().run()
    assert statut(premiere) == ("desaccord", None, "Le Maire, Le Maire (nom déclaré)")


def test_confirmer_fait_siennes_les_propositions_de_la_page(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    montrees = a_coter().head(50)
    conclues = montrees.filter(pl.col("poste_propose").is_not_null())
    assert 0 < conclues.height < montrees.height
    geste = bouton(page, "Confirmer")
    assert f"{conclues.height} proposition" in geste.label.replace("\u00a0", " ")
    geste.click().run()
    assert statuts(*conclues["signature"]) == [("cotee", propose, MOI) for propose in conclues["poste_propose"]]
    assert all(conclues["regle"])
    ecrites = miennes()
    assert ecrites.height == conclues.height
    assert ecrites["regle"].null_count() == 0


def test_confirmer_seulement_les_lignes_cochees(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    cochee = a_coter().filter(pl.col("poste_propose").is_not_null())["signature"][0]
    taper(page, {cochee: {"coche": True}})
    assert "1 proposition" in bouton(page, "Confirmer").label.replace("\u00a0", " ")
    bouton(page, "Confirmer").click().run()
    ecrites = miennes()
    assert ecrites.height == 1


def test_un_favorable_contre_la_regle_sans_raison_est_refuse_et_la_saisie_reste(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    contre = a_coter().filter(pl.col("poste_propose") == "defavorable")["signature"][0]
    avant = version()
    taper(page, {contre: {"poste": "favorable"}})
    bouton(page, "Enregistrer").click().run()
    assert "sans dire pourquoi" in lu(page)
    assert version() == avant
    assert not bouton(page, "Enregistrer").disabled
    taper(page, {contre: {"poste": "favorable", "justification": "alimenté au biogaz"}})
    bouton(page, "Enregistrer").click().run()
    assert statut(contre)[:2] == ("cotee", "favorable")


def test_confirmer_n_emporte_ni_n_efface_ce_qui_est_tape(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    montrees = a_coter().head(50)
    tapee, raison_seule = montrees.filter(pl.col("poste_propose") == "neutre")["signature"].head(2)
    muette = montrees.filter(pl.col("poste_propose").is_null() & pl.col("poste_dit").is_null())["signature"][0]
    taper(
        page,
        {tapee: {"poste": "favorable"}, muette: {"justification": "à voir"}, raison_seule: {"justification": "vu"}},
    )
    assert "2 lignes attendent une classe" in lu(page)
    bouton(page, "Confirmer").click().run()
    (attend, _, _), vue = statuts(tapee, raison_seule)
    assert attend == "a_faire" and vue[:2] == ("cotee", "neutre")
    assert miennes().filter(pl.col("justification").is_not_null())["justification"].to_list() == ["vu"]
    reste = page.session_state["cotations_tapees"][(VILLE, ANNEE, "axe_1")]
    assert reste == {tapee: {"poste": "favorable"}, muette: {"justification": "à voir"}}
    bouton(page, "Enregistrer").click().run()
    assert statut(tapee)[:2] == ("cotee", "favorable")
    assert page.session_state["cotations_tapees"][(VILLE, ANNEE, "axe_1")] == {muette: {"justification": "à voir"}}


def test_deux_onglets_sur_la_meme_ligne_le_second_est_prevenu_et_garde_sa_saisie(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    signature = a_coter()["signature"][0]
    taper(page, {signature: {"poste": "neutre"}})
    ecrire_ailleurs(signature, "favorable")
    bouton(page, "Enregistrer").click().run()
    assert "quelqu’un d’autre" in lu(page)
    assert statut(signature)[1] == "favorable"
    assert page.session_state["cotations_tapees"][(VILLE, ANNEE, "axe_1")] == {signature: {"poste": "neutre"}}
    bouton(page, "Enregistrer").click().run()
    assert statut(signature)[1] == "neutre"


def test_un_autre_onglet_sur_d_autres_lignes_ne_gene_pas(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    une, autre = a_coter()["signature"].head(2)
    taper(page, {une: {"poste": "neutre"}})
    ecrire_ailleurs(autre, "favorable")
    bouton(page, "Enregistrer").click().run()
    assert [poste for _, poste, _ in statuts(une, autre)] == ["neutre", "favorable"]


def test_la_page_d_une_ligne_previent_aussi_et_garde_ce_qui_est_ecrit(ouvrir_copie: Ouvrir) -> None:
    ouvrir_la_ville(ouvrir_copie)
    signature = a_coter()["signature"][0]
    page = ouvrir_la_ville(ouvrir_copie, ligne=signature)
    liste(page, "classe_axe_1").select("neutre").run()
    page.text_area[0].set_value("une longue raison").run()
    ecrire_ailleurs(signature, "favorable")
    bouton(page, "Enregistrer").click().run()
    assert "quelqu’un d’autre" in lu(page)
    assert (liste(page, "classe_axe_1").value, page.text_area[0].value) == ("neutre", "une longue raison")
    assert statut(signature)[1] == "favorable"


def test_deux_auteurs_en_desaccord_restent_visibles_puis_l_un_retire_son_avis(ouvrir_copie: Ouvrir) -> None:
    ouvrir_la_ville(ouvrir_copie)
    signature = a_coter()["signature"][0]
    ecrire_ailleurs(signature, "favorable", "Transition")
    ecrire_ailleurs(signature, "neutre")
    assert statut(signature)[0] == "desaccord"
    page = ouvrir_la_ville(ouvrir_copie, ligne=signature)
    assert {"Retenir ▲ Favorable", "Retenir ■ Neutre"} <= {un.label for un in page.button}
    page.text_input(key="raison_axe_1").set_value("=1+1 <b>comité</b>").run()
    bouton(page, "trancher_axe_1_Transition").click().run()
    assert statut(signature) == ("cotee", "favorable", MOI)
    assert "<b>" not in lu(page).replace("\\<b", "")
    bouton(page, "remettre_a_coter").click().run()
    assert statut(signature) == ("cotee", "favorable", "Transition")


def test_un_nom_hostile_ne_devient_ni_image_ni_formule(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    signature = a_coter()["signature"][0]
    taper(page, {signature: {"poste": "neutre", "justification": "![x](http://ailleurs/x.png) =SOMME(A1) $a$"}})
    bouton(page, "Enregistrer").click().run()
    assert miennes()["justification"].to_list() == ["![x](http://ailleurs/x.png) =SOMME(A1) $a$"]
    ecrire_ailleurs(signature, "favorable", "**Moi** <script>")
    page = ouvrir_la_ville(ouvrir_copie, vue="desaccords")
    montres = "\n".join(
        [str(un.value) for un in page.markdown]
        + [un.label for un in page.button]
        + [str(un.help) for un in page.button]
    )
    assert "SOMME" in montres
    for texte in ("![x](", "<script>", "**Moi**", "$a$"):
        assert texte not in montres


def test_coter_par_lot_montre_l_effet_puis_l_ecrit(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie, vue="lot", par="service", lentille="axe_3")
    service = liste(page, "groupe_service_axe_3").value
    attendues = a_coter("axe_3").filter(pl.col("service") == service)
    assert f"{attendues.height} lignes seront cotées" in lu(page)
    assert bouton(page, "coter_le_lot").disabled
    page.selectbox(key="classe_axe_3").select("neutre").run()
    bouton(page, "coter_le_lot").click().run()
    assert not page.exception
    assert a_coter("axe_3").filter(pl.col("service") == service).is_empty()
    assert miennes().filter(pl.col("lentille") == "axe_3").height == attendues.height
    assert liste(page, "groupe_service_axe_3").value != service


def test_trancher_un_desaccord_retient_un_avis(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie, vue="desaccords")
    disputees = etat().filter(pl.col("statut") == "desaccord")
    assert disputees.height
    premiere = disputees.row(0, named=True)
    for avis in premiere["avis"]:
        assert avis["auteur"] in lu(page)
    retenu = premiere["avis"][0]
    cle = f"trancher_axe_1_{premiere['rang']}_{retenu['auteur']}"
    page.text_input(key=f"raison_axe_1_{premiere['rang']}").set_value("Vu en comité").run()
    bouton(page, cle).click().run()
    assert not page.exception
    assert statut(premiere["signature"]) == ("cotee", retenu["poste"], MOI)
    assert etat().filter(pl.col("statut") == "desaccord").height == disputees.height - 1
    ecrite = miennes()
    assert ecrite.select("tranche", "justification").row(0) == ("oui", "Vu en comité")


def test_partager_une_ligne_est_refuse_tant_que_les_parts_ne_font_pas_tout(ouvrir_copie: Ouvrir) -> None:
    ouvrir_la_ville(ouvrir_copie)
    signature = a_coter().filter(pl.col("poste_propose") != "defavorable")["signature"][0]
    page = ouvrir_la_ville(ouvrir_copie, ligne=signature)
    bouton(page, "un_morceau_de_plus").click().run()
    classes = [un for un in page.selectbox if str(un.key).startswith("classe_axe_1")]
    assert len(classes) == 2
    classes[0].select("favorable").run()
    [un for un in page.selectbox if str(un.key).startswith("classe_axe_1")][1].select("neutre").run()
    avant = version()
    for parts, attendu in (((60.0, 30.0), None), ((60.0, 40.0), "cotee")):
        for rang, part in enumerate(parts):
            [un for un in page.number_input if str(un.key).startswith("part_")][rang].set_value(part).run()
        bouton(page, "enregistrer_la_ligne").click().run()
        assert not page.exception
        if attendu is None:
            assert "90 %, pas 100 %" in lu(page)
            assert version() == avant
        else:
            assert statut(signature)[0] == attendu
    ecrites = miennes()
    assert ecrites.select("poste", "quote_part").sort("poste").rows() == [("favorable", 0.6), ("neutre", 0.4)]


def test_repondre_a_la_question_de_la_regle_remplit_la_classe_et_la_raison(ouvrir_copie: Ouvrir) -> None:
    ouvrir_la_ville(ouvrir_copie)
    ligne = (
        a_coter().filter((pl.col("poste_propose") == "neutre") & (pl.col("reponses").list.len() > 0)).row(0, named=True)
    )
    page = ouvrir_la_ville(ouvrir_copie, ligne=ligne["signature"])
    reponse = ligne["reponses"][0]
    page.radio[0].set_value(reponse["reponse"]).run()
    assert liste(page, "classe_axe_1").value == reponse["poste"]
    bouton(page, "enregistrer_la_ligne").click().run()
    assert statut(ligne["signature"])[:2] == ("cotee", reponse["poste"])
    ecrite = miennes()
    assert ecrite["regle"].to_list() == [ligne["regle"]]
    assert ligne["question"] in ecrite["justification"][0]
