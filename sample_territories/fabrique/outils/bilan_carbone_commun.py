"""Ce que les bilans d'exemple partagent : les prix de l'énergie, les achats par ratio monétaire, les trajets payés."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.outils.bilan_carbone import (
    EXERCICES,
    Famille,
    Flux,
    au_prix,
    en_milliers_hors_taxes,
    payes,
    type_trois,
)
from sample_territories.fabrique.outils.lignes import Ligne

# Prix d'exemple, toutes taxes comprises : €/kWh, €/L, €/m³, €/passager.km, €/véhicule.km, €/nuit.
ELECTRICITE = dict(zip(EXERCICES, (0.212, 0.258, 0.246), strict=True))
GAZ = dict(zip(EXERCICES, (0.082, 0.104, 0.099), strict=True))
GRANULES = dict(zip(EXERCICES, (0.074, 0.083, 0.078), strict=True))
FIOUL = dict(zip(EXERCICES, (1.42, 1.24, 1.19), strict=True))
CHALEUR = dict(zip(EXERCICES, (0.098, 0.112, 0.108), strict=True))
GAZOLE = dict(zip(EXERCICES, (1.84, 1.81, 1.71), strict=True))
ESSENCE = dict(zip(EXERCICES, (1.81, 1.86, 1.79), strict=True))
EAU = dict(zip(EXERCICES, (3.9, 4.05, 4.2), strict=True))
TRAIN = dict.fromkeys(EXERCICES, 0.17)
INDEMNITE_KM = dict.fromkeys(EXERCICES, 0.46)
NUITEE = dict.fromkeys(EXERCICES, 98.0)
type_parts = dict[str, tuple[type_trois, type_trois, type_trois]]

_ACHATS = (
    ("Fournitures et petit équipement", "m_fournitures", "60631;60632;60633;60628;60624;6067;6068", "4.1"),
    ("Fournitures de bureau", "m_consommables", "6064", "4.1"),
    ("Vêtements de travail", "m_textiles", "60636", "4.1"),
    ("Livres et disques", "m_edition", "6065;6182", "4.1"),
    ("Maintenance et réparations", "m_reparation", "6156;61551;61558", "4.5"),
    ("Entretien des bâtiments, voiries et terrains", "m_travaux", "61521;615221;615231;615232;61524", "4.5"),
    ("Prestations de services", "m_services", "611;6188;6282;6283;6288;6281", "4.5"),
    ("Études, honoraires et contentieux", "m_juridique", "617;62268;6227", "4.5"),
    ("Imprimés et communication", "m_edition", "6231;6233;6236;6238", "4.5"),
    ("Fêtes et réceptions", "m_resto", "6232", "4.5"),
    ("Formation", "m_formation", "6184", "4.5"),
    ("Télécommunications", "m_telecom", "6262", "4.5"),
    ("Affranchissement", "m_poste", "6261", "4.5"),
    ("Logiciels en nuage", "m_it", "65811", "4.5"),
    ("Transports de biens", "m_transport", "6241", "3.1"),
    ("Transports de personnes achetés", "m_transport", "6245;6247", "3.4"),
    ("Locations de matériel", "m_machines", "61358", "4.4"),
)


def energie(lignes: Sequence[Ligne], familles: Sequence[Famille], chaleur: str, parts: type_parts) -> list[Flux]:
    """Électricité, chaleur de réseau et combustibles de chaque famille, déduits des factures.

    `parts` dit, par famille, ce que granulés et fioul pèsent dans les euros de combustibles ; le reste est du gaz.
    """
    flux: list[Flux] = []
    for x in familles:
        combustibles = payes(lignes, "60621", x.fonctions)
        _, granules, fioul = parts.get(x.nom, ((1, 1, 1), (0, 0, 0), (0, 0, 0)))
        gaz = tuple(1 - (g or 0) - (f or 0) for g, f in zip(granules, fioul, strict=True))
        for nom, code, unite, nature, quantites in (
            ("Électricité", "elec_fr_2022", "kWh", "60612", au_prix(payes(lignes, "60612", x.fonctions), ELECTRICITE)),
            ("Chaleur du réseau", chaleur, "kWh", "60613", au_prix(payes(lignes, "60613", x.fonctions), CHALEUR)),
            ("Gaz de chauffage", "gaz_nat_kwh", "kWh", "60621", au_prix(combustibles, GAZ, (gaz[0], gaz[1], gaz[2]))),
            ("Granulés de bois", "granules_kwh", "kWh", "60621", au_prix(combustibles, GRANULES, granules)),
            ("Fioul domestique", "fioul_l", "L", "60621", au_prix(combustibles, FIOUL, fioul, 10)),
        ):
            if any(quantites):
                flux.append(
                    Flux(
                        x.nom,
                        nom,
                        code,
                        unite,
                        quantites,
                        x.service,
                        nature,
                        None,
                        "55545",
                        "Factures et relevés de compteurs",
                    )
                )
    return flux


def carburants(
    lignes: Sequence[Ligne], service: str, part_essence: float, fonctions: str = "*", activite: str = "Véhicules"
) -> list[Flux]:
    """Les litres de gazole et d'essence des cartes de carburant."""
    euros = payes(lignes, "60622", fonctions)
    parts = [(1 - part_essence,) * 3, (part_essence,) * 3]
    return [
        Flux(
            activite,
            nom,
            code,
            "L",
            au_prix(euros, prix, part, 10),
            service,
            "60622",
            None,
            "55555",
            "Cartes de carburant",
        )
        for (nom, code, prix), part in zip(
            (("Gazole", "gazole_l", GAZOLE), ("Essence", "essence_l", ESSENCE)), parts, strict=True
        )
        if part[0]
    ]


