"""Ce qu'un logiciel ou une main font à un document budgétaire : chaque blessure rend le texte blessé."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.epreuves._documents import francais

type_blessure = Callable[[random.Random, str], str]
TOTEM: list[type_blessure] = []


def _totem(blessure: type_blessure) -> type_blessure:
    TOTEM.append(blessure)
    return blessure


@_totem
def deux_montants(hasard: random.Random, texte: str) -> str:
    autre = hasard.choice(('<MtReal V="1.00"/>', '<x:MtReal xmlns:x="urn:x" V="1.00"/>', '<MtReal v="1.00"/>'))
    places = [place for place in range(len(texte)) if texte.startswith("</LigneBudget>", place)]
    place = hasard.choice(places)
    return texte[:place] + autre + texte[place:]


@_totem
def un_montant_autrement_ecrit(hasard: random.Random, texte: str) -> str:
    debut = hasard.choice([place for place in range(len(texte)) if texte.startswith("<MtReal V=", place)])
    fin = texte.index("/>", debut)
    valeur = texte[debut + 11 : fin - 1]
    ecrits = (
        f'<MtReal v="{valeur}"',
        f'<MtReal V="{valeur.replace(".", ",")}"',
        f'<MtReal V="{valeur}" calculated="1"',
        f'<MtReal V="{valeur} €"',
        f'<MtReal V="{francais(float(valeur))}"',
        '<MtReal V=""',
        '<MtReal V="Infinity"',
        "<MtReal",
        f'<mtreal V="{valeur}"',
        f'<x:MtReal xmlns:x="urn:x" V="{valeur}"',
    )
    contenus = (valeur, f"<![CDATA[{valeur}]]>", f"<!-- a -->{valeur}")
    if hasard.random() < 0.25:
        return texte[:debut] + f"<MtReal>{hasard.choice(contenus)}</MtReal>" + texte[fin + 2 :]
    return texte[:debut] + hasard.choice(ecrits) + texte[fin:]


@_totem
def des_lignes_d_un_autre_espace(hasard: random.Random, texte: str) -> str:
    rang = hasard.randrange(texte.count("<LigneBudget>"))
    morceaux = texte.split("<LigneBudget>")
    suite = morceaux[rang + 1].replace("</LigneBudget>", "</x:LigneBudget>", 1)
    return (
        "<LigneBudget>".join(morceaux[: rang + 1])
        + '<x:LigneBudget xmlns:x="urn:x">'
        + "<LigneBudget>".join([suite, *morceaux[rang + 2 :]])
    )


@_totem
def deux_budgets(hasard: random.Random, texte: str) -> str:
    debut, fin = texte.index("<Budget>"), texte.index("</Budget>") + len("</Budget>")
    second = texte[debut:fin]
    if hasard.random() < 0.5:
        second = second.replace("BUDGET PRINCIPAL", "EAU")
    return texte[:fin] + second + texte[fin:]


@_totem
def un_sens_inconnu(hasard: random.Random, texte: str) -> str:
    return texte.replace('CodRD V="D"', f'CodRD V="{hasard.choice(("", "X", "d", "1"))}"', hasard.choice((1, 100)))


@_totem
def un_espace_de_noms_change(hasard: random.Random, texte: str) -> str:
    return texte.replace("cp/demat/docbudgetaire", hasard.choice(("cp/demat/docbudgetaire2", "autre", "")))


@_totem
def une_ligne_sans_compte(hasard: random.Random, texte: str) -> str:
    return texte.replace('Nature V="64111"', hasard.choice(('Nature V=""', 'Nature V="ABC"', 'Nature v="64111"')))


@_totem
def un_texte_coupe(hasard: random.Random, texte: str) -> str:
    return texte[: hasard.randrange(200, len(texte))]


@_totem
def une_ligne_imbriquee(hasard: random.Random, texte: str) -> str:
    return texte.replace("</LigneBudget>", "", 1)


@_totem
def un_commentaire_cache_des_lignes(hasard: random.Random, texte: str) -> str:
    """Ce qu'un commentaire cache n'est pas dans le document : rien d'autre ne doit bouger."""
    return texte.replace("<Budget>", "<!-- <LigneBudget><MtReal V='5'/></LigneBudget> --><Budget>")
