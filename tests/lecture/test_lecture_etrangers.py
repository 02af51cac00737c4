"""Les fichiers d'un autre genre sont nommés pour ce qu'ils sont ; un budget n'est jamais pris pour l'un d'eux."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrique_lecture import lire

from core.donnees.lecture.etrangers import GENRES
from core.erreurs import FichierRefuse

SUBVENTIONS = "nomAttribuant,idAttribuant,dateConvention,nomBeneficiaire,idBeneficiaire,objet,montant,nature"
FEC = "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tPieceRef\tDebit\tCredit"
COMPTES_INDIVIDUELS = "an;dep;icom;inom;reg;pop1;prod;fprod;impo1;charge;fcharge"
MARCHES = "id,acheteur.id,acheteur.nom,nature,objet,codeCPV,procedure,dureeMois,dateNotification,montant,titulaires"
DELIBERATIONS = "COLL_NOM;COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_MATIERE_CODE;DELIB_OBJET;BUDGET_ANNEE;BUDGET_NOM"
BUDGET = "Exercice;Sens;Article;Objet;Montant;Nature;Bénéficiaire;Acheteur;Date notification"


def _csv(chemin: Path, entete: str) -> Path:
    separateur = next(signe for signe in "\t;," if signe in entete)
    lignes = [separateur.join(f"{mot[:3]}{rang}" for mot in entete.split(separateur)) for rang in range(3)]
    chemin.write_text("\n".join([entete, *lignes]) + "\n", "utf-8")
    return chemin


@pytest.mark.parametrize(
    ("entete", "nom"),
    [
        (SUBVENTIONS, "subventions"),
        (SUBVENTIONS.replace("nomA", "Nom A").replace("idA", "id_a").lower(), "subventions"),
        (FEC, "FEC"),
        (COMPTES_INDIVIDUELS, "comptes individuels"),
        (MARCHES, "marchés publics"),
        (DELIBERATIONS, "délibérations"),
    ],
)
def test_un_fichier_d_un_autre_genre_est_nomme(entete: str, nom: str, tmp_path: Path) -> None:
    with pytest.raises(FichierRefuse, match=nom) as refus:
        lire(_csv(tmp_path / "f.csv", entete))
    assert "ne s'importe pas" in refus.value.quoi and "déposez" in refus.value.que_faire


def test_un_budget_qui_a_quelques_mots_communs_se_lit(tmp_path: Path) -> None:
    assert lire(_csv(tmp_path / "b.csv", BUDGET)).feuilles[0].lignes.height == 3


def test_chaque_genre_demande_au_moins_trois_en_tetes() -> None:
    assert all(3 <= genre.assez <= len(genre.entetes.split()) for genre in GENRES)
