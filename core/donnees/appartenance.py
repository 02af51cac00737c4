"""De qui est un document : le dire toujours, le comparer au territoire où il entre, et demander s'il est d'un autre."""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from core.donnees.apercu import OptionsImport, Question
from core.donnees.constat import OFFICIELS, Constat
from core.donnees.lecture import Lecture
from core.donnees.lecture.collectivites import SIREN, meme_siren
from core.donnees.textes import forme
from core.modele import Territoire

_INSEE = re.compile(r"\d[\dAB]\d{3}")
_NUMERO = re.compile(r"(?i)\bsire[nt]\b\D{0,20}?((?:\d[\s.\u00a0\u202f]?){8,13}\d)\b")
_SANS_COLLECTIVITE = frozenset(("base_carbone", "gabarit"))


@dataclass(frozen=True)
class Auteur:
    """La collectivité qu'un document nomme ; une chaîne vide pour ce qu'il ne dit pas. `siret` : SIREN ou SIRET."""

    nom: str = ""
    siret: str = ""
    insee: str = ""

    def __str__(self) -> str:
        """« Montreuil » (SIRET 21930048000015)."""
        sorte = "SIREN" if len(self.siret) == SIREN else "SIRET"
        codes = [f"{sorte} {self.siret}"] if self.siret else []
        codes += [f"code Insee {self.insee}"] if self.insee and not self.siret else []
        nom = f"« {self.nom} »" if self.nom else "une collectivité qu'il ne nomme pas"
        return f"{nom} ({codes[0]})" if codes else nom

    def est(self, territoire: Territoire) -> bool | None:
        """Vrai ou faux d'après le SIREN, à défaut le code Insee ; nul si rien ne se compare."""
        if territoire.siren and self.siret:
            return meme_siren(self.siret, territoire.siren)
        if territoire.code_insee and self.insee:
            return self.insee == territoire.code_insee
        return None


def auteur(lecture: Lecture) -> Auteur:
    """Ce que le document dit de sa collectivité : son en-tête ou ses colonnes, sinon un SIREN écrit dans ses titres."""
    contexte = lecture.contexte
    siret = re.sub(r"\D", "", contexte.get("siret", ""))
    insee = contexte.get("code_insee", "")
    if lecture.format not in OFFICIELS:
        ecrits = {re.sub(r"\D", "", numero) for titre in _titres(lecture) for numero in _NUMERO.findall(titre)}
        siret = ecrits.pop() if len(ecrits) == 1 else ""
    return Auteur(
        contexte.get("collectivite", ""), siret if len(siret) >= SIREN else "", insee if _INSEE.fullmatch(insee) else ""
    )


def dire_de_qui(lecture: Lecture, territoire: Territoire, options: OptionsImport, constat: Constat) -> str:
    """La phrase qui dit de qui est le document et si c'est vérifié ; le document d'une autre est demandé.

    Vide pour ce qui n'est d'aucune collectivité (la Base Carbone, le gabarit).
    """
    if lecture.format in _SANS_COLLECTIVITE:
        return ""
    un, ici = auteur(lecture), f"« {territoire.nom} »"
    if un == Auteur():
        return f"Ce fichier ne dit pas de quelle collectivité il est : il entre dans {ici}."
    est_ici = un.est(territoire)
    if est_ici:
        return f"Ce document est celui de {un} : c'est bien {ici}."
    if est_ici is None:
        manque = "SIREN" if un.siret else "code Insee"
        raison = f"qui n'a pas de {manque}" if un.siret or un.insee else "faute de SIREN dans le document"
        return f"Ce document est celui de {un}. Rien n'a pu vérifier que c'est {ici}, {raison}."
    siens = f"SIREN {territoire.siren}" if un.siret and territoire.siren else f"code Insee {territoire.code_insee}"
    phrase = f"Ce document est celui de {un}, pas de {ici} ({siens})."
    cle = un.siret[:SIREN] or un.insee
    if _confirme(un, options.collectivite or ""):
        constat.avertir(f"{phrase} Vous avez demandé de l'importer quand même.", grave=True)
    else:
        choix = {cle: f"oui, importer le document de {un} dans {ici}"}
        texte = f"{phrase} Faut-il l'importer quand même ? Sinon, abandonnez et choisissez le bon territoire."
        constat.demander(Question("collectivite", texte, choix, "--collectivite"))
    return phrase


def _confirme(un: Auteur, choix: str) -> bool:
    """Vrai si la réponse nomme cette collectivité, par son SIREN, son SIRET, son code Insee ou son nom."""
    return bool(choix) and (
        meme_siren(un.siret, re.sub(r"\s", "", choix)) or choix.strip() == un.insee or forme(choix) == forme(un.nom)
    )


def _titres(lecture: Lecture) -> list[str]:
    titres = [feuille.ecartees.filter(pl.col("motif") == "titre")["texte"] for feuille in lecture.feuilles]
    return [str(texte) for serie in titres for texte in serie.drop_nulls()]
