"""Importer un fichier : l'aperçu d'abord, puis une seule transaction ; réimporter le même fichier ne change rien."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from core.acces import Acces, Action
from core.donnees import originaux
from core.donnees.apercu import Bilan, Extrait, OptionsImport, Previsualisation, Question
from core.donnees.assemblage import Chantier, Resultat
from core.donnees.constat import Constat
from core.donnees.entrepot import Depot, Entrepot
from core.donnees.entrepot.copies import empreinte
from core.donnees.entrepot.modele import ANNULE
from core.donnees.laissees import ecrire, refusees_dites
from core.donnees.lecture import Lecture, Suivi, ignorer, lire
from core.donnees.personnelles import masquer
from core.donnees.rejets import classeur_rejets
from core.donnees.reprise import reprendre
from core.erreurs import FichierRefuse, QuestionOuverte
from core.format_fr import accorder, date_longue, enumerer
from core.modele import Territoire

__all__ = ["Bilan", "OptionsImport", "Previsualisation", "classeur_rejets", "importer", "previsualiser"]

_CHOIX_MONTRES = 8
_LIGNES_MONTREES, _FEUILLES_MONTREES = 5, 3
_XLS_NON_GARDE = (
    "La copie de ce fichier n'est pas conservée : un vieux .xls garde le nom de ses auteurs et leurs commentaires. "
    "Enregistrez-le en .xlsx pour qu'elle le soit."
)


def previsualiser(  # noqa: PLR0913, PLR0917
    entrepot: Entrepot,
    acces: Acces,
    territoire_id: str,
    chemin: Path,
    nom_fichier: str,
    options: OptionsImport,
    lecteur: Callable[..., Lecture] | None = None,
) -> Previsualisation:
    """Lit le fichier, le contrôle et le compare à la base, sans rien écrire.

    Ce que le fichier ne dit pas devient une `Question` ; une mauvaise ligne devient un `Rejet`, montré une fois toutes
    les questions répondues : une réponse en viderait peut-être la liste. Lève `FichierRefuse` si le fichier ne peut pas
    être lu. `lecteur` remplace `lire` quand la lecture est déjà lancée.
    """
    acces.exiger(Action.IMPORTER, territoire_id)
    version = entrepot.version(acces, territoire_id)
    constat = Constat()
    territoire = entrepot.territoire(acces, territoire_id)
    lecture = _lire_ou_demander(lecteur or lire, chemin, nom_fichier, qui(territoire, options), constat)
    lecture, options = reprendre(
        lecture, options, lambda forme: entrepot.correspondance_retenue(acces, territoire_id, forme), constat
    )
    chantier = Chantier(entrepot, acces, territoire, lecture, options, constat)
    return _montrer(chantier, version, chemin, nom_fichier)


def _montrer(chantier: Chantier, version: int, chemin: Path, nom_fichier: str) -> Previsualisation:
    """L'aperçu de ce que le chantier trouve."""
    resultat, constat = chantier.mener(), chantier.constat
    depot = _depot(chantier, resultat, chemin, nom_fichier)
    _deja_importe(chantier, depot)
    conservable = _conservable(chemin, constat) and not resultat.donnees_personnelles
    return Previsualisation(
        territoire=chantier.territoire.id,
        fichier=nom_fichier,
        chemin=chemin,
        format=chantier.lecture.format,
        empreinte=depot.empreinte,
        tables=resultat.tables,
        rejets=() if constat.questions else resultat.rejets,
        avertissements=tuple(constat.avertissements),
        graves=tuple(constat.graves),
        questions=tuple(constat.questions.values()),
        colonnes=resultat.colonnes,
        options=chantier.options,
        version=version,
        depot=depot,
        lignes_rejetees=resultat.lignes_rejetees,
        conservable=conservable,
        document=resultat.document,
        laissees=resultat.laissees,
        proposees=resultat.proposees,
        extraits=_extraits(chantier.lecture) if constat.questions else (),
    )


def _extraits(lecture: Lecture) -> tuple[Extrait, ...]:
    """Les premières lignes de chaque feuille, données personnelles masquées : on répond en les voyant."""
    return tuple(
        Extrait(feuille.nom, feuille.entetes, masquer(feuille.lignes.head(_LIGNES_MONTREES)))
        for feuille in lecture.feuilles[:_FEUILLES_MONTREES]
    )


def _deja_importe(chantier: Chantier, depot: Depot) -> None:
    """Le même fichier, à l'octet près, déjà importé et non annulé, se dit."""
    registre = chantier.entrepot.imports(chantier.acces, chantier.territoire.id)
    meme = registre.filter((pl.col("empreinte") == depot.empreinte) & (pl.col("statut") != ANNULE))
    if meme.height:
        dernier = meme.row(0, named=True)
        chantier.constat.avertir(
            f"Ce fichier, à l'identique, a déjà été importé : import n° {dernier['id']}, « {dernier['fichier']} », le "
            f"{date_longue(dernier['date'])}.",
            grave=True,
        )


def _lire_ou_demander(
    lecteur: Callable[..., Lecture], chemin: Path, nom_fichier: str, indications: dict[str, str], constat: Constat
) -> Lecture:
    """La lecture du fichier ; vide, une question posée au constat, s'il mêle plusieurs collectivités."""
    try:
        lecture = lecteur(chemin, nom_fichier, indications=indications)
    except QuestionOuverte as question:
        constat.demander(_quelle_collectivite(question))
        return Lecture("", (), {}, "")
    if not any(feuille.lignes.height for feuille in lecture.feuilles):
        raise FichierRefuse(
            "Ce fichier ne contient aucune ligne de données. Rien n'a été importé.",
            f"Fichier « {nom_fichier} »",
            "Vérifiez la feuille et le filtre de l'export, puis déposez-le à nouveau.",
        )
    return lecture