def deplacements(lignes: Sequence[Ligne], service: str) -> list[Flux]:
    """Trains, voitures et nuits d'hôtel des missions, déduits du compte 6251 : 45 %, 35 % et 20 % de ses euros."""
    euros = payes(lignes, "6251")
    source = "Notes de frais ventilées par sondage"
    return [
        Flux(
            "Missions des agents",
            "Train",
            "train_gl_2019",
            "passager.km",
            au_prix(euros, TRAIN, (0.45, 0.45, 0.45)),
            service,
            "6251",
            None,
            "43434",
            source,
            "3.5",
        ),
        Flux(
            "Missions des agents",
            "Voiture personnelle",
            "voit_gazole",
            "véhicule.km",
            au_prix(euros, INDEMNITE_KM, (0.35, 0.35, 0.35)),
            service,
            "6251",
            None,
            "43434",
            source,
            "3.5",
        ),
        Flux(
            "Missions des agents",
            "Nuits d'hôtel",
            "nuit_hotel",
            "nuit",
            au_prix(euros, NUITEE, (0.2, 0.2, 0.2), 1),
            service,
            "6251",
            None,
            "43434",
            source,
            "3.5",
        ),
    ]


def achats(lignes: Sequence[Ligne], service: str, services: str = "*", budget: str = "principal") -> list[Flux]:
    """Les achats sans quantité connue, en milliers d'euros hors taxes, par famille de ratio."""
    flux = []
    for nom, code, natures, poste in _ACHATS:
        quantites = en_milliers_hors_taxes(payes(lignes, natures, services=services, budget=budget))
        if any(quantites):
            flux.append(
                Flux(
                    "Achats",
                    nom,
                    code,
                    "k€",
                    quantites,
                    service,
                    natures if ";" not in natures else None,
                    None,
                    "32324",
                    "Compte administratif, hors taxes",
                    poste,
                )
            )
    return flux


def eau(lignes: Sequence[Ligne], service: str) -> list[Flux]:
    """L'eau des bâtiments, déduite du compte 60611."""
    return [
        Flux(
            "Bâtiments",
            "Eau du robinet",
            "eau_robinet",
            "m³",
            au_prix(payes(lignes, "60611"), EAU, pas=10),
            service,
            "60611",
            None,
            "44545",
            "Factures d'eau",
            "4.1",
        )
    ]


def subventions(lignes: Sequence[Ligne], service: str) -> list[Flux]:
    """Les activités que les subventions aux associations et aux établissements font vivre ; elles ne portent pas de
    taxe."""
    euros = payes(lignes, "65748;657382", budget="principal")
    return [
        Flux(
            "Activités subventionnées",
            "Subventions versées",
            "m_asso",
            "k€",
            au_prix(euros, dict.fromkeys(EXERCICES, 1000), pas=1),
            service,
            None,
            None,
            "22323",
            "Compte administratif",
            "4.5",
        )
    ]
