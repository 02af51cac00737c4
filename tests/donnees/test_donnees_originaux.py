"""Ce que l'on garde des fichiers déposés : une copie sous son empreinte, l'empreinte du dépôt, jamais un vieux .xls."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.donnees.entrepot.copies import empreinte
from core.donnees.importation import Previsualisation
from core.donnees.originaux import conservable, conserver

ENTETE = ["Exercice", "Étape", "Sens", "Section", "Chapitre", "Nature", "Libellé", "Réalisé"]
LIGNE = [2023, "CA", "Dépense", "Fonctionnement", "011", "60612", "Électricité", 12.5]


def test_un_second_depot_est_reconnu_a_l_empreinte_du_fichier_depose(
    entrepot: Entrepot,
    deposer: Callable[[Path], object],
    voir: Callable[[Path], Previsualisation],
    ecrire_xlsx: Callable[..., Path],
) -> None:
    """La copie gardée n'a pas la même empreinte : elle n'emporte pas l'auteur."""
    fichier = ecrire_xlsx({"Export": [ENTETE, LIGNE]})
    assert not any("déjà été importé" in phrase for phrase in voir(fichier).avertissements)
    deposer(fichier)
    inscrite = entrepot.imports(ACCES_LOCAL, "ville")["empreinte"][0]
    assert inscrite == empreinte(fichier)
    assert [copie.name for copie in entrepot.originaux.iterdir()] != [inscrite]
    assert any("déjà été importé : import n° 1" in phrase for phrase in voir(fichier).avertissements)


def test_les_copies_laissees_a_moitie_sont_effacees(tmp_path: Path) -> None:
    dossier = tmp_path / "originaux"
    dossier.mkdir()
    vieille, recente = dossier / "tmpvieille", dossier / "tmprecente"
    for provisoire in (vieille, recente):
        provisoire.write_text("moitié")
    os.utime(vieille, (time.time() - 7200,) * 2)
    texte = tmp_path / "a.csv"
    texte.write_text("a;b\n1;2\n")
    nom = conserver(texte, "a.csv", dossier)
    assert sorted(copie.name for copie in dossier.iterdir()) == sorted([nom, recente.name])


def test_un_vieux_xls_n_est_pas_garde(tmp_path: Path) -> None:
    vieux = tmp_path / "a.xls"
    vieux.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert not conservable(vieux)
