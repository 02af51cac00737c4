"""Trajectoire carbone : ce que nous émettons, ce que nous avons promis, et ce que nos actions couvrent vraiment."""

from __future__ import annotations

from core.methodes.trajectoire.detail import detail
from core.methodes.trajectoire.indicateurs import calculer
from core.methodes.trajectoire.nationale import secteurs
from core.methodes.trajectoire.pcaet import REGLES, a_verifier, non_rattaches, omis
from core.modele import Fiche, Maturite

FICHE = Fiche(
    cle="trajectoire",
    titre="Trajectoire carbone",
    question="Où en sommes-nous de la trajectoire promise, et que couvrent nos actions chiffrées ?",
    origine=(
        "Émissions observées par secteur, chemin vers l'objectif (points reliés, baisse linéaire en % de la base, "
        "baisse composée en % de l'année précédente, proportionnelle à la SNBC, SBTi avec compensation du dépassement ; "
        "et, secteur par secteur, l'indice national appliqué à l'année observée), "
        "effet des actions en rampe annuelle, budget cumulé par la méthode des trapèzes. L'écart entre le plafond et ce "
        "que les actions couvrent est le chiffre principal, comme dans le budget climat d'Oslo."
    ),
    masque=(
        "Le scénario part du dernier niveau observé et n'y retranche que les actions chiffrées : il ignore les "
        "évolutions extérieures et additionne des effets qui peuvent se recouvrir. Toute action non abandonnée y compte, "
        "même seulement identifiée. La population ne module ni le trafic ni l'industrie. La séquestration n'est jamais "
        "déduite des émissions ; organisation et territoire ne se mêlent jamais."
    ),
    maturite=Maturite.PILOTAGE,
    requises=("emissions",),
    optionnelles=("objectifs_emissions", "actions_climat", "populations"),
    sources=(
        "abc_bilan_carbone_plus",
        "ademe_trajectoire_snbc_2024",
        "citepa_secten_2025",
        "decret_2020_457",
        "oslo_klimabudsjett_2023",
    ),
    mene_a=("donut", "care"),
)

__all__ = ["FICHE", "REGLES", "a_verifier", "calculer", "detail", "non_rattaches", "omis", "secteurs"]
