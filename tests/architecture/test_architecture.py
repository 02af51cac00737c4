"""Le plan de la maison, tenu par le code : couches, tailles, une forme par méthode, aucun réseau."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from core.methodes import METHODES

RACINE = Path(__file__).resolve().parents[2]
MODULES = sorted((RACINE / "core").rglob("*.py")) + sorted((RACINE / "pages").rglob("*.py")) + [RACINE / "app.py"]
TOUS = MODULES + sorted((RACINE / "tests").rglob("*.py")) + sorted((RACINE / "sample_territories").rglob("*.py"))

COMMUN = {"core.modele", "core.resultat", "core.erreurs", "core.format_fr", "core.unites", "core.tables"}
REFERENCES = {"core.references", "core.plan_de_comptes"}
PERMIS = {
    "core.modele": {"core.erreurs"},
    "core.resultat": {"core.modele"},
    "core.dossier": {"core.modele", "core.methodes"},
    "core.vues": {"core.acces", "core.dossier", "core.figures"},
    "core.tables": {"core.modele", "core.tables"},
    "core.references": {"core.modele", "core.erreurs", "core.references"},
    "core.plan_de_comptes": REFERENCES,
    "core.communs": COMMUN | REFERENCES | {"core.communs"},
    "core.methodes": COMMUN | REFERENCES | {"core.communs"},
    "core.usages.cotation": COMMUN | {"core.communs", "core.usages.cotation"},
    "core.usages.arbitrage": COMMUN | REFERENCES | {"core.communs", "core.methodes", "core.usages.arbitrage"},
    "core.figures": COMMUN
    | REFERENCES
    | {"core.communs", "core.methodes", "core.usages", "core.documents", "core.dossier", "core.figures"},
    "core.documents": COMMUN
    | REFERENCES
    | {"core.communs", "core.methodes", "core.usages", "core.figures", "core.documents"},
    "core.donnees": COMMUN | REFERENCES | {"core.acces", "core.reglages", "core.donnees"},
}
BIBLIOTHEQUES_INTERDITES = {
    "core.methodes": {"plotly", "duckdb", "streamlit", "fastexcel", "openpyxl"},
    "core.communs": {"plotly", "duckdb", "streamlit", "fastexcel", "openpyxl"},
    "core.figures": {"duckdb", "streamlit", "fastexcel", "openpyxl"},
    "core.usages": {"plotly", "duckdb", "fastexcel", "openpyxl"},
    "core.tables": {"plotly", "duckdb", "streamlit"},
    "core.donnees": {"plotly", "streamlit"},
    "core": {"streamlit"},
    "pages": {"duckdb", "fastexcel", "openpyxl"},
}
RESEAU = {"requests", "httpx", "urllib.request", "aiohttp", "socket", "http.client"}


def nom_module(fichier: Path) -> str:
    nom = ".".join(fichier.relative_to(RACINE).with_suffix("").parts)
    return nom.removesuffix(".__init__")


def importations(fichier: Path) -> Iterator[str]:
    """Noms complets importés, où que soit l'instruction dans le fichier."""
    for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8"))):
        if isinstance(noeud, ast.Import):
            yield from (alias.name for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom) and noeud.module:
            yield noeud.module
            yield from (f"{noeud.module}.{alias.name}" for alias in noeud.names)


def dans(nom: str, prefixe: str) -> bool:
    return nom == prefixe or nom.startswith(f"{prefixe}.")


@pytest.mark.parametrize("fichier", MODULES, ids=nom_module)
def test_les_couches_ne_remontent_jamais(fichier: Path) -> None:
    module = nom_module(fichier)
    for couche, permis in PERMIS.items():
        if not dans(module, couche):
            continue
        internes = {nom for nom in importations(fichier) if dans(nom, "core") and nom != "core"}
        propres = permis | ({module} if couche != "core.methodes" else propre_methode(module))
        fautifs = {nom for nom in internes if not any(dans(nom, prefixe) for prefixe in propres)}
        assert not fautifs, f"{module} ne doit pas importer {sorted(fautifs)}"


def propre_methode(module: str) -> set[str]:
    """Une méthode ne connaît qu'elle-même ; le registre les connaît toutes."""
    if module == "core.methodes":
        return {"core.methodes", "core.resultat"}
    return {".".join(module.split(".")[:3])}


@pytest.mark.parametrize("fichier", MODULES, ids=nom_module)
def test_chaque_couche_laisse_a_leur_place_les_bibliotheques(fichier: Path) -> None:
    module = nom_module(fichier)
    for couche, interdites in BIBLIOTHEQUES_INTERDITES.items():
        if dans(module, couche):
            fautifs = {nom for nom in importations(fichier) if nom.split(".")[0] in interdites}
            assert not fautifs, f"{module} importe {sorted(fautifs)}"


