"""Des lignes tapées à l'écran : contrôlées, comparées, écrites, publiées et annulées comme un import."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from aides_saisie import AGENTE, ISOLATION, LECTEUR, lignes, postes, taper

from core.acces import ACCES_LOCAL, Acces, Role
from core.donnees import saisie
from core.donnees.entrepot import Entrepot
from core.donnees.saisie import SaisieRefusee
from core.erreurs import AccesRefuse, DonneesIncoherentes


def test_une_ligne_tapee_est_ecrite_avec_son_ecran_son_rang_et_qui(entrepot: Entrepot) -> None:
    bilan = taper(entrepot, lignes())
    assert bilan.phrase == f"Saisie n° {bilan.import_id} : 1\u00a0ligne créée."
    assert (bilan.tables[0].creees, bilan.tables[0].remplacees, bilan.tables[0].retirees) == (1, 0, 0)
    registre = entrepot.imports(AGENTE, "ville").row(0, named=True)
    assert registre["fichier"] == "Saisie à l'écran — Cotation"
    assert (registre["format"], registre["statut"], registre["identite"]) == ("saisie", "brouillon", "une agente")
    adresse = '{"table": "affectations", "filtre": {"lentille": "axe_1"}}'
    chaine = entrepot.lignes_origine(AGENTE, "ville", adresse).row(0, named=True)
    assert (chaine["feuille"], chaine["cellule"], chaine["identite"]) == ("Cotation", "ligne 1", "une agente")


def test_retaper_la_meme_chose_ne_change_rien(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    avant = entrepot.version(AGENTE, "ville")
    bilan = taper(entrepot, lignes())
    assert bilan.import_id is None
    assert "Rien n'a changé" in bilan.phrase
    assert bilan.tables[0].inchangees == 1
    assert entrepot.version(AGENTE, "ville") == avant


def test_changer_d_avis_remplace_et_l_annulation_rend_l_avis_d_avant(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    bilan = taper(entrepot, lignes({"poste": "neutre"}))
    assert (bilan.tables[0].creees, bilan.tables[0].remplacees) == (0, 1)
    assert bilan.tables[0].differences.select("colonne", "ancienne", "nouvelle").rows() == [
        ("poste", "favorable", "neutre")
    ]
    assert postes(entrepot) == [("Finances", "neutre", 1.0)]
    entrepot.annuler(AGENTE, bilan.import_id or 0)
    assert postes(entrepot) == [("Finances", "favorable", 1.0)]


def test_une_colonne_absente_garde_sa_valeur_de_la_base(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    taper(entrepot, lignes({"poste": "neutre"}).drop("justification", "confiance"))
    ligne = entrepot.donnees(AGENTE, "ville", ["affectations"])["affectations"].row(0, named=True)
    assert (ligne["poste"], ligne["justification"], ligne["confiance"]) == ("neutre", "Gain de 45 %", "forte")


def test_une_ligne_retiree_disparait_puis_revient_a_l_annulation(entrepot: Entrepot) -> None:
    deux = lignes({"quote_part": 0.6}, {"morceau": 2, "poste": "neutre", "quote_part": 0.4})
    taper(entrepot, deux)
    bilan = taper(entrepot, lignes(), retirees=deux)
    assert (bilan.tables[0].creees, bilan.tables[0].remplacees, bilan.tables[0].retirees) == (0, 1, 1)
    assert bilan.phrase == f"Saisie n° {bilan.import_id} : 1\u00a0ligne remplacée et 1\u00a0ligne retirée."
    assert postes(entrepot) == [("Finances", "favorable", 1.0)]
    registre = entrepot.imports(AGENTE, "ville").row(0, named=True)
    assert (registre["creees"], registre["remplacees"], registre["retirees"]) == (0, 1, 1)
    entrepot.annuler(AGENTE, bilan.import_id or 0)
    assert postes(entrepot) == [("Finances", "neutre", 0.4), ("Finances", "favorable", 0.6)]


def test_retirer_seulement_et_retirer_ce_qui_n_existe_pas(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    rien = lignes().clear()
    assert taper(entrepot, rien, retirees=lignes({"auteur": "Personne"})).import_id is None
    assert taper(entrepot, rien, retirees=lignes()).import_id is not None
    assert postes(entrepot) == []


def test_la_base_rouverte_verifie_aussi_les_saisies(entrepot: Entrepot, base: Path) -> None:
    taper(entrepot, lignes({"quote_part": 0.6}, {"morceau": 2, "poste": "neutre", "quote_part": 0.4}))
    taper(entrepot, lignes(), retirees=lignes({"morceau": 2}))
    entrepot.fermer()
    rouvert = Entrepot.ouvrir(base)
    assert postes(rouvert) == [("Finances", "favorable", 1.0)]
    rouvert.fermer()


@pytest.mark.parametrize(
    ("changement", "colonne", "mot"),
    [
        ({"poste": "tres_mauvais"}, "Classe", "tres_favorable"),
        ({"quote_part": 1.5}, "Part du montant", "entre 0 et 100"),
        ({"quote_part": "beaucoup"}, "Part du montant", "une part"),
        ({"quote_part": None}, "Part du montant", "obligatoire"),
        ({"auteur": "  "}, "Qui le dit", "obligatoire"),
        ({"lentille": "axe_9"}, "Lentille", "un de ces mots"),
        ({"exercice": 1789}, "Exercice", "année"),
        ({"date_affectation": "14/02/2025"}, "Quand", "année-mois-jour"),
        ({"justification": "écrire à marie@exemple.fr"}, "Pourquoi", "donnée personnelle"),
    ],
)
def test_une_ligne_fautive_est_refusee_et_rien_n_est_ecrit(
    entrepot: Entrepot, changement: dict[str, object], colonne: str, mot: str
) -> None:
    bonne = {nom: ISOLATION.get(nom) for nom in ISOLATION | changement}
    fautive = bonne | changement | {"libelle": "Autre ligne"}
    texte = isinstance(changement.get("quote_part"), str)
    frame = pl.DataFrame([bonne | ({"quote_part": "1"} if texte else {}), fautive], strict=False)
    with pytest.raises(SaisieRefusee, match="Rien n'a été enregistré") as refus:
        taper(entrepot, frame)
    rejet = refus.value.rejets[0]
    assert (rejet.ligne, rejet.cellule) == (2, "ligne 2")
    assert rejet.colonne.startswith(colonne)
    assert mot in rejet.message
    assert "fichier" not in str(refus.value)
    assert refus.value.lignes.equals(frame)
    assert postes(entrepot) == []
    assert entrepot.imports(AGENTE, "ville").is_empty()


def test_deux_fois_la_meme_cle_dans_une_saisie_est_refusee(entrepot: Entrepot) -> None:
    with pytest.raises(SaisieRefusee, match="plusieurs fois"):
        taper(entrepot, lignes({}, {"poste": "neutre"}))


def test_une_cellule_de_texte_se_lit_comme_dans_un_fichier(entrepot: Entrepot) -> None:
    frame = lignes().with_columns(quote_part=pl.lit("100 %"), exercice=pl.lit("2024"), confiance=pl.lit("Forte"))
    taper(entrepot, frame)
    ligne = entrepot.donnees(AGENTE, "ville", ["affectations"])["affectations"].row(0, named=True)
    assert (ligne["quote_part"], ligne["exercice"], ligne["confiance"]) == (1.0, 2024, "forte")


def test_un_montant_tape_garde_ses_centimes_et_refuse_un_tiers_de_centime(entrepot: Entrepot) -> None:
    depense = {"exercice": 2024, "agregat": "Encours de dette", "budget": "principal"}
    juste = pl.DataFrame([depense | {"montant_eur": 0.1 + 0.2}])
    saisie.enregistrer(entrepot, AGENTE, "ville", "agregats_financiers", juste, "Essai")
    lue = entrepot.donnees(AGENTE, "ville", ["agregats_financiers"])["agregats_financiers"]
    assert str(lue["montant_eur"][0]) == "0.30"
    with pytest.raises(SaisieRefusee, match="ne peut pas prendre cette valeur"):
        saisie.enregistrer(
            entrepot, AGENTE, "ville", "agregats_financiers", pl.DataFrame([depense | {"montant_eur": 1 / 3}]), "Essai"
        )


def test_une_colonne_inconnue_est_une_faute_de_programme(entrepot: Entrepot) -> None:
    with pytest.raises(ValueError, match="non déclarées"):
        taper(entrepot, lignes().with_columns(couleur=pl.lit("vert")))


def test_un_lecteur_et_un_agent_d_ailleurs_ne_tapent_rien(entrepot: Entrepot) -> None:
    for acces in (
        LECTEUR,
        Acces("x", Role.ANIMATEUR, frozenset({"ville"})),
        Acces("x", Role.AGENT, frozenset({"autre"})),
    ):
        with pytest.raises(AccesRefuse):
            taper(entrepot, lignes(), acces)
    assert entrepot.imports(ACCES_LOCAL, "ville").is_empty()


def test_publier_rend_la_saisie_visible_des_lecteurs(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    assert postes(entrepot, LECTEUR) == []
    bilan = taper(entrepot, lignes({"libelle": "Toiture"}), publier=True)
    assert bilan.phrase.endswith("publiée.")
    assert postes(entrepot, LECTEUR) == [("Finances", "favorable", 1.0)]


def test_publier_sur_un_brouillon_garde_la_saisie_provisoire_et_le_dit(entrepot: Entrepot) -> None:
    premier = taper(entrepot, lignes())
    bilan = taper(entrepot, lignes({"poste": "neutre"}), publier=True)
    assert "reste provisoire" in bilan.phrase
    assert f"import n° {premier.import_id}" in bilan.phrase
    assert postes(entrepot) == [("Finances", "neutre", 1.0)]
    assert postes(entrepot, LECTEUR) == []


def test_un_texte_hostile_est_garde_tel_quel(entrepot: Entrepot) -> None:
    hostile = "=CMD|'/c calc'!A1 <script>alert(1)</script> '; DROP TABLE base.imports; -- {{x}} \u202e"
    taper(entrepot, lignes({"justification": hostile, "libelle": "Toiture; '\"| <b>"}))
    lue = entrepot.donnees(AGENTE, "ville", ["affectations"])["affectations"].row(0, named=True)
    assert (lue["justification"], lue["libelle"]) == (hostile, "Toiture; '\"| <b>")


def test_une_chaine_se_lit_aussi_quand_une_colonne_n_est_jamais_remplie(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    for operation, attendues in (([None], 1), ([None, "12"], 1), (["12"], 0), ([], 0)):
        adresse = json.dumps({"table": "affectations", "filtre": {"operation": operation, "nature": ["21312"]}})
        assert entrepot.lignes_origine(AGENTE, "ville", adresse).height == attendues, operation


def test_un_territoire_inconnu_n_est_pas_pris_pour_une_concurrence(entrepot: Entrepot) -> None:
    with pytest.raises(DonneesIncoherentes, match="n'existe pas"):
        saisie.enregistrer(entrepot, ACCES_LOCAL, "ailleurs", "affectations", lignes(), "Cotation")


def test_l_empreinte_ne_depend_pas_de_l_ordre_des_lignes(entrepot: Entrepot) -> None:
    deux = lignes({}, {"libelle": "Toiture"})
    taper(entrepot, deux)
    premiere = entrepot.imports(AGENTE, "ville")["empreinte"][0]
    entrepot.annuler(AGENTE, 1)
    taper(entrepot, deux.reverse())
    assert entrepot.imports(AGENTE, "ville")["empreinte"][0] == premiere


def test_huit_mille_lignes_s_ecrivent_en_une_saisie(entrepot: Entrepot) -> None:
    beaucoup = pl.concat([lignes()] * 8000).with_columns(libelle=pl.format("Ligne {}", pl.int_range(8000)))
    assert taper(entrepot, beaucoup).tables[0].creees == 8000
    assert taper(entrepot, beaucoup).tables[0].inchangees == 8000


def test_un_texte_trop_long_est_refuse_a_la_saisie(entrepot: Entrepot) -> None:
    """Une justification tient 4 000 caractères, un libellé 500 ; au-delà, rien n'est écrit."""
    taper(entrepot, lignes({"justification": "x" * 4_000, "libelle": "y" * 500}))
    with pytest.raises(SaisieRefusee) as refus:
        taper(entrepot, lignes({"justification": "x" * 4_001, "libelle": "y" * 501}))
    rejets = {rejet.colonne: rejet for rejet in refus.value.rejets}
    assert set(rejets) == {"Pourquoi", "Libellé de la ligne"}
    assert "4001 caractères, 4000 au plus" in rejets["Pourquoi"].message
    assert "fichier" not in rejets["Pourquoi"].message and len(rejets["Pourquoi"].valeur) == 200
