"""Les CSV : tous les encodages, tous les séparateurs, et les lignes inégales dites."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from fabrique_lecture import colonne, lire

from core.donnees.lecture.modele import LIGNE_COURTE, LIGNE_LONGUE, Lecture
from core.erreurs import FichierRefuse

ENCODAGES = {
    "utf-8": "utf-8",
    "utf-8 avec marque": "utf-8-sig",
    "cp1252": "cp1252",
    "utf-16 avec marque": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-16-be avec marque": "utf-16-be-bom",
}
SEPARATEURS = (";", ",", "\t", "|")
LIGNES = [
    ["Exercice", "Chapitre", "Libellé", "Réalisé"],
    ["2024", "011", "Électricité – écoles", "1 234,56"],
    ["2024", "012", 'Salaires ; « été », dit "le gros"', "-5,00"],
    ["2024", "01", "Deux\nlignes", ""],
]


def _ecrire(chemin: Path, texte: str, encodage: str = "utf-8") -> Lecture:
    if encodage == "utf-16-be-bom":
        chemin.write_bytes(b"\xfe\xff" + texte.encode("utf-16-be"))
    else:
        chemin.write_bytes(texte.encode(encodage))
    return lire(chemin)


def _champ(valeur: str, separateur: str) -> str:
    if any(signe in valeur for signe in (separateur, '"', "\n")):
        return '"' + valeur.replace('"', '""') + '"'
    return valeur


@pytest.mark.parametrize(("encodage", "separateur", "fin"), list(product(ENCODAGES, SEPARATEURS, ("\n", "\r\n"))))
def test_encodages_et_separateurs(encodage: str, separateur: str, fin: str, tmp_path: Path) -> None:
    texte = fin.join(separateur.join(_champ(valeur, separateur) for valeur in ligne) for ligne in LIGNES) + fin
    lecture = _ecrire(tmp_path / "b.csv", texte, ENCODAGES[encodage])
    (feuille,) = lecture.feuilles
    assert (lecture.format, lecture.avertissements) == ("csv", ())
    assert feuille.entetes == tuple(LIGNES[0])
    assert [colonne(feuille, entete) for entete in LIGNES[0]] == [
        [ligne[place] or None for ligne in LIGNES[1:]] for place in range(4)
    ]
    assert feuille.lettres == ("A", "B", "C", "D")
    assert feuille.lignes["ligne"].to_list() == [2, 3, 4]


def test_les_codes_restent_du_texte(tmp_path: Path) -> None:
    (feuille,) = _ecrire(tmp_path / "b.csv", "Insee;Compte;Nature;Voté\n01004;6E10;011;1,50\n").feuilles
    assert feuille.lignes.select("c0", "c1", "c2").row(0) == ("01004", "6E10", "011")


INEGALES = {
    "trop longue": ("011;Eau;1,00\n012;Gaz;bois;2,00\n65;Dons;3,00\n", [("ligne 3", "2,00", LIGNE_LONGUE)]),
    "trop courte": ("011;Eau;1,00\n012;Gaz\n65;Dons;3,00\n", [("ligne 3", "2\u00a0champs au lieu de 3", LIGNE_COURTE)]),
    "longue de vides": ("011;Eau;1,00;;\n012;Gaz;2,00;  ;\n", []),
    "vides et titres": ("\n011;Eau;1,00\n;;\n\n012;Gaz;2,00\n", []),
    "la dernière": ("011;Eau;1,00\n012;Gaz;2,00\n65;Dons", [("ligne 4", "2\u00a0champs au lieu de 3", LIGNE_COURTE)]),
    "une et l'autre": (
        "011;Eau;1,00\n012;Gaz;2,00\n012;3,00\n65;Dons;;4,00\n",
        [("ligne 4", "2\u00a0champs au lieu de 3", LIGNE_COURTE), ("ligne 5", "4,00", LIGNE_LONGUE)],
    ),
}


@pytest.mark.parametrize(("lignes", "fautes"), INEGALES.values(), ids=INEGALES)
def test_une_ligne_inegale_est_fautive_tout_entiere(
    lignes: str, fautes: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    (feuille,) = _ecrire(tmp_path / "b.csv", "Chapitre;Libellé;Voté\n" + lignes).feuilles
    assert [(f.cellule, f.valeur, f.motif) for f in feuille.fautives] == fautes


TETE_A_VIRGULES = "Chapitre,Nature,Libellé,Voté,Réalisé\n"
COUPES = {
    "centimes": ["011,60612,Eau,1075,50,9195,37", "012,64111,Paie,12,10,11,00"],
    "tout en zéro": ["011,60612,Eau,1075,00,9195,00", "012,64111,Paie,12,00,11,00"],
    "un sur deux": ["011,60612,Eau,1075,50,9195", "012,64111,Paie,12,10,11", "65,6574,Dons,1,2"],
    "négatifs": ["011,60612,Eau,-1075,50,0,00", "012,64111,Paie,-12,10,0,00"],
    "largeurs mêlées": ["011,60612,Eau,1,50,2", "012,64111,Paie,1,5,2,25", "65,6574,Dons,1,2"],
}


@pytest.mark.parametrize("lignes", COUPES.values(), ids=COUPES)
def test_la_virgule_separateur_et_decimale_est_refusee(lignes: list[str], tmp_path: Path) -> None:
    """« 1075,50 » y fait deux champs : 1 075 € lus à la place de 1 075,50, et le reste décalé d'autant."""
    with pytest.raises(FichierRefuse, match="coupe aussi les montants") as refus:
        _ecrire(tmp_path / "b.csv", TETE_A_VIRGULES + "\n".join(lignes) + "\n")
    assert "point-virgule" in refus.value.que_faire and "dès la ligne 2" in refus.value.quoi


