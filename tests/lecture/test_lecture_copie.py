"""La copie conservée d'un fichier : elle se relit comme l'original, sans auteur, ni commentaire, ni annexe."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from fabrique_lecture import ENTETES, LIGNES, classeur, identiques, ligne_xml, lire, ods, table_ods, xlsx_brut
from openpyxl.comments import Comment

from core.donnees.lecture.copie import copier

REELLES = Path(__file__).resolve().parents[2].parent / "shared" / "donnees" / "budget" / "totem_xml"
ESPACE = "http://www.minefi.gouv.fr/cp/demat/docbudgetaire"
DOCUMENT = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<DocumentBudgetaire xmlns="{ESPACE}"><BlocEditeur><Contact V="Zoe Martin, 06 11 22 33 44"/></BlocEditeur>
<EnTeteDocBudgetaire><LibelleColl V="ORSEVAUX &amp; C&#233;dre"/><LibellePoste V="Poste Martin"/></EnTeteDocBudgetaire>
<Budget><EnTeteBudget><LibelleEtab V="VILLE"/><Nomenclature V="M57-M57"/></EnTeteBudget>
<BlocBudget><NatDec V="09"/><Exer V="2023"/><NatFonc V="3"/><CodTypBud V="P"/><Signataires V="Martin"/></BlocBudget>
<InformationsGenerales><Information Code="x" V="Martin"/></InformationsGenerales>
<LigneBudget calculated="true"><Nature V="60"/><CodRD V="D"/><OpBudg V="0"/><MtReal V="9"/></LigneBudget>
<LigneBudget id="Martin"><Nature V="60612"/><LibCpte V="Énergie"/><ContNat V="011"/><CodRD V="D"/><OpBudg V="0"/>
<MtReal V="12.50"/><MtSup Code="Martin" V="3"/><CaracSup Code="TypOpe" V="Martin"/><CaracSup Code="Section" V="F"/>
</LigneBudget><Annexes><DATA_EMPRUNT><EMPRUNT><CodTypEmpr V="01"/><LibOrgaPreteur V="Martin"/>
<MtCapitalRestDu_31_12 V="100.5"/></EMPRUNT></DATA_EMPRUNT><DATA_PERSONNEL><P><Nom V="Martin"/></P></DATA_PERSONNEL>
</Annexes></Budget><Signatures V="Martin"/></DocumentBudgetaire>"""


def _copie(chemin: Path) -> Path:
    cible = chemin.with_name(f"copie_{chemin.name}")
    copier(chemin, cible, "ici")
    return cible


def _tout(chemin: Path) -> bytes:
    """Le contenu déplié d'une archive, parties l'une après l'autre ; ou le texte lui-même."""
    if not zipfile.is_zipfile(chemin):
        return chemin.read_bytes()
    with zipfile.ZipFile(chemin) as archive:
        assert archive.testzip() is None
        return b"\n".join(nom.encode() + b"\n" + archive.read(nom) for nom in archive.namelist())


def test_d_un_document_budgetaire_il_ne_reste_que_ce_qui_est_lu(tmp_path: Path) -> None:
    document = tmp_path / "b.xml"
    document.write_text(DOCUMENT, encoding="latin-1")
    copie = _copie(document)
    assert b"Martin" not in copie.read_bytes() and b"06 11" not in copie.read_bytes()
    assert identiques(lire(document), lire(copie, "b.xml"))
    assert lire(copie).feuilles[0].lignes["ligne"].to_list() == [2]


@pytest.mark.skipif(not REELLES.exists(), reason="les fichiers réels de « shared/donnees » ne sont pas là")
def test_la_copie_d_un_vrai_document_se_relit_pareille(tmp_path: Path) -> None:
    for reel in sorted(REELLES.glob("*.xml")):
        copie = tmp_path / reel.name
        copier(reel, copie, "ici")
        assert identiques(lire(reel), lire(copie)), reel.name
        assert copie.stat().st_size < reel.stat().st_size


