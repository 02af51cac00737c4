"""Les documents ne retardent pas : chaque chose que l'on peut nommer y est, et rien de ce qui n'existe plus.

Une page par sorte : écrans et méthodes dans la prise en main, commandes et options dans `commandes.md`, réglages dans
le README et le guide du serveur, tables dans le dictionnaire.
"""

from __future__ import annotations

import argparse
import ast
import re
from functools import cache

import core.tables
from core.commandes.principale import COMMANDES, _analyseur
from core.methodes import METHODES
from core.reglages import Reglages
from core.tables import Table
from core.vues import ECRANS, ecran_de
from tests.architecture.test_architecture import MODULES, RACINE, noeuds, nom_module, sans_faute

REGLAGE = re.compile(r"\bCOMPTES_[A-Z_]+\b")
HORS_DU_PLAN = {"__init__", "__main__"}
"""Ce qui fait de `core` un paquet et une commande, sans y rien dire."""
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


@cache
def page(nom: str) -> str:
    return (RACINE / nom).read_text(encoding="utf-8")


def rangs(texte: str) -> list[list[str]]:
    """Les cases de chaque rang des tables d'une page."""
    return [
        [case.strip() for case in ligne.strip("| ").split(" | ")]
        for ligne in texte.splitlines()
        if ligne.startswith("| ")
    ]


def table(texte: str, *en_tete: str) -> list[list[str]]:
    """Les rangs de la table qui porte cet en-tête."""
    debut = texte.index("| " + " | ".join(en_tete) + " |")
    return rangs(texte[debut:].split("\n\n", 1)[0])[1:]


def ecarts(attendus: set[str], lus: set[str], ou: str) -> list[str]:
    """Ce qui n'est pas documenté, et ce qui l'est sans exister."""
    return [
        *(f"{ou} ne dit rien de {un}" for un in sorted(attendus - lus)),
        *(f"{ou} parle de {un}, qui n'existe pas" for un in sorted(lus - attendus)),
    ]


def test_chaque_ecran_est_documente() -> None:
    lue = page("docs/prise_en_main.md")
    montres = {ecran for ecran, *_ in table(lue, "Écran", "Ce que l'on y choisit")}
    groupes: dict[str, list[str]] = {}
    for ecran in ECRANS:
        groupes.setdefault(ecran.groupe, []).append(ecran.titre)
    menu = [f"**{groupe}** ({', '.join(titres)})" for groupe, titres in groupes.items() if groupe]
    sans_faute(
        [
            *ecarts({ecran.titre for ecran in ECRANS}, montres, "la table des écrans"),
            *(f"le menu ne se lit pas ainsi : {un}" for un in menu if un not in lue.replace("\n", " ")),
        ]
    )


def test_chaque_methode_est_documentee() -> None:
    attendus = {
        " | ".join((module.FICHE.titre, f"`{cle}`", ecran_de(cle).titre, module.FICHE.question))
        for module in METHODES
        if (cle := module.FICHE.cle)
    }
    lus = table(page("docs/prise_en_main.md"), "Méthode", "Clé", "Écran", "La question à laquelle elle répond")
    sans_faute(ecarts(attendus, {" | ".join(rang) for rang in lus}, "la table des méthodes"))


def options(analyseur: argparse.ArgumentParser) -> set[str]:
    return {nom for action in analyseur._actions for nom in action.option_strings}


def test_chaque_commande_et_chacune_de_ses_options_est_documentee() -> None:
    generales, *sections = re.split(r"^## ", page("docs/commandes.md"), flags=re.MULTILINE)
    par_commande = {nom: section for section in sections for nom in re.findall(r"^`(.+?)`\n", section)}
    fautes = ecarts(set(COMMANDES), set(par_commande), "commandes.md")
    communes = set(OPTION.findall(" ".join(rang[0] for rang in rangs(generales))))
    fautes += ecarts(options(_analyseur([])), communes, "commandes.md, avant toute commande")
    for nom, section in par_commande.items():
        if nom in COMMANDES:
            racine = _analyseur([nom])
            sous = next(action for action in racine._actions if isinstance(action, argparse._SubParsersAction))
            lues = set(OPTION.findall(" ".join(rang[0] for rang in rangs(section))))
            fautes += ecarts(options(sous.choices[nom]) - communes, lues, f"commandes.md, {nom}")
            fautes += [] if f"-m core {nom}" in section else [f"commandes.md, {nom} : aucun exemple"]
    sans_faute(fautes)


def test_chaque_reglage_est_documente() -> None:
    """Une variable d'environnement est un champ de `Reglages`, et se lit dans le README ou le guide du serveur."""
    declares = {f"COMPTES_{nom.upper()}" for nom in Reglages.model_fields}
    dits = set(REGLAGE.findall(page("README.md") + page("docs/serveur.md")))
    nommes = {
        f"{nom_module(fichier)} lit {noeud.value}, qui n'est pas un réglage déclaré"
        for fichier in MODULES
        for noeud in noeuds(fichier)
        if isinstance(noeud, ast.Constant)
        and isinstance(noeud.value, str)
        and REGLAGE.fullmatch(noeud.value)
        and noeud.value not in declares
    }
    sans_faute([*ecarts(declares, dits, "la documentation"), *sorted(nommes)])


def test_chaque_table_declaree_est_documentee() -> None:
    """Même une table que le registre oublierait."""
    declarees = {
        f"`{objet.nom}`, {objet.titre}"
        for module in vars(core.tables).values()
        if getattr(module, "__name__", "").startswith("core.tables.")
        for objet in vars(module).values()
        if isinstance(objet, Table)
    }
    dites = re.findall(r"^## (.+) \((`\w+`)\)$", page("docs/dictionnaire.md"), flags=re.MULTILINE)
    sans_faute(ecarts(declarees, {f"{nom}, {titre}" for titre, nom in dites}, "le dictionnaire"))


def test_chaque_module_du_noyau_est_au_plan() -> None:
    """Un module de `core/`, ou un de ses dossiers, se lit dans le plan de `docs/architecture.md`."""
    plan = page("docs/architecture.md").split("```")[3]
    dits = set(re.findall(r"\w+", plan[plan.index("\ncore/") : plan.index("\nsample_territories/")]))
    noyau = RACINE / "core"
    presents = {un.stem for un in noyau.glob("*.py")} | {un.parent.name for un in noyau.glob("*/__init__.py")}
    sans_faute([f"docs/architecture.md ne dit rien de core/{un}" for un in sorted(presents - dits - HORS_DU_PLAN)])


def test_chaque_commun_est_documente() -> None:
    """Ce que les méthodes partagent : un module ou un paquet de `core/communs`, ni plus ni moins."""
    communs = RACINE / "core" / "communs"
    presents = {f"`core/communs/{un.name}`" for un in communs.glob("[!_]*.py")}
    presents |= {f"`core/communs/{un.parent.name}/`" for un in communs.glob("*/__init__.py")}
    dits = {rang[0] for rang in table(page("docs/architecture.md"), "Paquet", "Ce qu'il dit")}
    sans_faute(ecarts(presents, {un for un in dits if "communs" in un}, "docs/architecture.md"))


def test_le_script_d_un_ecran_est_aussi_court_que_le_plan_le_dit() -> None:
    assert "un script d'au plus trente lignes par écran" in page("docs/architecture.md")
    scripts = {
        script.name: len(page(f"pages/{script.name}").splitlines()) for script in (RACINE / "pages").glob("[!_]*.py")
    }
    sans_faute([f"pages/{nom} : {lignes} lignes" for nom, lignes in scripts.items() if lignes > 30])
