"""Quelle version sert quand personne n'en choisit : ce que l'on sait d'elle en décide, jamais l'ordre des lettres."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.donnees.lecture import lire
from core.methodes import bilan_carbone
from core.methodes.bilan_carbone.bareme import bareme
from core.methodes.bilan_carbone.versions import LIVREE, LIVREE_2016, Livree, ranger
from core.modele import Donnees
from tests.bilan_carbone.fabrique_bilan_carbone import bilan, flux, indicateur
from tests.bilan_carbone.test_bilan_carbone_base_carbone import LIGNES, export, ligne
from tests.bilan_carbone.test_bilan_carbone_versions import importees, total

LIVREES = (Livree("2016", 2016, None), Livree("2026", 2026, (23, 5)))
ECRITURES = ("Base Carbone", "Base-Carbone", "BaseCarbone", "base_carbone", "ADEME Base Carbone", "Base Empreinte®")


def facteurs(*versions: str | tuple[str, int], **champs: object) -> list[dict[str, Any]]:
    """Un même code dans chaque version, importée seule ou dans l'import dit ; sa valeur est son rang."""
    couples = [une if isinstance(une, tuple) else (une, 1) for une in versions]
    return [
        {"version": nom, "import_id": numero, "code": "x", "valeur": rang, "unite": "kWh", "poste": "1.1"} | champs
        for rang, (nom, numero) in enumerate(couples, start=1)
    ]


def premiere(*versions: str | tuple[str, int]) -> str:
    """La version du facteur que prend un flux, sans que personne n'ait choisi."""
    tables = bilan(flux("Chaleur", "x", 1000.0, "kWh"), facteurs=facteurs(*versions))
    retenue: str = bilan_carbone.detail(tables, 2024)["version"].item()
    return retenue


@pytest.mark.parametrize("serie", ECRITURES)
@pytest.mark.parametrize("numero", ["V17", "V.17", "v 17", "17.0", "version 17", "V9", "V23.4", "V23", ": v 2,3"])
def test_une_base_nationale_se_reconnait_quelle_que_soit_son_ecriture(serie: str, numero: str) -> None:
    nom = f"{serie} {numero}"
    assert ranger([nom], LIVREES) == ("2026", nom, "2016")


@pytest.mark.parametrize("serie", ECRITURES)
@pytest.mark.parametrize("numero", ["V23.5", "V.23.10", "v 24,1", "24.0", "version 100"])
def test_un_numero_au_moins_egal_passe_devant(serie: str, numero: str) -> None:
    nom = f"{serie} {numero}"
    assert ranger([nom], LIVREES) == (nom, "2026", "2016")


@pytest.mark.parametrize("suite", ["2017", "V2017", "nov2017", "2020", "31.12.2023", "du 12/01/2023", "2026"])
def test_une_annee_n_est_pas_un_numero(suite: str) -> None:
    nom = f"Base Carbone {suite}"
    assert ranger([nom], LIVREES) == ("2026", nom, "2016")
    assert ranger([nom, "Base Carbone V9"], LIVREES) == ("2026", "Base Carbone V9", nom, "2016")


@pytest.mark.parametrize(
    "nom", ["Base Carbone, version non dite", "Base Carbone", "ADEME BaseCarbone", "Base Carbone 24"]
)
def test_une_base_qui_ne_dit_ni_numero_ni_annee_ne_remplace_rien(nom: str) -> None:
    assert ranger([nom], LIVREES) == ("2026", "2016", nom)
    livre = bareme({}).livres.filter(version=LIVREE, part="total", code="elec_fr_2022").row(0, named=True)
    siens = facteurs(nom, code=livre["code"], valeur=2 * livre["valeur"], unite=livre["unite"])
    tables = bilan(flux("É", livre["code"], 1000.0, livre["unite"]), facteurs=siens)
    assert bilan_carbone.detail(tables, 2024)["version"].to_list() == [LIVREE]
    assert total(tables, nom) == pytest.approx(2 * total(tables))


@pytest.mark.parametrize(
    ("attendue", "autre"),
    [
        ("Relevé du 3 mars 2025", "Relevé du 12 janvier 2023"),
        ("Réseau de chaleur n° 4, 2025", "Réseau de chaleur n° 30, 2022"),
        ("Relevé 2024-2025", "Relevé 2024"),
        ("Relevé 2015", "Nos facteurs n° 9999999"),
        ("Nos facteurs", "Base Carbone 2099"),
    ],
)
def test_des_facteurs_du_territoire_l_annee_la_plus_recente_passe_devant(attendue: str, autre: str) -> None:
    """Quel que soit l'ordre des imports : importer un vieux relevé ne ramène pas sa valeur."""
    for ordre in ((attendue, autre), (autre, attendue)):
        assert premiere(*ordre) == premiere(*zip(ordre, (1, 2), strict=True)) == attendue


def test_le_millesime_des_facteurs_compte_plus_que_le_nom() -> None:
    anciens, recents = facteurs("Relevé A 2025", millesime="2019"), facteurs("Relevé B 2020", millesime="juin 2024")
    for rangees in ([*anciens, *recents], [*recents, *anciens]):
        tables = bilan(flux("Chaleur", "x", 1000.0, "kWh"), facteurs=rangees)
        assert bilan_carbone.versions(tables)[:2] == ("Relevé B 2020", "Relevé A 2025")


