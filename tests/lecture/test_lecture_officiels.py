"""SCDL, balances DGFiP, agrégats OFGL : les deux familles, les variantes, et plusieurs collectivités."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrique_lecture import colonne, lire

from core.erreurs import FichierRefuse, QuestionOuverte

REELLES = Path(__file__).resolve().parents[2].parent / "shared" / "donnees" / "budget"
reelles = pytest.mark.skipif(not REELLES.exists(), reason="les fichiers réels de « shared/donnees » ne sont pas là")


def test_scdl_indulgent(tmp_path: Path) -> None:
    chemin = tmp_path / "s.csv"
    chemin.write_text(
        "BGT_NATDEC,BGT_ANNEE,BGT_SIRET,BGT_NOM,BGT_NATURE,BGT_NATURE_LABEL,BGT_OPBUDG,BGT_CODRD,BGT_MTREAL\n"
        "COMPTE ADMINISTRATIF,2024,21990001000017,ORSEVAUX,60612,Énergie,Réel,Dépense,12.50\n"
        "Compte administratif,2024,21990001000017,ORSEVAUX,70,,REEL,RECETTE,\n",
        "utf-8",
    )
    lecture = lire(chemin)
    (feuille,) = lecture.feuilles
    assert colonne(feuille, "etape") == ["CA", "CA"]
    assert colonne(feuille, "sens") == ["depense", "recette"]
    assert colonne(feuille, "mouvement") == ["reel", "reel"]
    assert colonne(feuille, "realise_eur") == ["12.50", None]
    assert any("BGT_FONCTION" in remarque for remarque in lecture.avertissements)
    assert feuille.cellule(feuille.entetes.index("realise_eur"), 2) == "I2"


def test_scdl_sans_sens(tmp_path: Path) -> None:
    chemin = tmp_path / "s.csv"
    chemin.write_text("BGT_NATDEC,BGT_ANNEE,BGT_NATURE\nBudget primitif,2024,60612\n", "utf-8")
    with pytest.raises(FichierRefuse, match="BGT_CODRD"):
        lire(chemin)


ENTETE_BALANCE = (
    "EXER;IDENT;NDEPT;LBUDG;INSEE;CBUDG;CTYPE;NOMEN;SIREN;COMPTE;BEDEB;BECRE;OBNETDEB;OBNETCRE;ONBDEB;ONBCRE;"
    "OOBDEB;OOBCRE;SD;SC"
)
BALANCE = (
    ("60612", "0;0;1000,50;50;0;0;0;0;950,50;0"),
    ("1641", "0;500000;40000;100000;0;0;0;0;0;560000"),
    ("6811", "0;0;3000;0;0;0;3000;0;3000;0"),
    ("28188", "0;0;0;3000;0;0;0;3000;0;3000"),
    ("2188", "0;0;700;20;0;0;0;0;680;0"),
    ("10222", "0;0;5;85;0;0;0;0;0;80"),
    ("4111", "0;0;0;0;10;0;0;0;10;0"),
    ("1688", "0;9;0;0;0;0;0;0;0;9"),
)


def _balance(chemin: Path, *, croisee: bool = False, api: bool = False, communes: int = 1) -> Path:
    lignes = [ENTETE_BALANCE]
    for rang in range(communes):
        lignes += [
            f"2023;2193004{rang}000015;093;VILLE {rang};04{rang};1;101;M57;2193004{rang}0;{compte};{suite}"
            for compte, suite in BALANCE
        ]
    lignes.append("2023;21930040000099;093;RÉGIE EAU;040;3;410;M49;219300400;7011;0;0;0;200,25;0;0;0;0;0;200,25")
    if croisee:
        lignes = [
            ligne.replace(";COMPTE;", ";FONCTION;COMPTE;")
            if rang == 0
            else ";".join([*ligne.split(";")[:9], "020", *ligne.split(";")[9:]])
            for rang, ligne in enumerate(lignes)
        ]
    if api:
        lignes = [
            ligne.lower() if rang == 0 else ligne.replace("2023;", "2023-01-01;", 1).replace(",", ".")
            for rang, ligne in enumerate(lignes)
        ]
    chemin.write_bytes("\r\n".join(lignes).encode("utf-8-sig" if api else "cp1252"))
    return chemin


@pytest.mark.parametrize(("croisee", "api"), [(False, False), (True, False), (False, True), (True, True)])
def test_balance_dgfip(croisee: bool, api: bool, tmp_path: Path) -> None:
    lecture = lire(_balance(tmp_path / "b.csv", croisee=croisee, api=api))
    lignes, dette = lecture.feuilles
    cles = ("nature", "sens", "mouvement", "section", "realise_eur", "budget")
    assert list(zip(*(colonne(lignes, cle) for cle in cles), strict=True)) == [
        ("60612", "depense", "reel", "fonctionnement", "950.50", "principal"),
        ("1641", "depense", "reel", "investissement", "40000.00", "principal"),
        ("1641", "recette", "reel", "investissement", "100000.00", "principal"),
        ("6811", "depense", "ordre", "fonctionnement", "3000.00", "principal"),
        ("28188", "recette", "ordre", "investissement", "3000.00", "principal"),
        ("2188", "depense", "reel", "investissement", "680.00", "principal"),
        ("10222", "recette", "reel", "investissement", "80.00", "principal"),
        ("7011", "recette", "reel", "fonctionnement", "200.25", "RÉGIE EAU"),
    ]
    assert set(colonne(lignes, "exercice")) == {"2023"}
    assert set(colonne(lignes, "fonction")) == ({"020"} if croisee else {None})
    assert (colonne(dette, "agregat"), colonne(dette, "montant_eur")) == (
        ["Encours de dette (à vérifier)"],
        ["560000.00"],
    )
    assert lecture.format == "dgfip"


def test_balance_de_plusieurs_communes(tmp_path: Path) -> None:
    chemin = _balance(tmp_path / "b.csv", communes=3)
    with pytest.raises(QuestionOuverte, match=r"3\scollectivités") as question:
        lire(chemin)
    assert "VILLE 1 (219300410)" in question.value.quoi
    assert "SIREN" in question.value.que_faire
    for indication in (
        {"siren": "219300410"},
        {"code_insee": "93041"},
        {"collectivite": "ville 1"},
        {"nom": "VILLE 1"},
        {"collectivite": "21930041000015"},
    ):
        lecture = lire(chemin, **indication)
        assert lecture.contexte["collectivite"] == "VILLE 1"
        assert lecture.feuilles[0].lignes.height == 7
    with pytest.raises(QuestionOuverte):
        lire(chemin, collectivite="Nulle-Part")


def test_balance_montant_illisible(tmp_path: Path) -> None:
    chemin = _balance(tmp_path / "b.csv")
    chemin.write_bytes(chemin.read_bytes().replace(b"1000,50", b"1000,5O"))
    (fautive,) = lire(chemin).feuilles[0].fautives
    assert (fautive.cellule, fautive.valeur) == ("M2", "1000,5O")


@reelles
def test_ofgl_reel_consolide() -> None:
    lecture = lire(REELLES / "ofgl_csv" / "ofgl-base-communes-consolidee.test.csv")
    (feuille,) = lecture.feuilles
    assert (lecture.format, feuille.table, feuille.lignes.height) == ("ofgl", "agregats_financiers", 100)
    assert lecture.contexte["collectivite"] == "Cazères"
    assert set(colonne(feuille, "budget")) == {"consolide"}
    paires = dict(zip(colonne(feuille, "agregat"), colonne(feuille, "montant_eur"), strict=True))
    assert paires["Autres recettes de fonctionnement"]


@reelles
def test_ofgl_reel_de_plusieurs_epci() -> None:
    chemin = REELLES / "ofgl_csv" / "ofgl-base-epci.test.csv"
    with pytest.raises(QuestionOuverte, match=r"24\scollectivités"):
        lire(chemin)
    (feuille,) = lire(chemin, siren="243100518").feuilles
    assert (colonne(feuille, "montant_eur"), colonne(feuille, "exercice")) == (["103814959.22"], ["2016"])


def test_ofgl_de_l_interface_de_donnees(tmp_path: Path) -> None:
    chemin = tmp_path / "o.csv"
    chemin.write_bytes(
        "\ufeffexer;insee;siren;com_name;lbudg;type_de_budget;agregat;montant\n"
        "2023-01-01;31135;213101355;Cazères;CAZERES;Budget principal;Encours de dette;1500.5\n"
        "2023-01-01;31135;213101355;Cazères;EAU CAZERES;Budget annexe;Encours de dette;20.25\n".encode()
    )
    (feuille,) = lire(chemin).feuilles
    assert colonne(feuille, "budget") == ["principal", "EAU CAZERES"]
    assert colonne(feuille, "exercice") == ["2023", "2023"]
    assert feuille.cellule(feuille.entetes.index("montant_eur"), 3) == "H3"
