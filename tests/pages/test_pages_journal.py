"""« Publier tout » : les saisies provisoires se publient ensemble, dans l'ordre, et s'arrêtent au premier refus."""

from __future__ import annotations

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from pages._outils import chargement
from tests.pages.cotation_essai import VILLE, a_coter, bouton, lu, ouvrir_la_ville, taper
from tests.pages.visite import Ouvrir, aller


def test_publier_tout_publie_dans_l_ordre_apres_une_seule_confirmation(ouvrir_copie: Ouvrir) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    signature = a_coter()["signature"][0]
    for poste in ("neutre", "favorable"):
        taper(page, {signature: {"poste": poste, "justification": "essai"}})
        bouton(page, "Enregistrer").click().run()
    aller(page, "journal", {"territoire": VILLE})
    assert "deux attendent d’être publiés" in page.title[0].value.replace("\\", "")
    assert "Saisie à l’écran — Cotation" in lu(page)
    page.button(key="publier_tout").click().run()
    assert not page.exception
    assert not page.error
    assert set(chargement.entrepot().imports(ACCES_LOCAL, VILLE)["statut"]) == {"valide"}
    assert not [un for un in page.button if un.key == "publier_tout"]


def test_publier_tout_s_arrete_au_premier_refus_et_le_montre(
    ouvrir_copie: Ouvrir, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ouvrir_la_ville(ouvrir_copie)
    for rang in range(2):
        taper(page, {a_coter()["signature"][rang]: {"poste": "neutre"}})
        bouton(page, "Enregistrer").click().run()
    aller(page, "journal", {"territoire": VILLE})
    entrepot = chargement.entrepot()
    premier = int(entrepot.imports(ACCES_LOCAL, VILLE).filter(pl.col("statut") == "brouillon")["id"].min())  # type: ignore[arg-type]
    entrepot.annuler(ACCES_LOCAL, premier)
    page.button(key="publier_tout").click().run()
    assert "déjà annulé" in lu(page)
    assert "brouillon" in chargement.entrepot().imports(ACCES_LOCAL, VILLE)["statut"].to_list()
