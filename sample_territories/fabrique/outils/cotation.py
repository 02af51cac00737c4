"""Coter un budget inventé comme une équipe le ferait : par paquets de lignes, avec des partages, des trous et des
désaccords."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sample_territories.fabrique.outils.gabarits import type_ligne
from sample_territories.fabrique.outils.hasard import tirage
from sample_territories.fabrique.outils.lignes import Ligne
from sample_territories.fabrique.outils.motifs import reconnu

HORS_COTATION = ("001", "002")
type_cle = tuple[str, ...]


@dataclass(frozen=True)
class Avis:
    """Ce que quelqu'un dit des lignes qu'il reconnaît, sous une lentille.

    `natures` et `fonctions` sont des motifs séparés par « ; » ; `mots` se cherchent dans le libellé et le service.
    `poste` peut être partagé : « favorable:0.4;neutre:0.6 ». Sous `plancher` euros réalisés la ligne reste à coter,
    de même qu'une part `1 - chance` des lignes tirée une fois pour toutes.
    """

    lentille: str
    poste: str
    natures: str = "*"
    fonctions: str = "*"
    mots: str = ""
    justification: str | None = None
    regle: str | None = None
    confiance: str | None = "moyenne"
    plancher: float = 0.0
    chance: float = 1.0

    def reconnait(self, ligne: Ligne) -> bool:
        """Vrai si la ligne porte la nature, la fonction et l'un des mots demandés."""
        poste = ligne.poste
        if not (reconnu(poste.nature, self.natures) and reconnu(poste.fonction, self.fonctions)):
            return False
        texte = f"{poste.libelle} {poste.service}".casefold()
        return not self.mots or any(mot.casefold() in texte for mot in self.mots.split(";"))

    def morceaux(self) -> list[tuple[str, float]]:
        """Les postes et leurs quotes-parts, qui font 1."""
        if ":" not in self.poste:
            return [(self.poste, 1.0)]
        paires = [morceau.rsplit(":", 1) for morceau in self.poste.split(";")]
        return [(poste, float(part)) for poste, part in paires]


@dataclass(frozen=True)
class Equipe:
    """Qui cote, pour quel exercice, aux dates où elle s'est réunie ; `avec_operation` : l'export porte les
    opérations."""

    exercice: int
    auteur: str
    dates: tuple[str, ...]
    avec_operation: bool = False


def cle_de_ligne(ligne: Ligne, *, avec_operation: bool) -> type_cle:
    """Ce qui reconnaît la ligne importée d'un exercice à l'autre, dans l'ordre de l'identité déclarée."""
    poste = ligne.poste
    operation = poste.operation if avec_operation else ""
    return (ligne.budget, poste.nature, poste.fonction, operation, poste.service, poste.libelle)


def a_coter(lignes: Iterable[Ligne], exercice: int) -> list[Ligne]:
    """Les dépenses réelles réalisées de l'exercice, de la plus grosse à la plus petite, résultats reportés exclus."""
    retenues = [
        ligne
        for ligne in lignes
        if ligne.exercice == exercice
        and ligne.poste.sens == "depense"
        and ligne.mouvement == "reel"
        and (ligne.realise or 0) > 0
        and ligne.poste.nature not in HORS_COTATION
    ]
    return sorted(retenues, key=lambda ligne: (-(ligne.realise or 0), ligne.poste.cle))


def coter(
    lignes: Iterable[Ligne], avis: Sequence[Avis], equipe: Equipe, deja: Iterable[type_ligne] = ()
) -> list[type_ligne]:
    """Les affectations d'une équipe : pour chaque ligne et chaque lentille, le premier avis qui la reconnaît.

    Une ligne déjà dite dans `deja` (un exercice d'avant, repris tel quel) n'est pas recotée.
    """
    connues = {(str(x["lentille"]), *_cle_ecrite(x)) for x in deja}
    lentilles = list(dict.fromkeys(x.lentille for x in avis))
    affectations: list[type_ligne] = []
    for lentille in lentilles:
        siens = [x for x in avis if x.lentille == lentille]
        for ligne in a_coter(lignes, equipe.exercice):
            cle = cle_de_ligne(ligne, avec_operation=equipe.avec_operation)
            dit = next((x for x in siens if x.reconnait(ligne)), None)
            if dit is None or (lentille, *cle) in connues or not _traitee(dit, ligne):
                continue
            affectations += _affecter(ligne, dit, equipe)
    return affectations


def trancher(affectations: Sequence[type_ligne]) -> list[type_ligne]:
    """Les mêmes affectations, dites par qui décide : elles tranchent un désaccord."""
    return [{**affectation, "tranche": "oui"} for affectation in affectations]


def _traitee(avis: Avis, ligne: Ligne) -> bool:
    realise = (ligne.realise or 0) / 100
    return realise >= avis.plancher and tirage("coté", avis.lentille, *ligne.poste.cle) < avis.chance


def _affecter(ligne: Ligne, avis: Avis, equipe: Equipe) -> list[type_ligne]:
    budget, nature, fonction, operation, service, libelle = cle_de_ligne(ligne, avec_operation=equipe.avec_operation)
    jour = equipe.dates[int(tirage("séance", avis.lentille, service, nature) * len(equipe.dates))]
    return [
        {
            "exercice": equipe.exercice,
            "lentille": avis.lentille,
            "budget": budget,
            "nature": nature,
            "fonction": fonction or None,
            "operation": operation or None,
            "service": service,
            "libelle": libelle,
            "auteur": equipe.auteur,
            "morceau": rang,
            "poste": poste,
            "quote_part": part,
            "date_affectation": jour,
            "justification": avis.justification,
            "regle": avis.regle,
            "confiance": avis.confiance,
            "tranche": None,
        }
        for rang, (poste, part) in enumerate(avis.morceaux(), start=1)
    ]


def _cle_ecrite(affectation: type_ligne) -> type_cle:
    noms = ("budget", "nature", "fonction", "operation", "service", "libelle")
    return tuple(str(affectation[nom] or "") for nom in noms)
