"""L'entrepôt : verrous, versions, droits, annulation, totaux de contrôle, journal, pannes."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from core.acces import ACCES_LOCAL, Acces, Role
from core.donnees.entrepot import Depot, Entrepot, Lot, connexion
from core.donnees.entrepot.schema import requete
from core.erreurs import AccesRefuse, BaseIndisponible, DonneesIncoherentes
from core.modele import PROVENANCE, Territoire, origine
from core.tables import TABLES

AUCUNE = pl.DataFrame(schema={"import_id": pl.Int64, "numero": pl.Int32})
LECTEUR = Acces("une élue", Role.LECTEUR, frozenset({"ville"}))
AGENT = Acces("un agent", Role.AGENT, frozenset({"ville"}))


def emissions(valeurs: dict[str, float | None], exercice: int = 2024) -> pl.DataFrame:
    lignes = [{"perimetre": "territoire", "exercice": exercice, "secteur": s, "emissions_tco2e": v}
              for s, v in valeurs.items()]
    frame = pl.DataFrame(lignes, schema_overrides={"emissions_tco2e": pl.Float64})
    absentes = [pl.lit(None, t).alias(n) for n, t in TABLES["emissions"].schema().items() if n not in frame.columns]
    return frame.with_columns(absentes).with_columns(
        feuille=pl.lit("Bilan"), ligne=pl.int_range(2, pl.len() + 2, dtype=pl.Int32)
    )


def deposer(
    entrepot: Entrepot, nouvelles: pl.DataFrame, remplacees: pl.DataFrame = AUCUNE, acces: Acces = AGENT
) -> int:
    depot = Depot("ville", "bilan.xlsx", "xlsx", "e" * 64, "", "s", (Lot("emissions", nouvelles, remplacees),),
                  lettres={"emissions": {"Bilan": {"emissions_tco2e": "D", "incertitude": "E"}}})
    return entrepot.enregistrer(acces, depot, entrepot.version(acces, "ville"))


def valeurs(entrepot: Entrepot, acces: Acces) -> dict[str, float | None]:
    frame = entrepot.donnees(acces, "ville", ["emissions"])["emissions"]
    return dict(frame.select("secteur", "emissions_tco2e").iter_rows())


def remplacer(entrepot: Entrepot, secteur: str, valeur: float) -> int:
    courantes = entrepot.courantes(AGENT, "ville", "emissions", {"secteur": secteur})
    return deposer(entrepot, emissions({secteur: valeur}), courantes.select("import_id", "numero"))


def test_un_territoire_vide_a_toutes_ses_tables_au_bon_type(entrepot: Entrepot) -> None:
    donnees = entrepot.donnees(LECTEUR, "ville")
    assert set(donnees) == set(TABLES)
    for nom, table in TABLES.items():
        assert dict(donnees[nom].schema) == table.schema() | PROVENANCE
    assert donnees["territoires"]["population"].to_list() == [1000]
    assert entrepot.exercices(LECTEUR, "ville") == []


def test_les_montants_reviennent_exacts(entrepot: Entrepot) -> None:
    table = TABLES["agregats_financiers"]
    frame = pl.DataFrame({
        "exercice": [2024, 2024], "budget": ["principal"] * 2, "agregat": ["Dette", "Épargne"],
        "montant_eur": pl.Series([Decimal("9999999999999999.99"), Decimal("-0.01")], dtype=pl.Decimal(18, 2)),
        "source_agregat": [None, "CFU"], "feuille": ["F", "F"], "ligne": [2, 3],
    })
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
        a, Depot("ville", "f", "csv", "e", "", "s", (Lot("emissions", emissions({"z": 1.0}), AUCUNE),)),
        e.version(ACCES_LOCAL, "ville")),
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


@pytest.mark.parametrize("faute", [
    {"id": "Ville"}, {"id": "ville;drop"}, {"id": "n", "type": "royaume"}, {"id": "n", "parent": "inconnu"},
    {"id": "n", "population": -1}, {"id": "ville", "nom": "Autre nom"},
])
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


@pytest.mark.parametrize("texte", ["", "{}", '{"table": "imports", "filtre": {}}',
                                   '{"table": "emissions", "filtre": {"1=1; --": 1}}'])
def test_une_origine_mal_ecrite_est_refusee(entrepot: Entrepot, texte: str) -> None:
    with pytest.raises(DonneesIncoherentes):
        entrepot.lignes_origine(AGENT, "ville", texte)


def test_un_identifiant_non_declare_n_entre_pas_dans_une_requete() -> None:
    with pytest.raises(KeyError):
        requete("SELECT * FROM base.{table}", table="emissions; DROP TABLE base.imports")


@pytest.mark.parametrize("evasion", [
    "COPY (SELECT 1) TO 'dehors.csv'", "SELECT * FROM read_csv('/etc/passwd')", "ATTACH 'autre.duckdb' AS autre",
    "INSTALL httpfs", "LOAD httpfs", "SET enable_external_access = true", "SET memory_limit = '99GB'",
    "SELECT * FROM evasion",
])
def test_le_moteur_est_verrouille(entrepot: Entrepot, evasion: str) -> None:
    cadre = pl.DataFrame({"a": [1]})
    assert cadre.height == 1
    with entrepot._connexion.curseur() as curseur, pytest.raises(duckdb.Error):
        curseur.execute(evasion)


def test_le_fichier_n_est_lisible_que_de_son_proprietaire(entrepot: Entrepot, base: Path) -> None:
    assert stat.S_IMODE(base.stat().st_mode) == 0o600


def test_un_second_processus_est_refuse_en_francais(entrepot: Entrepot, base: Path) -> None:
    programme = (
        "import sys; from pathlib import Path; from core.donnees.entrepot import Entrepot\n"
        "from core.erreurs import BaseIndisponible\n"
        "try: Entrepot.ouvrir(Path(sys.argv[1]))\n"
        "except BaseIndisponible as erreur: print(erreur)\n"
    )
    sortie = subprocess.run([sys.executable, "-c", programme, str(base)], capture_output=True, text=True, check=True,
                            cwd=Path(__file__).resolve().parents[2])
    assert "déjà ouverte par l'application" in sortie.stdout
    assert "Import" in sortie.stdout


def test_un_disque_plein_est_dit_avant_d_ecrire(entrepot: Entrepot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connexion, "ESPACE_MINIMAL", 1 << 60)
    with pytest.raises(BaseIndisponible, match="Rien n'a été écrit"):
        deposer(entrepot, emissions({"transport": 10.0}))
    assert valeurs(entrepot, AGENT) == {}


def test_un_dossier_protege_est_dit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connexion.os, "access", lambda *_: False)
    with pytest.raises(BaseIndisponible, match="pas inscriptible"):
        Entrepot.ouvrir(tmp_path / "base.duckdb")


def test_un_fichier_qui_n_est_pas_une_base_est_dit(tmp_path: Path) -> None:
    faux = tmp_path / "base.duckdb"
    faux.write_bytes(b"ceci n'est pas une base" * 1000)
    with pytest.raises(BaseIndisponible):
        Entrepot.ouvrir(faux)


def test_une_erreur_fatale_rouvre_le_moteur(entrepot: Entrepot) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    with pytest.raises(BaseIndisponible), entrepot._connexion.curseur():
        raise duckdb.FatalException("database has been invalidated")
    assert valeurs(entrepot, AGENT) == {"transport": 10.0}


CORRUPTIONS = {
    "ligne perdue": "DELETE FROM base.emissions WHERE secteur = 'tertiaire'",
    "valeur changée": "UPDATE base.emissions SET emissions_tco2e = 999 WHERE secteur = 'tertiaire'",
    "version ressuscitée": "UPDATE base.emissions SET remplace_par = NULL",
    "ligne ajoutée": "INSERT INTO base.emissions SELECT * FROM base.emissions LIMIT 1",
    "ligne orpheline": "INSERT INTO base.emissions (territoire, import_id) VALUES ('ville', 99)",
    "montant changé": "UPDATE base.agregats_financiers SET montant_eur = 2",
    "journal réécrit": "UPDATE base.journal SET identite = 'personne' WHERE numero = 2",
    "journal coupé": "DELETE FROM base.journal WHERE numero = 2",
}


@pytest.mark.parametrize("corruption", CORRUPTIONS)
def test_une_base_modifiee_hors_de_l_application_ne_s_ouvre_plus(
    entrepot: Entrepot, base: Path, corruption: str
) -> None:
    deposer(entrepot, emissions({"transport": 10.0, "tertiaire": 5.0}))
    remplacer(entrepot, "transport", 12.0)
    agregat = pl.DataFrame({"exercice": [2024], "budget": ["p"], "agregat": ["Dette"],
                            "montant_eur": pl.Series([Decimal(1)], dtype=pl.Decimal(18, 2)),
                            "source_agregat": ["x"], "feuille": ["F"], "ligne": [2]})
    entrepot.enregistrer(AGENT, Depot("ville", "f", "csv", "e", "", "s", (Lot("agregats_financiers", agregat, AUCUNE),)),
                         entrepot.version(AGENT, "ville"))
    entrepot.fermer()
    Entrepot.ouvrir(base).fermer()
    with duckdb.connect(":memory:") as brute:
        brute.execute(f"ATTACH '{base}' AS base")
        brute.execute(CORRUPTIONS[corruption])
    with pytest.raises(BaseIndisponible, match=r"totaux de contrôle|journal"):
        Entrepot.ouvrir(base)


def test_une_base_plus_recente_n_est_pas_touchee(entrepot: Entrepot, base: Path) -> None:
    entrepot.fermer()
    with duckdb.connect(":memory:") as brute:
        brute.execute(f"ATTACH '{base}' AS base")
        brute.execute("INSERT INTO base.schema_version VALUES (9999, 'futur')")
    with pytest.raises(BaseIndisponible, match="plus récente"):
        Entrepot.ouvrir(base)


def test_une_colonne_nouvellement_declaree_est_ajoutee_sans_perdre_les_totaux(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    with duckdb.connect(":memory:") as brute:
        brute.execute(f"ATTACH '{base}' AS base")
        brute.execute("ALTER TABLE base.emissions DROP COLUMN source")
    rouvert = Entrepot.ouvrir(base)
    assert valeurs(rouvert, AGENT) == {"transport": 10.0}
    rouvert.fermer()


def test_des_lectures_simultanees_ne_se_melangent_pas_pendant_un_import(entrepot: Entrepot) -> None:
    """Chaque territoire n'a que sa valeur ; vingt fils lisent pendant qu'un autre importe."""
    for nom in ("un", "deux"):
        entrepot.ajouter_territoire(ACCES_LOCAL, Territoire(id=nom, nom=nom, type="commune"))
        depot = Depot(nom, "f", "csv", "e", "", "s", (Lot("emissions", emissions({nom: 1.0}), AUCUNE),))
        entrepot.enregistrer(ACCES_LOCAL, depot, entrepot.version(ACCES_LOCAL, nom))
    fautes: list[object] = []

    def lire(nom: str) -> None:
        for _ in range(15):
            try:
                secteurs = set(entrepot.donnees(ACCES_LOCAL, nom, ["emissions"])["emissions"]["secteur"])
            except Exception as erreur:
                fautes.append(erreur)
                return
            if secteurs != {nom}:
                fautes.append(secteurs)

    fils = [threading.Thread(target=lire, args=(nom,)) for nom in ("un", "deux") * 10]
    for fil in fils:
        fil.start()
    for rang in range(5):
        deposer(entrepot, emissions({f"s{rang}": 1.0}))
    for fil in fils:
        fil.join()
    assert fautes == []
    assert len(valeurs(entrepot, AGENT)) == 5


def test_un_processus_tue_en_plein_import_laisse_l_etat_precedent(entrepot: Entrepot, base: Path) -> None:
    deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.fermer()
    programme = """
