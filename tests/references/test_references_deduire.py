"""Ce que le plan de comptes dit d'une ligne, et ce qu'il refuse de deviner."""

from __future__ import annotations

import polars as pl
import pytest

from core import plan_de_comptes
from core.references import reference


def deduire(**colonnes: object) -> dict[str, object]:
    return plan_de_comptes.deduire(pl.DataFrame({nom: [valeur] for nom, valeur in colonnes.items()})).row(0, named=True)


@pytest.mark.parametrize(
    ("nature", "attendu"),
    [
        ("60612", ("depense", "reel", "fonctionnement", "011")),
        ("64111", ("depense", "reel", "fonctionnement", "012")),
        ("6419", ("recette", "reel", "fonctionnement", "013")),
        ("7391118", ("depense", "reel", "fonctionnement", "014")),
        ("73111", ("recette", "reel", "fonctionnement", "731")),
        ("6811", ("depense", "ordre", "fonctionnement", "042")),
        ("023", ("depense", "ordre", "fonctionnement", "023")),
        ("1641", (None, None, "investissement", None)),
        ("2313", (None, None, "investissement", None)),
        ("999", (None, None, None, None)),
    ],
)
def test_une_nature_seule_dit_ce_qui_est_certain(nature: str, attendu: tuple[str | None, ...]) -> None:
    rendu = deduire(nature=nature, nomenclature="M57")
    assert tuple(rendu[nom] for nom in ("sens", "mouvement", "section", "chapitre")) == attendu


@pytest.mark.parametrize(
    ("sens", "mouvement", "type_ordre", "chapitre"),
    [
        ("depense", "reel", None, "16"),
        ("recette", "ordre", "entre_sections", "040"),
        ("recette", "ordre", "interne", "041"),
        ("recette", "ordre", None, None),
    ],
)
def test_le_chapitre_depend_du_sens_et_du_mouvement(
    sens: str, mouvement: str, type_ordre: str | None, chapitre: str | None
) -> None:
    rendu = deduire(nature="1641", sens=sens, mouvement=mouvement, type_ordre=type_ordre, nomenclature="M57")
    assert rendu["chapitre"] == chapitre
    assert rendu["section"] == "investissement"


def test_un_chapitre_connu_dit_le_mouvement_et_la_section() -> None:
    assert deduire(nature="2313", sens="depense", chapitre="040", nomenclature="M57")["mouvement"] == "ordre"
    assert deduire(nature="2313", sens="depense", chapitre="23", nomenclature="M57")["mouvement"] == "reel"
    assert deduire(nature="65748", chapitre="935", nomenclature="M57")["mouvement"] == "reel"
    assert deduire(nature="7785", sens="recette", chapitre="935", nomenclature="M14")["mouvement"] == "ordre"


def test_ce_qui_est_recu_passe_avant_ce_qui_est_deduit() -> None:
    rendu = deduire(nature="60612", sens="recette", section="investissement", chapitre="77", nomenclature="M57")
    assert (rendu["sens"], rendu["section"], rendu["chapitre"]) == ("recette", "investissement", "77")


def test_un_compte_plus_fin_que_le_plan_prend_son_plus_long_prefixe() -> None:
    rendu = deduire(nature="6061200099", nomenclature="M57")
    assert (rendu["compte"], rendu["chapitre"]) == ("60612", "011")


def test_un_compte_collectif_ne_rend_un_chapitre_que_s_il_est_unique() -> None:
    assert deduire(nature="6068", sens="depense", nomenclature="M57_A")["chapitre"] == "011"
    assert deduire(nature="65", sens="depense", mouvement="reel", nomenclature="M57_D")["chapitre"] is None


def test_la_nomenclature_change_le_chapitre() -> None:
    assert deduire(nature="73111", nomenclature="M14-M14_COM_SUP3500")["chapitre"] == "73"
    assert deduire(nature="73111", nomenclature="M57-M57_A")["chapitre"] == "731"
    assert deduire(nature="60612", nomenclature="M52")["chapitre"] is None


