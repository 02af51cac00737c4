"""Une adresse écrite dans une donnée se lit, et n'est un lien sur aucun écran."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from core.acces import Acces
from core.donnees.entrepot import Entrepot, instantanes
from core.modele import Territoire
from core.tables import TABLES
from pages._outils import chargement
from pages._outils.textes import SANS_LIEN, echapper
from tests.pages.visite import ECRANS, Ouvrir, ouvrir_sur

ADRESSES = ("http://pirate.example/a", "HTTPS://pirate.example", "www.pirate.example", "moi@pirate.example")
CHARGE = " ".join(ADRESSES)
LIEN = re.compile(r"https?://|www\.|\w@\w", re.IGNORECASE)
SANS_MARKDOWN = {
    *("selectbox.options", "selectbox.raw_value", "multiselect.options", "text_input.default", "text_input.value"),
    *("plotly_chart.spec", "placeholder", "alt", "url", "id", "query_string", "json", "raw_values"),
}
"""Ce qui se montre tel quel : listes, champs, dessins, textes de remplacement."""
LIBRES = {"libelle", "nom", "intitule", "justification", "auteur", "note", "motif", "source", "commentaire", "activite"}


@pytest.mark.parametrize("adresse", ADRESSES)
def test_une_adresse_echappee_se_lit_et_n_est_plus_un_lien(adresse: str) -> None:
    inerte = echapper(f"Voir ({adresse}), merci")
    assert not LIEN.search(inerte.replace("\\", ""))
    assert adresse in inerte.replace("\\", "").replace(SANS_LIEN, "")


def test_un_texte_sans_adresse_ne_change_pas() -> None:
    assert SANS_LIEN not in echapper("Le service www, le protocole http et la part de 12 % : « rien »")


@pytest.fixture(scope="module")
def piegee(base_complete: Path) -> Iterator[Ouvrir]:
    """La base d'exemple, lue comme si chaque texte libre, et le nom du territoire, portait des adresses."""
    lire, lister = instantanes.tables, Entrepot.territoires

    def tables(*demande: object) -> dict[str, pl.DataFrame]:
        return {
            nom: frame.with_columns(
                pl.col(colonne.nom) + f" {CHARGE}"
                for colonne in TABLES[nom].colonnes
                if colonne.nom in LIBRES & set(frame.columns) and type(colonne.type).__name__ == "Texte"
            )
            for nom, frame in lire(*demande).items()
        }

    def territoires(self: Entrepot, acces: Acces) -> list[Territoire]:
        return [un.model_copy(update={"nom": f"{un.nom} {CHARGE}"}) for un in lister(self, acces)]

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(instantanes, "tables", tables)
        monkeypatch.setattr(Entrepot, "territoires", territoires)
        monkeypatch.setenv("COMPTES_BASE", str(base_complete))
        chargement.fermer()
        yield lambda ecran="accueil", **adresse: ouvrir_sur(ecran, adresse)
        chargement.fermer()


@pytest.mark.parametrize("ecran", ECRANS)
def test_aucun_ecran_ne_fait_un_lien_d_une_donnee(ecran: str, piegee: Ouvrir) -> None:
    page = piegee(ecran, territoire="ville-orsevaux", exercice="2024")
    assert not page.exception
    lus = list(markdown(page))
    assert any("pirate" in texte for _, texte in lus) or ecran in ("budget", "cotation"), (
        "aucun texte piégé n'est montré"
    )
    assert [(ou, texte) for ou, texte in lus if LIEN.search(texte.replace("\\", ""))] == []


def markdown(page: AppTest) -> Iterator[tuple[str, str]]:
    """Où, et chaque texte que Streamlit lirait comme du markdown : ceux des éléments, et les cellules des tables
    entières."""
    for noeud in page._tree:
        if noeud.type == "table":
            yield from (("table", str(une)) for une in noeud.value.to_numpy().ravel())
        if proto := getattr(noeud, "proto", None):
            yield from champs(proto, noeud.type)


def champs(message: Message, ou: str) -> Iterator[tuple[str, str]]:
    """Les textes d'un message et de ceux qu'il porte."""
    for champ, valeur in message.ListFields():
        nom = f"{ou}.{champ.name}"
        if nom in SANS_MARKDOWN or champ.name in SANS_MARKDOWN:
            continue
        for une in [valeur] if isinstance(valeur, Message | str) else valeur if champ.is_repeated else []:
            if isinstance(une, Message):
                yield from champs(une, nom)
            elif isinstance(une, str):
                yield nom, une
