"""Des colonnes du fichier aux colonnes d'une table : synonymes, puis orthographe proche, puis choix de l'agent.

Une cible est une colonne déclarée, « colonne@depense » ou « colonne@recette » quand le fichier a deux colonnes de
montants, ou une cible de passage (`montant`, `type_ordre`) que la dérivation range ensuite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.donnees.apercu import ECARTEE, ROUGE, VERT, Appariement, OptionsImport, Question
from core.donnees.contenu import au_contenu, sans_les_montants
from core.donnees.departage import MODIFICATION, Candidat, departager, par_cible
from core.donnees.depliage import par_groupes
from core.donnees.entrepot.schema import FAITS
from core.donnees.lecture.modele import Feuille
from core.donnees.reconnaissance import MONTANT, SANS_OBJET, TYPE_ORDRE, UNITE, index, reconnaitre
from core.donnees.textes import forme
from core.erreurs import DonneesIncoherentes
from core.tables import Table
from core.tables.declaration import Entier, Montant, Nombre, Part

__all__ = ["MONTANT", "TYPE_ORDRE", "UNITE"]

SENS = ("depense", "recette")
_ASSEZ = 3
_GRANDEURS = {
    nom: frozenset([MONTANT, *(c.nom for c in table.colonnes if isinstance(c.type, Montant | Nombre | Entier | Part))])
    for nom, table in FAITS.items()
}
_DERIVABLES = frozenset(("exercice", "etape", "budget", "section", "sens", "mouvement", "annee"))


@dataclass(frozen=True)
class Correspondance:
    """La table choisie pour une feuille, la colonne de chaque cible (par rang dans la feuille), et le sort de tout.

    `annees` : les années lues dans les en-têtes des montants retenus (« Réalisé 2023 »). `questions` : ce que ses
    colonnes laissent à demander ; `phrases` : ce qu'il faut en dire.
    """

    table: Table
    cibles: dict[str, int]
    appariements: tuple[Appariement, ...]
    annees: frozenset[int] = frozenset()
    questions: tuple[Question, ...] = ()
    phrases: tuple[str, ...] = ()


def cibles(table: Table) -> dict[str, str]:
    """Les cibles qu'un agent peut choisir pour une colonne, avec leur libellé français."""
    choix = {colonne.nom: colonne.sens for colonne in table.colonnes}
    if table.montants_selon_etape:
        choix[MONTANT] = "Montant (réalisé pour un CA ou un CFU, voté sinon)"
        choix[MODIFICATION] = "BS ou DM, ajouté au voté pour faire les crédits ouverts"
        for nom in (*table.montants, MONTANT):
            choix |= {f"{nom}@{cote}": f"{choix[nom]} — {cote}s" for cote in SENS}
    if UNITE not in choix:
        choix[UNITE] = "Unité des nombres de la ligne"
    return choix


def apparier(feuille: Feuille, options: OptionsImport, memoire: Mapping[str, object]) -> Correspondance | None:
    """La correspondance d'une feuille ; nulle si aucune table ne convient.

    `memoire` : ce qui a été confirmé pour la feuille d'un fichier de même forme ({table, colonnes}).
    Lève `DonneesIncoherentes` si l'agent nomme une table qui n'existe pas.
    """
    imposee = feuille.table or options.table or memoire.get("table")
    if imposee is not None:
        return _complete(feuille, table_importable(str(imposee)), options, memoire)
    nommee = next(
        (table for table in FAITS.values() if forme(feuille.nom) in (forme(table.nom), forme(table.titre))), None
    )
    if nommee is not None:
        return _complete(feuille, nommee, options, memoire)
    essais = [_pour_table(feuille, table, options, memoire) for table in FAITS.values()]
    possibles = [essai for essai in essais if not manquantes(essai)]
    meilleure = max(possibles, key=lambda essai: len(essai.cibles), default=None)
    return meilleure and _complete(feuille, meilleure.table, options, memoire)


