"""Ce qui doit tenir sur chaque territoire d'exemple : rien déplacé ne change rien, un aller-retour non plus,
l'enveloppe tient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from core.modele import Donnees
from core.usages.arbitrage import Depart, Mouvement, appliquer, arbitrer, deplacer, scenarios
from core.usages.arbitrage.adresse import ecrire, lire
from core.usages.arbitrage.depart import tables_de_travail
from core.usages.arbitrage.lentilles import LENTILLES, METHODES_LUES
from core.usages.arbitrage.leviers import leviers_actions, leviers_groupes, leviers_lignes
from core.usages.arbitrage.modele import POLITIQUE
from core.usages.arbitrage.sommes import classer
from tests.arbitrage.fabrique_arbitrage import tables_apres
from tests.pages.visite import EXEMPLES

ANNEE = 2024


def enveloppe(donnees: Mapping[str, pl.DataFrame]) -> Decimal:
    """Σ du prévu des dépenses d'une table de lignes, en euros."""
    lignes = donnees["lignes_budgetaires"].filter(pl.col("sens") == "depense")
    return sum((Decimal(str(lignes[nom].sum() or 0)) for nom in ("credits_ouverts_eur", "vote_eur")), Decimal(0))


def tout_calculer(depart: Depart, donnees: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return {
        methode.FICHE.cle: methode.calculer(donnees, depart.exercice)
        for methode in METHODES_LUES
        if methode.FICHE.cle in depart.avant
    }


def leviers(depart: Depart) -> list[tuple[str, str, Decimal]]:
    """Un levier libre de chaque sorte, et un montant qu'il peut rendre."""
    politiques = leviers_groupes(depart, POLITIQUE).filter(pl.col("plancher_eur") < 0)
    lignes = leviers_lignes(depart, POLITIQUE, politiques["cible"][0]).filter(pl.col("plancher_eur") < 0)
    actions = leviers_actions(depart).filter(pl.col("plancher_eur") < 0)
    choisis = [frame.row(0, named=True) for frame in (politiques, lignes.tail(1), actions.head(1)) if frame.height]
    return [(un["objet"], un["cible"], (-un["plancher_eur"] / 3).quantize(Decimal("0.01"))) for un in choisis]


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_deplacer_zero_est_l_identite_pour_chaque_methode(departs: Mapping[str, Depart], territoire: str) -> None:
    depart = departs[territoire]
    fait = arbitrer(depart, [Mouvement(objet, cible, Decimal(0)) for objet, cible, _ in leviers(depart)])
    assert fait.mouvements == () and fait.solde_eur == 0
    assert fait.effets["apres"].equals(fait.effets["avant"].rename("apres"))
    for cle, recalcule in tout_calculer(depart, tables_apres(depart, fait)).items():
        assert_frame_equal(recalcule, depart.avant[cle])


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_un_aller_retour_est_l_identite_pour_chaque_methode(departs: Mapping[str, Depart], territoire: str) -> None:
    depart = departs[territoire]
    for objet, cible, montant in leviers(depart):
        aller = Mouvement(objet, cible, -montant)
        fait = arbitrer(depart, [aller, replace(aller, variation_eur=montant)])
        assert len(fait.mouvements) == 2 and fait.solde_eur == 0
        assert_frame_equal(tables_apres(depart, fait)["lignes_budgetaires"], depart.donnees["lignes_budgetaires"])
        for cle, recalcule in tout_calculer(depart, tables_apres(depart, fait)).items():
            assert_frame_equal(recalcule, depart.avant[cle])


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_l_enveloppe_bouge_exactement_du_solde_et_se_conserve_a_solde_nul(
    departs: Mapping[str, Depart], territoire: str
) -> None:
    depart = departs[territoire]
    avant = enveloppe(depart.donnees)
    choisis = leviers(depart)
    for objet, cible, montant in choisis:
        fait = arbitrer(depart, [Mouvement(objet, cible, -montant)])
        assert fait.solde_eur == -montant
        assert enveloppe(tables_apres(depart, fait)) == avant - montant
    (de, cible, montant), (vers, autre, _) = choisis[0], choisis[-1]
    if (de, cible) != (vers, autre):
        echange = arbitrer(depart, [Mouvement(de, cible, -montant), Mouvement(vers, autre, montant)])
        assert echange.solde_eur == 0 and enveloppe(tables_apres(depart, echange)) == avant


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_les_scenarios_livres_sont_permis_equilibres_et_changent_des_chiffres(
    departs: Mapping[str, Depart], territoire: str
) -> None:
    depart = departs[territoire]
    livres = scenarios(depart.donnees, ANNEE)
    assert len(livres) == 2
    for un in livres.values():
        fait = arbitrer(depart, un.mouvements)
        assert fait.refus == () and fait.solde_eur == 0
        assert enveloppe(tables_apres(depart, fait)) == enveloppe(depart.donnees)
        assert fait.effets.filter(pl.col("avant").ne_missing(pl.col("apres"))).height >= 10
        assert un.auteur and un.date


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_additionner_d_abord_ne_change_aucun_chiffre(
    departs: Mapping[str, Depart], exemples: Mapping[str, Donnees], territoire: str
) -> None:
    """Les mêmes mouvements sur les lignes une à une, sans regroupement, donnent les mêmes avant et après, au
    centime."""
    reduit = departs[territoire]
    travail = tables_de_travail(exemples[territoire], ANNEE)
    assert reduit.donnees["lignes_budgetaires"].height <= travail["lignes_budgetaires"].height
    avant = tout_calculer(reduit, travail)
    lectures = {
        lentille.cle: lentille.lire(travail, avant[lentille.methode], ANNEE)
        for lentille in LENTILLES
        if lentille.methode in avant
    }
    entier = replace(
        reduit,
        donnees=travail,
        avant=avant,
        lectures=lectures,
        lignes=reduit.lignes.with_columns(reduite=pl.col("indice")),
        postes=classer(travail, ANNEE),
    )
    un = next(iter(scenarios(reduit.donnees, ANNEE).values()))
    attendu = arbitrer(entier, un.mouvements).effets
    obtenu = arbitrer(reduit, un.mouvements).effets
    assert_frame_equal(obtenu, attendu, check_exact=False, abs_tol=0.011, rel_tol=1e-9)


@pytest.mark.parametrize("territoire", EXEMPLES)
def test_une_adresse_relue_rend_les_memes_mouvements(departs: Mapping[str, Depart], territoire: str) -> None:
    depart = departs[territoire]
    mouvements = tuple(Mouvement(objet, cible, -montant) for objet, cible, montant in leviers(depart))
    assert lire(ecrire(mouvements), depart) == mouvements
    assert lire("", depart) == () and lire("*::*l:inconnue:5*c:velo:NaN*p:Culture:1e99*z:a:1", depart) == ()


def test_une_table_modifiee_est_une_copie_le_reste_est_partage(departs: Mapping[str, Depart]) -> None:
    depart = departs["ville-orsevaux"]
    objet, cible, montant = leviers(depart)[0]
    modifiees = appliquer(depart, deplacer(depart, [Mouvement(objet, cible, -montant)]))
    assert modifiees["lignes_budgetaires"] is not depart.donnees["lignes_budgetaires"]
    assert modifiees["capitaux"] is depart.donnees["capitaux"]
