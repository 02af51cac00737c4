"""La fiche d'une méthode à l'écran, et le cheminement de l'une à l'autre."""

from __future__ import annotations

import streamlit as st

from core.figures.methodes.vues import cheminement
from core.format_fr import accorder
from core.methodes import METHODES
from core.modele import Fiche, Maturite
from core.references import sources
from core.tables import TABLES
from core.vues import ecran_de
from pages._outils import chargement
from pages._outils.contexte import Contexte, donnees, lien
from pages._outils.dessin import dessiner
from pages._outils.textes import echapper

_MATURITES = {
    Maturite.ACCULTURATION: "À s’acculturer : elle ouvre la discussion, sans chiffre opposable.",
    Maturite.PILOTAGE: "À piloter : elle suit une distance à un objectif, année après année.",
    Maturite.COMPTABILITE: "À compter : elle tient une comptabilité, ligne à ligne.",
}


def calculables(contexte: Contexte) -> frozenset[str]:
    """Les méthodes dont toutes les tables requises sont renseignées pour ce territoire."""
    tables = donnees(contexte)
    return frozenset(
        module.FICHE.cle for module in METHODES if not any(tables[nom].is_empty() for nom in module.FICHE.requises)
    )


def fiche(cle: str, contexte: Contexte) -> None:
    """La fiche : la question, l'origine, ce que la méthode tait, ses tables ici, ses sources."""
    carte: Fiche = chargement.methode(cle).FICHE
    gauche, droite = st.columns([1.35, 1], gap="large")
    with gauche:
        st.header(echapper(carte.question), anchor=False)
        _rubrique("D’où elle vient", carte.origine)
        _rubrique("Ce qu’elle ne dit pas", carte.masque)
        _rubrique("À quoi elle sert", _MATURITES[carte.maturite])
        _sources(carte)
    with droite, st.container(key="panneau"):
        _tables("Tables requises", carte.requises, contexte)
        _tables("Tables utiles", carte.optionnelles, contexte)
        lien(ecran_de(cle).nom, "Voir ce que la méthode montre ici", ":material/arrow_forward:", contexte)


def _rubrique(titre: str, texte: str) -> None:
    st.markdown(f"**{titre}**  \n{echapper(texte)}")


def _sources(carte: Fiche) -> None:
    connues = sources()
    lignes = []
    for cle in carte.sources:
        if une := connues.get(cle):
            annee = f", {une.annee}" if une.annee else ""
            reserve = "" if une.verifiee else " — à vérifier"
            lignes.append(f"- {echapper(une.auteur)}, {echapper(une.titre)}{annee}{reserve}")
    if lignes:
        st.markdown("**Sources**\n" + "\n".join(lignes))


def _tables(titre: str, noms: tuple[str, ...], contexte: Contexte) -> None:
    if not noms:
        return
    st.markdown(f"**{titre}**")
    tables = donnees(contexte)
    for nom in noms:
        lignes = tables[nom].height
        etat = f":green[✓] {accorder(lignes, 'ligne')}" if lignes else ":orange[○ pas encore renseignée]"
        st.markdown(f"{echapper(TABLES[nom].titre)} · {etat}  \n:gray[{echapper(TABLES[nom].question)}]")


def cheminer(choisie: str, pretes: frozenset[str]) -> None:
    """Le dessin du cheminement, et les chemins qui partent de la méthode choisie."""
    st.header("Par où continuer", anchor=False)
    fiches = [module.FICHE for module in METHODES]
    dessiner(cheminement(fiches, choisie, pretes), "cheminement")