def test_duckdb_et_le_sql_n_existent_que_dans_l_entrepot() -> None:
    ailleurs = [
        nom_module(fichier)
        for fichier in MODULES
        if any(dans(nom, "duckdb") for nom in importations(fichier))
        and not dans(nom_module(fichier), "core.donnees.entrepot")
    ]
    assert not ailleurs


@pytest.mark.parametrize("fichier", MODULES, ids=nom_module)
def test_aucun_module_n_ouvre_le_reseau(fichier: Path) -> None:
    fautifs = [nom for nom in importations(fichier) if any(dans(nom, interdit) for interdit in RESEAU)]
    assert not fautifs


@pytest.mark.parametrize("fichier", TOUS, ids=nom_module)
def test_un_fichier_tient_en_trois_cents_lignes(fichier: Path) -> None:
    assert len(fichier.read_text(encoding="utf-8").splitlines()) <= 300


def test_le_fichier_median_tient_en_cent_vingt_lignes() -> None:
    assert median(len(fichier.read_text(encoding="utf-8").splitlines()) for fichier in MODULES) <= 120


@pytest.mark.parametrize("fichier", MODULES, ids=nom_module)
def test_une_fonction_tient_en_quarante_lignes(fichier: Path) -> None:
    longues = [
        f"{noeud.name} ({noeud.end_lineno - noeud.lineno + 1})"
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.FunctionDef) and noeud.end_lineno and noeud.end_lineno - noeud.lineno + 1 > 40
    ]
    assert not longues


@pytest.mark.parametrize("fichier", MODULES, ids=nom_module)
def test_une_fonction_en_cache_ne_prend_jamais_de_frame(fichier: Path) -> None:
    """`st.cache_data` ne voit pas une retouche au milieu d'une frame : la clé ne porte que des scalaires."""
    fautives = [
        noeud.name
        for noeud in ast.walk(ast.parse(fichier.read_text(encoding="utf-8")))
        if isinstance(noeud, ast.FunctionDef)
        and any("cache_" in ast.unparse(decorateur) for decorateur in noeud.decorator_list)
        and any(
            "DataFrame" in ast.unparse(a.annotation) or "Donnees" in ast.unparse(a.annotation)
            for a in noeud.args.args
            if a.annotation and not a.arg.startswith("_")
        )
    ]
    assert not fautives


@pytest.mark.parametrize("fichier", MODULES, ids=nom_module)
def test_aucun_html_ne_recoit_de_texte_d_utilisateur(fichier: Path) -> None:
    source = fichier.read_text(encoding="utf-8")
    for interdit in ("unsafe_allow_" + "html", "components." + "v1", "use_container_" + "width"):
        assert interdit not in source


def test_chaque_methode_a_sa_forme_ses_cas_et_sa_page() -> None:
    pages = "\n".join(page.read_text(encoding="utf-8") for page in (RACINE / "pages").rglob("*.py"))
    for methode in METHODES:
        cle = methode.FICHE.cle
        assert methode.__name__ == f"core.methodes.{cle}"
        assert callable(methode.detail) and callable(methode.calculer)
        assert list((RACINE / "tests" / "cas" / cle).glob("*.toml")), f"aucun cas de référence pour {cle}"
        assert f'"{cle}"' in pages, f"aucune page ne montre {cle}"


def test_chaque_cas_de_reference_dit_sa_source_et_son_calcul() -> None:
    cas = sorted((RACINE / "tests" / "cas").rglob("*.toml"))
    assert cas
    for fichier in cas:
        contenu = tomllib.loads(fichier.read_text(encoding="utf-8"))
        for cle in ("titre", "source", "calcul"):
            assert contenu.get(cle, "").strip(), f"{fichier.name} : « {cle} » manque"


def test_rien_de_cette_machine_n_est_ecrit_dans_le_depot() -> None:
    suspects = [
        str(fichier.relative_to(RACINE))
        for motif in ("*.py", "*.md", "*.toml", "*.yml", "Makefile", "*.csv")
        for fichier in RACINE.rglob(motif)
        if not set(fichier.relative_to(RACINE).parts) & {".venv", "var", ".git"}
        and any(
            chemin in fichier.read_text(encoding="utf-8", errors="ignore") for chemin in ("/wo" + "rk/", "/ro" + "ot/")
        )
    ]
    assert not suspects
