"""Le panneau du bilan carbone : l'ensemble et ce qui manque, ou la fiche de la barre choisie et de ses flux."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from core.acces import Action
from core.figures.bilan_carbone import panneau as dire
from core.figures.bilan_carbone.annees import rubriques_annees
from core.figures.bilan_carbone.flash import estimes, rubriques_flash, surplus_des_comptes
from core.figures.bilan_carbone.flux import fiche_facteur, intervalle_flux, quantite
from core.figures.bilan_carbone.lecture import Lecture, Mesure
from core.format_fr import accorder, majuscule, typographier
from core.methodes import bilan_carbone
from core.modele import Nature
from core.references import parametre
from pages._bilan_carbone import ecran as bilan
from pages._outils import commun
from pages._outils.contexte import Contexte

_TOUT = ""
FRONTIERE = (
    "Ce bilan est celui de l'organisation : ce que ses bâtiments, ses achats et ses services causent. Celui du "
    "territoire, avec ses habitants et ses entreprises, ne s'y ajoute jamais."
)
SEUIL = parametre("parametres_bilan", "seuil_significatif")


def montrer(contexte: Contexte, choix: bilan.Choix) -> None:
    """L'ensemble, ou la fiche de ce qui est choisi ; à la vue des années, comment lire les deux effets."""
    lue = bilan.lecture(contexte, choix)
    if choix.vue == "annees":
        _annees(contexte, choix, lue)
        return
    choisi = _choisir(lue, choix)
    if choisi is None:
        _ensemble(contexte, choix, lue)
    else:
        _fiche(contexte, choix, lue, choisi)


def _choisir(lue: Lecture, choix: bilan.Choix) -> str | None:
    """La liste qui double les barres, au clavier ; ce qu'elle choisit est dans l'adresse."""
    noms = bilan.noms(lue, choix)
    if not noms:
        return None
    choisi = bilan.selection(lue, choix)
    st.session_state["choix_barre"] = choisi or _TOUT

    def suivre() -> None:
        commun.ecrire_parametre("selection", st.session_state["choix_barre"] or None)

    quoi = {"activites": {"service": "Service", "activite": "Activité"}[choix.par]}.get(choix.vue, "Poste")
    st.selectbox(
        quoi,
        [_TOUT, *noms],
        format_func=lambda cle: typographier(noms[cle]) if cle else "Tout le bilan",
        key="choix_barre",
        on_change=suivre,
    )
    return choisi


def _rubriques(textes: Sequence[tuple[str, str]]) -> None:
    st.markdown(
        "\n\n".join(
            f":small[:gray[{commun.echapper(titre)}]]  \n{commun.echapper(majuscule(texte))}" for titre, texte in textes
        )
    )


def _ensemble(contexte: Contexte, choix: bilan.Choix, lue: Lecture) -> None:
    equivalents = bilan_carbone.equivalents(lue.total.valeur) if lue.total.valeur else None
    couverture, part = _couverture(contexte, choix)
    if choix.vue == "flash":
        surplus = surplus_des_comptes(bilan.couverture(contexte, choix.version))
        _rubriques(rubriques_flash(bilan.flash(contexte, choix.version), lue, surplus))
    elif lue.postes:
        entieres = bilan_carbone.immobilisations_entieres(bilan.de_l_etat(contexte, choix))
        _rubriques([*dire.ensemble(lue, couverture, equivalents, part, SEUIL), *dire.entieres(entieres)])
    _manquants(contexte, bilan.de_l_etat(contexte, choix) if lue.postes else None)
    _telecharger(contexte, choix)
    st.markdown(f":small[{commun.echapper(FRONTIERE)}]")
    commun.lien("carbone", "Voir les émissions du territoire", ":material/arrow_forward:", contexte)


def _couverture(contexte: Contexte, choix: bilan.Choix) -> tuple[pl.DataFrame | None, float | None]:
    """Les postes indirects et la part documentée ; nuls sans comptes réalisés."""
    parts = bilan.indicateurs(contexte, choix.version).filter(pl.col("indicateur") == "part_indirectes_documentees")[
        "valeur"
    ]
    if parts.is_empty() or parts[0] is None:
        return None, None
    return bilan.couverture(contexte, choix.version), float(parts[0])


def _manquants(contexte: Contexte, detail: pl.DataFrame | None) -> None:
    """Les flux déclarés mais non comptés, et le chemin pour les compléter."""
    if detail is None:
        st.markdown(commun.echapper("Aucun flux n'est encore déclaré : tout vient des comptes."))
    else:
        manques = dire.manquants(detail)
        if manques.height:
            with st.expander(f"{accorder(manques.height, 'flux à compléter', 'flux à compléter')}"):
                commun.table_entiere(manques, "Les flux non comptés et leur raison")
    if contexte.peut(Action.IMPORTER):
        commun.lien("importer", "Apporter les flux qui manquent", ":material/upload_file:", contexte)


