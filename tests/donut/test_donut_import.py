"""Un indicateur qui se contredit est refusé à l'import, avec sa raison et sa cellule, sans emporter les autres."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, importer, previsualiser
from core.modele import Territoire

ENTETES = "code;intitule;dimension;lentille;unite;sens;plancher;plafond;annee_cible;cible"
LIGNES = (
    "eau;Eau potable pour tous;Eau;locale_sociale;%;baisse;0;;2030;",
    "echange;Cible et seuil échangés;Mobilité;locale_sociale;%;hausse;80;;;60",
    "climat;Empreinte carbone;Climat;mondiale_ecologique;t;baisse;;0,95;2035;3",
)


@pytest.fixture
def entrepot(tmp_path: Path) -> Entrepot:
    ouvert = Entrepot.ouvrir(tmp_path / "base.duckdb")
    ouvert.ajouter_territoire(ACCES_LOCAL, Territoire(id="essai", nom="Essai", type="commune"))
    return ouvert


def test_l_indicateur_incoherent_est_un_rejet_les_autres_passent(entrepot: Entrepot, tmp_path: Path) -> None:
    fichier = tmp_path / "indicateurs.csv"
    fichier.write_text("\n".join((ENTETES, *LIGNES)), encoding="utf-8")
    vue = previsualiser(entrepot, ACCES_LOCAL, "essai", fichier, fichier.name, OptionsImport(table="indicateurs"))
    assert [(rejet.colonne, rejet.valeur) for rejet in vue.rejets] == [("cible", "60")]
    assert vue.rejets[0].cellule.endswith("3")
    assert "moins exigeante que le seuil" in vue.rejets[0].message
    importer(entrepot, ACCES_LOCAL, vue, accepter_rejets=True)
    codes = entrepot.donnees(ACCES_LOCAL, "essai")["indicateurs"]["code"].to_list()
    assert sorted(codes) == ["climat", "eau"]
    entrepot.fermer()
