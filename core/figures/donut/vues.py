"""La vue « Donut » : la phrase, la roue ou ses barres, ce qu'il faut pour les lire, et la table jumelle."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Literal

import polars as pl

from core.dossier import Dossier
from core.figures import adresse
from core.figures.donut.barres import barres_svg
from core.figures.donut.phrases import STATUTS, TENDANCES, auteur_seuil, grandeur, lire_ecart, message, type_ligne
from core.figures.donut.phrases_vues import (
    DONNEE_ABSENTE,
    LIRE,
    LIRE_BARRES,
    MASQUE,
    QUALITE_ABSENTE,
    QUI_A_FIXE,
    SANS_SEUIL,
    SOURCE_ABSENTE,
    SOURCE_MESURE,
    TENDANCE_ABSENTE,
    alternative_donut,
    refuses,
    sous_titre,
)
from core.figures.donut.svg import PROJECTION, TELEPHONE, donut_svg
from core.figures.vue import Vue
from core.methodes.donut.suffisance import compter
from core.tables.indicateurs import LENTILLES, QUALITES

FORMES = {"roue": "Roue", "barres": "Barres", "tableau": "Tableau"}
PROPOSEES = {"toutes": "Quatre lentilles", **LENTILLES}
DEPENSE = "depense_affectee"


class Adresse(adresse.Adresse):
    """Les choix de l'onglet : la lentille, la forme, et l'indicateur dont le panneau donne la fiche."""

    lentille: Literal["toutes", "locale_sociale", "locale_ecologique", "mondiale_sociale", "mondiale_ecologique"] = (
        "toutes"
    )
    vue: Literal["roue", "barres", "tableau"] = "roue"
    selection: adresse.Texte = ""

    def inconnus(self, dossier: Dossier) -> tuple[str, ...]:
        """L'indicateur que ce territoire ne suit pas."""
        return self.hors(selection=dossier.detail("donut")["code"].to_list())

    @property
    def lentilles(self) -> tuple[str, ...]:
        """Les lentilles que l'on regarde : celle qui est choisie, ou les quatre."""
        return tuple(LENTILLES) if self.lentille == "toutes" else (self.lentille,)


def composer(demande: Adresse, dossier: Dossier) -> Vue:
    """La roue, ou ses barres ; les chiffres de l'indicateur choisi viennent en tête de « D'où vient ce chiffre »."""
    detail, nom = dossier.detail("donut"), dossier.territoire.nom
    lus, en_barres = dossier.indicateurs("donut"), demande.vue == "barres"
    vue = vue_donut(lus, detail, nom, demande.lentilles, en_barres=en_barres)
    vue = replace(vue, large=demande.vue == "tableau")
    choisie = ligne_choisie(demande, dossier)
    if choisie is None:
        return vue
    sien = pl.col("poste").eq_missing(pl.lit(choisie["code"])) & (pl.col("indicateur") != DEPENSE)
    consacre = (pl.col("indicateur") == DEPENSE) & pl.col("poste").eq_missing(pl.lit(choisie["dimension"]))
    ordonnes = [vue.indicateurs.filter(condition) for condition in (sien, consacre, ~sien & ~consacre)]
    return replace(vue, indicateurs=pl.concat(ordonnes))


def ligne_choisie(demande: Adresse, dossier: Dossier) -> Mapping[str, Any] | None:
    """La ligne de détail de l'indicateur que dit l'adresse ; nulle si elle n'en nomme pas un qui existe."""
    lignes = dossier.detail("donut").filter(pl.col("code") == demande.selection)
    return lignes.row(0, named=True) if lignes.height else None


def roue_cadree(demande: Adresse, dossier: Dossier) -> str:
    """La même roue (SVG), cadrée pour un téléphone, ou pour un projecteur quand la vue se projette."""
    retenu = dossier.detail("donut").filter(pl.col("lentille").is_in(demande.lentilles))
    alternative = vue_donut(
        dossier.indicateurs("donut"), dossier.detail("donut"), dossier.territoire.nom, demande.lentilles
    ).alt
    return donut_svg(retenu, alternative, cadrage=PROJECTION if demande.projetee else TELEPHONE)


