"""La grille des cotations : ses colonnes, ce qu'elle montre d'une dépense, et ce qu'on y tape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from core.communs.affectations import DESACCORD
from core.communs.affectations import STATUTS as DITS
from core.format_fr import nombre, pourcent, typographier
from core.tables.affectations import CONFIANCES
from core.usages.cotation.phrases import dit, le_jour, proposition, question
from pages._cotation import phrases
from pages._outils.composants import frappes

type_frappe = dict[str, str | bool | None]
type_tapees = dict[str, type_frappe]
"""Par signature, ce qui est tapé et pas encore enregistré : `poste`, `justification`, `confiance`, `coche`."""
SAISIES = {"Cotation": "poste", "Pourquoi": "justification", "Confiance": "confiance", "✓": "coche"}
"""Les colonnes que l'on remplit."""
COLONNES = {
    "✓": 44,
    "Dépense": 262,
    "Montant (€)": 98,
    "Cumul": 66,
    "Proposition": 126,
    "Cotation": 142,
    "Pourquoi": 160,
    "Imputation": 160,
    "Dit par": 140,
    phrases.QUESTION: 400,
    "Confiance": 100,
}
"""Les colonnes, dans l'ordre, et leur largeur en pixels."""


def a_choisir(noms: dict[str, str]) -> dict[str, str]:
    """Ce que la liste « Cotation » propose : libellé → code, « Favorable » d'abord.

    La grille tient les libellés nus : on les copie vers un tableur et on les en colle ; taper « fav » puis Entrée
    donne « Favorable ». Deux postes de même libellé gardent leur code pour se distinguer.
    """
    dits = list(noms.values())
    rangees = sorted(noms.items(), key=lambda paire: paire[0] != "favorable")
    return {nom if dits.count(nom) == 1 else f"{nom} ({code})": code for code, nom in rangees}


def en_grille(
    montree: pl.DataFrame, classes: dict[str, str], choix: dict[str, str], tapees: type_tapees
) -> pl.DataFrame:
    """Les dépenses d'une page en colonnes lisibles, avec ce qui est déjà tapé ; `choix` : libellé → code."""
    par_code, rangs = {code: nom for nom, code in choix.items()}, []
    for ligne in montree.iter_rows(named=True):
        tapee = tapees.get(ligne["signature"], {})
        codes = (ligne["nature"], ligne["fonction"], ligne["operation"], ligne["service"])
        rangs.append(
            {
                "✓": bool(tapee.get("coche")),
                "Dépense": typographier(ligne["libelle"] or ligne["politique"] or ligne["nature"]),
                "Montant (€)": nombre(ligne["montant_eur"]),
                "Cumul": "" if ligne["couverture"] is None else pourcent(ligne["couverture"], 1),
                "Proposition": typographier(proposition(ligne, classes)),
                "Cotation": par_code.get(str(tapee.get("poste", ligne["poste_dit"]) or "")),
                "Pourquoi": tapee.get("justification", ligne["justification"]),
                "Imputation": " · ".join(code for code in codes if code),
                "Dit par": typographier(_dit_par(ligne, classes)),
                "Confiance": tapee.get("confiance", _confiance(ligne)),
                phrases.QUESTION: typographier(question(ligne, classes)),
            }
        )
    textes = dict.fromkeys(COLONNES, pl.String())
    return pl.DataFrame(rangs, schema=textes | {"✓": pl.Boolean()})


def relever(
    montree: pl.DataFrame, choix: dict[str, str], tapees: type_tapees, changements: Mapping[int, type_frappe]
) -> None:
    """Range dans `tapees`, par dépense, ce que la grille vient de recevoir : rang de la ligne → colonne → valeur."""
    signatures = montree["signature"].to_list()
    for rang, recus in frappes(changements, len(signatures)).items():
        saisie = tapees.setdefault(signatures[rang], {})
        for nom, valeur in recus.items():
            if nom in SAISIES:
                saisie[SAISIES[nom]] = choix.get(str(valeur)) if nom == "Cotation" else valeur
        if not saisie.get("coche"):
            saisie.pop("coche", None)
        if not saisie:
            del tapees[signatures[rang]]


def sans_classe(tapees: type_tapees, choisies: pl.DataFrame) -> int:
    """Combien de lignes où l'on a tapé quelque chose ne disent pas encore de classe."""
    dites = set(choisies["signature"].to_list())
    return len([signature for signature, tapee in tapees.items() if signature not in dites and set(tapee) != {"coche"}])


def raisons(tapees: type_tapees) -> dict[str, str]:
    """Ce qui est tapé dans « Pourquoi », par dépense."""
    return {signature: str(tapee["justification"]) for signature, tapee in tapees.items() if tapee.get("justification")}


def _confiance(ligne: dict[str, Any]) -> str | None:
    """La confiance déjà dite ; en désaccord, celle d'une autre personne ne devient pas la nôtre."""
    return None if ligne["statut"] == DESACCORD else ligne["confiance"]


def _dit_par(ligne: dict[str, Any], classes: dict[str, str]) -> str:
    statut = ligne["statut"]
    if statut in ("desaccord", "fautive") or (ligne["avis"] and ligne["poste_dit"] is None):
        return f"{DITS.get(str(statut), '')} : {dit(ligne['avis'], classes)}"
    if not ligne["auteurs"]:
        return ""
    quand = f"repris de {ligne['exercice_source']}" if statut == "reprise" else le_jour(ligne["date_affectation"])
    return f"{ligne['auteurs']}, {quand}".rstrip(", ")


def reglages(classes: dict[str, str], choix: dict[str, str]) -> dict[str, ColumnConfig]:
    """Largeurs, alignements et listes fermées de la grille."""
    droite = ("Montant (€)", "Cumul")
    colonnes: dict[str, ColumnConfig] = {
        nom: st.column_config.TextColumn(nom, width=largeur, alignment="right" if nom in droite else "left")
        for nom, largeur in COLONNES.items()
    }
    return colonnes | {
        "✓": st.column_config.CheckboxColumn("✓", width=44, help=phrases.RETENIR),
        "Cotation": st.column_config.SelectboxColumn(
            "Cotation",
            width=142,
            options=list(choix),
            format_func=lambda nom: classes.get(choix.get(str(nom), ""), str(nom)),
        ),
        "Cumul": st.column_config.TextColumn("Cumul", width=COLONNES["Cumul"], alignment="right", help=phrases.CUMUL),
        "Confiance": st.column_config.SelectboxColumn(
            "Confiance",
            width=100,
            options=list(CONFIANCES),
            format_func=lambda code: CONFIANCES.get(str(code), str(code)),
        ),
    }


def a_ecrire(file: pl.DataFrame, tapees: type_tapees) -> pl.DataFrame:
    """Les cotations tapées qui disent une classe : `signature, poste, justification, confiance`."""
    rangs = []
    retenues = file.filter(pl.col("signature").is_in(list(tapees)))
    for ligne in retenues.iter_rows(named=True):
        tapee = {nom: valeur for nom, valeur in tapees[ligne["signature"]].items() if nom != "coche"}
        poste = tapee.get("poste", ligne["poste_dit"])
        if tapee and poste:
            rangs.append(
                (
                    ligne["signature"],
                    poste,
                    tapee.get("justification", ligne["justification"]),
                    tapee.get("confiance", _confiance(ligne)),
                )
            )
    return pl.DataFrame(
        rangs, orient="row", schema=dict.fromkeys(("signature", "poste", "justification", "confiance"), pl.String)
    )
