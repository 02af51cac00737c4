"""Les .ods et les vieux .xls : les mêmes défauts y sont vus."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrique_lecture import classeur, colonne, lire, ods, table_ods, xls

from core.erreurs import FichierRefuse


def _motifs(feuille: object) -> list[tuple[int, str]]:
    return feuille.ecartees.select("ligne", "motif").rows()  # type: ignore[attr-defined]


ERREUR_ODS = (
    '<table:table-cell table:formula="of:=#REF!" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
)
NON_CALCULEE = '<table:table-cell table:formula="of:=1+1"/>'
PART = '<table:table-cell office:value-type="percentage" office:value="0.25"><text:p>25 %</text:p></table:table-cell>'


def test_ods(tmp_path: Path) -> None:
    export = table_ods(
        "Export",
        (None, "Exécution 2024"),
        (None, "Chapitre", "Nature", "Voté", "Taux"),
        (None, "011", "60612", 1234.56, PART),
        (None, "011", "60613", ERREUR_ODS, PART),
        (None, "012", "64111", NON_CALCULEE, PART),
        (None, "Total", None, 1234.56),
    )
    cachee = table_ods("Cachée", ("a", "b"), ("c", 1), ("d", 2), style="cachee")
    lecture = lire(ods(tmp_path / "b.ods", cachee, export))
    (feuille,) = lecture.feuilles
    assert (lecture.format, feuille.nom, feuille.lettres) == ("ods", "Export", ("B", "C", "D", "E"))
    assert [(f.cellule, f.motif) for f in feuille.fautives] == [
        ("D4", "erreur de calcul du tableur"),
        ("D5", "formule jamais calculée"),
    ]
    assert colonne(feuille, "Voté") == ["1234.56", None, None]
    assert feuille.indices == {"pourcents": "E"}
    assert _motifs(feuille) == [(1, "titre"), (6, "total")]
    assert any("masquée « Cachée »" in remarque for remarque in lecture.avertissements)


def test_ods_coupe(tmp_path: Path) -> None:
    with pytest.raises(FichierRefuse, match="mal formé"):
        lire(ods(tmp_path / "b.ods", "<table:table>"))


def test_xls(tmp_path: Path) -> None:
    lignes = [
        ("Exécution 2024",),
        ("Chapitre", "Nature", "Voté"),
        ("011", "60612", 1234.56),
        ("012", "64111", "#REF!"),
        ("65", "65748", 10.5),
        ("Total", None, 1245.06),
    ]
    lecture = lire(xls(tmp_path / "b.xls", lignes))
    (feuille,) = lecture.feuilles
    assert (lecture.format, feuille.entetes, feuille.ligne_entete) == ("xls", ("Chapitre", "Nature", "Voté"), 2)
    assert [(f.cellule, f.valeur) for f in feuille.fautives] == [("C4", "#REF!")]
    assert colonne(feuille, "Voté") == ["1234.56", None, "10.5"]
    assert _motifs(feuille) == [(1, "titre"), (6, "total")]


A_DEUX_LECTURES = [
    ("Chapitre", "Nature", "Voté", "Réalisé", "Engagé"),
    ("011", "60612", "1.200", 1.234, 12.5),
    ("012", "64111", "1.234", 10735.3249, 12.25),
]
ECRITURES = {"textes": "C", "decimales": "D"}
"""« 1.234 » en texte à la colonne C, 1.234 en nombre à la colonne D : l'autre lecteur les rend tous deux en texte."""


@pytest.mark.parametrize("format_lu", ["xlsx", "ods", "xls"])
def test_un_nombre_en_texte_n_est_pas_une_cellule_numerique(format_lu: str, tmp_path: Path) -> None:
    chemin = tmp_path / f"b.{format_lu}"
    if format_lu == "ods":
        ods(chemin, table_ods("Export", *A_DEUX_LECTURES))
    else:
        {"xlsx": classeur, "xls": xls}[format_lu](chemin, A_DEUX_LECTURES)
    (feuille,) = lire(chemin).feuilles
    assert feuille.indices == ECRITURES
    assert colonne(feuille, "Réalisé")[0] == colonne(feuille, "Voté")[1] == "1.234"


def test_une_cellule_repetee_d_un_ods_vaut_pour_chaque_colonne(tmp_path: Path) -> None:
    deux = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="2">'
        "<text:p>1.200</text:p></table:table-cell>"
    )
    chemin = ods(tmp_path / "b.ods", table_ods("Export", ("Nature", "Voté", "Réalisé"), ("60612", deux)))
    assert lire(chemin).feuilles[0].indices == {"textes": "B,C"}
