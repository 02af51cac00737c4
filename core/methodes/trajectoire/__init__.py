"""Trajectoire carbone : ce que nous émettons, ce que nous avons promis, et ce que nos actions couvrent vraiment."""

from __future__ import annotations

from core.methodes.trajectoire.detail import detail
from core.methodes.trajectoire.fiche import FICHE, INDICATEURS
from core.methodes.trajectoire.indicateurs import calculer
from core.methodes.trajectoire.nationale import secteurs
from core.methodes.trajectoire.pcaet import a_verifier, non_rattaches, omis
from core.methodes.trajectoire.remarques import remarques

__all__ = ["FICHE", "INDICATEURS", "a_verifier", "calculer", "detail", "non_rattaches", "omis", "remarques", "secteurs"]
