"""Les messages d'un navigateur : seuls passent ceux qui ne touchent que sa propre session."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

ADMIS = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"})
"""Restent dehors : vider les caches du processus, interroger git, recharger à chaque écriture, arrêter le service."""
OPERATIONS_ADMISES = frozenset({"deferred_file", "dataframe_chunk"})
"""Restent dehors : installer des fichiers à côté de l'application, régler l'invite qui le propose."""


class Prise:
    """Lit chaque message avant Streamlit et oublie ceux qui ne sont pas permis."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passe la prise, son courant filtré."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def recevoir() -> Message:
            while True:
                message = await receive()
                octets = message.get("bytes") if message["type"] == "websocket.receive" else None
                if octets is None or permis(octets):
                    return message

        await self.app(scope, recevoir, send)


def permis(octets: bytes) -> bool:
    """Vrai pour un message permis, et pour ce qui n'est pas un message : Streamlit ferme alors la prise."""
    try:
        recu = BackMsg.FromString(octets)
    except Exception:  # noqa: BLE001 - protobuf lève une erreur à lui, sans types
        return True
    sorte = recu.WhichOneof("type")
    if sorte == "backend_operation_request":
        return recu.backend_operation_request.WhichOneof("payload") in OPERATIONS_ADMISES
    return sorte in ADMIS
