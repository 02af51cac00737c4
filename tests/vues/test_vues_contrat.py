"""Une figure, son titre, sa table et sa provenance disent les mêmes chiffres, en français : un seul essai, pour toutes
les vues."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.figures.vue import Vue
from core.methodes import declarations
from core.modele import Donnees
from core.vues import Onglet
from tests.pages.visite import EXEMPLES
from tests.vues.choix_essayes import vues_de
from tests.vues.nombres_dits import ecarts_dits
from tests.vues.vues_composees import ONGLETS, composees, type_ouvrir

TEXTES = ("message", "sous_titre", "lire", "masque", "alt")
FAUTIF = re.compile(
    r"\bNone\b|\bnan\b|\bnull\b|\[\]|\(\s*\)|[ \u00a0]{2,}|\. ?\.|[:,;(]\s*\.|\d{3,}\.\d|^\s|\s$|(?<!\d)0\u00a0\w*poste"
)
"""Une valeur de programme, une liste ou une parenthèse vide, deux espaces, une phrase vide, un point décimal, une
espace au bord, un compte nul."""
NUL = (pl.col("valeur") == 0) & pl.col("indicateur").str.contains("_(?:non_)?chiffrees$")
"""Un compte de rien : aucune ligne ne le porte, et il le dit."""


@pytest.mark.parametrize("onglet", ONGLETS, ids=lambda onglet: onglet.cle)
def test_figure_titre_table_et_provenance_disent_les_memes_chiffres(
    onglet: Onglet, dossier_de: type_ouvrir, entrepot_lu: Entrepot
) -> None:
    """Sur tous les territoires d'exemple ; chaque vue s'y compose, et l'on y a vérifié des nombres."""
    fautes: list[str] = []
    verifies: Counter[str] = Counter()
    for territoire in EXEMPLES:
        origines: set[str] = set()
        for exercice, adresse, vue in composees(dossier_de, territoire, [onglet], choix=True):
            dits, orphelins = ecarts_dits(vue)
            verifies[adresse.vue] += dits
            vus = (*orphelins, *table_orpheline(vue), *textes_fautifs(vue))
            fautes += [f"{territoire} {exercice} {adresse!r} {un}" for un in vus]
            assert set(vue.indicateurs.select("methode", "indicateur").unique().iter_rows()) <= set(declarations())
            origines |= set(vue.indicateurs.filter(pl.col("valeur").is_not_null() & ~NUL)["origine"].drop_nulls())
        suivre(origines, territoire, dossier_de(territoire, 0).tables, entrepot_lu)
    assert not fautes, f"{len(fautes)} fautes :\n" + "\n".join(dict.fromkeys(fautes[:40]))
    muettes = [adresse.vue for adresse in vues_de(onglet) if not verifies[adresse.vue]]
    assert not muettes, f"aucun nombre vérifié sous {muettes}"


def suivre(origines: set[str], territoire: str, tables: Donnees, entrepot: Entrepot) -> None:
    """Chaque origine mène à des lignes, et chaque forme d'origine à des cellules du fichier."""
    sans_ligne = [origine for origine in sorted(origines) if not compter(tables, origine)]
    assert not sans_ligne, f"aucune ligne pour {sans_ligne[:5]}"
    for origine in {forme(origine): origine for origine in sorted(origines)}.values():
        lignes = entrepot.lignes_origine(ACCES_LOCAL, territoire, origine)
        assert lignes.height == compter(tables, origine)
        assert lignes["fichier"].null_count() == lignes["cellule"].null_count() == 0, origine


def compter(tables: Donnees, origine: str) -> int:
    """Les lignes importées que dit une origine, comptées à part de l'entrepôt."""
    lue = json.loads(origine)
    conditions = [
        pl.col(nom).is_in(voulu, nulls_equal=True) if isinstance(voulu, list) else pl.col(nom).eq_missing(pl.lit(voulu))
        for nom, voulu in lue["filtre"].items()
    ]
    return tables[lue["table"]].filter(pl.all_horizontal(pl.lit(True), *conditions)).height


def forme(origine: str) -> tuple[object, ...]:
    """Ce que l'entrepôt doit savoir lire : une table, des colonnes, une valeur ou plusieurs."""
    lue = json.loads(origine)
    return (lue["table"], *((nom, isinstance(voulu, list)) for nom, voulu in lue["filtre"].items()))


def textes_fautifs(vue: Vue) -> Iterator[str]:
    """Ce qui, dans un titre, un sous-titre, une note ou un équivalent textuel, n'est pas du français fini."""
    for nom in TEXTES:
        if FAUTIF.search(texte := getattr(vue, nom)):
            yield f"{nom} : {texte}"


def table_orpheline(vue: Vue) -> Iterator[str]:
    """Les nombres de la table qui ne sont pas des chiffres de la figure, colonne par colonne ; sans chiffre ni repère,
    la table n'en porte aucun."""
    connus = {cle(v) for nom in ("valeur", "borne_basse", "borne_haute") for v in vue.indicateurs[nom].drop_nulls()}
    arrondis = {cle(round(v * 100, 1)) for v in vue.indicateurs["valeur"].drop_nulls()}
    nombres = {nom for nom, dtype in vue.tableau.schema.items() if dtype.is_numeric() and nom != "Exercice"}
    permises = set(vue.derivees) if connus or vue.reperes else set()
    for nom in sorted(nombres - permises):
        siens = arrondis if nom.endswith("(%)") else connus
        if seuls := [v for v in vue.tableau[nom].drop_nulls() if cle(v) not in siens]:
            yield f"table, « {nom} » : {seuls[:4]}"


def cle(nombre: float) -> str:
    """Deux chiffres égaux à dix chiffres significatifs près ont la même clé ; −0 et 0 aussi."""
    return "0" if math.isclose(float(nombre), 0.0, abs_tol=1e-9) else f"{float(nombre):.10g}"
