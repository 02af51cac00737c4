"""Les fichiers déposés : refusés avant d'être lus s'ils sont trop lourds, trop nombreux, ou de qui ne peut rien
importer.

Streamlit garde en mémoire tout fichier déposé jusqu'à la fin de la session, sans en borner le nombre.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime

from core.acces import DROITS, Action
from core.reglages import reglages
from pages._service.phrases import DEPOT_INTERDIT, TAILLE_INCONNUE, TROP_DE_DEPOTS, TROP_LOURD

CHEMIN = "/_stcore/upload_file/"
OCTETS_DEPOSABLES = 21 * 1024 * 1024
"""Un fichier de 20 Mo et l'enveloppe du formulaire."""
FICHIERS_PAR_SESSION = 2
"""Celui que l'on dépose et celui qu'il remplace : l'écran Import en libère la mémoire dès qu'il l'a rangé."""
OCTETS_EN_TOUT = 12 * OCTETS_DEPOSABLES
"""Toutes sessions ensemble : ce que douze personnes déposent au même instant."""


@dataclass
class Retenus:
    """Ce que chaque session a en mémoire ou en route : (session, fichier) → octets annoncés."""

    octets: dict[tuple[str, str], int] = field(default_factory=dict)
    en_route: set[tuple[str, str]] = field(default_factory=set)

    def reserver(self, depot: tuple[str, str], octets: int) -> bool:
        """Fait sa place à un dépôt ; faux, et rien ne change, s'il en est déjà trop."""
        self.oublier_les_liberes()
        autres = [un for un in self.octets if un != depot]
        siens = [un for un in autres if un[0] == depot[0]]
        deja_en_route = depot in self.en_route
        if deja_en_route or len(siens) >= FICHIERS_PAR_SESSION:
            return False
        if sum(self.octets[un] for un in autres) + octets > OCTETS_EN_TOUT:
            return False
        self.octets[depot] = octets
        self.en_route.add(depot)
        return True

    def arriver(self, depot: tuple[str, str]) -> None:
        """Le dépôt n'est plus en route : reçu, il compte tant que Streamlit le garde ; refusé, il ne compte plus."""
        self.en_route.discard(depot)

    def oublier_les_liberes(self) -> None:
        """Retire les fichiers que Streamlit n'a plus : rangés par l'écran, retirés par la personne, session finie."""
        for depot in [un for un in self.octets if un not in self.en_route and not garde(*un)]:
            del self.octets[depot]


def garde(session: str, fichier: str) -> bool:
    """Vrai si Streamlit tient encore ce fichier en mémoire."""
    return runtime.exists() and bool(runtime.get_instance().uploaded_file_mgr.get_files(session, [fichier]))


class Depots:
    """Compte et borne les dépôts avant que Streamlit ne les garde en mémoire."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.retenus = Retenus()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Laisse passer tout ce qui n'est pas un dépôt ; un corps plus long que sa taille annoncée est coupé."""
        if scope["type"] != "http" or CHEMIN not in scope["path"] or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        annonce = Headers(scope=scope).get("content-length", "")
        if refus := _refus(annonce):
            await PlainTextResponse(refus[1], refus[0])(scope, receive, send)
            return
        session, _, fichier = scope["path"].partition(CHEMIN)[2].partition("/")
        depot = (session, fichier)
        if not self.retenus.reserver(depot, int(annonce)):
            await PlainTextResponse(TROP_DE_DEPOTS, 429)(scope, receive, send)
            return
        try:
            await self.app(scope, _borner(receive, int(annonce)), send)
        finally:
            self.retenus.arriver(depot)


def _refus(annonce: str) -> tuple[int, str] | None:
    """Le statut et la phrase d'un dépôt refusé à sa seule annonce ; nul s'il peut être lu."""
    if Action.IMPORTER not in DROITS[reglages().role]:
        return 403, DEPOT_INTERDIT
    if not annonce.isdecimal():
        return 411, TAILLE_INCONNUE
    if len(annonce) > len(str(OCTETS_DEPOSABLES)) or int(annonce) > OCTETS_DEPOSABLES:
        return 413, TROP_LOURD
    return None


def _borner(recevoir: Receive, octets: int) -> Receive:
    """Le même courant, dit fini dès que la taille annoncée est passée."""
    recus = 0

    async def borne() -> Message:
        nonlocal recus
        message = await recevoir()
        recus += len(message.get("body", b""))
        return message if recus <= octets else {"type": "http.disconnect"}

    return borne
