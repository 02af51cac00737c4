"""Les services et leurs paniers de dépenses courantes : qui achète quoi, dans quelles proportions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sample_territories.fabrique.outils import comptes
from sample_territories.fabrique.outils.hasard import poids_inegal, tirage
from sample_territories.fabrique.outils.lignes import Poste

PANIERS: dict[str, dict[str, float]] = {
    "personnel": {
        "64111": 44,
        "64112": 1.4,
        "64118": 15,
        "64131": 13,
        "6331": 0.8,
        "6336": 0.9,
        "6451": 9,
        "6453": 14,
        "6455": 0.7,
        "6458": 0.7,
        "6474": 0.5,
    },
    "batiment": {
        "60611": 5,
        "60612": 24,
        "60613": 10,
        "60621": 16,
        "60631": 4,
        "60632": 5,
        "615221": 13,
        "6156": 9,
        "6282": 2,
        "6283": 11,
        "63512": 2,
    },
    "administration": {
        "6064": 6,
        "60632": 3,
        "6132": 8,
        "614": 4,
        "6156": 12,
        "6182": 4,
        "6184": 8,
        "6188": 5,
        "62268": 9,
        "6231": 5,
        "6236": 6,
        "6251": 5,
        "6261": 6,
        "6262": 9,
        "6281": 6,
        "6227": 4,
    },
    "numerique": {"60632": 6, "61358": 8, "6156": 38, "6262": 22, "6288": 8, "62268": 10, "6184": 8},
    "ecole": {"6067": 42, "6065": 10, "6245": 18, "60632": 12, "60628": 8, "611": 10},
    "restauration": {"60623": 62, "60631": 5, "60632": 5, "611": 15, "6156": 7, "61558": 6},
    "espaces_verts": {
        "60622": 12,
        "60628": 10,
        "60632": 12,
        "6068": 12,
        "611": 18,
        "61521": 20,
        "61551": 9,
        "60636": 4,
        "61558": 3,
    },
    "voirie": {"60633": 20, "615231": 38, "60622": 9, "61551": 9, "61358": 7, "611": 12, "60636": 5},
    "reseaux": {"60612": 46, "615232": 30, "6156": 14, "60632": 10},
    "culture": {
        "611": 22,
        "6065": 12,
        "61358": 10,
        "6232": 8,
        "6236": 8,
        "6238": 8,
        "6241": 6,
        "6188": 10,
        "6288": 10,
        "6251": 6,
    },
    "sport": {"60632": 22, "611": 22, "61558": 14, "6188": 12, "6245": 14, "6288": 16},
    "social": {"60623": 28, "60632": 12, "6068": 10, "611": 26, "6245": 8, "6288": 16},
    "securite": {"60636": 22, "60622": 22, "61551": 20, "6156": 20, "60632": 16},
    "etudes": {"617": 48, "62268": 30, "6231": 8, "6227": 8, "6188": 6},
    "dechets": {"611": 58, "60622": 14, "61551": 12, "60632": 6, "60636": 3, "6288": 7},
    "transport": {"611": 62, "6245": 20, "6156": 10, "6238": 8},
    "eau": {"611": 34, "60611": 12, "60624": 10, "615232": 26, "6156": 10, "617": 8},
    "moyens": {"60632": 20, "6064": 12, "6188": 12, "6262": 20, "6251": 12, "6184": 24},
    "communication": {"6231": 12, "6236": 34, "6238": 28, "6233": 10, "611": 16},
}

NATURES_PAR_EQUIPE = frozenset({"64111", "64118", "64131", "6451", "6453"})


@dataclass(frozen=True)
class Site:
    """Un lieu ou un domaine d'un service : sa fonction, son nom dans les libellés, sa part du service."""

    fonction: str
    nom: str
    part: float = 1.0


@dataclass(frozen=True)
class Service:
    """Un service gestionnaire : sa politique, ses sites, ses effectifs relatifs et ses paniers d'achats."""

    nom: str
    politique: str
    sites: tuple[Site, ...]
    personnel: float = 0.0
    paniers: dict[str, float] = field(default_factory=dict)


