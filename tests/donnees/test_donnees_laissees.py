"""Le montant des lignes refusées : compté, gardé au registre, dit, et tu seulement quand elles sont reprises."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, Previsualisation, importer, previsualiser, rejets_a_accepter
from core.donnees.laissees import manquantes, refusees_dites, refusees_en_bref, relire

type_voir = Callable[..., Previsualisation]
type_csv = Callable[..., Path]

ENTETE = "Exercice;Étape;Budget;Sens;Section;Mouvement;Chapitre;Nature;Libellé;Voté"
BONNE = "2024;BP;principal;D;F;R;011;60612;Électricité;1 000,50"
DEPENSE = "2024;BP;principal;D;I;R;9?4;231;Travaux;480 000,00"
RECETTE = "2024;BP;principal;R;F;R;9?5;747;Participations;2 500 000,25"
MUETTE = "2024;BP;principal;D;F;R;011;60611;Eau;???"
BUDGET = ("lignes_budgetaires",)


def ecrire(entrepot: Entrepot, vue: Previsualisation) -> int:
    bilan = importer(entrepot, ACCES_LOCAL, vue, accepter_rejets=True)
    assert bilan.import_id is not None
    return bilan.import_id


def restent(entrepot: Entrepot, exercice: int = 2024) -> list[tuple[int, int]]:
    """(import, lignes) encore laissées de côté."""
    return [(une.import_id, une.lignes) for une in manquantes(entrepot.imports(ACCES_LOCAL, "ville"), BUDGET, exercice)]


def test_le_montant_laisse_de_cote_est_compte_par_sens_et_garde_au_registre(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv
) -> None:
    """480 000,00 en dépenses ; 2 500 000,25 en recettes ; une ligne dont le montant ne se lit pas."""
    vue = voir(ecrire_csv(ENTETE, BONNE, DEPENSE, RECETTE, MUETTE))
    (part,) = vue.laissees
    assert (part.exercice, part.etape, part.budget, part.lignes, part.muettes) == (2024, "BP", "principal", 3, 1)
    assert part.montants == {"vote_eur": {"depense": Decimal("480000.00"), "recette": Decimal("2500000.25")}}
    dites = refusees_dites(vue.laissees).replace("\u202f", " ").replace("\u00a0", " ")
    assert dites == ("480 000,00 € en dépenses et 2 500 000,25 € en recettes (voté) ; 1 ligne sans montant lisible")
    assert refusees_en_bref(vue.laissees).replace("\u00a0", " ") == "3,0 M€ (voté)"
    assert dites in str(rejets_a_accepter(vue)).replace("\u202f", " ").replace("\u00a0", " ")
    ecrire(entrepot, vue)
    assert relire(entrepot.imports(ACCES_LOCAL, "ville")["laissees"][0]) == vue.laissees


def test_un_sens_illisible_est_compte_a_part(voir: type_voir, ecrire_csv: type_csv) -> None:
    vue = voir(ecrire_csv(ENTETE, BONNE, DEPENSE.replace(";D;I;R;9?4;", ";?;I;R;23;")))
    assert vue.laissees[0].montants == {"vote_eur": {"inconnu": Decimal(480_000)}}
    assert "de sens inconnu" in refusees_dites(vue.laissees)


def test_accepte_et_laisse_de_cote_font_le_total_du_fichier(voir: type_voir, ecrire_csv: type_csv) -> None:
    montants = [Decimal(f"{rang * 1000 + rang}.{rang:02}") for rang in range(1, 40)]
    lignes = [
        f"{2022 + rang % 3};BP;principal;{'DR'[rang % 2]};F;R;{'011' if rang % 4 else '90-1'};60612;l{rang};{montant}"
        for rang, montant in enumerate(montants)
    ]
    vue = voir(ecrire_csv(ENTETE, *lignes))
    acceptes = sum(vue.tables[0].totaux["vote_eur"].values())
    laisses = sum(m for part in vue.laissees for par_sens in part.montants.values() for m in par_sens.values())
    assert laisses
    assert acceptes + laisses == sum(montants)


def test_ce_qui_manque_se_dit_jusqu_a_ce_qu_un_fichier_de_meme_forme_et_portee_le_reprenne(
    entrepot: Entrepot, voir: type_voir, ecrire_csv: type_csv
) -> None:
    numero = ecrire(entrepot, voir(ecrire_csv(ENTETE, BONNE, DEPENSE, RECETTE)))
    assert restent(entrepot) == [(numero, 2)]
    assert restent(entrepot, 2023) == [], "un autre exercice n'est pas concerné"
    autre_annee = ecrire_csv(ENTETE, BONNE.replace("2024", "2023"), nom="autre.csv")
    ecrire(entrepot, voir(autre_annee))
    assert restent(entrepot) == [(numero, 2)], "l'import d'un autre exercice ne reprend rien"
    autre_budget = ecrire_csv(ENTETE, BONNE.replace("principal", "eau"), nom="eau.csv")
    ecrire(entrepot, voir(autre_budget))
    assert restent(entrepot) == [(numero, 2)], "ni celui d'un autre budget"
    corrige = ecrire_csv(ENTETE, BONNE, DEPENSE.replace("9?4", "23"), RECETTE.replace("9?5", "74"), nom="bon.csv")
    reprise = ecrire(entrepot, voir(corrige))
    assert restent(entrepot) == []
    entrepot.annuler(ACCES_LOCAL, reprise)
    assert restent(entrepot) == [(numero, 2)]
    entrepot.annuler(ACCES_LOCAL, numero)
    assert restent(entrepot) == []


def test_le_classeur_des_refus_ne_reprend_que_s_il_ramene_toutes_les_lignes(
    entrepot: Entrepot, ecrire_csv: type_csv, voir: type_voir
) -> None:
    vue = voir(ecrire_csv(ENTETE, BONNE, DEPENSE, RECETTE))
    numero = ecrire(entrepot, vue)
    bonnes = DEPENSE.replace("9?4", "23"), RECETTE.replace("9?5", "74")
    entete = ENTETE.replace("Voté", "Montant voté")  # une autre forme que celle du fichier d'origine
    for gardees, attendu in ((bonnes[:1], [(numero, 2)]), (bonnes, [])):
        corrige = ecrire_csv(entete, *gardees, nom="corrige.csv")
        options = OptionsImport(origine=vue.empreinte)
        ecrire(entrepot, previsualiser(entrepot, ACCES_LOCAL, "ville", corrige, "corrige.csv", options))
        assert restent(entrepot) == attendu


@pytest.mark.parametrize("garde", [None, "[]"])
def test_un_import_d_avant_ce_compte_ne_dit_rien(garde: str | None) -> None:
    assert relire(garde) == ()