def _complete(feuille: Feuille, table: Table, options: OptionsImport, memoire: Mapping[str, object]) -> Correspondance:
    """La correspondance avec une table choisie, une colonne au titre inconnu proposée d'après son contenu."""
    trouvee = _pour_table(feuille, table, options, memoire)
    retenus = [Candidat(rang, cible, VERT, 0) for cible, rang in trouvee.cibles.items()]
    sues = {rang for rang, a in enumerate(trouvee.appariements) if a.confiance == ECARTEE}
    proposes = {c.rang: c for c in au_contenu(feuille, table, retenus, sues)}
    if not proposes:
        return trouvee
    appariements = tuple(
        replace(a, colonne=proposes[rang].cible, confiance=proposes[rang].confiance) if rang in proposes else a
        for rang, a in enumerate(trouvee.appariements)
    )
    ajoutes = {candidat.cible: rang for rang, candidat in proposes.items()}
    return replace(trouvee, cibles=trouvee.cibles | ajoutes, appariements=appariements)


def au_plus_pres(feuille: Feuille, options: OptionsImport) -> Correspondance | None:
    """La table dont la feuille a le plus de colonnes, même s'il en manque d'indispensables ; nulle en deçà de trois."""
    essais = [_pour_table(feuille, table, options, {}) for table in FAITS.values()]
    meilleure = max(essais, key=lambda essai: len(essai.cibles) - len(manquantes(essai)))
    return _complete(feuille, meilleure.table, options, {}) if len(meilleure.cibles) >= _ASSEZ else None


def table_importable(nom: str) -> Table:
    """La table de ce nom ; lève `DonneesIncoherentes` si elle n'est pas importable."""
    if nom not in FAITS:
        raise DonneesIncoherentes(f"La table « {nom} » n'existe pas.", "", f"Choisissez parmi : {', '.join(FAITS)}.")
    return FAITS[nom]


def manquantes(essai: Correspondance) -> list[str]:
    """Les colonnes obligatoires que la feuille n'a pas et que rien ne permet de déduire ni de demander."""
    presentes = {cible.partition("@")[0] for cible in essai.cibles}
    absentes = [
        colonne.nom
        for colonne in essai.table.colonnes
        if colonne.requis and colonne.nom not in presentes and colonne.nom not in _DERIVABLES
    ]
    if essai.table.montants_selon_etape and not presentes & {*essai.table.montants, MONTANT}:
        absentes.append(essai.table.montants_selon_etape[0])
    if essai.table.valeurs and not presentes & {*essai.table.valeurs}:
        absentes += [nom for nom in essai.table.valeurs[:1] if nom not in absentes]
    return absentes


def question_table(feuilles: tuple[Feuille, ...]) -> Question:
    """La question posée quand aucune feuille n'est reconnue, avec les en-têtes lus."""
    lus = ", ".join(f"« {entete} »" for entete in feuilles[0].entetes[:12]) or "aucune"
    return Question(
        "table",
        f"Feuille « {feuilles[0].nom} » : aucune table ne se reconnaît dans ces colonnes : {lus}. "
        "De quelle table s'agit-il ?",
        {nom: table.titre for nom, table in FAITS.items()},
        "--table",
    )


def question_colonnes(feuille: Feuille, essai: Correspondance) -> Question:
    """La question posée quand il manque à une feuille une colonne indispensable."""
    noms = ", ".join(f"{nom} ({essai.table.colonne(nom).sens.lower()})" for nom in manquantes(essai))
    lus = ", ".join(f"« {entete} »" for entete in feuille.entetes[:12])
    return Question(
        "correspondance",
        f"Feuille « {feuille.nom} », table « {essai.table.titre} » : il manque de quoi remplir {noms}. "
        f"Colonnes lues : {lus}. Laquelle y répond ?",
        cibles(essai.table),
        "--correspondance",
    )


