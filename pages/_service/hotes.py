"""La porte : un hôte ou une origine qui ne sont pas les nôtres n'atteignent jamais Streamlit.

Streamlit, lui, accepte tout nom d'hôte, et cherche au dehors l'adresse publique de la machine pour juger une origine.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.reglages import reglages
from pages._service.phrases import CHEMIN_FERME, HOTE_ETRANGER, ORIGINE_ETRANGERE

PORTS = {"http": 80, "https": 443}
FERMES = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Ce que Streamlit ouvre à tous et dont personne ici ne se sert : ses mesures internes, sa commande par un programme,
un passage gratuit."""
REFUS_DE_PRISE = 1008


class Hotes:
    """Refuse une requête ou une prise dont l'hôte ou l'origine sont étrangers, et les chemins fermés."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passe ce qui est à nous ; répond au reste sans rien lire, ni chercher."""
        if scope["type"] not in {"http", "websocket"} or (refus := _refus(scope)) is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": REFUS_DE_PRISE, "reason": ""})
        else:
            statut, phrase = refus
            await PlainTextResponse(phrase, statut)(scope, receive, send)


def _refus(scope: Scope) -> tuple[int, str] | None:
    """Le statut et la phrase d'un refus ; nul si la requête est à nous."""
    en_tetes = Headers(scope=scope)
    hotes, origines = en_tetes.getlist("host"), en_tetes.getlist("origin")
    if len(hotes) != 1 or not hote_admis(hotes[0]):
        return 421, HOTE_ETRANGER
    if len(origines) > 1 or (origines and not origine_admise(origines[0], hotes[0])):
        return 403, ORIGINE_ETRANGERE
    if any(f"{ferme}/" in f"{scope['path']}/" for ferme in FERMES):
        return 404, CHEMIN_FERME
    return None


def hote_admis(hote: str) -> bool:
    """Vrai si l'en-tête `Host` nomme ce poste ou un nom du réglage `COMPTES_HOTES`, quel que soit le port."""
    lu = _decouper(f"//{hote}")
    return lu is not None and lu[0] in reglages().hotes_admis


def origine_admise(origine: str, hote: str) -> bool:
    """Vrai si l'en-tête `Origin` est la page servie par cet hôte même : même nom, même port."""
    schema = origine.partition(":")[0].lower()
    if schema not in PORTS:
        return False
    d_ou, ici = _decouper(origine), _decouper(f"//{hote}")
    if d_ou is None or ici is None:
        return False
    return d_ou[0] == ici[0] and (d_ou[1] or PORTS[schema]) == (ici[1] or PORTS[schema])


def _decouper(adresse: str) -> tuple[str, int | None] | None:
    """Le nom en minuscules et le port d'une adresse sans chemin ; nul si elle porte autre chose."""
    try:
        lue = urlsplit(adresse)
        port = lue.port
    except ValueError:
        return None
    if not lue.hostname or "@" in lue.netloc or lue.path or lue.query or lue.fragment:
        return None
    return lue.hostname.rstrip("."), port
