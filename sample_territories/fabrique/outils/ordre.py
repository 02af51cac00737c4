"""Les lignes que le service financier écrit seul : dette, opérations d'ordre, cessions, résultats, équilibre."""

from __future__ import annotations

from collections.abc import Sequence

from sample_territories.fabrique.outils import comptes
from sample_territories.fabrique.outils.hasard import entre
from sample_territories.fabrique.outils.lignes import Ligne, Poste, Reprise, arrondi_au, total
from sample_territories.fabrique.outils.profil import EXERCICES, Profil

MILLION = 100_000_000


def _ligne(profil: Profil, exercice: int, sens: str, nature: str, mouvement: str, libelle: str = "") -> Ligne:
    chapitre = comptes.chapitre(nature, sens, mouvement, profil.nomenclature)
    texte = libelle or comptes.libelle_nature(nature, profil.nomenclature)
    poste = Poste(
        sens, nature, profil.fonction_financiere, profil.service_financier, profil.politique_financiere, texte
    )
    return Ligne(exercice, profil.budget, profil.nomenclature, comptes.section(chapitre), mouvement, chapitre, poste)


def operations_reelles_financieres(profil: Profil, rang: int, encours: int) -> list[Ligne]:
    """Intérêts, ICNE, capital remboursé et emprunts encaissés de l'exercice ; le crédit d'emprunt vient de
    l'équilibre."""
    exercice = EXERCICES[rang]
    interets = round(encours * profil.taux_interet[rang])
    icne = round(interets * entre(-0.03, 0.07, profil.budget, exercice, "icne"))
    capital = round(profil.capital_rembourse[rang] * MILLION) + 4_217 * (rang + 1)
    lignes = []
    for nature, sens, montant, pas in (
        ("66111", "depense", interets, 1000),
        ("66112", "depense", icne, 1000),
        ("1641", "depense", capital, 1000),
        ("1641", "recette", round(profil.emprunts[rang] * MILLION), 1000),
    ):
        ligne = _ligne(profil, exercice, sens, nature, "reel")
        ligne.realise = montant
        if sens == "depense":
            ligne.credits = arrondi_au(montant + pas * 60, pas)
            ligne.bp = ligne.credits
            ligne.engage = montant
        lignes.append(ligne)
    return lignes


def operations_ordre(profil: Profil, rang: int) -> list[Ligne]:
    """Amortissements, reprises de subventions, travaux en régie, opérations patrimoniales et cessions de l'exercice."""
    exercice = EXERCICES[rang]
    lignes: list[Ligne] = []

    def poser(sens: str, nature: str, montant: int, chapitre: str | None = None) -> None:
        ligne = _ligne(profil, exercice, sens, nature, "ordre")
        if chapitre:
            ligne.chapitre, ligne.section = chapitre, comptes.section(chapitre)
        ligne.bp = ligne.credits = ligne.realise = montant
        lignes.append(ligne)

    dotations = {nature: round(quatre[rang] * MILLION) for nature, quatre in profil.amortissements.items()}
    poser("depense", "6811", sum(dotations.values()))
    for nature, montant in dotations.items():
        poser("recette", nature, montant)
    nature_reprise, reprises = profil.reprises_subventions
    poser("recette", "777", round(reprises[rang] * MILLION))
    poser("depense", nature_reprise, round(reprises[rang] * MILLION))
    if profil.travaux_en_regie:
        montant = round(profil.travaux_en_regie[rang] * MILLION)
        poser("recette", "722", montant)
        poser("depense", profil.natures_regie[0], montant)
    if profil.patrimoniales:
        montant = round(profil.patrimoniales[rang] * MILLION)
        poser("depense", "2313", montant, "041")
        poser("recette", "2031", montant, "041")
    if profil.cessions and profil.cessions[rang]:
        lignes += _cession(profil, exercice, round(profil.cessions[rang] * MILLION))
    return lignes


def _cession(profil: Profil, exercice: int, prix: int) -> list[Ligne]:
    """Une vente : prévue au seul 024, exécutée au 775 puis sortie de l'actif par des opérations d'ordre sans
    crédits."""
    comptable = round(prix * 0.4)
    lignes = []
    for sens, nature, mouvement, montant in (
        ("recette", "775", "reel", prix),
        ("depense", "675", "ordre", comptable),
        ("recette", "2111", "ordre", comptable),
        ("depense", "6761", "ordre", prix - comptable),
        ("recette", "192", "ordre", prix - comptable),
    ):
        ligne = _ligne(profil, exercice, sens, nature, mouvement)
        ligne.realise = montant
        lignes.append(ligne)
    prevue = _ligne(profil, exercice, "recette", "024", "reel")
    prevue.bp = prevue.credits = arrondi_au(prix * 0.95, 1000)
    return [*lignes, prevue]


def equilibrer(profil: Profil, exercice: int, lignes: Sequence[Ligne], reprise: Reprise) -> list[Ligne]:
    """Résultats repris, affectation, virement entre sections et crédit d'emprunt : BP et crédits ouverts s'équilibrent.

    Le BP est voté avant la reprise des résultats. Lève `ValueError` si un virement ou un emprunt serait négatif, ou si
    l'on encaisserait plus d'emprunt que les crédits ouverts.
    """
    besoin = -(reprise.solde + reprise.rar_recettes - reprise.rar_depenses)
    affecte = max(0, min(reprise.resultat, besoin))
    nouvelles = []
    for nature, sens, montant in (
        ("002", "recette", reprise.resultat - affecte),
        ("1068", "recette", affecte),
        ("001", "recette" if reprise.solde > 0 else "depense", abs(reprise.solde)),
    ):
        if montant:
            ligne = _ligne(profil, exercice, sens, nature, "reel")
            ligne.credits = ligne.realise = montant
            nouvelles.append(ligne)
    emprunt = next(x for x in lignes if x.poste.nature == "1641" and x.poste.sens == "recette")
    virement, versement = (_ligne(profil, exercice, s, n, "ordre") for s, n in (("depense", "023"), ("recette", "021")))
    for stade in ("bp", "credits"):
        toutes = [*lignes, *nouvelles]
        epargne = _ecart(toutes, stade, "fonctionnement")
        setattr(virement, stade, epargne)
        setattr(versement, stade, epargne)
        a_emprunter = -_ecart([*toutes, versement], stade, "investissement")
        setattr(emprunt, stade, a_emprunter)
        manque = a_emprunter < (emprunt.realise or 0) and stade == "credits"
        if epargne < 0 or a_emprunter < 0 or manque:
            raise ValueError(
                f"{profil.budget} {exercice} {stade} : virement {epargne / 100} €, emprunt {a_emprunter / 100} €"
            )
    return [*nouvelles, virement, versement]


def _ecart(lignes: Sequence[Ligne], montant: str, section: str) -> int:
    recettes = total(lignes, montant, lambda x: x.section == section and x.poste.sens == "recette")
    return recettes - total(lignes, montant, lambda x: x.section == section and x.poste.sens == "depense")
