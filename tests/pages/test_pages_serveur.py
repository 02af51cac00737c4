"""Ce qui entoure Streamlit : page en français, compression, en-têtes, dépôts limités, pannes sans trace."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message

from core import vues
from pages._service import incident as _incident
from pages._service import veille as _veille
from pages._service.depots import OCTETS_DEPOSABLES
from pages._service.serveur import A_FIGURES, INTERMEDIAIRES
from pages._service.traduction import DOSSIER_STATIQUE
from tests.pages.visite import ECRANS, Ouvrir


def demander(
    chemin: str, methode: str = "GET", en_tetes: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """Une requête à travers nos couches, sur une application qui répond « au fond »."""
    app: ASGIApp = PlainTextResponse("au fond")
    for couche in reversed(INTERMEDIAIRES):
        app = couche.cls(app)
    recus: list[Message] = []

    async def envoyer(message: Message) -> None:
        recus.append(message)

    portes = {"host": "localhost"} | (en_tetes or {})
    portee: dict[str, Any] = {
        "type": "http",
        "method": methode,
        "path": chemin,
        "query_string": b"",
        "root_path": "",
        "headers": [(nom.lower().encode(), valeur.encode()) for nom, valeur in portes.items()],
    }
    asyncio.run(executer(app, portee, envoyer))
    debut = recus[0]
    corps = b"".join(message.get("body", b"") for message in recus[1:])
    return debut["status"], {nom.decode(): valeur.decode() for nom, valeur in debut["headers"]}, corps


async def executer(app: ASGIApp, portee: dict[str, Any], envoyer: Callable[[Message], Awaitable[None]]) -> None:
    async def recevoir() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    await app(portee, recevoir, envoyer)


@pytest.mark.parametrize("chemin", ["/", "/donut", "/importer"])
def test_la_page_est_en_francais(chemin: str) -> None:
    statut, en_tetes, corps = demander(chemin)
    page = corps.decode()
    assert statut == 200
    assert '<html lang="fr"' in page
    assert "<title>Comptes communs</title>" in page
    assert "need to enable JavaScript" not in page
    assert "service-desc" not in page
    assert en_tetes["cache-control"] == "no-cache"


def test_la_page_porte_la_feuille_de_style_entre_celles_de_streamlit_et_de_la_projection() -> None:
    page = demander("/arbitrage")[2].decode()
    feuille = page.index(".st-key-solde {")
    assert page.index("</head>") < feuille < page.index('<div id="root">')
    assert "font-size: 25.6px" not in page, "l'agrandissement ne vaut qu'en projection"


def test_le_moteur_des_figures_n_est_charge_d_avance_que_la_ou_il_sert() -> None:
    moteur = premier("js", "PlotlyChart")
    for ecran in {un.nom for un in vues.ECRANS} | {""}:
        assert (f'rel="modulepreload" href="./static/js/{moteur}"' in demander(f"/{ecran}")[2].decode()) == (
            ecran in A_FIGURES
        )


@pytest.mark.parametrize("ecran", ECRANS)
def test_un_ecran_a_figures_en_montre_une_et_les_autres_jamais(ecran: str, ouvrir: Ouvrir) -> None:
    page = ouvrir(ecran, territoire="ville-orsevaux", exercice="2024")
    assert bool(page.get("plotly_chart")) == (ecran in A_FIGURES)


def test_chaque_ecran_du_menu_est_prepare() -> None:
    assert set(_veille.ECRANS) == {un.nom for un in vues.ECRANS}


def test_la_page_et_les_scripts_sont_compresses_quand_le_navigateur_le_permet() -> None:
    for chemin in ("/", "/static/css/" + premier("css"), "/static/js/" + premier("js", "FileUploader")):
        _, en_tetes, petit = demander(chemin, en_tetes={"accept-encoding": "gzip, br"})
        _, sans, grand = demander(chemin)
        assert en_tetes["content-encoding"] == "gzip"
        assert "content-encoding" not in sans
        assert gzip.decompress(petit) == grand
        assert len(petit) < len(grand)


def premier(sorte: str, debut: str = "index") -> str:
    return next(iter((DOSSIER_STATIQUE / "static" / sorte).glob(f"{debut}.*"))).name


def test_le_texte_du_depot_est_francais_dans_le_fichier_servi() -> None:
    _, _, corps = demander("/static/js/" + premier("js", "FileUploader"))
    assert b"`Choisir un fichier`" in corps
    assert b"`Drag and drop a file here`" not in corps


@pytest.mark.parametrize(
    "chemin", ["/static/js/../../index.html", "/static/js/absent.js", "/static/js/..%2f..%2fapp.py"]
)
def test_rien_ne_sort_du_dossier_statique(chemin: str) -> None:
    assert demander(chemin)[2] == b"au fond"


@pytest.mark.parametrize("chemin", ["/_stcore/health", "/media/x", "/favicon.png", "/a/b"])
def test_le_reste_va_a_streamlit(chemin: str) -> None:
    assert demander(chemin)[2] == b"au fond"


@pytest.mark.parametrize("chemin", ["/", "/_stcore/health", "/static/css/index.css"])
def test_toute_reponse_porte_les_en_tetes_de_surete(chemin: str) -> None:
    _, en_tetes, _ = demander(chemin)
    assert en_tetes["x-content-type-options"] == "nosniff"
    assert en_tetes["referrer-policy"] == "no-referrer"
    politique = en_tetes["content-security-policy"]
    assert "frame-ancestors 'none'" in politique
    assert "default-src 'self'" in politique
    assert "http" not in politique
    scripts = next(regle for regle in politique.split("; ") if regle.startswith("script-src"))
    assert "unsafe" not in scripts


DEPOT = "/_stcore/upload_file/session/fichier"


def test_un_depot_trop_lourd_est_refuse_avant_d_etre_lu() -> None:
    assert demander(DEPOT, "PUT", {"content-length": str(OCTETS_DEPOSABLES + 1)})[0] == 413
    assert demander(DEPOT, "PUT", {"content-length": "9" * 30})[0] == 413


def test_un_depot_sans_taille_annoncee_est_refuse() -> None:
    assert demander(DEPOT, "PUT")[0] == 411
    assert demander(DEPOT, "PUT", {"content-length": "-1"})[0] == 411


def test_un_depot_ordinaire_passe() -> None:
    assert demander(DEPOT, "PUT", {"content-length": "1000"})[2] == b"au fond"


def test_un_lecteur_ne_peut_rien_deposer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTES_ROLE", "lecteur")
    assert demander(DEPOT, "PUT", {"content-length": "1000"})[0] == 403


def test_une_panne_donne_une_reference_et_ne_dit_pas_la_valeur(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    montres: list[str] = []
    monkeypatch.setattr(_incident.st, "error", lambda texte, **_: montres.append(texte))
    valeur = "".join(reversed("etèrceS emadaM"))
    try:
        raise ValueError(valeur)
    except ValueError as erreur:
        with caplog.at_level(logging.ERROR):
            assert _incident.signaler(erreur) is True
    assert valeur not in montres[0] + caplog.text
    assert "ValueError" in caplog.text
    reference = montres[0].split("**")[1]
    assert reference in caplog.text
