"""Les documents officiels : TotEM, CFU, SCDL, balances DGFiP, agrégats OFGL — sur les fichiers réels quand ils sont là."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from fabrique_lecture import colonne, lire

from core.donnees.lecture.modele import Feuille, Lecture
from core.donnees.lecture.totem import reparer
from core.erreurs import FichierRefuse, QuestionOuverte

REELLES = Path(__file__).resolve().parents[2].parent / "shared" / "donnees" / "budget"
CRACH_CA, MOHON, CRACH_BP = (
    "megalis_DOCBUDG-21560046100010-056025-CA-2021-01032022000000", "megalis_DOCBUDG-21560134500014-CFU-BP-2023",
    "megalis_budget-crach-001",
)
reelles = pytest.mark.skipif(not REELLES.exists(), reason="les fichiers réels de « shared/donnees » ne sont pas là")

# Sommes relevées dans chaque document (dépense, recette) ; l'équilibre des crédits ouverts en est le contrôle.
ATTENDUS = {
    CRACH_CA: ("CA", 196, "credits_ouverts_eur", "6403536.81", "6403536.81"),
    MOHON: ("CFU", 163, "credits_ouverts_eur", "3312702.03", "3312702.03"),
    CRACH_BP: ("BP", 201, "credits_ouverts_eur", "7201227.49", "7201227.49"),
    "montreuil_CA_2021": ("CA", 1450, "realise_eur", "268713667.37", "280643852.96"),
    "montreuil_CA_2022": ("CA", 1530, "realise_eur", "293137754.14", "304945666.19"),
}


def _sommes(feuille: Feuille, nom: str) -> dict[str, Decimal]:
    cadre = pl.DataFrame({"sens": colonne(feuille, "sens"), "montant": colonne(feuille, nom)})
    sommes = cadre.group_by("sens").agg(pl.col("montant").cast(pl.Decimal(18, 2)).sum())
    return dict(sommes.iter_rows())


def _totem(nom: str) -> Lecture:
    return lire(REELLES / "totem_xml" / f"{nom}.xml")


@reelles
@pytest.mark.parametrize("nom", ATTENDUS)
def test_totem_reel(nom: str) -> None:
    etape, lignes, montant, depense, recette = ATTENDUS[nom]
    lecture = _totem(nom)
    feuille = lecture.feuilles[0]
    assert (lecture.contexte["etape"], lecture.format) == (etape, "cfu" if etape == "CFU" else "totem")
    assert (feuille.table, feuille.lignes.height) == ("lignes_budgetaires", lignes)
    assert _sommes(feuille, montant) == {"depense": Decimal(depense), "recette": Decimal(recette)}
    assert set(colonne(feuille, "mouvement")) == {"reel", "ordre"}
    assert feuille.lignes["ligne"].is_unique().all()


@reelles
@pytest.mark.parametrize("nom", [CRACH_CA, MOHON, CRACH_BP])
@pytest.mark.parametrize("montant", ["vote_eur", "credits_ouverts_eur", "realise_eur", "rar_eur"])
def test_totem_et_son_jumeau_scdl_disent_la_meme_chose(nom: str, montant: str) -> None:
    jumeau = lire(REELLES / "scdl_csv" / f"{nom}.csv")
    assert jumeau.format == "scdl"
    totem, scdl = _totem(nom).feuilles[0], jumeau.feuilles[0]
    assert totem.lignes.height == scdl.lignes.height
    assert _sommes(totem, montant) == _sommes(scdl, montant)
    cles = ("nature", "sens", "mouvement", montant)
    lignes = [sorted(zip(*(colonne(f, cle) for cle in cles), strict=True), key=str) for f in (totem, scdl)]
    assert [ligne[:3] for ligne in lignes[0]] == [ligne[:3] for ligne in lignes[1]]


@reelles
@pytest.mark.parametrize(("nom", "population", "par_habitant"), [
    (CRACH_CA, 3446, 603.33), (MOHON, 990, 252.47), ("montreuil_CA_2021", 111261, 1888.82),
])
def test_l_encours_de_dette_est_celui_du_document(nom: str, population: int, par_habitant: float) -> None:
    """L'encours lu ligne à ligne, rapporté à la population, redonne le ratio publié.

    Mohon et Montreuil le publient dans le même document (`InformationsGenerales`) ; Crach publie au BP 2022 celui du
    31 décembre 2021, et au CA 2021 celui du 1er janvier.
    """
    dette = _totem(nom).feuilles[1]
    assert (dette.table, colonne(dette, "agregat")) == ("agregats_financiers", ["Encours de dette"])
    encours = float(colonne(dette, "montant_eur")[0] or 0)
    assert encours / population == pytest.approx(par_habitant, rel=0.004)


@reelles
def test_un_budget_primitif_ne_donne_pas_d_encours() -> None:
    assert [feuille.table for feuille in _totem(CRACH_BP).feuilles] == ["lignes_budgetaires"]


@reelles
def test_le_cfu_laisse_ses_sous_totaux_de_cote() -> None:
    feuille = _totem(MOHON).feuilles[0]
    assert feuille.ecartees.height == 633
    assert set(feuille.ecartees["motif"]) == {"sous-total"}


@reelles
def test_un_vote_a_zero_partout_est_absent() -> None:
    lecture = _totem("montreuil_CA_2022")
    assert set(colonne(lecture.feuilles[0], "vote_eur")) == {None}
    assert any("crédits ouverts font foi" in remarque for remarque in lecture.avertissements)


@reelles
def test_les_sections_dites_par_le_document() -> None:
    assert set(colonne(_totem(CRACH_CA).feuilles[0], "section")) == {"fonctionnement", "investissement"}
    assert set(colonne(_totem("montreuil_CA_2021").feuilles[0], "section")) == {None}


def _xml(tmp_path: Path, lignes: str, *, natdec: str = "09", natfonc: str = "3", annexes: str = "",
         etablissement: str = "BUDGET PRINCIPAL", genre: str = "P") -> Path:
    chemin = tmp_path / "b.xml"
    chemin.write_text(
        '<?xml version="1.0" encoding="ISO-8859-1"?><DocumentBudgetaire '
        'xmlns="http://www.minefi.gouv.fr/cp/demat/docbudgetaire"><EnTeteDocBudgetaire><LibelleColl V="Orsevaux"/>'
        f'</EnTeteDocBudgetaire><Budget><EnTeteBudget><LibelleEtab V="{etablissement}"/><Nomenclature V="M57-M57_A"/>'
        f'</EnTeteBudget><BlocBudget><NatDec V="{natdec}"/><Exer V="2024"/><NatFonc V="{natfonc}"/>'
        f'<CodTypBud V="{genre}"/></BlocBudget>{lignes}<Annexes>{annexes}</Annexes></Budget></DocumentBudgetaire>',
        encoding="latin-1")
    return chemin


def _ligne(**champs: str) -> str:
    return "<LigneBudget>" + "".join(f'<{nom} V="{valeur}"/>' for nom, valeur in champs.items()) + "</LigneBudget>"


def test_vote_par_fonction_sans_prefixe_de_section(tmp_path: Path) -> None:
    lignes = "".join(_ligne(Nature="60612", Fonction=fonction, ContFon="930", CodRD="D", OpBudg="0", MtPrev="5.00")
                     for fonction in ("93020", "90515", "9212", "94"))
    feuille = lire(_xml(tmp_path, lignes, natfonc="2")).feuilles[0]
    assert colonne(feuille, "fonction") == ["020", "515", "9212", "94"]
    assert set(colonne(feuille, "chapitre")) == {"930"}


def test_aucun_nom_de_personne_n_est_lu(tmp_path: Path) -> None:
    annexes = ('<DATA_CONCOURS><CONCOURS><LibOrgaBenef V="Martin Jeanne"/></CONCOURS></DATA_CONCOURS><DATA_SIGNATAIRE>'
               '<SIGNATAIRE><Signataire V="Dupont Paul"/></SIGNATAIRE></DATA_SIGNATAIRE><DATA_EMPRUNT><EMPRUNT>'
               '<CodTypEmpr V="09"/><NomBenefEmprGaranti V="Durand Luc"/><MtCapitalRestDu_31_12 V="900.0"/></EMPRUNT>'
               '<EMPRUNT><CodTypEmpr V="01"/><LibOrgaPreteur V="Prêteur Privé"/><MtCapitalRestDu_31_12 V="100.5"/>'
               "</EMPRUNT></DATA_EMPRUNT>")
    lecture = lire(_xml(tmp_path, _ligne(Nature="60612", CodRD="D", OpBudg="0", MtReal="5.00"), annexes=annexes))
    tout = repr(lecture) + "".join(str(feuille.lignes.rows()) for feuille in lecture.feuilles)
    assert not any(nom in tout for nom in ("Martin", "Dupont", "Durand", "Privé"))
    assert colonne(lecture.feuilles[1], "montant_eur") == ["100.50"]


def test_total_ecarte_et_budget_annexe(tmp_path: Path) -> None:
    lignes = (_ligne(Nature="60612", CodRD="D", OpBudg="0", MtReal="5.00")
              + _ligne(Nature="60", CodRD="D", OpBudg="T", MtReal="5.00"))
    lecture = lire(_xml(tmp_path, lignes, etablissement="Régie de l&#39;eau", genre="A"))
    assert lecture.feuilles[0].lignes.height == 1
    assert lecture.contexte["budget"] == "Régie de l'eau"
    assert lecture.contexte["nomenclature"] == "M57_A"


def test_un_texte_encode_deux_fois_est_repare() -> None:
    assert reparer("HÃ´tel de ville") == "Hôtel de ville"
    assert reparer("Taux fixe Ã  0 %".replace("Ã ", "Ã\xa0")) == "Taux fixe à 0 %"
    assert reparer("section d&#8217;investissement") == "section d’investissement"
    assert reparer("Écoles — Â part") == "Écoles — Â part"


@pytest.mark.parametrize(("contenu", "attendu"), [
    ("<?xml version='1.0'?><DocumentBudgetaire><Budget>", "coupé ou mal formé"),
    ("<?xml version='1.0'?><DocumentBudgetaire/>", "aucune ligne budgétaire"),
])
def test_totem_defectueux(contenu: str, attendu: str, tmp_path: Path) -> None:
    chemin = tmp_path / "b.xml"
    chemin.write_text(contenu, "utf-8")
    with pytest.raises(FichierRefuse, match=attendu):
        lire(chemin)


def test_totem_sans_exercice(tmp_path: Path) -> None:
    chemin = _xml(tmp_path, _ligne(Nature="60612", CodRD="D", OpBudg="0"), natdec="77")
    with pytest.raises(FichierRefuse, match="exercice ou son étape"):
        lire(chemin)


def test_scdl_indulgent(tmp_path: Path) -> None:
    chemin = tmp_path / "s.csv"
    chemin.write_text(
        "BGT_NATDEC,BGT_ANNEE,BGT_SIRET,BGT_NOM,BGT_NATURE,BGT_NATURE_LABEL,BGT_OPBUDG,BGT_CODRD,BGT_MTREAL\n"
        "COMPTE ADMINISTRATIF,2024,21990001000017,ORSEVAUX,60612,Énergie,Réel,Dépense,12.50\n"
        "Compte administratif,2024,21990001000017,ORSEVAUX,70,,REEL,RECETTE,\n", "utf-8")
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


ENTETE_BALANCE = ("EXER;IDENT;NDEPT;LBUDG;INSEE;CBUDG;CTYPE;NOMEN;SIREN;COMPTE;BEDEB;BECRE;OBNETDEB;OBNETCRE;ONBDEB;ONBCRE;"
                  "OOBDEB;OOBCRE;SD;SC")
BALANCE = (
    ("60612", "0;0;1000,50;50;0;0;0;0;950,50;0"), ("1641", "0;500000;40000;100000;0;0;0;0;0;560000"),
    ("6811", "0;0;3000;0;0;0;3000;0;3000;0"), ("28188", "0;0;0;3000;0;0;0;3000;0;3000"),
    ("2188", "0;0;700;20;0;0;0;0;680;0"), ("10222", "0;0;5;85;0;0;0;0;0;80"), ("4111", "0;0;0;0;10;0;0;0;10;0"),
    ("1688", "0;9;0;0;0;0;0;0;0;9"),
)


def _balance(chemin: Path, *, croisee: bool = False, api: bool = False, communes: int = 1) -> Path:
    lignes = [ENTETE_BALANCE]
    for rang in range(communes):
        lignes += [f"2023;2193004{rang}000015;093;VILLE {rang};04{rang};1;101;M57;2193004{rang}0;{compte};{suite}"
                   for compte, suite in BALANCE]
    lignes.append("2023;21930040000099;093;RÉGIE EAU;040;3;410;M49;219300400;7011;0;0;0;200,25;0;0;0;0;0;200,25")
    if croisee:
        lignes = [ligne.replace(";COMPTE;", ";FONCTION;COMPTE;") if rang == 0 else ";".join(
            [*ligne.split(";")[:9], "020", *ligne.split(";")[9:]]) for rang, ligne in enumerate(lignes)]
    if api:
        lignes = [ligne.lower() if rang == 0 else ligne.replace("2023;", "2023-01-01;", 1).replace(",", ".")
                  for rang, ligne in enumerate(lignes)]
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
        ["Encours de dette (à vérifier)"], ["560000.00"])
    assert lecture.format == "dgfip"


def test_balance_de_plusieurs_communes(tmp_path: Path) -> None:
    chemin = _balance(tmp_path / "b.csv", communes=3)
    with pytest.raises(QuestionOuverte, match="3 collectivités") as question:
        lire(chemin)
    assert "VILLE 1 (219300410)" in question.value.quoi
    assert "--collectivite" in question.value.que_faire
    for indication in ({"siren": "219300410"}, {"code_insee": "93041"}, {"collectivite": "ville 1"}, {"nom": "VILLE 1"},
                       {"collectivite": "21930041000015"}):
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
    with pytest.raises(QuestionOuverte, match="24 collectivités"):
        lire(chemin)
    (feuille,) = lire(chemin, siren="243100518").feuilles
    assert (colonne(feuille, "montant_eur"), colonne(feuille, "exercice")) == (["103814959.22"], ["2016"])


def test_ofgl_de_l_interface_de_donnees(tmp_path: Path) -> None:
    chemin = tmp_path / "o.csv"
    chemin.write_bytes("\ufeffexer;insee;siren;com_name;lbudg;type_de_budget;agregat;montant\n"
                       "2023-01-01;31135;213101355;Cazères;CAZERES;Budget principal;Encours de dette;1500.5\n"
                       "2023-01-01;31135;213101355;Cazères;EAU CAZERES;Budget annexe;Encours de dette;20.25\n".encode())
    (feuille,) = lire(chemin).feuilles
    assert colonne(feuille, "budget") == ["principal", "EAU CAZERES"]
    assert colonne(feuille, "exercice") == ["2023", "2023"]
    assert feuille.cellule(feuille.entetes.index("montant_eur"), 3) == "H3"
