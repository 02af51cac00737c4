"""Chaque fichier d'exemple passe le véritable import sans rejet, et ses totaux sont ceux que l'on relit."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.importation import OptionsImport, Previsualisation, previsualiser
from sample_territories.fabriquer import DOSSIER

FICHIERS = [
    (fiche.parent.name, entree)
    for fiche in sorted(DOSSIER.glob("*/territoire.toml"))
    for entree in tomllib.loads(fiche.read_text(encoding="utf-8"))["fichier"]
]
MONTANTS = ("credits_ouverts_eur", "realise_eur", "rar_eur")
# Où chaque export écrit ses montants, dans l'ordre de MONTANTS ; Lorvanne met les dépenses puis les recettes.
COLONNES = {"export_astre": (14, 16, 17), "export_sedit": (10, 12, 13), "export_ciril": (10, 11, 12)}


def apercu(entrepot: Entrepot, territoire: str, entree: dict[str, Any]) -> Previsualisation:
    chemin = DOSSIER / territoire / entree["chemin"]
    options = OptionsImport(**{cle: valeur for cle, valeur in entree.items() if cle != "chemin"})
    return previsualiser(entrepot, ACCES_LOCAL, territoire, chemin, chemin.name, options)


def annonces(chemin: Path) -> Iterator[tuple[str, list[Decimal | None]]]:
    """Les lignes de total telles qu'elles sont écrites, relues par un autre lecteur que le nôtre."""
    for ligne in openpyxl.load_workbook(chemin, read_only=True).active.iter_rows(values_only=True):
        if str(ligne[0] or "").startswith(("Total", "Sous-total")):
            yield (
                str(ligne[0]),
                [
                    None,
                    *(
                        None
                        if valeur is None
                        else Decimal(str(valeur).replace("\u202f", "").replace(",", ".")).quantize(Decimal("0.01"))
                        for valeur in ligne[1:]
                    ),
                ],
            )


@pytest.mark.parametrize(("territoire", "entree"), FICHIERS, ids=lambda x: x["chemin"] if isinstance(x, dict) else x)
def test_aucun_rejet_aucune_question_rien_a_changer(
    entrepot: Entrepot, territoire: str, entree: dict[str, Any]
) -> None:
    vue = apercu(entrepot, territoire, entree)
    assert vue.rejets == ()
    assert vue.questions == ()
    assert not vue.change, "réimporter un fichier déjà importé ne doit rien changer"
    assert sum(table.inchangees for table in vue.tables) == sum(table.lues for table in vue.tables) > 0
    assert not [texte for texte in vue.avertissements if "ne se retrouve" in texte]


@pytest.mark.parametrize(
    ("territoire", "entree"),
    [x for x in FICHIERS if x[1]["chemin"].startswith("export_")],
    ids=lambda x: x["chemin"] if isinstance(x, dict) else x,
)
def test_les_totaux_lus_sont_ceux_que_le_fichier_ecrit(
    entrepot: Entrepot, territoire: str, entree: dict[str, Any]
) -> None:
    vue = apercu(entrepot, territoire, entree)
    lus = next(table for table in vue.tables if table.table == "lignes_budgetaires").totaux
    style = entree["chemin"].rpartition("_ca_")[0]
    totaux = list(annonces(DOSSIER / territoire / entree["chemin"]))
    assert len(totaux) >= 2
    for rang, montant in zip(COLONNES[style], MONTANTS, strict=True):
        for sens, decalage in (("depense", 0), ("recette", 3)):
            if style == "export_ciril":
                ecrits = [ligne[rang + decalage] for _, ligne in totaux]
            else:
                ecrits = [ligne[rang] for nom, ligne in totaux if sens in nom.replace("é", "e")]
            assert lus[montant][sens] == sum(valeur for valeur in ecrits if valeur is not None)


def test_les_formats_sont_ceux_d_un_agent(entrepot: Entrepot) -> None:
    lorvanne = {
        entree["chemin"]: apercu(entrepot, territoire, entree).format
        for territoire, entree in FICHIERS
        if territoire == "cc-val-de-lorvanne"
    }
    assert lorvanne == {
        "gabarit_rempli.xlsx": "gabarit",
        "mesures_eau_et_sols.csv": "csv",
        "cotation_2024.xlsx": "xlsx",
        "export_ciril_ca_2021_2024.xlsx": "xlsx",
    }
