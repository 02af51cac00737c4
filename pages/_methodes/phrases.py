"""Les phrases de l'écran « Méthodes », en markdown : combien se calculent, ce que dit la fiche de chacune."""

from __future__ import annotations

from core.format_fr import accorder, en_lettres
from core.modele import Maturite, Source
from core.tables import Table
from pages._outils.textes import echapper

UN_REGARD = "Une méthode est un regard sur le même registre de faits ; aucune ne remplace les autres."
TAIT = "Ce qu’elle ne dit pas"
SERT = "À quoi elle sert"
VOIR_ICI = "Voir ce que la méthode montre ici"
MATURITES = {
    Maturite.ACCULTURATION: "À s’acculturer : elle ouvre la discussion, sans chiffre opposable.",
    Maturite.PILOTAGE: "À piloter : elle suit une distance à un objectif, année après année.",
    Maturite.COMPTABILITE: "À compter : elle tient une comptabilité, ligne à ligne.",
}


def titre(territoire: str, pretes: int, toutes: int) -> str:
    """Combien de méthodes ont ici de quoi se calculer."""
    nom = echapper(territoire)
    if not pretes:
        return f"{nom} : aucune méthode ne se calcule encore"
    if pretes == toutes:
        return f"{nom} : les {en_lettres(toutes)} méthodes se calculent"
    combien, accord = ("une", "se calcule") if pretes == 1 else (en_lettres(pretes), "se calculent")
    return f"{nom} : {combien} des {en_lettres(toutes)} méthodes {accord}"


def source(une: Source) -> str:
    """« Auteur, titre, année », et si elle reste à vérifier."""
    annee = f", {une.annee}" if une.annee else ""
    reserve = "" if une.verifiee else " — à vérifier"
    return f"{echapper(une.auteur)}, {echapper(une.titre)}{annee}{reserve}"


def table_ici(table: Table, lignes: int) -> str:
    """Une table que la méthode lit, ce que le territoire en a, et la question qu'elle pose."""
    etat = f":green[✓] {accorder(lignes, 'ligne')}" if lignes else ":orange[○ pas encore renseignée]"
    return f"{echapper(table.titre)} · {etat}  \n:gray[{echapper(table.question)}]"
