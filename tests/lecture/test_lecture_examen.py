"""Ce qu'un examinateur hostile dépose : le petit .xls de LibreOffice, le vide, le coupé, l'à-plat, le trop long."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from fabrique_lecture import ENTETES, LIGNES, classeur, lire, xls, xls_court

from core.erreurs import FichierRefuse


def test_un_petit_xls_est_lu_deux_fois_lui_aussi(tmp_path: Path) -> None:
    lecture = lire(
        xls_court(
            tmp_path / "petit.xls", [("Chapitre", "Nature", "Voté"), ("011", "60612", 12.5), ("012", "64111", "#REF!")]
        )
    )
    assert [(f.cellule, f.valeur) for f in lecture.feuilles[0].fautives] == [("C3", "#REF!")]
    assert not any("1997" in remarque for remarque in lecture.avertissements)


def test_une_formule_de_xls_jamais_calculee_est_fautive(tmp_path: Path) -> None:
    lecture = lire(
        xls(tmp_path / "f.xls", [("Chapitre", "Nature", "Voté"), ("011", "60612", 12.5), ("012", "64111", "=")])
    )
    assert [(f.cellule, f.motif) for f in lecture.feuilles[0].fautives] == [("C3", "formule jamais calculée")]


@pytest.mark.parametrize(
    ("nom", "contenu", "dit"),
    [
        ("blanc.csv", b" \r\n\n", "que des espaces"),
        ("marque.csv", b"\xef\xbb\xbf", "que des espaces"),
        ("entete.csv", b"Exercice;Nature;Vote\n", "aucune donnée"),
        (
            "plat.fods",
            b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
            "fods",
        ),
        ("long.csv", b"a;b;" + b"x" * 3_000_000, "guillemet|donnée"),
    ],
)
def test_chaque_fichier_vide_ou_etrange_est_nomme(tmp_path: Path, nom: str, contenu: bytes, dit: str) -> None:
    (tmp_path / nom).write_bytes(contenu)
    with pytest.raises(FichierRefuse, match=dit):
        lire(tmp_path / nom)


def test_un_classeur_vide_ne_demande_pas_d_afficher_une_feuille(tmp_path: Path) -> None:
    with pytest.raises(FichierRefuse, match="est vide") as refus:
        lire(classeur(tmp_path / "vide.xlsx", []))
    assert "Affichez" not in refus.value.que_faire


def test_une_feuille_coupee_dans_une_archive_saine_est_dite_coupee(tmp_path: Path) -> None:
    sain = classeur(tmp_path / "sain.xlsx", [ENTETES, *LIGNES])
    with zipfile.ZipFile(sain) as avant, zipfile.ZipFile(tmp_path / "coupe.xlsx", "w") as apres:
        for entree in avant.infolist():
            octets = avant.read(entree)
            apres.writestr(entree.filename, octets[:-200] if "sheet1" in entree.filename else octets)
    with pytest.raises(FichierRefuse, match="coupée"):
        lire(tmp_path / "coupe.xlsx")


def test_un_total_se_reconnait_dans_une_table_de_trois_lignes(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "Exercice;Nature;Libellé;Réalisé\n2023;60612;Total énergie SA;5\n2023;60613;Chauffage;5\n2023;;Total;10\n",
        encoding="utf-8",
    )
    (feuille,) = lire(tmp_path / "t.csv").feuilles
    assert feuille.lignes.height == 2
    assert feuille.ecartees.select("ligne", "motif").rows() == [(4, "total")]
