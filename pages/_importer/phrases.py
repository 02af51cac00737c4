"""Les phrases de l'import, en markdown : ce qui se dépose, ce que l'aperçu annonce, ce qui reste à dire, ce qui est
fait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.donnees.apercu import Appariement, Previsualisation
from core.donnees.causes import Cause
from core.donnees.lecture import Avance
from core.donnees.totaux import ENSEMBLE
from core.format_fr import accorder, enumerer, majuscule, nombre
from core.tables.titres import TITRES
from pages._outils.textes import echapper

SENS = {"depense": "dépenses", "recette": "recettes"}
_SECTIONS = {"fonctionnement": "de fonctionnement", "investissement": "d’investissement"}
EURO = {"reel": "Réel (€)", "ordre": "Ordre (€)", "ensemble": "Ensemble (€)"}
"""Les colonnes des totaux, dans l'ordre où elles se lisent."""
_FORMATS = {
    "csv": "texte à colonnes (csv)",
    "totem": "document budgétaire TotEM (xml)",
    "cfu": "compte financier unique (xml)",
    "plan_de_comptes": "plan de comptes officiel (xml)",
}
"""Les formats dont le nom de code ne se lit pas tel quel."""
_SUJETS = {"etape": "étape", "unite": "unité", "collectivite": "collectivité", "zeros": "zéros de tête"}

# Déposer

RIEN_AVANT_L_APERCU = (
    "Votre export tel qu’il sort, ou notre gabarit. Rien n’est écrit avant que vous ayez vu l’aperçu et confirmé."
)
FICHIER = "Fichier à importer : xlsx, xls, ods, csv ou xml, 20 Mo au plus"
CE_QUI_SE_LIT = (
    "**Ce qui se lit** : un export de votre logiciel financier (xlsx, xls, ods, csv), un document budgétaire "
    "TotEM ou un compte financier unique (xml), un budget SCDL, une balance de la DGFiP, un fichier de "
    "l’OFGL, ou notre gabarit."
)
SANS_EXPORT = "**Pas d’export sous la main ?** Le gabarit a une feuille par table, un mode d’emploi et un exemple."
TELECHARGER_LE_GABARIT = "Télécharger le gabarit (Excel)"
DEPOSER_UN_AUTRE = "Déposer un autre fichier"

ENREGISTREMENT = "Enregistrement…"
ANNULER = "Annuler"

# Ouvrir un territoire

OUVRIR_UN_TERRITOIRE = "Ouvrir un nouveau territoire"
FAIT_PARTIE_DE = "Fait partie de (facultatif)"
SANS_NOM = "Donnez un nom au territoire."

# Répondre

DITES_LAQUELLE = "Dites laquelle est la vôtre."
COLLECTIVITE = "Nom, SIREN ou code Insee de la collectivité, tel qu’écrit dans le fichier"
RIEN_D_IMPORTE = "Rien n’a été importé."
CE_QUI_N_EST_PAS_DIT = "Ce que le fichier ne dit pas"
MISE_DE_COTE = ":gray[○ mise de côté]"

# L'aperçu

TOTAUX_ACCEPTES = "Totaux des lignes acceptées"
TOTAUX_DU_FICHIER = "Totaux écrits dans le fichier"
TOTAUX_COMPARES = f"**{TOTAUX_DU_FICHIER}**, mis de côté et comparés aux nôtres"
VALEURS_REMPLACEES = "Valeurs remplacées, ancienne et nouvelle"
PREMIERES_LIGNES = "Premières lignes qui seraient écrites"
POURQUOI = "Pourquoi, et que faire"
CELLULES_REFUSEES = "Cellules refusées et réparation de chacune"
TELECHARGER_LES_REFUS = "Télécharger les lignes refusées (Excel)"

# Le résultat

PROVISOIRES = "Les chiffres sont provisoires tant que l’import n’est pas publié, à l’écran Journal."
PUBLIER_AU_JOURNAL = "Publier ou relire l’import au Journal"
IMPORT_ANNULE = "L’import est annulé : le territoire est revenu à son état d’avant."


def deposez(territoire: str) -> str:
    """Le titre de l'écran avant tout fichier."""
    return f"{echapper(territoire)} : déposez un fichier"


def lecture(fichier: str) -> str:
    """Ce que l'on attend."""
    return f"Lecture de « {echapper(fichier)} »…"


