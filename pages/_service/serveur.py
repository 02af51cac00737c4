"""Ce qui entoure Streamlit : en-têtes de sécurité, porte, messages permis, limite des dépôts, français, compression."""

from __future__ import annotations

import gzip
from base64 import b64encode
from hashlib import sha256
from re import DOTALL, findall

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._outils.style import FEUILLE
from pages._service.depots import Depots
from pages._service.hotes import Hotes
from pages._service.prise import Prise
from pages._service.traduction import DOSSIER_ICONES, DOSSIER_STATIQUE, page_en_francais, statique_compresse

UN_JOUR = "public, max-age=86400"

A_FIGURES = frozenset({"arbitrage", "bilan", "budget", "budget_genre", "budget_vert", "capitaux", "carbone", "climat"})
"""Les écrans qui montrent une figure plotly : eux seuls chargent d'avance son moteur (1,4 Mo)."""

_HTML = (DOSSIER_STATIQUE / "index.html").read_text(encoding="utf-8")
_PAGE = page_en_francais(_HTML, FEUILLE, figures=False)
_PAGE_COMPRESSEE = gzip.compress(_PAGE.encode(), mtime=0)
_PAGE_A_FIGURES = gzip.compress(page_en_francais(_HTML, FEUILLE, figures=True).encode(), mtime=0)
_SCRIPTS_DE_LA_PAGE = " ".join(
    f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
    for script in findall(r"<script>(.*?)</script>", _PAGE, flags=DOTALL)
)
EN_TETES = {
    "content-security-policy": "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' blob: {_SCRIPTS_DE_LA_PAGE}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
"""Streamlit pose ses styles en ligne (d'où 'unsafe-inline') et charge les composants depuis un blob."""

_RESERVES = ("/_stcore/", "/static/", "/media/", "/component/", "/auth/", "/oauth2callback")


_POLICE_D_ICONES = (DOSSIER_ICONES / "MaterialSymbols-Rounded.woff2").read_bytes()


class EnTetes:
    """Ajoute les en-têtes de sécurité à toute réponse."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passe la requête et complète la réponse."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def envoyer(message: Message) -> None:
            if message["type"] == "http.response.start":
                en_tetes = MutableHeaders(scope=message)
                for nom, valeur in EN_TETES.items():
                    en_tetes[nom] = valeur
            await send(message)

        await self.app(scope, receive, envoyer)


class Francais:
    """Sert la page et les fichiers de Streamlit, traduits et compressés une fois pour toutes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Répond pour la page, `/static/js`, `/static/css` et la police d'icônes ; passe le reste à Streamlit."""
        reponse = await self._reponse(scope) if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} else None
        await (reponse or self.app)(scope, receive, send)

    async def _reponse(self, scope: Scope) -> Response | None:
        chemin: str = scope["path"]
        compresse = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        if chemin.startswith(("/static/js/", "/static/css/")):
            contenu = await to_thread.run_sync(statique_compresse, chemin.removeprefix("/static/"))
            mime = "text/css" if chemin.endswith(".css") else "text/javascript"
            return None if contenu is None else _repondre(contenu, mime, UN_JOUR, compresse)
        if chemin.startswith("/static/media/MaterialSymbols-Rounded."):
            return Response(_POLICE_D_ICONES, headers={"cache-control": UN_JOUR}, media_type="font/woff2")
        derniere = chemin.rsplit("/", 1)[-1]
        if chemin.startswith(_RESERVES) or "." in derniere or chemin.count("/") > 1:
            return None
        page = _PAGE_A_FIGURES if derniere in A_FIGURES else _PAGE_COMPRESSEE
        return _repondre(page, "text/html", "no-cache", compresse)


def _repondre(contenu: bytes, mime: str, duree: str, compresse: bool) -> Response:
    en_tetes = {"cache-control": duree, "vary": "Accept-Encoding"}
    if compresse:
        en_tetes["content-encoding"] = "gzip"
    return Response(contenu if compresse else gzip.decompress(contenu), headers=en_tetes, media_type=mime)


INTERMEDIAIRES = [Middleware(un) for un in (EnTetes, Hotes, Prise, Depots, Francais)]
