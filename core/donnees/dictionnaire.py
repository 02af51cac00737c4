"""Le dictionnaire des données, tiré des déclarations : `docs/dictionnaire.md`, qu'un test garde à jour."""

from __future__ import annotations

from core.reglages import RACINE
from core.tables import TABLES, Colonne, Table
from core.tables.declaration import Annee, Choix, Code, Entier, Montant, Nombre, Part

PAGE = RACINE / "docs" / "dictionnaire.md"
_EN_TETE = """# Dictionnaire des données

Cette page est produite par `python -m core.donnees.dictionnaire` à partir des déclarations de `core/tables/`.
Ne la modifiez pas à la main.

Chaque ligne porte en plus sa provenance : territoire, numéro d'import, fichier, feuille, ligne. Une case vide veut
dire « donnée absente », jamais zéro. Les colonnes marquées **clé** distinguent une ligne d'une autre.
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
    for regle in table.regles:
        lignes += ["", f"- Règle `{regle.nom}` : {regle.message}"] if regle is table.regles[0] else [
            f"- Règle `{regle.nom}` : {regle.message}"]
    return "\n".join([*lignes, ""])


def _ligne(colonne: Colonne) -> str:
    cases = (
        f"`{colonne.nom}`", colonne.sens, _type(colonne), colonne.unite, "clé" if colonne.cle else "",
        "oui" if colonne.requis else "non", colonne.exemple,
    )
    return "| " + " | ".join(case.replace("|", "\\|") for case in cases) + " |"


def _type(colonne: Colonne) -> str:
    match colonne.type:
        case Annee():
            return "année"
        case Montant():
            return "montant en euros et centimes"
        case Nombre(minimum) | Entier(minimum):
            sorte = "nombre" if isinstance(colonne.type, Nombre) else "entier"
            return f"{sorte}, au moins {minimum:g}" if minimum is not None else sorte
        case Part():
            return "part entre 0 et 1"
        case Code(renvoi):
            return f"code présent dans `{renvoi}`" if renvoi else "code (texte)"
        case Choix(valeurs):
            return "choix : " + ", ".join(f"`{code}` ({libelle})" for code, libelle in valeurs.items())
        case _:
            return "texte"


if __name__ == "__main__":
    PAGE.write_text(dictionnaire(), encoding="utf-8")
