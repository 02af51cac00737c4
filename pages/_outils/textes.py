"""Le texte venu d'ailleurs (noms, libellés, fichiers) ne devient jamais du markdown : une seule fonction l'échappe."""

from __future__ import annotations

import re

from core.format_fr import typographier

_RETOURS = re.compile(r"[\r\n\t\f\v]+")
_LIEN = re.compile(r"http(?=s?:)|www(?=\.)|@", re.IGNORECASE)
SANS_LIEN = "\u2060"
"""Un trait d'union invisible : glissé dans une adresse, il la laisse lire et ôte ce qui en ferait un lien."""
_SPECIAUX = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=@/])")


def echapper(texte: str) -> str:
    """Rend un texte inerte dans un élément markdown de Streamlit : ni lien, ni image, ni couleur, ni formule.

    Le deux-points est échappé aussi (`:red[…]`, `:material/…:`) et le dollar (formules) ; les retours deviennent
    des espaces ; la typographie (apostrophes, espaces insécables) est posée au passage. Une adresse web ou de courriel
    reste du texte : le markdown relie même celles dont les signes sont échappés.
    """
    return _SPECIAUX.sub(r"\\\1", _LIEN.sub(rf"\g<0>{SANS_LIEN}", typographier(_RETOURS.sub(" ", texte))))
