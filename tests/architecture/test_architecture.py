"""Le plan de la maison, tenu par le code : couches, tailles, aucun réseau ; chaque règle donne toutes ses fautes."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from core.methodes import CLES, METHODES
from core.vues import ECRANS, ecran_de

RACINE = Path(__file__).resolve().parents[2]
MODULES = sorted((RACINE / "core").rglob("*.py")) + sorted((RACINE / "pages").rglob("*.py")) + [RACINE / "app.py"]
TOUS = MODULES + sorted((RACINE / "tests").rglob("*.py")) + sorted((RACINE / "sample_territories").rglob("*.py"))

COMMUN = {"core.modele", "core.resultat", "core.erreurs", "core.format_fr", "core.unites", "core.tables"}
REFERENCES = {"core.references", "core.plan_de_comptes", "core.plans_portes"}
PERMIS: dict[str, set[str]] = {
    "core.erreurs": set(),
    "core.format_fr": set(),
    "core.unites": REFERENCES | {"core.erreurs"},
    "core.acces": {"core.erreurs"},
    "core.reglages": {"core.acces"},
    "core.modele": {"core.erreurs"},
    "core.resultat": {"core.modele"},
    "core.dossier": {"core.modele", "core.methodes"},
    "core.vues": {"core.acces", "core.dossier", "core.figures"},
    "core.tables": {"core.modele", "core.tables"},
    "core.references": {"core.modele", "core.erreurs", "core.references"},
    "core.plan_de_comptes": REFERENCES,
    "core.plans_portes": {"core.modele", "core.tables"},
    "core.communs": COMMUN | REFERENCES | {"core.communs"},
    "core.methodes": COMMUN | REFERENCES | {"core.communs"},
    "core.usages.cotation": COMMUN | {"core.communs", "core.usages.cotation"},
    "core.usages.arbitrage": COMMUN | REFERENCES | {"core.communs", "core.methodes", "core.usages.arbitrage"},
    "core.figures": COMMUN
    | REFERENCES
    | {"core.communs", "core.methodes", "core.usages", "core.dossier", "core.figures"},
    "core.documents": COMMUN
    | REFERENCES
    | {"core.communs", "core.methodes", "core.usages", "core.dossier", "core.figures", "core.documents"},
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
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|ATTACH|PRAGMA|COPY|WITH)\s")
COMMUNS_DES_ETAGES = {"familles", "outils", "service"}
RESEAU = {"requests", "httpx", "urllib.request", "aiohttp", "socket", "http.client"}
HORS_DES_ECRANS = ("unsafe_allow_", "components." + "v1", "use_container_" + "width")
HORS_DES_CACHES = ("cache_" + "data", "cache_" + "resource")
DE_CETTE_MACHINE = ("/wo" + "rk/", "/ro" + "ot/")


def nom_module(fichier: Path) -> str:
    nom = ".".join(fichier.relative_to(RACINE).with_suffix("").parts)
    return nom.removesuffix(".__init__")


@cache
def source(fichier: Path) -> str:
    return fichier.read_text(encoding="utf-8")


@cache
def noeuds(fichier: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(source(fichier))))


@cache
def importations(fichier: Path) -> frozenset[str]:
    """Noms complets importés, où que soit l'instruction dans le fichier."""
    noms: set[str] = set()
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Import):
            noms.update(alias.name for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            module = origine_de(fichier, noeud)
            noms.add(module)
            noms.update(f"{module}.{alias.name}" for alias in noeud.names)
    return frozenset(noms)


def origine_de(fichier: Path, noeud: ast.ImportFrom) -> str:
    """Le module d'où l'on importe, nommé en entier même s'il est dit par des points."""
    if not noeud.level:
        return noeud.module or ""
    paquet = fichier.relative_to(RACINE).parts[: -noeud.level]
    return ".".join((*paquet, *([noeud.module] if noeud.module else ())))


def fonctions(fichier: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (noeud for noeud in noeuds(fichier) if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef))


def dans(nom: str, *prefixes: str) -> bool:
    return any(nom == prefixe or nom.startswith(f"{prefixe}.") for prefixe in prefixes)


def sans_faute(fautes: list[str]) -> None:
    """Échoue en les disant toutes, une par ligne."""
    if fautes:
        pytest.fail(f"{len(fautes)} faute(s) :\n" + "\n".join(fautes), pytrace=False)


def test_les_couches_ne_remontent_jamais() -> None:
    fautes = []
    for fichier in MODULES:
        module = nom_module(fichier)
        internes = {nom for nom in importations(fichier) if dans(nom, "core") and nom != "core"}
        dehors = ("tests", "app") if dans(module, "pages", "app") else ("tests", "app", "pages")
        fautes += [f"{module} ne doit pas importer {nom}" for nom in importations(fichier) if dans(nom, *dehors)]
        for couche, permis in PERMIS.items():
            if dans(module, couche):
                propres = permis | ({module} if couche != "core.methodes" else propre_methode(module))
                fautifs = sorted(nom for nom in internes if not dans(nom, *propres))
                fautes += [f"{module} ne doit pas importer {nom}" for nom in fautifs]
    sans_faute(fautes)


def propre_methode(module: str) -> set[str]:
    """Une méthode ne connaît qu'elle-même ; le registre les connaît toutes."""
    if module == "core.methodes":
        return {"core.methodes", "core.resultat"}
    return {".".join(module.split(".")[:3])}


def test_chaque_couche_laisse_a_leur_place_les_bibliotheques() -> None:
    sans_faute(
        [
            f"{nom_module(fichier)} importe {nom}"
            for fichier in MODULES
            for couche, interdites in BIBLIOTHEQUES_INTERDITES.items()
            if dans(nom_module(fichier), couche)
            for nom in sorted(importations(fichier))
            if nom.split(".")[0] in interdites
        ]
    )


def test_duckdb_et_le_sql_n_existent_que_dans_l_entrepot() -> None:
    sans_faute(
        [
            f"{nom_module(fichier)} : {faute}"
            for fichier in MODULES
            if not dans(nom_module(fichier), "core.donnees.entrepot")
            for faute in (*(nom for nom in importations(fichier) if dans(nom, "duckdb")), *requetes(fichier))
        ]
    )


def requetes(fichier: Path) -> Iterator[str]:
    """Les textes qui commencent comme une requête, et les appels de `.sql`."""
    for noeud in noeuds(fichier):
        if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) and SQL.match(noeud.value):
            yield f"ligne {noeud.lineno}, {noeud.value.strip()[:40]}"
        elif isinstance(noeud, ast.Attribute) and noeud.attr in {"sql", "SQLContext"}:
            yield f"ligne {noeud.lineno}, {noeud.attr}"


