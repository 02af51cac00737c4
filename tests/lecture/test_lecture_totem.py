"""TotEM et CFU : sur les documents réels quand ils sont là, et sur les pièges connus du format."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from fabrique_lecture import colonne, lire

from core.donnees.lecture.modele import Feuille, Lecture
from core.donnees.lecture.totem import reparer
from core.erreurs import FichierRefuse

REELLES = Path(__file__).resolve().parents[2].parent / "shared" / "donnees" / "budget"
CRACH_CA, MOHON, CRACH_BP = (
    "megalis_DOCBUDG-21560046100010-056025-CA-2021-01032022000000",
    "megalis_DOCBUDG-21560134500014-CFU-BP-2023",
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
@pytest.mark.parametrize(
    ("nom", "population", "par_habitant"),
    [(CRACH_CA, 3446, 603.33), (MOHON, 990, 252.47), ("montreuil_CA_2021", 111261, 1888.82)],
)
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


def _xml(
    tmp_path: Path,
    lignes: str,
    *,
    natdec: str = "09",
    natfonc: str = "3",
    annexes: str = "",
    etablissement: str = "BUDGET PRINCIPAL",
    genre: str = "P",
) -> Path:
    chemin = tmp_path / "b.xml"
    chemin.write_text(
        '<?xml version="1.0" encoding="ISO-8859-1"?><DocumentBudgetaire '
        'xmlns="http://www.minefi.gouv.fr/cp/demat/docbudgetaire"><EnTeteDocBudgetaire><LibelleColl V="Orsevaux"/>'
        f'</EnTeteDocBudgetaire><Budget><EnTeteBudget><LibelleEtab V="{etablissement}"/><Nomenclature V="M57-M57_A"/>'
        f'</EnTeteBudget><BlocBudget><NatDec V="{natdec}"/><Exer V="2024"/><NatFonc V="{natfonc}"/>'
        f'<CodTypBud V="{genre}"/></BlocBudget>{lignes}<Annexes>{annexes}</Annexes></Budget></DocumentBudgetaire>',
        encoding="latin-1",
    )
    return chemin


def _ligne(**champs: str) -> str:
    return "<LigneBudget>" + "".join(f'<{nom} V="{valeur}"/>' for nom, valeur in champs.items()) + "</LigneBudget>"


def test_vote_par_fonction_sans_prefixe_de_section(tmp_path: Path) -> None:
    lignes = "".join(
        _ligne(Nature="60612", Fonction=fonction, ContFon="930", CodRD="D", OpBudg="0", MtPrev="5.00")
        for fonction in ("93020", "90515", "9212", "94")
    )
    feuille = lire(_xml(tmp_path, lignes, natfonc="2")).feuilles[0]
    assert colonne(feuille, "fonction") == ["020", "515", "9212", "94"]
    assert set(colonne(feuille, "chapitre")) == {"930"}


def test_aucun_nom_de_personne_n_est_lu(tmp_path: Path) -> None:
    annexes = (
        '<DATA_CONCOURS><CONCOURS><LibOrgaBenef V="Martin Jeanne"/></CONCOURS></DATA_CONCOURS><DATA_SIGNATAIRE>'
        '<SIGNATAIRE><Signataire V="Dupont Paul"/></SIGNATAIRE></DATA_SIGNATAIRE><DATA_EMPRUNT><EMPRUNT>'
        '<CodTypEmpr V="09"/><NomBenefEmprGaranti V="Durand Luc"/><MtCapitalRestDu_31_12 V="900.0"/></EMPRUNT>'
        '<EMPRUNT><CodTypEmpr V="01"/><LibOrgaPreteur V="Prêteur Privé"/><MtCapitalRestDu_31_12 V="100.5"/>'
        "</EMPRUNT></DATA_EMPRUNT>"
    )
    lecture = lire(_xml(tmp_path, _ligne(Nature="60612", CodRD="D", OpBudg="0", MtReal="5.00"), annexes=annexes))
    tout = repr(lecture) + "".join(str(feuille.lignes.rows()) for feuille in lecture.feuilles)
    assert not any(nom in tout for nom in ("Martin", "Dupont", "Durand", "Privé"))
    assert colonne(lecture.feuilles[1], "montant_eur") == ["100.50"]


def test_total_ecarte_et_budget_annexe(tmp_path: Path) -> None:
    lignes = (
        _ligne(Nature="60612", CodRD="D", OpBudg="0", MtReal="5.00")
        + _ligne(Nature="60", CodRD="D", OpBudg="T", MtReal="5.00")
        + _ligne(Nature="6", CodRD="D", OpBudg="0", MtReal="5.00").replace(
            "LigneBudget>", 'LigneBudget calculated="true">', 1
        )
    )
    lecture = lire(_xml(tmp_path, lignes, etablissement="Régie de l&#39;eau", genre="A"))
    assert lecture.feuilles[0].lignes.height == 1
    assert lecture.contexte["budget"] == "Régie de l'eau"
    assert lecture.contexte["nomenclature"] == "M57_A"


def test_un_texte_encode_deux_fois_est_repare() -> None:
    assert reparer("HÃ´tel de ville") == "Hôtel de ville"
    assert reparer("Taux fixe Ã  0 %".replace("Ã ", "Ã\xa0")) == "Taux fixe à 0 %"
    assert reparer("section d&#8217;investissement") == "section d’investissement"
    assert reparer("Écoles — Â part") == "Écoles — Â part"


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        ("<?xml version='1.0'?><DocumentBudgetaire><Budget>", "coupé ou mal formé"),
        ("<?xml version='1.0'?><DocumentBudgetaire/>", "aucune ligne budgétaire"),
    ],
)
def test_totem_defectueux(contenu: str, attendu: str, tmp_path: Path) -> None:
    chemin = tmp_path / "b.xml"
    chemin.write_text(contenu, "utf-8")
    with pytest.raises(FichierRefuse, match=attendu):
        lire(chemin)


def test_totem_sans_exercice(tmp_path: Path) -> None:
    chemin = _xml(tmp_path, _ligne(Nature="60612", CodRD="D", OpBudg="0"), natdec="77")
    with pytest.raises(FichierRefuse, match="exercice ou son étape"):
        lire(chemin)