def _pour_table(
    feuille: Feuille, table: Table, options: OptionsImport, memoire: Mapping[str, object]
) -> Correspondance:
    connus = index(table)
    confirmees = memoire.get("colonnes") if memoire.get("table") == table.nom else None
    confirmees = confirmees if isinstance(confirmees, dict) else {}
    candidats: list[Candidat] = []
    ecartees: set[int] = set()
    for rang, entete in enumerate(feuille.entetes):
        choisi, est_choisi = _choix(feuille, rang, options.correspondance, confirmees, table)
        if est_choisi and choisi is None:
            ecartees.add(rang)
        elif choisi is not None:
            candidats.append(Candidat(rang, choisi, VERT, -1))
        else:
            candidats.extend(reconnaitre(rang, entete, connus))
            if forme(entete) in SANS_OBJET:
                ecartees.add(rang)
    candidats = par_groupes(feuille, table, connus, candidats, ecartees)
    questions: list[Question] = []
    if not feuille.table:  # un format officiel dit ce qu'est chaque colonne
        candidats, questions = sans_les_montants(feuille, table, candidats, options.reponses)
    depart = departager(feuille, candidats, options.exercice, options.reponses, _GRANDEURS[table.nom])
    par_rang = {candidat.rang: candidat for candidat in depart.retenus}
    appariements = tuple(
        Appariement(
            feuille.nom,
            entete,
            feuille.lettres[rang],
            par_rang[rang].cible if rang in par_rang else None,
            par_rang[rang].confiance if rang in par_rang else (ECARTEE if rang in ecartees else ROUGE),
        )
        for rang, entete in enumerate(feuille.entetes)
    )
    return Correspondance(
        table, par_cible(depart.retenus), appariements, depart.annees, (*questions, *depart.questions), depart.phrases
    )


def cle_de_colonne(entete: str, lettre: str, entetes: tuple[str, ...]) -> str:
    """Ce qui nomme une colonne dans une correspondance : son en-tête, sa lettre devant si un autre est le même."""
    return f"{lettre}:{entete}" if [forme(autre) for autre in entetes].count(forme(entete)) > 1 else entete


def _choix(
    feuille: Feuille, rang: int, demandees: Mapping[str, str | None], confirmees: Mapping[str, object], table: Table
) -> tuple[str | None, bool]:
    """Le choix de l'agent (à l'instant, sinon la dernière fois), et s'il y en a un."""
    permises = {*cibles(table), TYPE_ORDRE}
    entete, precise = feuille.entetes[rang], f"{feuille.lettres[rang]}:{feuille.entetes[rang]}"
    for cle in (f"{feuille.nom}!{precise}", precise, f"{feuille.nom}!{entete}", entete):
        for demandee, colonne in demandees.items():
            if forme(demandee) != forme(cle) or (colonne is not None and colonne not in permises):
                continue
            return colonne, True
    retenue = cle_de_colonne(entete, feuille.lettres[rang], feuille.entetes)
    if retenue in confirmees:
        retenu = confirmees[retenue]
        if retenu is None or retenu in permises:
            return (None if retenu is None else str(retenu)), True
    return None, False


def verifier_choix(feuilles: tuple[Feuille, ...], choisies: list[Table], options: OptionsImport) -> None:
    """Lève `DonneesIncoherentes` si la correspondance nomme un en-tête absent ou une colonne qui n'existe pas."""
    entetes = {forme(entete) for f in feuilles for entete in f.entetes}
    for feuille in feuilles:
        for entete, lettre in zip(feuille.entetes, feuille.lettres, strict=True):
            precise = f"{lettre}:{entete}"
            entetes |= {forme(cle) for cle in (f"{feuille.nom}!{entete}", f"{feuille.nom}!{precise}", precise)}
    permises = {TYPE_ORDRE}.union(*(cibles(table) for table in choisies))
    for entete, colonne in options.correspondance.items():
        if forme(entete) not in entetes:
            raise DonneesIncoherentes(
                f"La correspondance nomme la colonne « {entete} », que le fichier n'a pas.",
                "",
                "Reprenez l'en-tête tel qu'il est écrit dans le fichier.",
            )
        if colonne is not None and colonne not in permises:
            raise DonneesIncoherentes(
                f"La correspondance envoie « {entete} » vers « {colonne} », qui n'existe pas.",
                "",
                f"Choisissez parmi : {', '.join(sorted(permises))}.",
            )
