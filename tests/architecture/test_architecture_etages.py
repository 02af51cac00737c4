"""Ce qu'un étage ne prend pas à un autre : une figure à une autre figure, une page à la base, une méthode à `data/`."""

from __future__ import annotations

import ast
from pathlib import Path

from core.methodes import CLES
from tests.architecture.test_architecture import MODULES, RACINE, dans, importations, noeuds, nom_module, sans_faute

PAR_LEUR_NOM = {
    "core.commandes.principale": "une commande ne charge que ce dont elle se sert",
    "core.methodes": "le registre des méthodes",
    "core.vues": "le registre des écrans",
    "pages._service.demarrage": "la mise en train lit les pages de son dossier",
}
"""Les modules qui en chargent d'autres par leur nom, et pourquoi : partout ailleurs, un import se lit en tête."""
FIGURES_QUI_EN_LISENT_D_AUTRES = {
    "core.figures.accueil": tuple(f"core.figures.{cle}" for cle in CLES),  # ses cartes montrent leurs phrases
    "core.figures.budget_genre": ("core.figures.budget_vert.lecture",),  # même façon de choisir prévu ou réalisé
}
FIGURES_PARTAGEES = {*(module.stem for module in (RACINE / "core" / "figures").glob("*.py")), "familles"}
PAGES_DE_L_ENTREPOT = {"pages._outils.chargement"}
"""La seule page qui connaît la base : les autres lui demandent un dossier."""
REFERENCES_LIVREES = {f"core.references.{nom}" for nom in ("reference", "valeurs", "parametre")}
"""Ce qui lit la version livrée sans regarder celle que les données portent."""
PAR_LES_DONNEES = ("core.communs", "core.methodes", "core.usages", "core.figures")


def test_un_module_ne_se_charge_par_son_nom_que_dans_un_registre() -> None:
    trouves = {
        nom_module(fichier)
        for fichier in MODULES
        for noeud in noeuds(fichier)
        if {getattr(noeud, "attr", ""), getattr(noeud, "id", "")} & {"import_module", "__import__"}
        or (isinstance(noeud, ast.alias) and noeud.name == "import_module")
    }
    sans_faute(
        [f"{module} : écrivez l'import, ou dites pourquoi il ne s'écrit pas" for module in trouves ^ {*PAR_LEUR_NOM}]
    )


def test_une_figure_n_en_lit_une_autre_que_par_ce_qu_elles_partagent() -> None:
    fautes = []
    for fichier in sorted((RACINE / "core" / "figures").rglob("*.py")):
        module = nom_module(fichier)
        sujet = ".".join(module.split(".")[:3])
        permis = (sujet, *FIGURES_QUI_EN_LISENT_D_AUTRES.get(sujet, ()))
        fautes += [
            f"{module} ne doit pas importer {nom}"
            for nom in sorted(importations(fichier))
            if dans(nom, "core.figures") and nom.count(".") >= 2
            if nom.split(".")[2] not in FIGURES_PARTAGEES and not dans(nom, *permis)
        ]
    sans_faute(fautes)


def test_une_seule_page_connait_la_base() -> None:
    sans_faute(
        [
            f"{nom_module(fichier)} importe {nom}"
            for fichier in sorted((RACINE / "pages").rglob("*.py"))
            if nom_module(fichier) not in PAGES_DE_L_ENTREPOT
            for nom in sorted(importations(fichier))
            if dans(nom, "core.donnees.entrepot")
        ]
    )


def test_une_donnee_de_reference_arrive_par_les_donnees() -> None:
    """Par `reference_de`, `valeurs_de` ou `parametre_de` : une version datée peut alors la remplacer."""
    sans_faute(
        [
            f"{nom_module(fichier)} lit {nom}"
            for fichier in MODULES
            if dans(nom_module(fichier), *PAR_LES_DONNEES)
            for nom in sorted(importations(fichier) | appels_de_references(fichier))
            if nom in REFERENCES_LIVREES
        ]
    )


def appels_de_references(fichier: Path) -> set[str]:
    """« references.valeurs » écrit en entier, sans que la fonction soit importée."""
    return {
        f"core.references.{noeud.attr}"
        for noeud in noeuds(fichier)
        if isinstance(noeud, ast.Attribute) and isinstance(noeud.value, ast.Name) and noeud.value.id == "references"
    }
