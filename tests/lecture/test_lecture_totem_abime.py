"""Un document budgétaire abîmé, un mal à la fois : lu juste, ou refusé en nommant la ligne et la balise."""

from __future__ import annotations

from pathlib import Path

import pytest
from fabrique_lecture import colonne, lire

from core.erreurs import FichierRefuse

ESPACE = "http://www.minefi.gouv.fr/cp/demat/docbudgetaire"
SAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<DocumentBudgetaire xmlns="{ESPACE}" xmlns:x="urn:autre"><EnTeteDocBudgetaire><LibelleColl V="ORSEVAUX"/>
<IdColl V="21930048000015"/></EnTeteDocBudgetaire><Budget><EnTeteBudget><LibelleEtab V="ORSEVAUX"/>
<Nomenclature V="M57-M57"/></EnTeteBudget><BlocBudget><NatDec V="09"/><Exer V="2023"/><NatFonc V="3"/>
<CodTypBud V="P"/></BlocBudget>
<LigneBudget><Nature V="60612"/><ContNat V="011"/><CodRD V="D"/><MtReal V="1200.50"/><OpBudg V="0"/></LigneBudget>
<LigneBudget><Nature V="73111"/><ContNat V="731"/><CodRD V="R"/><MtReal V="500.00"/><OpBudg V="0"/></LigneBudget>
<Annexes><DATA_EMPRUNT><EMPRUNT><CodTypEmpr V="01"/><MtCapitalRestDu_31_12 V="100.5"/></EMPRUNT></DATA_EMPRUNT>
</Annexes></Budget></DocumentBudgetaire>"""
MONTANT = '<MtReal V="1200.50"/>'
LIGNE = '<LigneBudget><Nature V="73111"/>'

# mal : (ce qu'on remplace, par quoi, les mots du refus ou la valeur que l'on lit en G : réalisé de la première ligne)
REFUSES: dict[str, tuple[str, str, str]] = {
    "deux_fois": (MONTANT, MONTANT + '<MtReal V="9.00"/>', "MtReal.*deux fois"),
    "deux_fois_pareil": (MONTANT, MONTANT * 2, "MtReal.*deux fois"),
    "autre_espace_apres": (MONTANT, MONTANT + '<x:MtReal V="9.00"/>', "MtReal.*espace de noms"),
    "autre_espace_seul": (MONTANT, '<x:MtReal V="9.00"/>', "MtReal.*espace de noms"),
    "sans_espace": (MONTANT, '<MtReal xmlns="" V="9.00"/>', "MtReal.*espace de noms"),
    "minuscule_v": (MONTANT, '<MtReal v="1200.50"/>', "attribut V"),
    "v_et_minuscule": (MONTANT, '<MtReal V="1200.50" v="9.00"/>', "attribut V"),
    "v_prefixe": (MONTANT, '<MtReal x:V="1200.50"/>', "attribut V"),
    "texte": (MONTANT, "<MtReal>1200.50</MtReal>", "attribut V"),
    "cdata": (MONTANT, "<MtReal><![CDATA[1200.50]]></MtReal>", "attribut V"),
    "v_et_texte": (MONTANT, '<MtReal V="1200.50">9</MtReal>', "attribut V"),
    "enfant": (MONTANT, '<MtReal V="1200.50"><Val V="9"/></MtReal>', "attribut V"),
    "balise_minuscule": (MONTANT, '<mtReal V="1200.50"/>', "mtReal.*casse"),
    "texte_perdu": (MONTANT, f"{MONTANT}1300", "hors de toute balise"),
    "ligne_etrangere": (
        LIGNE,
        LIGNE.replace("<Ligne", '<LigneBudget xmlns="urn:x"><A/></LigneBudget><Ligne'),
        "moitié",
    ),
    "ligne_sans_espace": (
        "</LigneBudget>\n<Annexes>",
        '</LigneBudget><LigneBudget xmlns=""><Nature V="6"/></LigneBudget><Annexes>',
        "moitié",
    ),
    "ligne_minuscule": ("<Annexes>", '<lignebudget><Nature V="6"/></lignebudget><Annexes>', "moitié"),
    "ligne_emboitee": (MONTANT, f"{MONTANT}<LigneBudget>{MONTANT}</LigneBudget>", "hors de son budget"),
    "ligne_hors_budget": ("</Budget>", '</Budget><LigneBudget><Nature V="6"/></LigneBudget>', "hors de son budget"),
    "deux_budgets": ("</Budget>", "</Budget><Budget><BlocBudget/></Budget>", "plusieurs budgets"),
    "deux_exercices": ('<Exer V="2023"/>', '<Exer V="2023"/><Exer V="2022"/>', "Exer.*deux fois"),
    "deux_exercices_en_deux_blocs": (
        "<BlocBudget>",
        '<BlocBudget><Exer V="2022"/></BlocBudget><BlocBudget>',
        "de deux façons",
    ),
    "entete_etrangere": ("<BlocBudget>", '<x:BlocBudget><Exer V="2022"/></x:BlocBudget><BlocBudget>', "moitié"),
    "calcule_etrange": ('<LigneBudget><Nature V="6', '<LigneBudget calculated="oui"><Nature V="6', "calculated"),
    "section_deux_fois": (
        MONTANT,
        MONTANT + '<CaracSup V="F" Code="Section"/><CaracSup V="I" Code="Section"/>',
        "deux fois",
    ),
    "type_d_emprunt_deux_fois": (
        '<CodTypEmpr V="01"/>',
        '<CodTypEmpr V="01"/><CodTypEmpr V="02"/>',
        "EMPRUNT 1.*deux fois",
    ),
    "coupe": ("</DocumentBudgetaire>", "", "coupé ou mal formé"),
}
LUS: dict[str, tuple[str, str, list[str | None]]] = {
    "sain": (MONTANT, MONTANT, ["1200.50", "500.00"]),
    "virgule": (MONTANT, '<MtReal V="1200,50"/>', ["1200,50", "500.00"]),
    "commentaire": (MONTANT, '<MtReal V="1200.50"><!-- 9 --></MtReal><!-- <MtReal V="9"/> -->', ["1200.50", "500.00"]),
    "vide": (MONTANT, '<MtReal V=""/>', [None, "500.00"]),
    "illisible_rendu_tel_quel": (MONTANT, '<MtReal V="abc"/>', ["abc", "500.00"]),
    "balise_etrangere_que_personne_ne_lit": (MONTANT, MONTANT + "<x:Visa>ok</x:Visa>", ["1200.50", "500.00"]),
    "montant_annexe_deux_fois": (
        MONTANT,
        MONTANT + '<MtSup V="1" Code="A"/><MtSup V="2" Code="B"/>',
        ["1200.50", "500.00"],
    ),
    "ligne_calculee": (
        '<LigneBudget><Nature V="60612"/>',
        '<LigneBudget calculated="1"><Nature V="60612"/>',
        ["500.00"],
    ),
    "prefixe": ("<MtReal", f'<t:MtReal xmlns:t="{ESPACE}"', ["1200.50", "500.00"]),
}


def _abime(tmp_path: Path, avant: str, apres: str) -> Path:
    assert avant in SAIN
    chemin = tmp_path / "b.xml"
    chemin.write_text(SAIN.replace(avant, apres, 1), encoding="utf-8")
    return chemin


@pytest.mark.parametrize("mal", REFUSES)
def test_un_document_ambigu_est_refuse_et_nomme(mal: str, tmp_path: Path) -> None:
    avant, apres, mots = REFUSES[mal]
    with pytest.raises(FichierRefuse, match=f"(?s){mots}") as refus:
        lire(_abime(tmp_path, avant, apres))
    assert "b.xml" in refus.value.ou and refus.value.que_faire.endswith(".")


@pytest.mark.parametrize("mal", LUS)
def test_un_document_sans_ambiguite_est_lu(mal: str, tmp_path: Path) -> None:
    avant, apres, attendu = LUS[mal]
    assert colonne(lire(_abime(tmp_path, avant, apres)).feuilles[0], "realise_eur") == attendu


@pytest.mark.parametrize("ecrit", ["1300,00", "1 300.00", "abc"])
def test_un_vote_ecrit_autrement_n_est_pas_pris_pour_nul(ecrit: str, tmp_path: Path) -> None:
    lecture = lire(_abime(tmp_path, MONTANT, f'{MONTANT}<MtPrev V="{ecrit}"/>'))
    assert colonne(lecture.feuilles[0], "vote_eur") == [ecrit, None]
    assert not any("lu comme absent" in phrase for phrase in lecture.avertissements)


@pytest.mark.parametrize("capital", ["Infinity", "NaN", "abc", "1e9", "12 000"])
def test_une_dette_illisible_est_dite(capital: str, tmp_path: Path) -> None:
    lecture = lire(_abime(tmp_path, 'V="100.5"', f'V="{capital}"'))
    assert len(lecture.feuilles) == 1
    assert any("dette n'est pas lu" in phrase and "EMPRUNT 1" in phrase for phrase in lecture.avertissements)


def test_un_emprunt_sans_type_fait_taire_l_encours(tmp_path: Path) -> None:
    lecture = lire(_abime(tmp_path, '<CodTypEmpr V="01"/>', ""))
    assert len(lecture.feuilles) == 1 and any("EMPRUNT 1" in phrase for phrase in lecture.avertissements)


def test_un_capital_a_virgule_est_lu(tmp_path: Path) -> None:
    assert colonne(lire(_abime(tmp_path, 'V="100.5"', 'V="100,5"')).feuilles[1], "montant_eur") == ["100.50"]


def test_une_section_inconnue_n_est_pas_effacee(tmp_path: Path) -> None:
    """Elle arrive telle quelle aux contrôles, qui la refusent en nommant la ligne."""
    lecture = lire(_abime(tmp_path, MONTANT, MONTANT + '<CaracSup V="Z" Code="Section"/>'))
    assert colonne(lecture.feuilles[0], "section") == ["Z", None]
