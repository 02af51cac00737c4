"""Ce que dit l'écran autour de l'avant-après : ce que la figure ne montre pas, le solde, et de quoi l'équilibrer."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.dossier import Dossier
from core.figures.arbitrage import phrases
from core.figures.arbitrage.composition import CHANGES, Adresse, depart, enveloppe, lentilles, mouvements_dits, resultat
from core.figures.arbitrage.lecture import rangs
from core.figures.arbitrage.leviers import groupes
from core.figures.arbitrage.vues import choisis
from core.usages.arbitrage.hypotheses import hypotheses
from core.usages.arbitrage.modele import POLITIQUE, ZERO


@dataclass(frozen=True)
class Panneau:
    """Ce que montre le panneau ; un texte vide ne se montre pas. `inconnus` : (intitulé, raison) des effets non
    chiffrés."""

    constat: str
    reste: str
    sans_chiffre: str
    inconnus: tuple[tuple[str, str], ...]
    suppositions: tuple[str, ...]


@dataclass(frozen=True)
class Bandeau:
    """Le solde et ce qui l'a fait ; `equilibres` : par politique, la variation qui ramènerait le solde à zéro."""

    total: str
    solde: str
    tenue: bool
    deplace: str
    titre: str
    geste: str
    equilibres: dict[str, Decimal]


def panneau(demande: Adresse, dossier: Dossier) -> Panneau:
    """Ce qui entoure la figure : les chiffres secondaires, les lentilles calmes, ce que l'on ignore et ce que l'on
    suppose."""
    fait = dossier.garder(resultat, mouvements_dits(demande, dossier))
    tous = rangs([fait.effets])
    changent = [rang for rang in tous if rang.change]
    toutes = demande.choix("lentille", lentilles(dossier)) == CHANGES
    bougent = {rang.lentille for rang in changent}
    calmes = list(dict.fromkeys(rang.titre for rang in tous if rang.lentille not in bougent))
    autres = len(changent) - len([rang for rang in choisis(tous, CHANGES) if rang.change])
    return Panneau(
        phrases.constat(deplace=bool(fait.mouvements)) if toutes and not changent else "",
        phrases.reste(autres, calmes) if toutes and changent else "",
        phrases.sans_chiffre(len(fait.non_chiffres), len(fait.mouvements)) if fait.non_chiffres else "",
        fait.non_chiffres,
        hypotheses(dossier.garder(depart)),
    )


def bandeau(mouvements: str, dossier: Dossier) -> Bandeau:
    """Le solde de ces mouvements, et les politiques qui peuvent rendre ou recevoir tout le reste, les plus grandes
    d'abord."""
    lue = dossier.garder(enveloppe, mouvements)
    courantes = {
        un.cible: un.variation_eur for un in dossier.garder(resultat, mouvements).mouvements if un.objet == POLITIQUE
    }
    leviers = dossier.garder(groupes, POLITIQUE) if lue.solde_eur else {}
    voulues = {nom: courantes.get(nom, ZERO) - lue.solde_eur for nom in leviers}
    return Bandeau(
        phrases.total(lue),
        phrases.solde(lue),
        not lue.solde_eur,
        phrases.deplace(lue),
        phrases.equilibrer(lue.solde_eur),
        phrases.geste_d_equilibre(lue.solde_eur),
        {
            nom: voulue
            for nom, voulue in voulues.items()
            if leviers[nom].plancher_eur < 0 and voulue >= leviers[nom].plancher_eur
        },
    )
