"""Une figure, sa table et sa provenance disent les mêmes chiffres : un seul essai, pour toutes les vues du registre."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, get_args

import polars as pl
import pytest

from core.acces import ACCES_LOCAL
from core.donnees.entrepot import Entrepot
from core.dossier import Dossier
from core.erreurs import TableManquante
from core.figures.vue import Vue
from core.methodes import declarations
from core.vues import ECRANS, Onglet
from tests.pages.visite import EXEMPLES

ONGLETS = [onglet for ecran in ECRANS for onglet in ecran.onglets]
type_ouvrir = Callable[[str, int], Dossier]


def adresses(onglet: Onglet) -> Iterator[Any]:
    """L'adresse première, puis chaque valeur de chaque choix clos, un à la fois ; projetée ou non."""
    clos = {nom: get_args(champ.annotation) for nom, champ in onglet.adresse.model_fields.items()}
    vues = clos.pop("vue", ()) or ("",)
    for vue in vues:
        premiere = {"vue": vue} if vue else {}
        yield onglet.adresse(**premiere)
        for nom, valeurs in clos.items():
            for valeur in valeurs if all(isinstance(une, str) for une in valeurs) else ():
                yield onglet.adresse(**premiere, **{nom: valeur})


def composees(onglet: Onglet, dossier: Dossier) -> Iterator[tuple[Any, Vue]]:
    for adresse in adresses(onglet):
        try:
            yield adresse, onglet.composer(adresse, dossier)
        except TableManquante:
            continue


@pytest.mark.parametrize("territoire", EXEMPLES)
@pytest.mark.parametrize("onglet", ONGLETS, ids=lambda onglet: onglet.cle)
def test_tout_nombre_de_la_table_est_un_chiffre_declare(
    onglet: Onglet, territoire: str, dossier_de: type_ouvrir
) -> None:
    fautes = []
    for exercice in dossier_de(territoire, 0).exercices[-2:]:
        for adresse, vue in composees(onglet, dossier_de(territoire, exercice)):
            connus = {
                cle(v) for nom in ("valeur", "borne_basse", "borne_haute") for v in vue.indicateurs[nom].drop_nulls()
            }
            arrondis = {cle(round(v * 100, 1)) for v in vue.indicateurs["valeur"].drop_nulls()}
            nombres = [nom for nom, dtype in vue.tableau.schema.items() if dtype.is_numeric() and nom != "Exercice"]
            for nom in set(nombres) - set(vue.derivees):
                siens = arrondis if nom.endswith("(%)") else connus
                orphelins = [v for v in vue.tableau[nom].drop_nulls() if cle(v) not in siens]
                if orphelins:
                    fautes.append(f"{exercice} {adresse!r} « {nom} » : {orphelins[:4]}")
    assert not fautes, "\n".join(fautes)


def cle(nombre: float) -> str:
    """Deux chiffres égaux à dix chiffres significatifs près ont la même clé ; −0 et 0 aussi."""
    return "0" if math.isclose(float(nombre), 0.0, abs_tol=1e-9) else f"{float(nombre):.10g}"


@pytest.mark.parametrize("territoire", EXEMPLES)
@pytest.mark.parametrize("onglet", ONGLETS, ids=lambda onglet: onglet.cle)
def test_tout_chiffre_montre_est_declare_et_mene_a_des_cellules(
    onglet: Onglet, territoire: str, dossier_de: type_ouvrir, entrepot_lu: Entrepot
) -> None:
    """Une adresse d'origine rend des lignes de l'import, avec leur fichier et leur cellule."""
    adresses_vues: set[str] = set()
    exercice = dossier_de(territoire, 0).exercices[-1]
    for _, vue in composees(onglet, dossier_de(territoire, exercice)):
        assert not vue.indicateurs.is_empty() or vue.tableau.is_empty(), f"{vue.cle} ne montre aucun chiffre"
        for methode, nom in vue.indicateurs.select("methode", "indicateur").unique().iter_rows():
            assert (methode, nom) in declarations()
        adresses_vues |= set(vue.indicateurs.filter(pl.col("valeur").is_not_null())["origine"].drop_nulls())
    for adresse in sorted(adresses_vues):
        lignes = entrepot_lu.lignes_origine(ACCES_LOCAL, territoire, adresse)
        assert not lignes.is_empty(), f"aucune ligne pour {adresse}"
        assert lignes["fichier"].null_count() == lignes["cellule"].null_count() == 0, adresse
