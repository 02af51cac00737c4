"""Des colonnes du fichier aux colonnes d'une table : synonymes, puis orthographe proche, puis choix de l'agent.

Une cible est une colonne déclarée, « colonne@depense » ou « colonne@recette » quand le fichier a deux colonnes de
montants, ou une cible de passage (`montant`, `type_ordre`) que la dérivation range ensuite.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from core.donnees.apercu import ECARTEE, JAUNE, ROUGE, VERT, Appariement, OptionsImport, Question
from core.donnees.departage import ANNEE, MODIFICATION, Candidat, departager, par_cible
from core.donnees.entrepot.schema import FAITS
from core.donnees.lecture.modele import Feuille
from core.donnees.textes import forme
from core.erreurs import DonneesIncoherentes
from core.tables import Table

MONTANT = "montant"
TYPE_ORDRE = "type_ordre"
SENS = ("depense", "recette")
_DE_PASSAGE: dict[str, tuple[str, ...]] = {
    MONTANT: ("montant", "mt", "montant ttc", "ttc", "montant eur", "montant en euros", "montants", "somme"),
    MODIFICATION: (
        "bs",
        "dm",
        "budget supplementaire",
        "decision modificative",
        "decisions modificatives",
        *(f"{mot}{rang}" for mot in ("dm", "dm ", "dm n ", "decision modificative ") for rang in range(1, 10)),
    ),
    TYPE_ORDRE: ("type ordre", "typopbudg"),
}
_SANS_OBJET = frozenset(
    (
        "disponible",
        "solde",
        "taux de realisation",
        "% realisation",
        "% realise",
        "% execution",
        "taux d execution",
        "n mandat",
        "mandat",
        "bordereau",
        "n bordereau",
        "tiers",
        "code tiers",
        "date",
        "ht",
        "montant ht",
        "reste engage",
        "siret",
        "bgt siret",
        "bgt nom",
        "bgt artspe",
    )
)
_COTES = (("depense", re.compile(r"\b(depenses?|dep)\b")), ("recette", re.compile(r"\b(recettes?|rec)\b")))
_UNITES = re.compile(r"\b(en )?(k?eur|k?euros?|milliers d euros|ttc|k)$")
_PROCHE = 87
_ASSEZ = 3
_LONGUEUR_MINIMALE = 5
_DERIVABLES = frozenset(("exercice", "etape", "budget", "section", "sens", "mouvement", "annee"))


@dataclass(frozen=True)
class Correspondance:
    """La table choisie pour une feuille, la colonne de chaque cible (par rang dans la feuille), et le sort de tout.

    `annees` : les années lues dans les en-têtes des montants retenus (« Réalisé 2023 »).
    """

    table: Table
    cibles: dict[str, int]
    appariements: tuple[Appariement, ...]
    annees: frozenset[int] = frozenset()


def cibles(table: Table) -> dict[str, str]:
    """Les cibles qu'un agent peut choisir pour une colonne, avec leur libellé français."""
    choix = {colonne.nom: colonne.sens for colonne in table.colonnes}
    if table.montants_selon_etape:
        choix[MONTANT] = "Montant (réalisé pour un CA ou un CFU, voté sinon)"
        choix[MODIFICATION] = "BS ou DM, ajouté au voté pour faire les crédits ouverts"
        for nom in (*table.montants, MONTANT):
            choix |= {f"{nom}@{cote}": f"{choix[nom]} — {cote}s" for cote in SENS}
    return choix


def apparier(feuille: Feuille, options: OptionsImport, memoire: Mapping[str, object]) -> Correspondance | None:
    """La correspondance d'une feuille ; nulle si aucune table ne convient.

    `memoire` : ce qui a été confirmé pour la feuille d'un fichier de même forme ({table, colonnes}).
    Lève `DonneesIncoherentes` si l'agent nomme une table qui n'existe pas.
    """
    imposee = feuille.table or options.table or memoire.get("table")
    if imposee is not None:
        return _pour_table(feuille, table_importable(str(imposee)), options, memoire)
    nommee = next(
        (table for table in FAITS.values() if forme(feuille.nom) in (forme(table.nom), forme(table.titre))), None
    )
    if nommee is not None:
        return _pour_table(feuille, nommee, options, memoire)
    essais = [_pour_table(feuille, table, options, memoire) for table in FAITS.values()]
    possibles = [essai for essai in essais if not manquantes(essai)]
    return max(possibles, key=lambda essai: len(essai.cibles), default=None)


