"""Les phrases de l'import, en markdown : ce qui se dépose, ce que l'aperçu annonce, ce qui reste à dire, ce qui est
fait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.donnees.apercu import Appariement, Previsualisation
from core.donnees.totaux import ENSEMBLE
from core.format_fr import accorder, enumerer, nombre
from pages._outils.textes import echapper

SENS = {"depense": "dépenses", "recette": "recettes"}
_FORMATS = {
    "csv": "texte à colonnes (csv)",
    "totem": "document budgétaire TotEM (xml)",
    "cfu": "compte financier unique (xml)",
    "plan_de_comptes": "plan de comptes officiel (xml)",
}
"""Les formats dont le nom de code ne se lit pas tel quel."""
_SUJETS = {"etape": "étape", "unite": "unité", "collectivite": "collectivité"}

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
TOTAUX_DETAILLES = "Par exercice, étape et sens"
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
    return f"Lecture de « {fichier} »…"


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


def colonne_pour(entete: str) -> str:
    """Le libellé du choix fait pour une colonne du fichier."""
    return f"Colonne pour « {entete} »"


def colonnes_sures(reconnues: int, mises_de_cote: int) -> str:
    """Combien de colonnes vont de soi."""
    de_cote = accorder(mises_de_cote, "mise de côté", "mises de côté")
    return f"Colonnes sûres : {accorder(reconnues, 'reconnue')}, {de_cote}"


def remarques(compte: int) -> str:
    """Combien de choses déduites ou mises de côté."""
    return f"À savoir : {accorder(compte, 'remarque')} sur ce fichier"


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
    notre = f"nos {SENS[sens]}" if sens in SENS else "notre total"
    return f"avec les autres, égal à {notre}" if avec_les_autres else f"égal à {notre}"


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


def refusees(compte: int) -> str:
    """Combien de lignes sont refusées."""
    return accorder(compte, "ligne refusée", "lignes refusées")


def importer_sans(compte: int) -> str:
    """La case qui accepte de laisser ces lignes."""
    return f"Importer sans {'la ligne refusée' if compte == 1 else f'les {nombre(compte)} lignes refusées'}"


def confirmer(*, des_refus: bool) -> str:
    """Le geste qui écrit."""
    return "Importer sans les lignes refusées" if des_refus else "Importer ces lignes"


def suites(*, des_figures: bool) -> str:
    """Ce qui précède les écrans que ces lignes changent."""
    return "**Voir ce que ces lignes changent**" if des_figures else "Ces lignes ne changent aucune figure."
