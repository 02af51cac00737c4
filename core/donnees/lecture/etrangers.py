"""Reconnaître les fichiers publics ou comptables d'un autre genre : nommés pour ce qu'ils sont, avec quoi en faire."""

from __future__ import annotations

from dataclasses import dataclass

from core.donnees.lecture.modele import Feuille
from core.donnees.textes import forme
from core.erreurs import FichierRefuse


@dataclass(frozen=True)
class Genre:
    """Un genre de fichier qui n'est pas un budget : `assez` de ses `entetes`, écrits d'un mot, le reconnaissent."""

    nom: str
    entetes: str
    assez: int
    que_faire: str


GENRES = (
    Genre(
        "une liste de subventions (SCDL, données essentielles des conventions)",
        "nomattribuant idattribuant dateconvention referencedecision nombeneficiaire idbeneficiaire "
        "conditionsversement datesperiodeversement idrae notificationue pourcentagesubvention rnabeneficiaire",
        3,
        "Les subventions versées sont dans le budget, aux comptes 657 et 204 : déposez le budget ou le compte.",
    ),
    Genre(
        "un fichier des écritures comptables (FEC)",
        "journalcode journallib ecriturenum ecrituredate comptenum comptelib compauxnum compauxlib pieceref "
        "piecedate ecriturelib ecriturelet datelet validdate idevise",
        5,
        "Il porte des écritures, pas des lignes de budget : déposez le compte administratif, le compte financier "
        "unique ou la balance de la DGFiP.",
    ),
    Genre(
        "un extrait des comptes individuels des collectivités (DGFiP)",
        "icom inom fprod fcharge mprod pop1 nomsst1 nomsst2 fimpo1 fdgf rimpo1",
        3,
        "Il donne des ratios par collectivité, pas les comptes : déposez sa balance comptable (DGFiP) ou les "
        "agrégats de l'OFGL.",
    ),
    Genre(
        "une liste de marchés publics (données essentielles de la commande publique)",
        "codecpv acheteur acheteurid acheteurnom titulaires titulaireid titulairedenominationsociale "
        "lieuexecutioncode lieuexecutionnom dureemois datenotification formeprix procedure",
        4,
        "Les dépenses des marchés sont dans le budget : déposez le budget ou le compte.",
    ),
    Genre(
        "une liste de délibérations (SCDL)",
        "collnom collsiret delibid delibdate delibmatierecode delibmatierenom delibobjet budgetannee "
        "budgetnom prefid voteeffectif votereel votepour votecontre deliburl",
        4,
        "Elle ne porte aucun montant : déposez le budget ou le compte.",
    ),
)


def genre_etranger(feuille: Feuille) -> Genre | None:
    """Le genre que ses en-têtes dénoncent ; nul pour un fichier qui peut s'importer."""
    lus = {forme(entete).replace(" ", "") for entete in feuille.entetes}
    return next((genre for genre in GENRES if len(lus & {*genre.entetes.split()}) >= genre.assez), None)


def ecarter_les_etrangeres(feuilles: list[Feuille], ou: str) -> tuple[list[Feuille], tuple[str, ...]]:
    """Les feuilles qui peuvent s'importer, et une remarque par autre ; lève `FichierRefuse` s'il n'en reste aucune."""
    genres = [(feuille, genre_etranger(feuille)) for feuille in feuilles]
    gardees = [feuille for feuille, genre in genres if genre is None]
    etrangeres = [(feuille, genre) for feuille, genre in genres if genre is not None]
    if etrangeres and not gardees:
        genre = etrangeres[0][1]
        raise FichierRefuse(f"Ce fichier est {genre.nom} : il ne s'importe pas.", ou, genre.que_faire)
    return gardees, tuple(f"La feuille « {f.nom} » est {genre.nom} : elle n'est pas lue." for f, genre in etrangeres)
