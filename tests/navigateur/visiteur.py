"""Un visiteur sans navigateur : il parle le protocole de Streamlit et compte les erreurs qu'on lui montre."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect


@dataclass
class Visite:
    """Ce qu'un visiteur a reçu : durée jusqu'à la fin du premier rendu, textes d'erreur, nombre d'éléments, et chaque
    élément tel quel, à sa place."""

    secondes: float = 0.0
    erreurs: list[str] = field(default_factory=list)
    elements: int = 0
    contenu: dict[tuple[int, ...], bytes] = field(default_factory=dict)


def visiter(adresse: str, parametres: str = "", delai: float = 60) -> Visite:
    """Ouvre une session, demande le premier rendu et attend sa fin."""
    debut = time.monotonic()
    with ouvrir_une_prise(adresse, delai) as prise:
        visite = passer(prise, parametres, delai=delai)
    visite.secondes = time.monotonic() - debut
    return visite


def ouvrir_une_prise(adresse: str, delai: float = 60) -> ClientConnection:
    """Une connexion au flux de Streamlit, sans rien demander encore."""
    flux = adresse.replace("http://", "ws://") + "/_stcore/stream"
    return connect(flux, subprotocols=["streamlit"], max_size=None, open_timeout=delai)  # type: ignore[list-item]


def passer(prise: ClientConnection, parametres: str, ecran: str = "", delai: float = 60) -> Visite:
    """Demande une adresse sur une connexion ouverte et attend la fin du passage."""
    visite, debut = Visite(), time.monotonic()
    demande = BackMsg()
    demande.rerun_script.query_string = parametres
    demande.rerun_script.page_name = ecran
    prise.send(demande.SerializeToString())
    while True:
        recu = ForwardMsg()
        recu.ParseFromString(bytes(prise.recv(timeout=delai)))
        sorte = recu.WhichOneof("type")
        if sorte == "delta" and recu.delta.WhichOneof("type") == "new_element":
            visite.elements += 1
            visite.erreurs += erreur_montree(recu.delta.new_element)
            place = tuple(recu.metadata.delta_path)
            visite.contenu[place] = tel_quel(recu.delta.new_element)
        elif sorte == "script_finished":
            if recu.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                visite.erreurs.append(ForwardMsg.ScriptFinishedStatus.Name(recu.script_finished))
            visite.secondes = time.monotonic() - debut
            return visite


def tel_quel(element: Element) -> bytes:
    """Ce que l'élément montre, sans le numéro que chaque session tire pour un fichier à fabriquer plus tard."""
    if element.WhichOneof("type") == "download_button":
        element.download_button.deferred_file_id = ""
    return element.SerializeToString(deterministic=True)


def erreur_montree(element: Element) -> list[str]:
    """Le texte d'un élément qui annonce une panne : une trace, ou une alerte rouge."""
    if element.WhichOneof("type") == "exception":
        return [element.exception.message]
    if element.WhichOneof("type") == "alert" and element.alert.format == Alert.ERROR:
        return [element.alert.body]
    return []


def foule(adresse: str, nombre: int, parametres: str = "") -> list[Visite]:
    """Plusieurs visiteurs au même instant ; une connexion perdue compte comme une erreur."""
    visites = [Visite() for _ in range(nombre)]
    depart = threading.Barrier(nombre)

    def entrer(rang: int) -> None:
        depart.wait()
        try:
            visites[rang] = visiter(adresse, parametres)
        except (OSError, TimeoutError, WebSocketException) as erreur:
            visites[rang].erreurs.append(repr(erreur))

    fils = [threading.Thread(target=entrer, args=(rang,)) for rang in range(nombre)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return visites
