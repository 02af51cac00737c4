"""Les résultats que d'autres ont publiés, à côté des nôtres : le périmètre de chacun est écrit, rien n'est classé."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from core.figures.budget_vert.lecture import Repartition, nommer_axes
from core.figures.budget_vert.phrases_comparaison import (
    LIRE,
    MASQUE_COMPARAISON,
    alternative_comparaison,
    favorable_de,
    message_comparaison,
    parts_inconnues,
    perimetre_examine,
    sous_titre_comparaison,
)
from core.figures.familles.classes import DEFAVORABLE, FAVORABLE, INDEFINI, NEUTRE, Classe
from core.figures.familles.classes_dessin import LARGEUR_NOTE, Rang, empilees
from core.figures.vue import Vue
from core.methodes.budget_vert.sommes import part_tue

NON_PUBLIE = Classe("non_cote", "Non publié", FAVORABLE.couleur, "/", "circle-open", "○")
NOTE_PROJETEE = 80
"""Lettres d'un périmètre projeté : une seule ligne, sur toute la largeur."""
_COLONNES = {
    "Favorable (%)": "favorable",
    "Neutre (%)": "neutre",
    "Défavorable (%)": "defavorable",
    "Indéfini (%)": "indefini",
}
"""Des parts : les nôtres sont tirées des parts examinées, les autres publiées ailleurs."""
CLASSES = (FAVORABLE, NEUTRE, DEFAVORABLE, INDEFINI, NON_PUBLIE)


@dataclass(frozen=True)
class Publie:
    """Un résultat : qui, quel document, sur quoi, et ses parts connues (0–1) par classe ; nulle = non publiée."""

    nom: str
    document: str
    perimetre: str
    parts: dict[str, float | None]
    source: str
    verifie: bool = True

    @property
    def ecrit(self) -> str:
        """Le document et la part favorable, ou « favorable non publié »."""
        return favorable_de(self.document, self.parts["favorable"])

    @property
    def complet(self) -> bool:
        """Vrai si les trois appréciations sont publiées."""
        return all(self.parts[classe] is not None for classe in ("favorable", "neutre", "defavorable"))

    @property
    def longueurs(self) -> dict[str, float]:
        """Les parts connues, et ce qui manque pour faire le tout."""
        connues = {classe: part for classe, part in self.parts.items() if part is not None}
        return connues | {"non_cote": part_tue(connues)}


def vue_comparaison(
    les_notres: Sequence[tuple[Repartition, str]],
    nom: str,
    publies: pl.DataFrame,
    indicateurs: pl.DataFrame,
    *,
    projetee: bool = False,
) -> Vue:
    """Nos répartitions, chacune avec son périmètre, puis celles des autres dans l'ordre des noms : jamais un palmarès.

    `publies` : collectivite, exercice, document, perimetre, favorable, neutre, defavorable, indefini, source, statut
    (parts 0–1, nulles = non publiées ; un résultat à vérifier se montre, le titre ne le compte pas). Les nôtres sont
    rapportées, comme les leurs, à ce qui a été examiné. `projetee` : la figure ne garde que les résultats complets ; la
    table les dit tous.
    """
    ici = [_la_notre(repartition, nom, perimetre) for repartition, perimetre in les_notres]
    autres = sorted((_lire(ligne) for ligne in publies.iter_rows(named=True)), key=lambda un: (un.nom, un.document))
    montres = [un for un in autres if un.complet or not projetee]
    message = _message(ici, montres)
    return Vue(
        cle="vert_comparaison",
        message=message,
        sous_titre=sous_titre_comparaison([un for lue, _ in les_notres for un in lue.laisses]),
        figure=empilees(
            [_rang(un) for un in [*ici, *montres]],
            CLASSES,
            en_parts=True,
            largeur_note=NOTE_PROJETEE if projetee else LARGEUR_NOTE,
        ),
        lire=LIRE,
        masque=MASQUE_COMPARAISON,
        tableau=_tableau([*ici, *autres]),
        derivees=tuple(_COLONNES),
        reperes=tuple(part for un in autres for part in un.longueurs.values()),
        indicateurs=indicateurs,
        alt=alternative_comparaison(message, [(un.nom, un.ecrit) for un in [*ici, *autres]]),
    )


def _message(ici: Sequence[Publie], montres: Sequence[Publie]) -> str:
    """Notre première part connue, face à celles des autres que la figure montre et que nous avons relues."""
    relues = [part for un in montres if un.verifie and (part := un.parts["favorable"]) is not None]
    return message_comparaison(next((part for un in ici if (part := un.parts["favorable"]) is not None), None), relues)


def _la_notre(repartition: Repartition, nom: str, perimetre: str) -> Publie:
    indefini = repartition.montant("indefini")
    examine = repartition.cote + indefini
    parts: dict[str, float | None] = dict.fromkeys(("favorable", "neutre", "defavorable", "indefini"))
    if examine:
        parts = {
            "favorable": repartition.favorable / examine,
            "neutre": repartition.montant("neutre") / examine,
            "defavorable": repartition.montant("defavorable") / examine,
            "indefini": indefini / examine,
        }
    part_examinee = None if repartition.couverture is None else examine / (repartition.total or 1.0)
    return Publie(
        nom,
        str(repartition.sujet.exercice),
        perimetre_examine(perimetre, nommer_axes(repartition.sujet.axes), part_examinee),
        parts,
        "Comptes communs",
    )


def _lire(ligne: dict[str, object]) -> Publie:
    parts = {classe: ligne[classe] for classe in ("favorable", "neutre", "defavorable", "indefini")}
    return Publie(
        str(ligne["collectivite"]),
        f"{ligne['document']} {ligne['exercice']}",
        str(ligne["perimetre"]),
        {classe: float(part) if isinstance(part, int | float) else None for classe, part in parts.items()},
        str(ligne["source"] or ""),
        ligne["statut"] == "verifie",
    )


def _rang(un: Publie) -> Rang:
    if all(part is None for part in un.parts.values()):
        return Rang("", un.nom, un.ecrit, absent=parts_inconnues(un.document), note=un.perimetre)
    return Rang("", un.nom, un.ecrit, un.longueurs, note=un.perimetre)


def _tableau(publies: Sequence[Publie]) -> pl.DataFrame:
    lignes = [
        (
            un.nom,
            un.document,
            un.perimetre,
            *(None if un.parts[cle] is None else (un.parts[cle] or 0.0) * 100 for cle in _COLONNES.values()),
            un.source,
        )
        for un in publies
    ]
    return pl.DataFrame(
        lignes,
        orient="row",
        schema=dict.fromkeys(("Collectivité", "Document", "Périmètre"), pl.String)
        | dict.fromkeys(_COLONNES, pl.Float64)
        | {"Source": pl.String},
    )
