"""Ce qui manque à une activité pour que ses dépenses se lisent par sexe."""

from __future__ import annotations

PETIT_GROUPE, SANS_DONNEE, SANS_CIBLE = "moins de 11 personnes", "données par sexe absentes", "public visé absent"
SANS_DEPENSE = "aucune dépense rattachée"