def test_aucun_module_n_ouvre_le_reseau() -> None:
    sans_faute(
        [
            f"{nom_module(fichier)} importe {nom}"
            for fichier in MODULES
            for nom in sorted(importations(fichier))
            if dans(nom, *RESEAU)
        ]
    )


def test_un_fichier_tient_en_trois_cents_lignes() -> None:
    longueurs = {fichier: len(source(fichier).splitlines()) for fichier in TOUS}
    sans_faute([f"{nom_module(fichier)} ({lignes})" for fichier, lignes in longueurs.items() if lignes > 300])


def test_le_fichier_median_tient_en_cent_vingt_lignes() -> None:
    assert median(len(source(fichier).splitlines()) for fichier in MODULES) <= 120


def test_une_fonction_tient_en_quarante_lignes() -> None:
    sans_faute(
        [
            f"{nom_module(fichier)}.{une.name} ({une.end_lineno - une.lineno + 1})"
            for fichier in MODULES
            for une in fonctions(fichier)
            if une.end_lineno and une.end_lineno - une.lineno + 1 > 40
        ]
    )


def test_rien_ne_se_garde_dans_les_caches_de_streamlit() -> None:
    """Toute session peut les vider, et leur clé ne voit pas une retouche au milieu d'une frame : voir la réserve."""
    sans_faute(nommees(HORS_DES_CACHES))


