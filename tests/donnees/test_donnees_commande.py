"""La ligne de commande : codes de sortie, un seul objet JSON, options avant ou après, tout en français."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.commandes.principale import principal
from core.donnees import gabarit
from core.donnees.demo import creer_la_demonstration
from core.donnees.dictionnaire import PAGE, dictionnaire
from core.donnees.entrepot import Entrepot
from core.donnees.importation import Bilan, Previsualisation
from core.erreurs import DonneesIncoherentes
from core.tables import TABLES
from core.tables.declaration import Choix

EXPORT = ("Exercice;Nature;Réalisé", "2023;60612;10", "2023;73111;20,50")


@pytest.fixture
def lancer(base: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, object]]:
    def faire(*arguments: str) -> tuple[int, object]:
        code = principal(["--base", str(base), *arguments, "--json"])
        sortie = capsys.readouterr()
        assert sortie.err == "" or sortie.err.startswith("Import n° ")
        return code, json.loads(sortie.out)

    return faire


@pytest.fixture
def ville(lancer: Callable[..., tuple[int, object]]) -> str:
    lancer("territoires", "--ajouter", "ville", "--nom", "Ville", "--type", "commune")
    return "ville"


def objet(resultat: tuple[int, object]) -> dict[str, object]:
    assert isinstance(resultat[1], dict)
    return resultat[1]


def test_une_question_ouverte_est_un_refus_qui_nomme_l_option(
    lancer: Callable[..., tuple[int, object]], ville: str, ecrire_csv: Callable[..., Path]
) -> None:
    resultat = lancer("importer", str(ecrire_csv(*EXPORT)), "--territoire", ville)
    refus = objet(resultat)
    assert resultat[0] == 1 and refus["statut"] == "refuse"
    assert isinstance(refus["erreur"], dict) and "--etape" in refus["erreur"]["que_faire"]
    importe = lancer("importer", str(ecrire_csv(*EXPORT)), "--territoire", ville, "--etape", "CA")
    assert importe[0] == 0 and objet(importe)["statut"] == "importe"


def test_un_rejet_refuse_tout_et_accepter_rejets_importe_le_reste(
    lancer: Callable[..., tuple[int, object]], ville: str, ecrire_csv: Callable[..., Path]
) -> None:
    fichier = str(ecrire_csv(*EXPORT, "2023;60621;abc"))
    arguments = ("importer", fichier, "--territoire", ville, "--etape", "CA")
    refus = objet(lancer(*arguments))
    assert refus["statut"] == "refuse" and refus["erreur"] is not None
    assert isinstance(refus["rejets"], list)
    assert set(refus["rejets"][0]) == {"feuille", "cellule", "colonne", "valeur", "regle", "message"}
    assert (refus["rejets"][0]["cellule"], refus["rejets"][0]["valeur"]) == ("C4", "abc")
    simule = lancer(*arguments, "--simuler")
    assert simule[0] == 0 and objet(simule)["statut"] == "simule"
    accepte = lancer(*arguments, "--accepter-rejets")
    assert accepte[0] == 0
    tables = objet(accepte)["tables"]
    assert isinstance(tables, list) and (tables[0]["creees"], tables[0]["rejetees"]) == (2, 1)


def test_un_fichier_de_correspondance_dirige_les_colonnes(
    lancer: Callable[..., tuple[int, object]], ville: str, ecrire_csv: Callable[..., Path], tmp_path: Path
) -> None:
    fichier = str(ecrire_csv("Exercice;Nature;Zorglub;Note", "2023;60612;10;a"))
    choix = tmp_path / "choix.json"
    choix.write_text(json.dumps({"Zorglub": "realise_eur", "Note": None}), encoding="utf-8")
    arguments = ("importer", fichier, "--territoire", ville, "--etape", "CA")
    assert lancer(*arguments)[0] == 1
    assert lancer(*arguments, "--correspondance", str(choix))[0] == 0
    choix.write_text("[]", encoding="utf-8")
    assert lancer(*arguments, "--correspondance", str(choix))[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("importer", "absent.csv", "--territoire", "ville"),
        ("annuler", "99"),
        ("valider", "99"),
        ("journal", "--territoire", "inconnu"),
        ("calculer", "inconnue", "--territoire", "ville", "--exercice", "2023"),
        ("gabarit", "-o", "/dossier/absent/g.xlsx"),
    ],
)
def test_une_demande_impossible_sort_avec_1_et_dit_que_faire(
    lancer: Callable[..., tuple[int, object]], ville: str, arguments: tuple[str, ...]
) -> None:
    code, sortie = lancer(*arguments)
    assert code == 1 and isinstance(sortie, dict)
    assert sortie["statut"] == "refuse" and sortie["erreur"]["quoi"] and sortie["erreur"]["que_faire"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["importer"],
        ["nimporte"],
        ["annuler", "deux"],
        ["importer", "f", "--etape", "X"],
        ["territoires", "--ajouter", "x"],
    ],
)
def test_une_faute_d_usage_sort_avec_2_en_francais(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as sortie:
        principal(arguments)
    assert sortie.value.code == 2
    ecrit = capsys.readouterr()
    assert ecrit.out == "" and "usage : " in ecrit.err
    assert not any(mot in ecrit.err for mot in ("error", "required", "invalid", "choose"))


def test_valider_et_journal(
    lancer: Callable[..., tuple[int, object]], ville: str, ecrire_csv: Callable[..., Path]
) -> None:
    lancer("importer", str(ecrire_csv(*EXPORT)), "--territoire", ville, "--etape", "CA")
    assert lancer("annuler", "1", "--territoire", "ville")[0] == 0
    lancer("importer", str(ecrire_csv(*EXPORT)), "--territoire", ville, "--etape", "CA")
    assert lancer("valider", "2") == (0, {"statut": "valide", "import": 2})
    entrees = objet(lancer("journal", "--territoire", ville))["journal"]
    assert isinstance(entrees, list)
    assert [entree["action"] for entree in entrees] == ["validation", "import", "annulation", "import", "territoire"]


def test_le_gabarit_dit_tout_ce_que_declarent_les_tables(
    lancer: Callable[..., tuple[int, object]], tmp_path: Path
) -> None:
    sortie = tmp_path / "g.xlsx"
    assert lancer("gabarit", "-o", str(sortie))[0] == 0
    classeur = openpyxl.load_workbook(sortie)
    assert classeur.sheetnames == ["Mode d'emploi", *(nom for nom, table in TABLES.items() if table.importable)]
    assert classeur["Mode d'emploi"]["A1"].value == "Comptes communs — gabarit d'import"
    for nom in classeur.sheetnames[1:]:
        feuille, table = classeur[nom], TABLES[nom]
        assert [cellule.value for cellule in feuille[1]] == [colonne.nom for colonne in table.colonnes]
        assert all(cellule.comment is not None for cellule in feuille[1])
        assert str(feuille["A3"].value).startswith("ex. : ")
        listes = {str(v.sqref).rstrip("0123456789").split(":")[0][0] for v in feuille.data_validations.dataValidation}
        assert len(listes) >= sum(isinstance(colonne.type, Choix) for colonne in table.colonnes) > -1
        assert feuille.freeze_panes == "B4"


def test_le_gabarit_rempli_se_reimporte_a_l_identique(
    entrepot: Entrepot, voir: Callable[..., Previsualisation], deposer: Callable[..., Bilan], tmp_path: Path
) -> None:
    lignes = {
        "capitaux": pl.DataFrame({"code": ["climat"], "entite": ["Climat"], "famille": ["naturel"]}),
        "emissions": pl.DataFrame(
            {
                "perimetre": ["territoire"] * 2,
                "exercice": [2023, 2024],
                "secteur": ["a", "a"],
                "emissions_tco2e": [10.5, None],
                "incertitude": [0.15, None],
            }
        ),
    }
    fichier = tmp_path / "rempli.xlsx"
    fichier.write_bytes(gabarit.construire(lignes))
    assert gabarit.construire(lignes) == fichier.read_bytes()
    vue = voir(fichier)
    assert vue.format == "gabarit" and vue.questions == () and vue.rejets == ()
    assert {apercu.table: apercu.creees for apercu in vue.tables} == {"capitaux": 1, "emissions": 2}
    assert vue.tables[1].lignes["incertitude"].to_list() == [0.15, None]
    deposer(fichier)
    assert deposer(fichier).import_id is None
    with pytest.raises(KeyError):
        gabarit.construire({"capitaux": pl.DataFrame({"inconnue": [1]})})


def test_le_dictionnaire_est_a_jour() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionnaire(), "relancez « python -m core.donnees.dictionnaire »"


@pytest.fixture
def exemples(tmp_path: Path) -> Path:
    racine = tmp_path / "exemples"
    for identifiant, parent in (("a-evenement", "z-ville"), ("z-ville", "")):
        dossier = racine / identifiant
        dossier.mkdir(parents=True)
        (dossier / "budget.csv").write_text("Exercice;Nature;Réalisé\n2023;60612;10\n", encoding="utf-8")
        (dossier / "territoire.toml").write_text(
            f'id = "{identifiant}"\nnom = "{identifiant}"\ntype = "commune"\nfictif = true\n'
            + (f'parent = "{parent}"\n' if parent else "")
            + '[[fichier]]\nchemin = "budget.csv"\netape = "CA"\n',
            encoding="utf-8",
        )
    return racine


def test_la_demonstration_charge_valide_et_ne_recommence_pas(base: Path, exemples: Path) -> None:
    bilan = creer_la_demonstration(base, exemples)
    assert bilan["statut"] == "cree" and [t["id"] for t in bilan["territoires"]] == ["z-ville", "a-evenement"]
    octets = base.read_bytes()
    assert creer_la_demonstration(base, exemples)["statut"] == "existe"
    entrepot = Entrepot.ouvrir(base)
    assert entrepot.imports(ACCES_LOCAL, "z-ville")["statut"].to_list() == ["valide"]
    assert entrepot.territoires(ACCES_LOCAL)[0].fictif
    entrepot.fermer()
    assert len(octets) > 0 and sorted(p.name for p in base.parent.iterdir()) == [base.name, "originaux"]


def test_une_demonstration_interrompue_laisse_la_base_intacte(base: Path, exemples: Path) -> None:
    (exemples / "z-ville" / "budget.csv").write_text("Exercice;Nature;Réalisé\n2023;60612;dix\n", encoding="utf-8")
    with pytest.raises(DonneesIncoherentes, match="refusée"):
        creer_la_demonstration(base, exemples)
    assert not base.exists()
    assert [p for p in base.parent.iterdir() if p.suffix == ".en-cours"] == []


def test_la_sortie_d_un_import_a_toujours_les_memes_cles(
    lancer: Callable[..., tuple[int, object]], ville: str, ecrire_csv: Callable[..., Path]
) -> None:
    fichier = str(ecrire_csv(*EXPORT))
    attendues = {"statut", "format", "import", "document", "tables", "rejets", "laissees", "avertissements", "erreur"}
    for options in ((), ("--etape", "CA", "--simuler"), ("--etape", "CA"), ("--etape", "CA", "--exercice", "2021")):
        assert set(objet(lancer("importer", fichier, "--territoire", ville, *options))) == attendues


def test_une_panne_imprevue_reste_un_objet_json(
    base: Path, ecrire_csv: Callable[..., Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def tomber(*_: object) -> None:
        raise RuntimeError("panne")

    monkeypatch.setattr("core.commandes.fichiers.previsualiser", tomber)
    fichier = str(ecrire_csv(*EXPORT))
    assert principal(["--base", str(base), "importer", fichier, "--territoire", "ville", "--json"]) == 1
    sortie = capsys.readouterr()
    assert json.loads(sortie.out)["erreur"]["quoi"].startswith("Une erreur imprévue") and "panne" in sortie.err


def test_l_aide_n_attend_ni_la_base_ni_les_lecteurs() -> None:
    programme = (
        "import sys; from core.commandes.principale import principal; "
        "print(sorted({'duckdb', 'fastexcel', 'plotly', 'xlsxwriter'} & set(sys.modules)))"
    )
    rendu = subprocess.run([sys.executable, "-c", programme], check=True, capture_output=True, text=True)
    assert rendu.stdout.strip() == "[]"
