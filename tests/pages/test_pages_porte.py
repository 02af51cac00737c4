"""La porte du service : hôtes, origines, messages et dépôts étrangers n'atteignent jamais Streamlit."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import net_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from pages._importer import depot
from pages._service import depots, hotes
from pages._service.depots import FICHIERS_PAR_SESSION, OCTETS_DEPOSABLES, OCTETS_EN_TOUT, Depots, Retenus
from pages._service.hotes import Hotes, hote_admis, origine_admise
from pages._service.prise import ADMIS, Prise, permis
from tests.pages.test_pages_serveur import DEPOT, demander

NOTRES = ["127.0.0.1:8501", "localhost", "LOCALHOST:80", "localhost.", "[::1]:8501", "comptes.exemple.fr"]
ETRANGERS = [
    "pirate.exemple.org",
    "localhost.pirate.org",
    "pirate.org@localhost",
    "localhost/..",
    "localhost:99999",
    "localhost:a",
    "127.0.0.1.nip.io",
    "",
]


@pytest.fixture(autouse=True)
def _nom_public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_HOTES", " Comptes.Exemple.fr , autre.exemple.fr.")


@pytest.fixture(autouse=True)
def appels_sortants(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Les adresses publiques que quelqu'un voudrait chercher : aucune, jamais."""
    appels: list[str] = []
    monkeypatch.setattr(net_util, "_make_blocking_http_get", lambda url, timeout=5: appels.append(url))
    monkeypatch.setattr(net_util, "_external_ip", None)
    yield appels
    assert appels == []


@pytest.mark.parametrize("hote", NOTRES)
def test_nos_noms_sont_servis(hote: str) -> None:
    assert hote_admis(hote)
    assert demander("/_stcore/health", en_tetes={"host": hote})[2] == b"au fond"


@pytest.mark.parametrize("hote", ETRANGERS)
@pytest.mark.parametrize("chemin", ["/", "/_stcore/health", "/static/css/index.css", "/sante/pret", "/media/x"])
def test_un_hote_etranger_n_obtient_rien(hote: str, chemin: str) -> None:
    statut, en_tetes, corps = demander(chemin, en_tetes={"host": hote})
    assert statut == 421
    assert "COMPTES_HOTES" in corps.decode()
    assert en_tetes["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("origine", "hote", "admise"),
    [
        ("http://localhost:8501", "localhost:8501", True),
        ("https://comptes.exemple.fr", "comptes.exemple.fr", True),
        ("https://comptes.exemple.fr", "comptes.exemple.fr:443", True),
        ("https://COMPTES.exemple.fr:8443", "comptes.exemple.fr:8443", True),
        ("http://localhost:9999", "localhost:8501", False),
        ("https://pirate.org", "localhost:8501", False),
        ("https://pirate.org", "pirate.org", False),
        ("http://127.0.0.1:8501", "localhost:8501", False),
        ("null", "localhost:8501", False),
        ("file://localhost", "localhost", False),
        ("http://localhost:8501@pirate.org", "localhost:8501", False),
        ("http://localhost:8501/chemin", "localhost:8501", False),
        ("", "localhost", False),
    ],
)
def test_une_origine_est_la_page_que_sert_cet_hote(origine: str, hote: str, admise: bool) -> None:
    assert (hote_admis(hote) and origine_admise(origine, hote)) is admise
    assert ouvrir_une_prise({"host": hote, "origin": origine}) is admise
    statut = demander("/_stcore/health", en_tetes={"host": hote, "origin": origine})[0]
    assert (statut == 200) is admise


def ouvrir_une_prise(en_tetes: dict[str, str]) -> bool:
    """Vrai si la prise atteint l'application ; faux si elle est fermée avant."""
    atteinte: list[bool] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive, send
        atteinte.append(True)

    envoyes = servir(Hotes(application), en_tetes, [])
    assert bool(atteinte) == (envoyes == [])
    assert all(un == {"type": "websocket.close", "code": hotes.REFUS_DE_PRISE, "reason": ""} for un in envoyes)
    return bool(atteinte)


def servir(app: ASGIApp, en_tetes: dict[str, str], messages: list[Message]) -> list[Message]:
    """Ce que l'application envoie sur une prise qui reçoit ces messages."""
    envoyes: list[Message] = []
    attendus = iter(messages)

    async def recevoir() -> Message:
        return next(attendus)

    async def envoyer(message: Message) -> None:
        envoyes.append(message)

    entetes = [(nom.encode(), valeur.encode()) for nom, valeur in en_tetes.items()]
    portee: dict[str, Any] = {"type": "websocket", "path": "/_stcore/stream", "headers": entetes}
    asyncio.run(app(portee, recevoir, envoyer))
    return envoyes


@pytest.mark.parametrize(
    "en_tetes", [{}, {"host": "pirate.org"}, {"host": "pirate.org", "origin": "http://pirate.org"}]
)
def test_une_prise_au_nom_d_un_autre_est_fermee(en_tetes: dict[str, str]) -> None:
    assert ouvrir_une_prise(en_tetes) is False


def test_une_prise_sans_origine_passe_un_programme_n_en_a_pas() -> None:
    assert ouvrir_une_prise({"host": "localhost"}) is True