def postes_courants(services: Sequence[Service], densite: float = 1.0, *, par_site: bool = False) -> list[Poste]:
    """Les lignes de personnel et d'achats de tous les services.

    `densite` < 1 laisse de côté des lignes au hasard ; `par_site` suit la paie équipe par équipe et non par fonction.
    """
    postes: list[Poste] = []
    for service in services:
        postes += _personnel(service, par_site)
        for site in service.sites:
            postes += _achats(service, site, densite)
    return postes


def _personnel(service: Service, par_site: bool) -> list[Poste]:
    if not service.personnel:
        return []
    fonctions = {x.fonction: sum(y.part for y in service.sites if y.fonction == x.fonction) for x in service.sites}
    postes = []
    for nature, poids in PANIERS["personnel"].items():
        equipes = [(site.fonction, site.nom, site.part) for site in service.sites]
        if not par_site or nature not in NATURES_PAR_EQUIPE:
            equipes = [(fonction, service.nom, part) for fonction, part in fonctions.items()]
        for fonction, nom, part in equipes:
            facteur = 0.85 + 0.3 * tirage("personnel", service.nom, fonction, nom, nature)
            postes.append(
                Poste(
                    "depense",
                    nature,
                    fonction,
                    service.nom,
                    service.politique,
                    f"{comptes.libelle_nature(nature)} - {nom}",
                    service.personnel * part * poids * facteur,
                )
            )
    return postes


def _achats(service: Service, site: Site, densite: float) -> list[Poste]:
    postes: dict[str, Poste] = {}
    for panier, taille in service.paniers.items():
        for nature, poids in PANIERS[panier].items():
            cle = (service.nom, site.nom, nature)
            if nature in postes or tirage("densite", *cle) > densite:
                continue
            libelle = f"{comptes.libelle_nature(nature)} - {site.nom}"
            postes[nature] = Poste(
                "depense",
                nature,
                site.fonction,
                service.nom,
                service.politique,
                libelle,
                taille * site.part * poids * poids_inegal(*cle),
            )
    return list(postes.values())


def fixe(
    sens: str,
    nature: str,
    fonction: str,
    service: str,
    politique: str,
    libelle: str,
    *milliers: float | None,
    execution: float | None = None,
) -> Poste:
    """Une ligne dont le montant réalisé de chaque exercice est dit, en milliers d'euros (nul : pas de ligne)."""
    montants = tuple(None if montant is None else montant * 1000 for montant in milliers)
    return Poste(sens, nature, fonction, service, politique, libelle, montants=montants, execution=execution)


def operation(
    code: str,
    nom: str,
    service: str,
    politique: str,
    fonction: str,
    natures: dict[str, float],
    milliers: Sequence[float | None],
    execution: float | None = None,
) -> list[Poste]:
    """Les lignes d'une opération d'équipement : un montant par exercice, en milliers d'euros, partagé entre natures.

    Les études (chapitre 20) ne se paient que la première année où l'opération dépense.
    """
    premiere = next((rang for rang, montant in enumerate(milliers) if montant), 0)
    postes = []
    for nature, part in natures.items():
        if nature.startswith("203"):
            montants = tuple(
                (montant or 0) * part * 1000 if rang == premiere else None for rang, montant in enumerate(milliers)
            )
        else:
            montants = tuple(None if not montant else round(montant * part * 1000, 2) for montant in milliers)
        postes.append(
            Poste(
                "depense",
                nature,
                fonction,
                service,
                politique,
                nom,
                montants=montants,
                operation=code,
                execution=execution,
            )
        )
    return postes


def courant(sens: str, nature: str, fonction: str, service: str, politique: str, libelle: str, poids: float) -> Poste:
    """Une ligne récurrente qui prend sa part de l'enveloppe de son chapitre."""
    return Poste(sens, nature, fonction, service, politique, libelle, poids)