import sys, time
from pathlib import Path
import polars as pl
from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Depot, Entrepot, Lot, controles
entrepot = Entrepot.ouvrir(Path(sys.argv[1]))
def bloquer(*_):
    print("en plein import", flush=True)
    time.sleep(60)
controles.ecrire = bloquer
courantes = entrepot.courantes(ACCES_LOCAL, "ville", "emissions")
nouvelles = courantes.drop("territoire", "import_id", "fichier", "numero").with_columns(emissions_tco2e=99.0)
depot = Depot("ville", "f", "csv", "e", "", "s", (Lot("emissions", nouvelles, courantes.select("import_id", "numero")),))
entrepot.enregistrer(ACCES_LOCAL, depot, entrepot.version(ACCES_LOCAL, "ville"))
"""
    processus = subprocess.Popen([sys.executable, "-c", programme, str(base)], stdout=subprocess.PIPE, text=True,
                                 cwd=Path(__file__).resolve().parents[2])
    assert processus.stdout is not None
    assert processus.stdout.readline().strip() == "en plein import"
    os.kill(processus.pid, signal.SIGKILL)
    processus.wait()
    rouvert = Entrepot.ouvrir(base)
    assert valeurs(rouvert, AGENT) == {"transport": 10.0}
    assert rouvert.imports(AGENT, "ville").height == 1
    assert rouvert.journal(AGENT, "ville").height == 2
    rouvert.fermer()


def test_le_journal_enchaine_les_actions_de_tous(entrepot: Entrepot) -> None:
    numero = deposer(entrepot, emissions({"transport": 10.0}))
    entrepot.valider(AGENT, numero)
    entrepot.annuler(AGENT, numero)
    journal = entrepot.journal(AGENT, "ville")
    assert journal["action"].to_list() == ["annulation", "validation", "import", "territoire"]
    assert journal["identite"].to_list() == ["un agent"] * 3 + ["poste local"]
    assert journal["empreinte"].n_unique() == 4
