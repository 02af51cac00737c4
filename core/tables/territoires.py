"""Les terrains : tout le reste s'y rattache."""

from __future__ import annotations

from core.tables.declaration import Choix, Code, Colonne, Entier, Table, Texte

TYPES_TERRITOIRE = {
    "commune": "Commune",
    "epci": "EPCI",
    "departement": "Département",
    "region": "Région",
    "service": "Service",
    "organisation": "Organisation partenaire",
    "quartier": "Quartier",
    "evenement": "Évènement",
}

TERRITOIRES = Table(
    nom="territoires",
    titre="Territoires",
    question="De qui parlent ces chiffres ?",
    importable=False,
    colonnes=(
        Colonne("id", Code(), "Identifiant court, en minuscules et tirets", cle=True, exemple="ville-orsevaux"),
        Colonne("nom", Texte(), "Nom affiché", exemple="Ville d'Orsevaux"),
        Colonne("type", Choix(TYPES_TERRITOIRE), "Sorte de terrain", exemple="commune"),
        Colonne("population", Entier(0), "Population totale", requis=False, unite="hab.", exemple="42000"),
        Colonne("parent", Code("territoires.id"), "Terrain qui contient celui-ci", requis=False),
        Colonne("code_insee", Code(), "Code Insee de la commune", requis=False, exemple="01004"),
        Colonne("siren", Code(), "SIREN de la collectivité", requis=False),
        Colonne("fictif", Choix({"oui": "oui", "non": "non"}), "Territoire inventé pour l'exemple", requis=False),
    ),
)
