"""Le bilan d'émissions réglementaire en classeur : le tableau, les lignes, les facteurs, les exclusions, les
contrôles."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl
import xlsxwriter

from core.documents.bilan_carbone import phrases
from core.documents.bilan_carbone.controles import controles
from core.documents.tableaux import neutraliser
from core.erreurs import DonneesIncoherentes
from core.methodes import bilan_carbone
from core.modele import Donnees
from core.tables.bilan import CONTROLES, PARTS_FACTEUR, STATUTS_FACTEUR

NON_RENSEIGNE = "non renseigné"
_SORTS = {"non_renseignee": "quantité non renseignée", "sans_facteur": "sans facteur", "refusee": "refusée"}


def ecrire_beges(donnees: Donnees, exercice: int, version: str | None = None, nom: str = "") -> bytes:
    """Le classeur réglementaire d'un exercice réalisé, organisation seule ; l'inconnu y est « non renseigné ».

    `nom` : celui du territoire, écrit en tête. `version` : celle des facteurs, la plus récente par défaut. Lève
    `TableManquante` sans données d'activité, `DonneesIncoherentes` si l'exercice n'a aucun flux réalisé.
    """
    lignes = bilan_carbone.detail(donnees, exercice, version).filter(pl.col("etat") == "realise")
    if lignes.is_empty():
        raise DonneesIncoherentes(phrases.bilan_vide(exercice), "", phrases.deposer(exercice))
    memoire = io.BytesIO()
    with xlsxwriter.Workbook(memoire, {"strings_to_formulas": False, "strings_to_urls": False}) as fichier:
        plume = _Plume(fichier, phrases.titre(exercice, nom))
        for feuille in _feuilles(donnees, exercice, version, lignes):
            plume.ecrire(feuille)
    return memoire.getvalue()


@dataclass(frozen=True)
class _Feuille:
    """Une feuille du classeur ; les colonnes de `larges` sont des textes longs."""

    nom: str
    sous_titre: str
    entetes: Sequence[str]
    lignes: Sequence[Sequence[object]]
    larges: tuple[int, ...]


def _feuilles(donnees: Donnees, exercice: int, version: str | None, lignes: pl.DataFrame) -> Iterator[_Feuille]:
    tableau = bilan_carbone.tableau_beges(donnees, exercice, version)
    indicateurs = bilan_carbone.calculer(donnees, exercice, version)
    yield _Feuille(
        "Tableau réglementaire",
        _sous_titre(indicateurs),
        list(phrases.TABLEAU.values()),
        _corps(tableau, indicateurs),
        larges=(1,),
    )
    yield _Feuille(
        "Lignes",
        phrases.DES_LIGNES,
        list(phrases.LIGNES.values()),
        _en_mots(lignes).select(list(phrases.LIGNES)).rows(),
        larges=(3, 14, 21, 22),
    )
    yield _Feuille(
        "Facteurs et versions",
        phrases.des_facteurs(list(bilan_carbone.chaine(donnees, version))),
        list(phrases.FACTEURS.values()),
        _facteurs(lignes),
        larges=(1, 8),
    )
    yield _Feuille(
        "Exclusions",
        phrases.DES_EXCLUSIONS,
        ["Quoi", "Poste", "Motif", "Justification"],
        _exclusions(lignes, tableau),
        larges=(0, 1, 2, 3),
    )
    yield _Feuille(
        "Contrôles",
        phrases.DES_CONTROLES,
        ["Contrôle", "Attendu", "Obtenu", "Verdict"],
        controles(donnees, exercice, lignes, tableau, indicateurs),
        larges=(0,),
    )


class _Plume:
    """Écrit des feuilles de même allure : titre, sous-titre, en-têtes, lignes ; un nombre absent est « non
    renseigné »."""

    def __init__(self, fichier: xlsxwriter.Workbook, titre: str) -> None:
        self._fichier = fichier
        self._intitule = titre
        self._titre = fichier.add_format({"bold": True, "font_size": 14})
        self._entete = fichier.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._nombre = fichier.add_format({"num_format": "#,##0.00"})
        self._entier = fichier.add_format({"num_format": "0"})
        self._absent = fichier.add_format({"italic": True, "font_color": "#595959", "align": "right"})

    def ecrire(self, voulue: _Feuille) -> None:
        """Ajoute une feuille au classeur."""
        feuille = self._fichier.add_worksheet(voulue.nom)
        feuille.write_string(0, 0, neutraliser(self._intitule), self._titre)
        feuille.write_string(1, 0, neutraliser(voulue.sous_titre))
        for rang, entete in enumerate(voulue.entetes):
            feuille.write_string(3, rang, entete, self._entete)
            feuille.set_column(rang, rang, 46 if rang in voulue.larges else 16)
        for numero, ligne in enumerate(voulue.lignes, start=4):
            for rang, valeur in enumerate(ligne):
                self._cellule(feuille, numero, rang, valeur)
        feuille.freeze_panes(4, 2)
        feuille.set_landscape()
        feuille.fit_to_pages(1, 0)

    def _cellule(self, feuille: xlsxwriter.worksheet.Worksheet, ligne: int, rang: int, valeur: object) -> None:
        if valeur is None:
            feuille.write_string(ligne, rang, NON_RENSEIGNE, self._absent)
        elif isinstance(valeur, bool):
            feuille.write_string(ligne, rang, "oui" if valeur else "non")
        elif isinstance(valeur, int):
            feuille.write_number(ligne, rang, valeur, self._entier)
        elif isinstance(valeur, float):
            feuille.write_number(ligne, rang, valeur, self._nombre)
        else:
            feuille.write_string(ligne, rang, neutraliser(str(valeur)))


def _sous_titre(indicateurs: pl.DataFrame) -> str:
    total = indicateurs.filter(
        (pl.col("indicateur") == "emissions") & pl.col("poste").is_null() & (pl.col("nature") == "realise")
    )
    if total.is_empty() or total["valeur"][0] is None:
        return phrases.AUCUN_FLUX_COMPTE
    return phrases.du_tableau(float(total["valeur"][0]), float(total["couverture"][0]))


def _corps(tableau: pl.DataFrame, indicateurs: pl.DataFrame) -> list[tuple[object, ...]]:
    """Les postes, chaque catégorie suivie de son total, et le total général ; les sommes viennent des indicateurs."""
    rendues: list[tuple[object, ...]] = []
    for categorie, siennes in tableau.group_by("categorie", maintain_order=True):
        rendues += siennes.select(list(phrases.TABLEAU)).rows()
        rendues.append(
            _somme(
                siennes,
                phrases.total_categorie(str(categorie[0])),
                _mesure(indicateurs, "emissions_par_categorie", categorie[0]),
            )
        )
    rendues.append(_somme(tableau, phrases.TOTAL_GENERAL, _mesure(indicateurs, "emissions", None)))
    return rendues


def _mesure(indicateurs: pl.DataFrame, indicateur: str, poste: object) -> dict[str, object]:
    trouvees = indicateurs.filter(
        (pl.col("indicateur") == indicateur)
        & pl.col("poste").eq_missing(pl.lit(poste, pl.String))
        & (pl.col("nature") == "realise")
    )
    return trouvees.row(0, named=True) if trouvees.height else {}


def _somme(lignes: pl.DataFrame, libelle: str, mesure: dict[str, object]) -> tuple[object, ...]:
    """Une ligne de total ; un gaz n'y figure que si tous les postes comptés le donnent."""
    comptes = lignes.drop_nulls("total_tco2e")
    gaz = {
        nom: comptes[nom].sum() if comptes.height and not comptes[nom].null_count() else None
        for nom in ("co2_tco2e", "ch4_tco2e", "n2o_tco2e", "autres_tco2e")
    }
    biogenique = lignes["biogenique_tco2e"].drop_nulls()
    return (
        "",
        libelle,
        *gaz.values(),
        mesure.get("valeur"),
        biogenique.sum() if len(biogenique) else None,
        mesure.get("borne_basse"),
        mesure.get("borne_haute"),
        "",
        "",
        lignes["lignes_comptees"].sum(),
        lignes["lignes"].sum(),
    )


