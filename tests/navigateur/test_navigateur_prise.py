"""La prise du vrai service, sans navigateur : qui y entre, et ce que reçoit une page dont la session est morte."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages._service.phrases import RETABLIE
from tests.navigateur.visiteur import passer

pytestmark = pytest.mark.navigateur
ADRESSE = "territoire=ville-orsevaux&exercice=2024"


def flux(adresse: str) -> str:
    return adresse.replace("http://", "ws://") + "/_stcore/stream"


def premier_passage(adresse: str, *sous_protocole: str) -> list[ForwardMsg]:
    """Tout ce que reçoit un navigateur qui se présente ainsi, jusqu'à la fin de son premier passage."""
    recus: list[ForwardMsg] = []
    with connect(flux(adresse), subprotocols=sous_protocole, max_size=None) as prise:  # type: ignore[arg-type]
        demande = BackMsg()
        demande.rerun_script.query_string = ADRESSE
        prise.send(demande.SerializeToString())
        while not recus or recus[-1].WhichOneof("type") != "script_finished":
            recus.append(ForwardMsg.FromString(bytes(prise.recv(timeout=120))))
    return recus


def annonces(recus: list[ForwardMsg]) -> list[str]:
    return [un.delta.new_element.toast.body for un in recus if un.delta.new_element.WhichOneof("type") == "toast"]


def test_une_page_dont_la_session_est_morte_le_dit(adresse: str) -> None:
    assert annonces(premier_passage(adresse, "streamlit", "jeton", "session-d-un-processus-mort")) == [RETABLIE]


def test_une_premiere_visite_n_a_rien_perdu_et_saura_demander_un_passage_en_se_reconnectant(adresse: str) -> None:
    recus = premier_passage(adresse, "streamlit")
    assert annonces(recus) == []
    intervalles = [un.auto_rerun.interval for un in recus if un.WhichOneof("type") == "auto_rerun"]
    assert len(intervalles) == 1, "sans minuteur, Streamlit laisse à l'écran la page de la session morte"
    assert 86_400 < intervalles[0] < 2**31 / 1000, "au-delà, un navigateur déborde et sonne sans cesse"


@pytest.mark.parametrize("nom", ["127.0.0.1", "pirate.example"])
def test_un_etranger_n_ouvre_pas_de_prise(adresse: str, nom: str) -> None:
    """Une page visitée ailleurs, ou un nom étranger qui mène à ce poste : l'origine et l'hôte y sont alors égaux."""
    hote = urlsplit(adresse)
    with socket.create_connection((hote.hostname, hote.port or 80)) as ligne, pytest.raises(InvalidStatus) as refus:
        connect(
            f"ws://{nom}:{hote.port}/_stcore/stream",
            sock=ligne,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=f"http://pirate.example:{hote.port}",  # type: ignore[arg-type]
        )
    assert refus.value.response.status_code == 403


def test_vider_les_caches_n_a_pas_d_effet_et_ne_coupe_pas_la_visite(adresse: str) -> None:
    vider = BackMsg(clear_cache=True)
    with connect(flux(adresse), subprotocols=["streamlit"], max_size=None) as prise:  # type: ignore[list-item]
        prise.send(vider.SerializeToString())
        assert passer(prise, ADRESSE, delai=120).erreurs == []


@pytest.mark.parametrize(
    ("chemin", "statut"),
    [("/sante/vivant", 200), ("/sante/pret", 200), ("/_stcore/metrics", 404), ("/_stcore/agent/openapi.json", 404)],
)
def test_ce_qui_est_ouvert_et_ce_qui_est_ferme(adresse: str, chemin: str, statut: int) -> None:
    try:
        with urllib.request.urlopen(adresse + chemin, timeout=60) as reponse:
            assert reponse.status == statut
    except urllib.error.HTTPError as refus:
        assert refus.code == statut
