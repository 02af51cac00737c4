"""La police d'icônes livrée : légère, sous sa licence, et aucun glyphe dont on se sert n'y manque."""

from __future__ import annotations

from streamlit.material_icon_names import ALL_MATERIAL_ICONS

from tests.outils.icones import NOMS, SOURCE, TAILLEE, empreinte, glyphes, noms_de_nos_pages, noms_de_streamlit
from tests.pages.test_pages_serveur import demander

REFAIRE = "refaites la police : python -m tests.outils.icones"


def test_chaque_icone_dont_on_se_sert_a_son_glyphe() -> None:
    nos = noms_de_nos_pages()
    assert {"download", "arrow_forward", "present_to_all"} <= nos
    assert nos - ALL_MATERIAL_ICONS == set(), "icônes que Streamlit ne connaît pas"
    siennes = noms_de_streamlit() & ALL_MATERIAL_ICONS
    assert {"keyboard_arrow_down", "keyboard_double_arrow_left", "upload"} <= siennes
    assert (nos | siennes) - glyphes()[1] == set(), REFAIRE


def test_la_liste_des_glyphes_est_celle_de_la_police_livree() -> None:
    assert glyphes()[0] == empreinte(), REFAIRE


def test_la_police_est_legere_et_sa_licence_est_a_cote() -> None:
    assert TAILLEE.stat().st_size <= 30_000 < SOURCE.stat().st_size
    assert "Apache License" in (NOMS.parent / "LICENSE-Apache-2.0.txt").read_text(encoding="utf-8")


def test_la_police_taillee_est_servie_a_la_place_de_celle_de_streamlit() -> None:
    statut, en_tetes, corps = demander(f"/static/media/{SOURCE.name}", en_tetes={"accept-encoding": "gzip"})
    assert statut == 200
    assert corps == TAILLEE.read_bytes()
    assert en_tetes["content-type"] == "font/woff2" and "content-encoding" not in en_tetes
    assert demander("/static/media/SourceSansVF-Upright.ttf.woff2")[2] == b"au fond"
