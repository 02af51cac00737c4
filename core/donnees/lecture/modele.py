"""Ce qu'un lecteur rend : des feuilles de texte, fidèles au fichier, avec l'adresse de chaque cellule."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

LIGNE_LONGUE = "ligne plus longue que l'en-tête"
LIGNE_COURTE = "ligne plus courte que l'en-tête"


@dataclass(frozen=True)
class CelluleFautive:
    """Une cellule qu'un tableur rend vide ou fausse alors qu'elle ne l'est pas (`#REF!`, formule jamais calculée).

    `cellule` : « G7 », ou « ligne 7 » quand c'est toute la ligne qui ne peut pas être lue (`LIGNE_LONGUE`…).
    """

    cellule: str
    valeur: str
    motif: str


@dataclass(frozen=True)
class DonneePersonnelle:
    """Où un fichier porte des données personnelles, dans une feuille lue ou non : jamais la valeur.

    `feuille` est vide pour un texte que le classeur garde sans qu'aucune cellule ne le montre.
    """

    feuille: str
    lettre: str
    motif: str


@dataclass(frozen=True)
class Feuille:
    """Une feuille (ou un document) : en-têtes, lignes de données, et ce qui a été mis de côté.

    `lignes` porte une colonne String par en-tête, nommées `c0`, `c1`… dans l'ordre de `entetes` (nul = cellule
    vide), plus `ligne` (Int32, numéro de la ligne dans le fichier, à partir de 1).
    `ecartees` porte `ligne` (Int32), `motif` (« titre », « total », « vide »…), `texte`, et les mêmes `c0`… quand
    la ligne est un total : ces totaux sont ceux du fichier, comparés aux nôtres avant l'écriture.
    `lettres` donne l'adresse des colonnes (« A », « B »… ou le nom de l'attribut XML).
    `table` est renseignée quand le format la dicte (documents officiels, gabarit) ; les en-têtes sont alors
    déjà les noms des colonnes de cette table.
    `indices` : ce que la feuille laisse entendre sans le dire, par clé — « unite G » : ce que le format de nombre de
    la colonne G écrit à côté du nombre (« M€ ») ; `pourcents` : lettres des colonnes au format % ;
    `textes` : celles où un nombre à deux lectures (« 1.200 ») est un texte ; `decimales` : celles où une cellule
    numérique a plus de deux décimales.
    """

    nom: str
    entetes: tuple[str, ...]
    lettres: tuple[str, ...]
    ligne_entete: int
    lignes: pl.DataFrame
    ecartees: pl.DataFrame
    fautives: tuple[CelluleFautive, ...] = ()
    table: str | None = None
    indices: dict[str, str] = field(default_factory=dict)

    def cellule(self, colonne: int, ligne: int) -> str:
        """Adresse lisible d'une cellule : « G7 » dans un tableur, « LigneBudget 12, MtReal » dans un XML."""
        lettre = self.lettres[colonne]
        if len(lettre) <= 3 and lettre.isupper():
            return f"{lettre}{ligne}"
        return f"ligne {ligne}, {lettre}"


@dataclass(frozen=True)
class Lecture:
    """Un fichier lu : son format, ses feuilles, ce que le document dit de lui-même (`contexte`) et ses mises en garde.

    `format` ∈ gabarit, xlsx, xls, ods, csv, totem, cfu, scdl, dgfip, ofgl, base_carbone,
    plan_de_comptes. `contexte` peut porter
    `exercice`, `etape` (BP, BS, DM, CA, CFU), `budget`, `nomenclature` (M14, M57), `siret`, `collectivite`,
    `code_insee`, `etablissements` (les SIRET dont le budget reste à nommer). `signature`
    est l'empreinte du format et des en-têtes : la correspondance confirmée est retenue sous elle. `personnelles` :
    les données personnelles trouvées dans tout le fichier, feuilles masquées et lignes de côté comprises.
    """

    format: str
    feuilles: tuple[Feuille, ...]
    contexte: dict[str, str]
    signature: str
    avertissements: tuple[str, ...] = ()
    personnelles: tuple[DonneePersonnelle, ...] = ()
