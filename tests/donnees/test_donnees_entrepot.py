"""L'entrepôt : verrous, versions, droits, annulation, totaux de contrôle, journal, pannes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from aides_entrepot import AGENT, AUCUNE, LECTEUR, deposer, emissions, remplacer, valeurs

from core.acces import ACCES_LOCAL, Acces, Role
from core.donnees.entrepot import Depot, Entrepot, Lot
from core.donnees.entrepot.schema import requete
from core.erreurs import AccesRefuse, BaseIndisponible, DonneesIncoherentes
from core.modele import PROVENANCE, Territoire, origine
from core.tables import TABLES


def test_un_territoire_vide_a_toutes_ses_tables_au_bon_type(entrepot: Entrepot) -> None:
    donnees = entrepot.donnees(LECTEUR, "ville")
    assert set(donnees) == set(TABLES)
    for nom, table in TABLES.items():
        assert dict(donnees[nom].schema) == table.schema() | PROVENANCE
    assert donnees["territoires"]["population"].to_list() == [1000]
    assert entrepot.exercices(LECTEUR, "ville") == []


def test_les_montants_reviennent_exacts(entrepot: Entrepot) -> None:
    table = TABLES["agregats_financiers"]
    frame = pl.DataFrame(
        {
            "exercice": [2024, 2024],
            "budget": ["principal"] * 2,
            "agregat": ["Dette", "Épargne"],
            "montant_eur": pl.Series([Decimal("9999999999999999.99"), Decimal("-0.01")], dtype=pl.Decimal(18, 2)),
            "source_agregat": [None, "CFU"],
            "feuille": ["F", "F"],
            "ligne": [2, 3],
        }
    )
    depot = Depot("ville", "f.csv", "csv", "e", "", "s", (Lot(table.nom, frame, AUCUNE),))
    entrepot.enregistrer(AGENT, depot, entrepot.version(AGENT, "ville"))
    lus = entrepot.donnees(AGENT, "ville")[table.nom]
    assert lus["montant_eur"].to_list() == [Decimal("9999999999999999.99"), Decimal("-0.01")]
    assert lus["source_agregat"].to_list() == [None, "CFU"]


def test_un_brouillon_n_est_vu_que_des_agents_puis_valide_de_tous(entrepot: Entrepot) -> None:
    numero = deposer(entrepot, emissions({"transport": 10.0}))
    assert valeurs(entrepot, AGENT) == {"transport": 10.0}
    assert valeurs(entrepot, LECTEUR) == {}
    assert entrepot.imports(LECTEUR, "ville").is_empty()
    assert entrepot.lignes_origine(LECTEUR, "ville", origine("emissions", exercice=2024)).is_empty()
    assert entrepot.exercices(LECTEUR, "ville") == []
    entrepot.valider(AGENT, numero)
    assert valeurs(entrepot, LECTEUR) == {"transport": 10.0}
    assert entrepot.exercices(LECTEUR, "ville") == [2024]


def test_un_remplacement_brouillon_laisse_au_lecteur_l_ancienne_version(entrepot: Entrepot) -> None:
    premier = deposer(entrepot, emissions({"transport": 10.0, "tertiaire": 5.0}))
    entrepot.valider(AGENT, premier)
    second = remplacer(entrepot, "transport", 12.0)
    assert valeurs(entrepot, AGENT) == {"transport": 12.0, "tertiaire": 5.0}
    assert valeurs(entrepot, LECTEUR) == {"transport": 10.0, "tertiaire": 5.0}
    entrepot.valider(AGENT, second)
    assert valeurs(entrepot, LECTEUR) == {"transport": 12.0, "tertiaire": 5.0}


def test_valider_exige_que_les_lignes_remplacees_soient_validees(entrepot: Entrepot) -> None:
    premier = deposer(entrepot, emissions({"transport": 10.0}))
    second = remplacer(entrepot, "transport", 12.0)
    with pytest.raises(DonneesIncoherentes, match=f"import n° {premier}"):
        entrepot.valider(AGENT, second)
    entrepot.valider(AGENT, premier)
    entrepot.valider(AGENT, second)
    assert valeurs(entrepot, LECTEUR) == {"transport": 12.0}


def test_annuler_rend_exactement_l_etat_d_avant(entrepot: Entrepot) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    avant = entrepot.donnees(AGENT, "ville")
    second = remplacer(entrepot, "transport", 12.0)
    entrepot.annuler(AGENT, second)
    apres = entrepot.donnees(AGENT, "ville")
    assert all(avant[nom].equals(apres[nom]) for nom in TABLES)
    assert entrepot.imports(AGENT, "ville")["statut"].to_list() == ["annule", "brouillon"]


def test_annuler_refuse_si_un_import_plus_recent_en_depend_et_le_nomme(entrepot: Entrepot) -> None:
    premier = deposer(entrepot, emissions({"transport": 10.0}))
    second = remplacer(entrepot, "transport", 12.0)
    with pytest.raises(DonneesIncoherentes, match=f"import n° {second}"):
        entrepot.annuler(AGENT, premier)
    entrepot.annuler(AGENT, second)
    entrepot.annuler(AGENT, premier)
    assert valeurs(entrepot, AGENT) == {}
    with pytest.raises(DonneesIncoherentes, match="déjà annulé"):
        entrepot.annuler(AGENT, premier)


def test_la_version_change_a_chaque_ecriture_et_perime_un_apercu(entrepot: Entrepot) -> None:
    vues = [entrepot.version(AGENT, "ville")]
    numero = deposer(entrepot, emissions({"transport": 10.0}))
    vues.append(entrepot.version(AGENT, "ville"))
    entrepot.valider(AGENT, numero)
    vues.append(entrepot.version(AGENT, "ville"))
    entrepot.annuler(AGENT, numero)
    vues.append(entrepot.version(AGENT, "ville"))
    assert vues == sorted(set(vues))
    depot = Depot("ville", "f", "csv", "e", "", "s", (Lot("emissions", emissions({"a": 1.0}), AUCUNE),))
    with pytest.raises(DonneesIncoherentes, match="ont changé depuis l'aperçu"):
        entrepot.enregistrer(AGENT, depot, vues[0])
    assert valeurs(entrepot, AGENT) == {}


ACTIONS: dict[str, Callable[[Entrepot, Acces, int], object]] = {
    "lire": lambda e, a, _: e.donnees(a, "ville"),
    "exercices": lambda e, a, _: e.exercices(a, "ville"),
    "version": lambda e, a, _: e.version(a, "ville"),
    "imports": lambda e, a, _: e.imports(a, "ville"),
    "origine": lambda e, a, _: e.lignes_origine(a, "ville", origine("emissions")),
    "journal": lambda e, a, _: e.journal(a, "ville"),
    "importer": lambda e, a, _: e.enregistrer(
        a,
        Depot("ville", "f", "csv", "e", "", "s", (Lot("emissions", emissions({"z": 1.0}), AUCUNE),)),
        e.version(ACCES_LOCAL, "ville"),
    ),
    "comparer": lambda e, a, _: e.courantes(a, "ville", "emissions"),
    "valider": lambda e, a, n: e.valider(a, n),
    "annuler": lambda e, a, n: e.annuler(a, n),
    "territoire": lambda e, a, _: e.ajouter_territoire(a, Territoire(id="ville", nom="Autre", type="commune")),
}
LECTURES = {"lire", "exercices", "version", "imports", "origine"}
PERMIS = {
    Role.LECTEUR: LECTURES,
    Role.ANIMATEUR: LECTURES | {"journal"},
    Role.AGENT: set(ACTIONS) - {"territoire"},
    Role.ADMINISTRATEUR: set(ACTIONS),
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("perimetre", [frozenset({"ville"}), frozenset({"ailleurs"}), frozenset()])
@pytest.mark.parametrize("role", list(Role))
def test_chaque_role_ne_fait_que_ce_qu_il_peut_la_ou_il_le_peut(
    entrepot: Entrepot, role: Role, perimetre: frozenset[str], action: str
) -> None:
    numero = deposer(entrepot, emissions({"transport": 10.0}))
    acces = Acces("quelqu'un", role, perimetre)
    if "ville" in perimetre and action in PERMIS[role]:
        try:
            ACTIONS[action](entrepot, acces, numero)
        except DonneesIncoherentes:
            assert action == "territoire"
    else:
        with pytest.raises(AccesRefuse):
            ACTIONS[action](entrepot, acces, numero)
        assert entrepot.imports(ACCES_LOCAL, "ville")["statut"].to_list() == ["brouillon"]


def test_la_liste_des_territoires_ne_montre_que_le_perimetre(entrepot: Entrepot) -> None:
    entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id="autre", nom="Autre", type="epci"))
    assert [t.id for t in entrepot.territoires(LECTEUR)] == ["ville"]
    assert [t.id for t in entrepot.territoires(ACCES_LOCAL)] == ["ville", "autre"]
    with pytest.raises(AccesRefuse):
        entrepot.donnees(AGENT, "autre")


@pytest.mark.parametrize(
    "faute",
    [
        {"id": "Ville"},
        {"id": "ville;drop"},
        {"id": "n", "type": "royaume"},
        {"id": "n", "parent": "inconnu"},
        {"id": "n", "population": -1},
        {"id": "ville", "nom": "Autre nom"},
        {"id": "n", "siren": "215600462"},
    ],
)
def test_un_territoire_incoherent_est_refuse(entrepot: Entrepot, faute: dict[str, object]) -> None:
    with pytest.raises(DonneesIncoherentes):
        entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(**({"id": "n", "nom": "N", "type": "commune"} | faute)))
    assert len(entrepot.territoires(ACCES_LOCAL)) == 1


def test_l_origine_mene_a_la_cellule_au_fichier_et_a_la_personne(entrepot: Entrepot) -> None:
    deposer(entrepot, emissions({"transport": 10.0, "tertiaire": None}))
    lignes = entrepot.lignes_origine(AGENT, "ville", origine("emissions", exercice=2024, secteur="transport"))
    ligne = lignes.row(0, named=True)
    assert (ligne["fichier"], ligne["feuille"], ligne["cellule"]) == ("bilan.xlsx", "Bilan", "D2")
    assert ligne["identite"] == "un agent" and ligne["date"] is not None
    vide = entrepot.lignes_origine(AGENT, "ville", origine("emissions", secteur="tertiaire"))
    assert vide["cellule"].to_list() == ["ligne 3"]
    assert entrepot.lignes_origine(AGENT, "ville", origine("emissions", source=None)).height == 2


@pytest.mark.parametrize(
    "texte", ["", "{}", '{"table": "imports", "filtre": {}}', '{"table": "emissions", "filtre": {"1=1; --": 1}}']
)
def test_une_origine_mal_ecrite_est_refusee(entrepot: Entrepot, texte: str) -> None:
    with pytest.raises(DonneesIncoherentes):
        entrepot.lignes_origine(AGENT, "ville", texte)


def test_un_identifiant_non_declare_n_entre_pas_dans_une_requete() -> None:
    with pytest.raises(KeyError):
        requete("SELECT * FROM base.{table}", table="emissions; DROP TABLE base.imports")


def test_le_journal_enchaine_les_actions_de_tous(entrepot: Entrepot) -> None:
    numero = deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.valider(AGENT, numero)
    entrepot.annuler(AGENT, numero)
    journal = entrepot.journal(AGENT, "ville")
    assert journal["action"].to_list() == ["annulation", "validation", "import", "territoire"]
    assert journal["identite"].to_list() == ["un agent"] * 3 + ["poste local"]
    assert journal["empreinte"].n_unique() == 4


def test_un_dossier_n_est_pas_une_base(tmp_path: Path) -> None:
    with pytest.raises(BaseIndisponible, match="dossier"):
        Entrepot.ouvrir(tmp_path)
