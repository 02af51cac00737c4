"""Les flux un à un : une quantité, un facteur, ce que cela fait, d'où cela vient et de quelle qualité."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from core.communs.cumuls import combien_pour
from core.figures.bilan_carbone.barres import Groupe, barres
from core.figures.bilan_carbone.lecture import Lecture, Mesure, Regard, classer
from core.figures.bilan_carbone.nombres import UNITE, entre, environ
from core.figures.bilan_carbone.phrases import MOITIE, sous_titre
from core.figures.bilan_carbone.phrases_vues import (
    BIOGENIQUE_A_PART,
    LIRE_FLUX,
    MASQUE_FLUX,
    alternative_flux,
    message_flux,
    note_sur_5,
)
from core.figures.bilan_carbone.repartition import ensemble_de, reunir
from core.figures.vue import Vue
from core.format_fr import INSECABLE, avec_unite
from core.modele import Nature
from core.resultat import lire
from core.tables.bilan import PARTS_FACTEUR, STATUTS_FACTEUR

SORTS = {
    "comptee": "Compté",
    "non_renseignee": "Quantité non renseignée",
    "sans_facteur": "Sans facteur",
    "refusee": "Refusé",
}
MAXIMUM = 12


def vue_flux(detail: pl.DataFrame, lecture: Lecture, indicateurs: pl.DataFrame, regard: Regard) -> Vue:
    """Les plus grands flux en barres, et tous les flux dans la table jumelle ; `detail` : l'état montré seulement.

    `indicateurs` : ceux du bilan, et ce que la méthode dit de chaque flux (`flux_par_flux`).
    """
    dessines = lire(indicateurs, "emissions_par_flux", nature=lecture.etat)
    flux = mesures(dessines)
    retenus = reunir(flux, regard.maximum or MAXIMUM)
    message = message_flux(lecture, flux, *_moitie(lecture, flux))
    return Vue(
        cle=f"bilan_flux_{lecture.etat}",
        message=message,
        sous_titre=sous_titre(regard.nom, lecture),
        figure=barres([Groupe("", retenus)], lecture.part, prevu=lecture.etat == Nature.PREVU, deux_tons=False),
        lire=LIRE_FLUX,
        masque=MASQUE_FLUX,
        tableau=tableau_flux(detail),
        large=True,
        indicateurs=pl.concat([ensemble_de(indicateurs, lecture), dessines]),
        alt=alternative_flux(message, flux),
    )


def mesures(indicateurs: pl.DataFrame) -> tuple[Mesure, ...]:
    """Un flux par activité, ses parts réunies, du plus grand au plus petit ; hors CO2 biogénique."""
    lus = indicateurs.select("activite", "flux", "valeur").iter_rows()
    return classer(tuple(Mesure(f"{nom}, {activite}", tonnes) for activite, nom, tonnes in lus))


def _moitie(lecture: Lecture, flux: tuple[Mesure, ...]) -> tuple[int, float]:
    """Combien des plus grands flux font la moitié du bilan, et la part qu'ils en font ; zéro sans total."""
    parts = lecture.parts_cumulees(flux)
    assez = combien_pour(parts, MOITIE)
    return assez, parts[assez - 1] if parts else 0.0


def tableau_flux(detail: pl.DataFrame) -> pl.DataFrame:
    """Une ligne par flux et par part de facteur : quantité × facteur = tonnes, source, note, et ce qui l'empêche."""
    noms = (
        "Flux",
        "Activité",
        "Poste",
        "Quantité",
        "Facteur",
        "Émissions",
        "Note",
        "État",
        "Source",
        "Facteur : version",
    )
    ordre = detail.sort(
        "emissions_tco2e", "activite", "flux", "part", descending=[True, False, False, False], nulls_last=True
    )
    return pl.DataFrame(
        [_rang(ligne) for ligne in ordre.iter_rows(named=True)], schema=dict.fromkeys(noms, pl.String), orient="row"
    )