def test_une_virgule_decimale_de_loin_en_loin_fait_refuser_sa_ligne(tmp_path: Path) -> None:
    lignes = ["011,60612,Eau,1,2", "012,64111,Paie,3,4", "65,6574,Dons,5,50,6"]
    (feuille,) = _ecrire(tmp_path / "b.csv", TETE_A_VIRGULES + "\n".join(lignes) + "\n").feuilles
    assert [(f.cellule, f.motif) for f in feuille.fautives] == [("ligne 4", LIGNE_LONGUE)]


def test_le_separateur_est_celui_de_toutes_les_lignes(tmp_path: Path) -> None:
    """Des lignes inégales au point-virgule, et des virgules décimales plus régulières qu'elles."""
    texte = "Chapitre;Libellé;Voté\n011;Eau\n012;Gaz;bois;2,00\n65;Dons;3,00;;\n66;Eau;4,00;;;\n"
    assert _ecrire(tmp_path / "b.csv", texte).feuilles[0].entetes[:3] == ("Chapitre", "Libellé", "Voté")


def test_separateurs_en_fin_de_ligne(tmp_path: Path) -> None:
    lecture = _ecrire(tmp_path / "b.csv", "Chapitre;Libellé;Voté;;\n011;Eau;1,00;;\n012;Gaz;2,00;;\n")
    assert (lecture.feuilles[0].entetes, lecture.avertissements) == (("Chapitre", "Libellé", "Voté"), ())


def test_titres_et_totaux(tmp_path: Path) -> None:
    texte = "Ville d'Orsevaux;;\nCompte administratif 2024;;\n;;\nChapitre;Libellé;Voté\n011;Eau;1,00\nTotal;;1,00\n"
    (feuille,) = _ecrire(tmp_path / "b.csv", texte, "cp1252").feuilles
    assert feuille.ligne_entete == 4
    assert feuille.ecartees.select("ligne", "motif").rows() == [(1, "titre"), (2, "titre"), (6, "total")]
    assert feuille.ecartees["c2"].to_list() == [None, None, "1,00"]


def test_guillemet_jamais_ferme(tmp_path: Path) -> None:
    with pytest.raises(FichierRefuse, match="guillemet") as refus:
        _ecrire(tmp_path / "b.csv", 'Chapitre;Libellé;Voté\n011;"Eau;1,00\n012;Gaz;2,00\n65;A;B;C\n')
    assert "ligne 2" in refus.value.ou


def test_guillemet_dans_un_champ(tmp_path: Path) -> None:
    lecture = _ecrire(tmp_path / "b.csv", 'Chapitre;Libellé;Voté\n011;Tuyau 5";1,00\n012;"Gaz" naturel;2,00\n')
    assert colonne(lecture.feuilles[0], "Libellé") == ['Tuyau 5"', '"Gaz" naturel']
    assert any("guillemet mal placé" in remarque for remarque in lecture.avertissements)


def test_une_seule_colonne(tmp_path: Path) -> None:
    with pytest.raises(FichierRefuse, match="une colonne"):
        _ecrire(tmp_path / "b.csv", "Nature\n60612\n60613\n")


def test_erreurs_de_tableur_exportees(tmp_path: Path) -> None:
    (feuille,) = _ecrire(tmp_path / "b.csv", "Chapitre;Libellé;Voté\n011;Eau;#REF!\n012;Gaz;2,00\n").feuilles
    assert [(f.cellule, f.valeur) for f in feuille.fautives] == [("C2", "#REF!")]


def test_la_virgule_decimale_n_est_pas_le_separateur(tmp_path: Path) -> None:
    texte = "Chapitre;Voté;Réalisé\n" + "".join(f"{n:03d};{n},50;{n},25\n" for n in range(40))
    (feuille,) = _ecrire(tmp_path / "b.csv", texte).feuilles
    assert feuille.entetes == ("Chapitre", "Voté", "Réalisé")


def test_un_texte_de_separateurs_seuls(tmp_path: Path) -> None:
    """Vingt millions de champs vides tiennent dans le poids permis ; ils sont refusés avant de remplir la mémoire."""
    with pytest.raises(FichierRefuse, match="5 millions de champs"):
        _ecrire(tmp_path / "b.csv", "a;b\n" + ";" * 19_000_000)
    with pytest.raises(FichierRefuse, match="2001 champs"):
        _ecrire(tmp_path / "b.csv", "a;b\n" + ";" * 2_000)