def depot_efface(fichier: str) -> str:
    """Le dépôt a attendu plus d'un jour."""
    return f"« {echapper(fichier)} » attendait depuis plus d’un jour : il a été effacé. Redéposez-le."


def avancement(avance: Avance) -> str:
    """La place dans la file, ou la feuille et la ligne."""
    if avance.avant:
        return f"{accorder(avance.avant, 'fichier')} avant le vôtre"
    if not avance.feuille:
        return "Le fichier est ouvert"
    sur = f" sur {nombre(avance.lignes)}" if avance.lignes else ""
    return f"{echapper(avance.feuille)} : ligne {nombre(avance.ligne)}{sur}"


def ouvert(territoire: str) -> str:
    """Le territoire neuf est prêt."""
    return f"{echapper(territoire)} est ouvert. Déposez son premier fichier."


def plusieurs_collectivites(fichier: str) -> str:
    """Le titre quand il faut en nommer une."""
    return f"« {echapper(fichier)} » mêle plusieurs collectivités"


def illisible(fichier: str) -> str:
    """Le titre d'un fichier refusé."""
    return f"« {echapper(fichier)} » ne peut pas être lu"


def titre(vue: Previsualisation) -> str:
    """Le titre de l'aperçu : ce que l'import ferait, en une phrase."""
    nom = f"« {echapper(vue.fichier)} »"
    if vue.questions:
        return f"{nom} : {accorder(len(vue.questions), 'question')} avant l’aperçu"
    creees, remplacees, refusees = vue.compte("creees"), vue.compte("remplacees"), vue.compte("rejetees")
    if not vue.change and not refusees:
        return f"{nom} ne change rien : ses lignes sont déjà dans la base"
    effets = [
        accorder(creees, "ligne à créer", "lignes à créer") if creees else "",
        accorder(remplacees, "à remplacer", "à remplacer") if remplacees else "",
        accorder(refusees, "ligne refusée", "lignes refusées") if refusees else "",
    ]
    return f"{nom} : {enumerer([effet for effet in effets if effet])}"


def reconnu(vue: Previsualisation) -> str:
    """Le format et les feuilles reconnus."""
    format_lu = _FORMATS.get(vue.format, echapper(vue.format))
    return f"Format reconnu : {format_lu} · {_feuilles(vue.colonnes)} · rien n’est encore écrit"


def _feuilles(lues: Sequence[Appariement]) -> str:
    noms = sorted({une.feuille for une in lues})
    return f"{accorder(len(noms), 'feuille')} : {echapper(', '.join(noms))}" if noms else "aucune feuille reconnue"


def reponses_donnees(reponses: Mapping[str, str]) -> str:
    """Ce que l'agent a déjà répondu."""
    dites = " · ".join(f"{_SUJETS.get(cle, cle)} : **{echapper(valeur)}**" for cle, valeur in reponses.items())
    return f"Vos réponses : {dites}"


def par_groupe(cible: str) -> str:
    """Une colonne parmi d'autres de même valeur : celle d'une année, ou d'un numéro."""
    nom, _, groupe = cible.partition("@")
    return f"{TITRES.get(nom, nom)}, {groupe}"


def colonne_pour(entete: str) -> str:
    """Le libellé du choix fait pour une colonne du fichier."""
    return f"Colonne pour « {echapper(entete)} »"


def colonnes_sures(reconnues: int, mises_de_cote: int) -> str:
    """Combien de colonnes vont de soi."""
    de_cote = accorder(mises_de_cote, "mise de côté", "mises de côté")
    return f"Colonnes sûres : {accorder(reconnues, 'reconnue')}, {de_cote}"


def remarques(compte: int) -> str:
    """Combien de choses déduites ou mises de côté."""
    return f"À savoir : {accorder(compte, 'remarque')} sur ce fichier"


def extrait(feuille: str, lignes: int) -> str:
    """Ce que l'on montre du fichier avant de demander."""
    debut = "La première ligne" if lignes == 1 else f"Les {nombre(lignes)} premières lignes"
    return f"**{debut} de « {echapper(feuille)} »**, telles qu’écrites"


def absentes(compte: int) -> str:
    """Les lignes de la base que ce fichier ne dit pas."""
    return (
        f"{accorder(compte, 'ligne déjà importée', 'lignes déjà importées')} et absentes de ce fichier : "
        "elles restent en place."
    )


