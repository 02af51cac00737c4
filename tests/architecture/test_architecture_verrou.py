"""Rien qui fige le serveur : polars n'exécute jamais de Python, et Streamlit ne reçoit que des tables Arrow.

Un fil qui convertit une frame vers pandas attend les fils de polars sans lâcher le verrou de Python ; si l'un d'eux
attend ce verrou pour exécuter une fonction Python, le processus entier s'arrête pour toujours.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import polars as pl
from polars.dataframe.group_by import DynamicGroupBy, GroupBy, RollingGroupBy
from polars.lazyframe.group_by import LazyGroupBy

from tests.architecture.test_architecture import RACINE, TOUS, noeuds, nom_module, sans_faute

PORTEURS = (
    *(pl, pl.Expr, pl.Series, pl.DataFrame, pl.LazyFrame, GroupBy, DynamicGroupBy, RollingGroupBy, LazyGroupBy),
    *(type(getattr(pl.col("x"), espace)) for espace in ("arr", "bin", "cat", "dt", "list", "name", "str", "struct")),
)
A_LA_CONSTRUCTION = {
    "pipe",
    "pipe_with_dtype",
    "pipe_with_schema",
    "rename",
    "map",
    "map_fields",
    "read_csv",
    "scan_csv",
}
"""Celles qui n'appellent leur fonction qu'en écrivant la requête (des noms de colonnes), jamais pendant qu'elle court.
`map` est aussi le nom d'une fonction de Python."""
VERS_PANDAS = {"to_pandas", "apply", "iterrows", "itertuples"}
MONTRENT = {"dataframe", "data_editor", "table"}
ECRITS = [un for un in TOUS if not un.is_relative_to(RACINE / "tests")]
ECRANS = [un for un in ECRITS if un.is_relative_to(RACINE / "pages")]


def prennent_une_fonction(porteur: type | ModuleType) -> Iterator[str]:
    """Les fonctions publiques de polars qui reçoivent une fonction Python."""
    for nom, fonction in inspect.getmembers(porteur, callable):
        if nom.startswith("_") or inspect.isclass(fonction):
            continue
        try:
            annotations = [str(un.annotation) for un in inspect.signature(fonction).parameters.values()]
        except (TypeError, ValueError):
            continue
        if any("Callable" in annotation for annotation in annotations):
            yield nom


FIGENT = frozenset({nom for porteur in PORTEURS for nom in prennent_une_fonction(porteur)} - A_LA_CONSTRUCTION)


def test_la_liste_suit_la_version_de_polars_installee() -> None:
    assert {"map_elements", "map_batches", "map_groups", "map_rows", "rolling_map", "fold", "reduce"} <= FIGENT
    assert "replace_strict" not in FIGENT, "elle prend une table, et ne court qu'en Rust"


def appels(arbre: ast.AST, interdits: frozenset[str]) -> Iterator[str]:
    """Les noms interdits qu'un fichier atteint par un point, ou importe de polars."""
    for noeud in ast.walk(arbre):
        if isinstance(noeud, ast.Attribute) and noeud.attr in interdits:
            yield f"ligne {noeud.lineno}, {noeud.attr}"
        elif isinstance(noeud, ast.ImportFrom) and (noeud.module or "").split(".")[0] == "polars":
            yield from (f"ligne {noeud.lineno}, {un.name}" for un in noeud.names if un.name in interdits)


def test_l_essai_voit_une_fonction_cachee_dans_une_expression() -> None:
    fautif = "from polars import map_groups as grouper\nlignes.select(pl.col('x').map_elements(f))\npl.fold(0, f, [])"
    assert len(list(appels(ast.parse(fautif), FIGENT))) == 3


def test_aucune_fonction_python_dans_une_expression_ni_detour_par_pandas() -> None:
    interdits = FIGENT | VERS_PANDAS
    sans_faute([f"{nom_module(un)}, {faute}" for un in ECRITS for faute in appels(noeuds(un)[0], interdits)])


def test_une_replace_strict_ne_recoit_jamais_de_fonction() -> None:
    sans_faute(
        [
            f"{nom_module(un)}, ligne {noeud.lineno}"
            for un in ECRITS
            for noeud in noeuds(un)
            if isinstance(noeud, ast.Call) and getattr(noeud.func, "attr", "") in {"replace", "replace_strict"}
            for donnee in (*noeud.args, *(cle.value for cle in noeud.keywords))
            if isinstance(donnee, ast.Lambda)
        ]
    )


def montrees(fichier: Path) -> Iterator[tuple[ast.Call, bool]]:
    """Chaque table donnée à Streamlit, et si elle est de l'Arrow : convertie sur place, ou annotée `pa.Table`."""
    annotees = {
        noeud.target.id
        for noeud in noeuds(fichier)
        if isinstance(noeud, ast.AnnAssign)
        and isinstance(noeud.target, ast.Name)
        and ast.unparse(noeud.annotation) == "pa.Table"
    }
    for noeud in noeuds(fichier):
        if not isinstance(noeud, ast.Call) or getattr(noeud.func, "attr", "") not in MONTRENT or not noeud.args:
            continue
        donnee = noeud.args[0]
        en_arrow = isinstance(donnee, ast.Call) and getattr(donnee.func, "attr", "") == "to_arrow"
        yield noeud, en_arrow or (isinstance(donnee, ast.Name) and donnee.id in annotees)


def test_chaque_table_donnee_a_streamlit_est_de_l_arrow() -> None:
    assert sum(1 for un in ECRANS for _ in montrees(un)) >= 10, "l'essai ne voit plus les tables"
    sans_faute(
        [f"{nom_module(un)}, ligne {appel.lineno}" for un in ECRANS for appel, arrow in montrees(un) if not arrow]
    )


def test_aucune_donnee_ne_passe_par_un_element_qui_devine_sa_forme() -> None:
    """`st.write` et les graphiques de Streamlit convertissent eux-mêmes, par pandas."""
    devinent = {"write", "line_chart", "bar_chart", "area_chart", "scatter_chart", "map", "json"}
    sans_faute(
        [
            f"{nom_module(un)}, ligne {noeud.lineno}, st.{noeud.attr}"
            for un in ECRANS
            for noeud in noeuds(un)
            if isinstance(noeud, ast.Attribute)
            and isinstance(noeud.value, ast.Name)
            and noeud.value.id == "st"
            and noeud.attr in devinent
        ]
    )