def _rang(ligne: Mapping[str, object]) -> tuple[str, ...]:
    part = PARTS_FACTEUR.get(str(ligne["part"] or "total"), "")
    suite = "" if ligne["part"] in (None, "total") else f" ({part.lower()})"
    etat = SORTS.get(str(ligne["sort"]), "")
    if ligne["biogenique"]:
        etat = BIOGENIQUE_A_PART
    return (
        f"{ligne['flux']}{suite}",
        str(ligne["activite"] or ""),
        str(ligne["poste"] or ""),
        quantite(ligne),
        facteur(ligne),
        emissions(ligne),
        "" if ligne["note"] is None else note_sur_5(str(ligne["note"])),
        f"{etat} : {ligne['motif']}" if ligne["motif"] else etat,
        str(ligne["source"] or ""),
        str(ligne["version"] or ""),
    )


def quantite(ligne: Mapping[str, object]) -> str:
    """« 1 840 000 kWh », « 400 m² ÷ 50 ans » ; « non renseigné » si la quantité manque."""
    valeur = ligne["quantite"]
    if not isinstance(valeur, int | float):
        return "non renseigné"
    texte = avec_unite(valeur, str(ligne["unite"] or ""), 0 if valeur == round(valeur) else 2)
    duree = ligne["duree_amortissement"]
    return f"{texte} ÷ {duree}{INSECABLE}ans" if duree else texte


def facteur(ligne: Mapping[str, object]) -> str:
    """« 0,205 kgCO₂e/kWh » ; vide sans facteur."""
    valeur = ligne["valeur_facteur"]
    if not isinstance(valeur, int | float):
        return ""
    grandeur = abs(valeur)
    decimales = next((rang for seuil, rang in ((100, 0), (10, 1), (1, 2), (0.1, 3), (0.01, 4)) if grandeur >= seuil), 5)
    return avec_unite(valeur, f"kgCO₂e/{ligne['unite_facteur'] or ligne['unite']}", decimales)


def emissions(ligne: Mapping[str, object]) -> str:
    """« ≈ 377 tCO₂e », arrondi à l'incertitude du flux ; vide si le flux n'est pas compté."""
    valeur, basse, haute = (ligne[nom] for nom in ("emissions_tco2e", "borne_basse", "borne_haute"))
    if not isinstance(valeur, int | float):
        return ""
    bornes = (float(basse), float(haute)) if isinstance(basse, int | float) and isinstance(haute, int | float) else None
    return environ(Mesure("", float(valeur), bornes))


def fiche_facteur(ligne: Mapping[str, object]) -> list[tuple[str, str]]:
    """La carte du facteur d'un flux : valeur, version, identifiant, source, statut ; rubriques sans valeur tues."""
    rubriques = [
        (
            "Facteur",
            f"{ligne['libelle_facteur'] or ligne['facteur'] or ''} : {facteur(ligne)}" if facteur(ligne) else "",
        ),
        ("Version", str(ligne["version"] or "")),
        ("Base Empreinte", f"identifiant {ligne['id_base_empreinte']}" if ligne["id_base_empreinte"] else ""),
        ("Publié par", str(ligne["source_facteur"] or "")),
        ("Vérification", STATUTS_FACTEUR.get(str(ligne["statut"]), "")),
    ]
    return [(titre, texte) for titre, texte in rubriques if texte]


def intervalle_flux(ligne: Mapping[str, object]) -> str:
    """« entre 340 et 420 tCO₂e » ; vide si l'incertitude n'est pas connue."""
    valeur, basse, haute = (ligne[nom] for nom in ("emissions_tco2e", "borne_basse", "borne_haute"))
    if not all(isinstance(un, int | float) for un in (valeur, basse, haute)):
        return ""
    return entre(Mesure("", float(str(valeur)), (float(str(basse)), float(str(haute)))), UNITE)