def egal_a(trouve: tuple[str, bool] | None) -> str:
    """Lequel de nos totaux égale celui du fichier (`core.donnees.totaux.retrouver`)."""
    if trouve is None:
        return "sous-total, ou écart à vérifier"
    sens, avec_les_autres = trouve
    if sens == ENSEMBLE:
        return "égal à nos dépenses et recettes ensemble"
    cote, _, section = sens.partition(" ")
    notre = f"nos {total(cote, section or None, deux='').lower()}" if cote in SENS else "notre total"
    return f"avec les autres, égal à {notre}" if avec_les_autres else f"égal à {notre}"


def total(sens: str | None, section: str | None, deux: str = ", les deux sections") -> str:
    """« Dépenses de fonctionnement » ; `deux` : ce qui se dit quand la section est nulle."""
    if sens is None:
        return "Ensemble"
    return f"{majuscule(SENS[sens])} {_SECTIONS[section]}" if section else f"{majuscule(SENS[sens])}{deux}"


def changements(compte: int) -> str:
    """Combien de valeurs seraient remplacées."""
    return f"Ce qui change : {accorder(compte, 'valeur')}, ancienne → nouvelle"


def a_ecrire(compte: int) -> str:
    """Combien de lignes seraient écrites."""
    return f"Les lignes à écrire : {accorder(compte, 'ligne')}"


def premieres(montrees: int, *, classeur: bool = False) -> str:
    """On ne montre pas tout ; `classeur` : un fichier, lui, contient tout."""
    if classeur:
        return f"Les {montrees} premières sont montrées ; le classeur les contient toutes."
    return f"Les {montrees} premières sont montrées."


def refusees(compte: int, combien: int) -> str:
    """Combien de lignes sont refusées, et pour combien de causes."""
    lignes = accorder(compte, "ligne refusée", "lignes refusées")
    return f"{lignes}, {accorder(combien, 'cause')}"


def cause(une: Cause) -> str:
    """« **617 lignes : Dépense ou recette** », le message, puis des exemples."""
    exemples = ", ".join(
        f"{echapper(un.cellule)}{f' « {echapper(un.valeur)} »' if un.valeur else ''}" for un in une.exemples
    )
    trop = "…" if une.lignes > len(une.exemples) else ""
    return (
        f"**{accorder(une.lignes, 'ligne')} : {echapper(une.sujet)}**  \n{echapper(une.message)}  \n"
        f":small[:gray[Par exemple : {exemples}{trop}]]"
    )


def lire_comme(entete: str, sujet: str) -> str:
    """La colonne que rien n'a reconnue, et dont le contenu conviendrait."""
    return f"Lire la colonne « {echapper(entete)} » comme « {echapper(sujet)} »"


def cellules(compte: int) -> str:
    """La porte de la liste entière."""
    return f"Les cellules, une à une : {nombre(compte)}"


def importer_sans(compte: int, montants: str) -> str:
    """La case qui accepte de laisser ces lignes, et ce qu'elles portent."""
    lignes = "la ligne refusée" if compte == 1 else f"les {nombre(compte)} lignes refusées"
    return f"Importer sans {lignes}{_portant(compte, montants)}"


def laissees(compte: int, montants: str) -> str:
    """Ce que l'import n'a pas pris, dit sur sa page."""
    verbe = "n’est dans aucun chiffre" if compte == 1 else "ne sont dans aucun chiffre"
    return f"{accorder(compte, 'ligne refusée', 'lignes refusées')}{_portant(compte, montants)}, {verbe}."


def _portant(compte: int, montants: str) -> str:
    return f", qui {'porte' if compte == 1 else 'portent'} {echapper(montants)}" if montants else ""


def confirmer(refusees: int) -> str:
    """Le geste qui écrit, accordé aux lignes qu'il laisse de côté."""
    if not refusees:
        return "Importer ces lignes"
    return f"Importer sans {'la ligne refusée' if refusees == 1 else 'les lignes refusées'}"


def suites(*, des_figures: bool) -> str:
    """Ce qui précède les écrans que ces lignes changent."""
    return "**Voir ce que ces lignes changent**" if des_figures else "Ces lignes ne changent aucune figure."
