"""Des mouvements dans une adresse : un lien gardé dans un compte rendu rouvre le même arbitrage, sans l'avoir
enregistré."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from hashlib import blake2s
from urllib.parse import quote, unquote

from core.usages.arbitrage.modele import CLIMAT, LIGNE, OPERATION, POLITIQUE, PRESERVATION, ZERO, Depart, Mouvement

_LETTRES = {"l": LIGNE, "p": POLITIQUE, "o": OPERATION, "c": CLIMAT, "a": PRESERVATION}
_OBJETS = {objet: lettre for lettre, objet in _LETTRES.items()}
_SEPARE, _DANS = "*", ":"
BORNE = Decimal(10) ** 13
AUCUN = "aucun"
"""Ce que l'adresse porte quand on a tout retiré d'un scénario gardé."""


def ecrire(mouvements: Iterable[Mouvement]) -> str:
    """« c:tram:150000*p:Culture:-150000 » ; une ligne y est désignée par l'empreinte de sa signature."""
    return _SEPARE.join(
        _DANS.join(
            (
                _OBJETS[un.objet],
                empreinte(un.cible) if un.objet == LIGNE else quote(un.cible, safe=""),
                format(un.variation_eur.normalize(), "f"),
            )
        )
        for un in mouvements
        if un.variation_eur
    )


def lire(texte: str, depart: Depart) -> tuple[Mouvement, ...]:
    """Les mouvements d'une adresse ; un morceau qui ne se lit pas est laissé de côté, rien n'est cru sans être
    trouvé."""
    lus = [_mouvement(morceau, depart) for morceau in texte.split(_SEPARE) if morceau]
    return tuple(un for un in lus if un is not None)


def lisible(texte: str, depart: Depart) -> bool:
    """Vrai si chaque morceau de ces mouvements écrits se lit."""
    return all(_mouvement(morceau, depart) for morceau in texte.split(_SEPARE) if morceau)


def reunir(mouvements: Iterable[Mouvement]) -> tuple[Mouvement, ...]:
    """Un mouvement par levier, non nul, trié : le même arbitrage a toujours la même adresse."""
    variations: dict[tuple[str, str], Decimal] = {}
    for un in mouvements:
        variations[un.objet, un.cible] = variations.get((un.objet, un.cible), ZERO) + un.variation_eur
    return tuple(
        Mouvement(objet, cible, variation) for (objet, cible), variation in sorted(variations.items()) if variation
    )


def empreinte(signature: str) -> str:
    """Douze signes qui désignent une ligne."""
    return blake2s(signature.encode(), digest_size=6).hexdigest()


def _mouvement(morceau: str, depart: Depart) -> Mouvement | None:
    lettre, _, reste = morceau.partition(_DANS)
    cible, _, montant = reste.rpartition(_DANS)
    try:
        variation = Decimal(montant).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    objet = _LETTRES.get(lettre)
    if objet is None or not variation.is_finite() or abs(variation) > BORNE:
        return None
    trouvee = _signatures(depart).get(cible) if objet == LIGNE else unquote(cible)
    return Mouvement(objet, trouvee, variation) if trouvee else None


def _signatures(depart: Depart) -> Mapping[str, str]:
    return {empreinte(signature): signature for signature in depart.lignes["signature"].unique()}
