"""Le bon en-tête, et de côté les titres, les totaux, les intertitres."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from fabrique_lecture import ENTETES, LIGNES, classeur, colonne, lire

from core.donnees.lecture.entetes import normaliser
from core.erreurs import FichierRefuse


def _motifs(feuille: object) -> list[tuple[int, str]]:
    return feuille.ecartees.select("ligne", "motif").rows()  # type: ignore[attr-defined]


def test_un_export_simple(tmp_path: Path) -> None:
    lecture = lire(classeur(tmp_path / "b.xlsx", [ENTETES, *LIGNES]))
    (feuille,) = lecture.feuilles
    assert (lecture.format, feuille.entetes, feuille.ligne_entete) == ("xlsx", ENTETES, 1)
    assert feuille.lettres == tuple("ABCDEFG")
    assert colonne(feuille, "Réalisé") == ["118432.17", "2480111.02", "3140220.4"]
    assert colonne(feuille, "Chapitre") == ["011", "012", "731"]
    assert feuille.cellule(6, 4) == "G4"
    assert feuille.ecartees.is_empty()


def test_l_en_tete_sous_des_titres_decale_et_des_lignes_vides(tmp_path: Path) -> None:
    lignes: list[tuple[object, ...]] = [(), (None, None, "Ville d'Orsevaux"), (), (None, None, "Exécution 2024"), ()]
    lignes += [(None, None, *ENTETES), *((None, None, *ligne) for ligne in LIGNES)]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert (feuille.entetes, feuille.ligne_entete, feuille.lettres[0]) == (ENTETES, 6, "C")
    assert _motifs(feuille) == [(2, "titre"), (4, "titre")]
    assert feuille.lignes["ligne"].to_list() == [7, 8, 9]


@pytest.mark.parametrize("rang", range(1, 15))
def test_l_en_tete_dans_les_quinze_premieres_lignes(rang: int, tmp_path: Path) -> None:
    lignes = [(f"Titre {numero}",) for numero in range(1, rang)] + [ENTETES, *LIGNES]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert feuille.ligne_entete == rang
    assert feuille.lignes.height == 3


def test_des_annees_en_en_tete(tmp_path: Path) -> None:
    lignes = [("Chapitre", "Libellé", 2022, 2023), ("011", "Charges", 12.5, 13), ("012", "Personnel", 40, 41.25)]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert feuille.entetes == ("Chapitre", "Libellé", "2022", "2023")


def test_une_table_de_textes_mieux_remplie_que_son_en_tete(tmp_path: Path) -> None:
    lignes = [
        ("Capitaux suivis",),
        (),
        ("Code", "Entité", "Famille"),
        ("climat", "Climat", "naturel", "voir note"),
        ("eau", "Nappe", "naturel", "relu"),
    ]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert (feuille.ligne_entete, feuille.entetes, feuille.lignes.height) == (3, ("Code", "Entité", "Famille", ""), 2)


def test_une_fiche_au_dessus_du_tableau_n_est_pas_l_en_tete(tmp_path: Path) -> None:
    lignes = [("Collectivité", "Orsevaux", "Exercice", "2024"), (), ENTETES, *LIGNES]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert feuille.ligne_entete == 3


def test_pas_d_en_tete(tmp_path: Path) -> None:
    with pytest.raises(FichierRefuse, match="en-tête"):
        lire(classeur(tmp_path / "b.xlsx", [(1, 2, 3.5), (4, 5, 6.5), (7, 8, 9.5)]))


@pytest.mark.parametrize("fusionner", [True, False])
def test_en_tete_sur_deux_lignes(fusionner: bool, tmp_path: Path) -> None:
    livre = openpyxl.Workbook()
    page = livre.active
    page.append(["Chapitre", "Libellé", "Dépenses", None, "Recettes", None])
    page.append([None, None, "Voté", "Réalisé", "Voté", "Réalisé"])
    page.append(["011", "Charges", 10.5, 11, 0, 0])
    page.append(["70", "Produits", 0, 0, 20.5, 21])
    if fusionner:
        for plage in ("C1:D1", "E1:F1", "A1:A2", "B1:B2"):
            page.merge_cells(plage)
    livre.save(tmp_path / "b.xlsx")
    (feuille,) = lire(tmp_path / "b.xlsx").feuilles
    attendus = ("Chapitre", "Libellé", "Dépenses Voté", "Dépenses Réalisé", "Recettes Voté", "Recettes Réalisé")
    assert (feuille.entetes, feuille.ligne_entete, feuille.lignes.height) == (attendus, 2, 2)


def test_un_groupe_au_dessus_d_un_en_tete_complet(tmp_path: Path) -> None:
    lignes = [
        ("Budget 2024",),
        (None, None, "Dépenses", None, "Recettes", None),
        ("Chapitre", "Libellé", "Voté", "Réalisé", "Voté", "Réalisé"),
        ("011", "Charges", 10.5, 11, 0.5, 0),
    ]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert feuille.entetes[2:] == ("Dépenses Voté", "Dépenses Réalisé", "Recettes Voté", "Recettes Réalisé")
    assert _motifs(feuille) == [(1, "titre")]


def test_les_totaux_sont_ecartes_avec_leurs_valeurs(tmp_path: Path) -> None:
    lignes = [
        ENTETES,
        *LIGNES[:2],
        (None, None, None, None, "Sous-total dépenses", 2620000.5, 2598543.19),
        LIGNES[2],
        ("TOTAL GENERAL", None, None, None, None, 5720000.5, 5738763.59),
        (None, None, None, None, None, 5720000.5, 1.5),
    ]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert feuille.lignes["ligne"].to_list() == [2, 3, 5]
    assert _motifs(feuille) == [(4, "total"), (6, "total"), (7, "total")]
    assert feuille.ecartees["c6"].to_list() == ["2598543.19", "5738763.59", "1.5"]


def test_le_fournisseur_total_n_est_pas_un_total(tmp_path: Path) -> None:
    lignes = [ENTETES, *LIGNES, (2024, "Dépense", "011", "60622", "TOTAL ENERGIES carburants", 800, 812.5)]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert feuille.lignes.height == 4
    assert feuille.ecartees.is_empty()


def test_intertitres_et_en_tetes_repetes(tmp_path: Path) -> None:
    lignes = [ENTETES, LIGNES[0], ("SECTION D'INVESTISSEMENT",), ENTETES, LIGNES[1]]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert _motifs(feuille) == [(3, "titre"), (4, "en-tête répété")]
    assert feuille.lignes["ligne"].to_list() == [2, 5]


def test_la_signature_ne_depend_que_du_format_et_des_en_tetes(tmp_path: Path) -> None:
    un = lire(classeur(tmp_path / "a.xlsx", [ENTETES, *LIGNES]))
    deux = lire(classeur(tmp_path / "b.xlsx", [("Export 2025",), tuple(e.upper() for e in ENTETES), LIGNES[1]]))
    trois = lire(classeur(tmp_path / "c.xlsx", [(*ENTETES[:6], "Mandaté"), *LIGNES]))
    assert un.signature == deux.signature != trois.signature


def test_normaliser() -> None:
    assert normaliser(" Nature\u00a0-\nLIBELLÉ ") == "nature - libelle"


def _groupes(chemin: Path, groupe: list[str | None], *fusions: str, dessus: tuple[str, ...] = ()) -> tuple[str, ...]:
    livre = openpyxl.Workbook()
    page = livre.active
    for titre in dessus:
        page.append([titre])
    page.append(groupe)
    page.append(["Article", "Libellé", "Voté", "Réalisé", "Voté", "Réalisé"])
    page.append(["60612", "Énergie", 10.5, 11, None, None])
    page.append(["70632", "Redevances", None, None, 20.5, 21])
    for plage in fusions:
        page.merge_cells(plage)
    livre.save(chemin)
    return tuple(lire(chemin).feuilles[0].entetes)


@pytest.mark.parametrize(
    ("groupe", "fusions", "dessus"),
    [
        ([None, None, "Dépenses", None, "Recettes", None], ("E1:F1",), ()),
        ([None, None, "Dépenses", None, "Recettes", None], ("C1:D1",), ()),
        ([None, None, "Dépenses", None, "Recettes", None], ("A3:A4",), ()),
        ([None, None, "Dépenses", None, "Recettes", None], ("A1:F1",), ("Compte administratif 2023",)),
        ([None, None, "Dépenses", None, "Recettes", None], ("A1:F1", "C2:D2"), ("Compte administratif 2023",)),
        ([None, None, "Dépenses", "Dépenses", "Recettes", "Recettes"], (), ()),
    ],
)
def test_des_groupes_a_moitie_fusionnes_s_etalent(
    groupe: list[str | None], fusions: tuple[str, ...], dessus: tuple[str, ...], tmp_path: Path
) -> None:
    lus = _groupes(tmp_path / "b.xlsx", groupe, *fusions, dessus=dessus)
    assert lus[2:] == ("Dépenses Voté", "Dépenses Réalisé", "Recettes Voté", "Recettes Réalisé")


def test_deux_groupes_inconnus_ne_se_lisent_jamais_sans_eux(tmp_path: Path) -> None:
    lus = _groupes(tmp_path / "b.xlsx", [None, None, "Direction A", None, "Direction B", None])
    assert lus[2:] == ("Direction A Voté", "Direction A Réalisé", "Direction B Voté", "Direction B Réalisé")


LIGNE_A_COMPTE = (2024, "Dépense", "011", "60622", "", None, 812.5)


@pytest.mark.parametrize(
    ("libelle", "sort"),
    [
        ("Total Énergies", "ligne"),
        ("TOTAL ENERGIES carburants", "ligne"),
        ("TOTAL MARKETING FRANCE", "ligne"),
        ("Total Direct Énergie", "ligne"),
        ("Totaux gaz", "ligne"),
        ("Total 60622", "total"),
        ("Total du compte 60622", "total"),
        ("Sous-total article 60622 :", "total"),
        ("Total chapitre 011", "total"),
        ("Total des dépenses", "total"),
        ("TOTAL", "total"),
    ],
)
def test_une_ligne_qui_a_un_compte_n_est_pas_un_total(libelle: str, sort: str, tmp_path: Path) -> None:
    douteuse = (*LIGNE_A_COMPTE[:4], libelle, *LIGNE_A_COMPTE[5:])
    entetes = (*ENTETES[:5], "Service", "Réalisé")
    lignes = [(*ligne[:5], "Bâtiments", ligne[6]) for ligne in LIGNES]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", [entetes, *lignes, douteuse])).feuilles
    assert (feuille.lignes.height, feuille.ecartees["motif"].to_list()) == (
        (4, []) if sort == "ligne" else (3, ["total"])
    )


def test_total_tout_court_avec_un_compte_est_a_trancher(tmp_path: Path) -> None:
    lignes = [ENTETES, *LIGNES, (2024, "Dépense", "011", "60612", "Total", 1, 2.5)]
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", lignes)).feuilles
    assert [(f.cellule, f.valeur, f.motif) for f in feuille.fautives] == [
        ("E5", "Total", "un total, ou une ligne du compte ?")
    ]
    tiers = [(*ENTETES[:5], "Fournisseur", "Réalisé"), (2024, "Dépense", "011", "60622", "Gaz", "TOTAL", 2.5)]
    (feuille,) = lire(classeur(tmp_path / "t.xlsx", tiers)).feuilles
    assert feuille.lignes.height == 1 and feuille.fautives == ()


def test_un_nom_puis_des_annees_est_un_en_tete(tmp_path: Path) -> None:
    (feuille,) = lire(classeur(tmp_path / "b.xlsx", [("Indicateur", 2019, 2020), ("PAUV", 14.2, 13.9)])).feuilles
    assert feuille.entetes == ("Indicateur", "2019", "2020")
