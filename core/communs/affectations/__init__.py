"""Les affectations : une ligne de dépense est dite une fois, sous chaque lentille, et toutes les méthodes lisent la
même."""

from __future__ import annotations

from core.communs.affectations.avancement import A_FAIRE, avancement, file_de_travail
from core.communs.affectations.partition import lentilles_d_une_ligne, partition, preuve
from core.communs.affectations.politique import DITE, dire_la_politique
from core.communs.affectations.regles import ISSUES, avec_famille, propositions
from core.communs.affectations.repartition import DEDUITE, POLITIQUE, repartir
from core.communs.affectations.signature import normaliser, signature, signer
from core.communs.affectations.vigueur import (
    COTEE,
    DESACCORD,
    FAUTIVE,
    REPRISE,
    STATUTS,
    VALENT,
    affectations_de,
    en_vigueur,
    vigueur_de,
)

__all__ = [
    "A_FAIRE",
    "COTEE",
    "DEDUITE",
    "DESACCORD",
    "DITE",
    "FAUTIVE",
    "ISSUES",
    "POLITIQUE",
    "REPRISE",
    "STATUTS",
    "VALENT",
    "affectations_de",
    "avancement",
    "avec_famille",
    "dire_la_politique",
    "en_vigueur",
    "file_de_travail",
    "lentilles_d_une_ligne",
    "normaliser",
    "partition",
    "preuve",
    "propositions",
    "repartir",
    "signature",
    "signer",
    "vigueur_de",
]