def _en_mots(lignes: pl.DataFrame) -> pl.DataFrame:
    return lignes.with_columns(
        etat=pl.lit("réalisé"),
        sort=pl.col("sort").replace(_SORTS | {"comptee": "comptée"}),
        part=pl.col("part").replace(PARTS_FACTEUR),
        controle=pl.col("controle").replace(CONTROLES),
        motif=pl.col("motif").fill_null(""),
        source=pl.col("source").fill_null(""),
        service=pl.col("service").fill_null(""),
        periode=pl.col("periode").fill_null(""),
    )


def _facteurs(lignes: pl.DataFrame) -> list[tuple[object, ...]]:
    comptes = lignes.filter(pl.col("sort") == "comptee").with_columns(
        part=pl.col("part").replace(PARTS_FACTEUR),
        statut=pl.col("statut").replace(STATUTS_FACTEUR),
        id_base_empreinte=pl.col("id_base_empreinte").fill_null(""),
    )
    return comptes.select(list(phrases.FACTEURS)).unique().sort("code", "part", "version").rows()


def _exclusions(lignes: pl.DataFrame, tableau: pl.DataFrame) -> list[tuple[object, ...]]:
    refusees = lignes.filter(pl.col("sort") != "comptee").unique("flux_id", keep="first", maintain_order=True)
    rendues: list[tuple[object, ...]] = [
        (f"{ligne['flux']} ({ligne['activite']})", ligne["poste"], ligne["motif"], ligne["source"] or "")
        for ligne in refusees.iter_rows(named=True)
    ]
    vides = tableau.filter(pl.col("lignes") == 0)
    return rendues + [
        (phrases.POSTE_VIDE, f"{code} {libelle}", phrases.SANS_DONNEE, "")
        for code, libelle in vides.select("code", "libelle").iter_rows()
    ]