@pytest.mark.parametrize(
    "paire",
    [
        ("Relevé d'hiver 2024", "Relevé d'été 2024"),
        ("Relevé d'hiver", "Relevé d'été"),
        ("Réseau n° 4", "Réseau n° 30"),
        ("Base Carbone V23.6", "base carbone v23,6"),
    ],
)
def test_a_annee_egale_ou_tue_la_derniere_importee_passe_devant(paire: tuple[str, str]) -> None:
    for avant, apres in (paire, paire[::-1]):
        assert premiere((avant, 1), (apres, 2)) == premiere((apres, 2), (avant, 1)) == apres
        assert premiere(avant, apres) == apres, "dans un même import, la dernière écrite"


NOMS = st.sampled_from(
    [f"{serie} {suite}".strip() for serie in ECRITURES for suite in ("V17", "V23.10", "2020", "2031", "", "24.0")]
    + [f"Relevé {suite}" for suite in ("d'été", "d'hiver", "2023", "n° 30, 2022", "n° 4, 2025", "A", "Z")]
)


@given(noms=st.lists(NOMS, unique=True, max_size=6), donnees=st.data())
def test_l_ordre_des_lignes_ne_decide_que_dans_un_meme_import(noms: list[str], donnees: st.DataObject) -> None:
    rangees = facteurs(*((nom, rang) for rang, nom in enumerate(noms)))
    melees = donnees.draw(st.permutations(rangees))
    ordre = bilan_carbone.versions(bilan(facteurs=rangees))
    assert ordre == bilan_carbone.versions(bilan(facteurs=melees))
    assert sorted(ordre) == sorted([*noms, LIVREE, LIVREE_2016])


@given(sigles=st.lists(st.text("abyzABYZéÉ -_", min_size=1, max_size=6), min_size=2, max_size=4, unique=True))
def test_renommer_sans_rien_dire_de_plus_ne_change_pas_le_choix(sigles: list[str]) -> None:
    """Deux relevés de mêmes année et import se départagent par leur place, quels que soient leurs noms."""
    noms = [f"Relevé {sigle}|" for sigle in sigles]
    assert ranger(noms, LIVREES) == (*reversed(noms), "2026", "2016")
    dates = [f"{nom} 2024" for nom in noms]
    assert ranger(dates, LIVREES) == (*reversed(dates), "2026", "2016")


@given(noms=st.lists(NOMS, unique=True, min_size=2, max_size=6), ote=st.integers(0, 5))
def test_en_oter_une_ne_derange_pas_les_autres(noms: list[str], ote: int) -> None:
    """L'ordre est un ordre : deux versions se rangent pareil, que d'autres soient là ou non."""
    restent = [nom for rang, nom in enumerate(noms) if rang != ote]
    assert tuple(nom for nom in ranger(noms, LIVREES) if nom in {*restent, "2016", "2026"}) == ranger(restent, LIVREES)


@pytest.mark.parametrize(
    ("fichier", "version"),
    [
        ("Base_Carbone_V23.6.csv", "Base Carbone V23.6"),
        ("Base_Carbone_v.17.csv", "Base Carbone V17"),
        ("base-carbone version 23,10.csv", "Base Carbone V23.10"),
        ("Base_Carbone_nov2017.csv", "Base Carbone 2026"),
        ("Base_Carbone_janv17.csv", "Base Carbone 2026"),
        ("Base_Carbone_V2017.csv", "Base Carbone 2026"),
        ("fev12_Base_Carbone_V17.csv", "Base Carbone V17"),
    ],
)
def test_le_nom_du_fichier_ne_dit_la_version_que_par_un_numero(tmp_path: Path, fichier: str, version: str) -> None:
    lecture = lire(export(tmp_path, LIGNES, fichier), fichier)
    assert lecture.feuilles[0].lignes["c0"].unique().to_list() == [version]
    assert ("V" in version) == (not any("ne dit pas la version" in dite for dite in lecture.avertissements))


@pytest.mark.parametrize("nom", ["Base_Carbone_nov2017.csv", "Base_Carbone_janv17.csv", "export.csv", "Base_V17.csv"])
@pytest.mark.parametrize("modification", ["juin 2026", "mars 2017", ""])
def test_un_vieil_export_depose_ne_bouge_pas_le_bilan(tmp_path: Path, nom: str, modification: str) -> None:
    livre = bareme({}).livres.filter(version=LIVREE, part="total", code="elec_fr_2022").row(0, named=True)
    triple = str(livre["valeur"] * 3)
    une = ligne(livre["id_base_empreinte"], "Vieux", f"kgCO2e/{livre['unite']}", triple, "Electricité > Mix")
    chemin = export(tmp_path, [une | {"Date de modification": modification}], nom)
    entrepot, lus = importees(tmp_path, chemin)
    entrepot.fermer()
    seul = bilan(flux("É", livre["code"], 1000.0, livre["unite"]))
    avec: Donnees = {**seul, "facteurs_emission": lus}
    assert lus.height == 1
    assert total(avec) == total(seul)
    assert total(avec, lus["version"].item()) == pytest.approx(3 * total(seul))
    assert indicateur(bilan_carbone.calculer(avec, 2024), "emissions")["valeur"] == total(seul)