@pytest.mark.parametrize(
    "chemin",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/comptes/_stcore/metrics",
        "/_stcore/agent/mcp",
        "/_stcore/agent/interact",
    ],
)
def test_ce_qui_ne_sert_a_personne_est_ferme(chemin: str) -> None:
    assert demander(chemin)[0] == 404


# Les messages


def message(sorte: str) -> bytes:
    """Un message de cette sorte, tel que l'envoie un navigateur."""
    un = BackMsg()
    champ = BackMsg.DESCRIPTOR.fields_by_name[sorte]
    if champ.message_type is None:
        setattr(un, sorte, True if champ.cpp_type == champ.CPPTYPE_BOOL else "x")
    else:
        getattr(un, sorte).SetInParent()
    return un.SerializeToString()


SORTES = [champ.name for champ in BackMsg.DESCRIPTOR.fields if champ.containing_oneof]


@pytest.mark.parametrize("sorte", SORTES)
def test_seuls_passent_les_messages_qui_ne_touchent_que_leur_session(sorte: str) -> None:
    """La liste suit la version installée : un message nouveau reste dehors tant qu'il n'est pas lu."""
    assert permis(message(sorte)) is (sorte in ADMIS - {"backend_operation_request"})


@pytest.mark.parametrize(
    ("operation", "attendu"),
    [("deferred_file", True), ("dataframe_chunk", True), ("install_skills", False), ("dismiss_skills_nudge", False)],
)
def test_une_session_ne_fait_rien_installer(operation: str, attendu: bool) -> None:
    un = BackMsg()
    getattr(un.backend_operation_request, operation).SetInParent()
    assert permis(un.SerializeToString()) is attendu


def test_un_message_interdit_est_oublie_et_le_suivant_arrive() -> None:
    recus: list[Message] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, send
        while (recu := await receive())["type"] != "websocket.disconnect":
            recus.append(recu)

    vider, utile = message("clear_cache"), message("rerun_script")
    courant = [{"type": "websocket.connect"}]
    courant += [{"type": "websocket.receive", "bytes": octets} for octets in (vider, utile, vider, vider, utile)]
    servir(Prise(application), {"host": "localhost"}, [*courant, {"type": "websocket.disconnect"}])
    assert [un.get("bytes") for un in recus] == [None, utile, utile]


def test_ce_qui_n_est_pas_un_message_va_a_streamlit_qui_ferme() -> None:
    assert permis(b"\xff\xff\xff")


# Les dépôts


def test_une_session_ne_retient_que_quelques_fichiers(monkeypatch: pytest.MonkeyPatch) -> None:
    tenus: set[tuple[str, str]] = set()
    monkeypatch.setattr(depots, "garde", lambda session, fichier: (session, fichier) in tenus)
    retenus = Retenus()
    for rang in range(60):
        un = ("une", str(rang))
        accepte = retenus.reserver(un, 20_000_000)
        assert accepte is (rang < FICHIERS_PAR_SESSION)
        if accepte:
            tenus.add(un)
            retenus.arriver(un)
    assert retenus.reserver(("autre", "1"), 20_000_000), "une autre session a sa place"
    tenus.clear()
    assert retenus.reserver(("une", "60"), 20_000_000), "l'écran a rangé les fichiers : leur place est rendue"


def test_toutes_les_sessions_ensemble_ont_une_borne(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(depots, "garde", lambda session, fichier: True)
    retenus, acceptes = Retenus(), 0
    for rang in range(100):
        acceptes += retenus.reserver((f"session {rang}", "1"), OCTETS_DEPOSABLES)
    assert acceptes * OCTETS_DEPOSABLES == OCTETS_EN_TOUT


def test_un_depot_refuse_par_streamlit_ne_compte_plus() -> None:
    retenus = Retenus()
    for rang in range(10):
        assert retenus.reserver(("une", str(rang)), 1000)
        retenus.arriver(("une", str(rang)))


def test_le_meme_fichier_deux_fois_a_la_fois_n_en_fait_qu_un() -> None:
    retenus = Retenus()
    assert retenus.reserver(("une", "1"), 1000)
    assert not retenus.reserver(("une", "1"), 1000)


def test_un_corps_plus_long_qu_annonce_est_coupe() -> None:
    lus: list[str] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        del scope, send
        lus.extend([(await receive())["type"] for _ in range(3)])

    async def recevoir() -> Message:
        return {"type": "http.request", "body": b"x" * 600, "more_body": True}

    async def envoyer(un: Message) -> None:
        del un

    portee = {"type": "http", "method": "PUT", "path": DEPOT, "headers": [(b"content-length", b"1000")]}
    asyncio.run(Depots(application)(portee, recevoir, envoyer))
    assert lus == ["http.request", "http.disconnect", "http.disconnect"]


def test_le_fichier_range_ne_reste_pas_en_memoire(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranger, c'est aussi rendre sa place au dépôt suivant."""
    gerant = MemoryUploadedFileManager("/depots")
    recu = UploadedFileRec("1", "export.csv", "text/csv", b"x" * 1000)
    gerant.add_file("une", recu)
    monkeypatch.setattr(
        depot, "get_script_run_ctx", lambda: SimpleNamespace(session_id="une", uploaded_file_mgr=gerant)
    )
    depot._liberer(UploadedFile(recu, FileURLs()))
    assert gerant.get_files("une", ["1"]) == []