def vue_donut(
    indicateurs: pl.DataFrame,
    detail: pl.DataFrame,
    territoire_nom: str,
    lentilles: Collection[str] = tuple(LENTILLES),
    *,
    en_barres: bool = False,
) -> Vue:
    """Compose la vue des lentilles retenues, en roue ou en barres triées.

    `indicateurs` et `detail` viennent de la méthode `donut`. La phrase ne compte que les lentilles retenues ; un
    indicateur refusé est nommé dans ce que la figure tait.
    """
    exercice = int(detail["exercice"][0])
    retenu = detail.filter(pl.col("lentille").is_in(list(lentilles)))
    comptes = compter(indicateurs, lentilles)
    dimensions = retenu.filter(pl.col("anneau") == "social", pl.col("seuil").is_not_null())
    simple = not dimensions.select("lentille", "dimension").is_duplicated().any()
    phrase = message(comptes, exercice, un_par_dimension=simple)
    alternative = alternative_donut(territoire_nom, exercice, phrase, en_barres=en_barres)
    dessiner = barres_svg if en_barres else donut_svg
    return Vue(
        cle="donut_barres" if en_barres else "donut",
        message=phrase,
        sous_titre=sous_titre(territoire_nom, exercice, comptes, lentilles),
        figure=dessiner(retenu, alternative),
        lire=LIRE_BARRES if en_barres else LIRE,
        masque=MASQUE + _refuses(retenu),
        tableau=table_donut(retenu),
        indicateurs=_montres(indicateurs, retenu, lentilles),
        alt=alternative,
    )


def _refuses(retenu: pl.DataFrame) -> str:
    """La phrase qui nomme les indicateurs refusés et leur raison ; vide s'il n'y en a pas."""
    return refuses(retenu.filter(pl.col("statut") == "incoherent").select("intitule", "raison").rows())


def table_donut(detail: pl.DataFrame) -> pl.DataFrame:
    """La table jumelle, en-têtes français : une ligne par indicateur, dans l'ordre de la roue."""
    lignes = [_ligne_de_table(ligne) for ligne in detail.iter_rows(named=True)]
    texte, nombre = pl.String(), pl.Float64()
    schema = {
        "Lentille": texte,
        "Dimension": texte,
        "Indicateur": texte,
        "Valeur": texte,
        "Seuil": texte,
        "Lecture": texte,
        "Manque (%)": nombre,
        "Dépassement (%)": nombre,
        "Statut": texte,
        "Tendance": texte,
        "Qualité": texte,
        QUI_A_FIXE: texte,
        SOURCE_MESURE: texte,
    }
    return pl.DataFrame(lignes, schema=schema, orient="row")


def _ligne_de_table(ligne: type_ligne) -> tuple[str | float | None, ...]:
    return (
        LENTILLES.get(ligne["lentille"], ligne["lentille"]),
        ligne["dimension"],
        ligne["intitule"],
        grandeur(ligne["valeur"], ligne["unite"]),
        SANS_SEUIL if ligne["seuil"] is None else grandeur(ligne["seuil"], ligne["unite"]),
        lire_ecart(ligne),
        _en_pourcent(ligne["manque"]),
        _en_pourcent(ligne["depassement"]),
        STATUTS[ligne["statut"]],
        TENDANCES.get(ligne["tendance"], TENDANCE_ABSENTE),
        QUALITES.get(ligne["qualite"], DONNEE_ABSENTE if ligne["valeur"] is None else QUALITE_ABSENTE),
        auteur_seuil(ligne),
        ligne["source"] or SOURCE_ABSENTE,
    )


def _en_pourcent(part: float | None) -> float | None:
    return None if part is None else round(part * 100, 1)


def _montres(indicateurs: pl.DataFrame, retenu: pl.DataFrame, lentilles: Collection[str]) -> pl.DataFrame:
    """Les lignes de résultat que la vue montre : ses indicateurs, les comptes de ses lentilles, les dépenses de ses
    dimensions."""
    depense = pl.col("indicateur") == DEPENSE
    compte = pl.col("unite") == "indicateurs"
    return pl.concat(
        [
            indicateurs.filter(pl.col("poste").is_in(retenu["code"].to_list()) & ~depense & ~compte),
            indicateurs.filter(pl.col("poste").is_in(list(lentilles)) & ~depense & compte),
            indicateurs.filter(pl.col("poste").is_in(retenu["dimension"].to_list()) & depense),
        ]
    )