def _conservable(chemin: Path, constat: Constat) -> bool:
    garde = originaux.conservable(chemin)
    if not garde:
        constat.avertir(_XLS_NON_GARDE)
    return garde


def _depot(chantier: Chantier, resultat: Resultat, chemin: Path, nom_fichier: str) -> Depot:
    """Ce que la base recevrait ; le chemin de la copie (`original`) n'est connu qu'à l'écriture."""
    return Depot(
        territoire=chantier.territoire.id,
        fichier=nom_fichier,
        format=chantier.lecture.format,
        empreinte=empreinte(chemin),
        original="",
        signature=chantier.signature,
        lots=resultat.lots,
        options=chantier.options.en_dict(),
        lettres=resultat.lettres,
        memoire=resultat.memoire,
        laissees=ecrire(resultat.laissees),
    )


def importer(
    entrepot: Entrepot,
    acces: Acces,
    previsualisation: Previsualisation,
    accepter_rejets: bool = False,
    suivre: Suivi = ignorer,
) -> Bilan:
    """Écrit ce que l'aperçu montre, en une transaction ; garde une copie du fichier sous son empreinte.

    `suivre` apprend la place de cette copie dans la file des lectures ; ce qu'il lève annule l'import. Lève
    `QuestionOuverte` s'il reste une question, `FichierRefuse` s'il reste des rejets non acceptés ou si le fichier a
    changé depuis l'aperçu. Si rien ne change, n'écrit rien et le dit.
    """
    acces.exiger(Action.IMPORTER, previsualisation.territoire)
    if previsualisation.questions:
        raise question_ouverte(previsualisation)
    if previsualisation.rejets and not accepter_rejets:
        raise rejets_a_accepter(previsualisation)
    if not previsualisation.change:
        return Bilan(None, previsualisation.tables, _rien_a_ecrire(previsualisation), previsualisation.laissees)
    if empreinte(previsualisation.chemin) != previsualisation.empreinte:
        raise FichierRefuse(
            "Le fichier a changé depuis l'aperçu. Rien n'a été importé.",
            f"Fichier « {previsualisation.fichier} »",
            "Refaites l'aperçu, puis confirmez.",
        )
    octets = previsualisation.chemin.stat().st_size
    entrepot.exiger_d_ecrire(octets)
    original = ""
    if previsualisation.conservable:
        original = originaux.conserver(previsualisation.chemin, previsualisation.fichier, entrepot.originaux, suivre)
    depot = replace(previsualisation.depot, original=original)
    numero = entrepot.enregistrer(acces, depot, previsualisation.version, octets)
    return Bilan(numero, previsualisation.tables, _phrase(numero, previsualisation), previsualisation.laissees)


def question_ouverte(previsualisation: Previsualisation) -> QuestionOuverte:
    """L'erreur de la ligne de commande quand une réponse manque : elle nomme les options."""
    questions = previsualisation.questions
    return QuestionOuverte(
        " ".join(question.texte for question in questions),
        f"Fichier « {previsualisation.fichier} »",
        f"Répondez avec {enumerer([_option(question) for question in questions])}. Rien n'a été importé.",
    )


def rejets_a_accepter(previsualisation: Previsualisation, comment: str = "") -> FichierRefuse:
    """L'erreur d'un fichier qui a des rejets que personne n'a acceptés ; elle cite le premier.

    `comment` : par quel geste les accepter, entre parenthèses.
    """
    premier = previsualisation.rejets[0]
    lignes = sum(apercu.rejetees for apercu in previsualisation.tables)
    refusees = accorder(lignes, "ligne est refusée", "lignes sont refusées")
    if dites := refusees_dites(previsualisation.laissees):
        refusees += f" ({dites})"
    return FichierRefuse(
        f"{refusees} ; la première, {premier.cellule} de "
        f"« {premier.feuille} » : {premier.message} Rien n'a été importé.",
        f"Fichier « {previsualisation.fichier} »",
        f"Corrigez ces lignes, ou acceptez d'importer sans elles{comment}.",
    )


def qui(territoire: Territoire | None, options: OptionsImport) -> dict[str, str]:
    """De quoi choisir la collectivité d'un fichier qui en mêle plusieurs : le choix donné, sinon le code du
    territoire."""
    if options.collectivite:
        return {"collectivite": options.collectivite}
    codes = {"siren": territoire.siren, "code_insee": territoire.code_insee} if territoire else {}
    return {nom: code for nom, code in codes.items() if code}


def _option(question: Question) -> str:
    choix = list(question.choix)
    if not choix or len(choix) > _CHOIX_MONTRES:
        return question.option_cli
    return f"{question.option_cli} ({' | '.join(choix)})"


def _quelle_collectivite(question: QuestionOuverte) -> Question:
    texte = " ".join(morceau for morceau in (question.quoi, question.que_faire) if morceau)
    return Question("collectivite", texte, question.choix, "--collectivite")


def _rien_a_ecrire(previsualisation: Previsualisation) -> str:
    if any(apercu.inchangees for apercu in previsualisation.tables):
        return "Rien n'a changé : ces lignes sont déjà dans la base."
    return "Aucune ligne à importer : rien n'a été écrit."


def _phrase(numero: int, previsualisation: Previsualisation) -> str:
    creees = sum(apercu.creees for apercu in previsualisation.tables)
    remplacees = sum(apercu.remplacees for apercu in previsualisation.tables)
    comptes = [accorder(creees, "ligne créée", "lignes créées")] if creees else []
    comptes += [accorder(remplacees, "ligne remplacée", "lignes remplacées")] if remplacees else []
    return f"Import n° {numero} : {enumerer(comptes)}."
