"""Le dictionnaire des données, tiré des déclarations : `docs/dictionnaire.md`, qu'un test garde à jour."""

from __future__ import annotations

from core.format_fr import nombre
from core.reglages import RACINE
from core.tables import TABLES, Colonne, Table
from core.tables.declaration import TEXTE_COURT, Annee, Choix, Code, Entier, Montant, Nombre, Part, Texte

_SORTES: dict[type, str] = {
    Annee: "année",
    Montant: "montant en euros et centimes",
    Nombre: "nombre",
    Entier: "entier",
    Part: "part entre 0 et 1",
    Code: "code (texte)",
    Choix: "choix",
    Texte: "texte",
}
PAGE = RACINE / "docs" / "dictionnaire.md"
_EN_TETE = """# Dictionnaire des données

Cette page est produite par `python -m core.donnees.dictionnaire` à partir des déclarations de `core/tables/`.
Ne la modifiez pas à la main.

Chaque ligne porte en plus sa provenance : territoire, numéro d'import, fichier, feuille, ligne. Une case vide veut
dire « donnée absente », jamais zéro. Les colonnes marquées **clé** distinguent une ligne d'une autre. Un texte a
500 caractères au plus, sauf mention, et un code, 100.
"""


def dictionnaire() -> str:
    """La page entière, en Markdown."""
    return "\n".join([_EN_TETE, *(_table(table) for table in TABLES.values())])


def _table(table: Table) -> str:
    lignes = [f"## {table.titre} (`{table.nom}`)", "", table.question, ""]
    if table.par_rang:
        lignes += ["Plusieurs lignes peuvent porter la même clé : elles sont gardées toutes.", ""]
    if not table.importable:
        lignes += ["Cette table ne s'importe pas : elle se remplit à l'écran ou en ligne de commande.", ""]
    lignes += ["| Colonne | Sens | Type | Unité | Clé | Obligatoire | Exemple |", "|---|---|---|---|---|---|---|"]
    lignes += [_ligne(colonne) for colonne in table.colonnes]
    if table.regles:
        lignes += ["", *(f"- Règle `{regle.nom}` : {regle.message}" for regle in table.regles)]
    return "\n".join([*lignes, ""])


def _ligne(colonne: Colonne) -> str:
    cases = (
        f"`{colonne.nom}`",
        colonne.sens,
        _type(colonne),
        colonne.unite,
        "clé" if colonne.cle else "",
        "oui" if colonne.requis else "non",
        colonne.exemple,
    )
    return "| " + " | ".join(case.replace("|", "\\|") for case in cases) + " |"


def _type(colonne: Colonne) -> str:
    sorte = _SORTES[type(colonne.type)]
    match colonne.type:
        case Nombre(minimum=minimum) | Entier(minimum=minimum) if minimum is not None:
            return f"{sorte}, au moins {minimum:g}"
        case Nombre(maximum=maximum) if maximum is not None:
            return f"{sorte}, au plus {maximum:g}"
        case Texte(longueur) if longueur != TEXTE_COURT:
            return f"{sorte}, au plus {nombre(longueur)} caractères"
        case Code(renvoi) if renvoi:
            return f"code présent dans `{renvoi}`"
        case Choix(valeurs):
            return f"{sorte} : " + ", ".join(f"`{code}` ({libelle})" for code, libelle in valeurs.items())
        case _:
            return sorte


if __name__ == "__main__":
    PAGE.write_text(dictionnaire(), encoding="utf-8")