def test_un_classeur_perd_auteurs_commentaires_et_liens_pas_ses_cellules(tmp_path: Path) -> None:
    livre = openpyxl.Workbook()
    livre.properties.creator = livre.properties.lastModifiedBy = "Zoe Martin"
    feuille = livre.active
    assert feuille is not None
    for ligne in (ENTETES, *LIGNES):
        feuille.append(ligne)
    feuille["B2"].comment = Comment("vu avec Zoe Martin", "Zoe Martin")
    feuille["C2"].hyperlink = "mailto:zoe.martin@orsevaux.fr"
    livre.save(tmp_path / "b.xlsx")
    copie = _copie(tmp_path / "b.xlsx")
    avant, apres = _tout(tmp_path / "b.xlsx"), _tout(copie)
    assert b"Martin" in avant and b"zoe.martin@" in avant
    assert b"Martin" not in apres and b"zoe.martin@" not in apres
    assert identiques(lire(tmp_path / "b.xlsx"), lire(copie, "b.xlsx"))
    relu = openpyxl.load_workbook(copie)
    assert [[une.value for une in ligne] for ligne in relu.active.iter_rows()] == [list(ENTETES), *map(list, LIGNES)]


def test_un_classeur_ne_garde_aucune_partie_que_personne_ne_lit(tmp_path: Path) -> None:
    """Chemins du poste, caches de tableaux croisés, dessins, requêtes, journaux de partage, feuilles VBA absentes."""
    secret = "C:\\Users\\zmartin"
    autres = {
        "customXml/item1.xml": f"<q>{secret}</q>",
        "xl/pivotCache/pivotCacheRecords1.xml": f"<pivotCacheRecords><r><s v='{secret}'/></r></pivotCacheRecords>",
        "xl/externalLinks/externalLink1.xml": f"<externalLink><x>{secret}</x></externalLink>",
        "xl/persons/person.xml": f"<personList><person displayName='{secret}'/></personList>",
        "xl/threadedComments/t1.xml": f"<ThreadedComments><t>{secret}</t></ThreadedComments>",
        "xl/connections.xml": f"<connections><c>{secret}</c></connections>",
        "xl/drawings/drawing1.xml": f"<wsDr xmlns:a='urn:a'><a:t>{secret}</a:t></wsDr>",
        "xl/media/image1.png": secret,
        "docProps/app.xml": f"<Properties><Manager>{secret}</Manager></Properties>",
    }
    livre = f'<fileSharing userName="zmartin"/><x:absPath xmlns:x="urn:x" url="{secret}"/>'
    chemin = xlsx_brut(tmp_path / "b.xlsx", ligne_xml(1, "a", "b") + ligne_xml(2, "x", 3), livre=livre, autres=autres)
    copie = _copie(chemin)
    assert b"zmartin" in _tout(chemin) and b"zmartin" not in _tout(copie)
    assert re.search(rb"<wsDr xmlns:a='urn:a'/>", _tout(copie))
    assert identiques(lire(chemin), lire(copie, "b.xlsx"))


def test_un_ods_perd_ses_annotations_et_ses_modifications_suivies(tmp_path: Path) -> None:
    note = (
        '<table:table-cell office:value-type="float" office:value="12"><office:annotation office:x="1"><dc:creator '
        'xmlns:dc="urn:d">Zoe Martin</dc:creator><text:p>vu</text:p></office:annotation><text:p>12</text:p>'
        "</table:table-cell>"
    )
    suivi = "<table:tracked-changes><table:x>Zoe Martin</table:x></table:tracked-changes>"
    chemin = ods(tmp_path / "b.ods", suivi, table_ods("A", ("Nature", "Réalisé"), ("60612", note), ("60613", 3)))
    with zipfile.ZipFile(chemin, "a") as archive:
        archive.writestr(
            "meta.xml", "<office:document-meta xmlns:office='urn:o'><c>Zoe Martin</c></office:document-meta>"
        )
        archive.writestr("Thumbnails/thumbnail.png", "Zoe Martin")
    copie = _copie(chemin)
    assert b"Martin" not in _tout(copie)
    assert identiques(lire(chemin), lire(copie, "b.ods"))


def test_un_texte_est_garde_tel_quel(tmp_path: Path) -> None:
    chemin = tmp_path / "b.csv"
    chemin.write_bytes("Nature;Réalisé\r\n60612;12,50\r\n".encode("cp1252"))
    assert _copie(chemin).read_bytes() == chemin.read_bytes()


def test_la_meme_copie_deux_fois(tmp_path: Path) -> None:
    """Sans quoi un second dépôt du même fichier garderait un second original."""
    chemin = classeur(tmp_path / "b.xlsx", [ENTETES, *LIGNES])
    premiere = _copie(chemin).read_bytes()
    assert _copie(chemin).read_bytes() == premiere