def test_aucun_html_ne_recoit_de_texte_d_utilisateur() -> None:
    sans_faute(occurrences(HORS_DES_ECRANS))


def test_un_sujet_porte_le_meme_nom_a_chaque_etage() -> None:
    """La clé d'une méthode nomme ses dossiers partout ; un dossier d'écran ou de figures est celui d'un sujet connu."""
    manques = [
        f"{etage}/{debut}{cle}"
        for cle in CLES
        for etage, debut in (
            ("core/methodes", ""),
            ("core/figures", ""),
            ("pages", "_"),
            ("tests", ""),
            ("tests/cas", ""),
        )
        if not (RACINE / etage / f"{debut}{cle}").is_dir()
    ]
    connus = {*CLES, *(ecran.nom for ecran in ECRANS), *COMMUNS_DES_ETAGES}
    etrangers = [
        f"{etage}/{dossier.name}"
        for etage in ("core/figures", "pages", "core/usages", "core/documents")
        for dossier in (RACINE / etage).iterdir()
        if dossier.is_dir() and dossier.name.strip("_") not in connus and dossier.name != "__pycache__"
    ]
    sans_faute([*(f"manque : {un}" for un in manques), *(f"sans sujet : {un}" for un in etrangers)])


def nommees(interdits: tuple[str, ...]) -> list[str]:
    """Chaque fois qu'un module nomme l'une de ces fonctions, même importée sous un autre nom."""
    return [
        f"{nom_module(fichier)} : {nom}"
        for fichier in MODULES
        for noeud in noeuds(fichier)
        for nom in {getattr(noeud, "attr", ""), getattr(noeud, "id", ""), getattr(noeud, "name", "")} & set(interdits)
    ]


def occurrences(interdits: tuple[str, ...]) -> list[str]:
    """Chaque ligne d'un module qui contient l'un de ces textes."""
    return [
        f"{nom_module(fichier)}, ligne {rang} : {interdit}"
        for fichier in MODULES
        for rang, ligne in enumerate(source(fichier).splitlines(), start=1)
        for interdit in interdits
        if interdit in ligne
    ]


def test_chaque_ecran_du_registre_a_son_script_et_chaque_script_son_ecran() -> None:
    scripts = {script.stem for script in (RACINE / "pages").glob("[!_]*.py")}
    sans_faute(sorted(f"{nom} : un script sans écran, ou l'inverse" for nom in scripts ^ {un.nom for un in ECRANS}))


def test_chaque_methode_a_sa_forme_ses_cas_et_sa_page() -> None:
    for methode in METHODES:
        cle = methode.FICHE.cle
        assert methode.__name__ == f"core.methodes.{cle}"
        assert callable(methode.detail) and callable(methode.calculer)
        assert list((RACINE / "tests" / "cas" / cle).glob("*.toml")), f"aucun cas de référence pour {cle}"
        page = RACINE / "pages" / f"{ecran_de(cle).nom}.py"
        assert any(dans(nom, f"pages._{cle}") for nom in importations(page)), f"aucune page ne montre {cle}"


def test_chaque_cas_de_reference_dit_sa_source_et_son_calcul() -> None:
    cas = sorted((RACINE / "tests" / "cas").rglob("*.toml"))
    assert cas
    for fichier in cas:
        contenu = tomllib.loads(fichier.read_text(encoding="utf-8"))
        for cle in ("titre", "source", "calcul"):
            assert contenu.get(cle, "").strip(), f"{fichier.name} : « {cle} » manque"


def test_rien_de_cette_machine_n_est_ecrit_dans_le_depot() -> None:
    motifs = ("*.py", "*.md", "*.toml", "*.yml", "Makefile", "*.csv")
    sans_faute(
        [
            str(fichier.relative_to(RACINE))
            for motif in motifs
            for fichier in RACINE.rglob(motif)
            if not set(fichier.relative_to(RACINE).parts) & {".venv", "var", ".git"}
            and any(chemin in fichier.read_text(encoding="utf-8", errors="ignore") for chemin in DE_CETTE_MACHINE)
        ]
    )
