"""Les postes d'un bilan que personne n'alimente : sans objet, et dits tels, ou attendus et non renseignés."""

from __future__ import annotations

from sample_territories.fabrique.outils.bilan_carbone import SANS_OBJET, Flux

_SANS_OBJET = {
    "1.2": ("Carburant de véhicules", "gazole_l", "L"),
    "1.3": ("Gaz de procédés", "n2o", "kg"),
    "1.5": ("Sols artificialisés ou défrichés", "bois_stere", "stère"),
    "2.2": ("Chaleur ou froid de réseau", "rcu_moyen", "kWh"),
    "3.2": ("Livraison de biens vendus", "fret_vul", "t.km"),
    "4.2": ("Biens immobilisés", "mobilier_t", "t"),
    "5.1": ("Énergie des produits vendus", "elec_fr_2022", "kWh"),
    "5.2": ("Énergie des biens donnés en location", "elec_fr_2022", "kWh"),
    "5.3": ("Déchets des produits vendus", "om", "t"),
    "5.4": ("Participations et placements", "m_assurance", "k€"),
    "6.1": ("Autres émissions", "m_assurance", "k€"),
}


def sans_objet(service: str, raisons: dict[str, str]) -> list[Flux]:
    """Un flux de quantité 0 par poste sans objet : un zéro affirmé, avec sa raison, n'est pas une donnée absente."""
    return [
        Flux(
            SANS_OBJET,
            nom,
            facteur,
            unite,
            (0.0, 0.0, 0.0),
            service,
            None,
            None,
            "55555",
            f"Sans objet : {raison}",
            poste,
        )
        for poste, raison in raisons.items()
        for nom, facteur, unite in (_SANS_OBJET[poste],)
    ]


def attendu(
    activite: str, flux: str, unite: str, poste: str, service: str, raison: str, facteur: str | None = None
) -> Flux:
    """Un flux que l'on sait exister et que personne n'a compté : sa quantité reste vide, `raison` dit pourquoi."""
    return Flux(activite, flux, facteur, unite, (None, None, None), service, None, None, "", raison, poste)


def loues(activite: str, quantites: tuple[float, float, float], service: str, source: str) -> Flux:
    """Le gaz que brûlent les locataires de nos bâtiments : poste 5.2, estimé."""
    return Flux(
        activite,
        "Gaz des locataires",
        "gaz_nat_kwh",
        "kWh",
        quantites,
        service,
        None,
        None,
        "23333",
        source,
        "5.2",
        "non_exploite",
    )
