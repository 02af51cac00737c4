"""Deux personnes à la fois, ou une panne au milieu : personne ne perd rien, rien n'est écrit à moitié."""

from __future__ import annotations

import pytest
from aides_saisie import AGENTE, lignes, postes, taper

from core.donnees.entrepot import Entrepot, controles, faits, registre
from core.donnees.saisie import SaisieConcurrente


def test_deux_personnes_sur_la_meme_ligne_la_seconde_est_prevenue_et_ne_perd_rien(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    vue = entrepot.version(AGENTE, "ville")
    taper(entrepot, lignes({"poste": "neutre"}), version=vue)
    saisie_tardive = lignes({"poste": "defavorable"})
    with pytest.raises(SaisieConcurrente, match="quelqu'un d'autre") as conflit:
        taper(entrepot, saisie_tardive, version=vue)
    assert conflit.value.lignes.equals(saisie_tardive)
    assert postes(entrepot) == [("Finances", "neutre", 1.0)]
    taper(entrepot, saisie_tardive, version=entrepot.version(AGENTE, "ville"))
    assert postes(entrepot) == [("Finances", "defavorable", 1.0)]


def test_deux_personnes_sur_des_lignes_differentes_ne_se_genent_pas(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    vue = entrepot.version(AGENTE, "ville")
    taper(entrepot, lignes({"libelle": "Toiture"}), version=vue)
    taper(entrepot, lignes({"auteur": "Transition", "poste": "neutre"}), version=vue)
    taper(entrepot, lignes({"poste": "tres_favorable"}), version=vue)
    assert len(postes(entrepot)) == 3


def test_retirer_une_ligne_que_quelqu_un_vient_de_changer_est_refuse(entrepot: Entrepot) -> None:
    taper(entrepot, lignes())
    vue = entrepot.version(AGENTE, "ville")
    taper(entrepot, lignes({"poste": "neutre"}), version=vue)
    with pytest.raises(SaisieConcurrente):
        taper(entrepot, lignes().clear(), retirees=lignes(), version=vue)


def test_une_ecriture_entre_la_comparaison_et_la_notre_fait_comparer_a_nouveau(
    entrepot: Entrepot, monkeypatch: pytest.MonkeyPatch
) -> None:
    vraie, passages = entrepot.enregistrer, []

    def doublee(*arguments: object, **options: object) -> int:
        if not passages:
            passages.append(1)
            taper(entrepot, lignes({"poste": "neutre"}))
        return vraie(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(entrepot, "enregistrer", doublee)
    bilan = taper(entrepot, lignes())
    assert (bilan.tables[0].creees, bilan.tables[0].remplacees) == (0, 1)
    assert postes(entrepot) == [("Finances", "favorable", 1.0)]


@pytest.mark.parametrize("etape", ["inserer", "controles", "journal"])
def test_une_panne_au_milieu_n_ecrit_rien(entrepot: Entrepot, monkeypatch: pytest.MonkeyPatch, etape: str) -> None:
    taper(entrepot, lignes({"quote_part": 0.6}, {"morceau": 2, "poste": "neutre", "quote_part": 0.4}))
    avant, version = postes(entrepot), entrepot.version(AGENTE, "ville")

    def casser(*_: object) -> None:
        raise RuntimeError("coupure")

    module, nom = {
        "inserer": (faits, "inserer"),
        "controles": (controles, "ecrire"),
        "journal": (registre, "consigner"),
    }[etape]
    with monkeypatch.context() as panne:
        panne.setattr(module, nom, casser)
        with pytest.raises(RuntimeError, match="coupure"):
            taper(entrepot, lignes({"poste": "defavorable"}), retirees=lignes({"morceau": 2}))
    assert (postes(entrepot), entrepot.version(AGENTE, "ville")) == (avant, version)
    assert entrepot.imports(AGENTE, "ville").height == 1
    taper(entrepot, lignes({"poste": "defavorable"}), retirees=lignes({"morceau": 2}))
    assert postes(entrepot) == [("Finances", "defavorable", 1.0)]