def au_plus_pres(feuille: Feuille, options: OptionsImport) -> Correspondance | None:
    """La table dont la feuille a le plus de colonnes, même s'il en manque d'indispensables ; nulle en deçà de trois."""
    essais = [_pour_table(feuille, table, options, {}) for table in FAITS.values()]
    meilleure = max(essais, key=lambda essai: len(essai.cibles) - len(manquantes(essai)))
    return meilleure if len(meilleure.cibles) >= _ASSEZ else None


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
    index = _index(table)
    confirmees = memoire.get("colonnes") if memoire.get("table") == table.nom else None
    confirmees = confirmees if isinstance(confirmees, dict) else {}
    candidats: list[Candidat] = []
    ecartees: set[int] = set()
    for rang, entete in enumerate(feuille.entetes):
        choisi, est_choisi = _choix(feuille.nom, entete, options.correspondance, confirmees, table)
        if est_choisi and choisi is None:
            ecartees.add(rang)
        elif choisi is not None:
            candidats.append(Candidat(rang, choisi, VERT, -1))
        else:
            candidats.extend(_reconnaitre(rang, entete, index))
            if forme(entete) in _SANS_OBJET:
                ecartees.add(rang)
    retenus, annees = departager(feuille, candidats, options.exercice)
    par_rang = {candidat.rang: candidat for candidat in retenus}
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
    return Correspondance(table, par_cible(retenus), appariements, annees)


def _choix(
    nom: str, entete: str, demandees: Mapping[str, str | None], confirmees: Mapping[str, object], table: Table
) -> tuple[str | None, bool]:
    """Le choix de l'agent (à l'instant, sinon la dernière fois), et s'il y en a un."""
    permises = {*cibles(table), TYPE_ORDRE}
    for cle in (f"{nom}!{entete}", entete):
        for demandee, colonne in demandees.items():
            if forme(demandee) != forme(cle) or (colonne is not None and colonne not in permises):
                continue
            return colonne, True
    if entete in confirmees:
        retenu = confirmees[entete]
        if retenu is None or retenu in permises:
            return (None if retenu is None else str(retenu)), True
    return None, False


def verifier_choix(feuilles: tuple[Feuille, ...], choisies: list[Table], options: OptionsImport) -> None:
    """Lève `DonneesIncoherentes` si la correspondance nomme un en-tête absent ou une colonne qui n'existe pas."""
    entetes = {forme(entete) for f in feuilles for entete in f.entetes}
    entetes |= {forme(f"{f.nom}!{entete}") for f in feuilles for entete in f.entetes}
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


def _index(table: Table) -> dict[str, tuple[str, int]]:
    """Forme d'un en-tête → cible et rang de préférence (0 : le nom même de la colonne)."""
    index: dict[str, tuple[str, int]] = {}
    for colonne in table.colonnes:
        mots = (colonne.nom, colonne.nom.removesuffix("_eur"), *colonne.synonymes, colonne.sens)
        for rang, mot in enumerate(mots):
            index.setdefault(forme(mot), (colonne.nom, rang))
    if table.montants_selon_etape:
        for cible, mots in _DE_PASSAGE.items():
            for rang, mot in enumerate(mots):
                index.setdefault(mot, (cible, rang))
    return index


def _reconnaitre(rang: int, entete: str, index: Mapping[str, tuple[str, int]]) -> list[Candidat]:
    nu = _UNITES.sub("", forme(entete)).strip() if forme(entete) not in index else forme(entete)
    sans_annee = re.sub(r"\s+", " ", ANNEE.sub(" ", nu)).strip()
    for essai in dict.fromkeys((nu, sans_annee)):
        if essai in index:
            cible, preference = index[essai]
            return [Candidat(rang, cible, VERT, preference)]
    cote = _cote(sans_annee, index)
    if cote is not None:
        return [Candidat(rang, cote, VERT, 0)]
    if len(sans_annee) < _LONGUEUR_MINIMALE or sans_annee in _SANS_OBJET:
        return []
    proche = process.extractOne(sans_annee, list(index), scorer=fuzz.ratio, score_cutoff=_PROCHE)
    if proche is None:
        return []
    return [Candidat(rang, index[proche[0]][0], JAUNE, 100)]


def _cote(texte: str, index: Mapping[str, tuple[str, int]]) -> str | None:
    """« depenses realise » → realise_eur@depense ; nul si l'en-tête ne dit pas un seul côté d'un montant."""
    if MONTANT not in index:
        return None
    trouves = [(cote, motif) for cote, motif in _COTES if motif.search(texte)]
    if len(trouves) != 1:
        return None
    cote, motif = trouves[0]
    reste = re.sub(r"\s+", " ", motif.sub(" ", texte)).strip()
    reste = re.sub(r"^(en|de|des|les) | (en|de|des|les)$", "", reste)
    if reste in ("", "mt", "montant", "montants"):
        return f"{MONTANT}@{cote}"
    nom = index.get(reste, index.get(reste.rstrip("es"), ("", 0)))[0]
    return f"{nom}@{cote}" if nom.endswith("_eur") else None