@pytest.mark.parametrize(
    ("texte", "cle"),
    [
        ("M57-M57_A", "M57_A"),
        ("M57A", "M57_A"),
        ("M57 développé", "M57_D"),
        ("m57", "M57_D"),
        ("M14-M14_COM_500_3500", "M14"),
        ("M57 abrégée", "M57_A"),
        ("M 57 (abrégé)", "M57_A"),
        ("M57 Cabrières", "M57_D"),
        ("Instruction M-14", "M14"),
        ("M14-M57", None),
        ("M49", "M49_D"),
        ("M52", None),
        ("", None),
        (None, None),
    ],
)
def test_les_noms_de_nomenclature_se_ramenent_a_un_plan(texte: str | None, cle: str | None) -> None:
    assert plan_de_comptes.nomenclature_connue(texte) == cle


@pytest.mark.parametrize("numero", ["57", "14", "4", "49", "22", "832"])
@pytest.mark.parametrize(
    "ecriture",
    ["M{}", "m{}", "M {}", "M.{}", "M. {}", "M-{}", "M_{}", "M\u00a0{}", " M{} ", "M{} développée", "Nomenclature M{}"],
)
def test_une_nomenclature_se_reconnait_comme_qu_on_l_ecrive(ecriture: str, numero: str) -> None:
    assert plan_de_comptes.famille_de(ecriture.format(numero)) == f"M{numero}"


@pytest.mark.parametrize(
    "texte", ["plan de l'eau", "57", "M58", "M570", "COM_57", "M14-M57", "M41 ou M49", "?", "", None]
)
def test_un_texte_qui_n_en_nomme_aucune_ou_deux_n_en_dit_rien(texte: str | None) -> None:
    assert plan_de_comptes.famille_de(texte) is None


def test_la_plus_precise_l_emporte_quand_l_une_contient_l_autre() -> None:
    assert plan_de_comptes.famille_de("M4-M49_A") == "M49"


def test_sans_nomenclature_chaque_exercice_prend_la_sienne() -> None:
    m14 = ["6574", "2135", "73111", "60612", "7788"]
    lignes = pl.DataFrame({"nature": [*m14, "65748", "21351", "73111"], "exercice": [2021] * 5 + [2024] * 3})
    rendu = plan_de_comptes.deduire(lignes)
    assert rendu["nomenclature"].to_list() == ["M14"] * 5 + ["M57_D"] * 3
    assert rendu.filter(lignes["nature"] == "73111")["chapitre"].to_list() == ["73", "731"]
    assert plan_de_comptes.nomenclature_probable(pl.Series(m14), 2024) != "M14"


def test_une_ligne_rendue_par_ligne_recue_dans_le_meme_ordre() -> None:
    natures = ["73111", None, "60612", "73111", "999", "60612"]
    rendu = plan_de_comptes.deduire(pl.DataFrame({"nature": natures, "nomenclature": ["M57"] * 6}))
    assert rendu["chapitre"].to_list() == ["731", None, "011", "731", None, "011"]
    assert plan_de_comptes.deduire(pl.DataFrame({"nature": []}, schema={"nature": pl.String})).height == 0


@pytest.mark.parametrize(
    ("fonction", "nomenclature", "politique"),
    [
        ("311", "M57", "Culture"),
        ("93020", "M57", "Administration générale"),
        ("90515", "M57", "Aménagement et espaces publics"),
        ("9343", "M57", "Autonomie"),
        ("4221", "M57", "Petite enfance et famille"),
        ("845", "M57", "Voirie"),
        ("9", "M57", None),
        ("96", "M14", "Économie, emploi et tourisme"),
        ("92020", "M14", "Administration générale"),
        ("64", "M14", "Petite enfance et famille"),
        (None, "M57", None),
    ],
)
def test_une_fonction_donne_sa_politique(fonction: str | None, nomenclature: str, politique: str | None) -> None:
    codes = pl.Series([fonction], dtype=pl.String)
    assert plan_de_comptes.politiques(codes, nomenclature, reference("politiques"))[0] == politique
