"""Le texte venu d'ailleurs (noms, libellés, fichiers) ne devient jamais du markdown : une seule fonction l'échappe."""

from __future__ import annotations

import re

_RETOURS = re.compile(r"[\r\n\t\f\v]+")
_FERMANTS = re.compile(r" (?=[;:?!»%€])")
_OUVRANTS = re.compile(r"(?<=«) ")
_SPECIAUX = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>$:&^=@/])")


def echapper(texte: str) -> str:
    """Rend un texte inerte dans un élément markdown de Streamlit : ni lien, ni image, ni couleur, ni formule.

    Le deux-points est échappé aussi (`:red[…]`, `:material/…:`) et le dollar (formules) ; les retours deviennent
    des espaces ; les espaces insécables restent, et celles qui manquent avant une ponctuation double sont posées.
    """
    lie = _FERMANTS.sub("\u00a0", _OUVRANTS.sub("\u00a0", _RETOURS.sub(" ", texte)))
    return _SPECIAUX.sub(r"\\\1", lie)