def _telecharger(contexte: Contexte, choix: bilan.Choix) -> None:
    flux = commun.donnees(contexte)["donnees_activite"]
    if flux.filter((pl.col("exercice") == contexte.exercice) & (pl.col("etat") == Nature.REALISE)).is_empty():
        phrase = (
            f"Le tableau réglementaire se fait des flux réalisés, et {contexte.exercice} n'en a aucun : déposez-les à "
            "l'écran « Import », ou choisissez une autre année."
        )
        st.markdown(f":small[{commun.echapper(phrase)}]")
        return

    def fabriquer() -> bytes:
        from core.documents.bilan_carbone.beges import ecrire_beges  # noqa: PLC0415

        return ecrire_beges(commun.donnees(contexte), contexte.exercice, choix.version, contexte.territoire.nom)

    nom = f"beges_{contexte.territoire.id}_{contexte.exercice}.xlsx"
    st.download_button(
        "Tableau réglementaire (Excel)",
        fabriquer,
        nom,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/download:",
        on_click="ignore",
    )


def _fiche(contexte: Contexte, choix: bilan.Choix, lue: Lecture, choisi: str) -> None:
    """La mesure choisie, ses flux, et pour l'un d'eux son facteur et ses cinq notes."""
    colonne = {"activites": choix.par}.get(choix.vue, "poste")
    mesures = {"poste": lue.postes, "activite": lue.activites, "service": lue.services}[colonne]
    mesure = next(une for une in mesures if choisi in (une.code, une.nom))
    _rubriques(dire.fiche_mesure(lue, mesure, _devine(contexte, choix, mesure)))
    siens = bilan.de_l_etat(contexte, choix)
    siens = siens.filter(pl.col(colonne).fill_null("Service non renseigné") == mesure.nom)
    flux = siens.filter(pl.col("sort") == "comptee")
    if flux.height:
        commun.table_entiere(dire.flux_d_une_fiche(siens), f"Les flux de {mesure.nom}")
        _flux(contexte, flux)
    _manquants(contexte, siens)


def _devine(contexte: Contexte, choix: bilan.Choix, mesure: Mesure) -> float | None:
    """Ce que les comptes laissent deviner de ce poste, hors flux ; nul ailleurs que pour un poste."""
    if not mesure.code or "flash" not in bilan.vues_possibles(contexte, True):
        return None
    return next((un.valeur for un in estimes(bilan.flash(contexte, choix.version)) if un.nom == mesure.nom), None)


def _flux(contexte: Contexte, flux: pl.DataFrame) -> None:
    """Un flux de la fiche : sa quantité, son facteur, sa qualité critère par critère."""
    ordonnes = flux.sort("emissions_tco2e", "flux_id", "part", descending=[True, False, False])
    lignes = {f"{ligne['flux_id']}|{ligne['part']}": ligne for ligne in ordonnes.iter_rows(named=True)}
    options = {cle: f"{ligne['flux']} · {ligne['activite']}" for cle, ligne in lignes.items()}
    cle = commun.choix("flux", options)
    st.session_state["choix_flux"] = cle

    def suivre() -> None:
        commun.ecrire_parametre("flux", st.session_state["choix_flux"])

    st.selectbox(
        "Son facteur et sa qualité",
        list(options),
        format_func=lambda un: typographier(options[un]),
        key="choix_flux",
        on_change=suivre,
    )
    ligne = lignes[cle]
    table = commun.donnees(contexte)["donnees_activite"]
    provenance = {nom: ligne[nom] for nom in ("import_id", "fichier", "feuille", "ligne")}
    origine = table.filter(
        pl.all_horizontal(pl.col(nom).eq_missing(pl.lit(valeur)) for nom, valeur in provenance.items())
    )
    notes = dire.criteres(origine.row(0, named=True)) if origine.height else ""
    textes = [
        ("Quantité", quantite(ligne)),
        *fiche_facteur(ligne),
        ("Donne", intervalle_flux(ligne)),
        ("Qualité de la donnée, de 1 à 5", notes),
        ("D'où vient la quantité", str(ligne["source"] or "non dit")),
        ("Service", str(ligne["service"] or "")),
    ]
    _rubriques([(titre, texte) for titre, texte in textes if texte])


def _annees(contexte: Contexte, choix: bilan.Choix, lue: Lecture) -> None:
    """Ce que veulent dire les deux effets, et les flux que les facteurs ont le plus changés."""
    avant, apres = choix.versions
    _rubriques(rubriques_annees(bilan.evolution(contexte, choix), lue.total.bornes))
    changes = (
        bilan.effets(contexte, choix)
        .filter(pl.col("effet_methode").abs() > 0.05)
        .sort(pl.col("effet_methode").abs(), "flux", descending=[True, False])
        .head(8)
    )
    if changes.height:
        commun.table_entiere(
            changes.select(
                pl.format("{} · {}", "flux", "activite").alias("Flux dont le facteur a changé"),
                pl.col("effet_methode").round(1).alias("Effet (tCO₂e)"),
            ),
            "Les flux que la méthode change le plus",
        )
    elif avant == apres:
        phrase = "Les mêmes facteurs servent aux deux bilans. « Hypothèses » permet d'en comparer deux versions."
        st.markdown(f":small[{commun.echapper(phrase)}]")
    commun.lien("carbone", "Voir la trajectoire et les actions", ":material/arrow_forward:", contexte)
